/* What changes of ops between two releases. */
#include <string.h>

#include "base/text.h"
#include "registry/registry.h"

enum { CHANGE, TABLE, FACT, HYPERCALL, OP, COLUMNS };

static const char *const diff_columns[COLUMNS] = {"change", "table", "fact",
						  "hypercall", "op"};

/* Order of two rows by all that does not name the release. */
static int compare_facts(const char *const *a, const char *const *b,
			 size_t column_count)
{
	for (size_t i = 1; i < column_count; i++) {
		int order = text_compare_natural(a[i], b[i]);
		if (order)
			return order;
	}
	return 0;
}

/*
 * How many columns tell a fact: the words of conditions do, and their ids
 * behind them say the same again.
 */
static size_t fact_columns(const struct table *table)
{
	size_t count = table->column_count;
	return strcmp(table->columns[count - 1], "conditions") == 0 ? count - 1
								    : count;
}

/* The row's cell in the column of this name; "" without such a column. */
static const char *cell_named(const struct table *table, const char *const *row,
			      const char *name)
{
	for (size_t i = 0; i < table->column_count; i++)
		if (strcmp(table->columns[i], name) == 0)
			return row[i];
	return "";
}

static void add_change(struct table *diff, const struct table *from,
		       const char *const *row, const char *change,
		       struct arena *arena)
{
	const char **cells = table_add_row(diff, arena);
	const char *fact = "";
	for (size_t i = 1; i < fact_columns(from); i++)
		if (*row[i])
			fact = arena_format(arena, "%s%s%s", fact,
					    *fact ? " " : "", row[i]);
	cells[CHANGE] = change;
	cells[TABLE] = from->name;
	cells[FACT] = fact;
	cells[HYPERCALL] = cell_named(from, row, "hypercall");
	cells[OP] = cell_named(from, row, "op");
}

/* Both tables are sorted: what only one of them has changed. */
static void diff_table(struct table *diff, const struct table *older,
		       const struct table *newer, struct arena *arena)
{
	size_t i = 0, j = 0;
	while (i < older->rows.count || j < newer->rows.count) {
		int order = i == older->rows.count ? 1
			    : j == newer->rows.count
				    ? -1
				    : compare_facts(older->rows.items[i],
						    newer->rows.items[j],
						    fact_columns(older));
		if (order < 0)
			add_change(diff, older, older->rows.items[i], "-",
				   arena);
		else if (order > 0)
			add_change(diff, newer, newer->rows.items[j], "+",
				   arena);
		i += order <= 0;
		j += order >= 0;
	}
}

static bool is_lacked(const struct fix *fix, const struct op *op,
		      unsigned release)
{
	enum fix_state state = registry_fix_state(fix, op, release);
	return state == FIX_LACKED || state == FIX_MAYBE_LACKED;
}

/* Flaws that one of both has: mended in the newer, or new in it. */
static void diff_fix(struct table *diff, const struct registry *registry,
		     const struct fix *fix, const struct op *op, unsigned older,
		     unsigned newer, struct arena *arena)
{
	bool mended = is_lacked(fix, op, older) &&
		      registry_fix_state(fix, op, newer) == FIX_PRESENT;
	bool opened = !is_lacked(fix, op, older) && is_lacked(fix, op, newer);
	if (!release_set_has(&op->in, older) || mended == opened)
		return;
	const char **cells = table_add_row(diff, arena);
	cells[CHANGE] = mended ? "+" : "-";
	cells[TABLE] = "fixes";
	cells[FACT] = arena_format(
		arena, "%s %s %s %s%s%s %s",
		registry->hypercalls[op->hypercall].name, op->name,
		ref_text(fix->commit), ref_text(fix->kind),
		fix->doubtful ? " " : "", fix->doubtful ? "doubt" : "",
		ref_text(fix->subject));
	cells[HYPERCALL] = registry->hypercalls[op->hypercall].name;
	cells[OP] = op->name;
}

static void diff_fixes(struct table *diff, const struct registry *registry,
		       unsigned older, unsigned newer, struct arena *arena)
{
	struct table fixes = *diff;
	fixes.rows.items = NULL;
	fixes.rows.count = fixes.rows.capacity = 0;
	for (unsigned i = 0; i < registry->fix_count; i++) {
		const struct fix *fix = &registry->fixes[i];
		for (unsigned j = 0; j < fix->ops.count; j++) {
			unsigned op = registry->fix_ops[fix->ops.first + j].op;
			diff_fix(&fixes, registry, fix, &registry->ops[op],
				 older, newer, arena);
		}
	}
	table_sort(&fixes);
	for (size_t i = 0; i < fixes.rows.count; i++)
		*list_push(&diff->rows, arena) = fixes.rows.items[i];
}

struct release_facts {
	const struct registry *registry;
	unsigned release;
	list_of(const struct table *) tables;
};

struct release_facts *registry_facts(const struct registry *registry,
				     unsigned release, struct arena *arena)
{
	struct release_facts *facts = arena_alloc(arena, 1, sizeof *facts);
	facts->registry = registry;
	facts->release = release;
	for (size_t i = 0; registry_tables[i]; i++)
		if (strcmp(registry_tables[i], "releases") != 0 &&
		    strcmp(registry_tables[i], "conditions") != 0)
			*list_push(&facts->tables, arena) = registry_export(
				registry, registry_tables[i], release, arena);
	return facts;
}

struct table *registry_diff(const struct release_facts *older,
			    const struct release_facts *newer,
			    struct arena *arena)
{
	struct table *diff = arena_alloc(arena, 1, sizeof *diff);
	diff->name = "diff";
	diff->schema = "xsmc-diff/1";
	diff->columns = diff_columns;
	diff->column_count = COLUMNS;
	for (size_t i = 0; i < older->tables.count; i++)
		diff_table(diff, older->tables.items[i], newer->tables.items[i],
			   arena);
	diff_fixes(diff, older->registry, older->release, newer->release,
		   arena);
	return diff;
}
