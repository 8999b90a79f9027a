/* Hooks: what each branch asks, under which condition, and what it answers. */
#include "tree_files.h"

#define HOOKS "xen/xsm/flask/hooks.c"

/* Helpers as hooks have them; a hook's body is put behind them. */
#define HELPERS                                                            \
	"static int may(struct domain *d, uint16_t kind, uint32_t bits)\n" \
	"{\n"                                                              \
	"	return avc_has_perm(domain_sid(current->domain),\n"              \
	"		domain_target_sid(current->domain, d), kind, bits,\n"           \
	"		NULL);\n"                                                       \
	"}\n"                                                              \
	"static uint32_t use_of(struct domain *d)\n"                       \
	"{\n"                                                              \
	"	uint32_t bits = MILL__PLAIN;\n"                                  \
	"	if ( has_wheel(d) )\n"                                           \
	"		bits = wheel_is_new ? MILL__NEW : MILL__OLD;\n"                 \
	"	return bits;\n"                                                  \
	"}\n"

static struct tree_hooks read_text(struct world *world, const char *text)
{
	static const char *const files[] = {HOOKS, "xen/xsm/flask/flask_op.c"};
	struct tree tree = tree_make(world);
	struct tree_hooks hooks;
	tree_put(world, &tree, HOOKS, text);
	assert_true(tree_read_hooks(&tree, files, 2, &world->arena,
				    &world->diags, &hooks));
	assert_no_diags(world);
	tree_remove(&tree);
	return hooks;
}

static const struct tree_hook *find(const struct tree_hooks *hooks,
				    const char *function, const char *label)
{
	for (size_t i = 0; i < hooks->list.count; i++) {
		const struct tree_hook *hook = &hooks->list.items[i];
		const char *own = hook->whole	? "whole"
				  : hook->label ? hook->label
						: "default";
		if (strcmp(hook->function, function) == 0 &&
		    strcmp(own, label) == 0)
			return hook;
	}
	fail_msg("no %s in %s", label, function);
	return NULL;
}

/* "mill:grind, mill:pause?": a question mark is a condition. */
static const char *shown(struct world *world, const struct tree_hook *hook)
{
	static const char *const answers[] = {"passes", "refuses", "unknown"};
	const char *text = "";
	if (hook->undecided)
		return arena_format(&world->arena, "undecided: %s",
				    hook->undecided);
	for (size_t i = 0; i < hook->checks.count; i++) {
		const struct tree_check *check = &hook->checks.items[i];
		bool plain = check->object_class && check->permission_class &&
			     strcmp(check->object_class,
				    check->permission_class) == 0;
		text = arena_format(
			&world->arena, "%s%s%s%s%s:%s%s", text,
			*text ? ", " : "",
			plain || !check->object_class ? ""
						      : check->object_class,
			plain || !check->object_class ? "" : "/",
			check->permission_class ? check->permission_class : "?",
			check->permission ? check->permission : "?",
			check->certain ? "" : "?");
	}
	return *text ? text : answers[hook->answer];
}

/* What a hook with that body asks. */
static void check_body(struct world *world, const char *body,
		       const char *expected)
{
	const char *text = arena_format(
		&world->arena,
		HELPERS "static int cf_check flask_it(struct domain *d,\n"
			"	struct domain *e, struct op *op)\n{\n%s\n}\n",
		body);
	struct tree_hooks hooks = read_text(world, text);
	const char *got = shown(world, find(&hooks, "flask_it", "whole"));
	if (strcmp(got, expected) != 0)
		fail_msg("%s\nasks %s, not %s", body, got, expected);
}

