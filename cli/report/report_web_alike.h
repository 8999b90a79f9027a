/* Domains that are alike: one page and one row are of all of them. */
#ifndef REPORT_REPORT_WEB_ALIKE_H
#define REPORT_REPORT_WEB_ALIKE_H

#include <stdbool.h>

#include "base/memory.h"

struct web;
struct web_domain;
struct web_page;
struct web_set;

/*
 * Domains that can do the same to the same others, to whom the same is done,
 * and of which the same is found, but for their names.
 */
struct web_alike {
	list_of(struct web_domain *) members; /* as people count */
	const struct web_set
		*whole; /* that has them all: what is listed last */
};

/* Finds them among the policy's domains, which know their sets. */
void web_alike_find(struct web *web);

/* Whether it is the first of those that are like it: what is shown is its. */
bool web_is_shown(const struct web_domain *domain);

/* Its name, linked, and how many are like it; NULL: "every domain". */
void web_alike_link(struct web_page *page, const struct web_domain *domain);

/* A list of those that the page is of, unless that is one alone. */
void web_alike_list(struct web_page *page, const struct web_domain *domain);

#endif
