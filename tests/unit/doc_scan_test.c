/* Reading xsm-flask.txt: section, blocks, entries, modes, bad input. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "doc/doc.h"

USES_MESSAGE(BLOCK_DUPLICATE);
USES_MESSAGE(FINAL_NEWLINE);
USES_MESSAGE(LINE_ENDS);
USES_MESSAGE(NOT_TEXT);
USES_MESSAGE(SECTION_DUPLICATE);
USES_MESSAGE(SECTION_MISSING);

#define TITLE "Security Status of dom0 disaggregation\n"
#define RULE "--------------------------------------\n"

struct scan {
	struct arena arena;
	struct diags diags;
	const struct document *document;
};

static struct scan scan_bytes(const char *bytes, size_t length)
{
	struct scan scan = {ARENA_INIT, DIAGS_INIT, NULL};
	const struct document_file file = {"doc.txt", bytes, length};
	scan.document = document_scan(&file, &scan.arena, &scan.diags);
	return scan;
}

static struct scan scan_text(const char *text)
{
	struct scan scan = scan_bytes(text, strlen(text));
	assert_non_null(scan.document);
	assert_int_equal(scan.diags.list.count, 0);
	return scan;
}

static void scan_release(struct scan *scan)
{
	arena_release(&scan->arena);
	diags_release(&scan->diags);
}

static void finds_the_section(void **state)
{
	(void)state;
	struct scan scan = scan_text("Title\n"
				     "=====\n"
				     "\n" TITLE RULE "\n"
				     "Intro.\n"
				     "\n"
				     "Next\n"
				     "----\n"
				     "__HYPERVISOR_domctl (a.h)\n");
	assert_int_equal(scan.document->section.line, 4);
	assert_int_equal(scan.document->section.end, 9);
	assert_int_equal(scan.document->section.blocks.count, 0);
	scan_release(&scan);
}

static void section_may_end_the_document(void **state)
{
	(void)state;
	struct scan scan = scan_text(TITLE RULE);
	assert_int_equal(scan.document->section.line, 1);
	assert_int_equal(scan.document->section.end, 3);
	scan_release(&scan);
}

static void quoted_title_is_no_section(void **state)
{
	(void)state;
	struct scan scan = scan_text("See\n" TITLE "for more.\n"
				     "\n" TITLE RULE);
	assert_int_equal(scan.document->section.line, 5);
	scan_release(&scan);
}

static void finds_blocks(void **state)
{
	(void)state;
	struct scan scan = scan_text(TITLE RULE "\n"
						"__HYPERVISOR_domctl (x/d.h)\n"
						"\n"
						" These are covered.\n"
						"\n"
						" * XEN_DOMCTL_a\n"
						"\n"
						"__HYPERVISOR_sysctl\n"
						" All are covered.\n"
						"\n"
						"\n"
						"Next\n"
						"----\n");
	const struct document_section *section = &scan.document->section;
	assert_int_equal(section->blocks.count, 2);
	const struct document_block *first = &section->blocks.items[0];
	assert_string_equal(first->hypercall, "domctl");
	assert_int_equal(first->line, 4);
	assert_int_equal(first->end, 10);
	assert_int_equal(first->mode, DOCUMENT_LISTED);
	const struct document_block *second = &section->blocks.items[1];
	assert_string_equal(second->hypercall, "sysctl");
	assert_int_equal(second->line, 10);
	assert_int_equal(second->end, 14);
	assert_int_equal(second->mode, DOCUMENT_ALL);
	assert_int_equal(second->entries.count, 0);
	scan_release(&scan);
}

static void text_that_starts_like_a_block_is_none(void **state)
{
	(void)state;
	struct scan scan =
		scan_text(TITLE RULE "\n"
				     "__HYPERVISOR_domctl is a hypercall.\n"
				     " __HYPERVISOR_domctl (indented.h)\n"
				     "__HYPERVISOR_ (a.h)\n"
				     "__HYPERVISOR_domctl (a.h) and (b.h)\n");
	assert_int_equal(scan.document->section.blocks.count, 0);
	scan_release(&scan);
}

/* All forms of bullets are entries, but only one form is ours. */
static void reads_entries(void **state)
{
	(void)state;
	static const struct {
		const char *name;
		unsigned line;
		bool plain;
	} expected[] = {
		{"XEN_A", 6, true},   {"XEN_B", 7, false},
		{"XEN_C", 8, false},  {"XEN_D", 9, false},
		{"XEN_E", 10, false}, {"XEN_F", 11, false},
		{"XEN_G", 13, false}, {"", 15, false},
		{"XEN_H", 16, false}, {"XEN_I", 17, true},
	};
	struct scan scan = scan_text(TITLE RULE "\n"
						"__HYPERVISOR_domctl (d.h)\n"
						" Covered:\n"
						" * XEN_A\n"
						" - XEN_B\n"
						"* XEN_C\n"
						"     * XEN_D\n"
						" * XEN_E (on Arm)\n"
						" * XEN_F\n"
						"   which is new\n"
						" *XEN_G\n"
						" *this is emphasis*\n"
						" *\n"
						"\t*\tXEN_H\n"
						" * XEN_I\n");
	const struct document_block *block =
		&scan.document->section.blocks.items[0];
	assert_int_equal(block->entries.count,
			 sizeof expected / sizeof *expected);
	for (size_t i = 0; i < block->entries.count; i++) {
		const struct document_entry *entry = &block->entries.items[i];
		assert_string_equal(entry->name, expected[i].name);
		assert_int_equal(entry->line, expected[i].line);
		assert_int_equal(entry->plain, expected[i].plain);
	}
	assert_int_equal(document_line(scan.document, 12)->kind, LINE_MORE);
	assert_int_equal(document_line(scan.document, 14)->kind, LINE_PROSE);
	assert_int_equal(document_line(scan.document, 3)->kind, LINE_BLANK);
	scan_release(&scan);
}

