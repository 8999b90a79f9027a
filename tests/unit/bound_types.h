/*
 * Bounds of types, written into a binary policy: compilers refuse many that a
 * Xen takes.
 */
#ifndef UNIT_BOUND_TYPES_H
#define UNIT_BOUND_TYPES_H

#include "world.h"

#include "base/buffer.h"

/* Where the row of the type is: length, value, kind, bound, name. */
static inline unsigned char *binary_type(const struct buffer *binary,
					 const char *name)
{
	enum { ROW = 16 };
	const size_t length = strlen(name);
	unsigned char *found = NULL;
	for (size_t i = 0; i + ROW + length <= binary->length; i++) {
		unsigned char *at = (unsigned char *)binary->data + i;
		uint32_t words[ROW / 4];
		memcpy(words, at, sizeof words);
		if (words[0] != length || words[2] != 1 ||
		    memcmp(at + ROW, name, length) != 0)
			continue;
		assert_null(found);
		found = at;
	}
	assert_non_null(found);
	return found;
}

/* Makes the one type the bound of the other. */
static inline void binary_bound(const struct buffer *binary, const char *bound,
				const char *type)
{
	memcpy(binary_type(binary, type) + 12, binary_type(binary, bound) + 4,
	       4);
}

#endif
