/* CIL: what grants what, where that stands, and what cannot be followed. */
#include "world.h"

#include "base/file.h"
#include "base/file_replace.h"
#include "source/source.h"

USES_MESSAGE(POLICY_SYNTAX);

enum { TYPES = 16, CLASSES = 8 };

static const struct policy *read_text(struct world *world, const char *text)
{
	struct buffer whole = BUFFER_INIT;
	const struct policy *policy;
	const char *directory =
		directory_temporary(&world->arena, &world->diags);
	assert_non_null(directory);
	const char *path =
		arena_format(&world->arena, "%s/text.cil", directory);
	assert_true(file_read(world_input(world, "policy/small.cil"), 1 << 20,
			      &world->diags, &whole));
	buffer_add_string(&whole, text);
	assert_true(
		file_replace(path, whole.data, whole.length, &world->diags));
	policy = source_read(path, &world->arena, &world->diags);
	directory_remove(directory);
	buffer_release(&whole);
	return policy;
}

static const struct policy *read_small(struct world *world)
{
	const struct policy *policy =
		source_read(world_input(world, "policy/small.cil"),
			    &world->arena, &world->diags);
	assert_no_diags(world);
	assert_non_null(policy);
	return policy;
}

/* What stands behind the last "/". */
static const char *last_name(const char *path)
{
	const char *slash = strrchr(path, '/');
	return slash ? slash + 1 : path;
}

/* "call:line[rule:line]" of each rule, with lines from behind that one. */
static const char *find_places(struct world *world, const struct policy *policy,
			       const char *access, bool files, unsigned behind)
{
	struct buffer found = BUFFER_INIT;
	struct source_location *places;
	char *words = arena_string(&world->arena, access);
	unsigned source = policy_find_type(policy, strsep(&words, " "));
	unsigned target = policy_find_type(policy, strsep(&words, " "));
	const char *class_name = strsep(&words, " ");
	unsigned row = 0, bit = 0;
	while (strcmp(policy->classes[row].name, class_name) != 0)
		row++;
	while (strcmp(policy->classes[row].permissions[bit], words) != 0)
		bit++;
	size_t count = source_locate(policy, source, target, row, bit,
				     &world->arena, &places);
	for (size_t i = 0; i < count; i++) {
		buffer_add_string(&found, i ? " " : "");
		if (files)
			buffer_format(&found, "%s:", last_name(places[i].file));
		buffer_format(&found, "%u%s", places[i].line - behind,
			      places[i].conditional ? "?" : "");
		if (places[i].macro.file)
			buffer_format(&found, "[%u]",
				      places[i].macro.line - behind);
	}
	const char *copy = arena_string(&world->arena, buffer_string(&found));
	buffer_release(&found);
	return copy;
}

/* "source target class permission" to "FILE:LINE?[LINE] ...". */
static void assert_places(struct world *world, const struct policy *policy,
			  const char *access, const char *expected)
{
	assert_string_equal(find_places(world, policy, access, true, 0),
			    expected);
}

/* small.cil has so many lines. */
enum { BEHIND = 114 };

/* The same of lines of the test's own text alone. */
static void assert_places_behind(struct world *world,
				 const struct policy *policy,
				 const char *access, const char *expected)
{
	assert_string_equal(find_places(world, policy, access, false, BEHIND),
			    expected);
}

/* Where the test's own text has line number `line`. */
static const char *place(struct world *world, unsigned line)
{
	return arena_format(&world->arena, "text.cil:%u", BEHIND + line);
}

