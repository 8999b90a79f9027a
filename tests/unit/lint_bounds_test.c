/* Bounds that compilers refuse and a Xen takes. */
#include "bound_types.h"
#include "tiny.h"

/*
 * While open is true, middle_t has not all that low_t has by rules, since
 * red_t, which bounds blue_t, is beyond its getinfo.  A Xen then takes back
 * what middle_t has not on red_t: the pause, too, which no condition is about.
 */
static void permissions_vary_with_others(void **state)
{
	struct world *world = *state;
	struct buffer binary = BUFFER_INIT;
	tiny_compile(world,
		     "type low_t; type middle_t; type top_t;"
		     "allow { low_t middle_t top_t } blue_t:domain pause;"
		     "allow top_t red_t:domain pause;"
		     "if (open) {"
		     "allow { low_t middle_t top_t } blue_t:domain getinfo; }",
		     &binary);
	binary_bound(&binary, "top_t", "middle_t");
	binary_bound(&binary, "middle_t", "low_t");
	binary_bound(&binary, "red_t", "blue_t");
	const struct policy *policy =
		source_parse("tiny", &binary, &world->arena, &world->diags);
	assert_no_diags(world);
	const struct lint *lint = tiny_lint_policy(world, policy, "9.1.0");
	unsigned found = 0;
	for (size_t i = 0; i < lint->finding_count; i++) {
		const struct finding finding = lint_finding(lint, i);
		if (!finding.op || strcmp(finding.subject, "low_t") != 0)
			continue;
		assert_string_equal(finding.op->name, "TOY_pause");
		assert_string_equal(finding.condition, "!open");
		found++;
	}
	assert_int_equal(found, 1);
	buffer_release(&binary);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		WORLD_TEST(permissions_vary_with_others),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
