/* Public headers: which macros are numbers, where they stand, for whom. */
#include "tree_files.h"

USES_MESSAGE(HEADER_REFUSED);
USES_MESSAGE(PROCESS_FAILED);

#define HEADER "xen/include/public/mill.h"

/* The macros of a header with that text. */
static struct tree_macros read_text(struct world *world, const char *text)
{
	static const char *const headers[] = {HEADER};
	struct tree tree = tree_make(world);
	struct tree_macros macros;
	tree_put(world, &tree, HEADER, text);
	assert_true(tree_read_macros(&tree, headers, 1, &world->arena,
				     &world->diags, &macros));
	assert_no_diags(world);
	tree_remove(&tree);
	return macros;
}

static const struct tree_macro *only(const struct tree_macros *macros,
				     const char *name)
{
	size_t count;
	const struct tree_macro *macro = tree_find_macro(macros, name, &count);
	if (count != 1)
		fail_msg("%s stands there %zu times", name, count);
	return macro;
}

static void constant_expressions_have_values(void **state)
{
	static const struct {
		const char *text;
		int64_t value;
	} cases[] = {
		{"7", 7},
		{"(7)", 7},
		{"0x10", 16},
		{"010", 8},
		{"3UL", 3},
		{"1u << 4", 16},
		{"(1ULL<<40)", (int64_t)1 << 40},
		{"0xF0 >> 4", 15},
		{"1|2|4", 7},
		{"6 & 3", 2},
		{"6 ^ 3", 5},
		{"1 + 2 * 3", 7},
		{"(1 + 2) * 3", 9},
		{"7 - 2 - 1", 4},
		{"7 / 2", 3},
		{"7 % 4", 3},
		{"-1", -1},
		{"+4", 4},
		{"~0", -1},
		{"!5", 0},
		{"((uint32_t)5)", 5},
		{"(unsigned long)6", 6},
		{"1 ? 2 : 3", 2},
		{"0 ? 2 : 3", 3},
		{"2 == 2", 1},
		{"2 != 2", 0},
		{"1 < 2", 1},
		{"2 <= 1", 0},
		{"3 > 2", 1},
		{"3 >= 4", 0},
		{"1 && 0", 0},
		{"0 || 2", 1},
		{"ANOTHER", 41},
		{"(ANOTHER + 1)", 42},
		{"(ANOTHER)", 41},
		{"9223372036854775807 + 1", INT64_MIN},
	};
	struct world *world = *state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		const char *text = arena_format(&world->arena,
						"#define ANOTHER 41\n"
						"#define IT %s\n",
						cases[i].text);
		struct tree_macros macros = read_text(world, text);
		if (only(&macros, "IT")->value != cases[i].value)
			fail_msg("%s is not %lld", cases[i].text,
				 (long long)cases[i].value);
	}
}

static void other_bodies_are_no_numbers(void **state)
{
	static const char *const cases[] = {
		"",	 "\"7\"", "'7'",     "name",
		"f(1)",	 "1 +",	  "(1",	     "1)",
		"1 2",	 "7x",	  "1 << 64", "1 << -1",
		"1 / 0", "1 % 0", "IT",	     "LOOP",
		"1 ? 2", "{ 1 }", "1.5",     "(~9223372036854775807) / -1",
		"*7",	 "MANY",
	};
	struct world *world = *state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		size_t count;
		const char *text =
			arena_format(&world->arena,
				     "#define LOOP POOL\n#define POOL LOOP\n"
				     "#define A (1+1+1+1+1+1+1+1+1+1)\n"
				     "#define B (A+A+A+A+A+A+A+A+A+A)\n"
				     "#define C (B+B+B+B+B+B+B+B+B+B)\n"
				     "#define MANY (C+C+C+C+C+C+C+C+C+C)\n"
				     "#define IT %s\n",
				     cases[i]);
		struct tree_macros macros = read_text(world, text);
		tree_find_macro(&macros, "IT", &count);
		if (count)
			fail_msg("%s is a number", cases[i]);
	}
}

static void parameters_and_removal_leave_nothing(void **state)
{
	struct world *world = *state;
	size_t count;
	struct tree_macros macros = read_text(world, "#define F(x) 1\n"
						     "#define GONE 1\n"
						     "#undef GONE\n"
						     "#define TWICE 1\n"
						     "#undef TWICE\n"
						     "#define TWICE 2\n");
	tree_find_macro(&macros, "F", &count);
	assert_int_equal(count, 0);
	tree_find_macro(&macros, "GONE", &count);
	assert_int_equal(count, 0);
	assert_int_equal(only(&macros, "TWICE")->value, 2);
	assert_int_equal(only(&macros, "TWICE")->line, 6);
}

