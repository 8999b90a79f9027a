/* Bytes that grow at the end: text on its way in or out. */
#ifndef BASE_BUFFER_H
#define BASE_BUFFER_H

#include <stdarg.h>
#include <stddef.h>

/*
 * data is NUL-terminated once anything was added, and owned by the buffer.
 * Where there is a drain, what the buffer holds can be passed on to it.
 */
struct buffer {
	char *data;
	size_t length, capacity;
	void (*drain)(void *context, const char *bytes, size_t length);
	void *context; /* of the drain */
};

#define BUFFER_INIT                    \
	{                              \
		NULL, 0, 0, NULL, NULL \
	}

/* Gives the memory back; the buffer is empty and usable again. */
void buffer_release(struct buffer *buffer);

/* Makes the buffer empty and keeps its memory. */
void buffer_clear(struct buffer *buffer);

/* Room for length more bytes and a NUL; returns where they go. */
char *buffer_reserve(struct buffer *buffer, size_t length);

void buffer_add(struct buffer *buffer, const char *bytes, size_t length);
void buffer_add_string(struct buffer *buffer, const char *string);
void buffer_add_char(struct buffer *buffer, char character);

/* The text for XML or HTML: of & < > " those among these as entities. */
void buffer_add_entities(struct buffer *buffer, const char *text,
			 const char *these);
void buffer_add_repeated(struct buffer *buffer, char character, size_t count);
void buffer_format(struct buffer *buffer, const char *format, ...)
	__attribute__((format(printf, 2, 3)));
void buffer_vformat(struct buffer *buffer, const char *format,
		    va_list arguments) __attribute__((format(printf, 2, 0)));

/*
 * Says that the bytes so far will not be looked at again: where there is a
 * drain, and enough of them, they go there and the buffer is empty.
 */
void buffer_drain(struct buffer *buffer);

/* Passes on what is left, and gives the memory back. */
void buffer_finish(struct buffer *buffer);

/* What the buffer holds as a string, "" when it is empty. */
const char *buffer_string(const struct buffer *buffer);

#endif
