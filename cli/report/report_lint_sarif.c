/* Findings as SARIF 2.1.0, one object without white space. */
#include <stdlib.h>
#include <string.h>

#include "report/report_json.h"
#include "report/report_lint.h"
#include "report/report_lint_item.h"
#include "report/report_lint_sarif_place.h"
#include "report/report_lint_notice.h"
#include "report/report_lint_table.h"
#include "report/report_rules.h"
#include "rule/rule.h"

/*
 * What results have in common stands behind them, once: rules of binaries, ops,
 * what the release says of these, the steps of long paths and the places of
 * many rules.  What is few is written out where it is, as not every reader
 * follows an index.
 */
enum { WRITTEN_STEPS = 8, WRITTEN_PLACES = 8 };

struct log {
	struct buffer *out;
	struct arena arena;
	struct sarif_shared names, steps, ops, said;
	bool *found; /* by rule: it has findings */
	bool any;    /* results so far */
	struct buffer policies, notifications;
	bool failed; /* of some policy nothing can be said */

	/* Of the view at hand. */
	struct sarif_places places;
	size_t *told;	     /* by op: its index + 1 among those told */
	const char *subject; /* of the last result, and its index */
	size_t subject_index;
};

/* --- Results ----------------------------------------------------------------
 */

static void add_index(struct buffer *out, size_t index)
{
	buffer_add_string(out, "{\"index\":");
	add_json_number(out, index);
	buffer_add_char(out, '}');
}

/* Whether the message starts with it, which is then where it is told. */
static bool starts_with_subject(const struct lint_item *item)
{
	const char *subject = item->finding->subject;
	size_t length = strlen(subject);
	return strncmp(item->details.brief, subject, length) == 0 &&
	       item->details.brief[length] == ' ';
}

static size_t subject_index(struct log *log, const char *subject)
{
	if (!log->subject || strcmp(log->subject, subject) != 0)
		log->subject_index = sarif_share_name(&log->names, subject,
						      "type", &log->arena);
	log->subject = subject;
	return log->subject_index;
}

/*
 * Where the first rule is: in a file, or in a binary by its text.  NULL: where
 * the policy itself is.
 */
static void add_first(struct log *log, const struct lint_item *item,
		      const struct sarif_place *place)
{
	const char *subject = item->finding->subject;
	bool rule = place && !place->physical;
	if (subject && starts_with_subject(item))
		subject = NULL;
	buffer_add_char(log->out, '{');
	if (place && place->physical)
		buffer_add_string(log->out, place->physical);
	else
		sarif_add_physical(log->out, item->row.lint->policy->path, 0);
	if (subject || rule)
		buffer_add_string(log->out, ",\"logicalLocations\":[");
	if (subject)
		add_index(log->out, subject_index(log, subject));
	if (subject && rule)
		buffer_add_char(log->out, ',');
	if (rule)
		add_index(log->out, place->logical);
	buffer_add_string(log->out, subject || rule ? "]}" : "}");
}

/* A further rule; one of many by the index of its place. */
static void add_related(struct log *log, struct sarif_place *place, bool many,
			bool within)
{
	buffer_add_char(log->out, '{');
	if (place->physical && many && !place->shared)
		sarif_share_place(place, &log->names, &log->arena);
	if (place->physical && !many) {
		buffer_add_string(log->out, place->physical);
	} else {
		buffer_add_string(log->out, "\"logicalLocations\":[");
		add_index(log->out, place->logical);
		buffer_add_char(log->out, ']');
	}
	if (within)
		buffer_add_string(log->out, ",\"message\":{\"text\":\"the rule "
					    "within the macro\"}");
	buffer_add_char(log->out, '}');
}

/* The first rule is where the result is, the others are related. */
static void add_locations(struct log *log, struct lint_item *item)
{
	struct sarif_named *named;
	size_t count = sarif_find_places(&log->places, item, &log->names,
					 &log->arena, &named);
	struct sarif_place *rows = log->places.rows.items;
	const bool many = count > WRITTEN_PLACES + 1;
	buffer_add_string(log->out, ",\"locations\":[");
	add_first(log, item, count ? &rows[named->index] : NULL);
	buffer_add_char(log->out, ']');
	for (size_t i = 1; i < count; i++) {
		buffer_add_string(log->out,
				  i > 1 ? "," : ",\"relatedLocations\":[");
		add_related(log, &rows[named[i].index], many, named[i].within);
	}
	if (count > 1)
		buffer_add_char(log->out, ']');
}

