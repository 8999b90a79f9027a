/*
 * Holds what is granted against the binary: whether whoever is granted an op
 * passes it on all that the grant names, whatever is not his to choose.  The
 * evaluator is asked, as lint asks it for who can.  What the grant does not
 * name, as the other end of a port that is made for a domain, may be missing.
 */
#include <string.h>

#include "compile/compile.h"
#include "compile/compile_access.h"
#include "compile/compile_channel.h"
#include "compile/compile_prove_grant.h"
#include "run/run.h"

/* An op's way that does for a grant, as it is asked of callers. */
struct tried_way {
	const struct way *way;
	struct plan plan; /* with the caller in each part that he can take */
	struct query **queries; /* by the plan's ways */
};

/* What an op's grants in a context come to. */
struct tried_op {
	list_of(struct tried_way) ways;
};

/* What somebody is granted an op on, by the model's terms. */
struct proof_object {
	const struct model_domain *target; /* or the caller himself */
	unsigned label;	  /* of the domain, as the caller sees it */
	unsigned channel; /* of the event channel that the op is about */
};

/* Who does not pass what a grant gives. */
struct failure {
	const struct model_domain *caller; /* the first one; NULL: nobody */
	struct proof_object object;	   /* on which that is so */
	size_t others;			   /* callers and labels */
};

struct grant_proof {
	struct model *model;
	struct run *run;
	struct solver *solver;
	const unsigned *types;	  /* of the policy, by the model's terms */
	struct tried_op **ops;	  /* by op and context; NULL: not granted */
	struct failure *failures; /* by grant */
};

/* --- What is asked ---------------------------------------------------- */

static bool asks_about(const struct plan_way *way, enum party party)
{
	for (unsigned i = 0; i < way->need_count; i++)
		if (way->needs[i].object == party)
			return true;
	return false;
}

/*
 * The parties that a grant on a domain says where nothing is asked about the
 * domain itself but about a channel of its, or of the caller's with it, a bit
 * each; who is at the end of a port that is made for it is not named.  0: the
 * domain is what is asked about.
 */
static unsigned channel_parties(const struct plan_way *way,
				enum context context)
{
	if ((context != CONTEXT_SELF && context != CONTEXT_DOMAIN) ||
	    !asks_about(way, PARTY_EVENT) || asks_about(way, PARTY_TARGET))
		return 0;
	unsigned given = 1U << PARTY_EVENT;
	for (unsigned i = 0; i < way->need_count; i++) {
		const enum party subject = way->needs[i].subject;
		if (subject == PARTY_CALLER || subject == PARTY_TARGET)
			given |= 1U << subject;
	}
	return given;
}

static struct query *make_query(struct solver *solver,
				const struct plan_way *way,
				const struct requirement *needs, unsigned count,
				enum context context)
{
	const unsigned given = channel_parties(way, context);
	return given ? query_make_given(solver, needs, count, given,
					way->system_domains)
		     : query_make(solver, needs, count, way->object,
				  way->system_domains);
}

/* What lint asks of who takes that way and no other. */
static void add_way(struct grant_proof *proof, const struct op_ways *ways,
		    const struct way *way, enum context context,
		    struct tried_op *tried)
{
	struct op_ways alone = *ways;
	struct tried_way *added = list_push(&tried->ways, proof->model->arena);
	alone.ways = way;
	alone.count = 1;
	added->way = way;
	plan_make(&alone, proof->model->arena, &added->plan);
	added->queries =
		arena_alloc(proof->model->arena, added->plan.ways.count,
			    sizeof *added->queries);
	for (size_t i = 0; i < added->plan.ways.count; i++) {
		const struct plan_way *asked = &added->plan.ways.items[i];
		added->queries[i] =
			make_query(proof->solver, asked, asked->needs,
				   asked->need_count, context);
	}
}

static bool is_to_work(const struct model_grant *grant)
{
	return (grant->verdict == VERDICT_GRANTED ||
		grant->verdict == VERDICT_ACCEPTED) &&
	       grant->rows->rows.count;
}

static struct tried_op **find_tried(const struct grant_proof *proof,
				    const struct model_grant *grant)
{
	const size_t op = (size_t)(grant->op - proof->model->registry->ops);
	return &proof->ops[op * CONTEXT_COUNT + grant->context];
}

/* All queries are made before a caller's rights are laid out for them. */
static void make_tried(struct grant_proof *proof,
		       const struct model_grant *grant)
{
	struct tried_op **tried = find_tried(proof, grant);
	const struct op_ways *ways = model_op_ways(proof->model, grant->op);
	if (*tried)
		return;
	*tried = arena_alloc(proof->model->arena, 1, sizeof **tried);
	for (size_t i = 0; i < ways->count; i++)
		if (grant->rows->chosen[i])
			add_way(proof, ways, &ways->ways[i], grant->context,
				*tried);
}

