/*
 * Classes, permissions and initial SIDs of a policy against those of a
 * release.
 */
#ifndef RULE_RULE_DRIFT_VECTOR_H
#define RULE_RULE_DRIFT_VECTOR_H

struct run;

/* Adds what of the policy's classes and permissions is not as in the release.
 */
void drift_compare_vectors(struct run *run);

/*
 * The same of the initial SIDs.  The fitting release (NO_INDEX: it is that of
 * the run, or none) tells which ones the policy's are.
 */
void drift_compare_sids(struct run *run, unsigned fitting);

#endif
