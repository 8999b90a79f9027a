/* Patterns of lines: text with holes in braces. */
#include <assert.h>
#include <ctype.h>
#include <string.h>

#include "log/log_pattern.h"
#include "log/log_read.h"
#include "log/log_reader.h"

static const char rest_name[] = "rest";

static bool is_rest(const struct log_part *part)
{
	return log_text_is(part->text, rest_name);
}

static void make_pattern(struct log_pattern *pattern, const char *text)
{
	while (*text) {
		struct log_part *part = &pattern->parts[pattern->count++];
		size_t length;
		assert(pattern->count <= LOG_PART_LIMIT);
		if (*text == '{') {
			length = strcspn(++text, "}");
			part->hole = true;
		} else {
			length = strcspn(text, "{");
		}
		part->text = (struct log_text){text, length};
		text += length + (part->hole && text[length]);
	}
}

/* Whether a message that starts with the byte may be of that pattern. */
static bool can_start(const struct log_pattern *pattern, unsigned byte)
{
	const struct log_part *first = &pattern->parts[0];
	return first->hole ? isalnum((int)byte) || byte == '_'
			   : (unsigned char)*first->text.start == byte;
}

void patterns_make(struct log_reader *reader, struct arena *arena)
{
	const size_t count = reader->grammar.pattern_count;
	reader->patterns =
		arena_alloc(arena, count + 1, sizeof *reader->patterns);
	for (size_t i = 0; i < count; i++)
		make_pattern(&reader->patterns[i], reader->grammar.patterns[i]);
	for (unsigned byte = 0; byte < 256; byte++) {
		list_of(unsigned) found = LIST_INIT;
		for (unsigned i = 0; i < count; i++)
			if (can_start(&reader->patterns[i], byte))
				*list_push(&found, arena) = i;
		*list_push(&found, arena) = NO_PATTERN;
		reader->by_byte[byte] = found.items;
	}
}

/* The text behind the literal at the start of it; false: it is another one. */
static bool take_literal(struct log_text *text, struct log_text literal)
{
	struct log_text left = *text;
	for (size_t i = 0; i < literal.length; i++) {
		if (!left.length || *left.start != literal.start[i])
			return false;
		left = text_from(left, 1);
		if (literal.start[i] == ' ')
			left = text_skip_blanks(left);
	}
	*text = left;
	return true;
}

/* Fills a hole up to the literal behind it, which is taken, too. */
static bool take_hole(struct log_text *text, struct log_text literal,
		      struct log_text *hole)
{
	*hole = (struct log_text){text->start, 0};
	for (struct log_text left = *text; left.length;
	     left = text_from(left, 1), hole->length++) {
		struct log_text behind = left;
		if (hole->length && take_literal(&behind, literal)) {
			*text = behind;
			return true;
		}
	}
	return false;
}

static bool is_word(struct log_text text)
{
	for (size_t i = 0; i < text.length; i++)
		if (!isalnum((unsigned char)text.start[i]) &&
		    text.start[i] != '_')
			return false;
	return true;
}

static bool match(const struct log_pattern *pattern, struct log_text text,
		  struct log_text holes[LOG_HOLE_LIMIT])
{
	unsigned hole = 0;
	for (unsigned i = 0; i < pattern->count; i++) {
		const struct log_part *part = &pattern->parts[i];
		if (!part->hole) {
			if (!take_literal(&text, part->text))
				return false;
			continue;
		}
		if (i + 1 == pattern->count) {
			holes[hole] = text;
			return text.length || is_rest(part);
		}
		if (!take_hole(&text, part[1].text, &holes[hole]) ||
		    (i == 0 && !is_word(holes[hole])))
			return false;
		hole++;
		i++;
	}
	return text_skip_blanks(text).length == 0;
}

bool patterns_match(const struct log_reader *reader, struct log_text message,
		    struct log_event *event)
{
	if (!message.length)
		return false;
	const unsigned *index = reader->by_byte[(unsigned char)*message.start];
	for (; *index != NO_PATTERN; index++) {
		memset(event->holes, 0, sizeof event->holes);
		if (match(&reader->patterns[*index], message, event->holes)) {
			event->pattern = *index;
			return true;
		}
	}
	return false;
}

struct log_text log_hole(const struct log_reader *reader,
			 const struct log_event *event, const char *name)
{
	const struct log_pattern *pattern = &reader->patterns[event->pattern];
	unsigned hole = 0;
	for (unsigned i = 0; i < pattern->count; i++) {
		if (!pattern->parts[i].hole)
			continue;
		if (log_text_is(pattern->parts[i].text, name))
			return event->holes[hole];
		hole++;
	}
	return (struct log_text){"", 0};
}
