/* What a word means: text, JSON, and the manual page of the glossary. */
#ifndef REPORT_REPORT_MEANING_H
#define REPORT_REPORT_MEANING_H

#include "report/report_style.h"

struct buffer;
struct word_search;

/* Text first; "mdoc" is a manual page of rules alone, or of terms alone. */
extern const char *const report_meaning_formats[];

/* Whether all that was found can be written in that format. */
bool report_meaning_takes(const struct word_search *search, const char *format);

/* Adds all that the search has found, in one of these formats. */
void report_meanings(const struct word_search *search, const char *format,
		     const struct style *style, struct buffer *out);

#endif