/* --- What passes ------------------------------------------------------ */

/* Of a grant on oneself and on another, with that channel. */
static bool passes_channel(const struct grant_proof *proof,
			   struct solver *solver, struct query *query,
			   struct proof_object object)
{
	unsigned types[PARTY_COUNT] = {0};
	struct trial trial;
	types[PARTY_CALLER] = solver_caller(solver);
	types[PARTY_TARGET] = proof->types[object.target->type];
	types[PARTY_EVENT] = proof->types[object.channel];
	const struct when when =
		query_given_when(solver, query, types, true, &trial);
	return when_is_always(&when);
}

/* Where no domain is asked about, it passes for all alike, or for none. */
static bool passes_query(const struct grant_proof *proof, struct solver *solver,
			 struct query *query, const struct plan_way *way,
			 enum context context, struct proof_object object)
{
	const bool own = context == CONTEXT_SELF && way->object == PARTY_SELF;
	if (channel_parties(way, context))
		return passes_channel(proof, solver, query, object);
	if (!own && !way_is_about_domain(way))
		return query_passes(solver, query);
	const struct when when = query_when(
		solver, query, proof->types[object.label], true, NULL);
	return when_is_always(&when);
}

/* As other the grant names the second domain, and else none but the first. */
static bool is_about_named(const struct plan_way *way, enum context context)
{
	return context == CONTEXT_OTHER ? way->object != PARTY_TARGET
					: !way->again;
}

static bool passes_way(const struct grant_proof *proof,
		       const struct tried_way *tried, enum context context,
		       struct proof_object object)
{
	const struct plan *plan = &tried->plan;
	bool passes = way_is_unchecked(tried->way) && !plan->ways.count;
	for (size_t i = 0; i < plan->ways.count && !passes; i++)
		passes = is_about_named(&plan->ways.items[i], context) &&
			 passes_query(proof, proof->solver, tried->queries[i],
				      &plan->ways.items[i], context, object);
	return passes;
}

/* Whether a is open wherever b is, but for what the caller chooses. */
static bool is_open_where(const struct way *a, const struct way *b)
{
	for (unsigned i = 0; i < a->condition_count; i++) {
		bool found = a->conditions[i].by_caller;
		for (unsigned j = 0; !found && j < b->condition_count; j++)
			found = way_condition_equal(&a->conditions[i],
						    &b->conditions[j]);
		if (!found)
			return false;
	}
	return true;
}

/* In each case in which one of the ways is open the caller passes one that is.
 */
static bool passes(const struct grant_proof *proof,
		   const struct model_grant *grant, struct proof_object object)
{
	const struct tried_op *tried = *find_tried(proof, grant);
	for (size_t i = 0; i < tried->ways.count; i++) {
		bool some = false;
		for (size_t j = 0; j < tried->ways.count && !some; j++)
			some = is_open_where(tried->ways.items[j].way,
					     tried->ways.items[i].way) &&
			       passes_way(proof, &tried->ways.items[j],
					  grant->context, object);
		if (!some)
			return false;
	}
	return true;
}

/* --- What the grants name --------------------------------------------- */

static void hold(const struct grant_proof *proof,
		 const struct model_grant *grant,
		 const struct model_domain *caller, struct proof_object object)
{
	struct failure *failure =
		&proof->failures[grant - proof->model->granted.items];
	if (passes(proof, grant, object))
		return;
	if (failure->caller)
		failure->others++;
	else
		*failure = (struct failure){caller, object, 0};
}

/* Whether the op is about a channel of the caller's with the domain. */
static bool is_of_caller(const struct model_grant *grant)
{
	for (size_t i = 0; i < grant->rows->rows.count; i++)
		if (grant->rows->rows.items[i].target == FACET_CALLER_CHANNEL)
			return true;
	return false;
}

static void hold_label(const struct grant_proof *proof,
		       const struct model_grant *grant,
		       const struct model_domain *caller,
		       const struct model_domain *target, unsigned label)
{
	struct proof_object object = {target, label, target->channel};
	if (is_of_caller(grant))
		object.channel = model_channel(proof->model, caller, label);
	hold(proof, grant, caller, object);
}

/* On a domain, as it is to others and to its device model. */
static void hold_target(const struct grant_proof *proof,
			const struct model_grant *grant,
			const struct model_domain *caller,
			const struct model_domain *target)
{
	if (!grant->served)
		hold_label(proof, grant, caller, target, target->type);
	if (caller->serves == target)
		hold_label(proof, grant, caller, target, target->target);
}

/*
 * Of many pairs, those in which each caller and each target is once: the rules
 * of many are on attributes, which know no pairs.
 */