/* Which accesses the rows grant, and which of them have a place. */
static void count_places(struct world *world, const struct policy *policy,
			 unsigned *granted, unsigned *placed)
{
	uint32_t masks[TYPES][TYPES][CLASSES];
	assert_true(policy->type_count <= TYPES &&
		    policy->class_count <= CLASSES);
	memset(masks, 0, sizeof masks);
	for (unsigned i = 0; i < policy->rule_count; i++) {
		const struct policy_rule *rule = &policy->rules[i];
		const struct policy_type *from = &policy->types[rule->source];
		const struct policy_type *to = &policy->types[rule->target];
		for (unsigned j = 0; j < from->member_count; j++)
			for (unsigned k = 0; k < to->member_count; k++)
				masks[from->members[j]][to->members[k]]
				     [rule->object_class] |= rule->permissions;
	}
	*granted = *placed = 0;
	for (unsigned i = 0; i < TYPES * TYPES * CLASSES * 32; i++) {
		unsigned bit = i % 32, row = i / 32 % CLASSES;
		unsigned to = i / 32 / CLASSES % TYPES;
		unsigned from = i / 32 / CLASSES / TYPES;
		struct source_location *places;
		bool found = source_locate(policy, from, to, row, bit,
					   &world->arena, &places) > 0;
		bool grants = masks[from][to][row] >> bit & 1;
		/* A place for what is not granted would be a wrong one. */
		assert_true(grants || !found);
		*granted += grants;
		*placed += found;
	}
}

static void each_access_has_a_place(void **state)
{
	struct world *world = *state;
	unsigned granted, placed;
	count_places(world, read_small(world), &granted, &placed);
	assert_int_equal(granted, 45);
	assert_int_equal(placed, granted);
}

static void sets_and_aliases_are_understood(void **state)
{
	struct world *world = *state;
	const struct policy *policy = read_small(world);
	assert_places(world, policy, "dom0_t xen_t xen settime",
		      "small.cil:58");
	assert_places(world, policy, "mail_t mail_t domain pause",
		      "small.cil:59");
	assert_places(world, policy, "dom0_t mail_t grant copy",
		      "small.cil:63");
}

static void classpermissions_and_maps_are_understood(void **state)
{
	struct world *world = *state;
	const struct policy *policy = read_small(world);
	assert_places(world, policy, "tool_t web_t domain getinfo",
		      "small.cil:60");
	assert_places(world, policy, "tool_t mail_t domain plug",
		      "small.cil:61");
	assert_places(world, policy, "tool_t web_t domain unplug",
		      "small.cil:62");
}

static void branches_are_conditional(void **state)
{
	struct world *world = *state;
	const struct policy *policy = read_small(world);
	assert_places(world, policy, "web_t mail_t event send",
		      "small.cil:65?");
	assert_places(world, policy, "mail_t web_t event send",
		      "small.cil:66?");
	/* the branch of a tunable is chosen once for all */
	assert_places(world, policy, "mail_t xen_t xen readconsole",
		      "small.cil:70");
	assert_places(world, policy, "mail_t xen_t xen settime", "");
}

/* Every operator, on tunables that are alike in either way, and that differ. */
static void tunables_are_compared(void **state)
{
	static const struct {
		const char *expression;
		bool holds;
	} rows[] = {
		{"(eq soft calm)", true},   {"(eq firm hard)", true},
		{"(eq soft firm)", false},  {"(neq soft calm)", false},
		{"(neq firm soft)", true},  {"(xor firm hard)", false},
		{"(xor soft firm)", true},  {"(and firm hard)", true},
		{"(and soft firm)", false}, {"(or soft calm)", false},
		{"(or soft firm)", true},   {"(not soft)", true},
		{"(not firm)", false},	    {"firm", true},
	};
	struct world *world = *state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		const struct policy *policy = read_text(
			world,
			arena_format(
				&world->arena,
				"(tunable soft false) (tunable calm false)"
				"(tunable firm true) (tunable hard true)"
				"(tunableif %s\n"
				"(true (allow mail_t xen_t (xen (settime))))"
				"\n(false (allow mail_t xen_t "
				"(xen (physinfo)))))\n",
				rows[i].expression));
		assert_non_null(policy);
		assert_places(world, policy, "mail_t xen_t xen settime",
			      rows[i].holds ? "text.cil:116" : "");
		assert_places(world, policy, "mail_t xen_t xen physinfo",
			      rows[i].holds ? "" : "text.cil:117");
	}
}

