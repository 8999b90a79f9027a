/*
 * Which findings are accepted, object by object.
 *
 * What rests on the rules that carry a remark, or on a permission, is accepted
 * where nothing else leads there: the same finding must be gone from the
 * policy without them.
 */
#ifndef LINT_LINT_ACCEPT_H
#define LINT_LINT_ACCEPT_H

struct acceptances;
struct lint;
struct run;

/*
 * Says of each finding what accepts it, and on which of its objects: the rest
 * is a finding of its own.  Marks what is in use.
 */
void acceptances_match(struct acceptances *acceptances, struct run *run,
		       struct lint *lint);

#endif
