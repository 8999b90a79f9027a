/* Ops in the formats of a query. */
#ifndef REPORT_REPORT_OP_H
#define REPORT_REPORT_OP_H

#include <stddef.h>

#include "registry/registry.h"

struct style;

extern const char *const report_op_formats[];

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

/* Who may call an op under a module beside FLASK. */
struct module_callers {
	const char *module;
	bool known; /* whether the registry says who may call */
	struct caller_rows rows;
};

/* In a release that has both the op and the module; the rows in the arena. */
struct module_callers module_callers_of(const struct registry *registry,
					const struct op *op, unsigned release,
					const struct module *module,
					struct arena *arena);

/* What is said of an op in every format, worked out once. */
struct op_facts {
	const struct op_report *report;
	const struct hypercall *hypercall;
	struct op_status status;
	struct op_accesses accesses;
	/* Of each module of the release; none where it is not known. */
	list_of(struct module_callers) callers;
	struct op_period *periods;
	size_t period_count;
	unsigned *fixes; /* indices, newest first */
	size_t fix_count;
	struct arena *arena;
};

/* The facts of the report, in the arena. */
struct op_facts op_facts_of(const struct op_report *report,
			    struct arena *arena);

/* The same but for what is of all releases: history and fixes. */
struct op_facts op_facts_in(const struct op_report *report,
			    struct arena *arena);

struct report_lines {
	list_of(const char *) list;
};

#endif
