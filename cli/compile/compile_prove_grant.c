/*
 * Holds what is granted against the binary: whether whoever is granted an op
 * passes it on all that the grant names, whatever is not his to choose.  The
 * evaluator is asked, as lint asks it for who can.  What the grant does not
 * name, as the other end of a port that is made for a domain, may be missing.
 */
#include "compile/compile.h"
#include "compile/compile_access.h"
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

/* Who does not pass what a grant gives. */
struct failure {
	const struct model_domain *caller; /* the first one; NULL: nobody */
	unsigned label;			   /* on which that is so */
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

/* What lint asks of who takes that way and no other. */
static void add_way(struct grant_proof *proof, const struct op_ways *ways,
		    const struct way *way, struct tried_op *tried)
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
		added->queries[i] = query_make(proof->solver, asked->needs,
					       asked->need_count, asked->object,
					       asked->system_domains);
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
			add_way(proof, ways, &ways->ways[i], *tried);
}

/* --- What passes ------------------------------------------------------ */

/* Where no domain is asked about, it passes for all alike, or for none. */
static bool passes_query(struct solver *solver, struct query *query,
			 const struct plan_way *way, enum context context,
			 unsigned type)
{
	const bool own = context == CONTEXT_SELF && way->object == PARTY_SELF;
	if (!own && !way_is_about_domain(way))
		return query_passes(solver, query);
	const struct when when = query_when(solver, query, type, true, NULL);
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
		       unsigned type)
{
	const struct plan *plan = &tried->plan;
	bool passes = way_is_unchecked(tried->way) && !plan->ways.count;
	for (size_t i = 0; i < plan->ways.count && !passes; i++)
		passes = is_about_named(&plan->ways.items[i], context) &&
			 passes_query(proof->solver, tried->queries[i],
				      &plan->ways.items[i], context, type);
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
		   const struct model_grant *grant, unsigned type)
{
	const struct tried_op *tried = *find_tried(proof, grant);
	for (size_t i = 0; i < tried->ways.count; i++) {
		bool some = false;
		for (size_t j = 0; j < tried->ways.count && !some; j++)
			some = is_open_where(tried->ways.items[j].way,
					     tried->ways.items[i].way) &&
			       passes_way(proof, &tried->ways.items[j],
					  grant->context, type);
		if (!some)
			return false;
	}
	return true;
}

/* --- What the grants name --------------------------------------------- */

static void hold(const struct grant_proof *proof,
		 const struct model_grant *grant,
		 const struct model_domain *caller, unsigned label)
{
	struct failure *failure =
		&proof->failures[grant - proof->model->granted.items];
	if (passes(proof, grant, proof->types[label]))
		return;
	if (failure->caller)
		failure->others++;
	else
		*failure = (struct failure){caller, label, 0};
}

/* On a domain, as it is to others and to its device model. */
static void hold_target(const struct grant_proof *proof,
			const struct model_grant *grant,
			const struct model_domain *caller,
			const struct model_domain *target)
{
	if (!grant->served)
		hold(proof, grant, caller, target->type);
	if (caller->serves == target)
		hold(proof, grant, caller, target->target);
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
	if (grant->context >= CONTEXT_HYPERVISOR)
		hold(proof, grant, caller, caller->type);
	else if (grant->context == CONTEXT_SELF)
		hold(proof, grant, caller, caller->self);
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
	struct query *query = query_make(solver, needs, count, way->object,
					 way->system_domains);
	solver_load(solver, proof->types[failure->caller->type]);
	return passes_query(solver, query, way, context,
			    proof->types[failure->label]);
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
					return arena_format(
						proof->model->arena,
						"; what is missing: %s",
						name_need(proof,
							  &way->needs[k]));
		}
	}
	return "";
}

static void tell(const struct grant_proof *proof,
		 const struct model_grant *grant, const struct failure *failure,
		 struct diags *diags)
{
	const struct model *model = proof->model;
	const char *others =
		failure->others ? arena_format(model->arena,
					       ", nor do %zu more such pairs",
					       failure->others)
				: "";
	diags_add(diags, MESSAGE_GRANT_NOT_PASSED, grant->site->place,
		  "%s to %s on %s: %s does not always pass it on %s%s%s",
		  grant->op->name, grant->to->name, grant_object_name(grant),
		  model->terms.items[failure->caller->type].name,
		  grant->context >= CONTEXT_HYPERVISOR
			  ? grant_object_name(grant)
			  : model->terms.items[failure->label].name,
		  others, find_missing(proof, grant, failure));
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
	for (size_t i = 0; i < model->granted.count; i++)
		if (proof.failures[i].caller)
			tell(&proof, &model->granted.items[i],
			     &proof.failures[i], diags);
}
