/* The types that a party of a component may have, and which go with a trial. */
#include "solve/solve_candidate.h"
#include "solve/solve_search.h"
#include "solve/solve_state.h"
#include "solve/solve_trial.h"

static struct seat *seat_of(struct component *component, enum party party)
{
	unsigned place = 0;
	while (component->seats[place].party != party)
		place++;
	return &component->seats[place];
}

/* The types that the party can have by itself, whatever is asked. */
static const uint64_t *admitted_types(struct solver *solver,
				      unsigned system_domains, enum party party)
{
	const struct solve_setting *setting = &solver->setting;
	const unsigned limit = solver_limit(solver);
	if (party != PARTY_CALLER && party != PARTY_TARGET &&
	    party != PARTY_OTHER)
		return solver->row.all;
	for (size_t i = 0; i < solver->admitted.count; i++) {
		const struct admitted *known = &solver->admitted.items[i];
		if (known->party == party &&
		    known->system_domains == system_domains)
			return known->types;
	}
	uint64_t *types = set_new(&solver->pool);
	for (unsigned i = set_next(solver->row.all, 0, limit); i < limit;
	     i = set_next(solver->row.all, i + 1, limit))
		if (party == PARTY_CALLER
			    ? setting->caller_rank[i] != NO_TYPE
			    : setting->admits(setting->who, system_domains,
					      party, i))
			set_add(types, i);
	*list_push(&solver->admitted, solver->arena) =
		(struct admitted){system_domains, party, types};
	return types;
}

/* Cuts it to those that have what is asked of or on a given party. */
static void cut_to_given(const struct atom *atom, enum party party,
			 const struct trial *start, bool sometimes,
			 size_t word_count, uint64_t *set)
{
	const struct requirement *asked = &atom->asked;
	const enum party other =
		asked->subject == party ? asked->object : asked->subject;
	const unsigned type = start->own[other];
	if (type == NO_TYPE)
		return;
	set_cut(set,
		asked->subject == party
			? relation_sources(atom->relation, type, sometimes)
			: relation_targets(atom->relation, type, sometimes),
		word_count);
}

/* What holds whoever calls. */
static const uint64_t *base_of(const struct search *search, enum party party)
{
	struct solver *solver = search->solver;
	const size_t words = solver->pool.word_count;
	const struct component *component = search->component;
	struct seat *of = seat_of(search->component, party);
	if (of->base[search->sometimes])
		return of->base[search->sometimes];
	uint64_t *set = set_new(&solver->pool);
	set_copy(set,
		 admitted_types(solver, search->query->system_domains, party),
		 words);
	for (unsigned i = 0; i < component->atom_count; i++) {
		const struct atom *atom = &component->atoms[i];
		const struct requirement *asked = &atom->asked;
		if (!atom->relation ||
		    (asked->subject != party && asked->object != party))
			continue;
		if (asked->subject == party)
			set_cut(set,
				relation_subjects(atom->relation,
						  search->sometimes),
				words);
		if (asked->subject != asked->object)
			cut_to_given(atom, party, &solver->nobody,
				     search->sometimes, words, set);
	}
	of->base[search->sometimes] = set;
	return set;
}

/* Cuts it to the labels on which the caller has the permissions. */
static void cut_to_row(const struct search *search,
		       const struct requirement *asked, uint64_t *set)
{
	struct row *row = &search->solver->row;
	const size_t words = search->solver->pool.word_count;
	for (uint32_t left = asked->permissions; left; left &= left - 1) {
		const unsigned bit = (unsigned)__builtin_ctz(left);
		const uint64_t *always =
			row_always(row, asked->object_class, bit);
		const uint64_t *maybe =
			search->sometimes
				? row_maybe(row, asked->object_class, bit)
				: NULL;
		for (size_t i = 0; i < words; i++)
			set[i] &= always[i] | (maybe ? maybe[i] : 0);
	}
}

