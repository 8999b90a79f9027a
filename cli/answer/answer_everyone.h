/*
 * Who can, whoever he is: where the hypervisor asks nothing, or others; and
 * where it is otherwise than where the policy decides.
 */
#ifndef ANSWER_ANSWER_EVERYONE_H
#define ANSWER_ANSWER_EVERYONE_H

struct who_gathering;
struct who_run;

/* Adds who can have the op done whoever he is, and where nobody decides. */
void who_find_everyone(struct who_run *who, struct who_gathering *gathering);

#endif
