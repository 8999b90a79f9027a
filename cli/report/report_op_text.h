/* Ops as text for people. */
#ifndef REPORT_REPORT_OP_TEXT_H
#define REPORT_REPORT_OP_TEXT_H

#include "report/report_op.h"

struct style;

void report_op_text(const struct op_facts *facts, const struct style *style,
		    struct buffer *out);

/* What the access is and on what it depends: "caller -> target  domain:pause".
 */
const char *report_access(const struct access *access,
			  const struct release *release, struct arena *arena);

/* An event in one line: the commit's id, date and subject; NULL for none. */
const char *report_evidence(const struct event *event, struct arena *arena);

#endif
