/* What the rows of a policy mean: conditions, rules and constraints. */
#ifndef UNIT_POLICY_MEANING_H
#define UNIT_POLICY_MEANING_H

#include <stdbool.h>
#include <string.h>

#include "source/source.h"
#include "world.h"

/* An expression by its text, as the grammar of policy.conf reads it. */
struct expression {
	const char *at;
	const struct policy *policy;
	unsigned state; /* a bit for each boolean */
};

static inline bool text_value(struct expression *expression, unsigned binding);

static inline bool accept(struct expression *expression, const char *sign)
{
	size_t length = strlen(sign);
	if (strncmp(expression->at, sign, length) != 0)
		return false;
	expression->at += length;
	return true;
}

static inline bool operand_value(struct expression *expression)
{
	if (accept(expression, "(")) {
		bool value = text_value(expression, 0);
		assert_true(accept(expression, ")"));
		return value;
	}
	size_t length = strcspn(expression->at, " )");
	for (unsigned i = 0; i < expression->policy->boolean_count; i++) {
		const char *name = expression->policy->booleans[i].name;
		if (strlen(name) == length &&
		    strncmp(expression->at, name, length) == 0) {
			expression->at += length;
			return expression->state >> i & 1;
		}
	}
	fail_msg("no boolean at %s", expression->at);
	return false;
}

/* "!" takes all that binds tighter: the signs of the last row. */
static inline bool text_value(struct expression *expression, unsigned binding)
{
	static const char *const signs[][2] = {{" || ", NULL},
					       {" ^ ", NULL},
					       {" && ", NULL},
					       {" == ", " != "}};
	enum { EQUAL = 3, BINDINGS = 4 };
	if (binding == BINDINGS)
		return operand_value(expression);
	if (binding == EQUAL && accept(expression, "!"))
		return !text_value(expression, EQUAL);
	bool value = text_value(expression, binding + 1);
	for (;;) {
		if (accept(expression, signs[binding][0])) {
			bool right = text_value(expression, binding + 1);
			value = binding == 0   ? value || right
				: binding == 1 ? value != right
				: binding == 2 ? value && right
					       : value == right;
		} else if (signs[binding][1] &&
			   accept(expression, signs[binding][1])) {
			value = value != text_value(expression, binding + 1);
		} else {
			return value;
		}
	}
}

static inline bool condition_value(const struct policy *policy, unsigned index,
				   unsigned state)
{
	const struct policy_condition *row = &policy->conditions[index];
	bool stack[32];
	unsigned depth = 0;
	for (unsigned i = 0; i < row->step_count; i++) {
		const struct condition_step *step = &row->steps[i];
		bool *top = &stack[depth];
		switch (step->operation) {
		case CONDITION_BOOLEAN:
			stack[depth++] = state >> step->boolean & 1;
			continue;
		case CONDITION_NOT:
			top[-1] = !top[-1];
			continue;
		case CONDITION_OR:
			top[-2] |= top[-1];
			break;
		case CONDITION_AND:
			top[-2] &= top[-1];
			break;
		case CONDITION_XOR:
		case CONDITION_UNEQUAL:
			top[-2] = top[-2] != top[-1];
			break;
		case CONDITION_EQUAL:
			top[-2] = top[-2] == top[-1];
			break;
		}
		depth--;
	}
	assert_int_equal(depth, 1);
	return stack[0] != row->negated;
}

/* --- Decisions --------------------------------------------------------- */

struct place {
	unsigned user, role, type;
	const char *text;
};

static inline bool among(const unsigned *indices, unsigned count,
			 unsigned index)
{
	for (unsigned i = 0; i < count; i++)
		if (indices[i] == index)
			return true;
	return false;
}

