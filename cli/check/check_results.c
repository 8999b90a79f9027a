#include "check/results.h"

#include <stdlib.h>
#include <string.h>

/*
 * What a subject can do, in few bytes: there are many.  Conditions and roles
 * are indices of lists; 0 is none.
 */
struct record {
	unsigned group, condition, role;
};

struct known_condition {
	const struct when *when;
	const char *text;
	bool default_state;
};

/* Draft after draft of one subject. */
struct noted {
	struct draft draft;
	struct noted *next;
};

struct noted_list {
	struct noted *first, **end; /* end NULL: there is none */
};

/* Records first ... first + count - 1 are of one subject. */
struct record_span {
	size_t first, count;
};

struct results {
	struct run *run;
	struct arena scratch; /* of the records, until they are findings */
	list_of(struct record) records;
	struct record_span *spans; /* by type */
	struct noted_list *noted;  /* by type, then of none and of all */
	size_t noted_count, op_count;
	size_t front_count; /* findings on no subject, once they are out */
	list_of(struct known_condition) conditions;
	list_of(const char *) roles;
	struct op_status *statuses; /* by op */
	bool *status_known;
	const struct rule *covered, *safe;
};

struct results *results_make(struct run *run)
{
	struct arena *arena = run->arena;
	struct results *results = arena_alloc(arena, 1, sizeof *results);
	unsigned types = run->policy->type_count;
	results->run = run;
	results->spans = arena_alloc(arena, types, sizeof *results->spans);
	results->noted = arena_alloc(arena, types + 2, sizeof *results->noted);
	results->statuses = arena_alloc(arena, run->registry->op_count,
					sizeof *results->statuses);
	results->status_known = arena_alloc(arena, run->registry->op_count,
					    sizeof *results->status_known);
	list_push(&results->conditions, arena)->default_state = true;
	*list_push(&results->roles, arena) = NULL;
	results->covered = check_find_rule("XSM001");
	results->safe = check_find_rule("XSM002");
	return results;
}

struct op_status results_status(struct results *results, const struct op *op)
{
	const struct registry *registry = results->run->registry;
	size_t index = (size_t)(op - registry->ops);
	if (!results->status_known[index])
		results->statuses[index] =
			registry_op_status(registry, op, results->run->release);
	results->status_known[index] = true;
	return results->statuses[index];
}

/* --- Adding
 * ------------------------------------------------------------------- */

static unsigned find_condition(struct results *results,
			       const struct ability *ability)
{
	struct arena *arena = results->run->arena;
	if (!ability->condition)
		return 0;
	/* Texts that are equal are the same string. */
	for (unsigned i = 0; i < results->conditions.count; i++)
		if (results->conditions.items[i].text == ability->condition)
			return i;
	struct when *when = arena_alloc(arena, 1, sizeof *when);
	*when = *ability->when;
	*list_push(&results->conditions, arena) = (struct known_condition){
		when, ability->condition, ability->default_state};
	return (unsigned)results->conditions.count - 1;
}

static unsigned find_role(struct results *results, const char *role)
{
	for (unsigned i = 0; i < results->roles.count; i++)
		if (results->roles.items[i] == role)
			return i;
	*list_push(&results->roles, results->run->arena) = role;
	return (unsigned)results->roles.count - 1;
}

void results_add_ability(struct results *results, const struct ability *ability,
			 const char *role)
{
	struct record_span *span = &results->spans[ability->subject];
	if (!span->count++)
		span->first = results->records.count;
	*list_push(&results->records, &results->scratch) = (struct record){
		ability->group->index, find_condition(results, ability),
		find_role(results, role)};
	results->op_count += ability->group->op_count;
}

void run_add_finding(struct run *run, const struct draft *draft)
{
	struct results *results = run->results;
	unsigned types = run->policy->type_count;
	size_t place = draft->subject == NO_TYPE     ? types
		       : draft->subject == ALL_TYPES ? types + 1
						     : draft->subject;
	struct noted_list *list = &results->noted[place];
	struct noted *noted = arena_alloc(run->arena, 1, sizeof *noted);
	noted->draft = *draft;
	if (!list->end)
		list->end = &list->first;
	*list->end = noted;
	list->end = &noted->next;
	results->noted_count++;
}

/* --- Handing out
 * ----------------------------------------------------------------- */

/* A finding of one subject, and where it goes among them. */
struct item {
	uint64_t key; /* most severe first, then by rule and op */
	const struct record *record;
	const struct op *op;
	const struct draft *draft;
	const struct rule *rule;
	const char *text; /* of the condition */
	enum level level;
	size_t place; /* among those of the subject, as they were added */
};

struct output {
	struct results *results;
	const struct evidence *always; /* by group */
	list_of(struct item) items;    /* of the current subject */
	struct arena scratch;
	struct finding *findings;
	size_t count;
};

static const struct group *group_at(const struct run *run, unsigned index)
{
	return run->solver->groups.list.items[index];
}

static uint64_t key_of(const struct output *output, const struct item *item)
{
	const struct registry *registry = output->results->run->registry;
	uint64_t rule = (uint64_t)(item->rule - check_rules);
	uint64_t op = item->op ? (uint64_t)(item->op - registry->ops) + 1 : 0;
	return (uint64_t)(LEVEL_ERROR - item->level) << 56 | rule << 40 | op;
}

static int compare_items(const void *a, const void *b)
{
	const struct item *x = a, *y = b;
	if (x->key != y->key)
		return x->key < y->key ? -1 : 1;
	int order = strcmp(x->text ? x->text : "", y->text ? y->text : "");
	/* Checks have an order of their own for findings that are alike. */
	return order ? order : (x->place > y->place) - (x->place < y->place);
}

