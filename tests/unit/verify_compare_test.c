/* The registry against a tree: rows, places, and what is proposed. */
#include "tree_files.h"

#include "verify/verify.h"

USES_MESSAGE(RELEASE_NEAREST);
USES_MESSAGE(UNKNOWN_RELEASE);

static const struct registry *mill_registry(struct world *world)
{
	const char *const paths[] = {world_input(world, "tree/mill.xml")};
	const struct registry *registry =
		registry_load(paths, 1, &world->arena, &world->diags);
	assert_no_diags(world);
	assert_non_null(registry);
	return registry;
}

static struct tree mill_tree(struct world *world)
{
	return (struct tree){world_input(world, "tree/mill"), TREE_SOURCE};
}

static struct tree mill_headers(struct world *world)
{
	return (struct tree){world_input(world, "tree/mill/xen/include/public"),
			     TREE_HEADERS_ONLY};
}

/* The comparison of that tree, by a release's name or the tree's own. */
static struct verification compare(struct world *world, const struct tree *tree,
				   const char *release)
{
	struct verification verification;
	bool good = verify(mill_registry(world), tree, release, &world->arena,
			   &world->diags, &verification);
	assert_true(good);
	return verification;
}

/* One file of the mill has an other text here; nothing else differs. */
static struct verification compare_with(struct world *world, const char *file,
					const char *from, const char *to)
{
	static const char *const files[] = {
		"xen/Makefile",
		"xen/include/public/xen.h",
		"xen/include/public/mill.h",
		"xen/common/mill.c",
		"xen/xsm/flask/hooks.c",
		"xen/xsm/flask/policy/security_classes",
		"xen/xsm/flask/policy/access_vectors",
		"xen/xsm/flask/policy/initial_sids",
		"docs/misc/xsm-flask.txt",
	};
	enum { LIMIT = 100000 };
	struct tree mill = mill_tree(world), tree = tree_make(world);
	for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
		struct buffer text = BUFFER_INIT;
		const char *path = tree_path(&mill, files[i], &world->arena);
		assert_true(file_read(path, LIMIT, &world->diags, &text));
		char *at = strstr(text.data, from);
		if (strcmp(files[i], file) != 0)
			at = NULL;
		else if (!at)
			fail_msg("%s has no %s", file, from);
		tree_put(world, &tree, files[i],
			 !at ? text.data
			     : arena_format(&world->arena, "%.*s%s%s",
					    (int)(at - text.data), text.data,
					    to, at + strlen(from)));
		buffer_release(&text);
	}
	struct verification verification = compare(world, &tree, NULL);
	tree_remove(&tree);
	return verification;
}

/* The only difference, of that kind and about that. */
static const struct difference *only(const struct verification *verification,
				     enum difference_kind kind,
				     const char *subject)
{
	assert_int_equal(verification->differences, 1);
	const struct difference *row = &verification->rows.items[0];
	assert_string_equal(difference_kind_name(row->kind),
			    difference_kind_name(kind));
	assert_string_equal(row->subject, subject);
	return row;
}

static void the_mill_agrees(void **state)
{
	struct world *world = *state;
	struct tree tree = mill_tree(world);
	struct verification verification = compare(world, &tree, NULL);
	assert_no_diags(world);
	assert_int_equal(verification.differences, 0);
	assert_int_equal(verification.unverified, 0);
	assert_int_equal(verification.by_hand, verification.rows.count);
	assert_int_equal(verification.agreed, 59);
	assert_int_equal(verification.release, 2);
	assert_string_equal(verification.release_name, "7.2.0");
	assert_null(verification.fits);
}

static void an_op_is_missing(void **state)
{
	struct world *world = *state;
	struct verification verification =
		compare_with(world, "xen/include/public/mill.h",
			     "#define MILLOP_stock   10", "");
	const struct difference *row =
		only(&verification, DIFFERENCE_MISSING, "MILLOP_stock");
	assert_string_equal(row->registry,
			    "number 10 in xen/include/public/mill.h");
	assert_string_equal(row->tree, "");
}

static void an_op_is_new(void **state)
{
	struct world *world = *state;
	struct verification verification = compare_with(
		world, "xen/include/public/mill.h", "#define MILLOP_stock",
		"#define MILLOP_rest 12\n#define MILLOP_stock");
	const struct difference *row =
		only(&verification, DIFFERENCE_NEW, "MILLOP_rest");
	assert_string_equal(row->tree, "number 12");
	assert_string_equal(row->file, "xen/include/public/mill.h");
	assert_int_equal(row->line, 25);
	assert_int_equal(row->topic, TOPIC_OP);
	assert_int_equal(row->hypercall, 0);
	assert_int_equal(row->parent, NO_INDEX);
	assert_int_equal(row->number, 12);
}

