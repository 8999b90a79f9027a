/* Markdown in the formats of the table. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "doc/doc.h"

static const struct document_page page = {"a-page", "a <title> & more",
					  "2026-01-02", "Xen 9.9"};

/* The Markdown in the format; the caller releases the buffer. */
static struct buffer render(const char *format, const char *markdown)
{
	struct buffer out = BUFFER_INIT;
	assert_true(document_render(format, markdown, &page, &out));
	return out;
}

static void assert_rendered(const char *format, const char *markdown,
			    const char *expected)
{
	struct buffer out = render(format, markdown);
	assert_string_equal(buffer_string(&out), expected);
	buffer_release(&out);
}

static void assert_contains(const char *format, const char *markdown,
			    const char *expected)
{
	struct buffer out = render(format, markdown);
	if (!strstr(buffer_string(&out), expected))
		fail_msg("%s: no %s in:\n%s", format, expected,
			 buffer_string(&out));
	buffer_release(&out);
}

static void text_has_the_layout_of_upstream(void **state)
{
	(void)state;
	assert_rendered("text",
			"Title\n-----\n\nSome *words* and\n`CODE_x`.\n\n"
			"### `__HYPERVISOR_x` (`x.h`)\n\nProse.\n\n"
			"- `XEN_A`\n- `XEN_B`\n\nMore.\n\nEnd\n===\n\nLast.\n",
			"Title\n-----\n\nSome words and CODE_x.\n\n"
			"__HYPERVISOR_x (x.h)\n\n Prose.\n\n"
			" * XEN_A\n * XEN_B\n\n More.\n\nEnd\n===\n\nLast.\n");
}

static void text_wraps_at_70_columns(void **state)
{
	(void)state;
	/* The second row is one column longer than fits below a heading. */
	assert_rendered(
		"text",
		"123456789 123456789 123456789 123456789 123456789 123456789 "
		"1234567890 next\n\n### H\n\n"
		"123456789 123456789 123456789 123456789 123456789 123456789 "
		"1234567890 next\n",
		"123456789 123456789 123456789 123456789 123456789 123456789 "
		"1234567890\nnext\n\nH\n\n"
		" 123456789 123456789 123456789 123456789 123456789 "
		"123456789\n 1234567890 next\n");
}

static void text_counts_characters(void **state)
{
	(void)state;
	assert_rendered(
		"text",
		"\xc3\xa4\xc3\xa4\xc3\xa4\xc3\xa4\xc3\xa4\xc3\xa4\xc3\xa4\xc3"
		"\xa4\xc3\xa4 123456789 123456789 123456789 123456789 "
		"123456789 1234567890 x\n",
		"\xc3\xa4\xc3\xa4\xc3\xa4\xc3\xa4\xc3\xa4\xc3\xa4\xc3\xa4\xc3"
		"\xa4\xc3\xa4 123456789 123456789 123456789 123456789 "
		"123456789 1234567890\nx\n");
}

/* At the start of a line a dash would read as a bullet. */
static void text_starts_no_line_with_a_dash(void **state)
{
	(void)state;
	assert_rendered(
		"text",
		"123456789 123456789 123456789 123456789 123456789 123456789 "
		"1234567890 - next\n",
		"123456789 123456789 123456789 123456789 123456789 123456789 "
		"1234567890 -\nnext\n");
}

static void text_keeps_what_must_not_be_wrapped(void **state)
{
	(void)state;
	assert_rendered("text", "a  \nb\n\n    code  here\n\n    more\n",
			"a\nb\n\n    code  here\n\n    more\n");
}

static void text_nests_lists(void **state)
{
	(void)state;
	assert_rendered("text",
			"9. one\n10. two\n    - in\n    - out\n\n"
			"***\n\n- a\n\n  b\n- c\n",
			" 9. one\n 10. two\n     * in\n     * out\n\n"
			"\n * a\n\n   b\n\n * c\n");
}

static void text_shows_addresses(void **state)
{
	(void)state;
	assert_rendered("text", "See <https://example.org/a_b>.\n",
			"See https://example.org/a_b.\n");
}

static void markdown_means_the_same(void **state)
{
	(void)state;
	static const char source[] =
		"Title\n-----\n\nA *b* `C_d`.\n\n### E\n\n- `F_g`\n";
	struct buffer markdown = render("markdown", source);
	assert_non_null(strstr(markdown.data, "## Title\n"));
	struct buffer direct = render("html", source);
	struct buffer twice = render("html", markdown.data);
	assert_string_equal(direct.data, twice.data);
	buffer_release(&markdown);
	buffer_release(&direct);
	buffer_release(&twice);
}

