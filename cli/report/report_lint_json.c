/*
 * xsmc-lint/2: one object without white space, written finding by finding.
 * What is NULL, none or empty is left out.
 */
#include <string.h>

#include "base/map.h"
#include "way/way.h"
#include "report/report_lint_parts.h"

/* --- Members ----------------------------------------------------------------
 */

/* Starts a member of an object: a comma behind another one, and the name. */
static void add_name(struct buffer *out, const char *name)
{
	if (out->data[out->length - 1] != '{')
		buffer_add_char(out, ',');
	buffer_add_char(out, '"');
	buffer_add_string(out, name);
	buffer_add_string(out, "\":");
}

static void add_member(struct buffer *out, const char *name, const char *text)
{
	if (!text)
		return;
	add_name(out, name);
	add_json_text(out, text);
}

static void add_count(struct buffer *out, const char *name, size_t count)
{
	add_name(out, name);
	add_json_number(out, count);
}

static void add_list(struct buffer *out, const char *name,
		     const char *const *texts, size_t count)
{
	if (!count)
		return;
	add_name(out, name);
	for (size_t i = 0; i < count; i++) {
		buffer_add_char(out, i ? ',' : '[');
		add_json_text(out, texts[i]);
	}
	buffer_add_char(out, ']');
}

static void add_place(struct buffer *out, const struct location *place)
{
	add_member(out, "file", place->file);
	if (place->file && place->line)
		add_count(out, "line", place->line);
}

/* --- Rules ------------------------------------------------------------------
 */

/* A rule, where its words stand, one time or several. */
struct rule_row {
	const char *text;
	size_t named; /* number of the last access that named it */
	list_of(struct source_location) places;
};

/* The numbers of the rules of one policy, whatever the release. */
struct rule_numbers {
	const struct lint *lint;
	unsigned *rows; /* by rule: the index of its row + 1 */
};

/* The rules that findings rest on, in the order in which they first come. */
struct rule_table {
	struct arena arena;
	list_of(struct rule_row) rows;
	struct map known; /* by the rule's words: its index + 1 */
	size_t accesses;  /* so far */
	struct rule_numbers numbers[2];
};

/* What tells rules apart: their words, or where they stand. */
static const char *rule_key(const struct source_location *place,
			    struct arena *arena)
{
	const char *words = place->text ? place->text : place->words;
	return words ? words
		     : arena_format(arena, "%s:%u",
				    place->file ? place->file : "",
				    place->line);
}

static unsigned row_of(struct rule_table *table, const struct lint *lint,
		       unsigned rule)
{
	const struct source_location place =
		lint_rule_place(lint, rule, &table->arena);
	const char *key = rule_key(&place, &table->arena);
	unsigned *index = map_get(&table->known, key);
	if (!index) {
		index = arena_alloc(&table->arena, 1, sizeof *index);
		*index = (unsigned)table->rows.count + 1;
		map_set(&table->known, key, index, &table->arena);
		list_push(&table->rows, &table->arena)->text =
			place.text ? place.text : place.words;
	}
	struct rule_row *row = &table->rows.items[*index - 1];
	if (place.file)
		*list_push(&row->places, &table->arena) = place;
	return *index;
}

/* The index of the rule's row; it gets one when it comes first. */
static unsigned table_rule_index(struct rule_table *table,
				 const struct lint *lint, unsigned rule)
{
	struct rule_numbers *numbers = table->numbers;
	if (numbers->lint && numbers->lint->policy != lint->policy)
		numbers++;
	if (!numbers->lint)
		*numbers = (struct rule_numbers){
			lint, arena_alloc(&table->arena, lint_rule_count(lint),
					  sizeof *numbers->rows)};
	if (!numbers->rows[rule])
		numbers->rows[rule] = row_of(table, lint, rule);
	return numbers->rows[rule] - 1;
}

