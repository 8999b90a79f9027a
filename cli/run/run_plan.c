/* What passing an op takes, as the linter asks it of subjects and objects. */
#include "run/run_plan.h"

#include <string.h>

#include "run/run_standing.h"

void way_access_parties(const struct plan_way *way,
			const struct way_access *access, enum party *subject,
			enum party *object)
{
	*subject = access->subject;
	*object = access->object;
	if (way->caller_as == PARTY_CALLER)
		return;
	if (*object == way->caller_as)
		*object =
			*subject == way->caller_as ? PARTY_SELF : PARTY_CALLER;
	if (*subject == way->caller_as)
		*subject = PARTY_CALLER;
}

/*
 * Whether a domain that is asked about another one endangers that one too,
 * beside the target: whose device model the target becomes, or whose memory it
 * shares.  What binds an event channel does not.
 */
static bool endangers_other(const struct requirement *asked)
{
	return asked->object == PARTY_OTHER &&
	       (asked->subject == PARTY_CALLER ||
		asked->subject == PARTY_TARGET);
}

unsigned asked_objects(const struct requirement *asked, unsigned count,
		       enum party objects[2])
{
	static const enum party order[] = {
		PARTY_TARGET, PARTY_OTHER,  PARTY_DEVICE, PARTY_IRQ,
		PARTY_IOMEM,  PARTY_IOPORT, PARTY_EVENT,  PARTY_LABEL};
	const unsigned parties = sizeof order / sizeof *order;
	unsigned first = 0;
	bool found = false, other = false;
	for (; first < parties && !found; first += !found)
		for (unsigned i = 0; i < count && !found; i++)
			found = asked[i].object == order[first];
	if (!found)
		return 0;
	objects[0] = order[first];
	objects[1] = PARTY_OTHER;
	for (unsigned i = 0; i < count; i++)
		other |= endangers_other(&asked[i]);
	return objects[0] == PARTY_TARGET && other ? 2 : 1;
}

static bool is_free(const struct plan_way *way)
{
	for (unsigned i = 0; i < way->need_count; i++) {
		const struct requirement *need = &way->needs[i];
		if (need->subject == PARTY_CALLER ||
		    need->object == PARTY_CALLER || need->object == PARTY_SELF)
			return false;
	}
	return true;
}

/* What the way's accesses need; false: the policy cannot grant it. */
static bool find_needs(struct plan_way *way, struct arena *arena)
{
	struct requirement *needs =
		arena_alloc(arena, way->access_count, sizeof *needs);
	struct requirements found = {.grantable = true};
	for (unsigned i = 0; i < way->access_count; i++) {
		struct way_access access = *way->accesses[i];
		way_access_parties(way, &access, &access.subject,
				   &access.object);
		requirements_add(&found, needs, &access);
	}
	way->needs = needs;
	way->need_count = found.count;
	return found.grantable;
}

bool way_same_under(const struct plan_way *a, const struct plan_way *b)
{
	if (a->under_count != b->under_count)
		return false;
	for (unsigned i = 0; i < a->under_count; i++)
		if (a->under[i] != b->under[i])
			return false;
	return true;
}

bool way_equal(const struct plan_way *a, const struct plan_way *b)
{
	if (a->need_count != b->need_count || a->object != b->object ||
	    a->system_domains != b->system_domains || !way_same_under(a, b))
		return false;
	for (unsigned i = 0; i < a->need_count; i++) {
		bool found = false;
		for (unsigned j = 0; j < b->need_count && !found; j++)
			found = memcmp(&a->needs[i], &b->needs[j],
				       sizeof *a->needs) == 0;
		if (!found)
			return false;
	}
	return true;
}

static bool is_subject(const struct plan_way *way, enum party party)
{
	for (unsigned i = 0; i < way->need_count; i++)
		if (way->needs[i].subject == party)
			return true;
	return false;
}

