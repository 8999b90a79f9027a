/* A cursor over the bytes of a binary policy that cannot leave them. */
#include "policy/policy_image.h"
#include "policy/policy_table.h"

#include <stdarg.h>

enum { UNIT_SIZE = 12, UNIT_BITS = 64 };

size_t image_left(const struct image *image)
{
	return image->length - image->at;
}

static void set_error(struct image *image, const char *kind, const char *detail)
{
	if (image->error)
		return;
	image->error = arena_format(
		image->arena, "%s in the %s, at byte %zu%s%s", kind,
		image->part, image->at, *detail ? ": " : "", detail);
}

bool image_fail(struct image *image, const char *format, ...)
{
	va_list arguments;
	va_start(arguments, format);
	set_error(image, "damaged",
		  arena_vformat(image->arena, format, arguments));
	va_end(arguments);
	return false;
}

const unsigned char *image_take(struct image *image, size_t length)
{
	if (image_left(image) < length)
		set_error(image, "cut short", "");
	if (image->error)
		return NULL;
	image->at += length;
	return image->bytes + image->at - length;
}

uint32_t image_number(struct image *image)
{
	const unsigned char *bytes = image_take(image, 4);
	return bytes ? number_at(bytes) : 0;
}

uint32_t image_count(struct image *image, size_t size)
{
	uint32_t count = image_number(image);
	if (count <= image_left(image) / size)
		return count;
	set_error(image, "cut short or damaged",
		  arena_format(image->arena,
			       "a count of %u does not fit into what follows",
			       count));
	return 0;
}

bool image_index(struct image *image, unsigned count, const char *what,
		 unsigned *index)
{
	uint32_t value = image_number(image);
	*index = value - 1;
	if (value >= 1 && value <= count)
		return !image->error;
	return image_fail(image, "no %s has the number %u", what, value);
}

const char *image_name(struct image *image, uint32_t length)
{
	const char *bytes = (const char *)image_take(image, length);
	if (!bytes)
		return NULL;
	if (length && policy_is_plain(bytes, length))
		return arena_slice(image->arena, bytes, length);
	image_fail(image, "a name is empty or not of printable ASCII");
	return NULL;
}

static uint64_t unit_bits(const unsigned char *unit)
{
	return number_at(unit + 4) | (uint64_t)number_at(unit + 8) << 32;
}

/* bitmap_has() relies on the order. */
static bool check_units(struct image *image, const struct bitmap *bitmap,
			uint32_t end)
{
	uint64_t free = 0;
	for (uint32_t i = 0; i < bitmap->unit_count; i++) {
		uint32_t first = number_at(bitmap->units + i * UNIT_SIZE);
		if (first % UNIT_BITS || first < free || first >= end)
			return image_fail(image, "a bitmap is out of order");
		free = (uint64_t)first + UNIT_BITS;
	}
	return true;
}

bool image_bitmap(struct image *image, uint32_t limit, struct bitmap *bitmap)
{
	uint32_t unit = image_number(image);
	uint32_t end = image_number(image);
	uint32_t count =
		end ? image_count(image, UNIT_SIZE) : image_number(image);
	*bitmap = (struct bitmap){NULL, 0};
	if (!image->error && unit != UNIT_BITS)
		return image_fail(image, "a bitmap is in units of %u bits",
				  unit);
	/* Of an empty one the count does not matter, to Xen neither. */
	if (image->error || end == 0)
		return !image->error;
	bitmap->units = image_take(image, (size_t)count * UNIT_SIZE);
	bitmap->unit_count = count;
	return check_units(image, bitmap, end) &&
	       image_bitmap_within(image, bitmap, limit);
}

bool image_bitmap_within(struct image *image, const struct bitmap *bitmap,
			 uint32_t limit)
{
	for (uint32_t i = bitmap->unit_count; i-- > 0;) {
		const unsigned char *unit = bitmap->units + i * UNIT_SIZE;
		uint64_t first = number_at(unit), bits = unit_bits(unit);
		if (!bits)
			continue;
		uint64_t end =
			first + UNIT_BITS - (unsigned)__builtin_clzll(bits);
		if (end <= limit)
			return true;
		image->at = (size_t)(unit - image->bytes);
		return image_fail(image, "a bitmap has bit %llu of %u",
				  (unsigned long long)end - 1, limit);
	}
	return true;
}

size_t bitmap_size(const struct bitmap *bitmap)
{
	size_t size = 0;
	for (uint32_t i = 0; i < bitmap->unit_count; i++)
		size += (unsigned)__builtin_popcountll(
			unit_bits(bitmap->units + i * UNIT_SIZE));
	return size;
}

bool bitmap_has(const struct bitmap *bitmap, uint32_t bit)
{
	uint32_t low = 0, high = bitmap->unit_count;
	while (low < high) {
		uint32_t middle = low + (high - low) / 2;
		const unsigned char *unit = bitmap->units + middle * UNIT_SIZE;
		uint32_t first = number_at(unit);
		if (bit < first)
			high = middle;
		else if (bit - first < UNIT_BITS)
			return unit_bits(unit) >> (bit - first) & 1;
		else
			low = middle + 1;
	}
	return false;
}

bool bitmap_next(struct bitmap_walk *walk, unsigned *bit)
{
	while (!walk->bits) {
		if (!walk->left.unit_count)
			return false;
		walk->first = number_at(walk->left.units);
		walk->bits = unit_bits(walk->left.units);
		walk->left.units += UNIT_SIZE;
		walk->left.unit_count--;
	}
	*bit = walk->first + (unsigned)__builtin_ctzll(walk->bits);
	walk->bits &= walk->bits - 1;
	return true;
}
