/* Registries read at run time, and the one that is built in. */
#include "world.h"

#include "base/file.h"
#include "base/file_replace.h"
#include "registry/registry.h"

USES_MESSAGE(FILE_UNREADABLE);
USES_MESSAGE(NAME_DUPLICATE);
USES_MESSAGE(USAGE);

static const struct registry *load(struct world *world, const char *path,
				   const char *overlay)
{
	const char *const paths[] = {path, overlay};
	return registry_load(paths, overlay ? 2 : 1, &world->arena,
			     &world->diags);
}

static const struct registry *load_tiny(struct world *world)
{
	const struct registry *registry =
		load(world, world_input(world, "registry/tiny.xml"), NULL);
	assert_no_diags(world);
	assert_non_null(registry);
	return registry;
}

static void what_a_file_says_is_loaded(void **state)
{
	struct world *world = *state;
	const struct registry *registry = load_tiny(world);
	assert_int_equal(registry->release_count, 4);
	assert_string_equal(registry->releases[3].name, "9.1.1");
	/* What the line says, the release may say otherwise. */
	assert_int_equal(registry->releases[2].policy_versions[1], 30);
	assert_int_equal(registry->releases[3].policy_versions[0], 30);
	assert_int_equal(registry->releases[3].policy_versions[1], 0);
	assert_true(registry->releases[1].unknown_refused);
	assert_false(registry->releases[2].unknown_refused);
	assert_int_equal(registry->hypercall_count, 2);
	assert_string_equal(registry->hypercalls[0].name, "toy");
	assert_int_equal(registry->event_count, 3);
	assert_string_equal(registry->events[0].advisory, "XSA-900");
	assert_null(registry->events[0].commit);
	assert_string_equal(registry->events[2].subject,
			    "toys: audit of \"info\", x < y & z");
	/* White space of texts is collapsed. */
	assert_string_equal(registry->events[0].summary,
			    "All toy ops but two, and one gear op, were never "
			    "reviewed.");
}

static void ranges_are_taken_from_the_parent(void **state)
{
	struct world *world = *state;
	const struct registry *registry = load_tiny(world);
	const struct op *op = registry_find_op(registry, "TOY_old");
	assert_string_equal(
		registry_releases_shown(registry, &op->in, &world->arena),
		"9.1.0-9.1.1");
	const struct access *access = &registry->accesses[op->accesses.first];
	assert_string_equal(
		registry_releases_shown(registry, &access->in, &world->arena),
		"9.1.0-9.1.1");
	assert_string_equal(access->build, "x86");
	assert_string_equal(access->when, "it is plugged in");
	assert_string_equal(access->source, "hooks.c:flask_toy");
	assert_string_equal(op->renamed, "TOY_ancient");
	assert_string_equal(op->arch, "x86");
}

static void choices_are_lettered(void **state)
{
	struct world *world = *state;
	const struct registry *registry = load_tiny(world);
	const struct op *op = registry_find_op(registry, "TOY_way");
	const struct access *accesses = &registry->accesses[op->accesses.first];
	assert_int_equal(op->accesses.count, 2);
	assert_int_equal(accesses[0].choice, 1);
	assert_int_equal(accesses[0].alternative, 'a');
	assert_int_equal(accesses[1].choice, 1);
	assert_int_equal(accesses[1].alternative, 'b');
	assert_false(accesses[0].by_hardware);
	assert_string_equal(accesses[1].picked, "a domain");
	assert_null(accesses[1].when);
	assert_string_equal(accesses[1].nominal, "domain2:create");
}

/* A sub-subop is asked what its parent is first. */
static void sub_subops_inherit(void **state)
{
	struct world *world = *state;
	const struct registry *registry = load_tiny(world);
	struct op_accesses accesses;
	registry_op_accesses(registry,
			     registry_find_op(registry, "TOY_BOX_open"), 0,
			     &world->arena, &accesses);
	assert_int_equal(accesses.list.count, 2);
	assert_string_equal(accesses.list.items[0]->permission, "getparam");
	assert_string_equal(accesses.list.items[1]->permission, "setparam");
	registry_op_accesses(registry,
			     registry_find_op(registry, "TOY_BOX_shut"), 0,
			     &world->arena, &accesses);
	assert_int_equal(accesses.list.count, 1);
}

static void what_is_not_recorded_is_said(void **state)
{
	struct world *world = *state;
	const struct registry *registry = load_tiny(world);
	const struct op *op = registry_find_op(registry, "GEAR_turn");
	struct op_accesses accesses;
	registry_op_accesses(registry, op, 0, &world->arena, &accesses);
	assert_false(accesses.recorded);
	assert_int_equal(accesses.list.count, 0);
	registry_op_accesses(registry, op, 1, &world->arena, &accesses);
	assert_true(accesses.recorded);
	assert_int_equal(accesses.list.count, 1);
}

