/* What several reports say alike; for the files of report/ only. */
#ifndef REPORT_REPORT_PARTS_H
#define REPORT_REPORT_PARTS_H

#include <jansson.h>

#include "report/report.h"

/* Who may call an op under a module beside FLASK. */
struct module_callers {
	const char *module;
	struct caller_rows rows;
};

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

void report_op_text(const struct op_facts *facts, const struct style *style,
		    struct buffer *out);

/* What the access is and on what it depends: "caller -> target  domain:pause".
 */
const char *report_access(const struct access *access,
			  const struct release *release, struct arena *arena);

struct report_lines {
	list_of(const char *) list;
};

/* Who may call the op without a policy: a line a module and case. */
struct report_lines report_callers(const struct op_facts *facts);

/* A new value, the caller's. */
json_t *report_op_json(const struct op_facts *facts);

/* An event in one line: the commit's id, date and subject; NULL for none. */
const char *report_evidence(const struct event *event, struct arena *arena);

/* In brackets, where a fix is not for all and what else is to be known; or "".
 */
const char *report_fix_marks(const struct fix *fix, struct arena *arena);

const char *report_fix_state(enum fix_state state);

/* How many, of which release, and up to when they are known. */
void report_fix_summary(const struct fix_list *list, struct arena *arena,
			struct buffer *out);

/* The list as a page of HTML. */
void report_fix_page(const struct fix_list *list, struct buffer *out);

/* "recorded up to 2026-08-20"; "recorded" where nobody says up to when. */
const char *report_fixes_read(const struct registry *registry,
			      struct arena *arena);

/* Adds the value, which is consumed, as indented text. */
void report_json(json_t *value, struct buffer *out);

#endif
