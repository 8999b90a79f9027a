/* Values of JSON: by jansson as trees, or written as they come. */
#include <stdlib.h>
#include <string.h>

#include "report/report_clean.h"
#include "report/report_json.h"

json_t *text_json(const char *text)
{
	if (!text)
		return json_null();
	struct arena arena = ARENA_INIT;
	json_t *string = json_string(clean_text(text, &arena));
	arena_release(&arena);
	return string;
}

json_t *names_json(const char *const *names, size_t count)
{
	json_t *array = json_array();
	for (size_t i = 0; i < count; i++)
		json_array_append_new(array, text_json(names[i]));
	return array;
}

/* Adds the text, its lines behind the first one moved in. */
static void add_moved(const char *text, size_t length, size_t columns,
		      struct buffer *out)
{
	const char *end = text + length;
	while (text < end) {
		const char *line = memchr(text, '\n', (size_t)(end - text));
		const char *next = line ? line + 1 : end;
		buffer_add(out, text, (size_t)(next - text));
		if (line)
			buffer_add_repeated(out, ' ', columns);
		text = next;
	}
}

static void add_dump(json_t *value, size_t columns, size_t cut,
		     struct buffer *out)
{
	char *text = json_dumps(value, JSON_INDENT(1));
	add_moved(text, strlen(text) - cut, columns, out);
	free(text);
	json_decref(value);
}

void add_json(json_t *value, size_t columns, struct buffer *out)
{
	add_dump(value, columns, 0, out);
}

void add_json_open(json_t *object, size_t columns, struct buffer *out)
{
	static const char end[] = "\n}";
	add_dump(object, columns, sizeof end - 1, out);
	buffer_add_string(out, ",\n");
	buffer_add_repeated(out, ' ', columns + 1);
}

/* How far the text can be put in quotes as it is. */
static size_t plain_length(const char *text)
{
	size_t length = 0;
	for (; text[length]; length++) {
		unsigned char byte = (unsigned char)text[length];
		if (byte < ' ' || byte > '~' || byte == '"' || byte == '\\')
			break;
	}
	return length;
}

void add_json_text(struct buffer *out, const char *text)
{
	size_t length = plain_length(text);
	buffer_add_char(out, '"');
	if (text[length]) {
		struct arena arena = ARENA_INIT;
		for (text = clean_text(text, &arena); *text; text++) {
			if (*text == '"' || *text == '\\')
				buffer_add_char(out, '\\');
			buffer_add_char(out, *text);
		}
		arena_release(&arena);
	} else {
		buffer_add(out, text, length);
	}
	buffer_add_char(out, '"');
}

void add_json_number(struct buffer *out, size_t number)
{
	char digits[24];
	char *at = digits + sizeof digits;
	do
		*--at = (char)('0' + number % 10);
	while (number /= 10);
	buffer_add(out, at, (size_t)(digits + sizeof digits - at));
}

void report_json(json_t *value, struct buffer *out)
{
	char *text = json_dumps(value, JSON_INDENT(1));
	buffer_add_string(out, text);
	buffer_add_char(out, '\n');
	free(text);
	json_decref(value);
}
