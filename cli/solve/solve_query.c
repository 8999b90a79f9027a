/* Queries: what a way asks, in components that depend on the caller alone. */
#include "solve/solve_query.h"
#include "solve/solve_state.h"

struct right_terms solve_terms(const struct vectors *vectors)
{
	struct right_terms terms = {
		.labelling = vectors_labelling(vectors, ON_DOMAIN)};
	terms.changing = vectors_find(vectors, PERMISSION_BECOMES,
				      &terms.changing_class);
	return terms;
}

static struct trial start_with_sids(const struct solve_setting *setting)
{
	struct trial trial = {.when = when_always()};
	for (unsigned i = 0; i < PARTY_COUNT; i++) {
		const struct policy_sid *sid = setting->known[i];
		trial.own[i] = trial.seen[i] = sid ? sid->type : NO_TYPE;
	}
	return trial;
}

struct solver *solver_make(const struct solve_setting *setting,
			   struct arena *arena)
{
	struct solver *solver = arena_alloc(arena, 1, sizeof *solver);
	const struct policy *policy = setting->rights->policy;
	solver->setting = *setting;
	solver->arena = arena;
	solver->pool = (struct set_pool){
		.word_count = set_words(policy->type_count), .arena = arena};
	row_make(&solver->row, setting->rights, &solver->pool);
	solver->other = NO_TYPE;
	solver->nobody = start_with_sids(setting);
	granted_find(solver);
	return solver;
}

/* --- What rules grant at all ---------------------------------------------- */

void granted_find(struct solver *solver)
{
	const struct rights *rights = solver->setting.rights;
	const struct policy *policy = rights->policy;
	const unsigned count = policy->class_count;
	const struct vector *serves = &solver->setting.serves;
	struct granted *granted = &solver->granted;
	granted->any = arena_alloc(solver->arena, count, sizeof(uint32_t));
	granted->sometimes =
		arena_alloc(solver->arena, count, sizeof(uint32_t));
	for (unsigned i = 0; i < policy->rule_count; i++) {
		const struct policy_rule *rule = &policy->rules[i];
		granted->any[rule->object_class] |= rule->permissions;
		if (rule->condition != POLICY_ALWAYS)
			granted->sometimes[rule->object_class] |=
				rule->permissions;
	}
	for (unsigned i = 0; i < count && rights->permissive.count; i++)
		granted->any[i] = UINT32_MAX;
	/* By bounds, what is asked can vary with any other permission. */
	for (unsigned i = 0; i < count && policy->bounds; i++)
		if (granted->sometimes[i])
			granted->sometimes[i] = UINT32_MAX;
	for (size_t i = 0; i < rights->transition_count; i++)
		granted->conditional_views |=
			rights->transitions[i].condition != POLICY_ALWAYS;
	granted->conditional_views |=
		serves->permission &&
		(granted->sometimes[serves->object_class] & serves->permission);
}

/* --- Components ----------------------------------------------------------- */

static unsigned root_of(const unsigned *above, unsigned party)
{
	while (above[party] != party)
		party = above[party];
	return party;
}

/* Whose type is known before any is chosen, if not how the caller sees it. */
static bool is_settled(const struct query *query, enum party party)
{
	return !query_chooses(query, party) || query_knows(query, party);
}

/* The party by which an atom goes with others; PARTY_COUNT: both are given. */
static enum party hinge_of(const struct query *query, const struct atom *atom)
{
	const enum party subject = atom->asked.subject;
	const enum party object = atom->asked.object;
	if (subject != PARTY_CALLER && is_settled(query, subject) &&
	    is_settled(query, object))
		return PARTY_COUNT;
	if (query_chooses(query, subject))
		return subject;
	return query_chooses(query, object) ? object : PARTY_COUNT;
}

/*
 * Open parties that meet in an atom have one root.  Where contexts have a say,
 * all have: the caller must have one context in all of it.
 */
static void join_parties(const struct query *query, unsigned *above)
{
	enum party first = PARTY_COUNT;
	for (unsigned i = 0; i < PARTY_COUNT; i++)
		above[i] = i;
	for (unsigned i = 0; i < query->atom_count; i++) {
		const struct atom *atom = &query->atoms[i];
		const enum party hinge = hinge_of(query, atom);
		if (hinge != PARTY_COUNT &&
		    query_chooses(query, atom->asked.subject) &&
		    query_chooses(query, atom->asked.object))
			above[root_of(above, atom->asked.subject)] =
				root_of(above, atom->asked.object);
		if (!query->constrained || hinge == PARTY_COUNT)
			continue;
		if (first == PARTY_COUNT)
			first = hinge;
		above[root_of(above, hinge)] = root_of(above, first);
	}
}

