/* Numbers and rows in order, searched by halves. */
#include "world.h"

#include "base/search.h"

struct row {
	const char *name;
	unsigned number;
};

static void numbers_are_told_from_their_neighbours(void **state)
{
	static const unsigned numbers[] = {0, 3, 4, 9};
	(void)state;
	for (unsigned i = 0; i < 12; i++)
		assert_int_equal(numbers_have(numbers, 4, i),
				 i == 0 || i == 3 || i == 4 || i == 9);
	assert_false(numbers_have(numbers, 0, 0));
	assert_false(numbers_have(NULL, 0, 0));
}

/* The first of equal ones, or the place where one would stand. */
static void rows_begin_at_the_first(void **state)
{
	static const struct row rows[] = {
		{"a", 2}, {"b", 5}, {"c", 5}, {"d", 5}, {"e", 7}};
	static const size_t first[] = {0, 0, 0, 1, 1, 1, 4, 4, 5};
	const struct row *none = NULL;
	(void)state;
	for (unsigned i = 0; i < sizeof first / sizeof *first; i++)
		assert_int_equal(rows_from(rows, 5, number, i), first[i]);
	assert_int_equal(rows_from(none, 0, number, 1), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(numbers_are_told_from_their_neighbours),
		cmocka_unit_test(rows_begin_at_the_first),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
