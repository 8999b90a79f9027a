/* Baselines, as they are written and read. */
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/text.h"
#include "finding/finding.h"
#include "lint/lint.h"
#include "report/report_baseline.h"
#include "report/report_json.h"

USES_MESSAGE(BASELINE_DAMAGED);

static const char schema[] = "xsmc-baseline/2";

/* A finding in words, but for its objects: "XSM001 tool_t TOY_pause". */
static const char *describe(const struct finding *finding, struct arena *arena)
{
	return arena_format(arena, "%s %s%s%s%s%s%s%s", finding->rule->code,
			    finding->subject ? finding->subject : "the policy",
			    finding->op ? " " : "",
			    finding->op ? finding->op->name : "",
			    finding->fix ? " lacks " : "",
			    finding->fix ? ref_text(finding->fix->commit) : "",
			    finding->condition ? " while " : "",
			    finding->condition ? finding->condition : "");
}

const char *baseline_words(const struct baseline_entry *entry,
			   struct arena *arena)
{
	const char *words = entry->what;
	for (size_t i = 0; i < entry->object_count; i++)
		words = arena_format(arena, "%s%s%s", words, i ? " " : " on ",
				     entry->objects[i]);
	return words;
}

const char *lint_row_words(const struct lint_row *row, struct arena *arena)
{
	struct baseline_entry entry = {.what = describe(&row->finding, arena)};
	entry.object_count = lint_row_objects(row, arena, &entry.objects);
	return baseline_words(&entry, arena);
}

static int compare_entries(const void *a, const void *b)
{
	const struct baseline_entry *x = a, *y = b;
	int order = strcmp(x->fingerprint, y->fingerprint);
	if (!order)
		order = (int)y->level - (int)x->level;
	for (size_t i = 0; !order && i < x->object_count; i++)
		order = i < y->object_count
				? strcmp(x->objects[i], y->objects[i])
				: 1;
	return order ? order : -(x->object_count < y->object_count);
}

struct entries {
	list_of(struct baseline_entry) list;
};

static void add_entries(const struct lint *lint, struct arena *arena,
			struct entries *entries)
{
	const bool exact = lint->exact_conditions;
	for (size_t i = 0; i < lint->finding_count; i++) {
		const struct finding finding = lint_finding(lint, i);
		if (finding.waiver)
			continue;
		const char **objects;
		size_t count = lint_objects(lint, &finding, arena, &objects);
		*list_push(&entries->list, arena) = (struct baseline_entry){
			lint_common_fingerprint(lint, &finding, arena),
			finding.level,
			describe(&finding, arena),
			objects,
			count,
			exact ? finding.condition : NULL};
	}
}

/* In order, and what several releases have alike once. */
static void sort_entries(struct entries *entries)
{
	struct baseline_entry *items = entries->list.items;
	size_t kept = 0;
	if (!entries->list.count)
		return;
	qsort(items, entries->list.count, sizeof *items, compare_entries);
	for (size_t i = 1; i < entries->list.count; i++)
		if (compare_entries(&items[kept], &items[i]) != 0)
			items[++kept] = items[i];
	entries->list.count = kept + 1;
}

/* The releases of the lints, as a part of JSON. */
static void write_releases(const struct lint *const *lints, size_t count,
			   struct buffer *out)
{
	for (size_t i = 0; i < count; i++) {
		const struct release *releases = lints[i]->registry->releases;
		buffer_format(out, i ? ", \"%s\"" : "\"%s\"",
			      releases[lints[i]->release.used].name);
	}
}

