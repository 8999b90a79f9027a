#include "check/plan.h"

#include <string.h>

#include "check/standing.h"

/* --- Roles ---------------------------------------------------------------- */

static const char *const role_names[ROLE_COUNT] = {
	[ROLE_CALLER] = "caller",
	[ROLE_TARGET] = "target",
	[ROLE_OTHER] = "other",
	[ROLE_DEVICE] = "device",
	[ROLE_IRQ] = "irq",
	[ROLE_IOMEM] = "iomem",
	[ROLE_IOPORT] = "ioport",
	[ROLE_EVENT] = "event",
	[ROLE_LABEL] = "label",
	[ROLE_SELF] = "self",
	[ROLE_XEN] = "xen",
	[ROLE_DOMXEN] = "domxen",
	[ROLE_DOMIO] = "domio",
	[ROLE_SECURITY] = "security",
	[ROLE_UNLABELED] = "unlabeled",
};

enum role role_of_object(const char *object)
{
	for (unsigned i = 0; i < ROLE_COUNT; i++)
		if (strcmp(role_names[i], object) == 0)
			return (enum role)i;
	return ROLE_OTHER;
}

/*
 * What binds an event channel is the channel's own label, which the registry
 * calls "other": the label of the new channel, but for the check of the other
 * end's label against the caller.
 */
void access_roles(const struct access *access, enum role *subject,
		  enum role *object)
{
	static const enum role subjects[] = {
		[SUBJECT_CALLER] = ROLE_CALLER,
		[SUBJECT_TARGET] = ROLE_TARGET,
		[SUBJECT_OTHER] = ROLE_OTHER,
	};
	*subject = subjects[access->subject];
	*object = role_of_object(access->object);
	if (*subject == ROLE_OTHER && *object != ROLE_SELF &&
	    strcmp(access->object_class, "event") == 0 &&
	    strcmp(access->permission, "bind") == 0)
		*subject = ROLE_EVENT;
}

void way_access_roles(const struct way *way, const struct access *access,
		      enum role *subject, enum role *object)
{
	access_roles(access, subject, object);
	if (way->caller_as == ROLE_CALLER)
		return;
	if (*object == way->caller_as)
		*object = *subject == way->caller_as ? ROLE_SELF : ROLE_CALLER;
	if (*subject == way->caller_as)
		*subject = ROLE_CALLER;
}

bool role_is_open(enum role role)
{
	return role > ROLE_CALLER && role < ROLE_SELF;
}

bool roles_endanger(enum role subject, enum role object)
{
	return object == ROLE_OTHER &&
	       (subject == ROLE_CALLER || subject == ROLE_TARGET);
}

/* --- The ways of an op ------------------------------------------------------
 */

/* Accesses that are asked together. */
struct asking {
	list_of(const struct access *) list;
};

/* The accesses of an op as one build of the hypervisor makes them. */
struct build {
	const struct planner *planner;
	const struct op_accesses *accesses;
	const char *name; /* NULL: a build that has no accesses of its own */
	struct arena *arena;
};

static bool is_of_build(const struct access *access, const struct build *build)
{
	return !access->build ||
	       (build->name && strcmp(access->build, build->name) == 0);
}

static struct asking asking_copy(const struct asking *from, struct arena *arena)
{
	struct asking copy = {LIST_INIT};
	for (size_t i = 0; i < from->list.count; i++)
		*list_push(&copy.list, arena) = from->list.items[i];
	return copy;
}

/*
 * Adds those of one alternative; false: there is none such, or it fails for
 * everyone who passes it.
 */
static bool add_alternative(const struct build *build, unsigned choice,
			    char letter, struct asking *asking)
{
	bool exists = false;
	for (size_t i = 0; i < build->accesses->list.count; i++) {
		const struct access *access = build->accesses->list.items[i];
		if (access->choice != choice || access->alternative != letter ||
		    !is_of_build(access, build))
			continue;
		exists |= access->kind != ACCESS_UNKNOWN && !access->refused;
		if (access->kind == ACCESS_ASKED && !access->when)
			*list_push(&asking->list, build->arena) = access;
	}
	return exists;
}

