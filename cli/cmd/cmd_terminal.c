/* What a terminal can show, and how wide it is. */
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "cmd/cmd_terminal.h"

/* Narrower lines would be no text any more, wider ones none to read. */
enum { LEAST_WIDTH = 20, MOST_WIDTH = 10 * 1000 };

static bool is_width(unsigned long width)
{
	return width >= LEAST_WIDTH && width <= MOST_WIDTH;
}

size_t terminal_width(int descriptor)
{
	const char *columns = getenv("COLUMNS");
	struct winsize size = {.ws_col = 0};
	char *end = NULL;
	const unsigned long told = columns ? strtoul(columns, &end, 10) : 0;
	if (columns && !*end && is_width(told))
		return told;
	if (isatty(descriptor) && ioctl(descriptor, TIOCGWINSZ, &size) == 0 &&
	    is_width(size.ws_col))
		return size.ws_col;
	return 0;
}

bool terminal_is_able(int descriptor)
{
	const char *name = getenv("TERM");
	return isatty(descriptor) && name && *name && strcmp(name, "dumb") != 0;
}

bool terminal_without_color(void)
{
	const char *no_color = getenv("NO_COLOR");
	return no_color && *no_color;
}
