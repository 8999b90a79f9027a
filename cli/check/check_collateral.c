#include <string.h>

#include "check/ability.h"
#include "check/check_table.h"
#include "check/cast.h"
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
	enum party object;
	const char *name; /* "CLASS:PERMISSION" */
	const char *fact; /* that, and for which part of an op */
	list_of(struct use) uses;
	list_of(struct opened *) outcomes; /* so far */
};

/* What is opened beside an op. */
struct beside {
	const struct op *op;
	const struct op *const *others;
	size_t count;
};

/* What the permission opens for a subject: of the uses, a bit each. */
struct opened {
	const struct shared_right *shared;
	const bool *uses;
	list_of(struct beside) beside; /* ops of findings so far */
	struct meaning meaning;	       /* of the objects */
};

struct collateral {
	list_of(struct shared_right) rights;
	bool *done; /* by op: whether the subject that is seen does it */
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
	shared->fact = arena_format(run->arena, "%s of %s", shared->name,
				    ask->access->object);
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
			if (ask->subject == PARTY_CALLER && ask->known)
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
		if (op_stands_apart(run->registry, op, run->release))
			note_op(run, collateral, op);
	}
	for (size_t i = 0; i < collateral->rights.count; i++)
		if (is_shared(&collateral->rights.items[i]))
			collateral->rights.items[kept++] =
				collateral->rights.items[i];
	collateral->rights.count = kept;
	collateral->done = arena_alloc(run->arena, run->registry->op_count,
				       sizeof *collateral->done);
	return collateral;
}

/* --- What a subject has of it -------------------------------------------- */

/* Marks the ops that the subject does, or takes the marks off. */
static void mark_done(struct run *run, struct collateral *collateral,
		      const struct subject *subject, bool done)
{
	for (size_t i = 0; i < subject->ability_count; i++) {
		const struct op *const *ops;
		size_t count = group_ops(subject->abilities[i].group, &ops);
		for (size_t j = 0; j < count; j++)
			collateral->done[ops[j] - run->registry->ops] = done;
	}
}

/* A domain of that type, which the caller sees with that label: when. */
static struct when passes_as(struct run *run, const struct route *route,
			     enum party role, unsigned subject, unsigned own,
			     unsigned seen)
{
	struct cast cast = cast_start(run);
	cast_type(&cast, PARTY_CALLER, subject);
	cast_label(&cast, role, own, seen);
	return cast_pass(run, route, false, &cast);
}

static void add_when(struct run *run, struct when *when, const struct when *one)
{
	*when = when_or(&run->rights->conditions, when, one);
}

static struct when passes_viewed(struct run *run, const struct route *route,
				 unsigned subject, unsigned object)
{
	struct when when = when_never();
	solver_load(run->solver, subject);
	const struct views *views = solver_views(run->solver);
	for (size_t i = 0; i < views->selves.count; i++) {
		if (views->selves.items[i].seen != object)
			continue;
		const struct when one = passes_as(run, route, PARTY_TARGET,
						  subject, subject, object);
		add_when(run, &when, &one);
	}
	for (size_t i = 0; i < views->guests.count; i++) {
		const struct view *view = &views->guests.items[i];
		if (view->seen != object)
			continue;
		const struct when one = passes_as(run, route, PARTY_TARGET,
						  subject, view->own, object);
		add_when(run, &when, &one);
	}
	return when;
}

/*
 * When a way to the op that asks the permission is open to the subject; not
 * all: it is enough that it is sometimes.
 */
static struct when passes_by(struct run *run, const struct use *use,
			     const struct shared_right *shared,
			     unsigned subject, unsigned object, bool all)
{
	struct when when = when_never();
	for (size_t i = 0; i < use->routes.count; i++) {
		const struct route *route = &use->routes.items[i];
		struct when one = passes_as(run, route, shared->object, subject,
					    object, object);
		add_when(run, &when, &one);
		if (shared->object == PARTY_TARGET &&
		    (all ? !when_is_always(&when) : when_is_never(&when))) {
			one = passes_viewed(run, route, subject, object);
			add_when(run, &when, &one);
		}
		if (all ? when_is_always(&when) : !when_is_never(&when))
			break;
	}
	return when;
}

