#include "check/plan.h"

#include <string.h>

/* Whether accesses of the op itself are recorded for the release. */
static bool has_accesses(const struct registry *registry, const struct op *op,
			 unsigned release)
{
	for (unsigned i = 0; i < op->accesses.count; i++)
		if (release_set_has(
			    &registry->accesses[op->accesses.first + i].in,
			    release))
			return true;
	return false;
}

/* The accesses of an op as one build of the hypervisor makes them. */
struct build {
	const struct op_accesses *accesses;
	const char *name; /* NULL: a build that has no accesses of its own */
	struct relation_index *index;
};

static bool is_of_build(const struct access *access, const struct build *build)
{
	return !access->build ||
	       (build->name && strcmp(access->build, build->name) == 0);
}

/* The needs, and those of one alternative; false: there is none such. */
static bool add_alternative(const struct build *build, unsigned choice,
			    char letter, struct needs *needs)
{
	bool exists = false;
	for (size_t i = 0; i < build->accesses->list.count; i++) {
		const struct access *access = build->accesses->list.items[i];
		if (access->choice != choice || access->alternative != letter ||
		    !is_of_build(access, build))
			continue;
		exists |= access->kind != ACCESS_UNKNOWN;
		if (access->kind == ACCESS_ASKED && !access->when)
			needs_add(needs, access, build->index);
	}
	return exists;
}

/*
 * The way, if something can refuse it.  Else it is open to all, and what only
 * filters the answer tells for whom the op is of use.
 */
static void add_way(const struct build *build, const struct needs *needs,
		    struct plan *plan)
{
	struct needs filters = {.count = 0};
	if (needs->count) {
		*list_push(&plan->ways, build->index->arena) = *needs;
		return;
	}
	plan->open = true;
	for (size_t i = 0; i < build->accesses->list.count; i++) {
		const struct access *access = build->accesses->list.items[i];
		if (access->kind == ACCESS_FILTER && is_of_build(access, build))
			needs_add(&filters, access, build->index);
	}
	if (filters.count)
		*list_push(&plan->ways, build->index->arena) = filters;
}

/* Each alternative of the choice, and after it the choices that follow. */
static void add_ways(const struct build *build, unsigned choice,
		     unsigned choices, const struct needs *so_far,
		     struct plan *plan)
{
	bool chosen = false;
	if (choice > choices) {
		add_way(build, so_far, plan);
		return;
	}
	for (int letter = 'a'; letter <= 'z'; letter++) {
		struct needs needs = *so_far;
		if (!add_alternative(build, choice, (char)letter, &needs))
			continue;
		chosen = true;
		add_ways(build, choice + 1, choices, &needs, plan);
	}
	if (!chosen)
		add_ways(build, choice + 1, choices, so_far, plan);
}

/*
 * Plans one build.  A build without the op, which refuses it unasked, is no
 * way to it; and where the hook does not know the op, handle-unknown decides.
 */
static void plan_build(const struct build *build, unsigned choices,
		       struct plan *plan)
{
	struct needs always = {.count = 0};
	bool exists = false, unknown = false;
	for (size_t i = 0; i < build->accesses->list.count; i++) {
		const struct access *access = build->accesses->list.items[i];
		bool unconditional = !access->choice && !access->when;
		if (!is_of_build(access, build))
			continue;
		if (access->kind == ACCESS_UNKNOWN)
			unknown |= unconditional;
		else
			exists |= access->kind != ACCESS_NONE ||
				  (unconditional && !access->build);
		if (unconditional && access->kind == ACCESS_ASKED)
			needs_add(&always, access, build->index);
	}
	plan->unknown |= unknown && !build->name;
	if (exists && !unknown)
		add_ways(build, 1, choices, &always, plan);
}

/* Whether all accesses are those of some build. */
static bool is_for_builds(const struct op_accesses *accesses)
{
	for (size_t i = 0; i < accesses->list.count; i++)
		if (!accesses->list.items[i]->build)
			return false;
	return true;
}

static bool is_planned(const struct op_accesses *accesses, size_t count,
		       const char *name)
{
	for (size_t i = 0; i < count; i++)
		if (accesses->list.items[i]->build &&
		    strcmp(accesses->list.items[i]->build, name) == 0)
			return true;
	return false;
}

bool plan_make(const struct registry *registry, const struct op *op,
	       unsigned release, struct relation_index *index,
	       struct plan *plan)
{
	struct op_accesses accesses;
	unsigned choices = 0;
	*plan = (struct plan){.op = op};
	/* A sub-subop that is not told apart stands with its parent. */
	if (op->parent != NO_INDEX && !has_accesses(registry, op, release))
		return false;
	registry_op_accesses(registry, op, release, index->arena, &accesses);
	struct build build = {&accesses, NULL, index};
	for (size_t i = 0; i < accesses.list.count; i++)
		if (accesses.list.items[i]->choice > choices)
			choices = accesses.list.items[i]->choice;
	if (!is_for_builds(&accesses))
		plan_build(&build, choices, plan);
	for (size_t i = 0; i < accesses.list.count; i++) {
		build.name = accesses.list.items[i]->build;
		if (build.name && !is_planned(&accesses, i, build.name))
			plan_build(&build, choices, plan);
	}
	return plan->unknown || plan->open || plan->ways.count;
}
