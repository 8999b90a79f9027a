/*
 * What somebody who cannot do an op lacks first: of the way on which he gets
 * furthest, the first access that is not granted with those before it.  Each
 * beginning of a way is a query of its own.
 */
#include <string.h>

#include "answer/answer_gather.h"
#include "answer/answer_why.h"
#include "run/run.h"

/* The first accesses of a way, and what they are about. */
struct beginning {
	struct query *query;
	enum party object;
};

/* A way with its beginnings, by how many accesses they have, less one. */
struct probed_way {
	const struct plan_way *way;
	const struct beginning *beginnings;
};

/* By index of the op that is meant. */
struct op_probe {
	const struct probed_way *ways;
	size_t count;
};

/* --- Before anybody calls ------------------------------------------------ */

static struct beginning make_beginning(struct who_run *who,
				       const struct plan_way *way,
				       unsigned count)
{
	struct requirement *needs =
		arena_alloc(who->arena, count, sizeof *needs);
	struct requirements found = {.grantable = true};
	enum party subject, objects[2];
	for (unsigned i = 0; i < count; i++) {
		struct way_access access = *way->accesses[i];
		way_access_parties(way, &access, &access.subject,
				   &access.object);
		requirements_add(&found, needs, &access);
	}
	if (!asked_objects(needs, found.count, objects))
		way_access_parties(way, way->accesses[0], &subject, objects);
	return (struct beginning){query_make(who->run->solver, needs,
					     found.count, objects[0],
					     way->system_domains),
				  objects[0]};
}

static struct probed_way probe_way(struct who_run *who,
				   const struct plan_way *way)
{
	struct beginning *beginnings =
		arena_alloc(who->arena, way->access_count, sizeof *beginnings);
	for (unsigned i = 0; i < way->access_count; i++)
		beginnings[i] = make_beginning(who, way, i + 1);
	return (struct probed_way){way, beginnings};
}

static struct op_probe probe_op(struct who_run *who,
				const struct who_gathering *gathering)
{
	const struct plan *plan = gathering->plan;
	struct probed_way *ways =
		arena_alloc(who->arena, plan->ways.count, sizeof *ways);
	struct op_probe probe = {ways, 0};
	for (size_t i = 0; i < plan->ways.count; i++) {
		const struct plan_way *way = &plan->ways.items[i];
		if (!way->again && way->caller_as == PARTY_CALLER)
			ways[probe.count++] = probe_way(who, way);
	}
	return probe;
}

void who_prepare_reasons(struct who_run *who)
{
	who->probes =
		arena_alloc(who->arena, who->op_count, sizeof *who->probes);
	for (size_t i = 0; i < who->op_count; i++)
		who->probes[i] = probe_op(who, &who->ops[i]);
}

/* --- How far the caller gets --------------------------------------------- */

/* Whether objects that the way is about are asked for, and this is none. */
static bool is_other(const struct who_run *who, const struct plan_way *way,
		     const struct beginning *beginning, unsigned object)
{
	return who->question->objects && beginning->object == way->object &&
	       !who->question->objects[object];
}

static bool passes_freely(const struct who_run *who, const struct plan_way *way,
			  const struct beginning *beginning)
{
	const struct free_answer *answer =
		query_free(who->run->solver, beginning->query);
	for (size_t i = 0; i < answer->object_count; i++)
		if (!is_other(who, way, beginning, answer->objects[i]))
			return true;
	for (size_t i = 0; i < answer->hit_count; i++)
		if (!is_other(who, way, beginning, answer->hits[i].object))
			return true;
	return false;
}

/* Whether the loaded caller passes so far, on some object, in some state. */
static bool passes(const struct who_run *who, const struct plan_way *way,
		   const struct beginning *beginning)
{
	struct solver *solver = who->run->solver;
	const unsigned limit = who->run->policy->type_count;
	struct arena scratch = ARENA_INIT;
	uint64_t *set = arena_alloc(&scratch, set_words(limit), sizeof *set);
	bool passed = false;
	if (query_is_free(beginning->query)) {
		arena_release(&scratch);
		return passes_freely(who, way, beginning);
	}
	query_gather(solver, beginning->query, false, set);
	if (query_varies(beginning->query))
		query_gather(solver, beginning->query, true, set);
	for (unsigned i = set_next(set, 0, limit); i < limit && !passed;
	     i = set_next(set, i + 1, limit)) {
		const struct when when =
			query_when(solver, beginning->query, i, false, NULL);
		passed = !when_is_never(&when) &&
			 !is_other(who, way, beginning, i);
	}
	arena_release(&scratch);
	return passed;
}

