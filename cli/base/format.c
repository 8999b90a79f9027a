/* Formatted text: the directives that most formats have, without stdio. */
#include "base/format.h"

#include <assert.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

struct writing {
	char *out;
	size_t room, length; /* the length of all, whether there is room */
};

static void put(struct writing *writing, const char *bytes, size_t length)
{
	const size_t at = writing->length;
	writing->length += length;
	if (at >= writing->room || !length)
		return;
	const size_t left = writing->room - at;
	memcpy(writing->out + at, bytes, length < left ? length : left);
}

static void put_number(struct writing *writing, uintmax_t number, bool negative)
{
	char digits[sizeof number * 3 + 1];
	size_t at = sizeof digits;
	do
		digits[--at] = (char)('0' + number % 10);
	while (number /= 10);
	if (negative)
		digits[--at] = '-';
	put(writing, digits + at, sizeof digits - at);
}

static void put_int(struct writing *writing, int number)
{
	const bool negative = number < 0;
	put_number(writing, negative ? -(uintmax_t)number : (uintmax_t)number,
		   negative);
}

/* Writes one directive, of which *at is behind the '%'; false: not known. */
static bool put_directive(struct writing *writing, const char **at,
			  va_list *arguments)
{
	const char *directive = (*at)++;
	const char *text;
	char byte;
	switch (*directive) {
	case '%':
		put(writing, "%", 1);
		return true;
	case 's':
		text = va_arg(*arguments, const char *);
		text = text ? text : "(null)";
		put(writing, text, strlen(text));
		return true;
	case 'c':
		byte = (char)va_arg(*arguments, int);
		put(writing, &byte, 1);
		return true;
	case 'd':
		put_int(writing, va_arg(*arguments, int));
		return true;
	case 'u':
		put_number(writing, va_arg(*arguments, unsigned), false);
		return true;
	case 'z':
		if (*(*at)++ != 'u')
			return false;
		put_number(writing, va_arg(*arguments, size_t), false);
		return true;
	default:
		return false;
	}
}

/* False: there is a directive that is not known here. */
static bool format_simply(struct writing *writing, const char *format,
			  va_list *arguments)
{
	while (*format) {
		const char *next = strchr(format, '%');
		const size_t plain =
			next ? (size_t)(next - format) : strlen(format);
		put(writing, format, plain);
		if (!next)
			break;
		format = next + 1;
		if (!put_directive(writing, &format, arguments))
			return false;
	}
	if (writing->room)
		writing->out[writing->length < writing->room
				     ? writing->length
				     : writing->room - 1] = '\0';
	return true;
}

size_t format_text(char *out, size_t room, const char *format,
		   va_list arguments)
{
	struct writing writing = {out, room, 0};
	va_list simple;
	va_copy(simple, arguments);
	const bool done = format_simply(&writing, format, &simple);
	va_end(simple);
	if (done)
		return writing.length;
	const int length = vsnprintf(out, room, format, arguments);
	assert(length >= 0);
	return (size_t)length;
}
