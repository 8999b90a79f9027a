/*
 * XSM604 and XSM605: what a site expects of its policy, and that this is not
 * so, or could not be asked.
 */
#include <string.h>

#include "rule/rule_power.h"
#include "rule/rule_table.h"
#include "run/run.h"

/* A way of an op, ready to be asked of the caller and the object that are
 * expected of it. */
struct expected_way {
	const struct way *way;
	struct query *query; /* NULL: nothing is asked, or it is not passed */
	bool passes;	     /* whoever calls */
};

/* An op that an expectation is about. */
struct expected_op {
	const struct op_ways *ways;
	struct expected_way *asked; /* of each way */
};

struct expected {
	const struct site_expectation *from;
	list_of(struct expected_op) ops;
};

struct expectations {
	struct powers powers;
	struct expected *items; /* of each of the site's */
};

/* --- Findings ------------------------------------------------------------ */

/* "XEN_DOMCTL_pausedomain by tool_t on domU_t". */
static const char *shown(const struct site_expectation *from,
			 struct arena *arena)
{
	if (from->reaches)
		return arena_format(arena, "%s reaches %s", from->type,
				    from->reaches);
	return arena_format(arena, "%s by %s%s%s", from->op, from->by,
			    from->on ? " on " : "", from->on ? from->on : "");
}

static void add(struct run *run, const struct site_expectation *from,
		const char *code, const char *detail)
{
	static const char *const cans[] = {[EXPECT_NO] = "no",
					   [EXPECT_YES] = "yes",
					   [EXPECT_WHILE] = "while "};
	struct arena *arena = run->arena;
	const char *what = shown(from, arena);
	const struct draft draft = {
		.code = code,
		.subject = NO_TYPE,
		.place = from->place,
		.fact = arena_format(arena, "%s %s", what, detail),
		.message = arena_format(arena, "%s, expected \"%s%s\": %s (%s)",
					what, cans[from->can],
					from->can == EXPECT_WHILE ? from->guard
								  : "",
					detail, from->reason),
		.default_state = true};
	run_add_finding(run, &draft);
}

static void add_unmet(struct run *run, const struct site_expectation *from,
		      const char *detail)
{
	add(run, from, "XSM604", detail);
}

/* --- Whom a type reaches -------------------------------------------------- */

static const char *step_words(const struct run *run, const struct hold *hold)
{
	return arena_format(
		run->arena, "%s %s %s", run->policy->types[hold->holder].name,
		hold->power->kind->how, run->policy->types[hold->over].name);
}

/* A walk from one type over all that it comes to control. */
struct expected_walk {
	struct run *run;
	const struct expectations *all;
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
		    !power_find(run, &walk->all->powers, power, holder, over,
				false, &hold))
			continue;
		if (all) {
			reach_all(walk, &hold);
			return;
		}
		reach(walk, &hold, over);
	}
}

static void check_reach(struct run *run, const struct expectations *all,
			const struct site_expectation *from)
{
	const unsigned start = run_find_type(run, from->type);
	const unsigned end = run_find_type(run, from->reaches);
	struct expected_walk walk = {.run = run, .all = all};
	walk.words = arena_alloc(run->arena, run->policy->type_count,
				 sizeof *walk.words);
	walk.words[start] = "";
	*list_push(&walk.open, run->arena) = start;
	for (size_t i = 0; i < walk.open.count && !walk.words[end]; i++)
		for (size_t j = 0; j < all->powers.count; j++)
			step(&walk, &all->powers.items[j], walk.open.items[i]);
	if (walk.words[end])
		add_unmet(run, from,
			  start == end ? "it is the same type"
				       : walk.words[end]);
}

/* --- Who can do an op ----------------------------------------------------- */

/* Whether the object is that domain as the loaded caller calls it. */
static bool is_object(struct run *run, unsigned object, unsigned meant)
{
	const struct views *views = solver_views(run->solver);
	if (meant == NO_TYPE || object == meant)
		return true;
	for (size_t i = 0; i < views->selves.count; i++)
		if (views->selves.items[i].own == meant &&
		    views->selves.items[i].seen == object)
			return true;
	for (size_t i = 0; i < views->guests.count; i++)
		if (views->guests.items[i].own == meant &&
		    views->guests.items[i].seen == object)
			return true;
	return false;
}

