/*
 * What somebody who cannot do an op lacks first: of the way on which he gets
 * furthest, the first access that is not granted with those before it.  Each
 * beginning of a way is a query of its own.
 */
#ifndef ANSWER_ANSWER_WHY_H
#define ANSWER_ANSWER_WHY_H

struct who_gathering;
struct who_refusal;
struct who_run;

/* What is set beside the run's own queries, before anybody calls. */
void who_prepare_reasons(struct who_run *who);

/* What the loaded caller, who cannot do the op, lacks first. */
void who_find_reason(struct who_run *who, const struct who_gathering *gathering,
		     struct who_refusal *refusal);

#endif
