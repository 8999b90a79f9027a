/*
 * The linter against a slow and obvious evaluation, on random policies: who
 * can perform which op, on what, and in which states of the booleans.
 *
 * The reference never looks at the compiled policy: for "can this type perform
 * this op" it tries, in each state of the booleans, every way through the op
 * with every assignment of types to what is not given, and with every
 * assignment of contexts.
 */
#include "random_ability.h"
#include "random_condition.h"
#include "random_finding.h"
#include "random_text.h"

enum { ITERATIONS = 240 };

/* The objects that findings on an op name, by caller and state. */
struct said {
	unsigned objects[TYPES + 1][STATES];
};

/* Adds what one finding says of its op. */
static void add_finding(const struct game *game, const struct found *found,
			const struct finding *finding, struct said *said)
{
	const unsigned caller = strcmp(finding->subject, "*") == 0
					? ANYBODY
					: (unsigned)(finding->subject[1] - '0');
	const unsigned types = labels_of_finding(found, finding);
	unsigned *objects = said[finding->op - built_in->ops].objects[caller];
	for (unsigned state = 0; state < game->state_count; state++) {
		if (!holds_in(finding->condition, game->states[state]))
			continue;
		/* Nothing is said twice. */
		assert_int_equal(objects[state] & types, 0);
		objects[state] |= types;
	}
}

/* By op. */
static const struct said *find_said(const struct game *game,
				    const struct lint *lint)
{
	const struct found found = find_all(game, lint);
	struct said *said = arena_alloc(&game->world->arena, built_in->op_count,
					sizeof *said);
	for (size_t i = 0; i < found.count; i++) {
		const struct finding *finding = &found.items[i];
		if (finding->op && finding->subject &&
		    (strcmp(finding->rule->code, "XSM001") == 0 ||
		     strcmp(finding->rule->code, "XSM002") == 0))
			add_finding(game, &found, finding, said);
	}
	return said;
}

struct tally {
	unsigned delegated, refused, ops, conditional;
};

/* False when they differ on the op and the caller. */
static bool compare_caller(const struct game *game, const struct said *said,
			   const struct op *op, unsigned caller,
			   struct tally *tally)
{
	const unsigned *found = said->objects[caller];
	unsigned all = 0, always = ~0U;
	for (unsigned i = 0; i < game->state_count; i++) {
		const struct player player = {game, game->states[i], caller, op,
					      game->release};
		struct answer answer = {0, true};
		if (caller == ANYBODY || calls(game, caller))
			answer = ask_op(&player);
		if (answer.exact ? found[i] != answer.objects
				 : !found[i] != !answer.objects) {
			print_message("k%u, %s, state %x: found on %x, "
				      "really on %x\n",
				      caller, op->name, game->states[i],
				      found[i], answer.objects);
			return false;
		}
		all |= answer.objects;
		always &= answer.objects;
	}
	tally->delegated += all != 0;
	tally->refused += all == 0;
	tally->conditional += all != always;
	return true;
}

static bool compare_op(const struct game *game, const struct said *said,
		       const struct op *op, struct tally *tally)
{
	if (!is_told_apart(op, game->release))
		return true;
	tally->ops++;
	for (unsigned caller = 0; caller <= ANYBODY; caller++)
		if (!compare_caller(game, said, op, caller, tally))
			return false;
	return true;
}

static void play(struct world *world, unsigned seed, struct lint_shared *shared,
		 struct tally *tally)
{
	struct game *game = arena_alloc(&world->arena, 1, sizeof *game);
	const struct policy *policy = game_start(game, world, seed);
	const struct release_choice choice = {.used = game->release,
					      .how = "given"};
	const struct lint_request request = {.registry = built_in,
					     .policy = policy,
					     .release = &choice,
					     .shared = shared};
	const struct lint *lint =
		lint_make(&request, &world->arena, &world->diags);
	assert_non_null(lint);
	const struct said *said = find_said(game, lint);
	for (unsigned i = 0; i < built_in->op_count; i++)
		if (release_set_has(&built_in->ops[i].in, game->release) &&
		    !compare_op(game, &said[i], &built_in->ops[i], tally))
			game_fail(game, seed);
	game_end(game);
}

static void lint_equals_brute_force(void **state)
{
	struct world *world = *state;
	struct tally tally = {0, 0, 0, 0};
	struct lint_shared *shared = lint_shared_new();
	for (unsigned seed = 0; seed < ITERATIONS; seed++) {
		/* What policies share is right for each of them. */
		play(world, seed, shared, &tally);
		lint_shared_tidy(shared);
	}
	lint_shared_free(shared);
	/* The policies are neither too open nor too closed to tell. */
	assert_true(tally.ops > ITERATIONS * 100);
	assert_true(tally.delegated > ITERATIONS * 20);
	assert_true(tally.conditional > ITERATIONS * 5);
	assert_true(tally.refused > tally.delegated);
	print_message("%u ops, %u delegations, %u of them conditional\n",
		      tally.ops, tally.delegated, tally.conditional);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		WORLD_TEST(lint_equals_brute_force),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
