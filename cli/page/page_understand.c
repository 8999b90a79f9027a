/*
 * Every name of a hypercall or an op in the status section must be one that
 * the reader of documents has seen; what it has not seen it would neither
 * check nor mend.
 */
#include "page/page_name.h"
#include "page/page_understand.h"

#include <ctype.h>
#include <string.h>

#include "base/map.h"
#include "base/text.h"

USES_MESSAGE(DOCUMENT_FORM);
USES_MESSAGE(DOCUMENT_OWN_BLOCK);
USES_MESSAGE(DOCUMENT_UNREAD);
USES_MESSAGE(ENTRY_DUPLICATE);

struct name_reader {
	const struct registry *registry;
	const struct document *document;
	struct page_names names;
	struct map entries; /* by name: the line, unsigned */
	struct arena *arena;
	struct diags *diags;
	size_t unread;
	bool good;
};

static struct location place(const struct name_reader *reader, unsigned line)
{
	return (struct location){reader->document->path, line, 0};
}

/* Whether a word that stands between blanks is one of a language. */
static bool is_plain_word(const char *word, size_t length)
{
	enum { SHORTEST = 2 };
	size_t letters = 0;
	while (letters < length && islower((unsigned char)word[letters]))
		letters++;
	size_t marks = strspn(word + letters, ",.;:)\"'");
	return letters >= SHORTEST && letters + marks == length;
}

/*
 * Some words in a row, neither an item under another mark than ours nor a row
 * of a table.
 */
static bool is_sentence(enum document_form form, const char *line)
{
	enum { WORDS = 3 };
	const char *start = line + strspn(line, " \t");
	unsigned words = 0;
	/* What is emphasised is no item. */
	if (form != DOCUMENT_TEXT &&
	    isalpha((unsigned char)start[strspn(start, "*")]))
		start += strspn(start, "*");
	if (!isalpha((unsigned char)*start) && !strchr("_`('\"", *start))
		return false;
	if (strchr(start, '|'))
		return false;
	for (const char *gap = start; (gap = strstr(gap, "  ")); gap += 2)
		if (gap[strspn(gap, " ")] && !strchr(".:;", gap[-1]))
			return false;
	while (*start) {
		size_t length = strcspn(start, " \t");
		words += is_plain_word(start, length);
		start += length + strspn(start + length, " \t");
	}
	return words >= WORDS;
}

/* Whether the op stands in the block's list, or is what its entries are of. */
static bool is_of_block(const struct name_reader *reader,
			const struct document_block *block, const char *name)
{
	const struct registry *registry = reader->registry;
	for (size_t i = 0; block && i < block->entries.count; i++) {
		const char *entry = block->entries.items[i].name;
		if (strcmp(entry, name) == 0)
			return true;
		const struct op *op = registry_find_op(registry, entry);
		if (op && op->parent != NO_INDEX &&
		    strcmp(op_macro(&registry->ops[op->parent]), name) == 0)
			return true;
	}
	return false;
}

static void refuse_form(struct name_reader *reader, unsigned number,
			const char *name)
{
	static const char *const like[][2] = {
		{"an op of a list stands on a line like "
		 "\" * XEN_DOMCTL_op\"",
		 "a block starts with a line like "
		 "\"__HYPERVISOR_domctl (HEADER)\""},
		{"an op of a list is an item like \"- `XEN_DOMCTL_op`\"",
		 "a block starts with a heading like "
		 "\"### `__HYPERVISOR_domctl` (`HEADER`)\""},
		{"an op of a list is an item like \"- ``XEN_DOMCTL_op``\", or "
		 "the first cell of a row in a list table",
		 "a block starts with an underlined heading like "
		 "\"``__HYPERVISOR_domctl`` (``HEADER``)\""}};
	bool hypercall = text_starts_with(name, DOCUMENT_HYPERCALL_PREFIX);
	diags_add(reader->diags, MESSAGE_DOCUMENT_FORM, place(reader, number),
		  "%s: %s", name, like[reader->document->form][hypercall]);
	reader->good = false;
}

/* A name in prose; in the block that it belongs to it says nothing new. */
static void see_mention(struct name_reader *reader,
			const struct document_block *block, unsigned number,
			const char *name)
{
	const char *line = document_line(reader->document, number)->said;
	if (is_of_block(reader, block, name))
		return;
	if (!is_sentence(reader->document->form, line)) {
		refuse_form(reader, number, name);
		return;
	}
	diags_add(reader->diags, MESSAGE_DOCUMENT_UNREAD, place(reader, number),
		  "%s", name);
	reader->unread++;
}

static void see_line(struct name_reader *reader,
		     const struct document_block *block, unsigned number,
		     const char *text)
{
	for (const char *word; (word = page_next_word(&text, reader->arena));)
		if (page_is_name(&reader->names, word))
			see_mention(reader, block, number, word);
}