void report_baseline(const struct lint *const *lints, size_t count,
		     struct buffer *out)
{
	struct arena arena = ARENA_INIT;
	struct entries all = {LIST_INIT};
	for (size_t i = 0; i < count; i++)
		add_entries(lints[i], &arena, &all);
	sort_entries(&all);
	buffer_format(out, "{\n \"schema\": \"%s\",\n \"release\": ", schema);
	write_releases(lints, 1, out);
	if (count > 1) {
		buffer_add_string(out, ",\n \"others\": [");
		write_releases(lints + 1, count - 1, out);
		buffer_add_string(out, "]");
	}
	buffer_add_string(out, ",\n \"findings\": [");
	for (size_t i = 0; i < all.list.count; i++) {
		const struct baseline_entry *entry = &all.list.items[i];
		buffer_add_string(out, i ? ",\n  " : "\n  ");
		add_json(json_pack(
				 "{s:o, s:o, s:o, s:o*, s:o}", "fingerprint",
				 text_json(entry->fingerprint), "level",
				 text_json(level_name(entry->level)), "finding",
				 text_json(entry->what), "condition",
				 entry->condition ? text_json(entry->condition)
						  : NULL,
				 "objects",
				 names_json(entry->objects,
					    entry->object_count)),
			 2, out);
	}
	buffer_add_string(out, all.list.count ? "\n ]\n}\n" : "]\n}\n");
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

/* The names of the list, sorted; false: it is none. */
static bool read_names(const json_t *list, struct arena *arena,
		       struct baseline_entry *entry)
{
	size_t count = json_array_size(list);
	const char **names = arena_alloc(arena, count + 1, sizeof *names);
	for (size_t i = 0; i < count; i++) {
		const char *name = json_string_value(json_array_get(list, i));
		if (!name)
			return false;
		names[i] = arena_string(arena, name);
	}
	qsort(names, count, sizeof *names, text_compare_items);
	entry->objects = names;
	entry->object_count = count;
	return json_is_array(list);
}

/* The entry as the file has it; false: it has none there. */
static bool read_entry(const json_t *value, struct arena *arena,
		       struct baseline_entry *entry)
{
	const char *fingerprint =
		json_string_value(json_object_get(value, "fingerprint"));
	const char *what = json_string_value(json_object_get(value, "finding"));
	const char *level = json_string_value(json_object_get(value, "level"));
	const json_t *condition = json_object_get(value, "condition");
	if (!fingerprint || !read_level(level, &entry->level) ||
	    (condition && !json_is_string(condition)) ||
	    !read_names(json_object_get(value, "objects"), arena, entry))
		return false;
	entry->fingerprint = arena_string(arena, fingerprint);
	entry->what = arena_string(arena, what ? what : fingerprint);
	entry->condition = arena_string(arena, json_string_value(condition));
	return true;
}

/* False with a message: it is none that this program reads. */
static bool check_schema(const json_t *root, struct location at,
			 struct diags *diags)
{
	const char *name = json_string_value(json_object_get(root, "schema"));
	const bool older = name && strcmp(name, "xsmc-baseline/1") == 0;
	if (name && strcmp(name, schema) == 0 &&
	    json_is_string(json_object_get(root, "release")) &&
	    json_is_array(json_object_get(root, "findings")))
		return true;
	if (older)
		diags_add(diags, MESSAGE_BASELINE_DAMAGED, at,
			  "it has the form %s, which does not say which "
			  "objects are known: write it anew, with "
			  "--write-baseline, from the policy it was made of",
			  name);
	else
		diags_add(diags, MESSAGE_BASELINE_DAMAGED, at,
			  "it is no object with \"schema\": \"%s\", a "
			  "\"release\" and a list of findings",
			  schema);
	return false;
}

/* The release in use, and the others that the policy was judged for. */
static bool read_releases(const json_t *root, struct location at,
			  struct arena *arena, struct diags *diags,
			  struct baseline *baseline)
{
	const json_t *others = json_object_get(root, "others");
	const size_t count = json_array_size(others);
	const char **names = arena_alloc(arena, count + 1, sizeof *names);
	bool good = !others || json_is_array(others);
	names[0] = arena_string(
		arena, json_string_value(json_object_get(root, "release")));
	for (size_t i = 0; i < count; i++) {
		const char *name = json_string_value(json_array_get(others, i));
		good &= name != NULL;
		names[i + 1] = name ? arena_string(arena, name) : "";
	}
	baseline->releases = names;
	baseline->release_count = count + 1;
	if (!good)
		diags_add(diags, MESSAGE_BASELINE_DAMAGED, at,
			  "\"others\" is no list of releases");
	return good;
}

static const struct baseline *read_entries(const json_t *root, const char *path,
					   struct arena *arena,
					   struct diags *diags)
{
	struct location at = location_file(path);
	const json_t *list = json_object_get(root, "findings");
	if (!check_schema(root, at, diags))
		return NULL;
	struct baseline *baseline = arena_alloc(arena, 1, sizeof *baseline);
	size_t count = json_array_size(list);
	struct baseline_entry *entries =
		arena_alloc(arena, count + 1, sizeof *entries);
	for (size_t i = 0; i < count; i++)
		if (!read_entry(json_array_get(list, i), arena, &entries[i])) {
			diags_add(diags, MESSAGE_BASELINE_DAMAGED, at,
				  "finding %zu of the list has no fingerprint, "
				  "level or objects",
				  i + 1);
			return NULL;
		}
	qsort(entries, count, sizeof *entries, compare_entries);
	baseline->path = arena_string(arena, path);
	baseline->entries = entries;
	baseline->count = count;
	return read_releases(root, at, arena, diags, baseline) ? baseline
							       : NULL;
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
