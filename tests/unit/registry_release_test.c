/* Releases: how they are named, ordered and written. */
#include "world.h"

#include "base/text.h"
#include "registry/registry.h"

USES_MESSAGE(RANGE_INVALID);
USES_MESSAGE(UNKNOWN_RELEASE);

static const struct registry *const built_in = &registry_builtin;

static const char *found(struct world *world, const char *name)
{
	unsigned index = registry_release(built_in, name, &world->diags);
	return index == NO_INDEX ? NULL : built_in->releases[index].name;
}

static void point_releases_are_found(void **state)
{
	struct world *world = *state;
	assert_string_equal(found(world, "4.3.0"), "4.3.0");
	assert_string_equal(found(world, "4.17.5"), "4.17.5");
	assert_string_equal(found(world, "4.22.0"), "4.22.0");
	assert_no_diags(world);
}

static void a_line_is_its_newest_release(void **state)
{
	struct world *world = *state;
	assert_string_equal(found(world, "4.3"), "4.3.4");
	assert_string_equal(found(world, "4.5"), "4.5.5");
	assert_string_equal(found(world, "4.6"), "4.6.6");
	assert_no_diags(world);
}

static void latest_is_the_newest_of_all(void **state)
{
	struct world *world = *state;
	assert_int_equal(registry_release(built_in, "latest", &world->diags),
			 built_in->release_count - 1);
}

/* There never was a 4.6.2, and "4.1" is no part of "4.17". */
static void other_names_are_refused(void **state)
{
	static const char *const names[] = {"4.2.0", "4.6.2", "4.1",   "4",
					    "",	     "4.17.", "4.17.", "newest",
					    " 4.17", "4.170"};
	struct world *world = *state;
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		assert_null(found(world, names[i]));
		assert_diag(world, MESSAGE_UNKNOWN_RELEASE);
		diags_release(&world->diags);
	}
}

static void releases_are_in_version_order(void **state)
{
	(void)state;
	assert_true(built_in->release_count > 100);
	assert_true(built_in->release_count <= RELEASE_LIMIT);
	for (unsigned i = 0; i < built_in->release_count; i++) {
		const struct release *release = &built_in->releases[i];
		assert_true(text_starts_with(release->name, release->line));
		assert_int_equal(strlen(release->date), strlen("2013-07-09"));
		if (i)
			assert_true(text_compare_natural(
					    built_in->releases[i - 1].name,
					    release->name) < 0);
	}
}

/* Up to 4.5 Xen's table of policy versions for Xen has 24 alone. */
static void policy_versions_are_what_xen_loads(void **state)
{
	struct world *world = *state;
	unsigned first = registry_release(built_in, "4.6.0", &world->diags);
	for (unsigned i = 0; i < built_in->release_count; i++) {
		const unsigned *versions =
			built_in->releases[i].policy_versions;
		assert_int_equal(versions[0], 24);
		assert_int_equal(versions[1], i < first ? 0 : 30);
		assert_int_equal(versions[2], 0);
	}
}

static struct release_set set_of(struct world *world, const char *const names[])
{
	struct release_set set = {{0}};
	for (size_t i = 0; names[i]; i++) {
		unsigned release =
			registry_release(built_in, names[i], &world->diags);
		set.words[release / 64] |= (uint64_t)1 << release % 64;
	}
	return set;
}

static void sets_are_written_as_spans(void **state)
{
	struct world *world = *state;
	static const struct {
		const char *const names[5];
		const char *shown;
	} rows[] = {
		{{NULL}, ""},
		{{"4.17.5"}, "4.17.5"},
		{{"4.3.0", "4.3.1"}, "4.3.0-4.3.1"},
		/* No release stands between these two. */
		{{"4.3.4", "4.4.0"}, "4.3.4-4.4.0"},
		{{"4.6.1", "4.6.3"}, "4.6.1-4.6.3"},
		{{"4.3.0", "4.3.2", "4.22.0"}, "4.3.0, 4.3.2, 4.22.0"},
	};
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct release_set set = set_of(world, rows[i].names);
		assert_int_equal(release_set_empty(&set), i == 0);
		assert_string_equal(
			registry_releases_shown(built_in, &set, &world->arena),
			rows[i].shown);
	}
	assert_no_diags(world);
}

