/* What is said of an op in a release, as lines of text. */
#ifndef REPORT_REPORT_OP_LINES_H
#define REPORT_REPORT_OP_LINES_H

#include "report/report_op.h"

/* What is asked for it, in turn; or why that is not said. */
struct report_lines report_asks(const struct op_facts *facts);

/* What a build must have to have the op's hypercall: a line a condition. */
struct report_lines report_builds(const struct op_facts *facts);

/* Who may call the op without a policy: a line a module and case. */
struct report_lines report_callers(const struct op_facts *facts);

/* "self, control and hardware": one of these, of the registry's words. */
const char *report_who_words(const char *who, struct arena *arena);

/* What its accesses do not say. */
struct report_lines report_cautions(const struct op_facts *facts);

/* The lines with line ends between them, in the arena. */
const char *report_joined(const struct report_lines *lines,
			  struct arena *arena);

#endif
