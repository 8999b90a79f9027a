/* Numbers and rows in order, searched by halves. */
#ifndef BASE_SEARCH_H
#define BASE_SEARCH_H

#include <stdbool.h>
#include <stddef.h>

/* Orders them, for qsort(). */
int numbers_compare(const void *a, const void *b);

/* For tables of them. */
size_t numbers_hash(const unsigned *numbers, size_t count);

/* Whether the number is among these, which ascend. */
bool numbers_have(const unsigned *numbers, size_t count, unsigned number);

/*
 * The index of the first row whose member, an unsigned by which the rows
 * ascend, is not below the number; count: there is none.
 */
#define rows_from(rows, count, member, number)        \
	search_first((rows), (count), sizeof *(rows), \
		     offsetof(__typeof__(*(rows)), member), (number))

/* The same, with the size of a row and the offset of its member. */
size_t search_first(const void *rows, size_t count, size_t size, size_t offset,
		    unsigned number);

#endif
