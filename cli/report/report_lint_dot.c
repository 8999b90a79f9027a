/* Findings as a graph for Graphviz. */
#include <stdlib.h>
#include <string.h>

#include "base/map.h"
#include "report/report_clean.h"
#include "report/report_lint_item.h"
#include "report/report_lint_notice.h"
#include "report/report_lint_table.h"

/*
 * The graph of who can do what to whom, for graphviz: an edge from a subject
 * to an object, with the ops on it, and a broken one a step of an indirect
 * way.
 */

/* So many ops stand on an edge, unless all are asked for. */
enum { SHOWN_OPS = 4 };

/* What a subject can do to an object. */
struct edge {
	const char *object;
	const char *label; /* of one op, or of no op the rule's name */
	enum level level;
	enum change change;
	bool accepted;
};

/* The text as it stands between quotes. */
static void add_escaped(struct buffer *out, const char *text)
{
	struct arena arena = ARENA_INIT;
	for (const char *at = clean_text(text, &arena); *at; at++) {
		if (strchr("\"\\", *at))
			buffer_add_char(out, '\\');
		buffer_add_char(out, *at);
	}
	arena_release(&arena);
}

static void add_quoted(struct buffer *out, const char *text)
{
	buffer_add_char(out, '"');
	add_escaped(out, text);
	buffer_add_char(out, '"');
}

static int compare_ends(const struct edge *a, const struct edge *b)
{
	int order = strcmp(a->object, b->object);
	if (!order)
		order = (int)a->change - (int)b->change;
	return order ? order : (int)a->accepted - (int)b->accepted;
}

/* The worst of one label first. */
static int compare_labels(const void *a, const void *b)
{
	const struct edge *x = a, *y = b;
	int order = compare_ends(x, y);
	if (!order)
		order = strcmp(x->label, y->label);
	return order ? order : (int)y->level - (int)x->level;
}

static int compare_edges(const void *a, const void *b)
{
	const struct edge *x = a, *y = b;
	int order = compare_ends(x, y);
	if (!order)
		order = (int)y->level - (int)x->level;
	return order ? order : strcmp(x->label, y->label);
}

/* Sorted by colour, and each label between two ends once. */
static size_t sort_edges(struct edge *edges, size_t count)
{
	size_t kept = 0;
	if (!count)
		return 0;
	qsort(edges, count, sizeof *edges, compare_labels);
	for (size_t i = 0; i < count; i++)
		if (!kept || compare_ends(&edges[i], &edges[kept - 1]) != 0 ||
		    strcmp(edges[i].label, edges[kept - 1].label) != 0)
			edges[kept++] = edges[i];
	qsort(edges, kept, sizeof *edges, compare_edges);
	return kept;
}

static const char *edge_color(const struct edge *edge)
{
	static const char *const colors[] = {
		[LEVEL_NOTE] = "steelblue",
		[LEVEL_WARNING] = "darkorange",
		[LEVEL_ERROR] = "red",
	};
	return edge->accepted || edge->change == CHANGE_REMOVED
		       ? "gray"
		       : colors[edge->level];
}

static bool same_edge(const struct edge *a, const struct edge *b)
{
	return compare_ends(a, b) == 0 && a->level == b->level;
}

/* One edge of the graph: all that have object and color in common. */
static void add_edge(const char *subject, const struct edge *edges,
		     size_t count, const struct style *style,
		     struct buffer *out)
{
	const char *change = change_name(edges->change);
	size_t shown =
		style->verbose || count <= SHOWN_OPS + 1 ? count : SHOWN_OPS;
	buffer_add_string(out, "  ");
	add_quoted(out, subject);
	buffer_add_string(out, " -> ");
	add_quoted(out, edges->object);
	buffer_format(out, " [label=\"%s%s", change ? change : "",
		      change ? ": " : "");
	for (size_t i = 0; i < shown; i++) {
		buffer_add_string(out, i ? "\\n" : "");
		add_escaped(out, edges[i].label);
	}
	if (shown < count)
		buffer_format(out, "\\nand %zu more", count - shown);
	buffer_format(out, "\", color=%s];\n", edge_color(edges));
}

