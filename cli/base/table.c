/* Rows of strings, added and sorted. */
#include "base/table.h"

#include <stdlib.h>

#include "base/text.h"

const char **table_add_row(struct table *table, struct arena *arena)
{
	const char **cells =
		arena_alloc(arena, table->column_count, sizeof *cells);
	for (size_t i = 0; i < table->column_count; i++)
		cells[i] = "";
	*list_push(&table->rows, arena) = cells;
	return cells;
}

static int compare_rows(const void *a, const void *b, void *column_count)
{
	const char *const *row_a = *(const char *const *const *)a;
	const char *const *row_b = *(const char *const *const *)b;
	for (size_t i = 0; i < *(const size_t *)column_count; i++) {
		int order = text_compare_natural(row_a[i], row_b[i]);
		if (order)
			return order;
	}
	return 0;
}

void table_sort(struct table *table)
{
	if (table->rows.count)
		qsort_r(table->rows.items, table->rows.count,
			sizeof *table->rows.items, compare_rows,
			&table->column_count);
}
