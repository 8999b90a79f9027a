/* What of the registry's words on what ops give a policy lets someone have. */
#include "check/power.h"

#include <string.h>

static const struct power_kind kinds[] = {
	{"policy", "XSM101", "may replace or switch off the policy, asked of",
	 "can replace the policy or switch its enforcement off", false, false,
	 0},
	{"booleans", "XSM101", "may switch conditional rules, asked of",
	 "can switch the policy's conditional rules", false, false, 0},
	{"resource-labels", "XSM101", "may label hardware, asked of",
	 "can choose the labels of hardware", false, false, 0},
	{"label", "XSM102", "may take the label", "can take or give the label",
	 true, true, 0},
	{"memory", "XSM103", "writes the memory of", "can write the memory of",
	 true, true, 0},
	{"state", "XSM103", "writes the registers of",
	 "can write the registers of", true, true, 0},
	{"read", "XSM104", "reads the memory of", "can read the memory of",
	 true, false, 0},
	{"read-any", "XSM104", "copies any domain into",
	 "can copy any domain, its memory and registers, into", true, false, 0},
	{"introspect", "XSM104", "introspects", "can introspect", true, true,
	 0},
	{"device-model", "XSM105", "may be the device model of",
	 "can be the device model of", true, true, 0},
	{"hypervisor", "XSM106", "brings code under all domains, asked of",
	 "can bring code into what runs under all domains", false, false, 0},
	{"unisolated-device", "XSM107", "has, with no IOMMU between,",
	 "can be given, with no IOMMU between it and all memory,", true, false,
	 0},
	{"device", "XSM107", "has, with an IOMMU between or none,",
	 "can be given, with an IOMMU between it and all memory or none,", true,
	 false, 2},
	{"device-interrupts", "XSM107",
	 "has, with its interrupts not remapped,",
	 "can be given, with its interrupts not remapped,", true, false, 1},
};

bool power_level(const struct access *access, enum level *level)
{
	bool found = false;
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
		const enum level of_kind =
			(enum level)(LEVEL_ERROR - kinds[i].lower);
		if (!access_gives(access, kinds[i].word) ||
		    (found && of_kind <= *level))
			continue;
		*level = of_kind;
		found = true;
	}
	return found;
}

static bool same_route(const struct route *a, const struct route *b)
{
	if (a->count != b->count || a->system_domains != b->system_domains)
		return false;
	for (unsigned i = 0; i < a->count; i++)
		if (a->asks[i].subject != b->asks[i].subject ||
		    a->asks[i].object != b->asks[i].object ||
		    a->asks[i].right.object_class !=
			    b->asks[i].right.object_class ||
		    a->asks[i].right.bit != b->asks[i].right.bit)
			return false;
	return true;
}

static bool is_step(const struct power_kind *kind, const struct route *route)
{
	/* A label given to another domain does nothing for the giver. */
	if (strcmp(kind->word, "label") == 0)
		for (unsigned i = 0; i < route->count; i++)
			if (route->asks[i].object == PARTY_TARGET)
				return false;
	return kind->step;
}

/* The power of that kind and route, which is made if there is none yet. */
static struct power *get_power(struct run *run, const struct power_kind *kind,
			       const struct route *route, unsigned giver,
			       struct power_list *list)
{
	for (size_t i = 0; i < list->count; i++) {
		struct power *power = &list->items[i];
		if (power->kind == kind && power->giver == giver &&
		    same_route(&power->route, route))
			return power;
	}
	struct power *power = list_push(list, run->arena);
	power->kind = kind;
	power->route = *route;
	power->giver = giver;
	power->over_known = run->known[route->asks[giver].object];
	power->step = is_step(kind, route);
	return power;
}

static void add_route(struct run *run, const struct route *route,
		      const struct access *giver, struct power_list *list)
{
	for (unsigned i = 0; i < route->count; i++)
		if (!route->asks[i].known)
			return;
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
		if (!access_gives(giver, kinds[i].word))
			continue;
		struct power *power = get_power(
			run, &kinds[i], route,
			(unsigned)(route_ask(route, giver) - route->asks),
			list);
		size_t count = power->ops.count;
		if (!count || power->ops.items[count - 1] != route->op)
			*list_push(&power->ops, run->arena) = route->op;
	}
}

/* What the op's own accesses give; its parent's are given by the parent. */
static void add_op(struct run *run, const struct op *op,
		   struct power_list *list)
{
	for (unsigned i = 0; i < op->accesses.count; i++) {
		const struct access *access =
			&run->registry->accesses[op->accesses.first + i];
		struct route_list routes = LIST_INIT;
		if (!access->gives || access->kind != ACCESS_ASKED ||
		    !release_set_has(&access->in, run->release))
			continue;
		route_add_all(run, op, access, &routes);
		for (size_t j = 0; j < routes.count; j++)
			add_route(run, &routes.items[j], access, list);
	}
}

struct power_list power_list_make(struct run *run)
{
	struct power_list list = LIST_INIT;
	for (unsigned i = 0; i < run->registry->op_count; i++) {
		const struct op *op = &run->registry->ops[i];
		if (release_set_has(&op->in, run->release))
			add_op(run, op, &list);
	}
	return list;
}

const struct ask *power_giver(const struct power *power)
{
	return &power->route.asks[power->giver];
}

bool power_is_possible(struct run *run, const struct power *power,
		       unsigned holder)
{
	const struct right right = power_giver(power)->right;
	return run_any_permissions(run, holder, right.object_class) >>
		       right.bit &
	       1;
}

bool power_find(struct run *run, const struct power *power, unsigned holder,
		unsigned over, bool always, struct hold *hold)
{
	const struct ask *giver = power_giver(power);
	struct cast cast = cast_start(run);
	cast_type(&cast, giver->subject, holder);
	cast_type(&cast, giver->object, over);
	*hold = (struct hold){.power = power, .holder = holder, .over = over};
	hold->when = cast_pass(run, &power->route, always, &cast);
	if (when_is_never(&hold->when))
		return false;
	hold->asked = cast_asked(&power->route, &cast, run->arena);
	return true;
}
