/*
 * Permissions that open covered ops beside the safe ones that they are granted
 * for (XSM201), against a slow and obvious evaluation on random policies.
 */
#include "random_ability.h"
#include "random_condition.h"
#include "random_text.h"

#include "lint/lint.h"

enum { ITERATIONS = 60, NAMES = 16 };

/* On which labels ops of the one kind and the other are opened. */
struct opened {
	/* By kind of op, role of the object, class and permission. */
	unsigned labels[2][NAMES][CLASSES][32];
	const char *names[NAMES]; /* of roles, so far */
	unsigned name_count;
};

struct opening {
	const struct player *player;
	struct opened *opened;
	bool covered;
};

static unsigned name_index(struct opened *opened, const char *name)
{
	unsigned i = 0;
	while (i < opened->name_count && strcmp(opened->names[i], name) != 0)
		i++;
	assert_true(i < NAMES);
	opened->names[i] = name;
	if (i == opened->name_count)
		opened->name_count++;
	return i;
}

/* What the caller is asked, one by one: on which labels the way passes. */
static void open_course(const struct course *course, const struct way *asked,
			void *context)
{
	const struct opening *opening = context;
	const struct way way = *asked;
	(void)course;
	for (unsigned i = 0; way.possible && i < way.count; i++) {
		const struct party *object = &way.roles.parties[way.objects[i]];
		struct way copy = way;
		struct answer answer = {0, true};
		const struct quest quest = quest_start(way.objects[i]);
		if (strcmp(way.roles.parties[way.subjects[i]].name, "caller") !=
		    0)
			continue;
		try_parties(opening->player, &copy, 0, &quest, &answer);
		opening->opened->labels[opening->covered][name_index(
			opening->opened, object->name)][way.classes[i]]
				       [way.bits[i]] |= answer.objects;
	}
}

/* What the op opens in one state. */
static void open_op(const struct game *game, const struct op *op,
		    unsigned caller, uint32_t state, struct opened *opened)
{
	const struct player player = {game, state, caller, op, game->release};
	struct opening opening = {
		&player, opened,
		registry_op_status(built_in, op, game->release).status ==
				STATUS_COVERED &&
			!release_set_has(&op->refused, game->release)};
	const struct visit visit = {open_course, &opening};
	visit_courses(courses_of(game, op, game->release, NULL), &visit);
}

static void open_ops(const struct game *game, unsigned caller,
		     struct opened *opened)
{
	for (unsigned i = 0; i < built_in->op_count; i++) {
		const struct op *op = &built_in->ops[i];
		if (!release_set_has(&op->in, game->release) ||
		    !is_told_apart(op, game->release))
			continue;
		for (unsigned j = 0; j < game->state_count; j++)
			open_op(game, op, caller, game->states[j], opened);
	}
}

/* The labels of findings on the permission. */
static unsigned find_told(const struct game *game, const struct lint *lint,
			  unsigned caller, size_t class_index, size_t bit)
{
	const char name[] = {'k', (char)('0' + caller), '\0'};
	unsigned labels = 0;
	for (size_t i = 0; i < lint->finding_count; i++) {
		const struct finding finding = lint_finding(lint, i);
		struct arena scratch = ARENA_INIT;
		struct finding_details details;
		size_t count;
		if (strcmp(finding.rule->code, "XSM201") != 0 ||
		    strcmp(finding.subject, name) != 0)
			continue;
		lint_details(lint, &finding, NULL, 0, &scratch, &details);
		const char **names;
		const char *permission =
			permissions_of(game, class_index, &count)[bit];
		bool same =
			strcmp(details.accesses[0].object_class,
			       class_name(game, class_index)) == 0 &&
			strcmp(details.accesses[0].permission, permission) == 0;
		count = lint_objects(lint, &finding, &scratch, &names);
		for (size_t j = 0; same && j < count; j++)
			labels |= 1U << (names[j][1] - '0');
		arena_release(&scratch);
	}
	return labels;
}

