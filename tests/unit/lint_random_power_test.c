/*
 * Indirect delegation against a slow and obvious evaluation, on random
 * policies: who has a power of those that the registry's `gives` names over
 * whom (XSM101 to XSM107), and who comes to one by way of others (XSM108).
 *
 * For each access that gives something every course of its op that asks it is
 * tried, in each state of the booleans, with everybody in each role.  An op
 * that takes something away gives nothing.
 */
#include "random_ability.h"
#include "random_condition.h"
#include "random_finding.h"
#include "random_text.h"

#include "base/text.h"

enum { ITERATIONS = 200, KINDS = 14 };

/* A word of `gives`, and by which rule and level what it gives is told. */
static const struct kind {
	const char *word, *code;
	enum level level;
	bool step; /* who has it over a domain can do what that one can */
} kinds[KINDS] = {
	{"policy", "XSM101", LEVEL_ERROR, false},
	{"booleans", "XSM101", LEVEL_ERROR, false},
	{"resource-labels", "XSM101", LEVEL_ERROR, false},
	{"label", "XSM102", LEVEL_ERROR, true},
	{"memory", "XSM103", LEVEL_ERROR, true},
	{"state", "XSM103", LEVEL_ERROR, true},
	{"read", "XSM104", LEVEL_ERROR, false},
	{"read-any", "XSM104", LEVEL_ERROR, false},
	{"introspect", "XSM104", LEVEL_ERROR, true},
	{"device-model", "XSM105", LEVEL_ERROR, true},
	{"hypervisor", "XSM106", LEVEL_ERROR, false},
	{"unisolated-device", "XSM107", LEVEL_ERROR, false},
	{"device", "XSM107", LEVEL_NOTE, false},
	{"device-interrupts", "XSM107", LEVEL_WARNING, false},
};

/* What one holder has in one state: the types that it has it over. */
struct powers {
	unsigned over[KINDS]; /* a bit for each type */
	unsigned steps;	      /* types whose powers it comes to have */
};

struct report {
	const struct game *game;
	struct powers powers[STATES][TYPES]; /* by holder */
};

/* --- What the policy gives ------------------------------------------------ */

/* Some rule under a condition grants something to one who is not trusted. */
static bool booleans_matter(const struct game *game)
{
	for (unsigned i = 1; i < game->branch_count; i++)
		for (size_t j = 0; j < game->class_count; j++)
			for (unsigned bit = 0; bit < 32; bit++)
				for (unsigned k = 0; k < TYPES; k++)
					if (!is_trusted(k) &&
					    game->grants[i][j][bit][k])
						return true;
	return false;
}

/* Somebody who is not trusted may use hardware, by its label. */
static bool labels_matter(const struct game *game)
{
	static const char *const uses[] = {
		"use", "use_iommu", "use_iommu_nointremap", "use_noiommu"};
	size_t class_index, bit;
	for (unsigned type = 0; type < TYPES; type++)
		for (size_t i = 0; i < sizeof uses / sizeof *uses; i++) {
			if (!calls(game, type) ||
			    !find_permission(game, "resource", uses[i],
					     &class_index, &bit))
				continue;
			if (game->permissive >> type & 1)
				return true;
			for (unsigned j = 0; j < game->branch_count; j++)
				if (game->grants[j][class_index][bit][type])
					return true;
		}
	return false;
}

/* One holder in one state, and one access that gives something. */
struct giving {
	const struct player *player;
	const struct access *giver;
	struct powers *powers;
};

static bool takes_away(const struct course *course)
{
	for (size_t i = 0; i < course->rows->list.count; i++) {
		const struct access *access = course->rows->list.items[i];
		if (access->choice && access->choice != course->with->choice &&
		    is_on_course(course, access) && access->permission &&
		    strncmp(access->permission, "remove", 6) == 0)
			return true;
	}
	return false;
}

