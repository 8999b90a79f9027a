#include "check/constraint.h"

#include <stdlib.h>
#include <string.h>

/* Users that no constraint tells apart, of which so many are enough. */
enum { ALIKE_LIMIT = 4, KEY_LIMIT = 8 * PARTY_LIMIT };

struct context {
	unsigned user, role, type;
};

/* An answer that was given, by what it depends on. */
struct answer {
	const unsigned *key; /* NULL: the slot is free */
	unsigned length;
	enum verdict verdict;
};

struct constraints {
	const struct policy *policy;
	struct arena *arena;
	uint32_t *touched;    /* by class */
	unsigned *signatures; /* by type: equal where nothing differs */
	unsigned *users;      /* enough of them to stand for all */
	unsigned user_count;
	unsigned object_role;
	struct answer *answers;
	size_t answer_count, answer_capacity;
};

static bool is_among(unsigned value, const unsigned *values, unsigned count)
{
	unsigned low = 0, high = count;
	while (low < high) {
		unsigned middle = low + (high - low) / 2;
		if (values[middle] < value)
			low = middle + 1;
		else
			high = middle;
	}
	return low < count && values[low] == value;
}

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
		for (unsigned j = 0; j < row->step_count; j++) {
			if (row->steps[j].operation != operation)
				continue;
			split(splitter, row->steps[j].names,
			      row->steps[j].name_count);
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
			if (is_among(role, policy->users[i].roles,
				     policy->users[i].role_count))
				members[having++] = i;
		split(&splitter, members, having);
		renumber(&splitter, count);
	}
	split_by_names(&splitter, count, policy, CONSTRAINT_USER_NAMES);
	/* The contexts of initial SIDs are given: one can be the same user. */
	for (unsigned i = 0; i < policy->sid_count; i++) {
		split(&splitter, &policy->sids[i].user, 1);
		renumber(&splitter, count);
	}
	unsigned *alike =
		arena_alloc(arena, splitter.class_count + 1, sizeof *alike);
	constraints->users = members;
	for (unsigned i = 0; i < count; i++)
		if (alike[splitter.classes[i]]++ < ALIKE_LIMIT)
			constraints->users[constraints->user_count++] = i;
}

