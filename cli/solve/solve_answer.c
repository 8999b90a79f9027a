/* What the loaded caller passes, put together from the components. */
#include "solve/solve_context.h"
#include "solve/solve_query.h"
#include "solve/solve_candidate.h"
#include "solve/solve_search.h"
#include "solve/solve_trial.h"
#include "solve/solve_state.h"

#include <stdlib.h>

void solver_load(struct solver *solver, unsigned caller)
{
	if (solver->row.caller == caller)
		return;
	row_load(&solver->row, caller);
	solver->views_known = false;
	solver->load++;
}

unsigned solver_caller(const struct solver *solver)
{
	return solver->row.caller;
}

const struct views *solver_views(struct solver *solver)
{
	if (!solver->views_known)
		views_make(solver, solver->row.caller, solver->arena,
			   &solver->views);
	solver->views_known = true;
	return &solver->views;
}

const struct views *views_of(struct solver *solver, unsigned caller)
{
	if (caller == solver->row.caller)
		return solver_views(solver);
	if (caller != solver->other)
		views_make(solver, caller, solver->arena, &solver->others);
	solver->other = caller;
	return &solver->others;
}

struct when solver_when(struct solver *solver, unsigned source, unsigned label,
			unsigned object_class, uint32_t permissions)
{
	struct row *row = &solver->row;
	if (row->caller == source && !(permissions & ~row->asked[object_class]))
		return row_when(row, label, object_class, permissions);
	return rights_when(solver->setting.rights, source, label, object_class,
			   permissions);
}

bool query_is_free(const struct query *query)
{
	return query->free;
}

bool query_varies(const struct query *query)
{
	return query->varies;
}

static bool is_about_domain(const struct query *query)
{
	return query->object == PARTY_TARGET || query->object == PARTY_OTHER;
}

bool query_shows(struct solver *solver, const struct query *query,
		 unsigned object)
{
	const struct solve_setting *setting = &solver->setting;
	return setting->admits(setting->who, query->system_domains,
			       query->object, object) ||
	       views_have(solver_views(solver), object);
}

/* Whether the caller may pass, by what it may do to some type: a quick no. */
static bool is_likely(const struct solver *solver, const struct query *query,
		      bool sometimes)
{
	const struct rights *rights = solver->setting.rights;
	const uint32_t *any =
		(sometimes ? rights->any_sometimes : rights->any) +
		(size_t)solver->row.caller * rights->policy->class_count;
	if (query->hopeless)
		return false;
	for (unsigned i = 0; i < query->atom_count && !solver->row.permissive;
	     i++) {
		const struct requirement *asked = &query->atoms[i].asked;
		if (!query->atoms[i].relation &&
		    (asked->permissions & ~any[asked->object_class]))
			return false;
	}
	return true;
}

/* --- What is given -------------------------------------------------------- */

static struct when given_when(struct solver *solver, const struct query *query,
			      const struct trial *start)
{
	struct conditions *conditions = &solver->setting.rights->conditions;
	struct when when = when_always();
	for (unsigned i = 0; i < query->given_count && !when_is_never(&when);
	     i++) {
		const struct atom *atom = &query->given[i];
		const unsigned type = start->own[atom->asked.object];
		const struct when one =
			atom->relation
				? relation_when(atom->relation,
						start->own[atom->asked.subject],
						type)
				: row_when(&solver->row, type,
					   atom->asked.object_class,
					   atom->asked.permissions);
		when = when_and(conditions, &when, &one);
	}
	return when;
}

/* Where nothing is open, contexts are asked here. */
static bool given_meets(struct solver *solver, const struct query *query,
			const struct trial *start)
{
	return query->component_count || contexts_exist(solver, query, start);
}

static bool given_passes(struct solver *solver, const struct query *query,
			 const struct trial *start, bool sometimes)
{
	for (unsigned i = 0; i < query->given_count; i++) {
		const struct atom *atom = &query->given[i];
		const struct requirement *asked = &atom->asked;
		const unsigned type = start->own[asked->object];
		if (atom->relation || sometimes) {
			const struct when when =
				given_when(solver, query, start);
			return given_meets(solver, query, start) &&
			       (sometimes ? !when_is_never(&when)
					  : when_is_always(&when));
		}
		if (!row_has(&solver->row, type, asked->object_class,
			     asked->permissions))
			return false;
	}
	return given_meets(solver, query, start);
}

/* --- Components ----------------------------------------------------------- */

