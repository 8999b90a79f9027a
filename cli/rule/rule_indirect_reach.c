/* XSM108: whom a type comes to control step by step, back from the ends. */
#include "base/search.h"
#include "right/right.h"
#include "rule/rule_indirect_reach.h"
#include "rule/rule_power.h"

#include <stdlib.h>
#include <string.h>

/* What of a level a rule on a type or attribute can be about. */
struct marks {
	unsigned level;
	list_of(unsigned) labels; /* members, ascending */
};

/*
 * The way back from the ends: level by level, the types that control one of
 * the level before.  A type is reached once, and the rules on one are looked at
 * when it is, so that all levels together cost what the graph has edges.  Who
 * may control whom is told by rules; whether the hypervisor lets him, and under
 * which guard, is asked of the step that is taken alone.
 */
struct reach {
	struct run *run;
	const struct indirect *indirect;
	uint32_t *rights;	   /* by class: those that give a step */
	bool always;		   /* no boolean may matter */
	const struct hold **steps; /* by type: what it does to the next one */
	unsigned *level;	   /* by type: from 1; 0: not reached */
	unsigned front;		   /* the level that is looked back from */
	list_of(unsigned) types;   /* of the front */
	list_of(unsigned) next;	   /* that may be of the next level */
	unsigned *tried;	   /* by type: the level it was tried for */
	struct marks *marks;	   /* by type or attribute */
	list_of(unsigned) marked;  /* of the front */
	bool *spent; /* by rule: no source is left to be reached */
	/* Transitions by the label that they give: those of i are
	 * given[given_first[i]] and on. */
	unsigned *given, *given_first;
};

static bool is_front(const struct reach *reach, unsigned type)
{
	return reach->level[type] == reach->front;
}

static bool is_open(const struct reach *reach, unsigned type)
{
	return reach->run->calls[type] && !reach->level[type];
}

/* --- What may be a step -------------------------------------------------- */

/* Rights by which a step is taken, so that other rules are passed over. */
static void find_rights(struct reach *reach)
{
	const struct powers *powers = &reach->indirect->powers;
	reach->rights =
		arena_alloc(reach->run->arena, reach->run->policy->class_count,
			    sizeof *reach->rights);
	for (size_t i = 0; i < powers->count; i++) {
		const struct power *power = &powers->items[i];
		const struct right right = power_right(power);
		if (power->step && !power->over_known)
			reach->rights[right.object_class] |= UINT32_C(1)
							     << right.bit;
	}
}

/* Whether the rule gives a step, of those that count now. */
static bool is_step(const struct reach *reach, const struct policy_rule *rule)
{
	return (rule->permissions & reach->rights[rule->object_class]) &&
	       (!reach->always || rule->condition == POLICY_ALWAYS);
}

static const struct power *find_step(const struct reach *reach,
				     const struct power *after,
				     const struct policy_rule *rule)
{
	const struct powers *powers = &reach->indirect->powers;
	const struct power *power = after ? after + 1 : powers->items;
	for (; power < powers->items + powers->count; power++) {
		const struct right right = power_right(power);
		if (power->step && !power->over_known &&
		    right.object_class == rule->object_class &&
		    rule->permissions >> right.bit & 1)
			return power;
	}
	return NULL;
}

/* --- The level that is looked back from ----------------------------------- */

/* Types of the front, and labels with which device models see these. */
static size_t find_labels(const struct reach *reach, struct arena *arena,
			  unsigned **labels)
{
	const struct rights *rights = reach->run->rights;
	const struct policy_transition *end =
		rights->transitions + rights->transition_count;
	list_of(unsigned) found = LIST_INIT;
	size_t kept = 0;
	for (size_t i = 0; i < reach->types.count; i++) {
		const unsigned type = reach->types.items[i];
		const struct policy_transition *row =
			rights->transitions +
			rows_from(rights->transitions, rights->transition_count,
				  source, type);
		*list_push(&found, arena) = type;
		for (; row < end && row->source == type; row++)
			*list_push(&found, arena) = row->result;
	}
	if (found.count)
		qsort(found.items, found.count, sizeof *found.items,
		      numbers_compare);
	for (size_t i = 0; i < found.count; i++)
		if (i == 0 || found.items[i] != found.items[kept - 1])
			found.items[kept++] = found.items[i];
	*labels = found.items;
	return kept;
}