static inline uint32_t rules_allow(const struct policy *policy, unsigned state,
				   const struct place *source,
				   const struct place *target,
				   unsigned object_class)
{
	uint32_t allowed = 0;
	for (unsigned i = 0; i < policy->rule_count; i++) {
		const struct policy_rule *rule = &policy->rules[i];
		const struct policy_type *from = &policy->types[rule->source];
		const struct policy_type *to = &policy->types[rule->target];
		if (rule->object_class == object_class &&
		    among(from->members, from->member_count, source->type) &&
		    among(to->members, to->member_count, target->type) &&
		    (rule->condition == POLICY_ALWAYS ||
		     condition_value(policy, rule->condition, state)))
			allowed |= rule->permissions;
	}
	return allowed;
}

enum truth { NO, YES, UNKNOWN };

static inline enum truth compare(enum constraint_comparison comparison,
				 unsigned a, unsigned b,
				 const struct policy_role *roles)
{
	switch (comparison) {
	case COMPARE_EQUAL:
		return a == b ? YES : NO;
	case COMPARE_UNEQUAL:
		return a != b ? YES : NO;
	case COMPARE_DOMINATES:
		return among(roles[a].dominated, roles[a].dominated_count, b);
	case COMPARE_DOMINATED:
		return among(roles[b].dominated, roles[b].dominated_count, a);
	case COMPARE_INCOMPARABLE:
		return !among(roles[a].dominated, roles[a].dominated_count,
			      b) &&
		       !among(roles[b].dominated, roles[b].dominated_count, a);
	}
	return UNKNOWN;
}

static inline enum truth step_truth(const struct policy *policy,
				    const struct constraint_step *step,
				    const struct place *source,
				    const struct place *target)
{
	const struct place *who = step->target ? target : source;
	unsigned part = step->operation == CONSTRAINT_USER_NAMES   ? who->user
			: step->operation == CONSTRAINT_ROLE_NAMES ? who->role
								   : who->type;
	switch (step->operation) {
	case CONSTRAINT_USERS:
		return compare(step->comparison, source->user, target->user,
			       NULL);
	case CONSTRAINT_ROLES:
		return compare(step->comparison, source->role, target->role,
			       policy->roles);
	case CONSTRAINT_TYPES:
		return compare(step->comparison, source->type, target->type,
			       NULL);
	case CONSTRAINT_USER_NAMES:
	case CONSTRAINT_ROLE_NAMES:
	case CONSTRAINT_TYPE_NAMES:
		return among(step->names, step->name_count, part) ==
		       (step->comparison == COMPARE_EQUAL);
	case CONSTRAINT_LEVELS:
	case CONSTRAINT_NOT:
	case CONSTRAINT_AND:
	case CONSTRAINT_OR:
		break;
	}
	return UNKNOWN;
}

static inline enum truth truth_and(enum truth a, enum truth b)
{
	return a == NO || b == NO ? NO : a == YES && b == YES ? YES : UNKNOWN;
}

static inline enum truth truth_not(enum truth a)
{
	return a == UNKNOWN ? UNKNOWN : a == YES ? NO : YES;
}

static inline enum truth constraint_truth(const struct policy *policy,
					  const struct policy_constraint *row,
					  const struct place *source,
					  const struct place *target)
{
	enum truth stack[8];
	unsigned depth = 0;
	for (unsigned i = 0; i < row->step_count; i++) {
		const struct constraint_step *step = &row->steps[i];
		enum truth *top = &stack[depth];
		assert_true(depth < 8);
		if (step->operation == CONSTRAINT_NOT) {
			top[-1] = truth_not(top[-1]);
		} else if (step->operation == CONSTRAINT_AND) {
			top[-2] = truth_and(top[-2], top[-1]);
			depth--;
		} else if (step->operation == CONSTRAINT_OR) {
			top[-2] = truth_not(truth_and(truth_not(top[-2]),
						      truth_not(top[-1])));
			depth--;
		} else {
			stack[depth++] =
				step_truth(policy, step, source, target);
		}
	}
	assert_int_equal(depth, 1);
	return stack[0];
}

#endif