/* In a place where no op stands, or with another start: it is none. */
static void what_stands_elsewhere_is_no_op(void **state)
{
	static const char *const texts[] = {
		"#define MILLOP_quietly 1\n#define MILLOP_softly 3",
		"#define MILLOP_quietly 1\n#define MILL_softly 3",
	};
	struct world *world = *state;
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		struct verification verification =
			compare_with(world, "xen/include/public/mill.h",
				     "#define MILLOP_quietly 1", texts[i]);
		assert_int_equal(verification.differences, 0);
	}
}

static void an_op_has_another_number(void **state)
{
	struct world *world = *state;
	struct verification verification =
		compare_with(world, "xen/include/public/mill.h",
			     "MILLOP_sluice  7", "MILLOP_sluice (8 | 16)");
	const struct difference *row =
		only(&verification, DIFFERENCE_RENUMBERED, "MILLOP_sluice");
	assert_string_equal(row->registry, "number 7");
	assert_string_equal(row->tree, "number 24");
	assert_int_equal(row->number, 24);
}

static void hooks_ask_something_else(void **state)
{
	static const struct {
		const char *from, *to, *subject;
	} cases[] = {
		{"MILL__INSPECT", "MILL__PAUSE", "MILLOP_inspect"},
		{"SECCLASS_MILL2", "SECCLASS_MILL", "MILLOP_flood"},
		{"SECCLASS_MILL, MILL2__OIL", "SECCLASS_MILL2, MILL2__OIL",
		 "MILLOP_oil"},
		{"\tcase MILLOP_brake:\n\t\treturn 0;\n\n",
		 "\t\treturn 0;\n\tcase MILLOP_brake:\n", "MILLOP_brake"},
		{"\tcase MILLOP_pause:\n", "", "MILLOP_pause"},
		{"\tcase MILLOP_gate:\n", "", "MILLOP_gate"},
		{"MILL__OPEN_GATE", "MILL__GRIND", "MILLOP_gate"},
		{"XEN__READWHEEL", "XEN__SETTIME",
		 "MILLOP_wheel/MILL_WHEEL_read"},
		{"\tcase MILL_WHEEL_turn:\n", "",
		 "MILLOP_wheel/MILL_WHEEL_turn"},
		{"case MILLOP_grind:",
		 "case MILLOP_grind: if ( d == op ) return 0;", "MILLOP_grind"},
		{"#ifdef CONFIG_X86\n\tcase MILLOP_flood:\n",
		 "\tcase MILLOP_flood:\n#ifdef CONFIG_X86\n", "MILLOP_flood"},
		{"flask_mill_gate", "flask_gate", "MILLOP_gate"},
	};
	struct world *world = *state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct verification verification =
			compare_with(world, "xen/xsm/flask/hooks.c",
				     cases[i].from, cases[i].to);
		const struct difference *row = only(
			&verification, DIFFERENCE_RECHECKED, cases[i].subject);
		assert_string_equal(row->file, "xen/xsm/flask/hooks.c");
	}
}

static void bits_decide_not_names(void **state)
{
	struct world *world = *state;
	struct verification verification =
		compare_with(world, "xen/xsm/flask/policy/access_vectors",
			     "class mill { grind", "class mill { gnaw grind");
	const struct difference *rows = verification.rows.items;
	assert_int_equal(verification.differences, 2);
	assert_string_equal(rows[0].subject, "permission mill:gnaw");
	assert_string_equal(rows[0].name, "gnaw");
	assert_string_equal(rows[0].within, "mill");
	assert_string_equal(rows[1].subject, "MILLOP_oil");
	assert_string_equal(rows[1].tree,
			    "mill:gnaw of target (named mill2:oil) in "
			    "flask_mill_op");
}

/* What moved is named once, not all that is behind it. */
static void one_class_that_moves_is_one_row(void **state)
{
	struct world *world = *state;
	struct verification verification =
		compare_with(world, "xen/xsm/flask/policy/initial_sids",
			     "sid xen\nsid dom0\nsid domxen\nsid unlabeled\n",
			     "sid unlabeled\nsid xen\nsid dom0\nsid domxen\n");
	const struct difference *row =
		only(&verification, DIFFERENCE_ORDER, "sid unlabeled");
	assert_string_equal(row->registry, "number 4");
	assert_string_equal(row->tree, "number 1");
}

static void an_entry_is_not_listed(void **state)
{
	struct world *world = *state;
	struct verification verification = compare_with(
		world, "docs/misc/xsm-flask.txt", " * MILLOP_wheel\n", "");
	const struct difference *row =
		only(&verification, DIFFERENCE_LISTED, "MILLOP_wheel");
	assert_string_equal(row->registry, "in the list of mill_op");
	assert_string_equal(row->file, "docs/misc/xsm-flask.txt");
}

