#include "check/candidate.h"

#include <assert.h>

struct trial trial_start(const struct solver *solver)
{
	const struct run *run = solver->run;
	struct trial trial = {.when = when_always()};
	for (unsigned i = 0; i < PARTY_COUNT; i++) {
		trial.own[i] = run->known[i] ? run->known[i]->type : NO_TYPE;
		trial.seen[i] = trial.own[i];
	}
	trial.own[PARTY_CALLER] = solver->row.subject;
	trial.seen[PARTY_CALLER] = solver->row.subject;
	trial.caller[PARTY_CALLER] = true;
	return trial;
}

const struct views *solver_views(struct solver *solver)
{
	if (!solver->views_known)
		views_make(solver->run, solver->row.subject, solver->run->arena,
			   &solver->views);
	solver->views_known = true;
	return &solver->views;
}

/* What the need's object is called by the one who accesses it. */
static unsigned label_of(const struct requirement *need,
			 const struct trial *trial)
{
	return asks_caller(need) ? trial->seen[need->object]
				 : trial->own[need->object];
}

/* --- Contexts ------------------------------------------------------------- */

/* The party of a role; the caller in another role is the caller. */
static unsigned party_of(const struct run *run, const struct trial *trial,
			 enum party role, struct question *question,
			 unsigned parties[PARTY_COUNT])
{
	enum party same = trial->caller[role] ? PARTY_CALLER : role;
	if (parties[same] == NO_TYPE) {
		parties[same] = question->party_count++;
		question->parties[parties[same]] = (struct context_party){
			trial->own[same], run->known[same]};
	}
	return parties[same];
}

static bool is_permissive(const struct run *run, unsigned type)
{
	return run->policy->types[type].permissive;
}

/* Whether contexts exist for the trial. */
static bool has_contexts(struct attempt *attempt, const struct trial *trial)
{
	struct solver *solver = attempt->solver;
	const struct run *run = solver->run;
	struct question question = {.party_count = 0};
	unsigned parties[PARTY_COUNT];
	if (!solver->facts[attempt->way->index].constrained)
		return true;
	for (unsigned i = 0; i < PARTY_COUNT; i++)
		parties[i] = NO_TYPE;
	/* No more than accesses, which the registry's loader has counted. */
	assert(attempt->way->need_count <= CONTACT_LIMIT);
	for (unsigned i = 0; i < attempt->way->need_count; i++) {
		const struct requirement *need = &attempt->way->needs[i];
		if (is_permissive(run, trial->own[need->subject]) ||
		    !constraints_touch(solver->constraints, need->object_class,
				       need->permissions))
			continue;
		struct contact contact = {
			.source = party_of(run, trial, need->subject, &question,
					   parties),
			.target = party_of(run, trial, need->object, &question,
					   parties),
			.label = label_of(need, trial),
			.object_class = need->object_class,
			.permissions = need->permissions};
		question.contacts[question.contact_count++] = contact;
	}
	if (!question.contact_count)
		return true;
	enum verdict verdict =
		constraints_answer(solver->constraints, &question);
	solver->levels_unknown |= verdict == VERDICT_UNKNOWN;
	return verdict != VERDICT_NO;
}

/* --- Needs ------------------------------------------------------------------
 */

/* When the need is met; both its ends are chosen. */
static struct when need_when(struct attempt *attempt,
			     const struct requirement *need,
			     const struct trial *trial)
{
	struct solver *solver = attempt->solver;
	unsigned source = trial->own[need->subject];
	unsigned target = label_of(need, trial);
	if (asks_caller(need))
		return row_when(&solver->row, target, need->object_class,
				need->permissions);
	return rights_when(solver->rights, source, target, need->object_class,
			   need->permissions);
}

static bool need_always(struct attempt *attempt, const struct requirement *need,
			const struct trial *trial)
{
	const struct solver *solver = attempt->solver;
	unsigned source = trial->own[need->subject];
	unsigned target = label_of(need, trial);
	uint32_t wanted = need->permissions, has;
	if (asks_caller(need))
		has = row_always(&solver->row, target, need->object_class);
	else if (wanted &
		 ~rights_any(solver->rights, source, need->object_class))
		return false;
	else
		has = rights_always(solver->rights, source, target,
				    need->object_class);
	return (has & wanted) == wanted;
}

/* Whether the needs between the role and other chosen ones are met. */
static bool check_role(struct attempt *attempt, enum party role,
		       struct trial *trial)
{
	struct conditions *conditions = &attempt->solver->rights->conditions;
	for (unsigned i = 0; i < attempt->way->need_count; i++) {
		const struct requirement *need = &attempt->way->needs[i];
		if ((need->subject != role && need->object != role) ||
		    !is_chosen(trial, need->subject) ||
		    !is_chosen(trial, need->object))
			continue;
		if (!attempt->varying) {
			if (!need_always(attempt, need, trial))
				return false;
			continue;
		}
		struct when when = need_when(attempt, need, trial);
		trial->when = when_and(conditions, &trial->when, &when);
		if (when_is_never(&trial->when))
			return false;
	}
	return true;
}

/* --- Choosing
 * ----------------------------------------------------------------- */