/* Whether the loaded caller can be the object, as he sees himself. */
static bool is_itself(struct run *run, unsigned by, unsigned on)
{
	const struct views *views = solver_views(run->solver);
	for (size_t i = 0; i < views->selves.count; i++)
		if (views->selves.items[i].seen == on)
			return true;
	return on == NO_TYPE || on == by;
}

/* Whether the way is for what is done to the caller itself alone. */
static bool is_for_itself(const struct way *way)
{
	for (unsigned i = 0; i < way->condition_count; i++)
		if (way->conditions[i].holds &&
		    way->conditions[i].conditions[0]->about & ABOUT_ITSELF)
			return true;
	return false;
}

/* Whether nothing that is asked in some case can refuse the loaded caller. */
static bool is_open(struct run *run, const struct expected_op *op, unsigned by,
		    unsigned on)
{
	const struct release *release = &run->registry->releases[run->release];
	const bool allowed = !release->unknown_refused &&
			     run->policy->handle_unknown == UNKNOWN_ALLOW;
	for (size_t i = 0; i < op->ways->count; i++) {
		const struct way *way = &op->ways->ways[i];
		if ((way_is_unchecked(way) ||
		     (allowed && way->end == WAY_UNKNOWN)) &&
		    (!is_for_itself(way) || is_itself(run, by, on)))
			return true;
	}
	return false;
}

/* When he can, by any way on whichever build and hardware there is. */
static struct when when_can(struct run *run, const struct expected_op *op,
			    unsigned by, unsigned on, unsigned *object)
{
	struct arena scratch = ARENA_INIT;
	struct abilities abilities = {LIST_INIT};
	struct conditions *conditions = &run->rights->conditions;
	struct when all = when_never();
	const struct group *group =
		run->repertoire->groups
			.of_op[op->ways->op - run->registry->ops];
	*object = on;
	if (release_set_has(&op->ways->op->refused, run->release))
		return when_never();
	solver_load(run->solver, by);
	if (is_open(run, op, by, on))
		return when_always();
	if (group)
		abilities_find_in(run, group, &scratch, &abilities);
	for (size_t i = 0; i < abilities.list.count; i++) {
		const struct ability *ability = &abilities.list.items[i];
		const struct type_list objects =
			ability_objects(ability, &scratch);
		for (size_t j = 0; j < objects.count; j++) {
			solver_load(run->solver, by);
			if (!is_object(run, objects.items[j], on))
				continue;
			*object = objects.items[j];
			all = when_or(conditions, &all, ability->when);
			break;
		}
	}
	arena_release(&scratch);
	return all;
}

/* Whether all that others choose in the one way is chosen in the other. */
static bool is_chosen_in(const struct way *one, const struct way *other)
{
	for (unsigned i = 0; i < one->condition_count; i++) {
		bool found = one->conditions[i].by_caller;
		for (unsigned j = 0; j < other->condition_count && !found; j++)
			found = way_condition_equal(&one->conditions[i],
						    &other->conditions[j]);
		if (!found)
			return false;
	}
	return true;
}

/* When the loaded caller passes the way on the object. */
static struct when when_passes(struct run *run, const struct expected_way *way,
			       unsigned on)
{
	if (way->passes)
		return when_always();
	return way->query && on != NO_TYPE
		       ? query_when(run->solver, way->query, on, false, NULL)
		       : when_never();
}

/*
 * Whether the hook does not know what he may as well not name: other ways are
 * of the same case, and of more of what others choose.
 */
static bool is_avoidable(const struct op_ways *ways, const struct way *way)
{
	for (size_t i = 0; way->end == WAY_UNKNOWN && i < ways->count; i++)
		if (is_chosen_in(way, &ways->ways[i]) &&
		    !is_chosen_in(&ways->ways[i], way))
			return true;
	return false;
}

