/* Findings as a page of HTML. */
#include <stdlib.h>
#include <string.h>

#include "report/report_clean.h"
#include "report/report_frame.h"
#include "report/report_lint_first.h"
#include "report/report_lint_group.h"
#include "report/report_lint_notice.h"
#include "report/report_lint_table.h"
#include "rule/rule.h"
#include "way/way.h"

/*
 * One page that needs nothing else: a table of subjects and ops a policy,
 * then the findings of each subject, in the frame of a template.  It is
 * well-formed XML as well.
 */

/*
 * So many objects of a finding are detailed, unless all are asked for; so many
 * columns of text are left out.
 */
enum { DETAILED_OBJECTS = 16, MARGIN = 4 };

/* A policy's part of the page. */
struct html_part {
	const struct lint_view *view;
	const struct style *style;
	size_t first;	/* number of its first finding on the page */
	size_t *groups; /* by row: the first row of its group */
	bool *columns;	/* by op: some finding is on it */
	bool other;	/* some finding is on no op */
};

static const char *subject_at(const struct lint_view *view, size_t row)
{
	const char *subject = lint_view_row(view, row).finding.subject;
	return !subject			   ? "the policy"
	       : strcmp(subject, "*") == 0 ? "every domain"
					   : subject;
}

/* What the page can leave out. */
static const char *kind_of(const struct finding *finding, enum change change)
{
	if (change == CHANGE_REMOVED)
		return "removed";
	return finding->waiver ? "accepted" : level_name(finding->level);
}

static const char *row_kind(const struct lint_row *row)
{
	return kind_of(&row->finding, row->change);
}

/* --- The table --------------------------------------------------------- */

/* A finding in its row of the table. */
struct html_cell {
	unsigned column; /* op, or NO_INDEX */
	size_t row;
	size_t entry; /* of its group */
};

static int compare_cells(const void *a, const void *b)
{
	const struct html_cell *x = a, *y = b;
	if (x->column != y->column)
		return x->column < y->column ? -1 : 1;
	return x->row < y->row ? -1 : x->row > y->row;
}

static unsigned column_of(const struct html_part *part, size_t row)
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

static void find_columns(struct html_part *part, struct arena *arena)
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

static void add_heads(const struct html_part *part, struct buffer *out)
{
	const struct registry *registry = part->view->lint->registry;
	buffer_add_string(out, "<thead><tr><th>subject</th>");
	for (unsigned i = 0; i < registry->op_count; i++) {
		if (!part->columns[i])
			continue;
		buffer_add_string(out, "<th>");
		add_xml(out, op_macro(&registry->ops[i]));
		buffer_add_string(out, "</th>");
	}
	if (part->other)
		buffer_add_string(out, "<th>no op</th>");
	buffer_add_string(out, "</tr></thead>\n<tbody>\n");
}

/* "2" of XSM002. */
static const char *rule_number(const struct rule *rule)
{
	const char *number = rule->code + strlen("XSM");
	return number + strspn(number, "0");
}

/*
 * The links of one column, which start at the first, in a row of that kind;
 * returns the rest.
 */
static const struct html_cell *add_links(const struct html_part *part,
					 unsigned column, const char *kind,
					 const struct html_cell *first,
					 const struct html_cell *end,
					 struct buffer *out)
{
	for (; first != end && first->column == column; first++) {
		const struct lint_row row =
			lint_view_row(part->view, first->row);
		const char *own = row_kind(&row);
		buffer_format(out, "<a href=\"#g%zu\"",
			      part->first + part->groups[first->row]);
		if (strcmp(own, kind) != 0)
			buffer_format(out, " class=\"%s\"", own);
		buffer_format(out, ">%s</a>", rule_number(row.finding.rule));
	}
	return first;
}

/* So many cells with the same links, as one, which the script parts. */
static void add_cell(size_t count, struct buffer *links, struct buffer *out)
{
	buffer_add_string(out, "<td");
	if (count > 1)
		buffer_format(out, " colspan=\"%zu\"", count);
	if (links->length)
		buffer_format(out, ">%s</td>", buffer_string(links));
	else
		buffer_add_string(out, "/>");
}

