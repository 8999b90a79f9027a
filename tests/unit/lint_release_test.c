/* Which release a policy is written for. */
#include "tiny.h"

USES_MESSAGE(RELEASE_NOT_FOUND);
USES_MESSAGE(UNKNOWN_RELEASE);

static void the_newest_that_fits_is_used(void **state)
{
	struct world *world = *state;
	struct release_choice choice;
	assert_true(lint_choose_release(tiny_registry(world),
					tiny_policy(world, ""), "auto",
					&world->arena, &world->diags, &choice));
	assert_no_diags(world);
	assert_int_equal(choice.used, 3);
	assert_int_equal(choice.candidate_count, 2);
	assert_int_equal(choice.candidates[0], 2);
	assert_int_equal(choice.candidates[1], 3);
	assert_string_equal(choice.how, "classes");
}

static void one_that_fits_may_be_given(void **state)
{
	struct world *world = *state;
	struct release_choice choice;
	assert_true(lint_choose_release(tiny_registry(world),
					tiny_policy(world, ""), "9.1.0",
					&world->arena, &world->diags, &choice));
	assert_no_diags(world);
	assert_int_equal(choice.used, 2);
	assert_int_equal(choice.candidate_count, 2);
	assert_string_equal(choice.how, "given");
}

static void one_that_does_not_fit_may_be_given(void **state)
{
	struct world *world = *state;
	struct release_choice choice;
	assert_true(lint_choose_release(tiny_registry(world),
					tiny_policy(world, ""), "9.0",
					&world->arena, &world->diags, &choice));
	assert_int_equal(choice.used, 1);
	assert_no_diags(world);
	assert_string_equal(choice.how, "given");
	assert_int_equal(choice.candidates[choice.candidate_count - 1], 3);
}

static void an_unknown_one_is_an_error(void **state)
{
	struct world *world = *state;
	struct release_choice choice;
	assert_false(lint_choose_release(
		tiny_registry(world), tiny_policy(world, ""), "9.2",
		&world->arena, &world->diags, &choice));
	assert_diag(world, MESSAGE_UNKNOWN_RELEASE);
}

static void a_policy_of_no_release_is_an_error(void **state)
{
	struct world *world = *state;
	struct release_choice choice;
	assert_false(lint_choose_release(
		&registry_builtin, tiny_policy(world, ""), "auto",
		&world->arena, &world->diags, &choice));
	assert_diag(world, MESSAGE_RELEASE_NOT_FOUND);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		WORLD_TEST(the_newest_that_fits_is_used),
		WORLD_TEST(one_that_fits_may_be_given),
		WORLD_TEST(one_that_does_not_fit_may_be_given),
		WORLD_TEST(an_unknown_one_is_an_error),
		WORLD_TEST(a_policy_of_no_release_is_an_error),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
