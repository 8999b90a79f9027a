/* What a guard forbids, and to whom not. */
#ifndef COMPILE_COMPILE_GUARD_H
#define COMPILE_COMPILE_GUARD_H

#include "compile/compile_model.h"

/* What each permission of the release is asked for, by class and bit. */
struct uses {
	list_of(const struct op *) covered, safe;
	bool by_caller; /* of covered ops, not only of those they are done to */
	/* The one object that covered ops ask it of; NULL: several. */
	const char *object;
};

/* Permissions that a type may not have. */
struct guard_ban {
	const char *source;  /* NULL: no type but the named */
	const char *targets; /* names with spaces between them */
	bool others;	     /* all but the targets */
	unsigned object_class;
	uint32_t permissions;
	const struct rule *rule; /* of the linter, that calls it an error */
};

struct guarded {
	const struct model *model;
	list_of(struct guard_ban) bans;
	struct uses **uses; /* by class, 32 each */
	uint32_t *mask;	    /* by class: what is forbidden */
};

/* The permission that the access asks for; false: none. */
bool guard_permission(const struct model *model, const struct access *access,
		      unsigned *class, uint32_t *bit);

/* The number of a bit. */
unsigned guard_index(uint32_t bit);

/*
 * Finds what only covered ops ask for, in the model's arena: it is of no use
 * to others.
 */
void guard_find_plain(struct guarded *guarded);

/* Finds what each covered op is to be stopped by, in the model's arena. */
void guard_find(struct guarded *guarded);

/* --- Who is exempt (compile_guard_exempt.c) --------------------------- */

struct guard_names {
	const char **items;
	size_t count, capacity;
};

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

/* All types that the waivers in use name. */
struct guard_names guard_waived_types(const struct guarded *guarded);

/* --- What else lint calls an error (compile_guard_probe.c) ------------ */

/*
 * Finds the rules that the linter calls an error all the same: what others may
 * not do to the trusted, and what those with a role may not do beyond it. False
 * with messages where it cannot be asked.
 */
bool guard_probe(struct guarded *guarded, const struct site *site,
		 const char *today, struct diags *diags);

/* All types that have a role or that waivers name, once each. */
struct guard_names guard_named_types(const struct guarded *guarded,
				     const struct site *site);

#endif