/* Types that the holder has the giver's access over, on that way. */
static unsigned find_over(const struct giving *giving, const struct way *way)
{
	const struct game *game = giving->player->game;
	const unsigned holder = giving->player->caller;
	struct way copy = *way;
	const char *subject = subject_of(giving->giver);
	unsigned role = role_index(&copy.roles, subject);
	struct answer answer = {0, true};
	struct quest quest =
		quest_start(role_index(&copy.roles, giving->giver->object));
	quest.own = true;
	quest.only[role] = holder;
	for (unsigned caller = 0; caller < TYPES; caller++) {
		struct player player = *giving->player;
		player.caller = caller;
		if (is_trusted(caller) || calls(game, caller)) {
			copy = *way;
			try_parties(&player, &copy, 0, &quest, &answer);
		}
	}
	return answer.objects;
}

static bool is_hardware(const char *object)
{
	return strcmp(object, "device") == 0 || strcmp(object, "iomem") == 0 ||
	       strcmp(object, "ioport") == 0;
}

/*
 * Over whom such a power counts: hardware and what read-any copies into are
 * labels like any other, since it is not they that are taken.
 */
static bool counts_over_all(const struct giving *giving, unsigned kind)
{
	return is_hardware(giving->giver->object) ||
	       strcmp(kinds[kind].word, "read-any") == 0;
}

/* Whether some trusted type is allowed it on the label in some state. */
static bool is_ever_trusted(const struct game *game, size_t class_index,
			    size_t bit, unsigned label)
{
	for (unsigned i = 0; i < game->branch_count; i++) {
		const struct branch *row = &game->branches[i];
		for (unsigned values = 0; values < 4; values++)
			for (unsigned type = 0; type < TYPES; type++) {
				const struct player player = {
					game,
					(values & 1) << row->a |
						values >> 1 << row->b,
					type, NULL, game->release};
				if (is_trusted(type) &&
				    is_allowed(&player, type, label,
					       class_index, bit))
					return true;
			}
	}
	return false;
}

/* The labels on which one who is trusted may do some of what callers must. */
static unsigned find_handed_out(const struct game *game, const struct way *way,
				const char *object)
{
	unsigned labels = 0;
	for (unsigned i = 0; i < way->count; i++) {
		const struct party *parties = way->roles.parties;
		if (strcmp(parties[way->subjects[i]].name, "caller") != 0 ||
		    strcmp(parties[way->objects[i]].name, object) != 0)
			continue;
		for (unsigned label = 0; label < TYPES; label++)
			if (is_ever_trusted(game, way->classes[i], way->bits[i],
					    label))
				labels |= 1U << label;
	}
	return labels;
}

/* A label that is given to another domain does nothing for the giver. */
static bool is_about_target(const struct way *way)
{
	for (unsigned i = 0; i < way->count; i++)
		if (strcmp(way->roles.parties[way->objects[i]].name,
			   "target") == 0)
			return true;
	return false;
}

static void add_kind(const struct giving *giving, const struct way *way,
		     unsigned kind, unsigned over)
{
	const char *object = giving->giver->object;
	const struct game *game = giving->player->game;
	struct roles roles = {.count = 0};
	bool fixed = roles.parties[role_index(&roles, object)].fixed;
	unsigned trusted = 0;
	for (unsigned i = 0; i < TYPES; i++)
		trusted |= (unsigned)is_trusted(i) << i;
	if (strcmp(kinds[kind].word, "booleans") == 0 && !booleans_matter(game))
		return;
	if (strcmp(kinds[kind].word, "resource-labels") == 0 &&
	    !labels_matter(game))
		return;
	/* What is permissive would have every label as a device. */
	if (is_hardware(object) &&
	    game->permissive >> giving->player->caller & 1)
		over &= find_handed_out(game, way, object);
	giving->powers->over[kind] |=
		fixed || counts_over_all(giving, kind) ? over : over & trusted;
	if (!fixed && kinds[kind].step &&
	    (strcmp(kinds[kind].word, "label") != 0 || !is_about_target(way)))
		giving->powers->steps |= over;
}

