/* Numbers and rows in order, searched by halves. */
#include "base/search.h"

#include <stdint.h>
#include <string.h>

int numbers_compare(const void *a, const void *b)
{
	const unsigned *x = a, *y = b;
	return (*x > *y) - (*x < *y);
}

size_t search_first(const void *rows, size_t count, size_t size, size_t offset,
		    unsigned number)
{
	size_t low = 0, high = count;
	while (low < high) {
		const size_t middle = low + (high - low) / 2;
		unsigned found;
		memcpy(&found, (const char *)rows + middle * size + offset,
		       sizeof found);
		if (found < number)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

bool numbers_have(const unsigned *numbers, size_t count, unsigned number)
{
	const size_t at =
		search_first(numbers, count, sizeof *numbers, 0, number);
	return at < count && numbers[at] == number;
}

size_t numbers_hash(const unsigned *numbers, size_t count)
{
	uint64_t hash = UINT64_C(14695981039346656037);
	for (size_t i = 0; i < count; i++)
		hash = (hash ^ numbers[i]) * UINT64_C(1099511628211);
	return (size_t)(hash ^ hash >> 29);
}
