/*
 * Templates: a section, and behind it a part for blocks of each mode that a
 * line {{block MODE}} starts.
 */
#include "page/page_template.h"

#include <assert.h>
#include <string.h>

#include "base/embedded.h"
#include "base/text.h"

USES_MESSAGE(TEMPLATE);

static const char builtin_name[] = "status.md";
static const char part_start[] = "{{block ", part_end[] = "}}";

/* Which placeholders a part may have, and which it must have. */
struct part_rule {
	enum document_mode mode; /* DOCUMENT_UNSAID: of the section */
	const char *may, *must;	 /* single spaces between the names */
};

static const struct part_rule rules[] = {
	{DOCUMENT_UNSAID, "blocks release", "blocks"},
	{DOCUMENT_LISTED, "hypercall header ops entries release",
	 "hypercall entries"},
	{DOCUMENT_ALL_EXCEPT, "hypercall header ops entries release",
	 "hypercall entries"},
	{DOCUMENT_ALL, "hypercall header ops release", "hypercall"},
};

struct template_reader {
	const struct document_file *file;
	struct arena *arena;
	struct diags *diags;
};

static bool refuse(const struct template_reader *reader, unsigned line,
		   const char *fault)
{
	struct location at = {reader->file->path, line, 0};
	diags_add(reader->diags, MESSAGE_TEMPLATE, at, "%s", fault);
	return false;
}

/* --- Placeholders ----------------------------------------------------- */

/* The next placeholder's name, in the arena; *at moves behind it. */
static const char *next_placeholder(const char **at, struct arena *arena)
{
	const char *open = strstr(*at, "{{");
	if (!open)
		return NULL;
	size_t length = strcspn(open + 2, "{}\n");
	bool closed = text_starts_with(open + 2 + length, part_end);
	*at = open + 2 + length + (closed ? 2 : 0);
	return closed ? arena_slice(arena, open + 2, length) : "";
}

static unsigned count_lines(const char *text, const char *end)
{
	unsigned lines = 0;
	for (; text < end; text++)
		lines += *text == '\n';
	return lines;
}

/* What takes lines of its own stands alone on one. */
static bool is_alone(const char *part, const char *end, const char *name)
{
	const char *start = end - strlen(name) - 4;
	return (start == part || start[-1] == '\n') && (*end == '\n' || !*end);
}

static bool check_part(const struct template_reader *reader, const char *part,
		       unsigned line, const struct part_rule *rule)
{
	const char *at = part, *name;
	const char *seen = "";
	while ((name = next_placeholder(&at, reader->arena))) {
		unsigned here = line + count_lines(part, at);
		if (!*name || !text_has_word(rule->may, name))
			return refuse(
				reader, here,
				arena_format(reader->arena,
					     "{{%s}} is no placeholder here: "
					     "there may be %s",
					     name, rule->may));
		bool lines = strcmp(name, "blocks") == 0 ||
			     strcmp(name, "entries") == 0;
		if (lines && !is_alone(part, at, name))
			return refuse(reader, here,
				      arena_format(reader->arena,
						   "{{%s}} must stand on a "
						   "line of its own",
						   name));
		seen = arena_format(reader->arena, "%s%s%s", seen,
				    *seen ? " " : "", name);
	}
	for (const char *must = rule->must; *must;) {
		size_t length = strcspn(must, " ");
		const char *word = arena_slice(reader->arena, must, length);
		if (!text_has_word(seen, word))
			return refuse(reader, line,
				      arena_format(reader->arena,
						   "there is no {{%s}} in this "
						   "part",
						   word));
		must += length + (must[length] == ' ');
	}
	return true;
}

void page_template_fill(const char *part,
			const struct page_placeholder *placeholders,
			struct buffer *out)
{
	for (const char *open; (open = strstr(part, "{{")) != NULL;) {
		const struct page_placeholder *row = placeholders;
		const char *name = open + 2;
		size_t length = strcspn(name, "}");
		buffer_add(out, part, (size_t)(open - part));
		while (strlen(row->name) != length ||
		       strncmp(row->name, name, length) != 0) {
			row++;
			assert(row->name);
		}
		buffer_add_string(out, row->value);
		part = name + length + 2;
	}
	buffer_add_string(out, part);
}

