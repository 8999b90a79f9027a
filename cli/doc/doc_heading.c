/* The heading of a block: read, and written as others are. */
#include <ctype.h>
#include <string.h>

#include "base/text.h"
#include "doc/doc_heading.h"
#include "doc/doc_scan.h"
#include "doc/doc_wrap.h"

bool document_read_hypercall(const char *said, struct arena *arena,
			     struct document_block *block)
{
	const size_t prefix = sizeof DOCUMENT_HYPERCALL_PREFIX - 1;
	if (!text_starts_with(said, DOCUMENT_HYPERCALL_PREFIX))
		return false;
	const char *name = said + prefix, *end = name;
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

/* Adds the text with each underscore escaped, where they are. */
static void add_name(const char *text, bool escaped, struct buffer *out)
{
	for (; *text; text++) {
		if (escaped && *text == '_')
			buffer_add_char(out, '\\');
		buffer_add_char(out, *text);
	}
}

/* Where the name starts in the line; length is how long it is there. */
static const char *find_name(const char *line, const char *name, size_t *length,
			     bool *escaped)
{
	struct buffer other = BUFFER_INIT;
	const char *found = strstr(line, name);
	*length = strlen(name);
	*escaped = !found;
	if (!found) {
		add_name(name, true, &other);
		found = strstr(line, buffer_string(&other));
		*length = other.length;
	}
	buffer_release(&other);
	return found;
}

/* Adds the line up to behind the name, with the other one in its place. */
static bool add_replaced(const char **line, const char *name, const char *other,
			 struct buffer *out)
{
	size_t length;
	bool escaped;
	const char *found = find_name(*line, name, &length, &escaped);
	if (!found)
		return false;
	buffer_add(out, *line, (size_t)(found - *line));
	add_name(other, escaped, out);
	*line = found + length;
	return true;
}

/* What stands behind the names; not pandoc's attributes of another heading. */
static void add_rest(const char *rest, bool same, struct buffer *out)
{
	size_t length = strlen(rest);
	const char *attributes = strchr(rest, '{');
	if (attributes && !same) {
		length = (size_t)(attributes - rest);
		while (length && rest[length - 1] == ' ')
			length--;
	}
	buffer_add(out, rest, length);
}

/* False, and nothing added, where the names cannot be found in the line. */
static bool write_like(const struct document *document,
		       const struct document_block *like, const char *hypercall,
		       const char *header, struct buffer *out)
{
	const char *line = document_line(document, like->line)->text;
	struct buffer words = BUFFER_INIT;
	bool same = strcmp(like->hypercall, hypercall) == 0;
	bool done = add_replaced(&line, like->hypercall, hypercall, &words) &&
		    (!like->header ||
		     (*like->header && *like->header != '(' &&
		      add_replaced(&line, like->header, header, &words)));
	if (done) {
		add_rest(line, same, &words);
		buffer_add(out, buffer_string(&words), words.length);
	}
	buffer_release(&words);
	return done;
}

static void write_new(const struct document *document, const char *hypercall,
		      const char *header, struct buffer *out)
{
	static const char *const quotes[] = {"", "`", "``"};
	const char *quote = quotes[document->form];
	if (document->form == DOCUMENT_MARKDOWN) {
		buffer_add_repeated(out, '#', document->section.level + 1);
		buffer_add_char(out, ' ');
	}
	buffer_format(out, "%s" DOCUMENT_HYPERCALL_PREFIX "%s%s (%s%s%s)",
		      quote, hypercall, quote, quote, header, quote);
}

/*
 * What reStructuredText marks headings below the section's by: the marks of
 * levels come in the order in which they are used first.
 */
static struct document_heading find_marks(const struct document *document)
{
	static const char marks[] = "=-~^\"'+*#.:`";
	const unsigned level = document->section.level + 1;
	struct document_heading found = {.mark = '\0'};
	bool used[256] = {false};
	for (size_t i = 0; i < document->headings.count; i++) {
		const struct document_heading *heading =
			&document->headings.items[i];
		used[(unsigned char)heading->mark] = true;
		if (heading->level == level && !found.mark)
			found = *heading;
	}
	for (const char *mark = marks; *mark && !found.mark; mark++)
		if (!used[(unsigned char)*mark])
			found.mark = *mark;
	return found;
}

static const struct document_heading *heading_of(
	const struct document *document, const struct document_block *block)
{
	for (size_t i = 0; i < document->headings.count; i++)
		if (document->headings.items[i].line == block->line)
			return &document->headings.items[i];
	return NULL;
}

unsigned document_heading_start(const struct document *document,
				const struct document_block *block)
{
	return block->line - heading_of(document, block)->overlined;
}

void document_write_heading(const struct document *document,
			    const struct document_block *like,
			    const char *hypercall, const char *header,
			    struct buffer *out)
{
	struct buffer words = BUFFER_INIT;
	if (!like || !write_like(document, like, hypercall, header, &words))
		write_new(document, hypercall, header, &words);
	struct document_heading marks =
		like ? *heading_of(document, like) : find_marks(document);
	size_t width = document_text_width(buffer_string(&words), words.length);
	bool underlined = document->form == DOCUMENT_RST ||
			  (like && marks.mark != '\0' && marks.mark != '#');
	if (underlined && marks.overlined) {
		buffer_add_repeated(out, marks.mark, width);
		buffer_add_char(out, '\n');
	}
	buffer_add(out, buffer_string(&words), words.length);
	buffer_add_char(out, '\n');
	if (underlined) {
		buffer_add_repeated(out, marks.mark, width);
		buffer_add_char(out, '\n');
	}
	buffer_release(&words);
}
