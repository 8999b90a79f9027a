/* Truth tables over booleans. */
#include "check/when.h"

#include <string.h>

static bool has_state(const struct when *when, unsigned state)
{
	return when->states[state / 64] >> (state % 64) & 1;
}

static void add_state(struct when *when, unsigned state)
{
	when->states[state / 64] |= UINT64_C(1) << (state % 64);
}

struct when when_always(void)
{
	return (struct when){.states = {1}};
}

struct when when_never(void)
{
	return (struct when){.count = 0};
}

bool when_is_always(const struct when *when)
{
	return !when->text && !when->count && has_state(when, 0);
}

bool when_is_never(const struct when *when)
{
	return !when->text && !when->count && !has_state(when, 0);
}

bool when_equal(const struct when *a, const struct when *b)
{
	if (a->text || b->text)
		return a->text && b->text && strcmp(a->text, b->text) == 0;
	return a->count == b->count &&
	       memcmp(a->booleans, b->booleans,
		      a->count * sizeof *a->booleans) == 0 &&
	       memcmp(a->states, b->states, sizeof a->states) == 0;
}

/* Whether the boolean at that place changes the value in some state. */
static bool matters(const struct when *when, unsigned place)
{
	for (unsigned state = 0; state < 1U << when->count; state++)
		if (has_state(when, state) !=
		    has_state(when, state ^ 1U << place))
			return true;
	return false;
}

static void drop(struct when *when, unsigned place)
{
	struct when less = {.count = when->count - 1};
	unsigned low = (1U << place) - 1;
	for (unsigned i = 0, j = 0; i < when->count; i++)
		if (i != place)
			less.booleans[j++] = when->booleans[i];
	for (unsigned state = 0; state < 1U << less.count; state++)
		if (has_state(when, (state & low) | (state & ~low) << 1))
			add_state(&less, state);
	*when = less;
}

static void reduce(struct when *when)
{
	for (unsigned place = when->count; place-- > 0;)
		if (!matters(when, place))
			drop(when, place);
}

/* The booleans of both, ascending; false when they are too many. */
static bool merge_booleans(const struct when *a, const struct when *b,
			   struct when *into)
{
	for (unsigned i = 0, j = 0; i < a->count || j < b->count;) {
		unsigned x = i < a->count ? a->booleans[i] : UINT32_MAX;
		unsigned y = j < b->count ? b->booleans[j] : UINT32_MAX;
		if (into->count == WHEN_BOOLEANS)
			return false;
		into->booleans[into->count++] = x < y ? x : y;
		i += x <= y;
		j += y <= x;
	}
	return true;
}

/* The value in a state of another's booleans, which are more. */
static bool value_in(const struct when *when, const struct when *other,
		     unsigned state)
{
	unsigned own = 0;
	for (unsigned i = 0, j = 0; i < when->count; i++) {
		while (other->booleans[j] != when->booleans[i])
			j++;
		own |= (state >> j & 1) << i;
	}
	return has_state(when, own);
}

enum joint { JOINT_AND, JOINT_OR };

static bool combine(const struct when *a, const struct when *b,
		    enum joint joint, struct when *result)
{
	*result = when_never();
	if (a->text || b->text || !merge_booleans(a, b, result))
		return false;
	for (unsigned state = 0; state < 1U << result->count; state++) {
		bool x = value_in(a, result, state);
		bool y = value_in(b, result, state);
		if (joint == JOINT_AND ? x && y : x || y)
			add_state(result, state);
	}
	reduce(result);
	return true;
}

static const char *in_parentheses(const char *text, struct arena *arena)
{
	return strchr(text, ' ') ? arena_format(arena, "(%s)", text) : text;
}

