/* Findings as SARIF 2.1.0, one object without white space. */
#include <stdlib.h>
#include <string.h>

#include "base/map.h"
#include "report/report_lint_parts.h"

/*
 * What results have in common stands behind them, once: types, rules of
 * binaries, ops, and the steps of long paths.  Steps of short ones are written
 * out where they are, as not every reader follows an index.
 */
enum { WRITTEN_STEPS = 8 };

/* Values, each once and as JSON, by which results refer to them. */
struct shared {
	struct map indices; /* by value: an index and one, as a pointer */
	struct buffer values;
	size_t count;
};

struct log {
	struct buffer *out;
	struct shared names, steps, ops;
	struct arena arena;
};

/* A string of JSON, clean. */
static void add_string(struct buffer *out, const char *text)
{
	struct arena arena = ARENA_INIT;
	buffer_add_char(out, '"');
	for (const char *at = clean_text(text, &arena); *at; at++) {
		if (*at == '"' || *at == '\\')
			buffer_add_char(out, '\\');
		buffer_add_char(out, *at);
	}
	buffer_add_char(out, '"');
	arena_release(&arena);
}

/* A member of an object, with what comes before it; text NULL: none. */
static void add_member(struct buffer *out, const char *before, const char *name,
		       const char *text)
{
	if (!text)
		return;
	buffer_format(out, "%s\"%s\":", before, name);
	add_string(out, text);
}

/* The value's index among those shared. */
static size_t share(struct shared *shared, const char *value,
		    struct arena *arena)
{
	char *known = map_get(&shared->indices, value);
	if (known)
		return (size_t)strtoul(known, NULL, 10);
	buffer_format(&shared->values, "%s%s", shared->count ? "," : "", value);
	map_set(&shared->indices, arena_string(arena, value),
		arena_format(arena, "%zu", shared->count), arena);
	return shared->count++;
}

static void add_shared(struct buffer *out, const char *name,
		       const struct shared *shared)
{
	if (shared->count)
		buffer_format(out, ",\"%s\":[%s]", name,
			      buffer_string(&shared->values));
}

static json_t *message_json(const char *text)
{
	return json_pack("{s:o}", "text", text_json(text));
}

/* A rule that has findings comes with its manual. */
static json_t *rule_json(const struct rule *rule, bool found)
{
	struct buffer help = BUFFER_INIT;
	json_t *object = json_pack(
		"{s:o, s:o, s:o, s:o, s:{s:o}}", "id", text_json(rule->code),
		"name", text_json(rule->name), "shortDescription",
		message_json(rule->title), "fullDescription",
		message_json(rule->explanation), "defaultConfiguration",
		"level", text_json(level_name(rule->level)));
	report_rule_text(rule, &help);
	if (found)
		json_object_set_new(
			object, "help",
			json_pack("{s:s}", "text", buffer_string(&help)));
	buffer_release(&help);
	return object;
}

static bool is_found(const struct lint_report *report, size_t rule)
{
	struct arena arena = ARENA_INIT;
	bool found = false;
	for (size_t i = 0; i < report->count && !found; i++)
		found = lint_view_rules(&report->views[i], &arena)[rule];
	arena_release(&arena);
	return found;
}

static json_t *tool_json(const struct lint_report *report)
{
	json_t *rules = json_array();
	for (size_t i = 0; i < check_rule_count; i++)
		json_array_append_new(
			rules, rule_json(&check_rules[i], is_found(report, i)));
	return json_pack("{s:{s:s, s:s, s:o}}", "driver", "name", "xsmc",
			 "version", XSMC_VERSION, "rules", rules);
}

