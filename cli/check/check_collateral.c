#include <stdlib.h>
#include <string.h>

#include "check/check_table.h"
#include "check/route.h"
#include "check/types.h"

/* An op that is asked the permission, and the ways in which it is. */
struct use {
	const struct op *op;
	bool covered;
	bool always; /* in every way to the op */
	struct route_list routes;
};

/* A permission that safe and covered ops are asked alike. */
struct shared_right {
	struct right right;
	enum role object;
	const char *name; /* "CLASS:PERMISSION" */
	list_of(struct use) uses;
	list_of(struct opened *) outcomes; /* so far */
};

/* What the permission opens for a subject: of the uses, a bit each. */
struct opened {
	const struct shared_right *shared;
	const bool *uses;
};

struct collateral {
	list_of(struct shared_right) rights;
	/* Of the subject that is seen: */
	const struct ability **done; /* by op: how it does it */
	list_of(unsigned) touched;   /* ops that are done */
	const struct subject *subject;
	struct type_list *objects; /* by ability; none yet: no items */
	struct arena *arena;
};

/* --- What the registry says of the release ------------------------------ */

static const char *name_right(struct run *run, const struct access *access)
{
	return arena_format(run->arena, "%s:%s", access->object_class,
			    access->permission);
}

static struct shared_right *get_right(struct run *run,
				      struct collateral *collateral,
				      const struct ask *ask)
{
	for (size_t i = 0; i < collateral->rights.count; i++) {
		struct shared_right *shared = &collateral->rights.items[i];
		if (shared->right.object_class == ask->right.object_class &&
		    shared->right.bit == ask->right.bit &&
		    shared->object == ask->object)
			return shared;
	}
	struct shared_right *shared =
		list_push(&collateral->rights, run->arena);
	shared->right = ask->right;
	shared->object = ask->object;
	shared->name = name_right(run, ask->access);
	return shared;
}

static void add_use(struct run *run, struct shared_right *shared,
		    const struct route *route)
{
	struct use *use = NULL;
	for (size_t i = 0; i < shared->uses.count; i++)
		if (shared->uses.items[i].op == route->op)
			use = &shared->uses.items[i];
	if (!use) {
		use = list_push(&shared->uses, run->arena);
		use->op = route->op;
		use->covered =
			registry_op_status(run->registry, route->op,
					   run->release)
					.status == STATUS_COVERED &&
			!release_set_has(&route->op->refused, run->release);
	}
	/* A way can ask the same twice. */
	const struct route *last =
		use->routes.count ? &use->routes.items[use->routes.count - 1]
				  : NULL;
	if (!last || last->op != route->op || last->asks != route->asks ||
	    last->count != route->count)
		*list_push(&use->routes, run->arena) = *route;
}

static void note_op(struct run *run, struct collateral *collateral,
		    const struct op *op)
{
	struct route_list routes = LIST_INIT;
	route_add_all(run, op, NULL, &routes);
	for (size_t i = 0; i < routes.count; i++)
		for (unsigned j = 0; j < routes.items[i].count; j++) {
			const struct ask *ask = &routes.items[i].asks[j];
			if (ask->subject == ROLE_CALLER && ask->known)
				add_use(run, get_right(run, collateral, ask),
					&routes.items[i]);
		}
	for (size_t i = 0; i < collateral->rights.count; i++) {
		struct shared_right *shared = &collateral->rights.items[i];
		size_t last = shared->uses.count;
		if (last && shared->uses.items[last - 1].op == op)
			shared->uses.items[last - 1].always =
				shared->uses.items[last - 1].routes.count ==
				routes.count;
	}
}

static bool is_shared(const struct shared_right *shared)
{
	bool safe = false, covered = false;
	for (size_t i = 0; i < shared->uses.count; i++) {
		safe |= !shared->uses.items[i].covered;
		covered |= shared->uses.items[i].covered;
	}
	return safe && covered;
}

static void *start(struct run *run)
{
	struct collateral *collateral =
		arena_alloc(run->arena, 1, sizeof *collateral);
	size_t kept = 0;
	for (unsigned i = 0; i < run->registry->op_count; i++) {
		const struct op *op = &run->registry->ops[i];
		if (!release_set_has(&op->in, run->release))
			continue;
		if (op->parent == NO_INDEX || route_has_own(run, op))
			note_op(run, collateral, op);
	}
	for (size_t i = 0; i < collateral->rights.count; i++)
		if (is_shared(&collateral->rights.items[i]))
			collateral->rights.items[kept++] =
				collateral->rights.items[i];
	collateral->rights.count = kept;
	collateral->done = arena_alloc(run->arena, run->registry->op_count,
				       sizeof(const struct ability *));
	return collateral;
}

/* --- What a subject has of it -------------------------------------------- */

