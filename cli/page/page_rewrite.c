/* The one pass over a document, which notes each thing that it mends. */
#include "base/map.h"
#include "page/page_list.h"
#include "page/page_note.h"
#include "page/page_rewrite.h"
#include "page/page_understand.h"
#include "page/page_wording.h"

#include <string.h>

struct page_blanks page_blanks_before(const struct document *document,
				      unsigned number)
{
	struct page_blanks blanks = {number, 0};
	while (blanks.first > 1 &&
	       document_line(document, blanks.first - 1)->kind == LINE_BLANK) {
		blanks.first--;
		blanks.count++;
	}
	return blanks;
}

static void flush_blanks(struct page_writer *writer)
{
	const struct page_blanks *blanks = &writer->waiting;
	for (unsigned i = 0; i < blanks->count; i++) {
		if (blanks->first)
			buffer_add_string(writer->out,
					  document_line(writer->document,
							blanks->first + i)
						  ->text);
		buffer_add_char(writer->out, '\n');
	}
	writer->waiting = (struct page_blanks){0, 0};
}

void page_write_line(struct page_writer *writer, const char *line)
{
	if (writer->apart && !writer->waiting.count)
		writer->waiting = (struct page_blanks){0, 1};
	flush_blanks(writer);
	writer->apart = false;
	buffer_add_string(writer->out, line);
	buffer_add_char(writer->out, '\n');
}

void page_copy_lines(struct page_writer *writer, unsigned first, unsigned end)
{
	for (; first < end; first++) {
		const struct document_line *line =
			document_line(writer->document, first);
		if (line->kind != LINE_BLANK) {
			page_write_line(writer, line->text);
		} else if (writer->waiting.first + writer->waiting.count ==
			   first) {
			writer->waiting.count++;
		} else {
			flush_blanks(writer);
			writer->waiting = (struct page_blanks){first, 1};
		}
	}
}

void page_write_item(struct page_writer *writer,
		     const struct document_item *item, const char *name)
{
	page_write_line(writer, document_item_line(item, name, writer->arena));
	for (unsigned i = 0; i < item->cells; i++)
		page_write_line(writer, item->cell);
}

/* Writes text in whose words nothing is ours to keep. */
static void write_heading_like(struct page_writer *writer,
			       const struct page_block *block,
			       const struct document_block *like)
{
	struct buffer text = BUFFER_INIT;
	document_write_heading(writer->document, like, block->hypercall,
			       block->header, &text);
	for (const char *line = buffer_string(&text); *line;) {
		size_t length = strcspn(line, "\n");
		page_write_line(writer,
				arena_slice(writer->arena, line, length));
		line += length + 1;
	}
	buffer_release(&text);
}

/* A missing block comes right behind what stands before it. */
static void write_missing(struct page_writer *writer,
			  const struct page_facts *facts,
			  const struct page_block *block, unsigned line)
{
	const struct page_wording wording = page_find_wording(
		writer->document, facts, block, writer->arena);
	struct page_blanks behind = writer->waiting;
	writer->waiting = (struct page_blanks){0, 0};
	writer->apart = true;
	write_heading_like(writer, block,
			   page_like_heading(writer->document, &wording));
	page_write_body(writer, block, &wording);
	writer->waiting = behind;
	writer->apart = true;
	page_note(writer, line, "there is no block for %s", block->hypercall);
}

/* A block of the wrong mode keeps its heading and gets other words. */
static void write_reworded(struct page_writer *writer,
			   const struct page_facts *facts,
			   const struct page_block *block,
			   const struct document_block *found)
{
	const struct page_wording wording = page_find_wording(
		writer->document, facts, block, writer->arena);
	page_write_body(writer, block, &wording);
	writer->waiting = page_blanks_before(writer->document, found->end);
	writer->apart = true;
	page_note(writer, found->line, "%s is %s here, but %s in Xen %s",
		  found->hypercall, document_mode_name(found->mode),
		  document_mode_name(block->mode), writer->release);
}

static void drop_block(struct page_writer *writer,
		       const struct document_block *found)
{
	struct page_blanks behind =
		page_blanks_before(writer->document, found->end);
	if (behind.count || found->end > writer->document->lines.count)
		writer->waiting = behind;
	writer->apart = true;
	page_note(writer, found->line, "there is no statement on %s in Xen %s",
		  found->hypercall, writer->release);
}

/* A heading need not name the header, but if it does, it is this one. */
static void write_heading(struct page_writer *writer,
			  const struct page_block *block,
			  const struct document_block *found)
{
	if (!found->header || strcmp(found->header, block->header) == 0) {
		page_copy_lines(writer, found->first, found->body);
		return;
	}
	page_copy_lines(writer, found->first,
			document_heading_start(writer->document, found));
	write_heading_like(writer, block, found);
	page_note(writer, found->line,
		  "the header of %s is %s here, but %s in Xen %s",
		  found->hypercall, *found->header ? found->header : "empty",
		  block->header, writer->release);
}

static void write_block(struct page_writer *writer,
			const struct page_facts *facts,
			const struct page_block *block,
			const struct document_block *found)
{
	write_heading(writer, block, found);
	if (found->mode == block->mode)
		page_write_list(writer, block, found);
	else
		write_reworded(writer, facts, block, found);
}

/* The number of the release's block for each hypercall, and which it has. */
struct block_index {
	struct map found;    /* hypercall: block of the document */
	struct map expected; /* hypercall: block of the release */
};

static void index_blocks(const struct page_facts *facts,
			 const struct document *document, struct arena *arena,
			 struct block_index *index)
{
	const struct document_section *section = &document->section;
	for (size_t i = 0; i < section->blocks.count; i++)
		map_set(&index->found, section->blocks.items[i].hypercall,
			&section->blocks.items[i], arena);
	for (size_t i = 0; i < facts->blocks.count; i++)
		map_set(&index->expected, facts->blocks.items[i].hypercall,
			&facts->blocks.items[i], arena);
}

/* Writes the missing blocks from the given one up to one that is there. */
static void write_missing_run(struct page_writer *writer,
			      const struct page_facts *facts,
			      const struct block_index *index, size_t number,
			      unsigned line)
{
	for (; number < facts->blocks.count; number++) {
		const struct page_block *block = &facts->blocks.items[number];
		if (map_get(&index->found, block->hypercall))
			return;
		write_missing(writer, facts, block, line);
	}
}

void page_rewrite(struct page_writer *writer, const struct page_facts *facts)
{
	const struct document *document = writer->document;
	const struct document_section *section = &document->section;
	struct block_index index = {{0}, {0}};
	index_blocks(facts, document, writer->arena, &index);
	unsigned end = section->blocks.count ? section->blocks.items[0].first
					     : section->end;
	page_copy_lines(writer, 1, end);
	write_missing_run(writer, facts, &index, 0, section->line);
	for (size_t i = 0; i < section->blocks.count; i++) {
		const struct document_block *found = &section->blocks.items[i];
		const struct page_block *block =
			map_get(&index.expected, found->hypercall);
		page_copy_lines(writer, end, found->first);
		if (block) {
			write_block(writer, facts, block, found);
			write_missing_run(
				writer, facts, &index,
				(size_t)(block - facts->blocks.items) + 1,
				found->line);
		} else if (page_is_own_block(facts->registry, found)) {
			page_copy_lines(writer, found->first, found->end);
		} else {
			drop_block(writer, found);
		}
		end = found->end;
	}
	page_copy_lines(writer, end, (unsigned)document->lines.count + 1);
	flush_blanks(writer);
}