static void prose_right_below_a_bullet_is_prose(void **state)
{
	(void)state;
	struct scan scan = scan_text(TITLE RULE "__HYPERVISOR_domctl (d.h)\n"
						" * XEN_A\n"
						" All are covered.\n");
	assert_int_equal(document_line(scan.document, 5)->kind, LINE_PROSE);
	assert_true(
		scan.document->section.blocks.items[0].entries.items->plain);
	scan_release(&scan);
}

/* Unindented prose behind indented prose is the section's, not the block's. */
static void closing_words_are_outside_the_block(void **state)
{
	(void)state;
	struct scan scan = scan_text(TITLE RULE "__HYPERVISOR_domctl (d.h)\n"
						"\n"
						" All are covered.\n"
						"\n"
						"This is the end.\n"
						"\n"
						" * XEN_A\n");
	const struct document_block *block =
		&scan.document->section.blocks.items[0];
	assert_int_equal(block->end, 7);
	assert_int_equal(block->entries.count, 0);
	assert_int_equal(scan.document->section.end, 10);
	scan_release(&scan);
}

static void unindented_blocks_are_read_too(void **state)
{
	(void)state;
	struct scan scan = scan_text(TITLE RULE "__HYPERVISOR_domctl (d.h)\n"
						"\n"
						"These are covered:\n"
						"\n"
						"* XEN_A\n"
						"\n"
						"Some are not.\n");
	const struct document_block *block =
		&scan.document->section.blocks.items[0];
	assert_int_equal(block->end, 10);
	assert_int_equal(block->entries.count, 1);
	scan_release(&scan);
}

/* Whatever the indent of the bullet, as below one that is made " * NAME". */
static void reads_more_of_a_bullet(void **state)
{
	(void)state;
	static const enum document_line_kind expected[] = {
		LINE_ENTRY, LINE_MORE,	LINE_PROSE, LINE_ENTRY,
		LINE_PROSE, LINE_ENTRY, LINE_MORE,  LINE_MORE,
		LINE_BLANK, LINE_PROSE, LINE_ENTRY, LINE_PROSE,
	};
	struct scan scan = scan_text(TITLE RULE "__HYPERVISOR_domctl (d.h)\n"
						"* XEN_A\n"
						"  more\n"
						" prose\n"
						" * XEN_B\n"
						"  prose\n"
						"     * XEN_C\n"
						"   more\n"
						"         more\n"
						"\n"
						"   prose\n"
						"     * XEN_D\n"
						"  prose\n");
	for (unsigned i = 0; i < sizeof expected / sizeof *expected; i++)
		assert_int_equal(document_line(scan.document, 4 + i)->kind,
				 expected[i]);
	scan_release(&scan);
}

/* Else it would underline what is left above it when bullets go. */
static void rule_leaves_the_block(void **state)
{
	(void)state;
	struct scan scan = scan_text(TITLE RULE "__HYPERVISOR_domctl (d.h)\n"
						"All is covered\n"
						" * XEN_A\n"
						"---\n"
						" * XEN_B\n");
	const struct document_block *block =
		&scan.document->section.blocks.items[0];
	assert_int_equal(block->end, 6);
	assert_int_equal(block->entries.count, 1);
	assert_int_equal(scan.document->section.end, 8);
	scan_release(&scan);
}

