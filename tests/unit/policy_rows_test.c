/* The rows of a policy, from its text and from binaries of several kinds. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/file.h"
#include "base/process.h"
#include "source/source.h"

struct world {
	struct arena arena;
	struct diags diags;
};

static int set_up(void **state)
{
	struct world *world = calloc(1, sizeof *world);
	*state = world;
	return world ? 0 : -1;
}

static int tear_down(void **state)
{
	struct world *world = *state;
	arena_release(&world->arena);
	diags_release(&world->diags);
	free(world);
	return 0;
}

static const char *input(struct world *world, const char *name)
{
	const char *inputs = getenv("SHARED_INPUTS");
	return arena_format(&world->arena, "%s/policy/%s",
			    inputs ? inputs : "tests/inputs", name);
}

static const struct policy *read_input(struct world *world, const char *name)
{
	const struct policy *policy =
		source_read(input(world, name), &world->arena, &world->diags);
	assert_non_null(policy);
	return policy;
}

/* What checkpolicy makes of an input for a target and a policy version. */
static struct buffer compiled(struct world *world, const char *name,
			      const char *target, const char *version)
{
	const struct process_limits limits = {60, (size_t)1 << 30, 1 << 20};
	struct buffer binary = BUFFER_INIT, out = BUFFER_INIT;
	char *directory = directory_temporary(&world->arena, &world->diags);
	assert_non_null(directory);
	const char *output = arena_format(&world->arena, "%s/out", directory);
	const char *const arguments[] = {
		"checkpolicy",	    "-t", target, "-c", version, "-o", output,
		input(world, name), NULL};
	int status = -1;
	assert_true(process_run(arguments, &limits, &world->diags, &out, &out,
				&status));
	assert_int_equal(status, 0);
	assert_true(file_read(output, 1 << 20, &world->diags, &binary));
	directory_remove(directory);
	buffer_release(&out);
	return binary;
}

static unsigned type_of(const struct policy *policy, const char *name)
{
	unsigned index = policy_find_type(policy, name);
	assert_int_not_equal(index, (unsigned)-1);
	return index;
}

/* "source target class permission... [condition]" for each rule, unsorted. */
static bool has_rule(const struct policy *policy, const char *wanted)
{
	bool found = false;
	for (unsigned i = 0; i < policy->rule_count && !found; i++) {
		const struct policy_rule *rule = &policy->rules[i];
		const struct policy_class *row =
			&policy->classes[rule->object_class];
		struct buffer text = BUFFER_INIT;
		buffer_format(&text, "%s %s %s",
			      policy->types[rule->source].name,
			      policy->types[rule->target].name, row->name);
		for (unsigned bit = 0; bit < 32; bit++)
			if (rule->permissions >> bit & 1)
				buffer_format(&text, " %s",
					      row->permissions[bit]);
		if (rule->condition != POLICY_ALWAYS)
			buffer_format(
				&text, " [%s]",
				policy->conditions[rule->condition].expression);
		found = strcmp(text.data, wanted) == 0;
		buffer_release(&text);
	}
	return found;
}

static const char *const small_rules[] = {
	"dom0_t xen_t xen settime readconsole physinfo",
	"web_t web_t domain create pause",
	"priv_type guest_type domain plug unplug unpause getinfo transition",
	"dom0_t dom0_t domain plug unplug unpause getinfo transition",
	"tool_t tool_t domain plug unplug unpause getinfo transition",
	"dom0_t guest_type mmu bind",
	"dom0_t guest_type event bind",
	"tool_t xen_t xen physinfo",
	"tool_t mail_t grant copy",
	"tool_t web_t grant copy",
	"dom0_t mail_t grant copy [locked && !strict]",
	"web_t guest_type mmu map_write [!(locked && !strict)]",
	"web_t xen_t xen readconsole [strict]",
	"tool_t priv_type hvm getparam",
};

enum { SMALL_RULES = sizeof small_rules / sizeof *small_rules };

/*
 * checkpolicy may keep an attribute or name its members, so a rule on
 * priv_type, which two types have, is looked for by what it grants.
 */
