/* Findings in few bytes each, put in order, and taken out one by one. */
#include "run/run_results.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "run/run_standing.h"

/*
 * What a subject can do, and a finding, in few bytes: there are many.  All
 * are indices; of conditions, roles and shares 0 is none.
 */
struct record {
	uint16_t group, role;
	uint32_t condition;
};

struct compact {
	uint32_t subject; /* or NO_TYPE, ALL_TYPES */
	uint32_t source;  /* of a record; with DRAFT of a draft */
	uint32_t share;	  /* 0: of all objects, and nothing accepts them */
	uint16_t op;	  /* or NO_OP */
	uint8_t level, rule;
};

static const uint32_t DRAFT = UINT32_C(1) << 31;
static const uint16_t NO_OP = UINT16_MAX;

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

/* A finding that is to stand behind the one of that index. */
struct joining {
	size_t index;
	struct compact compact;
};

struct results {
	struct run *run;
	struct arena scratch; /* of the records, until all are there */
	list_of(struct record) records;
	list_of(const struct draft *) drafts;
	list_of(struct share) shares;
	list_of(uint32_t) whole_shares; /* of all objects */
	list_of(struct joining) joining;
	struct compact *findings;
	size_t count, spare;	   /* spare: places before the first finding */
	struct record_span *spans; /* by type */
	struct noted_list *noted;  /* by type, then of none and of all */
	size_t noted_count, op_count;
	size_t front_count; /* findings on no subject, once they are out */
	list_of(struct known_condition) conditions;
	list_of(struct role_part) roles;
	struct op_status *statuses; /* by op */
	bool *status_known;
	const struct rule *covered, *safe;
	size_t covered_index, safe_index; /* among all rules */
	bool asked[UINT8_MAX + 1];	  /* by rule */
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
	list_push(&results->roles, arena);
	list_push(&results->shares, arena);
	list_push(&results->whole_shares, arena);
	results->covered = rules_find(run->rules, "XSM001");
	results->safe = rules_find(run->rules, "XSM002");
	results->covered_index = rules_index(run->rules, results->covered);
	results->safe_index = rules_index(run->rules, results->safe);
	assert(rules_count(run->rules) <= UINT8_MAX);
	for (size_t i = 0; i < rules_count(run->rules); i++)
		results->asked[i] = rules_at(run->rules, i)->asked;
	return results;
}

