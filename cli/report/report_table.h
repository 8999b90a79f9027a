/* Tables in each of their formats. */
#ifndef REPORT_REPORT_TABLE_H
#define REPORT_REPORT_TABLE_H

#include <stdbool.h>

#include "base/buffer.h"
#include "base/table.h"

/* The names of the formats, NULL-terminated, here and in other headers. */
extern const char *const report_table_formats[];
/* Of commands that show rows of a table to people, too. */
extern const char *const report_row_formats[];

/* Whether the name is one of the NULL-terminated names. */
bool report_has_format(const char *const formats[], const char *name);

/* Adds the table in one of report_table_formats. */
void report_table(const struct table *table, const char *format,
		  struct buffer *out);

#endif
