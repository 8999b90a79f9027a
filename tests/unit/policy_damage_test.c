/* Files that are no policy, or a damaged one: a message, and no signal. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/file.h"
#include "base/file_replace.h"
#include "source/source.h"

USES_MESSAGE(FILE_UNREADABLE);
USES_MESSAGE(POLICY_KIND_UNKNOWN);
USES_MESSAGE(POLICY_NOT_XEN);
USES_MESSAGE(POLICY_UNREADABLE);

struct world {
	struct arena arena;
	struct diags diags;
	struct buffer binary; /* of small.conf */
};

static const char *input(struct world *world, const char *name)
{
	const char *inputs = getenv("SHARED_INPUTS");
	return arena_format(&world->arena, "%s/policy/%s",
			    inputs ? inputs : "tests/inputs", name);
}

static int set_up(void **state)
{
	struct world *world = calloc(1, sizeof *world);
	struct buffer text = BUFFER_INIT;
	if (!world)
		return -1;
	*state = world;
	bool done = file_read(input(world, "small.conf"), 1 << 20,
			      &world->diags, &text) &&
		    source_compile("small", &text, 30, &world->diags,
				   &world->binary);
	buffer_release(&text);
	return done ? 0 : -1;
}

static int tear_down(void **state)
{
	struct world *world = *state;
	arena_release(&world->arena);
	diags_release(&world->diags);
	buffer_release(&world->binary);
	free(world);
	return 0;
}

/* One message of that kind about the bytes, read as a file. */
static void assert_refused(struct world *world, const char *bytes,
			   size_t length, const struct message *message)
{
	struct diags diags = DIAGS_INIT;
	char *directory = directory_temporary(&world->arena, &diags);
	assert_non_null(directory);
	const char *path = arena_format(&world->arena, "%s/policy", directory);
	assert_true(file_replace(path, bytes, length, &diags));
	assert_null(source_read(path, &world->arena, &diags));
	directory_remove(directory);
	assert_int_equal(diags.list.count, 1);
	assert_ptr_equal(diags.list.items[0].message, message);
	assert_string_equal(diags.list.items[0].at.file, path);
	diags_release(&diags);
}

static void strange_files_are_refused(void **state)
{
	struct world *world = *state;
	const struct message *message = MESSAGE_POLICY_KIND_UNKNOWN;
	char zeros[3000] = {0};
	static const char prose[] =
		"Each class of objects, say\nclass xen, has "
		"permissions.\n";
	static const char module[] = "\x8d\xff\x7c\xf9 and more";
	static const char garbage[] = "\xde\xad\xbe\xef\xde\xad\xbe\xef";
	assert_refused(world, "", 0, message);
	assert_refused(world, zeros, sizeof zeros, message);
	assert_refused(world, prose, sizeof prose - 1, message);
	assert_refused(world, module, sizeof module - 1, message);
	assert_refused(world, garbage, sizeof garbage - 1, message);
	/* a policy.conf with a NUL in it */
	assert_refused(world, "class xen\nclass domain\0\n", 24, message);
}

static void policies_of_linux_are_refused(void **state)
{
	struct world *world = *state;
	struct diags diags = DIAGS_INIT;
	struct buffer text = BUFFER_INIT, binary = BUFFER_INIT;
	const char *path = input(world, "linux.conf");
	assert_true(file_read(path, 1 << 20, &diags, &text));
	assert_true(source_compile("linux", &text, 30, &diags, &binary));
	assert_refused(world, text.data, text.length, MESSAGE_POLICY_NOT_XEN);
	assert_refused(world, binary.data, binary.length,
		       MESSAGE_POLICY_NOT_XEN);
	buffer_release(&text);
	buffer_release(&binary);
	diags_release(&diags);
}

static void missing_files_are_refused(void **state)
{
	struct world *world = *state;
	struct diags diags = DIAGS_INIT;
	assert_null(source_read(input(world, "none"), &world->arena, &diags));
	assert_int_equal(diags.list.count, 1);
	assert_ptr_equal(diags.list.items[0].message, MESSAGE_FILE_UNREADABLE);
	diags_release(&diags);
}

/* Reads the first bytes of the policy: a policy, or one message. */
static bool is_read(const char *bytes, size_t length)
{
	struct buffer binary = BUFFER_INIT;
	struct arena arena = ARENA_INIT;
	struct diags diags = DIAGS_INIT;
	buffer_add(&binary, bytes, length);
	bool done = source_parse("damaged", &binary, &arena, &diags) != NULL;
	assert_int_equal(diags.list.count, !done);
	if (!done) {
		const struct diag *diag = &diags.list.items[0];
		assert_true(diag->message == MESSAGE_POLICY_UNREADABLE ||
			    diag->message == MESSAGE_POLICY_NOT_XEN);
		assert_string_equal(diag->at.file, "damaged");
		assert_true(*diag->detail);
	}
	buffer_release(&binary);
	arena_release(&arena);
	diags_release(&diags);
	return done;
}