/*
 * When he can whatever the others choose: in each case of theirs by a way that
 * he may choose then.  Where the op fails for everyone, no policy has a say.
 */
static struct when when_works(struct run *run, const struct expected_op *op,
			      unsigned by, unsigned on)
{
	struct conditions *conditions = &run->rights->conditions;
	struct when all = when_always();
	bool any = false;
	if (op->ways->refused)
		return when_never();
	solver_load(run->solver, by);
	for (size_t i = 0; i < op->ways->count; i++) {
		const struct way *way = &op->ways->ways[i];
		struct when some = when_never();
		if (way->end == WAY_REFUSED || way->end == WAY_ABSENT ||
		    is_avoidable(op->ways, way))
			continue;
		any = true;
		for (size_t j = 0; j < op->ways->count; j++) {
			if (!is_chosen_in(&op->ways->ways[j], way))
				continue;
			const struct when one =
				when_passes(run, &op->asked[j], on);
			some = when_or(conditions, &some, &one);
		}
		all = when_and(conditions, &all, &some);
	}
	return any ? all : when_never();
}

static const char *text_of(struct run *run, const struct when *when)
{
	bool by_default;
	return when_is_never(when)
		       ? "never"
		       : when_text(&run->rights->conditions, when, &by_default);
}

static void check_no(struct run *run, const struct site_expectation *from,
		     const struct expected_op *op, const struct when *can,
		     unsigned object)
{
	const char *text = text_of(run, can);
	if (when_is_never(can))
		return;
	add_unmet(run, from,
		  arena_format(
			  run->arena, "it can do %s%s%s%s%s",
			  op->ways->op->name, object == NO_TYPE ? "" : " on ",
			  object == NO_TYPE ? ""
					    : run->policy->types[object].name,
			  text ? " while " : "", text ? text : ""));
}

static void check_yes(struct run *run, const struct site_expectation *from,
		      const struct expected_op *op, const struct when *can,
		      const struct when *works)
{
	const char *text = text_of(run, works);
	if (when_is_always(works))
		return;
	if (when_is_never(can))
		add_unmet(run, from,
			  arena_format(run->arena, "it cannot do %s",
				       op->ways->op->name));
	else if (when_is_never(works))
		add_unmet(run, from,
			  arena_format(run->arena,
				       "it can do %s, but not in each case "
				       "that the build, the hardware or the "
				       "state of the host decides",
				       op->ways->op->name));
	else
		add_unmet(run, from,
			  arena_format(run->arena,
				       "it can do %s while %s alone",
				       op->ways->op->name, text));
}

/* In the states of the guard it must work, and in no others be possible. */
static void check_while(struct run *run, const struct site_expectation *from,
			const struct expected_op *op, const struct when *can,
			const struct when *works)
{
	const char *possible = text_of(run, can);
	const char *working = text_of(run, works);
	if (!when_is_never(can) &&
	    (!possible || !when_text_implies(possible, from->guard)))
		add_unmet(run, from,
			  arena_format(run->arena, "%s is possible %s%s",
				       op->ways->op->name,
				       possible ? "while " : "always",
				       possible ? possible : ""));
	if (when_is_never(works) ||
	    (working && !when_text_implies(from->guard, working)))
		add_unmet(run, from,
			  arena_format(run->arena, "%s works %s%s alone",
				       op->ways->op->name,
				       when_is_never(works) ? "" : "while ",
				       working));
}

static void check_op(struct run *run, const struct site_expectation *from,
		     const struct expected_op *op)
{
	const unsigned by = run_find_type(run, from->by);
	const unsigned on = from->on ? run_find_type(run, from->on) : NO_TYPE;
	unsigned object;
	const struct when can = when_can(run, op, by, on, &object);
	if (from->can == EXPECT_NO) {
		check_no(run, from, op, &can, object);
		return;
	}
	const struct when works =
		when_works(run, op, by, on == NO_TYPE ? object : on);
	if (from->can == EXPECT_YES)
		check_yes(run, from, op, &can, &works);
	else
		check_while(run, from, op, &can, &works);
}

/* --- All expectations ----------------------------------------------------- */