static struct search search_of(struct solver *solver, struct query *query,
			       struct component *component, bool sometimes)
{
	return (struct search){.solver = solver,
			       .query = query,
			       .component = component,
			       .sometimes = sometimes,
			       .total = when_never()};
}

static bool component_passes(struct solver *solver, struct query *query,
			     struct component *component,
			     const struct trial *start, bool sometimes)
{
	const unsigned load = component_load(solver, component, false);
	if (component->passes_load[sometimes] != load) {
		struct search search =
			search_of(solver, query, component, sometimes);
		search_all(&search, start);
		component->passes_load[sometimes] = load;
		component->passes[sometimes] = search.passed;
	}
	return component->passes[sometimes];
}

static void component_gather(struct solver *solver, struct query *query,
			     struct component *component,
			     const struct trial *start, bool sometimes,
			     uint64_t *objects)
{
	struct search search = search_of(solver, query, component, sometimes);
	if (component->of_caller) {
		search_gather(&search, start, objects);
		return;
	}
	if (!component->objects[sometimes]) {
		component->objects[sometimes] = set_new(&solver->pool);
		search_gather(&search, start, component->objects[sometimes]);
	}
	set_unite(objects, component->objects[sometimes],
		  solver->pool.word_count);
}

/* Whether it always passes on an object of the set. */
static bool component_passes_within(struct solver *solver, struct query *query,
				    struct component *component,
				    const struct trial *start,
				    const uint64_t *within)
{
	struct search search = search_of(solver, query, component, false);
	if (component->of_caller)
		return search_within(&search, start, within);
	uint64_t *objects = set_take(&solver->pool);
	component_gather(solver, query, component, start, false, objects);
	const bool passes = sets_meet(objects, within, solver->pool.word_count);
	set_give_back(&solver->pool, objects);
	return passes;
}

/* When there is some choice; component->when is kept. */
static struct when component_when(struct solver *solver, struct query *query,
				  struct component *component,
				  const struct trial *start)
{
	const unsigned load = component_load(solver, component, false);
	if (component->when_load == load)
		return component->when;
	component->when_load = load;
	component->when = when_always();
	if (!component_passes(solver, query, component, start, false)) {
		struct search search =
			search_of(solver, query, component, true);
		search.guarded = true;
		search_all(&search, start);
		component->when = search.total;
	}
	return component->when;
}

/* Takes over what was chosen for the parties of the component. */
static void take_over(const struct component *component,
		      const struct trial *from, struct trial *trial)
{
	for (unsigned i = 0; i < component->seat_count; i++) {
		const enum party party = component->seats[i].party;
		trial->own[party] = from->own[party];
		trial->seen[party] = from->seen[party];
		trial->caller[party] = from->caller[party];
	}
}

/*
 * The first choice, by names, that passes in some state: of the objects that
 * pass always, if there are any, the first one.
 */
static void find_first(struct solver *solver, struct query *query,
		       struct component *component, const struct trial *start,
		       bool always, struct trial *trial)
{
	struct trial first = *start;
	struct search search = search_of(solver, query, component, false);
	search.ranked = true;
	search.first = &first;
	search_all(&search, start);
	if (!always) {
		const enum party party = component->seats[0].party;
		const unsigned object =
			search.passed ? first.seen[party] : NO_TYPE;
		search = search_of(solver, query, component, true);
		search.ranked = search.guarded = true;
		search.first = &first;
		if (object == NO_TYPE)
			search_all(&search, start);
		else
			search_object(&search, start, object);
	}
	take_over(component, &first, trial);
}

/* --- Queries -------------------------------------------------------------- */

/* Whether what everybody can do is done to the caller, by itself. */
static bool is_own_doing(struct solver *solver, struct query *query,
			 bool sometimes)
{
	const unsigned caller = solver->row.caller;
	if (!is_about_domain(query) || query->hopeless)
		return false;
	query_free(solver, query);
	return set_has(query->free_objects, caller) ||
	       (sometimes && set_has(query->free_maybe, caller));
}

bool query_passes(struct solver *solver, struct query *query)
{
	const unsigned caller = solver->row.caller;
	if (!is_likely(solver, query, false))
		return false;
	if (query->free)
		return is_own_doing(solver, query, false);
	const struct trial start = trial_start(solver, caller);
	if (!given_passes(solver, query, &start, false))
		return false;
	for (unsigned i = 0; i < query->component_count; i++)
		if (!component_passes(solver, query, &query->components[i],
				      &start, false))
			return false;
	return true;
}

/* The type of an object that is given. */
static unsigned given_object(const struct query *query,
			     const struct trial *start)
{
	return start->own[query->object];
}