/* One in XSMC_TEST_SHARE of the rounds: under valgrind each is slow. */
static size_t rounds(size_t all)
{
	const char *share = getenv("XSMC_TEST_SHARE");
	size_t divisor = share ? strtoul(share, NULL, 10) : 1;
	return divisor > 1 ? all / divisor : all;
}

static void a_policy_cut_anywhere_is_refused(void **state)
{
	const struct world *world = *state;
	size_t length = world->binary.length;
	size_t step = length / rounds(length);
	for (size_t i = 0; i < length; i += step)
		assert_false(is_read(world->binary.data, i));
	assert_true(is_read(world->binary.data, length));
}

static void a_cut_file_is_refused(void **state)
{
	struct world *world = *state;
	assert_refused(world, world->binary.data, 3,
		       MESSAGE_POLICY_KIND_UNKNOWN);
	assert_refused(world, world->binary.data, 4, MESSAGE_POLICY_UNREADABLE);
	assert_refused(world, world->binary.data, world->binary.length / 2,
		       MESSAGE_POLICY_UNREADABLE);
	assert_refused(world, world->binary.data, world->binary.length - 1,
		       MESSAGE_POLICY_UNREADABLE);
}

static void a_policy_with_one_wrong_byte_does_no_harm(void **state)
{
	const struct world *world = *state;
	char *bytes = world->binary.data;
	uint32_t random = 20140512;
	size_t refused = 0;
	size_t count = rounds(2000);
	for (size_t i = 0; i < count; i++) {
		random = random * 1664525 + 1013904223;
		size_t at = (random >> 8) % world->binary.length;
		random = random * 1664525 + 1013904223;
		char right = bytes[at];
		bytes[at] = (char)(right ^ (int)(1 + (random >> 8) % 255));
		refused += !is_read(bytes, world->binary.length);
		bytes[at] = right;
	}
	assert_true(refused > count / 2);
	assert_true(is_read(bytes, world->binary.length));
}

/* The refusal of the bytes, in the arena; NULL: they are read. */
static const char *refusal(struct world *world, const char *bytes,
			   size_t length)
{
	struct buffer binary = BUFFER_INIT;
	struct diags diags = DIAGS_INIT;
	const char *detail = NULL;
	buffer_add(&binary, bytes, length);
	if (!source_parse("damaged", &binary, &world->arena, &diags)) {
		assert_int_equal(diags.list.count, 1);
		assert_ptr_equal(diags.list.items[0].message,
				 MESSAGE_POLICY_UNREADABLE);
		detail =
			arena_string(&world->arena, diags.list.items[0].detail);
	}
	buffer_release(&binary);
	diags_release(&diags);
	return detail;
}

static uint32_t get_number(const char *at)
{
	uint32_t number = 0;
	for (unsigned i = 0; i < 4; i++)
		number |= (uint32_t)(unsigned char)at[i] << 8 * i;
	return number;
}

static void put_number(char *at, uint32_t number)
{
	for (unsigned i = 0; i < 4; i++)
		at[i] = (char)(number >> 8 * i);
}

/* The refusal when a number of the policy is another one. */
static const char *refusal_with(struct world *world, size_t at, uint32_t number)
{
	char *place = world->binary.data + at;
	uint32_t right = get_number(place);
	put_number(place, number);
	const char *detail =
		refusal(world, world->binary.data, world->binary.length);
	put_number(place, right);
	return detail;
}

/* Where the bytes stand for the first time. */
static size_t place_of(const struct world *world, const char *bytes,
		       size_t length)
{
	const char *found =
		memmem(world->binary.data, world->binary.length, bytes, length);
	assert_non_null(found);
	return (size_t)(found - world->binary.data);
}

static void assert_part(const char *text, const char *part)
{
	if (!text || !strstr(text, part))
		fail_msg("\"%s\" is not in: %s", part, text);
}

/* Magic, length and name of the target; version, config, two counts. */
enum { HEAD_TARGET = 8, HEAD_VERSION = 16, HEAD_CONFIG = 20, HEAD_TABLES = 24 };

static void other_forms_are_refused_in_words(void **state)
{
	struct world *world = *state;
	char *target = world->binary.data + HEAD_TARGET;
	assert_memory_equal(target, "XenFlask", 8);
	assert_string_equal(refusal_with(world, HEAD_VERSION, 34),
			    "it has version 34, not one of 15 to 33");
	assert_string_equal(refusal_with(world, HEAD_VERSION, 14),
			    "it has version 14, not one of 15 to 33");
	assert_string_equal(
		refusal_with(world, HEAD_VERSION, 29),
		"it has version 29, but the target XenFlask has only 24 "
		"and 30");
	assert_part(refusal_with(world, HEAD_CONFIG, 6),
		    "both rejected and allowed");
	assert_part(refusal_with(world, HEAD_TABLES, 9),
		    "9 and 6 tables, where version 30 has 8 and 6");
	target[0] = 'Y';
	assert_string_equal(
		refusal(world, world->binary.data, world->binary.length),
		"its target is neither XenFlask nor SE Linux, but YenFlask");
	target[0] = 'X';
}

