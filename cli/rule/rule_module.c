/*
 * XSM007 and XSM008: a policy held against the security modules beside FLASK.
 * What Xen without FLASK would refuse a type, and what it would let it do.
 */
#include <string.h>

#include "rule/rule_anyone.h"
#include "rule/rule_table.h"
#include "run/run.h"

USES_MESSAGE(CALLERS_UNKNOWN);
USES_MESSAGE(MODULE_LACKED);

/* What modules let callers of one kind do, of an op. */
struct let {
	bool known;
	unsigned whom; /* that any of the modules lets them do it to */
	bool meant;    /* it is for XSM007 */
};

/* Ops in the registry's order, and some of their names. */
struct marked {
	uint64_t *set; /* the same, a bit each */
	const struct op *const *ops;
	size_t count;
	const char *names;
};

/* What is shared by all subjects of a policy. */
struct versus {
	const struct module *against;	/* or NULL: each that the release has */
	struct let *lets[CALLER_KINDS]; /* by op */
	/* By op: whom whoever calls can do it to; and since the policy says. */
	unsigned *everyone, *granted;
	uint64_t *ops;		   /* of the subject at hand, a bit each */
	struct marked marked;	   /* of the subject before */
	struct whom_labels labels; /* of that subject */
	size_t words;
	struct arena scratch; /* given back at the end */
};

/* --- What modules let callers do ------------------------------------------ */

/* Whether it is for XSM007: a safe op, which does not fail for everybody. */
static bool is_meant(struct run *run, const struct op *op)
{
	return !release_set_has(&op->refused, run->release) &&
	       results_status(run->results, op).status == STATUS_SAFE;
}

static void find_let(struct run *run, struct versus *versus,
		     const struct op *op, enum caller_kind caller,
		     struct let *let)
{
	const struct module *module;
	unsigned index = 0, count = 0;
	bool nobody = true;
	*let = (struct let){.known = true};
	while ((module = module_next(run, &index))) {
		struct module_answer answer;
		if (versus->against && module != versus->against)
			continue;
		/* Of what is not known nothing is said. */
		if (!module_lets(run, module, op, caller, &versus->scratch,
				 &answer))
			answer = (struct module_answer){.some = WHOM_ALL};
		let->whom |= answer.some;
		nobody &= answer.nobody;
		count++;
	}
	if (!count)
		let->whom = WHOM_ALL;
	/* What none lets anybody do is FLASK's own. */
	let->meant = !nobody && is_meant(run, op);
}

static const struct let *let_of(struct run *run, struct versus *versus,
				const struct op *op, enum caller_kind caller)
{
	struct let *let = &versus->lets[caller][op - run->registry->ops];
	if (!let->known)
		find_let(run, versus, op, caller, let);
	return let;
}

/* --- What everybody can do ------------------------------------------------ */

static bool takes_unknown(const struct run *run)
{
	return !run->registry->releases[run->release].unknown_refused &&
	       run->policy->handle_unknown == UNKNOWN_ALLOW;
}

static void find_open(struct run *run, struct versus *versus)
{
	const struct groups *groups = &run->repertoire->groups;
	const bool unknown = takes_unknown(run);
	for (size_t i = 0; i < groups->open.count; i++) {
		const struct plan *plan = groups->open.items[i];
		const size_t index = (size_t)(plan->op - run->registry->ops);
		if (plan->open || (plan->unknown && unknown))
			versus->everyone[index] = WHOM_ALL;
		if (plan->unknown && unknown)
			versus->granted[index] = WHOM_ALL;
	}
}

/* What is asked of others alone is granted to whoever calls. */
static void find_everyone(struct run *run, struct versus *versus)
{
	const struct groups *groups = &run->repertoire->groups;
	find_open(run, versus);
	for (size_t i = 0; i < groups->list.count; i++) {
		const struct group *group = groups->list.items[i];
		const unsigned whom = meaning_of_group(group).domains
					      ? WHOM_OTHERS
					      : WHOM_ALL;
		if (!group->free || !anyone_reaches(run, group))
			continue;
		for (size_t j = 0; j < group->op_count; j++) {
			const size_t index =
				(size_t)(group->ops[j] - run->registry->ops);
			versus->everyone[index] |= whom;
			versus->granted[index] |= whom;
		}
	}
}

/* The module that it is held against is not there: nothing can be said. */
static bool lacks_module(struct run *run)
{
	const struct module *against = run->request.against;
	if (!against || release_set_has(&against->in, run->release))
		return false;
	run_add_limit(run, MESSAGE_MODULE_LACKED,
		      location_file(run->policy->path), "%s in %s",
		      against->name,
		      run->registry->releases[run->release].name);
	return true;
}