/* Marks all that rules can name when they are about the front. */
static void mark_front(struct reach *reach)
{
	struct arena scratch = ARENA_INIT;
	unsigned *labels;
	const size_t count = find_labels(reach, &scratch, &labels);
	reach->marked.count = 0;
	for (size_t i = 0; i < count; i++) {
		const struct names names =
			rights_names(reach->run->rights, labels[i]);
		for (unsigned j = 0; j < names.count; j++) {
			struct marks *marks = &reach->marks[names.items[j]];
			if (marks->level != reach->front) {
				marks->level = reach->front;
				marks->labels.count = 0;
				*list_push(&reach->marked, reach->run->arena) =
					names.items[j];
			}
			*list_push(&marks->labels, reach->run->arena) =
				labels[i];
		}
	}
	arena_release(&scratch);
}

/* The open sources of the rule are to be tried. */
static void add_sources(struct reach *reach, unsigned rule)
{
	const struct policy *policy = reach->run->policy;
	const struct policy_type *sources =
		&policy->types[policy->rules[rule].source];
	bool open = false;
	for (unsigned i = 0; i < sources->member_count; i++) {
		const unsigned type = sources->members[i];
		if (!is_open(reach, type))
			continue;
		open = true;
		if (reach->tried[type] == reach->front)
			continue;
		reach->tried[type] = reach->front;
		*list_push(&reach->next, reach->run->arena) = type;
	}
	reach->spent[rule] = !open;
}

static void find_next(struct reach *reach)
{
	reach->next.count = 0;
	for (size_t i = 0; i < reach->marked.count; i++) {
		const struct rule_list rules = rights_rules_on(
			reach->run->rights, reach->marked.items[i]);
		for (size_t j = 0; j < rules.count; j++) {
			const unsigned rule = rules.items[j];
			if (!reach->spent[rule] &&
			    is_step(reach, &reach->run->policy->rules[rule]))
				add_sources(reach, rule);
		}
	}
}

/* --- Steps ---------------------------------------------------------------- */

/* Takes the step, if the type has the power over the one of the front. */
static bool step_by(struct reach *reach, const struct power *power,
		    unsigned type, unsigned front)
{
	struct hold hold;
	if (!power_find(reach->run, &reach->indirect->powers, power, type,
			front, reach->always, &hold))
		return false;
	struct hold *step = arena_alloc(reach->run->arena, 1, sizeof *step);
	*step = hold;
	reach->steps[type] = step;
	return true;
}

/* By the label with which a device model sees a domain of the front. */
static bool step_by_label(struct reach *reach, const struct power *power,
			  unsigned type, unsigned label)
{
	for (unsigned i = reach->given_first[label];
	     i < reach->given_first[label + 1]; i++) {
		const struct policy_transition *row =
			&reach->run->rights->transitions[reach->given[i]];
		if (row->target == type && row->source != label &&
		    is_front(reach, row->source) &&
		    step_by(reach, power, type, row->source))
			return true;
	}
	return false;
}

/* By what a rule grants the type on labels of the front. */
static bool step_by_rule(struct reach *reach, const struct policy_rule *rule,
			 unsigned type)
{
	const struct marks *marks = &reach->marks[rule->target];
	const struct power *power = NULL;
	if (marks->level != reach->front || !is_step(reach, rule))
		return false;
	while ((power = find_step(reach, power, rule)))
		for (size_t i = 0; i < marks->labels.count; i++) {
			const unsigned label = marks->labels.items[i];
			if ((is_front(reach, label) &&
			     step_by(reach, power, type, label)) ||
			    step_by_label(reach, power, type, label))
				return true;
		}
	return false;
}

