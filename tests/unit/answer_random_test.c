/*
 * Who can do what, against a slow and obvious evaluation on random policies:
 * each caller, the trusted too, each op, each object, each state of the
 * booleans that is looked at; and who is refused, and what he lacks.
 */
#include "random_ability.h"
#include "random_condition.h"
#include "random_text.h"

#include "answer/answer.h"

enum { ITERATIONS = 120 };

struct tally {
	unsigned ops, can, cannot, conditional, open, others, reasons, narrowed;
};

/* An answer, and what was asked. */
struct match {
	const struct game *game;
	const struct who_answer *answer;
	unsigned subjects, objects; /* a bit for each type */
	bool narrowed;		    /* to the objects */
	struct tally *tally;
};

/* --- What the referee says --------------------------------------------------
 */

/* A domain has the label, or it is looked at since it is permissive. */
static bool can_call(const struct game *game, unsigned type)
{
	if (!is_trusted(type))
		return calls(game, type);
	return game->permissive >> type & 1 ||
	       (!is_view(game, type) && !is_system(game, type));
}

static void find_unasked(const struct course *course, const struct way *way,
			 void *context)
{
	bool *unasked = context;
	(void)course;
	*unasked |= !way->count;
}

/* Whether in some way nothing is asked that can refuse the op. */
static bool is_unasked(const struct game *game, const struct op *op)
{
	bool unasked = false;
	const struct visit visit = {find_unasked, &unasked};
	visit_courses(courses_of(game, op, game->release, NULL), &visit);
	return unasked;
}

/* --- What the answer says ---------------------------------------------------
 */

static unsigned labels_of(const struct who_caller *caller)
{
	unsigned labels = 0;
	for (size_t i = 0; i < caller->object_count; i++)
		labels |= 1U << (caller->objects[i][1] - '0');
	return labels;
}

static bool is_row_of(const struct who_caller *row, unsigned caller)
{
	if (caller == ANYBODY)
		return row->how == WHO_OTHERS;
	return row->subject && row->subject[1] == (char)('0' + caller);
}

static bool has_row(const struct who_op *op, unsigned caller)
{
	for (size_t i = 0; i < op->caller_count; i++)
		if (is_row_of(&op->callers[i], caller))
			return true;
	return false;
}

/* The objects by state; false: some is there twice. */
static bool find_objects(const struct match *match, const struct who_op *op,
			 unsigned caller, unsigned objects[STATES])
{
	const struct game *game = match->game;
	memset(objects, 0, STATES * sizeof *objects);
	for (size_t i = 0; i < op->caller_count; i++) {
		const struct who_caller *row = &op->callers[i];
		if (!is_row_of(row, caller))
			continue;
		assert_true(row->object_count > 0);
		assert_true(row->asked_count > 0);
		for (unsigned j = 0; j < game->state_count; j++) {
			if (!holds_in(row->condition, game->states[j]))
				continue;
			if (objects[j] & labels_of(row))
				return false;
			objects[j] |= labels_of(row);
		}
	}
	return true;
}

static const struct who_caller *open_row(const struct who_op *op)
{
	for (size_t i = 0; i < op->caller_count; i++)
		if (op->callers[i].how == WHO_UNCHECKED)
			return &op->callers[i];
	return NULL;
}

static const struct who_refusal *refusal_of(const struct who_op *op,
					    unsigned caller)
{
	for (size_t i = 0; i < op->refusal_count; i++)
		if (op->refusals[i].subject[1] == (char)('0' + caller))
			return &op->refusals[i];
	return NULL;
}

/* Whether some rule grants it to the caller on what would do, ever. */
static bool is_granted(const struct game *game, unsigned caller,
		       const struct who_refusal *refusal)
{
	size_t class_index, bit;
	if (!find_permission(game, refusal->object_class, refusal->permission,
			     &class_index, &bit))
		return false;
	const unsigned labels = refusal->object
					? 1U << (refusal->object[1] - '0')
					: ALL_TYPES_BITS;
	for (unsigned i = 0; i < game->branch_count; i++)
		for (unsigned j = 0; j < game->state_count; j++)
			if (game->grants[i][class_index][bit][caller] &
				    labels &&
			    is_in_force(game, i, game->states[j]))
				return true;
	return game->permissive >> caller & 1;
}

/* --- One against the other --------------------------------------------------
 */

/* Who is refused can nothing of it, and what he is said to lack he lacks. */
static bool is_refused_rightly(const struct match *match,
			       const struct who_op *op, unsigned caller,
			       bool can)
{
	const struct who_caller *open = open_row(op);
	const struct who_refusal *refusal = refusal_of(op, caller);
	const bool expected = !can && match->subjects >> caller & 1 &&
			      can_call(match->game, caller) &&
			      !(open && !open->where);
	if (!refusal != !expected)
		return false;
	if (!refusal)
		return true;
	match->tally->reasons++;
	if (!refusal->kind)
		return false;
	return strcmp(refusal->kind, "no-rule") != 0 || match->narrowed ||
	       !is_granted(match->game, caller, refusal);
}