/* Whether findings on the group's ops are about that role: all, or some. */
static bool is_about(const struct group *group, enum party role, bool all)
{
	size_t about = 0, ways = 0;
	for (size_t i = 0; i < group->way_count; i++) {
		about += group->ways[i].object == role;
		ways += !group->ways[i].again;
	}
	return all ? about == ways : about;
}

static const struct group *group_of(const struct run *run,
				    const struct use *use)
{
	return run->repertoire->groups.of_op[use->op - run->registry->ops];
}

/* Whether the object can be one of some way, as the subject sees domains. */
static bool is_shown(struct run *run, const struct group *group,
		     unsigned subject, unsigned object)
{
	solver_load(run->solver, subject);
	for (size_t i = 0; i < group->way_count; i++)
		if (query_shows(run->solver, way_query(run, &group->ways[i]),
				object))
			return true;
	return false;
}

/*
 * Whether the permission on the object opens the op to the subject.  Ways are
 * looked at access by access, but conditions and constraints must let all of
 * it pass together: of an object that findings are about, the ability says so.
 */
static bool is_opened(struct run *run, const struct shared_right *shared,
		      const struct use *use, unsigned subject, unsigned object)
{
	const struct group *group = group_of(run, use);
	bool about = group && is_about(group, shared->object, true);
	bool apart = run->rights->conditional || run->policy->constraint_count;
	if (about && !is_shown(run, group, subject, object))
		return false;
	struct when when = when_always();
	if (!(about && use->always))
		when = passes_by(run, use, shared, subject, object, false);
	if (!when_is_never(&when) && about && (apart || use->always))
		when = ability_when(run, subject, group, shared->object,
				    object);
	return !when_is_never(&when);
}

/* When it does so. */
static struct when opened_when(struct run *run,
			       const struct shared_right *shared,
			       const struct use *use, unsigned subject,
			       unsigned object)
{
	const struct group *group = group_of(run, use);
	struct when when = when_never();
	if (!run->rights->conditional)
		return when_always();
	if (group && is_about(group, shared->object, false))
		when = ability_when(run, subject, group, shared->object,
				    object);
	return when_is_never(&when)
		       ? passes_by(run, use, shared, subject, object, true)
		       : when;
}

/* What a permission opens for one subject. */
struct look {
	struct run *run;
	const struct shared_right *shared;
	unsigned subject;
	const bool *done; /* by use: whether the subject does the op */
	bool *uses; /* by use: whether an object shows that it is opened */
	struct when *whens; /* by use: when that is so, of covered ones */
	size_t left;	    /* uses of which not all is known yet */
};

/* Whether no more is to be known of the use. */
static bool is_settled(const struct look *look, size_t index)
{
	return look->uses[index] && (!look->shared->uses.items[index].covered ||
				     when_is_always(&look->whens[index]));
}

static void mark_opened(struct look *look, size_t index, unsigned object)
{
	struct run *run = look->run;
	struct when *when = &look->whens[index];
	const struct use *use = &look->shared->uses.items[index];
	if (is_settled(look, index))
		return;
	look->uses[index] = true;
	if (use->covered) {
		const struct when one = opened_when(run, look->shared, use,
						    look->subject, object);
		*when = when_or(&run->rights->conditions, when, &one);
	}
	look->left -= is_settled(look, index);
}

/* Whether safe and covered ops are opened on the object alike. */
static void look_at(struct look *look, unsigned object, bool *opened)
{
	const struct shared_right *shared = look->shared;
	bool safe = false, covered = false;
	for (size_t i = 0; i < shared->uses.count; i++) {
		const struct use *use = &shared->uses.items[i];
		opened[i] = look->done[i] && is_opened(look->run, shared, use,
						       look->subject, object);
		safe |= opened[i] && !use->covered;
		covered |= opened[i] && use->covered;
	}
	for (size_t i = 0; safe && covered && i < shared->uses.count; i++)
		if (opened[i])
			mark_opened(look, i, object);
}

