/*
 * What the proof asks of who is granted an op: about the domain that the grant
 * names, or about its event channel.
 */
#include "compile/compile.h"
#include "compile/compile_proof.h"

struct tried_op **proof_tried(const struct grant_proof *proof,
			      const struct model_grant *grant)
{
	const size_t op = (size_t)(grant->op - proof->model->registry->ops);
	return &proof->ops[op * CONTEXT_COUNT + grant->context];
}

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

struct query *proof_query(struct solver *solver, const struct plan_way *way,
			  const struct requirement *needs, unsigned count,
			  enum context context)
{
	const unsigned given = channel_parties(way, context);
	return given ? query_make_given(solver, needs, count, given,
					way->system_domains)
		     : query_make(solver, needs, count, way->object,
				  way->system_domains);
}

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

bool proof_passes(const struct grant_proof *proof, struct solver *solver,
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