static void *start(struct run *run)
{
	struct arena *arena = run->arena;
	const unsigned count = run->registry->op_count;
	if (lacks_module(run))
		return NULL;
	struct versus *versus = arena_alloc(arena, 1, sizeof *versus);
	versus->against = run->request.against;
	for (unsigned i = 0; i < CALLER_KINDS; i++)
		versus->lets[i] =
			arena_alloc(arena, count, sizeof *versus->lets[i]);
	versus->everyone = arena_alloc(arena, count, sizeof(unsigned));
	versus->granted = arena_alloc(arena, count, sizeof(unsigned));
	versus->words = set_words(count);
	versus->ops = arena_alloc(arena, versus->words, sizeof(uint64_t));
	versus->marked.set =
		arena_alloc(arena, versus->words, sizeof(uint64_t));
	versus->labels = whom_labels_new(run->policy->type_count, arena);
	find_everyone(run, versus);
	return versus;
}

/* --- What the policy lets somebody do ------------------------------------- */

/* The loaded subject, and on whom a group of ops can be done by it. */
struct caller {
	enum caller_kind kind;
	unsigned there_is;
};

/* On whom the subject can do it, as far as that was asked for. */
struct known_reach {
	unsigned asked, does;
};

/* Whether the subject can do it to one of these. */
static bool reaches(const struct versus *versus, const struct ability *ability,
		    unsigned these, struct known_reach *reach)
{
	/* Others come first: they are most of all labels. */
	for (unsigned i = WHOM_WORDS; i-- > 0 && !(reach->does & these);) {
		const unsigned bit = 1U << i;
		if (!(these & ~reach->asked & bit))
			continue;
		reach->asked |= bit;
		if (ability_reaches(ability, versus->labels.sets[i]))
			reach->does |= bit;
	}
	return reach->does & these;
}

/* What all of the modules refuse of the op to such a caller. */
static unsigned refused_of(struct run *run, struct versus *versus,
			   const struct op *op, const struct caller *caller,
			   bool domains)
{
	const struct let *let = let_of(run, versus, op, caller->kind);
	if (!let->meant)
		return 0;
	return caller->there_is &
	       ~whom_told(let->whom, caller->there_is, domains);
}

/* Marks the group's ops that are refused it on some of whom it does it to. */
static void mark_refused(struct run *run, struct versus *versus,
			 const struct ability *ability,
			 const struct caller *caller)
{
	const struct group *group = ability->group;
	const bool domains = meaning_of_group(group).domains;
	struct known_reach reach = {0, 0};
	for (size_t i = 0; i < group->op_count; i++) {
		const struct op *op = group->ops[i];
		const unsigned refused =
			refused_of(run, versus, op, caller, domains);
		/* Whom it does it to matters where some of it is let be. */
		const bool whole = !domains || refused == caller->there_is;
		if (refused &&
		    (whole || reaches(versus, ability, refused, &reach)))
			set_add(versus->ops,
				(unsigned)(op - run->registry->ops));
	}
}

/* --- XSM007 --------------------------------------------------------------- */

/* So many names are said: each op has its own finding. */
enum { NAMED = 3 };

static const char *module_word(struct versus *versus)
{
	return versus->against ? versus->against->name : "Xen without FLASK";
}

static const char *name_some(const struct op *const *ops, size_t count,
			     struct arena *arena)
{
	const size_t shown = count <= NAMED + 1 ? count : NAMED;
	const char *names = "";
	for (size_t i = 0; i < shown; i++)
		names = arena_format(arena, "%s%s%s", names, i ? ", " : "",
				     ops[i]->name);
	return shown == count ? names
			      : arena_format(arena, "%s and %zu more", names,
					     count - shown);
}

/* What is said of the ops that are marked: most subjects have the same. */
static const struct marked *take_marked(struct run *run, struct versus *versus)
{
	const struct registry *registry = run->registry;
	const unsigned limit = registry->op_count;
	const size_t size = versus->words * sizeof *versus->ops;
	struct marked *marked = &versus->marked;
	if (memcmp(marked->set, versus->ops, size) != 0) {
		const struct op **list = arena_alloc(
			run->arena, set_count(versus->ops, versus->words),
			sizeof *list);
		marked->count = 0;
		for (unsigned i = set_next(versus->ops, 0, limit); i < limit;
		     i = set_next(versus->ops, i + 1, limit))
			list[marked->count++] = &registry->ops[i];
		marked->ops = list;
		marked->names = name_some(list, marked->count, run->arena);
		memcpy(marked->set, versus->ops, size);
	}
	memset(versus->ops, 0, size);
	return marked;
}

