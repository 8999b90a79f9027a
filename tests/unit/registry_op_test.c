/* Ops: names, numbers and what is asked for them. */
#include "world.h"

#include "registry/registry.h"

static const struct registry *const built_in = &registry_builtin;

static unsigned release_of(struct world *world, const char *name)
{
	unsigned release = registry_release(built_in, name, &world->diags);
	assert_int_not_equal(release, NO_INDEX);
	return release;
}

static const struct op *op_of(const char *name)
{
	const struct op *op = registry_find_op(built_in, name);
	if (!op)
		fail_msg("no op %s", name);
	return op;
}

static void ops_are_found_by_name(void **state)
{
	(void)state;
	const struct op *op =
		op_of("XEN_DOMCTL_shadow_op/XEN_DOMCTL_SHADOW_OP_OFF");
	assert_ptr_equal(op_of("XEN_DOMCTL_SHADOW_OP_OFF"), op);
	assert_string_equal(op_macro(op), "XEN_DOMCTL_SHADOW_OP_OFF");
	assert_string_equal(built_in->ops[op->parent].name,
			    "XEN_DOMCTL_shadow_op");
	assert_string_equal(op_macro(op_of("XENMEM_exchange")),
			    "XENMEM_exchange");
	assert_int_equal(op_of("XENMEM_exchange")->parent, NO_INDEX);
	assert_null(registry_find_op(built_in, "XEN_DOMCTL_pause"));
	assert_null(registry_find_op(built_in, "xen_domctl_pausedomain"));
	assert_null(registry_find_op(built_in, ""));
}

/* What is found by its full name is the op itself, whatever else has it. */
static void each_op_is_found_by_its_full_name(void **state)
{
	(void)state;
	for (unsigned i = 0; i < built_in->op_count; i++) {
		const struct op *op = &built_in->ops[i];
		const struct op *found = registry_find_op(built_in, op->name);
		if (!found || strcmp(found->name, op->name) != 0)
			fail_msg("%s", op->name);
	}
}

static void a_hypercall_has_its_ops(void **state)
{
	unsigned count = 0;
	(void)state;
	for (unsigned i = 0; i < built_in->hypercall_count; i++) {
		const struct span ops = built_in->hypercalls[i].ops;
		for (unsigned j = ops.first; j < ops.first + ops.count; j++) {
			const struct op *op = &built_in->ops[j];
			assert_int_equal(op->hypercall, i);
			/* A parent stands before its sub-ops. */
			assert_true(op->parent == NO_INDEX || op->parent < j);
			count++;
		}
	}
	assert_int_equal(count, built_in->op_count);
}

/* From the public headers. */
static const struct {
	const char *op, *release;
	unsigned number;
} numbers[] = {
	{"XEN_DOMCTL_createdomain", "4.3.0", 1},
	{"XEN_DOMCTL_pausedomain", "4.22.0", 3},
	{"XEN_DOMCTL_getdomaininfo", "4.17.0", 5},
	{"XEN_DOMCTL_sendtrigger", "4.17.0", 28},
	{"XEN_DOMCTL_gdbsx_guestmemio", "4.17.0", 1000},
	{"XEN_SYSCTL_readconsole", "4.3.0", 1},
	{"XEN_SYSCTL_physinfo", "4.17.0", 3},
	{"XENMEM_increase_reservation", "4.3.0", 0},
	{"XENMEM_claim_pages", "4.3.0", 24},
	{"TMEM_CONTROL", "4.3.0", 0},
	{"XEN_DOMCTL_SHADOW_OP_ENABLE", "4.17.0", 32},
};

static void numbers_are_those_of_the_headers(void **state)
{
	struct world *world = *state;
	for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
		assert_int_equal(registry_op_number(
					 built_in, op_of(numbers[i].op),
					 release_of(world, numbers[i].release)),
				 numbers[i].number);
}

static void each_release_of_an_op_has_a_number(void **state)
{
	(void)state;
	for (unsigned i = 0; i < built_in->op_count; i++)
		for (unsigned r = 0; r < built_in->release_count; r++) {
			const struct op *op = &built_in->ops[i];
			bool numbered =
				registry_op_number(built_in, op, r) != NO_INDEX;
			assert_int_equal(numbered, release_set_has(&op->in, r));
		}
}

