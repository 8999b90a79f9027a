/* Lines of makefiles that set variables. */
#ifndef SOURCE_SOURCE_MAKE_SETTING_H
#define SOURCE_SOURCE_MAKE_SETTING_H

#include <stdbool.h>

#include "source/source_make.h"

struct make_variable;

/* Takes such a line apart; false: it is none. */
bool make_take_setting(struct make *make, const char *line,
		       struct make_setting *setting);

/*
 * Sets the variable, with the doubt on whether the line counts.  Returns why
 * nothing that follows could be trusted, or NULL.
 */
const char *make_apply(struct make *make, const struct make_setting *setting,
		       struct location at, struct make_doubt doubt);

/* Declares the variable of that name, where there is none. */
struct make_variable *make_declare(struct make *make, const char *name);

#endif