static bool compare_caller(const struct match *match, const struct who_op *op,
			   unsigned caller)
{
	const struct game *game = match->game;
	unsigned found[STATES], all = 0, always = ~0U;
	const bool meant =
		caller == ANYBODY ||
		(match->subjects >> caller & 1 && can_call(game, caller));
	bool same = find_objects(match, op, caller, found);
	for (unsigned i = 0; i < game->state_count && same; i++) {
		const struct player player = {game, game->states[i], caller,
					      op->op, game->release};
		struct answer answer = {0, true};
		if (meant && (!op->nobody || strcmp(op->nobody, "fails") == 0))
			answer = ask_op(&player);
		answer.objects &= match->objects;
		same = answer.exact || match->narrowed
			       ? found[i] == answer.objects ||
					 (!answer.exact && match->narrowed)
			       : !found[i] == !answer.objects;
		if (!same)
			print_message("k%u, %s, state %x: found on %x, "
				      "really on %x\n",
				      caller, op->op->name, game->states[i],
				      found[i], answer.objects);
		all |= found[i];
		always &= found[i];
	}
	match->tally->can += all != 0;
	match->tally->cannot += all == 0;
	match->tally->conditional += all != always;
	match->tally->others += caller == ANYBODY && all;
	/* What holds in none of the states that are looked at is a row, too. */
	if (same && caller != ANYBODY &&
	    !is_refused_rightly(match, op, caller, has_row(op, caller))) {
		const struct who_refusal *refusal = refusal_of(op, caller);
		print_message("k%u, %s: wrongly refused, or not: %s\n", caller,
			      op->op->name,
			      !refusal	      ? "it is not"
			      : refusal->text ? refusal->text
					      : "for no reason");
		return false;
	}
	return same;
}

static bool compare_op(const struct match *match, const struct who_op *op)
{
	const bool fails = op->nobody && strcmp(op->nobody, "fails") == 0;
	const bool open = open_row(op) != NULL;
	if (!fails && open != is_unasked(match->game, op->op)) {
		print_message("%s: open %d\n", op->op->name, open);
		return false;
	}
	match->tally->ops++;
	match->tally->open += open;
	for (unsigned caller = 0; caller <= ANYBODY; caller++)
		if (!compare_caller(match, op, caller))
			return false;
	return true;
}

/* --- Games ------------------------------------------------------------------
 */

/* The types whose bits are set; NULL: all are. */
static const bool *mark(const struct game *game, const struct policy *policy,
			unsigned bits)
{
	bool *marked = arena_alloc(&game->world->arena, policy->type_count,
				   sizeof *marked);
	for (unsigned i = 0; i < policy->type_count; i++) {
		const char *name = policy->types[i].name;
		marked[i] = name[0] == 'k' && name[2] == '\0' &&
			    bits >> (name[1] - '0') & 1;
	}
	return bits == ALL_TYPES_BITS ? NULL : marked;
}

/* Each op that stands apart is answered, and no other. */
static bool has_all_ops(const struct game *game,
			const struct who_answer *answer)
{
	size_t count = 0;
	for (unsigned i = 0; i < built_in->op_count; i++) {
		const struct op *op = &built_in->ops[i];
		if (!release_set_has(&op->in, game->release) ||
		    !is_told_apart(op, game->release))
			continue;
		if (count < answer->op_count && answer->ops[count].op == op)
			count++;
	}
	return count == answer->op_count && count > 0;
}

static void play(struct world *world, unsigned seed, struct tally *tally)
{
	struct game *game = arena_alloc(&world->arena, 1, sizeof *game);
	const struct policy *policy = game_start(game, world, seed);
	const struct release_choice choice = {.used = game->release,
					      .how = "given"};
	struct match match = {.game = game,
			      .subjects = ALL_TYPES_BITS,
			      .objects = ALL_TYPES_BITS,
			      .tally = tally};
	bool *ops = arena_alloc(&world->arena, built_in->op_count, sizeof *ops);
	memset(ops, true, built_in->op_count * sizeof *ops);
	if (seed % 3 == 1)
		match.subjects = 1 + seed * 37 % ALL_TYPES_BITS;
	if (seed % 4 == 1)
		match.objects = 1 + seed * 101 % ALL_TYPES_BITS;
	match.narrowed = match.objects != ALL_TYPES_BITS;
	tally->narrowed += match.narrowed;
	const struct lint_request request = {
		.registry = built_in, .policy = policy, .release = &choice};
	const struct who_question question = {
		.ops = ops,
		.subjects = mark(game, policy, match.subjects),
		.objects = mark(game, policy, match.objects),
		.reasons = true,
		.detailed = TYPES};
	match.answer =
		who_ask(&request, &question, &world->arena, &world->diags);
	assert_non_null(match.answer);
	if (!has_all_ops(game, match.answer))
		game_fail(game, seed);
	for (size_t i = 0; i < match.answer->op_count; i++)
		if (!compare_op(&match, &match.answer->ops[i]))
			game_fail(game, seed);
	game_end(game);
}

static void who_can_equals_brute_force(void **state)
{
	struct world *world = *state;
	struct tally tally = {.ops = 0};
	for (unsigned seed = 0; seed < ITERATIONS; seed++)
		play(world, seed, &tally);
	print_message("%u ops, %u can, %u of them conditional, %u cannot, %u "
		      "open, %u by others, %u reasons\n",
		      tally.ops, tally.can, tally.conditional, tally.cannot,
		      tally.open, tally.others, tally.reasons);
	assert_true(tally.ops > ITERATIONS * 100);
	assert_true(tally.can > ITERATIONS * 20);
	assert_true(tally.conditional > ITERATIONS * 5);
	assert_true(tally.cannot > tally.can);
	assert_true(tally.open > ITERATIONS);
	assert_true(tally.reasons > ITERATIONS * 100);
	assert_true(tally.narrowed > ITERATIONS / 5);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		WORLD_TEST(who_can_equals_brute_force),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
