/* Public fixes as a page that needs no other file. */
#include <string.h>

#include "report/report_clean.h"
#include "report/report_fix.h"
#include "report/report_fix_html.h"
#include "report/report_frame.h"

static void add_cell(struct buffer *out, const char *text)
{
	buffer_add_string(out, "<td>");
	add_xml(out, text ? text : "");
	buffer_add_string(out, "</td>");
}

/* The ops, and whether the release may only lack it. */
static void add_ops(const struct fix_report *row, struct buffer *out)
{
	buffer_add_string(out, "<td><ul>");
	for (size_t i = 0; i < row->op_count; i++) {
		buffer_add_string(out, "<li>");
		add_xml(out, row->ops[i]->name);
		buffer_add_string(out, "</li>");
	}
	buffer_add_string(out, "</ul></td>");
}

static void add_row(const struct fix_list *list, const struct fix_report *row,
		    struct arena *arena, struct buffer *out)
{
	const struct fix *fix = row->fix;
	const bool known = list->release != NO_INDEX;
	const char *marks = report_fix_marks(fix, arena);
	buffer_format(out, "<tr id=\"f%s\"%s%s%s><td><code>%s</code></td>",
		      ref_text(fix->commit), known ? " class=\"" : "",
		      known ? report_fix_state(row->state) : "",
		      known ? "\"" : "", ref_text(fix->commit));
	add_cell(out, ref_text(fix->date));
	add_cell(out, arena_format(arena, "%s%s", ref_text(fix->kind), marks));
	add_cell(out, ref_text(fix->subject));
	add_ops(row, out);
	add_cell(out, ref_text(fix->since));
	add_cell(out, *ref_text(fix->fixed) ? ref_text(fix->fixed)
					    : "in no release");
	if (known)
		add_cell(out, registry_fix_way_shown(list->registry, fix,
						     list->release, arena));
	buffer_add_string(out, "</tr>\n");
}

static void add_table(const struct fix_list *list, struct arena *arena,
		      struct buffer *out)
{
	static const char *const heads[] = {
		"commit", "date",	"kind",	 "change",
		"ops",	  "flaw since", "fixed", "where it is"};
	const size_t count =
		sizeof heads / sizeof *heads - (list->release == NO_INDEX);
	buffer_add_string(out, "<table>\n<thead><tr>");
	for (size_t i = 0; i < count; i++)
		buffer_format(out, "<th>%s</th>", heads[i]);
	buffer_add_string(out, "</tr></thead>\n<tbody>\n");
	for (size_t i = 0; i < list->count; i++)
		add_row(list, &list->rows[i], arena, out);
	buffer_add_string(out, "</tbody>\n</table>\n");
}

void report_fix_page(const struct fix_list *list, struct buffer *out)
{
	struct arena arena = ARENA_INIT;
	struct buffer summary = BUFFER_INIT;
	const char *rest = frame_start("fixes.html", "<!-- fixes -->\n", out);
	report_fix_summary(list, &arena, &summary);
	buffer_add_string(out, "<p>");
	add_xml_lines(out, &summary, 0, 1);
	buffer_add_string(out, "</p>\n");
	if (list->count)
		add_table(list, &arena, out);
	frame_add(rest, NULL, out);
	buffer_release(&summary);
	arena_release(&arena);
}
