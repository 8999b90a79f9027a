/*
 * The makefiles of Xen's build above those of the policy.  They are much more
 * than is evaluated, and set nothing that the policy's own use; that is what is
 * looked for.
 */
#ifndef SOURCE_SOURCE_MAKE_OUTSIDE_H
#define SOURCE_SOURCE_MAKE_OUTSIDE_H

#include <stdbool.h>

struct make;

/* --- Above the directory (source_make_outside.c) ---------------------------
 */

/*
 * Whether the build of Xen that the directory stands in, from its top, leaves
 * alone what the policy's makefiles set; a message where not.
 */
bool make_is_left_alone(const struct make *make, const char *top);

#endif
