/* What is known while an answer is found.  Types alone; for answer/ only. */
#ifndef ANSWER_ANSWER_GATHER_H
#define ANSWER_ANSWER_GATHER_H

#include <stdbool.h>
#include <stddef.h>

#include "answer/answer_who.h"
#include "run/run.h"

/* An op that is meant, and what was found so far. */
struct who_gathering {
	struct who_op op;
	const struct op_ways *ways;
	const struct plan *plan;
	const struct group *group; /* NULL: no policy can grant it */
	list_of(const struct op *) parts;
	list_of(struct who_elsewhere) elsewhere;
	list_of(struct who_caller) callers;
	list_of(struct who_refusal) refusals;
	bool open; /* to every domain, wherever the hypervisor runs */
};

struct who_run {
	struct run *run;
	const struct who_question *question;
	struct arena *arena; /* of the answer */
	struct who_gathering *ops;
	size_t op_count;
	unsigned *callers; /* types that can call, by name */
	size_t caller_count;
	struct op_probe *probes; /* of answer_why.c; or NULL */
};

#endif