static bool is_among(const struct component *component, enum party party)
{
	for (unsigned i = 0; i < component->seat_count; i++)
		if (component->seats[i].party == party)
			return true;
	return false;
}

static bool is_found(const struct query *query,
		     const struct component *component, enum party party)
{
	return !query_chooses(query, party) || is_among(component, party);
}

/* The party to begin with: the object, or what comes last of what is asked. */
static enum party first_party(const struct query *query,
			      const struct component *component)
{
	enum party first = component->atoms[0].asked.object;
	for (unsigned i = 0; i < component->atom_count; i++) {
		const struct requirement *asked = &component->atoms[i].asked;
		if (asked->object == query->object)
			return query->object;
		if (party_is_open(asked->object))
			first = asked->object;
	}
	return first;
}

/*
 * The next one: what the caller reaches, then what those that are found reach.
 * PARTY_COUNT: all are found.
 */
static enum party next_party(const struct query *query,
			     const struct component *component)
{
	enum party reached = PARTY_COUNT, open = PARTY_COUNT;
	for (unsigned i = 0; i < component->atom_count; i++) {
		const struct requirement *asked = &component->atoms[i].asked;
		if (!is_found(query, component, asked->object)) {
			if (asked->object == PARTY_SELF ||
			    asked->subject == PARTY_CALLER)
				return asked->object;
			if (is_found(query, component, asked->subject))
				reached = asked->object;
			else if (open == PARTY_COUNT)
				open = asked->object;
		}
		if (!is_found(query, component, asked->subject))
			open = asked->subject;
	}
	return reached != PARTY_COUNT ? reached : open;
}

static void note_parties(const struct query *query, struct component *component)
{
	const bool loaded = query_knows(query, PARTY_CALLER);
	for (unsigned i = 0; i < component->atom_count; i++) {
		const struct requirement *asked = &component->atoms[i].asked;
		const unsigned object = 1U << asked->object;
		const bool domain = asked->object == PARTY_TARGET ||
				    asked->object == PARTY_OTHER;
		const bool by_caller = asked->subject == PARTY_CALLER;
		component->viewed |= by_caller && domain ? object : 0;
		component->by_caller |= by_caller ? object : 0;
		if (asked->object == PARTY_CALLER)
			component->by_caller |= 1U << asked->subject;
		if (asked->subject == asked->object)
			component->of_itself |= object;
		component->by_itself |= asked->object == PARTY_CALLER ||
					asked->object == PARTY_SELF;
		component->of_caller |=
			loaded && (by_caller || component->by_itself);
	}
}

static bool takes_part(const struct component *component, enum party party)
{
	for (unsigned i = 0; i < component->atom_count; i++)
		if (component->atoms[i].asked.subject == party ||
		    component->atoms[i].asked.object == party)
			return true;
	return false;
}

/* Who calls before whom it sees, and who is given before who is open. */
static void seat_given(const struct query *query, struct component *component)
{
	for (unsigned i = 0; i < PARTY_COUNT; i++)
		if (query_chooses(query, (enum party)i) &&
		    (i == PARTY_CALLER || query_knows(query, (enum party)i)) &&
		    takes_part(component, (enum party)i))
			component->seats[component->seat_count++].party =
				(enum party)i;
}

static void seat_parties(const struct query *query, struct component *component)
{
	seat_given(query, component);
	enum party party = first_party(query, component);
	component->of_object =
		party == query->object && query_chooses(query, party);
	if (is_found(query, component, party))
		party = next_party(query, component);
	while (party != PARTY_COUNT) {
		component->seats[component->seat_count++].party = party;
		party = next_party(query, component);
	}
}

/* The atoms that hang together by the root. */
static void add_component(struct solver *solver, struct query *query,
			  const unsigned *above, unsigned root)
{
	struct component component = {.atoms = NULL};
	struct atom *atoms =
		arena_alloc(solver->arena, query->atom_count, sizeof *atoms);
	for (unsigned i = 0; i < query->atom_count; i++) {
		const enum party hinge = hinge_of(query, &query->atoms[i]);
		if (hinge != PARTY_COUNT && root_of(above, hinge) == root)
			atoms[component.atom_count++] = query->atoms[i];
	}
	component.atoms = atoms;
	/* Each atom has two ends. */
	component.seats =
		arena_alloc(solver->arena, 2 * (size_t)component.atom_count,
			    sizeof *component.seats);
	note_parties(query, &component);
	component.by_label =
		component.viewed || component.by_itself || query->constrained;
	seat_parties(query, &component);
	query->components[query->component_count++] = component;
}

