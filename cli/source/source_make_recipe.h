/* What the commands of a recipe do to a policy. */
#ifndef SOURCE_SOURCE_MAKE_RECIPE_H
#define SOURCE_SOURCE_MAKE_RECIPE_H

#include <stdbool.h>

#include "source/source_make.h"

/*
 * What a line of a recipe does; the words of one of m4's are added to the
 * policy.  Sets the doubt where it is not understood.
 */
enum make_command make_read_command(struct make *make,
				    const struct make_line *line,
				    struct make_policy *policy,
				    struct make_doubt *doubt);

/*
 * Whether the rule is, word for word, one by which an older build makes files
 * in the way in which xsmc makes them itself.
 */
bool make_knows(const struct make_rule *rule);

#endif
