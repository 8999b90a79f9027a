/* What grants are about and why they are left out, in words for people. */
#ifndef COMPILE_COMPILE_WORDS_H
#define COMPILE_COMPILE_WORDS_H

struct model;
struct model_grant;

/*
 * The ops that no domain of the policy can perform, the trusted neither: their
 * names with commas between them, in the model's arena; NULL: there are none.
 */
const char *compile_out_of_reach(struct model *model);

/* The op, or what the element names where the release has none of it. */
const char *grant_op_name(const struct model_grant *grant);

/*
 * What the op is done to, why it is left out or refused, and what would have to
 * be accepted: all in words.
 */
const char *grant_object_name(const struct model_grant *grant);
const char *grant_reason(const struct model *model,
			 const struct model_grant *grant);
const char *grant_wanted(const struct model *model,
			 const struct model_grant *grant);

#endif
