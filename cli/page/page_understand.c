/*
 * Every name of a hypercall or an op in the status section must be one that
 * the reader of documents has seen; what it has not seen it would neither
 * check nor mend.
 */
#include "page/page_understand.h"

#include <ctype.h>
#include <string.h>

#include "base/map.h"
#include "base/text.h"

static const char hypercall_prefix[] = "__HYPERVISOR_";

/* --- Names ------------------------------------------------------------ */

/* How names of ops start, up to an underscore. */
struct name_family {
	const char *hypercall;
	bool shared; /* by ops of another hypercall */
};

/* A start that is of one hypercall alone tells a name that no release has. */
struct name_families {
	struct map by_prefix; /* struct name_family */
	struct arena *arena;
};

/* The family of the name's start before end. */
static struct name_family *find_family(const struct name_families *families,
				       const char *name, const char *end)
{
	return map_get(&families->by_prefix, arena_slice(families->arena, name,
							 (size_t)(end - name)));
}

static void add_families(struct name_families *families, const char *macro,
			 const char *hypercall)
{
	for (const char *end = strchr(macro, '_'); end;
	     end = strchr(end + 1, '_')) {
		struct name_family *family = find_family(families, macro, end);
		if (family) {
			family->shared |=
				strcmp(family->hypercall, hypercall) != 0;
			continue;
		}
		family = arena_alloc(families->arena, 1, sizeof *family);
		family->hypercall = hypercall;
		map_set(&families->by_prefix,
			arena_slice(families->arena, macro,
				    (size_t)(end - macro)),
			family, families->arena);
	}
}

static void find_families(const struct registry *registry,
			  struct name_families *families)
{
	for (unsigned i = 0; i < registry->op_count; i++) {
		const struct op *op = &registry->ops[i];
		const char *hypercall =
			registry->hypercalls[op->hypercall].name;
		add_families(families, op_macro(op), hypercall);
	}
}

static bool is_op_name(const struct name_families *families, const char *word)
{
	for (const char *end = strchr(word, '_'); end && end[1];
	     end = strchr(end + 1, '_')) {
		const struct name_family *family =
			find_family(families, word, end);
		if (family && !family->shared)
			return true;
	}
	return false;
}

/* --- Lines ------------------------------------------------------------ */

struct name_reader {
	const struct registry *registry;
	const struct document *document;
	struct name_families families;
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

static size_t word_length(const char *text)
{
	size_t length = 0;
	while (isalnum((unsigned char)text[length]) || text[length] == '_')
		length++;
	return length;
}

/* The next word of the text, which moves behind it; NULL: there is none. */
static const char *next_word(const char **text, struct arena *arena)
{
	while (**text && !word_length(*text))
		(*text)++;
	size_t length = word_length(*text);
	if (!length)
		return NULL;
	const char *word = arena_slice(arena, *text, length);
	*text += length;
	return word;
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
static bool is_sentence(const char *line)
{
	enum { WORDS = 3 };
	const char *start = line + strspn(line, " \t");
	unsigned words = 0;
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
	bool hypercall = text_starts_with(name, hypercall_prefix);
	diags_add(reader->diags, MESSAGE_DOCUMENT_FORM, place(reader, number),
		  "%s: %s", name,
		  hypercall ? "a block starts with a line like "
			      "\"__HYPERVISOR_domctl (HEADER)\""
			    : "an op of a list stands on a line like "
			      "\" * XEN_DOMCTL_op\"");
	reader->good = false;
}

static bool is_name(const struct name_reader *reader, const char *word)
{
	return text_starts_with(word, hypercall_prefix) ||
	       is_op_name(&reader->families, word);
}

/* A name in prose; in the block that it belongs to it says nothing new. */
static void see_mention(struct name_reader *reader,
			const struct document_block *block, unsigned number,
			const char *name)
{
	const char *line = document_line(reader->document, number)->text;
	if (is_of_block(reader, block, name))
		return;
	if (!is_sentence(line)) {
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
	for (const char *word; (word = next_word(&text, reader->arena));)
		if (is_name(reader, word))
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
	const char *text = document_line(reader->document, entry->line)->text;
	size_t length = word_length(entry->name);
	const char *marks = entry->name + length;
	if (length && !marks[strspn(marks, ",;.:")]) {
		see_twice(reader,
			  arena_slice(reader->arena, entry->name, length),
			  entry->line);
		text = strstr(text, entry->name) + length;
	}
	for (const char *word; (word = next_word(&text, reader->arena));)
		if (is_name(reader, word))
			refuse_form(reader, entry->line, word);
}

bool page_is_own_block(const struct registry *registry,
		       const struct document_block *block)
{
	for (unsigned i = 0; i < registry->hypercall_count; i++)
		if (strcmp(registry->hypercalls[i].name, block->hypercall) == 0)
			return false;
	return true;
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
	for (unsigned i = block->line + 1; i < block->end; i++) {
		const struct document_line *line = document_line(document, i);
		if (line->kind == LINE_ENTRY)
			see_entry(reader, &block->entries.items[entry++]);
		else
			see_line(reader, block, i, line->text);
	}
}

static void see_lines(struct name_reader *reader, unsigned first, unsigned end)
{
	for (; first < end; first++)
		see_line(reader, NULL, first,
			 document_line(reader->document, first)->text);
}

/* An underlined hypercall has ended the section, and would have no block. */
static void see_outside(struct name_reader *reader, unsigned first)
{
	const struct document *document = reader->document;
	for (; first < document->lines.count; first++) {
		const char *line = document_line(document, first)->text;
		const char *under = document_line(document, first + 1)->text;
		const char *name = strstr(line, hypercall_prefix);
		size_t marks = strspn(under, "-=");
		if (name && marks > 1 && !under[marks])
			refuse_form(reader, first,
				    next_word(&name, reader->arena));
	}
}

bool page_understand(const struct registry *registry,
		     const struct document *document, struct arena *arena,
		     struct diags *diags, size_t *unread)
{
	const struct document_section *section = &document->section;
	struct name_reader reader = {.registry = registry,
				     .document = document,
				     .families = {{0}, arena},
				     .arena = arena,
				     .diags = diags,
				     .good = true};
	unsigned line = section->line + 2;
	find_families(registry, &reader.families);
	for (size_t i = 0; i < section->blocks.count; i++) {
		const struct document_block *block = &section->blocks.items[i];
		see_lines(&reader, line, block->line);
		see_block(&reader, block);
		line = block->end;
	}
	see_lines(&reader, line, section->end);
	see_outside(&reader, section->end);
	*unread = reader.unread;
	return reader.good;
}
