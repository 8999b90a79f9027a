/* Who can do what, as text for people. */
#ifndef REPORT_REPORT_WHO_TEXT_H
#define REPORT_REPORT_WHO_TEXT_H

#include "answer/answer.h"

struct style;
struct who_report;

/* Of an op that nobody can, the reason in words; NULL: there is none. */
const char *who_nobody_words(const char *nobody);

/* How everybody can, in words. */
const char *who_how_words(enum who_how how);

/* What is so elsewhere, in words. */
const char *who_end_words(const char *end);

void report_who_text(const struct who_report *report, const struct style *style,
		     struct buffer *out);

#endif
