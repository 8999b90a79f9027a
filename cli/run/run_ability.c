/* What a subject can do: what the evaluator says of the ways of groups. */
#include "run/run_ability.h"
#include "run/run_ask.h"
#include "run/run_shared.h"
#include "run/run_standing.h"

#include <string.h>

size_t group_ops(const struct group *group, const struct op *const **ops)
{
	*ops = (const struct op *const *)group->ops;
	return group->op_count;
}

bool subject_does(const struct subject *subject, const struct op *op)
{
	for (size_t i = 0; i < subject->ability_count; i++) {
		const struct op *const *ops;
		size_t count = group_ops(subject->abilities[i].group, &ops);
		for (size_t j = 0; j < count; j++)
			if (ops[j] == op)
				return true;
	}
	return false;
}

/* --- What there is to do -------------------------------------------------- */

static bool admits(const void *who, unsigned system_domains, enum party party,
		   unsigned type)
{
	return standing_admits(who, system_domains, party, type);
}

/* Trusted types first: they are most of those who do things to others. */
static const unsigned *rank_callers(const struct run *run)
{
	const unsigned count = run->policy->type_count;
	unsigned *ranks = arena_alloc(run->arena, count, sizeof *ranks);
	for (unsigned i = 0; i < count; i++)
		ranks[i] = run->trusted[i] ? run->rank[i]
			   : run->calls[i] ? run->rank[i] + count
					   : NO_TYPE;
	return ranks;
}

struct solver *run_solver_make(struct run *run)
{
	const unsigned count = run->policy->type_count;
	bool *possible = arena_alloc(run->arena, count, sizeof *possible);
	struct solve_setting setting = {.rights = run->rights,
					.constraints = run->constraints,
					.possible = possible,
					.rank = run->rank,
					.caller_rank = rank_callers(run),
					.admits = admits,
					.who = run};
	struct right serves;
	for (unsigned i = 0; i < count; i++)
		possible[i] = standing_is_possible(run, i);
	memcpy(setting.known, run->known, sizeof setting.known);
	if (run_find_about(run, PERMISSION_SERVES, &serves))
		setting.serves = (struct vector){serves.object_class,
						 UINT32_C(1) << serves.bit};
	return solver_make(&setting, run->arena);
}

void repertoire_make(struct run *run)
{
	struct arena *arena = run->arena;
	struct repertoire *repertoire =
		arena_alloc(arena, 1, sizeof *repertoire);
	repertoire->vectors = run->shared->vectors;
	repertoire->groups = run->shared->groups;
	repertoire->queries = arena_alloc(arena, repertoire->groups.way_count,
					  sizeof(struct query *));
	repertoire->last.subject = NO_TYPE;
	repertoire->last.always = arena_alloc(
		arena, set_words(run->policy->type_count), sizeof(uint64_t));
	run->solver = run_solver_make(run);
	run->repertoire = repertoire;
	repertoire->index =
		query_index_make(run->solver, repertoire->groups.list.count);
	for (size_t i = 0; i < repertoire->groups.list.count; i++) {
		const struct group *group = repertoire->groups.list.items[i];
		for (size_t j = 0; j < group->way_count; j++) {
			const struct plan_way *way = &group->ways[j];
			struct query *query = query_make(
				run->solver, way->needs, way->need_count,
				way->object, way->system_domains);
			repertoire->queries[way->index] = query;
			query_index_add(run->solver, repertoire->index, query,
					(unsigned)i);
		}
	}
}

struct query *way_query(const struct run *run, const struct plan_way *way)
{
	return run->repertoire->queries[way->index];
}

/* --- One object ----------------------------------------------------------- */

/* When the group's ops pass on the object, where no single way always does. */
static struct when varying_when(struct run *run, const struct group *group,
				unsigned object)
{
	struct conditions *conditions = &run->rights->conditions;
	struct when when = when_never();
	for (size_t i = 0; i < group->way_count; i++) {
		struct query *query = way_query(run, &group->ways[i]);
		if (!query_varies(query))
			continue;
		const struct when one =
			query_when(run->solver, query, object, false, NULL);
		when = when_or(conditions, &when, &one);
	}
	return when;
}

struct when ability_when(struct run *run, unsigned subject,
			 const struct group *group, unsigned object)
{
	solver_load(run->solver, subject);
	for (size_t i = 0; i < group->way_count; i++) {
		struct query *query = way_query(run, &group->ways[i]);
		const struct when when =
			query_when(run->solver, query, object, true, NULL);
		if (!when_is_never(&when))
			return when;
	}
	return varying_when(run, group, object);
}

