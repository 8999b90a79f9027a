/*
 * XSM501 and XSM502: public fixes that the release lacks, of ops that somebody
 * who is not fully trusted can perform.
 */
#include "rule/rule.h"
#include "rule/rule_table.h"
#include "run/run.h"

/* Who can perform an op: a bit for each type, in the order of names. */
struct performers {
	uint64_t *set;
	bool certain;  /* some of them can be a domain's label */
	bool everyone; /* and those that no rule names */
};

struct flaws {
	struct run *run;
	struct performers *by_group;
	bool *open; /* by op: every domain can */
	/* By op, and by those of every domain: what is lacked of it. */
	struct lacked {
		bool surely, maybe;
	} * lacked[2];
	size_t words;
};

/* A fix that is lacked, and who can use the flaw. */
struct flaw {
	const struct fix *fix;
	const char *words; /* "tool_t and 2 more types can perform" */
	bool surely;	   /* it is lacked */
};

/* --- Who can ------------------------------------------------------------ */

static void *start(struct run *run)
{
	const struct groups *groups = &run->repertoire->groups;
	struct flaws *flaws = arena_alloc(run->arena, 1, sizeof *flaws);
	flaws->run = run;
	flaws->words = set_words((unsigned)run->name_count);
	flaws->by_group = arena_alloc(run->arena, groups->list.count + 1,
				      sizeof *flaws->by_group);
	for (size_t i = 0; i < groups->list.count; i++)
		flaws->by_group[i].set =
			arena_alloc(run->arena, flaws->words + 1,
				    sizeof *flaws->by_group[i].set);
	flaws->open = arena_alloc(run->arena, run->registry->op_count + 1,
				  sizeof *flaws->open);
	for (size_t i = 0; i < 2; i++)
		flaws->lacked[i] =
			arena_alloc(run->arena, run->registry->op_count + 1,
				    sizeof *flaws->lacked[i]);
	return flaws;
}

static void see(struct run *run, const struct subject *subject, void *state)
{
	const struct flaws *flaws = state;
	const bool certain = !standing_is_doubtful(run, subject->type);
	for (size_t i = 0; i < subject->ability_count; i++) {
		struct performers *who =
			&flaws->by_group[subject->abilities[i].group->index];
		set_add(who->set, run->rank[subject->type]);
		who->certain |= certain;
	}
}

/* Ops that are open whatever the rules, or by what is allowed among others. */
static void find_open(struct flaws *flaws)
{
	struct run *run = flaws->run;
	const struct groups *groups = &run->repertoire->groups;
	const struct release *release = &run->registry->releases[run->release];
	const bool allowed = !release->unknown_refused &&
			     run->policy->handle_unknown == UNKNOWN_ALLOW;
	for (size_t i = 0; i < groups->open.count; i++) {
		const struct plan *plan = groups->open.items[i];
		flaws->open[plan->op - run->registry->ops] =
			plan->open || (plan->unknown && allowed);
	}
	for (size_t i = 0; i < groups->list.count; i++)
		flaws->by_group[i].everyone =
			anyone_reaches(run, groups->list.items[i]);
}

/* Whether the op is checked for itself, or not at all. */
static bool is_checked(const struct flaws *flaws, unsigned op)
{
	return flaws->run->repertoire->groups.of_op[op] || flaws->open[op];
}

/* What fails for everyone does no harm. */
static bool is_refused(const struct flaws *flaws, unsigned op)
{
	return release_set_has(&flaws->run->registry->ops[op].refused,
			       flaws->run->release);
}

static bool is_any(const struct flaws *flaws, const struct performers *who)
{
	const unsigned count = (unsigned)flaws->run->name_count;
	return who->everyone || set_next(who->set, 0, count) < count;
}

/* Whether somebody can perform the op itself. */
static bool can_anybody(const struct flaws *flaws, unsigned op)
{
	const struct group *group = flaws->run->repertoire->groups.of_op[op];
	return !is_refused(flaws, op) &&
	       (flaws->open[op] ||
		(group && is_any(flaws, &flaws->by_group[group->index])));
}

