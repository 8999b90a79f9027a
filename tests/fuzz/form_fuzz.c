/* Documents read as each form in turn, whatever they look like; templates. */
#include "fuzz.h"

#include <string.h>

#include "page/page.h"

static void check_block(const struct document *document,
			const struct document_block *block, struct arena *arena)
{
	const struct document_section *section = &document->section;
	fuzz_assert(
		section->body <= block->first && block->first <= block->line &&
			block->line < block->body &&
			block->body <= block->end && block->end <= section->end,
		"a block lies in its section");
	for (size_t i = 0; i < block->entries.count; i++) {
		const struct document_entry *entry = &block->entries.items[i];
		const struct document_line *line =
			document_line(document, entry->line);
		fuzz_assert(block->body <= entry->line &&
				    entry->line < block->end &&
				    line->kind == LINE_ENTRY,
			    "an entry lies in its block");
		fuzz_assert(
			!entry->formed ||
				strcmp(document_item_line(&entry->item,
							  entry->name, arena),
				       line->text) == 0,
			"an entry is written as it was read");
	}
}

static void check_heading(const struct document *document,
			  const struct document_block *block)
{
	struct buffer text = BUFFER_INIT;
	document_write_heading(document, block, block->hypercall,
			       block->header ? block->header : "x.h", &text);
	fuzz_assert(text.length && text.data[text.length - 1] == '\n',
		    "a heading is some lines");
	buffer_release(&text);
}

static void read_form(const struct document_file *file, enum document_form form)
{
	struct arena arena = ARENA_INIT;
	struct diags diags = DIAGS_INIT;
	const struct document *document =
		document_scan_as(file, form, &arena, &diags);
	fuzz_assert((document != NULL) == (diags.errors == 0),
		    "a document that is refused has a message");
	for (size_t i = 0; document && i < document->section.blocks.count;
	     i++) {
		const struct document_block *block =
			&document->section.blocks.items[i];
		check_block(document, block, &arena);
		check_heading(document, block);
	}
	diags_release(&diags);
	arena_release(&arena);
}

static void read_template(const struct document_file *file)
{
	struct arena arena = ARENA_INIT;
	struct diags diags = DIAGS_INIT;
	const struct page_template *words =
		page_template_read(file, &arena, &diags);
	if (words)
		page_words_read_back(words, file->path, &arena, &diags);
	fuzz_assert(words || diags.errors,
		    "a template that is refused has a message");
	diags_release(&diags);
	arena_release(&arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct buffer text = BUFFER_INIT;
	buffer_add(&text, (const char *)data, size);
	const struct document_file file = {"input", buffer_string(&text), size};
	for (enum document_form form = DOCUMENT_TEXT;
	     form < DOCUMENT_FORM_COUNT; form++)
		read_form(&file, form);
	read_template(&file);
	buffer_release(&text);
	return 0;
}
