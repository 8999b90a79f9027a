/* Who may do what to whom in a policy, as all findings take it. */
#include "right/right.h"
#include "right/right_context.h"

struct allowance {
	const struct policy *policy;
	struct rights *rights;
	struct constraints *constraints;
};

struct allowance *allowance_new(const struct policy *policy,
				const struct right_terms *terms,
				struct arena *arena)
{
	struct allowance *allowance = arena_alloc(arena, 1, sizeof *allowance);
	allowance->policy = policy;
	allowance->rights = rights_make(policy, terms, arena);
	allowance->constraints = constraints_make(policy, terms, arena);
	return allowance;
}

enum allowed allowance_ask(struct allowance *allowance, unsigned source,
			   unsigned target, unsigned object_class, unsigned bit,
			   const char **condition)
{
	static const enum allowed answers[] = {
		[VERDICT_NO] = ALLOWED_NOT,
		[VERDICT_UNKNOWN] = ALLOWED_UNKNOWN,
		[VERDICT_YES] = ALLOWED_YES,
	};
	struct rights *rights = allowance->rights;
	uint32_t permission = UINT32_C(1) << bit;
	const struct question question = {
		.parties = {{source, NULL}, {target, NULL}},
		.party_count = 2,
		.contacts = {{0, 1, target, object_class, permission}},
		.contact_count = 1};
	bool default_state;
	struct when when =
		rights_when(rights, source, target, object_class, permission);
	*condition = NULL;
	if (when_is_never(&when))
		return ALLOWED_NOT;
	*condition = when_text(&rights->conditions, &when, &default_state);
	if (allowance->policy->types[source].permissive ||
	    !constraints_touch(allowance->constraints, object_class,
			       permission))
		return ALLOWED_YES;
	return answers[constraints_answer(allowance->constraints, &question)];
}
