/* Whom modules let callers do an op to, as it was printed when xsmc was built.
 */
#include "world.h"

#include "registry/registry.h"

static const struct registry *const built_in = &registry_builtin;

static void check(const struct op *op, const struct module *module,
		  unsigned release, struct arena *scratch)
{
	const struct op_reach made =
		registry_op_reach(built_in, op, release, module, scratch);
	const struct op_reach *found =
		registry_find_reach(built_in, op, release, module);
	assert_non_null(found);
	assert_int_equal(found->known, made.known);
	for (unsigned i = 0; i < CALLER_KINDS; i++) {
		const struct module_answer *a = &made.to[i];
		const struct module_answer *b = &found->to[i];
		assert_int_equal(a->some, b->some);
		assert_int_equal(a->always, b->always);
		assert_int_equal(a->nobody, b->nobody);
		assert_int_equal(a->by_handler, b->by_handler);
	}
}

/* Each op and module in a seventh of the releases, others for each op. */
static void test_is_what_it_works_out(void **state)
{
	struct arena scratch = ARENA_INIT;
	unsigned checked = 0;
	(void)state;
	for (unsigned i = 0; i < built_in->op_count; i++)
		for (unsigned j = 0; j < built_in->module_count; j++)
			for (unsigned k = i % 7; k < built_in->release_count;
			     k += 7) {
				const struct op *op = &built_in->ops[i];
				const struct module *module =
					&built_in->modules[j];
				if (!release_set_has(&op->in, k) ||
				    !release_set_has(&module->in, k)) {
					assert_null(registry_find_reach(
						built_in, op, k, module));
					continue;
				}
				check(op, module, k, &scratch);
				checked++;
			}
	arena_release(&scratch);
	assert_true(checked > 10000);
}

/* One that was read has no such table. */
static void test_is_of_the_built_in_alone(void **state)
{
	struct arena arena = ARENA_INIT;
	struct diags diags = DIAGS_INIT;
	const char *paths[] = {"data/registry.xml"};
	const struct registry *read = registry_load(paths, 1, &arena, &diags);
	(void)state;
	assert_non_null(read);
	assert_int_equal(read->reach_count, 0);
	assert_null(registry_find_reach(read, &read->ops[0],
					read->release_count - 1,
					&read->modules[0]));
	diags_release(&diags);
	arena_release(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_is_what_it_works_out),
		cmocka_unit_test(test_is_of_the_built_in_alone),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