/* The first step that the type has, by the order of its rules. */
static bool find_step_of(struct reach *reach, unsigned type)
{
	const struct rights *rights = reach->run->rights;
	const struct names names = rights_names(rights, type);
	for (unsigned i = 0; i < names.count; i++) {
		const struct rule_span span =
			rights_rules(rights, names.items[i]);
		for (const struct policy_rule *rule = span.first;
		     rule < span.end; rule++)
			if (step_by_rule(reach, rule, type))
				return true;
	}
	return false;
}

static void look_back(struct reach *reach)
{
	for (; reach->types.count; reach->front++) {
		mark_front(reach);
		find_next(reach);
		size_t kept = 0;
		for (size_t i = 0; i < reach->next.count; i++)
			if (find_step_of(reach, reach->next.items[i]))
				reach->next.items[kept++] =
					reach->next.items[i];
		/* Not of the front before the level is done. */
		reach->types.count = 0;
		for (size_t i = 0; i < kept; i++) {
			reach->level[reach->next.items[i]] = reach->front + 1;
			*list_push(&reach->types, reach->run->arena) =
				reach->next.items[i];
		}
	}
}

/* --- Findings ----------------------------------------------------------- */

static void add_step(struct run *run, const struct hold *hold,
		     struct finding_step *step)
{
	*step = (struct finding_step){
		.from = run_type_name(run, hold->holder),
		.to = run_type_name(run, hold->over),
		.gives = power_name(hold->power->kind->gives),
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
		for (unsigned i = 0; i < hold->power->count; i++)
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
		asked_count += end->power->count;
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
	struct right serves;
	if (!role || strcmp(role, "device-model") != 0 ||
	    !run_find_about(reach->run, PERMISSION_SERVES, &serves) ||
	    run_grants(reach->run, type, over, serves) == GRANT_NEVER)
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
	const unsigned count = reach->run->policy->type_count;
	reach->always = always;
	reach->front = 1;
	memset(reach->tried, 0, count * sizeof *reach->tried);
	memset(reach->spent, 0,
	       reach->run->policy->rule_count * sizeof *reach->spent);
	for (unsigned i = 0; i < count; i++) {
		const struct hold *end = reach->indirect->ends[i];
		reach->marks[i].level = 0;
		/* What was reached is where the others may come to, too. */
		if (reach->level[i] ||
		    (end && (when_is_always(&end->when) || !always))) {
			reach->level[i] = 1;
			*list_push(&reach->types, reach->run->arena) = i;
		}
	}
	look_back(reach);
}

static void order_transitions(struct reach *reach)
{
	const struct rights *rights = reach->run->rights;
	const unsigned types = rights->policy->type_count;
	unsigned *first =
		arena_alloc(reach->run->arena, types + 2, sizeof *first);
	reach->given = arena_alloc(reach->run->arena, rights->transition_count,
				   sizeof *reach->given);
	for (size_t i = 0; i < rights->transition_count; i++)
		first[rights->transitions[i].result + 2]++;
	for (unsigned i = 0; i < types; i++)
		first[i + 2] += first[i + 1];
	/* Each place moves to where the next label's begins. */
	for (unsigned i = 0; i < rights->transition_count; i++)
		reach->given[first[rights->transitions[i].result + 1]++] = i;
	reach->given_first = first;
}

void indirect_reach(struct run *run, const struct indirect *indirect)
{
	const unsigned types = run->policy->type_count;
	struct arena *arena = run->arena;
	struct reach reach = {
		.run = run,
		.indirect = indirect,
		.steps = arena_alloc(arena, types, sizeof *reach.steps),
		.level = arena_alloc(arena, types, sizeof *reach.level),
		.tried = arena_alloc(arena, types, sizeof *reach.tried),
		.marks = arena_alloc(arena, types, sizeof *reach.marks),
		.spent = arena_alloc(arena, run->policy->rule_count,
				     sizeof *reach.spent)};
	find_rights(&reach);
	order_transitions(&reach);
	start_from(&reach, true);
	start_from(&reach, false);
	struct path *paths = arena_alloc(run->arena, types, sizeof *paths);
	lay_out_all(&reach, paths);
	for (size_t i = 0; i < run->subject_count; i++) {
		unsigned type = run->subjects[i];
		if (reach.level[type] && !indirect->found[type])
			add_finding(&reach, type, &paths[type]);
	}
}