static bool grants(const struct policy *policy, const char *source,
		   const char *target, const char *object_class,
		   const char *permission)
{
	unsigned from = type_of(policy, source), to = type_of(policy, target);
	for (unsigned i = 0; i < policy->rule_count; i++) {
		const struct policy_rule *rule = &policy->rules[i];
		const struct policy_type *sources =
			&policy->types[rule->source];
		const struct policy_type *targets =
			&policy->types[rule->target];
		const struct policy_class *row =
			&policy->classes[rule->object_class];
		bool by = false, on = false, may = false;
		for (unsigned j = 0; j < sources->member_count; j++)
			by |= sources->members[j] == from;
		for (unsigned j = 0; j < targets->member_count; j++)
			on |= targets->members[j] == to;
		for (unsigned bit = 0; bit < row->permission_count; bit++)
			may |= (rule->permissions >> bit & 1) &&
			       strcmp(row->permissions[bit], permission) == 0;
		if (by && on && may && strcmp(row->name, object_class) == 0)
			return true;
	}
	return false;
}

static void conf_has_head(void **state)
{
	const struct policy *policy = read_input(*state, "small.conf");
	assert_int_equal(policy->kind, POLICY_CONF);
	assert_int_equal(policy->version, 30);
	assert_false(policy->mls);
	assert_true(policy->target_xen);
	assert_int_equal(policy->handle_unknown, UNKNOWN_DENY);
	assert_non_null(policy->text);
}

static void classes_stand_in_order(void **state)
{
	const struct policy *policy = read_input(*state, "small.conf");
	static const char *const names[] = {"xen", "domain", "hvm",
					    "mmu", "event",  "grant"};
	/* A common's permissions come first. */
	static const char *const domain[] = {"plug",	  "unplug",  "create",
					     "pause",	  "unpause", "getinfo",
					     "transition"};
	assert_int_equal(policy->class_count, 6);
	for (unsigned i = 0; i < 6; i++)
		assert_string_equal(policy->classes[i].name, names[i]);
	assert_int_equal(policy->classes[1].permission_count, 7);
	for (unsigned i = 0; i < 7; i++)
		assert_string_equal(policy->classes[1].permissions[i],
				    domain[i]);
	assert_null(policy->classes[1].permissions[7]);
}

static void types_have_members(void **state)
{
	const struct policy *policy = read_input(*state, "small.conf");
	const struct policy_type *guests =
		&policy->types[type_of(policy, "guest_type")];
	unsigned web = type_of(policy, "web_t");
	unsigned mail = type_of(policy, "mail_t");
	assert_true(guests->attribute);
	assert_int_equal(guests->member_count, 2);
	assert_true((guests->members[0] == web && guests->members[1] == mail) ||
		    (guests->members[0] == mail && guests->members[1] == web));
	assert_false(policy->types[web].attribute);
	assert_int_equal(policy->types[web].member_count, 1);
	assert_int_equal(policy->types[web].members[0], web);
	assert_int_equal(
		policy->types[type_of(policy, "nobody_type")].member_count, 0);
	/* Aliases are other names of a row. */
	assert_int_equal(policy_find_type(policy, "post_t"),
			 type_of(policy, "mail_t"));
	assert_int_equal(policy_find_type(policy, "nothing_t"), (unsigned)-1);
}

static void rules_are_those_of_the_text(void **state)
{
	const struct policy *policy = read_input(*state, "small.conf");
	for (size_t i = 0; i < SMALL_RULES; i++)
		if (!strstr(small_rules[i], "priv_type") &&
		    !has_rule(policy, small_rules[i]))
			fail_msg("no rule %s", small_rules[i]);
	assert_true(grants(policy, "tool_t", "web_t", "domain", "unpause"));
	assert_true(grants(policy, "dom0_t", "mail_t", "domain", "plug"));
	assert_true(grants(policy, "tool_t", "dom0_t", "hvm", "getparam"));
	assert_false(grants(policy, "tool_t", "dom0_t", "hvm", "setparam"));
	assert_false(grants(policy, "tool_t", "dom0_t", "domain", "unpause"));
	assert_false(grants(policy, "mail_t", "mail_t", "domain", "create"));
	assert_false(grants(policy, "web_t", "xen_t", "xen", "settime"));
}

static void rules_are_sorted(void **state)
{
	const struct policy *policy = read_input(*state, "small.conf");
	for (unsigned i = 1; i < policy->rule_count; i++) {
		const struct policy_rule *a = &policy->rules[i - 1];
		const struct policy_rule *b = &policy->rules[i];
		assert_true(a->source < b->source ||
			    (a->source == b->source &&
			     (a->target < b->target ||
			      (a->target == b->target &&
			       a->object_class <= b->object_class))));
	}
}

