#include "check/route.h"

#include <string.h>

#include "check/plan.h"
#include "check/source.h"

bool route_has_own(struct run *run, const struct op *op)
{
	for (unsigned i = 0; i < op->accesses.count; i++)
		if (release_set_has(
			    &run->registry->accesses[op->accesses.first + i].in,
			    run->release))
			return true;
	return false;
}

/* What is asked on the way so far. */
struct asking {
	struct ask asks[ROUTE_LIMIT];
	unsigned count;
};

/* The accesses of an op, and the ways that come of them. */
struct maker {
	struct run *run;
	const struct op *op;
	const struct access *with; /* or NULL */
	const char *build;	   /* NULL: one without accesses of its own */
	struct op_accesses accesses;
	unsigned choices;
	struct route_list *routes;
};

static bool is_of_build(const struct maker *maker, const struct access *access)
{
	return !access->build ||
	       (maker->build && strcmp(access->build, maker->build) == 0);
}

/* Asked without a condition, or under that of the access looked for. */
static bool is_asked(const struct maker *maker, const struct access *access)
{
	const struct access *with = maker->with;
	if (access->kind != ACCESS_ASKED)
		return false;
	if (!access->when)
		return true;
	return with && with->when && strcmp(access->when, with->when) == 0;
}

static void add_ask(const struct maker *maker, const struct access *access,
		    struct asking *asking)
{
	if (asking->count == ROUTE_LIMIT)
		return;
	struct ask *ask = &asking->asks[asking->count++];
	ask->access = access;
	access_roles(access, &ask->subject, &ask->object);
	ask->known = run_find_right(maker->run, access->object_class,
				    access->permission, &ask->right);
}

/* Adds one alternative; false: there is none such, or it is not looked for. */
static bool add_alternative(const struct maker *maker, unsigned choice,
			    char letter, struct asking *asking)
{
	const struct access *with = maker->with;
	bool exists = false, takes = false;
	for (size_t i = 0; i < maker->accesses.list.count; i++) {
		const struct access *access = maker->accesses.list.items[i];
		if (access->choice != choice || access->alternative != letter ||
		    !is_of_build(maker, access))
			continue;
		exists |= access->kind != ACCESS_UNKNOWN;
		takes |= access->permission &&
			 strncmp(access->permission, "remove", 6) == 0;
		if (is_asked(maker, access))
			add_ask(maker, access, asking);
	}
	if (with && with->choice == choice)
		return exists && with->alternative == letter;
	return exists && !(with && takes);
}

const struct ask *route_ask(const struct route *route,
			    const struct access *access)
{
	for (unsigned i = 0; i < route->count; i++)
		if (route->asks[i].access == access)
			return &route->asks[i];
	return NULL;
}

/* The route of what is asked, in no more memory than it takes. */
static void add_route(const struct maker *maker, const struct asking *asking)
{
	struct arena *arena = maker->run->arena;
	const struct route found = {maker->op, asking->asks, asking->count};
	if (maker->with && !route_ask(&found, maker->with))
		return;
	struct ask *asks = arena_alloc(arena, asking->count, sizeof *asks);
	memcpy(asks, asking->asks, asking->count * sizeof *asks);
	*list_push(maker->routes, arena) =
		(struct route){maker->op, asks, asking->count};
}

static void add_routes(const struct maker *maker, unsigned choice,
		       const struct asking *so_far)
{
	bool chosen = false;
	if (choice > maker->choices) {
		add_route(maker, so_far);
		return;
	}
	for (int letter = 'a'; letter <= 'z'; letter++) {
		struct asking asking = *so_far;
		if (!add_alternative(maker, choice, (char)letter, &asking))
			continue;
		chosen = true;
		add_routes(maker, choice + 1, &asking);
	}
	if (!chosen)
		add_routes(maker, choice + 1, so_far);
}

/* A build whose hook does not know the op, or that has none, is no route. */
static void add_build(const struct maker *maker)
{
	struct asking always = {.count = 0};
	for (size_t i = 0; i < maker->accesses.list.count; i++) {
		const struct access *access = maker->accesses.list.items[i];
		if (access->choice || !is_of_build(maker, access))
			continue;
		if (access->kind == ACCESS_UNKNOWN && !access->when)
			return;
		if (is_asked(maker, access))
			add_ask(maker, access, &always);
	}
	add_routes(maker, 1, &always);
}

