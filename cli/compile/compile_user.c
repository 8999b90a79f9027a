/* Users whose domains are kept apart, and the roles that say what is theirs. */
#include <string.h>

#include "compile/compile.h"
#include "compile/compile_user.h"

USES_MESSAGE(ATTRIBUTES_CLASH);
USES_MESSAGE(NAME_DUPLICATE);
USES_MESSAGE(NAME_UNDECLARED);

/* Adds the type once. */
static void add_type(struct model *model, struct model_role *role,
		     unsigned type)
{
	unsigned char bit = (unsigned char)(1 << type % 8);
	if (role->has[type / 8] & bit)
		return;
	role->has[type / 8] |= bit;
	*list_push(&role->types, model->arena) = type;
}

/*
 * Its types, and how its device models see it: Xen computes that label from the
 * user and role of the domain itself.
 */
static void add_domain(struct model *model, struct model_role *role,
		       const struct model_domain *domain)
{
	for (size_t i = 0; i < domain->types.count; i++)
		add_type(model, role, domain->types.items[i]);
}

static struct model_role *add_role(struct model *model, const char *name)
{
	struct model_role *role = arena_alloc(model->arena, 1, sizeof *role);
	role->name = name;
	role->has = arena_alloc(model->arena, model->terms.count / 8 + 1, 1);
	*list_push(&model->user_roles, model->arena) = role;
	return role;
}

/* All that users may have; NULL: no domain is per user. */
static const struct model_role *role_of_all(struct model *model)
{
	static const char name[] = "vm_r";
	struct model_role *role = NULL;
	for (size_t i = 0; i < model->user_roles.count; i++)
		if (strcmp(model->user_roles.items[i]->name, name) == 0)
			return model->user_roles.items[i];
	for (size_t i = 0; i < model->domains.count; i++) {
		const struct model_domain *domain = model->domains.items[i];
		if (!domain->site->per_user)
			continue;
		if (!role)
			role = add_role(model, name);
		add_domain(model, role, domain);
	}
	return role;
}

/* The domains of that name that users may have. */
static void add_owned(struct model *model, struct model_role *role,
		      const struct site_owned *owned, struct diags *diags)
{
	const struct domain_set *set = map_get(&model->names, owned->domain);
	bool found = false;
	if (!set) {
		diags_add(diags, MESSAGE_NAME_UNDECLARED, owned->place,
			  "domain=\"%s\" is no domain%s", owned->domain,
			  model_name_hint(model, owned->domain, &diags->arena));
		return;
	}
	for (size_t i = 0; i < set->members.count; i++) {
		if (!set->members.items[i]->site->per_user)
			continue;
		add_domain(model, role, set->members.items[i]);
		found = true;
	}
	if (!found)
		diags_add(diags, MESSAGE_ATTRIBUTES_CLASH, owned->place,
			  "owns %s, which is not per-user=\"yes\"",
			  owned->domain);
}

static const struct model_role *role_of(struct model *model,
					const struct site_user *user,
					struct diags *diags)
{
	if (!user->owned_count) {
		const struct model_role *all = role_of_all(model);
		if (!all)
			diags_add(diags, MESSAGE_ATTRIBUTES_CLASH, user->place,
				  "user %s, and no domain is per-user=\"yes\"",
				  user->name);
		return all;
	}
	size_t errors = diags->errors;
	struct model_role *role = add_role(
		model, arena_format(model->arena, "%s_vm_r", user->name));
	for (size_t i = 0; i < user->owned_count; i++)
		add_owned(model, role, &user->owned[i], diags);
	return diags->errors == errors ? role : NULL;
}

/* As many as Xen's own policy has, where the site names none. */
static void add_usual(struct model *model)
{
	static const char *const usual[] = {"user_1", "user_2", "user_3"};
	const struct model_role *role = role_of_all(model);
	for (size_t i = 0; role && i < sizeof usual / sizeof *usual; i++)
		*list_push(&model->users, model->arena) = (struct model_user){
			usual[i], role, location_file(NULL)};
}

static bool is_known(const struct model *model, const char *name)
{
	for (size_t i = 0; i < model->users.count; i++)
		if (strcmp(model->users.items[i].name, name) == 0)
			return true;
	return false;
}

bool model_declare_users(struct model *model, struct diags *diags)
{
	size_t errors = diags->errors;
	if (!model->owners.count)
		add_usual(model);
	for (size_t i = 0; i < model->owners.count; i++) {
		const struct site_user *user = model->owners.items[i];
		if (is_known(model, user->name)) {
			diags_add(diags, MESSAGE_NAME_DUPLICATE, user->place,
				  "user %s", user->name);
			continue;
		}
		const struct model_role *role = role_of(model, user, diags);
		if (role)
			*list_push(&model->users, model->arena) =
				(struct model_user){user->name, role,
						    user->place};
	}
	return diags->errors == errors;
}