static void sids_go_by_number(void **state)
{
	const struct policy *policy = read_input(*state, "small.conf");
	static const unsigned numbers[] = {1, 2, 4};
	static const char *const types[] = {"xen_t", "dom0_t", "web_t"};
	assert_int_equal(policy->sid_count, 3);
	for (unsigned i = 0; i < 3; i++) {
		assert_int_equal(policy->sids[i].number, numbers[i]);
		assert_int_equal(policy->sids[i].type,
				 type_of(policy, types[i]));
	}
	assert_string_equal(policy->sids[2].context, "system_u:system_r:web_t");
}

static void transitions_have_conditions(void **state)
{
	const struct policy *policy = read_input(*state, "small.conf");
	unsigned web = type_of(policy, "web_t");
	assert_int_equal(policy->transition_count, 2);
	for (unsigned i = 0; i < 2; i++) {
		const struct policy_transition *row = &policy->transitions[i];
		if (row->source == web) {
			assert_int_equal(row->target, web);
			assert_int_equal(row->result,
					 type_of(policy, "mail_t"));
			assert_string_equal(
				policy->conditions[row->condition].expression,
				"locked && !strict");
		} else {
			assert_int_equal(row->source,
					 type_of(policy, "dom0_t"));
			assert_int_equal(row->object_class, 1);
			assert_int_equal(row->result, web);
			assert_int_equal(row->condition, POLICY_ALWAYS);
		}
	}
}

static void conditions_are_in_the_words_of_the_text(void **state)
{
	static const struct {
		const char *permission, *expression;
		bool value;
	} expected[] = {
		{"one", "a", true},
		{"two", "!b", true},
		{"three", "a || b && c", true},
		{"four", "(a || b) && !c", true},
		{"five", "a ^ b == c", false},
		{"six", "!(a != b) || a ^ c", true},
		{"seven", "!(!(a != b) || a ^ c)", false},
		{"eight", "(!a) == b", true},
	};
	const struct policy *policy = read_input(*state, "conditions.conf");
	unsigned seen = 0;
	for (unsigned i = 0; i < policy->rule_count; i++) {
		const struct policy_rule *rule = &policy->rules[i];
		if (rule->condition == POLICY_ALWAYS)
			continue;
		const struct policy_condition *condition =
			&policy->conditions[rule->condition];
		for (unsigned bit = 0; bit < 8; bit++) {
			if (rule->permissions != UINT32_C(1) << bit)
				continue;
			assert_string_equal(policy->classes[0].permissions[bit],
					    expected[bit].permission);
			assert_string_equal(condition->expression,
					    expected[bit].expression);
			assert_int_equal(condition->default_state,
					 expected[bit].value);
			seen |= 1U << bit;
		}
	}
	assert_int_equal(seen, 0xff);
	assert_int_equal(policy->condition_count, 8);
}

static void mls_contexts_have_ranges(void **state)
{
	const struct policy *policy = read_input(*state, "mls.conf");
	assert_true(policy->mls);
	assert_int_equal(policy->sid_count, 3);
	assert_string_equal(policy->sids[0].context,
			    "system_u:system_r:xen_t:s0");
	assert_string_equal(policy->sids[1].context,
			    "system_u:system_r:dom0_t:s0-s1:c0.c2,c4");
	assert_string_equal(policy->sids[2].context,
			    "system_u:system_r:guest_t:s0:c0,c1,c3");
}

/* A Xen takes policies that were compiled without -t Xen. */
static void any_target_and_version_is_read(void **state)
{
	static const struct {
		const char *target, *version;
		unsigned number;
	} kinds[] = {{"Xen", "24", 24},
		     {"Xen", "30", 30},
		     {"SELinux", "24", 24},
		     {"SELinux", "33", 33}};
	struct world *world = *state;
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
		struct buffer binary = compiled(
			world, "small.conf", kinds[i].target, kinds[i].version);
		const struct policy *policy = source_parse(
			"small", &binary, &world->arena, &world->diags);
		assert_non_null(policy);
		assert_int_equal(policy->kind, POLICY_BINARY);
		assert_string_equal(policy->path, "small");
		assert_int_equal(policy->version, kinds[i].number);
		assert_int_equal(policy->target_xen,
				 strcmp(kinds[i].target, "Xen") == 0);
		for (size_t j = 0; j < SMALL_RULES; j++)
			if (!strstr(small_rules[j], "priv_type"))
				assert_true(has_rule(policy, small_rules[j]));
		assert_int_equal(policy->sid_count, 3);
		assert_int_equal(policy->sids[2].number, 4);
		assert_string_equal(policy->types[policy->sids[2].type].name,
				    "web_t");
		buffer_release(&binary);
	}
	assert_int_equal(world->diags.list.count, 0);
}

