/* Source trees: where rules and remarks stand, and what is not certain. */
#include "world.h"

#include <stdio.h>

#include "base/file.h"
#include "base/process.h"
#include "source/source.h"

/* A copy of a tree of the tests, to be changed. */
struct copy {
	struct world *world;
	const char *top, *directory; /* of the policy */
	const struct policy *policy;
};

static void run(struct world *world, const char *const arguments[])
{
	static const struct process_limits limits = {20, (size_t)1 << 30,
						     1 << 20};
	struct buffer out = BUFFER_INIT, err = BUFFER_INIT;
	int status = -1;
	assert_true(process_run(arguments, &limits, &world->diags, &out, &err,
				&status));
	assert_int_equal(status, 0);
	buffer_release(&out);
	buffer_release(&err);
}

static struct copy copy_tree(struct world *world, const char *name,
			     const char *policy)
{
	struct copy copy = {.world = world};
	const char *from = world_input(
		world, arena_format(&world->arena, "source/%s", name));
	copy.top = directory_temporary(&world->arena, &world->diags);
	assert_non_null(copy.top);
	const char *const arguments[] = {
		"cp", "-R", arena_format(&world->arena, "%s/.", from), copy.top,
		NULL};
	run(world, arguments);
	copy.directory = arena_format(&world->arena, "%s/%s", copy.top, policy);
	return copy;
}

static struct copy copy_split(void **state)
{
	return copy_tree(*state, "split", "tools/flask/policy");
}

static void remove_copy(struct copy *copy)
{
	const char *const arguments[] = {"rm", "-r", copy->top, NULL};
	run(copy->world, arguments);
}

/* Adds the text to the end of a file of the policy. */
static void append(const struct copy *copy, const char *name, const char *text)
{
	FILE *file = fopen(arena_format(&copy->world->arena, "%s/%s",
					copy->directory, name),
			   "a");
	assert_non_null(file);
	fputs(text, file);
	fclose(file);
}

static void read_copy(struct copy *copy)
{
	struct world *world = copy->world;
	copy->policy = source_read(copy->top, &world->arena, &world->diags);
	assert_no_diags(world);
	assert_non_null(copy->policy);
	assert_int_equal(copy->policy->kind, POLICY_TREE);
}

/* The path without the copy's directory, or as it is. */
static const char *shorten(const struct copy *copy, const char *path)
{
	size_t length = strlen(copy->directory);
	return strncmp(path, copy->directory, length) == 0 &&
			       path[length] == '/'
		       ? path + length + 1
		       : path;
}

/* "source target class permission" to "call:line[rule:line]". */
static void assert_places(const struct copy *copy, const char *access,
			  const char *expected)
{
	const struct policy *policy = copy->policy;
	struct buffer found = BUFFER_INIT;
	struct source_location *places;
	char *words = arena_string(&copy->world->arena, access);
	unsigned source = policy_find_type(policy, strsep(&words, " "));
	unsigned target = policy_find_type(policy, strsep(&words, " "));
	const char *class_name = strsep(&words, " ");
	unsigned row = 0, bit = 0;
	while (strcmp(policy->classes[row].name, class_name) != 0)
		row++;
	while (strcmp(policy->classes[row].permissions[bit], words) != 0)
		bit++;
	size_t count = source_locate(policy, source, target, row, bit,
				     &copy->world->arena, &places);
	for (size_t i = 0; i < count; i++) {
		buffer_format(&found, "%s%s:%u%s", i ? " " : "",
			      shorten(copy, places[i].file), places[i].line,
			      places[i].conditional ? "?" : "");
		if (places[i].macro.file)
			buffer_format(&found, "[%s:%u]",
				      shorten(copy, places[i].macro.file),
				      places[i].macro.line);
	}
	assert_string_equal(buffer_string(&found), expected);
	buffer_release(&found);
}

static void a_macro_has_two_places(void **state)
{
	struct copy copy = copy_split(state);
	read_copy(&copy);
	assert_places(&copy, "tool_t red_t domain unpause",
		      "modules/shop.te:6[modules/base.if:9]");
	/* a macro that the macro calls */
	assert_places(&copy, "tool_t red_t mmu map_read",
		      "modules/shop.te:6[modules/base.if:18]");
	/* the argument of a macro */
	assert_places(&copy, "red_t xen_t xen settime",
		      "modules/shop.te:11[modules/shop.te:12]");
	assert_places(&copy, "red_t xen_t xen readconsole",
		      "modules/shop.te:9?");
	assert_places(&copy, "dom0_t red_t domain pause", "modules/base.te:14");
	remove_copy(&copy);
}

static void interfaces_have_two_places(void **state)
{
	struct copy copy = copy_tree(*state, "layers", ".");
	copy.directory = copy.top;
	append(&copy, "policy/modules/site/shop.te",
	       "tunable_policy(`open',`serves(red_t, blue_t)')\n");
	read_copy(&copy);
	assert_places(&copy, "tool_t red_t domain unpause",
		      "policy/modules/site/shop.te:8"
		      "[policy/modules/base/base.if:9]");
	assert_places(&copy, "red_t blue_t mmu map_read",
		      "policy/modules/site/shop.te:19?"
		      "[policy/modules/base/base.if:18]");
	remove_copy(&copy);
}

