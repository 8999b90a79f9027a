/*
 * What a site expects nobody to be able to do, as rules of the guard: of each
 * way through the op one permission, that the fewest ops ask for.
 */
#include <stdint.h>

#include "compile/compile_guard_expect.h"
#include "lint/lint.h"
#include "rule/rule.h"
#include "site/site.h"

/* The party that the op is done to, of those that the caller is asked about. */
static enum party object_of(const struct way *way)
{
	enum party first = PARTY_COUNT;
	for (unsigned i = 0; i < way->access_count; i++) {
		const struct way_access *access = &way->accesses[i];
		if (access->answer == ANSWER_DECIDES &&
		    access->subject == PARTY_CALLER &&
		    party_is_open(access->object) && access->object < first)
			first = access->object;
	}
	return first;
}

static size_t askers(const struct guarded *guarded,
		     const struct way_access *access)
{
	const struct uses *uses =
		&guarded->uses[access->object_class]
			      [guard_index(access->permission)];
	return uses->covered.count + uses->safe.count;
}

/* Of what is asked of him, on that object if it is said; NULL: nothing is. */
static const struct way_access *pick(const struct guarded *guarded,
				     const struct way *way, bool on_object)
{
	const enum party object = object_of(way);
	const struct way_access *best = NULL;
	for (unsigned i = 0; i < way->access_count; i++) {
		const struct way_access *access = &way->accesses[i];
		if (access->answer != ANSWER_DECIDES || !access->permission ||
		    access->subject != PARTY_CALLER ||
		    (on_object && access->object != object))
			continue;
		if (!best || askers(guarded, access) < askers(guarded, best))
			best = access;
	}
	return best;
}

static bool is_banned(const struct guarded *guarded, const char *source,
		      const char *targets, const struct way_access *access)
{
	for (size_t i = 0; i < guarded->bans.count; i++) {
		const struct guard_ban *ban = &guarded->bans.items[i];
		if (ban->source == source && ban->targets == targets &&
		    ban->object_class == access->object_class &&
		    (ban->permissions & access->permission))
			return true;
	}
	return false;
}

/* False: a way stays open. */
static bool ban_way(struct guarded *guarded,
		    const struct site_expectation *from, const struct way *way)
{
	const char *targets = from->on ? from->on : "";
	const struct way_access *access = pick(guarded, way, from->on != NULL);
	if (!access)
		return false;
	if (!is_banned(guarded, from->by, targets, access))
		*list_push(&guarded->bans, guarded->model->arena) =
			(struct guard_ban){.source = from->by,
					   .targets = targets,
					   .others = !from->on,
					   .object_class = access->object_class,
					   .permissions = access->permission,
					   .expected = true,
					   .rule = rule_find("XSM604")};
	return true;
}

static bool ban_op(struct guarded *guarded, const struct site_expectation *from,
		   const struct op *op)
{
	const struct model *model = guarded->model;
	const struct way_request request = {
		model->registry, model->release_index, &model->vectors, NULL};
	struct op_ways ways;
	bool closed = true;
	op_ways_make(&request, op, model->arena, &ways);
	for (size_t i = 0; i < ways.count; i++)
		if (way_is_telling(&ways, &ways.ways[i]) &&
		    ways.ways[i].required.grantable)
			closed &= ban_way(guarded, from, &ways.ways[i]);
	return closed;
}

static void tell(struct guarded *guarded, const struct site_expectation *from,
		 const char *what)
{
	struct arena *arena = guarded->model->arena;
	*list_push(&guarded->untold, arena) =
		arena_format(arena, "no rule can say it, lint does: %s by %s",
			     what, from->by);
}

static void expect_ops(struct guarded *guarded,
		       const struct site_expectation *from)
{
	const struct model *model = guarded->model;
	for (unsigned i = 0; i < model->registry->op_count; i++) {
		const struct op *op = &model->registry->ops[i];
		if (op_matches(op, from->op) &&
		    release_set_has(&op->in, model->release_index) &&
		    !ban_op(guarded, from, op))
			tell(guarded, from, op->name);
	}
}

void guard_expect(struct guarded *guarded, const struct site *site)
{
	struct arena *arena = guarded->model->arena;
	for (size_t i = 0; site && i < site->expectation_count; i++) {
		const struct site_expectation *from = &site->expectations[i];
		if (from->reaches)
			*list_push(&guarded->untold, arena) = arena_format(
				arena,
				"no rule can say it, lint does: %s reaches %s",
				from->type, from->reaches);
		else if (from->can == EXPECT_NO)
			expect_ops(guarded, from);
	}
}