static bool has_open_object(const struct query *query)
{
	return party_is_open(query->object) || query->object == PARTY_SELF;
}

/* Whether all passes that the object has no part in. */
static bool passes_beside_object(struct solver *solver, struct query *query,
				 const struct trial *start, bool sometimes)
{
	if (!given_passes(solver, query, start, sometimes))
		return false;
	for (unsigned i = 0; i < query->component_count; i++)
		if (!query->components[i].of_object &&
		    !component_passes(solver, query, &query->components[i],
				      start, sometimes))
			return false;
	return true;
}

static void gather(struct solver *solver, struct query *query,
		   const struct trial *start, bool sometimes, uint64_t *objects)
{
	if (!passes_beside_object(solver, query, start, sometimes))
		return;
	for (unsigned i = 0; i < query->component_count; i++)
		if (query->components[i].of_object)
			component_gather(solver, query, &query->components[i],
					 start, sometimes, objects);
	if (!has_open_object(query))
		set_add(objects, given_object(query, start));
}

void query_gather(struct solver *solver, struct query *query, bool sometimes,
		  uint64_t *objects)
{
	const unsigned caller = solver->row.caller;
	if (!is_likely(solver, query, sometimes))
		return;
	if (query->free) {
		if (is_own_doing(solver, query, sometimes))
			set_add(objects, caller);
		return;
	}
	const struct trial start = trial_start(solver, caller);
	gather(solver, query, &start, sometimes, objects);
}

bool query_passes_within(struct solver *solver, struct query *query,
			 const uint64_t *within)
{
	const unsigned caller = solver->row.caller;
	if (!is_likely(solver, query, false))
		return false;
	if (query->free)
		return set_has(within, caller) &&
		       is_own_doing(solver, query, false);
	const struct trial start = trial_start(solver, caller);
	if (!passes_beside_object(solver, query, &start, false))
		return false;
	for (unsigned i = 0; i < query->component_count; i++)
		if (query->components[i].of_object &&
		    component_passes_within(solver, query,
					    &query->components[i], &start,
					    within))
			return true;
	return !has_open_object(query) &&
	       set_has(within, given_object(query, &start));
}

/* When the component that has the object passes on it. */
static struct when object_when(struct solver *solver, struct query *query,
			       struct component *component,
			       const struct trial *start, unsigned object,
			       bool always, struct trial *trial)
{
	struct trial first = *start;
	struct search search = search_of(solver, query, component, !always);
	search.guarded = !always;
	search.ranked = trial;
	search.first = trial ? &first : NULL;
	search_object(&search, start, object);
	if (trial && search.passed)
		take_over(component, &first, trial);
	if (always)
		return search.passed ? when_always() : when_never();
	return search.total;
}

static struct when solve_object(struct solver *solver, struct query *query,
				const struct trial *start, unsigned object,
				bool always, struct trial *trial)
{
	struct conditions *conditions = &solver->setting.rights->conditions;
	struct when when = given_when(solver, query, start);
	if (trial)
		*trial = *start;
	if ((always && !when_is_always(&when)) ||
	    !given_meets(solver, query, start))
		return when_never();
	for (unsigned i = 0;
	     i < query->component_count && !when_is_never(&when); i++) {
		struct component *component = &query->components[i];
		struct when one;
		if (component->of_object)
			one = object_when(solver, query, component, start,
					  object, always, trial);
		else if (!always)
			one = component_when(solver, query, component, start);
		else
			one = component_passes(solver, query, component, start,
					       false)
				      ? when_always()
				      : when_never();
		when = when_and(conditions, &when, &one);
		if (trial && !component->of_object && !when_is_never(&when))
			find_first(solver, query, component, start, always,
				   trial);
	}
	return when;
}

struct when query_when(struct solver *solver, struct query *query,
		       unsigned object, bool always, struct trial *trial)
{
	const unsigned caller = solver->row.caller;
	const struct trial start = trial_start(solver, caller);
	if (!is_likely(solver, query, !always))
		return when_never();
	if (query->free ? !is_about_domain(query) || object != caller
			: !has_open_object(query) &&
				  given_object(query, &start) != object)
		return when_never();
	return solve_object(solver, query, &start, object, always, trial);
}

/* --- Those who are given -------------------------------------------------- */

/* Whether the domains that are given can be what they are to be. */
static bool are_admitted(const struct solve_setting *setting,
			 const struct query *query,
			 const unsigned types[PARTY_COUNT])
{
	for (unsigned i = PARTY_TARGET; i <= PARTY_OTHER; i++)
		if (query_knows(query, (enum party)i) &&
		    !setting->admits(setting->who, query->system_domains,
				     (enum party)i, types[i]))
			return false;
	return true;
}

