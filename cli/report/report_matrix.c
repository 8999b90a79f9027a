/* The ops over the releases, as Markdown and CSV. */
#include "report/report_matrix.h"

#include <string.h>

#include "report/report.h"
#include "report/report_matrix_page.h"

const char *matrix_sign(const struct op_status *status)
{
	if (status->status == STATUS_COVERED)
		return "C";
	return status->basis == BASIS_UNLISTED ? "U" : "S";
}

bool matrix_is_open(const struct op_accesses *accesses)
{
	for (size_t i = 0; i < accesses->list.count; i++)
		if (accesses->list.items[i]->kind == ACCESS_NONE)
			return true;
	return false;
}

struct matrix_cell matrix_cell(const struct registry *registry,
			       const struct op *op, unsigned release,
			       struct arena *arena)
{
	struct matrix_cell cell = {.present =
					   release_set_has(&op->in, release)};
	struct op_accesses accesses;
	unsigned *fixes;
	if (!cell.present)
		return cell;
	cell.status = registry_op_status(registry, op, release);
	registry_op_accesses(registry, op, release, arena, &accesses);
	cell.open = matrix_is_open(&accesses);
	size_t count = registry_op_fixes(registry, op, arena, &fixes);
	for (size_t i = 0; i < count; i++) {
		enum fix_state state = registry_fix_state(
			&registry->fixes[fixes[i]], op, release);
		cell.lacked += state == FIX_LACKED;
		cell.maybe += state == FIX_MAYBE_LACKED;
	}
	return cell;
}

static struct matrix matrix_of(const struct registry *registry,
			       struct arena *arena)
{
	struct matrix matrix = {.registry = registry};
	matrix.columns = arena_alloc(arena, registry->release_count,
				     sizeof *matrix.columns);
	for (unsigned i = 0; i < registry->release_count; i++)
		if (registry_ends_line(registry, i))
			matrix.columns[matrix.column_count++] = i;
	return matrix;
}

/* "covered (listed), lacks 2 fixes"; "": the release does not have the op. */
static const char *cell_words(const struct matrix_cell *cell,
			      struct arena *arena)
{
	if (!cell->present)
		return "";
	const char *words = arena_format(
		arena, "%s (%s)%s", status_name(cell->status.status),
		basis_name(cell->status.basis),
		cell->open ? ", open to every domain" : "");
	if (cell->lacked)
		words = arena_format(arena, "%s, lacks %zu fix%s", words,
				     cell->lacked,
				     cell->lacked == 1 ? "" : "es");
	if (cell->maybe)
		words = arena_format(arena, "%s, may lack %zu", words,
				     cell->maybe);
	return words;
}

/* A row an op: its hypercall, its name, and its cell of each column. */
static struct table table_of(const struct matrix *matrix, struct arena *arena)
{
	const struct registry *registry = matrix->registry;
	enum { NAMES = 2 };
	const char **columns = arena_alloc(arena, NAMES + matrix->column_count,
					   sizeof *columns);
	struct table table = {.name = "matrix",
			      .columns = columns,
			      .column_count = NAMES + matrix->column_count};
	columns[0] = "hypercall";
	columns[1] = "op";
	for (size_t i = 0; i < matrix->column_count; i++)
		columns[NAMES + i] =
			registry->releases[matrix->columns[i]].name;
	for (unsigned i = 0; i < registry->op_count; i++) {
		const struct op *op = &registry->ops[i];
		const char **row = table_add_row(&table, arena);
		row[0] = registry->hypercalls[op->hypercall].name;
		row[1] = op->name;
		for (size_t j = 0; j < matrix->column_count; j++) {
			const struct matrix_cell cell = matrix_cell(
				registry, op, matrix->columns[j], arena);
			row[NAMES + j] = cell_words(&cell, arena);
		}
	}
	return table;
}

static void write_csv(const struct matrix *matrix, struct arena *arena,
		      struct buffer *out)
{
	const struct table table = table_of(matrix, arena);
	report_table(&table, "csv", out);
}

/* Macros have nothing that Markdown would take for its own in code. */
static void write_markdown(const struct matrix *matrix, struct arena *arena,
			   struct buffer *out)
{
	const struct table table = table_of(matrix, arena);
	const char *hypercall = NULL;
	for (size_t i = 0; i < table.rows.count; i++) {
		const char **row = table.rows.items[i];
		if (!hypercall || strcmp(hypercall, row[0]) != 0) {
			hypercall = row[0];
			buffer_format(out, "%s## %s\n\n| op |", i ? "\n" : "",
				      hypercall);
			for (size_t j = 2; j < table.column_count; j++)
				buffer_format(out, " %s |", table.columns[j]);
			buffer_add_string(out, "\n|----|");
			for (size_t j = 2; j < table.column_count; j++)
				buffer_add_string(out, "----|");
			buffer_add_char(out, '\n');
		}
		buffer_format(out, "| `%s` |", row[1]);
		for (size_t j = 2; j < table.column_count; j++)
			buffer_format(out, " %s |", row[j]);
		buffer_add_char(out, '\n');
	}
}

static const struct matrix_format {
	const char *name;
	void (*write)(const struct matrix *matrix, struct arena *arena,
		      struct buffer *out);
} formats[] = {
	{"html", matrix_write_page},
	{"markdown", write_markdown},
	{"csv", write_csv},
};

const char *const report_matrix_formats[] = {"html", "markdown", "csv", NULL};

void report_matrix(const struct registry *registry, const char *format,
		   struct buffer *out)
{
	struct arena arena = ARENA_INIT;
	const struct matrix matrix = matrix_of(registry, &arena);
	for (size_t i = 0; i < sizeof formats / sizeof *formats; i++)
		if (strcmp(formats[i].name, format) == 0)
			formats[i].write(&matrix, &arena, out);
	arena_release(&arena);
}