/* Neither a Xen nor libsepol looks at what stands behind the last part. */
static void what_follows_a_policy_does_not_matter(void **state)
{
	struct world *world = *state;
	struct buffer longer = BUFFER_INIT;
	buffer_add(&longer, world->binary.data, world->binary.length);
	buffer_add_string(&longer, "and more");
	assert_null(refusal(world, longer.data, longer.length));
	buffer_release(&longer);
}

/* Classes: 6 numbers, 6 rows; each number of theirs with a huge one. */
static void huge_counts_are_refused(void **state)
{
	static const char table[] = "\6\0\0\0\6\0\0\0";
	struct world *world = *state;
	size_t classes = place_of(world, table, sizeof table - 1);
	assert_part(refusal_with(world, classes, 0x01000006),
		    "damaged in the classes");
	assert_part(refusal_with(world, classes + 4, 0x7fffffff),
		    "cut short or damaged in the classes");
	assert_null(refusal_with(world, classes, 7));
	size_t count = rounds(world->binary.length - 4);
	size_t step = (world->binary.length - 4) / count;
	for (size_t at = 4; at + 4 <= world->binary.length; at += step) {
		char *place = world->binary.data + at;
		uint32_t right = get_number(place);
		put_number(place, UINT32_MAX);
		is_read(world->binary.data, world->binary.length);
		put_number(place, 0x00ffffff);
		is_read(world->binary.data, world->binary.length);
		put_number(place, right);
	}
}

static void symbols_have_numbers_of_their_own(void **state)
{
	/* length, number, properties, bound */
	static const char dom0[] = "dom0_t", web[] = "web_t";
	struct world *world = *state;
	size_t first = place_of(world, dom0, sizeof dom0 - 1) - 16;
	size_t second = place_of(world, web, sizeof web - 1) - 16;
	uint32_t number = get_number(world->binary.data + second + 4);
	assert_int_equal(get_number(world->binary.data + first), 6);
	assert_part(refusal_with(world, first + 4, number),
		    "damaged in the types");
	assert_part(refusal_with(world, first + 4, number), "twice");
	assert_part(refusal_with(world, first + 4, 1000), "number 1000 of");
	memcpy(world->binary.data + first + 16, "tool_t", 6);
	assert_part(refusal(world, world->binary.data, world->binary.length),
		    "tool_t twice");
	memcpy(world->binary.data + first + 16, "do\no_t", 6);
	assert_part(refusal(world, world->binary.data, world->binary.length),
		    "printable");
}

/* A context whose user or role does not fit is one that no Xen loads. */
static void contexts_are_valid(void **state)
{
	struct world *world = *state;
	/* There are three: number, user, role, type of the first. */
	static const char sid[] = "\3\0\0\0\4\0\0\0\1\0\0\0\3\0\0\0";
	size_t at = place_of(world, sid, sizeof sid - 1) + 4;
	assert_part(refusal_with(world, at + 4, 9), "no user has the number 9");
	assert_part(refusal_with(world, at + 8, 2), "is not a valid context");
	assert_part(refusal_with(world, at + 12, 1000), "no type has");
	assert_null(refusal_with(world, at + 8, 1)); /* object_r */
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(strange_files_are_refused,
						set_up, tear_down),
		cmocka_unit_test_setup_teardown(policies_of_linux_are_refused,
						set_up, tear_down),
		cmocka_unit_test_setup_teardown(missing_files_are_refused,
						set_up, tear_down),
		cmocka_unit_test_setup_teardown(
			a_policy_cut_anywhere_is_refused, set_up, tear_down),
		cmocka_unit_test_setup_teardown(a_cut_file_is_refused, set_up,
						tear_down),
		cmocka_unit_test_setup_teardown(
			a_policy_with_one_wrong_byte_does_no_harm, set_up,
			tear_down),
		cmocka_unit_test_setup_teardown(
			other_forms_are_refused_in_words, set_up, tear_down),
		cmocka_unit_test_setup_teardown(
			what_follows_a_policy_does_not_matter, set_up,
			tear_down),
		cmocka_unit_test_setup_teardown(huge_counts_are_refused, set_up,
						tear_down),
		cmocka_unit_test_setup_teardown(
			symbols_have_numbers_of_their_own, set_up, tear_down),
		cmocka_unit_test_setup_teardown(contexts_are_valid, set_up,
						tear_down),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