static const struct ability *ability_of(struct run *run,
					const struct collateral *collateral,
					const struct op *op)
{
	return collateral->done[op - run->registry->ops];
}

static void mark_done(struct run *run, struct collateral *collateral,
		      const struct subject *subject)
{
	for (size_t i = 0; i < subject->ability_count; i++) {
		const struct ability *ability = &subject->abilities[i];
		const struct op *const *ops;
		size_t count = group_ops(ability->group, &ops);
		for (size_t j = 0; j < count; j++) {
			unsigned op = (unsigned)(ops[j] - run->registry->ops);
			const struct ability **done = &collateral->done[op];
			if (!*done)
				*list_push(&collateral->touched, run->arena) =
					op;
			/* Rather one that nothing must be true for. */
			if (!*done || !ability->condition)
				*done = ability;
		}
	}
}

static void unmark(struct collateral *collateral)
{
	for (size_t i = 0; i < collateral->touched.count; i++)
		collateral->done[collateral->touched.items[i]] = NULL;
	collateral->touched.count = 0;
}

/* Whether a way to the op that asks the permission is open to the subject. */
static bool passes_by(struct run *run, const struct use *use,
		      const struct shared_right *shared, unsigned subject,
		      unsigned object)
{
	if (use->always)
		return true;
	for (size_t i = 0; i < use->routes.count; i++) {
		struct cast cast = cast_start(run);
		cast_caller(run, &cast, subject);
		cast.types[shared->object] = object;
		if (route_pass(run, &use->routes.items[i], GRANT_SOMETIMES,
			       &cast))
			return true;
	}
	return false;
}

/* The objects of an ability of the subject, worked out once. */
static const struct type_list *objects_of(const struct collateral *collateral,
					  const struct ability *ability)
{
	struct type_list *objects =
		&collateral->objects[ability - collateral->subject->abilities];
	if (!objects->items)
		*objects = ability_objects(ability, collateral->arena);
	return objects;
}

static int compare_types(const void *a, const void *b)
{
	unsigned x = *(const unsigned *)a, y = *(const unsigned *)b;
	return (x > y) - (x < y);
}

static bool acts_on(const struct collateral *collateral,
		    const struct ability *ability, unsigned type)
{
	const struct type_list *objects = objects_of(collateral, ability);
	return objects->count && bsearch(&type, objects->items, objects->count,
					 sizeof type, compare_types);
}

/* What a permission opens for one subject. */
struct look {
	struct run *run;
	const struct collateral *collateral;
	const struct shared_right *shared;
	unsigned subject;
	bool *uses; /* that it opens, a bit each */
	list_of(unsigned) objects;
	struct arena *arena;
	unsigned left; /* objects to look at */
};

/* More objects tell nothing new, and types can be thousands. */
enum { LOOK_LIMIT = 256 };

/* Whether safe and covered ops are opened on the object alike. */
static void look_at(struct look *look, unsigned object, bool *opened)
{
	const struct shared_right *shared = look->shared;
	bool safe = false, covered = false;
	for (size_t i = 0; i < shared->uses.count; i++) {
		const struct use *use = &shared->uses.items[i];
		const struct ability *ability =
			ability_of(look->run, look->collateral, use->op);
		opened[i] = ability &&
			    acts_on(look->collateral, ability, object) &&
			    passes_by(look->run, use, shared, look->subject,
				      object);
		safe |= opened[i] && !use->covered;
		covered |= opened[i] && use->covered;
	}
	if (!safe || !covered)
		return;
	*list_push(&look->objects, look->arena) = object;
	for (size_t i = 0; i < shared->uses.count; i++)
		look->uses[i] |= opened[i];
}

static void look_at_all(struct look *look, const struct type_list *list,
			bool *opened)
{
	for (size_t i = 0; i < list->count && look->left; i++) {
		bool known = false;
		for (size_t j = 0; j < look->objects.count && !known; j++)
			known = look->objects.items[j] == list->items[i];
		if (known)
			continue;
		look->left--;
		look_at(look, list->items[i], opened);
	}
}

/* Whether any safe op is done at all that is asked the permission. */
static bool is_safe_done(const struct look *look)
{
	for (size_t i = 0; i < look->shared->uses.count; i++) {
		const struct use *use = &look->shared->uses.items[i];
		if (!use->covered &&
		    ability_of(look->run, look->collateral, use->op))
			return true;
	}
	return false;
}

static void look_at_shared(struct look *look)
{
	const struct shared_right *shared = look->shared;
	const struct ability *last = NULL;
	bool *opened =
		arena_alloc(look->arena, shared->uses.count, sizeof *opened);
	look->uses = arena_alloc(look->arena, shared->uses.count,
				 sizeof *look->uses);
	look->left = LOOK_LIMIT;
	for (size_t i = 0; i < shared->uses.count && is_safe_done(look); i++) {
		const struct ability *ability = ability_of(
			look->run, look->collateral, shared->uses.items[i].op);
		if (!ability || ability == last ||
		    !shared->uses.items[i].covered)
			continue;
		last = ability;
		look_at_all(look, objects_of(look->collateral, ability),
			    opened);
	}
}

