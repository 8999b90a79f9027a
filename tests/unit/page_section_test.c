/* The status section of every release, in every format. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "page/page.h"

USES_MESSAGE(NO_SECTION_IN_RELEASE);
USES_MESSAGE(USAGE);

static unsigned release_number(const char *name)
{
	struct diags diags = DIAGS_INIT;
	unsigned release = registry_release(&registry_builtin, name, &diags);
	assert_int_not_equal(release, NO_INDEX);
	diags_release(&diags);
	return release;
}

static struct buffer section(const char *name, const char *format)
{
	struct buffer out = BUFFER_INIT;
	struct diags diags = DIAGS_INIT;
	assert_true(page_section(
		&(const struct page_statement){&registry_builtin,
					       release_number(name), NULL},
		format, &diags, &out));
	assert_int_equal(diags.list.count, 0);
	diags_release(&diags);
	return out;
}

static void assert_refused(const char *name, const char *format,
			   const struct message *message)
{
	struct buffer out = BUFFER_INIT;
	struct diags diags = DIAGS_INIT;
	assert_false(page_section(
		&(const struct page_statement){&registry_builtin,
					       release_number(name), NULL},
		format, &diags, &out));
	assert_int_equal(out.length, 0);
	assert_int_equal(diags.list.count, 1);
	assert_ptr_equal(diags.list.items[0].message, message);
	diags_release(&diags);
	buffer_release(&out);
}

/* The statements of upstream's document of a release, in order. */
static size_t statements_of(unsigned release,
			    const struct statement *statements[16])
{
	size_t count = 0;
	for (unsigned i = 0; i < registry_builtin.statement_count; i++) {
		const struct statement *statement =
			&registry_builtin.statements[i];
		if (statement->document &&
		    release_set_has(&statement->in, release))
			statements[count++] = statement;
	}
	return count;
}

static void assert_same_statement(const struct statement *statement,
				  unsigned release,
				  const struct document_block *block)
{
	static const enum document_mode modes[] = {
		[MODE_LISTED] = DOCUMENT_LISTED,
		[MODE_ALL_EXCEPT] = DOCUMENT_ALL_EXCEPT,
		[MODE_ALL] = DOCUMENT_ALL,
	};
	size_t count = 0;
	assert_string_equal(
		block->hypercall,
		registry_builtin.hypercalls[statement->hypercall].name);
	assert_int_equal(block->mode, modes[statement->mode]);
	for (unsigned i = 0; i < statement->entries.count; i++) {
		const struct entry *entry =
			&registry_builtin.entries[statement->entries.first + i];
		if (!release_set_has(&entry->in, release))
			continue;
		assert_true(count < block->entries.count);
		assert_string_equal(block->entries.items[count].name,
				    entry->name);
		assert_true(block->entries.items[count].plain);
		count++;
	}
	assert_int_equal(count, block->entries.count);
}

/* What is written is what the registry states, read back from the text. */
static void text_states_the_facts(void **state)
{
	(void)state;
	size_t sections = 0;
	for (unsigned i = 0; i < registry_builtin.release_count; i++) {
		const struct statement *statements[16];
		size_t count = statements_of(i, statements);
		if (!count)
			continue;
		struct buffer text =
			section(registry_builtin.releases[i].name, "text");
		struct arena arena = ARENA_INIT;
		struct diags diags = DIAGS_INIT;
		const struct document_file file = {"text", text.data,
						   text.length};
		const struct document *document =
			document_scan(&file, &arena, &diags);
		assert_non_null(document);
		assert_int_equal(document->section.blocks.count, count);
		for (size_t j = 0; j < count; j++)
			assert_same_statement(
				statements[j], i,
				&document->section.blocks.items[j]);
		arena_release(&arena);
		diags_release(&diags);
		buffer_release(&text);
		sections++;
	}
	assert_int_equal(sections, registry_builtin.release_count - 2);
}

static void text_has_short_clean_lines(void **state)
{
	(void)state;
	struct buffer text = section("4.12.0", "text");
	const char *line = text.data;
	while (*line) {
		size_t length = strcspn(line, "\n");
		assert_true(length <= 70);
		assert_true(length == 0 || line[length - 1] != ' ');
		assert_int_equal(line[length], '\n');
		line += length + 1;
	}
	assert_null(strstr(text.data, "{{"));
	assert_null(strstr(text.data, "`"));
	buffer_release(&text);
}

static void every_format_names_every_entry(void **state)
{
	(void)state;
	static const char *const names[] = {
		"claim",    "pod",	"ioport", "domctl.h",
		"sysctl.h", "advisory", "77",
	};
	for (size_t i = 0; document_formats[i]; i++) {
		struct buffer out = section("4.22.0", document_formats[i]);
		for (size_t j = 0; j < sizeof names / sizeof *names; j++)
			assert_non_null(strstr(out.data, names[j]));
		buffer_release(&out);
	}
}

static void sub_subops_are_named_as_such(void **state)
{
	(void)state;
	struct buffer text = section("4.12.0", "markdown");
	assert_non_null(strstr(text.data, "sub-subops of `TMEM_CONTROL`"));
	buffer_release(&text);
	text = section("4.13.0", "markdown");
	assert_null(strstr(text.data, "TMEM"));
	buffer_release(&text);
}

static void pages_name_the_release(void **state)
{
	(void)state;
	struct buffer out = section("4.17.5", "man");
	assert_non_null(strstr(out.data, "\"Xen 4.17.5\"\n"));
	buffer_release(&out);
	out = section("4.17.5", "html");
	assert_non_null(strstr(out.data, "in Xen 4.17.5</title>"));
	buffer_release(&out);
}

static void releases_before_the_section_have_none(void **state)
{
	(void)state;
	assert_refused("4.3.0", "text", MESSAGE_NO_SECTION_IN_RELEASE);
	assert_refused("4.3.1", "html", MESSAGE_NO_SECTION_IN_RELEASE);
}

static void unknown_format_is_refused(void **state)
{
	(void)state;
	assert_refused("4.17.5", "pdf", MESSAGE_USAGE);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(text_states_the_facts),
		cmocka_unit_test(text_has_short_clean_lines),
		cmocka_unit_test(every_format_names_every_entry),
		cmocka_unit_test(sub_subops_are_named_as_such),
		cmocka_unit_test(pages_name_the_release),
		cmocka_unit_test(releases_before_the_section_have_none),
		cmocka_unit_test(unknown_format_is_refused),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
