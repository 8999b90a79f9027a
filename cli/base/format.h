/* Formatted text, cheap where the format is simple. */
#ifndef BASE_FORMAT_H
#define BASE_FORMAT_H

#include <stdarg.h>
#include <stddef.h>

/*
 * As vsnprintf(): writes what there is room for, and how long all of it is.
 * %s, %c, %d, %u and %zu without more are written here, as most text is put
 * together by them; with any other directive the C library writes all of it.
 */
size_t format_text(char *out, size_t room, const char *format,
		   va_list arguments) __attribute__((format(printf, 3, 0)));

#endif
