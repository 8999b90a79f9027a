/* The conditions of findings, as text. */
#ifndef UNIT_RANDOM_CONDITION_H
#define UNIT_RANDOM_CONDITION_H

#include "random_game.h"

/* "(b0 && !b1) || b2", as policy.conf binds: "==" before "!" before "&&". */
struct expression {
	const char *at;
	uint32_t state;
};

static inline bool read_or(struct expression *expression);

static inline bool take(struct expression *expression, const char *sign)
{
	while (*expression->at == ' ')
		expression->at++;
	if (strncmp(expression->at, sign, strlen(sign)) != 0)
		return false;
	expression->at += strlen(sign);
	return true;
}

static inline bool read_name(struct expression *expression)
{
	bool value;
	if (take(expression, "(")) {
		value = read_or(expression);
		assert_true(take(expression, ")"));
		return value;
	}
	assert_true(take(expression, "b"));
	char *end;
	value = is_on(expression->state,
		      (unsigned)strtoul(expression->at, &end, 10));
	expression->at = end;
	return value;
}

static inline bool read_not(struct expression *expression)
{
	if (take(expression, "!"))
		return !read_not(expression);
	return read_name(expression);
}

static inline bool read_and(struct expression *expression)
{
	bool value = read_not(expression);
	while (take(expression, "&&"))
		value = read_not(expression) && value;
	return value;
}

static inline bool read_xor(struct expression *expression)
{
	bool value = read_and(expression);
	while (take(expression, "^"))
		value = read_and(expression) != value;
	return value;
}

static inline bool read_or(struct expression *expression)
{
	bool value = read_xor(expression);
	while (take(expression, "||"))
		value = read_xor(expression) || value;
	return value;
}

static inline bool holds_in(const char *condition, uint32_t state)
{
	struct expression expression = {condition, state};
	bool value = !condition || read_or(&expression);
	assert_true(!condition || !*expression.at);
	return value;
}

#endif