/* The cells of all columns, neighbours with the same links together. */
static void add_cells(const struct html_part *part, const char *kind,
		      const struct html_cell *cell, size_t count,
		      struct buffer *out)
{
	const unsigned ops = part->view->lint->registry->op_count;
	const struct html_cell *end = cell + count;
	struct buffer links = BUFFER_INIT, before = BUFFER_INIT;
	size_t same = 0;
	for (unsigned i = 0; i <= ops; i++) {
		if (i < ops ? !part->columns[i] : !part->other)
			continue;
		buffer_clear(&links);
		cell = add_links(part, i < ops ? i : NO_INDEX, kind, cell, end,
				 &links);
		if (same && strcmp(buffer_string(&links),
				   buffer_string(&before)) != 0) {
			add_cell(same, &before, out);
			same = 0;
		}
		if (!same++) {
			const struct buffer swapped = before;
			before = links;
			links = swapped;
		}
	}
	add_cell(same, &before, out);
	buffer_release(&links);
	buffer_release(&before);
}

static void add_row(const struct html_part *part, size_t start, size_t end,
		    struct buffer *out)
{
	struct arena arena = ARENA_INIT;
	struct html_cell *cells =
		arena_alloc(&arena, end - start, sizeof *cells);
	for (size_t i = start; i < end; i++)
		cells[i - start] = (struct html_cell){column_of(part, i), i, 0};
	qsort(cells, end - start, sizeof *cells, compare_cells);
	const struct lint_row row = lint_view_row(part->view, start);
	const char *kind = row_kind(&row);
	buffer_format(out,
		      "<tr id=\"row-s%zu\" class=\"%s\"><th>"
		      "<a href=\"#s%zu\">",
		      part->first + start, kind, part->first + start);
	add_xml(out, subject_at(part->view, start));
	buffer_add_string(out, "</a></th>");
	add_cells(part, kind, cells, end - start, out);
	buffer_add_string(out, "</tr>\n");
	arena_release(&arena);
}

static void add_table(struct html_part *part, struct buffer *out)
{
	const struct lint_view *view = part->view;
	struct arena arena = ARENA_INIT;
	size_t subjects = 0, ops = 0;
	find_columns(part, &arena);
	for (size_t i = 0; i < view->row_count; i = subject_end(view, i))
		subjects++;
	for (size_t i = 0; i < view->lint->registry->op_count; i++)
		ops += part->columns[i];
	buffer_format(out,
		      "<details class=\"matrix\">\n<summary>%s and %s, by "
		      "the numbers of the rules</summary>\n<div><table>\n",
		      count_noun(subjects, "subject", &arena),
		      count_noun(ops, "op", &arena));
	add_heads(part, out);
	for (size_t i = 0, end; i < view->row_count; i = end) {
		end = subject_end(view, i);
		add_row(part, i, end, out);
		buffer_drain(out);
	}
	buffer_add_string(out, "</tbody>\n</table></div>\n</details>\n");
	arena_release(&arena);
}

/* --- The findings ------------------------------------------------------ */

static void add_rules(const struct lint_view *view, struct buffer *out)
{
	struct arena arena = ARENA_INIT;
	const bool *found = lint_view_rules(view, &arena);
	buffer_add_string(out, "<details>\n<summary>What the rules mean"
			       "</summary>\n");
	for (size_t i = 0; i < rule_count(); i++) {
		const struct rule *rule = rule_at(i);
		if (!found[i])
			continue;
		buffer_add_string(out, "<p><b>");
		add_xml_format(out, "%s %s", rule->code, rule->name);
		buffer_add_string(out, "</b>: ");
		add_xml_format(out, "%s. %s To be accepted: %s", rule->title,
			       rule->explanation, rule->accept);
		buffer_add_string(out, "</p>\n");
	}
	buffer_add_string(out, "</details>\n");
	arena_release(&arena);
}

/*
 * The findings of the group in the order of the table's columns: the script
 * takes the links to the group in a row of it in this order, too.
 */
static struct lint_entry *sort_entries(const struct lint_group *group,
				       struct html_part *part,
				       struct arena *arena)
{
	size_t count = group->entries.count;
	struct html_cell *cells = arena_alloc(arena, count, sizeof *cells);
	struct lint_entry *entries = arena_alloc(arena, count, sizeof *entries);
	size_t first = group->entries.items[0].index;
	for (size_t i = 0; i < count; i++) {
		size_t row = group->entries.items[i].index;
		part->groups[row] = first;
		cells[i] = (struct html_cell){column_of(part, row), row, i};
	}
	qsort(cells, count, sizeof *cells, compare_cells);
	for (size_t i = 0; i < count; i++)
		entries[i] = group->entries.items[cells[i].entry];
	return entries;
}

