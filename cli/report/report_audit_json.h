/* What a log says of denied accesses, as JSON. */
#ifndef REPORT_REPORT_AUDIT_JSON_H
#define REPORT_REPORT_AUDIT_JSON_H

#include "base/buffer.h"

struct audit_answer;

void report_audit_json(const struct audit_answer *answer, struct buffer *out);

#endif
