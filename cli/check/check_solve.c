#include "check/solve.h"

#include "check/free.h"
#include "check/part.h"
#include "check/standing.h"

bool way_is_likely(const struct solver *solver, const struct plan_way *way,
		   bool sometimes)
{
	const struct way_facts *facts = &solver->facts[way->index];
	const struct rights *rights = solver->rights;
	const struct row *row = &solver->row;
	const uint32_t *any =
		(sometimes ? rights->any_sometimes : rights->any) +
		(size_t)row->subject * rights->policy->class_count;
	if (facts->hopeless || (sometimes && !facts->varies))
		return false;
	for (unsigned i = 0; i < way->need_count && !row->permissive; i++) {
		const struct requirement *need = &way->needs[i];
		if (need->subject == PARTY_CALLER &&
		    (need->permissions & ~any[need->object_class]))
			return false;
	}
	return true;
}

bool way_admits(const struct solver *solver, const struct plan_way *way,
		enum party role, unsigned type)
{
	return standing_admits(solver->run, way->system_domains, role, type);
}

bool way_shows(struct solver *solver, const struct plan_way *way,
	       enum party role, unsigned type)
{
	return way_admits(solver, way, role, type) ||
	       views_have(solver_views(solver), type);
}

void way_gather_candidates(struct solver *solver, const struct plan_way *way,
			   bool varying, struct type_set *types)
{
	if (party_is_open(way->object))
		trial_candidates(solver, way, way->object, varying, types);
	else if (way->object != PARTY_SELF)
		type_set_add(types, way_given_type(solver, way->object));
	else
		for (size_t i = 0; i < solver_views(solver)->selves.count; i++)
			type_set_add(types, solver->views.selves.items[i].seen);
}

bool way_passes(struct solver *solver, const struct plan_way *way)
{
	struct trial trial;
	bool passes = false;
	if (way->shape == WAY_FREE)
		return free_has_caller(solver, way);
	if (way_has_parts(solver, way))
		return parts_pass(solver, way);
	if (way_is_plain(solver, way))
		return plain_passes(solver, way);
	struct type_set *types = solver_take_set(solver);
	way_gather_candidates(solver, way, false, types);
	for (unsigned i = 0; i < types->count && !passes; i++)
		passes = way_try(solver, way, types->items[i], &trial);
	solver_give_back(solver, types);
	return passes;
}

void way_gather(struct solver *solver, const struct plan_way *way,
		struct type_set *objects)
{
	struct trial trial;
	if (way->shape == WAY_FREE) {
		if (free_has_caller(solver, way))
			type_set_add(objects, solver->row.subject);
		return;
	}
	if (way_has_parts(solver, way)) {
		parts_gather(solver, way, objects);
		return;
	}
	if (way_is_plain(solver, way) && party_is_open(way->object) &&
	    !solver->row.permissive) {
		plain_gather(solver, way, objects);
		return;
	}
	struct type_set *types = solver_take_set(solver);
	way_gather_candidates(solver, way, false, types);
	for (unsigned i = 0; i < types->count; i++)
		if (way_try(solver, way, types->items[i], &trial))
			type_set_add(objects, types->items[i]);
	solver_give_back(solver, types);
}

void way_gather_varying(struct solver *solver, const struct plan_way *way,
			struct type_set *objects)
{
	if (way->shape == WAY_FREE) {
		if (free_has_caller_sometimes(solver, way))
			type_set_add(objects, solver->row.subject);
	} else if (way_has_parts(solver, way)) {
		parts_gather_varying(solver, way, objects);
	} else if (way_is_plain(solver, way) && party_is_open(way->object) &&
		   plain_given_passes(solver, way)) {
		plain_gather_varying(solver, way, objects);
	} else {
		way_gather_candidates(solver, way, true, objects);
	}
}

/* Whether the way could be about the object at all. */
static bool can_be_about(struct solver *solver, const struct plan_way *way,
			 unsigned object)
{
	if (way->shape == WAY_FREE)
		return free_is_about_domain(way) &&
		       object == solver->row.subject;
	if (way->object == PARTY_SELF && !way_is_plain(solver, way))
		return true;
	return party_is_open(way->object)
		       ? way_shows(solver, way, way->object, object)
		       : way_given_type(solver, way->object) == object;
}

bool way_try(struct solver *solver, const struct plan_way *way, unsigned object,
	     struct trial *trial)
{
	if (!can_be_about(solver, way, object))
		return false;
	if (way_has_parts(solver, way))
		return parts_try(solver, way, object, trial);
	if (!way_is_plain(solver, way))
		return trial_object(solver, way, false, object, trial, NULL);
	if (!plain_given_passes(solver, way) ||
	    !plain_object_passes(solver, way, object))
		return false;
	*trial = plain_trial(solver, way, object);
	return true;
}

struct when way_try_varying(struct solver *solver, const struct plan_way *way,
			    unsigned object, struct trial *trial)
{
	struct when when = when_never();
	if (!can_be_about(solver, way, object))
		return when;
	if (way_has_parts(solver, way))
		return parts_try_varying(solver, way, object, trial);
	if (!way_is_plain(solver, way)) {
		trial_object(solver, way, true, object, trial, &when);
		return when;
	}
	when = plain_when(solver, way, object);
	*trial = plain_trial(solver, way, object);
	return when;
}
