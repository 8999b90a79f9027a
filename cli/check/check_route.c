/* The ways to be let through to an op, access by access. */
#include "check/route.h"

#include "check/shared.h"

const struct ask *route_ask(const struct route *route,
			    const struct access *access)
{
	for (unsigned i = 0; i < route->count; i++)
		if (route->asks[i].access == access)
			return &route->asks[i];
	return NULL;
}

static void add_route(struct run *run, const struct way *way,
		      struct route_list *routes)
{
	struct ask *asks =
		arena_alloc(run->arena, way->access_count, sizeof *asks);
	unsigned count = 0;
	for (unsigned i = 0; i < way->access_count; i++) {
		const struct way_access *access = &way->accesses[i];
		if (access->answer != ANSWER_DECIDES)
			continue;
		struct ask *ask = &asks[count++];
		ask->access = access->access;
		ask->subject = access->subject;
		ask->object = access->object;
		ask->known =
			run_find_right(run, access->access->object_class,
				       access->access->permission, &ask->right);
	}
	*list_push(routes, run->arena) =
		(struct route){way->op, asks, count, way->system_domains};
}

void route_add_all(struct run *run, const struct op *op,
		   const struct access *with, struct route_list *routes)
{
	const struct op_ways *ways = run_op_ways(run, op);
	for (size_t i = 0; i < ways->count; i++) {
		const struct way *way = &ways->ways[i];
		if (with ? way_is_telling_of(ways, way, with) &&
				    !way_takes_away(way)
			 : way_is_telling(ways, way))
			add_route(run, way, routes);
	}
}
