/*
 * What allowing an op would open beside it: what the evaluator says that the
 * source can do with the rules of the grant, and else cannot.
 *
 * The grant is what the shortest way through the op asks that has the access of
 * the line: from the source, on the target and the initial SIDs, and on types
 * of their own for whomever the line does not name.  Without a policy nothing
 * else is granted.
 */
#include <stdlib.h>
#include <string.h>

#include "audit/audit_advise.h"
#include "audit/audit_explain.h"
#include "audit/audit_ground.h"
#include "audit/audit_log.h"
#include "audit/audit_open.h"
#include "audit/audit_ops.h"
#include "base/map.h"
#include "rule/rule.h"
#include "run/run.h"

struct openings {
	struct lint_shared *shared;
	const unsigned *fits; /* releases that the policy fits */
	size_t fit_count;
	struct ground ground; /* of the policy, if there is one */
	struct map runs;      /* of it, by release */
};

/* A grant, and what is so without it and with it. */
struct widening {
	const struct advisor *advisor;
	const struct facts *facts;
	struct ground ground;
	unsigned source, target; /* types */
	enum party party;	 /* that the target is in the access */
	list_of(struct policy_rule) rules;
	struct run *before, *after;
	struct arena arena;
};

struct openings *openings_new(const struct audit_question *question,
			      struct arena *arena)
{
	struct openings *openings = arena_alloc(arena, 1, sizeof *openings);
	const unsigned count = question->audit->registry->release_count;
	unsigned *fits = arena_alloc(arena, count, sizeof *fits);
	openings->shared = run_shared_new();
	openings->fits = fits;
	for (unsigned i = 0; question->fits && i < count; i++)
		if (release_set_has(question->fits, i))
			fits[openings->fit_count++] = i;
	if (question->policy)
		openings->ground = ground_of_policy(question->policy, arena);
	return openings;
}

void openings_free(struct openings *openings)
{
	run_shared_free(openings->shared);
}

/* --- The policy ----------------------------------------------------------- */

static struct run *start_run(const struct widening *widening,
			     const struct policy *policy, struct arena *arena)
{
	const struct advisor *advisor = widening->advisor;
	const struct openings *openings = advisor->openings;
	struct release_choice *choice = arena_alloc(arena, 1, sizeof *choice);
	*choice =
		(struct release_choice){.used = widening->facts->release,
					.candidates = openings->fits,
					.candidate_count = openings->fit_count,
					.by = CHOICE_BY_NAME};
	if (!advisor->policy) {
		choice->candidates = &choice->used;
		choice->candidate_count = 1;
	}
	const struct lint_request request = {.registry =
						     advisor->audit->registry,
					     .policy = policy,
					     .release = choice,
					     .site = advisor->site,
					     .build = advisor->host,
					     .shared = openings->shared};
	return run_make(&request, &rule_table, arena, advisor->diags);
}

/* The run of the policy, which is made once a release; NULL with messages. */
static struct run *find_policy_run(const struct widening *widening)
{
	const struct advisor *advisor = widening->advisor;
	const char *release =
		advisor->audit->registry->releases[widening->facts->release]
			.name;
	struct run *run = map_get(&advisor->openings->runs, release);
	if (run)
		return run;
	run = start_run(widening, widening->ground.policy, advisor->arena);
	if (run)
		map_set(&advisor->openings->runs, release, run, advisor->arena);
	return run;
}

/*
 * Finds what is so before the grant: by the policy, or by one that has the
 * types of the line and no rule.
 */
static bool find_before(struct widening *widening,
			const struct audit_entry *entry)
{
	const struct advisor *advisor = widening->advisor;
	const struct ground_ends ends = {entry->source, entry->target,
					 widening->party == PARTY_SELF};
	if (advisor->policy) {
		widening->ground = advisor->openings->ground;
		widening->before = find_policy_run(widening);
	} else {
		widening->ground = ground_of_release(&widening->facts->vectors,
						     &ends, &widening->arena);
		widening->before = start_run(widening, widening->ground.policy,
					     &widening->arena);
	}
	widening->source = ground_type(widening->ground.policy, entry->source);
	widening->target = ground_type(widening->ground.policy, entry->target);
	return widening->before && widening->source != NO_TYPE &&
	       widening->target != NO_TYPE;
}

/* --- The grant -------------------------------------------------------------
 */

static unsigned party_type(const struct widening *widening, enum party party)
{
	if (party == widening->party)
		return widening->target;
	if (party == PARTY_CALLER)
		return widening->source;
	if (party == PARTY_SELF)
		return run_self_label(widening->before, widening->source);
	if (party_is_open(party))
		return widening->ground.somebody[party];
	return widening->before->known[party]->type;
}

/* Adds what the policy has of the requirement's permissions. */
static void add_rule(struct widening *widening,
		     const struct requirement *requirement)
{
	const struct vectors *vectors = &widening->facts->vectors;
	const unsigned from = requirement->object_class;
	struct policy_rule rule = {party_type(widening, requirement->subject),
				   party_type(widening, requirement->object), 0,
				   0, POLICY_ALWAYS};
	for (unsigned bit = 0; bit < PERMISSION_BITS; bit++) {
		unsigned to;
		if (requirement->permissions >> bit & 1 &&
		    rights_find(widening->ground.policy, vectors->classes[from],
				vectors->permissions[from][bit],
				&rule.object_class, &to))
			rule.permissions |= UINT32_C(1) << to;
	}
	if (rule.permissions)
		*list_push(&widening->rules, &widening->arena) = rule;
}

