/* Types, attributes and rules of the policy to be. */
#ifndef COMPILE_COMPILE_RULE_H
#define COMPILE_COMPILE_RULE_H

#include "compile/compile_model.h"

unsigned model_add_attribute(struct model *model, const char *name,
			     const char *note);
unsigned model_add_type(struct model *model, const char *name,
			unsigned attribute, enum term_part part);
/* The term of that name, or NO_TERM. */
unsigned model_find_term(const struct model *model, const char *name);
void model_add_member(struct model *model, unsigned attribute, unsigned type);

/* Adds the permissions to the rule of these terms and class; cause or NULL. */
void model_allow(struct model *model, unsigned source, unsigned target,
		 const struct access_row *row, const struct rule_cause *cause);

/* The rule of these terms and class, or NULL. */
const struct model_rule *model_find_rule(const struct model *model,
					 unsigned source, unsigned target,
					 unsigned object_class);

/* What the one type may do to the other, by rules on both and their attributes.
 */
uint32_t model_allowed(const struct model *model, unsigned source,
		       unsigned target, unsigned object_class);

/* The rules that allow an access, but for what the trusted have; its bit. */
struct access_rules {
	struct model_rule **items;
	size_t count, capacity;
};
uint32_t model_access_rules(struct model *model,
			    const struct finding_access *access,
			    struct access_rules *rules);

/* The rule is for the op as well. */
void model_rule_add_op(struct model *model, struct model_rule *rule,
		       const struct op *op);

#endif