/* Whether both are on one op, of which they say no more than another fix. */
static bool is_twice(const struct lint_entry *a, const struct lint_entry *b)
{
	return a->finding.op && a->finding.op == b->finding.op &&
	       a->finding.fix && b->finding.fix;
}

/* The ops of the findings, or what these say, which the script tells apart. */
static void add_summary(const struct lint_entry *entries, size_t count,
			struct arena *arena, struct buffer *out)
{
	for (size_t i = 0; i < count; i++) {
		const struct finding *finding = &entries[i].finding;
		buffer_add_string(out, i ? " <i>" : "<i>");
		add_xml(out,
			finding->op ? finding->op->name : entries[i].message);
		if ((i && is_twice(&entries[i - 1], &entries[i])) ||
		    (i + 1 < count && is_twice(&entries[i], &entries[i + 1])))
			add_xml_format(out, " %s",
				       ref_text(finding->fix->commit));
		if (entries[i].place)
			add_xml_format(out, " %s", entries[i].place);
		buffer_add_string(out, "</i>");
		if (finding->op &&
		    (i + 1 == count ||
		     !lint_same_standing(&entries[i], &entries[i + 1])))
			add_xml_format(out, " (%s)",
				       lint_standing(&entries[i], arena));
	}
}

/* The findings of a group: what they say each, and what they rest on. */
static void add_group(const struct lint_group *group, struct html_part *part,
		      struct buffer *out)
{
	struct arena arena = ARENA_INIT;
	struct buffer text = BUFFER_INIT;
	const struct lint_entry *entries = sort_entries(group, part, &arena);
	const size_t count = group->entries.count;
	buffer_format(out, "<details id=\"g%zu\"><summary>",
		      part->first + group->entries.items[0].index);
	add_summary(entries, count, &arena, out);
	buffer_add_string(out, "</summary>\n<pre>");
	for (size_t i = 0; i < count; i++)
		if (lint_says_more(&entries[i].finding))
			buffer_format(&text, "%s\n", entries[i].message);
	add_group_body(group, &text);
	add_xml_lines(out, &text, MARGIN, 1);
	buffer_add_string(out, "</pre></details>\n");
	buffer_release(&text);
	arena_release(&arena);
}

/* Whether the two groups stand under one line of their rule. */
static bool same_section(const struct lint_entry *a, const struct lint_entry *b)
{
	return a->finding.rule == b->finding.rule &&
	       a->finding.level == b->finding.level && a->change == b->change &&
	       !a->finding.waiver == !b->finding.waiver;
}

/* The line of a rule, above the groups of its findings. */
static void start_section(const struct lint_entry *entry, struct buffer *out)
{
	const struct finding *finding = &entry->finding;
	const char *change = change_name(entry->change);
	buffer_format(out, "<div class=\"%s\"><p><b>%s%s%s%s</b> %s: ",
		      kind_of(finding, entry->change), change ? change : "",
		      change ? " " : "", finding->waiver ? "accepted " : "",
		      level_name(finding->level), finding->rule->code);
	add_xml(out, finding->rule->title);
	buffer_add_string(out, "</p>\n");
}

