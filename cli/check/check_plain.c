/* Ways of which all is asked of the caller, on at most one open role. */
#include "check/plain.h"

#include "check/standing.h"

static bool view_varies(const struct run *run, const struct view *view)
{
	return !when_is_always(&view->when) &&
	       !standing_is_possible(run, view->seen);
}

/* Whether a label that no domain has is seen in some states alone. */
static bool views_vary(struct solver *solver)
{
	const struct views *views = solver_views(solver);
	bool vary = false;
	for (size_t i = 0; i < views->selves.count; i++)
		vary |= view_varies(solver->run, &views->selves.items[i]);
	for (size_t i = 0; i < views->guests.count; i++)
		vary |= view_varies(solver->run, &views->guests.items[i]);
	return vary;
}

/*
 * Whether the way is that plain for the loaded subject: a label for itself
 * that depends on booleans makes it less so.
 */
bool way_is_plain(struct solver *solver, const struct plan_way *way)
{
	const struct way_facts *facts = &solver->facts[way->index];
	if (!facts->plain ||
	    (facts->selfish && solver_views(solver)->selves.count != 1))
		return false;
	return (way->object != PARTY_TARGET && way->object != PARTY_OTHER) ||
	       !views_vary(solver);
}

/* The type of a role that is not open. */
unsigned way_given_type(struct solver *solver, enum party role)
{
	if (role == PARTY_CALLER)
		return solver->row.subject;
	if (role == PARTY_SELF)
		return solver_views(solver)->selves.items[0].seen;
	return solver->run->known[role]->type;
}

/* Whether what is asked on types that are given is always allowed. */
bool plain_given_passes(struct solver *solver, const struct plan_way *way)
{
	for (unsigned i = 0; i < way->need_count; i++) {
		const struct requirement *need = &way->needs[i];
		if (party_is_open(need->object))
			continue;
		uint32_t has = row_always(&solver->row,
					  way_given_type(solver, need->object),
					  need->object_class);
		if (need->permissions & ~has)
			return false;
	}
	return true;
}

/* Whether what is asked on the open role is always allowed on the type. */
bool plain_object_passes(struct solver *solver, const struct plan_way *way,
			 unsigned object)
{
	if (!way_shows(solver, way, way->object, object))
		return false;
	for (unsigned i = 0; i < way->need_count; i++) {
		const struct requirement *need = &way->needs[i];
		if (party_is_open(need->object) &&
		    (need->permissions &
		     ~row_always(&solver->row, object, need->object_class)))
			return false;
	}
	return true;
}

static bool lower_object_passes(const struct solver *solver,
				const struct plan_way *way, unsigned object)
{
	if (!way_admits(solver, way, way->object, object))
		return false;
	for (unsigned i = 0; i < way->need_count; i++) {
		const struct requirement *need = &way->needs[i];
		if (party_is_open(need->object) &&
		    (need->permissions &
		     ~solver->row.lower
			      .permissions[need->object_class][object]))
			return false;
	}
	return true;
}

/* What the lower layer has in the class that has least, of the open role. */
static const struct touched *least_touched(const struct solver *solver,
					   const struct plan_way *way)
{
	const struct touched *least = NULL;
	for (unsigned i = 0; i < way->need_count; i++) {
		const struct touched *touched =
			&solver->row.lower.touched[way->needs[i].object_class];
		if (party_is_open(way->needs[i].object) &&
		    (!least || touched->count < least->count))
			least = touched;
	}
	return least;
}

/*
 * Whether some object passes by the lower layer alone: of the labels that are
 * only seen, each subject has its own.
 */
static bool lower_passes(struct solver *solver, const struct plan_way *way)
{
	struct way_facts *facts = &solver->facts[way->index];
	const struct touched *least = least_touched(solver, way);
	if (facts->lower_version == solver->row.lower_version)
		return facts->lower_passes;
	facts->lower_version = solver->row.lower_version;
	facts->lower_passes = false;
	for (unsigned i = 0; i < least->count && !facts->lower_passes; i++)
		facts->lower_passes =
			lower_object_passes(solver, way, least->items[i]);
	return facts->lower_passes;
}

/* Adds all objects that pass by the lower layer alone. */
static void gather_lower(struct solver *solver, const struct plan_way *way,
			 struct type_set *objects)
{
	struct way_facts *facts = &solver->facts[way->index];
	const struct touched *least = least_touched(solver, way);
	if (facts->lower_objects_version != solver->row.lower_version) {
		facts->lower_objects_version = solver->row.lower_version;
		facts->lower_objects.count = 0;
		for (unsigned i = 0; i < least->count; i++)
			if (lower_object_passes(solver, way, least->items[i]))
				*list_push(&facts->lower_objects,
					   solver->rights->arena) =
					least->items[i];
	}
	for (size_t i = 0; i < facts->lower_objects.count; i++)
		type_set_add(objects, facts->lower_objects.items[i]);
}

