/*
 * Constraints that speak of types alone: whether one holds for two types is
 * seen without their users and roles.  Which sources one can fail for at all is
 * found for all types at once, so that a pair of types has few to look at.
 */
#include "base/search.h"
#include "right/right_context.h"
#include "right/right_typed.h"

/* --- Which sources it can fail for --------------------------------------- */

/* By source: whether a part of an expression can be true, and false. */
struct chances {
	uint64_t *yes, *no;
};

struct weighing {
	const struct policy *policy;
	size_t words;
	struct arena scratch;
	struct chances *stack; /* made as it grows */
	unsigned depth, made;
};

static struct chances *push(struct weighing *weighing)
{
	struct chances *top = &weighing->stack[weighing->depth];
	if (weighing->depth++ == weighing->made) {
		weighing->made++;
		top->yes = arena_alloc(&weighing->scratch, weighing->words,
				       sizeof(uint64_t));
		top->no = arena_alloc(&weighing->scratch, weighing->words,
				      sizeof(uint64_t));
	}
	return top;
}

static void fill(uint64_t *set, size_t words, uint64_t with)
{
	for (size_t i = 0; i < words; i++)
		set[i] = with;
}

/* Of the source it is certain, of the target and of both it is open. */
static void weigh_step(struct weighing *weighing,
		       const struct constraint_step *step)
{
	struct chances *top = push(weighing);
	if (step->operation != CONSTRAINT_TYPE_NAMES || step->target) {
		fill(top->yes, weighing->words, UINT64_MAX);
		fill(top->no, weighing->words, UINT64_MAX);
		return;
	}
	uint64_t *in = step->comparison == COMPARE_EQUAL ? top->yes : top->no;
	uint64_t *out = in == top->yes ? top->no : top->yes;
	fill(in, weighing->words, 0);
	for (unsigned i = 0; i < step->name_count; i++)
		in[step->names[i] / 64] |= UINT64_C(1) << step->names[i] % 64;
	for (size_t i = 0; i < weighing->words; i++)
		out[i] = ~in[i];
}

static void weigh_joint(struct weighing *weighing, bool both)
{
	const struct chances second = weighing->stack[--weighing->depth];
	const struct chances first = weighing->stack[weighing->depth - 1];
	for (size_t i = 0; i < weighing->words; i++) {
		first.yes[i] = both ? first.yes[i] & second.yes[i]
				    : first.yes[i] | second.yes[i];
		first.no[i] = both ? first.no[i] | second.no[i]
				   : first.no[i] & second.no[i];
	}
}

/* The sources for which it can fail. */
static const uint64_t *weigh(struct weighing *weighing,
			     const struct policy_constraint *row)
{
	weighing->depth = 0;
	for (unsigned i = 0; i < row->step_count; i++) {
		const struct constraint_step *step = &row->steps[i];
		if (step->operation == CONSTRAINT_NOT) {
			struct chances *top =
				&weighing->stack[weighing->depth - 1];
			*top = (struct chances){top->no, top->yes};
		} else if (step->operation == CONSTRAINT_AND ||
			   step->operation == CONSTRAINT_OR) {
			weigh_joint(weighing,
				    step->operation == CONSTRAINT_AND);
		} else {
			weigh_step(weighing, step);
		}
	}
	return weighing->stack[0].no;
}

/* --- Finding them --------------------------------------------------------- */

bool constraint_is_typed(const struct policy_constraint *row)
{
	for (unsigned i = 0; i < row->step_count; i++)
		switch (row->steps[i].operation) {
		case CONSTRAINT_TYPES:
		case CONSTRAINT_TYPE_NAMES:
		case CONSTRAINT_NOT:
		case CONSTRAINT_AND:
		case CONSTRAINT_OR:
			break;
		case CONSTRAINT_USERS:
		case CONSTRAINT_ROLES:
		case CONSTRAINT_USER_NAMES:
		case CONSTRAINT_ROLE_NAMES:
		case CONSTRAINT_LEVELS:
			return false;
		}
	return row->step_count;
}