/* Up to version 23 a binary has attributes, but not what they are called. */
static void attributes_without_a_name_get_one(void **state)
{
	struct world *world = *state;
	struct buffer binary = compiled(world, "small.conf", "SELinux", "23");
	const struct policy *policy =
		source_parse("old", &binary, &world->arena, &world->diags);
	unsigned nameless = 0;
	assert_non_null(policy);
	for (unsigned i = 0; i < policy->type_count; i++) {
		if (!policy->types[i].attribute)
			continue;
		assert_string_equal(
			policy->types[i].name,
			arena_format(&world->arena, "@attr%u", i + 1));
		nameless++;
	}
	assert_int_equal(nameless, 3);
	assert_true(grants(policy, "tool_t", "web_t", "domain", "unpause"));
	assert_true(grants(policy, "dom0_t", "mail_t", "event", "bind"));
	assert_false(grants(policy, "dom0_t", "tool_t", "event", "bind"));
	buffer_release(&binary);
}

static void put_number(char *at, unsigned number)
{
	for (unsigned i = 0; i < 4; i++)
		at[i] = (char)(number >> 8 * i);
}

/* Makes the last class, "grant", number 7, so that there is no class 6. */
static void classes_may_leave_gaps(void **state)
{
	struct world *world = *state;
	static const char table[] = "\6\0\0\0\6\0\0\0";
	static const char row[] = "\5\0\0\0\0\0\0\0\6\0\0\0\1\0\0\0\1\0\0\0"
				  "\0\0\0\0grant";
	struct buffer text = BUFFER_INIT, binary = BUFFER_INIT;
	assert_true(file_read(input(world, "mls.conf"), 1 << 20, &world->diags,
			      &text));
	assert_true(source_compile("mls", &text, 30, &world->diags, &binary));
	char *counts =
		memmem(binary.data, binary.length, table, sizeof table - 1);
	char *grant = memmem(binary.data, binary.length, row, sizeof row - 1);
	assert_non_null(counts);
	assert_non_null(grant);
	put_number(counts, 7);
	put_number(grant + 8, 7);
	const struct policy *policy =
		source_parse("gap", &binary, &world->arena, &world->diags);
	assert_non_null(policy);
	assert_int_equal(policy->class_count, 7);
	assert_string_equal(policy->classes[4].name, "event");
	assert_null(policy->classes[5].name);
	assert_int_equal(policy->classes[5].permission_count, 0);
	assert_string_equal(policy->classes[6].name, "grant");
	assert_string_equal(policy->classes[6].permissions[0], "copy");
	buffer_release(&text);
	buffer_release(&binary);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(conf_has_head, set_up,
						tear_down),
		cmocka_unit_test_setup_teardown(classes_stand_in_order, set_up,
						tear_down),
		cmocka_unit_test_setup_teardown(types_have_members, set_up,
						tear_down),
		cmocka_unit_test_setup_teardown(rules_are_those_of_the_text,
						set_up, tear_down),
		cmocka_unit_test_setup_teardown(rules_are_sorted, set_up,
						tear_down),
		cmocka_unit_test_setup_teardown(sids_go_by_number, set_up,
						tear_down),
		cmocka_unit_test_setup_teardown(transitions_have_conditions,
						set_up, tear_down),
		cmocka_unit_test_setup_teardown(
			conditions_are_in_the_words_of_the_text, set_up,
			tear_down),
		cmocka_unit_test_setup_teardown(mls_contexts_have_ranges,
						set_up, tear_down),
		cmocka_unit_test_setup_teardown(any_target_and_version_is_read,
						set_up, tear_down),
		cmocka_unit_test_setup_teardown(
			attributes_without_a_name_get_one, set_up, tear_down),
		cmocka_unit_test_setup_teardown(classes_may_leave_gaps, set_up,
						tear_down),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