/* The same again for many a subject. */
static const struct opened *get_opened(struct run *run,
				       struct shared_right *shared,
				       const bool *uses)
{
	const size_t size = shared->uses.count * sizeof *uses;
	for (size_t i = 0; i < shared->outcomes.count; i++)
		if (memcmp(shared->outcomes.items[i]->uses, uses, size) == 0)
			return shared->outcomes.items[i];
	struct opened *opened = arena_alloc(run->arena, 1, sizeof *opened);
	bool *copy = arena_alloc(run->arena, shared->uses.count, sizeof *copy);
	memcpy(copy, uses, size);
	*opened = (struct opened){shared, copy};
	*list_push(&shared->outcomes, run->arena) = opened;
	return opened;
}

static const char *name_uses(const struct opened *opened, bool covered,
			     struct arena *arena)
{
	const char *names = "";
	for (size_t i = 0; i < opened->shared->uses.count; i++) {
		const struct use *use = &opened->shared->uses.items[i];
		if (opened->uses[i] && use->covered == covered)
			names = arena_format(arena, "%s%s%s", names,
					     *names ? ", " : "", use->op->name);
	}
	return names;
}

static const char *describe_opened(const struct run *run,
				   const struct draft *draft,
				   struct arena *arena)
{
	const struct opened *opened = draft->context;
	return arena_format(arena, "%s of %s, for %s, opens the covered %s too",
			    opened->shared->name,
			    run->policy->types[draft->subject].name,
			    name_uses(opened, false, arena),
			    name_uses(opened, true, arena));
}

/* The covered op that needs least to be true; the first of them. */
static const struct use *first_covered(const struct look *look,
				       const struct ability **ability)
{
	const struct use *first = NULL;
	for (size_t i = 0; i < look->shared->uses.count; i++) {
		const struct use *use = &look->shared->uses.items[i];
		const struct ability *by =
			ability_of(look->run, look->collateral, use->op);
		if (!use->covered || !look->uses[i] ||
		    (first && !((*ability)->condition && !by->condition)))
			continue;
		first = use;
		*ability = by;
	}
	return first;
}

static void add_opened(struct run *run, struct shared_right *shared,
		       struct look *look)
{
	const struct ability *ability = NULL;
	const unsigned count = (unsigned)look->objects.count;
	unsigned *objects = arena_alloc(run->arena, count, sizeof *objects);
	struct asked *asked = arena_alloc(run->arena, count, sizeof *asked);
	const struct use *use = first_covered(look, &ability);
	memcpy(objects, look->objects.items, count * sizeof *objects);
	qsort(objects, count, sizeof *objects, compare_types);
	for (unsigned i = 0; i < count; i++)
		asked[i] = (struct asked){look->subject, objects[i],
					  shared->right};
	const struct type_list list = {objects, count};
	const char *role = types_finding_role(
		run, look->subject, run_role_of(run, look->subject), &list);
	const struct draft draft = {
		.code = "XSM201",
		.subject = look->subject,
		.op = use->op,
		.objects = list,
		.condition = ability->condition,
		.default_state = ability->default_state,
		.role = role,
		.asked = asked,
		.asked_count = count,
		.describe = describe_opened,
		.context = get_opened(run, shared, look->uses)};
	run_add_finding(run, &draft);
}

static bool has_right(struct run *run, unsigned subject, struct right right)
{
	return run_any_permissions(run, subject, right.object_class) >>
		       right.bit &
	       1;
}

static void see_shared(struct run *run, struct collateral *collateral,
		       unsigned subject)
{
	for (size_t i = 0; i < collateral->rights.count; i++) {
		struct shared_right *shared = &collateral->rights.items[i];
		struct look look = {.run = run,
				    .collateral = collateral,
				    .shared = shared,
				    .subject = subject,
				    .arena = collateral->arena};
		if (!has_right(run, subject, shared->right))
			continue;
		look_at_shared(&look);
		if (look.objects.count)
			add_opened(run, shared, &look);
	}
}

static void see(struct run *run, const struct subject *subject, void *state)
{
	struct collateral *collateral = state;
	/* A permissive type can do it all, whatever it is granted. */
	if (run->policy->types[subject->type].permissive)
		return;
	struct arena arena = ARENA_INIT;
	collateral->subject = subject;
	collateral->arena = &arena;
	collateral->objects = arena_alloc(&arena, subject->ability_count,
					  sizeof *collateral->objects);
	mark_done(run, collateral, subject);
	see_shared(run, collateral, subject->type);
	unmark(collateral);
	arena_release(&arena);
}

const struct check check_collateral = {"collateral", start, see, NULL};