/* Where the caller is stopped: the access of that index. */
static unsigned find_stop(const struct who_run *who,
			  const struct probed_way *probed)
{
	unsigned stop = 0;
	while (stop + 1 < probed->way->access_count &&
	       passes(who, probed->way, &probed->beginnings[stop]))
		stop++;
	return stop;
}

/* --- What is lacked ------------------------------------------------------- */

/* The access at which a caller is stopped. */
struct stop {
	const struct plan_way *way;
	unsigned access;
	enum party subject, object;
	struct right right;
};

static void say(struct who_refusal *refusal, const char *kind, const char *text)
{
	refusal->kind = kind;
	refusal->text = text;
}

/* The object of the access in words: a type where that is known. */
static const char *object_words(const struct who_run *who,
				const struct stop *stop,
				const struct who_refusal *refusal)
{
	if (refusal->object)
		return refusal->object;
	return stop->object == PARTY_SELF ? "itself"
	       : stop->object == PARTY_OTHER
		       ? "the other domain"
		       : arena_format(who->arena, "the %s",
				      party_name(stop->object));
}

/* Of types those on which rules grant the source the right, in some state. */
struct lack_narrowing {
	size_t by_rules, in_bounds, by_constraints;
	const char *names; /* of the last ones */
};

static void narrow(const struct who_run *who, unsigned source, unsigned target,
		   struct right right, struct lack_narrowing *narrowing)
{
	enum { NAMED = 4 };
	struct run *run = who->run;
	const uint32_t bit = UINT32_C(1) << right.bit;
	const struct asked asked = {source, target, right};
	struct when when = rules_when(run->rights, source, target,
				      right.object_class, bit);
	if (when_is_never(&when) && !run->policy->types[source].permissive)
		return;
	narrowing->by_rules++;
	when = rights_when(run->rights, source, target, right.object_class,
			   bit);
	if (when_is_never(&when))
		return;
	narrowing->in_bounds++;
	when = run_when(run, &asked);
	if (when_is_never(&when))
		return;
	if (narrowing->by_constraints++ < NAMED)
		narrowing->names =
			arena_format(who->arena, "%s%s%s", narrowing->names,
				     *narrowing->names ? ", " : "",
				     run->policy->types[target].name);
	else if (narrowing->by_constraints == NAMED + 1)
		narrowing->names =
			arena_format(who->arena, "%s, ...", narrowing->names);
}

/* Looks at all that could be the object: types that are asked for, or any. */
static struct lack_narrowing narrow_all(const struct who_run *who,
					unsigned source,
					const struct stop *stop)
{
	struct run *run = who->run;
	const bool *meant = who->question->objects;
	const struct policy_sid *sid = run->known[stop->object];
	struct lack_narrowing narrowing = {.names = ""};
	for (size_t i = 0; i < run->name_count; i++) {
		const unsigned type = run->by_name[i];
		if (sid ? sid->type == type
		    : meant && stop->object == stop->way->object ? meant[type]
								 : true)
			narrow(who, source, type, stop->right, &narrowing);
	}
	return narrowing;
}

static void tell_lack(const struct who_run *who, unsigned source,
		      const struct stop *stop, struct who_refusal *refusal)
{
	struct arena *arena = who->arena;
	const struct lack_narrowing narrowing = narrow_all(who, source, stop);
	const char *lack = arena_format(
		arena, "%s:%s on %s", refusal->object_class,
		refusal->permission, object_words(who, stop, refusal));
	if (!narrowing.by_rules)
		say(refusal, "no-rule",
		    arena_format(arena, "%s: no rule grants it", lack));
	else if (!narrowing.in_bounds)
		say(refusal, "bounds",
		    arena_format(arena,
				 "%s: the bound of a type takes back what a "
				 "rule grants",
				 lack));
	else if (!narrowing.by_constraints)
		say(refusal, "constraint",
		    arena_format(arena,
				 "%s: a constraint forbids what a rule grants",
				 lack));
	else
		say(refusal, "elsewhere",
		    arena_format(arena,
				 "%s: it is granted on %s alone, which will "
				 "not do with what else is asked",
				 lack, narrowing.names));
}

