/* Answers to who can do what, in several formats; for report/ only. */
#ifndef REPORT_REPORT_WHO_H
#define REPORT_REPORT_WHO_H

#include "report/report.h"

/* Of an op that nobody can, the reason in words; NULL: there is none. */
const char *who_nobody_words(const char *nobody);

/* How everybody can, in words. */
const char *who_how_words(enum who_how how);

/* What is so elsewhere, in words. */
const char *who_end_words(const char *end);

void report_who_text(const struct who_report *report, const struct style *style,
		     struct buffer *out);

/* Several policies beside each other: how far each lets whom. */
void report_who_columns(const struct who_report *report,
			const struct style *style, struct buffer *out);
void report_who_json(const struct who_report *report, struct buffer *out);

#endif
