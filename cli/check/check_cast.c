/*
 * The search for who takes which part: role by role, from those who are known
 * to those whom they are granted something on, or who are granted something on
 * them.  Conditions and constraints must let all of it pass together.
 */
#include "check/cast.h"

#include <assert.h>
#include <string.h>

#include "check/source.h"
#include "check/standing.h"
#include "check/types.h"

struct search {
	struct run *run;
	const struct route *route;
	bool always; /* what varies does not count */
	struct when total;
	struct cast *first;
	bool passed;
	/* Of the caller that was asked for last. */
	unsigned caller;
	struct views views;
	struct arena arena;
};

struct cast cast_start(struct run *run)
{
	struct cast cast = {.when = when_always()};
	for (unsigned i = 0; i < PARTY_COUNT; i++) {
		cast.own[i] = run->known[i] ? run->known[i]->type : NO_TYPE;
		cast.seen[i] = cast.own[i];
	}
	return cast;
}

void cast_type(struct cast *cast, enum party role, unsigned type)
{
	cast->own[role] = type;
	if (role == PARTY_CALLER)
		cast->self[role] = true;
	/* Only domains have other labels. */
	if (role != PARTY_TARGET && role != PARTY_OTHER)
		cast->seen[role] = type;
}

void cast_label(struct cast *cast, enum party role, unsigned type,
		unsigned label)
{
	cast_type(cast, role, type);
	cast->seen[role] = label;
}

static unsigned target_of(const struct ask *ask, const struct cast *cast)
{
	return ask->subject == PARTY_CALLER ? cast->seen[ask->object]
					    : cast->own[ask->object];
}

/* Whether what has the type by itself can be found in that role. */
static bool can_have(const struct search *search, enum party role,
		     unsigned type)
{
	return standing_admits(search->run, search->route->system_domains, role,
			       type);
}

/* The views of the cast's caller. */
static const struct views *views_of(struct search *search,
				    const struct cast *cast)
{
	unsigned caller = cast->own[PARTY_CALLER];
	if (solver_caller(search->run->solver) == caller)
		return solver_views(search->run->solver);
	if (search->caller != caller)
		views_make(search->run->solver, caller, &search->arena,
			   &search->views);
	search->caller = caller;
	return &search->views;
}

/* Looks at all whose both ends are known by now; false: it cannot pass. */
static bool meet(struct search *search, struct cast *cast)
{
	struct run *run = search->run;
	for (unsigned i = 0; i < search->route->count; i++) {
		const struct ask *ask = &search->route->asks[i];
		const struct asked asked = {cast->own[ask->subject],
					    target_of(ask, cast), ask->right};
		if (!ask->known)
			return false;
		if (cast->met >> i & 1 || asked.source == NO_TYPE ||
		    asked.target == NO_TYPE)
			continue;
		struct when when = run_when(run, &asked);
		cast->met |= UINT64_C(1) << i;
		cast->when =
			when_and(&run->rights->conditions, &cast->when, &when);
		if (search->always ? !when_is_always(&cast->when)
				   : when_is_never(&cast->when))
			return false;
	}
	return true;
}

/* --- Contexts ------------------------------------------------------------- */

/* The party of a role; the caller in another role is the caller. */
static unsigned party_of(const struct run *run, const struct cast *cast,
			 enum party role, struct question *question,
			 unsigned parties[PARTY_COUNT])
{
	enum party same = cast->self[role] ? PARTY_CALLER : role;
	if (parties[same] == NO_TYPE) {
		assert(question->party_count < PARTY_LIMIT);
		parties[same] = question->party_count++;
		question->parties[parties[same]] = (struct context_party){
			cast->own[same], run->known[same]};
	}
	return parties[same];
}

static void add_contact(struct question *question,
			const struct contact *contact)
{
	for (unsigned i = 0; i < question->contact_count; i++) {
		struct contact *row = &question->contacts[i];
		if (row->source == contact->source &&
		    row->target == contact->target &&
		    row->label == contact->label &&
		    row->object_class == contact->object_class) {
			row->permissions |= contact->permissions;
			return;
		}
	}
	assert(question->contact_count < CONTACT_LIMIT);
	question->contacts[question->contact_count++] = *contact;
}