/* The same of the labels by which the subject alone sees domains. */
static bool gather_seen(struct solver *solver, const struct plan_way *way,
			struct type_set *objects)
{
	const struct views *views = solver_views(solver);
	bool any = false;
	for (size_t i = 0; i < views->selves.count + views->guests.count; i++) {
		size_t guest = i - views->selves.count;
		unsigned label = i < views->selves.count
					 ? views->selves.items[i].seen
					 : views->guests.items[guest].seen;
		if (way_admits(solver, way, way->object, label) ||
		    !plain_object_passes(solver, way, label))
			continue;
		any = true;
		if (objects)
			type_set_add(objects, label);
	}
	return any;
}

/*
 * Adds the objects that pass by the upper layer, or by both; objects NULL:
 * stops at the first one.  Whether there is any.
 */
static bool gather_upper(struct solver *solver, const struct plan_way *way,
			 struct type_set *objects)
{
	bool any = gather_seen(solver, way, objects);
	if (any && !objects)
		return any;
	for (unsigned i = 0; i < way->need_count; i++) {
		const struct requirement *need = &way->needs[i];
		const struct touched *touched =
			&solver->row.upper.touched[need->object_class];
		for (unsigned j = 0;
		     party_is_open(need->object) && j < touched->count; j++) {
			if (!plain_object_passes(solver, way,
						 touched->items[j]))
				continue;
			any = true;
			if (!objects)
				return any;
			type_set_add(objects, touched->items[j]);
		}
	}
	return any;
}

/*
 * A single permission on some type is what way_is_likely() has made sure of;
 * but that a domain has the type, it has not.
 */
bool plain_passes(struct solver *solver, const struct plan_way *way)
{
	if (!plain_given_passes(solver, way))
		return false;
	if (!party_is_open(way->object) || solver->row.permissive)
		return true;
	if (way->need_count == 1 && way->object != PARTY_TARGET &&
	    way->object != PARTY_OTHER &&
	    !(way->needs[0].permissions & (way->needs[0].permissions - 1)))
		return true;
	return lower_passes(solver, way) || gather_upper(solver, way, NULL);
}

struct when plain_when(struct solver *solver, const struct plan_way *way,
		       unsigned object)
{
	struct conditions *conditions = &solver->rights->conditions;
	struct when when = when_always();
	for (unsigned i = 0; i < way->need_count; i++) {
		const struct requirement *need = &way->needs[i];
		unsigned target =
			party_is_open(need->object)
				? object
				: way_given_type(solver, need->object);
		struct when one =
			row_when(&solver->row, target, need->object_class,
				 need->permissions);
		when = when_and(conditions, &when, &one);
		if (when_is_never(&when))
			break;
	}
	return when;
}

struct trial plain_trial(struct solver *solver, const struct plan_way *way,
			 unsigned object)
{
	struct trial trial = trial_start(solver);
	if (solver->facts[way->index].selfish) {
		trial.own[PARTY_SELF] = solver->row.subject;
		trial.seen[PARTY_SELF] = way_given_type(solver, PARTY_SELF);
	}
	if (party_is_open(way->object)) {
		trial.own[way->object] = object;
		trial.seen[way->object] = object;
	}
	return trial;
}

void plain_gather(struct solver *solver, const struct plan_way *way,
		  struct type_set *objects)
{
	if (!plain_given_passes(solver, way))
		return;
	gather_lower(solver, way, objects);
	gather_upper(solver, way, objects);
}

/*
 * Of a plain way, where the given types pass always, only what conditional
 * rules speak of can vary.
 */
void plain_gather_varying(struct solver *solver, const struct plan_way *way,
			  struct type_set *objects)
{
	const struct row *row = &solver->row;
	const struct policy *policy = solver->run->policy;
	for (size_t i = 0; i < row->conditional.count; i++) {
		const struct policy_rule *rule = row->conditional.items[i];
		const struct policy_type *target = &policy->types[rule->target];
		bool needed = false;
		for (unsigned j = 0; j < way->need_count; j++)
			needed |=
				way->needs[j].object_class ==
					rule->object_class &&
				party_is_open(way->needs[j].object) &&
				(way->needs[j].permissions & rule->permissions);
		for (unsigned j = 0; needed && j < target->member_count; j++)
			if (way_shows(solver, way, way->object,
				      target->members[j]))
				type_set_add(objects, target->members[j]);
	}
}