struct when when_and(struct conditions *conditions, const struct when *a,
		     const struct when *b)
{
	struct when result;
	if (when_is_always(b) || when_is_never(a) || when_equal(a, b))
		return *a;
	if (when_is_always(a) || when_is_never(b))
		return *b;
	if (combine(a, b, JOINT_AND, &result))
		return result;
	bool of_a, of_b;
	const char *x = when_text(conditions, a, &of_a);
	const char *y = when_text(conditions, b, &of_b);
	struct arena *arena = conditions->arena;
	result = when_never();
	result.text = arena_format(arena, "%s && %s", in_parentheses(x, arena),
				   in_parentheses(y, arena));
	result.text_default = of_a && of_b;
	return result;
}

struct when when_or(struct conditions *conditions, const struct when *a,
		    const struct when *b)
{
	struct when result;
	(void)conditions;
	if (when_is_always(a) || when_is_never(b))
		return *a;
	if (when_is_always(b) || when_is_never(a))
		return *b;
	return combine(a, b, JOINT_OR, &result) ? result : *a;
}

struct when when_not(struct conditions *conditions, const struct when *a)
{
	struct when result = *a;
	if (a->text) {
		result.text = arena_format(conditions->arena, "!(%s)", a->text);
		result.text_default = !a->text_default;
		return result;
	}
	memset(result.states, 0, sizeof result.states);
	for (unsigned state = 0; state < 1U << a->count; state++)
		if (!has_state(a, state))
			add_state(&result, state);
	return result;
}

/* --- The policy's conditions ---------------------------------------------- */

void conditions_init(struct conditions *conditions, const struct policy *policy,
		     struct arena *arena)
{
	unsigned count = policy->condition_count;
	*conditions = (struct conditions){.policy = policy, .arena = arena};
	conditions->tables =
		arena_alloc(arena, count, sizeof *conditions->tables);
	conditions->known =
		arena_alloc(arena, count, sizeof *conditions->known);
}

/* The booleans of the expression, ascending; false when they are too many. */
static bool find_booleans(const struct policy_condition *row, struct when *when)
{
	for (unsigned i = 0; i < row->step_count; i++) {
		struct when one = {.count = 1}, both = {.count = 0};
		if (row->steps[i].operation != CONDITION_BOOLEAN)
			continue;
		one.booleans[0] = row->steps[i].boolean;
		if (!merge_booleans(when, &one, &both))
			return false;
		*when = both;
	}
	return row->step_count != 0;
}

/* The value in a state; the reader of policies has made sure of the form. */
static bool evaluate(const struct policy_condition *row,
		     const struct when *when, unsigned state, bool *stack)
{
	unsigned depth = 0;
	for (unsigned i = 0; i < row->step_count; i++) {
		const struct condition_step *step = &row->steps[i];
		if (step->operation == CONDITION_BOOLEAN) {
			unsigned place = 0;
			while (when->booleans[place] != step->boolean)
				place++;
			stack[depth++] = state >> place & 1;
		} else if (step->operation == CONDITION_NOT) {
			stack[depth - 1] = !stack[depth - 1];
		} else {
			depth--;
			stack[depth - 1] =
				condition_apply(step->operation,
						stack[depth - 1], stack[depth]);
		}
	}
	return stack[0] != row->negated;
}

const struct when *condition_when(struct conditions *conditions, unsigned index)
{
	static const struct when always = {.states = {1}};
	if (index == POLICY_ALWAYS)
		return &always;
	struct when *when = &conditions->tables[index];
	const struct policy_condition *row =
		&conditions->policy->conditions[index];
	if (conditions->known[index])
		return when;
	conditions->known[index] = true;
	*when = when_never();
	if (!find_booleans(row, when)) {
		*when = when_never();
		when->text = row->expression;
		when->text_default = row->default_state;
		return when;
	}
	struct arena scratch = ARENA_INIT;
	bool *stack = arena_alloc(&scratch, row->step_count, sizeof *stack);
	for (unsigned state = 0; state < 1U << when->count; state++)
		if (evaluate(row, when, state, stack))
			add_state(when, state);
	arena_release(&scratch);
	reduce(when);
	return when;
}
