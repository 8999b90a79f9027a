/* Questions that rules may ask of a run: who may do what to whom, and when. */
#ifndef RUN_RUN_ASK_H
#define RUN_RUN_ASK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "right/right.h"
#include "run/run_make.h"

/*
 * The type that has the name or the alias, which is no attribute; NO_TYPE:
 * there is none.
 */
unsigned run_find_type(const struct run *run, const char *name);

/* False: the policy has no such class or permission; nobody is granted it. */
bool run_find_right(const struct run *run, const char *object_class,
		    const char *permission, struct right *right);

/* The same for the first permission of the policy that is about it. */
bool run_find_about(const struct run *run, enum permission_about about,
		    struct right *right);

/*
 * How far the policy lets one type do that to another: by its rules, by the
 * source being permissive, and if some contexts of the two satisfy the
 * constraints.
 */
enum grant run_grants(struct run *run, unsigned source, unsigned target,
		      struct right right);

/* When that is so, in which states of the booleans. */
struct when run_when(struct run *run, const struct asked *asked);

/* The same as a grant by names; NEVER for names that the policy does not have.
 */
enum grant run_allows(struct run *run, unsigned source, unsigned target,
		      const char *object_class, const char *permission);

/* The permissions of the class that the source has on some type, a bit each. */
uint32_t run_any_permissions(const struct run *run, unsigned source,
			     unsigned object_class);

/* Whether the source has the right on some type, always or sometimes. */
bool run_may_have(const struct run *run, unsigned source, struct right right);

/* Whether the source always has the right on some type. */
bool run_has_always(const struct run *run, unsigned source, struct right right);

/*
 * The types that the source may do it to, always or sometimes, ascending, in
 * the arena.  Not cheap for a permissive source: all types.
 */
struct type_list run_targets(const struct run *run, unsigned source,
			     struct right right, struct arena *arena);

/*
 * The condition under which all of it is allowed, which it must be in some
 * state; NULL: always.  default_state: its value with the booleans' defaults.
 */
const char *run_condition(struct run *run, const struct asked *asked,
			  size_t count, bool *default_state);

#endif
