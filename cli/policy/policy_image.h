/* The bytes of a binary policy: a cursor that cannot leave them, bitmaps. */
#ifndef POLICY_POLICY_IMAGE_H
#define POLICY_POLICY_IMAGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/memory.h"

/*
 * What cannot be read sets the error, with its place; from then on nothing
 * moves, numbers are 0 and all else fails, so that a record is read whole
 * before it is asked whether that went well.
 */
struct image {
	const unsigned char *bytes;
	size_t length, at;
	const char *part;    /* what is being read, as people call it */
	const char *error;   /* in the arena; NULL: none */
	struct arena *arena; /* of names and of the error */
};

size_t image_left(const struct image *image);

/* Sets the error: damaged in this part, here, for this reason; false. */
bool image_fail(struct image *image, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

/* Goes on behind that many bytes, and yields them; NULL: there are not. */
const unsigned char *image_take(struct image *image, size_t length);

/* A number of four bytes, the least significant first. */
uint32_t image_number(struct image *image);

/* The number of things that follow, of so many bytes at the least. */
uint32_t image_count(struct image *image, size_t size);

/* A number from 1 to count, less 1; what: of which things, in an error. */
bool image_index(struct image *image, unsigned count, const char *what,
		 unsigned *index);

/* A copy of a name of printable ASCII, in the arena; NULL: it is none. */
const char *image_name(struct image *image, uint32_t length);

/* The same numbers in bytes that were taken. */
static inline uint32_t number_at(const unsigned char *bytes)
{
	return (uint32_t)bytes[0] | (uint32_t)bytes[1] << 8 |
	       (uint32_t)bytes[2] << 16 | (uint32_t)bytes[3] << 24;
}

static inline uint32_t short_at(const unsigned char *bytes)
{
	return (uint32_t)bytes[0] | (uint32_t)bytes[1] << 8;
}

/* Bits as they stand in the image: a view, {0} has none. */
struct bitmap {
	const unsigned char *units; /* each a first bit and 64 bits */
	uint32_t unit_count;
};

/* Reads a bitmap, of bits below the limit. */
bool image_bitmap(struct image *image, uint32_t limit, struct bitmap *bitmap);

/* As long as the limit was not known: fails when there are others, there. */
bool image_bitmap_within(struct image *image, const struct bitmap *bitmap,
			 uint32_t limit);

size_t bitmap_size(const struct bitmap *bitmap);
bool bitmap_has(const struct bitmap *bitmap, uint32_t bit);

/* Goes through the bits from the lowest: {bitmap} at first. */
struct bitmap_walk {
	struct bitmap left;
	uint32_t first;
	uint64_t bits;
};

bool bitmap_next(struct bitmap_walk *walk, unsigned *bit);

#endif