/* --- All objects ---------------------------------------------------------- */

static bool varies(const struct run *run, const struct group *group)
{
	for (size_t i = 0; i < group->way_count; i++)
		if (query_varies(way_query(run, &group->ways[i])))
			return true;
	return false;
}

static bool passes_always(struct run *run, const struct group *group)
{
	for (size_t i = 0; i < group->way_count; i++)
		if (query_passes(run->solver, way_query(run, &group->ways[i])))
			return true;
	return false;
}

/* Those on which no single way passes always, but some does sometimes. */
static void find_hits(struct run *run, const struct group *group,
		      const uint64_t *always, uint64_t *maybe)
{
	struct repertoire *repertoire = run->repertoire;
	const unsigned limit = run->policy->type_count;
	for (size_t i = 0; i < group->way_count; i++) {
		struct query *query = way_query(run, &group->ways[i]);
		if (query_varies(query))
			query_gather(run->solver, query, true, maybe);
	}
	for (unsigned i = set_next(maybe, 0, limit); i < limit;
	     i = set_next(maybe, i + 1, limit)) {
		if (set_has(always, i))
			continue;
		const struct when when = varying_when(run, group, i);
		if (!when_is_never(&when))
			*list_push(&repertoire->last.hits, run->arena) =
				(struct hit){i, when};
	}
}

/* Fills in what the loaded subject can do of the group. */
static void look_at(struct run *run, const struct group *group)
{
	struct repertoire *repertoire = run->repertoire;
	const unsigned subject = solver_caller(run->solver);
	const size_t words = set_words(run->policy->type_count);
	uint64_t *always = repertoire->last.always;
	if (repertoire->last.group == group &&
	    repertoire->last.subject == subject)
		return;
	repertoire->last.group = group;
	repertoire->last.subject = subject;
	repertoire->last.hits.count = 0;
	memset(always, 0, words * sizeof *always);
	for (size_t i = 0; i < group->way_count; i++)
		query_gather(run->solver, way_query(run, &group->ways[i]),
			     false, always);
	if (!varies(run, group))
		return;
	struct arena scratch = ARENA_INIT;
	find_hits(run, group, always,
		  arena_alloc(&scratch, words, sizeof *always));
	arena_release(&scratch);
}

/* --- Abilities ------------------------------------------------------------ */

static void add_ability(struct run *run, const struct group *group,
			const struct when *when, struct arena *arena,
			struct abilities *abilities)
{
	static const struct when always = {WHEN_ALWAYS};
	struct ability *ability = list_push(&abilities->list, arena);
	*ability = (struct ability){.run = run,
				    .subject = solver_caller(run->solver),
				    .group = group,
				    .when = &always,
				    .default_state = true};
	if (when_is_always(when))
		return;
	struct when *copy = arena_alloc(arena, 1, sizeof *copy);
	*copy = *when;
	ability->when = copy;
	ability->condition = when_text(&run->rights->conditions, when,
				       &ability->default_state);
}

static bool is_new(const struct abilities *abilities, size_t first,
		   const struct when *when)
{
	for (size_t i = first; i < abilities->list.count; i++)
		if (when_equal(abilities->list.items[i].when, when))
			return false;
	return true;
}

void abilities_find_in(struct run *run, const struct group *group,
		       struct arena *arena, struct abilities *abilities)
{
	const struct when always = when_always();
	const size_t first = abilities->list.count;
	if (!varies(run, group)) {
		if (passes_always(run, group))
			add_ability(run, group, &always, arena, abilities);
		return;
	}
	look_at(run, group);
	const struct repertoire *repertoire = run->repertoire;
	if (!set_is_empty(repertoire->last.always,
			  set_words(run->policy->type_count)))
		add_ability(run, group, &always, arena, abilities);
	for (size_t i = 0; i < repertoire->last.hits.count; i++) {
		const struct when *when = &repertoire->last.hits.items[i].when;
		if (is_new(abilities, first, when))
			add_ability(run, group, when, arena, abilities);
	}
}

void abilities_find(struct run *run, struct arena *arena,
		    struct abilities *abilities)
{
	const struct repertoire *repertoire = run->repertoire;
	const unsigned limit = (unsigned)repertoire->groups.list.count;
	const uint64_t *likely =
		query_index_likely(run->solver, repertoire->index);
	for (unsigned i = set_next(likely, 0, limit); i < limit;
	     i = set_next(likely, i + 1, limit))
		abilities_find_in(run, repertoire->groups.list.items[i], arena,
				  abilities);
}