static void write_step(const struct finding_step *step, struct arena *arena,
		       struct buffer *out)
{
	sarif_add_member(out, "{\"location\":{\"message\":{", "text",
			 arena_format(arena, "%s %s %s", step->from, step->how,
				      step->to));
	buffer_add_string(out, "},\"logicalLocations\":[");
	sarif_add_logical(out, step->to, "type");
	buffer_add_string(out, "]}}");
}

/* The way to a trusted type, as the steps of one flow. */
static void add_path(struct log *log, struct lint_item *item)
{
	size_t count = item->details.path_count;
	struct buffer value = BUFFER_INIT;
	if (count)
		buffer_add_string(log->out,
				  ",\"codeFlows\":[{\"threadFlows\":[{"
				  "\"locations\":[");
	for (size_t i = 0; i < count; i++) {
		buffer_clear(&value);
		write_step(&item->details.path[i], &item->arena, &value);
		if (i)
			buffer_add_char(log->out, ',');
		if (count <= WRITTEN_STEPS)
			buffer_add_string(log->out, buffer_string(&value));
		else
			add_index(log->out, sarif_share(&log->steps,
							buffer_string(&value),
							&log->arena));
	}
	if (count)
		buffer_add_string(log->out, "]}]}]");
	buffer_release(&value);
}

static void add_suppression(struct log *log, const struct lint_item *item)
{
	const struct waiver *waiver = item->finding->waiver;
	if (!waiver)
		return;
	buffer_format(log->out,
		      ",\"suppressions\":[{\"kind\":\"%s\","
		      "\"status\":\"accepted\"",
		      waiver_is_inline(item->row.lint->policy, waiver)
			      ? "inSource"
			      : "external");
	sarif_add_member(log->out, ",", "justification", waiver->reason);
	if (waiver->place.file) {
		buffer_add_string(log->out, ",\"location\":{");
		sarif_add_physical(log->out, waiver->place.file,
				   waiver->place.line);
		buffer_add_char(log->out, '}');
	}
	buffer_add_string(log->out, "}]");
}

/* SARIF's word on what a comparison or a baseline says. */
static const char *baseline_state(const struct lint_item *item)
{
	if (item->row.change == CHANGE_REMOVED)
		return "absent";
	return item->row.change == CHANGE_ADDED ||
			       (item->view->baseline && !item->finding->waiver)
		       ? "new"
		       : NULL;
}

/* The index of the op and of what the release says of it, told once. */
static size_t tell_op(struct log *log, const struct lint_item *item)
{
	const struct finding *finding = item->finding;
	const struct registry *registry = item->row.lint->registry;
	/* The old policy of a comparison can be for another release. */
	size_t unknown = 0;
	size_t *told = item->row.lint == item->view->lint
			       ? &log->told[finding->op - registry->ops]
			       : &unknown;
	struct buffer value = BUFFER_INIT;
	if (*told)
		return *told - 1;
	sarif_add_member(&value, "{", "hypercall", lint_item_hypercall(item));
	sarif_add_member(&value, ",", "status",
			 status_name(finding->status.status));
	sarif_add_member(&value, ",", "basis",
			 basis_name(finding->status.basis));
	buffer_add_char(&value, '}');
	/* Policies of one run can be for several releases. */
	size_t said =
		sarif_share(&log->said, buffer_string(&value), &log->arena);
	buffer_clear(&value);
	sarif_add_member(&value, "{", "name", finding->op->name);
	buffer_add_string(&value, ",\"said\":");
	add_json_number(&value, said);
	buffer_add_char(&value, '}');
	*told = sarif_share(&log->ops, buffer_string(&value), &log->arena) + 1;
	buffer_release(&value);
	return *told - 1;
}

/* The modules beside FLASK that would refuse it in all cases. */
static void add_refusals(struct log *log, const struct finding_details *details)
{
	const char *before = ",\"refusedBy\":[";
	for (size_t i = 0; i < details->refusal_count; i++) {
		if (details->refusals[i].at_times)
			continue;
		buffer_add_string(log->out, before);
		add_json_text(log->out, details->refusals[i].module->name);
		before = ",";
	}
	if (strcmp(before, ",") == 0)
		buffer_add_char(log->out, ']');
}

