/*
 * What findings say of ops, on random policies: an op that a finding is about
 * is one that its subject can perform on some of its objects, and no op that
 * it only mentions.  All rules are held to it.
 */
#include "random_ability.h"
#include "random_condition.h"
#include "random_text.h"

#include "lint/lint.h"

enum { ITERATIONS = 150 };

/* What is asked of the referee: whether the op passes on any of the labels. */
struct hunt {
	const struct player *player;
	unsigned labels; /* a bit each; 0: it passes at all */
	bool found, unasked;
};

/* Whoever has whichever role of the way, by type or by label. */
static void hunt_role(struct hunt *hunt, const struct way *way, unsigned role)
{
	struct way copy = *way;
	for (unsigned own = 0; own < 2 && !hunt->found; own++) {
		struct answer answer = {0, true};
		struct quest quest = quest_start(role);
		quest.own = own;
		try_parties(hunt->player, &copy, 0, &quest, &answer);
		hunt->found = hunt->labels ? answer.objects & hunt->labels
					   : answer.objects != 0;
	}
}

/* Where nothing is asked, anybody can. */
static void hunt_course(const struct course *course, const struct way *asked,
			void *context)
{
	struct hunt *hunt = context;
	struct way way = *asked;
	hunt->unasked |= !way.count;
	if (!way.count)
		add_filters(course, &way);
	for (unsigned i = 0; way.possible && i < way.count && !hunt->found; i++)
		hunt_role(hunt, &way, way.objects[i]);
	/* What nothing is asked of the caller for is done to whom it is. */
	for (unsigned i = 0; way.possible && i < way.roles.count &&
			     hunt->player->caller != ANYBODY && !hunt->found;
	     i++) {
		struct way copy = way;
		if (!is_domain_role(&copy.roles.parties[i]))
			continue;
		copy.roles.parties[i].name = "caller";
		hunt_role(hunt, &copy, copy.objects[0]);
	}
}

/* A finding, and who it is about in the referee's words. */
struct claim {
	const struct game *game;
	const struct finding *finding;
	unsigned release, caller, labels;
};

static bool passes(const struct claim *claim, uint32_t state, bool *unasked)
{
	const struct player player = {claim->game, state, claim->caller,
				      claim->finding->op, claim->release};
	struct hunt hunt = {&player, claim->labels, false, false};
	const struct visit visit = {hunt_course, &hunt};
	const struct op *op = claim->finding->op;
	const struct course_list *list =
		courses_of(claim->game, op, claim->release, NULL);
	const struct op_accesses *rows = &list->rows;
	visit_courses(list, &visit);
	*unasked |= hunt.unasked;
	/* What it is done to may be asked about in some cases alone. */
	for (size_t i = 0; i < rows->list.count && !hunt.found; i++)
		if (rows->list.items[i]->when)
			visit_courses(courses_of(claim->game, op,
						 claim->release,
						 rows->list.items[i]),
				      &visit);
	return hunt.found;
}

/* An op that the hook does not know, in some build. */
static bool is_unknown(const struct op_accesses *rows)
{
	for (size_t i = 0; i < rows->list.count; i++)
		if (rows->list.items[i]->kind == ACCESS_UNKNOWN)
			return true;
	return false;
}

/* Whether the subject can perform the op while the finding's condition holds,
 * or no state of the booleans that is looked at is one in which it does. */
static bool is_performed(const struct claim *claim)
{
	const struct finding *finding = claim->finding;
	const struct game *game = claim->game;
	bool unasked = false, met = false;
	for (unsigned i = 0; i < game->state_count; i++) {
		if (!holds_in(finding->condition, game->states[i]))
			continue;
		met = true;
		if (passes(claim, game->states[i], &unasked))
			return true;
	}
	if (claim->caller == ANYBODY)
		return unasked || is_unknown(&courses_of(game, finding->op,
							 claim->release, NULL)
						      ->rows);
	return !met;
}

