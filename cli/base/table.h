/* Rows of strings under named columns: what is shown or exported. */
#ifndef BASE_TABLE_H
#define BASE_TABLE_H

#include <stddef.h>

#include "base/memory.h"

/* Memory of rows and cells belongs to the arena they were made with. */
struct table {
	const char *name;   /* "subops" */
	const char *schema; /* what each row is as JSON, "xsmc-diff/1"; NULL */
	const char *const *columns; /* column_count names, static */
	size_t column_count;
	list_of(const char **) rows; /* column_count cells each, none NULL */
};

/* A new row of column_count empty cells (""), to be filled by the caller. */
const char **table_add_row(struct table *table, struct arena *arena);

/* Sorts the rows by their cells from left to right, in natural order. */
void table_sort(struct table *table);

#endif
