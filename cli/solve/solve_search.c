/*
 * The search for types: party by party, among the intersection of what is
 * allowed with those that are given, and with those that were chosen before.
 */
#include "solve/solve_context.h"
#include "solve/solve_query.h"
#include "solve/solve_search.h"
#include "solve/solve_state.h"

#include <assert.h>
#include <stdlib.h>

struct trial trial_start(const struct solver *solver, unsigned caller)
{
	struct trial trial = solver->nobody;
	trial.own[PARTY_CALLER] = trial.seen[PARTY_CALLER] = caller;
	trial.caller[PARTY_CALLER] = caller != NO_TYPE;
	return trial;
}

static unsigned limit_of(const struct solver *solver)
{
	return solver->setting.rights->policy->type_count;
}

static struct seat *seat_of(struct component *component, enum party party)
{
	unsigned place = 0;
	while (component->seats[place].party != party)
		place++;
	return &component->seats[place];
}

static bool is_viewed(const struct search *search, enum party party)
{
	return search->component->viewed >> party & 1;
}

/* --- Candidates ----------------------------------------------------------- */

/* The types that the party can have by itself, whatever is asked. */
static const uint64_t *admitted_types(struct solver *solver,
				      unsigned system_domains, enum party party)
{
	const struct solve_setting *setting = &solver->setting;
	const unsigned limit = limit_of(solver);
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

static const uint64_t *now_of(const struct search *search, enum party party);

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
		const uint64_t *others = now_of(search, other);
		uint64_t *reached = set_take(&solver->pool);
		for (unsigned j = set_next(others, 0, limit_of(solver));
		     j < limit_of(solver);
		     j = set_next(others, j + 1, limit_of(solver)))
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

/* What holds of the loaded caller. */
static const uint64_t *now_of(const struct search *search, enum party party)
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

/* --- Whether all that is known by now is allowed -------------------------- */

static bool is_chosen(const struct trial *trial, enum party party)
{
	return trial->own[party] != NO_TYPE;
}

/* NO_TYPE: it is open how the caller sees it. */
static unsigned label_of(const struct atom *atom, const struct trial *trial)
{
	return atom->asked.subject == PARTY_CALLER
		       ? trial->seen[atom->asked.object]
		       : trial->own[atom->asked.object];
}

static struct when atom_when(struct solver *solver, const struct atom *atom,
			     const struct trial *trial)
{
	const unsigned label = label_of(atom, trial);
	return atom->relation
		       ? relation_when(atom->relation,
				       trial->own[atom->asked.subject], label)
		       : row_when(&solver->row, label, atom->asked.object_class,
				  atom->asked.permissions);
}

static bool row_may(const struct search *search,
		    const struct requirement *asked, unsigned label)
{
	struct row *row = &search->solver->row;
	for (uint32_t left = asked->permissions; left; left &= left - 1) {
		const unsigned bit = (unsigned)__builtin_ctz(left);
		const uint64_t *maybe =
			search->sometimes
				? row_maybe(row, asked->object_class, bit)
				: NULL;
		if (!set_has(row_always(row, asked->object_class, bit),
			     label) &&
		    !(maybe && set_has(maybe, label)))
			return false;
	}
	return true;
}

static bool atom_holds(const struct search *search, const struct atom *atom,
		       const struct trial *trial)
{
	const unsigned label = label_of(atom, trial);
	return atom->relation ? relation_has(atom->relation,
					     trial->own[atom->asked.subject],
					     label, search->sometimes)
			      : row_may(search, &atom->asked, label);
}

/* Looks at what is asked between the party and those chosen before. */
static bool check_party(const struct search *search, enum party party,
			struct trial *trial)
{
	struct conditions *conditions =
		&search->solver->setting.rights->conditions;
	for (unsigned i = 0; i < search->component->atom_count; i++) {
		const struct atom *atom = &search->component->atoms[i];
		if ((atom->asked.subject != party &&
		     atom->asked.object != party) ||
		    !is_chosen(trial, atom->asked.subject) ||
		    label_of(atom, trial) == NO_TYPE)
			continue;
		if (!search->guarded) {
			if (!atom_holds(search, atom, trial))
				return false;
			continue;
		}
		const struct when when = atom_when(search->solver, atom, trial);
		trial->when = when_and(conditions, &trial->when, &when);
		if (when_is_never(&trial->when))
			return false;
	}
	return true;
}

/* --- Choosing ------------------------------------------------------------- */

/* How the trial's caller sees domains. */
static const struct views *see_views(const struct search *search,
				     const struct trial *trial)
{
	return views_of(search->solver, trial->own[PARTY_CALLER]);
}

static bool go_on(struct search *search, unsigned depth,
		  const struct trial *trial);

/* Goes on with the party as the view has it; true: no more is to be tried. */
static bool choose(struct search *search, unsigned depth,
		   const struct view *view, const struct trial *before)
{
	struct conditions *conditions =
		&search->solver->setting.rights->conditions;
	const enum party party = search->component->seats[depth].party;
	struct trial trial = *before;
	if (!search->sometimes && !when_is_always(&view->when))
		return false;
	trial.own[party] = view->own;
	trial.seen[party] = view->seen;
	trial.caller[party] = view->self;
	if (search->guarded)
		trial.when = when_and(conditions, &trial.when, &view->when);
	return check_party(search, party, &trial) &&
	       go_on(search, depth + 1, &trial);
}

/* The views that show the label, but for that of its own type. */
static bool choose_views(struct search *search, unsigned depth, unsigned label,
			 const struct trial *before)
{
	const struct views *views = see_views(search, before);
	for (size_t i = 0; i < views->selves.count; i++)
		if (views->selves.items[i].seen == label &&
		    choose(search, depth, &views->selves.items[i], before))
			return true;
	if (search->component->seats[depth].party == PARTY_SELF)
		return false;
	for (size_t i = 0; i < views->guests.count; i++) {
		const struct view *view = &views->guests.items[i];
		if (view->seen == label && view->own != label &&
		    choose(search, depth, view, before))
			return true;
	}
	return false;
}

/* The label, as that of a type itself, which can have it, or of a view. */
static bool choose_label(struct search *search, unsigned depth, unsigned label,
			 bool plain, const struct trial *before)
{
	const enum party party = search->component->seats[depth].party;
	const struct view own = {label, label, when_always(), false};
	if (plain && choose(search, depth, &own, before))
		return true;
	return (party == PARTY_SELF || is_viewed(search, party)) &&
	       choose_views(search, depth, label, before);
}

/* What those that are chosen let the party be, a set for each atom. */
struct links {
	/* No more than accesses, which the registry's loader has counted. */
	const uint64_t *sets[ACCESS_LIMIT];
	unsigned count;
};

static void find_links(const struct search *search, enum party party,
		       const struct trial *trial, struct links *links)
{
	const struct component *component = search->component;
	links->count = 0;
	for (unsigned i = 0; i < component->atom_count; i++) {
		const struct atom *atom = &component->atoms[i];
		const bool backward = atom->asked.subject == party;
		const enum party other =
			backward ? atom->asked.object : atom->asked.subject;
		/* What is asked of initial SIDs and of the loaded caller
		 * is seen to before. */
		if (!atom->relation ||
		    (!backward && atom->asked.object != party) ||
		    other == party ||
		    (!query_chooses(search->query, other) &&
		     (other == PARTY_CALLER ||
		      !query_knows(search->query, other))) ||
		    !is_chosen(trial, other) ||
		    (backward && label_of(atom, trial) == NO_TYPE))
			continue;
		assert(links->count < ACCESS_LIMIT);
		links->sets[links->count++] =
			backward ? relation_sources(atom->relation,
						    label_of(atom, trial),
						    search->sometimes)
				 : relation_targets(atom->relation,
						    trial->own[other],
						    search->sometimes);
	}
}

/* The party's candidates that go with those that are chosen. */
static const uint64_t *find_candidates(const struct search *search,
				       enum party party,
				       const struct links *links,
				       uint64_t *scratch)
{
	const size_t words = search->solver->pool.word_count;
	const uint64_t *set = now_of(search, party);
	if (!links->count)
		return set;
	set_copy(scratch, set, words);
	for (unsigned i = 0; i < links->count; i++)
		set_cut(scratch, links->sets[i], words);
	return scratch;
}

struct ranked_label {
	unsigned rank, label;
};

static int compare_labels(const void *a, const void *b)
{
	const struct ranked_label *x = a, *y = b;
	return (x->rank > y->rank) - (x->rank < y->rank);
}

/* The set's types, in the order in which they are tried. */
static unsigned order_labels(const struct solver *solver, const unsigned *rank,
			     const uint64_t *set, struct arena *arena,
			     unsigned **types)
{
	const unsigned limit = limit_of(solver);
	const unsigned count = set_count(set, solver->pool.word_count);
	struct arena scratch = ARENA_INIT;
	struct ranked_label *labels =
		arena_alloc(&scratch, count, sizeof *labels);
	unsigned kept = 0;
	for (unsigned i = set_next(set, 0, limit); i < limit;
	     i = set_next(set, i + 1, limit))
		labels[kept++] = (struct ranked_label){rank[i], i};
	if (count)
		qsort(labels, count, sizeof *labels, compare_labels);
	*types = arena_alloc(arena, count, sizeof **types);
	for (unsigned i = 0; i < count; i++)
		(*types)[i] = labels[i].label;
	arena_release(&scratch);
	return count;
}

/* All types in that order, worked out once. */
static const unsigned *order_all(struct solver *solver, bool callers)
{
	const struct solve_setting *setting = &solver->setting;
	if (!solver->ordered[callers])
		order_labels(solver,
			     callers ? setting->caller_rank : setting->rank,
			     solver->row.all, solver->arena,
			     &solver->ordered[callers]);
	return solver->ordered[callers];
}

static void add_view_labels(const struct views *views, uint64_t *set)
{
	for (size_t i = 0; i < views->selves.count; i++)
		set_add(set, views->selves.items[i].seen);
	for (size_t i = 0; i < views->guests.count; i++)
		set_add(set, views->guests.items[i].seen);
}

/* Whether it is enough that there is some candidate for the last party. */
static bool is_told_by_set(const struct search *search, unsigned depth)
{
	const struct component *component = search->component;
	return depth + 1 == component->seat_count && !search->guarded &&
	       !search->first && !search->query->constrained &&
	       !query_knows(search->query, component->seats[depth].party) &&
	       !(component->of_itself >> component->seats[depth].party & 1);
}

/*
 * Tries the labels of the set in the order of names: where they are many, those
 * of all types that are in it, since it is seldom that all are tried.
 */
static bool choose_by_name(struct search *search, unsigned depth,
			   const uint64_t *plain, const uint64_t *all,
			   const struct trial *before)
{
	enum { FEW = 32, TYPES_FOR_EACH = 8 };
	struct solver *solver = search->solver;
	const struct solve_setting *setting = &solver->setting;
	const bool callers =
		search->component->seats[depth].party == PARTY_CALLER;
	unsigned left = set_count(all, solver->pool.word_count);
	struct arena arena = ARENA_INIT;
	bool done = false;
	unsigned *types;
	const unsigned *next = NULL;
	if (left >= FEW && limit_of(solver) / TYPES_FOR_EACH < left) {
		next = order_all(solver, callers);
	} else {
		order_labels(solver,
			     callers ? setting->caller_rank : setting->rank,
			     all, &arena, &types);
		next = types;
	}
	for (; left && !done; next++) {
		if (!set_has(all, *next))
			continue;
		done = choose_label(search, depth, *next, set_has(plain, *next),
				    before);
		left--;
	}
	arena_release(&arena);
	return done;
}

static bool choose_among(struct search *search, unsigned depth,
			 const uint64_t *plain, const struct trial *before)
{
	struct solver *solver = search->solver;
	const enum party party = search->component->seats[depth].party;
	const unsigned limit = limit_of(solver);
	uint64_t *all = set_take(&solver->pool);
	bool done = false;
	set_copy(all, plain, solver->pool.word_count);
	if (is_viewed(search, party))
		add_view_labels(see_views(search, before), all);
	if (search->ranked)
		done = choose_by_name(search, depth, plain, all, before);
	else
		for (unsigned i = set_next(all, 0, limit); i < limit && !done;
		     i = set_next(all, i + 1, limit))
			done = choose_label(search, depth, i, set_has(plain, i),
					    before);
	set_give_back(&solver->pool, all);
	return done;
}

static bool choose_self(struct search *search, unsigned depth,
			const struct trial *before)
{
	const struct views *views = see_views(search, before);
	for (size_t i = 0; i < views->selves.count; i++)
		if (choose(search, depth, &views->selves.items[i], before))
			return true;
	return false;
}

static bool choose_one_of(struct search *search, unsigned depth,
			  const struct views *views, const struct trial *before)
{
	for (size_t i = 0; i < views->selves.count; i++)
		if (choose(search, depth, &views->selves.items[i], before))
			return true;
	for (size_t i = 0; i < views->guests.count; i++)
		if (views->guests.items[i].seen != views->guests.items[i].own &&
		    choose(search, depth, &views->guests.items[i], before))
			return true;
	return false;
}

/* A domain that is given by its type: as itself, and as the caller sees it. */
static bool choose_given(struct search *search, unsigned depth, bool plain,
			 const struct trial *before)
{
	const unsigned own = before->own[search->component->seats[depth].party];
	const struct view itself = {own, own, when_always(), false};
	struct arena scratch = ARENA_INIT;
	struct views views = {LIST_INIT, LIST_INIT};
	if (plain && choose(search, depth, &itself, before))
		return true;
	views_make_of(search->solver, before->own[PARTY_CALLER], own, &scratch,
		      &views);
	const bool done = choose_one_of(search, depth, &views, before);
	arena_release(&scratch);
	return done;
}

static bool finish(struct search *search, const struct trial *trial)
{
	struct conditions *conditions =
		&search->solver->setting.rights->conditions;
	if (!contexts_exist(search->solver, search->query, trial))
		return false;
	if (!search->passed && search->first)
		*search->first = *trial;
	search->passed = true;
	if (!search->guarded)
		return true;
	search->total = when_or(conditions, &search->total, &trial->when);
	return when_is_always(&search->total);
}

/* Whether some candidate goes with those that are chosen. */
static bool has_candidate(struct search *search, enum party party,
			  const struct links *links)
{
	const size_t words = search->solver->pool.word_count;
	const uint64_t *set = now_of(search, party);
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

static bool go_on(struct search *search, unsigned depth,
		  const struct trial *trial)
{
	struct solver *solver = search->solver;
	struct links links;
	if (depth == search->component->seat_count)
		return finish(search, trial);
	const enum party party = search->component->seats[depth].party;
	if (party == PARTY_SELF)
		return choose_self(search, depth, trial);
	find_links(search, party, trial, &links);
	if (is_told_by_set(search, depth)) {
		search->passed |= has_candidate(search, party, &links);
		if (search->passed || !is_viewed(search, party))
			return search->passed;
	}
	uint64_t *scratch = set_take(&solver->pool);
	const uint64_t *candidates =
		find_candidates(search, party, &links, scratch);
	const bool done =
		query_knows(search->query, party)
			? choose_given(search, depth,
				       set_has(candidates, trial->own[party]),
				       trial)
			: choose_among(search, depth, candidates, trial);
	set_give_back(&solver->pool, scratch);
	return done;
}

void search_all(struct search *search, const struct trial *start)
{
	go_on(search, 0, start);
}

void search_object(struct search *search, const struct trial *start,
		   unsigned object)
{
	const enum party party = search->component->seats[0].party;
	const bool plain =
		party != PARTY_SELF && set_has(now_of(search, party), object);
	choose_label(search, 0, object, plain, start);
}

/* Adds those of a party that is the only one, which its set tells. */
static void gather_set(struct search *search, const struct trial *start,
		       const uint64_t *plain, uint64_t *objects)
{
	struct solver *solver = search->solver;
	const enum party party = search->component->seats[0].party;
	set_unite(objects, plain, solver->pool.word_count);
	if (!is_viewed(search, party))
		return;
	const struct views *views = solver_views(solver);
	for (size_t i = 0; i < views->selves.count + views->guests.count; i++) {
		const size_t guest = i - views->selves.count;
		const unsigned label =
			i < views->selves.count
				? views->selves.items[i].seen
				: views->guests.items[guest].seen;
		search->passed = false;
		if (!set_has(objects, label) &&
		    (choose_views(search, 0, label, start) || search->passed))
			set_add(objects, label);
	}
}

void search_gather(struct search *search, const struct trial *start,
		   uint64_t *objects)
{
	struct solver *solver = search->solver;
	const enum party party = search->component->seats[0].party;
	const unsigned limit = limit_of(solver);
	uint64_t *labels = set_take(&solver->pool);
	if (party == PARTY_SELF) {
		add_view_labels(solver_views(solver), labels);
	} else {
		set_copy(labels, now_of(search, party),
			 solver->pool.word_count);
		if (is_told_by_set(search, 0)) {
			gather_set(search, start, labels, objects);
			set_give_back(&solver->pool, labels);
			return;
		}
		if (is_viewed(search, party))
			add_view_labels(solver_views(solver), labels);
	}
	for (unsigned i = set_next(labels, 0, limit); i < limit;
	     i = set_next(labels, i + 1, limit)) {
		search->passed = false;
		if (set_has(objects, i))
			continue;
		search_object(search, start, i);
		if (search->passed)
			set_add(objects, i);
	}
	set_give_back(&solver->pool, labels);
}
