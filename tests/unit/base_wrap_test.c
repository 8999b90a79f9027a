/* Lines that fit a width. */
#include "world.h"

#include <string.h>

#include "base/wrap.h"

static void wraps(const char *text, size_t width, const char *wanted)
{
	struct buffer out = BUFFER_INIT;
	wrap_text(text, strlen(text), width, &out);
	assert_string_equal(buffer_string(&out), wanted);
	buffer_release(&out);
}

static void keeps_what_fits(void **state)
{
	(void)state;
	wraps("", 20, "");
	wraps("one two\n\n  three  four\n", 13, "one two\n\n  three  four\n");
	wraps("no newline", 10, "no newline");
	wraps("a line of any length is one", 0, "a line of any length is one");
}

static void breaks_between_words(void **state)
{
	(void)state;
	wraps("one two three four\n", 10, "one two\nthree four\n");
	wraps("  one two three four five six\n", 20,
	      "  one two three four\n      five six\n");
	/* The blanks at the break are gone, those elsewhere stay. */
	wraps("one  two   three\n", 8, "one  two\nthree\n");
}

static void hangs_under_the_last_column(void **state)
{
	(void)state;
	wraps("  name    what it is and does\n", 26,
	      "  name    what it is and\n          does\n");
	wraps("a  b  words that are too many\n", 20,
	      "a  b  words that are\n      too many\n");
	/* Not where nothing would be left of the line. */
	wraps("  a name of its own  words go on\n", 24,
	      "  a name of its own\n      words go on\n");
}

static void keeps_long_words_whole(void **state)
{
	(void)state;
	wraps("see /a/very/long/path/to/somewhere now\n", 20,
	      "see\n/a/very/long/path/to/somewhere\nnow\n");
	wraps("/a/very/long/path/to/somewhere\n", 20,
	      "/a/very/long/path/to/somewhere\n");
}

static void counts_what_is_seen(void **state)
{
	(void)state;
	assert_int_equal(wrap_columns("\033[1mbold\033[0m", 12), 4);
	assert_int_equal(wrap_columns("\303\274ber", 5), 4);
	assert_int_equal(wrap_columns("\033[", 2), 0);
	wraps("\033[1mone\033[0m two\n", 7, "\033[1mone\033[0m two\n");
	wraps("\303\274\303\274 \303\274\303\274\n", 5,
	      "\303\274\303\274 \303\274\303\274\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(keeps_what_fits),
		cmocka_unit_test(breaks_between_words),
		cmocka_unit_test(hangs_under_the_last_column),
		cmocka_unit_test(keeps_long_words_whole),
		cmocka_unit_test(counts_what_is_seen),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
