/* Which types and users constraints tell apart, and answers given before. */
#include "base/search.h"
#include "right/right.h"
#include "right/right_context.h"
#include "right/right_typed.h"

#include <stdlib.h>
#include <string.h>

/* Of users that no constraint tells apart each party can have its own. */
enum {
	ALIKE_LIMIT = PARTY_LIMIT,
	KEY_LIMIT = 3 * PARTY_LIMIT + 5 * CONTACT_LIMIT
};

/* --- Who is like whom -------------------------------------------------------
 */

/*
 * Splits classes of the like by a set: those in it get a class of their own.
 * renamed is by class, and all zero between calls.
 */
struct splitter {
	unsigned *classes; /* by item */
	unsigned class_count;
	unsigned *renamed;
};

static void split(struct splitter *splitter, const unsigned *items,
		  unsigned count)
{
	unsigned before = splitter->class_count;
	for (unsigned i = 0; i < count; i++) {
		unsigned *class = &splitter->classes[items[i]];
		if (*class >= before)
			continue; /* named twice */
		if (!splitter->renamed[*class])
			splitter->renamed[*class] = splitter->class_count++;
		*class = splitter->renamed[*class];
	}
	for (unsigned i = 0; i < before; i++)
		splitter->renamed[i] = 0;
}

/* Classes are at most twice as many as items before they are counted anew. */
static void renumber(struct splitter *splitter, unsigned count)
{
	unsigned used = 0;
	for (unsigned i = 0; i < count; i++) {
		unsigned *name = &splitter->renamed[splitter->classes[i]];
		if (!*name)
			*name = ++used;
		splitter->classes[i] = *name - 1;
	}
	memset(splitter->renamed, 0,
	       (2 * (size_t)count + 2) * sizeof *splitter->renamed);
	splitter->class_count = used;
}

static struct splitter splitter_new(unsigned count, struct arena *arena)
{
	struct splitter splitter = {.class_count = 1};
	splitter.classes = arena_alloc(arena, count, sizeof(unsigned));
	splitter.renamed =
		arena_alloc(arena, 2 * (size_t)count + 2, sizeof(unsigned));
	return splitter;
}

/* Splits by all sets of names of that kind in constraints. */
static void split_by_names(struct splitter *splitter, unsigned count,
			   const struct policy *policy,
			   enum constraint_operation operation)
{
	for (unsigned i = 0; i < policy->constraint_count; i++) {
		const struct policy_constraint *row = &policy->constraints[i];
		for (unsigned j = 0;
		     j < row->step_count && !constraint_is_typed(row); j++) {
			if (row->steps[j].operation != operation)
				continue;
			split(splitter, row->steps[j].names,
			      row->steps[j].name_count);
			if (splitter->class_count > count)
				renumber(splitter, count);
		}
	}
}

static void sign_types(struct constraints *constraints)
{
	const struct policy *policy = constraints->policy;
	unsigned count = policy->type_count;
	struct splitter splitter = splitter_new(count, constraints->arena);
	for (unsigned i = 0; i < policy->role_count; i++) {
		split(&splitter, policy->roles[i].types,
		      policy->roles[i].type_count);
		renumber(&splitter, count);
	}
	split_by_names(&splitter, count, policy, CONSTRAINT_TYPE_NAMES);
	renumber(&splitter, count);
	constraints->signatures = splitter.classes;
}

/* Of users that differ in nothing but their names, the first ones. */
static void choose_users(struct constraints *constraints)
{
	const struct policy *policy = constraints->policy;
	unsigned count = policy->user_count;
	struct arena *arena = constraints->arena;
	struct splitter splitter = splitter_new(count, arena);
	unsigned *members = arena_alloc(arena, count, sizeof *members);
	for (unsigned role = 0; role < policy->role_count; role++) {
		unsigned having = 0;
		for (unsigned i = 0; i < count; i++)
			if (numbers_have(policy->users[i].roles,
					 policy->users[i].role_count, role))
				members[having++] = i;
		split(&splitter, members, having);
		renumber(&splitter, count);
	}
	split_by_names(&splitter, count, policy, CONSTRAINT_USER_NAMES);
	renumber(&splitter, count);
	/* The contexts of initial SIDs are given: one can be the same user. */
	for (unsigned i = 0; i < policy->sid_count; i++) {
		split(&splitter, &policy->sids[i].user, 1);
		renumber(&splitter, count);
	}
	struct alike {
		unsigned count, last;
	} *alike = arena_alloc(arena, splitter.class_count + 1, sizeof *alike);
	constraints->users = arena_alloc(arena, count, sizeof(struct user));
	for (unsigned i = 0; i < count; i++) {
		struct alike *row = &alike[splitter.classes[i]];
		if (row->count == ALIKE_LIMIT)
			continue;
		constraints->users[constraints->user_count++] =
			(struct user){i, row->count++ ? row->last : NO_USER};
		row->last = i;
	}
}

/*
 * A domain that gets another role as it changes its label needs a role rule for
 * it, says context_struct_compute_av() in xen/xsm/flask/ss/services.c.  Since
 * all contexts could have object_r, that forbids nothing where constraints do
 * not tell roles apart.
 */
static void find_transition(struct constraints *constraints,
			    const struct right_terms *terms)
{
	if (terms->changing_class >= constraints->policy->class_count)
		return;
	constraints->transition_class = terms->changing_class;
	constraints->transition = terms->changing;
	constraints->touched[constraints->transition_class] |=
		constraints->transition;
	constraints->mixed_touched[constraints->transition_class] |=
		constraints->transition;
}

