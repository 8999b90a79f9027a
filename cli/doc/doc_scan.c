/* Finds the section of a document, its lists and its items. */
#include "base/map.h"
#include "base/text.h"
#include "doc/doc_block.h"
#include "doc/doc_scan.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

enum { SHORTEST_RULE = 3 };

bool document_is_rule(const char *line, char mark)
{
	size_t length = strspn(line, (char[]){mark, '\0'});
	return length >= SHORTEST_RULE && document_text_blank(line + length);
}

/* true when the line is a heading: unindented and underlined. */
static bool is_heading(const struct document *document, unsigned number)
{
	if (number >= document->lines.count)
		return false;
	const char *line = document_line(document, number)->text;
	const char *under = document_line(document, number + 1)->text;
	if (!*line || isspace((unsigned char)*line) ||
	    document_is_rule(line, '-') || document_is_rule(line, '='))
		return false;
	return document_is_rule(under, '-') || document_is_rule(under, '=');
}

static bool is_section_heading(const struct document *document, unsigned number)
{
	const char *line = document_line(document, number)->text;
	size_t length = sizeof DOCUMENT_SECTION_TITLE - 1;
	return text_starts_with(line, DOCUMENT_SECTION_TITLE) &&
	       document_text_blank(line + length) &&
	       is_heading(document, number) &&
	       document_is_rule(document_line(document, number + 1)->text, '-');
}

/* Whether the line has the title alone, in any form that a heading can have. */
static bool has_section_title(const struct document *document, unsigned number)
{
	static const char marks[] = " \t#*=~";
	const char *line = document_line(document, number)->text;
	const char *under = number < document->lines.count
				    ? document_line(document, number + 1)->text
				    : "";
	size_t length = sizeof DOCUMENT_SECTION_TITLE - 1;
	size_t before = strspn(line, marks);
	bool marked = strpbrk(line, "#*=") || document_is_rule(under, *under);
	line += before;
	return marked &&
	       strncasecmp(line, DOCUMENT_SECTION_TITLE, length) == 0 &&
	       !line[length + strspn(line + length, marks)];
}

static bool find_section(struct document *document, struct diags *diags)
{
	struct document_section *section = &document->section;
	unsigned other = 0;
	for (unsigned i = 1; i <= document->lines.count; i++) {
		if (!has_section_title(document, i))
			continue;
		if (is_section_heading(document, i) && !section->line)
			section->line = i;
		else if (!other)
			other = i;
	}
	struct location at = {document->path, other, 0};
	if (section->line && other)
		diags_add(diags, MESSAGE_SECTION_DUPLICATE, at,
			  "another starts at line %u", section->line);
	else if (!section->line)
		diags_add(diags, MESSAGE_SECTION_MISSING, at,
			  "no heading \"%s\" underlined by dashes",
			  DOCUMENT_SECTION_TITLE);
	if (!section->line || other)
		return false;
	section->end = section->line + 2;
	while (section->end <= document->lines.count &&
	       !is_heading(document, section->end))
		section->end++;
	return true;
}

/* "__HYPERVISOR_domctl (HEADER)": false: it is none. */
static bool read_heading(const char *line, struct arena *arena,
			 struct document_block *block)
{
	static const char prefix[] = "__HYPERVISOR_";
	if (!text_starts_with(line, prefix))
		return false;
	const char *name = line + sizeof prefix - 1, *end = name;
	while (isalnum((unsigned char)*end) || *end == '_')
		end++;
	const char *rest = document_line_content(end);
	*block = (struct document_block){.hypercall = NULL};
	if (*rest == '(') {
		size_t length = strcspn(rest + 1, ")");
		bool closed = rest[1 + length] == ')';
		/* One that is not closed is no header's name. */
		block->header = closed ? arena_slice(arena, rest + 1, length)
				       : arena_string(arena, rest);
		rest += 1 + length + closed;
	}
	if (end == name || !document_text_blank(rest))
		return false;
	block->hypercall = arena_slice(arena, name, (size_t)(end - name));
	return true;
}

static void find_blocks(struct document *document, struct arena *arena)
{
	struct document_section *section = &document->section;
	struct document_block *open = NULL;
	for (unsigned i = section->line + 2; i < section->end; i++) {
		struct document_block block;
		if (!read_heading(document_line(document, i)->text, arena,
				  &block))
			continue;
		if (open)
			open->end = i;
		open = list_push(&section->blocks, arena);
		*open = block;
		open->line = i;
		open->end = section->end;
	}
}

static bool blocks_distinct(const struct document *document,
			    struct arena *arena, struct diags *diags)
{
	const struct document_section *section = &document->section;
	struct map seen = {0};
	for (size_t i = 0; i < section->blocks.count; i++) {
		struct document_block *block = &section->blocks.items[i];
		const struct document_block *first =
			map_get(&seen, block->hypercall);
		if (first) {
			struct location at = {document->path, block->line, 0};
			diags_add(diags, MESSAGE_BLOCK_DUPLICATE, at,
				  "%s has one at line %u", block->hypercall,
				  first->line);
			return false;
		}
		map_set(&seen, block->hypercall, block, arena);
	}
	return true;
}

const struct document *document_scan(const struct document_file *file,
				     struct arena *arena, struct diags *diags)
{
	struct document *document = arena_alloc(arena, 1, sizeof *document);
	document->path = arena_string(arena, file->path);
	if (!document_read_lines(file, arena, diags, document) ||
	    !find_section(document, diags))
		return NULL;
	find_blocks(document, arena);
	if (!blocks_distinct(document, arena, diags))
		return NULL;
	for (size_t i = 0; i < document->section.blocks.count; i++)
		document_scan_block(document, arena,
				    &document->section.blocks.items[i]);
	return document;
}