static void places_are_told(void **state)
{
	struct world *world = *state;
	struct tree_macros macros =
		read_text(world, "#define OUTSIDE 1\n"
				 "struct mill {\n"
				 "#define FIRST 2\n"
				 "	uint32_t cmd; /* a comment; more */\n"
				 "#define BEHIND 3\n"
				 "	char name[64 + 1];\n"
				 "	union {\n"
				 "#define INNER 4\n"
				 "		struct sack { int weight;\n"
				 "#define SACK 5\n"
				 "		} sack;\n"
				 "#define LAST 6\n"
				 "	} u;\n"
				 "#define END 7\n"
				 "};\n"
				 "static inline void f(struct mill *m);\n"
				 "#define AFTER 8\n");
	static const struct {
		const char *name, *within, *member;
		unsigned line;
	} cases[] = {
		{"OUTSIDE", "", "", 1},		{"FIRST", "mill", "", 3},
		{"BEHIND", "mill", "cmd", 5},	{"INNER", "mill", "", 8},
		{"SACK", "sack", "weight", 10}, {"LAST", "mill", "sack", 12},
		{"END", "mill", "u", 14},	{"AFTER", "", "", 17},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		const struct tree_macro *macro = only(&macros, cases[i].name);
		assert_string_equal(macro->within, cases[i].within);
		assert_string_equal(macro->member, cases[i].member);
		assert_string_equal(macro->file, HEADER);
		assert_int_equal(macro->line, cases[i].line);
	}
}

static void architectures_are_told(void **state)
{
	struct world *world = *state;
	size_t count;
	struct tree_macros macros = read_text(
		world, "#if defined(__x86_64__)\n"
		       "#define HERE 1\n"
		       "#define BOTH 2\n"
		       "#elif defined(__aarch64__)\n"
		       "#define THERE 1\n"
		       "#define BOTH 3\n"
		       "#endif\n"
		       "#if !defined(__XEN__) || !defined(__XEN_TOOLS__)\n"
		       "#error \"neither Xen nor its tools\"\n"
		       "#endif\n"
		       "#define SAME 4\n");
	assert_int_equal(only(&macros, "HERE")->arches, TREE_X86);
	assert_int_equal(only(&macros, "THERE")->arches, TREE_ARM);
	assert_int_equal(only(&macros, "SAME")->arches, TREE_ALL);
	const struct tree_macro *both =
		tree_find_macro(&macros, "BOTH", &count);
	assert_int_equal(count, 2);
	assert_int_equal(both[0].value, 2);
	assert_int_equal(both[0].arches, TREE_X86);
	assert_int_equal(both[1].value, 3);
	assert_int_equal(both[1].arches, TREE_ARM);
}

static void other_names_are_told(void **state)
{
	struct world *world = *state;
	struct tree_macros macros = read_text(world, "#define NEW 7\n"
						     "#define OLD NEW\n"
						     "#define SUM (NEW)\n");
	assert_null(only(&macros, "NEW")->alias);
	assert_string_equal(only(&macros, "OLD")->alias, "NEW");
	assert_null(only(&macros, "SUM")->alias);
	assert_int_equal(only(&macros, "OLD")->value, 7);
}

/* What a header includes is named by its plain path; what is absent is not. */
static void included_headers_count_too(void **state)
{
	static const char *const headers[] = {
		"xen/include/public/absent.h", "xen/include/public/hvm/a.h",
		"xen/include/public/arch-x86/b.h"};
	struct world *world = *state;
	struct tree tree = tree_make(world);
	struct tree_macros macros;
	tree_put(world, &tree, "xen/include/public/hvm/a.h",
		 "#include \"../c.h\"\n#define A 1\n");
	tree_put(world, &tree, "xen/include/public/c.h",
		 "#ifndef C\n#define C 2\n#endif\n");
	tree_put(world, &tree, "xen/include/public/arch-x86/b.h",
		 "#ifndef __x86_64__\n#error \"elsewhere\"\n#endif\n"
		 "#define B 3\n");
	assert_true(tree_read_macros(&tree, headers, 3, &world->arena,
				     &world->diags, &macros));
	assert_string_equal(only(&macros, "C")->file, "xen/include/public/c.h");
	assert_int_equal(only(&macros, "C")->line, 2);
	assert_string_equal(only(&macros, "A")->file,
			    "xen/include/public/hvm/a.h");
	assert_int_equal(only(&macros, "B")->arches, TREE_X86);
	tree_remove(&tree);
}