static void html_is_a_page(void **state)
{
	(void)state;
	static const char source[] = "Title\n-----\n\n### `A_b`\n";
	struct buffer out = render("html", source);
	assert_int_equal(strncmp(out.data, "<!DOCTYPE html>\n", 16), 0);
	static const char end[] = "</body>\n</html>\n";
	assert_true(out.length > sizeof end);
	assert_string_equal(out.data + out.length - (sizeof end - 1), end);
	buffer_release(&out);
	assert_contains("html", source,
			"<title>a &lt;title> &amp; more</title>");
	assert_contains("html", source, "<h1>Title</h1>");
	assert_contains("html", source, "<h2><code>A_b</code></h2>");
	/* Markup in the Markdown does not get through. */
	assert_contains("html", "<script>x</script>\n", "<!-- raw HTML");
}

static void man_is_a_page(void **state)
{
	(void)state;
	assert_rendered("man",
			"Title\n-----\n\nFirst `C_d` at <https://a.b/c>.\n\n"
			"Second.\n\n### `A_b` x\n\n[word](https://a.b/c)\n",
			".TH A-PAGE 7 2026-01-02 \"Xen 9.9\"\n"
			".SH NAME\n"
			"a-page \\- a <title> & more\n"
			".SH\n"
			"Title\n"
			"First \\f[B]C_d\\f[] at https://a.b/c.\n"
			".PP\n"
			"Second.\n"
			".SS\n"
			"A_b x\n"
			"word (https://a.b/c)\n");
}

static void latex_and_xml_are_documents(void **state)
{
	(void)state;
	assert_contains("latex", "Title\n-----\n", "\\section{Title}");
	assert_contains("latex", "`A_b`\n", "\\texttt{A\\_b}");
	assert_contains("latex", "a\n", "\n\\end{document}\n");
	assert_contains("xml", "a\n", "<?xml version=\"1.0\"");
	assert_contains("xml", "`A_b`\n", ">A_b</code>");
}

/* What docutils would read as marks is escaped, and no more is. */
static void rst_has_no_marks_but_ours(void **state)
{
	(void)state;
	assert_rendered(
		"rst", "a\\*b, foo_ and foo_bar, \\`x\\`, a|b, c\\\\d::\n",
		"a\\*b, foo\\_ and foo_bar, \\`x\\`, a\\|b, c\\\\d:\\:\n");
	assert_rendered("rst", "a`code`b *em*phasis **strong**.\n",
			"a\\ ``code``\\ b *em*\\ phasis **strong**.\n");
	assert_rendered(
		"rst",
		"See [a page](https://a.example/x), <https://b.example>.\n",
		"See `a page <https://a.example/x>`__, https://b.example.\n");
	assert_rendered("rst",
			"\\- no item\n\n1\\. no number\n\n.. no comment\n",
			"\\- no item\n\n\\1. no number\n\n\\.. no comment\n");
}

static void rst_has_blank_lines_where_they_must_be(void **state)
{
	(void)state;
	assert_rendered("rst",
			"# A\n## B\ntext\n- a\n  - b\n- c\n\n> "
			"quote\n\n```\ncode\n```\n",
			"A\n=\n\nB\n-\n\ntext\n\n- a\n\n  - b\n- c\n\n..\n\n"
			"   quote\n\n::\n\n   code\n");
	assert_rendered("rst", "3. a\n4. b\n", "3. a\n4. b\n");
}

static void every_format_renders(void **state)
{
	(void)state;
	size_t count = 0;
	for (; document_formats[count]; count++) {
		struct buffer out =
			render(document_formats[count], "A\n-\n\nword\n");
		assert_non_null(strstr(buffer_string(&out), "word"));
		assert_int_equal(out.data[out.length - 1], '\n');
		buffer_release(&out);
	}
	assert_int_equal(count, 7);
	assert_string_equal(document_formats[0], "text");
}

static void unknown_format_adds_nothing(void **state)
{
	(void)state;
	struct buffer out = BUFFER_INIT;
	assert_false(document_render("word", "a\n", &page, &out));
	assert_false(document_render("", "a\n", &page, &out));
	assert_int_equal(out.length, 0);
	buffer_release(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(text_has_the_layout_of_upstream),
		cmocka_unit_test(text_wraps_at_70_columns),
		cmocka_unit_test(text_counts_characters),
		cmocka_unit_test(text_starts_no_line_with_a_dash),
		cmocka_unit_test(text_keeps_what_must_not_be_wrapped),
		cmocka_unit_test(text_nests_lists),
		cmocka_unit_test(text_shows_addresses),
		cmocka_unit_test(markdown_means_the_same),
		cmocka_unit_test(html_is_a_page),
		cmocka_unit_test(man_is_a_page),
		cmocka_unit_test(latex_and_xml_are_documents),
		cmocka_unit_test(rst_has_no_marks_but_ours),
		cmocka_unit_test(rst_has_blank_lines_where_they_must_be),
		cmocka_unit_test(every_format_renders),
		cmocka_unit_test(unknown_format_adds_nothing),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
