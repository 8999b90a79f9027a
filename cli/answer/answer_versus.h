/*
 * What a policy and a security module without one say differently: on whom
 * each lets a type do an op, itself, the guests that it is a device model for,
 * or others.
 */
#ifndef ANSWER_ANSWER_VERSUS_H
#define ANSWER_ANSWER_VERSUS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/memory.h"

struct module;
struct who_answer;

/* What a policy and a module beside FLASK let a subject do, differently. */
struct who_versus {
	const struct who_op *op;
	const char *subject;
	unsigned by_policy, by_module; /* of enum whom; 0: it cannot */
	bool domains; /* it is done to domains; else it is done or not */
	/* It is not so always: in some cases, or states of the booleans. */
	bool policy_varies, module_varies;
};

/*
 * All differences, in the arena: of who was asked about, in the order of ops.
 * *whole: the registry says of all ops who may call them by the module.
 */
size_t who_against_module(const struct who_answer *answer,
			  const struct module *module, struct arena *arena,
			  const struct who_versus **rows, bool *whole);

/*
 * On whom, in words: "itself others"; of what is about no domain "yes"; "no":
 * on nobody.  In the arena.
 */
const char *who_versus_shown(const struct who_versus *row, unsigned whom,
			     struct arena *arena);

#endif
