/* A policy without the rules or the permissions that someone accepted. */
#include <stdlib.h>
#include <string.h>

#include "base/search.h"
#include "policy/policy.h"
#include "source/source_grant.h"
#include "source/source_without.h"

/* What no rule that stays grants any more. */
struct loss {
	unsigned object_class, source, target; /* types */
	uint32_t permissions;
};

struct rule_taking {
	const struct policy *policy;
	const struct source_removal *parts;
	size_t count;
	list_of(struct loss) losses; /* sorted, each pair once */
	list_of(struct policy_rule) rules;
	struct arena *arena;
	struct arena scratch;
};

/* --- Which permissions of which rules go --------------------------------- */

/* The permissions of the class that the part is about. */
static uint32_t mask_of(const struct source_removal *part,
			const struct policy_class *row)
{
	if (!part->permission)
		return UINT32_MAX;
	if (!row->name)
		return 0;
	size_t length = strlen(row->name);
	if (strncmp(part->permission, row->name, length) != 0 ||
	    part->permission[length] != ':')
		return 0;
	for (unsigned bit = 0; bit < row->permission_count; bit++)
		if (row->permissions[bit] &&
		    strcmp(row->permissions[bit],
			   part->permission + length + 1) == 0)
			return UINT32_C(1) << bit;
	return 0;
}

static bool begins_at(const char *file, unsigned line,
		      const struct source_removal *part)
{
	return line == part->line && file && part->file &&
	       strcmp(file, part->file) == 0;
}

/* What goes of the rule, which has that index, on the class. */
static uint32_t taken_of_rule(const struct rule_taking *taking, unsigned rule,
			      unsigned object_class)
{
	const struct source_location *at =
		&taking->policy->text->grants.rules.items[rule];
	uint32_t taken = 0;
	for (size_t i = 0; i < taking->count; i++) {
		const struct source_removal *part = &taking->parts[i];
		if (begins_at(at->file, at->line, part) ||
		    begins_at(at->macro.file, at->macro.line, part))
			taken |= mask_of(
				part, &taking->policy->classes[object_class]);
	}
	return taken;
}

/* What goes of every rule on the class. */
static uint32_t taken_of_all(const struct rule_taking *taking,
			     unsigned object_class)
{
	uint32_t taken = 0;
	for (size_t i = 0; i < taking->count; i++)
		if (!taking->parts[i].file)
			taken |=
				mask_of(&taking->parts[i],
					&taking->policy->classes[object_class]);
	return taken;
}

/* Whether all rules that grant it go. */
static bool is_lost(struct rule_taking *taking,
		    const struct grant_question *question)
{
	const unsigned *rules;
	size_t count =
		grants_ask(taking->policy, question, &taking->scratch, &rules);
	for (size_t i = 0; i < count; i++)
		if (!(taken_of_rule(taking, rules[i], question->object_class) >>
			      question->bit &
		      1))
			return false;
	return count;
}

static void lose(struct rule_taking *taking, unsigned object_class,
		 uint32_t mask, unsigned source, unsigned target)
{
	struct loss loss = {object_class, source, target, 0};
	for (unsigned bit = 0; bit < 32; bit++) {
		const struct grant_question question = {source, target,
							object_class, bit};
		if ((mask >> bit & 1) && is_lost(taking, &question))
			loss.permissions |= UINT32_C(1) << bit;
	}
	if (loss.permissions)
		*list_push(&taking->losses, &taking->scratch) = loss;
}

/* All that the grant gives, and no rule that stays. */
static void lose_grant(struct rule_taking *taking, unsigned object_class,
		       const struct text_grant *grant)
{
	const struct policy *policy = taking->policy;
	const struct grants *grants = &policy->text->grants;
	uint32_t mask = grant->permissions &
			taken_of_rule(taking, grant->rule, object_class);
	for (unsigned i = 0; mask && i < policy->type_count; i++) {
		if (!grants_has_type(grants, grant->source, i))
			continue;
		for (unsigned j = 0; j < policy->type_count; j++)
			if (grants_has_type(grants, grant->target, j) ||
			    (grant->self && i == j))
				lose(taking, object_class, mask, i, j);
	}
}

static int compare_losses(const void *a, const void *b)
{
	const struct loss *x = a, *y = b;
	if (x->object_class != y->object_class)
		return x->object_class < y->object_class ? -1 : 1;
	if (x->source != y->source)
		return x->source < y->source ? -1 : 1;
	return (x->target > y->target) - (x->target < y->target);
}

