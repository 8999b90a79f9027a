/*
 * Which ops a few rules let pass, whatever they are meant for: a first look,
 * before there is a policy that the evaluator could be asked about.  It says
 * what is opened by one grant, and spares rounds of leaving out one after the
 * other; what it does not see is found in the policy (compile_closure.c).
 */
#include <string.h>

#include "compile/compile.h"
#include "compile/compile_access.h"
#include "compile/compile_opens.h"

/* An access as it is asked in a context. */
struct need {
	struct access_ends ends;
	unsigned object_class;
	uint32_t bit; /* 0: the policy cannot grant it */
};

/* What one way takes. */
struct way_needs {
	struct need *needs;
	unsigned count;
};

/* The ways on which something can refuse the op, in a context. */
struct op_needs {
	const struct op *op;
	list_of(struct way_needs) ways;
};

static bool has_row(const struct access_row *rows, size_t count,
		    const struct need *need)
{
	for (size_t i = 0; i < count; i++)
		if (rows[i].source == need->ends.source &&
		    rows[i].target == need->ends.target &&
		    rows[i].object_class == need->object_class)
			return (rows[i].permissions & need->bit) != 0;
	return false;
}

static bool passes_way(const struct way_needs *way,
		       const struct access_row *rows, size_t count)
{
	for (unsigned i = 0; i < way->count; i++)
		if (!has_row(rows, count, &way->needs[i]))
			return false;
	return true;
}

static bool passes(const struct op_needs *needs, const struct access_row *rows,
		   size_t count)
{
	for (size_t i = 0; i < needs->ways.count; i++)
		if (passes_way(&needs->ways.items[i], rows, count))
			return true;
	return false;
}

/* --- All ops in a context --------------------------------------------- */

static void add_way(struct model *model, const struct op_ways *ways,
		    const struct way *way, enum answer answer,
		    enum context context, struct op_needs *needs)
{
	struct way_needs *added = list_push(&needs->ways, model->arena);
	added->needs = arena_alloc(model->arena, way->access_count,
				   sizeof *added->needs);
	for (unsigned i = 0; i < way->access_count; i++) {
		const struct way_access *access = &way->accesses[i];
		if (access->answer != answer)
			continue;
		struct need *need = &added->needs[added->count++];
		need->ends = access_resolve(&ways->accesses, access->access,
					    context);
		need->object_class = access->object_class;
		need->bit = need->ends.source == FACET_NONE
				    ? 0
				    : access->permission;
	}
}

/* Whether nothing but filters is asked in any case. */
static bool is_filtered(const struct op_ways *ways)
{
	for (size_t i = 0; i < ways->accesses.list.count; i++)
		if (ways->accesses.list.items[i]->kind == ACCESS_ASKED)
			return false;
	return true;
}

/* False: it is open to all, and no rule opens it. */
static bool add_ways(struct model *model, const struct op_ways *ways,
		     enum context context, struct op_needs *needs)
{
	const bool filtered = is_filtered(ways);
	bool open = false, told = false;
	for (size_t i = 0; i < ways->count; i++) {
		const struct way *way = &ways->ways[i];
		const bool filters = filtered && way->filtered.count;
		if (!way_is_telling(ways, way))
			continue;
		told |= way->under_count != 0;
		if (way_is_unchecked(way) && !filters)
			open = true;
		else
			add_way(model, ways, way,
				filters ? ANSWER_FILTERS : ANSWER_DECIDES,
				context, needs);
	}
	return !open || told;
}

static void make_needs(struct model *model, enum context context)
{
	const struct registry *registry = model->registry;
	if (model->needs[context].count)
		return;
	for (unsigned i = 0; i < registry->op_count; i++) {
		const struct op *op = &registry->ops[i];
		if (!model_has_op(model, op) ||
		    !op_stands_apart(registry, op, model->release_index))
			continue;
		struct op_needs *needs =
			arena_alloc(model->arena, 1, sizeof *needs);
		needs->op = op;
		if (add_ways(model, model_op_ways(model, op), context, needs) &&
		    needs->ways.count)
			*list_push(&model->needs[context], model->arena) =
				needs;
	}
}

bool model_has_op(const struct model *model, const struct op *op)
{
	return release_set_has(&op->in, model->release_index) &&
	       op_is_on(model->registry, op, model->release_index,
			&model->host);
}

const char *model_where(const struct model *model)
{
	return !model->host.arch		      ? ""
	       : strcmp(model->host.arch, "x86") == 0 ? " on x86"
						      : " on Arm";
}

bool model_is_covered(const struct model *model, const struct op *op)
{
	return registry_op_is_covered(model->registry, op,
				      model->release_index);
}

size_t model_opens(struct model *model, const struct access_row *rows,
		   size_t count, enum context context, bool covered_only,
		   const struct op ***ops)
{
	list_of(const struct op *) found = LIST_INIT;
	make_needs(model, context);
	for (size_t i = 0; i < model->needs[context].count; i++) {
		const struct op_needs *needs = model->needs[context].items[i];
		if (passes(needs, rows, count) &&
		    (!covered_only || model_is_covered(model, needs->op)))
			*list_push(&found, model->arena) = needs->op;
	}
	*ops = found.items;
	return found.count;
}