/* A path as a reference: all but what a path segment may have is encoded. */
static void add_artifact(struct buffer *out, const char *path)
{
	static const char plain[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
				    "abcdefghijklmnopqrstuvwxyz"
				    "0123456789-._~/";
	buffer_add_string(out, "{\"uri\":\"");
	for (; *path; path++) {
		if (strchr(plain, *path))
			buffer_add_char(out, *path);
		else
			buffer_format(out, "%%%02X", (unsigned char)*path);
	}
	buffer_add_string(out, "\"}");
}

/* A place in a file; line 0: the whole of it. */
static void add_physical(struct buffer *out, const char *file, unsigned line)
{
	buffer_add_string(out, "\"physicalLocation\":{\"artifactLocation\":");
	add_artifact(out, file);
	if (line)
		buffer_format(out, ",\"region\":{\"startLine\":%u}", line);
	buffer_add_char(out, '}');
}

static void add_logical(struct buffer *out, const char *name, const char *kind)
{
	add_member(out, "{", "fullyQualifiedName", name);
	buffer_format(out, ",\"kind\":\"%s\"}", kind);
}

/* The index of the name among the logical locations of the run. */
static size_t share_name(struct log *log, const char *name, const char *kind)
{
	struct buffer value = BUFFER_INIT;
	add_logical(&value, name, kind);
	size_t index = share(&log->names, buffer_string(&value), &log->arena);
	buffer_release(&value);
	return index;
}

/* A type, or a rule of a binary, which has no place but its text. */
static void add_name(struct log *log, const char *name, const char *kind)
{
	buffer_format(log->out, "{\"index\":%zu}", share_name(log, name, kind));
}

/*
 * Where the first rule is: in a file, or in a binary by its text.  NULL: where
 * the policy itself is.
 */
static void add_first(struct log *log, const struct lint_item *item,
		      const struct lint_place *place)
{
	const char *subject = item->finding->subject;
	bool rule = place && place->text;
	buffer_add_char(log->out, '{');
	if (place && place->file)
		add_physical(log->out, place->file, place->line);
	else
		add_physical(log->out, item->row.lint->policy->path, 0);
	if (subject || rule)
		buffer_add_string(log->out, ",\"logicalLocations\":[");
	if (subject)
		add_name(log, subject, "type");
	if (subject && rule)
		buffer_add_char(log->out, ',');
	if (rule)
		add_name(log, place->text, "rule");
	buffer_add_string(log->out, subject || rule ? "]}" : "}");
}

/* A further rule. */
static void add_related(struct log *log, const struct lint_place *place)
{
	buffer_add_char(log->out, '{');
	if (place->file) {
		add_physical(log->out, place->file, place->line);
	} else {
		buffer_add_string(log->out, "\"logicalLocations\":[");
		add_name(log, place->text, "rule");
		buffer_add_char(log->out, ']');
	}
	if (place->within)
		buffer_add_string(log->out, ",\"message\":{\"text\":\"the rule "
					    "within the macro\"}");
	buffer_add_char(log->out, '}');
}

/* The first rule is where the result is, the others are related. */
static void add_locations(struct log *log, struct lint_item *item)
{
	struct lint_place *places;
	size_t count = lint_item_places(item, &places);
	buffer_add_string(log->out, ",\"locations\":[");
	add_first(log, item, count ? &places[0] : NULL);
	buffer_add_char(log->out, ']');
	for (size_t i = 1; i < count; i++) {
		buffer_add_string(log->out,
				  i > 1 ? "," : ",\"relatedLocations\":[");
		add_related(log, &places[i]);
	}
	if (count > 1)
		buffer_add_char(log->out, ']');
}

static void write_step(const struct finding_step *step, struct arena *arena,
		       struct buffer *out)
{
	add_member(out, "{\"location\":{\"message\":{", "text",
		   arena_format(arena, "%s %s %s", step->from, step->how,
				step->to));
	buffer_add_string(out, "},\"logicalLocations\":[");
	add_logical(out, step->to, "type");
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
			buffer_format(log->out, "{\"index\":%zu}",
				      share(&log->steps, buffer_string(&value),
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
	add_member(log->out, ",", "justification", waiver->reason);
	if (waiver->place.file) {
		buffer_add_string(log->out, ",\"location\":{");
		add_physical(log->out, waiver->place.file, waiver->place.line);
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

/* What the release says of the op, once for all results. */
static void share_op(struct log *log, const struct lint_item *item)
{
	const struct finding *finding = item->finding;
	const struct op_status *status = &finding->status;
	struct buffer value = BUFFER_INIT;
	add_member(&value, "{", "op", finding->op->name);
	add_member(&value, ",", "hypercall", lint_item_hypercall(item));
	add_member(&value, ",", "status", status_name(status->status));
	add_member(&value, ",", "basis", basis_name(status->basis));
	buffer_add_char(&value, '}');
	share(&log->ops, buffer_string(&value), &log->arena);
	buffer_release(&value);
}

/* What SARIF has no word for. */
static void add_properties(struct log *log, const struct lint_item *item)
{
	const struct finding *finding = item->finding;
	buffer_add_string(log->out, ",\"properties\":{\"objects\":[");
	for (size_t i = 0; i < item->row.object_count; i++) {
		buffer_add_string(log->out, i ? "," : "");
		add_string(log->out, item->row.objects[i]);
	}
	buffer_add_char(log->out, ']');
	if (finding->op) {
		add_member(log->out, ",", "op", finding->op->name);
		share_op(log, item);
	}
	add_member(log->out, ",", "condition", finding->condition);
	add_member(log->out, ",", "role", finding->role);
	buffer_add_char(log->out, '}');
}

static void add_result(struct log *log, struct lint_item *item)
{
	const struct finding *finding = item->finding;
	buffer_format(log->out, "{\"ruleId\":\"%s\"", finding->rule->code);
	add_member(log->out, ",", "level", level_name(finding->level));
	buffer_add_string(log->out, ",\"message\":{");
	add_member(log->out, "", "text", item->details.message);
	buffer_add_char(log->out, '}');
	add_locations(log, item);
	add_path(log, item);
	add_member(log->out, ",\"partialFingerprints\":{", "xsmcFinding/v1",
		   lint_fingerprint(item->row.lint, finding, &item->arena));
	buffer_add_char(log->out, '}');
	add_suppression(log, item);
	add_member(log->out, ",", "baselineState", baseline_state(item));
	add_properties(log, item);
	buffer_add_char(log->out, '}');
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

static void add_value(json_t *value, struct buffer *out)
{
	char *text = json_dumps(value, JSON_COMPACT);
	buffer_add_string(out, text);
	free(text);
	json_decref(value);
}

static void add_results(const struct lint_report *report, struct log *log)
{
	bool any = false;
	buffer_add_string(log->out, ",\"results\":[");
	for (size_t i = 0; i < report->count; i++) {
		struct lint_item item =
			lint_item_start(&report->views[i], LEVEL_NOTE);
		while (lint_item_next(&item)) {
			buffer_add_string(log->out, any ? "," : "");
			any = true;
			add_result(log, &item);
		}
	}
	buffer_add_char(log->out, ']');
}

/* One run on all policies; its results are written one by one. */
/* Policies of which nothing can be said: the run did not succeed. */
static json_t *invocations_json(const struct lint_report *report)
{
	json_t *notifications = json_array();
	for (size_t i = 0; i < report->failure_count; i++) {
		const struct lint_failure *failure = &report->failures[i];
		const struct message *message = message_get(failure->error.id);
		struct buffer text = BUFFER_INIT;
		buffer_format(&text, "%s: %s: %s", failure->path,
			      message->title, failure->error.detail);
		json_array_append_new(
			notifications,
			json_pack("{s:s, s:{s:s}, s:o}", "level", "error",
				  "descriptor", "id", message->name, "message",
				  message_json(buffer_string(&text))));
		buffer_release(&text);
	}
	return json_pack("[{s:b, s:o}]", "executionSuccessful", 0,
			 "toolExecutionNotifications", notifications);
}

void report_lint_sarif(const struct lint_report *report,
		       const struct style *style, struct buffer *out)
{
	struct log log = {.out = out};
	json_t *policies = json_array();
	(void)style;
	for (size_t i = 0; i < report->count; i++)
		json_array_append_new(policies,
				      policy_json(report->views[i].lint));
	buffer_add_string(out,
			  "{\"$schema\":\"https://docs.oasis-open.org/sarif/"
			  "sarif/v2.1.0/errata01/os/schemas/"
			  "sarif-schema-2.1.0.json\",\"version\":\"2.1.0\","
			  "\"runs\":[{\"tool\":");
	add_value(tool_json(report), out);
	if (report->failure_count) {
		buffer_add_string(out, ",\"invocations\":");
		add_value(invocations_json(report), out);
	}
	add_results(report, &log);
	buffer_add_string(out, ",\"properties\":{\"policies\":");
	add_value(policies, out);
	add_shared(out, "ops", &log.ops);
	buffer_add_char(out, '}');
	add_shared(out, "logicalLocations", &log.names);
	add_shared(out, "threadFlowLocations", &log.steps);
	buffer_add_string(out, "}]}\n");
	buffer_release(&log.names.values);
	buffer_release(&log.steps.values);
	buffer_release(&log.ops.values);
	arena_release(&log.arena);
}
