/* The words of a block that the document does not have in the right ones. */
#include "page/page_wording.h"

#include <assert.h>
#include <string.h>

#include "page/page_name.h"
#include "page/page_rewrite.h"
#include "page/page_words.h"

/* --- Those of the document ------------------------------------------- */

/* Whether the line names an op, or the hypercall that the block is about. */
static bool is_about(const struct page_names *names,
		     const struct document_block *block, const char *text)
{
	for (const char *word; (word = page_next_word(&text, names->arena));)
		if (page_is_name(names, word) ||
		    strcmp(word, block->hypercall) == 0)
			return true;
	return false;
}

/* Whether the prose would be as true of other ops. */
static bool is_general(const struct document *document,
		       const struct document_block *block,
		       const struct page_names *names)
{
	for (unsigned i = block->body; i < block->end; i++) {
		const struct document_line *line = document_line(document, i);
		bool prose =
			line->kind == LINE_PROSE || line->kind == LINE_FRAME;
		if (prose && is_about(names, block, line->said))
			return false;
	}
	return true;
}

/* Whether the release has a block of it that is of subops, as most are. */
static bool is_of_subops(const struct page_facts *facts,
			 const struct document_block *block)
{
	for (size_t i = 0; i < facts->blocks.count; i++)
		if (strcmp(facts->blocks.items[i].hypercall,
			   block->hypercall) == 0)
			return !facts->blocks.items[i].of;
	return false;
}

static const struct document_block *find_general(
	const struct document *document, const struct page_facts *facts,
	const struct page_block *block, struct arena *arena)
{
	const struct document_section *section = &document->section;
	struct page_names names = {{0}, arena};
	if (block->of)
		return NULL;
	page_find_names(facts->registry, &names);
	for (size_t i = 0; i < section->blocks.count; i++) {
		const struct document_block *found = &section->blocks.items[i];
		bool list = found->entries.count > 0;
		if (found->mode == block->mode &&
		    list == (block->mode != DOCUMENT_ALL) &&
		    is_of_subops(facts, found) &&
		    is_general(document, found, &names))
			return found;
	}
	return NULL;
}

/* --- Those of the template ------------------------------------------- */

/* The section as the template has it, in the form of the document. */
static const struct document *write_ours(const struct page_facts *facts,
					 enum document_form form,
					 struct arena *arena)
{
	static const struct document_page no_page = {"", "", "", ""};
	struct buffer markdown = BUFFER_INIT, text = BUFFER_INIT;
	struct diags diags = DIAGS_INIT;
	page_write_section(facts, &markdown);
	bool rendered =
		document_render(document_form_name(form),
				buffer_string(&markdown), &no_page, &text);
	const struct document_file file = {"", buffer_string(&text),
					   text.length};
	const struct document *ours =
		rendered ? document_scan_as(&file, form, arena, &diags) : NULL;
	assert(ours);
	diags_release(&diags);
	buffer_release(&text);
	buffer_release(&markdown);
	return ours;
}

static struct page_wording find_ours(const struct document *document,
				     const struct page_facts *facts,
				     const struct page_block *block,
				     struct arena *arena)
{
	struct page_wording wording = {
		.document = write_ours(facts, document->form, arena),
		.item = document->section.item};
	const struct document_section *section = &document->section;
	for (size_t i = 0; i < section->blocks.count; i++)
		wording.loose |= !section->blocks.items[i].table &&
				 section->blocks.items[i].loose;
	section = &wording.document->section;
	for (size_t i = 0; i < section->blocks.count; i++)
		if (strcmp(section->blocks.items[i].hypercall,
			   block->hypercall) == 0)
			wording.block = &section->blocks.items[i];
	assert(wording.block);
	return wording;
}

struct page_wording page_find_wording(const struct document *document,
				      const struct page_facts *facts,
				      const struct page_block *block,
				      struct arena *arena)
{
	const struct document_block *found =
		find_general(document, facts, block, arena);
	if (!found)
		return find_ours(document, facts, block, arena);
	return (struct page_wording){document, found, found->item,
				     found->loose};
}

/* --- Writing ---------------------------------------------------------- */

const struct document_block *page_like_heading(
	const struct document *document, const struct page_wording *wording)
{
	const struct document_section *section = &document->section;
	if (wording->document == document)
		return wording->block;
	for (size_t i = 0; i < section->blocks.count; i++)
		if (section->blocks.items[i].header)
			return &section->blocks.items[i];
	return section->blocks.count ? &section->blocks.items[0] : NULL;
}

static void write_names(struct page_writer *writer,
			const struct page_block *block,
			const struct page_wording *wording)
{
	for (size_t i = 0; i < block->names.count; i++) {
		page_write_item(writer, &wording->item, block->names.items[i]);
		writer->apart = wording->loose;
	}
}

void page_write_body(struct page_writer *writer, const struct page_block *block,
		     const struct page_wording *wording)
{
	const struct document_block *like = wording->block;
	bool written = false;
	for (unsigned i = like->body; i < like->end; i++) {
		const struct document_line *line =
			document_line(wording->document, i);
		if (line->kind == LINE_BLANK) {
			writer->apart = true;
		} else if (line->kind == LINE_PROSE ||
			   line->kind == LINE_FRAME) {
			page_write_line(writer, line->text);
		} else if (line->kind == LINE_ENTRY && !written) {
			write_names(writer, block, wording);
			written = true;
		}
	}
}
