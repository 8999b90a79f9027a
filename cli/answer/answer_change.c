/*
 * What one answer says and another does not: rows are parted object by object,
 * and are the same where subject, means, condition and object are.
 */
#include <string.h>

#include "answer/answer.h"
#include "base/text.h"
#include "right/right.h"

/* Whether both hold in the same states of the booleans. */
static bool same_condition(const char *a, const char *b)
{
	return text_same(a, b) ||
	       (when_text_implies(a, b) && when_text_implies(b, a));
}

static bool is_like(const struct who_caller *a, const struct who_caller *b)
{
	return a->how == b->how && text_same(a->subject, b->subject) &&
	       text_same(a->where, b->where) &&
	       same_condition(a->condition, b->condition);
}

static bool has_object(const struct who_caller *caller, const char *object)
{
	size_t low = 0, high = caller->object_count;
	while (low < high) {
		const size_t middle = low + (high - low) / 2;
		const int order = strcmp(object, caller->objects[middle]);
		if (order == 0)
			return true;
		if (order < 0)
			high = middle;
		else
			low = middle + 1;
	}
	return false;
}

const struct who_op *who_find_op(const struct who_answer *answer,
				 const struct op *op)
{
	for (size_t i = 0; i < answer->op_count; i++)
		if (answer->ops[i].op == op)
			return &answer->ops[i];
	return NULL;
}

/* NULL where nobody can, though all that is asked may be granted to some. */
static const struct who_op *passed(const struct who_op *op)
{
	return op && !op->nobody ? op : NULL;
}

/* Whether the op, which may be NULL, has the row on that object or none. */
static bool has_row(const struct who_op *op, const struct who_caller *caller,
		    const char *object)
{
	for (size_t i = 0; op && i < op->caller_count; i++)
		if (is_like(&op->callers[i], caller) &&
		    (!object || has_object(&op->callers[i], object)))
			return true;
	return false;
}

static bool has_whole_row(const struct who_op *op,
			  const struct who_caller *caller)
{
	bool has = caller->object_count || has_row(op, caller, NULL);
	for (size_t i = 0; i < caller->object_count && has; i++)
		has = has_row(op, caller, caller->objects[i]);
	return has;
}

/* Of what a row rests on, what is about objects that are left, or no object. */
static void drop_asked(const struct who_caller *whole, struct arena *arena,
		       struct who_caller *left)
{
	struct finding_asked *rows =
		arena_alloc(arena, whole->asked_count, sizeof *rows);
	left->asked = rows;
	left->asked_count = 0;
	for (size_t i = 0; i < whole->asked_count; i++) {
		struct finding_asked *row = &rows[left->asked_count];
		*row = whole->asked[i];
		const char **targets =
			arena_alloc(arena, row->target_count, sizeof *targets);
		size_t kept = 0;
		for (size_t j = 0; j < row->target_count; j++)
			if (has_object(left, row->targets[j]) ||
			    !has_object(whole, row->targets[j]))
				targets[kept++] = row->targets[j];
		row->targets = targets;
		row->target_count = kept;
		left->asked_count += kept != 0;
	}
}

/* What of the row the other answer does not have; false: nothing. */
static bool lacks_row(const struct who_op *other,
		      const struct who_caller *caller, struct arena *arena,
		      struct who_caller *left)
{
	*left = *caller;
	if (!caller->object_count)
		return !has_row(other, caller, NULL);
	const char **objects =
		arena_alloc(arena, caller->object_count, sizeof *objects);
	left->objects = objects;
	left->object_count = 0;
	for (size_t i = 0; i < caller->object_count; i++)
		if (!has_row(other, caller, caller->objects[i]))
			objects[left->object_count++] = caller->objects[i];
	if (left->object_count < caller->object_count)
		drop_asked(caller, arena, left);
	return left->object_count;
}

/* Rows of an op on their way. */
struct who_rows {
	list_of(struct who_caller) list;
};

static void add_lacking(const struct who_op *op, const struct who_op *other,
			enum change change, struct arena *arena,
			struct who_rows *rows)
{
	struct who_caller left;
	for (size_t i = 0; op && i < op->caller_count; i++) {
		if (!lacks_row(other, &op->callers[i], arena, &left))
			continue;
		left.change = change;
		*list_push(&rows->list, arena) = left;
	}
}

