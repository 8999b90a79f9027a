/* Text that grows, and where it may go before it is whole. */
#include "base/buffer.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/format.h"
#include "base/memory.h"

/* So many bytes are passed on at once. */
enum { DRAINED = 1 << 16 };

void buffer_release(struct buffer *buffer)
{
	free(buffer->data);
	*buffer = (struct buffer)BUFFER_INIT;
}

void buffer_drain(struct buffer *buffer)
{
	if (!buffer->drain || buffer->length < DRAINED)
		return;
	buffer->drain(buffer->context, buffer->data, buffer->length);
	buffer_clear(buffer);
}

void buffer_finish(struct buffer *buffer)
{
	if (buffer->drain && buffer->length)
		buffer->drain(buffer->context, buffer->data, buffer->length);
	buffer_release(buffer);
}

void buffer_clear(struct buffer *buffer)
{
	buffer->length = 0;
	if (buffer->data)
		buffer->data[0] = '\0';
}

char *buffer_reserve(struct buffer *buffer, size_t length)
{
	size_t needed = buffer->length + length + 1;
	if (needed > buffer->capacity) {
		size_t larger = buffer->capacity * 2;
		buffer->capacity = larger > needed ? larger : needed;
		buffer->data = memory_resize(buffer->data, buffer->capacity);
		buffer->data[buffer->length] = '\0';
	}
	return buffer->data + buffer->length;
}

void buffer_add(struct buffer *buffer, const char *bytes, size_t length)
{
	char *end = buffer_reserve(buffer, length);
	if (length)
		memcpy(end, bytes, length);
	end[length] = '\0';
	buffer->length += length;
}

void buffer_add_string(struct buffer *buffer, const char *string)
{
	buffer_add(buffer, string, strlen(string));
}

void buffer_add_entities(struct buffer *buffer, const char *text,
			 const char *these)
{
	while (*text) {
		size_t length = strcspn(text, these);
		buffer_add(buffer, text, length);
		text += length;
		if (!*text)
			break;
		buffer_add_string(buffer, *text == '&'	 ? "&amp;"
					  : *text == '<' ? "&lt;"
					  : *text == '>' ? "&gt;"
							 : "&quot;");
		text++;
	}
}

void buffer_add_char(struct buffer *buffer, char character)
{
	buffer_add(buffer, &character, 1);
}

void buffer_add_repeated(struct buffer *buffer, char character, size_t count)
{
	char *end = buffer_reserve(buffer, count);
	memset(end, character, count);
	end[count] = '\0';
	buffer->length += count;
}

void buffer_vformat(struct buffer *buffer, const char *format,
		    va_list arguments)
{
	enum { USUAL_LENGTH = 120 };
	va_list again;
	va_copy(again, arguments);
	char *end = buffer_reserve(buffer, USUAL_LENGTH);
	size_t room = buffer->capacity - buffer->length;
	const size_t length = format_text(end, room, format, arguments);
	if (length >= room) {
		end = buffer_reserve(buffer, length);
		format_text(end, length + 1, format, again);
	}
	va_end(again);
	buffer->length += length;
}

void buffer_format(struct buffer *buffer, const char *format, ...)
{
	va_list arguments;
	va_start(arguments, format);
	buffer_vformat(buffer, format, arguments);
	va_end(arguments);
}

const char *buffer_string(const struct buffer *buffer)
{
	return buffer->data ? buffer->data : "";
}
