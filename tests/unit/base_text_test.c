/* Small questions about strings. */
#include "world.h"

#include <limits.h>

#include "base/text.h"

static void starts(void **state)
{
	(void)state;
	assert_true(text_starts_with("allow a", "allow "));
	assert_true(text_starts_with("allow", "allow"));
	assert_true(text_starts_with("allow", ""));
	assert_false(text_starts_with("allo", "allow"));
	assert_false(text_starts_with("disallow", "allow"));
}

/* Each word stands before all that follow it. */
static const char *const natural_order[] = {
	"",
	"4",
	"4.3.0",
	"4.3.1",
	"4.3.10",
	"4.4",
	"4.9.12",
	"4.10.1",
	"4.10.2",
	"10",
	"10000000000000000000000001",
	"10000000000000000000000002",
	"99999999999999999999999999",
	"A",
	"a",
	"a2",
	"a10",
	"a10b",
	"b",
};

static void natural_order_is_total(void **state)
{
	enum { COUNT = sizeof natural_order / sizeof *natural_order };
	(void)state;
	for (size_t i = 0; i < COUNT; i++)
		for (size_t j = 0; j < COUNT; j++) {
			int order = text_compare_natural(natural_order[i],
							 natural_order[j]);
			if ((i < j && order >= 0) || (i > j && order <= 0) ||
			    (i == j && order != 0))
				fail_msg("%s and %s: %d", natural_order[i],
					 natural_order[j], order);
		}
}

static void leading_zeros_do_not_count(void **state)
{
	(void)state;
	assert_int_equal(text_compare_natural("a007", "a7"), 0);
	assert_true(text_compare_natural("a007", "a8") < 0);
	assert_true(text_compare_natural("a0", "a") > 0);
	assert_int_equal(text_compare_natural("0", "00"), 0);
}

static void bytes_above_ascii_come_last(void **state)
{
	(void)state;
	assert_true(text_compare_natural("\xc3\xa4", "z") > 0);
}

static const struct {
	const char *bytes;
	size_t length;
	bool valid;
} encodings[] = {
	{"", 0, true},
	{"plain", 5, true},
	{"\t\n\x7f", 3, true},
	{"\0", 1, false},
	{"a\0b", 3, false},
	{"\xc3\xa4", 2, true},
	{"\xc3", 1, false},
	{"\xc3\xa4", 1, false},
	{"\xa4", 1, false},
	{"\xc3\x28", 2, false},
	{"\xc0\x80", 2, false}, /* overlong NUL */
	{"\xc1\xbf", 2, false}, /* overlong */
	{"\xe2\x82\xac", 3, true},
	{"\xe0\x9f\xbf", 3, false}, /* overlong */
	{"\xe0\xa0\x80", 3, true},
	{"\xed\x9f\xbf", 3, true},
	{"\xed\xa0\x80", 3, false}, /* a surrogate */
	{"\xf0\x9f\x98\x80", 4, true},
	{"\xf0\x9f\x98", 3, false},
	{"\xf0\x8f\xbf\xbf", 4, false}, /* overlong */
	{"\xf4\x8f\xbf\xbf", 4, true},
	{"\xf4\x90\x80\x80", 4, false}, /* above U+10FFFF */
	{"\xf5\x80\x80\x80", 4, false},
	{"\xff", 1, false},
	{"ok\xe2\x82", 4, false},
};

static void utf8_is_told_from_other_bytes(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof encodings / sizeof *encodings; i++)
		if (text_is_utf8(encodings[i].bytes, encodings[i].length) !=
		    encodings[i].valid)
			fail_msg("row %zu", i);
}

static void words_are_whole(void **state)
{
	(void)state;
	assert_true(text_has_word("one", "one"));
	assert_true(text_has_word("one two three", "two"));
	assert_true(text_has_word("one two three", "three"));
	assert_false(text_has_word("one two", "tw"));
	assert_false(text_has_word("one two", "wo"));
	assert_false(text_has_word("one two", "one two"));
	assert_false(text_has_word("", "one"));
}

static void ends_are_at_the_end(void **state)
{
	(void)state;
	assert_true(text_ends_with("silo_xsm_ops", "_ops"));
	assert_true(text_ends_with("_ops", "_ops"));
	assert_false(text_ends_with("ops", "_ops"));
	assert_false(text_ends_with("_ops_", "_ops"));
}

static void none_is_the_same_as_none_alone(void **state)
{
	char copy[] = "allow";
	(void)state;
	assert_true(text_same(NULL, NULL));
	assert_true(text_same("allow", copy));
	assert_false(text_same("allow", "allows"));
	assert_false(text_same("", NULL));
	assert_false(text_same(NULL, ""));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(words_are_whole),
		cmocka_unit_test(ends_are_at_the_end),
		cmocka_unit_test(none_is_the_same_as_none_alone),
		cmocka_unit_test(starts),
		cmocka_unit_test(natural_order_is_total),
		cmocka_unit_test(leading_zeros_do_not_count),
		cmocka_unit_test(bytes_above_ascii_come_last),
		cmocka_unit_test(utf8_is_told_from_other_bytes),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