static void headers_alone_are_named_as_in_a_tree(void **state)
{
	static const char *const headers[] = {HEADER};
	struct world *world = *state;
	struct tree tree = tree_make(world);
	struct tree_macros macros;
	tree_put(world, &tree, "mill.h", "#define A 1\n");
	tree.kind = TREE_HEADERS_ONLY;
	assert_true(tree_read_macros(&tree, headers, 1, &world->arena,
				     &world->diags, &macros));
	assert_string_equal(only(&macros, "A")->file, HEADER);
	assert_null(tree_path(&tree, "xen/Makefile", &world->arena));
	assert_false(tree_has(&tree, "xen/Makefile", &world->arena));
	tree_remove(&tree);
}

static void refused_headers_are_named(void **state)
{
	static const char *const headers[] = {"xen/include/public/a.h",
					      "xen/include/public/b.h"};
	struct world *world = *state;
	struct tree tree = tree_make(world);
	struct tree_macros macros;
	tree_put(world, &tree, headers[0], "#define A 1\n");
	tree_put(world, &tree, headers[1],
		 "#ifdef __aarch64__\n#error \"not on Arm\"\n#endif\n");
	assert_false(tree_read_macros(&tree, headers, 2, &world->arena,
				      &world->diags, &macros));
	assert_diag(world, MESSAGE_HEADER_REFUSED);
	assert_string_equal(world->diags.list.items[0].at.file,
			    tree_path(&tree, headers[1], &world->arena));
	tree_remove(&tree);
}

static void the_environment_names_the_preprocessor(void **state)
{
	static const char *const headers[] = {HEADER};
	struct world *world = *state;
	struct tree tree = tree_make(world);
	struct tree_macros macros;
	tree_put(world, &tree, HEADER,
		 "#ifdef ASKED\n#define A 1\n#else\n#define A 2\n#endif\n");
	setenv("CC", " cc  -DASKED ", 1);
	assert_true(tree_read_macros(&tree, headers, 1, &world->arena,
				     &world->diags, &macros));
	assert_int_equal(only(&macros, "A")->value, 1);
	setenv("CC", " ", 1);
	assert_true(tree_read_macros(&tree, headers, 1, &world->arena,
				     &world->diags, &macros));
	assert_int_equal(only(&macros, "A")->value, 2);
	setenv("CC", "/no/such/program", 1);
	assert_false(tree_read_macros(&tree, headers, 1, &world->arena,
				      &world->diags, &macros));
	assert_diag(world, MESSAGE_PROCESS_FAILED);
	unsetenv("CC");
	tree_remove(&tree);
}

/* A header that writes without end runs into the limits. */
static void floods_are_stopped(void **state)
{
	static const char *const headers[] = {HEADER};
	struct world *world = *state;
	struct tree tree = tree_make(world);
	struct tree_macros macros;
	tree_put(world, &tree, HEADER,
		 "#define A x x x x x x x x x x x x x x x x\n"
		 "#define B A A A A A A A A A A A A A A A A\n"
		 "#define C B B B B B B B B B B B B B B B B\n"
		 "#define D C C C C C C C C C C C C C C C C\n"
		 "#define E D D D D D D D D D D D D D D D D\n"
		 "#define F E E E E E E E E E E E E E E E E\n"
		 "F F F F F F F F F F F F F F F F\n");
	assert_false(tree_read_macros(&tree, headers, 1, &world->arena,
				      &world->diags, &macros));
	assert_diag(world, MESSAGE_PROCESS_FAILED);
	tree_remove(&tree);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		WORLD_TEST(constant_expressions_have_values),
		WORLD_TEST(other_bodies_are_no_numbers),
		WORLD_TEST(parameters_and_removal_leave_nothing),
		WORLD_TEST(places_are_told),
		WORLD_TEST(architectures_are_told),
		WORLD_TEST(other_names_are_told),
		WORLD_TEST(included_headers_count_too),
		WORLD_TEST(headers_alone_are_named_as_in_a_tree),
		WORLD_TEST(refused_headers_are_named),
		WORLD_TEST(the_environment_names_the_preprocessor),
		WORLD_TEST(floods_are_stopped),
	};
	unsetenv("CC");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