static void judges_the_mode(void **state)
{
	(void)state;
	static const struct {
		const char *prose;
		enum document_mode mode;
	} cases[] = {
		{" * XEN_A\n", DOCUMENT_UNSAID},
		{" The following are covered.\n", DOCUMENT_LISTED},
		{" The statement is on these:\n", DOCUMENT_UNSAID},
		{" All the subops below are covered.\n", DOCUMENT_LISTED},
		{" All subops but these: (see except.h)\n", DOCUMENT_UNSAID},
		{" Every subop\n except these is covered.\n",
		 DOCUMENT_ALL_EXCEPT},
		{" ALL subops are covered.\n", DOCUMENT_ALL},
		{" It covers every subop.\n", DOCUMENT_ALL},
		{" It covers every subop.\n\n * XEN_A\n", DOCUMENT_ALL},
		{" These are covered.\n\n All of them are old.\n",
		 DOCUMENT_LISTED},
		{" These are covered.\n\n All of them, except one, are old.\n",
		 DOCUMENT_UNSAID},
		{" These are covered.\n\n * XEN_A\n\n It is safe by now.\n",
		 DOCUMENT_UNSAID},
		{" A new interface.\n\n All is covered.\n", DOCUMENT_ALL},
		{" All is covered\n * XEN_A\n except this.\n",
		 DOCUMENT_ALL_EXCEPT},
		{" An exceptional, overall good interface is covered.\n",
		 DOCUMENT_LISTED},
		{" All subops count as safe.\n", DOCUMENT_UNSAID},
		{" Not all subops are covered.\n", DOCUMENT_UNSAID},
		{" It covers all subops that are new.\n", DOCUMENT_UNSAID},
		{" It covers no subops except these.\n", DOCUMENT_UNSAID},
		{" It does not cover all except these.\n", DOCUMENT_UNSAID},
		{" It covers all except these. All others\n count as safe.\n",
		 DOCUMENT_UNSAID},
		{" It covers all except these. Only these are safe.\n",
		 DOCUMENT_ALL_EXCEPT},
		{" It covers these. All others are safe.\n", DOCUMENT_UNSAID},
		{" All is covered. (That is, none is safe.)\n", DOCUMENT_ALL},
		{" All is covered. It is safe.\n", DOCUMENT_UNSAID},
		{" All is covered. The old ones are not covered.\n",
		 DOCUMENT_UNSAID},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct buffer text = BUFFER_INIT;
		buffer_format(&text, TITLE RULE "__HYPERVISOR_x (x.h)\n\n%s",
			      cases[i].prose);
		struct scan scan = scan_text(text.data);
		assert_int_equal(scan.document->section.blocks.items[0].mode,
				 cases[i].mode);
		scan_release(&scan);
		buffer_release(&text);
	}
}

/* What the only block of a document is found to have. */
struct found {
	enum document_form form;
	const char *text;
	const char *names; /* of its entries, in a row */
	const char *line;  /* how one more would be written */
	bool loose, table;
};

static void assert_found(const struct found *found)
{
	struct scan scan = scan_text(found->text);
	const struct document_block *block =
		&scan.document->section.blocks.items[0];
	struct buffer names = BUFFER_INIT;
	assert_int_equal(scan.document->form, found->form);
	assert_int_equal(scan.document->section.blocks.count, 1);
	assert_string_equal(block->hypercall, "domctl");
	assert_string_equal(block->header, "d.h");
	assert_int_equal(block->mode, DOCUMENT_LISTED);
	for (size_t i = 0; i < block->entries.count; i++)
		buffer_format(&names, "%s%s", i ? " " : "",
			      block->entries.items[i].name);
	assert_string_equal(buffer_string(&names), found->names);
	assert_string_equal(
		document_item_line(&block->item, "X_N", &scan.arena),
		found->line);
	assert_int_equal(block->loose, found->loose);
	assert_int_equal(block->table, found->table);
	buffer_release(&names);
	scan_release(&scan);
}

