/* Reads a log bit by bit, and cuts it into lines. */
#include <string.h>

#include "base/file.h"
#include "log/log_pattern.h"
#include "log/log_read.h"
#include "log/log_reader.h"
#include "log/log_split.h"

/* A longer line is read in pieces of that many bytes. */
enum { LINE_LIMIT = 64 * 1024 };

struct log_reader *log_reader_make(const struct log_grammar *grammar,
				   log_handler *handler, void *context,
				   struct arena *arena)
{
	struct log_reader *reader = arena_alloc(arena, 1, sizeof *reader);
	reader->grammar = *grammar;
	reader->handler = handler;
	reader->context = context;
	patterns_make(reader, arena);
	return reader;
}

static void take_line(struct log_reader *reader, const char *start,
		      size_t length)
{
	split_read(reader, (struct log_text){start, length});
}

/* Takes the line that began in bytes before these. */
static void take_rest(struct log_reader *reader, const char *bytes,
		      size_t length)
{
	buffer_add(&reader->rest, bytes, length);
	take_line(reader, reader->rest.data, reader->rest.length);
	buffer_clear(&reader->rest);
}

/* Keeps the start of a line for when its end is read. */
static void keep(struct log_reader *reader, const char *bytes, size_t length)
{
	while (reader->rest.length + length > LINE_LIMIT) {
		size_t part = LINE_LIMIT - reader->rest.length;
		take_rest(reader, bytes, part);
		bytes += part;
		length -= part;
	}
	buffer_add(&reader->rest, bytes, length);
}

static void take_bytes(void *context, const char *bytes, size_t length)
{
	struct log_reader *reader = context;
	const char *end = bytes + length;
	while (bytes < end) {
		const char *newline =
			memchr(bytes, '\n', (size_t)(end - bytes));
		if (!newline) {
			keep(reader, bytes, (size_t)(end - bytes));
			return;
		}
		if (reader->rest.length)
			take_rest(reader, bytes, (size_t)(newline - bytes));
		else
			take_line(reader, bytes, (size_t)(newline - bytes));
		reader->line++;
		bytes = newline + 1;
	}
}

bool log_read(struct log_reader *reader, const char *path, struct diags *diags,
	      struct log_count *count)
{
	reader->line = 1;
	reader->marked = 0;
	bool done = file_read_parts(path, diags, take_bytes, reader);
	count->lines += reader->line - 1;
	if (reader->rest.length) {
		take_rest(reader, "", 0);
		count->lines++;
	}
	split_flush(reader);
	count->marked += reader->marked;
	buffer_release(&reader->rest);
	buffer_release(&reader->held);
	buffer_release(&reader->json);
	return done;
}
