/* Which form a document has. */
#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "base/text.h"
#include "doc/doc_heading.h"
#include "doc/doc_scan.h"

const char *document_form_name(enum document_form form)
{
	static const char *const names[] = {"text", "markdown", "rst"};
	return names[form];
}

static const char *line_text(const struct document *document, unsigned number)
{
	return number <= document->lines.count
		       ? document_line(document, number)->text
		       : "";
}

/* A row of one mark, as a heading of reStructuredText may have it. */
static bool is_underline(const char *line)
{
	return *line && ispunct((unsigned char)*line) &&
	       document_is_rule(line, *line);
}

bool document_has_title(const struct document *document, unsigned number)
{
	static const char marks[] = " \t#*=~";
	const char *line = document_line(document, number)->text;
	bool marked = strpbrk(line, "#*=") ||
		      is_underline(line_text(document, number + 1));
	size_t length = sizeof DOCUMENT_SECTION_TITLE - 1;
	line += strspn(line, marks);
	if (!marked || strncasecmp(line, DOCUMENT_SECTION_TITLE, length) != 0)
		return false;
	line += length + strspn(line + length, marks);
	/* What pandoc calls the attributes of a heading. */
	return !*line || *line == '{';
}

/* What tells a form from the others, beside headings. */
struct form_evidence {
	bool rst, markdown;
};

/* ".. note::", ".. _label:" */
static bool is_directive(const char *line)
{
	if (!text_starts_with(line, ".. "))
		return false;
	const char *colon = strchr(line, ':');
	return colon && (line[3] == '_' || line[3] == '|' || colon[1] == ':');
}

/* "``word``", but not the start of a block of code. */
static bool has_literal(const char *line)
{
	const char *open = strstr(line, "``");
	if (!open || open[2] == '`' || !open[2])
		return false;
	const char *close = strstr(open + 2, "``");
	return close && close > open + 2 && close[2] != '`';
}

static struct form_evidence find_evidence(const struct document *document)
{
	struct form_evidence evidence = {false, false};
	for (unsigned i = 1; i <= document->lines.count; i++) {
		const char *line = document_line(document, i)->text;
		size_t hashes = strspn(line, "#");
		evidence.rst |= is_directive(line) || has_literal(line);
		evidence.markdown |= text_starts_with(line, "```") ||
				     (hashes && line[hashes] == ' ');
	}
	return evidence;
}

/* What a line is that starts with the name of a hypercall. */
enum named_form { NAMED_NOTHING, NAMED_BARE, NAMED_HASHES, NAMED_UNDERLINED };

static enum named_form see_hypercall(const struct document *document,
				     unsigned number, struct arena *arena)
{
	struct document_block block;
	static const char escaped[] = "\\_\\_HYPERVISOR\\_";
	const char *line = document_line(document, number)->text;
	size_t hashes = strspn(line, "#");
	const char *name = line + hashes + strspn(line + hashes, " `*:");
	if (!text_starts_with(name, DOCUMENT_HYPERCALL_PREFIX) &&
	    !text_starts_with(name, escaped))
		return NAMED_NOTHING;
	if (hashes)
		return NAMED_HASHES;
	if (isspace((unsigned char)*line))
		return NAMED_NOTHING;
	if (is_underline(line_text(document, number + 1)))
		return NAMED_UNDERLINED;
	return document_read_hypercall(line, arena, &block) ? NAMED_BARE
							    : NAMED_NOTHING;
}

/* Underlined headings, which more than one form has. */
static enum document_form underlined_form(const struct document *document,
					  unsigned title, struct arena *arena)
{
	struct form_evidence evidence = find_evidence(document);
	char mark = *line_text(document, title + 1);
	bool only_rst = mark != '-' && mark != '=';
	enum named_form found = NAMED_NOTHING;
	for (unsigned i = title + 2;
	     i <= document->lines.count && found == NAMED_NOTHING; i++) {
		found = see_hypercall(document, i, arena);
		/* Marks of the section's own level start no block in it. */
		if (found == NAMED_UNDERLINED &&
		    *line_text(document, i + 1) == mark)
			found = NAMED_NOTHING;
	}
	if (found == NAMED_BARE)
		return DOCUMENT_TEXT;
	if (found == NAMED_HASHES && !only_rst)
		return DOCUMENT_MARKDOWN;
	if (only_rst || evidence.rst)
		return DOCUMENT_RST;
	if (evidence.markdown)
		return DOCUMENT_MARKDOWN;
	return found == NAMED_UNDERLINED ? DOCUMENT_RST : DOCUMENT_TEXT;
}

enum document_form document_find_form(const struct document *document,
				      struct arena *arena)
{
	for (unsigned i = 1; i <= document->lines.count; i++) {
		if (!document_has_title(document, i))
			continue;
		const char *line = document_line(document, i)->text;
		if (*document_line_content(line) == '#')
			return DOCUMENT_MARKDOWN;
		return underlined_form(document, i, arena);
	}
	return DOCUMENT_TEXT;
}
