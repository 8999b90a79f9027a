/* What a word means, as JSON. */
#ifndef REPORT_REPORT_MEANING_JSON_H
#define REPORT_REPORT_MEANING_JSON_H

struct buffer;
struct word_search;

/* Adds one object, as tests/schema/explain.schema.json says. */
void report_meanings_json(const struct word_search *search, struct buffer *out);

#endif
