/* The sentences of a section that is written anew. */
#include "page/page_words.h"

#include <assert.h>
#include <string.h>

#include "base/embedded.h"

/* What {{name}} in a template stands for. */
struct placeholder {
	const char *name, *value;
};

static const char *placeholder_value(const struct placeholder *placeholders,
				     const char *name, size_t length)
{
	while (strlen(placeholders->name) != length ||
	       strncmp(placeholders->name, name, length) != 0) {
		placeholders++;
		assert(placeholders->name);
	}
	return placeholders->value;
}

/* Adds the template; the placeholders end with a row without name. */
static void fill_template(const char *template_name,
			  const struct placeholder *placeholders,
			  struct buffer *out)
{
	const char *text = embedded_find(template_name, NULL);
	assert(text);
	for (const char *open; (open = strstr(text, "{{")) != NULL;) {
		const char *close = strstr(open, "}}");
		assert(close);
		buffer_add(out, text, (size_t)(open - text));
		const char *name = open + 2;
		buffer_add_string(out,
				  placeholder_value(placeholders, name,
						    (size_t)(close - name)));
		text = close + 2;
	}
	buffer_add_string(out, text);
}

static const char *block_template(enum document_mode mode)
{
	switch (mode) {
	case DOCUMENT_ALL_EXCEPT:
		return "status-block-all-except.md";
	case DOCUMENT_ALL:
		return "status-block-all.md";
	case DOCUMENT_LISTED:
	case DOCUMENT_UNSAID:
		break;
	}
	return "status-block-listed.md";
}

static void write_block(const struct page_block *block, struct buffer *out)
{
	struct buffer ops = BUFFER_INIT, entries = BUFFER_INIT;
	if (block->of)
		buffer_format(&ops, "sub-subops of `%s`", block->of);
	else
		buffer_add_string(&ops, "subops");
	for (size_t i = 0; i < block->names.count; i++)
		buffer_format(&entries, "- `%s`\n", block->names.items[i]);
	const struct placeholder placeholders[] = {
		{"hypercall", block->hypercall},
		{"header", block->header},
		{"ops", buffer_string(&ops)},
		{"entries", buffer_string(&entries)},
		{NULL, NULL},
	};
	fill_template(block_template(block->mode), placeholders, out);
	buffer_release(&ops);
	buffer_release(&entries);
}

void page_write_section(const struct page_facts *facts, struct buffer *out)
{
	struct buffer blocks = BUFFER_INIT;
	for (size_t i = 0; i < facts->blocks.count; i++) {
		if (i)
			buffer_add_char(&blocks, '\n');
		write_block(&facts->blocks.items[i], &blocks);
	}
	const struct placeholder placeholders[] = {
		{"blocks", buffer_string(&blocks)},
		{NULL, NULL},
	};
	fill_template("status-section.md", placeholders, out);
	buffer_release(&blocks);
}

void page_write_block_text(const struct page_block *block, struct buffer *out)
{
	static const struct document_page no_page = {"", "", "", ""};
	struct buffer markdown = BUFFER_INIT;
	write_block(block, &markdown);
	bool rendered = document_render("text", buffer_string(&markdown),
					&no_page, out);
	assert(rendered);
	(void)rendered;
	buffer_release(&markdown);
}
