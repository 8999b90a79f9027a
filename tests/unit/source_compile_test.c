/* checkpolicy: what it says, and where that is in the source. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/file.h"
#include "source/source.h"

USES_MESSAGE(POLICY_SYNTAX);
USES_MESSAGE(POLICY_WARNING);
USES_MESSAGE(PROCESS_FAILED);

struct world {
	struct arena arena;
	struct diags diags;
	struct buffer text; /* small.conf */
	struct buffer binary;
};

static int set_up(void **state)
{
	struct world *world = calloc(1, sizeof *world);
	const char *inputs = getenv("SHARED_INPUTS");
	if (!world)
		return -1;
	*state = world;
	const char *path = arena_format(&world->arena, "%s/policy/small.conf",
					inputs ? inputs : "tests/inputs");
	return file_read(path, 1 << 20, &world->diags, &world->text) ? 0 : -1;
}

static int tear_down(void **state)
{
	struct world *world = *state;
	arena_release(&world->arena);
	diags_release(&world->diags);
	buffer_release(&world->text);
	buffer_release(&world->binary);
	free(world);
	return 0;
}

/* Puts words in the place of other ones, which must be there. */
static void change(struct world *world, const char *from, const char *to)
{
	struct buffer changed = BUFFER_INIT;
	const char *at = strstr(world->text.data, from);
	assert_non_null(at);
	buffer_add(&changed, world->text.data, (size_t)(at - world->text.data));
	buffer_add_string(&changed, to);
	buffer_add_string(&changed, at + strlen(from));
	buffer_release(&world->text);
	world->text = changed;
}

static void assert_diag(const struct world *world, size_t index,
			const struct message *message, const char *file,
			unsigned line, const char *detail)
{
	assert_true(index < world->diags.list.count);
	const struct diag *diag = &world->diags.list.items[index];
	assert_string_equal(diag->detail, detail);
	assert_ptr_equal(diag->message, message);
	assert_string_equal(diag->at.file, file);
	assert_int_equal(diag->at.line, line);
}

/* One error, there, and nothing compiled. */
static void assert_refused(struct world *world, const char *file, unsigned line,
			   const char *detail)
{
	assert_false(source_compile("site.conf", &world->text, 30,
				    &world->diags, &world->binary));
	assert_int_equal(world->binary.length, 0);
	assert_diag(world, 0, MESSAGE_POLICY_SYNTAX, file, line, detail);
	assert_int_equal(world->diags.list.count, 1);
}

static void syntax_errors_have_the_line_of_the_source(void **state)
{
	change(*state, "self:domain", "self domain");
	assert_refused(*state, "site/rules.te", 11, "syntax error at 'domain'");
}

static void unknown_types_have_the_line_of_the_source(void **state)
{
	change(*state, "allow tool_t priv_type:hvm",
	       "allow toll_t priv_type:hvm");
	assert_refused(*state, "site/rules.te", 51, "unknown type toll_t");
}

static void unknown_permissions_are_told(void **state)
{
	change(*state, "xen_t:xen { physinfo }", "xen_t:xen { fysinfo }");
	assert_refused(*state, "site/rules.te", 16,
		       "permission fysinfo is not defined for class xen");
}

/* Here checkpolicy's own line is one too high. */
static void lines_behind_the_first_marker_are_right(void **state)
{
	change(*state, "type xen_t;", "type xen_t; type xen_t;");
	assert_refused(*state, "site/types.te", 4,
		       "Duplicate declaration of type");
}

static void lines_before_the_markers_are_those_of_the_text(void **state)
{
	change(*state, "class grant { copy }", "class grant { copy");
	change(*state, "#line 1 \"site/types.te\"\n", "");
	assert_refused(*state, "site.conf", 23, "syntax error at 'attribute'");
}

static void a_text_that_ends_too_early_is_told(void **state)
{
	struct world *world = *state;
	world->text.length = (size_t)(strstr(world->text.data, "role other_r") -
				      world->text.data);
	assert_refused(world, "site/rules.te", 54, "syntax error at the end");
}

static void a_broken_neverallow_is_told(void **state)
{
	change(*state, "neverallow guest_type xen_t:xen settime",
	       "neverallow web_t xen_t:xen readconsole");
	assert_refused(*state, "site/rules.te", 15,
		       "neverallow violated by allow web_t xen_t:xen "
		       "{ readconsole };");
}

static void conflicts_are_told_without_a_line(void **state)
{
	change(*state, "role other_r;",
	       "type_transition dom0_t dom0_t:domain mail_t; role other_r;");
	assert_refused(*state, "site.conf", 0,
		       "conflicting TE rule for (dom0_t, dom0_t:domain):  old "
		       "was web_t, new is mail_t");
}