static void macros_have_two_places(void **state)
{
	struct world *world = *state;
	const struct policy *policy = read_small(world);
	assert_places(world, policy, "web_t tool_t xen physinfo",
		      "small.cil:77[73]");
	/* the outermost call */
	assert_places(world, policy, "mail_t dom0_t event bind",
		      "small.cil:78[74]");
}

static void blocks_have_their_own_names(void **state)
{
	struct world *world = *state;
	const struct policy *policy = read_small(world);
	assert_places(world, policy, "shop.back.door_t web_t mmu map_write",
		      "small.cil:85");
	assert_places(world, policy, "web_t shop.till_t hvm getparam",
		      "small.cil:96[88]");
	assert_places(world, policy,
		      "shop.back.door_t shop.back.door_t event send",
		      "small.cil:95");
	assert_places(world, policy, "corner.desk_t corner.desk_t hvm setparam",
		      "small.cil:94[92]");
	assert_places(world, policy, "corner.desk_t dom0_t hvm setparam",
		      "small.cil:97[93]");
}

/*
 * What blockinherit copies has two places, as what a macro brings, wherever the
 * rule and its names come from.  Lines are those behind small.cil.
 */
static void inherited_rules_have_two_places(void **state)
{
	static const struct {
		const char *text, *access, *places; /* "N[M] ..." of the text */
	} rows[] = {
		/* a name from where the block that is inherited stands */
		{"(block lib (type own_t)\n"
		 "(block base (blockabstract base)\n"
		 "(allow own_t web_t (hvm (getparam)))))\n"
		 "(block user (blockinherit lib.base))\n",
		 "lib.own_t web_t hvm getparam", "4[3]"},
		/* the inheriting block's name comes first */
		{"(block lib (type own_t)\n"
		 "(block base (blockabstract base)\n"
		 "(allow own_t web_t (hvm (getparam)))))\n"
		 "(block user (type own_t) (blockinherit lib.base))\n",
		 "user.own_t web_t hvm getparam", "4[3]"},
		/* inherited twice over */
		{"(block a (type a_t)\n"
		 "(allow a_t a_t (hvm (getparam))))\n"
		 "(block b (blockinherit a))\n"
		 "(block c\n"
		 "(blockinherit b))\n",
		 "c.a_t c.a_t hvm getparam", "5[2]"},
		/* the block's own rule stands where it is written */
		{"(block a (type a_t)\n"
		 "(allow a_t a_t (hvm (getparam))))\n"
		 "(block b (blockinherit a))\n",
		 "a.a_t a.a_t hvm getparam", "2"},
		/* a block in the block */
		{"(block a (block in_a (type a_t)\n"
		 "(allow a_t web_t (hvm (getparam)))))\n"
		 "(block b (blockinherit a))\n",
		 "b.in_a.a_t web_t hvm getparam", "3[2]"},
		/* what is added to it is copied along, to one within, too */
		{"(block a (blockabstract a) (type a_t))\n"
		 "(in a (allow a_t web_t (hvm (getparam))))\n"
		 "(block b (blockinherit a))\n",
		 "b.a_t web_t hvm getparam", "3[2]"},
		{"(block a (block in_a (type a_t)))\n"
		 "(in a.in_a (allow a_t web_t (hvm (getparam))))\n"
		 "(block b (blockinherit a))\n",
		 "b.in_a.a_t web_t hvm getparam", "3[2]"},
		{"(block a (block in_a (type a_t)))\n"
		 "(in a.in_a (allow a_t web_t (hvm (getparam))))\n"
		 "(block b (blockinherit a))\n",
		 "a.in_a.a_t web_t hvm getparam", "2"},
		/* but not what is added behind that */
		{"(block a (type a_t))\n"
		 "(block b (blockinherit a))\n"
		 "(in after a (allow a_t web_t (hvm (getparam))))\n"
		 "(in after b\n"
		 "(allow a_t web_t (hvm (getparam))))\n",
		 "b.a_t web_t hvm getparam", "5"},
		/* a macro's name from where the macro stands */
		{"(block lib (type own_t) (macro opens ((type who))\n"
		 "(allow who own_t (hvm (getparam)))))\n"
		 "(block user (type own_t)\n"
		 "(call lib.opens (web_t)))\n",
		 "web_t lib.own_t hvm getparam", "4[2]"},
		/* a macro that came along, called from outside */
		{"(block a (type a_t) (macro opens ((type who))\n"
		 "(allow who a_t (hvm (getparam)))))\n"
		 "(block b (blockinherit a))\n"
		 "(call b.opens (web_t))\n",
		 "web_t b.a_t hvm getparam", "4[2]"},
		/* what a macro declares is the caller's */
		{"(macro makes ((type who)) (type made_t)\n"
		 "(allow who made_t (hvm (getparam))))\n"
		 "(type made_t)\n"
		 "(block user\n"
		 "(call makes (web_t)))\n",
		 "web_t user.made_t hvm getparam", "5[2]"},
		/* what is added to a macro */
		{"(macro adds ((type who)))\n"
		 "(in adds (allow who mail_t (hvm (getparam))))\n"
		 "(call adds (web_t))\n",
		 "web_t mail_t hvm getparam", "3[2]"},
		/* a set of permissions of that name in both blocks */
		{"(block a (type a_t) (classpermission how)\n"
		 "(allow a_t web_t how)\n"
		 "(classpermissionset how (hvm (getparam))))\n"
		 "(block b (type b_t) (classpermission how)\n"
		 "(classpermissionset how (hvm (setparam))))\n",
		 "a.a_t web_t hvm getparam", "2"},
		/* in a branch of a boolean, in a macro */
		{"(macro opens ((type who))\n"
		 "(allow who mail_t (hvm (getparam))))\n"
		 "(booleanif locked (true\n"
		 "(call opens (web_t))))\n",
		 "web_t mail_t hvm getparam", "4?[2]"},
		{"(block a (type a_t) (booleanif locked (true\n"
		 "(allow a_t mail_t (hvm (getparam))))))\n"
		 "(block b (blockinherit a))\n",
		 "b.a_t mail_t hvm getparam", "3?[2]"},
		/* in the branch of a tunable that holds */
		{"(block a (type a_t) (tunableif loud (true\n"
		 "(allow a_t mail_t (hvm (getparam))))))\n"
		 "(block b (tunableif loud (true\n"
		 "(blockinherit a))))\n",
		 "b.a_t mail_t hvm getparam", "4[2]"},
	};
	struct world *world = *state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		const struct policy *policy = read_text(world, rows[i].text);
		unsigned granted, placed;
		assert_no_diags(world);
		assert_non_null(policy);
		assert_places_behind(world, policy, rows[i].access,
				     rows[i].places);
		count_places(world, policy, &granted, &placed);
		assert_int_equal(placed, granted);
	}
}

