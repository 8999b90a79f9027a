/* Classes, permissions, initial SIDs and the release of a tree. */
#include "tree_files.h"

USES_MESSAGE(TREE_RELEASE);
USES_MESSAGE(TREE_UNREADABLE);

#define POLICY "xen/xsm/flask/policy/"

struct files {
	const char *classes, *vectors, *sids;
};

static bool read_files(struct world *world, const struct files *files,
		       struct tree_vectors *vectors)
{
	struct tree tree = tree_make(world);
	tree_put(world, &tree, POLICY "security_classes", files->classes);
	tree_put(world, &tree, POLICY "access_vectors", files->vectors);
	tree_put(world, &tree, POLICY "initial_sids", files->sids);
	bool good =
		tree_read_vectors(&tree, &world->arena, &world->diags, vectors);
	tree_remove(&tree);
	return good;
}

/* By the order of security_classes, whatever that of the vectors is. */
static void order_and_lines_are_read(void **state)
{
	static const struct files files = {
		"# first\nclass wheel\n\nclass sack # last\n",
		"class sack { fill }\nclass wheel\n{\n turn\n# no\n stop }\n",
		"sid miller\nsid\tmouse",
	};
	struct world *world = *state;
	struct tree_vectors vectors;
	assert_true(read_files(world, &files, &vectors));
	assert_no_diags(world);
	assert_int_equal(vectors.classes.count, 2);
	const struct tree_class *wheel = &vectors.classes.items[0];
	assert_string_equal(wheel->name, "wheel");
	assert_int_equal(wheel->line, 2);
	assert_int_equal(wheel->permissions.count, 2);
	assert_string_equal(wheel->permissions.items[1].name, "stop");
	assert_int_equal(wheel->permissions.items[1].line, 6);
	assert_int_equal(vectors.classes.items[1].permissions.count, 1);
	assert_int_equal(vectors.sids.count, 2);
	assert_string_equal(vectors.sids.items[1].name, "mouse");
	assert_int_equal(vectors.sids.items[1].line, 2);
	assert_string_equal(vectors.vector_file, POLICY "access_vectors");
}

static void other_forms_are_refused_at_their_line(void **state)
{
	static const struct {
		struct files files;
		unsigned line;
	} cases[] = {
		{{"class a", "class a { b }", "sid x\nside y"}, 2},
		{{"class a\nsid b", "class a { b }", "sid x"}, 2},
		{{"class", "class a { b }", "sid x"}, 0},
		{{"class a", "class b { b }", "sid x"}, 1},
		{{"class a", "class a { b }\nclass a { c }", "sid x"}, 2},
		{{"class a", "class a { b", "sid x"}, 0},
		{{"class a", "class a inherits b { c }", "sid x"}, 1},
		{{"class a", "common a { c }", "sid x"}, 1},
		{{"class a", "class a", "sid x"}, 0},
		{{"class a", "class a { b { c } }", "sid x"}, 1},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct world *world = *state;
		struct tree_vectors vectors;
		assert_false(read_files(world, &cases[i].files, &vectors));
		assert_diag(world, MESSAGE_TREE_UNREADABLE);
		if (world->diags.list.items[0].at.line != cases[i].line)
			fail_msg("case %zu: line %u", i,
				 world->diags.list.items[0].at.line);
		diags_release(&world->diags);
	}
}

/* Where older trees have them. */
static void other_directories_are_found(void **state)
{
	struct world *world = *state;
	struct tree tree = tree_make(world);
	struct tree_vectors vectors;
	tree_put(world, &tree, "tools/flask/policy/flask/security_classes",
		 "class a");
	tree_put(world, &tree, "tools/flask/policy/policy/flask/access_vectors",
		 "class a { b }");
	tree_put(world, &tree, POLICY "initial_sids", "sid c");
	assert_true(tree_read_vectors(&tree, &world->arena, &world->diags,
				      &vectors));
	assert_string_equal(vectors.class_file,
			    "tools/flask/policy/flask/security_classes");
	assert_int_equal(vectors.classes.items[0].permissions.count, 1);
	tree_remove(&tree);
}

/* "": there is no release. */
static void check_release_of(struct world *world, const char *makefile,
			     const char *name, bool unstable)
{
	struct tree tree = tree_make(world);
	struct tree_release release;
	tree_put(world, &tree, "xen/Makefile", makefile);
	bool good = tree_read_release(&tree, &world->arena, &world->diags,
				      &release);
	tree_remove(&tree);
	assert_int_equal(good, *name != '\0');
	if (!good) {
		assert_diag(world, MESSAGE_TREE_RELEASE);
		diags_release(&world->diags);
		return;
	}
	assert_string_equal(release.name, name);
	assert_int_equal(release.unstable, unstable);
}

static void releases_are_read(void **state)
{
	struct world *world = *state;
	check_release_of(world,
			 "x = 1\nexport XEN_VERSION       = 4\n"
			 "export XEN_SUBVERSION    = 17\n"
			 "export XEN_EXTRAVERSION ?= .5$(XEN_VENDORVERSION)\n",
			 "4.17.5", false);
	check_release_of(world,
			 "XEN_VERSION := 4\nXEN_SUBVERSION:=23\n"
			 "XEN_EXTRAVERSION ?= -unstable\n",
			 "4.23.0", true);
	check_release_of(world, "XEN_VERSION = 4\nXEN_SUBVERSION = 5\n",
			 "4.5.0", true);
	check_release_of(world,
			 "XEN_VERSION = 4\nXEN_SUBVERSION = 5\n"
			 "XEN_EXTRAVERSION = .0-rc3\n",
			 "4.5.0", true);
	check_release_of(world,
			 "XEN_VERSION = 4\nXEN_SUBVERSION = 17\n"
			 "XEN_EXTRAVERSION ?= .6-pre$(XEN_VENDORVERSION)\n",
			 "4.17.6", true);
	check_release_of(world, "XEN_VERSION = 4\n", "", false);
	check_release_of(world, "XEN_VERSION = x\nXEN_SUBVERSION = 5\n", "",
			 false);
	check_release_of(world, "#XEN_VERSION = 4\nMY_XEN_SUBVERSION = 5\n", "",
			 false);
	check_release_of(world, "", "", false);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		WORLD_TEST(order_and_lines_are_read),
		WORLD_TEST(other_forms_are_refused_at_their_line),
		WORLD_TEST(other_directories_are_found),
		WORLD_TEST(releases_are_read),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
