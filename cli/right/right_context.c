/* The search for contexts that satisfy all constraints together. */
#include "base/search.h"
#include "right/right_context.h"

struct tried_context {
	unsigned user, role, type;
};

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

static bool dominates(const struct constraints *constraints, unsigned a,
		      unsigned b)
{
	const struct policy_role *role = &constraints->policy->roles[a];
	return numbers_have(role->dominated, role->dominated_count, b);
}

static enum verdict compare_roles(const struct constraints *constraints,
				  unsigned a, unsigned b,
				  enum constraint_comparison comparison)
{
	switch (comparison) {
	case COMPARE_EQUAL:
	case COMPARE_UNEQUAL:
		return compare(a, b, comparison);
	case COMPARE_DOMINATES:
		return verdict_of(dominates(constraints, a, b));
	case COMPARE_DOMINATED:
		return verdict_of(dominates(constraints, b, a));
	case COMPARE_INCOMPARABLE:
		return verdict_of(!dominates(constraints, a, b) &&
				  !dominates(constraints, b, a));
	}
	return VERDICT_UNKNOWN;
}

static enum verdict compare_names(const struct constraint_step *step,
				  unsigned of_source, unsigned of_target)
{
	bool found = numbers_have(step->names, step->name_count,
				  step->target ? of_target : of_source);
	return verdict_of(found == (step->comparison == COMPARE_EQUAL));
}

/* The value of a step that stands for itself. */
static enum verdict step_value(const struct constraints *constraints,
			       const struct constraint_step *step,
			       const struct tried_context *a,
			       const struct tried_context *b)
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
			     const struct tried_context *a,
			     const struct tried_context *b, enum verdict *stack)
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

struct context_search {
	const struct constraints *constraints;
	const struct question *question;
	struct tried_context contexts[PARTY_LIMIT]; /* of the parties so far */
	bool concerned[PARTY_LIMIT]; /* some constraint asks of it */
	struct arena scratch;
	enum verdict *stack;
};

/* Whether the role may become the other; the rules are sorted. */
static bool may_follow(const struct policy *policy, unsigned role,
		       unsigned new_role)
{
	unsigned low = 0, high = policy->role_rule_count;
	while (low < high) {
		unsigned middle = low + (high - low) / 2;
		const struct policy_role_rule *row =
			&policy->role_rules[middle];
		if (row->role < role ||
		    (row->role == role && row->new_role < new_role))
			low = middle + 1;
		else
			high = middle;
	}
	return role == new_role ||
	       (low < policy->role_rule_count &&
		policy->role_rules[low].role == role &&
		policy->role_rules[low].new_role == new_role);
}

static enum verdict contact_verdict(struct context_search *search,
				    const struct contact *contact)
{
	const struct policy *policy = search->constraints->policy;
	enum verdict worst = VERDICT_YES;
	const struct tried_context *source = &search->contexts[contact->source];
	struct tried_context target = search->contexts[contact->target];
	target.type = contact->label;
	if (contact->object_class == search->constraints->transition_class &&
	    (contact->permissions & search->constraints->transition) &&
	    !may_follow(policy, source->role, target.role))
		return VERDICT_NO;
	const struct index_list *mixed =
		&search->constraints->mixed[contact->object_class];
	for (size_t i = 0; i < mixed->count; i++) {
		const struct policy_constraint *row =
			&policy->constraints[mixed->items[i]];
		if (!(row->permissions & contact->permissions))
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
	       numbers_have(row->types, row->type_count, type);
}

/*
 * Whether the context is one: of a domain's label for itself or for its device
 * model as well, which has the domain's own user and role.
 */
static bool is_valid(const struct context_search *search, unsigned party,
		     const struct tried_context *context)
{
	const struct constraints *constraints = search->constraints;
	const struct policy_user *user =
		&constraints->policy->users[context->user];
	if (context->role != constraints->object_role &&
	    !numbers_have(user->roles, user->role_count, context->role))
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

/*
 * Of users that are alike a party has one that an earlier one has, or the first
 * that none has: which of those it is makes no difference.
 */
static bool is_of_use(const struct context_search *search, unsigned party,
		      const struct user *user)
{
	if (user->alike == NO_USER)
		return true;
	for (unsigned i = 0; i < party; i++)
		if (search->concerned[i] && !search->question->parties[i].sid &&
		    search->contexts[i].user == user->alike)
			return true;
	return false;
}

static enum verdict place(struct context_search *search, unsigned party);

/* The verdict on this party's context, and on the parties behind it. */
static enum verdict go_on(struct context_search *search, unsigned party)
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

/* The best verdict over the contexts of the party that have the user. */
static enum verdict place_user(struct context_search *search, unsigned party,
			       unsigned user)
{
	const unsigned type = search->question->parties[party].type;
	const struct policy *policy = search->constraints->policy;
	struct tried_context *context = &search->contexts[party];
	enum verdict best = VERDICT_NO;
	for (unsigned role = 0;
	     role < policy->role_count && best != VERDICT_YES; role++) {
		*context = (struct tried_context){user, role, type};
		if (!is_valid(search, party, context))
			continue;
		enum verdict verdict = go_on(search, party);
		if (verdict > best)
			best = verdict;
	}
	return best;
}

/* The best verdict over all contexts of the party and of those behind it. */
static enum verdict place(struct context_search *search, unsigned party)
{
	const struct constraints *constraints = search->constraints;
	const struct question *question = search->question;
	struct tried_context *context = &search->contexts[party];
	enum verdict best = VERDICT_NO;
	if (party == question->party_count)
		return VERDICT_YES;
	const struct policy_sid *sid = question->parties[party].sid;
	if (sid || !search->concerned[party]) {
		*context = sid ? (struct tried_context){sid->user, sid->role,
							sid->type}
			       : (struct tried_context){0};
		return go_on(search, party);
	}
	for (unsigned i = 0; i < constraints->user_count && best != VERDICT_YES;
	     i++) {
		const struct user *user = &constraints->users[i];
		if (!is_of_use(search, party, user))
			continue;
		enum verdict verdict = place_user(search, party, user->index);
		if (verdict > best)
			best = verdict;
	}
	return best;
}

enum verdict contexts_find(const struct constraints *constraints,
			   const struct question *question)
{
	struct context_search search = {.constraints = constraints,
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