/* A macro's rule stands in the macro, and there is a call of it. */
static void add_rule_place(struct buffer *out,
			   const struct source_location *place)
{
	const struct location at = {place->file, place->line, 0};
	buffer_add_char(out, '{');
	add_place(out, place->macro.file ? &place->macro : &at);
	if (place->macro.file) {
		add_name(out, "call");
		buffer_add_char(out, '{');
		add_place(out, &at);
		buffer_add_char(out, '}');
	}
	buffer_add_char(out, '}');
}

static void add_rules(struct buffer *out, const struct rule_table *table)
{
	if (!table->rows.count)
		return;
	add_name(out, "rules");
	for (size_t i = 0; i < table->rows.count; i++) {
		const struct rule_row *row = &table->rows.items[i];
		buffer_add_string(out, i ? ",{" : "[{");
		add_member(out, "text", row->text);
		for (size_t j = 0; j < row->places.count; j++) {
			if (j)
				buffer_add_char(out, ',');
			else
				buffer_add_string(
					out, row->text ? ",\"locations\":["
						       : "\"locations\":[");
			add_rule_place(out, &row->places.items[j]);
		}
		buffer_add_string(out, row->places.count ? "]}" : "}");
	}
	buffer_add_char(out, ']');
}

/* --- Findings ---------------------------------------------------------------
 */

/* Each once: the same words can stand in several places. */
static void add_rule_indices(struct buffer *out,
			     const struct finding_asked *asked,
			     const struct lint *lint, struct rule_table *table)
{
	const size_t access = ++table->accesses;
	for (size_t i = 0; i < asked->rule_count; i++) {
		unsigned index = table_rule_index(table, lint, asked->rules[i]);
		struct rule_row *row = &table->rows.items[index];
		if (row->named == access)
			continue;
		row->named = access;
		if (i)
			buffer_add_char(out, ',');
		add_json_number(out, index);
	}
}

static void add_access(struct buffer *out, const struct finding_asked *asked,
		       const struct lint *lint, struct rule_table *table)
{
	buffer_add_char(out, '{');
	add_member(out, "source", asked->source);
	add_list(out, "targets", asked->targets, asked->target_count);
	add_member(out, "class", asked->object_class);
	add_member(out, "permission", asked->permission);
	if (asked->rule_count) {
		add_name(out, "rules");
		buffer_add_char(out, '[');
		add_rule_indices(out, asked, lint, table);
		buffer_add_char(out, ']');
	}
	buffer_add_char(out, '}');
}

static void add_accesses(struct buffer *out, const struct lint_item *item,
			 struct rule_table *table)
{
	const struct finding_details *details = &item->details;
	if (!details->asked_count)
		return;
	add_name(out, "accesses");
	for (size_t i = 0; i < details->asked_count; i++) {
		buffer_add_char(out, i ? ',' : '[');
		add_access(out, &details->asked[i], item->row.lint, table);
	}
	buffer_add_char(out, ']');
}

static void add_path(struct buffer *out, const struct finding_details *details)
{
	if (!details->path_count)
		return;
	add_name(out, "path");
	for (size_t i = 0; i < details->path_count; i++) {
		const struct finding_step *step = &details->path[i];
		buffer_add_string(out, i ? ",{" : "[{");
		add_member(out, "type", step->to);
		add_member(out, "gives", step->gives);
		add_member(out, "op", step->op ? step->op->name : NULL);
		buffer_add_char(out, '}');
	}
	buffer_add_char(out, ']');
}

static void add_waiver(struct buffer *out, const struct waiver *waiver)
{
	if (!waiver)
		return;
	add_name(out, "waiver");
	buffer_add_char(out, '{');
	add_member(out, "reason", waiver->reason);
	add_member(out, "until", waiver->until);
	add_member(out, "by", waiver->by);
	add_place(out, &waiver->place);
	buffer_add_char(out, '}');
}

/* The op and what the release says of it. */
static void add_op(struct buffer *out, const struct lint_item *item)
{
	const struct finding *finding = item->finding;
	if (!finding->op)
		return;
	add_member(out, "hypercall", lint_item_hypercall(item));
	add_member(out, "op", finding->op->name);
	add_member(out, "status", status_name(finding->status.status));
	add_member(out, "basis", basis_name(finding->status.basis));
}

