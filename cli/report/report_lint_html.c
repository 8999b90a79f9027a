#include <stdlib.h>
#include <string.h>

#include "report/report_lint_parts.h"

/*
 * One page that needs nothing else: a table of subjects and ops a policy,
 * then the findings of each subject.  It is well-formed XML as well, so the
 * script has no "<" and no "&".
 */

static const char page_start[] =
	"<!DOCTYPE html>\n"
	"<html xmlns=\"http://www.w3.org/1999/xhtml\" lang=\"en\">\n<head>\n"
	"<meta charset=\"utf-8\"/>\n"
	"<meta http-equiv=\"Content-Security-Policy\" content=\"default-src "
	"'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'\"/>\n"
	"<meta name=\"viewport\" content=\"width=device-width\"/>\n"
	"<title>xsmc lint</title>\n<style>\n"
	"body { font: 15px/1.4 sans-serif; margin: 2em; color: #222; }\n"
	"h2 { border-top: 2px solid #222; padding-top: 0.5em; }\n"
	"table { border-collapse: collapse; margin: 1em 0; }\n"
	"th, td { border: 1px solid #bbb; padding: 0.2em 0.4em; }\n"
	"thead th { vertical-align: bottom; font-weight: normal; }\n"
	"thead span { writing-mode: vertical-rl; font-size: 12px; }\n"
	"tbody th { text-align: left; position: sticky; left: 0; "
	"background: #fff; }\n"
	"td { text-align: center; }\n"
	"td.error { background: #f6b5b0; }\n"
	"td.warning { background: #fbe3a4; }\n"
	"td.note { background: #d8e7f5; }\n"
	"td.accepted, td.removed { background: #e4e4e4; }\n"
	".level { display: inline-block; min-width: 4.5em; font-weight: bold; "
	"}\n"
	".error .level { color: #a4120a; }\n"
	".warning .level { color: #8a5b00; }\n"
	".note .level { color: #1c5689; }\n"
	"details { margin: 0.2em 0 0.2em 1em; }\n"
	"details > * { margin: 0.3em 0 0.3em 2em; }\n"
	"details > summary { margin-left: 0; }\n"
	".removed summary { text-decoration: line-through; }\n"
	"code { white-space: pre-wrap; }\n"
	"</style>\n</head>\n<body>\n<h1>What policies delegate</h1>\n"
	"<p id=\"filter\" hidden=\"hidden\"><label>Show findings with "
	"<input type=\"search\"/></label></p>\n";

static const char page_end[] =
	"<script>\n"
	"var line = document.getElementById(\"filter\");\n"
	"var box = line.querySelector(\"input\");\n"
	"function has(element, word) {\n"
	"  return element.textContent.toLowerCase().indexOf(word) !== -1;\n"
	"}\n"
	"function update() {\n"
	"  var word = box.value.toLowerCase();\n"
	"  document.querySelectorAll(\"section.subject\").forEach("
	"function (part) {\n"
	"    var all = has(part.querySelector(\"h3\"), word), any = all;\n"
	"    part.querySelectorAll(\"details\").forEach(function (item) {\n"
	"      item.hidden = !(all || has(item, word));\n"
	"      any = any || !item.hidden;\n"
	"    });\n"
	"    part.hidden = !any;\n"
	"    document.getElementById(\"row-\" + part.id).hidden = !any;\n"
	"  });\n"
	"}\n"
	"function show() {\n"
	"  var item = document.getElementById(location.hash.slice(1));\n"
	"  if (item) { item.open = true; }\n"
	"}\n"
	"line.hidden = false;\n"
	"box.addEventListener(\"input\", update);\n"
	"window.addEventListener(\"hashchange\", show);\n"
	"show();\n"
	"</script>\n</body>\n</html>\n";

/* A policy's part of the page. */
struct part {
	const struct lint_view *view;
	size_t number;
	bool *columns; /* by op: some finding is on it */
	bool other;    /* some finding is on no op */
};

static const char *subject_shown(const struct finding *finding)
{
	return finding->subject ? finding->subject : "the policy";
}

static const char *row_class(const struct lint_row *row)
{
	if (row->change == CHANGE_REMOVED)
		return "removed";
	return row->finding->waiver ? "accepted"
				    : level_name(row->finding->level);
}

/* --- The table --------------------------------------------------------- */

/* A finding in its row of the table. */
struct cell {
	unsigned column; /* op, or NO_INDEX */
	size_t row;
};

static int compare_cells(const void *a, const void *b)
{
	const struct cell *x = a, *y = b;
	if (x->column != y->column)
		return x->column < y->column ? -1 : 1;
	return x->row < y->row ? -1 : x->row > y->row;
}

static unsigned column_of(const struct part *part,
			  const struct finding *finding)
{
	const struct op *ops = part->view->lint->registry->ops;
	return finding->op ? (unsigned)(finding->op - ops) : NO_INDEX;
}