/* The one type on which it would do; NULL: there are several. */
static const char *only_object(const struct who_run *who,
			       const struct stop *stop)
{
	const struct run *run = who->run;
	const struct policy_type *types = run->policy->types;
	const bool *meant = who->question->objects;
	const struct policy_sid *sid = run->known[stop->object];
	const char *found = sid ? types[sid->type].name : NULL;
	if (sid || !meant || stop->object != stop->way->object)
		return found;
	for (size_t i = 0; i < run->name_count; i++) {
		if (!meant[run->by_name[i]])
			continue;
		if (found)
			return NULL;
		found = types[run->by_name[i]].name;
	}
	return found;
}

static void tell_stop(const struct who_run *who, const struct stop *stop,
		      struct who_refusal *refusal)
{
	const struct policy_class *class =
		&who->run->policy->classes[stop->right.object_class];
	refusal->object_class = class->name;
	refusal->permission = class->permissions[stop->right.bit];
	refusal->object = only_object(who, stop);
	if (stop->subject == PARTY_CALLER)
		tell_lack(who, solver_caller(who->run->solver), stop, refusal);
	else
		say(refusal, "others",
		    arena_format(who->arena,
				 "%s:%s of the %s on %s: nobody who would do "
				 "has it",
				 refusal->object_class, refusal->permission,
				 party_name(stop->subject),
				 stop->object == PARTY_CALLER
					 ? "the caller"
					 : object_words(who, stop, refusal)));
}

/* --- Ops that nobody can ----------------------------------------------------
 */

/* The first permission that a way asks and the policy does not have. */
static void tell_ungrantable(const struct who_run *who,
			     const struct who_gathering *gathering,
			     struct who_refusal *refusal)
{
	const struct op_ways *ways = gathering->ways;
	for (size_t i = 0; i < ways->count; i++)
		for (unsigned j = 0; j < ways->ways[i].access_count; j++) {
			const struct way_access *access =
				&ways->ways[i].accesses[j];
			if (access->permission ||
			    access->answer == ANSWER_IGNORED)
				continue;
			refusal->object_class = access->access->object_class;
			refusal->permission = access->access->permission;
			say(refusal, "no-permission",
			    arena_format(who->arena,
					 "%s:%s: the policy does not have the "
					 "permission",
					 refusal->object_class,
					 refusal->permission));
			return;
		}
}

static const struct {
	const char *nobody, *kind, *text;
} reasons[] = {
	{"fails", "fails", "it fails for everyone, whatever is granted"},
	{"unknown", "unknown",
	 "the hook does not know it, and what is unknown is refused"},
	{"absent", "absent", "the release has no such op"},
	{"not-built", "not-built", "the build does not have it"},
};

static bool tell_nobody(const struct who_run *who,
			const struct who_gathering *gathering,
			struct who_refusal *refusal)
{
	const char *nobody = gathering->op.nobody;
	for (size_t i = 0; nobody && i < sizeof reasons / sizeof *reasons; i++)
		if (strcmp(nobody, reasons[i].nobody) == 0)
			say(refusal, reasons[i].kind, reasons[i].text);
	if (!refusal->kind && !gathering->plan->ways.count)
		tell_ungrantable(who, gathering, refusal);
	return refusal->kind;
}

void who_find_reason(struct who_run *who, const struct who_gathering *gathering,
		     struct who_refusal *refusal)
{
	const struct op_probe *probe = &who->probes[gathering - who->ops];
	struct stop stop = {.way = NULL};
	if (tell_nobody(who, gathering, refusal))
		return;
	for (size_t i = 0; i < probe->count; i++) {
		const struct probed_way *probed = &probe->ways[i];
		const unsigned access = find_stop(who, probed);
		if (stop.way && access <= stop.access)
			continue;
		stop.way = probed->way;
		stop.access = access;
	}
	if (!stop.way)
		return;
	const struct way_access *access = stop.way->accesses[stop.access];
	way_access_parties(stop.way, access, &stop.subject, &stop.object);
	stop.right = right_of(access);
	tell_stop(who, &stop, refusal);
}