/* The fix that the release lacks, and where it is. */
static void add_fix(struct buffer *out, const struct lint_item *item)
{
	const struct fix *fix = item->finding->fix;
	const struct lint *lint = item->row.lint;
	if (!fix)
		return;
	const struct fix_way way =
		registry_fix_way(lint->registry, fix, lint->release.used);
	const unsigned releases[] = {way.same_line, way.later_line};
	static const char *const names[] = {"in_line", "in_later"};
	add_name(out, "fix");
	buffer_add_char(out, '{');
	add_member(out, "commit", fix->commit);
	add_member(out, "date", fix->date);
	add_member(out, "kind", fix->kind);
	add_member(out, "advisory", fix->advisory);
	add_member(out, "introduced", fix->introduced);
	add_member(out, "since", fix->since);
	add_member(out, "fixed", fix->fixed);
	add_member(out, "arch", fix->arch);
	add_member(out, "config", fix->config);
	add_member(out, "certainty", fix->doubtful ? "doubt" : "certain");
	for (size_t i = 0; i < 2; i++)
		if (releases[i] != NO_INDEX)
			add_member(out, names[i],
				   lint->registry->releases[releases[i]].name);
	add_member(out, "subject", fix->subject);
	buffer_add_char(out, '}');
}

static void add_mentions(struct buffer *out, const struct finding *finding)
{
	for (size_t i = 0; i < finding->mention_count; i++) {
		if (!i)
			add_name(out, "mentions");
		buffer_add_char(out, i ? ',' : '[');
		add_json_text(out, finding->mentions[i]->name);
	}
	if (finding->mention_count)
		buffer_add_char(out, ']');
}

static void add_condition(struct buffer *out, const struct finding *finding)
{
	if (!finding->condition)
		return;
	add_member(out, "condition", finding->condition);
	add_name(out, "default_state");
	buffer_add_string(out, finding->default_state ? "true" : "false");
}

static void add_finding(struct buffer *out, struct lint_item *item,
			struct rule_table *table)
{
	const struct finding *finding = item->finding;
	const struct location *place = &item->details.place;
	buffer_add_char(out, '{');
	add_member(out, "rule", finding->rule->code);
	add_member(out, "level", level_name(finding->level));
	add_member(out, "subject", finding->subject);
	add_op(out, item);
	add_fix(out, item);
	add_mentions(out, finding);
	add_list(out, "objects", item->row.objects, item->row.object_count);
	add_accesses(out, item, table);
	add_condition(out, finding);
	add_member(out, "role", finding->role);
	add_waiver(out, finding->waiver);
	add_path(out, &item->details);
	if (place->file) {
		add_name(out, "place");
		buffer_add_char(out, '{');
		add_place(out, place);
		buffer_add_char(out, '}');
	}
	add_member(out, "fingerprint",
		   lint_fingerprint(item->row.lint, finding, &item->arena));
	add_member(out, "change", change_name(item->row.change));
	add_member(out, "releases", finding->only_in);
	add_member(out, "message", item->details.brief);
	buffer_add_char(out, '}');
}

/* --- Policies ---------------------------------------------------------------
 */

static void add_release(struct buffer *out, const struct lint *lint)
{
	const struct release *releases = lint->registry->releases;
	const struct release_choice *choice = &lint->release;
	add_name(out, "release");
	buffer_add_char(out, '{');
	add_member(out, "used", releases[choice->used].name);
	for (size_t i = 0; i < choice->candidate_count; i++) {
		if (!i)
			add_name(out, "candidates");
		buffer_add_char(out, i ? ',' : '[');
		add_json_text(out, releases[choice->candidates[i]].name);
	}
	if (choice->candidate_count)
		buffer_add_char(out, ']');
	add_member(out, "how", choice->how);
	buffer_add_char(out, '}');
}