/* Whether it holds in just those states in which the op is opened by it. */
static bool compare_condition(const struct game *game, const struct lint *lint,
			      const struct finding *finding, unsigned caller,
			      struct opened *opened)
{
	struct arena *arena = &game->world->arena;
	struct finding_details details;
	size_t class_index = 0, bit = 0;
	const struct identity identity = lint_identity(lint, finding, arena);
	lint_details(lint, finding, NULL, 0, arena, &details);
	assert_true(find_permission(game, details.accesses[0].object_class,
				    details.accesses[0].permission,
				    &class_index, &bit));
	/* "CLASS:PERMISSION of PARTY" */
	const unsigned name =
		name_index(opened, strstr(identity.fact, " of ") + 4);
	const unsigned both = opened->labels[0][name][class_index][bit] &
			      opened->labels[1][name][class_index][bit];
	for (unsigned i = 0; i < game->state_count; i++) {
		struct opened now = *opened;
		memset(now.labels, 0, sizeof now.labels);
		open_op(game, finding->op, caller, game->states[i], &now);
		const unsigned labels =
			now.labels[1][name][class_index][bit] & both;
		if (holds_in(finding->condition, game->states[i]) ==
		    (labels != 0))
			continue;
		print_message("k%u, %s, %s: told where %s, in state %x on %x\n",
			      caller, identity.fact, finding->op->name,
			      finding->condition ? finding->condition
						 : "always",
			      game->states[i], labels);
		return false;
	}
	return true;
}

static bool compare_conditions(const struct game *game, const struct lint *lint,
			       unsigned caller, struct opened *opened)
{
	const char name[] = {'k', (char)('0' + caller), '\0'};
	for (size_t i = 0; i < lint->finding_count; i++) {
		const struct finding finding = lint_finding(lint, i);
		if (strcmp(finding.rule->code, "XSM201") == 0 &&
		    strcmp(finding.subject, name) == 0 &&
		    !compare_condition(game, lint, &finding, caller, opened))
			return false;
	}
	return true;
}

/* False when they differ on one of the permissions. */
static bool compare_caller(const struct game *game, const struct lint *lint,
			   unsigned caller, unsigned *shared)
{
	struct opened *opened =
		arena_alloc(&game->world->arena, 1, sizeof *opened);
	open_ops(game, caller, opened);
	for (size_t i = 0; i < game->class_count; i++)
		for (unsigned bit = 0; bit < 32; bit++) {
			unsigned labels = 0, any = 0;
			for (unsigned j = 0; j < opened->name_count; j++) {
				labels |= opened->labels[0][j][i][bit] &
					  opened->labels[1][j][i][bit];
				any |= opened->labels[0][j][i][bit] |
				       opened->labels[1][j][i][bit];
			}
			if (!any)
				continue;
			unsigned told = find_told(game, lint, caller, i, bit);
			*shared += labels != 0;
			if (told == labels)
				continue;
			print_message("k%u, %s bit %u: told on %x, really on "
				      "%x\n",
				      caller, class_name(game, i), bit, told,
				      labels);
			return false;
		}
	return compare_conditions(game, lint, caller, opened);
}

static void play(struct world *world, unsigned seed, unsigned *shared)
{
	struct game *game = arena_alloc(&world->arena, 1, sizeof *game);
	const struct policy *policy = game_start(game, world, seed);
	const struct release_choice choice = {.used = game->release,
					      .how = "given"};
	const struct lint_request request = {
		.registry = built_in, .policy = policy, .release = &choice};
	const struct lint *lint =
		lint_make(&request, &world->arena, &world->diags);
	assert_non_null(lint);
	for (unsigned caller = 0; caller < TYPES; caller++)
		/* What is permissive can do it all, whatever it is granted. */
		if (calls(game, caller) && !(game->permissive >> caller & 1) &&
		    !compare_caller(game, lint, caller, shared))
			game_fail(game, seed);
	game_end(game);
}

static void collateral_equals_brute_force(void **state)
{
	struct world *world = *state;
	unsigned shared = 0;
	for (unsigned seed = 0; seed < ITERATIONS; seed++)
		play(world, seed, &shared);
	print_message("%u permissions open both\n", shared);
	assert_true(shared > ITERATIONS);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		WORLD_TEST(collateral_equals_brute_force),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
