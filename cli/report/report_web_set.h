/* Sets of types that ops are done to: what many callers share is one set. */
#ifndef REPORT_REPORT_WEB_SET_H
#define REPORT_REPORT_WEB_SET_H

#include <stdbool.h>
#include <stddef.h>

#include "base/memory.h"

struct web;
struct web_can;

/* One of more types than that is listed on a page, and linked to elsewhere. */
enum { WEB_SHOWN = 40 };

struct web_set {
	const char *const *names; /* sorted */
	size_t count;
	size_t number; /* on the page of sets, from 1; 0: it is not there */
	list_of(const struct web_can *) uses;
};

/*
 * Gives each of the policy's answers its set: the objects, the same without the
 * caller and its labels, or with the caller, whichever most callers share.
 */
void web_sets_find(struct web *web);

/* Whether the type is the domain, or a label of its own: "NAME_channel". */
bool web_is_own(const struct web *web, const char *domain, const char *type);

#endif