static void assert_same_table(struct world *world, const char *name,
			      const struct registry *a,
			      const struct registry *b)
{
	struct table *x = registry_export(a, name, NO_INDEX, &world->arena);
	struct table *y = registry_export(b, name, NO_INDEX, &world->arena);
	assert_int_equal(x->column_count, y->column_count);
	assert_int_equal(x->rows.count, y->rows.count);
	for (size_t i = 0; i < x->rows.count; i++)
		for (size_t j = 0; j < x->column_count; j++)
			if (strcmp(x->rows.items[i][j], y->rows.items[i][j]) !=
			    0)
				fail_msg("%s, row %zu: %s and %s", name, i,
					 x->rows.items[i][j],
					 y->rows.items[i][j]);
}

/* The generator is the loader and a printer. */
static void the_built_in_one_is_what_its_files_say(void **state)
{
	struct world *world = *state;
	const char *data = getenv("DATA");
	const struct registry *registry =
		load(world,
		     arena_format(&world->arena, "%s/registry.xml",
				  data ? data : "data"),
		     NULL);
	assert_no_diags(world);
	assert_non_null(registry);
	assert_int_equal(registry->op_count, registry_builtin.op_count);
	assert_int_equal(registry->access_count, registry_builtin.access_count);
	assert_int_equal(registry->entry_count, registry_builtin.entry_count);
	assert_int_equal(registry->review_count, registry_builtin.review_count);
	for (size_t i = 0; registry_tables[i]; i++)
		assert_same_table(world, registry_tables[i], registry,
				  &registry_builtin);
	for (unsigned i = 0; i < registry->event_count; i++) {
		assert_string_equal(registry->events[i].id,
				    registry_builtin.events[i].id);
		assert_string_equal(registry->events[i].summary,
				    registry_builtin.events[i].summary);
	}
}

/* Whoever gives the registry an element gives it to the writer, too. */
static void what_is_written_is_loaded_again(void **state)
{
	struct world *world = *state;
	struct buffer out = BUFFER_INIT;
	char *directory = directory_temporary(&world->arena, &world->diags);
	registry_write(&registry_builtin, "all of it", &world->arena, &out);
	const char *path = arena_format(&world->arena, "%s/all.xml", directory);
	assert_true(file_replace(path, buffer_string(&out), out.length,
				 &world->diags));
	const struct registry *registry = load(world, path, NULL);
	assert_no_diags(world);
	assert_non_null(registry);
	assert_int_equal(registry->access_count, registry_builtin.access_count);
	assert_int_equal(registry->crash_count, registry_builtin.crash_count);
	assert_int_equal(registry->system_domain_count,
			 registry_builtin.system_domain_count);
	for (unsigned i = 0; i < registry->system_domain_count; i++)
		assert_memory_equal(&registry->system_domains[i].in,
				    &registry_builtin.system_domains[i].in,
				    sizeof(struct release_set));
	assert_int_equal(registry->caution_count,
			 registry_builtin.caution_count);
	assert_int_equal(registry->condition_count,
			 registry_builtin.condition_count);
	assert_int_equal(registry->hook_call_count,
			 registry_builtin.hook_call_count);
	assert_int_equal(registry->unverified_count,
			 registry_builtin.unverified_count);
	for (size_t i = 0; registry_tables[i]; i++)
		assert_same_table(world, registry_tables[i], registry,
				  &registry_builtin);
	directory_remove(directory);
	buffer_release(&out);
}

static void a_table_that_is_none_is_not_exported(void **state)
{
	struct world *world = *state;
	assert_null(registry_export(&registry_builtin, "subop", NO_INDEX,
				    &world->arena));
}

static void a_missing_file_is_one_message(void **state)
{
	struct world *world = *state;
	assert_null(load(world, "/nowhere/registry.xml", NULL));
	assert_diag(world, MESSAGE_FILE_UNREADABLE);
}

static void a_file_twice_is_one_message(void **state)
{
	struct world *world = *state;
	const char *path = world_input(world, "registry/tiny.xml");
	assert_null(load(world, path, path));
	assert_diag(world, MESSAGE_NAME_DUPLICATE);
	assert_string_equal(world->diags.list.items[0].at.file, path);
}

/* Messages that were there before do not spoil a good registry. */
static void earlier_messages_do_not_count(void **state)
{
	struct world *world = *state;
	diags_add(&world->diags, MESSAGE_USAGE, location_file(NULL), "before");
	assert_non_null(
		load(world, world_input(world, "registry/tiny.xml"), NULL));
	assert_int_equal(world->diags.list.count, 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		WORLD_TEST(what_a_file_says_is_loaded),
		WORLD_TEST(ranges_are_taken_from_the_parent),
		WORLD_TEST(choices_are_lettered),
		WORLD_TEST(sub_subops_inherit),
		WORLD_TEST(what_is_not_recorded_is_said),
		WORLD_TEST(the_built_in_one_is_what_its_files_say),
		WORLD_TEST(what_is_written_is_loaded_again),
		WORLD_TEST(a_table_that_is_none_is_not_exported),
		WORLD_TEST(a_missing_file_is_one_message),
		WORLD_TEST(a_file_twice_is_one_message),
		WORLD_TEST(earlier_messages_do_not_count),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
