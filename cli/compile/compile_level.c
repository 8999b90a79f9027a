/* Whom the levels of a policy do not bind. */
#include "compile/compile.h"
#include "compile/compile_level.h"

void mls_declare(struct model *model)
{
	static const enum domain_role roles[] = {ROLE_CONTROL, ROLE_XENSTORE,
						 ROLE_CONSOLE};
	unsigned attribute = model_add_attribute(
		model, "mls_trusted_type",
		"talks to all levels: the trusted, xenstore, consoles");
	const struct model_term *trusted = &model->terms.items[model->trusted];
	for (size_t i = 0; i < trusted->members.count; i++)
		model_add_member(model, attribute, trusted->members.items[i]);
	for (size_t i = 0; i < sizeof roles / sizeof *roles; i++) {
		const struct domain_set *set = &model->roles[roles[i]];
		for (size_t j = 0; j < set->members.count; j++) {
			const struct model_domain *domain =
				set->members.items[j];
			if (roles[i] != ROLE_CONTROL)
				model_add_member(model, attribute,
						 domain->type);
			model_add_member(model, attribute, domain->channel);
		}
	}
}