/* Those who are given have their types, and maybe labels that are open. */
static struct trial start_given(const struct solver *solver,
				const struct query *query,
				const unsigned types[PARTY_COUNT])
{
	const bool loaded = query_knows(query, PARTY_CALLER);
	struct trial start =
		trial_start(solver, loaded ? solver->row.caller : NO_TYPE);
	for (unsigned i = 0; i < PARTY_COUNT; i++) {
		if (!query_knows(query, (enum party)i) || i == PARTY_CALLER)
			continue;
		start.own[i] = types[i];
		if (!query_chooses(query, (enum party)i))
			start.seen[i] = types[i];
	}
	return start;
}

/* Sometimes: by conditional rules, too. */
static struct when solve_given(struct solver *solver, struct query *query,
			       const struct trial *start, bool sometimes,
			       struct trial *trial)
{
	struct conditions *conditions = &solver->setting.rights->conditions;
	struct when when = given_when(solver, query, start);
	if (!sometimes && !when_is_always(&when))
		return when_never();
	for (unsigned i = 0;
	     i < query->component_count && !when_is_never(&when); i++) {
		struct component *component = &query->components[i];
		struct search search =
			search_of(solver, query, component, sometimes);
		struct trial first = *start;
		search.guarded = sometimes;
		search.ranked = true;
		search.first = &first;
		search_all(&search, start);
		take_over(component, &first, trial);
		if (!search.passed)
			return when_never();
		if (sometimes)
			when = when_and(conditions, &when, &search.total);
	}
	return when;
}

struct when query_given_when(struct solver *solver, struct query *query,
			     const unsigned types[PARTY_COUNT], bool always,
			     struct trial *trial)
{
	const bool loaded = query_knows(query, PARTY_CALLER);
	const struct trial start = start_given(solver, query, types);
	*trial = start;
	if (query->hopeless || !are_admitted(&solver->setting, query, types) ||
	    (loaded && !is_likely(solver, query, !always)) ||
	    !given_meets(solver, query, &start))
		return when_never();
	const struct when when =
		solve_given(solver, query, &start, false, trial);
	return always || !query->varies || !when_is_never(&when)
		       ? when
		       : solve_given(solver, query, &start, true, trial);
}

/* --- Whoever calls -------------------------------------------------------- */

struct when query_free_when(struct solver *solver, struct query *query,
			    unsigned object, bool always, struct trial *trial)
{
	const struct trial start = trial_start(solver, NO_TYPE);
	if (query->hopeless)
		return when_never();
	return solve_object(solver, query, &start, object, always, trial);
}

static unsigned *list_types(const struct solver *solver, const uint64_t *set,
			    size_t *count)
{
	const unsigned limit = solver_limit(solver);
	unsigned *types = arena_alloc(solver->arena,
				      set_count(set, solver->pool.word_count),
				      sizeof *types);
	*count = 0;
	for (unsigned i = set_next(set, 0, limit); i < limit;
	     i = set_next(set, i + 1, limit))
		types[(*count)++] = i;
	return types;
}

static void find_hits(struct solver *solver, struct query *query,
		      const uint64_t *maybe)
{
	struct free_answer *answer = &query->answer;
	size_t count;
	const unsigned *types = list_types(solver, maybe, &count);
	struct hit *hits = arena_alloc(solver->arena, count, sizeof *hits);
	for (size_t i = 0; i < count; i++) {
		const struct when when =
			query_free_when(solver, query, types[i], false, NULL);
		if (!when_is_never(&when))
			hits[answer->hit_count++] =
				(struct hit){types[i], when};
	}
	answer->hits = hits;
}

const struct free_answer *query_free(struct solver *solver, struct query *query)
{
	struct free_answer *answer = &query->answer;
	const struct trial start = trial_start(solver, NO_TYPE);
	if (query->answered || query->hopeless)
		return answer;
	query->answered = true;
	uint64_t *objects = set_new(&solver->pool);
	uint64_t *maybe = set_new(&solver->pool);
	query->free_objects = objects;
	query->free_maybe = maybe;
	gather(solver, query, &start, false, objects);
	answer->objects = list_types(solver, objects, &answer->object_count);
	if (query->varies) {
		gather(solver, query, &start, true, maybe);
		for (size_t i = 0; i < solver->pool.word_count; i++)
			maybe[i] &= ~objects[i];
		find_hits(solver, query, maybe);
	}
	return answer;
}
