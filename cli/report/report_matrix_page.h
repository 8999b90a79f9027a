/* The page of ops over releases; for the files of report/ only. */
#ifndef REPORT_REPORT_MATRIX_PAGE_H
#define REPORT_REPORT_MATRIX_PAGE_H

#include "report/report_matrix.h"

/*
 * Adds a page of HTML that needs no other file: a table of the newest releases
 * of all lines, and the facts of all releases for its script.
 */
void matrix_write_page(const struct matrix *matrix, struct arena *arena,
		       struct buffer *out);

#endif
