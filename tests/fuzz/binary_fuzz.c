/* Binary policies: bytes of any kind, and the rows that come of them. */
#include "fuzz.h"

#include "source/source.h"

static void check_indices(const unsigned *indices, unsigned count,
			  unsigned limit)
{
	for (unsigned i = 0; i < count; i++)
		fuzz_assert(indices[i] < limit &&
				    (i == 0 || indices[i] > indices[i - 1]),
			    "indices are sorted and of something");
}

static void check_sets(const struct policy *policy)
{
	for (unsigned i = 0; i < policy->type_count; i++)
		check_indices(policy->types[i].members,
			      policy->types[i].member_count,
			      policy->type_count);
	for (unsigned i = 0; i < policy->role_count; i++)
		check_indices(policy->roles[i].types,
			      policy->roles[i].type_count, policy->type_count);
	for (unsigned i = 0; i < policy->user_count; i++)
		check_indices(policy->users[i].roles,
			      policy->users[i].role_count, policy->role_count);
	for (unsigned i = 0; i < policy->constraint_count; i++) {
		const struct policy_constraint *row = &policy->constraints[i];
		fuzz_assert(row->object_class < policy->class_count,
			    "a constraint is on a class");
		for (unsigned j = 0; j < row->step_count; j++)
			check_indices(row->steps[j].names,
				      row->steps[j].name_count, 65536);
	}
}

static void check_rules(const struct policy *policy)
{
	for (unsigned i = 0; i < policy->rule_count; i++) {
		const struct policy_rule *row = &policy->rules[i];
		fuzz_assert(row->source < policy->type_count &&
				    row->target < policy->type_count &&
				    row->object_class < policy->class_count &&
				    (row->condition == POLICY_ALWAYS ||
				     row->condition < policy->condition_count),
			    "a rule is on what there is");
		fuzz_assert(i == 0 || row->source > row[-1].source ||
				    (row->source == row[-1].source &&
				     row->target >= row[-1].target),
			    "rules are sorted");
	}
	for (unsigned i = 0; i < policy->transition_count; i++)
		fuzz_assert(policy->transitions[i].result < policy->type_count,
			    "a transition has a result");
	for (unsigned i = 0; i < policy->sid_count; i++)
		fuzz_assert(policy->sids[i].type < policy->type_count &&
				    policy->sids[i].context,
			    "an initial SID has a context");
}

size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t most,
			       unsigned seed)
{
	return fuzz_mutate_policy(data, size, most, seed);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena arena = ARENA_INIT;
	struct diags diags = DIAGS_INIT;
	struct buffer image = BUFFER_INIT;
	buffer_add(&image, (const char *)data, size);
	const struct policy *policy =
		source_parse("input", &image, &arena, &diags);
	fuzz_assert(!policy == (diags.errors > 0),
		    "a policy that is refused has a message");
	if (policy) {
		check_sets(policy);
		check_rules(policy);
	}
	buffer_release(&image);
	diags_release(&diags);
	arena_release(&arena);
	return 0;
}
