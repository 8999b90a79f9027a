/* In which form an item of a list stands. */
#include <ctype.h>
#include <string.h>

#include "base/map.h"
#include "doc/doc_item.h"
#include "doc/doc_scan.h"

/* What may stand around a name, in each form. */
struct item_marks {
	enum document_form form;
	const char *marks;
};

static const struct item_marks around[] = {
	{DOCUMENT_MARKDOWN, "`"}, {DOCUMENT_MARKDOWN, "``"},
	{DOCUMENT_MARKDOWN, "*"}, {DOCUMENT_MARKDOWN, "**"},
	{DOCUMENT_MARKDOWN, ""},  {DOCUMENT_RST, "``"},
	{DOCUMENT_RST, "`"},	  {DOCUMENT_RST, "*"},
	{DOCUMENT_RST, "**"},	  {DOCUMENT_RST, ""},
	{DOCUMENT_TEXT, ""},
};

/* As document_render() writes them. */
struct document_item document_default_item(enum document_form form)
{
	static const struct document_item items[] = {
		{" * ", "", false, NULL, 0},
		{"  - `", "`", false, NULL, 0},
		{"- ``", "``", false, NULL, 0},
	};
	return items[form];
}

/* The name as Markdown and reStructuredText have it where nothing is a mark. */
static const char *escape_name(const char *name, struct arena *arena)
{
	char *escaped = arena_alloc(arena, 2 * strlen(name) + 1, 1);
	char *out = escaped;
	for (; *name; name++) {
		if (*name == '_')
			*out++ = '\\';
		*out++ = *name;
	}
	return escaped;
}

/* Blanks, a mark of a bullet or two, and blanks behind each. */
static bool is_bullet(const char *text, size_t length)
{
	size_t at = strspn(text, " \t");
	unsigned bullets = 0;
	while (at < length) {
		size_t mark = strcspn(text + at, " \t");
		size_t blank = strspn(text + at + mark, " \t");
		if (!mark || !blank || isalnum((unsigned char)text[at]))
			return false;
		at += mark + blank;
		bullets++;
	}
	return at == length && bullets > 0;
}

static bool marks_fit(enum document_form form, const char *before,
		      size_t length, const char *after)
{
	for (size_t i = 0; i < sizeof around / sizeof *around; i++) {
		const char *marks = around[i].marks;
		size_t count = strlen(marks);
		if (around[i].form == form && count <= length &&
		    strcmp(after, marks) == 0 &&
		    strncmp(before + length - count, marks, count) == 0 &&
		    is_bullet(before, length - count))
			return true;
	}
	return false;
}

bool document_read_item(enum document_form form, const char *line,
			const char *name, struct arena *arena,
			struct document_item *item)
{
	const char *written = *name ? strstr(line, name) : NULL;
	*item = (struct document_item){.before = NULL};
	if (!written && *name && form != DOCUMENT_TEXT) {
		name = escape_name(name, arena);
		written = strstr(line, name);
		item->escaped = true;
	}
	if (!written)
		return false;
	size_t length = (size_t)(written - line);
	const char *after = written + strlen(name);
	if (!marks_fit(form, line, length, after))
		return false;
	item->before = arena_slice(arena, line, length);
	item->after = after;
	return true;
}

struct document_entry *document_add_item(struct document *document,
					 unsigned number, const char *content,
					 struct arena *arena)
{
	struct document_line *line = &document->lines.items[number - 1];
	struct document_entry *entry = list_push(&document->items, arena);
	entry->name = arena_slice(arena, content, strcspn(content, " \t\n"));
	entry->line = number;
	entry->formed = !content[strlen(entry->name)] &&
			document_read_item(document->form, line->text,
					   entry->name, arena, &entry->item);
	line->kind = LINE_ENTRY;
	return entry;
}

const char *document_item_line(const struct document_item *item,
			       const char *name, struct arena *arena)
{
	return arena_format(arena, "%s%s%s", item->before,
			    item->escaped ? escape_name(name, arena) : name,
			    item->after);
}

/* How often each form was seen, and the one that was seen most. */
struct tally {
	struct map counts; /* size_t, by the form as text */
	const struct document_item *most;
	size_t count;
};

static void count_item(struct tally *tally, const struct document_item *item,
		       struct arena *arena)
{
	const char *key = arena_format(arena, "%s\n%s\n%d %u", item->before,
				       item->after, item->escaped, item->cells);
	size_t *count = map_get(&tally->counts, key);
	if (!count) {
		count = arena_alloc(arena, 1, sizeof *count);
		map_set(&tally->counts, key, count, arena);
	}
	if (++*count > tally->count) {
		tally->count = *count;
		tally->most = item;
	}
}

static void count_entries(struct tally *tally,
			  const struct document_block *block,
			  struct arena *arena)
{
	for (size_t i = 0; i < block->entries.count; i++)
		if (block->entries.items[i].formed)
			count_item(tally, &block->entries.items[i].item, arena);
}

static bool items_same(const struct document_item *a,
		       const struct document_item *b)
{
	return strcmp(a->before, b->before) == 0 &&
	       strcmp(a->after, b->after) == 0 && a->escaped == b->escaped &&
	       a->cells == b->cells;
}

/* In upstream's text there is one form, whatever a document has. */
static void choose_item(const struct document *document,
			const struct document_item *usual, struct arena *arena,
			struct document_block *block)
{
	struct tally tally = {.most = NULL};
	block->item = *usual;
	if (document->form != DOCUMENT_TEXT)
		count_entries(&tally, block, arena);
	if (tally.most)
		block->item = *tally.most;
	for (size_t i = 0; i < block->entries.count; i++) {
		struct document_entry *entry = &block->entries.items[i];
		entry->plain =
			entry->formed &&
			(entry->row || items_same(&entry->item, &block->item));
	}
}

void document_choose_items(struct document *document, struct arena *arena)
{
	struct document_section *section = &document->section;
	struct document_item usual = document_default_item(document->form);
	struct tally tally = {.most = NULL};
	for (size_t i = 0; i < section->blocks.count; i++)
		if (document->form != DOCUMENT_TEXT &&
		    !section->blocks.items[i].table)
			count_entries(&tally, &section->blocks.items[i], arena);
	if (tally.most)
		usual = *tally.most;
	section->item = usual;
	for (size_t i = 0; i < section->blocks.count; i++)
		choose_item(document, &usual, arena, &section->blocks.items[i]);
}
