#include "check/route.h"

#include <assert.h>
#include <string.h>

#include "check/plan.h"
#include "check/standing.h"

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
	struct span builds;	   /* none: one without accesses of its own */
	struct op_accesses accesses;
	unsigned choices;
	struct route_list *routes;
};

static bool is_of_build(const struct maker *maker, const struct access *access)
{
	return !access->builds.count ||
	       conditions_same(access->builds, maker->builds);
}

/* Asked without a condition, or under that of the access looked for. */
static bool is_asked(const struct maker *maker, const struct access *access)
{
	const struct access *with = maker->with;
	if (access->kind != ACCESS_ASKED)
		return false;
	return !access->whens.count ||
	       (with && conditions_same(access->whens, with->whens));
}

static void add_ask(const struct maker *maker, const struct access *access,
		    struct asking *asking)
{
	/* The registry's loader has made sure of that. */
	assert(asking->count < ROUTE_LIMIT);
	struct ask *ask = &asking->asks[asking->count++];
	ask->access = access;
	access_parties(access, &ask->subject, &ask->object);
	ask->known = run_find_right(maker->run, access->object_class,
				    access->permission, &ask->right);
}

/*
 * Adds one alternative; false: there is none such, it is not looked for, or
 * it fails for everyone who passes it.
 */
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
		exists |= access->kind != ACCESS_UNKNOWN && !access->refused;
		takes |= (access->about & ABOUT_TAKES) != 0;
		if (is_asked(maker, access))
			add_ask(maker, access, asking);
	}
	if (with && with->choice == choice)
		return exists && with->alternative == letter;
	return exists && !(with && takes);
}

/* Whether the build has the choice, and no alternative of it leads on. */
static bool is_closed(const struct maker *maker, unsigned choice)
{
	bool exists = false;
	for (size_t i = 0; i < maker->accesses.list.count; i++) {
		const struct access *access = maker->accesses.list.items[i];
		if (access->choice != choice || !is_of_build(maker, access))
			continue;
		exists = true;
		if (access->kind != ACCESS_UNKNOWN && !access->refused)
			return false;
	}
	return exists;
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
	const struct route found = {maker->op, asking->asks, asking->count, 0};
	if (maker->with && !route_ask(&found, maker->with))
		return;
	struct ask *asks = arena_alloc(arena, asking->count, sizeof *asks);
	memcpy(asks, asking->asks, asking->count * sizeof *asks);
	*list_push(maker->routes, arena) =
		(struct route){maker->op, asks, asking->count,
			       op_named_domains(maker->run->registry, maker->op,
						maker->run->release)};
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
	if (!chosen && !is_closed(maker, choice))
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

/* Whether the same build stands before the access. */
static bool is_build_seen(const struct maker *maker, size_t before,
			  struct span builds)
{
	for (size_t i = 0; i < before; i++)
		if (conditions_same(maker->accesses.list.items[i]->builds,
				    builds))
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
		plain |= !access->builds.count;
	}
	if (plain && !(with && with->builds.count))
		add_build(&maker);
	for (size_t i = 0; i < maker.accesses.list.count; i++) {
		maker.builds = maker.accesses.list.items[i]->builds;
		if (maker.builds.count &&
		    !is_build_seen(&maker, i, maker.builds) &&
		    (!with || !with->builds.count ||
		     conditions_same(with->builds, maker.builds)))
			add_build(&maker);
	}
}
