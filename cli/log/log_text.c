/* Words in the text of a log. */
#include <string.h>

#include "log/log_text.h"

bool log_text_is(struct log_text text, const char *word)
{
	return strlen(word) == text.length &&
	       memcmp(text.start, word, text.length) == 0;
}

const char *text_search(struct log_text text, const char *word)
{
	return text.length ? memmem(text.start, text.length, word, strlen(word))
			   : NULL;
}

struct log_text text_skip_blanks(struct log_text text)
{
	while (text.length && byte_is_blank(*text.start))
		text = text_from(text, 1);
	return text;
}
