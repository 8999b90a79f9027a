/* Another program, run with limits and with both its outputs captured. */
#ifndef BASE_PROCESS_H
#define BASE_PROCESS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buffer.h"
#include "base/diags.h"
#include "base/process_confine.h"

struct process_limits {
	unsigned seconds; /* of processor time, and ten times that on the clock
			   */
	size_t memory;	  /* bytes of address space */
	size_t output;	  /* bytes of standard output and error together */
};

/* The path by which a program finds the file for its product. */
#define PROCESS_PRODUCT "/proc/self/fd/3"

/* The path by which a program opens its standard input as a file. */
#define PROCESS_INPUT "/proc/self/fd/0"

/* The path by which a program opens its second input. */
#define PROCESS_SECOND PROCESS_PRODUCT

/* A program, its surroundings, and what came of it. */
struct process {
	const char *const *arguments; /* the first is found in PATH */
	struct process_limits limits;
	/*
	 * It reads what it was not written by us to read: it gets an empty
	 * environment (but PATH), and may start no process, use no network,
	 * gain no right, and write to no file but its product.
	 */
	bool confined;
	struct confinement confinement;
	const char *directory;	    /* that it runs in; NULL: the caller's */
	const struct buffer *input; /* standard input; NULL: there is none */
	/* Where its product would be, of a program without one; or NULL. */
	const struct buffer *second;
	size_t product_limit; /* bytes of its product; 0: it makes none */

	/* What it wrote is added to these, which the caller releases. */
	struct buffer out, err;
	struct buffer product;
	int status; /* with which it ended, or -1 */
};

/*
 * Runs the program and waits.  Input and product are files without a name, in
 * memory.  Whatever the program started ends with it.  Fails, with a message,
 * when it cannot be started, limited or confined, dies by a signal or breaks a
 * limit.
 */
bool process_run_in(struct process *process, struct diags *diags);

void process_release(struct process *process);

/*
 * The same for a program that needs none of the special surroundings.  Adds
 * its outputs to the buffers and stores its exit status.
 */
bool process_run(const char *const arguments[],
		 const struct process_limits *limits, struct diags *diags,
		 struct buffer *out, struct buffer *err, int *status);

/* Sets a limit on this process, and on its end; false with errno. */
bool process_limit(int resource, size_t value, size_t margin);

#endif
