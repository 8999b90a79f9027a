/*
 * Lines that came as two: a program with a small buffer wrote what it had read,
 * and then the rest on a line of its own.  Only pieces as long as such a buffer
 * are put together again, and only where that gives a line on an access.
 */
#include <string.h>

#include "log/log_access.h"
#include "log/log_line.h"
#include "log/log_read.h"
#include "log/log_reader.h"
#include "log/log_split.h"

/* How long a piece is: with room for a byte of 0 or without. */
static const size_t piece_lengths[] = {255, 256, 511, 512, 1023, 1024};

static bool is_piece(struct log_text line)
{
	for (size_t i = 0; i < sizeof piece_lengths / sizeof *piece_lengths;
	     i++)
		if (line.length == piece_lengths[i])
			return true;
	return false;
}

/* The last "avc:" of it on; length 0: there is none. */
static struct log_text find_access(struct log_text line)
{
	struct log_text found = {line.start, 0};
	const char *at;
	while ((at = text_search(line, "avc:"))) {
		found = text_from(line, (size_t)(at - line.start));
		line = text_from(found, 1);
	}
	return found;
}

static bool is_class(const struct log_reader *reader, struct log_text name)
{
	const char *const *class = reader->grammar.classes;
	while (class && *class && !log_text_is(name, *class))
		class ++;
	return class && *class;
}

/* What is made of the line where nothing comes behind it. */
static enum access_reading read_whole(const struct log_reader *reader,
				      struct log_text line,
				      struct log_access *access)
{
	const char *reason;
	struct log_text text = find_access(line);
	return text.length ? access_parse(reader, text, access, &reason)
			   : ACCESS_OTHER;
}

/* Whether a line on an access ends with it in the middle of a word. */
static bool may_go_on(const struct log_reader *reader, struct log_text line)
{
	struct log_access access;
	if (!is_piece(line))
		return false;
	const enum access_reading reading = read_whole(reader, line, &access);
	return reading == ACCESS_DAMAGED ||
	       (reading == ACCESS_READ &&
		access.object_class.start + access.object_class.length ==
			line.start + line.length);
}

static void hold(struct log_reader *reader, struct log_text line)
{
	if (!reader->held.length)
		reader->held_line = reader->line;
	buffer_add(&reader->held, line.start, line.length);
}

void split_flush(struct log_reader *reader)
{
	const unsigned long at = reader->line;
	if (!reader->held.length)
		return;
	reader->line = reader->held_line;
	line_read(reader,
		  (struct log_text){reader->held.data, reader->held.length});
	reader->line = at;
	buffer_clear(&reader->held);
}

/* The line that is held with this one behind it; false: they are two. */
static bool join(struct log_reader *reader, struct log_text line)
{
	struct log_access access;
	const size_t before = reader->held.length;
	if (find_access(line).length || text_search(line, "(XEN)"))
		return false;
	buffer_add(&reader->held, line.start, line.length);
	const struct log_text whole = {reader->held.data, reader->held.length};
	if (read_whole(reader, whole, &access) == ACCESS_READ &&
	    is_class(reader, access.object_class))
		return true;
	reader->held.length = before;
	return false;
}

void split_read(struct log_reader *reader, struct log_text line)
{
	if (reader->held.length && join(reader, line)) {
		split_flush(reader);
		return;
	}
	split_flush(reader);
	if (may_go_on(reader, line))
		hold(reader, line);
	else
		line_read(reader, line);
}
