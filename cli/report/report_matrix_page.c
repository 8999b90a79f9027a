/* The ops over the releases as one page of HTML. */
#include "report/report_clean.h"
#include "report/report_frame.h"
#include "report/report_matrix_facts.h"
#include "report/report_matrix_page.h"

/*
 * Where no script runs, the table says the status in the newest release of
 * each line, by a sign; with one, each cell tells all that is known.  The page
 * is well-formed XML as well.
 */

static void add_cell(const struct matrix_cell *cell, struct buffer *out)
{
	if (!cell->present) {
		buffer_add_string(out, "<td/>");
		return;
	}
	const char *sign = matrix_sign(&cell->status);
	buffer_format(out, "<td class=\"%s\">%s%s", sign, sign,
		      cell->open ? "!" : "");
	if (cell->lacked + cell->maybe)
		buffer_format(out, " %zu", cell->lacked + cell->maybe);
	buffer_add_string(out, "</td>");
}

static void add_row(const struct matrix *matrix, const struct op *op,
		    struct buffer *out)
{
	struct arena arena = ARENA_INIT;
	buffer_add_string(out, "<tr id=\"");
	add_xml(out, op->name);
	buffer_format(out, "\"><th scope=\"row\"%s>",
		      op->parent == NO_INDEX ? "" : " class=\"part\"");
	add_xml(out, op_macro(op));
	buffer_add_string(out, "</th>");
	for (size_t i = 0; i < matrix->column_count; i++) {
		const struct matrix_cell cell = matrix_cell(
			matrix->registry, op, matrix->columns[i], &arena);
		add_cell(&cell, out);
	}
	buffer_add_string(out, "</tr>\n");
	arena_release(&arena);
}

static void add_heads(const struct matrix *matrix, struct buffer *out)
{
	buffer_add_string(out, "<thead><tr><th scope=\"col\">op</th>");
	for (size_t i = 0; i < matrix->column_count; i++) {
		buffer_add_string(out, "<th scope=\"col\">");
		add_xml(out,
			matrix->registry->releases[matrix->columns[i]].name);
		buffer_add_string(out, "</th>");
	}
	buffer_add_string(out, "</tr></thead>\n");
}

/* The ops of a hypercall are a part of the table, under its name. */
static void add_table(const struct matrix *matrix, struct buffer *out)
{
	const struct registry *registry = matrix->registry;
	buffer_format(out, "<table style=\"--columns:%zu\">\n",
		      matrix->column_count);
	add_heads(matrix, out);
	for (unsigned i = 0; i < registry->hypercall_count; i++) {
		const struct hypercall *hypercall = &registry->hypercalls[i];
		if (!hypercall->ops.count)
			continue;
		buffer_format(out,
			      "<tbody>\n<tr class=\"hypercall\"><th "
			      "scope=\"rowgroup\" colspan=\"%zu\">",
			      matrix->column_count + 1);
		add_xml(out, hypercall->name);
		buffer_format(out, ", hypercall %u</th></tr>\n",
			      hypercall->number);
		for (unsigned j = 0; j < hypercall->ops.count; j++)
			add_row(matrix,
				&registry->ops[hypercall->ops.first + j], out);
		buffer_add_string(out, "</tbody>\n");
	}
	buffer_add_string(out, "</table>\n");
}

void matrix_write_page(const struct matrix *matrix, struct arena *arena,
		       struct buffer *out)
{
	(void)arena;
	const char *rest = frame_start("matrix.html", "<!-- table -->\n", out);
	add_table(matrix, out);
	rest = frame_add(rest, "<!-- facts -->\n", out);
	matrix_add_facts(matrix->registry, out);
	buffer_add_char(out, '\n');
	frame_add(rest, NULL, out);
}