/* The first row behind those of the subject that the row is of. */
static size_t subject_end(const struct lint_view *view, size_t start)
{
	const char *subject = subject_shown(lint_view_row(view, start).finding);
	size_t end = start + 1;
	while (end < view->row_count &&
	       strcmp(subject_shown(lint_view_row(view, end).finding),
		      subject) == 0)
		end++;
	return end;
}

static void find_columns(struct part *part, struct arena *arena)
{
	const struct lint_view *view = part->view;
	part->columns = arena_alloc(arena, view->lint->registry->op_count + 1,
				    sizeof *part->columns);
	for (size_t i = 0; i < view->row_count; i++) {
		unsigned column =
			column_of(part, lint_view_row(view, i).finding);
		if (column == NO_INDEX)
			part->other = true;
		else
			part->columns[column] = true;
	}
}

static void add_heads(const struct part *part, struct buffer *out)
{
	const struct registry *registry = part->view->lint->registry;
	buffer_add_string(out, "<table>\n<thead><tr><th>subject</th>");
	for (unsigned i = 0; i < registry->op_count; i++) {
		if (!part->columns[i])
			continue;
		buffer_add_string(out, "\n<th><span>");
		add_xml(out, op_macro(&registry->ops[i]));
		buffer_add_string(out, "</span></th>");
	}
	if (part->other)
		buffer_add_string(out, "\n<th>no op</th>");
	buffer_add_string(out, "</tr></thead>\n<tbody>\n");
}

/* The cells of one column, which start at the first; returns the rest. */
static const struct cell *add_cell(const struct part *part, unsigned column,
				   const struct cell *first,
				   const struct cell *end, struct buffer *out)
{
	if (first == end || first->column != column) {
		buffer_add_string(out, "<td/>");
		return first;
	}
	for (bool any = false; first != end && first->column == column;
	     first++, any = true) {
		const struct lint_row row =
			lint_view_row(part->view, first->row);
		if (!any)
			buffer_format(out, "\n<td class=\"%s\">",
				      row_class(&row));
		buffer_format(out, "%s<a href=\"#p%zu-f%zu\">%s</a>",
			      any ? " " : "", part->number, first->row,
			      row.finding->rule->code);
	}
	buffer_add_string(out, "</td>");
	return first;
}

static void add_row(const struct part *part, size_t start, size_t end,
		    struct buffer *out)
{
	const struct registry *registry = part->view->lint->registry;
	struct arena arena = ARENA_INIT;
	struct cell *cells = arena_alloc(&arena, end - start, sizeof *cells);
	for (size_t i = start; i < end; i++)
		cells[i - start] = (struct cell){
			column_of(part, lint_view_row(part->view, i).finding),
			i};
	qsort(cells, end - start, sizeof *cells, compare_cells);
	buffer_format(out,
		      "<tr id=\"row-p%zu-s%zu\"><th><a href=\"#p%zu-s%zu\">",
		      part->number, start, part->number, start);
	add_xml(out, subject_shown(lint_view_row(part->view, start).finding));
	buffer_add_string(out, "</a></th>");
	const struct cell *cell = cells, *last = cells + (end - start);
	for (unsigned i = 0; i < registry->op_count; i++)
		if (part->columns[i])
			cell = add_cell(part, i, cell, last, out);
	if (part->other)
		add_cell(part, NO_INDEX, cell, last, out);
	buffer_add_string(out, "</tr>\n");
	arena_release(&arena);
}

/* --- The findings ------------------------------------------------------ */

static void add_line(struct buffer *out, const char *before, const char *text)
{
	buffer_format(out, "<p>%s", before);
	add_xml(out, text);
	buffer_add_string(out, "</p>\n");
}

static void add_objects(const struct lint_row *row, struct buffer *out)
{
	if (!row->object_count)
		return;
	buffer_add_string(out, "<p>on");
	for (size_t i = 0; i < row->object_count; i++) {
		buffer_add_char(out, i && i % 10 == 0 ? '\n' : ' ');
		add_xml(out, row->objects[i]);
	}
	buffer_add_string(out, "</p>\n");
}

static void add_path(const struct finding_details *details, struct buffer *out)
{
	if (!details->path_count)
		return;
	buffer_add_string(out, "<ol>\n");
	for (size_t i = 0; i < details->path_count; i++) {
		const struct finding_step *step = &details->path[i];
		buffer_add_string(out, "<li>");
		add_xml_format(out, "%s %s %s%s%s%s", step->from, step->how,
			       step->to, step->op ? " (" : "",
			       step->op ? step->op->name : "",
			       step->op ? ")" : "");
		buffer_add_string(out, "</li>\n");
	}
	buffer_add_string(out, "</ol>\n");
}

static void add_places(const struct finding_access *row, struct buffer *out)
{
	for (size_t i = 0; i < row->location_count; i++) {
		const struct policy_location *place = &row->locations[i];
		if (place->file)
			add_xml_format(out, "%s%s:%u", i ? ", " : " ",
				       place->file, place->line);
		if (place->macro.file)
			add_xml_format(out, " (%s:%u)", place->macro.file,
				       place->macro.line);
		if (place->text && !place->file)
			add_xml_format(out, "%s%s", i ? ", " : " by ",
				       place->text);
	}
}