/* More objects than it takes to see all that is opened tell nothing new. */
static void look_at_all(struct look *look, struct arena *arena)
{
	bool *opened =
		arena_alloc(arena, look->shared->uses.count, sizeof *opened);
	const struct type_list types = run_targets(look->run, look->subject,
						   look->shared->right, arena);
	for (size_t i = 0; i < types.count && look->left; i++)
		look_at(look, types.items[i], opened);
}

/* Which of the uses are done at all; false: not both safe and covered ones. */
static bool find_done(struct run *run, const struct collateral *collateral,
		      const struct shared_right *shared, bool *done,
		      size_t *count)
{
	bool safe = false, covered = false;
	*count = 0;
	for (size_t i = 0; i < shared->uses.count; i++) {
		const struct use *use = &shared->uses.items[i];
		done[i] = collateral->done[use->op - run->registry->ops];
		safe |= done[i] && !use->covered;
		covered |= done[i] && use->covered;
		*count += done[i];
	}
	return safe && covered;
}

/* Xen's own domains that a safe op finds, and a covered one. */
static unsigned systems_of(const struct opened *opened)
{
	unsigned safe = 0, covered = 0;
	for (size_t i = 0; i < opened->shared->uses.count; i++) {
		const struct use *use = &opened->shared->uses.items[i];
		unsigned *mask = use->covered ? &covered : &safe;
		for (size_t j = 0; opened->uses[i] && j < use->routes.count;
		     j++)
			*mask |= use->routes.items[j].system_domains;
	}
	return safe & covered;
}

/* The same again for many a subject. */
static struct opened *get_opened(struct run *run, struct shared_right *shared,
				 const bool *uses)
{
	const size_t size = shared->uses.count * sizeof *uses;
	for (size_t i = 0; i < shared->outcomes.count; i++)
		if (memcmp(shared->outcomes.items[i]->uses, uses, size) == 0)
			return shared->outcomes.items[i];
	struct opened *opened = arena_alloc(run->arena, 1, sizeof *opened);
	bool *copy = arena_alloc(run->arena, shared->uses.count, sizeof *copy);
	memcpy(copy, uses, size);
	*opened = (struct opened){.shared = shared, .uses = copy};
	opened->meaning = meaning_of_role(shared->object, systems_of(opened));
	*list_push(&shared->outcomes, run->arena) = opened;
	return opened;
}

