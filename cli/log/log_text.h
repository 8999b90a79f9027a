/* Words in the text of a log. */
#ifndef LOG_LOG_TEXT_H
#define LOG_LOG_TEXT_H

#include <stdbool.h>
#include <stddef.h>

/* A piece of the line at hand. */
struct log_text {
	const char *start;
	size_t length;
};

bool log_text_is(struct log_text text, const char *word);

/* The text from that offset on. */
static inline struct log_text text_from(struct log_text text, size_t offset)
{
	return (struct log_text){text.start + offset, text.length - offset};
}

static inline bool byte_is_blank(char byte)
{
	return byte == ' ' || byte == '\t' || byte == '\r';
}

/* Where the word stands in the text, or NULL. */
const char *text_search(struct log_text text, const char *word);

/* Without blanks at its start. */
struct log_text text_skip_blanks(struct log_text text);

#endif
