/* XSM108: whom a type comes to control step by step. */
#include <stdlib.h>
#include <string.h>

#include "check/indirect.h"
#include "right/right.h"

/*
 * The way back from the ends: level by level, the types that control one of
 * the level before.  Each type is reached once, so that a level costs a look
 * at the rules, not at pairs of types.
 */
struct reach {
	struct run *run;
	const struct indirect *indirect;
	uint32_t *rights;	   /* by class: those that give a step */
	bool always;		   /* no boolean may matter */
	const struct hold **steps; /* by type: what it does to the next one */
	unsigned *level;	   /* by type: from 1; 0: not reached */
	unsigned front;		   /* the level that is looked back from */
	bool *labels;	/* by type: how models see domains of the front */
	unsigned *next; /* types of the next level */
	size_t next_count;
};

static bool is_front(const struct reach *reach, unsigned type)
{
	return reach->level[type] == reach->front;
}

/* Takes the step, if the type has the power over the one of the front. */
static void step_by(struct reach *reach, const struct power *power,
		    unsigned type, unsigned front)
{
	struct hold hold;
	if (!power_find(reach->run, power, type, front, reach->always, &hold))
		return;
	struct hold *step = arena_alloc(reach->run->arena, 1, sizeof *step);
	*step = hold;
	reach->steps[type] = step;
	reach->next[reach->next_count++] = type;
	/* Not of the front before the level is done. */
	reach->level[type] = reach->front + 1;
}

static bool is_open(const struct reach *reach, unsigned type)
{
	return reach->run->calls[type] && !reach->level[type];
}

/* Rights by which a step is taken, so that other rules are passed over. */
static void find_rights(struct reach *reach)
{
	const struct power_list *powers = &reach->indirect->powers;
	reach->rights =
		arena_alloc(reach->run->arena, reach->run->policy->class_count,
			    sizeof *reach->rights);
	for (size_t i = 0; i < powers->count; i++) {
		const struct power *power = &powers->items[i];
		const struct right right = power_giver(power)->right;
		if (power->step && !power->over_known)
			reach->rights[right.object_class] |= UINT32_C(1)
							     << right.bit;
	}
}

static const struct power *find_step(const struct reach *reach,
				     const struct power *after,
				     const struct policy_rule *rule)
{
	const struct power_list *powers = &reach->indirect->powers;
	const struct power *power = after ? after + 1 : powers->items;
	for (; power < powers->items + powers->count; power++) {
		const struct right right = power_giver(power)->right;
		if (power->step && !power->over_known &&
		    right.object_class == rule->object_class &&
		    rule->permissions >> right.bit & 1)
			return power;
	}
	return NULL;
}

/* By the label with which a device model sees a domain of the front. */
static void step_by_label(struct reach *reach, const struct power *power,
			  unsigned type, unsigned label)
{
	const struct rights *rights = reach->run->rights;
	for (size_t i = 0; i < rights->transition_count; i++) {
		const struct policy_transition *row = &rights->transitions[i];
		if (row->result == label && row->target == type &&
		    is_front(reach, row->source) && is_open(reach, type))
			step_by(reach, power, type, row->source);
	}
}

/* The sources of a rule that gives a power over a type of the front. */
static void look_at_rule(struct reach *reach, const struct policy_rule *rule,
			 const struct power *power)
{
	const struct policy *policy = reach->run->policy;
	const struct policy_type *sources = &policy->types[rule->source];
	const struct policy_type *targets = &policy->types[rule->target];
	for (unsigned i = 0; i < sources->member_count; i++) {
		unsigned type = sources->members[i];
		for (unsigned j = 0;
		     j < targets->member_count && is_open(reach, type); j++) {
			unsigned target = targets->members[j];
			if (is_front(reach, target))
				step_by(reach, power, type, target);
			if (reach->labels[target] && is_open(reach, type))
				step_by_label(reach, power, type, target);
		}
	}
}

/* Marks the labels with which device models see domains of the front. */
static void find_labels(struct reach *reach)
{
	const struct rights *rights = reach->run->rights;
	memset(reach->labels, 0,
	       reach->run->policy->type_count * sizeof *reach->labels);
	for (size_t i = 0; i < rights->transition_count; i++) {
		const struct policy_transition *row = &rights->transitions[i];
		if (row->result != row->source && is_front(reach, row->source))
			reach->labels[row->result] = true;
	}
}

static bool has_front(const struct reach *reach, unsigned target)
{
	const struct policy_type *type = &reach->run->policy->types[target];
	for (unsigned i = 0; i < type->member_count; i++)
		if (is_front(reach, type->members[i]) ||
		    reach->labels[type->members[i]])
			return true;
	return false;
}