/* A text in which not all is certain has fewer places, but no wrong ones. */
static void optionals_are_kept_as_a_whole(void **state)
{
	static const struct {
		const char *text, *access, *places;
	} rows[] = {
		{"(optional o (allow web_t mail_t (hvm (getparam))))\n",
		 "web_t mail_t hvm getparam", "1"},
		/* a call, and what the macro speaks of */
		{"(macro opens ((type who))\n"
		 "(allow who mail_t (hvm (getparam))))\n"
		 "(optional o (call opens (web_t)))\n",
		 "web_t mail_t hvm getparam", "3[2]"},
		{"(block a (blockabstract a) (type a_t)\n"
		 "(allow a_t mail_t (hvm (getparam))))\n"
		 "(block b (optional o (blockinherit a)))\n",
		 "b.a_t mail_t hvm getparam", "3[2]"},
		/* an argument that is not used */
		{"(macro opens ((type who) (type what))\n"
		 "(allow who mail_t (hvm (getparam))))\n"
		 "(allow web_t mail_t (hvm (getparam)))\n"
		 "(optional o (call opens (web_t none_t)))\n",
		 "web_t mail_t hvm getparam", "3"},
		/* a permission that is not there */
		{"(allow web_t mail_t (hvm (getparam)))\n"
		 "(optional o (allow web_t mail_t (hvm (getparam)))\n"
		 "(allow web_t mail_t (hvm (getnothing))))\n",
		 "web_t mail_t hvm getparam", "1"},
		/* a macro and a block that are not there */
		{"(allow web_t mail_t (hvm (getparam)))\n"
		 "(optional o (allow web_t mail_t (hvm (getparam)))\n"
		 "(call nothing (web_t)))\n",
		 "web_t mail_t hvm getparam", "1"},
		{"(allow web_t mail_t (hvm (getparam)))\n"
		 "(block b (optional o\n"
		 "(allow web_t mail_t (hvm (getparam)))\n"
		 "(blockinherit nothing)))\n",
		 "web_t mail_t hvm getparam", "1"},
		/* a type that is there with another optional */
		{"(allow web_t mail_t (hvm (getparam)))\n"
		 "(optional o (typeattribute lost) (allow web_t lost\n"
		 "(hvm (getparam))) (allow web_t none_t (hvm (getparam))))\n"
		 "(optional p (allow web_t lost (hvm (getparam)))\n"
		 "(allow web_t mail_t (hvm (getparam))))\n",
		 "web_t mail_t hvm getparam", "1"},
		/* one within that is dropped leaves the outer one */
		{"(optional o (allow web_t mail_t (hvm (getparam)))\n"
		 "(optional p (allow web_t none_t (hvm (getparam)))))\n",
		 "web_t mail_t hvm getparam", "1"},
		/* what is added to one */
		{"(optional o (type late_t))\n"
		 "(in o (allow late_t mail_t (hvm (getparam))))\n",
		 "late_t mail_t hvm getparam", "2"},
	};
	struct world *world = *state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		const struct policy *policy = read_text(world, rows[i].text);
		unsigned granted, placed;
		assert_no_diags(world);
		assert_non_null(policy);
		assert_places_behind(world, policy, rows[i].access,
				     rows[i].places);
		count_places(world, policy, &granted, &placed);
		assert_int_equal(placed, granted);
	}
}

