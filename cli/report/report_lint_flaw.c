/* Fixes that a release lacks, as text: op by op, with the worst kind first. */
#include <stdlib.h>
#include <string.h>

#include "report/report_clean.h"
#include "report/report_lint_flaw.h"
#include "report/report_lint_group.h"
#include "report/report_style.h"

/* So many ops, and fixes of each, are shown unless all are asked for. */
enum { SHOWN_OPS = 12, SHOWN_FIXES = 4 };

/* An op, and those of the group's entries that are about it. */
struct flawed_op {
	const struct op *op;
	const struct lint_entry **entries; /* worst kind first */
	size_t count;
	unsigned kind;	/* of the worst */
	unsigned place; /* where the last of its fixes is: enum place */
};

/* Where a fix is that is lacked. */
enum place { PLACE_IN_LINE, PLACE_LATER, PLACE_NOWHERE, PLACES };

struct flawed_ops {
	const struct lint *lint;
	struct flawed_op *items;
	size_t count;
	size_t placed[PLACES]; /* ops by place */
	unsigned newest;       /* release of the line, or NO_INDEX */
	/* First and last of those that bring what no other of the line gets. */
	unsigned first_later, later;
};

/* --- By op ---------------------------------------------------------------- */

static unsigned kind_rank(const struct fix *fix)
{
	unsigned rank = 0;
	while (fix_kinds[rank] &&
	       strcmp(fix_kinds[rank], ref_text(fix->kind)) != 0)
		rank++;
	return rank;
}

static int compare_entries(const void *a, const void *b)
{
	const struct fix *x =
		(*(const struct lint_entry *const *)a)->finding.fix;
	const struct fix *y =
		(*(const struct lint_entry *const *)b)->finding.fix;
	const unsigned first = kind_rank(x), second = kind_rank(y);
	if (first != second)
		return first < second ? -1 : 1;
	int order = strcmp(ref_text(y->date), ref_text(x->date));
	return order ? order : strcmp(ref_text(x->commit), ref_text(y->commit));
}

static int compare_ops(const void *a, const void *b)
{
	const struct flawed_op *x = a, *y = b;
	if (x->kind != y->kind)
		return x->kind < y->kind ? -1 : 1;
	return (x->op > y->op) - (x->op < y->op);
}

static struct flawed_op *op_of(struct flawed_ops *ops, const struct op *op,
			       size_t most, struct arena *arena)
{
	for (size_t i = 0; i < ops->count; i++)
		if (ops->items[i].op == op)
			return &ops->items[i];
	struct flawed_op *row = &ops->items[ops->count++];
	row->op = op;
	row->entries = arena_alloc(arena, most, sizeof *row->entries);
	return row;
}

static enum place place_of(struct flawed_ops *ops, const struct fix *fix)
{
	const struct fix_way way = registry_fix_way(ops->lint->registry, fix,
						    ops->lint->release.used);
	if (way.same_line != NO_INDEX)
		return PLACE_IN_LINE;
	if (way.later_line == NO_INDEX)
		return PLACE_NOWHERE;
	if (ops->later == NO_INDEX || way.later_line > ops->later)
		ops->later = way.later_line;
	if (ops->first_later == NO_INDEX || way.later_line < ops->first_later)
		ops->first_later = way.later_line;
	return PLACE_LATER;
}

static struct flawed_ops sort_ops(const struct lint_group *group,
				  const struct lint *lint, struct arena *arena)
{
	const size_t count = group->entries.count;
	const struct registry *registry = lint->registry;
	struct flawed_ops ops = {
		.lint = lint,
		.items = arena_alloc(arena, count, sizeof *ops.items),
		.newest = registry_find_release(
			registry, registry->releases[lint->release.used].line),
		.first_later = NO_INDEX,
		.later = NO_INDEX};
	for (size_t i = 0; i < count; i++) {
		const struct lint_entry *entry = &group->entries.items[i];
		struct flawed_op *row =
			op_of(&ops, entry->finding.op, count - i, arena);
		const enum place place = place_of(&ops, entry->finding.fix);
		row->entries[row->count++] = entry;
		if (place > row->place)
			row->place = place;
	}
	for (size_t i = 0; i < ops.count; i++) {
		struct flawed_op *row = &ops.items[i];
		qsort(row->entries, row->count, sizeof *row->entries,
		      compare_entries);
		row->kind = kind_rank(row->entries[0]->finding.fix);
		ops.placed[row->place]++;
	}
	qsort(ops.items, ops.count, sizeof *ops.items, compare_ops);
	return ops;
}

