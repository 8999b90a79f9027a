/*
 * What the allow rules of a policy grant, as sets, and which of them grants
 * what.
 */
#include "base/buffer.h"
#include "base/search.h"
#include "policy/policy.h"
#include "source/source_grant.h"

#include <stdlib.h>
#include <string.h>

/* --- Making -------------------------------------------------------------- */

struct grants grants_new(const struct policy *policy, struct arena *arena)
{
	struct grants grants = {
		.policy = policy,
		.arena = arena,
		.words = (policy->type_count + SET_BITS - 1) / SET_BITS,
	};
	grants.classes =
		arena_alloc(arena, policy->class_count, sizeof *grants.classes);
	return grants;
}

uint64_t *grants_empty_set(const struct grants *grants)
{
	return arena_alloc(grants->arena, grants->words, sizeof(uint64_t));
}

unsigned grants_set(struct grants *grants, const uint64_t *types)
{
	*list_push(&grants->sets, grants->arena) = types;
	return grants->policy->type_count + (unsigned)grants->sets.count - 1;
}

unsigned grants_rule(struct grants *grants, struct source_location at)
{
	*list_push(&grants->rules, grants->arena) = at;
	return (unsigned)grants->rules.count - 1;
}

void grants_add(struct grants *grants, unsigned object_class,
		struct text_grant grant)
{
	*list_push(&grants->classes[object_class].list, grants->arena) = grant;
}

static int compare_numbers(unsigned a, unsigned b)
{
	return (a > b) - (a < b);
}

static int compare_grants(const void *a, const void *b)
{
	const struct text_grant *x = a, *y = b;
	if (x->source != y->source)
		return compare_numbers(x->source, y->source);
	if (x->target != y->target)
		return compare_numbers(x->target, y->target);
	return compare_numbers(x->rule, y->rule);
}

static void find_groups(const struct grants *grants, struct class_grants *row)
{
	for (size_t i = 0; i < row->list.count; i++) {
		unsigned source = row->list.items[i].source;
		if (source < grants->policy->type_count)
			continue;
		if (!i || row->list.items[i - 1].source != source)
			*list_push(&row->groups, grants->arena) =
				(struct grant_group){source, i, i};
		row->groups.items[row->groups.count - 1].end = i + 1;
	}
}

const struct policy_text *grants_done(struct grants *grants)
{
	struct policy_text *text = arena_alloc(grants->arena, 1, sizeof *text);
	for (unsigned i = 0; i < grants->policy->class_count; i++) {
		struct class_grants *row = &grants->classes[i];
		if (row->list.count)
			qsort(row->list.items, row->list.count,
			      sizeof *row->list.items, compare_grants);
		find_groups(grants, row);
	}
	text->grants = *grants;
	return text;
}

const struct policy_text *grants_of_binary(const struct policy *policy,
					   struct arena *arena)
{
	struct policy_text *text = arena_alloc(arena, 1, sizeof *text);
	unsigned *first = arena_alloc(arena, (size_t)policy->type_count + 2,
				      sizeof *first);
	text->grants = (struct grants){.policy = policy, .arena = arena};
	/* Counted two places on, so that filling leaves the starts behind. */
	for (unsigned i = 0; i < policy->type_count; i++)
		for (unsigned j = 0; policy->types[i].attribute &&
				     j < policy->types[i].member_count;
		     j++)
			first[policy->types[i].members[j] + 2]++;
	for (unsigned i = 2; i < policy->type_count + 2; i++)
		first[i] += first[i - 1];
	unsigned *attributes = arena_alloc(arena, first[policy->type_count + 1],
					   sizeof *attributes);
	for (unsigned i = 0; i < policy->type_count; i++)
		for (unsigned j = 0; policy->types[i].attribute &&
				     j < policy->types[i].member_count;
		     j++)
			attributes[first[policy->types[i].members[j] + 1]++] =
				i;
	text->attributes = attributes;
	text->first_attribute = first;
	return text;
}

/* --- Asking -------------------------------------------------------------- */