static void give_course(const struct course *course, const struct way *asked,
			void *context)
{
	const struct giving *giving = context;
	if (!is_on_course(course, giving->giver) || takes_away(course))
		return;
	const struct way way = *asked;
	if (!way.possible)
		return;
	unsigned over = find_over(giving, &way);
	for (unsigned i = 0; over && i < KINDS; i++)
		if (giving->giver->gives &&
		    text_has_word(giving->giver->gives, kinds[i].word))
			add_kind(giving, &way, i, over);
}

static void give_op(const struct player *player, const struct op *op,
		    struct powers *powers)
{
	const struct game *game = player->game;
	for (unsigned i = 0; i < op->accesses.count; i++) {
		const struct access *access =
			&built_in->accesses[op->accesses.first + i];
		struct giving giving = {player, access, powers};
		const struct visit visit = {give_course, &giving};
		if (!access->gives || access->kind != ACCESS_ASKED ||
		    !release_set_has(&access->in, game->release))
			continue;
		visit_courses(courses_of(game, op, game->release, access),
			      &visit);
	}
}

static void fill(struct report *report)
{
	const struct game *game = report->game;
	for (unsigned i = 0; i < game->state_count; i++)
		for (unsigned type = 0; type < TYPES; type++) {
			struct player player = {game, game->states[i], type,
						NULL, game->release};
			for (unsigned j = 0;
			     calls(game, type) && j < built_in->op_count; j++)
				if (release_set_has(&built_in->ops[j].in,
						    game->release)) {
					player.op = &built_in->ops[j];
					give_op(&player, player.op,
						&report->powers[i][type]);
				}
		}
}

/* --- Both side by side ---------------------------------------------------- */

struct tally {
	unsigned had, conditional, reached;
};

/* What is no more than a note, since no domain may have that label. */
static bool is_doubted(const struct found *found, unsigned holder)
{
	for (size_t i = 0; i < found->count; i++) {
		const struct finding *finding = &found->items[i];
		if (is_found_of(finding, finding->rule->code, holder) &&
		    finding->role && strcmp(finding->role, "view") == 0)
			return true;
	}
	return false;
}

/* What findings say, by state: types for a rule and level. */
static void find_objects(const struct game *game, const struct found *found,
			 const struct kind *kind, unsigned holder,
			 unsigned objects[STATES])
{
	const bool doubted = is_doubted(found, holder);
	memset(objects, 0, STATES * sizeof *objects);
	for (size_t i = 0; i < found->count; i++) {
		const struct finding *finding = &found->items[i];
		if (!is_found_of(finding, kind->code, holder) ||
		    (finding->level != kind->level && !doubted))
			continue;
		const unsigned types = labels_of_finding(found, finding);
		for (unsigned j = 0; j < game->state_count; j++)
			if (holds_in(finding->condition, game->states[j]))
				objects[j] |= types;
	}
}

static bool compare_kind(const struct report *report,
			 const struct found *findings, unsigned kind,
			 unsigned holder, struct tally *tally)
{
	const struct game *game = report->game;
	unsigned found[STATES], all = 0, always = ~0U;
	const bool doubted = is_doubted(findings, holder);
	find_objects(game, findings, &kinds[kind], holder, found);
	for (unsigned i = 0; i < game->state_count; i++) {
		unsigned over = 0;
		/* Several kinds may be told alike. */
		for (unsigned j = 0; j < KINDS; j++)
			if (strcmp(kinds[j].code, kinds[kind].code) == 0 &&
			    (doubted || kinds[j].level == kinds[kind].level))
				over |= report->powers[i][holder].over[j];
		if (over != found[i]) {
			print_message("k%u, %s (%s), state %x: found over %x, "
				      "really over %x\n",
				      holder, kinds[kind].word,
				      kinds[kind].code, game->states[i],
				      found[i], over);
			return false;
		}
		all |= over;
		always &= over;
	}
	tally->had += all != 0;
	tally->conditional += all != always;
	return true;
}

