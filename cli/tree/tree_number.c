/* The value of a constant expression, as a #define has it. */
#include <stdlib.h>
#include <string.h>

#include "tree/tree_macro.h"
#include "tree/tree_number.h"
#include "tree/tree_token.h"

/* Macros that stand for each other, or many for each, end here. */
enum { DEPTH_LIMIT = 64, OPERAND_LIMIT = 4096 };

struct calculator {
	const struct token *at;
	const struct map *macros; /* name -> struct macro_text */
	unsigned depth;
	unsigned *operands; /* that were read so far */
	bool failed;
};

static int64_t calculate(struct calculator *calculator, unsigned level);

static int64_t fail(struct calculator *calculator)
{
	calculator->failed = true;
	return 0;
}

static bool take(struct calculator *calculator, const char *sign)
{
	if (!token_is(calculator->at, sign))
		return false;
	calculator->at++;
	return true;
}

/* Suffixes U, L and their like behind the digits. */
static int64_t number_of(struct calculator *calculator)
{
	const char *text = (calculator->at++)->text;
	char *end;
	uint64_t value = strtoull(text, &end, 0);
	end += strspn(end, "uUlL");
	return *end ? fail(calculator) : (int64_t)value;
}

static int64_t macro_value(struct calculator *calculator)
{
	const char *name = (calculator->at++)->text;
	const struct macro_text *macro = map_get(calculator->macros, name);
	int64_t value = 0;
	if (!macro || calculator->depth >= DEPTH_LIMIT)
		return fail(calculator);
	struct calculator inner = {macro->tokens, calculator->macros,
				   calculator->depth + 1, calculator->operands,
				   false};
	value = calculate(&inner, 0);
	if (inner.failed || inner.at->kind != TOKEN_END)
		return fail(calculator);
	return value;
}

/* "(type)" in front of an operand: words that are no macros. */
static bool skip_cast(struct calculator *calculator)
{
	const struct token *at = calculator->at;
	if (!token_is(at, "(") || at[1].kind != TOKEN_WORD)
		return false;
	for (at++; at->kind == TOKEN_WORD; at++)
		if (map_get(calculator->macros, at->text))
			return false;
	if (!token_is(at, ")"))
		return false;
	calculator->at = at + 1;
	return true;
}

static int64_t operand(struct calculator *calculator)
{
	if (++calculator->depth > DEPTH_LIMIT ||
	    ++*calculator->operands > OPERAND_LIMIT)
		return fail(calculator);
	int64_t value = 0;
	if (skip_cast(calculator) || take(calculator, "+"))
		value = operand(calculator);
	else if (take(calculator, "-"))
		value = (int64_t)(0 - (uint64_t)operand(calculator));
	else if (take(calculator, "~"))
		value = ~operand(calculator);
	else if (take(calculator, "!"))
		value = !operand(calculator);
	else if (calculator->at->kind == TOKEN_NUMBER)
		value = number_of(calculator);
	else if (calculator->at->kind == TOKEN_WORD)
		value = macro_value(calculator);
	else if (take(calculator, "(")) {
		value = calculate(calculator, 0);
		if (!take(calculator, ")"))
			fail(calculator);
	} else {
		fail(calculator);
	}
	calculator->depth--;
	return value;
}

static int64_t shifted(struct calculator *calculator, int64_t a, int64_t b,
		       bool left)
{
	if (b < 0 || b > 63)
		return fail(calculator);
	return left ? (int64_t)((uint64_t)a << b) : a >> b;
}

static int64_t divided(struct calculator *calculator, int64_t a, int64_t b,
		       bool remainder)
{
	if (b == 0 || (a == INT64_MIN && b == -1))
		return fail(calculator);
	return remainder ? a % b : a / b;
}

static int64_t apply(struct calculator *calculator, const char *sign, int64_t a,
		     int64_t b)
{
	switch (sign[0]) {
	case '*':
		return (int64_t)((uint64_t)a * (uint64_t)b);
	case '/':
	case '%':
		return divided(calculator, a, b, sign[0] == '%');
	case '+':
		return (int64_t)((uint64_t)a + (uint64_t)b);
	case '-':
		return (int64_t)((uint64_t)a - (uint64_t)b);
	case '<':
		if (sign[1] == '<')
			return shifted(calculator, a, b, true);
		return sign[1] ? a <= b : a < b;
	case '>':
		if (sign[1] == '>')
			return shifted(calculator, a, b, false);
		return sign[1] ? a >= b : a > b;
	case '=':
		return a == b;
	case '!':
		return a != b;
	case '&':
		return sign[1] ? a && b : a & b;
	case '^':
		return a ^ b;
	default:
		return sign[1] ? a || b : a | b;
	}
}

/* Binary operators, the ones that bind loosest first. */
static const char *const levels[][4] = {
	{"||"},
	{"&&"},
	{"|"},
	{"^"},
	{"&"},
	{"==", "!="},
	{"<", ">", "<=", ">="},
	{"<<", ">>"},
	{"+", "-"},
	{"*", "/", "%"},
};

static const char *operator_of(const struct calculator *calculator,
			       unsigned level)
{
	for (size_t i = 0; i < 4 && levels[level][i]; i++)
		if (token_is(calculator->at, levels[level][i]))
			return levels[level][i];
	return NULL;
}

static int64_t calculate(struct calculator *calculator, unsigned level)
{
	const char *sign;
	if (level == sizeof levels / sizeof *levels)
		return operand(calculator);
	int64_t value = calculate(calculator, level + 1);
	while (!calculator->failed && (sign = operator_of(calculator, level))) {
		calculator->at++;
		int64_t other = calculate(calculator, level + 1);
		value = apply(calculator, sign, value, other);
	}
	if (level == 0 && !calculator->failed && take(calculator, "?")) {
		int64_t yes = calculate(calculator, 0);
		if (!take(calculator, ":"))
			return fail(calculator);
		int64_t no = calculate(calculator, 0);
		value = value ? yes : no;
	}
	return value;
}

bool macro_number(const struct map *macros, const struct token *tokens,
		  int64_t *value)
{
	unsigned operands = 0;
	struct calculator calculator = {tokens, macros, 0, &operands, false};
	if (tokens->kind == TOKEN_END)
		return false;
	*value = calculate(&calculator, 0);
	return !calculator.failed && calculator.at->kind == TOKEN_END;
}