/* Whether the build has the choice, and no alternative of it leads on. */
static bool is_closed(const struct build *build, unsigned choice)
{
	bool exists = false;
	for (size_t i = 0; i < build->accesses->list.count; i++) {
		const struct access *access = build->accesses->list.items[i];
		if (access->choice != choice || !is_of_build(access, build))
			continue;
		exists = true;
		if (access->kind != ACCESS_UNKNOWN && !access->refused)
			return false;
	}
	return exists;
}

/* The role whose types are the objects of a finding. */
static enum role object_role(const struct way *way)
{
	static const enum role order[] = {ROLE_TARGET, ROLE_OTHER, ROLE_DEVICE,
					  ROLE_IRQ,    ROLE_IOMEM, ROLE_IOPORT,
					  ROLE_EVENT,  ROLE_LABEL};
	for (size_t i = 0; i < sizeof order / sizeof *order; i++)
		for (unsigned j = 0; j < way->need_count; j++)
			if (way->needs[j].object == order[i])
				return order[i];
	enum role subject, object;
	way_access_roles(way, way->accesses[0], &subject, &object);
	return object;
}

enum way_shape way_find_shape(const struct way *way)
{
	bool direct = true, free = true;
	for (unsigned i = 0; i < way->need_count; i++) {
		const struct need *need = &way->needs[i];
		direct &= need->subject == ROLE_CALLER &&
			  (!role_is_open(need->object) ||
			   need->object == way->object);
		free &= need->subject != ROLE_CALLER &&
			need->object != ROLE_CALLER &&
			need->object != ROLE_SELF;
	}
	return direct ? WAY_DIRECT : free ? WAY_FREE : WAY_JOINT;
}

/* What the way's accesses need; false: the policy cannot grant it. */
static bool find_needs(const struct planner *planner, struct arena *arena,
		       struct way *way)
{
	struct need *needs =
		arena_alloc(arena, way->access_count, sizeof *needs);
	unsigned count = 0;
	for (size_t i = 0; i < way->access_count; i++) {
		const struct access *access = way->accesses[i];
		struct need need;
		unsigned bit, j = 0;
		way_access_roles(way, access, &need.subject, &need.object);
		if (!rights_find(planner->policy, access->object_class,
				 access->permission, &need.object_class, &bit))
			return false;
		while (j < count &&
		       (needs[j].subject != need.subject ||
			needs[j].object != need.object ||
			needs[j].object_class != need.object_class))
			j++;
		if (j == count) {
			need.permissions = 0;
			needs[count++] = need;
		}
		needs[j].permissions |= UINT32_C(1) << bit;
	}
	way->needs = needs;
	way->need_count = count;
	return true;
}

bool way_equal(const struct way *a, const struct way *b)
{
	if (a->need_count != b->need_count || a->object != b->object ||
	    a->system_domains != b->system_domains)
		return false;
	for (unsigned i = 0; i < a->need_count; i++) {
		bool found = false;
		for (unsigned j = 0; j < b->need_count && !found; j++)
			found = memcmp(&a->needs[i], &b->needs[j],
				       sizeof *a->needs) == 0;
		if (!found)
			return false;
	}
	return true;
}

static bool is_subject(const struct way *way, enum role role)
{
	for (unsigned i = 0; i < way->need_count; i++)
		if (way->needs[i].subject == role)
			return true;
	return false;
}

static bool endangers_other(const struct way *way)
{
	for (unsigned i = 0; i < way->need_count; i++)
		if (roles_endanger(way->needs[i].subject, way->needs[i].object))
			return true;
	return false;
}

