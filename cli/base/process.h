/* Another program, run with limits and with both its outputs captured. */
#ifndef BASE_PROCESS_H
#define BASE_PROCESS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buffer.h"
#include "base/diags.h"

struct process_limits {
	unsigned seconds; /* of processor time, and twice that on the clock */
	size_t memory;	  /* bytes of address space */
	size_t output;	  /* bytes of standard output and error together */
};

/*
 * Runs arguments[0], found in PATH, with a closed standard input, and waits.
 * Adds its outputs to the buffers and stores its exit status.  Fails, with a
 * message, when it cannot be started, dies by a signal or breaks a limit.
 */
bool process_run(const char *const arguments[],
		 const struct process_limits *limits, struct diags *diags,
		 struct buffer *out, struct buffer *err, int *status);

#endif