/* A query of what the way asks, of him and of one object. */
static struct expected_way prepare_way(struct run *run, const struct way *way)
{
	const bool open = way_is_unchecked(way);
	const struct requirements *asked =
		open ? &way->filtered : &way->required;
	struct expected_way ready = {.way = way};
	enum party objects[2] = {PARTY_TARGET};
	if (way->end != WAY_PASSES || !asked->grantable)
		return ready;
	ready.passes = !asked->count;
	if (ready.passes)
		return ready;
	if (!asked_objects(asked->items, asked->count, objects))
		objects[0] = asked->items[0].object;
	ready.query = query_make(run->solver, asked->items, asked->count,
				 objects[0], way->system_domains);
	return ready;
}

static void prepare_op(struct run *run, const struct op *op,
		       struct expected *expected)
{
	const size_t index = (size_t)(op - run->registry->ops);
	struct expected_op row = {.ways = run->shared->ways->of_op[index]};
	if (!row.ways) {
		row.ways = arena_alloc(run->arena, 1, sizeof *row.ways);
		((struct op_ways *)(uintptr_t)row.ways)->op = op;
	}
	row.asked = arena_alloc(run->arena, row.ways->count, sizeof *row.asked);
	for (size_t i = 0; i < row.ways->count; i++)
		row.asked[i] = prepare_way(run, &row.ways->ways[i]);
	*list_push(&expected->ops, run->arena) = row;
}

/* Ops that stand with another are asked of as that one. */
static void prepare_ops(struct run *run, struct expected *expected)
{
	const struct registry *registry = run->registry;
	unsigned last = NO_INDEX;
	for (unsigned i = 0; i < registry->op_count; i++) {
		const struct op *op = &registry->ops[i];
		if (!op_matches(op, expected->from->op) ||
		    !release_set_has(&op->in, run->release))
			continue;
		unsigned apart = i;
		while (!op_stands_apart(registry, &registry->ops[apart],
					run->release))
			apart = registry->ops[apart].parent;
		if (apart != last)
			prepare_op(run, &registry->ops[apart], expected);
		last = apart;
	}
}

static void *start(struct run *run)
{
	const struct site *site = run->site;
	struct expectations *all = arena_alloc(run->arena, 1, sizeof *all);
	if (!site || !site->expectation_count)
		return all;
	all->powers = powers_make(run);
	all->items = arena_alloc(run->arena, site->expectation_count,
				 sizeof *all->items);
	for (size_t i = 0; i < site->expectation_count; i++) {
		all->items[i].from = &site->expectations[i];
		if (site->expectations[i].op)
			prepare_ops(run, &all->items[i]);
	}
	return all;
}

/* The first type that it names and the policy does not have; or NULL. */
static const char *find_unknown(const struct run *run,
				const struct site_expectation *from)
{
	const char *const names[] = {from->type, from->reaches, from->by,
				     from->on};
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (names[i] && run_find_type(run, names[i]) == NO_TYPE)
			return names[i];
	return NULL;
}

static bool has_boolean(const struct policy *policy, const char *name,
			size_t length)
{
	for (unsigned i = 0; i < policy->boolean_count; i++)
		if (strlen(policy->booleans[i].name) == length &&
		    memcmp(policy->booleans[i].name, name, length) == 0)
			return true;
	return false;
}

/* What keeps the guard from being one of the policy; NULL: nothing does. */
static const char *find_fault(const struct run *run, const char *guard)
{
	static const char signs[] = " ()!&|^=";
	if (!when_text_implies(guard, guard))
		return arena_format(run->arena,
				    "\"%s\" is no expression of booleans",
				    guard);
	for (const char *at = guard; *at;) {
		const size_t length = strcspn(at, signs);
		if (length && !has_boolean(run->policy, at, length))
			return arena_format(run->arena,
					    "the policy has no boolean %.*s",
					    (int)length, at);
		at += length + strspn(at + length, signs);
	}
	return NULL;
}