static unsigned count_types(const uint64_t *set, unsigned type_count)
{
	unsigned count = 0;
	for (unsigned i = 0; i < type_count; i++)
		count += (unsigned)(set[i / 64] >> i % 64 & 1);
	return count;
}

/* One that can fail for many is a class's, one that can for few is theirs. */
static void keep_typed(struct constraints *constraints, unsigned index,
		       const uint64_t *failing)
{
	const struct policy *policy = constraints->policy;
	const unsigned count = count_types(failing, policy->type_count);
	if (count > policy->type_count / 8) {
		*list_push(&constraints->of_class[policy->constraints[index]
							  .object_class],
			   constraints->arena) = index;
		return;
	}
	for (unsigned i = 0; count && i < policy->type_count; i++)
		if (failing[i / 64] >> i % 64 & 1)
			*list_push(&constraints->of_source[i],
				   constraints->arena) = index;
}

void typed_find(struct constraints *constraints)
{
	const struct policy *policy = constraints->policy;
	struct weighing weighing = {.policy = policy,
				    .words = policy->type_count / 64 + 1};
	unsigned deepest = 1;
	for (unsigned i = 0; i < policy->constraint_count; i++)
		if (policy->constraints[i].step_count > deepest)
			deepest = policy->constraints[i].step_count;
	weighing.stack =
		arena_alloc(&weighing.scratch, deepest, sizeof *weighing.stack);
	constraints->of_source =
		arena_alloc(constraints->arena, policy->type_count,
			    sizeof *constraints->of_source);
	for (unsigned i = 0; i < policy->constraint_count; i++) {
		const struct policy_constraint *row = &policy->constraints[i];
		if (constraint_is_typed(row))
			keep_typed(constraints, i, weigh(&weighing, row));
	}
	arena_release(&weighing.scratch);
}

/* --- Asking --------------------------------------------------------------- */

static bool step_holds(const struct constraint_step *step, unsigned source,
		       unsigned target)
{
	const bool equal =
		step->operation == CONSTRAINT_TYPES
			? source == target
			: numbers_have(step->names, step->name_count,
				       step->target ? target : source);
	return equal == (step->comparison == COMPARE_EQUAL);
}

/* The reader of policies has made sure that the steps are an expression. */
static bool holds(const struct constraints *constraints, unsigned index,
		  unsigned source, unsigned target)
{
	const struct policy_constraint *row =
		&constraints->policy->constraints[index];
	bool *stack = constraints->stack;
	unsigned depth = 0;
	for (unsigned i = 0; i < row->step_count; i++) {
		const struct constraint_step *step = &row->steps[i];
		if (step->operation == CONSTRAINT_NOT) {
			stack[depth - 1] = !stack[depth - 1];
		} else if (step->operation == CONSTRAINT_AND) {
			depth--;
			stack[depth - 1] &= stack[depth];
		} else if (step->operation == CONSTRAINT_OR) {
			depth--;
			stack[depth - 1] |= stack[depth];
		} else {
			stack[depth++] = step_holds(step, source, target);
		}
	}
	return stack[0];
}

static bool all_hold(const struct constraints *constraints,
		     const struct index_list *list,
		     const struct contact *contact, unsigned source)
{
	for (size_t i = 0; i < list->count; i++) {
		const struct policy_constraint *row =
			&constraints->policy->constraints[list->items[i]];
		if (row->object_class == contact->object_class &&
		    (row->permissions & contact->permissions) &&
		    !holds(constraints, list->items[i], source, contact->label))
			return false;
	}
	return true;
}

bool typed_allow(const struct constraints *constraints,
		 const struct question *question)
{
	for (unsigned i = 0; i < question->contact_count; i++) {
		const struct contact *contact = &question->contacts[i];
		const unsigned source = question->parties[contact->source].type;
		if (!all_hold(constraints, &constraints->of_source[source],
			      contact, source) ||
		    !all_hold(constraints,
			      &constraints->of_class[contact->object_class],
			      contact, source))
			return false;
	}
	return true;
}
