/* A library's work on input that may be hostile, in a process that may die. */
#ifndef POLICY_POLICY_GUARD_H
#define POLICY_POLICY_GUARD_H

#include "base/buffer.h"
#include "base/diags.h"
#include "base/process.h"

struct guard_task {
	/*
	 * Done in the child: adds the result to the answer, or, when it
	 * returns false, what there is to say.  Need not free anything.
	 */
	bool (*work)(const void *input, struct buffer *answer);
	const void *input;
	/* Memory is what the child may use beyond what its parent has. */
	struct process_limits limits;
};

enum guard_outcome {
	GUARD_DONE,
	GUARD_REFUSED, /* the work returned false */
	GUARD_FAILED   /* with a message on the path: no process, or it died */
};

/* Does the work in a forked child, whose answer is added to the buffer. */
enum guard_outcome guard_run(const char *path, const struct guard_task *task,
			     struct diags *diags, struct buffer *answer);

#endif
