/*
 * Whom a security module beside FLASK lets a subject do an op to, and on whom
 * what a policy allows is: the two told in the same words.
 */
#ifndef RUN_RUN_MODULE_H
#define RUN_RUN_MODULE_H

#include "run/run_types.h"

enum { WHOM_WORDS = 3 }; /* so many bits there are, with a word each */
/* The words of the bits, "itself"; returns how many there are. */
size_t whom_list(unsigned whom, const char *words[WHOM_WORDS]);

/* Who the label is to the caller: one that others have, too, is several. */
unsigned whom_of_label(const struct views *views, unsigned caller,
		       unsigned label);

/* By bit, the labels that are that to some caller. */
struct whom_labels {
	uint64_t *sets[WHOM_WORDS];
};

/* As of a caller who sees no domain by another label than its type. */
struct whom_labels whom_labels_new(unsigned type_count, struct arena *arena);

/* Turns them to the caller, and back. */
void whom_labels_turn(const struct views *views, unsigned caller, bool back,
		      struct whom_labels *labels);

/* Whom there is: who has no guests is nobody's device model. */
unsigned whom_there_is(const struct views *views);

/*
 * As much of it as there is; what is about no domain (domains: it is) has no
 * others, and is done or is not.
 */
unsigned whom_told(unsigned reach, unsigned there_is, bool domains);

/* What the subject is, a type, or ALL_TYPES for whoever there is. */
enum caller_kind caller_kind_of(struct run *run, unsigned subject);

/*
 * Of the op, in the run's release, which has the module.  False: the registry
 * does not say who may call it.  The scratch is for work alone, and is empty
 * afterwards.
 */
bool module_lets(struct run *run, const struct module *module,
		 const struct op *op, enum caller_kind caller,
		 struct arena *scratch, struct module_answer *answer);

/* The next module from that index on that the run's release has, or NULL. */
const struct module *module_next(const struct run *run, unsigned *index);

#endif
