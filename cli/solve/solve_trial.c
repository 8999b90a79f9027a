/* Types that are chosen for parties: whether they pass, and whom they leave. */
#include <assert.h>

#include "solve/solve_search.h"
#include "solve/solve_state.h"
#include "solve/solve_trial.h"

struct trial trial_start(const struct solver *solver, unsigned caller)
{
	struct trial trial = solver->nobody;
	trial.own[PARTY_CALLER] = trial.seen[PARTY_CALLER] = caller;
	trial.caller[PARTY_CALLER] = caller != NO_TYPE;
	return trial;
}

static bool is_chosen(const struct trial *trial, enum party party)
{
	return trial->own[party] != NO_TYPE;
}

/* NO_TYPE: it is open how the caller sees it. */
static unsigned label_of(const struct atom *atom, const struct trial *trial)
{
	return atom->asked.subject == PARTY_CALLER
		       ? trial->seen[atom->asked.object]
		       : trial->own[atom->asked.object];
}

static struct when atom_when(struct solver *solver, const struct atom *atom,
			     const struct trial *trial)
{
	const unsigned label = label_of(atom, trial);
	return atom->relation
		       ? relation_when(atom->relation,
				       trial->own[atom->asked.subject], label)
		       : row_when(&solver->row, label, atom->asked.object_class,
				  atom->asked.permissions);
}

static bool row_may(const struct search *search,
		    const struct requirement *asked, unsigned label)
{
	struct row *row = &search->solver->row;
	for (uint32_t left = asked->permissions; left; left &= left - 1) {
		const unsigned bit = (unsigned)__builtin_ctz(left);
		const uint64_t *maybe =
			search->sometimes
				? row_maybe(row, asked->object_class, bit)
				: NULL;
		if (!set_has(row_always(row, asked->object_class, bit),
			     label) &&
		    !(maybe && set_has(maybe, label)))
			return false;
	}
	return true;
}

static bool atom_holds(const struct search *search, const struct atom *atom,
		       const struct trial *trial)
{
	const unsigned label = label_of(atom, trial);
	return atom->relation ? relation_has(atom->relation,
					     trial->own[atom->asked.subject],
					     label, search->sometimes)
			      : row_may(search, &atom->asked, label);
}

bool trial_check(const struct search *search, enum party party,
		 struct trial *trial)
{
	struct conditions *conditions =
		&search->solver->setting.rights->conditions;
	for (unsigned i = 0; i < search->component->atom_count; i++) {
		const struct atom *atom = &search->component->atoms[i];
		if ((atom->asked.subject != party &&
		     atom->asked.object != party) ||
		    !is_chosen(trial, atom->asked.subject) ||
		    label_of(atom, trial) == NO_TYPE)
			continue;
		if (!search->guarded) {
			if (!atom_holds(search, atom, trial))
				return false;
			continue;
		}
		const struct when when = atom_when(search->solver, atom, trial);
		trial->when = when_and(conditions, &trial->when, &when);
		if (when_is_never(&trial->when))
			return false;
	}
	return true;
}

void links_find(const struct search *search, enum party party,
		const struct trial *trial, struct links *links)
{
	const struct component *component = search->component;
	links->count = 0;
	for (unsigned i = 0; i < component->atom_count; i++) {
		const struct atom *atom = &component->atoms[i];
		const bool backward = atom->asked.subject == party;
		const enum party other =
			backward ? atom->asked.object : atom->asked.subject;
		/* What is asked of initial SIDs and of the loaded caller
		 * is seen to before. */
		if (!atom->relation ||
		    (!backward && atom->asked.object != party) ||
		    other == party ||
		    (!query_chooses(search->query, other) &&
		     (other == PARTY_CALLER ||
		      !query_knows(search->query, other))) ||
		    !is_chosen(trial, other) ||
		    (backward && label_of(atom, trial) == NO_TYPE))
			continue;
		assert(links->count < ACCESS_LIMIT);
		links->sets[links->count++] =
			backward ? relation_sources(atom->relation,
						    label_of(atom, trial),
						    search->sometimes)
				 : relation_targets(atom->relation,
						    trial->own[other],
						    search->sometimes);
	}
}
