/* Functions of make, and the shell's commands that makefiles of policies use.
 */
#ifndef SOURCE_SOURCE_MAKE_FUNCTION_H
#define SOURCE_SOURCE_MAKE_FUNCTION_H

#include "base/diags.h"

struct make;
struct make_doubt;

/* The value of a function; the arguments are not expanded yet. */
const char *make_call(struct make *make, const char *name, const char *text,
		      struct location at, struct make_doubt *doubt);

#endif