static void releases_are_found(void **state)
{
	struct world *world = *state;
	struct tree tree = mill_tree(world);
	struct verification verification = compare(world, &tree, "7.1");
	assert_string_equal(verification.release_name, "7.1.1");
	verification = compare(world, &tree, "latest");
	assert_string_equal(verification.release_name, "7.2.0");
	assert_no_diags(world);
	verification = compare(world, &tree, "7.10");
	assert_string_equal(verification.release_name, "7.10");
	assert_int_equal(verification.release, 2);
	assert_diag(world, MESSAGE_RELEASE_NEAREST);
}

static void releases_that_cannot_be_found_are_refused(void **state)
{
	static const char *const names[] = {"7.0.9", "6.5", "7", "x",
					    "7.",    ".7",  "",	 "7..1"};
	struct world *world = *state;
	struct tree tree = mill_tree(world);
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		struct verification verification;
		assert_false(verify(mill_registry(world), &tree, names[i],
				    &world->arena, &world->diags,
				    &verification));
		assert_diag(world, MESSAGE_UNKNOWN_RELEASE);
		diags_release(&world->diags);
	}
}

static void headers_fit_a_release(void **state)
{
	struct world *world = *state;
	struct tree tree = mill_headers(world);
	struct verification verification = compare(world, &tree, NULL);
	assert_string_equal(verification.fits, "7.2.0");
	assert_int_equal(verification.rows.count, 0);
	verification = compare(world, &tree, "7.1.1");
	assert_null(verification.fits);
	only(&verification, DIFFERENCE_RENUMBERED, "MILLOP_oil");
}

static void rows_are_a_table(void **state)
{
	struct world *world = *state;
	struct tree tree = mill_tree(world);
	struct verification verification = compare(world, &tree, "7.1.1");
	struct table *table = verify_table(&verification, false, &world->arena);
	assert_int_equal(table->rows.count, verification.differences);
	assert_int_equal(table->column_count, 5);
	assert_string_equal(table->rows.items[1][0], "renumbered");
	assert_string_equal(table->rows.items[1][1], "MILLOP_oil");
	assert_string_equal(table->rows.items[1][4],
			    "xen/include/public/mill.h:20");
	table = verify_table(&verification, true, &world->arena);
	assert_int_equal(table->rows.count, verification.rows.count);
}

/* What is written and read again has every fact that there was. */
static void what_agrees_is_proposed_as_it_is(void **state)
{
	struct world *world = *state;
	struct tree tree = mill_tree(world);
	struct verification verification = compare(world, &tree, NULL);
	struct buffer out = BUFFER_INIT, again = BUFFER_INIT;
	verify_propose(&verification, &world->arena, &out);
	registry_write(verification.registry, NULL, &world->arena, &again);
	const char *end = strchr(buffer_string(&out), '>');
	assert_non_null(strstr(buffer_string(&out), "<!-- Proposed for 7.2.0"));
	assert_string_equal(strstr(end, "<registry"),
			    strstr(buffer_string(&again), "<registry"));
	buffer_release(&out);
	buffer_release(&again);
}

static void a_new_op_is_proposed_with_its_checks(void **state)
{
	struct world *world = *state;
	struct tree tree = mill_tree(world);
	struct verification verification = compare(world, &tree, "7.1.0");
	struct buffer out = BUFFER_INIT;
	verify_propose(&verification, &world->arena, &out);
	assert_non_null(
		strstr(buffer_string(&out), "<op name=\"MILLOP_flood\">\n"));
	assert_non_null(strstr(buffer_string(&out),
			       "<access object=\"target\" class=\"mill2\" "
			       "permission=\"flood\" in=\"7.1.0\"/>\n"));
	assert_non_null(strstr(buffer_string(&out),
			       "<number is=\"4\" in=\"7.1.0 7.2.0..\"/>\n"));
	buffer_release(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		WORLD_TEST(the_mill_agrees),
		WORLD_TEST(an_op_is_missing),
		WORLD_TEST(an_op_is_new),
		WORLD_TEST(what_stands_elsewhere_is_no_op),
		WORLD_TEST(an_op_has_another_number),
		WORLD_TEST(hooks_ask_something_else),
		WORLD_TEST(bits_decide_not_names),
		WORLD_TEST(one_class_that_moves_is_one_row),
		WORLD_TEST(an_entry_is_not_listed),
		WORLD_TEST(releases_are_found),
		WORLD_TEST(releases_that_cannot_be_found_are_refused),
		WORLD_TEST(headers_fit_a_release),
		WORLD_TEST(rows_are_a_table),
		WORLD_TEST(what_agrees_is_proposed_as_it_is),
		WORLD_TEST(a_new_op_is_proposed_with_its_checks),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
