/* Grants that are not passed, in words: what each element gives in vain. */
#include <string.h>

#include "compile/compile.h"
#include "compile/compile_proof.h"
#include "compile/compile_prove_tell.h"

USES_MESSAGE(GRANT_NOT_PASSED);

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
	struct query *query = proof_query(solver, way, needs, count, context);
	solver_load(solver, proof->types[failure->caller->type]);
	return proof_passes(proof, solver, query, way, context,
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
	const struct tried_op *tried = *proof_tried(proof, grant);
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

void proof_tell(const struct grant_proof *proof, struct diags *diags)
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
