#include <stdlib.h>
#include <string.h>

#include "report/report_lint_parts.h"

json_t *text_json(const char *text)
{
	if (!text)
		return json_null();
	struct arena arena = ARENA_INIT;
	json_t *string = json_string(clean_text(text, &arena));
	arena_release(&arena);
	return string;
}

json_t *names_json(const char *const *names, size_t count)
{
	json_t *array = json_array();
	for (size_t i = 0; i < count; i++)
		json_array_append_new(array, text_json(names[i]));
	return array;
}

/* Adds the text, its lines behind the first one moved in. */
static void add_moved(const char *text, size_t length, size_t columns,
		      struct buffer *out)
{
	const char *end = text + length;
	while (text < end) {
		const char *line = memchr(text, '\n', (size_t)(end - text));
		const char *next = line ? line + 1 : end;
		buffer_add(out, text, (size_t)(next - text));
		if (line)
			buffer_add_repeated(out, ' ', columns);
		text = next;
	}
}

static void add_dump(json_t *value, size_t columns, size_t cut,
		     struct buffer *out)
{
	char *text = json_dumps(value, JSON_INDENT(1));
	add_moved(text, strlen(text) - cut, columns, out);
	free(text);
	json_decref(value);
}

void add_json(json_t *value, size_t columns, struct buffer *out)
{
	add_dump(value, columns, 0, out);
}

void add_json_open(json_t *object, size_t columns, struct buffer *out)
{
	static const char end[] = "\n}";
	add_dump(object, columns, sizeof end - 1, out);
	buffer_add_string(out, ",\n");
	buffer_add_repeated(out, ' ', columns + 1);
}

/* A rule of a binary has no file; its text stands in its place. */
static json_t *location_json(const struct policy_location *place)
{
	json_t *object =
		json_pack("{s:o, s:o}", "file", text_json(place->file), "line",
			  place->file ? json_integer((json_int_t)place->line)
				      : json_null());
	if (place->text)
		json_object_set_new(object, "rule", text_json(place->text));
	if (place->macro.file)
		json_object_set_new(object, "macro",
				    json_pack("{s:o, s:I}", "file",
					      text_json(place->macro.file),
					      "line",
					      (json_int_t)place->macro.line));
	return object;
}

static json_t *access_json(const struct finding_access *row)
{
	json_t *locations = json_array();
	for (size_t i = 0; i < row->location_count; i++)
		json_array_append_new(locations,
				      location_json(&row->locations[i]));
	return json_pack("{s:o, s:o, s:o, s:o, s:o}", "source",
			 text_json(row->source), "target",
			 text_json(row->target), "class",
			 text_json(row->object_class), "permission",
			 text_json(row->permission), "locations", locations);
}

static json_t *step_json(const struct finding_step *step)
{
	return json_pack("{s:o, s:o, s:o, s:o}", "from", text_json(step->from),
			 "to", text_json(step->to), "how", text_json(step->how),
			 "op", text_json(step->op ? step->op->name : NULL));
}

static json_t *waiver_json(const struct waiver *waiver)
{
	if (!waiver)
		return json_null();
	return json_pack("{s:o, s:o, s:o, s:o, s:o}", "reason",
			 text_json(waiver->reason), "until",
			 text_json(waiver->until), "by", text_json(waiver->by),
			 "file", text_json(waiver->place.file), "line",
			 waiver->place.line ? json_integer(waiver->place.line)
					    : json_null());
}

static json_t *accesses_json(const struct finding_details *details)
{
	json_t *accesses = json_array();
	for (size_t i = 0; i < details->access_count; i++)
		json_array_append_new(accesses,
				      access_json(&details->accesses[i]));
	return accesses;
}

static json_t *path_json(const struct finding_details *details)
{
	json_t *path = json_array();
	for (size_t i = 0; i < details->path_count; i++)
		json_array_append_new(path, step_json(&details->path[i]));
	return path;
}

/* The op and what the release says of it, null where it is about none. */
static void set_op(json_t *object, const struct lint_item *item)
{
	const struct finding *finding = item->finding;
	const struct op *op = finding->op;
	const struct op_status *status = &finding->status;
	json_object_set_new(object, "hypercall",
			    text_json(lint_item_hypercall(item)));
	json_object_set_new(object, "op", text_json(op ? op->name : NULL));
	json_object_set_new(object, "status",
			    text_json(op ? status_name(status->status) : NULL));
	json_object_set_new(object, "basis",
			    text_json(op ? basis_name(status->basis) : NULL));
}

/* Where the waiver is that the finding is about, or null. */
static json_t *place_json(const struct location *place)
{
	if (!place->file)
		return json_null();
	return json_pack("{s:o, s:I}", "file", text_json(place->file), "line",
			 (json_int_t)place->line);
}

static json_t *finding_json(struct lint_item *item)
{
	const struct finding *finding = item->finding;
	json_t *object = json_pack("{s:o, s:o, s:o}", "rule",
				   text_json(finding->rule->code), "level",
				   text_json(level_name(finding->level)),
				   "subject", text_json(finding->subject));
	json_t *state = finding->condition
				? json_boolean(finding->default_state)
				: json_null();
	set_op(object, item);
	json_t *rest = json_pack(
		"{s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o}",
		"objects",
		names_json(item->row.objects, item->row.object_count),
		"accesses", accesses_json(&item->details), "condition",
		text_json(finding->condition), "default_state", state, "role",
		text_json(finding->role), "waiver",
		waiver_json(finding->waiver), "message",
		text_json(item->details.message), "path",
		path_json(&item->details), "place",
		place_json(&item->details.place), "change",
		text_json(change_name(item->row.change)), "fingerprint",
		text_json(lint_fingerprint(item->row.lint, finding,
					   &item->arena)));
	json_object_update(object, rest);
	json_decref(rest);
	return object;
}

