/* Whom a type comes to control, for what a site expects of that. */
#include "rule/rule_expect_reach.h"

static const char *step_words(const struct run *run, const struct hold *hold)
{
	return arena_format(
		run->arena, "%s %s %s", run->policy->types[hold->holder].name,
		hold->power->kind->how, run->policy->types[hold->over].name);
}

/* A walk from one type over all that it comes to control. */
struct expected_walk {
	struct run *run;
	const struct powers *powers;
	const char **words; /* by type: how it came there; NULL: it did not */
	list_of(unsigned) open;
};

static void reach(struct expected_walk *walk, const struct hold *hold,
		  unsigned over)
{
	const char *so_far = walk->words[hold->holder];
	if (walk->words[over])
		return;
	walk->words[over] =
		arena_format(walk->run->arena, "%s%s%s", so_far,
			     *so_far ? ", " : "", step_words(walk->run, hold));
	*list_push(&walk->open, walk->run->arena) = over;
}

/* Whether who has it has power over everybody. */
static bool is_over_all(const struct run *run, const struct power *power)
{
	const unsigned over_all = POWER_POLICY | POWER_RESOURCE_LABELS |
				  POWER_HYPERVISOR | POWER_UNISOLATED_DEVICE;
	const unsigned gives = (unsigned)power->kind->gives;
	return (gives & over_all) ||
	       ((gives & POWER_BOOLEANS) && run->policy->boolean_count);
}

static void reach_all(struct expected_walk *walk, const struct hold *hold)
{
	for (size_t i = 0; i < walk->run->name_count; i++)
		reach(walk, hold, walk->run->by_name[i]);
}

/* What the holder comes to by the power. */
static void step(struct expected_walk *walk, const struct power *power,
		 unsigned holder)
{
	struct run *run = walk->run;
	const bool all = is_over_all(run, power);
	const struct policy_sid *known = run->known[power_giver(power)->object];
	struct hold hold;
	if ((!all && !power->step) || !power_is_possible(run, power, holder))
		return;
	for (size_t i = 0; i < run->name_count; i++) {
		const unsigned over = run->by_name[i];
		if (power->over_known && (!known || known->type != over))
			continue;
		if ((!all && walk->words[over]) ||
		    !power_find(run, walk->powers, power, holder, over, false,
				&hold))
			continue;
		if (all) {
			reach_all(walk, &hold);
			return;
		}
		reach(walk, &hold, over);
	}
}

const char *expected_reach(struct run *run, const struct powers *powers,
			   unsigned start, unsigned end)
{
	struct expected_walk walk = {.run = run, .powers = powers};
	if (start == end)
		return "it is the same type";
	walk.words = arena_alloc(run->arena, run->policy->type_count,
				 sizeof *walk.words);
	walk.words[start] = "";
	*list_push(&walk.open, run->arena) = start;
	for (size_t i = 0; i < walk.open.count && !walk.words[end]; i++)
		for (size_t j = 0; j < powers->count; j++)
			step(&walk, &powers->items[j], walk.open.items[i]);
	return walk.words[end];
}
