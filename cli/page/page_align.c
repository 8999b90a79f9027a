/* Which entries of a document's block can stay where they are. */
#include "page/page_align.h"

#include "base/map.h"

static void find_names(const struct page_block *block,
		       const struct document_block *found, struct arena *arena,
		       struct page_place *places)
{
	struct map names = {0};
	for (size_t i = 0; i < block->names.count; i++)
		map_set(&names, block->names.items[i], &block->names.items[i],
			arena);
	for (size_t i = 0; i < found->entries.count; i++) {
		const char *const *name =
			map_get(&names, found->entries.items[i].name);
		places[i].name = NO_INDEX;
		if (name)
			places[i].name = (unsigned)(name - block->names.items);
	}
}

/* How many of the rows so far have an entry below the name at their end. */
static size_t count_below(const struct page_place *places, const size_t *ends,
			  size_t count, unsigned name)
{
	size_t low = 0;
	while (low < count) {
		size_t middle = low + (count - low) / 2;
		if (places[ends[middle]].name < name)
			low = middle + 1;
		else
			count = middle;
	}
	return low;
}

/*
 * The longest increasing subsequence of the names' indices: ends[n] is the
 * entry with the lowest name that ends an increasing row of n + 1 entries.
 */
static void keep_longest(size_t entry_count, struct arena *arena,
			 struct page_alignment *alignment)
{
	struct page_place *places = alignment->places;
	size_t *ends = arena_alloc(arena, entry_count, sizeof *ends);
	size_t *before = arena_alloc(arena, entry_count, sizeof *before);
	size_t length = 0;
	for (size_t i = 0; i < entry_count; i++) {
		if (places[i].name == NO_INDEX)
			continue;
		size_t row = count_below(places, ends, length, places[i].name);
		before[i] = row ? ends[row - 1] : i;
		ends[row] = i;
		if (row == length)
			length++;
	}
	alignment->any_kept = length > 0;
	for (size_t i = length ? ends[length - 1] : 0; length; length--) {
		places[i].kept = true;
		i = before[i];
	}
}

void page_align(const struct page_block *block,
		const struct document_block *found, struct arena *arena,
		struct page_alignment *alignment)
{
	size_t count = found->entries.count;
	alignment->places =
		arena_alloc(arena, count, sizeof(struct page_place));
	find_names(block, found, arena, alignment->places);
	keep_longest(count, arena, alignment);
}