/* What SARIF has no word for. */
static void add_properties(struct log *log, const struct lint_item *item)
{
	const struct finding *finding = item->finding;
	buffer_add_string(log->out, ",\"properties\":{\"objects\":[");
	for (size_t i = 0; i < item->row.object_count; i++) {
		buffer_add_string(log->out, i ? "," : "");
		add_json_text(log->out, item->row.objects[i]);
	}
	buffer_add_char(log->out, ']');
	if (finding->op) {
		buffer_add_string(log->out, ",\"op\":");
		add_json_number(log->out, tell_op(log, item));
	}
	sarif_add_member(log->out, ",", "condition", finding->condition);
	sarif_add_member(log->out, ",", "role", finding->role);
	add_refusals(log, &item->details);
	buffer_add_char(log->out, '}');
}

/*
 * Most results are notes, as their rules say: there the level is left out, as
 * SARIF has it.  Who does not ask the rule takes one for a warning, the
 * schema's default, which is no harm; that of an error is always written.
 */
static bool is_note_by_rule(const struct finding *finding)
{
	return finding->level == LEVEL_NOTE &&
	       finding->rule->level == LEVEL_NOTE;
}

static void add_result(struct log *log, struct lint_item *item)
{
	const struct finding *finding = item->finding;
	sarif_add_member(log->out, log->any ? ",{" : "{", "ruleId",
			 finding->rule->code);
	if (!is_note_by_rule(finding))
		sarif_add_member(log->out, ",", "level",
				 level_name(finding->level));
	sarif_add_member(log->out, ",\"message\":{", "text",
			 item->details.brief);
	buffer_add_char(log->out, '}');
	add_locations(log, item);
	add_path(log, item);
	sarif_add_member(
		log->out, ",\"partialFingerprints\":{", "xsmc/v1",
		lint_fingerprint(item->row.lint, finding, &item->arena));
	buffer_add_char(log->out, '}');
	add_suppression(log, item);
	sarif_add_member(log->out, ",", "baselineState", baseline_state(item));
	add_properties(log, item);
	buffer_add_char(log->out, '}');
	log->found[rule_index(finding->rule)] = true;
	log->any = true;
}

/* --- The run ----------------------------------------------------------------
 */

static json_t *message_json(const char *text)
{
	return json_pack("{s:o}", "text", text_json(text));
}

/* Of a rule that has findings all is told, of another one what it is. */
static json_t *rule_json(const struct rule *rule, bool found)
{
	struct buffer help = BUFFER_INIT;
	json_t *object = json_pack(
		"{s:o, s:o, s:o, s:{s:s}}", "id", text_json(rule->code), "name",
		text_json(rule->name), "shortDescription",
		message_json(rule->title), "defaultConfiguration", "level",
		level_name(rule->level));
	if (found) {
		report_rule_manual(rule, &help);
		json_object_set_new(object, "fullDescription",
				    message_json(rule->explanation));
		json_object_set_new(
			object, "help",
			json_pack("{s:s}", "text",
				  buffer_string(&help) + (help.length > 0)));
	}
	buffer_release(&help);
	return object;
}

static json_t *tool_json(const struct log *log)
{
	json_t *rules = json_array();
	for (size_t i = 0; i < rule_count(); i++)
		json_array_append_new(rules,
				      rule_json(rule_at(i), log->found[i]));
	return json_pack("{s:{s:s, s:s, s:o}}", "driver", "name", "xsmc",
			 "version", XSMC_VERSION, "rules", rules);
}

static json_t *policy_json(const struct lint *lint)
{
	const struct release_choice *choice = &lint->release;
	return json_pack(
		"{s:o, s:o, s:o, s:o}", "path", text_json(lint->policy->path),
		"kind", text_json(policy_kind_name(lint->policy->kind)),
		"release",
		text_json(lint->registry->releases[choice->used].name),
		"trusted", names_json(lint->trusted, lint->trusted_count));
}

static void add_value(struct buffer *out, const char *before, json_t *value)
{
	char *text = json_dumps(value, JSON_COMPACT);
	buffer_add_string(out, before);
	buffer_add_string(out, text);
	free(text);
	json_decref(value);
}

