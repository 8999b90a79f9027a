/*
 * What a move between releases opens and closes (XSM305, XSM306) against a slow
 * and obvious evaluation, on random policies: the policy is made for one
 * release and linted for another, and what each of both asks is tried.
 */
#include "random_ability.h"
#include "random_condition.h"
#include "random_finding.h"
#include "random_text.h"

enum { ITERATIONS = 60 };

/* The releases, and what the same rules open in each of them. */
struct move {
	const struct game *game;
	unsigned from, to;
};

/* All that the caller can do the op to in some state. */
static struct answer ask_release(const struct move *move, const struct op *op,
				 unsigned release, unsigned caller)
{
	struct answer all = {0, true};
	if (!release_set_has(&op->in, release) || !is_told_apart(op, release))
		return all;
	for (unsigned i = 0; i < move->game->state_count; i++) {
		const struct player player = {move->game, move->game->states[i],
					      caller, op, release};
		const struct answer one = ask_op(&player);
		all.objects |= one.objects;
		all.exact &= one.exact;
	}
	return all;
}

static enum status status_in(const struct op *op, unsigned release)
{
	return registry_op_status(built_in, op, release).status;
}

/* Whether it is the op that is performed, or that is no more. */
static bool is_about(const struct finding *finding, const struct op *op)
{
	for (size_t i = 0; i < finding->mention_count; i++)
		if (finding->mentions[i] == op)
			return true;
	return finding->op == op;
}

/* Whether a finding of that rule is about the caller and the op. */
static bool is_told(const struct found *found, const char *code,
		    const struct op *op, unsigned caller)
{
	for (size_t i = 0; i < found->count; i++)
		if (is_found_of(&found->items[i], code, caller) &&
		    is_about(&found->items[i], op))
			return true;
	return false;
}

struct tally {
	unsigned opened, closed, moves;
};

/* Must be told, may be told, for it is so for some objects; or must not. */
static bool is_right(bool told, bool must, bool may)
{
	return told ? must || may : !must;
}

static bool compare_op(const struct move *move, const struct found *found,
		       const struct op *op, unsigned caller,
		       struct tally *tally)
{
	const struct answer before = ask_release(move, op, move->from, caller);
	const struct answer after = ask_release(move, op, move->to, caller);
	bool new = !release_set_has(&op->in, move->from);
	bool gone = !release_set_has(&op->in, move->to);
	bool covered = !new && !gone &&status_in(op, move->from) ==
				       STATUS_SAFE &&status_in(op, move->to) ==
				       STATUS_COVERED;
	bool opened = after.objects && (new || !before.objects || covered);
	bool closed = before.objects && !after.objects && !gone;
	bool more = (after.objects & ~before.objects) ||
		    (after.objects && !after.exact);
	bool less = (before.objects & ~after.objects) ||
		    (before.objects && !before.exact);
	bool told_opened = is_told(found, "XSM305", op, caller);
	bool told_closed = is_told(found, "XSM306", op, caller);
	tally->opened += opened;
	tally->closed += closed;
	if (is_right(told_opened, opened, more) &&
	    is_right(told_closed, closed, less))
		return true;
	print_message("k%u, %s: on %x before and on %x after, told as %s%s\n",
		      caller, op->name, before.objects, after.objects,
		      told_opened ? "opened " : "",
		      told_closed ? "closed" : "");
	return false;
}

/* Whether the policy is one of the other release, too. */
static bool fits(const struct release_choice *choice)
{
	for (size_t i = 0; i < choice->candidate_count; i++)
		if (choice->candidates[i] == choice->used)
			return true;
	return false;
}

static void play(struct world *world, unsigned seed, struct tally *tally)
{
	struct game *game = arena_alloc(&world->arena, 1, sizeof *game);
	const struct policy *policy = game_start(game, world, seed);
	const char *other = random_releases[(seed + 1 + seed / 8 % 6) % 8];
	struct release_choice choice;
	assert_true(lint_choose_release(built_in, policy, other, &world->arena,
					&world->diags, &choice));
	const struct lint_request request = {
		.registry = built_in, .policy = policy, .release = &choice};
	const struct lint *lint =
		lint_make(&request, &world->arena, &world->diags);
	assert_non_null(lint);
	const struct found found = find_all(game, lint);
	if (choice.candidate_count && !fits(&choice)) {
		const struct move move = {
			game, choice.candidates[choice.candidate_count - 1],
			choice.used};
		tally->moves++;
		for (unsigned i = 0; i < built_in->op_count; i++)
			for (unsigned caller = 0; caller < TYPES; caller++)
				if (calls(game, caller) &&
				    !compare_op(&move, &found,
						&built_in->ops[i], caller,
						tally))
					game_fail(game, seed);
	}
	game_end(game);
}

static void drift_equals_brute_force(void **state)
{
	struct world *world = *state;
	struct tally tally = {0, 0, 0};
	for (unsigned seed = 0; seed < ITERATIONS; seed++)
		play(world, seed, &tally);
	print_message("%u moves open %u ops and close %u\n", tally.moves,
		      tally.opened, tally.closed);
	assert_true(tally.moves > ITERATIONS / 2);
	assert_true(tally.opened > ITERATIONS);
	assert_true(tally.closed > ITERATIONS / 2);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		WORLD_TEST(drift_equals_brute_force),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
