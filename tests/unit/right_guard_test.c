/* Conditions on many booleans, held to all states of twenty of them. */
#include "world.h"

#include "base/buffer.h"
#include "right/right.h"

enum {
	BOOLEANS = 20,
	WORDS = (1 << BOOLEANS) / 64, /* of a set of states */
	STEPS = 60,
	TEXT_COST = 1 << 19 /* bytes of text times words that are looked at */
};

/* --- Sets of states --------------------------------------------------------
 */

/* The word of the states in which the boolean is on. */
static uint64_t on_in(unsigned boolean, size_t word)
{
	static const uint64_t within[] = {
		0xaaaaaaaaaaaaaaaa, 0xcccccccccccccccc, 0xf0f0f0f0f0f0f0f0,
		0xff00ff00ff00ff00, 0xffff0000ffff0000, 0xffffffff00000000};
	if (boolean < 6)
		return within[boolean];
	return word >> (boolean - 6) & 1 ? UINT64_MAX : 0;
}

struct reading {
	const char *at;
	size_t word;
};

static uint64_t read_either(struct reading *reading);

static bool take(struct reading *reading, const char *sign)
{
	const char *at = reading->at + strspn(reading->at, " ");
	if (strncmp(at, sign, strlen(sign)) != 0)
		return false;
	reading->at = at + strlen(sign);
	return true;
}

static uint64_t read_operand(struct reading *reading)
{
	char *end;
	if (take(reading, "!"))
		return ~read_operand(reading);
	if (take(reading, "(")) {
		uint64_t value = read_either(reading);
		assert_true(take(reading, ")"));
		return value;
	}
	assert_true(take(reading, "b"));
	unsigned boolean = (unsigned)strtoul(reading->at, &end, 10);
	reading->at = end;
	return on_in(boolean, reading->word);
}

static uint64_t read_both(struct reading *reading)
{
	uint64_t value = read_operand(reading);
	while (take(reading, "&&"))
		value &= read_operand(reading);
	return value;
}

static uint64_t read_either(struct reading *reading)
{
	uint64_t value = read_both(reading);
	while (take(reading, "||"))
		value |= read_both(reading);
	return value;
}

/* --- Conditions ------------------------------------------------------------
 */

static unsigned draw(uint32_t *state, unsigned below)
{
	*state = *state * 1664525 + 1013904223;
	return (*state >> 8) % below;
}

/* Booleans b0, b1, ..., conditions `b_i && !b_(7i+3)` and behind these `b_i`.
 */
static struct policy *make_policy(struct arena *arena, unsigned count)
{
	struct policy *policy = arena_alloc(arena, 1, sizeof *policy);
	struct policy_boolean *booleans =
		arena_alloc(arena, count, sizeof *booleans);
	struct policy_condition *rows =
		arena_alloc(arena, 2 * count, sizeof *rows);
	for (unsigned i = 0; i < count; i++) {
		unsigned other = (7 * i + 3) % count;
		struct condition_step *steps =
			arena_alloc(arena, 4, sizeof *steps);
		steps[0] = (struct condition_step){CONDITION_BOOLEAN, i};
		steps[1] = (struct condition_step){CONDITION_BOOLEAN, other};
		steps[2] = (struct condition_step){CONDITION_NOT, 0};
		steps[3] = (struct condition_step){CONDITION_AND, 0};
		booleans[i].name = arena_format(arena, "b%u", i);
		rows[i].expression =
			arena_format(arena, "b%u && !b%u", i, other);
		rows[i].steps = steps;
		rows[i].step_count = 4;
		rows[count + i] = (struct policy_condition){
			.expression = booleans[i].name,
			.steps = steps,
			.step_count = 1};
	}
	policy->booleans = booleans;
	policy->boolean_count = count;
	policy->conditions = rows;
	policy->condition_count = 2 * count;
	return policy;
}

/* A condition, and the states in which it is to hold. */
struct both {
	struct when when;
	uint64_t *states;
};

struct trial {
	struct arena arena;
	struct policy *policy;
	struct conditions conditions;
	struct both items[BOOLEANS + STEPS];
	size_t count;
	size_t state; /* of the booleans by default */
	unsigned open, never, always, cut;
};

/* The text holds where the condition does: in all states, or in some of them.
 */