/* The op of either with what differs; false: nothing does. */
static bool op_changes(const struct who_op *now, const struct who_op *old,
		       struct arena *arena, struct who_op *changes)
{
	struct who_rows rows = {LIST_INIT};
	const struct who_op *const before = passed(old), *const here =
								 passed(now);
	add_lacking(before, here, CHANGE_REMOVED, arena, &rows);
	add_lacking(here, before, CHANGE_ADDED, arena, &rows);
	*changes = now ? *now : *old;
	changes->callers = rows.list.items;
	changes->caller_count = rows.list.count;
	changes->refusal_count = 0;
	return rows.list.count;
}

struct who_answer *who_changes(const struct who_answer *answer,
			       const struct who_answer *old,
			       struct arena *arena)
{
	const struct registry *registry = answer->lint->registry;
	struct who_answer *changes = arena_alloc(arena, 1, sizeof *changes);
	struct who_op *ops = arena_alloc(
		arena, answer->op_count + old->op_count, sizeof *ops);
	*changes = *answer;
	changes->old = old->lint;
	changes->ops = ops;
	changes->op_count = 0;
	for (unsigned i = 0; i < registry->op_count; i++) {
		const struct op *op = &registry->ops[i];
		const struct who_op *now = who_find_op(answer, op);
		const struct who_op *before = who_find_op(old, op);
		if ((now || before) &&
		    op_changes(now, before, arena, &ops[changes->op_count]))
			changes->op_count++;
	}
	return changes;
}

bool who_same_rows(const struct who_op *a, const struct who_op *b,
		   const char *subject)
{
	const struct who_op *const ops[] = {passed(a), passed(b)};
	for (unsigned which = 0; which < 2; which++) {
		const struct who_op *op = ops[which];
		for (size_t i = 0; op && i < op->caller_count; i++) {
			const struct who_caller *caller = &op->callers[i];
			if (!text_same(caller->subject, subject))
				continue;
			if (!has_whole_row(ops[!which], caller))
				return false;
		}
	}
	return true;
}

/* --- Releases ----------------------------------------------------------------
 */

/* The releases whose answers have the whole row. */
static struct release_set holding_in(const struct who_spread *spread,
				     const struct op *op,
				     const struct who_caller *caller)
{
	struct release_set set = {{0}};
	for (size_t i = 0; i < spread->count; i++) {
		if (!has_whole_row(who_find_op(spread->answers[i], op), caller))
			continue;
		for (unsigned j = 0; j < RELEASE_LIMIT; j++)
			if (release_set_has(&spread->groups[i].releases, j))
				release_set_add(&set, j);
	}
	return set;
}

/* Adds the rows of the op in one of the releases that are not there yet. */
static void add_rows(const struct who_spread *spread, size_t index,
		     const struct op *op, struct arena *arena,
		     struct who_rows *rows, size_t *differing)
{
	const struct registry *registry = spread->answers[0]->lint->registry;
	const struct who_op *from = who_find_op(spread->answers[index], op);
	struct who_op known = {.op = op,
			       .callers = rows->list.items,
			       .caller_count = rows->list.count};
	for (size_t i = 0; from && i < from->caller_count; i++) {
		struct who_caller row;
		if (!lacks_row(&known, &from->callers[i], arena, &row))
			continue;
		const struct release_set set = holding_in(spread, op, &row);
		if (!release_set_same(&set, &spread->all)) {
			row.only_in =
				registry_releases_shown(registry, &set, arena);
			++*differing;
		}
		*list_push(&rows->list, arena) = row;
		known.callers = rows->list.items;
		known.caller_count = rows->list.count;
	}
}

size_t who_join(const struct who_spread *spread, struct arena *arena,
		struct who_answer *joined)
{
	const struct registry *registry = spread->answers[0]->lint->registry;
	struct who_op *ops =
		arena_alloc(arena, registry->op_count, sizeof *ops);
	size_t differing = 0;
	*joined = *spread->answers[0];
	joined->ops = ops;
	joined->op_count = 0;
	for (unsigned i = 0; i < registry->op_count; i++) {
		const struct op *op = &registry->ops[i];
		const struct who_op *first = NULL;
		bool somebody = false;
		struct who_rows rows = {LIST_INIT};
		for (size_t j = 0; j < spread->count; j++) {
			const struct who_op *found =
				who_find_op(spread->answers[j], op);
			if (!first)
				first = found;
			somebody |= found && !found->nobody;
			add_rows(spread, j, op, arena, &rows, &differing);
		}
		if (!first)
			continue;
		struct who_op *all = &ops[joined->op_count++];
		*all = *first;
		all->callers = rows.list.items;
		all->caller_count = rows.list.count;
		if (somebody)
			all->nobody = NULL;
	}
	return differing;
}