/* An op while it is planned. */
struct planning {
	struct plan *plan;
	struct arena *arena;
};

/* False: there is one like it. */
static bool keep_way(const struct planning *planning,
		     const struct plan_way *way)
{
	struct plan *plan = planning->plan;
	for (size_t i = 0; i < plan->ways.count; i++)
		if (way_equal(&plan->ways.items[i], way))
			return false;
	*list_push(&plan->ways, planning->arena) = *way;
	return true;
}

/* Those of the way's accesses whose answer does that. */
static void take_accesses(const struct way *from, enum answer answer,
			  struct arena *arena, struct plan_way *way)
{
	const struct way_access **accesses =
		arena_alloc(arena, from->access_count, sizeof *accesses);
	way->access_count = 0;
	for (unsigned i = 0; i < from->access_count; i++)
		if (from->accesses[i].answer == answer)
			accesses[way->access_count++] = &from->accesses[i];
	way->accesses = accesses;
}

static void take_conditions(const struct way *from, struct arena *arena,
			    struct plan_way *way)
{
	const struct condition **under =
		arena_alloc(arena, from->under_count, sizeof *under);
	for (unsigned i = 0; i < from->under_count; i++)
		under[i] = from->under[i].conditions[0];
	way->under = under;
	way->under_count = from->under_count;
}

static void add_way(const struct planning *planning, const struct way *from,
		    enum answer answer, enum party caller_as)
{
	struct plan_way way = {.caller_as = caller_as,
			       .system_domains = from->system_domains};
	take_accesses(from, answer, planning->arena, &way);
	take_conditions(from, planning->arena, &way);
	if (!find_needs(&way, planning->arena))
		return;
	enum party subject, objects[2];
	const unsigned count =
		asked_objects(way.needs, way.need_count, objects);
	/* Or else what is asked about first. */
	if (!count)
		way_access_parties(&way, way.accesses[0], &subject, objects);
	way.object = objects[0];
	way.free = is_free(&way);
	if (!keep_way(planning, &way))
		return;
	/* Who is endangered beside the target is an object as well. */
	if (count > 1) {
		struct plan_way again = way;
		again.object = objects[1];
		again.again = true;
		keep_way(planning, &again);
	}
	/* What is asked of others is asked of the caller if it is the one. */
	for (unsigned i = 0; way.free && i < PARTY_COUNT; i++)
		if ((i == PARTY_TARGET || i == PARTY_OTHER) &&
		    is_subject(&way, (enum party)i))
			add_way(planning, from, answer, (enum party)i);
}

/* Whether the hook does not know the op, whatever its arguments and build. */
static bool is_unknown(const struct way *way)
{
	if (way->end != WAY_UNKNOWN)
		return false;
	for (unsigned i = 0; i < way->condition_count; i++)
		if (way->conditions[i].decides == DECIDES_CHOICE ||
		    way->conditions[i].holds)
			return false;
	return true;
}

void plan_make(const struct op_ways *ways, struct arena *arena,
	       struct plan *plan)
{
	struct planning planning = {plan, arena};
	*plan = (struct plan){.op = ways->op};
	for (size_t i = 0; i < ways->count; i++) {
		const struct way *way = &ways->ways[i];
		plan->unknown |= is_unknown(way);
		if (!way_is_telling(ways, way))
			continue;
		const bool open = way_is_unchecked(way);
		plan->open |= open;
		/* What only filters tells for whom the op is of use. */
		if (!open || way->filtered.count || !way->filtered.grantable)
			add_way(&planning, way,
				open ? ANSWER_FILTERS : ANSWER_DECIDES,
				PARTY_CALLER);
	}
}

const struct plan_way *plan_find_way(const struct plan *plan,
				     const struct plan_way *like)
{
	for (size_t i = 0; i < plan->ways.count; i++)
		if (way_equal(&plan->ways.items[i], like))
			return &plan->ways.items[i];
	return NULL;
}