static void add_shared(struct buffer *out, const char *name,
		       const struct sarif_shared *shared)
{
	if (shared->count)
		buffer_format(out, ",\"%s\":[%s]", name,
			      buffer_string(&shared->values));
}

static void start_sarif(struct lint_writer *writer)
{
	struct log *log = arena_alloc(&writer->arena, 1, sizeof *log);
	log->out = writer->out;
	log->found = arena_alloc(&log->arena, rule_count(), sizeof *log->found);
	buffer_add_string(log->out,
			  "{\"$schema\":\"https://docs.oasis-open.org/sarif/"
			  "sarif/v2.1.0/errata01/os/schemas/"
			  "sarif-schema-2.1.0.json\",\"version\":\"2.1.0\","
			  "\"runs\":[{\"results\":[");
	writer->state = log;
}

static void add_notification(struct log *log, const char *level,
			     const struct message *message, const char *text)
{
	add_value(&log->notifications, log->notifications.length ? "," : "",
		  json_pack("{s:s, s:{s:s}, s:o}", "level", level, "descriptor",
			    "id", message->name, "message",
			    message_json(text)));
}

static void add_notices(struct log *log, const struct lint_view *view)
{
	struct arena arena = ARENA_INIT;
	const struct diag *notices;
	const size_t count = lint_notices(view, &arena, &notices);
	for (size_t i = 0; i < count; i++)
		add_notification(
			log, severity_name(notices[i].message->severity),
			notices[i].message,
			arena_format(&arena, "%s: %s", notices[i].at.file,
				     lint_notice_text(&notices[i], &arena)));
	arena_release(&arena);
}

static void view_sarif(struct lint_writer *writer, const struct lint_view *view)
{
	struct log *log = writer->state;
	struct arena arena = ARENA_INIT;
	struct lint_item item = lint_item_start(view, LEVEL_NOTE);
	add_value(&log->policies, log->policies.length ? "," : "",
		  policy_json(view->lint));
	add_notices(log, view);
	log->told = arena_alloc(&arena, view->lint->registry->op_count,
				sizeof *log->told);
	log->subject = NULL;
	log->places = (struct sarif_places){.arena = ARENA_INIT};
	while (lint_item_next(&item)) {
		add_result(log, &item);
		buffer_drain(log->out);
	}
	arena_release(&log->places.arena);
	arena_release(&arena);
}

/* A policy of which nothing can be said: the run did not succeed. */
static void failure_sarif(struct lint_writer *writer,
			  const struct lint_failure *failure)
{
	struct log *log = writer->state;
	const struct message *message = failure->error.message;
	struct buffer text = BUFFER_INIT;
	buffer_format(&text, "%s: %s: %s", failure->path, message->title,
		      failure->error.detail);
	add_notification(log, "error", message, buffer_string(&text));
	log->failed = true;
	buffer_release(&text);
}

static void end_sarif(struct lint_writer *writer)
{
	struct log *log = writer->state;
	add_value(log->out, "],\"tool\":", tool_json(log));
	if (log->notifications.length)
		buffer_format(log->out,
			      ",\"invocations\":[{\"executionSuccessful\":"
			      "%s,\"toolExecutionNotifications\":[%s]}]",
			      log->failed ? "false" : "true",
			      log->notifications.data);
	buffer_format(log->out, ",\"properties\":{\"policies\":[%s]",
		      buffer_string(&log->policies));
	add_shared(log->out, "ops", &log->ops);
	add_shared(log->out, "said", &log->said);
	buffer_add_char(log->out, '}');
	add_shared(log->out, "logicalLocations", &log->names);
	add_shared(log->out, "threadFlowLocations", &log->steps);
	buffer_add_string(log->out, "}]}\n");
	buffer_release(&log->names.values);
	buffer_release(&log->steps.values);
	buffer_release(&log->ops.values);
	buffer_release(&log->said.values);
	buffer_release(&log->policies);
	buffer_release(&log->notifications);
	arena_release(&log->arena);
}

const struct lint_format lint_sarif_format = {.name = "sarif",
					      .start = start_sarif,
					      .view = view_sarif,
					      .failure = failure_sarif,
					      .end = end_sarif};