static bool is_looked_at(const struct model_grant *grant,
			 const struct model_domain *caller, size_t target)
{
	enum { FEW = 4096 };
	const struct domain_set *to = grant->to;
	const size_t targets = grant->on->members.count;
	return to->members.count * targets <= FEW ||
	       caller->index % targets == target ||
	       to->members.items[target % to->members.count] == caller ||
	       caller->serves == grant->on->members.items[target];
}

static void hold_grant(const struct grant_proof *proof,
		       const struct model_grant *grant,
		       const struct model_domain *caller)
{
	const struct proof_object own = {
		caller,
		grant->context == CONTEXT_SELF ? caller->self : caller->type,
		caller->channel};
	if (grant->context >= CONTEXT_HYPERVISOR ||
	    grant->context == CONTEXT_SELF)
		hold(proof, grant, caller, own);
	else if (grant->served && !grant->on && caller->serves)
		hold_target(proof, grant, caller, caller->serves);
	for (size_t i = 0; grant->on && i < grant->on->members.count; i++)
		if (is_looked_at(grant, caller, i))
			hold_target(proof, grant, caller,
				    grant->on->members.items[i]);
}

/* What one domain is granted. */
struct own_grants {
	list_of(const struct model_grant *) list;
};

static struct own_grants *sort_by_caller(const struct model *model)
{
	struct own_grants *own =
		arena_alloc(model->arena, model->domains.count, sizeof *own);
	for (size_t i = 0; i < model->granted.count; i++) {
		const struct model_grant *grant = &model->granted.items[i];
		for (size_t j = 0;
		     is_to_work(grant) && j < grant->to->members.count; j++) {
			const struct model_domain *caller =
				grant->to->members.items[j];
			/* The trusted may do everything as it is. */
			if (caller->role != ROLE_CONTROL)
				*list_push(&own[caller->index].list,
					   model->arena) = grant;
		}
	}
	return own;
}

/* One caller after the other: their rights are laid out once. */
static void hold_all(const struct grant_proof *proof)
{
	const struct model *model = proof->model;
	const struct own_grants *own = sort_by_caller(model);
	for (size_t i = 0; i < model->domains.count; i++) {
		const struct model_domain *caller = model->domains.items[i];
		if (!own[i].list.count)
			continue;
		solver_load(proof->solver, proof->types[caller->type]);
		for (size_t j = 0; j < own[i].list.count; j++)
			hold_grant(proof, own[i].list.items[j], caller);
	}
}

/* --- In words --------------------------------------------------------- */

/* "caller > target: domain:pause": what lets him pass if he has it. */
static const char *name_need(const struct grant_proof *proof,
			     const struct requirement *need)
{
	const struct vectors *vectors = &proof->model->vectors;
	const unsigned class = need->object_class;
	const char *text = arena_format(proof->model->arena,
					"%s > %s:", party_name(need->subject),
					party_name(need->object));
	for (size_t bit = 0; bit < vectors->permission_counts[class]; bit++)
		if (need->permissions >> bit & 1)
			text = arena_format(proof->model->arena, "%s %s:%s",
					    text, vectors->classes[class],
					    vectors->permissions[class][bit]);
	return text;
}

/* Whether he passes the way but for one of its needs. */
static bool passes_without(const struct grant_proof *proof,
			   const struct plan_way *way, unsigned left_out,
			   enum context context, const struct failure *failure)
{
	struct arena *arena = proof->model->arena;
	/* What is asked is told before the caller is. */
	struct solver *solver = run_solver_make(proof->run);
	struct requirement *needs =
		arena_alloc(arena, way->need_count, sizeof *needs);
	unsigned count = 0;
	for (unsigned i = 0; i < way->need_count; i++)
		if (i != left_out)
			needs[count++] = way->needs[i];
	struct query *query = make_query(solver, way, needs, count, context);
	solver_load(solver, proof->types[failure->caller->type]);
	return passes_query(proof, solver, query, way, context,
			    failure->object);
}

/*
 * What alone is missing, of several what is asked last, since what the caller
 * himself is asked was granted; "": more than that is.
 */
static const char *find_missing(const struct grant_proof *proof,
				const struct model_grant *grant,
				const struct failure *failure)
{
	const struct tried_op *tried = *find_tried(proof, grant);
	for (size_t i = 0; i < tried->ways.count; i++) {
		const struct plan *plan = &tried->ways.items[i].plan;
		for (size_t j = 0; j < plan->ways.count; j++) {
			const struct plan_way *way = &plan->ways.items[j];
			for (unsigned k = way->need_count; k-- > 0;)
				if (passes_without(proof, way, k,
						   grant->context, failure))
					return name_need(proof, &way->needs[k]);
		}
	}
	return "";
}

/* Grants of one element that fail in the same way. */
struct failures {
	list_of(const struct model_grant *) grants;
};

