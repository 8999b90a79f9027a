/* Values of JSON: by jansson as trees, or written as they come. */
#ifndef REPORT_REPORT_JSON_H
#define REPORT_REPORT_JSON_H

#include <jansson.h>
#include <stddef.h>

#include "base/buffer.h"

/* A string, clean; or null. */
json_t *text_json(const char *text);
json_t *names_json(const char *const *names, size_t count);

/* Adds the text, clean, as a string of JSON; or the number. */
void add_json_text(struct buffer *out, const char *text);
void add_json_number(struct buffer *out, size_t number);

/*
 * Adds the value, which is consumed, as indented text without a line end, the
 * lines behind the first one moved in by so many columns.
 */
void add_json(json_t *value, size_t columns, struct buffer *out);

/* The same, without the closing brace, and ready for another member. */
void add_json_open(json_t *object, size_t columns, struct buffer *out);

/* Adds the value, which is consumed, as indented text. */
void report_json(json_t *value, struct buffer *out);

#endif