static void add_refused(struct run *run, struct versus *versus,
			unsigned subject)
{
	const struct marked *marked = take_marked(run, versus);
	if (!marked->count)
		return;
	const char *brief = arena_format(
		run->arena, "%s can perform %zu safe op%s that %s refuses",
		subject == ALL_TYPES ? "every domain"
				     : run->policy->types[subject].name,
		marked->count, marked->count == 1 ? "" : "s",
		module_word(versus));
	const struct draft draft = {
		.code = "XSM007",
		.subject = subject,
		.mentions = marked->ops,
		.mention_count = marked->count,
		.op_varies = true,
		.fact = versus->against ? versus->against->name : "",
		.brief = brief,
		.message = arena_format(run->arena, "%s: %s", brief,
					marked->names)};
	run_add_finding(run, &draft);
}

/* --- XSM008 --------------------------------------------------------------- */

/* Ops that the module lets somebody do to the same, in all cases or some. */
enum { BUNDLES = 2 * (WHOM_ALL + 1) };

struct bundles {
	const char *names[BUNDLES]; /* or NULL */
	list_of(const struct op *) ops;
};

/* By number of group, on whom the subject can do its ops. */
static unsigned *whom_by_group(struct run *run, const struct versus *versus,
			       const struct subject *subject,
			       struct arena *arena)
{
	unsigned *whom = arena_alloc(arena, run->repertoire->groups.list.count,
				     sizeof *whom);
	for (size_t i = 0; i < subject->ability_count; i++) {
		const struct ability *ability = &subject->abilities[i];
		const unsigned group = ability->group->index;
		struct known_reach reach = {0, 0};
		if (!meaning_of_group(ability->group).domains)
			whom[group] = WHOM_ALL;
		for (unsigned j = 0; j < WHOM_WORDS; j++)
			if (reaches(versus, ability, 1U << j, &reach))
				whom[group] |= 1U << j;
	}
	return whom;
}

static void bundle(struct run *run, const struct op *op, unsigned whom,
		   bool varies, bool domains, struct bundles *bundles)
{
	const char **names = &bundles->names[2 * (domains ? whom : 0) + varies];
	*names = *names ? arena_format(run->arena, "%s, %s", *names, op->name)
			: op->name;
	*list_push(&bundles->ops, run->arena) = op;
}

/* What the module lets the subject do of the op, and the policy does not. */
static void take_allowed(struct run *run, struct versus *versus,
			 const struct op *op, const struct caller *caller,
			 const unsigned *by_group, struct bundles *bundles)
{
	const unsigned index = (unsigned)(op - run->registry->ops);
	const struct group *group = run->repertoire->groups.of_op[index];
	const bool domains = group && meaning_of_group(group).domains;
	struct module_answer module;
	if (!module_lets(run, versus->against, op, caller->kind,
			 &versus->scratch, &module)) {
		run_add_limit(run, MESSAGE_CALLERS_UNKNOWN,
			      location_file(run->policy->path), "%s",
			      versus->against->name);
		return;
	}
	unsigned whom =
		versus->everyone[index] | (group ? by_group[group->index] : 0);
	if (release_set_has(&op->refused, run->release))
		whom = 0;
	const unsigned allowed =
		whom_told(module.some, caller->there_is, domains) &
		~whom_told(whom, caller->there_is, domains);
	const unsigned always =
		whom_told(module.always, caller->there_is, domains);
	if (allowed)
		bundle(run, op, allowed, (allowed & ~always) != 0, domains,
		       bundles);
}

/* "A, B; on itself: C; on itself and guests in some cases: D" */
static const char *bundles_shown(const struct bundles *bundles,
				 struct arena *arena)
{
	const char *text = "";
	for (unsigned i = 0; i < BUNDLES; i++) {
		const char *words[WHOM_WORDS], *on = "";
		const size_t count = whom_list(i / 2, words);
		if (!bundles->names[i])
			continue;
		for (size_t j = 0; j < count; j++)
			on = arena_format(arena, "%s%s%s", on,
					  j ? " and " : "on ", words[j]);
		text = arena_format(
			arena, "%s%s%s%s%s%s%s", text, *text ? "; " : "", on,
			i % 2 && *on ? " " : "", i % 2 ? "in some cases" : "",
			i ? ": " : "", bundles->names[i]);
	}
	return text;
}

