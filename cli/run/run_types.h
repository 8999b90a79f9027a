/* Who is who among the types of a policy. */
#ifndef RUN_RUN_TYPES_H
#define RUN_RUN_TYPES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "run/run_make.h"
#include "solve/solve.h"

struct group;

/* What the policy calls the type. */
const char *run_type_name(const struct run *run, unsigned type);

/* Sorts types by name: a policy numbers them as its compiler likes. */
void run_sort_types(const struct run *run, unsigned *types, size_t count);

/*
 * The part that the type plays: what the site says of it, or "device-model",
 * or "xenstore"; NULL: none.
 */
const char *run_role_of(struct run *run, unsigned type);

/* The label that a domain of the type sees itself with: often the type. */
unsigned run_self_label(const struct run *run, unsigned type);

/* Whether the caller sees some domain, maybe itself, by the label. */
bool run_sees(struct run *run, unsigned caller, unsigned label);

/* The label that a device model sees its guest with: often the guest's. */
unsigned run_guest_label(const struct run *run, unsigned device_model,
			 unsigned guest);

/* A copy of the types, sorted by name, in the arena. */
unsigned *run_by_name(const struct run *run, const struct type_list *types,
		      struct arena *arena);

/*
 * Finds the initial SIDs' types, who is trusted and who calls.  False with a
 * message when an initial SID has no type.
 */
bool types_find(struct run *run);

/*
 * The initial SID of that name, or NULL.  Its number is that of the run's
 * release, or if the policy does not fit that, of the newest one that it fits.
 */
const struct policy_sid *types_sid(const struct run *run, const char *name);

/* That of the domain that is trusted from the start, or NULL. */
const struct policy_sid *types_control_sid(const struct run *run);

/* Whether the site file says something of the type. */
bool types_is_named(const struct run *run, unsigned type);

/* What the objects of a finding are taken for. */
struct meaning {
	bool domains; /* labels of domains, by some way at least */
	/* Of Xen's own domains those that are found, op_named_domains(). */
	unsigned system_domains;
	const struct group *group; /* not all of its ways are; or NULL */
};

/* Of objects on which the group's ops are performed. */
struct meaning meaning_of_group(const struct group *group);

/* Of those that take that part. */
struct meaning meaning_of_party(enum party party, unsigned system_domains);

/*
 * Whether a finding has the role of its subject, or none, only for some
 * objects.
 */
bool types_role_needs_objects(const struct run *run, unsigned subject,
			      const char *role, const struct meaning *meaning);

/* The objects of the part, in the arena. */
struct type_list types_part(struct run *run, unsigned subject, enum part part,
			    const struct meaning *meaning,
			    const struct type_list *objects,
			    struct arena *arena);

/*
 * The roles of findings on these objects: one for all of them, or one for
 * those that the subject's role is about and one for the others.  It is about
 * the labels of a device model's own guests; and where the objects are domains,
 * about labels of which it is not certain that a domain has them, which without
 * a role are given standing_role.  What an op finds by its id is certain, and
 * so is what it is about as another party.
 */
struct role_part {
	const char *role;
	enum part part;
};
unsigned types_roles(struct run *run, unsigned subject, const char *role,
		     const struct type_list *objects,
		     const struct meaning *meaning, struct role_part parts[2]);

/* The same of a set of objects. */
unsigned types_roles_of_set(struct run *run, unsigned subject, const char *role,
			    const uint64_t *objects,
			    const struct meaning *meaning,
			    struct role_part parts[2]);

/* Whether it is of none of these labels certain that a domain has it. */
bool types_are_doubtful(struct run *run, unsigned subject,
			const struct meaning *meaning,
			const struct type_list *objects);

#endif