static void check_text(struct trial *trial, const struct both *both)
{
	bool by_default;
	const char *text =
		when_text(&trial->conditions, &both->when, &by_default);
	assert_int_equal(by_default, both->states[trial->state / 64] >>
						     (trial->state % 64) &
					     1);
	/* Of what never holds nothing is told. */
	if (!text || !*text)
		return;
	trial->open += when_text_is_open(&trial->conditions, text);
	if (when_text_is_cut(&trial->conditions, text)) {
		trial->cut++;
		assert_non_null(strstr(text, " more: "));
		return;
	}
	assert_null(strstr(text, "more"));
	size_t stride = strlen(text) * WORDS / TEXT_COST + 1;
	for (size_t word = 0; word < WORDS; word += stride) {
		struct reading reading = {text, word};
		assert_true(read_either(&reading) == both->states[word]);
		assert_string_equal(reading.at, "");
	}
}

/* What is decided is so in each state; what is open is taken for neither. */
static void check_both(struct trial *trial, const struct both *both)
{
	bool some = false, all = true;
	for (size_t i = 0; i < WORDS; i++) {
		some |= both->states[i] != 0;
		all &= both->states[i] == UINT64_MAX;
	}
	if (when_is_never(&both->when))
		assert_false(some);
	if (when_is_always(&both->when))
		assert_true(all);
	unsigned open = trial->open;
	check_text(trial, both);
	trial->never += !some;
	trial->always += all;
	if (open == trial->open) {
		assert_int_equal(when_is_never(&both->when), !some);
		assert_int_equal(when_is_always(&both->when), all);
	}
}

static struct both *new_item(struct trial *trial, struct when when)
{
	struct both *item = &trial->items[trial->count++];
	item->when = when;
	item->states = arena_alloc(&trial->arena, WORDS, sizeof *item->states);
	return item;
}

/* Some booleans at once, each on or off. */
static void add_product(struct trial *trial, uint32_t *seed, struct both *sum)
{
	struct when product = when_always();
	uint64_t *states = arena_alloc(&trial->arena, WORDS, sizeof *states);
	memset(states, 0xff, WORDS * sizeof *states);
	for (unsigned i = 0; i < 4; i++) {
		unsigned boolean = draw(seed, BOOLEANS);
		const struct when on =
			condition_when(&trial->conditions, BOOLEANS + boolean);
		bool negated = draw(seed, 2);
		const struct when one =
			negated ? when_not(&trial->conditions, &on) : on;
		product = when_and(&trial->conditions, &product, &one);
		for (size_t word = 0; word < WORDS; word++)
			states[word] &= negated ? ~on_in(boolean, word)
						: on_in(boolean, word);
	}
	sum->when = when_or(&trial->conditions, &sum->when, &product);
	for (size_t word = 0; word < WORDS; word++)
		sum->states[word] |= states[word];
}

/* A sum of products, or what two such make together. */
static void make_item(struct trial *trial, uint32_t *seed)
{
	struct both *item = new_item(trial, when_never());
	if (draw(seed, 2) || trial->count < BOOLEANS + 3) {
		for (unsigned i = draw(seed, 60) + 1; i; i--)
			add_product(trial, seed, item);
		return;
	}
	unsigned made = (unsigned)trial->count - 1 - BOOLEANS;
	const struct both *a = &trial->items[BOOLEANS + draw(seed, made)];
	const struct both *b = &trial->items[BOOLEANS + draw(seed, made)];
	const struct when not_b = when_not(&trial->conditions, &b->when);
	bool either = draw(seed, 2);
	item->when = either ? when_or(&trial->conditions, &a->when, &not_b)
			    : when_and(&trial->conditions, &a->when, &not_b);
	for (size_t word = 0; word < WORDS; word++)
		item->states[word] =
			either ? a->states[word] | ~b->states[word]
			       : a->states[word] & ~b->states[word];
}

