/* Small questions about strings. */
#ifndef BASE_TEXT_H
#define BASE_TEXT_H

#include <stdbool.h>
#include <stddef.h>

bool text_starts_with(const char *text, const char *start);

/* Orders strings for qsort() and bsearch(), which are given pointers to them.
 */
int text_compare_items(const void *a, const void *b);

/* Order of people: runs of digits compare as numbers ("4.9" < "4.10"). */
int text_compare_natural(const char *a, const char *b);

/* true when the text is valid UTF-8 without NUL bytes. */
bool text_is_utf8(const char *bytes, size_t length);

/*
 * How far one word is from another: letters to insert, delete, replace or
 * swap with their neighbour, case ignored.  Words over 64 letters are far.
 */
unsigned text_distance(const char *a, const char *b);

#endif