/* Whether a build of that name stands before the access. */
static bool is_build_seen(const struct maker *maker, size_t before,
			  const char *build)
{
	for (size_t i = 0; i < before; i++)
		if (maker->accesses.list.items[i]->build &&
		    strcmp(maker->accesses.list.items[i]->build, build) == 0)
			return true;
	return false;
}

void route_add_all(struct run *run, const struct op *op,
		   const struct access *with, struct route_list *routes)
{
	struct maker maker = {
		.run = run, .op = op, .with = with, .routes = routes};
	bool plain = false;
	registry_op_accesses(run->registry, op, run->release, run->arena,
			     &maker.accesses);
	for (size_t i = 0; i < maker.accesses.list.count; i++) {
		const struct access *access = maker.accesses.list.items[i];
		if (access->choice > maker.choices)
			maker.choices = access->choice;
		plain |= !access->build;
	}
	if (plain && !(with && with->build))
		add_build(&maker);
	for (size_t i = 0; i < maker.accesses.list.count; i++) {
		maker.build = maker.accesses.list.items[i]->build;
		if (maker.build && !is_build_seen(&maker, i, maker.build) &&
		    (!with || !with->build ||
		     strcmp(with->build, maker.build) == 0))
			add_build(&maker);
	}
}

/* --- Who takes which part ---------------------------------------------- */

struct cast cast_start(struct run *run)
{
	struct cast cast = {.seen = NO_TYPE};
	for (unsigned i = 0; i < ROLE_COUNT; i++)
		cast.types[i] = run->known[i] ? run->known[i]->type : NO_TYPE;
	cast.types[ROLE_CALLER] = NO_TYPE;
	cast.types[ROLE_SELF] = NO_TYPE;
	return cast;
}

void cast_caller(struct run *run, struct cast *cast, unsigned type)
{
	cast->types[ROLE_CALLER] = type;
	cast->types[ROLE_SELF] = run_self_label(run, type);
}

static unsigned source_of(const struct ask *ask, const struct cast *cast)
{
	return cast->types[ask->subject];
}

static unsigned target_of(const struct ask *ask, const struct cast *cast)
{
	if (ask->object == ROLE_TARGET && ask->subject == ROLE_CALLER &&
	    cast->seen != NO_TYPE)
		return cast->seen;
	return cast->types[ask->object];
}

/* Whether all is granted whose both ends are known. */
static bool holds(struct run *run, const struct route *route, enum grant least,
		  const struct cast *cast)
{
	for (unsigned i = 0; i < route->count; i++) {
		const struct ask *ask = &route->asks[i];
		unsigned source = source_of(ask, cast);
		unsigned target = target_of(ask, cast);
		if (!ask->known)
			return false;
		if (source != NO_TYPE && target != NO_TYPE &&
		    run_grants(run, source, target, ask->right) < least)
			return false;
	}
	return true;
}

static bool try_objects(struct run *run, const struct route *route,
			const struct ask *ask, enum grant least,
			struct cast *cast)
{
	struct arena arena = ARENA_INIT;
	const struct type_list targets =
		run_targets(run, source_of(ask, cast), ask->right, &arena);
	const unsigned *types = run_by_name(run, &targets, &arena);
	bool passed = false;
	for (size_t i = 0; i < targets.count && !passed; i++) {
		cast->types[ask->object] = types[i];
		passed = route_pass(run, route, least, cast);
	}
	if (!passed)
		cast->types[ask->object] = NO_TYPE;
	arena_release(&arena);
	return passed;
}