static void add_ops(struct buffer *out, const char *name,
		    const struct op *const *ops, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (!i)
			add_name(out, name);
		buffer_add_char(out, i ? ',' : '[');
		add_json_text(out, ops[i]->name);
	}
	if (count)
		buffer_add_char(out, ']');
}

static void add_conditions(struct buffer *out, const char *name,
			   const struct condition *const *conditions,
			   size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (!i)
			add_name(out, name);
		buffer_add_char(out, i ? ',' : '[');
		add_json_text(out, conditions[i]->id);
	}
	if (count)
		buffer_add_char(out, ']');
}

/* The build that it is for, and what was left out since that has it not. */
static void add_build(struct buffer *out, const struct lint *lint)
{
	struct arena arena = ARENA_INIT;
	struct left_out left;
	if (!lint->host)
		return;
	left_out_find(lint->registry, lint->release.used, lint->host, &arena,
		      &left);
	add_name(out, "build");
	buffer_add_char(out, '{');
	add_member(out, "arch", lint->host->arch);
	add_member(out, "config", lint->host->config);
	add_member(out, "commandLine", lint->host->command_line);
	add_ops(out, "ops", left.ops, left.op_count);
	add_ops(out, "partly", left.partly, left.partly_count);
	add_conditions(out, "never", left.never, left.never_count);
	add_conditions(out, "open", left.open, left.open_count);
	buffer_add_char(out, '}');
	arena_release(&arena);
}

/* id, message, file and line of a message of the catalogue. */
static void add_diag(struct buffer *out, const struct diag *diag)
{
	const struct message *message = message_get(diag->id);
	struct arena arena = ARENA_INIT;
	buffer_add_char(out, '{');
	add_member(out, "id", message->name);
	add_member(out, "message",
		   arena_format(&arena, "%s%s%s", message->title,
				*diag->detail ? ": " : "", diag->detail));
	add_place(out, &diag->at);
	buffer_add_char(out, '}');
	arena_release(&arena);
}

static void add_limits(struct buffer *out, const struct lint *lint)
{
	add_name(out, "complete");
	buffer_add_string(out, lint->limit_count ? "false" : "true");
	for (size_t i = 0; i < lint->limit_count; i++) {
		if (!i)
			add_name(out, "limits");
		buffer_add_char(out, i ? ',' : '[');
		add_diag(out, &lint->limits[i]);
	}
	if (lint->limit_count)
		buffer_add_char(out, ']');
}

/* What is said of the policy beside its findings. */
static void add_head(struct buffer *out, const struct lint *lint)
{
	add_member(out, "path", lint->policy->path);
	add_member(out, "kind", policy_kind_name(lint->policy->kind));
	add_release(out, lint);
	add_build(out, lint);
	add_list(out, "trusted", lint->trusted, lint->trusted_count);
	add_limits(out, lint);
}

static void add_words(struct buffer *out, const struct baseline_entry *entry)
{
	struct arena arena = ARENA_INIT;
	add_member(out, "finding", baseline_words(entry, &arena));
	arena_release(&arena);
}

/* Starts a row of what the release opens or closes. */
static void add_move(struct buffer *out, bool first, const char *change)
{
	buffer_add_string(out, first ? "[{" : ",{");
	add_member(out, "change", change);
}

/* What the release opens and closes, while the rules are the same. */
static void add_moved(struct buffer *out, const struct lint_view *view)
{
	struct arena arena = ARENA_INIT;
	if (!lint_moved_count(view))
		return;
	add_name(out, "moved");
	for (size_t i = 0; i < view->moved_count; i++) {
		const struct lint_row *row = &view->moved[i];
		add_move(out, !i,
			 row->change == CHANGE_ADDED ? "opened" : "closed");
		add_member(out, "finding", lint_row_words(row, &arena));
		buffer_add_char(out, '}');
	}
	for (size_t i = 0; i < view->closed_count; i++) {
		add_move(out, !i && !view->moved_count, "closed");
		add_words(out, &view->closed[i]);
		buffer_add_char(out, '}');
	}
	buffer_add_char(out, ']');
	arena_release(&arena);
}