struct constraints *constraints_make(const struct policy *policy,
				     struct arena *arena)
{
	struct constraints *constraints =
		arena_alloc(arena, 1, sizeof *constraints);
	constraints->policy = policy;
	constraints->arena = arena;
	constraints->touched = arena_alloc(arena, policy->class_count,
					   sizeof *constraints->touched);
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

/* --- One constraint, two contexts -------------------------------------------
 */

static enum verdict verdict_of(bool value)
{
	return value ? VERDICT_YES : VERDICT_NO;
}

/* Users and types are only equal or not. */
static enum verdict compare(unsigned a, unsigned b,
			    enum constraint_comparison comparison)
{
	return verdict_of((a == b) == (comparison == COMPARE_EQUAL));
}

/*
 * Roles can dominate others; the policy's rows do not say which.  One does
 * itself, but for object_r of which compilers do not say so.
 */
static enum verdict compare_roles(const struct constraints *constraints,
				  unsigned a, unsigned b,
				  enum constraint_comparison comparison)
{
	bool same = a == b && a != constraints->object_role;
	switch (comparison) {
	case COMPARE_EQUAL:
	case COMPARE_UNEQUAL:
		return compare(a, b, comparison);
	case COMPARE_DOMINATES:
	case COMPARE_DOMINATED:
		return same ? VERDICT_YES : VERDICT_UNKNOWN;
	case COMPARE_INCOMPARABLE:
		return same ? VERDICT_NO : VERDICT_UNKNOWN;
	}
	return VERDICT_UNKNOWN;
}

static enum verdict compare_names(const struct constraint_step *step,
				  unsigned of_source, unsigned of_target)
{
	bool found = is_among(step->target ? of_target : of_source, step->names,
			      step->name_count);
	return verdict_of(found == (step->comparison == COMPARE_EQUAL));
}

/* The value of a step that stands for itself. */
static enum verdict step_value(const struct constraints *constraints,
			       const struct constraint_step *step,
			       const struct context *a, const struct context *b)
{
	switch (step->operation) {
	case CONSTRAINT_USERS:
		return compare(a->user, b->user, step->comparison);
	case CONSTRAINT_ROLES:
		return compare_roles(constraints, a->role, b->role,
				     step->comparison);
	case CONSTRAINT_TYPES:
		return compare(a->type, b->type, step->comparison);
	case CONSTRAINT_USER_NAMES:
		return compare_names(step, a->user, b->user);
	case CONSTRAINT_ROLE_NAMES:
		return compare_names(step, a->role, b->role);
	case CONSTRAINT_TYPE_NAMES:
		return compare_names(step, a->type, b->type);
	case CONSTRAINT_LEVELS:
	case CONSTRAINT_NOT:
	case CONSTRAINT_AND:
	case CONSTRAINT_OR:
		break;
	}
	return VERDICT_UNKNOWN;
}

/* The reader of policies has made sure that the steps are an expression. */
static enum verdict evaluate(const struct constraints *constraints,
			     const struct policy_constraint *row,
			     const struct context *a, const struct context *b,
			     enum verdict *stack)
{
	unsigned depth = 0;
	for (unsigned i = 0; i < row->step_count; i++) {
		const struct constraint_step *step = &row->steps[i];
		bool both = step->operation == CONSTRAINT_AND;
		if (step->operation == CONSTRAINT_NOT) {
			stack[depth - 1] = VERDICT_YES - stack[depth - 1];
		} else if (both || step->operation == CONSTRAINT_OR) {
			enum verdict second = stack[--depth];
			/* The less certain of both, or the more certain. */
			if ((second < stack[depth - 1]) == both)
				stack[depth - 1] = second;
		} else {
			stack[depth++] = step_value(constraints, step, a, b);
		}
	}
	return depth ? stack[0] : VERDICT_YES;
}

/* --- Contexts for all parties -----------------------------------------------
 */

struct search {
	const struct constraints *constraints;
	const struct question *question;
	struct context contexts[PARTY_LIMIT]; /* of the parties so far */
	bool concerned[PARTY_LIMIT];	      /* some constraint asks of it */
	struct arena scratch;
	enum verdict *stack;
};

static enum verdict contact_verdict(struct search *search,
				    const struct contact *contact)
{
	const struct policy *policy = search->constraints->policy;
	enum verdict worst = VERDICT_YES;
	const struct context *source = &search->contexts[contact->source];
	struct context target = search->contexts[contact->target];
	target.type = contact->label;
	for (unsigned i = 0; i < policy->constraint_count; i++) {
		const struct policy_constraint *row = &policy->constraints[i];
		if (row->object_class != contact->object_class ||
		    !(row->permissions & contact->permissions))
			continue;
		enum verdict verdict = evaluate(search->constraints, row,
						source, &target, search->stack);
		if (verdict < worst)
			worst = verdict;
	}
	return worst;
}

static bool role_has(const struct constraints *constraints, unsigned role,
		     unsigned type)
{
	const struct policy_role *row = &constraints->policy->roles[role];
	return role == constraints->object_role ||
	       is_among(type, row->types, row->type_count);
}

/*
 * Whether the context is one: of a domain's label for itself or for its device
 * model as well, which has the domain's own user and role.
 */
static bool is_valid(const struct search *search, unsigned party,
		     const struct context *context)
{
	const struct constraints *constraints = search->constraints;
	const struct policy_user *user =
		&constraints->policy->users[context->user];
	if (context->role != constraints->object_role &&
	    !is_among(context->role, user->roles, user->role_count))
		return false;
	if (!role_has(constraints, context->role, context->type))
		return false;
	for (unsigned i = 0; i < search->question->contact_count; i++) {
		const struct contact *contact = &search->question->contacts[i];
		if (contact->target == party &&
		    !role_has(constraints, context->role, contact->label))
			return false;
	}
	return true;
}

static enum verdict place(struct search *search, unsigned party);

/* The verdict on this party's context, and on the parties behind it. */
static enum verdict go_on(struct search *search, unsigned party)
{
	const struct question *question = search->question;
	enum verdict worst = VERDICT_YES;
	for (unsigned i = 0; i < question->contact_count; i++) {
		const struct contact *contact = &question->contacts[i];
		unsigned last = contact->source > contact->target
					? contact->source
					: contact->target;
		if (last != party || !constraints_touch(search->constraints,
							contact->object_class,
							contact->permissions))
			continue;
		enum verdict verdict = contact_verdict(search, contact);
		if (verdict < worst)
			worst = verdict;
		if (worst == VERDICT_NO)
			return worst;
	}
	enum verdict rest = place(search, party + 1);
	return rest < worst ? rest : worst;
}

/* The best verdict over all contexts of the party and of those behind it. */
static enum verdict place(struct search *search, unsigned party)
{
	const struct constraints *constraints = search->constraints;
	const struct question *question = search->question;
	struct context *context = &search->contexts[party];
	enum verdict best = VERDICT_NO;
	if (party == question->party_count)
		return VERDICT_YES;
	const struct policy_sid *sid = question->parties[party].sid;
	if (sid || !search->concerned[party]) {
		*context =
			sid ? (struct context){sid->user, sid->role, sid->type}
			    : (struct context){0};
		return go_on(search, party);
	}
	for (unsigned i = 0; i < constraints->user_count; i++)
		for (unsigned role = 0; role < constraints->policy->role_count;
		     role++) {
			*context =
				(struct context){constraints->users[i], role,
						 question->parties[party].type};
			if (!is_valid(search, party, context))
				continue;
			enum verdict verdict = go_on(search, party);
			if (verdict > best)
				best = verdict;
			if (best == VERDICT_YES)
				return best;
		}
	return best;
}

static enum verdict work_out(const struct constraints *constraints,
			     const struct question *question)
{
	struct search search = {.constraints = constraints,
				.question = question};
	unsigned deepest = 1;
	for (unsigned i = 0; i < constraints->policy->constraint_count; i++)
		if (constraints->policy->constraints[i].step_count > deepest)
			deepest =
				constraints->policy->constraints[i].step_count;
	search.stack =
		arena_alloc(&search.scratch, deepest, sizeof *search.stack);
	for (unsigned i = 0; i < question->contact_count; i++) {
		const struct contact *contact = &question->contacts[i];
		if (!constraints_touch(constraints, contact->object_class,
				       contact->permissions))
			continue;
		search.concerned[contact->source] = true;
		search.concerned[contact->target] = true;
	}
	enum verdict verdict = place(&search, 0);
	arena_release(&search.scratch);
	return verdict;
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
	unsigned types[2 * PARTY_LIMIT], type_count = 0, length = 0;
	for (unsigned i = 0; i < question->party_count; i++) {
		const struct party *party = &question->parties[i];
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

static size_t hash_key(const unsigned *key, unsigned length)
{
	uint64_t hash = UINT64_C(14695981039346656037);
	for (unsigned i = 0; i < length; i++)
		hash = (hash ^ key[i]) * UINT64_C(1099511628211);
	return (size_t)(hash ^ hash >> 29);
}

static struct answer *find_slot(struct answer *answers, size_t capacity,
				const unsigned *key, unsigned length)
{
	size_t slot = hash_key(key, length) & (capacity - 1);
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
	struct answer *answers =
		arena_alloc(constraints->arena, capacity, sizeof *answers);
	for (size_t i = 0; i < old; i++) {
		const struct answer *answer = &constraints->answers[i];
		if (answer->key)
			*find_slot(answers, capacity, answer->key,
				   answer->length) = *answer;
	}
	constraints->answers = answers;
	constraints->answer_capacity = capacity;
}

enum verdict constraints_answer(struct constraints *constraints,
				const struct question *question)
{
	unsigned key[KEY_LIMIT];
	unsigned length = make_key(constraints, question, key);
	make_room(constraints);
	struct answer *answer =
		find_slot(constraints->answers, constraints->answer_capacity,
			  key, length);
	if (!answer->key) {
		unsigned *kept =
			arena_alloc(constraints->arena, length, sizeof *kept);
		memcpy(kept, key, length * sizeof *kept);
		answer->verdict = work_out(constraints, question);
		answer->key = kept;
		answer->length = length;
		constraints->answer_count++;
	}
	return answer->verdict;
}
