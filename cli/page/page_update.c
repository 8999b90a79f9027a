#include "page/page.h"
#include "page/page_rewrite.h"

/* Rewrites the file to writer->out; all results live in the writer's arena. */
static bool rewrite_file(const struct registry *registry, unsigned release,
			 const struct document_file *file, struct diags *diags,
			 struct page_writer *writer)
{
	struct page_facts facts;
	if (!page_facts_collect(registry, release, writer->arena, diags,
				&facts))
		return false;
	writer->document = document_scan(file, writer->arena, diags);
	if (!writer->document)
		return false;
	writer->release = facts.release;
	page_rewrite(writer, &facts);
	return true;
}

/*
 * Where bullets go, what stood around them may come to belong together, and
 * read as something else.  Then the result is mended again, as any document.
 */
enum { ROUNDS = 4 };

bool page_update(const struct registry *registry, unsigned release,
		 const struct document_file *file, struct diags *diags,
		 struct buffer *out)
{
	struct arena arena = ARENA_INIT;
	struct buffer texts[ROUNDS] = {BUFFER_INIT};
	struct document_file last = *file;
	bool done = true, mended = true;
	for (size_t i = 0; i < ROUNDS && done && mended; i++) {
		struct page_writer writer = {.arena = &arena, .out = &texts[i]};
		done = rewrite_file(registry, release, &last, diags, &writer);
		mended = writer.differences.count > 0;
		last.bytes = buffer_string(&texts[i]);
		last.length = texts[i].length;
	}
	if (done)
		buffer_add(out, last.bytes, last.length);
	for (size_t i = 0; i < ROUNDS; i++)
		buffer_release(&texts[i]);
	arena_release(&arena);
	return done;
}

bool page_check(const struct registry *registry, unsigned release,
		const struct document_file *file, struct diags *diags,
		size_t *differences)
{
	struct arena arena = ARENA_INIT;
	struct buffer unused = BUFFER_INIT;
	struct page_writer writer = {.arena = &arena, .out = &unused};
	bool done = rewrite_file(registry, release, file, diags, &writer);
	for (size_t i = 0; i < writer.differences.count; i++) {
		const struct page_difference *difference =
			&writer.differences.items[i];
		struct location at = {file->path, difference->line, 0};
		diags_add(diags, MESSAGE_DOCUMENT_STALE, at, "%s",
			  difference->text);
	}
	*differences = writer.differences.count;
	buffer_release(&unused);
	arena_release(&arena);
	return done;
}
