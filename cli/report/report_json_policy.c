/*
 * What the JSON of findings and that of answers say alike of a policy and its
 * rules, without white space; what is NULL, none or empty is left out.
 */
#include <string.h>

#include "lint/lint.h"
#include "report/report_json.h"
#include "report/report_json_policy.h"
#include "way/way.h"

/* --- Members ----------------------------------------------------------------
 */

/* Starts a member of an object: a comma behind another one, and the name. */
void add_json_name(struct buffer *out, const char *name)
{
	if (out->data[out->length - 1] != '{')
		buffer_add_char(out, ',');
	buffer_add_char(out, '"');
	buffer_add_string(out, name);
	buffer_add_string(out, "\":");
}

void add_json_member(struct buffer *out, const char *name, const char *text)
{
	if (!text)
		return;
	add_json_name(out, name);
	add_json_text(out, text);
}

void add_json_count(struct buffer *out, const char *name, size_t count)
{
	add_json_name(out, name);
	add_json_number(out, count);
}

void add_json_list(struct buffer *out, const char *name,
		   const char *const *texts, size_t count)
{
	if (!count)
		return;
	add_json_name(out, name);
	for (size_t i = 0; i < count; i++) {
		buffer_add_char(out, i ? ',' : '[');
		add_json_text(out, texts[i]);
	}
	buffer_add_char(out, ']');
}

void add_json_place(struct buffer *out, const struct location *place)
{
	add_json_member(out, "file", place->file);
	if (place->file && place->line)
		add_json_count(out, "line", place->line);
}

/* --- Rules ------------------------------------------------------------------
 */

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
	add_json_place(out, place->macro.file ? &place->macro : &at);
	if (place->macro.file) {
		add_json_name(out, "call");
		buffer_add_char(out, '{');
		add_json_place(out, &at);
		buffer_add_char(out, '}');
	}
	buffer_add_char(out, '}');
}

void add_json_rules(struct buffer *out, const struct rule_table *table)
{
	if (!table->rows.count)
		return;
	add_json_name(out, "rules");
	for (size_t i = 0; i < table->rows.count; i++) {
		const struct rule_row *row = &table->rows.items[i];
		buffer_add_string(out, i ? ",{" : "[{");
		add_json_member(out, "text", row->text);
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

/* --- Accesses ---------------------------------------------------------------
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

/* As the rows of a table, each with the one place that it has. */
static void add_rules_here(struct buffer *out,
			   const struct finding_asked *asked,
			   const struct lint *lint)
{
	struct arena arena = ARENA_INIT;
	struct map known = {0};
	bool any = false;
	for (size_t i = 0; i < asked->rule_count; i++) {
		const struct source_location place =
			lint_rule_place(lint, asked->rules[i], &arena);
		const char *text = place.text ? place.text : place.words;
		const char *key = arena_format(&arena, "%s:%u:%s",
					       place.file ? place.file : "",
					       place.line, text ? text : "");
		if (map_get(&known, key))
			continue;
		map_set(&known, key, &known, &arena);
		buffer_add_string(out, any ? ",{" : "{");
		any = true;
		add_json_member(out, "text", text);
		if (place.file) {
			add_json_name(out, "locations");
			buffer_add_char(out, '[');
			add_rule_place(out, &place);
			buffer_add_char(out, ']');
		}
		buffer_add_char(out, '}');
	}
	arena_release(&arena);
}

void add_json_access(struct buffer *out, const struct finding_asked *asked,
		     const struct lint *lint, struct rule_table *table)
{
	buffer_add_char(out, '{');
	add_json_member(out, "source", asked->source);
	add_json_list(out, "targets", asked->targets, asked->target_count);
	add_json_member(out, "class", asked->object_class);
	add_json_member(out, "permission", asked->permission);
	if (asked->rule_count) {
		add_json_name(out, "rules");
		buffer_add_char(out, '[');
		if (table)
			add_rule_indices(out, asked, lint, table);
		else
			add_rules_here(out, asked, lint);
		buffer_add_char(out, ']');
	}
	buffer_add_char(out, '}');
}

/* --- Policies ---------------------------------------------------------------
 */

static void add_release(struct buffer *out, const struct lint *lint)
{
	const struct release *releases = lint->registry->releases;
	const struct release_choice *choice = &lint->release;
	add_json_name(out, "release");
	buffer_add_char(out, '{');
	add_json_member(out, "used", releases[choice->used].name);
	for (size_t i = 0; i < choice->candidate_count; i++) {
		if (!i)
			add_json_name(out, "candidates");
		buffer_add_char(out, i ? ',' : '[');
		add_json_text(out, releases[choice->candidates[i]].name);
	}
	if (choice->candidate_count)
		buffer_add_char(out, ']');
	add_json_member(out, "how", choice->how);
	buffer_add_char(out, '}');
}

void add_json_ops(struct buffer *out, const char *name,
		  const struct op *const *ops, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (!i)
			add_json_name(out, name);
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
			add_json_name(out, name);
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
	add_json_name(out, "build");
	buffer_add_char(out, '{');
	add_json_member(out, "arch", lint->host->arch);
	add_json_member(out, "config", lint->host->config);
	add_json_member(out, "commandLine", lint->host->command_line);
	add_json_ops(out, "ops", left.ops, left.op_count);
	add_json_ops(out, "partly", left.partly, left.partly_count);
	add_conditions(out, "never", left.never, left.never_count);
	add_conditions(out, "open", left.open, left.open_count);
	buffer_add_char(out, '}');
	arena_release(&arena);
}

/* id, message, file and line of a message of the catalogue. */
void add_json_diag(struct buffer *out, const struct diag *diag)
{
	const struct message *message = diag->message;
	struct arena arena = ARENA_INIT;
	buffer_add_char(out, '{');
	add_json_member(out, "id", message->name);
	add_json_member(out, "message",
			arena_format(&arena, "%s%s%s", message->title,
				     *diag->detail ? ": " : "", diag->detail));
	add_json_place(out, &diag->at);
	buffer_add_char(out, '}');
	arena_release(&arena);
}

static void add_limits(struct buffer *out, const struct lint *lint)
{
	add_json_name(out, "complete");
	buffer_add_string(out, lint->limit_count ? "false" : "true");
	for (size_t i = 0; i < lint->limit_count; i++) {
		if (!i)
			add_json_name(out, "limits");
		buffer_add_char(out, i ? ',' : '[');
		add_json_diag(out, &lint->limits[i]);
	}
	if (lint->limit_count)
		buffer_add_char(out, ']');
}

void add_json_totals(struct buffer *out, const struct lint_totals *totals)
{
	add_json_count(out, "errors", totals->levels[LEVEL_ERROR]);
	add_json_count(out, "warnings", totals->levels[LEVEL_WARNING]);
	add_json_count(out, "notes", totals->levels[LEVEL_NOTE]);
	add_json_count(out, "suppressed", totals->suppressed);
	add_json_count(out, "removed", totals->removed);
}

/* What is said of the policy beside its findings. */
void add_json_head(struct buffer *out, const struct lint *lint)
{
	add_json_member(out, "path", lint->policy->path);
	add_json_member(out, "kind", policy_kind_name(lint->policy->kind));
	add_release(out, lint);
	add_build(out, lint);
	add_json_list(out, "trusted", lint->trusted, lint->trusted_count);
	add_limits(out, lint);
	add_json_member(out, "site", lint->site);
}
