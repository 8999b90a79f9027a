#include "check/candidate.h"

#include <string.h>

bool role_can_be(struct attempt *attempt, enum party role, unsigned type)
{
	const struct rights *rights = attempt->solver->rights;
	for (unsigned i = 0; i < attempt->way->need_count; i++) {
		const struct requirement *need = &attempt->way->needs[i];
		if (need->subject != role)
			continue;
		uint32_t any =
			attempt->varying
				? rights_any_sometimes(rights, type,
						       need->object_class)
				: rights_any(rights, type, need->object_class);
		if (need->permissions & ~any)
			return false;
	}
	return true;
}

/* All such types; found once for a way. */
static struct type_list subjects_of(struct attempt *attempt, enum party role)
{
	struct solver *solver = attempt->solver;
	struct type_list *list = &solver->facts[attempt->way->index]
					  .subjects[role][attempt->varying];
	const struct policy *policy = solver->run->policy;
	if (list->items)
		return *list;
	struct type_set *types = solver_take_set(solver);
	for (unsigned i = 0; i < policy->type_count; i++)
		if (!policy->types[i].attribute &&
		    role_can_be(attempt, role, i))
			type_set_add(types, i);
	unsigned *items = arena_alloc(solver->rights->arena, types->count + 1,
				      sizeof *items);
	memcpy(items, types->items, types->count * sizeof *items);
	*list = (struct type_list){items, types->count};
	solver_give_back(solver, types);
	return *list;
}

static bool is_subject(const struct attempt *attempt, enum party role)
{
	for (unsigned i = 0; i < attempt->way->need_count; i++)
		if (attempt->way->needs[i].subject == role)
			return true;
	return false;
}

static void add_all(struct attempt *attempt, struct type_set *types)
{
	const struct policy *policy = attempt->solver->run->policy;
	for (unsigned i = 0; i < policy->type_count; i++)
		if (!policy->types[i].attribute)
			type_set_add(types, i);
}

static void add_row_targets(struct attempt *attempt,
			    const struct requirement *need,
			    struct type_set *types)
{
	const struct row *row = &attempt->solver->row;
	const struct policy *policy = row->rights->policy;
	const struct layer *layers[] = {&row->lower, &row->upper};
	if (row->permissive)
		add_all(attempt, types);
	for (unsigned i = 0; i < 2 && !row->permissive; i++) {
		const struct touched *touched =
			&layers[i]->touched[need->object_class];
		for (unsigned j = 0; j < touched->count; j++)
			type_set_add(types, touched->items[j]);
	}
	for (size_t i = 0; i < row->conditional.count && attempt->varying;
	     i++) {
		const struct policy_rule *rule = row->conditional.items[i];
		const struct policy_type *type = &policy->types[rule->target];
		if (rule->object_class != need->object_class ||
		    !(rule->permissions & need->permissions))
			continue;
		for (unsigned j = 0; j < type->member_count; j++)
			type_set_add(types, type->members[j]);
	}
}

/* Those on which the source has some of what is needed, or more. */
static void add_targets(struct attempt *attempt, const struct requirement *need,
			unsigned source, struct type_set *types)
{
	const struct rights *rights = attempt->solver->rights;
	const struct names names = rights_names(rights, source);
	if (rights->policy->types[source].permissive)
		add_all(attempt, types);
	for (unsigned i = 0; i < names.count; i++) {
		const struct rule_span span =
			rights_rules(rights, names.items[i]);
		for (const struct policy_rule *rule = span.first;
		     rule < span.end; rule++) {
			const struct policy_type *type =
				&rights->policy->types[rule->target];
			if (rule->object_class != need->object_class ||
			    !(rule->permissions & need->permissions) ||
			    (rule->condition != POLICY_ALWAYS &&
			     !attempt->varying))
				continue;
			for (unsigned j = 0; j < type->member_count; j++)
				type_set_add(types, type->members[j]);
		}
	}
}

/* Those that have some of what is needed on the target, or more. */
static void add_sources(struct attempt *attempt, const struct requirement *need,
			unsigned target, struct type_set *types)
{
	struct rights *rights = attempt->solver->rights;
	const struct policy *policy = rights->policy;
	const struct names names = rights_names(rights, target);
	for (unsigned i = 0; i < names.count; i++) {
		const struct rule_list list =
			rights_rules_on(rights, names.items[i]);
		for (size_t j = 0; j < list.count; j++) {
			const struct policy_rule *rule =
				&policy->rules[list.items[j]];
			const struct policy_type *source =
				&policy->types[rule->source];
			if (rule->object_class != need->object_class ||
			    !(rule->permissions & need->permissions))
				continue;
			for (unsigned k = 0; k < source->member_count; k++)
				type_set_add(types, source->members[k]);
		}
	}
	for (size_t i = 0; i < rights->permissive.count; i++)
		type_set_add(types, rights->permissive.items[i]);
}