static void look_at_rules(struct reach *reach)
{
	const struct policy *policy = reach->run->policy;
	bool *fronts = arena_alloc(reach->run->arena, policy->type_count,
				   sizeof *fronts);
	find_labels(reach);
	for (unsigned i = 0; i < policy->type_count; i++)
		fronts[i] = has_front(reach, i);
	for (unsigned i = 0; i < policy->rule_count; i++) {
		const struct policy_rule *rule = &policy->rules[i];
		if (!fronts[rule->target] ||
		    !(rule->permissions & reach->rights[rule->object_class]) ||
		    (reach->always && rule->condition != POLICY_ALWAYS))
			continue;
		const struct power *power = find_step(reach, NULL, rule);
		for (; power; power = find_step(reach, power, rule))
			look_at_rule(reach, rule, power);
	}
}

static void look_back(struct reach *reach)
{
	do {
		reach->next_count = 0;
		look_at_rules(reach);
		reach->front++;
	} while (reach->next_count);
}

/* --- Findings ----------------------------------------------------------- */

static const char *name_of(struct run *run, unsigned type)
{
	return run->policy->types[type].name;
}

static void add_step(struct run *run, const struct hold *hold,
		     struct finding_step *step)
{
	*step = (struct finding_step){.from = name_of(run, hold->holder),
				      .to = name_of(run, hold->over),
				      .gives = hold->power->kind->word,
				      .how = hold->power->kind->how,
				      .op = hold->power->ops.items[0]};
}

/* The steps behind the first one, which the sentence goes on with. */
static void add_steps(const struct finding_step *steps, size_t count,
		      struct buffer *sentence)
{
	for (size_t i = 0; i < count; i++)
		buffer_format(sentence, ", which %s %s", steps[i].how,
			      steps[i].to);
}

/* A long way by its ends: the steps between are told one by one elsewhere. */
static const char *describe(const struct run *run, const struct draft *draft,
			    struct arena *arena)
{
	enum { TOLD_STEPS = 8 };
	(void)run;
	const struct finding_step *steps = draft->path;
	size_t count = draft->path_count;
	size_t tail = count > TOLD_STEPS ? TOLD_STEPS / 2 : 0;
	size_t head = tail ? TOLD_STEPS - tail : count;
	struct buffer sentence = BUFFER_INIT;
	buffer_format(&sentence, "%s %s %s", steps->from, steps->how,
		      steps->to);
	add_steps(steps + 1, head - 1, &sentence);
	if (tail)
		buffer_format(&sentence, ", and after %zu steps more %s",
			      count - head - tail, steps[count - tail].from);
	for (size_t i = count - tail; i < count; i++)
		buffer_format(&sentence, "%s%s %s",
			      i == count - tail ? " " : ", which ",
			      steps[i].how, steps[i].to);
	if (draft->context)
		buffer_add_string(&sentence, draft->context);
	const char *text = arena_string(arena, buffer_string(&sentence));
	buffer_release(&sentence);
	return text;
}

static const struct hold *next_of(const struct reach *reach, unsigned type)
{
	return reach->steps[type] ? reach->steps[type]
				  : reach->indirect->ends[type];
}

static bool is_end(const struct reach *reach, unsigned type)
{
	return !reach->steps[type];
}

/* The path of a type, which is the end of the path of others. */
struct path {
	const struct finding_step *steps;
	const struct asked *asked;
	unsigned length, asked_count;
	const unsigned *end; /* the trusted type */
	bool always;
};

/* How many steps each type is from its end, the last one included. */
static void measure(const struct reach *reach, unsigned type,
		    struct path *paths)
{
	unsigned length = 0, at = type;
	for (; !paths[at].length && !is_end(reach, at);
	     at = reach->steps[at]->over)
		length++;
	if (is_end(reach, at))
		paths[at].length = 1;
	length += paths[at].length;
	for (; !paths[type].length; type = reach->steps[type]->over)
		paths[type].length = length--;
}

/* What the holder itself is asked first; returns how many there are then. */
static unsigned add_asked(const struct hold *hold, struct asked *asked,
			  unsigned count)
{
	for (unsigned pass = 0; pass < 2; pass++)
		for (unsigned i = 0; i < hold->power->route.count; i++)
			if ((hold->asked[i].source == hold->holder) == !pass)
				asked[count++] = hold->asked[i];
	return count;
}

