/* Questions on strings, and UTF-8. */
#include "base/text.h"

#include <ctype.h>
#include <string.h>

bool byte_is_of_name(char byte)
{
	return isalnum((unsigned char)byte) || byte == '_' || byte == '-' ||
	       byte == '.';
}

int text_compare_items(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

bool text_same(const char *a, const char *b)
{
	return a == b || (a && b && strcmp(a, b) == 0);
}

const char *text_or_empty(const char *text)
{
	return text ? text : "";
}

bool text_starts_with(const char *text, const char *start)
{
	return strncmp(text, start, strlen(start)) == 0;
}

bool text_ends_with(const char *text, const char *end)
{
	size_t length = strlen(text), tail = strlen(end);
	return length >= tail && strcmp(text + length - tail, end) == 0;
}

bool text_is_among(const char *const *words, size_t count, const char *word)
{
	for (size_t i = 0; i < count; i++)
		if (strcmp(words[i], word) == 0)
			return true;
	return false;
}

bool text_has_word(const char *words, const char *word)
{
	size_t length = strlen(word);
	while (*words) {
		size_t next = strcspn(words, " ");
		if (next == length && memcmp(words, word, length) == 0)
			return true;
		words += next + (words[next] == ' ');
	}
	return false;
}

/* The length of the digits at the start, without leading zeros. */
static size_t digits(const char **text)
{
	while (**text == '0' && isdigit((unsigned char)(*text)[1]))
		(*text)++;
	return strspn(*text, "0123456789");
}

int text_compare_natural(const char *a, const char *b)
{
	/* What both begin with says nothing, but for a number that goes on. */
	size_t same = 0;
	if (a == b)
		return 0;
	while (a[same] && a[same] == b[same])
		same++;
	while (same && isdigit((unsigned char)a[same - 1]))
		same--;
	a += same;
	b += same;
	while (*a && *b) {
		if (isdigit((unsigned char)*a) && isdigit((unsigned char)*b)) {
			size_t length_a = digits(&a);
			size_t length_b = digits(&b);
			if (length_a != length_b)
				return length_a < length_b ? -1 : 1;
			int order = strncmp(a, b, length_a);
			if (order)
				return order;
			a += length_a;
			b += length_b;
		} else if (*a != *b) {
			break;
		} else {
			a++;
			b++;
		}
	}
	return (int)(unsigned char)*a - (int)(unsigned char)*b;
}

/* The bytes of the UTF-8 character at the start, 0 when there is none. */
static size_t utf8_length(const unsigned char *byte, size_t left)
{
	if (byte[0] < 0x80)
		return byte[0] ? 1 : 0;
	size_t length = byte[0] >= 0xc2 && byte[0] < 0xe0   ? 2
			: byte[0] >= 0xe0 && byte[0] < 0xf0 ? 3
			: byte[0] >= 0xf0 && byte[0] < 0xf5 ? 4
							    : 0;
	if (!length || length > left)
		return 0;
	for (size_t i = 1; i < length; i++)
		if ((byte[i] & 0xc0) != 0x80)
			return 0;
	bool overlong = (byte[0] == 0xe0 && byte[1] < 0xa0) ||
			(byte[0] == 0xf0 && byte[1] < 0x90);
	bool outside = (byte[0] == 0xed && byte[1] > 0x9f) ||
		       (byte[0] == 0xf4 && byte[1] > 0x8f);
	return overlong || outside ? 0 : length;
}

bool text_is_utf8(const char *bytes, size_t length)
{
	const unsigned char *at = (const unsigned char *)bytes;
	while (length) {
		size_t step = utf8_length(at, length);
		if (!step)
			return false;
		at += step;
		length -= step;
	}
	return true;
}

/* C1 controls, and what turns the direction of the text around it. */
static bool steers(const unsigned char *byte, size_t length)
{
	if (length == 2)
		return (byte[0] == 0xc2 && byte[1] < 0xa0) ||
		       (byte[0] == 0xd8 && byte[1] == 0x9c);
	if (length != 3 || byte[0] != 0xe2)
		return false;
	return (byte[1] == 0x80 && (byte[2] == 0x8e || byte[2] == 0x8f ||
				    (byte[2] >= 0xaa && byte[2] <= 0xae))) ||
	       (byte[1] == 0x81 && byte[2] >= 0xa6 && byte[2] <= 0xa9);
}

size_t text_plain_length(const char *text, size_t left)
{
	const unsigned char *at = (const unsigned char *)text;
	size_t length = left ? utf8_length(at, left) : 0;
	if (length == 1 && (*at < ' ' || *at == 0x7f))
		return 0;
	return steers(at, length) ? 0 : length;
}

void text_mask(char *text)
{
	char *to = text;
	size_t left = strlen(text);
	while (left) {
		size_t plain = text_plain_length(text, left);
		size_t step = plain;
		if (!plain)
			step = utf8_length((const unsigned char *)text, left);
		if (!step)
			step = 1;
		if (plain)
			memmove(to, text, plain);
		else
			*to = '?';
		to += plain ? plain : 1;
		text += step;
		left -= step;
	}
	*to = '\0';
}
