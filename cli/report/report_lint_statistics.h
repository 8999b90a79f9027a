/* How many findings each rule has. */
#ifndef REPORT_REPORT_LINT_STATISTICS_H
#define REPORT_REPORT_LINT_STATISTICS_H

struct buffer;
struct lint_view;

/* A line for each rule and level that has findings, by code. */
void add_text_statistics(const struct lint_view *view, struct buffer *out);

/* The member "statistics": an object for each rule that has some. */
void add_json_statistics(const struct lint_view *view, struct buffer *out);

#endif