/* The list is used again for each subject: the item can be an old one. */
static struct item *item_new(struct output *output)
{
	struct item *item = list_push(&output->items, &output->scratch);
	*item = (struct item){.place = output->items.count};
	return item;
}

static void add_record(struct output *output, const struct record *record)
{
	struct results *results = output->results;
	const struct group *group = group_at(results->run, record->group);
	for (size_t i = 0; i < group->op_count; i++) {
		const struct op *op = group->ops[i];
		bool covered =
			results_status(results, op).status == STATUS_COVERED;
		struct item *item = item_new(output);
		item->record = record;
		item->op = op;
		item->rule = covered ? results->covered : results->safe;
		item->level =
			record->role || release_set_has(&op->refused,
							results->run->release)
				? LEVEL_NOTE
				: item->rule->level;
		item->text = results->conditions.items[record->condition].text;
		item->key = key_of(output, item);
	}
}

static void add_draft(struct output *output, const struct draft *draft)
{
	struct item *item = item_new(output);
	item->draft = draft;
	item->op = draft->op;
	item->rule = check_find_rule(draft->code);
	item->level = draft->role
			      ? LEVEL_NOTE
			      : (enum level)(item->rule->level - draft->lower);
	item->text = draft->condition;
	item->key = key_of(output, item);
}

static const struct evidence *evidence_of(struct output *output,
					  const struct item *item)
{
	const struct results *results = output->results;
	if (item->record && !item->record->condition)
		return &output->always[item->record->group];
	struct evidence *evidence =
		arena_alloc(results->run->arena, 1, sizeof *evidence);
	evidence->draft = item->draft;
	if (item->record) {
		evidence->group = group_at(results->run, item->record->group);
		evidence->when =
			results->conditions.items[item->record->condition].when;
	}
	return evidence;
}

static void hand_out(struct output *output, const struct item *item,
		     const char *subject)
{
	struct results *results = output->results;
	struct finding *finding = &output->findings[output->count++];
	finding->rule = item->rule;
	finding->level = item->level;
	finding->subject = subject;
	finding->op = item->op;
	if (item->op)
		finding->status = results_status(results, item->op);
	finding->evidence = evidence_of(output, item);
	if (item->draft) {
		finding->condition = item->draft->condition;
		finding->default_state = item->draft->default_state;
		finding->role = item->draft->role;
		return;
	}
	const struct known_condition *condition =
		&results->conditions.items[item->record->condition];
	finding->condition = condition->text;
	finding->default_state = condition->default_state;
	finding->role = results->roles.items[item->record->role];
}

/* Hands out what is at that place: of a type, of none or of all. */
static void hand_out_all(struct output *output, size_t place,
			 const char *subject)
{
	const struct results *results = output->results;
	size_t types = results->run->policy->type_count;
	output->items.count = 0;
	for (size_t i = 0; place < types && i < results->spans[place].count;
	     i++)
		add_record(output,
			   &results->records
				    .items[results->spans[place].first + i]);
	for (const struct noted *noted = results->noted[place].first; noted;
	     noted = noted->next)
		add_draft(output, &noted->draft);
	if (output->items.count)
		qsort(output->items.items, output->items.count,
		      sizeof *output->items.items, compare_items);
	for (size_t i = 0; i < output->items.count; i++)
		hand_out(output, &output->items.items[i], subject);
}

static const struct evidence *make_evidence(const struct run *run)
{
	static const struct when always = {.states = {1}};
	size_t count = run->solver->groups.list.count;
	struct evidence *rows = arena_alloc(run->arena, count, sizeof *rows);
	for (unsigned i = 0; i < count; i++)
		rows[i] = (struct evidence){group_at(run, i), &always, NULL};
	return rows;
}

size_t results_finish(struct results *results, size_t spare,
		      struct finding **findings)
{
	const struct run *run = results->run;
	size_t types = run->policy->type_count;
	struct output output = {.results = results,
				.always = make_evidence(run)};
	struct finding *memory = arena_alloc(
		run->arena, spare + results->op_count + results->noted_count,
		sizeof *memory);
	output.findings = memory + spare;
	hand_out_all(&output, types, NULL);
	results->front_count = output.count;
	hand_out_all(&output, types + 1, "*");
	for (size_t i = 0; i < run->name_count; i++)
		hand_out_all(&output, run->by_name[i],
			     run->policy->types[run->by_name[i]].name);
	arena_release(&output.scratch);
	arena_release(&results->scratch);
	*findings = output.findings;
	return output.count;
}

/* Whether a finding on no subject stands before another one. */
static bool stands_before(const struct finding *a, const struct finding *b)
{
	if (a->level != b->level)
		return a->level > b->level;
	return a->rule < b->rule;
}

struct finding *results_add_front(struct results *results,
				  const struct draft *draft,
				  struct finding *findings)
{
	struct draft *kept = arena_alloc(results->run->arena, 1, sizeof *kept);
	struct evidence *evidence =
		arena_alloc(results->run->arena, 1, sizeof *evidence);
	struct finding *front = findings - 1;
	size_t place = 0;
	*kept = *draft;
	evidence->draft = kept;
	const struct rule *rule = check_find_rule(draft->code);
	const struct finding added = {
		.rule = rule, .level = rule->level, .evidence = evidence};
	while (place < results->front_count &&
	       !stands_before(&added, &findings[place])) {
		front[place] = findings[place];
		place++;
	}
	front[place] = added;
	results->front_count++;
	return front;
}