static void marks_name_other_files(void **state)
{
	struct world *world = *state;
	const struct policy *policy = read_small(world);
	assert_places(world, policy, "web_t tool_t grant copy", "rules.te:40");
	assert_places(world, policy, "tool_t web_t grant copy", "rules.te:42");
	assert_places(world, policy, "mail_t web_t grant copy", "more.te:7");
	assert_places(world, policy, "web_t mail_t grant copy",
		      "small.cil:114");
}

static void remarks_are_kept_in_order(void **state)
{
	struct world *world = *state;
	const struct policy *policy = read_small(world);
	assert_int_equal(policy->remark_count, 2);
	assert_string_equal(policy->remarks[0].text,
			    "accept xen:settime reason=\"it keeps the clock\"");
	assert_int_equal(policy->remarks[0].line, 57);
	assert_string_equal(policy->remarks[1].text,
			    "accept XSM001 reason=known");
	assert_string_equal(policy->remarks[1].file, "site/more.te");
	assert_int_equal(policy->remarks[1].line, 7);
}

static void all_places_are_told_in_order(void **state)
{
	struct world *world = *state;
	const struct policy *policy = read_text(
		world, "(allow dom0_t guests (grant (all)))\n"
		       "(call again (dom0_t))\n"
		       "(macro again ((type who)) (allow who mail_t looks)\n"
		       "	(allow who mail_t (grant (copy))))\n");
	assert_no_diags(world);
	assert_places(world, policy, "dom0_t mail_t grant copy",
		      arena_format(&world->arena, "text.cil:63 %s %s[118]",
				   place(world, 1), place(world, 2)));
}