const struct op_ways *find_ways(const struct facts *facts, const struct op *op)
{
	for (size_t i = 0; i < facts->ways->count; i++)
		if (facts->ways->ops[i].op == op)
			return &facts->ways->ops[i];
	return NULL;
}

/* The shortest way through the op that the access is a part of. */
static const struct way *choose_way(const struct op_ways *ways,
				    const struct access *access)
{
	const struct way *chosen = NULL;
	for (size_t i = 0; i < ways->count; i++) {
		const struct way *way = &ways->ways[i];
		bool asks = false;
		for (unsigned j = 0; j < way->access_count; j++)
			asks |= way->accesses[j].access == access;
		if (asks && way->end == WAY_PASSES &&
		    (!chosen || way->required.count < chosen->required.count))
			chosen = way;
	}
	return chosen;
}

static bool make_grant(struct widening *widening, const struct way *way)
{
	for (unsigned i = 0; i < way->required.count; i++)
		add_rule(widening, &way->required.items[i]);
	widening->after = start_run(
		widening,
		ground_with(widening->ground.policy, widening->rules.items,
			    widening->rules.count, &widening->arena),
		&widening->arena);
	return widening->after;
}

/* --- What it adds -----------------------------------------------------------
 */

/* Whether rules of the grant are of what the group's ways need. */
static bool is_touched(const struct widening *widening,
		       const struct group *group)
{
	for (size_t i = 0; i < group->way_count; i++)
		for (unsigned j = 0; j < group->ways[i].need_count; j++)
			for (size_t k = 0; k < widening->rules.count; k++) {
				const struct requirement *need =
					&group->ways[i].needs[j];
				const struct policy_rule *rule =
					&widening->rules.items[k];
				if (need->object_class == rule->object_class &&
				    need->permissions & rule->permissions)
					return true;
			}
	return false;
}

/* Whether by its rules other types can be domains, or be served by some. */
static bool moves_domains(const struct widening *widening)
{
	const size_t count = widening->ground.policy->type_count;
	struct right serves;
	if (memcmp(widening->before->standing, widening->after->standing,
		   count * sizeof *widening->before->standing) != 0)
		return true;
	if (!run_find_about(widening->before, PERMISSION_SERVES, &serves))
		return false;
	for (size_t i = 0; i < widening->rules.count; i++)
		if (widening->rules.items[i].object_class ==
			    serves.object_class &&
		    widening->rules.items[i].permissions >> serves.bit & 1)
			return true;
	return false;
}

/* What the source can do of the group, in the arena. */
static void find_abilities(const struct widening *widening, struct run *run,
			   const struct group *group, struct arena *arena,
			   struct abilities *abilities)
{
	solver_load(run->solver, widening->source);
	abilities_find_in(run, group, arena, abilities);
}

/* Whether on some object, or in some state, the source can do it from now on.
 */
static bool is_opened(const struct widening *widening,
		      const struct group *group)
{
	const unsigned limit = widening->ground.policy->type_count;
	const size_t words = set_words(limit);
	struct arena scratch = ARENA_INIT;
	struct abilities before = {LIST_INIT}, after = {LIST_INIT};
	bool opened = false;
	find_abilities(widening, widening->before, group, &scratch, &before);
	find_abilities(widening, widening->after, group, &scratch, &after);
	for (size_t i = 0; i < after.list.count && !opened; i++) {
		const struct ability *now = &after.list.items[i];
		uint64_t *objects =
			arena_alloc(&scratch, words, sizeof *objects);
		uint64_t *had = arena_alloc(&scratch, words, sizeof *had);
		ability_gather(now, objects);
		for (size_t j = 0; j < before.list.count; j++)
			if (when_text_implies(now->condition,
					      before.list.items[j].condition))
				ability_gather(&before.list.items[j], had);
		for (size_t j = 0; j < words; j++)
			opened |= (objects[j] & ~had[j]) != 0;
	}
	arena_release(&scratch);
	return opened;
}

static int compare_names(const void *a, const void *b)
{
	const struct op *const *first = a, *const *second = b;
	return strcmp((*first)->name, (*second)->name);
}

static void add_opened(const struct widening *widening, struct audit_op *op)
{
	const struct groups *groups = &widening->before->shared->groups;
	const bool all = moves_domains(widening);
	list_of(const struct op *) opened = LIST_INIT;
	for (size_t i = 0; i < groups->list.count; i++) {
		const struct group *group = groups->list.items[i];
		if (!(all || is_touched(widening, group)) ||
		    !is_opened(widening, group))
			continue;
		for (size_t j = 0; j < group->op_count; j++)
			if (group->ops[j] != op->op &&
			    !find_ways(widening->facts, group->ops[j])->refused)
				*list_push(&opened, widening->advisor->arena) =
					group->ops[j];
	}
	if (opened.count)
		qsort(opened.items, opened.count, sizeof *opened.items,
		      compare_names);
	op->opens = opened.items;
	op->open_count = opened.count;
}

void advise_open(const struct advisor *advisor, const struct facts *facts,
		 const struct audit_case *row, struct audit_op *op)
{
	const struct op_ways *ways = find_ways(facts, op->op);
	const struct way *way = ways ? choose_way(ways, op->access) : NULL;
	struct widening widening = {
		.advisor = advisor, .facts = facts, .arena = ARENA_INIT};
	enum party subject;
	access_parties(op->access, &subject, &widening.party);
	if (way && find_before(&widening, row->entry) &&
	    make_grant(&widening, way))
		add_opened(&widening, op);
	arena_release(&widening.arena);
}
