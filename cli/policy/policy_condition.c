/* Conditional expressions as text. */
#include "policy/policy_rows.h"

/* How the grammar of policy.conf binds, from loosest to tightest. */
enum binding {
	BINDS_OR,
	BINDS_XOR,
	BINDS_AND,
	BINDS_NOT,
	BINDS_EQUAL,
	BINDS_NAME
};

struct operation {
	const char *sign;
	enum binding binding;
};

struct operand {
	const char *text;
	enum binding binding;
	bool value;
	const struct operand *negates; /* for "!x" its x, else NULL */
};

static const struct operation operations[] = {
	[CONDITION_BOOLEAN] = {"", BINDS_NAME},
	[CONDITION_NOT] = {"!", BINDS_NOT},
	[CONDITION_OR] = {"||", BINDS_OR},
	[CONDITION_AND] = {"&&", BINDS_AND},
	[CONDITION_XOR] = {"^", BINDS_XOR},
	[CONDITION_EQUAL] = {"==", BINDS_EQUAL},
	[CONDITION_UNEQUAL] = {"!=", BINDS_EQUAL},
};

/* The operand as it stands, or in parentheses. */
static const char *shown(const struct operand *operand, bool bare,
			 struct arena *arena)
{
	return bare ? operand->text
		    : arena_format(arena, "(%s)", operand->text);
}

/*
 * "!a == b" is the grammar's "!(a == b)", which few readers know: everything
 * but a name is put in parentheses behind a "!".
 */
static struct operand negation(const struct operand *of, struct arena *arena)
{
	if (of->negates)
		return *of->negates;
	struct operand *inner = arena_alloc(arena, 1, sizeof *inner);
	*inner = *of;
	const char *text = shown(of, of->binding == BINDS_NAME, arena);
	return (struct operand){arena_format(arena, "!%s", text), BINDS_NOT,
				!of->value, inner};
}

static bool value_of(enum condition_operator operation, bool a, bool b)
{
	switch (operation) {
	case CONDITION_OR:
		return a || b;
	case CONDITION_AND:
		return a && b;
	case CONDITION_EQUAL:
		return a == b;
	case CONDITION_XOR:
	case CONDITION_UNEQUAL:
		return a != b;
	case CONDITION_BOOLEAN:
	case CONDITION_NOT:
		break;
	}
	return false;
}

static struct operand combination(enum condition_operator operation,
				  const struct operand *a,
				  const struct operand *b, struct arena *arena)
{
	enum binding binding = operations[operation].binding;
	/* Of the same binding, && and || need none on either side. */
	bool associates =
		operation == CONDITION_AND || operation == CONDITION_OR;
	const char *left = shown(a, a->binding >= binding, arena);
	const char *right = shown(b,
				  b->binding > binding ||
					  (associates && b->binding == binding),
				  arena);
	return (struct operand){arena_format(arena, "%s %s %s", left,
					     operations[operation].sign, right),
				binding,
				value_of(operation, a->value, b->value), NULL};
}

bool policy_show_condition(const struct named_step *steps, size_t count,
			   bool negated, struct arena *arena,
			   struct policy_condition *condition)
{
	struct operand *stack = arena_alloc(arena, count, sizeof *stack);
	size_t depth = 0;
	for (size_t i = 0; i < count; i++) {
		const struct named_step *step = &steps[i];
		size_t needed = step->operation == CONDITION_BOOLEAN ? 0
				: step->operation == CONDITION_NOT   ? 1
								     : 2;
		if (depth < needed)
			return false;
		struct operand *first = &stack[depth - needed];
		if (needed == 0)
			*first = (struct operand){step->boolean, BINDS_NAME,
						  step->state, NULL};
		else if (needed == 1)
			*first = negation(first, arena);
		else
			*first = combination(step->operation, first, first + 1,
					     arena);
		depth += 1 - needed;
	}
	if (depth != 1)
		return false;
	struct operand whole = negated ? negation(&stack[0], arena) : stack[0];
	condition->expression = arena_string(arena, whole.text);
	condition->default_state = whole.value;
	return true;
}
