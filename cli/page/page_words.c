/* The sentences of a section that is written anew. */
#include "page/page_words.h"

#include <assert.h>
#include <string.h>

USES_MESSAGE(TEMPLATE);

static void write_block(const struct page_facts *facts,
			const struct page_block *block, struct buffer *out)
{
	struct buffer ops = BUFFER_INIT, entries = BUFFER_INIT;
	if (block->of)
		buffer_format(&ops, "sub-subops of `%s`", block->of);
	else
		buffer_add_string(&ops, "subops");
	for (size_t i = 0; i < block->names.count; i++)
		buffer_format(&entries, "- `%s`\n", block->names.items[i]);
	const struct page_placeholder placeholders[] = {
		{"hypercall", block->hypercall},
		{"header", block->header},
		{"ops", buffer_string(&ops)},
		{"entries", buffer_string(&entries)},
		{"release", facts->release},
		{NULL, NULL},
	};
	page_template_fill(facts->words->blocks[block->mode], placeholders,
			   out);
	buffer_release(&ops);
	buffer_release(&entries);
}

void page_write_section(const struct page_facts *facts, struct buffer *out)
{
	struct buffer blocks = BUFFER_INIT;
	for (size_t i = 0; i < facts->blocks.count; i++) {
		buffer_add_char(&blocks, '\n');
		write_block(facts, &facts->blocks.items[i], &blocks);
	}
	const struct page_placeholder placeholders[] = {
		{"blocks", buffer_string(&blocks)},
		{"release", facts->release},
		{NULL, NULL},
	};
	page_template_fill(facts->words->section, placeholders, out);
	buffer_release(&blocks);
}

/* --- Reading it back -------------------------------------------------- */

/* A statement of each mode, of hypercalls that there are not. */
static struct page_facts sample_facts(const struct page_template *words,
				      struct arena *arena)
{
	static const char *const names[] = {"first_op", "second_op",
					    "third_op"};
	struct page_facts facts = {.words = words, .release = "1.2.3"};
	for (enum document_mode mode = DOCUMENT_LISTED;
	     mode < DOCUMENT_MODE_COUNT; mode++) {
		struct page_block *block = list_push(&facts.blocks, arena);
		block->hypercall = names[mode - DOCUMENT_LISTED];
		block->header = arena_format(arena, "xen/sample_%s.h",
					     block->hypercall);
		block->mode = mode;
		for (int i = 0; mode != DOCUMENT_ALL && i < 2; i++)
			*list_push(&block->names, arena) = arena_format(
				arena, "SAMPLE_%s_%d", block->hypercall, i);
	}
	return facts;
}

static bool same_block(const struct document_block *found,
		       const struct page_block *block)
{
	bool same =
		strcmp(found->hypercall, block->hypercall) == 0 &&
		(!found->header || strcmp(found->header, block->header) == 0) &&
		found->mode == block->mode &&
		found->entries.count == block->names.count;
	for (size_t i = 0; same && i < block->names.count; i++)
		same = found->entries.items[i].formed &&
		       strcmp(found->entries.items[i].name,
			      block->names.items[i]) == 0;
	return same;
}

/* The first block that is not found as it was meant; NULL: there is none. */
static const struct page_block *find_lost(const struct page_facts *facts,
					  const struct document *document)
{
	for (size_t i = 0; i < facts->blocks.count; i++) {
		const struct page_block *block = &facts->blocks.items[i];
		if (!document || i >= document->section.blocks.count ||
		    !same_block(&document->section.blocks.items[i], block))
			return block;
	}
	return NULL;
}

bool page_words_read_back(const struct page_template *words, const char *path,
			  struct arena *arena, struct diags *diags)
{
	static const struct document_page no_page = {"", "", "", ""};
	const struct page_facts facts = sample_facts(words, arena);
	struct buffer markdown = BUFFER_INIT;
	const struct page_block *lost = NULL;
	page_write_section(&facts, &markdown);
	for (enum document_form form = DOCUMENT_TEXT;
	     form < DOCUMENT_FORM_COUNT && !lost; form++) {
		struct buffer text = BUFFER_INIT;
		struct diags quiet = DIAGS_INIT;
		document_render(document_form_name(form),
				buffer_string(&markdown), &no_page, &text);
		const struct document_file file = {"", buffer_string(&text),
						   text.length};
		const struct document *document =
			document_scan_as(&file, form, arena, &quiet);
		lost = find_lost(&facts, document);
		if (lost)
			diags_add(
				diags, MESSAGE_TEMPLATE, location_file(path),
				"what {{block %s}} writes is not read as "
				"that in a document of the form %s%s",
				document_mode_name(lost->mode),
				document_form_name(form),
				document
					? ""
					: ", where nothing is the section: its "
					  "heading is of the second level, "
					  "those of blocks of the third");
		diags_release(&quiet);
		buffer_release(&text);
	}
	buffer_release(&markdown);
	return !lost;
}