/* libsepol drops an optional as a whole; what it keeps has places. */
static void optionals_that_are_dropped_have_no_places(void **state)
{
	struct world *world = *state;
	const struct policy *policy = read_text(
		world,
		"(optional one (allow dom0_t tool_t (hvm (getparam)))\n"
		"	(optional two (allow dom0_t dom0_t (mmu (bind)))\n"
		"		(allow none_t dom0_t (mmu (bind)))))\n");
	assert_no_diags(world);
	assert_places(world, policy, "tool_t tool_t grant copy", "");
	assert_places(world, policy, "dom0_t dom0_t mmu bind", "");
	assert_places(world, policy, "web_t web_t grant copy", "text.cil:99");
}

/* Macros that call each other many times are not followed to the end. */
static void too_much_is_not_followed(void **state)
{
	struct world *world = *state;
	struct buffer text = BUFFER_INIT;
	buffer_add_string(&text, "(macro m0 ((type t)) (allow t t (hvm "
				 "(getparam))))\n");
	for (int i = 1; i < 24; i++)
		buffer_format(&text,
			      "(macro m%d ((type t)) (call m%d (t))"
			      "(call m%d (t)))\n",
			      i, i - 1, i - 1);
	const struct policy *policy = read_text(world, text.data);
	assert_no_diags(world);
	assert_places(world, policy, "dom0_t xen_t xen settime", "text.cil:58");
	buffer_add_string(&text, "(call m23 (dom0_t))\n");
	policy = read_text(world, text.data);
	/* libsepol runs into its limits, or no place is told. */
	if (policy)
		assert_places(world, policy, "dom0_t xen_t xen settime", "");
	else
		assert_diag(world, MESSAGE_POLICY_SYNTAX);
	buffer_release(&text);
}

/* A policy or a message, whatever the bytes. */
static void damage_is_told(void **state)
{
	enum { DAMAGES = 120 };
	struct world *world = *state;
	struct buffer text = BUFFER_INIT;
	const char *directory =
		directory_temporary(&world->arena, &world->diags);
	assert_non_null(directory);
	const char *path =
		arena_format(&world->arena, "%s/text.cil", directory);
	uint32_t random = 1;
	for (unsigned i = 0; i < DAMAGES; i++) {
		buffer_clear(&text);
		assert_true(file_read(world_input(world, "policy/small.cil"),
				      1 << 20, &world->diags, &text));
		for (unsigned j = 0; j <= i % 3; j++) {
			random = random * 1664525 + 1013904223;
			size_t from = random % text.length;
			size_t length = (random >> 8) % (text.length - from);
			if (i % 2)
				text.data[from] = "()\";a"[random >> 16 & 3];
			else
				memmove(text.data + from,
					text.data + from + length % 9,
					text.length - from - length % 9);
		}
		assert_true(file_replace(path, text.data, text.length,
					 &world->diags));
		const struct policy *policy =
			source_read(path, &world->arena, &world->diags);
		assert_true((policy != NULL) == (world->diags.errors == 0));
		unsigned granted, placed;
		if (policy && policy->type_count <= TYPES)
			count_places(world, policy, &granted, &placed);
		diags_release(&world->diags);
	}
	directory_remove(directory);
	buffer_release(&text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		WORLD_TEST(each_access_has_a_place),
		WORLD_TEST(sets_and_aliases_are_understood),
		WORLD_TEST(classpermissions_and_maps_are_understood),
		WORLD_TEST(branches_are_conditional),
		WORLD_TEST(tunables_are_compared),
		WORLD_TEST(macros_have_two_places),
		WORLD_TEST(blocks_have_their_own_names),
		WORLD_TEST(inherited_rules_have_two_places),
		WORLD_TEST(optionals_are_kept_as_a_whole),
		WORLD_TEST(marks_name_other_files),
		WORLD_TEST(remarks_are_kept_in_order),
		WORLD_TEST(all_places_are_told_in_order),
		WORLD_TEST(optionals_that_are_dropped_have_no_places),
		WORLD_TEST(too_much_is_not_followed),
		WORLD_TEST(damage_is_told),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