static bool has_contexts(const struct search *search, const struct cast *cast)
{
	const struct run *run = search->run;
	struct question question = {.party_count = 0};
	unsigned parties[PARTY_COUNT];
	for (unsigned i = 0; i < PARTY_COUNT; i++)
		parties[i] = NO_TYPE;
	for (unsigned i = 0; i < search->route->count; i++) {
		const struct ask *ask = &search->route->asks[i];
		const uint32_t permission = UINT32_C(1) << ask->right.bit;
		if (run->policy->types[cast->own[ask->subject]].permissive ||
		    !constraints_touch(run->constraints,
				       ask->right.object_class, permission))
			continue;
		const struct contact contact = {
			party_of(run, cast, ask->subject, &question, parties),
			party_of(run, cast, ask->object, &question, parties),
			target_of(ask, cast), ask->right.object_class,
			permission};
		add_contact(&question, &contact);
	}
	return !question.contact_count ||
	       constraints_answer(run->constraints, &question) != VERDICT_NO;
}

/* --- Choosing ------------------------------------------------------------- */

/* Goes on from the cast; true: no more need to be tried. */
static bool go_on(struct search *search, const struct cast *before);

static bool finish(struct search *search, const struct cast *cast)
{
	struct conditions *conditions = &search->run->rights->conditions;
	const bool always = when_is_always(&cast->when);
	if (!has_contexts(search, cast))
		return false;
	if (!search->passed || always)
		*search->first = *cast;
	search->passed = true;
	search->total = when_or(conditions, &search->total, &cast->when);
	return when_is_always(&search->total);
}

/* The role as the view has it. */
static bool choose_view(struct search *search, enum party role,
			const struct view *view, const struct cast *before)
{
	struct cast cast = *before;
	if (search->always && !when_is_always(&view->when))
		return false;
	cast_label(&cast, role, view->own, view->seen);
	cast.self[role] = view->self;
	cast.when = when_and(&search->run->rights->conditions, &cast.when,
			     &view->when);
	return !when_is_never(&cast.when) && go_on(search, &cast);
}

static bool is_wanted(const struct view *view, unsigned own, unsigned label)
{
	return (own == NO_TYPE || view->own == own) &&
	       (label == NO_TYPE || view->seen == label);
}

/*
 * The views of a domain whose type is known, or by the label that the caller
 * sees it by: NO_TYPE is any.
 */
static bool choose_views(struct search *search, enum party role, unsigned own,
			 unsigned label, const struct cast *before)
{
	const struct views *views = views_of(search, before);
	for (size_t i = 0; i < views->selves.count; i++) {
		const struct view *view = &views->selves.items[i];
		if (is_wanted(view, own, label) &&
		    choose_view(search, role, view, before))
			return true;
	}
	for (size_t i = 0; role != PARTY_SELF && i < views->guests.count; i++) {
		const struct view *view = &views->guests.items[i];
		if (is_wanted(view, own, label) && view->seen != view->own &&
		    choose_view(search, role, view, before))
			return true;
	}
	return false;
}

/* A domain of the type as everybody sees it. */
static bool choose_plain(struct search *search, enum party role, unsigned type,
			 const struct cast *before)
{
	const struct view plain = {type, type, when_always(), false};
	return can_have(search, role, type) &&
	       choose_view(search, role, &plain, before);
}

static bool choose_seen(struct search *search, enum party role,
			const struct cast *before)
{
	return choose_plain(search, role, before->own[role], before) ||
	       choose_views(search, role, before->own[role], NO_TYPE, before);
}

static bool choose_type(struct search *search, enum party role, unsigned type,
			const struct cast *before)
{
	const struct run *run = search->run;
	struct cast cast = *before;
	if ((role == PARTY_CALLER && !run->trusted[type] &&
	     !run->calls[type]) ||
	    !can_have(search, role, type))
		return false;
	cast_type(&cast, role, type);
	return go_on(search, &cast);
}

/* Of a known subject: all on which it is granted what is asked. */
static bool choose_objects(struct search *search, const struct ask *ask,
			   const struct cast *before)
{
	struct run *run = search->run;
	struct arena arena = ARENA_INIT;
	const bool by_caller = ask->subject == PARTY_CALLER;
	const bool domain =
		ask->object == PARTY_TARGET || ask->object == PARTY_OTHER;
	const struct type_list targets =
		run_targets(run, before->own[ask->subject], ask->right, &arena);
	const unsigned *types = run_by_name(run, &targets, &arena);
	bool done = false;
	for (size_t i = 0; i < targets.count && !done; i++) {
		if (!by_caller)
			done = choose_type(search, ask->object, types[i],
					   before);
		else
			done = choose_plain(search, ask->object, types[i],
					    before) ||
			       (domain &&
				choose_views(search, ask->object, NO_TYPE,
					     types[i], before));
	}
	arena_release(&arena);
	return done;
}

