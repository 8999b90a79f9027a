/* An answer on its way; for the files of answer/ only. */
#ifndef ANSWER_GATHER_H
#define ANSWER_GATHER_H

#include "answer/answer.h"
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

/* Names of types, sorted. */
const char *const *who_names(const struct who_run *who,
			     const struct type_list *types);

/* What is set beside the run's own queries, before anybody calls. */
void who_prepare_reasons(struct who_run *who);

/* What the loaded caller, who cannot do the op, lacks first. */
void who_find_reason(struct who_run *who, const struct who_gathering *gathering,
		     struct who_refusal *refusal);

/* Adds who can have the op done whoever he is, and where nobody decides. */
void who_find_everyone(struct who_run *who, struct who_gathering *gathering);

/* The objects that are asked about, in the arena. */
struct type_list who_meant(const struct who_run *who,
			   const struct type_list *objects,
			   struct arena *arena);

/*
 * Why of the subject, or of all objects, it is in doubt that a domain has the
 * label; NULL: it is in none.
 */
const char *who_doubt(const struct who_run *who, unsigned subject,
		      const struct group *group,
		      const struct type_list *objects);

/* Of how many of the objects it is told what grants it to the caller. */
size_t who_detailed(const struct who_run *who, const struct type_list *objects,
		    struct who_caller *caller);

/* What the condition and the accesses of a caller are in words. */
void who_tell_condition(const struct who_run *who, struct who_caller *caller,
			const char *condition, bool default_state);

#endif
