/* Questions that rules may ask of a run: who may do what to whom, and when. */
#include <string.h>

#include "run/run_ask.h"
#include "run/run_make.h"
#include "run/run_shared.h"
#include "solve/solve.h"

bool run_find_right(const struct run *run, const char *object_class,
		    const char *permission, struct right *right)
{
	return rights_find(run->policy, object_class, permission,
			   &right->object_class, &right->bit);
}

bool run_find_about(const struct run *run, enum permission_about about,
		    struct right *right)
{
	uint32_t mask = vectors_find(&run->shared->vectors, about,
				     &right->object_class);
	if (!mask)
		return false;
	for (right->bit = 0; !(mask & 1); mask >>= 1)
		right->bit++;
	return true;
}

/* Whether contexts exist with which the source may do it to the target. */
static bool has_contexts(struct run *run, unsigned source, unsigned target,
			 struct right right)
{
	uint32_t permission = UINT32_C(1) << right.bit;
	if (run->policy->types[source].permissive ||
	    !constraints_touch(run->constraints, right.object_class,
			       permission))
		return true;
	struct question question = {
		.parties = {{source, NULL}, {target, NULL}},
		.party_count = 2,
		.contacts = {{0, 1, target, right.object_class, permission}},
		.contact_count = 1,
	};
	return constraints_answer(run->constraints, &question) != VERDICT_NO;
}

struct when run_when(struct run *run, const struct asked *asked)
{
	if (!has_contexts(run, asked->source, asked->target, asked->right))
		return when_never();
	return solver_when(run->solver, asked->source, asked->target,
			   asked->right.object_class,
			   UINT32_C(1) << asked->right.bit);
}

enum grant run_grants(struct run *run, unsigned source, unsigned target,
		      struct right right)
{
	const struct asked asked = {source, target, right};
	struct when when = run_when(run, &asked);
	return when_is_never(&when)    ? GRANT_NEVER
	       : when_is_always(&when) ? GRANT_ALWAYS
				       : GRANT_SOMETIMES;
}

enum grant run_allows(struct run *run, unsigned source, unsigned target,
		      const char *object_class, const char *permission)
{
	struct right right;
	return run_find_right(run, object_class, permission, &right)
		       ? run_grants(run, source, target, right)
		       : GRANT_NEVER;
}

uint32_t run_any_permissions(const struct run *run, unsigned source,
			     unsigned object_class)
{
	return rights_any_sometimes(run->rights, source, object_class);
}

bool run_may_have(const struct run *run, unsigned source, struct right right)
{
	return run_any_permissions(run, source, right.object_class) >>
		       right.bit &
	       1;
}

bool run_has_always(const struct run *run, unsigned source, struct right right)
{
	return rights_any(run->rights, source, right.object_class) >>
		       right.bit &
	       1;
}

struct type_list run_targets(const struct run *run, unsigned source,
			     struct right right, struct arena *arena)
{
	unsigned *types;
	size_t count =
		rights_targets(run->rights, source, right.object_class,
			       UINT32_C(1) << right.bit, true, arena, &types);
	return (struct type_list){types, count};
}

const char *run_condition(struct run *run, const struct asked *asked,
			  size_t count, bool *default_state)
{
	struct when when = when_always();
	for (size_t i = 0; i < count; i++) {
		struct when one = run_when(run, &asked[i]);
		when = when_and(&run->rights->conditions, &when, &one);
	}
	return when_text(&run->rights->conditions, &when, default_state);
}

/* --- Types by name
 * ---------------------------------------------------------------- */

unsigned run_find_type(const struct run *run, const char *name)
{
	size_t low = 0, high = run->name_count;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		unsigned type = run->by_name[middle];
		int order = strcmp(name, run->policy->types[type].name);
		if (order == 0)
			return type;
		if (order < 0)
			high = middle;
		else
			low = middle + 1;
	}
	const unsigned found = policy_find_alias(run->policy, ALIAS_TYPE, name);
	return found == NO_TYPE || run->policy->types[found].attribute ? NO_TYPE
								       : found;
}