static bool choose_among(struct search *search, enum party role,
			 struct type_list types, const struct cast *before)
{
	for (size_t i = 0; i < types.count; i++)
		if (choose_type(search, role, types.items[i], before))
			return true;
	return false;
}

/*
 * Those who are granted it on the object.  Where it is open how the caller
 * sees that, the object itself and its device models may do it by other labels.
 */
static bool choose_sources(struct search *search, const struct ask *ask,
			   const struct cast *before)
{
	struct run *run = search->run;
	struct arena arena = ARENA_INIT;
	struct right right = ask->right;
	const enum party role = ask->subject;
	const bool open = target_of(ask, before) == NO_TYPE;
	const unsigned object =
		open ? before->own[ask->object] : target_of(ask, before);
	bool done =
		choose_among(search, role,
			     source_find(run, right, object, &arena), before) ||
		(open && choose_type(search, role, object, before));
	if (!done && open &&
	    run_find_right(run, "domain", "set_target", &right))
		done = choose_among(search, role,
				    source_find(run, right, object, &arena),
				    before);
	arena_release(&arena);
	return done;
}

/* An ask of the role whose object is known, rather no domain's label. */
static const struct ask *find_known(const struct route *route, enum party role,
				    const struct cast *cast)
{
	const struct ask *known = NULL;
	for (unsigned i = 0; i < route->count; i++) {
		const struct ask *ask = &route->asks[i];
		if (ask->subject != role || cast->own[ask->object] == NO_TYPE)
			continue;
		if (target_of(ask, cast) != NO_TYPE)
			return ask;
		known = ask;
	}
	return known;
}

/* Trusted types first: they are most of those who do things to others. */
static bool choose_subjects(struct search *search, enum party role,
			    const struct cast *before)
{
	struct run *run = search->run;
	const struct ask *known = find_known(search->route, role, before);
	const struct type_list all = {run->by_name, run->name_count};
	if (choose_among(search, role, source_trusted(run), before))
		return true;
	return known ? choose_sources(search, known, before)
		     : choose_among(search, role, all, before);
}

static bool go_on(struct search *search, const struct cast *before)
{
	struct cast cast = *before;
	const struct ask *open = NULL;
	if (!meet(search, &cast))
		return false;
	/* What adds no state that is not known is of no use. */
	struct when more = when_or(&search->run->rights->conditions,
				   &search->total, &cast.when);
	if (search->passed && when_equal(&more, &search->total))
		return false;
	for (unsigned i = 0; i < search->route->count; i++) {
		const struct ask *ask = &search->route->asks[i];
		if (cast.met >> i & 1)
			continue;
		if (cast.own[ask->subject] == NO_TYPE) {
			open = open ? open : ask;
			continue;
		}
		if (cast.own[ask->object] != NO_TYPE)
			return choose_seen(search, ask->object, &cast);
		return ask->object == PARTY_SELF
			       ? choose_views(search, PARTY_SELF,
					      cast.own[PARTY_CALLER], NO_TYPE,
					      &cast)
			       : choose_objects(search, ask, &cast);
	}
	return open ? choose_subjects(search, open->subject, &cast)
		    : finish(search, &cast);
}

struct when cast_pass(struct run *run, const struct route *route, bool always,
		      struct cast *cast)
{
	const struct cast start = *cast;
	struct search search = {.run = run,
				.route = route,
				.always = always,
				.total = when_never(),
				.first = cast,
				.caller = NO_TYPE};
	bool found = true;
	for (unsigned role = PARTY_TARGET; role <= PARTY_OTHER; role++)
		found &= start.own[role] == NO_TYPE ||
			 can_have(&search, (enum party)role, start.own[role]);
	if (found)
		go_on(&search, &start);
	arena_release(&search.arena);
	return search.total;
}

struct asked *cast_asked(const struct route *route, const struct cast *cast,
			 struct arena *arena)
{
	struct asked *asked = arena_alloc(arena, route->count, sizeof *asked);
	for (unsigned i = 0; i < route->count; i++)
		asked[i] = (struct asked){cast->own[route->asks[i].subject],
					  target_of(&route->asks[i], cast),
					  route->asks[i].right};
	return asked;
}