void ability_gather(const struct ability *ability, uint64_t *objects)
{
	struct run *run = ability->run;
	const struct repertoire *repertoire = run->repertoire;
	const size_t words = set_words(run->policy->type_count);
	solver_load(run->solver, ability->subject);
	look_at(run, ability->group);
	for (size_t i = 0; when_is_always(ability->when) && i < words; i++)
		objects[i] |= repertoire->last.always[i];
	for (size_t i = 0; i < repertoire->last.hits.count; i++)
		if (when_equal(&repertoire->last.hits.items[i].when,
			       ability->when))
			set_add(objects, repertoire->last.hits.items[i].object);
}

bool ability_reaches(const struct ability *ability, const uint64_t *within)
{
	struct run *run = ability->run;
	const struct group *group = ability->group;
	solver_load(run->solver, ability->subject);
	if (varies(run, group)) {
		const size_t words = set_words(run->policy->type_count);
		struct arena scratch = ARENA_INIT;
		uint64_t *objects =
			arena_alloc(&scratch, words, sizeof *objects);
		ability_gather(ability, objects);
		const bool reaches = sets_meet(objects, within, words);
		arena_release(&scratch);
		return reaches;
	}
	for (size_t i = 0; i < group->way_count; i++)
		if (query_passes_within(run->solver,
					way_query(run, &group->ways[i]),
					within))
			return true;
	return false;
}

struct type_list ability_objects(const struct ability *ability,
				 struct arena *arena)
{
	const unsigned limit = ability->run->policy->type_count;
	const size_t words = set_words(limit);
	struct arena scratch = ARENA_INIT;
	uint64_t *set = arena_alloc(&scratch, words, sizeof *set);
	size_t count = 0;
	ability_gather(ability, set);
	unsigned *items =
		arena_alloc(arena, set_count(set, words), sizeof *items);
	for (unsigned i = set_next(set, 0, limit); i < limit;
	     i = set_next(set, i + 1, limit))
		items[count++] = i;
	arena_release(&scratch);
	return (struct type_list){items, count};
}

/* --- How it is done ------------------------------------------------------- */

/* The first way that always passes, of those that are looked at again or not.
 */
static bool find_always(struct run *run, const struct group *group, bool again,
			unsigned object, struct pass *pass)
{
	for (size_t i = 0; i < group->way_count; i++) {
		pass->way = &group->ways[i];
		if (pass->way->again != again)
			continue;
		const struct when when =
			query_when(run->solver, way_query(run, pass->way),
				   object, true, &pass->trial);
		if (!when_is_never(&when))
			return true;
	}
	return false;
}

static void find_varying(struct run *run, const struct group *group,
			 unsigned object, struct arena *arena,
			 struct passes *passes)
{
	struct pass pass;
	for (size_t i = 0; i < group->way_count; i++) {
		pass.way = &group->ways[i];
		struct query *query = way_query(run, pass.way);
		if (!query_varies(query))
			continue;
		const struct when when = query_when(run->solver, query, object,
						    false, &pass.trial);
		if (!when_is_never(&when))
			*list_push(&passes->list, arena) = pass;
	}
}

void passes_find(struct run *run, const struct group *group, unsigned object,
		 struct arena *arena, struct passes *passes)
{
	const size_t before = passes->list.count;
	struct pass pass;
	for (unsigned again = 0; again < 2; again++)
		if (find_always(run, group, again, object, &pass))
			*list_push(&passes->list, arena) = pass;
	if (passes->list.count == before)
		find_varying(run, group, object, arena, passes);
}

struct right right_of(const struct way_access *access)
{
	return (struct right){access->object_class,
			      (unsigned)__builtin_ctz(access->permission)};
}

struct asked asked_of(const struct way_access *access,
		      const struct trial *trial)
{
	return (struct asked){trial->own[access->subject],
			      access->subject == PARTY_CALLER
				      ? trial->seen[access->object]
				      : trial->own[access->object],
			      right_of(access)};
}

struct asked way_asked(const struct plan_way *way, unsigned access,
		       const struct trial *trial)
{
	struct way_access asked = *way->accesses[access];
	way_access_parties(way, way->accesses[access], &asked.subject,
			   &asked.object);
	return asked_of(&asked, trial);
}
