/* The map from strings to pointers. */
#include "world.h"

#include "base/map.h"

static void an_empty_map_has_nothing(void **state)
{
	struct map map = {0};
	(void)state;
	assert_null(map_get(&map, ""));
	assert_null(map_get(&map, "domU_t"));
	assert_int_equal(map.count, 0);
}

static void a_later_value_replaces_an_earlier_one(void **state)
{
	struct world *world = *state;
	struct map map = {0};
	int one = 1, two = 2;
	char key[] = "dom0_t";
	map_set(&map, "dom0_t", &one, &world->arena);
	map_set(&map, key, &two, &world->arena);
	assert_int_equal(map.count, 1);
	assert_ptr_equal(map_get(&map, "dom0_t"), &two);
}

static void the_empty_string_is_a_key(void **state)
{
	struct world *world = *state;
	struct map map = {0};
	int value = 1;
	map_set(&map, "", &value, &world->arena);
	assert_ptr_equal(map_get(&map, ""), &value);
	assert_null(map_get(&map, "a"));
}

static void many_keys_keep_their_values(void **state)
{
	enum { COUNT = 5000 };
	struct world *world = *state;
	struct map map = {0};
	static int values[COUNT];
	for (int i = 0; i < COUNT; i++)
		map_set(&map, arena_format(&world->arena, "type%d_t", i),
			&values[i], &world->arena);
	assert_int_equal(map.count, COUNT);
	for (int i = 0; i < COUNT; i++) {
		const char *key = arena_format(&world->arena, "type%d_t", i);
		assert_ptr_equal(map_get(&map, key), &values[i]);
		key = arena_format(&world->arena, "type%d", i);
		assert_null(map_get(&map, key));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		WORLD_TEST(an_empty_map_has_nothing),
		WORLD_TEST(a_later_value_replaces_an_earlier_one),
		WORLD_TEST(the_empty_string_is_a_key),
		WORLD_TEST(many_keys_keep_their_values),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