/* By op: somebody can perform it or a part of it; or its whole, as a part. */
static const bool *find_delegated(const struct flaws *flaws)
{
	const struct registry *registry = flaws->run->registry;
	const unsigned count = registry->op_count;
	struct arena scratch = ARENA_INIT;
	bool *checked = arena_alloc(&scratch, count + 1, sizeof *checked);
	bool *delegated =
		arena_alloc(flaws->run->arena, count + 1, sizeof *delegated);
	for (unsigned i = 0; i < count; i++) {
		const bool can = can_anybody(flaws, i);
		for (unsigned up = i; is_checked(flaws, i) && up != NO_INDEX;
		     up = registry->ops[up].parent) {
			checked[up] = true;
			delegated[up] |= can;
		}
	}
	for (unsigned i = 0; i < count; i++) {
		unsigned up = i;
		while (!checked[i] && up != NO_INDEX && !is_checked(flaws, up))
			up = registry->ops[up].parent;
		if (!checked[i] && up != NO_INDEX)
			delegated[i] = can_anybody(flaws, up);
	}
	arena_release(&scratch);
	return delegated;
}

/* Adds those of the op itself. */
static void add_own(const struct flaws *flaws, unsigned op,
		    struct performers *who)
{
	const struct group *group = flaws->run->repertoire->groups.of_op[op];
	if (is_refused(flaws, op))
		return;
	who->everyone |= flaws->open[op];
	if (!group)
		return;
	const struct performers *own = &flaws->by_group[group->index];
	for (size_t i = 0; i < flaws->words; i++)
		who->set[i] |= own->set[i];
	who->certain |= own->certain;
	who->everyone |= own->everyone;
}

/* Of the op and its parts; where none is checked for itself, of its whole. */
static struct performers find_performers(const struct flaws *flaws, unsigned op,
					 struct arena *arena)
{
	const struct registry *registry = flaws->run->registry;
	struct performers who = {
		.set = arena_alloc(arena, flaws->words + 1, sizeof *who.set)};
	bool any = false;
	for (unsigned i = 0; i < registry->op_count; i++)
		if (is_checked(flaws, i) &&
		    registry_is_within(registry, i, op)) {
			add_own(flaws, i, &who);
			any = true;
		}
	while (!any && op != NO_INDEX) {
		any = is_checked(flaws, op);
		if (any)
			add_own(flaws, op, &who);
		op = registry->ops[op].parent;
	}
	return who;
}

/* The first one by name, and how many more. */
static const char *name_performers(const struct flaws *flaws,
				   const struct performers *who)
{
	const struct run *run = flaws->run;
	const unsigned limit = (unsigned)run->name_count;
	const unsigned first = set_next(who->set, 0, limit);
	size_t more = 0;
	for (unsigned i = set_next(who->set, first + 1, limit); i < limit;
	     i = set_next(who->set, i + 1, limit))
		more++;
	const char *name = run->policy->types[run->by_name[first]].name;
	return more ? arena_format(run->arena,
				   "%s and %zu more type%s can perform", name,
				   more, more == 1 ? "" : "s")
		    : arena_format(run->arena, "%s can perform", name);
}

/* --- What they can use ---------------------------------------------------- */

static const char *describe(const struct run *run, const struct draft *draft,
			    struct arena *arena)
{
	const struct flaw *flaw = draft->context;
	const struct fix *fix = flaw->fix;
	return arena_format(
		arena, "%s %s the fix %s (%s, %s%s%s) of %s, which %s: %s",
		run->registry->releases[run->release].name,
		flaw->surely ? "lacks" : "may lack", ref_text(fix->commit),
		ref_text(fix->date), ref_text(fix->kind),
		ref_text(fix->advisory) ? ", " : "",
		ref_text(fix->advisory) ? ref_text(fix->advisory) : "",
		draft->op->name, flaw->words,
		registry_fix_way_shown(run->registry, fix, run->release,
				       arena));
}

static void add_flaw(const struct flaws *flaws, const struct fix *fix,
		     const struct op *op, const struct performers *who)
{
	struct run *run = flaws->run;
	struct flaw *flaw = arena_alloc(run->arena, 1, sizeof *flaw);
	const bool everyone = fix->any_policy || who->everyone;
	flaw->fix = fix;
	flaw->surely = registry_fix_state(fix, op, run->release) == FIX_LACKED;
	flaw->words = fix->any_policy ? "no policy keeps a domain from"
		      : everyone      ? "every domain can perform"
				      : name_performers(flaws, who);
	struct lacked *lacked =
		&flaws->lacked[everyone][op - run->registry->ops];
	lacked->surely |= flaw->surely;
	lacked->maybe |= !flaw->surely;
	const bool fails =
		run->request.flaws_fail || (run->site && run->site->flaws_fail);
	const struct draft draft = {.code = flaw->surely ? "XSM501" : "XSM502",
				    .higher = flaw->surely && fails,
				    .lower = flaw->surely && !everyone &&
					     !who->certain,
				    .subject = everyone ? ALL_TYPES : NO_TYPE,
				    .op = op,
				    .fix = fix,
				    .fact = ref_text(fix->commit),
				    .describe = describe,
				    .context = flaw};
	run_add_finding(run, &draft);
}

