/* Whether contexts exist with which all that was chosen may meet. */
#include "solve/solve_context.h"
#include "solve/solve_state.h"

#include <assert.h>

/* The party of the question; the caller in another part is the caller. */
static unsigned place_of(const struct solver *solver, const struct trial *trial,
			 enum party party, struct question *question,
			 unsigned places[PARTY_COUNT])
{
	const enum party same = trial->caller[party] ? PARTY_CALLER : party;
	if (places[same] == NO_TYPE) {
		assert(question->party_count < PARTY_LIMIT);
		places[same] = question->party_count++;
		question->parties[places[same]] = (struct context_party){
			trial->own[same], solver->setting.known[same]};
	}
	return places[same];
}

static bool ask_contexts(struct solver *solver, const struct query *query,
			 const struct trial *trial)
{
	struct constraints *constraints = solver->setting.constraints;
	const struct policy_type *types = solver->setting.rights->policy->types;
	struct question question = {.party_count = 0};
	unsigned places[PARTY_COUNT];
	for (unsigned i = 0; i < PARTY_COUNT; i++)
		places[i] = NO_TYPE;
	/* No more than accesses, which the registry's loader has counted. */
	assert(query->atom_count <= CONTACT_LIMIT);
	for (unsigned i = 0; i < query->atom_count; i++) {
		const struct requirement *asked = &query->atoms[i].asked;
		const bool by_caller = asked->subject == PARTY_CALLER;
		if (types[trial->own[asked->subject]].permissive ||
		    !constraints_touch(constraints, asked->object_class,
				       asked->permissions))
			continue;
		const unsigned source = place_of(solver, trial, asked->subject,
						 &question, places);
		const unsigned target = place_of(solver, trial, asked->object,
						 &question, places);
		question.contacts[question.contact_count++] = (struct contact){
			.source = source,
			.target = target,
			.label = by_caller ? trial->seen[asked->object]
					   : trial->own[asked->object],
			.object_class = asked->object_class,
			.permissions = asked->permissions};
	}
	if (!question.contact_count)
		return true;
	return constraints_answer(constraints, &question) != VERDICT_NO;
}

bool contexts_exist(struct solver *solver, const struct query *query,
		    const struct trial *trial)
{
	return !query->constrained || ask_contexts(solver, query, trial);
}
