#include "check/trial.h"

#include <string.h>

/* One way that is tried. */
struct attempt {
	struct solver *solver;
	const struct way *way;
	bool varying;
	struct when *when;   /* of all that passed; varying */
	struct trial *first; /* that passed */
	bool passed;
};

struct trial trial_start(const struct solver *solver)
{
	const struct run *run = solver->run;
	struct trial trial = {.when = when_always()};
	for (unsigned i = 0; i < ROLE_COUNT; i++) {
		trial.own[i] = run->known[i] ? run->known[i]->type : NO_TYPE;
		trial.seen[i] = trial.own[i];
	}
	trial.own[ROLE_CALLER] = solver->row.subject;
	trial.seen[ROLE_CALLER] = solver->row.subject;
	trial.caller[ROLE_CALLER] = true;
	return trial;
}

const struct views *solver_views(struct solver *solver)
{
	if (!solver->views_known)
		views_make(solver->run, solver->row.subject, &solver->scratch,
			   &solver->views);
	solver->views_known = true;
	return &solver->views;
}

static bool asks_caller(const struct need *need)
{
	return need->subject == ROLE_CALLER;
}

/* What the need's object is called by the one who accesses it. */
static unsigned label_of(const struct need *need, const struct trial *trial)
{
	return asks_caller(need) ? trial->seen[need->object]
				 : trial->own[need->object];
}

/* --- Contexts ------------------------------------------------------------- */