/* "caller target domain pause", one line for each access. */
static const char *asked(struct world *world, const char *name,
			 const char *release)
{
	struct op_accesses accesses;
	const char *text = "";
	registry_op_accesses(built_in, op_of(name), release_of(world, release),
			     &world->arena, &accesses);
	assert_true(accesses.recorded);
	for (size_t i = 0; i < accesses.list.count; i++) {
		const struct access *access = accesses.list.items[i];
		text = arena_format(
			&world->arena, "%s%s %s %s %s\n", text,
			access_subject_name(access->subject),
			access->object ? access->object : "-",
			access->object_class ? access->object_class : "-",
			access->permission ? access->permission : "-");
	}
	return text;
}

static void accesses_are_what_the_hook_asks(void **state)
{
	struct world *world = *state;
	assert_string_equal(asked(world, "XEN_DOMCTL_pausedomain", "4.17.0"),
			    "caller target domain pause\n");
	assert_string_equal(asked(world, "XEN_SYSCTL_physinfo", "4.17.0"),
			    "caller xen xen physinfo\n");
	/* The bit of domain2:set_vnumainfo means this in class domain. */
	assert_string_equal(asked(world, "XEN_DOMCTL_setvnumainfo", "4.17.0"),
			    "caller target domain getvcpuinfo\n");
}

static void what_the_code_names_is_kept(void **state)
{
	struct world *world = *state;
	struct op_accesses accesses;
	registry_op_accesses(built_in, op_of("XEN_DOMCTL_setvnumainfo"),
			     release_of(world, "4.17.0"), &world->arena,
			     &accesses);
	assert_int_equal(accesses.list.count, 1);
	assert_string_equal(accesses.list.items[0]->nominal,
			    "domain2:set_vnumainfo");
}

/* Each permission that is asked exists in that release. */
static void permissions_that_are_asked_exist(void **state)
{
	struct world *world = *state;
	for (unsigned r = 0; r < built_in->release_count; r += 7) {
		struct arena arena = ARENA_INIT;
		struct table *vectors =
			registry_export(built_in, "vectors", r, &arena);
		struct table *accesses =
			registry_export(built_in, "accesses", r, &arena);
		for (size_t i = 0; i < accesses->rows.count; i++) {
			const char **row = accesses->rows.items[i];
			bool exists = strcmp(row[5], "-") == 0 ||
				      strcmp(row[5], "?") == 0;
			for (size_t j = 0; j < vectors->rows.count && !exists;
			     j++) {
				const char **vector = vectors->rows.items[j];
				exists = strcmp(vector[1], row[5]) == 0 &&
					 strcmp(vector[3], row[6]) == 0;
			}
			if (!exists)
				fail_msg("%s: %s asks %s:%s", row[0], row[2],
					 row[5], row[6]);
		}
		arena_release(&arena);
	}
	assert_no_diags(world);
}

static void kinds_and_subjects_have_names(void **state)
{
	(void)state;
	assert_string_equal(access_kind_name(ACCESS_ASKED), "asked");
	assert_string_equal(access_kind_name(ACCESS_FILTER), "filter");
	assert_string_equal(access_kind_name(ACCESS_IGNORED), "ignored");
	assert_string_equal(access_kind_name(ACCESS_NONE), "none");
	assert_string_equal(access_kind_name(ACCESS_UNKNOWN), "unknown");
	assert_string_equal(access_subject_name(SUBJECT_CALLER), "caller");
	assert_string_equal(access_subject_name(SUBJECT_TARGET), "target");
	assert_string_equal(access_subject_name(SUBJECT_OTHER), "other");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		WORLD_TEST(ops_are_found_by_name),
		WORLD_TEST(each_op_is_found_by_its_full_name),
		WORLD_TEST(a_hypercall_has_its_ops),
		WORLD_TEST(numbers_are_those_of_the_headers),
		WORLD_TEST(each_release_of_an_op_has_a_number),
		WORLD_TEST(accesses_are_what_the_hook_asks),
		WORLD_TEST(what_the_code_names_is_kept),
		WORLD_TEST(permissions_that_are_asked_exist),
		WORLD_TEST(kinds_and_subjects_have_names),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
