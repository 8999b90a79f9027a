/* What a log says of denied accesses, and what is to be done: for people. */
#ifndef REPORT_REPORT_AUDIT_H
#define REPORT_REPORT_AUDIT_H

#include "base/buffer.h"
#include "base/memory.h"

struct audit_answer;
struct audit_entry;
struct release_set;
struct style;

extern const char *const report_audit_formats[];

/* Adds what a log says, in one of report_audit_formats. */
void report_audit(const struct audit_answer *answer, const char *format,
		  const struct style *style, struct buffer *out);

/* Adds an allow rule for each denial, behind what it costs. */
void report_audit_rules(const struct audit_answer *answer, struct buffer *out);

/* The releases, where they are not all of these; else NULL. */
const char *audit_releases(const struct audit_answer *answer,
			   const struct release_set *in,
			   const struct release_set *all, struct arena *arena);

/* What was denied, in a sentence. */
const char *audit_message(const struct audit_entry *entry, struct arena *arena);

#endif
