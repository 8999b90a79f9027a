/* The ops over the releases: one table; for the files of report/ only. */
#ifndef REPORT_REPORT_MATRIX_H
#define REPORT_REPORT_MATRIX_H

#include <stdbool.h>
#include <stddef.h>

#include "registry/registry.h"

extern const char *const report_matrix_formats[];

/* Adds all ops over all releases, in one of report_matrix_formats. */
void report_matrix(const struct registry *registry, const char *format,
		   struct buffer *out);

/* What the table says of an op in a release. */
struct matrix_cell {
	bool present; /* the release has the op */
	struct op_status status;
	bool open;	      /* to every domain: nothing is asked */
	size_t lacked, maybe; /* public fixes that the release (may) lack */
};

struct matrix {
	const struct registry *registry;
	unsigned *columns; /* the newest release of each line, oldest first */
	size_t column_count;
};

/* "C", "S", or "U" of what is safe as nobody mentioned it. */
const char *matrix_sign(const struct op_status *status);

/* Whether the op is refused to nobody, in one way of use at least. */
bool matrix_is_open(const struct op_accesses *accesses);

struct matrix_cell matrix_cell(const struct registry *registry,
			       const struct op *op, unsigned release,
			       struct arena *arena);

#endif
