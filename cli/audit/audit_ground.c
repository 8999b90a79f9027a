/* The policy to which a grant is added, and the policy with the grant. */
#include <stdlib.h>
#include <string.h>

#include "audit/audit_ground.h"
#include "audit/audit_ops.h"

static const char type_suffix[] = "_t";

/* --- Labels of lines --------------------------------------------------------
 */

/* The number of "SID 5"; 0: it is a type, since no type has a blank. */
static unsigned sid_number(const char *label)
{
	static const char word[] = "SID ";
	return strncmp(label, word, strlen(word)) == 0
		       ? (unsigned)strtoul(label + strlen(word), NULL, 10)
		       : 0;
}

static unsigned sid_type(const struct policy *policy, unsigned number)
{
	for (unsigned i = 0; i < policy->sid_count; i++)
		if (policy->sids[i].number == number)
			return policy->sids[i].type;
	return NO_TYPE;
}

unsigned ground_type(const struct policy *policy, const char *type)
{
	const unsigned number = sid_number(type);
	if (number)
		return sid_type(policy, number);
	const unsigned index = policy_find_type(policy, type);
	return index == NO_TYPE || policy->types[index].attribute ? NO_TYPE
								  : index;
}

void facts_find_known(struct facts *facts, const struct policy *policy,
		      struct arena *arena)
{
	const struct vectors *vectors = &facts->vectors;
	for (unsigned party = PARTY_XEN; party < PARTY_COUNT; party++)
		for (unsigned i = 0; i < vectors->sid_count; i++) {
			const char *name = vectors->sids[i];
			if (!name ||
			    strcmp(name, party_name((enum party)party)) != 0)
				continue;
			const unsigned type =
				policy ? sid_type(policy, i + 1) : NO_TYPE;
			facts->known[party] =
				type != NO_TYPE
					? policy->types[type].name
					: arena_format(arena, "%s%s", name,
						       type_suffix);
		}
}

bool facts_is_known(const struct facts *facts, enum party party,
		    const char *label)
{
	const unsigned number = sid_number(label);
	const struct vectors *vectors = &facts->vectors;
	if (!number)
		return facts->known[party] &&
		       strcmp(facts->known[party], label) == 0;
	return number <= vectors->sid_count && vectors->sids[number - 1] &&
	       strcmp(vectors->sids[number - 1], party_name(party)) == 0;
}

/* --- Types --------------------------------------------------------------- */

/* Types of a ground on their way; each stands for itself. */
struct ground_types {
	list_of(struct policy_type) list;
	struct arena *arena;
};

static unsigned add_type(struct ground_types *types, const char *name)
{
	const unsigned index = (unsigned)types->list.count;
	unsigned *own = arena_alloc(types->arena, 1, sizeof *own);
	*own = index;
	*list_push(&types->list, types->arena) = (struct policy_type){
		.name = name, .members = own, .member_count = 1};
	return index;
}

/* Types for those whom the log does not name, which nobody else has. */
static void add_somebody(struct ground *ground, struct ground_types *types)
{
	for (unsigned party = 0; party < PARTY_COUNT; party++)
		ground->somebody[party] =
			party_is_open((enum party)party)
				? add_type(types,
					   arena_format(
						   types->arena, "(some %s)",
						   party_name(
							   (enum party)party)))
				: NO_TYPE;
}

/* Every role has the types from that one on as well. */
static const struct policy_role *widen_roles(const struct policy *policy,
					     unsigned first, unsigned end,
					     struct arena *arena)
{
	struct policy_role *roles =
		arena_alloc(arena, policy->role_count, sizeof *roles);
	for (unsigned i = 0; i < policy->role_count; i++) {
		roles[i] = policy->roles[i];
		const unsigned had = roles[i].type_count;
		unsigned *types =
			arena_alloc(arena, had + end - first, sizeof *types);
		if (had)
			memcpy(types, roles[i].types, had * sizeof *types);
		for (unsigned type = first; type < end; type++)
			types[roles[i].type_count++] = type;
		roles[i].types = types;
	}
	return roles;
}

static const unsigned *widen_bounds(const struct policy *policy, unsigned end,
				    struct arena *arena)
{
	if (!policy->bounds)
		return NULL;
	unsigned *bounds = arena_alloc(arena, end, sizeof *bounds);
	for (unsigned i = 0; i < end; i++)
		bounds[i] = i < policy->type_count ? policy->bounds[i]
						   : POLICY_UNBOUNDED;
	return bounds;
}

struct ground ground_of_policy(const struct policy *policy, struct arena *arena)
{
	struct ground ground;
	struct ground_types types = {LIST_INIT, arena};
	struct policy *copy = arena_alloc(arena, 1, sizeof *copy);
	for (unsigned i = 0; i < policy->type_count; i++)
		*list_push(&types.list, arena) = policy->types[i];
	*copy = *policy;
	add_somebody(&ground, &types);
	copy->types = types.list.items;
	copy->type_count = (unsigned)types.list.count;
	copy->roles = widen_roles(policy, policy->type_count, copy->type_count,
				  arena);
	copy->bounds = widen_bounds(policy, copy->type_count, arena);
	ground.policy = copy;
	return ground;
}