static void reads_each_form(void **state)
{
	(void)state;
	static const struct found cases[] = {
		{DOCUMENT_TEXT,
		 TITLE RULE
		 "__HYPERVISOR_domctl (d.h)\n\n Covered:\n\n * X_A\n",
		 "X_A", " * X_N", false, false},
		{DOCUMENT_MARKDOWN,
		 "# " TITLE
		 "## `__HYPERVISOR_domctl` (`d.h`)\nCovered:\n- `X_A`\n"
		 "- `X_B`\n\n  more\n- X_C\n",
		 "X_A X_B X_C", "- `X_N`", false, false},
		{DOCUMENT_MARKDOWN,
		 TITLE RULE
		 "### \\_\\_HYPERVISOR\\_domctl (d.h) {#d}\nCovered:\n\n"
		 "*   X\\_A\n\n*   X\\_B\n\n1. X_C\n",
		 "X_A X_B", "*   X\\_N", true, false},
		{DOCUMENT_RST,
		 TITLE RULE
		 "``__HYPERVISOR_domctl`` (``d.h``)\n~~~~~~~~~~~~~~~~~~~~\n"
		 "Covered:\n\n + ``X_A``\n + ``X_B``\n\n..\n   - ``X_C``\n",
		 "X_A X_B", " + ``X_N``", false, false},
		{DOCUMENT_RST,
		 TITLE "~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~\n\n"
		       "__HYPERVISOR_domctl (d.h)\n=========================\n"
		       "Covered:\n\n.. list-table::\n   :header-rows: 1\n\n"
		       "   * - X_H\n     - a\n   * - X_A\n     - a\n   * - "
		       "X_B\n     -\n",
		 "X_A X_B", "   * - X_N", false, true},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		assert_found(&cases[i]);
}

static void assert_refused(const char *bytes, size_t length,
			   const struct message *message, unsigned line)
{
	struct scan scan = scan_bytes(bytes, length);
	assert_null(scan.document);
	assert_int_equal(scan.diags.list.count, 1);
	assert_ptr_equal(scan.diags.list.items[0].message, message);
	assert_int_equal(scan.diags.list.items[0].at.line, line);
	assert_string_equal(scan.diags.list.items[0].at.file, "doc.txt");
	scan_release(&scan);
}

#define REFUSED(text, message, line) \
	assert_refused((text), sizeof(text) - 1, (message), (line))

static void refuses_bytes_that_are_no_text(void **state)
{
	(void)state;
	REFUSED("a\nb\0c\n", MESSAGE_NOT_TEXT, 2);
	REFUSED("a\n\nlatin \xe9t\xe9\n", MESSAGE_NOT_TEXT, 3);
	REFUSED("\xff\xfe" TITLE RULE, MESSAGE_NOT_TEXT, 1);
	REFUSED("a\n" TITLE "\xc3\n", MESSAGE_NOT_TEXT, 3);
}

static void refuses_other_line_ends(void **state)
{
	(void)state;
	REFUSED("a\nb\r\nc\r\n", MESSAGE_LINE_ENDS, 2);
	REFUSED("a\rb\r", MESSAGE_LINE_ENDS, 1);
}

static void refuses_a_cut_last_line(void **state)
{
	(void)state;
	REFUSED(TITLE RULE "cut", MESSAGE_FINAL_NEWLINE, 3);
	REFUSED("\n\n ", MESSAGE_FINAL_NEWLINE, 3);
}

static void refuses_a_document_without_the_section(void **state)
{
	(void)state;
	REFUSED("", MESSAGE_SECTION_MISSING, 0);
	REFUSED("\n", MESSAGE_SECTION_MISSING, 0);
	REFUSED(TITLE, MESSAGE_SECTION_MISSING, 0);
	REFUSED(" " TITLE RULE, MESSAGE_SECTION_MISSING, 1);
	REFUSED(TITLE "======\n", MESSAGE_SECTION_MISSING, 1);
	REFUSED(TITLE "--\n", MESSAGE_SECTION_MISSING, 0);
	REFUSED(TITLE "\n" RULE, MESSAGE_SECTION_MISSING, 0);
}

static void refuses_two_sections(void **state)
{
	(void)state;
	REFUSED(TITLE RULE "\n" TITLE RULE, MESSAGE_SECTION_DUPLICATE, 4);
	REFUSED(TITLE RULE "a\n\nB\n---\n\n" TITLE RULE,
		MESSAGE_SECTION_DUPLICATE, 8);
}

static void refuses_two_blocks_of_one_hypercall(void **state)
{
	(void)state;
	REFUSED(TITLE RULE "__HYPERVISOR_domctl (a.h)\n"
			   "__HYPERVISOR_sysctl (a.h)\n"
			   "__HYPERVISOR_domctl\n",
		MESSAGE_BLOCK_DUPLICATE, 5);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(finds_the_section),
		cmocka_unit_test(section_may_end_the_document),
		cmocka_unit_test(quoted_title_is_no_section),
		cmocka_unit_test(finds_blocks),
		cmocka_unit_test(text_that_starts_like_a_block_is_none),
		cmocka_unit_test(reads_entries),
		cmocka_unit_test(prose_right_below_a_bullet_is_prose),
		cmocka_unit_test(closing_words_are_outside_the_block),
		cmocka_unit_test(unindented_blocks_are_read_too),
		cmocka_unit_test(reads_more_of_a_bullet),
		cmocka_unit_test(rule_leaves_the_block),
		cmocka_unit_test(judges_the_mode),
		cmocka_unit_test(reads_each_form),
		cmocka_unit_test(refuses_bytes_that_are_no_text),
		cmocka_unit_test(refuses_other_line_ends),
		cmocka_unit_test(refuses_a_cut_last_line),
		cmocka_unit_test(refuses_a_document_without_the_section),
		cmocka_unit_test(refuses_two_sections),
		cmocka_unit_test(refuses_two_blocks_of_one_hypercall),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