/* An op has one entry in all lists. */
static void see_twice(struct name_reader *reader, const char *name,
		      unsigned line)
{
	const unsigned *first = map_get(&reader->entries, name);
	if (first) {
		diags_add(reader->diags, MESSAGE_ENTRY_DUPLICATE,
			  place(reader, line), "%s stands at line %u already",
			  name, *first);
		reader->good = false;
		return;
	}
	unsigned *number = arena_alloc(reader->arena, 1, sizeof *number);
	*number = line;
	map_set(&reader->entries, name, number, reader->arena);
}

/* An entry is one name, and marks at most; no other may stand behind it. */
static void see_entry(struct name_reader *reader,
		      const struct document_entry *entry)
{
	const char *text = document_line(reader->document, entry->line)->said;
	size_t length = page_word_length(entry->name);
	const char *marks = entry->name + length;
	if (length && !marks[strspn(marks, ",;.:")]) {
		const char *name =
			arena_slice(reader->arena, entry->name, length);
		const char *found = strstr(text, name);
		see_twice(reader, name, entry->line);
		text = found ? found + length : text;
	}
	for (const char *word; (word = page_next_word(&text, reader->arena));)
		if (page_is_name(&reader->names, word))
			refuse_form(reader, entry->line, word);
}

bool page_is_own_block(const struct registry *registry,
		       const struct document_block *block)
{
	return !registry_find_hypercall(registry, block->hypercall);
}

/* The block's table must have rows, and no other list beside it. */
static void see_table(struct name_reader *reader,
		      const struct document_block *block)
{
	size_t rows = 0;
	bool frame = false;
	for (unsigned i = block->body; i < block->end; i++)
		frame |= document_line(reader->document, i)->kind == LINE_FRAME;
	for (size_t i = 0; i < block->entries.count; i++)
		rows += block->entries.items[i].row;
	if (!(frame || rows) || (rows && rows == block->entries.count))
		return;
	diags_add(reader->diags, MESSAGE_DOCUMENT_FORM,
		  place(reader, block->line),
		  "%s: a list table with rows of ops has no other list beside "
		  "it",
		  block->hypercall);
	reader->good = false;
}

/* What a table says of an op beside its name, a person must read. */
static void see_cell(struct name_reader *reader,
		     const struct document_entry *entry, unsigned number)
{
	const char *said = document_line(reader->document, number)->said;
	see_line(reader, NULL, number, said);
	if (!document_words_decide(said))
		return;
	diags_add(reader->diags, MESSAGE_DOCUMENT_UNREAD, place(reader, number),
		  "%s", entry->name);
	reader->unread++;
}

static void see_block(struct name_reader *reader,
		      const struct document_block *block)
{
	const struct document *document = reader->document;
	size_t entry = 0;
	if (page_is_own_block(reader->registry, block)) {
		diags_add(reader->diags, MESSAGE_DOCUMENT_OWN_BLOCK,
			  place(reader, block->line), "%s", block->hypercall);
		reader->unread++;
		return;
	}
	see_table(reader, block);
	for (unsigned i = block->body; i < block->end; i++) {
		const struct document_line *line = document_line(document, i);
		if (line->kind == LINE_ENTRY)
			see_entry(reader, &block->entries.items[entry++]);
		else if (line->kind == LINE_CELL)
			see_cell(reader, &block->entries.items[entry - 1], i);
		else
			see_line(reader, block, i, line->said);
	}
}

static void see_lines(struct name_reader *reader, unsigned first, unsigned end)
{
	for (; first < end; first++)
		see_line(reader, NULL, first,
			 document_line(reader->document, first)->said);
}

/* A heading of a hypercall that has ended the section would have no block. */
static void see_outside(struct name_reader *reader)
{
	const struct document *document = reader->document;
	const struct document_section *section = &document->section;
	for (size_t i = 0; i < document->headings.count; i++) {
		const struct document_heading *heading =
			&document->headings.items[i];
		const char *name =
			strstr(heading->said, DOCUMENT_HYPERCALL_PREFIX);
		if (name && heading->first >= section->end &&
		    heading->level <= section->level)
			refuse_form(reader, heading->line,
				    page_next_word(&name, reader->arena));
	}
}

bool page_understand(const struct registry *registry,
		     const struct document *document, struct arena *arena,
		     struct diags *diags, size_t *unread)
{
	const struct document_section *section = &document->section;
	struct name_reader reader = {.registry = registry,
				     .document = document,
				     .names = {{0}, arena},
				     .arena = arena,
				     .diags = diags,
				     .good = true};
	unsigned line = section->body;
	page_find_names(registry, &reader.names);
	for (size_t i = 0; i < section->blocks.count; i++) {
		const struct document_block *block = &section->blocks.items[i];
		see_lines(&reader, line, block->line);
		see_lines(&reader, block->line + 1, block->body);
		see_block(&reader, block);
		line = block->end;
	}
	see_lines(&reader, line, section->end);
	see_outside(&reader);
	*unread = reader.unread;
	return reader.good;
}
