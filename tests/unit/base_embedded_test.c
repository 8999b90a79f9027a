/* Embedded files: found by name, whole. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/embedded.h"

static void finds_a_template(void **state)
{
	(void)state;
	size_t length = 0;
	const char *text = embedded_find("status.md", &length);
	assert_non_null(text);
	assert_int_equal(strlen(text), length);
	assert_non_null(strstr(text, "{{blocks}}"));
	assert_int_equal(text[length - 1], '\n');
}

static void length_may_be_left_out(void **state)
{
	(void)state;
	assert_ptr_equal(embedded_find("registry.rng", NULL),
			 embedded_find("registry.rng", &(size_t){0}));
	assert_non_null(embedded_find("registry.rng", NULL));
}

static void unknown_name_is_null(void **state)
{
	(void)state;
	size_t length = 7;
	assert_null(embedded_find("status", &length));
	assert_null(embedded_find("", NULL));
	assert_int_equal(length, 7);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(finds_a_template),
		cmocka_unit_test(length_may_be_left_out),
		cmocka_unit_test(unknown_name_is_null),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
