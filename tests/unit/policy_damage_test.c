/* Files that are no policy, or a damaged one: a message, and no signal. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/file.h"
#include "policy/policy.h"

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
		    policy_compile("small", &text, 30, &world->diags,
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
			   size_t length, enum message_id id)
{
	struct diags diags = DIAGS_INIT;
	char *directory = directory_temporary(&world->arena, &diags);
	assert_non_null(directory);
	const char *path = arena_format(&world->arena, "%s/policy", directory);
	assert_true(file_replace(path, bytes, length, &diags));
	assert_null(policy_read(path, &world->arena, &diags));
	directory_remove(directory);
	assert_int_equal(diags.list.count, 1);
	assert_int_equal(diags.list.items[0].id, id);
	assert_string_equal(diags.list.items[0].at.file, path);
	diags_release(&diags);
}

static void strange_files_are_refused(void **state)
{
	struct world *world = *state;
	enum message_id id = MESSAGE_POLICY_KIND_UNKNOWN;
	char zeros[3000] = {0};
	static const char prose[] =
		"Each class of objects, say\nclass xen, has "
		"permissions.\n";
	static const char module[] = "\x8d\xff\x7c\xf9 and more";
	static const char garbage[] = "\xde\xad\xbe\xef\xde\xad\xbe\xef";
	assert_refused(world, "", 0, id);
	assert_refused(world, zeros, sizeof zeros, id);
	assert_refused(world, prose, sizeof prose - 1, id);
	assert_refused(world, module, sizeof module - 1, id);
	assert_refused(world, garbage, sizeof garbage - 1, id);
	/* a policy.conf with a NUL in it */
	assert_refused(world, "class xen\nclass domain\0\n", 24, id);
}

static void policies_of_linux_are_refused(void **state)
{
	struct world *world = *state;
	struct diags diags = DIAGS_INIT;
	struct buffer text = BUFFER_INIT, binary = BUFFER_INIT;
	const char *path = input(world, "linux.conf");
	assert_true(file_read(path, 1 << 20, &diags, &text));
	assert_true(policy_compile("linux", &text, 30, &diags, &binary));
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
	assert_null(policy_read(input(world, "none"), &world->arena, &diags));
	assert_int_equal(diags.list.count, 1);
	assert_int_equal(diags.list.items[0].id, MESSAGE_FILE_UNREADABLE);
	diags_release(&diags);
}

/* Reads the first bytes of the policy: a policy, or one message. */
static bool is_read(const char *bytes, size_t length)
{
	struct buffer binary = BUFFER_INIT;
	struct arena arena = ARENA_INIT;
	struct diags diags = DIAGS_INIT;
	buffer_add(&binary, bytes, length);
	bool done = policy_parse("damaged", &binary, &arena, &diags) != NULL;
	assert_int_equal(diags.list.count, !done);
	if (!done) {
		const struct diag *diag = &diags.list.items[0];
		assert_true(diag->id == MESSAGE_POLICY_UNREADABLE ||
			    diag->id == MESSAGE_POLICY_NOT_XEN);
		assert_string_equal(diag->at.file, "damaged");
		assert_true(*diag->detail);
	}
	buffer_release(&binary);
	arena_release(&arena);
	diags_release(&diags);
	return done;
}

/* A fork costs much more with a sanitizer's memory behind it. */
#ifdef __SANITIZE_ADDRESS__
enum { USUAL_SHARE = 10 };
#else
enum { USUAL_SHARE = 1 };
#endif

/* One in XSMC_TEST_SHARE of the rounds: under valgrind each is slow. */
static size_t rounds(size_t all)
{
	const char *share = getenv("XSMC_TEST_SHARE");
	size_t divisor = share ? strtoul(share, NULL, 10) : USUAL_SHARE;
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

/* libsepol 3.4 tries to list the gaps between 6 classes and some billions. */
static void a_policy_that_makes_libsepol_spin_is_refused(void **state)
{
	const struct world *world = *state;
	static const char table[] = "\6\0\0\0\6\0\0\0";
	char *counts = memmem(world->binary.data, world->binary.length, table,
			      sizeof table - 1);
	assert_non_null(counts);
	counts[3] = 1;
	assert_false(is_read(world->binary.data, world->binary.length));
	counts[3] = 0;
	assert_true(is_read(world->binary.data, world->binary.length));
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
			a_policy_that_makes_libsepol_spin_is_refused, set_up,
			tear_down),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
