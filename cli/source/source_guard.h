/* Work of libsepol's on what others wrote, in a process that may die. */
#ifndef SOURCE_SOURCE_GUARD_H
#define SOURCE_SOURCE_GUARD_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buffer.h"

struct guard_limits {
	unsigned seconds; /* of processor time, at least */
	size_t length;	  /* of the input: time and memory grow with it */
};

/* With what the process ends that cannot be limited, and did no work. */
enum { GUARD_UNLIMITED = 3 };

/*
 * Does the work in a child process, where standard output and error go
 * nowhere, and adds its answer to the buffer.  False with errno when there is
 * no process; else status tells how it ended, and is 0 when all is well.
 */
bool guard_run(void (*work)(const void *context, struct buffer *answer),
	       const void *context, const struct guard_limits *limits,
	       struct buffer *answer, int *status);

/* Whether the status is that of work that took too long or said too much. */
bool guard_timed_out(int status);

#endif
