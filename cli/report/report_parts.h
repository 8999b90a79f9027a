/* What several reports say alike; for the files of report/ only. */
#ifndef REPORT_REPORT_PARTS_H
#define REPORT_REPORT_PARTS_H

#include <jansson.h>

#include "report/report.h"

/* An event in one line: the commit's id, date and subject; NULL for none. */
const char *report_evidence(const struct event *event, struct arena *arena);

/* An access in one line: "caller -> target  domain:pause". */
const char *report_access(const struct access *access, struct arena *arena);

/* Adds the value, which is consumed, as indented text. */
void report_json(json_t *value, struct buffer *out);

#endif