/* Nothing is mentioned twice, nor what is the finding's op. */
static bool are_others(const struct finding *finding)
{
	for (size_t i = 0; i < finding->mention_count; i++) {
		if (finding->mentions[i] == finding->op)
			return false;
		for (size_t j = 0; j < i; j++)
			if (finding->mentions[i] == finding->mentions[j])
				return false;
	}
	return true;
}

static unsigned labels_of(const struct lint *lint,
			  const struct finding *finding)
{
	struct arena scratch = ARENA_INIT;
	const char **names;
	unsigned labels = 0;
	size_t count = lint_objects(lint, finding, &scratch, &names);
	for (size_t i = 0; i < count; i++)
		labels |= 1U << (names[i][1] - '0');
	arena_release(&scratch);
	return labels;
}

struct tally {
	unsigned with_op, with_mentions;
	bool rules[512]; /* by the number of their code */
};

static bool is_true(const struct game *game, const struct lint *lint,
		    const struct finding *finding, struct tally *tally)
{
	if (!are_others(finding))
		return false;
	tally->with_mentions += finding->mention_count != 0;
	/* That a release lacks a fix of it is said of the op. */
	if (!finding->op || finding->fix)
		return true;
	/* Of no subject there is nobody to perform it. */
	if (!finding->subject)
		return false;
	const struct claim claim = {
		.game = game,
		.finding = finding,
		.release = lint->release.used,
		.caller = strcmp(finding->subject, "*") == 0
				  ? ANYBODY
				  : (unsigned)(finding->subject[1] - '0'),
		.labels = labels_of(lint, finding)};
	tally->with_op++;
	tally->rules[strtoul(finding->rule->code + 3, NULL, 10)] = true;
	return is_performed(&claim);
}

static void play(struct world *world, unsigned seed, struct tally *tally)
{
	struct game *game = arena_alloc(&world->arena, 1, sizeof *game);
	const struct policy *policy = game_start(game, world, seed);
	/* Half of them are looked at after a move to another release. */
	const char *other =
		seed % 2 ? random_releases[(seed + 1 + seed / 8 % 6) % 8]
			 : built_in->releases[game->release].name;
	struct release_choice choice;
	assert_true(lint_choose_release(built_in, policy, other, &world->arena,
					&world->diags, &choice));
	const struct lint_request request = {
		.registry = built_in, .policy = policy, .release = &choice};
	const struct lint *lint =
		lint_make(&request, &world->arena, &world->diags);
	assert_non_null(lint);
	for (size_t i = 0; i < lint->finding_count; i++) {
		const struct finding finding = lint_finding(lint, i);
		if (is_true(game, lint, &finding, tally))
			continue;
		print_message("%s %s, %s in %s, on %x, while %s\n",
			      finding.rule->code,
			      finding.subject ? finding.subject : "-",
			      finding.op ? finding.op->name : "-", other,
			      labels_of(lint, &finding),
			      finding.condition ? finding.condition : "always");
		game_fail(game, seed);
	}
	game_end(game);
}

static void an_op_of_a_finding_is_performed(void **state)
{
	static const unsigned rules[] = {1, 2, 103, 105, 201, 305};
	struct world *world = *state;
	struct tally tally = {.with_op = 0};
	for (unsigned seed = 0; seed < ITERATIONS; seed++)
		play(world, seed, &tally);
	print_message("%u findings on ops, %u mention others; rules:",
		      tally.with_op, tally.with_mentions);
	for (unsigned i = 0; i < 512; i++)
		if (tally.rules[i])
			print_message(" XSM%03u", i);
	print_message("\n");
	assert_true(tally.with_op > ITERATIONS * 20);
	assert_true(tally.with_mentions > ITERATIONS);
	for (size_t i = 0; i < sizeof rules / sizeof *rules; i++)
		assert_true(tally.rules[rules[i]]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		WORLD_TEST(an_op_of_a_finding_is_performed),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