/* A caller, and each label that it can see the target with. */
static bool try_caller(struct run *run, const struct route *route,
		       enum grant least, unsigned caller, struct cast *cast)
{
	unsigned target = cast->types[ROLE_TARGET];
	unsigned seen[] = {NO_TYPE, NO_TYPE, NO_TYPE};
	if (cast->seen == NO_TYPE && target != NO_TYPE) {
		if (caller == target)
			seen[1] = run_self_label(run, target);
		else
			seen[2] = run_guest_label(run, caller, target);
	}
	const struct cast before = *cast;
	for (size_t i = 0; i < sizeof seen / sizeof *seen; i++) {
		if (i && (seen[i] == NO_TYPE || seen[i] == target))
			continue;
		cast_caller(run, cast, caller);
		if (i)
			cast->seen = seen[i];
		if (route_pass(run, route, least, cast))
			return true;
		*cast = before;
	}
	return false;
}

static bool try_subject(struct run *run, const struct route *route,
			enum role role, enum grant least, unsigned type,
			struct cast *cast)
{
	if (role == ROLE_CALLER)
		return try_caller(run, route, least, type, cast);
	cast->types[role] = type;
	if (route_pass(run, route, least, cast))
		return true;
	cast->types[role] = NO_TYPE;
	return false;
}

/* An ask of the subject whose object is known, rather no domain's label. */
static const struct ask *find_known(const struct route *route, enum role role,
				    const struct cast *cast)
{
	const struct ask *known = NULL;
	for (unsigned i = 0; i < route->count; i++) {
		const struct ask *ask = &route->asks[i];
		if (ask->subject != role || target_of(ask, cast) == NO_TYPE)
			continue;
		if (ask->object != ROLE_TARGET)
			return ask;
		known = ask;
	}
	return known;
}

static bool try_list(struct run *run, const struct route *route, enum role role,
		     enum grant least, struct type_list types,
		     struct cast *cast)
{
	for (size_t i = 0; i < types.count; i++)
		if ((run->trusted[types.items[i]] ||
		     run->calls[types.items[i]]) &&
		    try_subject(run, route, role, least, types.items[i], cast))
			return true;
	return false;
}

/* Those who are granted it on the object, or on another label of it. */
static bool try_sources(struct run *run, const struct route *route,
			const struct ask *ask, enum grant least,
			struct cast *cast)
{
	const enum role role = ask->subject;
	unsigned object = target_of(ask, cast);
	struct arena arena = ARENA_INIT;
	struct right right = ask->right;
	bool passed = try_list(run, route, role, least,
			       source_find(run, right, object, &arena), cast);
	/* The target sees itself with another label, and so its models do. */
	if (!passed && ask->object == ROLE_TARGET &&
	    (run->trusted[object] || run->calls[object]))
		passed = try_subject(run, route, role, least, object, cast);
	if (!passed && ask->object == ROLE_TARGET &&
	    run_find_right(run, "domain", "set_target", &right))
		passed =
			try_list(run, route, role, least,
				 source_find(run, right, object, &arena), cast);
	arena_release(&arena);
	return passed;
}

/* Trusted types first: they are most of those who do things to others. */
static bool try_subjects(struct run *run, const struct route *route,
			 enum role role, enum grant least, struct cast *cast)
{
	const struct ask *known = find_known(route, role, cast);
	if (try_list(run, route, role, least, source_trusted(run), cast))
		return true;
	if (known)
		return try_sources(run, route, known, least, cast);
	for (size_t i = 0; i < run->subject_count; i++)
		if (try_subject(run, route, role, least, run->subjects[i],
				cast))
			return true;
	return false;
}

bool route_pass(struct run *run, const struct route *route, enum grant least,
		struct cast *cast)
{
	const struct ask *open = NULL;
	if (!holds(run, route, least, cast))
		return false;
	for (unsigned i = 0; i < route->count; i++) {
		const struct ask *ask = &route->asks[i];
		bool source = source_of(ask, cast) != NO_TYPE;
		if (source && target_of(ask, cast) == NO_TYPE)
			return try_objects(run, route, ask, least, cast);
		if (!source && !open)
			open = ask;
	}
	return !open || try_subjects(run, route, open->subject, least, cast);
}

struct asked *route_asked(const struct route *route, const struct cast *cast,
			  struct arena *arena)
{
	struct asked *asked = arena_alloc(arena, route->count, sizeof *asked);
	for (unsigned i = 0; i < route->count; i++)
		asked[i] = (struct asked){source_of(&route->asks[i], cast),
					  target_of(&route->asks[i], cast),
					  route->asks[i].right};
	return asked;
}