static void add_allowed(struct run *run, struct versus *versus,
			const struct subject *subject,
			const struct caller *caller)
{
	const struct release_ways *ways = run->shared->ways;
	struct arena scratch = ARENA_INIT;
	struct bundles bundles = {.names = {NULL}};
	const unsigned *by_group =
		whom_by_group(run, versus, subject, &scratch);
	for (size_t i = 0; i < ways->count; i++)
		if (!run_is_mere_name(run, ways->ops[i].op))
			take_allowed(run, versus, ways->ops[i].op, caller,
				     by_group, &bundles);
	arena_release(&scratch);
	if (!bundles.ops.count)
		return;
	const struct draft draft = {
		.code = "XSM008",
		.subject = subject->type,
		.mentions = bundles.ops.items,
		.mention_count = bundles.ops.count,
		.op_varies = true,
		.fact = versus->against->name,
		.message = arena_format(
			run->arena,
			"%s is refused %zu op%s that %s would let it perform: "
			"%s",
			run->policy->types[subject->type].name,
			bundles.ops.count, bundles.ops.count == 1 ? "" : "s",
			versus->against->name,
			bundles_shown(&bundles, run->arena))};
	run_add_finding(run, &draft);
}

/* --- All subjects --------------------------------------------------------- */

static void see(struct run *run, const struct subject *subject, void *state)
{
	struct versus *versus = state;
	if (!versus)
		return;
	solver_load(run->solver, subject->type);
	const struct caller caller = {caller_kind_of(run, subject->type),
				      whom_there_is(solver_views(run->solver))};
	whom_labels_turn(solver_views(run->solver), subject->type, false,
			 &versus->labels);
	for (size_t i = 0; i < subject->ability_count; i++)
		mark_refused(run, versus, &subject->abilities[i], &caller);
	add_refused(run, versus, subject->type);
	if (versus->against)
		add_allowed(run, versus, subject, &caller);
	whom_labels_turn(solver_views(run->solver), subject->type, true,
			 &versus->labels);
}

/* What the policy grants to everybody is told once. */
static void see_everyone(struct run *run, struct versus *versus)
{
	const struct caller anyone = {CALLER_PLAIN, WHOM_ITSELF | WHOM_OTHERS};
	const struct registry *registry = run->registry;
	for (unsigned i = 0; i < registry->op_count; i++) {
		const struct group *group = run->repertoire->groups.of_op[i];
		const bool domains = group && meaning_of_group(group).domains;
		if (versus->granted[i] &&
		    refused_of(run, versus, &registry->ops[i], &anyone,
			       domains) &
			    versus->granted[i])
			set_add(versus->ops, i);
	}
	add_refused(run, versus, ALL_TYPES);
}

static void finish(struct run *run, void *state)
{
	struct versus *versus = state;
	if (!versus)
		return;
	see_everyone(run, versus);
	arena_release(&versus->scratch);
}

static const struct rule rules[] = {
	{.code = "XSM007",
	 .name = "refused-without-flask",
	 .level = LEVEL_NOTE,
	 .title = "safe ops are delegated that Xen without FLASK would refuse",
	 .explanation =
		 "A type that is not fully trusted can perform ops that are "
		 "safe by the statement. Each security module other than FLASK "
		 "would refuse it these ops on at least some of the objects, "
		 "so a Xen as most people run it never offers them "
		 "to such a domain. They are named once for each type; the "
		 "finding of each op (XSM002) says on whom, and covered ops "
		 "(XSM001) say the same of themselves. With --against-module "
		 "it is that module alone that counts.",
	 .bad = "type monitor_t, domain_type;\n"
		"role system_r types monitor_t;\n"
		"allow monitor_t domU_t:mmu stat;\n",
	 .good = "# Each module lets a domain ask that of itself.\n"
		 "type monitor_t, domain_type;\n"
		 "type monitor_t_self;\n"
		 "role system_r types { monitor_t monitor_t_self };\n"
		 "type_transition monitor_t monitor_t:domain monitor_t_self;\n"
		 "allow monitor_t monitor_t_self:mmu stat;\n",
	 .accept = "When the domain needs them for its work. FLASK is there to "
		   "give a domain more than that, one op at a time."},
	{.code = "XSM008",
	 .name = "allowed-without-flask",
	 .level = LEVEL_NOTE,
	 .title = "the policy refuses ops that the module would allow",
	 .explanation =
		 "The policy refuses the type ops that the security module "
		 "named by --against-module would let it perform. The finding "
		 "says which ops, and on whom. Without that option lint does "
		 "not look for them; with it the finding is shown whatever the "
		 "level. It tells what FLASK adds on this host, and what would "
		 "stop working when a host moves to it.",
	 .bad = "# xsmc lint --against-module dummy\n"
		"type monitor_t, domain_type;\n"
		"role system_r types monitor_t;\n"
		"allow monitor_t domU_t:mmu stat;\n",
	 .accept = "Always, where the domain works without them.",
	 .asked = true},
};

const struct rule_set rule_modules = {
	.name = "modules",
	.start = start,
	.see = see,
	.finish = finish,
	.rules = rules,
	.rule_count = sizeof rules / sizeof *rules,
};
