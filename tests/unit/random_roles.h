/* The roles of what ops ask, and who has them. */
#ifndef UNIT_RANDOM_ROLES_H
#define UNIT_RANDOM_ROLES_H

#include "random_game.h"

enum { ROLES = 8 };

/* A role of accesses, and who has it for now. */
struct party {
	const char *name;
	unsigned own;	   /* type */
	unsigned seen;	   /* label, in accesses of the caller */
	bool caller;	   /* it is the caller itself */
	bool given, fixed; /* fixed: it is an initial SID */
	struct context context;
};

struct roles {
	struct party parties[ROLES];
	unsigned count;
};

/*
 * Who asks, in the words of the reference: the label of an event channel is
 * what binds it, in FLASK's hooks the new channel's, but for the last check of
 * a binding, of the other end's label against the caller.
 */
static inline const char *subject_of(const struct access *access)
{
	const char *name = access_subject_name(access->subject);
	bool bind = strcmp(access->object_class, "event") == 0 &&
		    strcmp(access->permission, "bind") == 0;
	return bind && strcmp(name, "other") == 0 &&
			       strcmp(access->object, "self") != 0
		       ? "event"
		       : name;
}

static inline unsigned role_index(struct roles *roles, const char *name)
{
	static const char *const sids[] = {"xen", "domxen", "domio", "security",
					   "unlabeled"};
	unsigned i = 0;
	while (i < roles->count && strcmp(roles->parties[i].name, name) != 0)
		i++;
	if (i < roles->count)
		return i;
	assert_true(i < ROLES);
	struct party *party = &roles->parties[i];
	*party = (struct party){.name = name};
	for (size_t j = 0; j < sizeof sids / sizeof *sids; j++)
		if (strcmp(name, sids[j]) == 0) {
			party->own = party->seen = type_of_sid(sids[j]);
			party->given = party->fixed = true;
		}
	roles->count++;
	return i;
}

/* Whether it is some domain, which its caller may see by another label. */
static inline bool is_domain_role(const struct party *party)
{
	return strcmp(party->name, "target") == 0 ||
	       strcmp(party->name, "other") == 0;
}

#endif
