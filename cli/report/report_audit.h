/* What the formats of an audit share; for the files of report/ only. */
#ifndef REPORT_REPORT_AUDIT_H
#define REPORT_REPORT_AUDIT_H

#include "report/report.h"

/* The releases, where they are not all of these; else NULL. */
const char *audit_releases(const struct audit_answer *answer,
			   const struct release_set *in,
			   const struct release_set *all, struct arena *arena);

/* What was denied, in a sentence. */
const char *audit_message(const struct audit_entry *entry, struct arena *arena);

void report_audit_json(const struct audit_answer *answer, struct buffer *out);

#endif
