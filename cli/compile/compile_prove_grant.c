/*
 * Holds what is granted against the binary: whether whoever is granted an op
 * passes it on all that the grant names, whatever is not his to choose.  The
 * evaluator is asked, as lint asks it for who can.  What the grant does not
 * name, as the other end of a port that is made for a domain, may be missing.
 */
#include "compile/compile.h"
#include "compile/compile_access.h"
#include "compile/compile_channel.h"
#include "compile/compile_proof.h"
#include "compile/compile_prove_grant.h"
#include "compile/compile_prove_tell.h"

/* --- What is asked ---------------------------------------------------- */

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
			proof_query(proof->solver, asked, asked->needs,
				    asked->need_count, context);
	}
}

static bool is_to_work(const struct model_grant *grant)
{
	return (grant->verdict == VERDICT_GRANTED ||
		grant->verdict == VERDICT_ACCEPTED) &&
	       grant->rows->rows.count;
}

/* All queries are made before a caller's rights are laid out for them. */
static void make_tried(struct grant_proof *proof,
		       const struct model_grant *grant)
{
	struct tried_op **tried = proof_tried(proof, grant);
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
			 proof_passes(proof, proof->solver, tried->queries[i],
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
	const struct tried_op *tried = *proof_tried(proof, grant);
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
	proof_tell(&proof, diags);
}