static void a_sid_without_a_context_is_a_warning(void **state)
{
	struct world *world = *state;
	assert_true(source_compile("site.conf", &world->text, 30, &world->diags,
				   &world->binary));
	assert_int_equal(world->diags.errors, 0);
	assert_int_equal(world->diags.list.count, 1);
	assert_diag(world, 0, MESSAGE_POLICY_WARNING, "site.conf", 0,
		    "No context assigned to SID spare, omitting from policy");
}

/* It notes on each of these that it leaves out rules that none wrote. */
static void notes_are_dropped(void **state)
{
	struct world *world = *state;
	change(world, "sid spare\n", "");
	assert_true(source_compile("site.conf", &world->text, 24, &world->diags,
				   &world->binary));
	assert_int_equal(world->diags.list.count, 0);
	assert_true(world->binary.length > 0);
}

static void other_versions_are_refused(void **state)
{
	struct world *world = *state;
	assert_false(source_compile("site.conf", &world->text, 29,
				    &world->diags, &world->binary));
	assert_int_equal(world->binary.length, 0);
	assert_int_equal(world->diags.list.count, 2);
	assert_diag(world, 0, MESSAGE_POLICY_SYNTAX, "site.conf", 0,
		    "compatibility lookup failed for policy version 29");
	/* The path of a temporary file would be another one each time. */
	assert_diag(world, 1, MESSAGE_POLICY_SYNTAX, "site.conf", 0,
		    "error writing site.conf");
}

/* The parser of checkpolicy ends without a place then. */
static void lines_that_are_too_long_are_told(void **state)
{
	struct world *world = *state;
	buffer_add_string(&world->text, "# ");
	buffer_add_repeated(&world->text, '-', 9000);
	assert_refused(world, "site.conf", 0,
		       "token too large, exceeds YYLMAX");
}

static void strange_characters_are_told_once(void **state)
{
	change(*state, "role other_r;", "role \xc3\xa9 other_r;");
	assert_refused(*state, "site/rules.te", 54, "unrecognized character");
}

static void a_missing_checkpolicy_is_told(void **state)
{
	struct world *world = *state;
	const char *path = getenv("PATH");
	char *kept = arena_string(&world->arena, path);
	setenv("PATH", "", 1);
	bool done = source_compile("site.conf", &world->text, 30, &world->diags,
				   &world->binary);
	setenv("PATH", kept ? kept : "", 1);
	assert_false(done);
	assert_int_equal(world->diags.list.count, 1);
	assert_ptr_equal(world->diags.list.items[0].message,
			 MESSAGE_PROCESS_FAILED);
	assert_string_equal(world->diags.list.items[0].at.file, "checkpolicy");
}

/* Nothing goes to a disk that may be full or missing. */
static void no_temporary_directory_is_needed(void **state)
{
	struct world *world = *state;
	const char *kept = getenv("TMPDIR");
	char *copy = arena_string(&world->arena, kept);
	setenv("TMPDIR", "/nowhere/at/all", 1);
	bool done = source_compile("site.conf", &world->text, 30, &world->diags,
				   &world->binary);
	if (copy)
		setenv("TMPDIR", copy, 1);
	else
		unsetenv("TMPDIR");
	assert_true(done);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
			syntax_errors_have_the_line_of_the_source, set_up,
			tear_down),
		cmocka_unit_test_setup_teardown(
			unknown_types_have_the_line_of_the_source, set_up,
			tear_down),
		cmocka_unit_test_setup_teardown(unknown_permissions_are_told,
						set_up, tear_down),
		cmocka_unit_test_setup_teardown(
			lines_behind_the_first_marker_are_right, set_up,
			tear_down),
		cmocka_unit_test_setup_teardown(
			lines_before_the_markers_are_those_of_the_text, set_up,
			tear_down),
		cmocka_unit_test_setup_teardown(
			a_text_that_ends_too_early_is_told, set_up, tear_down),
		cmocka_unit_test_setup_teardown(a_broken_neverallow_is_told,
						set_up, tear_down),
		cmocka_unit_test_setup_teardown(
			conflicts_are_told_without_a_line, set_up, tear_down),
		cmocka_unit_test_setup_teardown(
			a_sid_without_a_context_is_a_warning, set_up,
			tear_down),
		cmocka_unit_test_setup_teardown(notes_are_dropped, set_up,
						tear_down),
		cmocka_unit_test_setup_teardown(other_versions_are_refused,
						set_up, tear_down),
		cmocka_unit_test_setup_teardown(
			lines_that_are_too_long_are_told, set_up, tear_down),
		cmocka_unit_test_setup_teardown(
			strange_characters_are_told_once, set_up, tear_down),
		cmocka_unit_test_setup_teardown(a_missing_checkpolicy_is_told,
						set_up, tear_down),
		cmocka_unit_test_setup_teardown(
			no_temporary_directory_is_needed, set_up, tear_down),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
