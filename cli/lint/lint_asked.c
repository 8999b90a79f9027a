/* Accesses as findings show them, and where the rules stand that allow them. */
#include "lint/lint_asked.h"
#include "lint/lint_origin.h"
#include "lint/lint_policy.h"
#include "run/run.h"

void lint_asked_together(struct run *run, const struct asked *asked,
			 size_t count, struct arena *arena,
			 struct finding_details *details)
{
	const struct policy *policy = run->policy;
	struct arena scratch = ARENA_INIT;
	struct origin *origins = arena_alloc(&scratch, count, sizeof *origins);
	for (size_t i = 0; i < count; i++) {
		const struct right *right = &asked[i].right;
		const struct policy_class *class =
			&policy->classes[right->object_class];
		origins[i] = (struct origin){
			.row = {.source = policy->types[asked[i].source].name,
				.target = policy->types[asked[i].target].name,
				.object_class = class->name,
				.permission = class->permissions[right->bit]},
			.asked = asked[i]};
	}
	origins_together(run, origins, count, arena, details);
	arena_release(&scratch);
}

unsigned lint_rule_count(const struct lint *lint)
{
	return source_place_count(lint->policy);
}

struct source_location lint_rule_place(const struct lint *lint, unsigned rule,
				       struct arena *arena)
{
	return source_rule_place(lint->policy, rule, arena);
}
