/* Which ops the words of a site file mean. */
#include <stdint.h>
#include <string.h>

#include "base/embedded.h"
#include "base/near.h"
#include "compile/compile.h"
#include "compile/compile_op.h"
#include "compile/compile_opens.h"

USES_MESSAGE(NAME_UNDECLARED);
USES_MESSAGE(UNKNOWN_OP);

/* A range that is none is a message, and has no release. */
static bool is_in_range(const struct model *model, const char *range,
			struct location place, struct diags *diags)
{
	struct release_set set = {{0}};
	return !range ||
	       (registry_range(model->registry, range, place, diags, &set) &&
		release_set_has(&set, model->release_index));
}

/* --- Ops -------------------------------------------------------------- */

/* Ops of one pattern, gathered. */
struct op_gathering {
	struct model *model;
	list_of(const struct op *) ops;
	bool known; /* some release has such an op */
};

/* Whether a check of the op itself is recorded, not of its parts alone. */
static bool is_checked(const struct model *model, const struct op *op)
{
	unsigned end = op->accesses.first + op->accesses.count;
	for (unsigned i = op->accesses.first; i < end; i++) {
		const struct access *access = &model->registry->accesses[i];
		if (access->kind != ACCESS_UNKNOWN &&
		    release_set_has(&access->in, model->release_index))
			return true;
	}
	return false;
}

/*
 * Whether its parts are what is checked: the hook asks of each of them, though
 * in some builds it may not know the op at all.
 */
static bool is_checked_by_parts(const struct model *model, const struct op *op)
{
	unsigned index = (unsigned)(op - model->registry->ops);
	if (is_checked(model, op))
		return false;
	for (unsigned i = index + 1; i < model->registry->op_count; i++) {
		const struct op *part = &model->registry->ops[i];
		if (part->parent == index && model_has_op(model, part) &&
		    (is_checked(model, part) ||
		     is_checked_by_parts(model, part)))
			return true;
	}
	return false;
}

static void add_op(struct op_gathering *gathering, const struct op *op)
{
	for (size_t i = 0; i < gathering->ops.count; i++)
		if (gathering->ops.items[i] == op)
			return;
	*list_push(&gathering->ops, gathering->model->arena) = op;
}

/* The op; or, where it is checked by its parts alone, all of these. */
static void gather_op(struct op_gathering *gathering, const struct op *op)
{
	const struct registry *registry = gathering->model->registry;
	unsigned index = (unsigned)(op - registry->ops);
	gathering->known = true;
	if (!model_has_op(gathering->model, op))
		return;
	if (!is_checked_by_parts(gathering->model, op)) {
		add_op(gathering, op);
		return;
	}
	for (unsigned i = index + 1; i < registry->op_count; i++)
		if (registry->ops[i].parent == index)
			gather_op(gathering, &registry->ops[i]);
}

/* As registry_find_op(), which looks at all ops each time. */
static const struct op *find_op(struct model *model, const char *name)
{
	const struct registry *registry = model->registry;
	if (!model->op_names.count)
		for (unsigned i = 0; i < registry->op_count; i++) {
			const struct op *op = &registry->ops[i];
			map_set(&model->op_names, op->name,
				(void *)(uintptr_t)op, model->arena);
		}
	const struct op *op = map_get(&model->op_names, name);
	return op ? op : registry_find_op(registry, name);
}

static void gather(struct op_gathering *gathering, const char *pattern)
{
	const struct registry *registry = gathering->model->registry;
	if (!strpbrk(pattern, "*?[")) {
		const struct op *op = find_op(gathering->model, pattern);
		if (op)
			gather_op(gathering, op);
		return;
	}
	for (unsigned i = 0; i < registry->op_count; i++)
		if (op_matches(&registry->ops[i], pattern))
			gather_op(gathering, &registry->ops[i]);
}

/* What is built in names ops and releases that a registry need not have. */
static bool is_built_in(struct location place)
{
	return place.file && embedded_find(place.file, NULL);
}