struct op_status results_status(struct results *results, const struct op *op)
{
	const struct registry *registry = results->run->registry;
	size_t index = (size_t)(op - registry->ops);
	if (!results->status_known[index])
		results->statuses[index] =
			registry_op_meaning(registry, op, results->run->release,
					    results->run->arena);
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

static unsigned find_role(struct results *results, const struct role_part *role)
{
	for (unsigned i = 0; i < results->roles.count; i++)
		if (results->roles.items[i].role == role->role &&
		    results->roles.items[i].part == role->part)
			return i;
	*list_push(&results->roles, results->run->arena) = *role;
	return (unsigned)results->roles.count - 1;
}

void results_add_ability(struct results *results, const struct ability *ability,
			 const struct role_part *role)
{
	struct record_span *span = &results->spans[ability->subject];
	if (!span->count++)
		span->first = results->records.count;
	const unsigned index = find_role(results, role);
	/* There are no more groups than ops, and few roles. */
	assert(ability->group->index < OP_LIMIT && index <= UINT16_MAX);
	*list_push(&results->records, &results->scratch) = (struct record){
		(uint16_t)ability->group->index, (uint16_t)index,
		find_condition(results, ability)};
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
	uint64_t key;	  /* most severe first, then by rule and op */
	const char *text; /* of the condition */
	struct compact compact;
	uint32_t place; /* among those of the subject, as they were added */
};

struct output {
	struct results *results;
	list_of(struct item) items; /* of the current subject */
	/* The last subject whose findings are those of its records alone. */
	struct {
		struct record_span records, findings;
		bool doubtful;
	} last;
	struct arena scratch;
};

static const struct group *group_at(const struct run *run, unsigned index)
{
	return run->repertoire->groups.list.items[index];
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

static void add_item(struct output *output, uint64_t index, enum level level,
		     const struct op *op, uint32_t source, const char *text)
{
	const struct registry *registry = output->results->run->registry;
	struct item *item = list_push(&output->items, &output->scratch);
	uint64_t number = op ? (uint64_t)(op - registry->ops) : 0;
	assert(number < NO_OP);
	*item = (struct item){.key = (uint64_t)(LEVEL_ERROR - level) << 56 |
				     index << 40 | (op ? number + 1 : 0),
			      .text = text,
			      .compact = {.source = source,
					  .op = op ? (uint16_t)number : NO_OP,
					  .level = (uint8_t)level,
					  .rule = (uint8_t)index},
			      .place = (uint32_t)output->items.count};
}

static void add_record(struct output *output, unsigned subject, size_t index)
{
	struct results *results = output->results;
	const struct record *record = &results->records.items[index];
	const struct group *group = group_at(results->run, record->group);
	const char *text = results->conditions.items[record->condition].text;
	for (size_t i = 0; i < group->op_count; i++) {
		const struct op *op = group->ops[i];
		bool covered =
			results_status(results, op).status == STATUS_COVERED;
		const struct rule *rule =
			covered ? results->covered : results->safe;
		bool note =
			results->roles.items[record->role].role ||
			standing_is_doubtful(results->run, subject) ||
			release_set_has(&op->refused, results->run->release);
		add_item(output,
			 covered ? results->covered_index : results->safe_index,
			 note ? LEVEL_NOTE : rule->level, op, (uint32_t)index,
			 text);
	}
}

static enum level level_of(const struct run *run, const struct draft *draft,
			   const struct rule *rule)
{
	return draft->role || standing_is_doubtful(run, draft->subject)
		       ? LEVEL_NOTE
		       : (enum level)(rule->level - draft->lower +
				      draft->higher);
}

static uint32_t keep_draft(struct results *results, const struct draft *draft)
{
	*list_push(&results->drafts, results->run->arena) = draft;
	return DRAFT | (uint32_t)(results->drafts.count - 1);
}

/* Findings on no op of the subject's own are in the order of the first they
 * mention. */
static void order_by_mention(struct output *output, const struct draft *draft)
{
	const struct registry *registry = output->results->run->registry;
	struct item *item = &output->items.items[output->items.count - 1];
	if (!draft->op && draft->mention_count)
		item->key |= (uint64_t)(draft->mentions[0] - registry->ops) + 1;
}

static void add_draft(struct output *output, const struct draft *draft)
{
	const struct rule *rule =
		rules_find(output->results->run->rules, draft->code);
	add_item(output, rules_index(output->results->run->rules, rule),
		 level_of(output->results->run, draft, rule), draft->op,
		 keep_draft(output->results, draft), draft->condition);
	order_by_mention(output, draft);
}

/*
 * Many subjects can do the same: those whose records are like those of the last
 * one have the same findings.
 */
static bool hand_out_alike(struct output *output, unsigned subject)
{
	struct results *results = output->results;
	const struct record_span *span = &results->spans[subject];
	const struct record *records = results->records.items;
	if (results->noted[subject].first || !span->count ||
	    span->count != output->last.records.count ||
	    output->last.doubtful !=
		    standing_is_doubtful(results->run, subject) ||
	    memcmp(records + span->first, records + output->last.records.first,
		   span->count * sizeof *records) != 0)
		return false;
	const uint32_t further =
		(uint32_t)(span->first - output->last.records.first);
	for (size_t i = 0; i < output->last.findings.count; i++) {
		struct compact *finding = &results->findings[results->count++];
		*finding = results->findings[output->last.findings.first + i];
		finding->subject = subject;
		finding->source += further;
	}
	return true;
}

/* Hands out what is at that place: of a type, of none or of all. */
static void hand_out(struct output *output, size_t place, uint32_t subject)
{
	struct results *results = output->results;
	size_t types = results->run->policy->type_count;
	const size_t first = results->count;
	if (place < types && hand_out_alike(output, subject))
		return;
	output->items.count = 0;
	for (size_t i = 0; place < types && i < results->spans[place].count;
	     i++)
		add_record(output, subject, results->spans[place].first + i);
	for (const struct noted *noted = results->noted[place].first; noted;
	     noted = noted->next)
		add_draft(output, &noted->draft);
	if (output->items.count)
		qsort(output->items.items, output->items.count,
		      sizeof *output->items.items, compare_items);
	for (size_t i = 0; i < output->items.count; i++) {
		struct compact *finding = &results->findings[results->count++];
		*finding = output->items.items[i].compact;
		finding->subject = subject;
	}
	if (place >= types || results->noted[place].first ||
	    !results->spans[place].count)
		return;
	output->last.records = results->spans[place];
	output->last.findings =
		(struct record_span){first, results->count - first};
	output->last.doubtful = standing_is_doubtful(results->run, subject);
}

/* In memory of their size. */
static void keep_records(struct results *results)
{
	size_t count = results->records.count;
	struct record *records =
		arena_alloc(results->run->arena, count, sizeof *records);
	if (count)
		memcpy(records, results->records.items,
		       count * sizeof *records);
	results->records.items = records;
	arena_release(&results->scratch);
}

size_t results_finish(struct results *results, size_t spare)
{
	const struct run *run = results->run;
	size_t types = run->policy->type_count;
	struct output output = {.results = results};
	keep_records(results);
	results->spare = spare;
	results->findings =
		(struct compact *)arena_alloc(run->arena,
					      spare + results->op_count +
						      results->noted_count,
					      sizeof *results->findings) +
		spare;
	hand_out(&output, types, NO_TYPE);
	results->front_count = results->count;
	hand_out(&output, types + 1, ALL_TYPES);
	for (size_t i = 0; i < run->name_count; i++)
		hand_out(&output, run->by_name[i], run->by_name[i]);
	arena_release(&output.scratch);
	return results->count;
}

/* Whether a finding on no subject stands before another one. */
static bool stands_before(const struct compact *a, const struct compact *b)
{
	if (a->level != b->level)
		return a->level > b->level;
	return a->rule < b->rule;
}

void results_add_front(struct results *results, const struct draft *draft)
{
	struct draft *kept = arena_alloc(results->run->arena, 1, sizeof *kept);
	struct compact *front = results->findings - 1;
	const struct rule *rule = rules_find(results->run->rules, draft->code);
	size_t place = 0;
	*kept = *draft;
	const struct compact added = {
		.subject = NO_TYPE,
		.source = keep_draft(results, kept),
		.op = NO_OP,
		.level = (uint8_t)level_of(results->run, draft, rule),
		.rule = (uint8_t)rules_index(results->run->rules, rule)};
	while (place < results->front_count &&
	       !stands_before(&added, &results->findings[place])) {
		front[place] = results->findings[place];
		place++;
	}
	front[place] = added;
	results->findings = front;
	results->front_count++;
	results->count++;
}

/* The index of the share, which many findings have where it is of all. */
static uint32_t keep_share(struct results *results, const struct share *share)
{
	for (size_t i = 0;
	     !share->objects.items && i < results->whole_shares.count; i++) {
		uint32_t index = results->whole_shares.items[i];
		const struct share *known = &results->shares.items[index];
		if (known->waiver == share->waiver &&
		    known->near == share->near)
			return index;
	}
	uint32_t index = (uint32_t)results->shares.count;
	*list_push(&results->shares, results->run->arena) = *share;
	if (!share->objects.items)
		*list_push(&results->whole_shares, results->run->arena) = index;
	return index;
}

void results_share(struct results *results, size_t index,
		   const struct share *shares, size_t count)
{
	struct compact *finding = &results->findings[index];
	finding->share = keep_share(results, &shares[0]);
	for (size_t i = 1; i < count; i++) {
		struct joining *joining =
			list_push(&results->joining, results->run->arena);
		*joining = (struct joining){index, *finding};
		joining->compact.share = keep_share(results, &shares[i]);
	}
}

size_t results_join(struct results *results)
{
	const size_t more = results->joining.count;
	size_t next = 0, count = 0;
	if (!more)
		return results->count;
	struct compact *findings =
		(struct compact *)arena_alloc(results->run->arena,
					      results->spare + results->count +
						      more,
					      sizeof *findings) +
		results->spare;
	for (size_t i = 0; i < results->count; i++) {
		findings[count++] = results->findings[i];
		for (; next < more && results->joining.items[next].index == i;
		     next++) {
			findings[count++] =
				results->joining.items[next].compact;
			results->front_count +=
				findings[count - 1].subject == NO_TYPE;
		}
	}
	results->findings = findings;
	results->count = count;
	results->joining.count = 0;
	return count;
}

/* --- One finding
 * ------------------------------------------------------------ */

static const struct record *record_of(const struct results *results,
				      const struct compact *finding)
{
	return finding->source & DRAFT
		       ? NULL
		       : &results->records.items[finding->source];
}

struct evidence results_evidence(const struct results *results, size_t index)
{
	static const struct when always = {WHEN_ALWAYS};
	const struct compact *finding = &results->findings[index];
	const struct record *record = record_of(results, finding);
	if (!record)
		return (struct evidence){
			.draft = results->drafts
					 .items[finding->source & ~DRAFT]};
	return (struct evidence){
		.group = group_at(results->run, record->group),
		.part = results->roles.items[record->role].part,
		.when = record->condition
				? results->conditions.items[record->condition]
					  .when
				: &always};
}

struct type_list results_objects(const struct results *results, size_t index)
{
	return results->shares.items[results->findings[index].share].objects;
}

static const char *subject_name(const struct run *run, uint32_t subject)
{
	return subject == NO_TYPE     ? NULL
	       : subject == ALL_TYPES ? "*"
				      : run->policy->types[subject].name;
}

bool results_is_asked(const struct results *results, size_t index)
{
	return results->asked[results->findings[index].rule];
}

enum level results_level(const struct results *results, size_t index,
			 bool *accepted)
{
	const struct compact *finding = &results->findings[index];
	*accepted = results->shares.items[finding->share].waiver;
	return (enum level)results->findings[index].level;
}

/* The finding's own role, or what makes it a note as well. */
static void set_role(const struct run *run, const struct compact *compact,
		     const char *role, struct finding *finding)
{
	finding->role = !role && standing_is_doubtful(run, compact->subject)
				? standing_role
				: role;
	finding->doubtful = finding->role == standing_role;
}

static void set_permission(const struct run *run, const struct draft *draft,
			   struct finding *finding)
{
	if (!draft->granted)
		return;
	const struct policy_class *row =
		&run->policy->classes[draft->granted->object_class];
	finding->object_class = row->name;
	finding->permission = row->permissions[draft->granted->bit];
}

static void set_condition(const struct run *run, const char *condition,
			  bool default_state, struct finding *finding)
{
	const struct conditions *conditions = &run->rights->conditions;
	finding->condition = condition;
	finding->default_state = default_state;
	finding->open = when_text_is_open(conditions, condition);
	finding->cut = when_text_is_cut(conditions, condition);
}

struct finding results_finding(struct results *results, size_t index)
{
	const struct run *run = results->run;
	const struct compact *compact = &results->findings[index];
	const struct record *record = record_of(results, compact);
	struct finding finding = {
		.index = index,
		.rule = rules_at(results->run->rules, compact->rule),
		.level = (enum level)compact->level,
		.subject = subject_name(run, compact->subject),
		.waiver = results->shares.items[compact->share].waiver,
		.near = results->shares.items[compact->share].near};
	if (compact->op != NO_OP) {
		finding.op = &run->registry->ops[compact->op];
		finding.status = results_status(results, finding.op);
	}
	if (!record) {
		const struct draft *draft =
			results->drafts.items[compact->source & ~DRAFT];
		set_condition(run, draft->condition, draft->default_state,
			      &finding);
		set_role(run, compact, draft->role, &finding);
		finding.fix = draft->fix;
		finding.mentions = draft->mentions;
		finding.mention_count = draft->mention_count;
		set_permission(run, draft, &finding);
		return finding;
	}
	const struct known_condition *condition =
		&results->conditions.items[record->condition];
	set_condition(run, condition->text, condition->default_state, &finding);
	set_role(run, compact, results->roles.items[record->role].role,
		 &finding);
	return finding;
}
