/* What a terminal can show, and how wide it is. */
#ifndef CMD_CMD_TERMINAL_H
#define CMD_CMD_TERMINAL_H

#include <stdbool.h>
#include <stddef.h>

/*
 * The columns that lines may have: what COLUMNS says, or else the terminal
 * that the descriptor is; 0: neither says it, and lines stay as they are.
 */
size_t terminal_width(int descriptor);

/* Whether the descriptor is a terminal that knows more than plain lines. */
bool terminal_is_able(int descriptor);

/* Whether NO_COLOR asks for none. */
bool terminal_without_color(void);

#endif
