/* Which statements of a policy.conf grant what, and where they stand. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/file.h"
#include "base/file_replace.h"
#include "source/source.h"

struct world {
	struct arena arena;
	struct diags diags;
	const struct policy *policy;
};

static const char *input(struct world *world, const char *name)
{
	const char *inputs = getenv("SHARED_INPUTS");
	return arena_format(&world->arena, "%s/policy/%s",
			    inputs ? inputs : "tests/inputs", name);
}

static int set_up(void **state)
{
	struct world *world = calloc(1, sizeof *world);
	if (!world)
		return -1;
	*state = world;
	world->policy = source_read(input(world, "small.conf"), &world->arena,
				    &world->diags);
	return world->policy ? 0 : -1;
}

static int tear_down(void **state)
{
	struct world *world = *state;
	arena_release(&world->arena);
	diags_release(&world->diags);
	free(world);
	return 0;
}

static unsigned class_of(const struct policy *policy, const char *name)
{
	for (unsigned i = 0; i < policy->class_count; i++)
		if (strcmp(policy->classes[i].name, name) == 0)
			return i;
	fail_msg("no class %s", name);
	return 0;
}

static unsigned bit_of(const struct policy_class *row, const char *name)
{
	for (unsigned bit = 0; bit < row->permission_count; bit++)
		if (strcmp(row->permissions[bit], name) == 0)
			return bit;
	fail_msg("no permission %s", name);
	return 0;
}

/* "source target class permission" to "file:line" and "?" if conditional. */
static void assert_places(struct world *world, const char *access,
			  const char *expected)
{
	const struct policy *policy = world->policy;
	char *words = arena_string(&world->arena, access);
	const char *source = strsep(&words, " ");
	const char *target = strsep(&words, " ");
	unsigned object_class = class_of(policy, strsep(&words, " "));
	unsigned bit = bit_of(&policy->classes[object_class], words);
	struct source_location *places;
	struct buffer found = BUFFER_INIT;
	size_t count = source_locate(policy, policy_find_type(policy, source),
				     policy_find_type(policy, target),
				     object_class, bit, &world->arena, &places);
	for (size_t i = 0; i < count; i++)
		buffer_format(&found, "%s%s:%u%s", i ? " " : "", places[i].file,
			      places[i].line, places[i].conditional ? "?" : "");
	assert_string_equal(buffer_string(&found), expected);
	buffer_release(&found);
}

static void sets_are_understood(void **state)
{
	/* "*" as permissions */
	assert_places(*state, "dom0_t xen_t xen physinfo", "site/rules.te:10");
	/* an attribute less a type, and self */
	assert_places(*state, "web_t web_t domain pause", "site/rules.te:11");
	assert_places(*state, "mail_t mail_t domain pause", "");
	assert_places(*state, "web_t mail_t domain pause", "");
	/* braces in braces, self among others, "~", over two lines */
	assert_places(*state, "tool_t mail_t domain plug", "site/rules.te:12");
	assert_places(*state, "tool_t tool_t domain plug", "site/rules.te:12");
	assert_places(*state, "tool_t dom0_t domain plug", "");
	assert_places(*state, "tool_t mail_t domain create", "");
	/* several classes */
	assert_places(*state, "dom0_t web_t event bind", "site/rules.te:14");
	assert_places(*state, "dom0_t web_t mmu bind", "site/rules.te:14");
}

static void aliases_are_resolved(void **state)
{
	assert_places(*state, "tool_t xen_t xen physinfo", "site/rules.te:16");
	assert_places(*state, "tool_t mail_t grant copy", "site/rules.te:40");
	assert_places(*state, "dom0_t mail_t grant copy", "site/rules.te:43?");
}

static void branches_are_conditional(void **state)
{
	assert_places(*state, "web_t mail_t mmu map_write",
		      "site/rules.te:46?");
	assert_places(*state, "web_t xen_t xen readconsole",
		      "site/rules.te:49?");
	/* the rule behind them is not */
	assert_places(*state, "tool_t dom0_t hvm getparam", "site/rules.te:51");
}

static void other_rules_grant_nothing(void **state)
{
	/* neverallow, dontaudit, constrain, and allow between roles */
	assert_places(*state, "web_t xen_t xen settime", "");
	assert_places(*state, "mail_t xen_t xen readconsole", "");
	assert_places(*state, "dom0_t dom0_t domain create", "");
}

static void all_places_are_told_in_order(void **state)
{
	struct world *world = *state;
	struct buffer text = BUFFER_INIT;
	assert_true(file_read(input(world, "small.conf"), 1 << 20,
			      &world->diags, &text));
	char *directory = directory_temporary(&world->arena, &world->diags);
	assert_non_null(directory);
	char *path = arena_format(&world->arena, "%s/twice", directory);
	char *role = strstr(text.data, "role system_r;");
	struct buffer twice = BUFFER_INIT;
	buffer_add(&twice, text.data, (size_t)(role - text.data));
	buffer_add_string(&twice,
			  "#line 7 \"site/more rules.te\"\n"
			  "allow dom0_t xen_t:xen settime;\n"
			  "# a comment\n\n"
			  "allow { dom0_t tool_t } xen_t:xen settime;\n");
	buffer_add_string(&twice, role);
	assert_true(
		file_replace(path, twice.data, twice.length, &world->diags));
	world->policy = source_read(path, &world->arena, &world->diags);
	directory_remove(directory);
	assert_non_null(world->policy);
	assert_places(world, "dom0_t xen_t xen settime",
		      "site/rules.te:10 site/more rules.te:7 "
		      "site/more rules.te:10");
	assert_places(world, "tool_t xen_t xen settime",
		      "site/more rules.te:10");
	buffer_release(&text);
	buffer_release(&twice);
}