static void all_places_of_an_access_are_told(void **state)
{
	struct copy copy = copy_split(state);
	append(&copy, "modules/shop.te",
	       "allow tool_t guests:domain pause;\n"
	       "looks_after(tool_t, guests)\n"
	       "if (!open) { serves(tool_t, guests) }\n");
	read_copy(&copy);
	assert_places(&copy, "tool_t red_t domain pause",
		      "modules/shop.te:6[modules/base.if:9] "
		      "modules/shop.te:15 "
		      "modules/shop.te:17?[modules/base.if:9]");
	assert_places(&copy, "tool_t red_t mmu map_read",
		      "modules/shop.te:6[modules/base.if:18] "
		      "modules/shop.te:16[modules/base.if:18] "
		      "modules/shop.te:17?[modules/base.if:18]");
	remove_copy(&copy);
}

static void a_file_that_is_included_has_its_own_lines(void **state)
{
	struct copy copy = copy_split(state);
	append(&copy, "modules/shop.te", "include(`modules/more')\n");
	append(&copy, "modules/more", "\nallow blue_t red_t:grant copy;\n");
	read_copy(&copy);
	assert_places(&copy, "blue_t red_t grant copy", "modules/more:2");
	assert_places(&copy, "tool_t red_t domain unpause",
		      "modules/shop.te:6[modules/base.if:9]");
	remove_copy(&copy);
}

/* A macro that looks at the word itself sees another one the second time. */
static void what_is_not_certain_is_not_told(void **state)
{
	struct copy copy = copy_split(state);
	append(&copy, "modules/base.if",
	       "define(`rule',`ifelse(`$1',`allow',`allow $2;',`')')\n");
	append(&copy, "modules/shop.te",
	       "rule(`allow', blue_t red_t:grant copy)\n");
	read_copy(&copy);
	assert_places(&copy, "blue_t red_t grant copy", "modules/shop.te:15");
	assert_places(&copy, "tool_t red_t domain unpause",
		      "modules/shop.te:6");
	remove_copy(&copy);
}

static void assert_remarks(const struct copy *copy, const char *expected)
{
	struct buffer found = BUFFER_INIT;
	for (unsigned i = 0; i < copy->policy->remark_count; i++) {
		const struct policy_remark *remark = &copy->policy->remarks[i];
		buffer_format(&found, "%s:%u %s\n", shorten(copy, remark->file),
			      remark->line, remark->text);
	}
	assert_string_equal(buffer_string(&found), expected);
	buffer_release(&found);
}

static void remarks_have_their_own_places(void **state)
{
	struct copy copy = copy_split(state);
	append(&copy, "modules/base.if",
	       "define(`tends',`\n"
	       "\t# xsmc: accept domain:getinfo reason=\"no secret\"\n"
	       "\tallow $1 $2:domain getinfo;\n"
	       "')\n");
	append(&copy, "modules/shop.te",
	       "#xsmc:accept XSM001 reason=one  \n"
	       "tends(tool_t, blue_t) # xsmc: accept XSM002 reason=two\n"
	       "tends(tool_t, red_t)\n"
	       "# xsmc is not meant here, nor is xsmc: here\n");
	append(&copy, "policy/users", "#\txsmc:\n");
	read_copy(&copy);
	assert_remarks(&copy, "modules/shop.te:15 accept XSM001 reason=one\n"
			      "modules/base.if:21 accept domain:getinfo "
			      "reason=\"no secret\"\n"
			      "modules/shop.te:16 accept XSM002 reason=two\n"
			      "policy/users:2 \n");
	assert_places(&copy, "tool_t red_t domain getinfo",
		      "modules/shop.te:6[modules/base.if:13] "
		      "modules/shop.te:17[modules/base.if:22]");
	remove_copy(&copy);
}

static void layouts_have_the_same_rows(void **state)
{
	static const char *const names[] = {"split", "early", "layers"};
	struct world *world = *state;
	const struct policy *policies[3];
	for (int i = 0; i < 3; i++) {
		policies[i] = source_read(
			world_input(world, arena_format(&world->arena,
							"source/%s", names[i])),
			&world->arena, &world->diags);
		assert_no_diags(world);
		assert_non_null(policies[i]);
		assert_int_equal(policies[i]->rule_count,
				 policies[0]->rule_count);
		assert_int_equal(policies[i]->type_count,
				 policies[0]->type_count);
		assert_int_equal(policies[i]->sid_count, 7);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		WORLD_TEST(a_macro_has_two_places),
		WORLD_TEST(interfaces_have_two_places),
		WORLD_TEST(all_places_of_an_access_are_told),
		WORLD_TEST(a_file_that_is_included_has_its_own_lines),
		WORLD_TEST(what_is_not_certain_is_not_told),
		WORLD_TEST(remarks_have_their_own_places),
		WORLD_TEST(layouts_have_the_same_rows),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