/* --- Words ---------------------------------------------------------------- */

/* "7 are in 4.17.7, 2 only in 4.18 and later": where whole ops are mended. */
static void add_places(const struct flawed_ops *ops, struct buffer *out)
{
	const struct registry *registry = ops->lint->registry;
	const struct release *releases = registry->releases;
	const size_t *placed = ops->placed;
	const char *before = ": ";
	const bool several = ops->first_later != ops->later;
	/* The first of a line stands for the line. */
	const char *later = ops->later == NO_INDEX ? ""
			    : registry_starts_line(registry, ops->later)
				    ? releases[ops->later].line
				    : releases[ops->later].name;
	if (placed[PLACE_IN_LINE]) {
		buffer_format(out, "%s%zu %s in %s", before,
			      placed[PLACE_IN_LINE],
			      placed[PLACE_IN_LINE] == 1 ? "is" : "are",
			      releases[ops->newest].name);
		before = ", ";
	}
	if (placed[PLACE_LATER]) {
		buffer_format(out, "%s%zu only in %s%s%s", before,
			      placed[PLACE_LATER],
			      several ? "later lines, all in " : "", later,
			      several ? "" : " and later");
		before = ", ";
	}
	if (placed[PLACE_NOWHERE])
		buffer_format(out, "%s%zu in no release", before,
			      placed[PLACE_NOWHERE]);
}

static void add_fixes(const struct flawed_op *row, const struct lint *lint,
		      struct arena *arena, struct buffer *out)
{
	const size_t shown =
		row->count <= SHOWN_FIXES + 1 ? row->count : SHOWN_FIXES;
	for (size_t i = 0; i < shown; i++) {
		const struct fix *fix = row->entries[i]->finding.fix;
		buffer_format(out, "%s%s %s%s%s", i ? ", " : ": ",
			      ref_text(fix->commit),
			      registry_fix_way_shown(lint->registry, fix,
						     lint->release.used, arena),
			      ref_text(fix->advisory) ? " " : "",
			      ref_text(fix->advisory) ? ref_text(fix->advisory)
						      : "");
	}
	if (shown < row->count)
		buffer_format(out, " and %zu more", row->count - shown);
	buffer_add_char(out, '\n');
}

/* Each fix, with what its commit says it does. */
static void add_messages(const struct flawed_op *row, struct arena *arena,
			 struct buffer *out)
{
	buffer_add_char(out, '\n');
	for (size_t i = 0; i < row->count; i++) {
		const struct lint_entry *entry = row->entries[i];
		buffer_format(out, "      %s\n        %s\n", entry->message,
			      clean_text(ref_text(entry->finding.fix->subject),
					 arena));
	}
}

void add_flaw_group(const struct lint_group *group, const struct lint *lint,
		    const struct style *style, struct buffer *out)
{
	struct arena arena = ARENA_INIT;
	const struct finding *first = &group->entries.items[0].finding;
	const struct flawed_ops ops = sort_ops(group, lint, &arena);
	const bool sure = first->level != LEVEL_NOTE;
	const size_t more =
		sure ? lint_doubtful_flaws(lint, first->subject) : 0;
	const size_t shown = style->verbose || ops.count <= SHOWN_OPS + 1
				     ? ops.count
				     : SHOWN_OPS;
	buffer_format(out, "%s %s public fixes of %zu op%s that %s",
		      lint->registry->releases[lint->release.used].name,
		      sure ? "lacks" : "may lack", ops.count,
		      ops.count == 1 ? "" : "s",
		      first->subject ? "are open to every domain"
				     : "this policy delegates");
	add_places(&ops, out);
	if (more)
		buffer_format(out, "; it may lack those of %zu more", more);
	buffer_add_char(out, '\n');
	for (size_t i = 0; i < shown; i++) {
		buffer_format(out, "    %s %s", fix_kinds[ops.items[i].kind],
			      ops.items[i].op->name);
		if (style->verbose)
			add_messages(&ops.items[i], &arena, out);
		else
			add_fixes(&ops.items[i], lint, &arena, out);
	}
	if (shown < ops.count)
		buffer_format(out, "    and %zu more ops (-v shows all)\n",
			      ops.count - shown);
	arena_release(&arena);
}
