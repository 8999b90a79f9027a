/* What the page of findings says first. */
#include "report/report_lint_first.h"

#include <string.h>

#include "lint/lint.h"
#include "report/report_clean.h"
#include "report/report_lint_item.h"
#include "report/report_rules.h"

/* So many subjects are listed, and so many ops and objects of each. */
enum { SUBJECTS = 100, OPS = 8, OBJECTS = 6 };

/* The findings of one subject. */
struct first_rows {
	const struct lint_view *view;
	size_t start, end;
	const char *name; /* NULL: of no subject */
};

static bool same_subject(const char *a, const char *b)
{
	return a == b || (a && b && strcmp(a, b) == 0);
}

/* The next subject's findings; false: there are no more. */
static bool next_subject(struct first_rows *rows)
{
	rows->start = rows->end;
	if (rows->start == rows->view->row_count)
		return false;
	rows->name = lint_view_row(rows->view, rows->start).finding.subject;
	do
		rows->end++;
	while (rows->end < rows->view->row_count &&
	       same_subject(
		       rows->name,
		       lint_view_row(rows->view, rows->end).finding.subject));
	return true;
}

/* Whether it stands, and is no mere note. */
static bool stands(const struct lint_row *row)
{
	return !row->finding.waiver && row->finding.level > LEVEL_NOTE &&
	       row->change != CHANGE_REMOVED;
}

static bool is_strong(const struct lint_row *row)
{
	return stands(row) && report_rule_controls(row->finding.rule);
}

/* An op that is covered, but for what it lacks. */
static bool is_covered(const struct lint_row *row)
{
	return stands(row) && row->finding.op && !row->finding.fix &&
	       row->finding.status.status == STATUS_COVERED;
}

static void start_line(const struct first_rows *rows, size_t first,
		       struct buffer *out)
{
	buffer_format(out, "<li><a href=\"#s%zu\">", first + rows->start);
	add_xml(out, !rows->name		    ? "the policy"
		     : strcmp(rows->name, "*") == 0 ? "every domain"
						    : rows->name);
	buffer_add_string(out, "</a>");
}

/* --- As strong as dom0
 * -------------------------------------------------------- */

static void add_message(const struct lint_view *view, size_t row,
			struct buffer *out)
{
	struct lint_item item = lint_item_start(view, LEVEL_NOTE);
	item.most = 1;
	item.next = row;
	if (!lint_item_next(&item))
		return;
	add_xml_format(out, ": %s", lint_item_message(&item));
	lint_item_end(&item);
}

/* The subject's line: its first finding of that kind, and how many more. */
static void add_strong(const struct first_rows *rows, size_t first,
		       struct buffer *out)
{
	size_t count = 0;
	for (size_t i = rows->start; i < rows->end; i++) {
		const struct lint_row row = lint_view_row(rows->view, i);
		if (!is_strong(&row) || count++)
			continue;
		start_line(rows, first, out);
		add_message(rows->view, i, out);
	}
	if (count > 1)
		buffer_format(out, " and %zu more", count - 1);
	buffer_add_string(out, count ? "</li>\n" : "");
}

/* --- Covered ops
 * ---------------------------------------------------------------- */

/* Adds up to so many names that differ, and counts all. */
struct first_names {
	const char *names[OPS];
	size_t count;
};

static void take_name(struct first_names *names, const char *name)
{
	for (size_t i = 0; i < names->count && i < OPS; i++)
		if (strcmp(names->names[i], name) == 0)
			return;
	if (names->count < OPS)
		names->names[names->count] = name;
	names->count++;
}

static void add_names(const struct first_names *names, size_t most,
		      struct buffer *out)
{
	for (size_t i = 0; i < names->count && i < most; i++)
		add_xml_format(out, "%s%s", i ? ", " : " ", names->names[i]);
	if (names->count > most)
		buffer_add_string(out, " and more");
}

static void add_covered(const struct first_rows *rows, size_t first,
			struct buffer *out)
{
	struct arena arena = ARENA_INIT;
	struct first_names ops = {.count = 0}, objects = {.count = 0};
	for (size_t i = rows->start; i < rows->end; i++) {
		struct lint_row row = lint_view_row(rows->view, i);
		const char *const *list;
		if (!is_covered(&row))
			continue;
		take_name(&ops, op_macro(row.finding.op));
		if (objects.count > OBJECTS)
			continue;
		const size_t count = lint_row_objects(&row, &arena, &list);
		for (size_t j = 0; j < count && objects.count <= OBJECTS; j++)
			take_name(&objects, list[j]);
	}
	if (ops.count) {
		start_line(rows, first, out);
		buffer_add_char(out, ':');
		add_names(&ops, OPS, out);
		buffer_add_string(out, objects.count ? "; on" : "");
		add_names(&objects, OBJECTS, out);
		buffer_add_string(out, "</li>\n");
	}
	arena_release(&arena);
}

/* --- The whole
 * -------------------------------------------------------------------- */

/* How many subjects have a finding of that kind. */
static size_t count_subjects(const struct lint_view *view,
			     bool (*is)(const struct lint_row *row))
{
	struct first_rows rows = {.view = view};
	size_t count = 0;
	while (next_subject(&rows))
		for (size_t i = rows.start; i < rows.end; i++) {
			const struct lint_row row = lint_view_row(view, i);
			if (!is(&row))
				continue;
			count++;
			break;
		}
	return count;
}

static void add_list(const struct lint_view *view, size_t first,
		     const char *title, bool (*is)(const struct lint_row *row),
		     void (*add)(const struct first_rows *rows, size_t first,
				 struct buffer *out),
		     struct buffer *out)
{
	struct first_rows rows = {.view = view};
	const size_t count = count_subjects(view, is);
	if (!count)
		return;
	buffer_format(out, "<h3>%s: %zu</h3>\n<ul>\n", title, count);
	for (size_t shown = 0; shown < SUBJECTS && next_subject(&rows);) {
		const size_t before = out->length;
		add(&rows, first, out);
		shown += out->length != before;
	}
	if (count > SUBJECTS)
		buffer_format(out, "<li>and %zu more</li>\n", count - SUBJECTS);
	buffer_add_string(out, "</ul>\n");
}

void lint_first_add(const struct lint_view *view, size_t first,
		    struct buffer *out)
{
	const bool bad = count_subjects(view, is_strong) ||
			 count_subjects(view, is_covered);
	if (!bad) {
		buffer_add_string(out,
				  "<p class=\"first\">Nobody is as strong as "
				  "what is trusted, or has a covered op, but "
				  "for what is accepted or expected.</p>\n");
		return;
	}
	buffer_add_string(out, "<div class=\"first bad\">\n");
	add_list(view, first, "As strong as dom0, and how", is_strong,
		 add_strong, out);
	add_list(view, first, "Covered ops, and on whom", is_covered,
		 add_covered, out);
	buffer_add_string(
		out,
		"<p><b>What to do:</b> an op ends with any one of the rules "
		"that let it pass, which stand below it: take one away, or do "
		"without the op. What is meant is accepted in a site file, "
		"with "
		"a reason and an end; when that is right is said of each "
		"rule.</p>\n</div>\n");
}