static const struct failure *failure_of(const struct grant_proof *proof,
					const struct model_grant *grant)
{
	return &proof->failures[grant - proof->model->granted.items];
}

static bool fails_alike(const struct grant_proof *proof,
			const struct model_grant *a,
			const struct model_grant *b)
{
	const struct failure *one = failure_of(proof, a);
	const struct failure *other = failure_of(proof, b);
	return a->site->place.file == b->site->place.file &&
	       a->site->place.line == b->site->place.line &&
	       a->to->name == b->to->name && a->context == b->context &&
	       one->caller == other->caller &&
	       one->object.label == other->object.label &&
	       one->others == other->others;
}

/* "; what is missing: NEED (OPS), NEED (OPS)", or without the ops of all. */
static const char *list_missing(const struct grant_proof *proof,
				const struct failures *failures)
{
	struct arena *arena = proof->model->arena;
	const size_t count = failures->grants.count;
	const char **missing = arena_alloc(arena, count, sizeof *missing);
	const char *text = "";
	bool differ = false;
	for (size_t i = 0; i < count; i++) {
		missing[i] = find_missing(
			proof, failures->grants.items[i],
			failure_of(proof, failures->grants.items[i]));
		differ |= strcmp(missing[i], missing[0]) != 0;
	}
	for (size_t i = 0; i < count; i++) {
		bool known = !*missing[i];
		for (size_t j = 0; j < i; j++)
			known |= strcmp(missing[i], missing[j]) == 0;
		if (known)
			continue;
		const char *ops = "";
		for (size_t j = i; j < count; j++)
			if (strcmp(missing[i], missing[j]) == 0)
				ops = arena_format(
					arena, "%s%s%s", ops, *ops ? ", " : "",
					failures->grants.items[j]->op->name);
		text = arena_format(
			arena, "%s%s%s", text,
			*text ? ", " : "; what is missing: ", missing[i]);
		if (differ)
			text = arena_format(arena, "%s (%s)", text, ops);
	}
	return text;
}

static void tell(const struct grant_proof *proof,
		 const struct failures *failures, struct diags *diags)
{
	const struct model *model = proof->model;
	const struct model_grant *grant = failures->grants.items[0];
	const struct failure *failure = failure_of(proof, grant);
	const bool several = failures->grants.count > 1;
	const char *ops = "";
	for (size_t i = 0; i < failures->grants.count; i++)
		ops = arena_format(model->arena, "%s%s%s", ops,
				   *ops ? ", " : "",
				   failures->grants.items[i]->op->name);
	const char *others = failure->others
				     ? arena_format(model->arena,
						    ", nor do %zu more such "
						    "pairs",
						    failure->others)
				     : "";
	diags_add(diags, MESSAGE_GRANT_NOT_PASSED, grant->site->place,
		  "%s to %s on %s: %s does not always pass %s on %s%s%s", ops,
		  grant->to->name, grant_object_name(grant),
		  model->terms.items[failure->caller->type].name,
		  several ? "them" : "it",
		  grant->context >= CONTEXT_HYPERVISOR
			  ? grant_object_name(grant)
			  : model->terms.items[failure->object.label].name,
		  others, list_missing(proof, failures));
}

/* One message for all ops of an element that fail alike. */
static void tell_all(const struct grant_proof *proof, struct diags *diags)
{
	const struct model *model = proof->model;
	list_of(struct failures) all = LIST_INIT;
	for (size_t i = 0; i < model->granted.count; i++) {
		const struct model_grant *grant = &model->granted.items[i];
		struct failures *of = NULL;
		if (!failure_of(proof, grant)->caller)
			continue;
		for (size_t j = 0; j < all.count && !of; j++)
			if (fails_alike(proof, all.items[j].grants.items[0],
					grant))
				of = &all.items[j];
		if (!of)
			of = list_push(&all, model->arena);
		*list_push(&of->grants, model->arena) = grant;
	}
	for (size_t i = 0; i < all.count; i++)
		tell(proof, &all.items[i], diags);
}

void prove_grants(struct model *model, const unsigned *types, struct run *run,
		  struct diags *diags)
{
	struct grant_proof proof = {
		.model = model,
		.run = run,
		.solver = run_solver_make(run),
		.types = types,
		.ops = arena_alloc(model->arena,
				   (size_t)model->registry->op_count *
					   CONTEXT_COUNT,
				   sizeof *proof.ops),
		.failures = arena_alloc(model->arena, model->granted.count,
					sizeof *proof.failures)};
	for (size_t i = 0; i < model->granted.count; i++)
		if (is_to_work(&model->granted.items[i]))
			make_tried(&proof, &model->granted.items[i]);
	hold_all(&proof);
	tell_all(&proof, diags);
}
