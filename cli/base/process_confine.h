/* Rights that a process can give up by itself, without any privilege. */
#ifndef BASE_PROCESS_CONFINE_H
#define BASE_PROCESS_CONFINE_H

#include <stdbool.h>

#include "base/diags.h"

/* What is done where the kernel cannot confine a program. */
struct confinement {
	bool optional; /* it runs all the same, with a warning; else it fails */
	bool told;     /* a note says what is in force where all of it is */
};

/* What a process gives up, in turn. */
enum confinement_step {
	CONFINEMENT_WHOLE,  /* no step is missing */
	CONFINEMENT_RIGHTS, /* that a program it runs could gain */
	CONFINEMENT_CALLS   /* of the kernel, by a filter */
};

/*
 * Gives up what this process could do to others: start processes, use the
 * network, gain rights, and open files to write, unless it writes.  Returns the
 * step that the kernel refused, with errno, or CONFINEMENT_WHOLE.
 */
enum confinement_step process_confine(bool writes);

/*
 * Says what came of that for what works on the input, as the confinement wants
 * it said.  False with an error where that must not go on.
 */
bool process_confined(struct location input, const char *program,
		      const struct confinement *confinement,
		      enum confinement_step missing, int error,
		      struct diags *diags);

#endif
