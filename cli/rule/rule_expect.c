/*
 * XSM604 and XSM605: what a site expects of its policy, and that this is not
 * so, or could not be asked.
 */
#include <string.h>

#include "rule/rule_expect_op.h"
#include "rule/rule_expect_reach.h"
#include "rule/rule_power.h"
#include "rule/rule_table.h"
#include "run/run.h"

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
	const struct when can = expected_can(run, op, by, on, &object);
	if (from->can == EXPECT_NO) {
		check_no(run, from, op, &can, object);
		return;
	}
	const struct when works =
		expected_works(run, op, by, on == NO_TYPE ? object : on);
	if (from->can == EXPECT_YES)
		check_yes(run, from, op, &can, &works);
	else
		check_while(run, from, op, &can, &works);
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
			expected_find_ops(run, &all->items[i]);
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
		const char *reached = expected_reach(
			run, &all->powers, run_find_type(run, from->type),
			run_find_type(run, from->reaches));
		if (reached)
			add_unmet(run, from, reached);
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
	 .accept = "Never: change the expectation, if it is no longer right.",
	 .asked = true},
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
		   "is in another one.",
	 .asked = true},
};

const struct rule_set rule_expect = {
	.name = "expect",
	.start = start,
	.finish = finish,
	.expects = true,
	.rules = rules,
	.rule_count = sizeof rules / sizeof *rules,
};