/* How many findings of each kind the rows are. */
static void add_counts(const struct lint_view *view, size_t start, size_t end,
		       struct buffer *out)
{
	static const char *const kinds[] = {"error", "warning", "note",
					    "accepted", "removed"};
	struct arena arena = ARENA_INIT;
	const char *before = ": ";
	size_t counts[sizeof kinds / sizeof *kinds] = {0};
	for (size_t i = start; i < end; i++) {
		const struct lint_row row = lint_view_row(view, i);
		size_t kind = 0;
		while (strcmp(row_kind(&row), kinds[kind]) != 0)
			kind++;
		counts[kind]++;
	}
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
		size_t count = counts[i];
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

/* The findings of one subject, from the start, the next ones. */
static void add_subject(struct lint_groups *groups, size_t start, size_t end,
			struct html_part *part, struct buffer *out)
{
	const struct lint_group *group;
	struct lint_entry before = {.index = 0};
	bool any = false;
	const struct lint_view *view = part->view;
	buffer_format(out,
		      "<details class=\"subject\" id=\"s%zu\">\n"
		      "<summary><b>",
		      part->first + start);
	add_xml(out, subject_at(view, start));
	buffer_add_string(out, "</b>");
	add_counts(view, start, end, out);
	buffer_add_string(out, "</summary>\n");
	while ((group = lint_groups_next(groups, end))) {
		const struct lint_entry *first = group->entries.items;
		if (any && !same_section(&before, first))
			buffer_add_string(out, "</div>\n");
		if (!any || !same_section(&before, first))
			start_section(first, out);
		before = *first;
		any = true;
		add_group(group, part, out);
		buffer_drain(out);
	}
	buffer_add_string(out, any ? "</div>\n</details>\n" : "</details>\n");
}

static void add_notices(const struct lint_view *view, struct buffer *out)
{
	struct arena arena = ARENA_INIT;
	const struct diag *notices;
	const size_t count = lint_notices(view, &arena, &notices);
	for (size_t i = 0; i < count; i++) {
		buffer_add_string(out, "<p>");
		add_xml(out, lint_notice_text(&notices[i], &arena));
		buffer_add_string(out, "</p>\n");
	}
	arena_release(&arena);
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
	add_xml(out, host_shown(lint->host, &arena));
	if (lint->release.candidate_count > 1)
		add_xml_format(out, " (fits %s)", lint_fitting(lint, &arena));
	if (view->old) {
		buffer_add_string(out, ", compared with ");
		add_xml(out, view->old->policy->path);
	}
	buffer_add_string(out, "; trusted:");
	for (size_t i = 0; i < lint->trusted_count; i++)
		add_xml_format(out, " %s", lint->trusted[i]);
	buffer_add_string(out, "</p>\n");
	add_notices(view, out);
	buffer_add_string(out, "<p>");
	add_xml(out, lint_summary(view, NULL, &arena));
	buffer_add_string(out, "</p>\n");
	arena_release(&arena);
}

/*
 * The table stands behind the findings, as it links to their groups; what the
 * rules mean is read last, above all on paper.
 */
static void add_part(struct html_part *part, struct buffer *out)
{
	const struct lint_view *view = part->view;
	const struct style plain = {.verbose = part->style->verbose};
	struct lint_groups groups = lint_groups_start(view, LEVEL_NOTE, &plain);
	groups.body.brief = true;
	groups.item.most = plain.verbose ? 0 : DETAILED_OBJECTS;
	struct arena arena = ARENA_INIT;
	part->groups =
		arena_alloc(&arena, view->row_count, sizeof *part->groups);
	add_head(view, out);
	if (view->row_count)
		lint_first_add(view, part->first, out);
	buffer_add_string(out, "<div class=\"part\">\n");
	for (size_t i = 0, end; i < view->row_count; i = end) {
		end = subject_end(view, i);
		add_subject(&groups, i, end, part, out);
	}
	lint_groups_end(&groups);
	if (view->row_count) {
		add_table(part, out);
		add_rules(view, out);
	}
	buffer_add_string(out, "</div>\n");
	arena_release(&arena);
}

/* --- The whole --------------------------------------------------------- */

/* Of the page: the number of the next finding, and what is behind the last. */
struct html_state {
	size_t first;
	const char *end;
};

static void start_html(struct lint_writer *writer)
{
	struct html_state *state =
		arena_alloc(&writer->arena, 1, sizeof *state);
	state->end =
		frame_start("lint.html", "<!-- findings -->\n", writer->out);
	writer->state = state;
}

static void view_html(struct lint_writer *writer, const struct lint_view *view)
{
	struct html_state *state = writer->state;
	struct html_part part = {
		.view = view, .style = &writer->style, .first = state->first};
	add_part(&part, writer->out);
	state->first += view->row_count;
}

static void end_html(struct lint_writer *writer)
{
	const struct html_state *state = writer->state;
	frame_add(state->end, NULL, writer->out);
}

const struct lint_format lint_html_format = {.name = "html",
					     .start = start_html,
					     .view = view_html,
					     .end = end_html};