static void add_accesses(const struct finding_details *details,
			 struct buffer *out)
{
	if (!details->access_count)
		return;
	buffer_add_string(out, "<ul>\n");
	for (size_t i = 0; i < details->access_count; i++) {
		const struct finding_access *row = &details->accesses[i];
		buffer_add_string(out, "<li><code>");
		add_xml_format(out, "allow %s %s:%s %s;", row->source,
			       row->target, row->object_class, row->permission);
		buffer_add_string(out, "</code>");
		add_places(row, out);
		buffer_add_string(out, "</li>\n");
	}
	buffer_add_string(out, "</ul>\n");
}

static void add_summary(const struct lint_item *item, struct buffer *out)
{
	const struct finding *finding = item->finding;
	const char *change = change_name(item->row.change);
	buffer_format(
		out, "<summary><span class=\"level\">%s</span> %s%s%s%s%s",
		level_name(finding->level), finding->waiver ? "accepted " : "",
		change ? change : "", change ? " " : "", finding->rule->code,
		finding->op ? " " : "");
	if (finding->op)
		add_xml_format(out, "%s (%s, %s)", finding->op->name,
			       status_name(finding->status.status),
			       basis_name(finding->status.basis));
	buffer_add_string(out, ": ");
	add_xml(out, finding->rule->title);
	buffer_add_string(out, "</summary>\n");
}

static void add_finding(struct lint_item *item, size_t number,
			struct buffer *out)
{
	const struct finding *finding = item->finding;
	buffer_format(out, "<details id=\"p%zu-f%zu\" class=\"%s %s\">", number,
		      item->next - 1, level_name(finding->level),
		      row_class(&item->row));
	add_summary(item, out);
	add_line(out, "", item->details.message);
	if (item->details.place.file)
		add_line(out, "",
			 arena_format(&item->arena, "%s:%u",
				      item->details.place.file,
				      item->details.place.line));
	add_objects(&item->row, out);
	if (finding->condition)
		add_line(out,
			 finding->default_state ? "by default, as "
						: "not by default, but while ",
			 finding->condition);
	if (finding->role)
		add_line(out, "role ", finding->role);
	if (finding->waiver) {
		const char *terms = waiver_terms(finding->waiver, &item->arena);
		add_line(out, "accepted ",
			 arena_format(&item->arena, "%s%s%s", terms,
				      *terms ? ": " : "",
				      finding->waiver->reason));
	}
	add_path(&item->details, out);
	add_accesses(&item->details, out);
	buffer_add_string(out, "</details>\n");
}

static void add_head(const struct lint_view *view, struct buffer *out)
{
	struct arena arena = ARENA_INIT;
	const struct lint *lint = view->lint;
	buffer_add_string(out, "<h2>");
	add_xml(out, lint->policy->path);
	buffer_format(out, "</h2>\n<p>policy version %u for Xen ",
		      lint->policy->version);
	add_xml(out, lint->registry->releases[lint->release.used].name);
	if (view->old) {
		buffer_add_string(out, ", compared with ");
		add_xml(out, view->old->policy->path);
	}
	buffer_add_string(out, "; trusted:");
	for (size_t i = 0; i < lint->trusted_count; i++)
		add_xml_format(out, " %s", lint->trusted[i]);
	buffer_add_string(out, "</p>\n");
	add_line(out, "", lint_summary(view, false, &arena));
	arena_release(&arena);
}

static void add_part(struct part *part, struct buffer *out)
{
	const struct lint_view *view = part->view;
	struct arena arena = ARENA_INIT;
	add_head(view, out);
	if (view->row_count) {
		find_columns(part, &arena);
		add_heads(part, out);
		for (size_t i = 0, end; i < view->row_count; i = end) {
			end = subject_end(view, i);
			add_row(part, i, end, out);
		}
		buffer_add_string(out, "</tbody>\n</table>\n");
	}
	struct lint_item item = lint_item_start(view, LEVEL_NOTE);
	for (size_t i = 0, end; i < view->row_count; i = end) {
		end = subject_end(view, i);
		buffer_format(out,
			      "<section class=\"subject\" id=\"p%zu-s%zu\">\n"
			      "<h3>",
			      part->number, i);
		add_xml(out, subject_shown(lint_view_row(view, i).finding));
		buffer_add_string(out, "</h3>\n");
		while (item.next < end && lint_item_next(&item))
			add_finding(&item, part->number, out);
		buffer_add_string(out, "</section>\n");
	}
	lint_item_end(&item);
	arena_release(&arena);
}

void report_lint_html(const struct lint_report *report,
		      const struct style *style, struct buffer *out)
{
	(void)style;
	buffer_add_string(out, page_start);
	for (size_t i = 0; i < report->count; i++) {
		struct part part = {&report->views[i], i, NULL, false};
		add_part(&part, out);
	}
	buffer_add_string(out, page_end);
}
