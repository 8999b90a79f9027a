#include <string.h>

#include "check/drift.h"
#include "check/cast.h"
#include "check/plan.h"

/* The first of the roles that the objects of an op have. */
static enum party first_role(const struct route *route)
{
	static const enum party order[] = {
		PARTY_TARGET, PARTY_OTHER,  PARTY_DEVICE, PARTY_IRQ,
		PARTY_IOMEM,  PARTY_IOPORT, PARTY_EVENT,  PARTY_LABEL};
	for (size_t i = 0; i < sizeof order / sizeof *order; i++)
		for (unsigned j = 0; j < route->count; j++)
			if (route->asks[j].object == order[i])
				return order[i];
	return PARTY_COUNT;
}

/* Whether the role is that, or one that is endangered beside the target. */
static bool is_object_role(const struct route *route, enum party role)
{
	const enum party first = first_role(route);
	if (role == first || first != PARTY_TARGET)
		return role == first;
	for (unsigned i = 0; i < route->count; i++)
		if (route->asks[i].object == role &&
		    roles_endanger(route->asks[i].subject, role))
			return true;
	return false;
}

struct missing {
	const char *rules; /* text, or "" */
	unsigned count;
};

static const char *target_name(struct run *run, const struct ask *ask,
			       const struct cast *cast)
{
	unsigned type = cast->seen[ask->object];
	if (type != NO_TYPE)
		return run->policy->types[type].name;
	return arena_format(run->arena, "%s", ask->access->object);
}

/* What the subject itself lacks on this route. */
static struct missing find_missing(struct run *run, const struct route *route,
				   const struct cast *cast)
{
	struct missing missing = {"", 0};
	for (unsigned i = 0; i < route->count; i++) {
		const struct ask *ask = &route->asks[i];
		unsigned source = cast->own[ask->subject];
		unsigned target = cast->seen[ask->object];
		if (source == NO_TYPE ||
		    (target != NO_TYPE && ask->known &&
		     run_grants(run, source, target, ask->right) !=
			     GRANT_NEVER) ||
		    (target == NO_TYPE && ask->known))
			continue;
		missing.rules = arena_format(
			run->arena, "%s%sallow %s %s:%s %s", missing.rules,
			missing.count++ ? "; " : "",
			run->policy->types[source].name,
			target_name(run, ask, cast), ask->access->object_class,
			ask->access->permission);
	}
	return missing;
}

/* The subject as caller, and the object in that role. */
static struct cast cast_of(struct run *run, unsigned subject, enum party role,
			   unsigned object)
{
	struct cast cast = cast_start(run);
	cast_type(&cast, PARTY_CALLER, subject);
	cast_label(&cast, PARTY_SELF, subject, run_self_label(run, subject));
	cast.self[PARTY_SELF] = true;
	if (role != PARTY_COUNT)
		cast_label(&cast, role, object, object);
	return cast;
}

static const struct asked *find_asked(struct run *run,
				      const struct route *route,
				      struct cast *cast)
{
	const struct when when = cast_pass(run, route, false, cast);
	return when_is_never(&when) ? NULL
				    : cast_asked(route, cast, run->arena);
}

const struct asked *drift_find_asked(struct run *run, const struct op *op,
				     unsigned subject, unsigned object,
				     size_t *count)
{
	struct route_list routes = LIST_INIT;
	route_add_all(run, op, NULL, &routes);
	for (size_t i = 0; i < routes.count; i++) {
		const struct route *route = &routes.items[i];
		*count = route->count;
		for (unsigned role = 0; *count && role <= PARTY_COUNT; role++) {
			if (!is_object_role(route, (enum party)role))
				continue;
			struct cast cast =
				cast_of(run, subject, (enum party)role, object);
			const struct asked *asked =
				find_asked(run, route, &cast);
			if (asked)
				return asked;
		}
	}
	*count = 0;
	return NULL;
}

/* Of the ways to the op on one object the one that lacks least. */
static struct missing find_least(struct run *run,
				 const struct route_list *routes,
				 unsigned subject, unsigned object)
{
	struct missing least = {"", 0};
	for (size_t i = 0; i < routes->count; i++) {
		const struct route *route = &routes->items[i];
		for (unsigned role = 0; role <= PARTY_COUNT; role++) {
			if (!is_object_role(route, (enum party)role))
				continue;
			struct cast cast =
				cast_of(run, subject, (enum party)role, object);
			struct missing missing =
				find_missing(run, route, &cast);
			if (missing.count &&
			    (!least.count || missing.count < least.count))
				least = missing;
		}
	}
	return least;
}

/* More objects than that lack the same in all likelihood. */
enum { OBJECT_LIMIT = 4 };

const char *drift_missing_rules(struct run *run, const struct op *op,
				unsigned subject,
				const struct type_list *objects, bool partly,
				const char *other)
{
	struct route_list routes = LIST_INIT;
	const char *rules = "";
	route_add_all(run, op, NULL, &routes);
	for (size_t i = 0; i < objects->count && i < OBJECT_LIMIT; i++) {
		struct missing missing =
			find_least(run, &routes, subject, objects->items[i]);
		if (missing.count && !strstr(rules, missing.rules))
			rules = arena_format(run->arena, "%s%s%s", rules,
					     *rules ? "; " : "", missing.rules);
	}
	return arena_format(run->arena,
			    "%s can perform %s in %s but not %sin %s%s%s%s",
			    run->policy->types[subject].name, op->name, other,
			    partly ? "on the same objects " : "",
			    run->registry->releases[run->release].name,
			    *rules ? ", which needs: " : "", rules,
			    objects->count > OBJECT_LIMIT && *rules
				    ? ", and so on for its other objects"
				    : "");
}