/* The need of which the role is the subject, and whose object is known. */
static const struct requirement *find_need_from(const struct attempt *attempt,
						enum party role,
						const struct trial *trial)
{
	for (unsigned i = 0; i < attempt->way->need_count; i++) {
		const struct requirement *need = &attempt->way->needs[i];
		if (need->subject == role && need->object != role &&
		    is_chosen(trial, need->object))
			return need;
	}
	return NULL;
}

/* The need of which the role is the object, with the best known subject. */
static const struct requirement *find_need(const struct attempt *attempt,
					   enum party role,
					   const struct trial *trial)
{
	const struct requirement *best = NULL;
	for (unsigned i = 0; i < attempt->way->need_count; i++) {
		const struct requirement *need = &attempt->way->needs[i];
		if (need->object != role || need->subject == role)
			continue;
		if (asks_caller(need))
			return need;
		if (!best || (is_chosen(trial, need->subject) &&
			      !is_chosen(trial, best->subject)))
			best = need;
	}
	return best;
}

/* Whether the caller has what it needs on the label, as far as is quick. */
static bool is_reached(const struct attempt *attempt, enum party role,
		       unsigned label)
{
	for (unsigned i = 0; i < attempt->way->need_count; i++) {
		const struct requirement *need = &attempt->way->needs[i];
		if (!attempt->varying && asks_caller(need) &&
		    need->object == role &&
		    (need->permissions & ~row_always(&attempt->solver->row,
						     label,
						     need->object_class)))
			return false;
	}
	return true;
}

bool role_is_viewed(const struct plan_way *way, enum party role)
{
	bool viewed = false;
	if (role != PARTY_TARGET && role != PARTY_OTHER)
		return false;
	for (unsigned i = 0; i < way->need_count; i++)
		viewed |= asks_caller(&way->needs[i]) &&
			  way->needs[i].object == role;
	return viewed;
}

/* Those that can be subjects in this role, by the labels of their views. */
static void add_subjects(struct attempt *attempt, enum party role,
			 struct type_set *types)
{
	const struct type_list subjects = subjects_of(attempt, role);
	for (size_t i = 0; i < subjects.count; i++)
		type_set_add(types, subjects.items[i]);
	if (!role_is_viewed(attempt->way, role))
		return;
	const struct views *views = solver_views(attempt->solver);
	for (size_t i = 0; i < views->selves.count; i++)
		type_set_add(types, views->selves.items[i].seen);
	for (size_t i = 0; i < views->guests.count; i++)
		type_set_add(types, views->guests.items[i].seen);
}

static size_t row_count(const struct attempt *attempt,
			const struct requirement *need)
{
	const struct row *row = &attempt->solver->row;
	if (row->permissive)
		return row->rights->policy->type_count;
	return (size_t)row->lower.touched[need->object_class].count +
	       row->upper.touched[need->object_class].count;
}

void candidates_gather(struct attempt *attempt, enum party role,
		       const struct trial *trial, unsigned depth,
		       struct type_set *types)
{
	const struct requirement *need = find_need(attempt, role, trial);
	bool subject = is_subject(attempt, role);
	const struct requirement *from = find_need_from(attempt, role, trial);
	if (!need || (depth > 1 && !is_chosen(trial, need->subject))) {
		if (from)
			add_sources(attempt, from, trial->own[from->object],
				    types);
		else if (subject)
			add_subjects(attempt, role, types);
		else
			add_all(attempt, types);
	} else if (asks_caller(need)) {
		if (subject &&
		    subjects_of(attempt, role).count < row_count(attempt, need))
			add_subjects(attempt, role, types);
		else
			add_row_targets(attempt, need, types);
	} else if (from) {
		add_sources(attempt, from, trial->own[from->object], types);
	} else if (is_chosen(trial, need->subject)) {
		add_targets(attempt, need, trial->own[need->subject], types);
	} else {
		struct type_set *sources = solver_take_set(attempt->solver);
		candidates_gather(attempt, need->subject, trial, depth + 1,
				  sources);
		for (unsigned i = 0; i < sources->count; i++)
			if (role_can_be(attempt, need->subject,
					sources->items[i]) &&
			    is_reached(attempt, need->subject,
				       sources->items[i]))
				add_targets(attempt, need, sources->items[i],
					    types);
		solver_give_back(attempt->solver, sources);
	}
	type_set_sort(types);
}

void trial_candidates(struct solver *solver, const struct plan_way *way,
		      enum party role, bool varying, struct type_set *types)
{
	struct attempt attempt = {solver, way, varying, NULL, NULL, false};
	struct trial trial = trial_start(solver);
	candidates_gather(&attempt, role, &trial, 0, types);
}
