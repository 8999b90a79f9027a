/* What xsmc found, in the formats that people and programs read. */
#ifndef REPORT_REPORT_H
#define REPORT_REPORT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buffer.h"
#include "base/table.h"
#include "check/check.h"
#include "registry/registry.h"

/* How text may look on the way to people. */
struct style {
	bool color;   /* escape sequences for a terminal */
	bool verbose; /* notes as well */
};

/* The formats of tables, of ops and of findings, NULL-terminated. */
extern const char *const report_table_formats[];
extern const char *const report_op_formats[];
extern const char *const report_lint_formats[];

/* Whether the name is one of the NULL-terminated names. */
bool report_has_format(const char *const formats[], const char *name);

/* Adds the table in one of report_table_formats. */
void report_table(const struct table *table, const char *format,
		  struct buffer *out);

/* What is to be said of one op. */
struct op_report {
	const struct registry *registry;
	const struct op *op;
	unsigned release; /* one that has the op */
};

/* Adds what the registry knows of the ops, in one of report_op_formats. */
void report_ops(const struct op_report *reports, size_t count,
		const char *format, const struct style *style,
		struct buffer *out);

/* Adds the findings of the policies, in one of report_lint_formats. */
void report_lint(const struct lint *const *lints, size_t count,
		 const char *format, const struct style *style,
		 struct buffer *out);

#endif
