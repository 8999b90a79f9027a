/* Whether what a grant names is what its op is done to; else what would do. */
#ifndef COMPILE_COMPILE_FIT_H
#define COMPILE_COMPILE_FIT_H

struct model;
struct model_grant;

/* Finds what the grant takes, and whom of those that it names it is about. */
void model_fit_grant(struct model *model, struct model_grant *grant);

#endif
