#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/embedded.h"
#include "report/report_lint_parts.h"

/*
 * One page that needs nothing else: a table of subjects and ops a policy,
 * then the findings of each subject, in the frame of a template.  It is
 * well-formed XML as well.
 */

/*
 * A table of so many cells is unfolded; so many objects of a finding are
 * detailed, unless all are asked for.
 */
enum { OPEN_CELLS = 20000, DETAILED_OBJECTS = 64 };

/* A policy's part of the page. */
struct part {
	const struct lint_view *view;
	const struct style *style;
	size_t number;
	bool *columns; /* by op: some finding is on it */
	bool other;    /* some finding is on no op */
};

static const char *subject_at(const struct lint_view *view, size_t row)
{
	const char *subject = lint_view_row(view, row).finding.subject;
	return subject ? subject : "the policy";
}

/* What the page can leave out. */
static const char *row_kind(const struct lint_row *row)
{
	if (row->change == CHANGE_REMOVED)
		return "removed";
	return row->finding.waiver ? "accepted"
				   : level_name(row->finding.level);
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

static unsigned column_of(const struct part *part, size_t row)
{
	const struct op *ops = part->view->lint->registry->ops;
	const struct op *op = lint_view_row(part->view, row).finding.op;
	return op ? (unsigned)(op - ops) : NO_INDEX;
}

/* The first row behind those of the subject that the row is of. */
static size_t subject_end(const struct lint_view *view, size_t start)
{
	const char *subject = subject_at(view, start);
	size_t end = start + 1;
	while (end < view->row_count &&
	       strcmp(subject_at(view, end), subject) == 0)
		end++;
	return end;
}

static void find_columns(struct part *part, struct arena *arena)
{
	const struct lint_view *view = part->view;
	part->columns = arena_alloc(arena, view->lint->registry->op_count + 1,
				    sizeof *part->columns);
	for (size_t i = 0; i < view->row_count; i++) {
		unsigned column = column_of(part, i);
		if (column == NO_INDEX)
			part->other = true;
		else
			part->columns[column] = true;
	}
}

static void add_heads(const struct part *part, struct buffer *out)
{
	const struct registry *registry = part->view->lint->registry;
	buffer_add_string(out, "<thead><tr><th>subject</th>");
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
	buffer_add_string(out, "\n<td>");
	for (; first != end && first->column == column; first++) {
		const struct lint_row row =
			lint_view_row(part->view, first->row);
		buffer_format(out, "<a href=\"#p%zu-f%zu\" class=\"%s\">%s</a>",
			      part->number, first->row, row_kind(&row),
			      row.finding.rule->code + strlen("XSM"));
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
		cells[i - start] = (struct cell){column_of(part, i), i};
	qsort(cells, end - start, sizeof *cells, compare_cells);
	buffer_format(out,
		      "<tr id=\"row-p%zu-s%zu\"><th><a href=\"#p%zu-s%zu\">",
		      part->number, start, part->number, start);
	add_xml(out, subject_at(part->view, start));
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

static void add_table(struct part *part, struct buffer *out)
{
	const struct lint_view *view = part->view;
	struct arena arena = ARENA_INIT;
	struct buffer rows = BUFFER_INIT;
	size_t subjects = 0, ops = 0;
	find_columns(part, &arena);
	for (size_t i = 0, end; i < view->row_count; i = end, subjects++) {
		end = subject_end(view, i);
		add_row(part, i, end, &rows);
	}
	for (size_t i = 0; i < view->lint->registry->op_count; i++)
		ops += part->columns[i];
	buffer_format(out,
		      "<details class=\"matrix\"%s>\n<summary>%s and %s, by "
		      "the numbers of the rules</summary>\n<div><table>\n",
		      subjects * ops <= OPEN_CELLS ? " open=\"open\"" : "",
		      count_noun(subjects, "subject", &arena),
		      count_noun(ops, "op", &arena));
	add_heads(part, out);
	buffer_add(out, rows.data, rows.length);
	buffer_add_string(out, "</tbody>\n</table></div>\n</details>\n");
	buffer_release(&rows);
	arena_release(&arena);
}

/* --- The findings ------------------------------------------------------ */

static void add_rules(const struct lint_view *view, struct buffer *out)
{
	buffer_add_string(out, "<details>\n<summary>What the rules mean"
			       "</summary>\n");
	for (size_t i = 0; i < check_rule_count; i++) {
		const struct rule *rule = &check_rules[i];
		size_t row = 0;
		while (row < view->row_count &&
		       lint_view_row(view, row).finding.rule != rule)
			row++;
		if (row == view->row_count)
			continue;
		buffer_add_string(out, "<p><b>");
		add_xml_format(out, "%s %s", rule->code, rule->name);
		buffer_add_string(out, "</b>: ");
		add_xml_format(out, "%s. %s", rule->title, rule->explanation);
		buffer_add_string(out, "</p>\n");
	}
	buffer_add_string(out, "</details>\n");
}

static void add_summary(const struct lint_item *item, struct buffer *out)
{
	const struct finding *finding = item->finding;
	const struct location *place = &item->details.place;
	const char *change = change_name(item->row.change);
	buffer_format(out, "<summary><span class=\"level\">%s</span> %s%s%s%s ",
		      level_name(finding->level), change ? change : "",
		      change ? " " : "", finding->waiver ? "accepted " : "",
		      finding->rule->code);
	if (finding->op)
		add_xml_format(out, "%s (%s, %s): %s", finding->op->name,
			       status_name(finding->status.status),
			       basis_name(finding->status.basis),
			       finding->rule->title);
	else
		add_xml(out, item->details.message);
	if (place->file)
		add_xml_format(out, " %s:%u", place->file, place->line);
	buffer_add_string(out, "</summary>\n");
}

static void add_finding(struct lint_item *item, const struct part *part,
			struct buffer *out)
{
	struct buffer text = BUFFER_INIT;
	buffer_format(out,
		      "<details id=\"p%zu-f%zu\" class=\"finding %s%s\" "
		      "data-kind=\"%s\">",
		      part->number, item->next - 1,
		      level_name(item->finding->level),
		      item->row.change == CHANGE_REMOVED ? " removed" : "",
		      row_kind(&item->row));
	add_summary(item, out);
	add_text_details(item, part->style, &text);
	buffer_add_string(out, "<pre>");
	add_xml_lines(out, &text);
	buffer_add_string(out, "</pre></details>\n");
	buffer_release(&text);
}

/* How many findings of each kind the rows are. */
static void add_counts(const struct lint_view *view, size_t start, size_t end,
		       struct buffer *out)
{
	static const char *const kinds[] = {"error", "warning", "note",
					    "accepted", "removed"};
	struct arena arena = ARENA_INIT;
	const char *before = ": ";
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
		size_t count = 0;
		for (size_t j = start; j < end; j++) {
			const struct lint_row row = lint_view_row(view, j);
			count += strcmp(row_kind(&row), kinds[i]) == 0;
		}
		if (!count)
			continue;
		buffer_format(out, "%s%s", before,
			      i <= LEVEL_ERROR
				      ? count_noun(count, kinds[i], &arena)
				      : arena_format(&arena, "%zu %s", count,
						     kinds[i]));
		before = ", ";
	}
	arena_release(&arena);
}

/* The findings of one subject, the item's next ones. */
static void add_subject(struct lint_item *item, size_t end,
			const struct part *part, struct buffer *out)
{
	const struct lint_view *view = part->view;
	const size_t start = item->next;
	buffer_format(out,
		      "<details class=\"subject\" id=\"p%zu-s%zu\">\n"
		      "<summary><b>",
		      part->number, start);
	add_xml(out, subject_at(view, start));
	buffer_add_string(out, "</b>");
	add_counts(view, start, end, out);
	buffer_add_string(out, "</summary>\n");
	while (item->next < end && lint_item_next(item))
		add_finding(item, part, out);
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
	buffer_add_string(out, "<p>");
	add_xml(out, lint_summary(view, NULL, &arena));
	buffer_add_string(out, "</p>\n");
	arena_release(&arena);
}

static void add_part(struct part *part, struct buffer *out)
{
	const struct lint_view *view = part->view;
	struct lint_item item = lint_item_start(view, LEVEL_NOTE);
	item.most = part->style->verbose ? 0 : DETAILED_OBJECTS;
	add_head(view, out);
	if (view->row_count) {
		add_rules(view, out);
		add_table(part, out);
	}
	while (item.next < view->row_count)
		add_subject(&item, subject_end(view, item.next), part, out);
	lint_item_end(&item);
}

void report_lint_html(const struct lint_report *report,
		      const struct style *style, struct buffer *out)
{
	static const char mark[] = "<!-- findings -->\n";
	const char *page = embedded_find("lint.html", NULL);
	const char *middle = page ? strstr(page, mark) : NULL;
	assert(middle);
	buffer_add(out, page, (size_t)(middle - page));
	for (size_t i = 0; i < report->count; i++) {
		struct part part = {
			.view = &report->views[i], .style = style, .number = i};
		add_part(&part, out);
	}
	buffer_add_string(out, middle + strlen(mark));
}
