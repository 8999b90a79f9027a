/* What lints of several policies share. */
#ifndef LINT_LINT_SHARED_H
#define LINT_LINT_SHARED_H

/*
 * What depends on releases and on classes and permissions alone, for lints of
 * several policies with one registry.  Tidied between two policies, whose lints
 * are done with, it does not grow for ever.
 */
struct lint_shared;
struct lint_shared *lint_shared_new(void);
void lint_shared_tidy(struct lint_shared *store);
void lint_shared_free(struct lint_shared *store); /* or NULL */

#endif