/* Why it cannot be asked; NULL: it can. */
static const char *find_obstacle(const struct run *run,
				 const struct expected *expected)
{
	const struct site_expectation *from = expected->from;
	const char *unknown = find_unknown(run, from);
	if (unknown)
		return arena_format(run->arena, "the policy has no type %s",
				    unknown);
	if (from->op && !expected->ops.count && from->can != EXPECT_NO)
		return "the release has no such op";
	return from->guard ? find_fault(run, from->guard) : NULL;
}

static void check(struct run *run, const struct expectations *all,
		  const struct expected *expected)
{
	const struct site_expectation *from = expected->from;
	const char *obstacle = find_obstacle(run, expected);
	if (obstacle) {
		add(run, from, "XSM605", obstacle);
		return;
	}
	if (from->reaches) {
		check_reach(run, all, from);
		return;
	}
	for (size_t i = 0; i < expected->ops.count; i++)
		check_op(run, from, &expected->ops.items[i]);
}

static void finish(struct run *run, void *state)
{
	const struct expectations *all = state;
	for (size_t i = 0; run->site && i < run->site->expectation_count; i++)
		check(run, all, &all->items[i]);
}

static const struct rule rules[] = {
	{.code = "XSM604",
	 .name = "expectation-not-met",
	 .level = LEVEL_ERROR,
	 .title = "what the site expects of its policy is not so",
	 .explanation =
		 "The site file says what must hold and what must not: an "
		 "element expect says of an op whether one type can do it on "
		 "another, or of a type that it does not reach another. \"no\" "
		 "fails if there is any way, in any build, on any hardware, in "
		 "any state of the booleans; \"yes\" if there is a case that "
		 "the caller does not choose in which it is refused; \"while\" "
		 "if it is possible in other states, or does not work in "
		 "these.",
	 .bad = "type tool_t, domain_type;\n"
		"role system_r types tool_t;\n"
		"allow tool_t domU_t:domain pause;\n"
		"# with the file site.xml\n"
		"#| <site>\n"
		"#|   <expect op=\"XEN_DOMCTL_pausedomain\" by=\"tool_t\"\n"
		"#|           on=\"domU_t\" can=\"no\" reason=\"it only "
		"looks\"/>\n"
		"#| </site>\n"
		"# xsmc lint --site site.xml\n",
	 .good = "type tool_t, domain_type;\n"
		 "role system_r types tool_t;\n"
		 "# with the file site.xml\n"
		 "#| <site>\n"
		 "#|   <expect op=\"XEN_DOMCTL_pausedomain\" by=\"tool_t\"\n"
		 "#|           on=\"domU_t\" can=\"no\" reason=\"it only "
		 "looks\"/>\n"
		 "#| </site>\n"
		 "# xsmc lint --site site.xml\n",
	 .accept = "Never: change the expectation, if it is no longer right."},
	{.code = "XSM605",
	 .name = "expectation-not-asked",
	 .level = LEVEL_ERROR,
	 .title = "what the site expects could not be asked of the policy",
	 .explanation =
		 "The expectation names a type that the policy does not have, "
		 "or an op that its release does not have is to be possible. "
		 "So it was not looked at, and says nothing.",
	 .bad = "# with the file site.xml\n"
		"#| <site>\n"
		"#|   <expect type=\"tool_t\" reaches=\"dom0_t\" can=\"no\"\n"
		"#|           reason=\"it only looks\"/>\n"
		"#| </site>\n"
		"# xsmc lint --site site.xml\n",
	 .good = "type tool_t, domain_type;\n"
		 "role system_r types tool_t;\n"
		 "# with the file site.xml\n"
		 "#| <site>\n"
		 "#|   <expect type=\"tool_t\" reaches=\"dom0_t\" can=\"no\"\n"
		 "#|           reason=\"it only looks\"/>\n"
		 "#| </site>\n"
		 "# xsmc lint --site site.xml\n",
	 .accept = "When one site file serves several policies, and the type "
		   "is in another one."},
};

const struct rule_set rule_expect = {
	.name = "expect",
	.start = start,
	.finish = finish,
	.expects = true,
	.rules = rules,
	.rule_count = sizeof rules / sizeof *rules,
};
