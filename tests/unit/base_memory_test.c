/* Arenas, and lists that grow in them. */
#include "world.h"

static void memory_is_zeroed_and_aligned(void **state)
{
	struct world *world = *state;
	for (size_t size = 1; size < 300; size += 7) {
		unsigned char *bytes = arena_alloc(&world->arena, size, 3);
		assert_int_equal((uintptr_t)bytes % _Alignof(max_align_t), 0);
		for (size_t i = 0; i < size * 3; i++)
			assert_int_equal(bytes[i], 0);
		memset(bytes, 0xa5, size * 3);
	}
}

/* Small things keep going into a page after a large one had its own. */
static void large_things_do_not_overlap_small_ones(void **state)
{
	enum { COUNT = 200, LARGE = 300000 };
	struct world *world = *state;
	unsigned char *small[COUNT];
	unsigned char *large[COUNT / 20];
	for (size_t i = 0; i < COUNT; i++) {
		small[i] = arena_alloc(&world->arena, 100, 1);
		memset(small[i], (int)i, 100);
		if (i % 20 == 0) {
			large[i / 20] = arena_alloc(&world->arena, LARGE, 1);
			memset(large[i / 20], 0xff, LARGE);
		}
	}
	for (size_t i = 0; i < COUNT; i++)
		for (size_t j = 0; j < 100; j++)
			assert_int_equal(small[i][j], i);
	for (size_t i = 0; i < COUNT / 20; i++)
		for (size_t j = 0; j < LARGE; j += 1000)
			assert_int_equal(large[i][j], 0xff);
}

static void nothing_can_be_asked_for(void **state)
{
	struct world *world = *state;
	assert_non_null(arena_alloc(&world->arena, 0, 16));
	assert_non_null(arena_alloc(&world->arena, 16, 0));
	assert_string_equal(arena_slice(&world->arena, "abc", 0), "");
}

static void strings_are_copies(void **state)
{
	struct world *world = *state;
	char text[] = "domain";
	char *copy = arena_string(&world->arena, text);
	char *slice = arena_slice(&world->arena, text, 3);
	text[0] = 'r';
	assert_string_equal(copy, "domain");
	assert_string_equal(slice, "dom");
	assert_null(arena_string(&world->arena, NULL));
	assert_string_equal(arena_format(&world->arena, "%s-%d", "a", 7),
			    "a-7");
}

static void a_released_arena_is_usable_again(void **state)
{
	struct world *world = *state;
	arena_string(&world->arena, "before");
	arena_release(&world->arena);
	assert_null(world->arena.pages);
	assert_string_equal(arena_string(&world->arena, "after"), "after");
}

static void a_cleared_arena_is_zeroed_again(void **state)
{
	enum { SMALL = 1000, LARGE = 300000, ROUNDS = 5 };
	struct world *world = *state;
	arena_clear(&world->arena);
	for (size_t i = 0; i < ROUNDS; i++) {
		for (size_t size = i % 2 ? SMALL : LARGE; size <= LARGE;
		     size += LARGE - SMALL) {
			unsigned char *bytes =
				arena_alloc(&world->arena, size, 1);
			for (size_t j = 0; j < size; j++)
				assert_int_equal(bytes[j], 0);
			memset(bytes, 0xa5, size);
		}
		arena_clear(&world->arena);
	}
}

static void lists_grow_and_keep_their_items(void **state)
{
	enum { COUNT = 10000 };
	struct world *world = *state;
	list_of(size_t) list = LIST_INIT;
	for (size_t i = 0; i < COUNT; i++) {
		size_t *item = list_push(&list, &world->arena);
		assert_int_equal(*item, 0);
		*item = i * i;
	}
	assert_int_equal(list.count, COUNT);
	assert_true(list.capacity >= COUNT);
	for (size_t i = 0; i < COUNT; i++)
		assert_int_equal(list.items[i], i * i);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		WORLD_TEST(memory_is_zeroed_and_aligned),
		WORLD_TEST(large_things_do_not_overlap_small_ones),
		WORLD_TEST(nothing_can_be_asked_for),
		WORLD_TEST(strings_are_copies),
		WORLD_TEST(a_released_arena_is_usable_again),
		WORLD_TEST(a_cleared_arena_is_zeroed_again),
		WORLD_TEST(lists_grow_and_keep_their_items),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
