/* What a subject gains by its powers, and the findings of XSM101 to XSM107. */
#include <string.h>

#include "base/text.h"
#include "rule/rule_indirect_gain.h"

/* Holds that make one finding. */
struct gain {
	const struct power_kind *kind;
	struct right right;	/* of the givers */
	bool any_domain;	/* whose label is not asked for */
	bool any_device;	/* to a permissive type, whatever its label */
	struct meaning meaning; /* over domains, or over hardware */
	const char *condition;
	bool default_state;
	list_of(const struct op *) ops;
	list_of(const struct op *) own; /* by which the holder calls */
	list_of(unsigned) objects;
	list_of(struct asked) asked;
};

static struct gain *get_gain(struct run *run, struct gain_list *gains,
			     const struct power *power, const char *condition)
{
	const struct right right = power_right(power);
	for (size_t i = 0; i < gains->count; i++) {
		struct gain *gain = gains->items[i];
		if (gain->kind == power->kind &&
		    gain->right.object_class == right.object_class &&
		    gain->right.bit == right.bit &&
		    text_same(gain->condition, condition))
			return gain;
	}
	struct gain *gain = arena_alloc(run->arena, 1, sizeof *gain);
	*list_push(gains, run->arena) = gain;
	gain->kind = power->kind;
	gain->right = right;
	gain->any_domain = power->kind->names_object && power->over_known;
	/* Who gives a label makes a domain of it. */
	if (power->kind->gives != POWER_LABEL)
		gain->meaning = meaning_of_party(power_giver(power)->object,
						 power->system_domains);
	gain->condition = condition;
	return gain;
}

static bool has_op(const struct op *const *ops, size_t count,
		   const struct op *op)
{
	for (size_t i = 0; i < count; i++)
		if (ops[i] == op)
			return true;
	return false;
}

/* Another one can call for it: who is given a device is not asked to. */
static void add_ops(struct run *run, struct gain *gain,
		    const struct power *power)
{
	bool calls = power_giver(power)->subject == PARTY_CALLER;
	for (size_t i = 0; i < power->ops.count; i++) {
		const struct op *op = power->ops.items[i];
		if (!has_op(gain->ops.items, gain->ops.count, op))
			*list_push(&gain->ops, run->arena) = op;
		if (calls && !has_op(gain->own.items, gain->own.count, op))
			*list_push(&gain->own, run->arena) = op;
	}
}

void gains_add(struct run *run, struct gain_list *gains,
	       const struct hold *hold)
{
	const struct power *power = hold->power;
	bool default_state;
	const char *condition = when_text(&run->rights->conditions, &hold->when,
					  &default_state);
	struct gain *gain = get_gain(run, gains, power, condition);
	gain->any_device = run->policy->types[hold->holder].permissive &&
			   power_is_over_hardware(power);
	gain->default_state = default_state;
	add_ops(run, gain, power);
	*list_push(&gain->objects, run->arena) = hold->over;
	for (unsigned i = 0; i < power->count; i++)
		*list_push(&gain->asked, run->arena) = hold->asked[i];
}

static const char *type_names(const struct run *run,
			      const struct type_list *types,
			      struct arena *arena)
{
	const char *names = "";
	for (size_t i = 0; i < types->count; i++)
		names = arena_format(arena, "%s%s%s", names, i ? ", " : "",
				     run->policy->types[types->items[i]].name);
	return names;
}

static const char *describe(const struct run *run, const struct draft *draft,
			    struct arena *arena)
{
	const struct gain *gain = draft->context;
	const char *over = "", *ops = "";
	if (gain->any_domain)
		over = " any domain";
	else if (gain->any_device)
		over = " whatever is handed out";
	else if (gain->kind->names_object)
		over = arena_format(arena, " %s",
				    type_names(run, &draft->objects, arena));
	for (size_t i = 0; i < gain->ops.count; i++)
		ops = arena_format(arena, "%s%s%s", ops, i ? ", " : "",
				   gain->ops.items[i]->name);
	return arena_format(arena, "%s %s%s by %s",
			    run->policy->types[draft->subject].name,
			    gain->kind->ability, over, ops);
}

/* By name, each once. */
static unsigned sort_types(const struct run *run, unsigned *types, size_t count)
{
	unsigned kept = 0;
	run_sort_types(run, types, count);
	for (size_t i = 0; i < count; i++)
		if (i == 0 || types[i] != types[kept - 1])
			types[kept++] = types[i];
	return kept;
}

/* What the subject itself is asked before what others are. */
static const struct asked *sort_asked(struct run *run, const struct gain *gain,
				      unsigned subject)
{
	const size_t count = gain->asked.count;
	struct asked *asked = arena_alloc(run->arena, count, sizeof *asked);
	size_t kept = 0;
	for (unsigned pass = 0; pass < 2; pass++)
		for (size_t i = 0; i < count; i++)
			if ((gain->asked.items[i].source == subject) == !pass)
				asked[kept++] = gain->asked.items[i];
	return asked;
}

/* A driver domain is what it is by having devices: no more than a note. */
static const char *role_of(struct run *run, const struct gain *gain,
			   unsigned subject)
{
	const char *role = run_role_of(run, subject);
	const struct type_list over = {gain->objects.items,
				       gain->objects.count};
	if (gain->kind->names_object &&
	    types_are_doubtful(run, subject, &gain->meaning, &over))
		return standing_role;
	if (!gain->kind->lower || !role || strcmp(role, "driver-domain") != 0)
		return NULL;
	return role;
}

/* What is held by which right: by which ops depends on the release. */
static const char *fact_of(struct run *run, const struct gain *gain)
{
	const struct policy_class *row =
		&run->policy->classes[gain->right.object_class];
	return arena_format(run->arena, "%s by %s:%s",
			    power_name(gain->kind->gives), row->name,
			    row->permissions[gain->right.bit]);
}

/* The first of the ops that the holder itself performs; the others. */
static void set_op(struct run *run, const struct gain *gain,
		   const struct subject *subject, struct draft *draft)
{
	const struct op **mentions =
		arena_alloc(run->arena, gain->ops.count, sizeof(void *));
	for (size_t i = 0; i < gain->own.count && !draft->op; i++)
		if (subject_does(subject, gain->own.items[i]))
			draft->op = gain->own.items[i];
	for (size_t i = 0; i < gain->ops.count; i++)
		if (gain->ops.items[i] != draft->op)
			mentions[draft->mention_count++] = gain->ops.items[i];
	draft->mentions = mentions;
}

void gains_report(struct run *run, const struct gain_list *gains,
		  const struct subject *seen)
{
	const unsigned subject = seen->type;
	for (size_t i = 0; i < gains->count; i++) {
		struct gain *gain = gains->items[i];
		unsigned *objects = gain->objects.items;
		struct draft draft = {
			.code = gain->kind->code,
			.lower = gain->kind->lower,
			.subject = subject,
			.objects = {objects, sort_types(run, objects,
							gain->objects.count)},
			.condition = gain->condition,
			.default_state = gain->default_state,
			.role = role_of(run, gain, subject),
			.asked = sort_asked(run, gain, subject),
			.asked_count = gain->asked.count,
			.fact = fact_of(run, gain),
			.op_varies = true,
			.describe = describe,
			.context = gain};
		set_op(run, gain, seen, &draft);
		run_add_finding(run, &draft);
	}
}