/* The edges of the rows of one subject. */
static void add_subject(const struct lint_view *view, size_t start, size_t end,
			const struct style *style, struct buffer *out)
{
	struct arena arena = ARENA_INIT;
	list_of(struct edge) edges = LIST_INIT;
	for (size_t i = start; i < end; i++) {
		const struct lint_row row = lint_view_row(view, i);
		const struct finding *finding = &row.finding;
		const char *const *objects;
		size_t count = lint_row_objects(&row, &arena, &objects);
		for (size_t j = 0; j < count; j++)
			*list_push(&edges, &arena) = (struct edge){
				objects[j],
				finding->op ? op_macro(finding->op)
					    : finding->rule->name,
				finding->level, row.change,
				finding->waiver != NULL};
	}
	edges.count = sort_edges(edges.items, edges.count);
	const char *subject = lint_view_row(view, start).finding.subject;
	for (size_t i = 0, next; edges.items && i < edges.count; i = next) {
		for (next = i + 1; next < edges.count; next++)
			if (!same_edge(&edges.items[i], &edges.items[next]))
				break;
		add_edge(subject, &edges.items[i], next - i, style, out);
	}
	arena_release(&arena);
}

static bool is_shown(const struct lint_row *row, const struct style *style)
{
	return row->finding.subject && row->finding.level >= least_shown(style);
}

static void add_subjects(const struct lint_view *view,
			 const struct style *style, struct buffer *out)
{
	for (size_t i = 0; i < view->row_count;) {
		const struct lint_row first = lint_view_row(view, i);
		size_t end = i + 1;
		for (; is_shown(&first, style) && end < view->row_count;
		     end++) {
			const struct lint_row row = lint_view_row(view, end);
			if (!is_shown(&row, style) ||
			    strcmp(row.finding.subject,
				   first.finding.subject) != 0)
				break;
		}
		if (is_shown(&first, style))
			add_subject(view, i, end, style, out);
		buffer_drain(out);
		i = end;
	}
}

/* The steps of indirect ways, each once. */
static void add_steps(const struct lint_view *view, const struct style *style,
		      struct buffer *out)
{
	struct arena arena = ARENA_INIT;
	struct map known = {0};
	struct lint_item item = lint_item_start(view, least_shown(style));
	while (lint_item_next(&item)) {
		for (size_t i = 0; i < item.details.path_count; i++) {
			const struct finding_step *step = &item.details.path[i];
			char *key =
				arena_format(&arena, "%s\n%s\n%s", step->from,
					     step->how, step->to);
			if (map_get(&known, key))
				continue;
			map_set(&known, key, key, &arena);
			buffer_add_string(out, "  ");
			add_quoted(out, step->from);
			buffer_add_string(out, " -> ");
			add_quoted(out, step->to);
			buffer_add_string(out, " [label=");
			add_quoted(out, step->how);
			buffer_add_string(out, ", style=dashed];\n");
		}
	}
	arena_release(&arena);
}

/* Below the graph. */
static void add_notices(const struct lint_view *view, struct buffer *out)
{
	struct arena arena = ARENA_INIT;
	const struct diag *notices;
	const size_t count = lint_notices(view, &arena, &notices);
	for (size_t i = 0; i < count; i++) {
		buffer_add_string(out, i ? "\\n" : "  label=\"");
		add_escaped(out, lint_notice_text(&notices[i], &arena));
	}
	buffer_add_string(out, count ? "\";\n" : "");
	arena_release(&arena);
}

static void view_dot(struct lint_writer *writer, const struct lint_view *view)
{
	struct buffer *out = writer->out;
	buffer_add_string(out, "digraph ");
	add_quoted(out, view->lint->policy->path);
	buffer_add_string(out, " {\n  rankdir=LR;\n  node [shape=box];\n");
	add_notices(view, out);
	for (size_t i = 0; i < view->lint->trusted_count; i++) {
		buffer_add_string(out, "  ");
		add_quoted(out, view->lint->trusted[i]);
		buffer_add_string(out, " [shape=doubleoctagon];\n");
	}
	add_subjects(view, &writer->style, out);
	add_steps(view, &writer->style, out);
	buffer_add_string(out, "}\n");
}

const struct lint_format lint_dot_format = {.name = "dot", .view = view_dot};