/* --- Parts ------------------------------------------------------------ */

/* The mode that {{block MODE}} names; unsaid: none. */
static enum document_mode part_mode(const char *line, size_t length)
{
	const char *name = line + sizeof part_start - 1;
	size_t rest = length - (sizeof part_start - 1);
	for (enum document_mode mode = DOCUMENT_LISTED;
	     mode < DOCUMENT_MODE_COUNT; mode++) {
		size_t word = strlen(document_mode_name(mode));
		if (rest == word + 2 &&
		    strncmp(name, document_mode_name(mode), word) == 0 &&
		    strncmp(name + word, part_end, 2) == 0)
			return mode;
	}
	return DOCUMENT_UNSAID;
}

/* What is read of a template. */
struct template_parts {
	const char *texts[DOCUMENT_MODE_COUNT]; /* [0] is the section */
	unsigned lines[DOCUMENT_MODE_COUNT];
};

static bool cut_parts(const struct template_reader *reader, const char *text,
		      struct template_parts *parts)
{
	enum document_mode mode = DOCUMENT_UNSAID;
	const char *start = text, *line = text;
	parts->lines[mode] = 1;
	for (unsigned number = 1; *line; number++) {
		size_t length = strcspn(line, "\n");
		const char *next = line + length + (line[length] == '\n');
		if (text_starts_with(line, part_start)) {
			parts->texts[mode] = arena_slice(
				reader->arena, start, (size_t)(line - start));
			mode = part_mode(line, length);
			if (mode == DOCUMENT_UNSAID)
				return refuse(reader, number,
					      "a part is {{block listed}}, "
					      "{{block all except}} or "
					      "{{block all}}");
			if (parts->lines[mode])
				return refuse(reader, number,
					      "the part is there already");
			parts->lines[mode] = number + 1;
			start = next;
		}
		line = next;
	}
	parts->texts[mode] = start;
	return true;
}

static bool check_parts(const struct template_reader *reader,
			const struct template_parts *parts)
{
	for (size_t i = 0; i < sizeof rules / sizeof *rules; i++) {
		enum document_mode mode = rules[i].mode;
		unsigned line = 0;
		const char *text = parts->texts[mode];
		if (!text)
			return refuse(reader, 0,
				      arena_format(reader->arena,
						   "there is no part "
						   "{{block %s}}",
						   document_mode_name(mode)));
		if (!check_part(reader, text, parts->lines[mode], &rules[i]))
			return false;
		const char *fault = document_foreign_markup(text, &line);
		if (fault)
			return refuse(
				reader, parts->lines[mode] + line - 1,
				arena_format(reader->arena,
					     "%s, which not every form of a "
					     "document has",
					     fault));
	}
	return true;
}

const struct page_template *page_template_read(const struct document_file *file,
					       struct arena *arena,
					       struct diags *diags)
{
	const struct template_reader reader = {file, arena, diags};
	struct document lines = {.path = file->path};
	struct template_parts parts = {{NULL}, {0}};
	/* It is held to what a document is. */
	if (!document_read_lines(file, arena, diags, &lines) ||
	    !cut_parts(&reader, arena_slice(arena, file->bytes, file->length),
		       &parts) ||
	    !check_parts(&reader, &parts))
		return NULL;
	struct page_template *template =
		arena_alloc(arena, 1, sizeof *template);
	template->section = parts.texts[DOCUMENT_UNSAID];
	for (enum document_mode mode = DOCUMENT_LISTED;
	     mode < DOCUMENT_MODE_COUNT; mode++)
		template->blocks[mode] = parts.texts[mode];
	return template;
}

const struct page_template *page_template_builtin(struct arena *arena)
{
	struct document_file file = {.path = builtin_name};
	struct diags diags = DIAGS_INIT;
	file.bytes = embedded_find(builtin_name, &file.length);
	const struct page_template *template =
		page_template_read(&file, arena, &diags);
	assert(template);
	diags_release(&diags);
	return template;
}
