/* A document brought up to date, or what it says that is not so. */
#include "page/page.h"
#include "page/page_rewrite.h"
#include "page/page_understand.h"

USES_MESSAGE(DOCUMENT_DIFFERENCE);
USES_MESSAGE(DOCUMENT_STALE);

/* Rewrites the file to writer->out; all results live in the writer's arena. */
static bool rewrite_file(const struct page_statement *what,
			 const struct document_file *file, struct diags *diags,
			 struct page_writer *writer, struct page_result *result)
{
	struct page_facts facts;
	if (!page_facts_collect(what, writer->arena, diags, &facts))
		return false;
	writer->document = document_scan(file, writer->arena, diags);
	if (!writer->document ||
	    !page_understand(what->registry, writer->document, writer->arena,
			     diags, &result->unread))
		return false;
	writer->release = facts.release;
	result->form = writer->document->form;
	page_rewrite(writer, &facts);
	return true;
}

static void tell(const struct page_writer *writer,
		 const struct message *message, const char *path,
		 struct diags *diags)
{
	for (size_t i = 0; i < writer->differences.count; i++) {
		const struct page_difference *difference =
			&writer->differences.items[i];
		struct location at = {path, difference->line, 0};
		diags_add(diags, message, at, "%s", difference->text);
	}
}

/*
 * Where bullets go, what stood around them may come to belong together, and
 * read as something else.  Then the result is mended again, as any document.
 */
enum { ROUNDS = 4 };

static bool mend_again(const struct page_statement *what,
		       const struct document_file *file, struct arena *arena,
		       struct diags *diags, struct buffer *out)
{
	struct buffer texts[ROUNDS] = {BUFFER_INIT};
	struct document_file last = *file;
	bool done = true, mended = true;
	for (size_t i = 0; i < ROUNDS && done && mended; i++) {
		struct page_writer writer = {.arena = arena, .out = &texts[i]};
		struct diags quiet = DIAGS_INIT;
		struct page_result result;
		done = rewrite_file(what, &last, &quiet, &writer, &result);
		if (!done)
			diags_add_all(diags, &quiet);
		diags_release(&quiet);
		mended = writer.differences.count > 0;
		last.bytes = buffer_string(&texts[i]);
		last.length = texts[i].length;
	}
	if (done)
		buffer_add(out, last.bytes, last.length);
	for (size_t i = 0; i < ROUNDS; i++)
		buffer_release(&texts[i]);
	return done;
}

bool page_update(const struct page_statement *what,
		 const struct document_file *file, struct diags *diags,
		 struct page_result *result, struct buffer *out)
{
	struct arena arena = ARENA_INIT;
	struct buffer text = BUFFER_INIT;
	struct page_writer writer = {.arena = &arena, .out = &text};
	bool done = rewrite_file(what, file, diags, &writer, result);
	const struct document_file first = {file->path, buffer_string(&text),
					    text.length};
	tell(&writer, MESSAGE_DOCUMENT_DIFFERENCE, file->path, diags);
	result->differences = writer.differences.count;
	done = done && mend_again(what, &first, &arena, diags, out);
	buffer_release(&text);
	arena_release(&arena);
	return done;
}

bool page_check(const struct page_statement *what,
		const struct document_file *file, struct diags *diags,
		struct page_result *result)
{
	struct arena arena = ARENA_INIT;
	struct buffer unused = BUFFER_INIT;
	struct page_writer writer = {.arena = &arena, .out = &unused};
	bool done = rewrite_file(what, file, diags, &writer, result);
	tell(&writer, MESSAGE_DOCUMENT_STALE, file->path, diags);
	result->differences = writer.differences.count;
	buffer_release(&unused);
	arena_release(&arena);
	return done;
}