/* An access, and the rules that were found for it. */
struct grant_search {
	const struct policy_text *text;
	unsigned source, target, object_class, bit;
	struct arena *arena;
	list_of(unsigned) rules;
};

bool grants_has_type(const struct grants *grants, unsigned set, unsigned type)
{
	unsigned count = grants->policy->type_count;
	if (set < count)
		return set == type;
	return grants->sets.items[set - count][type / SET_BITS] >>
		       (type % SET_BITS) &
	       1;
}

/* The first grant of that source and target among them, or a later one. */
static size_t lower_bound(const struct class_grants *row, size_t low,
			  size_t high, unsigned source, unsigned target)
{
	const struct text_grant key = {.source = source, .target = target};
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (compare_grants(&row->list.items[middle], &key) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static void take(struct grant_search *question, const struct text_grant *grant)
{
	const struct grants *grants = &question->text->grants;
	if ((grant->permissions >> question->bit & 1) &&
	    (grants_has_type(grants, grant->target, question->target) ||
	     (grant->self && question->source == question->target)))
		*list_push(&question->rules, question->arena) = grant->rule;
}

/* Those of one source that name the target alone, or in a set. */
static void take_group(struct grant_search *question, struct grant_group group)
{
	const struct grants *grants = &question->text->grants;
	const struct class_grants *row =
		&grants->classes[question->object_class];
	unsigned target = question->target;
	size_t i =
		lower_bound(row, group.start, group.end, group.source, target);
	for (; i < group.end && row->list.items[i].target == target; i++)
		take(question, &row->list.items[i]);
	i = lower_bound(row, i, group.end, group.source,
			grants->policy->type_count);
	for (; i < group.end; i++)
		take(question, &row->list.items[i]);
}

static void ask_text(struct grant_search *question)
{
	const struct grants *grants = &question->text->grants;
	const struct class_grants *row =
		&grants->classes[question->object_class];
	size_t count = row->list.count;
	struct grant_group own = {.source = question->source};
	own.start = lower_bound(row, 0, count, own.source, 0);
	own.end = lower_bound(row, own.start, count, own.source + 1, 0);
	take_group(question, own);
	for (size_t i = 0; i < row->groups.count; i++)
		if (grants_has_type(grants, row->groups.items[i].source,
				    question->source))
			take_group(question, row->groups.items[i]);
}

/* --- Binaries ------------------------------------------------------------- */

static bool is_before(const struct policy_rule *rule, unsigned source,
		      unsigned target, unsigned object_class)
{
	if (rule->source != source)
		return rule->source < source;
	if (rule->target != target)
		return rule->target < target;
	return rule->object_class < object_class;
}

/* The rules that name just these two. */
static void take_rules(struct grant_search *question, unsigned source,
		       unsigned target)
{
	const struct policy *policy = question->text->grants.policy;
	unsigned low = 0, high = policy->rule_count;
	while (low < high) {
		unsigned middle = low + (high - low) / 2;
		if (is_before(&policy->rules[middle], source, target,
			      question->object_class))
			low = middle + 1;
		else
			high = middle;
	}
	for (; low < policy->rule_count; low++) {
		const struct policy_rule *rule = &policy->rules[low];
		if (rule->source != source || rule->target != target ||
		    rule->object_class != question->object_class)
			return;
		if (rule->permissions >> question->bit & 1)
			*list_push(&question->rules, question->arena) = low;
	}
}

static void ask_binary(struct grant_search *question)
{
	const unsigned *first = question->text->first_attribute;
	const unsigned *attributes = question->text->attributes;
	unsigned source = question->source, target = question->target;
	unsigned from = first[source], to = first[source + 1];
	for (unsigned i = from; i <= to; i++) {
		unsigned one = i < to ? attributes[i] : source;
		for (unsigned j = first[target]; j < first[target + 1]; j++)
			take_rules(question, one, attributes[j]);
		take_rules(question, one, target);
	}
}

/* allow SOURCE TARGET:CLASS { PERMISSIONS }; within if (CONDITION) { }. */
static struct source_location show_rule(const struct policy *policy,
					const struct policy_rule *rule,
					struct arena *arena)
{
	const struct policy_class *row = &policy->classes[rule->object_class];
	struct buffer text = BUFFER_INIT;
	struct source_location at = {.conditional =
					     rule->condition != POLICY_ALWAYS};
	bool several = (rule->permissions & (rule->permissions - 1)) != 0;
	if (at.conditional)
		buffer_format(&text, "if (%s) { ",
			      policy->conditions[rule->condition].expression);
	buffer_format(&text, "allow %s %s:%s%s",
		      policy->types[rule->source].name,
		      policy->types[rule->target].name, row->name,
		      several ? " {" : "");
	for (unsigned bit = 0; bit < row->permission_count; bit++)
		if (rule->permissions >> bit & 1)
			buffer_format(&text, " %s", row->permissions[bit]);
	buffer_format(&text, "%s;%s", several ? " }" : "",
		      at.conditional ? " }" : "");
	at.text = arena_slice(arena, text.data, text.length);
	buffer_release(&text);
	return at;
}

/* --- Answers -------------------------------------------------------------- */

size_t grants_ask(const struct policy *policy,
		  const struct grant_question *asked, struct arena *arena,
		  const unsigned **rules)
{
	struct grant_search question = {
		.text = policy->text,
		.source = asked->source,
		.target = asked->target,
		.object_class = asked->object_class,
		.bit = asked->bit,
		.arena = arena,
	};
	if (!policy->text || asked->source >= policy->type_count ||
	    asked->target >= policy->type_count ||
	    asked->object_class >= policy->class_count || asked->bit >= 32)
		return 0;
	if (policy->kind == POLICY_BINARY)
		ask_binary(&question);
	else
		ask_text(&question);
	if (question.rules.count)
		qsort(question.rules.items, question.rules.count,
		      sizeof *question.rules.items, numbers_compare);
	*rules = question.rules.items;
	return question.rules.count;
}

size_t source_locate(const struct policy *policy, unsigned source,
		     unsigned target, unsigned object_class, unsigned bit,
		     struct arena *arena, struct source_location **locations)
{
	const struct grant_question question = {source, target, object_class,
						bit};
	const unsigned *rules;
	size_t count = grants_ask(policy, &question, arena, &rules);
	*locations = NULL;
	if (!count)
		return 0;
	*locations = arena_alloc(arena, count, sizeof **locations);
	for (size_t i = 0; i < count; i++)
		(*locations)[i] = source_rule_place(policy, rules[i], arena);
	return count;
}

struct source_location source_rule_place(const struct policy *policy,
					 unsigned rule, struct arena *arena)
{
	/* Found in the policy as it was read; this one may have fewer rules. */
	const struct policy *read =
		policy->text ? policy->text->grants.policy : policy;
	return policy->kind == POLICY_BINARY
		       ? show_rule(read, &read->rules[rule], arena)
		       : policy->text->grants.rules.items[rule];
}

unsigned source_place_count(const struct policy *policy)
{
	if (policy->kind == POLICY_BINARY)
		return policy->rule_count;
	return policy->text ? (unsigned)policy->text->grants.rules.count : 0;
}

static void take_nearer(const char *of_file, unsigned of_line, const char *file,
			unsigned line, unsigned *nearest)
{
	if (of_file && of_line >= line && strcmp(of_file, file) == 0 &&
	    (!*nearest || of_line < *nearest))
		*nearest = of_line;
}

unsigned source_next_rule(const struct policy *policy, const char *file,
			  unsigned line)
{
	unsigned nearest = 0;
	for (size_t i = 0; policy->text && i < policy->text->grants.rules.count;
	     i++) {
		const struct source_location *at =
			&policy->text->grants.rules.items[i];
		take_nearer(at->file, at->line, file, line, &nearest);
		take_nearer(at->macro.file, at->macro.line, file, line,
			    &nearest);
	}
	return nearest;
}
