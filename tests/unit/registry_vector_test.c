/* Classes, permissions and initial SIDs: numbered without gaps. */
#include "world.h"

#include "registry/registry.h"

static const struct registry *const built_in = &registry_builtin;

static unsigned release_of(struct world *world, const char *name)
{
	unsigned release = registry_release(built_in, name, &world->diags);
	assert_int_not_equal(release, NO_INDEX);
	return release;
}

static void assert_distinct(const char **names, size_t count)
{
	for (size_t i = 0; i < count; i++)
		for (size_t j = 0; j < i; j++)
			assert_string_not_equal(names[i], names[j]);
}

/* 32 bits are all that an access vector has. */
static void classes_have_at_most_32_permissions(void **state)
{
	struct world *world = *state;
	for (unsigned r = 0; r < built_in->release_count; r++) {
		unsigned *classes;
		size_t count =
			registry_classes(built_in, r, &world->arena, &classes);
		const char **class_names =
			arena_alloc(&world->arena, count, sizeof *class_names);
		for (size_t i = 0; i < count; i++) {
			const struct object_class *row =
				&built_in->classes[classes[i]];
			const char **names;
			size_t bits = registry_permissions(
				built_in, row, r, &world->arena, &names);
			assert_true(i == 0 || classes[i] > classes[i - 1]);
			assert_in_range(bits, 1, 32);
			assert_distinct(names, bits);
			class_names[i] = row->name;
		}
		assert_distinct(class_names, count);
		arena_release(&world->arena);
	}
}

/* The table has each class's bits from 0 and the classes from 1. */
static void the_exported_numbers_have_no_gap(void **state)
{
	struct world *world = *state;
	unsigned release = release_of(world, "4.17.0");
	struct table *table =
		registry_export(built_in, "vectors", release, &world->arena);
	uint32_t bits[64] = {0};
	unsigned classes = 0;
	for (size_t i = 0; i < table->rows.count; i++) {
		unsigned long number =
			strtoul(table->rows.items[i][2], NULL, 10);
		unsigned long bit = strtoul(table->rows.items[i][4], NULL, 10);
		assert_in_range(number, 1, 63);
		assert_in_range(bit, 0, 31);
		assert_false(bits[number] >> bit & 1);
		bits[number] |= UINT32_C(1) << bit;
		if (number > classes)
			classes = (unsigned)number;
	}
	for (unsigned i = 1; i <= classes; i++) {
		assert_true(bits[i] != 0);
		/* Ones from the lowest bit up: one more has none in common. */
		assert_int_equal(bits[i] & (bits[i] + 1), 0);
	}
	assert_int_equal(bits[0], 0);
}

/* From access_vectors and initial_sids of the hypervisor's sources. */
static const struct {
	const char *release, *object_class, *permission;
	unsigned class_index, bit;
} vectors[] = {
	{"4.3.0", "xen", "settime", 1, 0},
	{"4.3.0", "xen", "setscheduler", 1, 31},
	{"4.17.0", "xen", "settime", 1, 0},
	{"4.3.0", "domain", "setvcpucontext", 2, 0},
	{"4.17.0", "domain", "setvcpucontext", 3, 0},
	{"4.17.0", "domain", "pause", 3, 1},
};

static void vectors_are_those_of_the_sources(void **state)
{
	struct world *world = *state;
	for (size_t i = 0; i < sizeof vectors / sizeof *vectors; i++) {
		unsigned release = release_of(world, vectors[i].release);
		unsigned *classes;
		const char **names;
		size_t count = registry_classes(built_in, release,
						&world->arena, &classes);
		assert_true(vectors[i].class_index <= count);
		const struct object_class *row =
			&built_in->classes[classes[vectors[i].class_index - 1]];
		assert_string_equal(row->name, vectors[i].object_class);
		size_t bits = registry_permissions(built_in, row, release,
						   &world->arena, &names);
		assert_true(vectors[i].bit < bits);
		assert_string_equal(names[vectors[i].bit],
				    vectors[i].permission);
	}
}

static bool has_class(struct world *world, const char *release,
		      const char *name)
{
	unsigned *classes;
	size_t count = registry_classes(built_in, release_of(world, release),
					&world->arena, &classes);
	for (size_t i = 0; i < count; i++)
		if (strcmp(built_in->classes[classes[i]].name, name) == 0)
			return true;
	return false;
}

static void classes_came_with_a_release(void **state)
{
	struct world *world = *state;
	assert_false(has_class(world, "4.4", "xen2"));
	assert_true(has_class(world, "4.5.0", "xen2"));
	assert_false(has_class(world, "4.6", "version"));
	assert_true(has_class(world, "4.7.0", "version"));
	assert_false(has_class(world, "4.11", "argo"));
	assert_true(has_class(world, "4.12.0", "argo"));
	for (unsigned i = 0; i < built_in->release_count; i++) {
		const char *name = built_in->releases[i].name;
		assert_true(has_class(world, name, "security"));
		assert_true(has_class(world, name, "domain2"));
	}
}

/* Xen 4.17 put xenboot in front of all others. */
static void sids_moved_with_4_17(void **state)
{
	struct world *world = *state;
	const char **names;
	size_t count = registry_sids(built_in, release_of(world, "4.16"),
				     &world->arena, &names);
	assert_int_equal(count, 12);
	assert_string_equal(names[0], "xen");
	assert_string_equal(names[1], "dom0");
	count = registry_sids(built_in, release_of(world, "4.17.0"),
			      &world->arena, &names);
	assert_int_equal(count, 13);
	assert_string_equal(names[0], "xenboot");
	assert_string_equal(names[1], "xen");
	assert_string_equal(names[2], "dom0");
	assert_string_equal(names[12], "domDM");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		WORLD_TEST(classes_have_at_most_32_permissions),
		WORLD_TEST(the_exported_numbers_have_no_gap),
		WORLD_TEST(vectors_are_those_of_the_sources),
		WORLD_TEST(classes_came_with_a_release),
		WORLD_TEST(sids_moved_with_4_17),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