static void a_set_has_what_was_put_in(void **state)
{
	struct world *world = *state;
	struct release_set set =
		set_of(world, (const char *const[]){"4.3.0", "4.22.0", NULL});
	for (unsigned i = 0; i < RELEASE_LIMIT; i++)
		assert_int_equal(release_set_has(&set, i),
				 i == 0 || i == built_in->release_count - 1);
}

static const char *selected(struct world *world, const char *range)
{
	struct release_set set;
	if (!registry_range(built_in, range, location_file("site.xml"),
			    &world->diags, &set))
		return NULL;
	return registry_releases_shown(built_in, &set, &world->arena);
}

static void a_range_selects_releases(void **state)
{
	struct world *world = *state;
	assert_string_equal(selected(world, "4.3.1"), "4.3.1");
	assert_string_equal(selected(world, "4.17.5..4.17 4.22.."),
			    "4.17.5-4.17.7, 4.22.0");
	assert_string_equal(selected(world, NULL), "4.3.0-4.22.0");
	assert_string_equal(selected(world, ".."), "4.3.0-4.22.0");
	assert_no_diags(world);
}

static void a_range_of_no_releases_is_refused(void **state)
{
	static const char *const ranges[] = {"4.2",	 "4.23..", "4.6 4.5",
					     "4.6..4.5", "",	   "4.5  4.6"};
	struct world *world = *state;
	for (size_t i = 0; i < sizeof ranges / sizeof *ranges; i++) {
		assert_null(selected(world, ranges[i]));
		assert_int_equal(world->diags.list.count, i + 1);
		assert_ptr_equal(world->diags.list.items[i].message,
				 MESSAGE_RANGE_INVALID);
	}
}

static void the_nearest_release_is_older(void **state)
{
	static const struct {
		const char *name, *nearest;
	} rows[] = {
		{"4.23.0", "4.22.0"},  {"4.23", "4.22.0"},
		{"4.17.99", "4.17.7"}, {"5.0", "4.22.0"},
		{"4.17.5", "4.17.4"},  {"4.3.0", NULL},
		{"4.2.5", NULL},       {"4.23-rc1", NULL},
		{"latest", NULL},      {"4", NULL},
		{"4.", NULL},	       {"", NULL},
	};
	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		unsigned found =
			registry_nearest_release(built_in, rows[i].name);
		if (!rows[i].nearest)
			assert_int_equal(found, NO_INDEX);
		else
			assert_string_equal(built_in->releases[found].name,
					    rows[i].nearest);
	}
}

static void releases_are_found_quietly(void **state)
{
	(void)state;
	assert_string_equal(
		built_in->releases[registry_find_release(built_in, "4.17")]
			.name,
		"4.17.7");
	assert_int_equal(registry_find_release(built_in, "4.23.0"), NO_INDEX);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		WORLD_TEST(point_releases_are_found),
		WORLD_TEST(a_line_is_its_newest_release),
		WORLD_TEST(latest_is_the_newest_of_all),
		WORLD_TEST(other_names_are_refused),
		WORLD_TEST(releases_are_in_version_order),
		WORLD_TEST(policy_versions_are_what_xen_loads),
		WORLD_TEST(sets_are_written_as_spans),
		WORLD_TEST(a_set_has_what_was_put_in),
		WORLD_TEST(a_range_selects_releases),
		WORLD_TEST(a_range_of_no_releases_is_refused),
		WORLD_TEST(the_nearest_release_is_older),
		WORLD_TEST(releases_are_found_quietly),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