/* --- Without a policy ---------------------------------------------------- */

static unsigned get_type(struct ground_types *types, const char *name)
{
	for (unsigned i = 0; i < types->list.count; i++)
		if (strcmp(types->list.items[i].name, name) == 0)
			return i;
	return add_type(types, name);
}

/* Each initial SID has the type that Xen's own policy gives it. */
static void add_sids(const struct vectors *vectors, struct ground_types *types,
		     struct policy *policy)
{
	struct policy_sid *sids =
		arena_alloc(types->arena, vectors->sid_count, sizeof *sids);
	policy->sids = sids;
	for (size_t i = 0; i < vectors->sid_count; i++) {
		if (!vectors->sids[i])
			continue;
		const char *name = arena_format(types->arena, "%s%s",
						vectors->sids[i], type_suffix);
		sids[policy->sid_count++] =
			(struct policy_sid){.number = (unsigned)i + 1,
					    .type = get_type(types, name),
					    .context = name};
	}
}

/* The type that is called so, as lines do. */
static unsigned get_label(struct ground_types *types,
			  const struct policy *policy, const char *label)
{
	const unsigned number = sid_number(label);
	return number ? sid_type(policy, number) : get_type(types, label);
}

static void add_contexts(struct policy *policy, struct arena *arena)
{
	struct policy_role *role = arena_alloc(arena, 1, sizeof *role);
	struct policy_user *user = arena_alloc(arena, 1, sizeof *user);
	*user = (struct policy_user){
		.name = "user",
		.roles = arena_alloc(arena, 1, sizeof(unsigned)),
		.role_count = 1};
	role->name = "role";
	policy->users = user;
	policy->roles = role;
	policy->user_count = policy->role_count = 1;
	policy->roles = widen_roles(policy, 0, policy->type_count, arena);
}

struct ground ground_of_release(const struct vectors *vectors,
				const struct ground_ends *ends,
				struct arena *arena)
{
	struct ground ground;
	struct ground_types types = {LIST_INIT, arena};
	struct policy *policy = arena_alloc(arena, 1, sizeof *policy);
	*policy = (struct policy){.path = "the release",
				  .kind = POLICY_BINARY,
				  .target_xen = true,
				  .handle_unknown = UNKNOWN_DENY};
	vectors_give(vectors, arena, policy);
	add_sids(vectors, &types, policy);
	const unsigned source = get_label(&types, policy, ends->source);
	const unsigned target = get_label(&types, policy, ends->target);
	add_somebody(&ground, &types);
	policy->types = types.list.items;
	policy->type_count = (unsigned)types.list.count;
	add_contexts(policy, arena);
	if (ends->sees_itself && source != target) {
		struct policy_transition *row =
			arena_alloc(arena, 1, sizeof *row);
		*row = (struct policy_transition){
			source, source, vectors_labelling(vectors, ON_DOMAIN),
			target, POLICY_ALWAYS};
		policy->transitions = row;
		policy->transition_count = 1;
	}
	ground.policy = policy;
	return ground;
}

/* --- With a grant ----------------------------------------------------------
 */

static int compare_numbers(unsigned a, unsigned b)
{
	return (a > b) - (a < b);
}

static int compare_rules(const void *a, const void *b)
{
	const struct policy_rule *x = a, *y = b;
	int order = compare_numbers(x->source, y->source);
	if (!order)
		order = compare_numbers(x->target, y->target);
	if (!order)
		order = compare_numbers(x->object_class, y->object_class);
	if (!order)
		order = compare_numbers(x->permissions, y->permissions);
	return order ? order : compare_numbers(x->condition, y->condition);
}

const struct policy *ground_with(const struct policy *policy,
				 struct policy_rule *rules, size_t count,
				 struct arena *arena)
{
	struct policy *copy = arena_alloc(arena, 1, sizeof *copy);
	struct policy_rule *all =
		arena_alloc(arena, policy->rule_count + count, sizeof *all);
	unsigned taken = 0, filled = 0;
	if (count)
		qsort(rules, count, sizeof *rules, compare_rules);
	for (size_t i = 0; i < count; i++) {
		while (taken < policy->rule_count &&
		       compare_rules(&policy->rules[taken], &rules[i]) <= 0)
			all[filled++] = policy->rules[taken++];
		all[filled++] = rules[i];
	}
	while (taken < policy->rule_count)
		all[filled++] = policy->rules[taken++];
	*copy = *policy;
	copy->rules = all;
	copy->rule_count = filled;
	return copy;
}
