/* Conditions as text, held against each other: those of two policies too. */
#include <string.h>

#include "base/text.h"
#include "right/right_guard.h"
#include "right/right_imply.h"

/* Parentheses and signs within each other. */
enum { DEPTH_LIMIT = 200 };

/* Two expressions on the same booleans, which go by name. */
struct text_pair {
	list_of(struct policy_boolean) booleans;
	struct arena arena;
};

struct parsing {
	struct text_pair *pair;
	const char *at;
	unsigned depth;
	list_of(struct condition_step) steps;
};

static void add_step(struct parsing *parsing, enum condition_operator operation,
		     unsigned boolean)
{
	*list_push(&parsing->steps, &parsing->pair->arena) =
		(struct condition_step){operation, boolean};
}

static unsigned find_boolean(struct text_pair *pair, const char *name,
			     size_t length)
{
	unsigned count = (unsigned)pair->booleans.count;
	for (unsigned i = 0; i < count; i++)
		if (strlen(pair->booleans.items[i].name) == length &&
		    memcmp(pair->booleans.items[i].name, name, length) == 0)
			return i;
	list_push(&pair->booleans, &pair->arena)->name =
		arena_slice(&pair->arena, name, length);
	return count;
}

static bool take(struct parsing *parsing, const char *sign)
{
	const char *at = parsing->at + strspn(parsing->at, " ");
	if (strncmp(at, sign, strlen(sign)) != 0)
		return false;
	parsing->at = at + strlen(sign);
	return true;
}

static bool read_name(struct parsing *parsing)
{
	const char *name = parsing->at + strspn(parsing->at, " ");
	size_t length = 0;
	while (byte_is_of_name(name[length]))
		length++;
	parsing->at = name + length;
	if (length)
		add_step(parsing, CONDITION_BOOLEAN,
			 find_boolean(parsing->pair, name, length));
	return length;
}

static bool read_level(struct parsing *parsing, size_t level);

/* "(...)", "!..." or a name. */
static bool read_operand(struct parsing *parsing)
{
	bool good;
	if (parsing->depth == DEPTH_LIMIT)
		return false;
	parsing->depth++;
	if (take(parsing, "(")) {
		good = read_level(parsing, 0) && take(parsing, ")");
	} else if (take(parsing, "!")) {
		good = read_operand(parsing);
		add_step(parsing, CONDITION_NOT, 0);
	} else {
		good = read_name(parsing);
	}
	parsing->depth--;
	return good;
}

/* What binds looser comes first; behind a "!" only names go without "()". */
static const struct {
	const char *sign;
	enum condition_operator operation;
} levels[] = {
	{"||", CONDITION_OR},	   {"^", CONDITION_XOR},
	{"&&", CONDITION_AND},	   {"==", CONDITION_EQUAL},
	{"!=", CONDITION_UNEQUAL},
};

static bool read_level(struct parsing *parsing, size_t level)
{
	if (level == sizeof levels / sizeof *levels)
		return read_operand(parsing);
	if (!read_level(parsing, level + 1))
		return false;
	while (take(parsing, levels[level].sign)) {
		if (!read_level(parsing, level + 1))
			return false;
		add_step(parsing, levels[level].operation, 0);
	}
	return true;
}

static bool read(struct text_pair *pair, const char *text,
		 struct policy_condition *condition)
{
	struct parsing parsing = {.pair = pair, .at = text};
	if (!read_level(&parsing, 0) || *parsing.at)
		return false;
	*condition = (struct policy_condition){
		.expression = text,
		.steps = parsing.steps.items,
		.step_count = (unsigned)parsing.steps.count};
	return true;
}

bool when_text_implies(const char *narrow, const char *wide)
{
	struct text_pair pair = {.arena = ARENA_INIT};
	struct policy_condition both[2];
	bool implied = false;
	if (!wide || !narrow)
		return !wide;
	if (read(&pair, narrow, &both[0]) && read(&pair, wide, &both[1])) {
		const struct policy policy = {
			.booleans = pair.booleans.items,
			.boolean_count = (unsigned)pair.booleans.count,
			.conditions = both,
			.condition_count = 2};
		struct conditions conditions;
		conditions_init(&conditions, &policy, &pair.arena);
		const struct when inside = condition_when(&conditions, 0);
		const struct when of_wide = condition_when(&conditions, 1);
		const struct when outside = when_not(&conditions, &of_wide);
		const struct when rest =
			when_and(&conditions, &inside, &outside);
		implied = when_is_never(&rest);
	}
	arena_release(&pair.arena);
	return implied;
}
