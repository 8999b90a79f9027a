/* Which ops a few rules let pass, whatever they are meant for. */
#include <string.h>

#include "compile/model.h"

/* An access as it is asked in a context. */
struct need {
	struct access_ends ends;
	unsigned object_class;
	uint32_t bit; /* 0: the policy cannot grant it */
	const struct access *access;
};

/* What passing an op takes in a context. */
struct op_needs {
	const struct op *op;
	list_of(struct need) needs;
	unsigned choices;
	bool asked; /* something can refuse it */
};

/* What is looked for, for one build of the hypervisor. */
struct passing {
	const struct op_needs *of;
	const struct access_row *rows;
	size_t count;
	struct span builds; /* none: one that has no accesses of its own */
	bool filters;	    /* they count, as nothing else is asked */
};

static bool is_of_build(const struct passing *passing,
			const struct access *access)
{
	return !access->builds.count ||
	       conditions_same(access->builds, passing->builds);
}

static bool has_row(const struct passing *passing, const struct need *need)
{
	for (size_t i = 0; i < passing->count; i++) {
		const struct access_row *row = &passing->rows[i];
		if (row->source == need->ends.source &&
		    row->target == need->ends.target &&
		    row->object_class == need->object_class)
			return (row->permissions & need->bit) != 0;
	}
	return false;
}

static bool counts(const struct passing *passing, const struct need *need)
{
	enum access_kind kind = need->access->kind;
	return kind == ACCESS_ASKED ? !need->access->when
				    : kind == ACCESS_FILTER && passing->filters;
}

static bool passes_alternative(const struct passing *passing, unsigned choice,
			       char letter, bool *exists)
{
	for (size_t i = 0; i < passing->of->needs.count; i++) {
		const struct need *need = &passing->of->needs.items[i];
		if (need->access->choice != choice ||
		    need->access->alternative != letter ||
		    !is_of_build(passing, need->access))
			continue;
		*exists = true;
		if (need->access->kind == ACCESS_UNKNOWN ||
		    need->access->refused ||
		    (counts(passing, need) && !has_row(passing, need)))
			return false;
	}
	return true;
}

static bool passes_choice(const struct passing *passing, unsigned choice)
{
	bool any = false;
	for (int letter = 'a'; letter <= 'z'; letter++) {
		bool exists = false;
		bool passes = passes_alternative(passing, choice, (char)letter,
						 &exists);
		if (passes && exists)
			return true;
		any |= exists;
	}
	return !any;
}

static bool passes_build(const struct passing *passing)
{
	bool exists = false;
	for (size_t i = 0; i < passing->of->needs.count; i++) {
		const struct need *need = &passing->of->needs.items[i];
		const struct access *access = need->access;
		if (!is_of_build(passing, access))
			continue;
		if (access->choice) {
			exists |= access->kind != ACCESS_UNKNOWN &&
				  !access->refused;
			continue;
		}
		if (access->kind == ACCESS_UNKNOWN && !access->when)
			return false;
		exists |= access->kind != ACCESS_NONE || !access->build;
		if (counts(passing, need) && !has_row(passing, need))
			return false;
	}
	for (unsigned choice = 1; exists && choice <= passing->of->choices;
	     choice++)
		if (!passes_choice(passing, choice))
			return false;
	return exists;
}

static bool passes(struct passing *passing)
{
	const struct op_needs *of = passing->of;
	struct span last = {0, 0};
	bool for_builds = true;
	for (size_t i = 0; i < of->needs.count; i++)
		for_builds &= of->needs.items[i].access->build != NULL;
	passing->builds = last;
	passing->filters = !of->asked;
	if (!for_builds && passes_build(passing))
		return true;
	for (size_t i = 0; i < of->needs.count; i++) {
		passing->builds = of->needs.items[i].access->builds;
		if (conditions_same(last, passing->builds))
			continue;
		last = passing->builds;
		if (passes_build(passing))
			return true;
	}
	return false;
}

/* --- All ops in a context --------------------------------------------- */

static struct need make_need(const struct model *model,
			     const struct op_accesses *accesses,
			     const struct access *access, enum context context)
{
	struct need need = {.access = access, .object_class = NO_INDEX};
	if (access->kind != ACCESS_ASKED && access->kind != ACCESS_FILTER)
		return need;
	need.ends = access_resolve(accesses, access, context);
	need.object_class =
		vectors_class(&model->vectors, access->object_class);
	if (need.object_class != NO_INDEX && need.ends.source != FACET_NONE)
		need.bit = vectors_permission(
			&model->vectors, need.object_class, access->permission);
	return need;
}

/* A sub-subop that is not told apart stands with its parent. */
static bool stands_apart(const struct model *model, const struct op *op)
{
	unsigned end = op->accesses.first + op->accesses.count;
	if (op->parent == NO_INDEX)
		return true;
	for (unsigned i = op->accesses.first; i < end; i++)
		if (release_set_has(&model->registry->accesses[i].in,
				    model->release_index))
			return true;
	return false;
}

static void add_needs(struct model *model, const struct op *op,
		      enum context context)
{
	struct op_accesses accesses;
	bool checked = false;
	struct op_needs *needs = arena_alloc(model->arena, 1, sizeof *needs);
	registry_op_accesses(model->registry, op, model->release_index,
			     model->arena, &accesses);
	needs->op = op;
	for (size_t i = 0; i < accesses.list.count; i++) {
		const struct access *access = accesses.list.items[i];
		*list_push(&needs->needs, model->arena) =
			make_need(model, &accesses, access, context);
		if (access->choice > needs->choices)
			needs->choices = access->choice;
		needs->asked |= access->kind == ACCESS_ASKED && !access->when;
		checked |= access->kind == ACCESS_ASKED ||
			   access->kind == ACCESS_FILTER;
	}
	/* What is open to all, no rule opens. */
	struct passing nothing = {.of = needs};
	if (checked && !passes(&nothing))
		*list_push(&model->needs[context], model->arena) = needs;
}

static void make_needs(struct model *model, enum context context)
{
	const struct registry *registry = model->registry;
	if (model->needs[context].count)
		return;
	for (unsigned i = 0; i < registry->op_count; i++)
		if (release_set_has(&registry->ops[i].in,
				    model->release_index) &&
		    stands_apart(model, &registry->ops[i]))
			add_needs(model, &registry->ops[i], context);
}

bool model_is_covered(const struct model *model, const struct op *op)
{
	/* What fails for everyone is nobody's to have. */
	return registry_op_status(model->registry, op, model->release_index)
			       .status == STATUS_COVERED &&
	       !release_set_has(&op->refused, model->release_index);
}

size_t model_opens(struct model *model, const struct access_row *rows,
		   size_t count, enum context context, bool covered_only,
		   const struct op ***ops)
{
	list_of(const struct op *) found = LIST_INIT;
	make_needs(model, context);
	for (size_t i = 0; i < model->needs[context].count; i++) {
		struct passing passing = {.of = model->needs[context].items[i],
					  .rows = rows,
					  .count = count};
		const struct op *op = passing.of->op;
		if (passes(&passing) &&
		    (!covered_only || model_is_covered(model, op)))
			*list_push(&found, model->arena) = op;
	}
	*ops = found.items;
	return found.count;
}
