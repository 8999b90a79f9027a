/*
 * How a caller sees domains, as the hooks of FLASK do: a domain sees itself
 * with the label of the transition from its type to its type, a device model
 * sees its guest with that from the guest's type to its own; without one it is
 * the type.
 */
#include "solve/solve_query.h"
#include "solve/solve_state.h"

#include <stdlib.h>

static void add_outcomes(const struct solve_setting *setting, unsigned caller,
			 unsigned domain, const struct when *given,
			 struct arena *arena, struct views *views)
{
	struct arena scratch = ARENA_INIT;
	struct outcome *outcomes;
	const bool self = caller == domain && !given;
	size_t count = rights_transition(setting->rights, domain, caller,
					 &scratch, &outcomes);
	for (size_t i = 0; i < count; i++) {
		struct when when = outcomes[i].when;
		if (given)
			when = when_and(&setting->rights->conditions, given,
					&outcomes[i].when);
		const struct view view = {domain, outcomes[i].label, when,
					  self};
		if (when_is_never(&when))
			continue;
		if (self)
			*list_push(&views->selves, arena) = view;
		else
			*list_push(&views->guests, arena) = view;
	}
	arena_release(&scratch);
}

/* What the caller sees if it serves the domain, where that can be. */
static void add_guest(const struct solve_setting *setting, unsigned caller,
		      unsigned guest, struct arena *arena, struct views *views)
{
	const struct vector *serves = &setting->serves;
	if (!setting->possible[guest])
		return;
	const struct when served =
		rights_when(setting->rights, caller, guest,
			    serves->object_class, serves->permission);
	if (!when_is_never(&served))
		add_outcomes(setting, caller, guest, &served, arena, views);
}

/* A type, and the place where it is tried. */
struct ranked {
	unsigned rank, type;
};

static int compare_ranked(const void *a, const void *b)
{
	const struct ranked *x = a, *y = b;
	return (x->rank > y->rank) - (x->rank < y->rank);
}

static void add_guests(const struct solve_setting *setting, unsigned caller,
		       struct arena *arena, struct views *views)
{
	struct rights *rights = setting->rights;
	const struct vector *serves = &setting->serves;
	struct arena scratch = ARENA_INIT;
	unsigned *types;
	size_t count =
		rights_targets(rights, caller, serves->object_class,
			       serves->permission, true, &scratch, &types);
	struct ranked *guests = arena_alloc(&scratch, count, sizeof *guests);
	for (size_t i = 0; i < count; i++)
		guests[i] = (struct ranked){setting->rank[types[i]], types[i]};
	if (count)
		qsort(guests, count, sizeof *guests, compare_ranked);
	for (size_t i = 0; i < count; i++)
		add_guest(setting, caller, guests[i].type, arena, views);
	arena_release(&scratch);
}

/* Whether the caller may be the device model of some domain. */
static bool may_serve(const struct solver *solver, unsigned caller)
{
	const struct rights *rights = solver->setting.rights;
	const struct vector *serves = &solver->setting.serves;
	return serves->permission &&
	       !rights->policy->types[caller].permissive &&
	       (rights_any_sometimes(rights, caller, serves->object_class) &
		serves->permission);
}

void views_make(const struct solver *solver, unsigned caller,
		struct arena *arena, struct views *views)
{
	const struct solve_setting *setting = &solver->setting;
	views->selves.count = views->guests.count = 0;
	add_outcomes(setting, caller, caller, NULL, arena, views);
	if (may_serve(solver, caller))
		add_guests(setting, caller, arena, views);
}

void views_make_of(const struct solver *solver, unsigned caller,
		   unsigned domain, struct arena *arena, struct views *views)
{
	const struct solve_setting *setting = &solver->setting;
	views->selves.count = views->guests.count = 0;
	if (domain == caller)
		add_outcomes(setting, caller, caller, NULL, arena, views);
	if (may_serve(solver, caller))
		add_guest(setting, caller, domain, arena, views);
}

bool views_have(const struct views *views, unsigned label)
{
	for (size_t i = 0; i < views->selves.count; i++)
		if (views->selves.items[i].seen == label)
			return true;
	for (size_t i = 0; i < views->guests.count; i++)
		if (views->guests.items[i].seen == label)
			return true;
	return false;
}
