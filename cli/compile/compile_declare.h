/* What the policy to be has in it: types, attributes and transitions. */
#ifndef COMPILE_COMPILE_DECLARE_H
#define COMPILE_COMPILE_DECLARE_H

#include <stdbool.h>

#include "compile/compile_model.h"

void domain_set_add(struct model *model, struct domain_set *set,
		    struct model_domain *domain);

/* What a message says behind a name that is none: domains and roles near it. */
const char *model_name_hint(const struct model *model, const char *name,
			    struct arena *arena);

/* Gives the set its terms: types of its members, or attributes for them. */
void model_name_set(struct model *model, struct domain_set *set,
		    const char *base);

/* The type in the context of an initial SID. */
const char *model_sid_type(const struct model *model, const char *sid);

/* Declares what every policy has, and domains and devices with their names. */
bool model_declare(struct model *model, struct diags *diags);

/* False with a message where a name of the site's is one of the model's too. */
bool model_names_differ(const struct model *model, struct diags *diags);

enum domain_role domain_role_of(const char *name);
const char *domain_role_name(enum domain_role role);

#endif
