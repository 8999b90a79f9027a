/* Bytes that grow at the end. */
#include "world.h"

#include "base/buffer.h"

static void what_is_added_comes_out(void **state)
{
	struct buffer buffer = BUFFER_INIT;
	(void)state;
	assert_string_equal(buffer_string(&buffer), "");
	buffer_add_string(&buffer, "allow ");
	buffer_add(&buffer, "a b:c d", 3);
	buffer_add_char(&buffer, ':');
	buffer_add_repeated(&buffer, 'x', 4);
	buffer_format(&buffer, " %s %u", "p", 12U);
	assert_string_equal(buffer_string(&buffer), "allow a b:xxxx p 12");
	assert_int_equal(buffer.length, strlen("allow a b:xxxx p 12"));
	buffer_release(&buffer);
}

static void nothing_is_added(void **state)
{
	struct buffer buffer = BUFFER_INIT;
	(void)state;
	buffer_add(&buffer, "", 0);
	buffer_add_repeated(&buffer, 'x', 0);
	buffer_format(&buffer, "%s", "");
	assert_int_equal(buffer.length, 0);
	assert_string_equal(buffer_string(&buffer), "");
	buffer_release(&buffer);
}

static void bytes_may_be_null_bytes(void **state)
{
	struct buffer buffer = BUFFER_INIT;
	(void)state;
	buffer_add(&buffer, "a\0b\0", 4);
	buffer_add_char(&buffer, 'c');
	assert_int_equal(buffer.length, 5);
	assert_memory_equal(buffer.data, "a\0b\0c", 6);
	buffer_release(&buffer);
}

static void it_grows_and_stays_terminated(void **state)
{
	enum { COUNT = 100000 };
	struct buffer buffer = BUFFER_INIT;
	(void)state;
	for (unsigned i = 0; i < COUNT; i++) {
		buffer_add_char(&buffer, (char)('a' + i % 26));
		assert_int_equal(buffer.data[buffer.length], '\0');
		assert_true(buffer.capacity > buffer.length);
	}
	for (unsigned i = 0; i < COUNT; i++)
		assert_int_equal(buffer.data[i], 'a' + i % 26);
	buffer_release(&buffer);
}

static void clear_keeps_memory_and_release_does_not(void **state)
{
	struct buffer buffer = BUFFER_INIT;
	(void)state;
	buffer_clear(&buffer);
	buffer_add_string(&buffer, "some words");
	size_t capacity = buffer.capacity;
	buffer_clear(&buffer);
	assert_int_equal(buffer.capacity, capacity);
	assert_string_equal(buffer_string(&buffer), "");
	buffer_add_string(&buffer, "other");
	assert_string_equal(buffer_string(&buffer), "other");
	buffer_release(&buffer);
	assert_null(buffer.data);
	assert_int_equal(buffer.length + buffer.capacity, 0);
	buffer_add_string(&buffer, "again");
	assert_string_equal(buffer_string(&buffer), "again");
	buffer_release(&buffer);
}

/* What was reserved is there to be written, with room for a NUL behind. */
static void reserved_room_is_at_the_end(void **state)
{
	struct buffer buffer = BUFFER_INIT;
	(void)state;
	buffer_add_string(&buffer, "ab");
	char *end = buffer_reserve(&buffer, 1000);
	assert_ptr_equal(end, buffer.data + 2);
	assert_true(buffer.capacity >= 1003);
	assert_string_equal(buffer_string(&buffer), "ab");
	buffer_release(&buffer);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_added_comes_out),
		cmocka_unit_test(nothing_is_added),
		cmocka_unit_test(bytes_may_be_null_bytes),
		cmocka_unit_test(it_grows_and_stays_terminated),
		cmocka_unit_test(clear_keeps_memory_and_release_does_not),
		cmocka_unit_test(reserved_room_is_at_the_end),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
