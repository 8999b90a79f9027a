/* Makefiles: lines, conditions, settings, rules. */
#ifndef SOURCE_SOURCE_MAKE_READ_H
#define SOURCE_SOURCE_MAKE_READ_H

#include <stdbool.h>

struct make;

/*
 * Reads the makefile and what it includes of the directory.  False with a
 * message for what cannot be read, or not be passed over.
 */
bool make_read(struct make *make, const char *name);

#endif
