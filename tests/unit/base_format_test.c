/* Formatted text is what the C library makes of it. */
#include "base/format.h"

#include <limits.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

enum { ROOM = 200 };

/* Holds it to vsnprintf(), with all room, and with too little of each size. */
static void __attribute__((format(printf, 1, 2))) same(const char *format, ...)
{
	for (size_t room = 0; room < ROOM; room++) {
		char ours[ROOM + 1], theirs[ROOM + 1];
		va_list arguments;
		memset(ours, 'x', sizeof ours);
		memset(theirs, 'x', sizeof theirs);
		va_start(arguments, format);
		const size_t length =
			format_text(ours, room, format, arguments);
		va_end(arguments);
		va_start(arguments, format);
		const int other = vsnprintf(theirs, room, format, arguments);
		va_end(arguments);
		assert_int_equal(length, other);
		/* Behind the end all is free, but not behind the room. */
		if (room)
			assert_string_equal(ours, theirs);
		assert_int_equal(ours[room], 'x');
	}
}

static void simple_directives(void **state)
{
	(void)state;
	same("%s", "");
	same("no directive");
	same("%s%s%c100%%", "a", " of b", '!');
	same("%d %d %d", 0, INT_MIN, INT_MAX);
	same("%u, %u", 0U, UINT_MAX);
	same("<%zu>", SIZE_MAX);
}

static void other_directives(void **state)
{
	(void)state;
	same("%s is %5.1f", "half", 0.5);
	same("%016llx", 77ULL);
	same("%.*s of %s", 3, "abcdef", "it");
	same("%zd %s", (ptrdiff_t)-3, "so");
	same("%-8s|", "left");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(simple_directives),
		cmocka_unit_test(other_directives),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
