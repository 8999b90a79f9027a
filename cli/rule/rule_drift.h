/* The parts of the check of drift. */
#ifndef RULE_RULE_DRIFT_H
#define RULE_RULE_DRIFT_H

#include "run/run.h"

/* Adds what of the policy's classes and permissions is not as in the release.
 */
void drift_compare_vectors(struct run *run);

/*
 * The same of the initial SIDs.  The fitting release (NO_INDEX: it is that of
 * the run, or none) tells which ones the policy's are.
 */
void drift_compare_sids(struct run *run, unsigned fitting);

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
