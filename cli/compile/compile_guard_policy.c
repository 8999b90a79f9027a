/* The kinds of the guard and their rights, as the rows of a policy. */
#include <string.h>

#include "compile/compile_guard_kind.h"
#include "compile/compile_guard_policy.h"
#include "compile/compile_guard_probe.h"

/*
 * A boolean under which a guest may what it may in any case: who switches
 * booleans is of interest only where they decide something.
 */
static void make_boolean(const struct probe *probe, struct policy *policy)
{
	static const struct condition_step step = {CONDITION_BOOLEAN, 0};
	static const struct policy_boolean boolean = {"switched", false};
	static const struct policy_condition condition = {
		.expression = "switched", .steps = &step, .step_count = 1};
	policy->booleans = &boolean;
	policy->boolean_count = 1;
	policy->conditions = &condition;
	policy->condition_count = 1;
	for (unsigned i = 0; i < policy->rule_count; i++) {
		if (policy->rules[i].source != probe->guest)
			continue;
		struct policy_rule *rules = arena_alloc(
			probe->arena, policy->rule_count + 1, sizeof *rules);
		memcpy(rules, policy->rules, (i + 1) * sizeof *rules);
		rules[i + 1] = rules[i];
		rules[i + 1].condition = 0;
		memcpy(&rules[i + 2], &policy->rules[i + 1],
		       (policy->rule_count - i - 1) * sizeof *rules);
		policy->rules = rules;
		policy->rule_count++;
		return;
	}
}

static void make_rules(const struct probe *probe, struct policy *policy)
{
	list_of(struct policy_rule) rules = LIST_INIT;
	const struct probe_kind *kinds = probe->kinds.items;
	for (unsigned i = 0; i < probe->kinds.count; i++)
		for (unsigned j = 0; j < probe->kinds.count; j++)
			for (unsigned class = 0; class < policy->class_count;
			     class ++) {
				const uint32_t rights =
					kinds[i].trusted
						? vectors_all(
							  &probe->guarded->model
								   ->vectors,
							  class)
						: probe->rights[probe_place(
							  probe, i, j, class)];
				if (rights &&
				    (kinds[i].domain || kinds[i].trusted ||
				     i == probe->channel))
					*list_push(&rules, probe->arena) =
						(struct policy_rule){
							i, j, class, rights,
							POLICY_ALWAYS};
			}
	policy->rules = rules.items;
	policy->rule_count = (unsigned)rules.count;
}

static void make_transitions(const struct probe *probe, struct policy *policy)
{
	list_of(struct policy_transition) rows = LIST_INIT;
	const struct vectors *vectors = &probe->guarded->model->vectors;
	unsigned domain = vectors_labelling(vectors, ON_DOMAIN);
	unsigned event = vectors_labelling(vectors, ON_CHANNEL);
	for (unsigned i = 0; i < probe->kinds.count; i++) {
		const struct probe_kind *kind = &probe->kinds.items[i];
		if (i == probe->guest || probe_has_role(probe, i))
			*list_push(&rows,
				   probe->arena) = (struct policy_transition){
				probe->guest, i, domain,
				i == probe->guest ? probe->self : probe->target,
				POLICY_ALWAYS};
		if (kind->domain)
			*list_push(&rows, probe->arena) =
				(struct policy_transition){
					probe->guest, i, event, probe->channel,
					POLICY_ALWAYS};
	}
	policy->transitions = rows.items;
	policy->transition_count = (unsigned)rows.count;
}

static void make_contexts(const struct probe *probe, struct policy *policy)
{
	const struct vectors *vectors = &probe->guarded->model->vectors;
	struct policy_role *role = arena_alloc(probe->arena, 1, sizeof *role);
	struct policy_user *user = arena_alloc(probe->arena, 1, sizeof *user);
	struct policy_sid *sids =
		arena_alloc(probe->arena, vectors->sid_count, sizeof *sids);
	unsigned *types =
		arena_alloc(probe->arena, probe->kinds.count, sizeof *types);
	for (unsigned i = 0; i < probe->kinds.count; i++)
		types[i] = i;
	role->name = "system_r";
	role->types = types;
	role->type_count = (unsigned)probe->kinds.count;
	user->name = "system_u";
	user->roles = arena_alloc(probe->arena, 1, sizeof(unsigned));
	user->role_count = 1;
	for (unsigned i = 0; i < vectors->sid_count; i++) {
		const char *type = probe->kinds.items[probe->sids[i]].name;
		sids[i] = (struct policy_sid){
			.number = i + 1,
			.type = probe->sids[i],
			.context = arena_format(probe->arena,
						"system_u:system_r:%s", type)};
	}
	policy->roles = role;
	policy->users = user;
	policy->sids = sids;
	policy->role_count = policy->user_count = 1;
	policy->sid_count = (unsigned)vectors->sid_count;
}

const struct policy *probe_make_policy(const struct probe *probe)
{
	struct policy *policy = arena_alloc(probe->arena, 1, sizeof *policy);
	struct policy_type *types =
		arena_alloc(probe->arena, probe->kinds.count, sizeof *types);
	unsigned *own =
		arena_alloc(probe->arena, probe->kinds.count, sizeof *own);
	for (unsigned i = 0; i < probe->kinds.count; i++) {
		own[i] = i;
		types[i] =
			(struct policy_type){.name = probe->kinds.items[i].name,
					     .members = &own[i],
					     .member_count = 1};
	}
	policy->path = "the guard";
	policy->kind = POLICY_BINARY;
	policy->version = 30;
	policy->target_xen = true;
	policy->handle_unknown = UNKNOWN_DENY;
	policy->types = types;
	policy->type_count = (unsigned)probe->kinds.count;
	vectors_give(&probe->guarded->model->vectors, probe->arena, policy);
	make_rules(probe, policy);
	make_boolean(probe, policy);
	make_transitions(probe, policy);
	make_contexts(probe, policy);
	return policy;
}