/* The next role to choose: one that the caller reaches, or that is reached. */
static enum party next_role(const struct attempt *attempt,
			    const struct trial *trial)
{
	enum party reached = PARTY_COUNT, open = PARTY_COUNT;
	for (unsigned i = 0; i < attempt->way->need_count; i++) {
		const struct requirement *need = &attempt->way->needs[i];
		if (!is_chosen(trial, need->object)) {
			if (need->object == PARTY_SELF || asks_caller(need))
				return need->object;
			if (is_chosen(trial, need->subject))
				reached = need->object;
			else if (open == PARTY_COUNT)
				open = need->object;
		}
		if (!is_chosen(trial, need->subject))
			open = need->subject;
	}
	return reached != PARTY_COUNT ? reached : open;
}

static bool choose_next(struct attempt *attempt, const struct trial *trial);

/* Goes on with the role chosen; true: no more need to be tried. */
static bool choose(struct attempt *attempt, enum party role,
		   const struct view *view, const struct trial *before)
{
	struct conditions *conditions = &attempt->solver->rights->conditions;
	struct trial trial = *before;
	if (!attempt->varying && !when_is_always(&view->when))
		return false;
	trial.own[role] = view->own;
	trial.seen[role] = view->seen;
	trial.caller[role] = view->self;
	trial.when = when_and(conditions, &trial.when, &view->when);
	return check_role(attempt, role, &trial) &&
	       choose_next(attempt, &trial);
}

/* Views among these that show this label, and are not the plain type's. */
static bool choose_views(struct attempt *attempt, enum party role,
			 unsigned label, const struct trial *before)
{
	const struct views *views = solver_views(attempt->solver);
	for (size_t i = 0; i < views->selves.count; i++)
		if (views->selves.items[i].seen == label &&
		    choose(attempt, role, &views->selves.items[i], before))
			return true;
	for (size_t i = 0; i < views->guests.count; i++)
		if (views->guests.items[i].seen == label &&
		    views->guests.items[i].own != label &&
		    choose(attempt, role, &views->guests.items[i], before))
			return true;
	return false;
}

static bool choose_label(struct attempt *attempt, enum party role,
			 unsigned label, const struct trial *before)
{
	const struct view plain = {label, label, when_always(), false};
	if (!role_can_be(attempt, role, label) &&
	    !role_is_viewed(attempt->way, role))
		return false;
	if (way_admits(attempt->solver, attempt->way, role, label) &&
	    choose(attempt, role, &plain, before))
		return true;
	return role_is_viewed(attempt->way, role) &&
	       choose_views(attempt, role, label, before);
}

static bool finish(struct attempt *attempt, const struct trial *trial)
{
	struct conditions *conditions = &attempt->solver->rights->conditions;
	if (!has_contexts(attempt, trial))
		return false;
	if (!attempt->passed)
		*attempt->first = *trial;
	attempt->passed = true;
	if (!attempt->varying)
		return true;
	*attempt->when = when_or(conditions, attempt->when, &trial->when);
	return when_is_always(attempt->when);
}

static bool choose_next(struct attempt *attempt, const struct trial *trial)
{
	struct solver *solver = attempt->solver;
	enum party role = next_role(attempt, trial);
	if (role == PARTY_COUNT)
		return finish(attempt, trial);
	bool done = false;
	if (role == PARTY_SELF) {
		const struct views *views = solver_views(solver);
		for (size_t i = 0; i < views->selves.count && !done; i++)
			done = choose(attempt, role, &views->selves.items[i],
				      trial);
		return done;
	}
	struct type_set *types = solver_take_set(solver);
	candidates_gather(attempt, role, trial, 0, types);
	if (solver->by_name)
		run_sort_types(solver->run, types->items, types->count);
	for (unsigned i = 0; i < types->count && !done; i++)
		done = choose_label(attempt, role, types->items[i], trial);
	solver_give_back(solver, types);
	return done;
}

/* Needs whose ends are both given. */
static bool check_given(struct attempt *attempt, struct trial *trial)
{
	for (unsigned role = 0; role < PARTY_COUNT; role++)
		if ((role == PARTY_CALLER || role > PARTY_SELF) &&
		    !check_role(attempt, (enum party)role, trial))
			return false;
	return true;
}

/* The caller's label for itself is what is looked for. */
static void choose_self(struct attempt *attempt, unsigned label,
			const struct trial *start)
{
	const struct views *views = solver_views(attempt->solver);
	for (size_t i = 0; i < views->selves.count; i++)
		if (views->selves.items[i].seen == label &&
		    choose(attempt, PARTY_SELF, &views->selves.items[i], start))
			return;
}

bool trial_object(struct solver *solver, const struct plan_way *way,
		  bool varying, unsigned object, struct trial *trial,
		  struct when *when)
{
	/* cppcheck-suppress ctuuninitvar; it is only written there */
	struct attempt attempt = {solver, way, varying, when, trial, false};
	struct trial start = trial_start(solver);
	if (!check_given(&attempt, &start))
		return false;
	if (way->object == PARTY_SELF)
		choose_self(&attempt, object, &start);
	else if (party_is_open(way->object))
		choose_label(&attempt, way->object, object, &start);
	else
		choose_next(&attempt, &start);
	return attempt.passed;
}