static void add_baseline(struct buffer *out, const struct lint_view *view)
{
	add_name(out, "baseline");
	buffer_add_char(out, '{');
	add_member(out, "path", view->baseline->path);
	add_count(out, "known", view->known);
	for (size_t i = 0; i < view->gone_count; i++) {
		if (!i)
			add_name(out, "gone");
		buffer_add_string(out, i ? ",{" : "[{");
		add_member(out, "fingerprint", view->gone[i].fingerprint);
		add_words(out, &view->gone[i]);
		buffer_add_char(out, '}');
	}
	buffer_add_string(out, view->gone_count ? "]}" : "}");
}

/* The object of a policy; its rules come behind the findings on them. */
static void add_view(const struct lint_view *view, struct buffer *out)
{
	struct lint_item item = lint_item_start(view, LEVEL_NOTE);
	struct rule_table table = {.arena = ARENA_INIT};
	bool any = false;
	item.together = true;
	buffer_add_char(out, '{');
	add_head(out, view->lint);
	if (view->old) {
		add_name(out, "compared");
		buffer_add_char(out, '{');
		add_head(out, view->old);
		buffer_add_char(out, '}');
	}
	if (view->baseline)
		add_baseline(out, view);
	add_moved(out, view);
	add_name(out, "findings");
	buffer_add_char(out, '[');
	while (lint_item_next(&item)) {
		if (any)
			buffer_add_char(out, ',');
		any = true;
		add_finding(out, &item, &table);
		buffer_drain(out);
	}
	buffer_add_char(out, ']');
	add_rules(out, &table);
	buffer_add_char(out, '}');
	arena_release(&table.arena);
}

/* --- The whole --------------------------------------------------------------
 */

/* What the summary says of all policies. */
struct json_state {
	struct lint_totals all;
	size_t known;
};

static void start_json(struct lint_writer *writer)
{
	writer->state =
		arena_alloc(&writer->arena, 1, sizeof(struct json_state));
	buffer_add_char(writer->out, '{');
	add_member(writer->out, "schema", "xsmc-lint/2");
	add_name(writer->out, "policies");
	buffer_add_char(writer->out, '[');
}

static void view_json(struct lint_writer *writer, const struct lint_view *view)
{
	struct json_state *state = writer->state;
	const struct lint_totals totals = lint_view_totals(view);
	for (unsigned level = 0; level <= LEVEL_ERROR; level++)
		state->all.levels[level] += totals.levels[level];
	state->all.suppressed += totals.suppressed;
	state->all.removed += totals.removed;
	state->known += view->known;
	if (writer->count)
		buffer_add_char(writer->out, ',');
	add_view(view, writer->out);
}

static void failure_json(struct lint_writer *writer,
			 const struct lint_failure *failure)
{
	buffer_add_string(writer->out, writer->count ? ",{" : "{");
	add_member(writer->out, "path", failure->path);
	add_name(writer->out, "error");
	add_diag(writer->out, &failure->error);
	buffer_add_char(writer->out, '}');
}

static void end_json(struct lint_writer *writer)
{
	const struct json_state *state = writer->state;
	const struct lint_totals *all = &state->all;
	struct buffer *out = writer->out;
	buffer_add_char(out, ']');
	add_name(out, "summary");
	buffer_add_char(out, '{');
	add_count(out, "policies", writer->count);
	add_count(out, "errors", all->levels[LEVEL_ERROR]);
	add_count(out, "warnings", all->levels[LEVEL_WARNING]);
	add_count(out, "notes", all->levels[LEVEL_NOTE]);
	add_count(out, "suppressed", all->suppressed);
	add_count(out, "known", state->known);
	add_count(out, "removed", all->removed);
	buffer_add_string(out, "}}\n");
}

const struct lint_format lint_format_json = {.name = "json",
					     .start = start_json,
					     .view = view_json,
					     .failure = failure_json,
					     .end = end_json};