static void run_trial(struct trial *trial, uint32_t seed)
{
	trial->policy = make_policy(&trial->arena, BOOLEANS);
	struct policy_boolean *booleans =
		arena_alloc(&trial->arena, BOOLEANS, sizeof *booleans);
	for (unsigned i = 0; i < BOOLEANS; i++) {
		booleans[i].name = trial->policy->booleans[i].name;
		booleans[i].default_state = draw(&seed, 2);
		trial->state |= (size_t)booleans[i].default_state << i;
	}
	trial->policy->booleans = booleans;
	conditions_init(&trial->conditions, trial->policy, &trial->arena);
	for (unsigned i = 0; i < BOOLEANS; i++) {
		struct both *item =
			new_item(trial, condition_when(&trial->conditions, i));
		for (size_t word = 0; word < WORDS; word++)
			item->states[word] =
				on_in(i, word) &
				~on_in((7 * i + 3) % BOOLEANS, word);
	}
	while (trial->count < BOOLEANS + STEPS)
		make_item(trial, &seed);
	for (size_t i = 0; i < trial->count; i++)
		check_both(trial, &trial->items[i]);
}

static void as_by_all_states(void **state)
{
	unsigned open = 0, never = 0, always = 0;
	(void)state;
	for (uint32_t seed = 1; seed < 4; seed++) {
		struct trial *trial = calloc(1, sizeof *trial);
		assert_non_null(trial);
		run_trial(trial, seed);
		open += trial->open;
		never += trial->never;
		always += trial->always;
		assert_true(trial->open > 0 || !trial->conditions.undecided);
		arena_release(&trial->arena);
		free(trial);
	}
	assert_true(open && never && always);
}

/* --- One pair of types, with a rule under each condition --------------------
 */

static size_t count_terms(const char *text)
{
	size_t count = 1;
	while ((text = strstr(text, " || "))) {
		text += strlen(" || ");
		count++;
	}
	return count;
}

/* Which of them holds by default, where only the one boolean is on. */
static void check_wide(struct world *world, unsigned count, unsigned on)
{
	struct policy *policy = make_policy(&world->arena, count);
	struct policy_boolean *booleans =
		arena_alloc(&world->arena, count, sizeof *booleans);
	struct conditions conditions;
	struct when either = when_never();
	bool by_default;
	for (unsigned i = 0; i < count; i++)
		booleans[i] = (struct policy_boolean){policy->booleans[i].name,
						      i == on};
	policy->booleans = booleans;
	conditions_init(&conditions, policy, &world->arena);
	for (unsigned i = 0; i < count; i++) {
		const struct when one = condition_when(&conditions, i);
		either = when_or(&conditions, &either, &one);
	}
	const char *text = when_text(&conditions, &either, &by_default);
	assert_int_equal(count_terms(text), count);
	assert_int_equal(by_default, on < count);
	assert_true(when_text_is_open(&conditions, text));
	assert_false(when_text_is_cut(&conditions, text));
	/* Again, the other way round: the same, whatever it is made of. */
	struct when same = when_not(&conditions, &either);
	assert_false(when_is_never(&same));
	when_text(&conditions, &same, &by_default);
	assert_int_equal(by_default, on >= count);
	same = when_or(&conditions, &either, &either);
	assert_true(when_equal(&same, &either));
}

static void stays_a_list_of_terms(void **state)
{
	struct world *world = *state;
	static const unsigned counts[] = {60, 400};
	for (size_t i = 0; i < sizeof counts / sizeof *counts; i++) {
		unsigned count = counts[i];
		for (unsigned on = 0; on <= count; on += count / 4)
			check_wide(world, count, on);
	}
}

/* More terms than are shown: how many these are is said. */
static void counts_what_it_leaves_out(void **state)
{
	struct world *world = *state;
	struct policy *policy = make_policy(&world->arena, 2000);
	struct conditions conditions;
	struct when either = when_never();
	bool by_default;
	conditions_init(&conditions, policy, &world->arena);
	for (unsigned i = 0; i < policy->boolean_count; i++) {
		const struct when one = condition_when(&conditions, i);
		either = when_or(&conditions, &either, &one);
	}
	const struct when not_so = when_not(&conditions, &either);
	const char *text = when_text(&conditions, &either, &by_default);
	const char *mark = strstr(text, " more: ");
	assert_non_null(mark);
	while (mark[-1] != '(')
		mark--;
	assert_int_equal(count_terms(text) - 1 + strtoul(mark, NULL, 10),
			 policy->boolean_count);
	assert_true(when_text_is_cut(&conditions, text));
	/* What has it within has it, too. */
	text = when_text(&conditions, &not_so, &by_default);
	assert_true(when_text_is_cut(&conditions, text));
	assert_true(by_default);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(as_by_all_states),
		WORLD_TEST(stays_a_list_of_terms),
		WORLD_TEST(counts_what_it_leaves_out),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
