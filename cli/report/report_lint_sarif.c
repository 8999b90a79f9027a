#include <stdlib.h>
#include <string.h>

#include "report/report_lint_parts.h"

static json_t *message_json(const char *text)
{
	return json_pack("{s:o}", "text", text_json(text));
}

static json_t *rule_json(const struct rule *rule)
{
	struct buffer help = BUFFER_INIT;
	report_rule_text(rule, &help);
	json_t *object = json_pack(
		"{s:o, s:o, s:o, s:o, s:{s:s}, s:{s:o}}", "id",
		text_json(rule->code), "name", text_json(rule->name),
		"shortDescription", message_json(rule->title),
		"fullDescription", message_json(rule->explanation), "help",
		"text", buffer_string(&help), "defaultConfiguration", "level",
		text_json(level_name(rule->level)));
	buffer_release(&help);
	return object;
}

static json_t *tool_json(void)
{
	json_t *rules = json_array();
	for (size_t i = 0; i < check_rule_count; i++)
		json_array_append_new(rules, rule_json(&check_rules[i]));
	return json_pack("{s:{s:s, s:s, s:o}}", "driver", "name", "xsmc",
			 "version", XSMC_VERSION, "rules", rules);
}

/* A path as a reference: all but what a path segment may have is encoded. */
static json_t *artifact_json(const char *path)
{
	static const char plain[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
				    "abcdefghijklmnopqrstuvwxyz"
				    "0123456789-._~/";
	struct buffer uri = BUFFER_INIT;
	for (; *path; path++) {
		if (strchr(plain, *path))
			buffer_add_char(&uri, *path);
		else
			buffer_format(&uri, "%%%02X", (unsigned char)*path);
	}
	json_t *object = json_pack("{s:s}", "uri", buffer_string(&uri));
	buffer_release(&uri);
	return object;
}

/* A place in a file; line 0: the whole of it. */
static json_t *physical_json(const char *file, unsigned line)
{
	json_t *object =
		json_pack("{s:o}", "artifactLocation", artifact_json(file));
	if (line)
		json_object_set_new(
			object, "region",
			json_pack("{s:I}", "startLine", (json_int_t)line));
	return object;
}

static json_t *logical_json(const char *name, const char *kind)
{
	return json_pack("{s:o, s:s}", "fullyQualifiedName", text_json(name),
			 "kind", kind);
}

/*
 * Where one rule is: in a file, or in a binary by its text.  NULL: where the
 * policy itself is.
 */
static json_t *location_json(const struct lint_item *item,
			     const struct lint_place *place)
{
	bool located = place && place->file;
	json_t *logical = json_array();
	if (item->finding->subject)
		json_array_append_new(
			logical, logical_json(item->finding->subject, "type"));
	if (place && place->text)
		json_array_append_new(logical,
				      logical_json(place->text, "rule"));
	json_t *object = json_pack(
		"{s:o}", "physicalLocation",
		located ? physical_json(place->file, place->line)
			: physical_json(item->row.lint->policy->path, 0));
	if (json_array_size(logical))
		json_object_set(object, "logicalLocations", logical);
	json_decref(logical);
	return object;
}

/* The first rule is where the result is, the others are related. */
static void set_locations(json_t *object, struct lint_item *item)
{
	struct lint_place *places;
	size_t count = lint_item_places(item, &places);
	json_object_set_new(
		object, "locations",
		json_pack("[o]",
			  location_json(item, count ? &places[0] : NULL)));
	json_t *related = json_array();
	for (size_t i = 1; i < count; i++) {
		json_t *location = location_json(item, &places[i]);
		json_object_set_new(location, "id",
				    json_integer((json_int_t)i));
		json_object_set_new(location, "message",
				    message_json(places[i].within
							 ? "the rule within "
							   "the macro"
							 : "a further rule "
							   "behind it"));
		json_array_append_new(related, location);
	}
	if (json_array_size(related))
		json_object_set(object, "relatedLocations", related);
	json_decref(related);
}

/* The way to a trusted type, as the steps of one flow. */
static void set_path(json_t *object, struct lint_item *item)
{
	json_t *steps = json_array();
	for (size_t i = 0; i < item->details.path_count; i++) {
		const struct finding_step *step = &item->details.path[i];
		const char *text =
			arena_format(&item->arena, "%s %s %s", step->from,
				     step->how, step->to);
		json_array_append_new(
			steps,
			json_pack("{s:{s:o, s:[o]}}", "location", "message",
				  message_json(text), "logicalLocations",
				  logical_json(step->to, "type")));
	}
	if (json_array_size(steps))
		json_object_set_new(object, "codeFlows",
				    json_pack("[{s:[{s:O}]}]", "threadFlows",
					      "locations", steps));
	json_decref(steps);
}

static void set_suppression(json_t *object, const struct lint_item *item)
{
	const struct waiver *waiver = item->finding->waiver;
	if (!waiver)
		return;
	json_t *suppression = json_pack(
		"{s:s, s:s, s:o}", "kind",
		waiver_is_inline(item->row.lint->policy, waiver) ? "inSource"
								 : "external",
		"status", "accepted", "justification",
		text_json(waiver->reason));
	if (waiver->place.file)
		json_object_set_new(
			suppression, "location",
			json_pack("{s:o}", "physicalLocation",
				  physical_json(waiver->place.file,
						waiver->place.line)));
	json_object_set_new(object, "suppressions",
			    json_pack("[o]", suppression));
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

/* What SARIF has no word for. */
static json_t *properties_json(const struct lint_item *item)
{
	const struct finding *finding = item->finding;
	const struct op *op = finding->op;
	const struct op_status *status = &finding->status;
	return json_pack(
		"{s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o}", "subject",
		text_json(finding->subject), "hypercall",
		text_json(lint_item_hypercall(item)), "op",
		text_json(op ? op->name : NULL), "status",
		text_json(op ? status_name(status->status) : NULL), "basis",
		text_json(op ? basis_name(status->basis) : NULL), "objects",
		names_json(item->row.objects, item->row.object_count),
		"condition", text_json(finding->condition), "role",
		text_json(finding->role));
}

static json_t *result_json(struct lint_item *item)
{
	const struct finding *finding = item->finding;
	const char *state = baseline_state(item);
	json_t *object =
		json_pack("{s:o, s:I, s:o, s:o}", "ruleId",
			  text_json(finding->rule->code), "ruleIndex",
			  (json_int_t)(finding->rule - check_rules), "level",
			  text_json(level_name(finding->level)), "message",
			  message_json(item->details.message));
	set_locations(object, item);
	set_path(object, item);
	const char *fingerprint =
		lint_fingerprint(item->row.lint, finding, &item->arena);
	json_object_set_new(
		object, "partialFingerprints",
		json_pack("{s:o}", "xsmcFinding/v1", text_json(fingerprint)));
	set_suppression(object, item);
	if (state)
		json_object_set_new(object, "baselineState",
				    json_string(state));
	json_object_set_new(object, "properties", properties_json(item));
	return object;
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

/* One run on all policies; its results are written one by one. */
void report_lint_sarif(const struct lint_report *report,
		       const struct style *style, struct buffer *out)
{
	enum { OF_RUN = 2, OF_RESULT = 4 };
	bool any = false;
	json_t *policies = json_array();
	(void)style;
	for (size_t i = 0; i < report->count; i++)
		json_array_append_new(policies,
				      policy_json(report->views[i].lint));
	buffer_add_string(
		out, "{\n \"$schema\": \"https://docs.oasis-open.org/sarif/"
		     "sarif/v2.1.0/errata01/os/schemas/"
		     "sarif-schema-2.1.0.json\",\n \"version\": \"2.1.0\",\n"
		     " \"runs\": [\n  ");
	add_json_open(json_pack("{s:o, s:{s:o}}", "tool", tool_json(),
				"properties", "policies", policies),
		      OF_RUN, out);
	buffer_add_string(out, "\"results\": [");
	for (size_t i = 0; i < report->count; i++) {
		struct lint_item item =
			lint_item_start(&report->views[i], LEVEL_NOTE);
		while (lint_item_next(&item)) {
			buffer_add_string(out, any ? ",\n    " : "\n    ");
			any = true;
			add_json(result_json(&item), OF_RESULT, out);
		}
	}
	buffer_add_string(out,
			  any ? "\n   ]\n  }\n ]\n}\n" : "]\n  }\n ]\n}\n");
}