static void text_without_markers_has_its_own_lines(void **state)
{
	struct world *world = *state;
	const char *path = input(world, "mls.conf");
	world->policy = source_read(path, &world->arena, &world->diags);
	assert_non_null(world->policy);
	assert_places(world, "dom0_t guest_t domain create",
		      arena_format(&world->arena, "%s:31", path));
}

/* Each rule of the binary has a place in the text, and the reverse. */
static void text_and_binary_grant_the_same(void **state)
{
	struct world *world = *state;
	const struct policy *policy = world->policy;
	enum { TYPES = 16, CLASSES = 8 };
	uint32_t granted[TYPES][TYPES][CLASSES];
	assert_true(policy->type_count <= TYPES &&
		    policy->class_count <= CLASSES);
	memset(granted, 0, sizeof granted);
	for (unsigned i = 0; i < policy->rule_count; i++) {
		const struct policy_rule *rule = &policy->rules[i];
		const struct policy_type *from = &policy->types[rule->source];
		const struct policy_type *to = &policy->types[rule->target];
		for (unsigned j = 0; j < from->member_count; j++)
			for (unsigned k = 0; k < to->member_count; k++)
				granted[from->members[j]][to->members[k]]
				       [rule->object_class] |=
					rule->permissions;
	}
	unsigned count = 0;
	for (unsigned i = 0; i < TYPES * TYPES * CLASSES * 32; i++) {
		unsigned bit = i % 32, object_class = i / 32 % CLASSES;
		unsigned to = i / 32 / CLASSES % TYPES;
		unsigned from = i / 32 / CLASSES / TYPES;
		struct source_location *places;
		bool found = source_locate(policy, from, to, object_class, bit,
					   &world->arena, &places) > 0;
		assert_int_equal(found,
				 granted[from][to][object_class] >> bit & 1);
		count += found;
	}
	assert_int_equal(count, 48);
}

/* Compiles small.conf and reads what came of it. */
static void read_binary(struct world *world)
{
	struct buffer text = BUFFER_INIT, binary = BUFFER_INIT;
	assert_true(file_read(input(world, "small.conf"), 1 << 20,
			      &world->diags, &text));
	assert_true(source_compile("small", &text, 30, &world->diags, &binary));
	world->policy =
		source_parse("small", &binary, &world->arena, &world->diags);
	assert_non_null(world->policy);
	buffer_release(&text);
	buffer_release(&binary);
}

/* "source target class permission" to the rules that grant it, a line each. */
static void assert_rules(struct world *world, const char *access,
			 const char *expected)
{
	const struct policy *policy = world->policy;
	char *words = arena_string(&world->arena, access);
	unsigned source = policy_find_type(policy, strsep(&words, " "));
	unsigned target = policy_find_type(policy, strsep(&words, " "));
	unsigned object_class = class_of(policy, strsep(&words, " "));
	unsigned bit = bit_of(&policy->classes[object_class], words);
	struct source_location *places;
	struct buffer found = BUFFER_INIT;
	size_t count = source_locate(policy, source, target, object_class, bit,
				     &world->arena, &places);
	for (size_t i = 0; i < count; i++) {
		assert_null(places[i].file);
		assert_int_equal(places[i].line, 0);
		assert_int_equal(places[i].conditional,
				 strncmp(places[i].text, "if", 2) == 0);
		buffer_format(&found, "%s%s", i ? "\n" : "", places[i].text);
	}
	assert_string_equal(buffer_string(&found), expected);
	buffer_release(&found);
}

static void binary_shows_its_rules(void **state)
{
	struct world *world = *state;
	read_binary(world);
	assert_rules(
		world, "dom0_t xen_t xen physinfo",
		"allow dom0_t xen_t:xen { settime readconsole physinfo };");
	assert_rules(world, "dom0_t web_t event bind",
		     "allow dom0_t guest_type:event bind;");
	assert_rules(world, "tool_t mail_t grant copy",
		     "allow tool_t mail_t:grant copy;");
	assert_rules(world, "dom0_t mail_t grant copy",
		     "if (locked && !strict) { allow dom0_t mail_t:grant "
		     "copy; }");
	assert_rules(world, "web_t mail_t mmu map_write",
		     "if (!(locked && !strict)) { allow web_t guest_type:mmu "
		     "map_write; }");
	assert_rules(world, "web_t web_t hvm getparam", "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(sets_are_understood, set_up,
						tear_down),
		cmocka_unit_test_setup_teardown(aliases_are_resolved, set_up,
						tear_down),
		cmocka_unit_test_setup_teardown(branches_are_conditional,
						set_up, tear_down),
		cmocka_unit_test_setup_teardown(other_rules_grant_nothing,
						set_up, tear_down),
		cmocka_unit_test_setup_teardown(all_places_are_told_in_order,
						set_up, tear_down),
		cmocka_unit_test_setup_teardown(
			text_without_markers_has_its_own_lines, set_up,
			tear_down),
		cmocka_unit_test_setup_teardown(text_and_binary_grant_the_same,
						set_up, tear_down),
		cmocka_unit_test_setup_teardown(binary_shows_its_rules, set_up,
						tear_down),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
