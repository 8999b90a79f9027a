/*
 * The search for types: party by party, among the intersection of what is
 * allowed with those that are given, and with those that were chosen before.
 */
#include <stdlib.h>

#include "solve/solve_candidate.h"
#include "solve/solve_context.h"
#include "solve/solve_query.h"
#include "solve/solve_search.h"
#include "solve/solve_state.h"
#include "solve/solve_trial.h"

static bool is_viewed(const struct search *search, enum party party)
{
	return search->component->viewed >> party & 1;
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
	return trial_check(search, party, &trial) &&
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
	const unsigned limit = solver_limit(solver);
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
	if (left >= FEW && solver_limit(solver) / TYPES_FOR_EACH < left) {
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
	const unsigned limit = solver_limit(solver);
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
	links_find(search, party, trial, &links);
	if (is_told_by_set(search, depth)) {
		search->passed |= candidates_exist(search, party, &links);
		if (search->passed || !is_viewed(search, party))
			return search->passed;
	}
	uint64_t *scratch = set_take(&solver->pool);
	const uint64_t *candidates =
		candidates_find(search, party, &links, scratch);
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
	const bool plain = party != PARTY_SELF &&
			   set_has(candidates_now(search, party), object);
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
	const unsigned limit = solver_limit(solver);
	uint64_t *labels = set_take(&solver->pool);
	if (party == PARTY_SELF) {
		add_view_labels(solver_views(solver), labels);
	} else {
		set_copy(labels, candidates_now(search, party),
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

bool search_within(struct search *search, const struct trial *start,
		   const uint64_t *within)
{
	struct solver *solver = search->solver;
	const enum party party = search->component->seats[0].party;
	const size_t words = solver->pool.word_count;
	const unsigned limit = solver_limit(solver);
	const uint64_t *candidates = party == PARTY_SELF
					     ? solver->row.none
					     : candidates_now(search, party);
	if (is_told_by_set(search, 0) && sets_meet(candidates, within, words))
		return true;
	uint64_t *labels = set_take(&solver->pool);
	set_copy(labels, candidates, words);
	if (party == PARTY_SELF || is_viewed(search, party))
		add_view_labels(solver_views(solver), labels);
	set_cut(labels, within, words);
	for (unsigned i = set_next(labels, 0, limit);
	     i < limit && !search->passed; i = set_next(labels, i + 1, limit))
		search_object(search, start, i);
	set_give_back(&solver->pool, labels);
	return search->passed;
}
