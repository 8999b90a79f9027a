/* What a policy of the model opens that is not accepted. */
#ifndef COMPILE_COMPILE_CLOSURE_H
#define COMPILE_COMPILE_CLOSURE_H

#include <stdbool.h>
#include <stddef.h>

#include "policy/policy.h"

struct lint;
struct model;
struct model_grant;
struct site;

/* The waivers of the model, and who is trusted, as a site file for lint. */
const struct site *model_site(const struct model *model);

const struct lint *model_lint(struct model *model, const struct policy *policy,
			      struct diags *diags);

/* Whether it is left out although its op is accepted, for what that opens. */
bool grant_is_missed(const struct model *model,
		     const struct model_grant *grant);

/* What was accepted is not left out in silence. */
void model_tell_missed(const struct model *model, struct diags *diags);

/* False with messages when a covered op was granted that is not accepted. */
bool model_judge(const struct model *model, struct diags *diags);

/* Findings that are not accepted. */
struct open_findings {
	struct finding *items;
	size_t count, capacity;
};

void model_open_findings(struct model *model, const struct lint *lint,
			 struct open_findings *open);

enum handle_unknown model_handle_unknown(const struct model *model);

#endif