static void count_doubtful(struct flaws *flaws)
{
	struct run *run = flaws->run;
	for (size_t i = 0; i < 2; i++)
		for (unsigned j = 0; j < run->registry->op_count; j++)
			run->doubtful_flaws[i] += flaws->lacked[i][j].maybe &&
						  !flaws->lacked[i][j].surely;
}

static void find_flaws(struct run *run, void *state)
{
	struct flaws *flaws = state;
	const struct registry *registry = run->registry;
	struct arena scratch = ARENA_INIT;
	find_open(flaws);
	run->delegated = find_delegated(flaws);
	for (unsigned i = 0; i < registry->fix_count; i++) {
		const struct fix *fix = &registry->fixes[i];
		/* What a guest does is not the doing of who may call. */
		for (unsigned j = 0; !fix->by_guest && j < fix->ops.count;
		     j++) {
			const unsigned index =
				registry->fix_ops[fix->ops.first + j].op;
			const struct op *op = &registry->ops[index];
			const enum fix_state lacked =
				registry_fix_state(fix, op, run->release);
			if ((run->request.build &&
			     !registry_fix_built(fix, run->request.build)) ||
			    (lacked != FIX_LACKED &&
			     lacked != FIX_MAYBE_LACKED) ||
			    (!fix->any_policy && !run->delegated[index]))
				continue;
			const struct performers who =
				find_performers(flaws, index, &scratch);
			add_flaw(flaws, fix, op, &who);
			arena_clear(&scratch);
		}
	}
	count_doubtful(flaws);
	arena_release(&scratch);
}

static const struct rule rules[] = {
	{.code = "XSM501",
	 .name = "known-flaw",
	 .level = LEVEL_WARNING,
	 .title = "the release lacks a public fix of an op that is delegated",
	 .explanation =
		 "Bugs in covered ops are handled in public, without an "
		 "advisory: what was fixed since is known to everybody, and "
		 "open here. The op can be performed by a type that is not "
		 "fully trusted, or no policy keeps a domain from the flaw. "
		 "Move to a release that has the fix, or take the commit (xsmc "
		 "fixes --commits); else take the grant away. --fail-on "
		 "known-flaws, or a site file, makes it an error.",
	 .bad = "# policy for Xen 4.22.0\n"
		"type toolstack_t, domain_type;\n"
		"role system_r types toolstack_t;\n"
		"allow toolstack_t xen_t:xen debug;\n",
	 .good = "# policy for Xen 4.22.0\n"
		 "type toolstack_t, domain_type;\n"
		 "role system_r types toolstack_t;\n"
		 "allow toolstack_t xen_t:xen readconsole;\n",
	 .accept = "When the commit was taken into the site's own build, and "
		   "until the update that is planned: by commit, with the "
		   "day."},
	{.code = "XSM502",
	 .name = "flaw-in-doubt",
	 .level = LEVEL_NOTE,
	 .title =
		 "the release may lack a public fix of an op that is delegated",
	 .explanation =
		 "As XSM501, but it is in doubt that the commit mends a flaw "
		 "that a caller of the op can use, or not known since when the "
		 "flaw is there: the release may be older than it.",
	 .bad = "# policy for Xen 4.21.2\n"
		"type toolstack_t, domain_type;\n"
		"role system_r types toolstack_t;\n"
		"allow toolstack_t xen_t:xen sleep;\n",
	 .good = "# policy for Xen 4.21.2\n"
		 "type toolstack_t, domain_type;\n"
		 "role system_r types toolstack_t;\n"
		 "allow toolstack_t xen_t:xen readconsole;\n",
	 .accept = "When the flaw was looked at and is none there."},
};

const struct rule_set rule_flaws = {
	.name = "flaws",
	.start = start,
	.see = see,
	.finish = find_flaws,
	.rules = rules,
	.rule_count = sizeof rules / sizeof *rules,
};