static void straight_code_is_followed(void **state)
{
	static const char *const cases[][2] = {
		{"return may(d, SECCLASS_MILL, MILL__GRIND);", "mill:grind"},
		{"return 0;", "passes"},
		{"return -EPERM;", "refuses"},
		{"return avc_unknown_permission(\"it\", 3);", "unknown"},
		{"return may(d, SECCLASS_MILL, MILL2__OIL);", "mill/mill2:oil"},
		{"return may(d, SECCLASS_MILL, MILL__A | MILL__B);",
		 "mill:a, mill:b"},
		{"return may(d, SECCLASS_MILL, (uint32_t)(MILL__A));",
		 "mill:a"},
		{"uint32_t bits = MILL__A, rest;\n"
		 "bits |= MILL__B;\n"
		 "rest = bits;\n"
		 "return may(d, SECCLASS_MILL, rest);",
		 "mill:a, mill:b"},
		{"int rc = may(d, SECCLASS_MILL, MILL__A);\n"
		 "if ( rc )\n	return rc;\n"
		 "return may(e, SECCLASS_MILL, MILL__B);",
		 "mill:a, mill:b"},
		{"int rc = may(d, SECCLASS_MILL, MILL__A);\n"
		 "if ( rc ) goto out;\n"
		 "rc = may(e, SECCLASS_MILL, MILL__B);\n"
		 "out:\n	return rc;",
		 "mill:a, mill:b"},
		{"int rc = may(d, SECCLASS_MILL, MILL__A);\n"
		 "if ( !rc )\n	rc = may(e, SECCLASS_MILL, MILL__B);\n"
		 "return rc;",
		 "mill:a, mill:b"},
		{"if ( !op )\n{\n	say(\"no op\");\n	return "
		 "-EINVAL;\n}\n"
		 "return may(d, SECCLASS_MILL, MILL__A);",
		 "mill:a"},
		{"struct data data = { 1, 2 };\n"
		 "data.bits = MILL__A;\n"
		 "return may(d, SECCLASS_MILL, data.bits);",
		 "mill:a"},
		{"/* return 0; */ return // 0;\n"
		 "may(d, SECCLASS_MILL, \\\n MILL__A);",
		 "mill:a"},
		{"say(\"return 0; }\", '}');\n"
		 "return may(d, SECCLASS_MILL, MILL__A);",
		 "mill:a"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		check_body(*state, cases[i][0], cases[i][1]);
}

static void conditions_are_told(void **state)
{
	static const char *const cases[][2] = {
		{"return may(d, SECCLASS_MILL, op ? MILL__A : MILL__B);",
		 "mill:a?, mill:b?"},
		{"return may(d, SECCLASS_MILL, MILL__A | (op ? MILL__B : 0));",
		 "mill:a, mill:b?"},
		{"if ( op )\n	return 0;\n"
		 "return may(d, SECCLASS_MILL, MILL__A);",
		 "mill:a?"},
		{"if ( op )\n{\n	if ( e )\n		return 0;\n}\n"
		 "return may(d, SECCLASS_MILL, MILL__A);",
		 "mill:a?"},
		{"uint32_t bits = MILL__A;\n"
		 "if ( op )\n	bits |= MILL__B;\n"
		 "return may(d, SECCLASS_MILL, bits);",
		 "mill:a, mill:b?"},
		{"uint32_t bits;\n"
		 "if ( op )\n	bits = MILL__A;\nelse\n	bits = MILL__B;\n"
		 "return may(d, SECCLASS_MILL, bits);",
		 "mill:a?, mill:b?"},
		{"uint32_t bits;\n"
		 "if ( op )\n	bits = MILL__A;\nelse\n	bits = MILL__A;\n"
		 "return may(d, SECCLASS_MILL, bits);",
		 "mill:a"},
		{"uint32_t bits;\n"
		 "if ( op )\n	bits = MILL__A;\n"
		 "return may(d, SECCLASS_MILL, bits);",
		 "mill:a?"},
		{"return may(d, SECCLASS_MILL, use_of(d));",
		 "mill:new?, mill:old?, mill:plain?"},
		{"return e && may(d, SECCLASS_MILL, MILL__A);", "mill:a?"},
		{"while ( e )\n	if ( may(d, SECCLASS_MILL, MILL__A) )\n"
		 "		return -EPERM;\nreturn 0;",
		 "mill:a?"},
		{"for_each_sack ( d, e )\n{\n"
		 "	may(d, SECCLASS_MILL, MILL__A);\n}\nreturn 0;",
		 "mill:a?"},
		{"do\n	may(d, SECCLASS_MILL, MILL__A);\nwhile ( e );\n"
		 "return 0;",
		 "mill:a?"},
		{"#ifdef CONFIG_WHEEL\nreturn may(d, SECCLASS_MILL, MILL__A);\n"
		 "#else\nreturn may(d, SECCLASS_MILL, MILL__B);\n#endif",
		 "mill:a?, mill:b?"},
		{"if ( e ) goto out;\n"
		 "return may(d, SECCLASS_MILL, MILL__A);\n"
		 "out: return 0;",
		 "mill:a"},
		{"if ( e == d ) goto out;\n"
		 "return may(d, SECCLASS_MILL, MILL__A);\n"
		 "out: return 0;",
		 "mill:a?"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		check_body(*state, cases[i][0], cases[i][1]);
}

static void what_cannot_be_decided_is_told(void **state)
{
	static const char *const cases[][2] = {
		{"return may(d, SECCLASS_MILL, op->bits);", "mill/?:?"},
		{"return may(d, op->kind, MILL__A);", "mill:a"},
		{"return avc_has_perm(d, MILL__A);",
		 "undecided: avc_has_perm has other arguments"},
		{"goto out;\nout: return may(d, SECCLASS_MILL, MILL__A);",
		 "undecided: it goes to a label"},
		{"return ask_for_all(d, may);",
		 "undecided: it asks through a function pointer"},
		{"switch ( op->cmd )\n	return 0;\n",
		 "undecided: a switch has no braces"},
		{"if ( op\n	return 0;", "undecided: brackets do not match"},
		{"else\n	return 0;",
		 "undecided: an else without its if"},
		{"if op return 0;", "undecided: a parenthesis is missing"},
		{"return flask_it(d, e, op);",
		 "undecided: it calls too deeply"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		check_body(*state, cases[i][0], cases[i][1]);
}

#define SWITCH                                                         \
	HELPERS                                                        \
	"#ifdef CONFIG_HOOKS\n"                                        \
	"static int flask_it(struct domain *d, struct op *op)\n"       \
	"{\n"                                                          \
	"	switch ( op->cmd )\n"                                        \
	"	{\n"                                                         \
	"	case OP_one:\n"                                              \
	"	case OP_two:\n"                                              \
	"		return may(d, SECCLASS_MILL, MILL__A);\n"                   \
	"#ifdef CONFIG_WHEEL\n"                                        \
	"	case OP_three:\n"                                            \
	"		return may(d, SECCLASS_MILL, MILL__B);\n"                   \
	"#endif\n"                                                     \
	"	case OP_four: {\n"                                           \
	"		switch ( op->inner )\n"                                     \
	"		{\n"                                                        \
	"		case IN_one:\n"                                             \
	"			may(d, SECCLASS_MILL, MILL__C);\n"                         \
	"			/* fall through */\n"                                      \
	"		case IN_two:\n"                                             \
	"			return op->cmd != OP_four\n"                               \
	"			       ? may(d, SECCLASS_MILL, MILL__D)\n"                 \
	"			       : may(d, SECCLASS_MILL, MILL__E);\n"                \
	"		default:\n"                                                 \
	"			break;\n"                                                  \
	"		}\n"                                                        \
	"		return avc_unknown_permission(\"in\", op->inner);\n"        \
	"	}\n"                                                         \
	"	case OP_five:\n"                                             \
	"		break;\n"                                                   \
	"	case OP_six:\n"                                              \
	"		return flask_other(d, op->other);\n"                        \
	"	default:\n"                                                  \
	"		return -EPERM;\n"                                           \
	"	}\n"                                                         \
	"	return may(d, SECCLASS_MILL, MILL__Z);\n"                    \
	"}\n"                                                          \
	"#endif\n"                                                     \
	"static int flask_other(struct domain *d, int other)\n"        \
	"{\n"                                                          \
	"	uint32_t bits;\n"                                            \
	"	switch ( other )\n"                                          \
	"	{\n"                                                         \
	"	case OTHER_one: bits = MILL__F; break;\n"                    \
	"	default: return avc_unknown_permission(\"other\", other);\n" \
	"	}\n"                                                         \
	"	return may(d, SECCLASS_MILL, bits);\n"                       \
	"}\n"

static void branches_of_switches_are_told_apart(void **state)
{
	static const struct {
		const char *function, *label, *asks, *guard;
		unsigned line;
	} cases[] = {
		{"flask_it", "OP_one", "mill:a", NULL, 19},
		{"flask_it", "OP_two", "mill:a", NULL, 20},
		{"flask_it", "OP_three", "mill:b", "CONFIG_WHEEL", 23},
		{"flask_it", "OP_four", "mill:c?, mill:e?, mill:e?", NULL, 26},
		{"flask_it", "IN_one", "mill:c, mill:e", NULL, 29},
		{"flask_it", "IN_two", "mill:e", NULL, 32},
		{"flask_it", "OP_five", "mill:z", NULL, 41},
		{"flask_it", "OP_six", "mill:f?", NULL, 43},
		{"flask_other", "OTHER_one", "mill:f", NULL, 56},
		{"flask_other", "default", "unknown", NULL, 57},
		{"flask_other", "whole", "mill:f?", NULL, 51},
	};
	struct world *world = *state;
	struct tree_hooks hooks = read_text(world, SWITCH);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		const struct tree_hook *hook =
			find(&hooks, cases[i].function, cases[i].label);
		assert_string_equal(shown(world, hook), cases[i].asks);
		if (cases[i].guard)
			assert_string_equal(hook->guard, cases[i].guard);
		else
			assert_null(hook->guard);
		assert_int_equal(hook->line, cases[i].line);
	}
}

static void branches_know_the_branch_around_them(void **state)
{
	struct world *world = *state;
	struct tree_hooks hooks = read_text(world, SWITCH);
	size_t defaults = 0;
	assert_null(find(&hooks, "flask_it", "OP_one")->outer);
	assert_string_equal(find(&hooks, "flask_it", "IN_one")->outer,
			    "OP_four");
	for (size_t i = 0; i < hooks.list.count; i++) {
		const struct tree_hook *hook = &hooks.list.items[i];
		if (hook->whole || hook->label ||
		    strcmp(hook->function, "flask_it") != 0)
			continue;
		/* That -EPERM is how older hooks refuse the unknown. */
		assert_int_equal(hook->answer, TREE_UNKNOWN);
		assert_int_equal(hook->outer != NULL, defaults == 0);
		defaults++;
	}
	assert_int_equal(defaults, 2);
	/* Seen from outside, the inner case is the check's label. */
	const struct tree_hook *four = find(&hooks, "flask_it", "OP_four");
	assert_string_equal(four->checks.items[0].label, "IN_one");
}

static void ways_and_labels_of_checks_are_told(void **state)
{
	struct world *world = *state;
	struct tree_hooks hooks = read_text(
		world, HELPERS
		"static int see(struct domain *d)\n{\n"
		"	struct domain_security_struct *dsec = d->ssid;\n"
		"	return avc_has_perm(dsec->sid, SECINITSID_XEN,\n"
		"		SECCLASS_XEN, XEN__SEE, NULL);\n}\n"
		"static int flask_it(struct domain *d)\n{\n"
		"	int rc = see(current->domain);\n"
		"	if ( rc )\n		return rc;\n"
		"	return may(d, SECCLASS_MILL, MILL__A);\n}\n");
	const struct tree_hook *hook = find(&hooks, "flask_it", "whole");
	assert_int_equal(hook->checks.count, 2);
	const struct tree_check *see = &hook->checks.items[0];
	assert_string_equal(see->subject, "domain_sid(current->domain)");
	assert_string_equal(see->object, "SECINITSID_XEN");
	assert_string_equal(see->through[0], "flask_it");
	assert_string_equal(see->through[1], "see");
	assert_null(see->through[2]);
	assert_int_equal(see->line, 17);
	assert_null(see->label);
	assert_string_equal(hook->checks.items[1].object,
			    "domain_target_sid(current->domain,d)");
}

/* The address of a struct that goes with a function goes into it. */
static void data_of_function_pointers_is_followed(void **state)
{
	struct world *world = *state;
	struct tree_hooks hooks = read_text(
		world, "static int one(void *v, uint32_t sid)\n{\n"
		       "	struct data *data = v;\n"
		       "	return avc_has_perm(data->who, sid,\n"
		       "		SECCLASS_MILL, data->bits, NULL);\n}\n"
		       "static int flask_it(struct domain *d)\n{\n"
		       "	struct data data;\n"
		       "	data.who = domain_sid(d);\n"
		       "	data.bits = MILL__A;\n"
		       "	return for_all_sacks(d, one, &data);\n}\n");
	const struct tree_hook *hook = find(&hooks, "flask_it", "whole");
	assert_string_equal(shown(world, hook), "mill:a?");
	assert_string_equal(hook->checks.items[0].subject, "domain_sid(d)");
}

static void hidden_checks_are_suspected(void **state)
{
	struct world *world = *state;
	struct tree_hooks hooks =
		read_text(world, "#define MAY(d) \\\n	domain_has_perm(d)\n"
				 "static int flask_it(struct domain *d)\n{\n"
				 "	return MAY(d);\n}\n");
	assert_string_equal(shown(world, find(&hooks, "flask_it", "whole")),
			    "undecided: a macro of the file asks by itself");
}

/* Both files are read; a helper is one of its own file. */
static void files_are_kept_apart(void **state)
{
	static const char *const files[] = {HOOKS, "xen/xsm/flask/flask_op.c"};
	struct world *world = *state;
	struct tree tree = tree_make(world);
	struct tree_hooks hooks;
	tree_put(world, &tree, HOOKS,
		 "static int may(int a)\n{\n	return avc_has_perm(a, a,\n"
		 "		SECCLASS_MILL, MILL__A, NULL);\n}\n"
		 "static int flask_a(void) { return may(1); }\n");
	tree_put(world, &tree, files[1],
		 "static int may(int a)\n{\n	return avc_has_perm(a, a,\n"
		 "		SECCLASS_MILL, MILL__B, NULL);\n}\n"
		 "static int flask_b(void) { return may(1); }\n");
	assert_true(tree_read_hooks(&tree, files, 2, &world->arena,
				    &world->diags, &hooks));
	assert_string_equal(shown(world, find(&hooks, "flask_a", "whole")),
			    "mill:a");
	assert_string_equal(shown(world, find(&hooks, "flask_b", "whole")),
			    "mill:b");
	assert_string_equal(find(&hooks, "flask_b", "whole")->file, files[1]);
	tree_remove(&tree);
}

/* Each text ends, in no long time, and without a crash. */
static void hostile_texts_end(void **state)
{
	static const struct {
		const char *before, *again, *after;
	} cases[] = {
		{"static int f(void) { return ", "(", "1; }"},
		{"static int f(void) { return ", "a ? b : ", "1; }"},
		{"static int f(void) { return ", "a | ", "1; }"},
		{"static int f(void) { return ", "a && ", "1; }"},
		{"static int f(void) { return ", "f(", "1; }"},
		{"static int f(void) { ", "{ ", "}"},
		{"static int f(void) { ", "if ( a ) ", "return 1; }"},
		{"static int f(void) { ", "a = g(a, a); ", "return a; }"},
		{"static int f(void) { ", "switch ( a ) { case b: ", "}"},
		{"static int f(void) { switch ( a ) { ", "case b: a |= b; ",
		 "} }"},
		{"static int f(void) { ", "f(); f(); ", "}"},
		{"", "int f(", ""},
		{"", "#if X\n", "static int f(void) { return 1; }"},
		{"", "#else\n#endif\n", ""},
		{"/*", "/*", ""},
		{"\"", "\\", ""},
	};
	enum { REPEATS = 3000 };
	struct world *world = *state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct buffer text = BUFFER_INIT;
		buffer_add_string(&text, cases[i].before);
		for (int j = 0; j < REPEATS; j++)
			buffer_add_string(&text, cases[i].again);
		buffer_add_string(&text, cases[i].after);
		read_text(world, buffer_string(&text));
		buffer_release(&text);
		arena_release(&world->arena);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		WORLD_TEST(straight_code_is_followed),
		WORLD_TEST(conditions_are_told),
		WORLD_TEST(what_cannot_be_decided_is_told),
		WORLD_TEST(branches_of_switches_are_told_apart),
		WORLD_TEST(branches_know_the_branch_around_them),
		WORLD_TEST(ways_and_labels_of_checks_are_told),
		WORLD_TEST(data_of_function_pointers_is_followed),
		WORLD_TEST(hidden_checks_are_suspected),
		WORLD_TEST(files_are_kept_apart),
		WORLD_TEST(hostile_texts_end),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
