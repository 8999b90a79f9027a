/* A registry while it is changed into what a tree would agree with. */
#ifndef VERIFY_VERIFY_DRAFT_H
#define VERIFY_VERIFY_DRAFT_H

#include <stdbool.h>

#include "registry/registry.h"

struct registry_draft {
	const struct verification *verification;
	const struct registry *old;
	struct arena *arena;
	unsigned release; /* index of the tree's, in the new registry */
	bool added;	  /* the old registry does not have it */
	list_of(struct hypercall) hypercalls;
	list_of(struct op) ops;
	list_of(struct op_number) op_numbers;
	list_of(struct access) accesses;
	list_of(struct condition) conditions;
	list_of(struct condition_use) condition_uses;
	list_of(struct unverified) unverified;
	list_of(struct object_class) classes;
	list_of(struct permission) permissions;
	list_of(struct initial_sid) sids;
	list_of(struct handler) handlers;
	list_of(struct hook_call) hook_calls;
	list_of(struct event) events;
	list_of(struct statement) statements;
	list_of(struct entry) entries;
	struct registry registry; /* that comes out */
};

/* The tree's release alone; a set without it; an old set in the new one. */
struct release_set draft_now(const struct registry_draft *draft);
void draft_end(const struct registry_draft *draft, struct release_set *set);
struct release_set draft_moved(const struct registry_draft *draft,
			       const struct release_set *old);

#endif
