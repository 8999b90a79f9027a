/* Small questions about strings. */
#ifndef BASE_TEXT_H
#define BASE_TEXT_H

#include <stdbool.h>
#include <stddef.h>

/* Whether both are NULL, or the same text. */
bool text_same(const char *a, const char *b);

/* The text; "" for NULL. */
const char *text_or_empty(const char *text);

bool text_starts_with(const char *text, const char *start);
bool text_ends_with(const char *text, const char *end);

/* Whether it is one of the words. */
bool text_is_among(const char *const *words, size_t count, const char *word);

/* Whether one of the words, with single spaces between them, is the word. */
bool text_has_word(const char *words, const char *word);

/* Whether names of a policy can have it: letters, digits, "_", "-" and ".". */
bool byte_is_of_name(char byte);

/* Orders strings for qsort() and bsearch(), which are given pointers to them.
 */
int text_compare_items(const void *a, const void *b);

/* Order of people: runs of digits compare as numbers ("4.9" < "4.10"). */
int text_compare_natural(const char *a, const char *b);

/* true when the text is valid UTF-8 without NUL bytes. */
bool text_is_utf8(const char *bytes, size_t length);

/*
 * The bytes of the character at the start, where it can be shown as it is; 0
 * for one that steers a terminal (controls, C1 ones too, and what turns the
 * direction of text), and for what is no UTF-8.
 */
size_t text_plain_length(const char *text, size_t left);

/* Puts "?" in place of each character that cannot be shown as it is. */
void text_mask(char *text);

#endif
