/* What a site file names, held against the registry. */
#include <string.h>

#include "lint/lint.h"
#include "rule/rule.h"

USES_MESSAGE(UNKNOWN_FIX);
USES_MESSAGE(UNKNOWN_OP);
USES_MESSAGE(UNKNOWN_PERMISSION);
USES_MESSAGE(UNKNOWN_RULE);

struct site_names {
	const struct registry *registry;
	struct diags *diags;
};

static bool is_pattern(const char *op)
{
	return strpbrk(op, "*?[") != NULL;
}

static bool has_op(const struct registry *registry, const char *name)
{
	if (!is_pattern(name))
		return registry_find_op(registry, name);
	for (unsigned i = 0; i < registry->op_count; i++)
		if (op_matches(&registry->ops[i], name))
			return true;
	return false;
}

static void check_op(const struct site_names *checking, const char *op,
		     struct location place)
{
	if (op && !has_op(checking->registry, op))
		diags_add(checking->diags, MESSAGE_UNKNOWN_OP, place, "%s%s",
			  op,
			  is_pattern(op)
				  ? " matches none"
				  : registry_op_hint(checking->registry,
						     NO_INDEX, op,
						     &checking->diags->arena));
}

/* CLASS:PERMISSION, in any release. */
static bool has_permission(const struct registry *registry, const char *name)
{
	for (unsigned i = 0; i < registry->class_count; i++) {
		const struct object_class *row = &registry->classes[i];
		const size_t length = strlen(row->name);
		if (strncmp(row->name, name, length) != 0 ||
		    name[length] != ':')
			continue;
		for (unsigned j = 0; j < row->permissions.count; j++)
			if (strcmp(registry->permissions
					   [row->permissions.first + j]
						   .name,
				   name + length + 1) == 0)
				return true;
	}
	return false;
}

static void check_waiver(const struct site_names *checking,
			 const struct waiver *waiver)
{
	check_op(checking, waiver->op, waiver->place);
	if (waiver->permission &&
	    !has_permission(checking->registry, waiver->permission))
		diags_add(checking->diags, MESSAGE_UNKNOWN_PERMISSION,
			  waiver->place, "%s%s", waiver->permission,
			  registry_permission_hint(checking->registry,
						   waiver->permission,
						   &checking->diags->arena));
	if (waiver->commit &&
	    !registry_find_fix(checking->registry, waiver->commit))
		diags_add(checking->diags, MESSAGE_UNKNOWN_FIX, waiver->place,
			  "%s", waiver->commit);
	if (waiver->rule && !rule_find(waiver->rule))
		diags_add(checking->diags, MESSAGE_UNKNOWN_RULE, waiver->place,
			  "%s%s", waiver->rule,
			  rule_hint(waiver->rule, &checking->diags->arena));
}

static void check_range(const struct site_names *checking, const char *releases,
			struct location place)
{
	struct release_set set = {{0}};
	registry_range(checking->registry, releases, place, checking->diags,
		       &set);
}

static void check_group(const struct site_names *checking,
			const struct site_group *group)
{
	for (size_t i = 0; i < group->op_count; i++) {
		check_op(checking, group->ops[i], group->place);
		check_range(checking, group->releases[i], group->place);
	}
}

static void check_grant(const struct site_names *checking,
			const struct site_grant *grant)
{
	check_op(checking, grant->op, grant->place);
	check_range(checking, grant->releases, grant->place);
}

static void check_policy(const struct site_names *checking,
			 const struct site_policy *policy)
{
	for (size_t i = 0; i < policy->group_count; i++)
		check_group(checking, &policy->groups[i]);
	for (size_t i = 0; i < policy->grant_count; i++)
		check_grant(checking, &policy->grants[i]);
	for (size_t i = 0; i < policy->quiet_count; i++)
		check_grant(checking, &policy->quiets[i]);
}

bool lint_check_waiver(const struct registry *registry,
		       const struct waiver *waiver, struct diags *diags)
{
	const size_t errors = diags->errors;
	const struct site_names checking = {registry, diags};
	check_waiver(&checking, waiver);
	return diags->errors == errors;
}

bool lint_check_site(const struct registry *registry, const struct site *site,
		     struct diags *diags)
{
	const size_t errors = diags->errors;
	const struct site_names checking = {registry, diags};
	for (size_t i = 0; i < site->waiver_count; i++)
		check_waiver(&checking, &site->waivers[i]);
	for (size_t i = 0; i < site->expectation_count; i++)
		check_op(&checking, site->expectations[i].op,
			 site->expectations[i].place);
	for (size_t i = 0; i < site->review_count; i++) {
		const struct site_review *review = &site->reviews[i];
		check_op(&checking, review->op, review->place);
		check_range(&checking, review->releases, review->place);
	}
	if (site->policy)
		check_policy(&checking, site->policy);
	return diags->errors == errors;
}