/* The other ops that are opened, which many a finding mentions. */
static const struct beside *get_beside(struct run *run, struct opened *opened,
				       const struct op *op)
{
	const struct shared_right *shared = opened->shared;
	for (size_t i = 0; i < opened->beside.count; i++)
		if (opened->beside.items[i].op == op)
			return &opened->beside.items[i];
	const struct op **others = arena_alloc(run->arena, shared->uses.count,
					       sizeof(struct op *));
	size_t count = 0;
	for (size_t i = 0; i < shared->uses.count; i++)
		if (opened->uses[i] && shared->uses.items[i].op != op)
			others[count++] = shared->uses.items[i].op;
	struct beside *beside = list_push(&opened->beside, run->arena);
	*beside = (struct beside){op, others, count};
	return beside;
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

/* Whether the object is one on which safe and covered ops are opened alike. */
static bool is_concerned(struct run *run, const struct draft *draft,
			 unsigned object)
{
	const struct opened *opened = draft->context;
	const struct shared_right *shared = opened->shared;
	bool safe = false, covered = false;
	for (size_t i = 0; i < shared->uses.count && !(safe && covered); i++) {
		const struct use *use = &shared->uses.items[i];
		bool *known = use->covered ? &covered : &safe;
		if (opened->uses[i] && !*known)
			*known = is_opened(run, shared, use, draft->subject,
					   object);
	}
	return safe && covered;
}

/* The covered op that needs least to be true; the first of them. */
static const struct use *first_covered(const struct look *look,
				       const struct when **when)
{
	const struct use *first = NULL;
	for (size_t i = 0; i < look->shared->uses.count; i++) {
		const struct use *use = &look->shared->uses.items[i];
		if (!use->covered || !look->uses[i] ||
		    (first && (when_is_always(*when) ||
			       !when_is_always(&look->whens[i]))))
			continue;
		first = use;
		*when = &look->whens[i];
	}
	return first;
}

/* The roles of the finding, for which it can take to know all its objects. */
static unsigned find_roles(struct run *run, const struct draft *draft,
			   struct arena *arena, struct role_part parts[2])
{
	const char *role = run_role_of(run, draft->subject);
	struct type_list list = {NULL, 0};
	if (!types_role_needs_objects(run, draft->subject, role,
				      draft->meaning))
		return types_roles(run, draft->subject, role, &list,
				   draft->meaning, parts);
	const struct type_list types =
		run_targets(run, draft->subject, *draft->granted, arena);
	unsigned *objects = arena_alloc(arena, types.count, sizeof *objects);
	list.items = objects;
	for (size_t i = 0; i < types.count; i++)
		if (is_concerned(run, draft, types.items[i]))
			objects[list.count++] = types.items[i];
	return types_roles(run, draft->subject, role, &list, draft->meaning,
			   parts);
}

static void add_opened(struct shared_right *shared, const struct look *look,
		       struct arena *arena)
{
	struct run *run = look->run;
	const struct when *when = NULL;
	const struct use *use = first_covered(look, &when);
	if (!use)
		return;
	struct opened *opened = get_opened(run, shared, look->uses);
	const struct beside *beside = get_beside(run, opened, use->op);
	struct draft draft = {.code = "XSM201",
			      .subject = look->subject,
			      .op = use->op,
			      .mentions = beside->others,
			      .mention_count = beside->count,
			      .granted = &shared->right,
			      .concerns = is_concerned,
			      .fact = shared->fact,
			      .op_varies = true,
			      .describe = describe_opened,
			      .context = opened,
			      .meaning = &opened->meaning};
	draft.condition =
		when_text(&run->rights->conditions, when, &draft.default_state);
	struct role_part parts[2];
	unsigned count = find_roles(run, &draft, arena, parts);
	for (unsigned i = 0; i < count; i++) {
		draft.role = parts[i].role;
		draft.part = parts[i].part;
		run_add_finding(run, &draft);
	}
}

static bool has_right(struct run *run, unsigned subject, struct right right)
{
	return run_any_permissions(run, subject, right.object_class) >>
		       right.bit &
	       1;
}

static void see_shared(struct run *run, struct collateral *collateral,
		       struct shared_right *shared, unsigned subject)
{
	struct arena arena = ARENA_INIT;
	struct look look = {.run = run, .shared = shared, .subject = subject};
	bool *done = arena_alloc(&arena, shared->uses.count, sizeof *done);
	look.done = done;
	look.uses = arena_alloc(&arena, shared->uses.count, sizeof *look.uses);
	look.whens =
		arena_alloc(&arena, shared->uses.count, sizeof *look.whens);
	if (find_done(run, collateral, shared, done, &look.left)) {
		look_at_all(&look, &arena);
		add_opened(shared, &look, &arena);
	}
	arena_release(&arena);
}

static void see(struct run *run, const struct subject *subject, void *state)
{
	struct collateral *collateral = state;
	/* A permissive type can do it all, whatever it is granted. */
	if (run->policy->types[subject->type].permissive)
		return;
	mark_done(run, collateral, subject, true);
	for (size_t i = 0; i < collateral->rights.count; i++) {
		struct shared_right *shared = &collateral->rights.items[i];
		if (has_right(run, subject->type, shared->right))
			see_shared(run, collateral, shared, subject->type);
	}
	mark_done(run, collateral, subject, false);
}

const struct check check_collateral = {"collateral", start, see, NULL};