/* Those of types alone, and the others, which are asked of contexts. */
static void find_kinds(struct constraints *constraints)
{
	const struct policy *policy = constraints->policy;
	struct arena *arena = constraints->arena;
	unsigned deepest = 1;
	constraints->mixed = arena_alloc(arena, policy->class_count,
					 sizeof *constraints->mixed);
	constraints->of_class = arena_alloc(arena, policy->class_count,
					    sizeof *constraints->of_class);
	for (unsigned i = 0; i < policy->constraint_count; i++) {
		const struct policy_constraint *row = &policy->constraints[i];
		if (row->step_count > deepest)
			deepest = row->step_count;
		if (constraint_is_typed(row))
			continue;
		*list_push(&constraints->mixed[row->object_class], arena) = i;
		constraints->mixed_touched[row->object_class] |=
			row->permissions;
	}
	constraints->stack = arena_alloc(arena, deepest, sizeof(bool));
	typed_find(constraints);
}

struct constraints *constraints_make(const struct policy *policy,
				     const struct right_terms *terms,
				     struct arena *arena)
{
	struct constraints *constraints =
		arena_alloc(arena, 1, sizeof *constraints);
	constraints->policy = policy;
	constraints->arena = arena;
	constraints->touched = arena_alloc(arena, policy->class_count,
					   sizeof *constraints->touched);
	constraints->mixed_touched =
		arena_alloc(arena, policy->class_count, sizeof(uint32_t));
	/* Without roles it is not known which contexts there are. */
	if (!policy->role_count || !policy->user_count)
		return constraints;
	for (unsigned i = 0; i < policy->constraint_count; i++)
		constraints->touched[policy->constraints[i].object_class] |=
			policy->constraints[i].permissions;
	constraints->object_role = policy->role_count;
	for (unsigned i = 0; i < policy->role_count; i++)
		if (policy->roles[i].name &&
		    strcmp(policy->roles[i].name, "object_r") == 0)
			constraints->object_role = i;
	if (policy->constraint_count) {
		find_kinds(constraints);
		find_transition(constraints, terms);
		sign_types(constraints);
		choose_users(constraints);
	}
	return constraints;
}

bool constraints_touch(const struct constraints *constraints,
		       unsigned object_class, uint32_t permissions)
{
	return constraints->touched[object_class] & permissions;
}

/* --- Answers that were given
 * -------------------------------------------------- */

/*
 * What the answer depends on: how the contacts run, how the types are named in
 * roles and constraints, and which types are the same one.
 */
static unsigned make_key(const struct constraints *constraints,
			 const struct question *question, unsigned key[])
{
	unsigned types[PARTY_LIMIT + CONTACT_LIMIT], type_count = 0, length = 0;
	for (unsigned i = 0; i < question->party_count; i++) {
		const struct context_party *party = &question->parties[i];
		key[length++] = party->sid ? party->sid->number + 1 : 0;
		types[type_count++] = party->type;
	}
	for (unsigned i = 0; i < question->contact_count; i++) {
		const struct contact *contact = &question->contacts[i];
		key[length++] = contact->source << 16 | contact->target;
		key[length++] = contact->object_class;
		key[length++] = contact->permissions;
		types[type_count++] = contact->label;
	}
	for (unsigned i = 0; i < type_count; i++) {
		unsigned first = 0;
		while (types[first] != types[i])
			first++;
		key[length++] = constraints->signatures[types[i]];
		key[length++] = first;
	}
	return length;
}

static struct known_answer *find_slot(struct known_answer *answers,
				      size_t capacity, const unsigned *key,
				      unsigned length)
{
	size_t slot = numbers_hash(key, length) & (capacity - 1);
	while (answers[slot].key &&
	       (answers[slot].length != length ||
		memcmp(answers[slot].key, key, length * sizeof *key) != 0))
		slot = (slot + 1) & (capacity - 1);
	return &answers[slot];
}

static void make_room(struct constraints *constraints)
{
	size_t old = constraints->answer_capacity;
	if (constraints->answer_count * 2 < old)
		return;
	size_t capacity = old ? old * 2 : 256;
	struct known_answer *answers =
		arena_alloc(constraints->arena, capacity, sizeof *answers);
	for (size_t i = 0; i < old; i++) {
		const struct known_answer *answer = &constraints->answers[i];
		if (answer->key)
			*find_slot(answers, capacity, answer->key,
				   answer->length) = *answer;
	}
	constraints->answers = answers;
	constraints->answer_capacity = capacity;
}

/* Whether users, roles or levels have a say; or there may be no context. */
static bool is_mixed(const struct constraints *constraints,
		     const struct question *question)
{
	for (unsigned i = 0; i < question->contact_count; i++) {
		const struct contact *contact = &question->contacts[i];
		if (constraints->mixed_touched[contact->object_class] &
		    contact->permissions)
			return true;
	}
	return constraints->object_role == constraints->policy->role_count;
}

enum verdict constraints_answer(struct constraints *constraints,
				const struct question *question)
{
	unsigned key[KEY_LIMIT];
	if (!typed_allow(constraints, question))
		return VERDICT_NO;
	if (!is_mixed(constraints, question))
		return VERDICT_YES;
	unsigned length = make_key(constraints, question, key);
	make_room(constraints);
	struct known_answer *answer =
		find_slot(constraints->answers, constraints->answer_capacity,
			  key, length);
	if (!answer->key) {
		unsigned *kept =
			arena_alloc(constraints->arena, length, sizeof *kept);
		memcpy(kept, key, length * sizeof *kept);
		answer->verdict = contexts_find(constraints, question);
		answer->key = kept;
		answer->length = length;
		constraints->answer_count++;
	}
	constraints->unknown |= answer->verdict == VERDICT_UNKNOWN;
	return answer->verdict;
}

bool constraints_left_open(const struct constraints *constraints)
{
	return constraints->unknown;
}