static void split(struct solver *solver, struct query *query)
{
	unsigned above[PARTY_COUNT], roots = 0;
	struct atom *given =
		arena_alloc(solver->arena, query->atom_count, sizeof *given);
	join_parties(query, above);
	for (unsigned i = 0; i < query->atom_count; i++) {
		const enum party hinge = hinge_of(query, &query->atoms[i]);
		if (hinge == PARTY_COUNT)
			given[query->given_count++] = query->atoms[i];
		else
			roots |= 1U << root_of(above, hinge);
	}
	query->given = given;
	query->components =
		arena_alloc(solver->arena, (unsigned)__builtin_popcount(roots),
			    sizeof *query->components);
	for (unsigned i = 0; i < PARTY_COUNT; i++)
		if (roots >> i & 1)
			add_component(solver, query, above, i);
}

/* --- Making --------------------------------------------------------------- */

static struct relation *get_relation(struct solver *solver,
				     const struct requirement *asked)
{
	for (size_t i = 0; i < solver->relations.count; i++) {
		struct relation *known = solver->relations.items[i];
		if (known->object_class == asked->object_class &&
		    known->permissions == asked->permissions)
			return known;
	}
	struct relation *relation =
		arena_alloc(solver->arena, 1, sizeof *relation);
	relation_make(relation, &solver->row, asked->object_class,
		      asked->permissions);
	*list_push(&solver->relations, solver->arena) = relation;
	return relation;
}

static void note_facts(const struct solver *solver, struct query *query,
		       bool direct)
{
	const struct granted *granted = &solver->granted;
	for (unsigned i = 0; i < query->atom_count; i++) {
		const struct requirement *asked = &query->atoms[i].asked;
		const unsigned class = asked->object_class;
		const bool seen = asked->object == PARTY_SELF ||
				  asked->object == PARTY_TARGET ||
				  asked->object == PARTY_OTHER ||
				  (!direct && party_is_open(asked->object));
		query->hopeless |=
			(asked->permissions & ~granted->any[class]) != 0;
		query->varies |=
			(asked->permissions & granted->sometimes[class]) ||
			(granted->conditional_views && seen);
		query->constrained |= constraints_touch(
			solver->setting.constraints, class, asked->permissions);
	}
}

/* Who is to be chosen: who is open, and how the caller sees who is given. */
static unsigned find_chosen(const struct query *query)
{
	const unsigned domains = 1U << PARTY_TARGET | 1U << PARTY_OTHER;
	unsigned viewed = 0, open = ~query->known & 1U << PARTY_CALLER;
	for (unsigned i = 0; i < query->atom_count; i++)
		if (query->atoms[i].asked.subject == PARTY_CALLER)
			viewed |= 1U << query->atoms[i].asked.object;
	for (unsigned i = 0; i < PARTY_COUNT; i++)
		if (party_is_open((enum party)i) || i == PARTY_SELF)
			open |= 1U << i;
	return open & ~(query->known & ~(viewed & domains));
}

static struct query *make(struct solver *solver,
			  const struct requirement *requirements,
			  unsigned count, const struct query *like)
{
	struct query *query = arena_alloc(solver->arena, 1, sizeof *query);
	struct atom *atoms = arena_alloc(solver->arena, count, sizeof *atoms);
	bool direct = true;
	*query = *like;
	query->free = like->object != PARTY_COUNT;
	for (unsigned i = 0; i < count; i++) {
		const struct requirement *asked = &requirements[i];
		const bool by_caller = asked->subject == PARTY_CALLER;
		atoms[i].asked = *asked;
		if (by_caller && query_knows(query, PARTY_CALLER))
			row_ask(&solver->row, asked->object_class,
				asked->permissions);
		else
			atoms[i].relation = get_relation(solver, asked);
		query->free &= !by_caller && asked->object != PARTY_CALLER &&
			       asked->object != PARTY_SELF;
		direct &= by_caller && (!party_is_open(asked->object) ||
					asked->object == query->object);
	}
	query->atoms = atoms;
	query->atom_count = count;
	query->chosen = find_chosen(query);
	note_facts(solver, query, direct);
	split(solver, query);
	return query;
}

struct query *query_make(struct solver *solver,
			 const struct requirement *requirements, unsigned count,
			 enum party object, unsigned system_domains)
{
	const struct query like = {.object = object,
				   .system_domains = system_domains,
				   .known = 1U << PARTY_CALLER};
	return make(solver, requirements, count, &like);
}

struct query *query_make_given(struct solver *solver,
			       const struct requirement *requirements,
			       unsigned count, unsigned given,
			       unsigned system_domains)
{
	const struct query like = {.object = PARTY_COUNT,
				   .system_domains = system_domains,
				   .known = given};
	return make(solver, requirements, count, &like);
}