/* False with a message where no release has such an op. */
static bool gather_known(struct op_gathering *gathering, const char *pattern,
			 struct location place, struct diags *diags)
{
	gathering->known = is_built_in(place);
	gather(gathering, pattern);
	if (!gathering->known)
		diags_add(diags, MESSAGE_UNKNOWN_OP, place, "%s%s", pattern,
			  registry_op_hint(gathering->model->registry, NO_INDEX,
					   pattern, &diags->arena));
	return gathering->known;
}

static bool gather_members(struct op_gathering *gathering,
			   const struct site_group *group, struct diags *diags)
{
	bool good = true;
	for (size_t i = 0; i < group->op_count; i++) {
		size_t errors = diags->errors, before = gathering->ops.count;
		good &= gather_known(gathering, group->ops[i], group->place,
				     diags);
		if (gathering->ops.count == before && is_built_in(group->place))
			continue;
		bool in = is_in_range(gathering->model, group->releases[i],
				      group->place, diags);
		good &= diags->errors == errors;
		if (!in)
			gathering->ops.count = before;
	}
	return good;
}

/* The group's ops, worked out when it is first granted. */
static bool gather_group(struct op_gathering *gathering,
			 const struct site_group *group, struct diags *diags)
{
	struct model *model = gathering->model;
	const struct op_gathering *known =
		map_get(&model->group_ops, group->name);
	if (!known) {
		struct op_gathering *made =
			arena_alloc(model->arena, 1, sizeof *made);
		made->model = model;
		if (!gather_members(made, group, diags))
			return false;
		map_set(&model->group_ops, group->name, made, model->arena);
		known = made;
	}
	if (!gathering->ops.count)
		gathering->ops = known->ops;
	else
		for (size_t i = 0; i < known->ops.count; i++)
			add_op(gathering, known->ops.items[i]);
	return true;
}

/* A site's own group goes before one of the same name of its profile. */
static const struct site_group *find_group(const struct model *model,
					   const char *name)
{
	for (size_t i = model->groups.count; i-- > 0;)
		if (strcmp(model->groups.items[i]->name, name) == 0)
			return model->groups.items[i];
	return NULL;
}

static const char *group_hint(const struct model *model, const char *name,
			      struct arena *arena)
{
	list_of(const char *) names = LIST_INIT;
	for (size_t i = 0; i < model->groups.count; i++)
		*list_push(&names, arena) = model->groups.items[i]->name;
	return near_hint(name, names.items, names.count, arena);
}

/* One op that a site grants by its name must be there. */
static bool gather_one(struct op_gathering *gathering,
		       const struct site_grant *grant, struct diags *diags)
{
	if (!gather_known(gathering, grant->op, grant->place, diags))
		return false;
	if (gathering->ops.count || grant->if_safe || is_built_in(grant->place))
		return true;
	diags_add(diags, MESSAGE_UNKNOWN_OP, grant->place, "Xen %s has no %s%s",
		  gathering->model->release->name, grant->op,
		  model_where(gathering->model));
	return false;
}

bool model_grant_counts(const struct model *model,
			const struct site_grant *grant, struct diags *diags)
{
	return is_in_range(model, grant->releases, grant->place, diags);
}

bool model_grant_ops(struct model *model, const struct site_grant *grant,
		     struct diags *diags, const struct op ***ops, size_t *count)
{
	struct op_gathering gathering = {.model = model};
	size_t errors = diags->errors;
	*count = 0;
	if (!model_grant_counts(model, grant, diags))
		return diags->errors == errors;
	if (grant->op && !gather_one(&gathering, grant, diags))
		return false;
	if (grant->group) {
		const struct site_group *group =
			find_group(model, grant->group);
		if (!group) {
			diags_add(
				diags, MESSAGE_NAME_UNDECLARED, grant->place,
				"group=\"%s\" is no group%s", grant->group,
				group_hint(model, grant->group, &diags->arena));
			return false;
		}
		if (!gather_group(&gathering, group, diags))
			return false;
	}
	*ops = gathering.ops.items;
	*count = gathering.ops.count;
	return true;
}