/* False: there is one like it. */
static bool keep_way(const struct build *build, const struct way *way,
		     struct plan *plan)
{
	for (size_t i = 0; i < plan->ways.count; i++)
		if (way_equal(&plan->ways.items[i], way))
			return false;
	*list_push(&plan->ways, build->arena) = *way;
	return true;
}

static void add_new_way(const struct build *build, const struct asking *asking,
			enum role caller_as, struct plan *plan)
{
	struct way way = {.accesses = asking->list.items,
			  .access_count = asking->list.count,
			  .caller_as = caller_as,
			  .system_domains = system_domains_of(
				  build->planner->registry, plan->op,
				  build->planner->release)};
	if (!find_needs(build->planner, build->arena, &way))
		return;
	way.object = object_role(&way);
	way.shape = way_find_shape(&way);
	if (!keep_way(build, &way, plan))
		return;
	/* Who is endangered beside the target is an object as well. */
	if (way.object == ROLE_TARGET && endangers_other(&way)) {
		struct way again = way;
		again.object = ROLE_OTHER;
		again.again = true;
		again.shape = way_find_shape(&again);
		keep_way(build, &again, plan);
	}
	/* What is asked of others is asked of the caller if it is the one. */
	for (unsigned role = 0; way.shape == WAY_FREE && role < ROLE_COUNT;
	     role++)
		if ((role == ROLE_TARGET || role == ROLE_OTHER) &&
		    is_subject(&way, (enum role)role))
			add_new_way(build, asking, (enum role)role, plan);
}

/*
 * The way, if something can refuse it.  Else it is open to all, and what only
 * filters the answer tells for whom the op is of use.
 */
static void add_way(const struct build *build, const struct asking *asking,
		    struct plan *plan)
{
	struct asking filters = {LIST_INIT};
	if (asking->list.count) {
		add_new_way(build, asking, ROLE_CALLER, plan);
		return;
	}
	plan->open = true;
	for (size_t i = 0; i < build->accesses->list.count; i++) {
		const struct access *access = build->accesses->list.items[i];
		if (access->kind == ACCESS_FILTER && is_of_build(access, build))
			*list_push(&filters.list, build->arena) = access;
	}
	if (filters.list.count)
		add_new_way(build, &filters, ROLE_CALLER, plan);
}

/* Each alternative of the choice, and after it the choices that follow. */
static void add_ways(const struct build *build, unsigned choice,
		     unsigned choices, const struct asking *so_far,
		     struct plan *plan)
{
	bool chosen = false;
	if (choice > choices) {
		add_way(build, so_far, plan);
		return;
	}
	for (int letter = 'a'; letter <= 'z'; letter++) {
		struct asking asking = asking_copy(so_far, build->arena);
		if (!add_alternative(build, choice, (char)letter, &asking))
			continue;
		chosen = true;
		add_ways(build, choice + 1, choices, &asking, plan);
	}
	if (!chosen && !is_closed(build, choice))
		add_ways(build, choice + 1, choices, so_far, plan);
}

/*
 * Plans one build.  A build without the op, which refuses it unasked, is no
 * way to it; and where the hook does not know the op, handle-unknown decides.
 */
static void plan_build(const struct build *build, unsigned choices,
		       struct plan *plan)
{
	struct asking always = {LIST_INIT};
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
			*list_push(&always.list, build->arena) = access;
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

bool plan_make(const struct planner *planner, const struct op *op,
	       struct arena *arena, struct plan *plan)
{
	const struct registry *registry = planner->registry;
	struct op_accesses accesses;
	unsigned choices = 0;
	*plan = (struct plan){.op = op};
	/* A sub-subop that is not told apart stands with its parent. */
	if (op->parent != NO_INDEX &&
	    !has_accesses(registry, op, planner->release))
		return false;
	registry_op_accesses(registry, op, planner->release, arena, &accesses);
	struct build build = {planner, &accesses, NULL, arena};
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
