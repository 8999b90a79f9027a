/* The message of a record of the journal, in JSON. */
#include <ctype.h>
#include <string.h>

#include "base/buffer.h"
#include "base/diags.h"
#include "log/log_json.h"
#include "log/log_reader.h"
#include "log/log_text.h"

static const char key[] = "\"MESSAGE\"";

/* Where the value of the key begins; NULL: the line is no such record. */
static const char *find_value(struct log_text line)
{
	struct log_text text = text_skip_blanks(line);
	/* A record, a member of one on its own line, or a stream of them. */
	if (!text.length ||
	    (!strchr("{\"\x1e", *text.start) &&
	     !(text.length > 5 && memcmp(text.start, "data:", 5) == 0)))
		return NULL;
	const char *at = text_search(text, key);
	if (!at)
		return NULL;
	text = text_skip_blanks(
		text_from(text, (size_t)(at - text.start) + strlen(key)));
	if (!text.length || *text.start != ':')
		return NULL;
	text = text_skip_blanks(text_from(text, 1));
	return text.length && strchr("\"[", *text.start) ? text.start : NULL;
}

static void add_utf8(struct buffer *out, unsigned point)
{
	if (point < 0x80) {
		buffer_add_char(out, (char)point);
	} else if (point < 0x800) {
		buffer_add_char(out, (char)(0xc0 | point >> 6));
		buffer_add_char(out, (char)(0x80 | (point & 0x3f)));
	} else {
		buffer_add_char(out, (char)(0xe0 | point >> 12));
		buffer_add_char(out, (char)(0x80 | (point >> 6 & 0x3f)));
		buffer_add_char(out, (char)(0x80 | (point & 0x3f)));
	}
}

/* Four hexadecimal digits; -1: they are none. */
static int read_point(const char *at, const char *end)
{
	int point = 0;
	if (end - at < 4)
		return -1;
	for (unsigned i = 0; i < 4; i++) {
		if (!isxdigit((unsigned char)at[i]))
			return -1;
		point = point * 16 + (isdigit((unsigned char)at[i])
					      ? at[i] - '0'
					      : (at[i] | 0x20) - 'a' + 10);
	}
	return point;
}

/* Adds what an escape stands for; returns how long it is. */
static size_t add_escape(struct buffer *out, const char *at, const char *end)
{
	static const char letters[] = "nrtbf", bytes[] = "\n\r\t\b\f";
	const char *letter = strchr(letters, *at);
	int point = *at == 'u' ? read_point(at + 1, end) : -1;
	if (point >= 0) {
		add_utf8(out, (unsigned)point);
		return 5;
	}
	if (*at && letter)
		at = &bytes[letter - letters];
	buffer_add_char(out, *at);
	return 1;
}

static void add_string(struct buffer *out, const char *at, const char *end)
{
	for (at++; at < end && *at != '"'; at++)
		if (*at != '\\')
			buffer_add_char(out, *at);
		else if (at + 1 < end)
			at += add_escape(out, at + 1, end);
}

/* Bytes as numbers: what the journal writes where a message is no text. */
static void add_bytes(struct buffer *out, const char *at, const char *end)
{
	while (at < end && *at != ']') {
		unsigned byte = 0;
		if (!isdigit((unsigned char)*at)) {
			at++;
			continue;
		}
		for (; at < end && isdigit((unsigned char)*at); at++)
			byte = (byte * 10 + (unsigned)(*at - '0')) & 0xffff;
		buffer_add_char(out, (char)byte);
	}
}

bool json_message(struct log_reader *reader, struct log_text line,
		  struct log_text *message)
{
	const char *at = find_value(line);
	const char *end = line.start + line.length;
	if (!at)
		return false;
	buffer_clear(&reader->json);
	if (*at == '"')
		add_string(&reader->json, at, end);
	else
		add_bytes(&reader->json, at, end);
	*message = (struct log_text){buffer_string(&reader->json),
				     reader->json.length};
	return true;
}