unsigned component_load(const struct solver *solver,
			const struct component *component, bool sets)
{
	bool shared = !component->by_itself && (sets || !component->by_label);
	if (!component->of_caller)
		return 1;
	for (unsigned i = 0; i < component->atom_count && shared; i++) {
		const struct atom *atom = &component->atoms[i];
		shared = atom->relation ||
			 row_is_shared(&solver->row, atom->asked.object_class,
				       atom->asked.permissions);
	}
	return shared ? 2 * solver->row.lower_load : 2 * solver->load + 1;
}

/*
 * A party that nothing is asked of or on by the caller is cut to those that go
 * with one that the caller reaches.
 */
static void cut_to_reached(const struct search *search, enum party party,
			   uint64_t *set)
{
	struct solver *solver = search->solver;
	const size_t words = solver->pool.word_count;
	const struct component *component = search->component;
	for (unsigned i = 0; i < component->atom_count; i++) {
		const struct atom *atom = &component->atoms[i];
		const bool backward = atom->asked.subject == party;
		const enum party other =
			backward ? atom->asked.object : atom->asked.subject;
		if ((!backward && atom->asked.object != party) ||
		    !party_is_open(other) || other == party ||
		    !(component->by_caller >> other & 1) ||
		    (component->viewed >> other & 1))
			continue;
		const uint64_t *others = candidates_now(search, other);
		uint64_t *reached = set_take(&solver->pool);
		for (unsigned j = set_next(others, 0, solver_limit(solver));
		     j < solver_limit(solver);
		     j = set_next(others, j + 1, solver_limit(solver)))
			set_unite(reached,
				  backward
					  ? relation_sources(atom->relation, j,
							     search->sometimes)
					  : relation_targets(atom->relation, j,
							     search->sometimes),
				  words);
		set_cut(set, reached, words);
		set_give_back(&solver->pool, reached);
	}
}

const uint64_t *candidates_now(const struct search *search, enum party party)
{
	struct solver *solver = search->solver;
	struct component *component = search->component;
	struct seat *of = seat_of(component, party);
	const unsigned mode = search->sometimes;
	const uint64_t *base = base_of(search, party);
	if (!component->of_caller)
		return base;
	const unsigned load = component_load(solver, component, true);
	if (of->load[mode] == load)
		return of->now[mode];
	if (!of->now[mode])
		of->now[mode] = set_new(&solver->pool);
	set_copy(of->now[mode], base, solver->pool.word_count);
	of->load[mode] = load;
	for (unsigned i = 0; i < component->atom_count; i++) {
		const struct atom *atom = &component->atoms[i];
		if (!atom->relation && atom->asked.object == party)
			cut_to_row(search, &atom->asked, of->now[mode]);
		if (atom->asked.subject == party &&
		    atom->asked.object == PARTY_CALLER)
			set_cut(of->now[mode],
				relation_sources(atom->relation,
						 solver->row.caller,
						 search->sometimes),
				solver->pool.word_count);
	}
	if (!(component->by_caller >> party & 1))
		cut_to_reached(search, party, of->now[mode]);
	return of->now[mode];
}

const uint64_t *candidates_find(const struct search *search, enum party party,
				const struct links *links, uint64_t *scratch)
{
	const size_t words = search->solver->pool.word_count;
	const uint64_t *set = candidates_now(search, party);
	if (!links->count)
		return set;
	set_copy(scratch, set, words);
	for (unsigned i = 0; i < links->count; i++)
		set_cut(scratch, links->sets[i], words);
	return scratch;
}

bool candidates_exist(struct search *search, enum party party,
		      const struct links *links)
{
	const size_t words = search->solver->pool.word_count;
	const uint64_t *set = candidates_now(search, party);
	if (!links->count)
		return !set_is_empty(set, words);
	if (links->count == 1) {
		if (search->last.a != set || search->last.b != links->sets[0])
			search->last.meet =
				sets_meet(set, links->sets[0], words);
		search->last.a = set;
		search->last.b = links->sets[0];
		return search->last.meet;
	}
	for (size_t i = 0; i < words; i++) {
		uint64_t both = set[i];
		for (unsigned j = 0; j < links->count; j++)
			both &= links->sets[j][i];
		if (both)
			return true;
	}
	return false;
}