/* As good as trusted by itself: a bit for each type. */
static unsigned find_ends(const struct report *report, unsigned state)
{
	unsigned ends = 0;
	for (unsigned type = 0; type < TYPES; type++)
		for (unsigned kind = 0; kind < KINDS; kind++)
			if (kinds[kind].level == LEVEL_ERROR &&
			    report->powers[state][type].over[kind])
				ends |= 1U << type;
	return ends;
}

/* Those who come to an end by steps, in one state. */
static unsigned find_reaching(const struct report *report, unsigned state)
{
	unsigned ends = find_ends(report, state), reaching = 0, before;
	do {
		before = reaching;
		for (unsigned type = 0; type < TYPES; type++)
			if (report->powers[state][type].steps &
			    (ends | reaching) & ~(1U << type))
				reaching |= 1U << type;
	} while (reaching != before);
	return reaching;
}

/* Whether findings say so of the holder, by state; false: none does. */
static bool find_paths(const struct game *game, const struct found *found,
		       unsigned holder, bool said[STATES])
{
	bool any = false;
	memset(said, 0, STATES * sizeof *said);
	for (size_t i = 0; i < found->count; i++) {
		const struct finding *finding = &found->items[i];
		if (!is_found_of(finding, "XSM108", holder))
			continue;
		any = true;
		for (unsigned j = 0; j < game->state_count; j++)
			said[j] |=
				holds_in(finding->condition, game->states[j]);
	}
	return any;
}

/* A finding holds in no state in which there is no path, and there is one. */
static bool compare_paths(const struct report *report,
			  const struct found *findings, unsigned holder,
			  struct tally *tally)
{
	const struct game *game = report->game;
	bool said[STATES], direct = false, reaches = false, wrong = false;
	bool any = find_paths(game, findings, holder, said);
	for (unsigned i = 0; i < game->state_count; i++) {
		bool path = find_reaching(report, i) >> holder & 1;
		direct |= find_ends(report, i) >> holder & 1;
		reaches |= path;
		wrong |= said[i] && !path;
	}
	tally->reached += reaches && !direct;
	if (!wrong && (direct ? !any : !reaches || any))
		return true;
	print_message("k%u: a path is %sfound%s, and there is %s\n", holder,
		      any ? "" : "not ", wrong ? " where there is none" : "",
		      direct	? "none to be told"
		      : reaches ? "one"
				: "none");
	return false;
}

static void play(struct world *world, unsigned seed, struct tally *tally)
{
	struct game *game = arena_alloc(&world->arena, 1, sizeof *game);
	struct report *report = arena_alloc(&world->arena, 1, sizeof *report);
	const struct policy *policy = game_start(game, world, seed);
	const struct release_choice choice = {.used = game->release,
					      .how = "given"};
	const struct lint_request request = {
		.registry = built_in, .policy = policy, .release = &choice};
	const struct lint *lint =
		lint_make(&request, &world->arena, &world->diags);
	assert_non_null(lint);
	const struct found found = find_all(game, lint);
	report->game = game;
	fill(report);
	for (unsigned holder = 0; holder < TYPES; holder++) {
		for (unsigned kind = 0; kind < KINDS; kind++)
			if (!compare_kind(report, &found, kind, holder, tally))
				game_fail(game, seed);
		if (!compare_paths(report, &found, holder, tally))
			game_fail(game, seed);
	}
	game_end(game);
}

static void powers_equal_brute_force(void **state)
{
	struct world *world = *state;
	struct tally tally = {0, 0, 0};
	for (unsigned seed = 0; seed < ITERATIONS; seed++)
		play(world, seed, &tally);
	print_message("%u powers, %u of them conditional, %u paths\n",
		      tally.had, tally.conditional, tally.reached);
	assert_true(tally.had > ITERATIONS);
	assert_true(tally.conditional > ITERATIONS / 4);
	assert_true(tally.reached > ITERATIONS / 8);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		WORLD_TEST(powers_equal_brute_force),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