static json_t *release_json(const struct lint *lint)
{
	const struct release *releases = lint->registry->releases;
	const struct release_choice *choice = &lint->release;
	json_t *candidates = json_array();
	for (size_t i = 0; i < choice->candidate_count; i++)
		json_array_append_new(
			candidates,
			text_json(releases[choice->candidates[i]].name));
	return json_pack("{s:o, s:o, s:o}", "used",
			 text_json(releases[choice->used].name), "candidates",
			 candidates, "how", text_json(choice->how));
}

/* What is said of the policy beside its findings. */
static json_t *head_json(const struct lint *lint)
{
	return json_pack("{s:o, s:o, s:o, s:o}", "path",
			 text_json(lint->policy->path), "kind",
			 text_json(policy_kind_name(lint->policy->kind)),
			 "release", release_json(lint), "trusted",
			 names_json(lint->trusted, lint->trusted_count));
}

static json_t *words_json(const struct baseline_entry *entry)
{
	struct arena arena = ARENA_INIT;
	json_t *words = text_json(baseline_words(entry, &arena));
	arena_release(&arena);
	return words;
}

static void add_moved_json(json_t *list, const char *change, json_t *words)
{
	json_array_append_new(list, json_pack("{s:s, s:o}", "change", change,
					      "finding", words));
}

/* What the release opens and closes, while the rules are the same. */
static json_t *moved_json(const struct lint_view *view)
{
	struct arena arena = ARENA_INIT;
	json_t *list = json_array();
	for (size_t i = 0; i < view->moved_count; i++) {
		const struct lint_row *row = &view->moved[i];
		add_moved_json(
			list, row->change == CHANGE_ADDED ? "opened" : "closed",
			text_json(lint_row_words(row, &arena)));
	}
	for (size_t i = 0; i < view->closed_count; i++)
		add_moved_json(list, "closed", words_json(&view->closed[i]));
	arena_release(&arena);
	return list;
}

static json_t *baseline_json(const struct lint_view *view)
{
	json_t *gone = json_array();
	for (size_t i = 0; i < view->gone_count; i++)
		json_array_append_new(
			gone, json_pack("{s:o, s:o}", "fingerprint",
					text_json(view->gone[i].fingerprint),
					"finding", words_json(&view->gone[i])));
	return json_pack("{s:o, s:I, s:o}", "path",
			 text_json(view->baseline->path), "known",
			 (json_int_t)view->known, "gone", gone);
}

static void add_view(const struct lint_view *view, struct buffer *out)
{
	enum { OF_POLICY = 2, OF_FINDING = 4 };
	struct lint_item item = lint_item_start(view, LEVEL_NOTE);
	bool any = false;
	json_t *head = head_json(view->lint);
	if (view->old)
		json_object_set_new(head, "compared", head_json(view->old));
	if (view->baseline)
		json_object_set_new(head, "baseline", baseline_json(view));
	if (lint_moved_count(view))
		json_object_set_new(head, "moved", moved_json(view));
	add_json_open(head, OF_POLICY, out);
	buffer_add_string(out, "\"findings\": [");
	while (lint_item_next(&item)) {
		buffer_add_string(out, any ? ",\n    " : "\n    ");
		any = true;
		add_json(finding_json(&item), OF_FINDING, out);
	}
	buffer_add_string(out, any ? "\n   ]\n  }" : "]\n  }");
}

static json_t *summary_json(const struct lint_report *report)
{
	struct lint_totals all = {{0}, 0, 0};
	size_t known = 0;
	for (size_t i = 0; i < report->count; i++) {
		struct lint_totals totals = lint_view_totals(&report->views[i]);
		for (unsigned level = 0; level <= LEVEL_ERROR; level++)
			all.levels[level] += totals.levels[level];
		all.suppressed += totals.suppressed;
		all.removed += totals.removed;
		known += report->views[i].known;
	}
	return json_pack("{s:I, s:I, s:I, s:I, s:I, s:I, s:I}", "policies",
			 (json_int_t)report->count, "errors",
			 (json_int_t)all.levels[LEVEL_ERROR], "warnings",
			 (json_int_t)all.levels[LEVEL_WARNING], "notes",
			 (json_int_t)all.levels[LEVEL_NOTE], "suppressed",
			 (json_int_t)all.suppressed, "known", (json_int_t)known,
			 "removed", (json_int_t)all.removed);
}

/* Finding by finding: a tree of all would cost many times the text. */
void report_lint_json(const struct lint_report *report,
		      const struct style *style, struct buffer *out)
{
	(void)style;
	buffer_add_string(out,
			  "{\n \"schema\": \"xsmc-lint/1\",\n \"policies\": [");
	for (size_t i = 0; i < report->count; i++) {
		buffer_add_string(out, i ? ",\n  " : "\n  ");
		add_view(&report->views[i], out);
	}
	buffer_add_string(out, "\n ],\n \"summary\": ");
	add_json(summary_json(report), 1, out);
	buffer_add_string(out, "\n}\n");
}