/* The party of a role; the caller in another role is the caller. */
static unsigned party_of(const struct run *run, const struct trial *trial,
			 enum role role, struct question *question,
			 unsigned parties[ROLE_COUNT])
{
	enum role same = trial->caller[role] ? ROLE_CALLER : role;
	if (parties[same] == NO_TYPE) {
		parties[same] = question->party_count++;
		question->parties[parties[same]] =
			(struct party){trial->own[same], run->known[same]};
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
	unsigned parties[ROLE_COUNT];
	if (!solver->facts[attempt->way->index].constrained)
		return true;
	for (unsigned i = 0; i < ROLE_COUNT; i++)
		parties[i] = NO_TYPE;
	for (unsigned i = 0; i < attempt->way->need_count &&
			     question.contact_count < PARTY_LIMIT;
	     i++) {
		const struct need *need = &attempt->way->needs[i];
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
static struct when need_when(struct attempt *attempt, const struct need *need,
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

static bool need_always(struct attempt *attempt, const struct need *need,
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

static bool is_chosen(const struct trial *trial, enum role role)
{
	return trial->own[role] != NO_TYPE;
}

/* Whether the needs between the role and other chosen ones are met. */
static bool check_role(struct attempt *attempt, enum role role,
		       struct trial *trial)
{
	struct conditions *conditions = &attempt->solver->rights->conditions;
	for (unsigned i = 0; i < attempt->way->need_count; i++) {
		const struct need *need = &attempt->way->needs[i];
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

/* Whether the type has, on some type, all that it needs as that role. */
static bool can_be_subject(struct attempt *attempt, enum role role,
			   unsigned type)
{
	const struct rights *rights = attempt->solver->rights;
	for (unsigned i = 0; i < attempt->way->need_count; i++) {
		const struct need *need = &attempt->way->needs[i];
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
static struct type_list subjects_of(struct attempt *attempt, enum role role)
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
		    can_be_subject(attempt, role, i))
			type_set_add(types, i);
	unsigned *items = arena_alloc(solver->rights->arena, types->count + 1,
				      sizeof *items);
	memcpy(items, types->items, types->count * sizeof *items);
	*list = (struct type_list){items, types->count};
	solver_give_back(solver, types);
	return *list;
}

static bool is_subject(const struct attempt *attempt, enum role role)
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

static void add_row_targets(struct attempt *attempt, const struct need *need,
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
static void add_targets(struct attempt *attempt, const struct need *need,
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

/* The need of which the role is the object, with the best known subject. */
static const struct need *find_need(const struct attempt *attempt,
				    enum role role, const struct trial *trial)
{
	const struct need *best = NULL;
	for (unsigned i = 0; i < attempt->way->need_count; i++) {
		const struct need *need = &attempt->way->needs[i];
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
static bool is_reached(const struct attempt *attempt, enum role role,
		       unsigned label)
{
	for (unsigned i = 0; i < attempt->way->need_count; i++) {
		const struct need *need = &attempt->way->needs[i];
		if (!attempt->varying && asks_caller(need) &&
		    need->object == role &&
		    (need->permissions & ~row_always(&attempt->solver->row,
						     label,
						     need->object_class)))
			return false;
	}
	return true;
}

/* Whether the caller sees a domain in this role. */
static bool is_viewed(const struct way *way, enum role role)
{
	bool viewed = false;
	if (role != ROLE_TARGET && role != ROLE_OTHER)
		return false;
	for (unsigned i = 0; i < way->need_count; i++)
		viewed |= asks_caller(&way->needs[i]) &&
			  way->needs[i].object == role;
	return viewed;
}

/* Those that can be subjects in this role, by the labels of their views. */
static void add_subjects(struct attempt *attempt, enum role role,
			 struct type_set *types)
{
	const struct type_list subjects = subjects_of(attempt, role);
	for (size_t i = 0; i < subjects.count; i++)
		type_set_add(types, subjects.items[i]);
	if (!is_viewed(attempt->way, role))
		return;
	const struct views *views = solver_views(attempt->solver);
	for (size_t i = 0; i < views->selves.count; i++)
		type_set_add(types, views->selves.items[i].seen);
	for (size_t i = 0; i < views->guests.count; i++)
		type_set_add(types, views->guests.items[i].seen);
}

static size_t row_count(const struct attempt *attempt, const struct need *need)
{
	const struct row *row = &attempt->solver->row;
	if (row->permissive)
		return row->rights->policy->type_count;
	return (size_t)row->lower.touched[need->object_class].count +
	       row->upper.touched[need->object_class].count;
}

/*
 * The types that an open role can have at most.  Where it is reached through
 * another open role, its types are tried before; depth ends circles.
 */
static void gather(struct attempt *attempt, enum role role,
		   const struct trial *trial, unsigned depth,
		   struct type_set *types)
{
	const struct need *need = find_need(attempt, role, trial);
	bool subject = is_subject(attempt, role);
	if (!need || (depth > 1 && !is_chosen(trial, need->subject))) {
		if (subject)
			add_subjects(attempt, role, types);
		else
			add_all(attempt, types);
	} else if (asks_caller(need)) {
		if (subject &&
		    subjects_of(attempt, role).count < row_count(attempt, need))
			add_subjects(attempt, role, types);
		else
			add_row_targets(attempt, need, types);
	} else if (is_chosen(trial, need->subject)) {
		add_targets(attempt, need, trial->own[need->subject], types);
	} else {
		struct type_set *sources = solver_take_set(attempt->solver);
		gather(attempt, need->subject, trial, depth + 1, sources);
		for (unsigned i = 0; i < sources->count; i++)
			if (can_be_subject(attempt, need->subject,
					   sources->items[i]) &&
			    is_reached(attempt, need->subject,
				       sources->items[i]))
				add_targets(attempt, need, sources->items[i],
					    types);
		solver_give_back(attempt->solver, sources);
	}
	type_set_sort(types);
}

void trial_candidates(struct solver *solver, const struct way *way,
		      enum role role, bool varying, struct type_set *types)
{
	struct attempt attempt = {solver, way, varying, NULL, NULL, false};
	struct trial trial = trial_start(solver);
	gather(&attempt, role, &trial, 0, types);
}

/* The next role to choose: one that the caller reaches, or that is reached. */
static enum role next_role(const struct attempt *attempt,
			   const struct trial *trial)
{
	enum role reached = ROLE_COUNT, open = ROLE_COUNT;
	for (unsigned i = 0; i < attempt->way->need_count; i++) {
		const struct need *need = &attempt->way->needs[i];
		if (!is_chosen(trial, need->object)) {
			if (need->object == ROLE_SELF || asks_caller(need))
				return need->object;
			if (is_chosen(trial, need->subject))
				reached = need->object;
			else if (open == ROLE_COUNT)
				open = need->object;
		}
		if (!is_chosen(trial, need->subject))
			open = need->subject;
	}
	return reached != ROLE_COUNT ? reached : open;
}

static bool choose_next(struct attempt *attempt, const struct trial *trial);

/* Goes on with the role chosen; true: no more need to be tried. */
static bool choose(struct attempt *attempt, enum role role,
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
static bool choose_views(struct attempt *attempt, enum role role,
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

static bool choose_label(struct attempt *attempt, enum role role,
			 unsigned label, const struct trial *before)
{
	const struct view plain = {label, label, when_always(), false};
	if (!can_be_subject(attempt, role, label) &&
	    !is_viewed(attempt->way, role))
		return false;
	if (choose(attempt, role, &plain, before))
		return true;
	return is_viewed(attempt->way, role) &&
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
	enum role role = next_role(attempt, trial);
	if (role == ROLE_COUNT)
		return finish(attempt, trial);
	bool done = false;
	if (role == ROLE_SELF) {
		const struct views *views = solver_views(solver);
		for (size_t i = 0; i < views->selves.count && !done; i++)
			done = choose(attempt, role, &views->selves.items[i],
				      trial);
		return done;
	}
	struct type_set *types = solver_take_set(solver);
	gather(attempt, role, trial, 0, types);
	for (unsigned i = 0; i < types->count && !done; i++)
		done = choose_label(attempt, role, types->items[i], trial);
	solver_give_back(solver, types);
	return done;
}

/* Needs whose ends are both given. */
static bool check_given(struct attempt *attempt, struct trial *trial)
{
	for (unsigned role = 0; role < ROLE_COUNT; role++)
		if ((role == ROLE_CALLER || role > ROLE_SELF) &&
		    !check_role(attempt, (enum role)role, trial))
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
		    choose(attempt, ROLE_SELF, &views->selves.items[i], start))
			return;
}

bool trial_object(struct solver *solver, const struct way *way, bool varying,
		  unsigned object, struct trial *trial, struct when *when)
{
	struct attempt attempt = {solver, way, varying, when, trial, false};
	struct trial start = trial_start(solver);
	if (!check_given(&attempt, &start))
		return false;
	if (way->object == ROLE_SELF)
		choose_self(&attempt, object, &start);
	else if (role_is_open(way->object))
		choose_label(&attempt, way->object, object, &start);
	else
		choose_next(&attempt, &start);
	return attempt.passed;
}
