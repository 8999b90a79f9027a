#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "report/report_lint_parts.h"

static const char schema[] = "xsmc-baseline/1";

/* A finding in words: "XSM001 tool_t TOY_pause on blue_t while open". */
static const char *describe(const struct lint *lint,
			    const struct finding *finding, struct arena *arena)
{
	struct buffer text = BUFFER_INIT;
	const char **objects;
	size_t count = lint_objects(lint, finding, arena, &objects);
	buffer_format(&text, "%s %s%s%s", finding->rule->code,
		      finding->subject ? finding->subject : "the policy",
		      finding->op ? " " : "",
		      finding->op ? finding->op->name : "");
	for (size_t i = 0; i < count; i++)
		buffer_format(&text, "%s%s", i ? " " : " on ", objects[i]);
	if (finding->condition)
		buffer_format(&text, " while %s", finding->condition);
	const char *copy = arena_string(arena, buffer_string(&text));
	buffer_release(&text);
	return copy;
}

static int compare_entries(const void *a, const void *b)
{
	const struct baseline_entry *x = a, *y = b;
	int order = strcmp(x->fingerprint, y->fingerprint);
	return order ? order : strcmp(x->what, y->what);
}

void report_baseline(const struct lint *lint, struct buffer *out)
{
	struct arena arena = ARENA_INIT;
	list_of(struct baseline_entry) entries = LIST_INIT;
	for (size_t i = 0; i < lint->finding_count; i++) {
		const struct finding finding = lint_finding(lint, i);
		if (finding.waiver)
			continue;
		*list_push(&entries, &arena) = (struct baseline_entry){
			lint_fingerprint(lint, &finding, &arena), finding.level,
			describe(lint, &finding, &arena)};
	}
	if (entries.count)
		qsort(entries.items, entries.count, sizeof *entries.items,
		      compare_entries);
	buffer_format(out, "{\n \"schema\": \"%s\",\n \"findings\": [", schema);
	for (size_t i = 0; i < entries.count; i++) {
		const struct baseline_entry *entry = &entries.items[i];
		buffer_add_string(out, i ? ",\n  " : "\n  ");
		add_json(json_pack("{s:o, s:o, s:o}", "fingerprint",
				   text_json(entry->fingerprint), "level",
				   text_json(level_name(entry->level)),
				   "finding", text_json(entry->what)),
			 2, out);
	}
	buffer_add_string(out, entries.count ? "\n ]\n}\n" : "]\n}\n");
	arena_release(&arena);
}

/* The level of that name; false: there is none. */
static bool read_level(const char *name, enum level *level)
{
	for (unsigned i = LEVEL_NOTE; name && i <= LEVEL_ERROR; i++)
		if (strcmp(level_name((enum level)i), name) == 0) {
			*level = (enum level)i;
			return true;
		}
	return false;
}

/* The entry as the file has it; false: it has none there. */
static bool read_entry(const json_t *value, struct arena *arena,
		       struct baseline_entry *entry)
{
	const char *fingerprint =
		json_string_value(json_object_get(value, "fingerprint"));
	const char *what = json_string_value(json_object_get(value, "finding"));
	const char *level = json_string_value(json_object_get(value, "level"));
	if (!fingerprint || !read_level(level, &entry->level))
		return false;
	entry->fingerprint = arena_string(arena, fingerprint);
	entry->what = arena_string(arena, what ? what : fingerprint);
	return true;
}

static const struct baseline *read_entries(const json_t *root, const char *path,
					   struct arena *arena,
					   struct diags *diags)
{
	struct location at = location_file(path);
	const char *name = json_string_value(json_object_get(root, "schema"));
	const json_t *list = json_object_get(root, "findings");
	if (!name || strcmp(name, schema) != 0 || !json_is_array(list)) {
		diags_add(diags, MESSAGE_BASELINE_DAMAGED, at,
			  "it is no object with \"schema\": \"%s\" and a list "
			  "of findings",
			  schema);
		return NULL;
	}
	struct baseline *baseline = arena_alloc(arena, 1, sizeof *baseline);
	size_t count = json_array_size(list);
	struct baseline_entry *entries =
		arena_alloc(arena, count + 1, sizeof *entries);
	for (size_t i = 0; i < count; i++)
		if (!read_entry(json_array_get(list, i), arena, &entries[i])) {
			diags_add(diags, MESSAGE_BASELINE_DAMAGED, at,
				  "finding %zu of the list has no fingerprint "
				  "or level",
				  i + 1);
			return NULL;
		}
	qsort(entries, count, sizeof *entries, compare_entries);
	*baseline =
		(struct baseline){arena_string(arena, path), entries, count};
	return baseline;
}

const struct baseline *report_read_baseline(const char *path,
					    struct arena *arena,
					    struct diags *diags)
{
	enum { LIMIT = 256 << 20 };
	struct buffer text = BUFFER_INIT;
	const struct baseline *baseline = NULL;
	const char *shown = file_shown(path);
	json_error_t error;
	if (file_read(path, LIMIT, diags, &text)) {
		json_t *root = json_loadb(buffer_string(&text), text.length,
					  JSON_REJECT_DUPLICATES, &error);
		if (root)
			baseline = read_entries(root, shown, arena, diags);
		else
			diags_add(diags, MESSAGE_BASELINE_DAMAGED,
				  (struct location){
					  shown,
					  error.line > 0 ? (unsigned)error.line
							 : 0,
					  0},
				  "%s", error.text);
		json_decref(root);
	}
	buffer_release(&text);
	return baseline;
}
