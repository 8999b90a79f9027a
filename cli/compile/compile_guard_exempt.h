/* Whom the guard leaves alone, since the site accepts what he may do. */
#ifndef COMPILE_COMPILE_GUARD_EXEMPT_H
#define COMPILE_COMPILE_GUARD_EXEMPT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/memory.h"

struct guarded;

/* Names, each once. */
struct guard_names {
	const char **items;
	size_t count, capacity;
};

bool guard_names_have(const struct guard_names *names, const char *name);

/* Adds the name, unless it is NULL or there. */
void guard_names_add(struct guard_names *names, const char *name,
		     struct arena *arena);

/* A subject that may have the permission on some objects. */
struct guard_pair {
	const char *subject;
	struct guard_names objects;
};

/* Who may have a permission by what the site accepts. */
struct exemption {
	bool all;		     /* everybody may, on everything */
	struct guard_names subjects; /* on everything */
	struct guard_names objects;  /* everybody may on these */
	struct guard_names partly;   /* in words: what is accepted in vain */
	list_of(struct guard_pair) pairs;
};

/*
 * Who is exempt from the rule on the permission: by the waivers for all covered
 * ops that it would open to him, and not for one of them alone.
 */
struct exemption guard_exempt(const struct guarded *guarded, unsigned class,
			      unsigned bit);

#endif