/* Lays out the path once for the type and all on it that have none yet. */
static void lay_out(const struct reach *reach, unsigned type,
		    struct path *paths)
{
	struct arena *arena = reach->run->arena;
	const unsigned length = paths[type].length;
	struct finding_step *steps = arena_alloc(arena, length, sizeof *steps);
	unsigned asked_count = 0, sometimes = 0, done = 0;
	const struct hold *end = NULL;
	for (unsigned at = type, i = 0; i < length; i++, at = end->over) {
		end = next_of(reach, at);
		asked_count += end->power->route.count;
		sometimes += !when_is_always(&end->when);
	}
	struct asked *asked = arena_alloc(arena, asked_count, sizeof *asked);
	for (unsigned at = type, i = 0; i < length; i++) {
		const struct hold *hold = next_of(reach, at);
		struct path *path = &paths[at];
		add_step(reach->run, hold, &steps[i]);
		if (!path->steps)
			*path = (struct path){.steps = steps + i,
					      .asked = asked + done,
					      .length = length - i,
					      .asked_count = asked_count - done,
					      .end = &end->over,
					      .always = !sometimes};
		done = add_asked(hold, asked, done);
		sometimes -= !when_is_always(&hold->when);
		at = hold->over;
	}
}

static int compare_lengths(const void *a, const void *b)
{
	const struct path *x = *(const struct path *const *)a;
	const struct path *y = *(const struct path *const *)b;
	return (x->length < y->length) - (x->length > y->length);
}

/* The longest first: others are their ends. */
static void lay_out_all(const struct reach *reach, struct path *paths)
{
	const struct path **order = arena_alloc(
		reach->run->arena, reach->run->subject_count, sizeof *order);
	size_t count = 0;
	for (size_t i = 0; i < reach->run->subject_count; i++) {
		unsigned type = reach->run->subjects[i];
		if (!reach->level[type])
			continue;
		measure(reach, type, paths);
		order[count++] = &paths[type];
	}
	if (count)
		qsort(order, count, sizeof *order, compare_lengths);
	for (size_t i = 0; i < count; i++)
		if (!order[i]->steps)
			lay_out(reach, (unsigned)(order[i] - paths), paths);
}

/* What a device model can do to its guest is what it is there for. */
static const char *role_of(const struct reach *reach, unsigned type)
{
	const char *role = run_role_of(reach->run, type);
	unsigned over = next_of(reach, type)->over;
	if (!role || strcmp(role, "device-model") != 0 ||
	    run_allows(reach->run, type, over, "domain", "set_target") ==
		    GRANT_NEVER)
		return NULL;
	return role;
}

/* When all steps can be taken at once. */
static struct when path_when(const struct reach *reach, unsigned type,
			     unsigned length)
{
	struct conditions *conditions = &reach->run->rights->conditions;
	struct when when = when_always();
	for (unsigned i = 0; i < length && !when_is_never(&when); i++) {
		const struct hold *hold = next_of(reach, type);
		when = when_and(conditions, &when, &hold->when);
		type = hold->over;
	}
	return when;
}

static void add_finding(struct reach *reach, unsigned type,
			const struct path *path)
{
	struct run *run = reach->run;
	struct draft draft = {.code = "XSM108",
			      .subject = type,
			      .objects = {path->end, 1},
			      .default_state = true,
			      .role = role_of(reach, type),
			      .asked = path->asked,
			      .asked_count = path->asked_count,
			      .path = path->steps,
			      .path_count = path->length,
			      .fact = "",
			      .describe = describe};
	if (!path->always) {
		const struct when when = path_when(reach, type, path->length);
		/* What was taken in one state is kept in the next. */
		if (when_is_never(&when))
			draft.context = ", as booleans are switched";
		else
			draft.condition =
				when_text(&run->rights->conditions, &when,
					  &draft.default_state);
	}
	run_add_finding(run, &draft);
}

/* From the ends that always hold; then from all, by what sometimes holds. */
static void start_from(struct reach *reach, bool always)
{
	reach->always = always;
	reach->front = 1;
	for (unsigned i = 0; i < reach->run->policy->type_count; i++) {
		const struct hold *end = reach->indirect->ends[i];
		if (end && (when_is_always(&end->when) || !always))
			reach->level[i] = 1;
	}
	look_back(reach);
}

void indirect_reach(struct run *run, const struct indirect *indirect)
{
	const unsigned types = run->policy->type_count;
	struct reach reach = {
		.run = run,
		.indirect = indirect,
		.steps = arena_alloc(run->arena, types, sizeof *reach.steps),
		.level = arena_alloc(run->arena, types, sizeof *reach.level),
		.labels = arena_alloc(run->arena, types, sizeof *reach.labels),
		.next = arena_alloc(run->arena, types, sizeof *reach.next)};
	find_rights(&reach);
	start_from(&reach, true);
	/* What is reached already is where the others may come to, too. */
	for (unsigned i = 0; i < types; i++)
		if (reach.level[i])
			reach.level[i] = 1;
	start_from(&reach, false);
	struct path *paths = arena_alloc(run->arena, types, sizeof *paths);
	lay_out_all(&reach, paths);
	for (size_t i = 0; i < run->subject_count; i++) {
		unsigned type = run->subjects[i];
		if (reach.level[type] && !indirect->found[type])
			add_finding(&reach, type, &paths[type]);
	}
}