static void find_losses(struct rule_taking *taking)
{
	const struct policy *policy = taking->policy;
	size_t kept = 0;
	for (unsigned i = 0; i < policy->class_count; i++) {
		const struct class_grants *row =
			&policy->text->grants.classes[i];
		for (size_t j = 0; j < row->list.count; j++)
			lose_grant(taking, i, &row->list.items[j]);
	}
	struct loss *items = taking->losses.items;
	if (taking->losses.count)
		qsort(items, taking->losses.count, sizeof *items,
		      compare_losses);
	for (size_t i = 0; i < taking->losses.count; i++) {
		if (kept && compare_losses(&items[kept - 1], &items[i]) == 0)
			items[kept - 1].permissions |= items[i].permissions;
		else
			items[kept++] = items[i];
	}
	taking->losses.count = kept;
}

/* --- What stays ---------------------------------------------------------- */

static uint32_t lost_of_pair(const struct rule_taking *taking,
			     unsigned object_class, unsigned source,
			     unsigned target)
{
	const struct loss key = {object_class, source, target, 0};
	const struct loss *found = taking->losses.count
					   ? bsearch(&key, taking->losses.items,
						     taking->losses.count,
						     sizeof key, compare_losses)
					   : NULL;
	return found ? found->permissions : 0;
}

static bool has_member(const struct policy_type *type, unsigned member)
{
	return numbers_have(type->members, type->member_count, member);
}

/* Whether the rule gives anything that is lost. */
static bool is_touched(const struct rule_taking *taking,
		       const struct policy_rule *rule)
{
	const struct policy_type *types = taking->policy->types;
	for (size_t i = 0; i < taking->losses.count; i++) {
		const struct loss *loss = &taking->losses.items[i];
		if (loss->object_class == rule->object_class &&
		    (loss->permissions & rule->permissions) &&
		    has_member(&types[rule->source], loss->source) &&
		    has_member(&types[rule->target], loss->target))
			return true;
	}
	return false;
}

/* A touched rule, pair by pair. */
static void keep_pairs(struct rule_taking *taking,
		       const struct policy_rule *rule)
{
	const struct policy_type *source = &taking->policy->types[rule->source];
	const struct policy_type *target = &taking->policy->types[rule->target];
	for (unsigned i = 0; i < source->member_count; i++)
		for (unsigned j = 0; j < target->member_count; j++) {
			struct policy_rule pair = *rule;
			pair.source = source->members[i];
			pair.target = target->members[j];
			pair.permissions &=
				~lost_of_pair(taking, rule->object_class,
					      pair.source, pair.target);
			if (pair.permissions)
				*list_push(&taking->rules, taking->arena) =
					pair;
		}
}

static int compare_rows(const void *a, const void *b)
{
	const struct policy_rule *x = a, *y = b;
	if (x->source != y->source)
		return x->source < y->source ? -1 : 1;
	if (x->target != y->target)
		return x->target < y->target ? -1 : 1;
	if (x->object_class != y->object_class)
		return x->object_class < y->object_class ? -1 : 1;
	if (x->permissions != y->permissions)
		return x->permissions < y->permissions ? -1 : 1;
	return (x->condition > y->condition) - (x->condition < y->condition);
}

static void keep_rules(struct rule_taking *taking)
{
	const struct policy *policy = taking->policy;
	for (unsigned i = 0; i < policy->rule_count; i++) {
		struct policy_rule rule = policy->rules[i];
		rule.permissions &= ~taken_of_all(taking, rule.object_class);
		if (is_touched(taking, &rule))
			keep_pairs(taking, &rule);
		else if (rule.permissions)
			*list_push(&taking->rules, taking->arena) = rule;
	}
	if (taking->rules.count)
		qsort(taking->rules.items, taking->rules.count,
		      sizeof *taking->rules.items, compare_rows);
}

bool source_is_followed(const struct policy *policy)
{
	return !policy->text || !policy->text->grants.missed;
}

const struct policy *source_without(const struct policy *policy,
				    const struct source_removal *parts,
				    size_t count, struct arena *arena)
{
	struct rule_taking taking = {.policy = policy,
				     .parts = parts,
				     .count = count,
				     .arena = arena};
	struct policy *left = arena_alloc(arena, 1, sizeof *left);
	if (policy->text && policy->kind != POLICY_BINARY &&
	    source_is_followed(policy))
		find_losses(&taking);
	keep_rules(&taking);
	*left = *policy;
	left->rules = taking.rules.items;
	left->rule_count = (unsigned)taking.rules.count;
	arena_release(&taking.scratch);
	return left;
}
