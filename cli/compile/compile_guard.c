/* What nobody but the trusted may have: permissions of covered ops alone. */
#include <stdint.h>
#include <string.h>

#include "compile/compile.h"
#include "compile/compile_opens.h"

const struct op_ways *guard_op_ways(const struct guarded *guarded,
				    const struct op *op)
{
	const struct model *model = guarded->model;
	const struct way_request request = {
		model->registry, model->release_index, &model->vectors, NULL};
	const struct op_ways **kept = &guarded->ways[op - model->registry->ops];
	if (!*kept) {
		struct op_ways *ways =
			arena_alloc(model->arena, 1, sizeof *ways);
		op_ways_make(&request, op, model->arena, ways);
		*kept = ways;
	}
	return *kept;
}

unsigned guard_index(uint32_t bit)
{
	unsigned index = 0;
	while (bit >>= 1)
		index++;
	return index;
}

static const char *shared_object(const struct uses *uses, const char *object)
{
	if (!uses->by_caller)
		return object;
	return uses->object && strcmp(uses->object, object) == 0 ? object
								 : NULL;
}

static void mark_op(struct guarded *guarded, const struct op *op)
{
	const struct model *model = guarded->model;
	const bool covered = model_is_covered(model, op);
	const struct ways_asked asked =
		op_ways_asked(guard_op_ways(guarded, op), model->arena);
	for (size_t i = 0; i < asked.list.count; i++) {
		const struct way_access *one = asked.list.items[i];
		if (!one->permission)
			continue;
		struct uses *uses =
			&guarded->uses[one->object_class]
				      [guard_index(one->permission)];
		if (one->subject == PARTY_CALLER && covered) {
			uses->object = shared_object(uses, one->access->object);
			uses->by_caller = true;
		}
		if (covered)
			*list_push(&uses->covered, model->arena) = op;
		else
			*list_push(&uses->safe, model->arena) = op;
	}
}

static bool is_of_release(const struct model *model, const struct op *op)
{
	return release_set_has(&op->in, model->release_index);
}

/* Permissions that only covered ops ask for are of no use to others. */
void guard_find_plain(struct guarded *guarded)
{
	const struct model *model = guarded->model;
	size_t count = model->vectors.class_count;
	guarded->uses = arena_alloc(model->arena, count, sizeof(void *));
	guarded->mask = arena_alloc(model->arena, count, sizeof(uint32_t));
	guarded->ways = arena_alloc(model->arena, model->registry->op_count,
				    sizeof *guarded->ways);
	for (size_t i = 0; i < count; i++)
		guarded->uses[i] =
			arena_alloc(model->arena, 32, sizeof(struct uses));
	for (unsigned i = 0; i < model->registry->op_count; i++)
		if (is_of_release(model, &model->registry->ops[i]))
			mark_op(guarded, &model->registry->ops[i]);
	for (size_t i = 0; i < count; i++)
		for (unsigned bit = 0; bit < 32; bit++)
			if (guarded->uses[i][bit].covered.count &&
			    guarded->uses[i][bit].by_caller &&
			    !guarded->uses[i][bit].safe.count)
				guarded->mask[i] |= (uint32_t)1 << bit;
}

/* --- For a site's own build ------------------------------------------- */

/* Whether something that the way takes is forbidden already. */
static bool is_closed(const struct guarded *guarded, const struct way *way)
{
	for (unsigned i = 0; i < way->required.count; i++) {
		const struct requirement *required = &way->required.items[i];
		if (guarded->mask[required->object_class] &
		    required->permissions)
			return true;
	}
	return !way->required.grantable;
}

/* Whether to forbid it would close the way: it is asked of the caller. */
static bool closes(const struct way *way, const struct way_access *access)
{
	for (unsigned i = 0; i < way->access_count; i++) {
		const struct way_access *own = &way->accesses[i];
		if (own->answer == ANSWER_DECIDES &&
		    own->subject == PARTY_CALLER &&
		    own->object_class == access->object_class &&
		    own->permission == access->permission)
			return true;
	}
	return false;
}

struct way_list {
	list_of(const struct way *) list;
};

static bool closes_all(const struct way_list *ways,
		       const struct way_access *access)
{
	for (size_t i = 0; i < ways->list.count; i++)
		if (!closes(ways->list.items[i], access))
			return false;
	return true;
}

/*
 * Forbids the access of the first way that the fewest safe ops ask for, of
 * those that close all of them; false: there is none.
 */
static bool close_by_one(struct guarded *guarded, const struct way_list *ways)
{
	const struct way_access *best = NULL;
	size_t least = SIZE_MAX;
	const struct way *first = ways->list.items[0];
	for (unsigned i = 0; i < first->access_count; i++) {
		const struct way_access *access = &first->accesses[i];
		if (access->answer != ANSWER_DECIDES || !access->permission ||
		    !closes_all(ways, access))
			continue;
		const size_t safe =
			guarded->uses[access->object_class]
				     [guard_index(access->permission)]
					     .safe.count;
		if (safe < least) {
			least = safe;
			best = access;
		}
	}
	if (best)
		guarded->mask[best->object_class] |= best->permission;
	return best;
}

/* Forbids what it takes that the covered op is passed in no way. */
static void close_op(struct guarded *guarded, const struct op *op)
{
	const struct model *model = guarded->model;
	const struct op_ways *ways = guard_op_ways(guarded, op);
	struct way_list open = {LIST_INIT};
	for (size_t i = 0; i < ways->count; i++)
		if (way_is_telling(ways, &ways->ways[i]) &&
		    ways->ways[i].required.count &&
		    !is_closed(guarded, &ways->ways[i]))
			*list_push(&open.list, model->arena) = &ways->ways[i];
	if (!open.list.count || close_by_one(guarded, &open))
		return;
	for (size_t i = 0; i < open.list.count; i++) {
		const struct way *way = open.list.items[i];
		struct way_list one = {LIST_INIT};
		*list_push(&one.list, model->arena) = way;
		if (!is_closed(guarded, way))
			close_by_one(guarded, &one);
	}
}

void guard_find(struct guarded *guarded)
{
	const struct registry *registry = guarded->model->registry;
	guard_find_plain(guarded);
	for (unsigned i = 0; i < registry->op_count; i++)
		if (is_of_release(guarded->model, &registry->ops[i]) &&
		    model_is_covered(guarded->model, &registry->ops[i]))
			close_op(guarded, &registry->ops[i]);
}
