/* The rules that a move opens something by, or lacks. */
#ifndef RULE_RULE_DRIFT_RULE_H
#define RULE_RULE_DRIFT_RULE_H

#include <stdbool.h>
#include <stddef.h>

struct asked;
struct op;
struct run;
struct type_list;

/*
 * What lets the subject do the op on the object in the run's release; NULL
 * when it cannot be said in single accesses.
 */
const struct asked *drift_find_asked(struct run *run, const struct op *op,
				     unsigned subject, unsigned object,
				     size_t *count);

/*
 * One sentence on what the subject is not granted, in the run's release, for
 * the op on the objects, though it was in another one; partly: there are other
 * objects on which it is.
 */
const char *drift_missing_rules(struct run *run, const struct op *op,
				unsigned subject,
				const struct type_list *objects, bool partly,
				const char *other);

#endif
