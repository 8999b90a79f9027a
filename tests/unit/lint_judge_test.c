/*
 * What the linter takes for allowed, against libsepol's security server: for
 * each two types, class and permission, in each state of the booleans, with
 * the contexts that the policy can form.
 */
#include "policy_judge.h"

#include "right/right.h"
#include "policy_meaning.h"
#include "policy_terms.h"
#include "random_policy.h"
#include "world.h"

enum { STATES = 8, CONTEXTS_LIMIT = 256 };

/* Contexts of a type, as the server numbers them, and their roles' values. */
struct contexts {
	sepol_security_id_t items[CONTEXTS_LIMIT];
	uint32_t roles[CONTEXTS_LIMIT];
	unsigned count;
};

static void find_contexts(struct world *world, const struct policy *policy,
			  unsigned type, struct contexts *contexts)
{
	for (unsigned i = 0; i < policy->user_count; i++)
		for (unsigned j = 0; j < policy->role_count; j++) {
			const char *text = arena_format(
				&world->arena, "%s:%s:%s",
				policy->users[i].name, policy->roles[j].name,
				policy->types[type].name);
			assert_true(contexts->count < CONTEXTS_LIMIT);
			contexts->roles[contexts->count] = j + 1;
			/* One that is not valid is refused. */
			if (sepol_context_to_sid(
				    text, strlen(text) + 1,
				    &contexts->items[contexts->count]) == 0)
				contexts->count++;
		}
}

struct side {
	const struct policy *policy;
	const struct judge *judge;
	struct allowance *allowance;
	unsigned decisions, allowed;
};

/* The permission that takes a role rule: a Xen's, libsepol has another. */
static uint32_t transition_of(const struct policy_class *class)
{
	for (unsigned bit = 0; bit < class->permission_count; bit++)
		if (strcmp(class->name, "domain") == 0 &&
		    class->permissions[bit] &&
		    strcmp(class->permissions[bit], "transition") == 0)
			return UINT32_C(1) << bit;
	return 0;
}

static bool may_follow(const policydb_t *db, uint32_t role, uint32_t new_role)
{
	const role_allow_t *row = db->role_allow;
	while (row && (row->role != role || row->new_role != new_role))
		row = row->next;
	return row || role == new_role;
}

/* What the server allows between some contexts of the types. */
static uint32_t allowed_by_server(const struct side *side,
				  const struct contexts *source,
				  const struct contexts *target,
				  unsigned object_class)
{
	uint32_t transition =
		transition_of(&side->policy->classes[object_class]);
	uint32_t allowed = 0;
	for (unsigned i = 0; i < source->count; i++)
		for (unsigned j = 0; j < target->count; j++) {
			struct sepol_av_decision decision;
			assert_int_equal(
				sepol_compute_av(
					source->items[i], target->items[j],
					(sepol_security_class_t)(object_class +
								 1),
					0, &decision),
				0);
			if (!may_follow(&side->judge->db, source->roles[i],
					target->roles[j]))
				decision.allowed &= ~transition;
			allowed |= decision.allowed;
		}
	return allowed;
}

static bool holds_in(const struct policy *policy, const char *condition,
		     unsigned state)
{
	struct expression expression = {condition, policy, state};
	return !condition || text_value(&expression, 0);
}

static void compare_bits(struct side *side, unsigned source, unsigned target,
			 unsigned object_class, unsigned state, uint32_t theirs)
{
	const struct policy *policy = side->policy;
	const struct policy_class *class = &policy->classes[object_class];
	for (unsigned bit = 0; bit < class->permission_count; bit++) {
		const char *condition;
		if (!class->permissions[bit])
			continue;
		enum allowed allowed =
			allowance_ask(side->allowance, source, target,
				      object_class, bit, &condition);
		bool ours = allowed != ALLOWED_NOT &&
			    holds_in(policy, condition, state);
		side->decisions++;
		side->allowed += ours;
		assert_int_not_equal(allowed, ALLOWED_UNKNOWN);
		if (ours != (theirs >> bit & 1))
			fail_msg("%s %s:%s %s in state %u: %d",
				 policy->types[source].name,
				 policy->types[target].name, class->name,
				 class->permissions[bit], state, ours);
	}
}

/* Whether the server has rules of its own on the class. */
static bool is_special(const struct policy_class *class)
{
	return !class->name || strcmp(class->name, "process") == 0;
}

static void compare_types(struct side *side, const struct contexts *contexts,
			  unsigned state)
{
	const struct policy *policy = side->policy;
	for (unsigned i = 0; i < policy->type_count; i++)
		for (unsigned j = 0; j < policy->type_count; j++) {
			/* Of permissive types the server says the rules. */
			if (policy->types[i].attribute ||
			    policy->types[j].attribute ||
			    policy->types[i].permissive)
				continue;
			for (unsigned k = 0; k < policy->class_count; k++)
				if (!is_special(&policy->classes[k]))
					compare_bits(side, i, j, k, state,
						     allowed_by_server(
							     side, &contexts[i],
							     &contexts[j], k));
		}
}

static void judge(struct world *world, const struct buffer *binary,
		  struct side *side)
{
	struct judge judge;
	const struct policy *policy =
		source_parse("random", binary, &world->arena, &world->diags);
	assert_non_null(policy);
	assert_true(judge_open(&judge, binary));
	side->policy = policy;
	side->judge = &judge;
	const struct right_terms terms = terms_of(policy);
	side->allowance = allowance_new(policy, &terms, &world->arena);
	struct contexts *contexts = arena_alloc(
		&world->arena, policy->type_count, sizeof *contexts);
	for (unsigned i = 0; i < policy->type_count; i++)
		if (!policy->types[i].attribute)
			find_contexts(world, policy, i, &contexts[i]);
	for (unsigned state = 0; state < STATES; state++) {
		judge_set_state(&judge, state);
		compare_types(side, contexts, state);
	}
	judge_close(&judge);
}

static void rows_say_what_the_server_allows(void **state)
{
	struct world *world = *state;
	struct side side = {.decisions = 0};
	for (unsigned seed = 0; seed < 12; seed++) {
		struct random_policy random = {.state = 77 + seed,
					       .xen = true,
					       .version = seed % 2 ? 24 : 30};
		struct buffer binary = BUFFER_INIT;
		random_policy_write(&random);
		assert_true(source_compile("random", &random.text,
					   random.version, &world->diags,
					   &binary));
		judge(world, &binary, &side);
		buffer_release(&random.text);
		buffer_release(&binary);
	}
	print_message("%u decisions, %u allowed\n", side.decisions,
		      side.allowed);
	assert_true(side.allowed > 1000);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		WORLD_TEST(rows_say_what_the_server_allows),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
