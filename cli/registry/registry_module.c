/*
 * Who may call an op where no policy decides: what the hooks that its handler
 * asks answer by themselves, what a module refuses before them, and what the
 * handler demands of its own.
 */
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "registry/registry.h"

/* --- Who --------------------------------------------------------------- */

/* What a caller can be to the domain in question, and at all. */
static const char *const traits[] = {"self", "device-model", "control",
				     "hardware", "xenstore"};

enum { TRAITS = sizeof traits / sizeof *traits, CALLERS = 1 << TRAITS };

/*
 * Who is a set of alternatives: bit M is set where a caller passes that has the
 * traits of M (bit T of M: traits[T]).  None at all: nobody; bit 0: anyone.
 */
enum { NOBODY = 0, ANYONE = 1 };

static unsigned trait_of(const char *word, size_t length)
{
	unsigned trait = 0;
	while (trait < TRAITS && (strlen(traits[trait]) != length ||
				  memcmp(traits[trait], word, length) != 0))
		trait++;
	return trait;
}

/* The traits of one alternative: "self&hardware". */
static unsigned traits_of(const char *text, size_t length)
{
	unsigned all = 0;
	for (size_t at = 0; at < length;) {
		size_t end = at + strcspn(text + at, "& ");
		unsigned trait = trait_of(text + at, end - at);
		if (trait < TRAITS)
			all |= 1U << trait;
		at = end + 1;
	}
	return all;
}

/* As the schema allows them. */
static uint32_t who_of(const char *text)
{
	uint32_t all = NOBODY;
	if (strcmp(text, "anyone") == 0)
		return ANYONE;
	while (*text && strcmp(text, "nobody") != 0) {
		size_t length = strcspn(text, " ");
		all |= (uint32_t)1 << traits_of(text, length);
		text += length + (text[length] == ' ');
	}
	return all;
}

/* Without what another alternative takes in: "self" takes in "self&control". */
static uint32_t shortest(uint32_t all)
{
	uint32_t kept = all;
	for (unsigned a = 0; a < CALLERS; a++)
		for (unsigned b = 0; b < CALLERS; b++)
			if (a != b && all >> a & 1 && all >> b & 1 &&
			    (a & b) == a)
				kept &= ~((uint32_t)1 << b);
	return kept;
}

/* A domain is not its own device model. */
static bool is_possible(unsigned all)
{
	const unsigned self = traits_of("self", strlen("self"));
	const unsigned model =
		traits_of("device-model", strlen("device-model"));
	return !(all & self) || !(all & model);
}

/* Who is one of both. */
static uint32_t both(uint32_t a, uint32_t b)
{
	uint32_t all = NOBODY;
	for (unsigned i = 0; i < CALLERS; i++)
		for (unsigned j = 0; j < CALLERS; j++)
			if (a >> i & 1 && b >> j & 1 && is_possible(i | j))
				all |= (uint32_t)1 << (i | j);
	return shortest(all);
}

static unsigned trait_count(unsigned all)
{
	unsigned count = 0;
	for (; all; all &= all - 1)
		count++;
	return count;
}

static const char *traits_shown(unsigned all, struct arena *arena)
{
	const char *text = "";
	for (unsigned i = 0; i < TRAITS; i++)
		if (all >> i & 1)
			text = arena_format(arena, "%s%s%s", text,
					    *text ? "&" : "", traits[i]);
	return text;
}

static const char *who_shown(uint32_t all, struct arena *arena)
{
	const char *text = "";
	if (all == NOBODY)
		return "nobody";
	if (all & ANYONE)
		return "anyone";
	for (unsigned count = 1; count <= TRAITS; count++)
		for (unsigned i = 1; i < CALLERS; i++)
			if (all >> i & 1 && trait_count(i) == count)
				text = arena_format(arena, "%s%s%s", text,
						    *text ? " " : "",
						    traits_shown(i, arena));
	return text;
}

/* --- What a hook answers ----------------------------------------------- */

/* What is demanded of a caller in one case. */
struct demand {
	uint32_t who;
	const char *when; /* NULL: in every case that has no other */
};

/*
 * What one hook, or the handler, demands: at most one demand has no condition;
 * where one with a condition holds, it stands instead of that.
 */
struct step {
	const char *action; /* NULL: no hook */
	list_of(struct demand) demands;
};

struct question {
	const struct registry *registry;
	const struct op *op;
	unsigned release;
	const char *module;
	struct arena *arena;
	list_of(struct step) steps;
	list_of(struct demand) paths; /* beside the steps */
};

/* Whether one of the macros is the op, or what it is part of. */
static bool is_of(const struct question *question, const char *macros)
{
	const struct op *op = question->op;
	for (;;) {
		if (text_has_word(macros, op_macro(op)))
			return true;
		if (op->parent == NO_INDEX)
			return false;
		op = &question->registry->ops[op->parent];
	}
}

static uint32_t who_of_action(const struct question *question, const char *name)
{
	const struct registry *registry = question->registry;
	for (unsigned i = 0; i < registry->module_action_count; i++) {
		const struct module_action *action =
			&registry->module_actions[i];
		if (strcmp(action->name, name) == 0 &&
		    release_set_has(&action->in, question->release))
			return who_of(action->who);
	}
	return NOBODY;
}

/* "build: arm; the condition", or NULL where there is none. */
static const char *condition_of(const struct question *question,
				const char *build, const char *when)
{
	if (!build)
		return when;
	return arena_format(question->arena, "build: %s%s%s", build,
			    when ? "; " : "", when ? when : "");
}

static const char *join(const struct question *question, const char *a,
			const char *b)
{
	if (!a || !b)
		return a ? a : b;
	return arena_format(question->arena, "%s; %s", a, b);
}

static bool is_same(const char *a, const char *b)
{
	return a && b ? strcmp(a, b) == 0 : a == b;
}

/* Adds the demand; the first one for a condition counts. */
static void add_demand(const struct question *question, struct step *step,
		       uint32_t who, const char *when)
{
	for (size_t i = 0; i < step->demands.count; i++)
		if (is_same(step->demands.items[i].when, when))
			return;
	*list_push(&step->demands, question->arena) =
		(struct demand){who, when};
}

/* The cases that name the op (or those that name none). */
static void add_cases(const struct question *question,
		      const struct hook_default *row, bool named,
		      struct step *step)
{
	for (unsigned i = 0; i < row->cases.count; i++) {
		const struct default_case *one =
			&question->registry
				 ->default_cases[row->cases.first + i];
		if (!release_set_has(&one->in, question->release) ||
		    (one->of != NULL) != named ||
		    (named && !is_of(question, one->of)))
			continue;
		add_demand(question, step,
			   one->who ? who_of(one->who)
				    : who_of_action(question, one->action),
			   condition_of(question, one->build, one->when));
	}
}

static const struct hook_default *find_default(const struct question *question,
					       const char *hook)
{
	const struct registry *registry = question->registry;
	for (unsigned i = 0; i < registry->hook_default_count; i++) {
		const struct hook_default *row = &registry->hook_defaults[i];
		if (strcmp(row->hook, hook) == 0 &&
		    release_set_has(&row->in, question->release))
			return row;
	}
	return NULL;
}

/* What the default of the hook comes to for the op. */
static struct step ask_default(const struct question *question,
			       const char *hook)
{
	const struct hook_default *row = find_default(question, hook);
	struct step step = {"none", LIST_INIT};
	if (!row) {
		add_demand(question, &step, NOBODY, NULL);
		return step;
	}
	if (row->action)
		step.action = row->action;
	add_cases(question, row, true, &step);
	add_cases(question, row, false, &step);
	if (!row->cases.count)
		add_demand(question, &step,
			   row->action ? who_of_action(question, row->action)
				       : ANYONE,
			   NULL);
	return step;
}

/* The module's own answer, with the default's behind it. */
static struct step ask_module(const struct question *question,
			      const struct caller_rule *rule)
{
	const struct registry *registry = question->registry;
	const struct step behind = ask_default(question, rule->hook);
	const struct hook_override *found = NULL;
	struct step step = {behind.action, LIST_INIT};
	for (unsigned i = 0; i < registry->hook_override_count; i++) {
		const struct hook_override *row = &registry->hook_overrides[i];
		if (strcmp(row->module, question->module) == 0 &&
		    strcmp(row->hook, rule->hook) == 0 &&
		    release_set_has(&row->in, question->release))
			found = row;
	}
	if (!found)
		return behind;
	uint32_t own = who_of(found->who);
	if (rule->peer_is_caller)
		own = shortest(own | (uint32_t)1 << traits_of("self", 4));
	for (size_t i = 0; i < behind.demands.count; i++) {
		const struct demand *demand = &behind.demands.items[i];
		add_demand(question, &step, both(demand->who, own),
			   demand->when);
		if (!rule->peer_is_caller)
			add_demand(question, &step, demand->who,
				   join(question, demand->when, found->when));
	}
	return step;
}

/* --- What a handler demands -------------------------------------------- */

/* With a condition, the rule demands nothing where that does not hold. */
static void add_step(struct question *question, const struct caller_rule *rule,
		     struct step step)
{
	const char *condition = condition_of(question, rule->build, rule->when);
	if (condition) {
		for (size_t i = 0; i < step.demands.count; i++) {
			struct demand *demand = &step.demands.items[i];
			demand->when = join(question, condition, demand->when);
		}
		add_demand(question, &step, ANYONE, NULL);
	}
	*list_push(&question->steps, question->arena) = step;
}

static void apply(struct question *question, const struct caller_rule *rule)
{
	struct step step = {NULL, LIST_INIT};
	if (!release_set_has(&rule->in, question->release) ||
	    (rule->of && !is_of(question, rule->of)) ||
	    (rule->except && is_of(question, rule->except)))
		return;
	switch (rule->kind) {
	case CALLER_ASKS:
		add_step(question, rule, ask_module(question, rule));
		break;
	case CALLER_NEEDS:
		add_demand(question, &step, who_of(rule->who), NULL);
		add_step(question, rule, step);
		break;
	case CALLER_PATH:
		*list_push(&question->paths, question->arena) = (struct demand){
			who_of(rule->who),
			condition_of(question, rule->build, rule->when)};
		break;
	}
}

static bool collect(struct question *question)
{
	const struct registry *registry = question->registry;
	const char *name = registry->hypercalls[question->op->hypercall].name;
	bool recorded = false;
	for (unsigned i = 0; i < registry->callers_count; i++) {
		const struct callers *callers = &registry->callers[i];
		if (!text_has_word(callers->hypercalls, name))
			continue;
		recorded = true;
		for (unsigned j = 0; j < callers->rules.count; j++)
			apply(question,
			      &registry->caller_rules[callers->rules.first +
						      j]);
	}
	return recorded;
}

/* --- Rows -------------------------------------------------------------- */

static const struct demand *unconditional(const struct step *step)
{
	for (size_t i = 0; i < step->demands.count; i++)
		if (!step->demands.items[i].when)
			return &step->demands.items[i];
	return NULL;
}

/* Who passes all steps, with the demand in the place of its step's own. */
static uint32_t passes(const struct question *question, size_t at,
		       const struct demand *demand)
{
	uint32_t all = ANYONE;
	for (size_t i = 0; i < question->steps.count; i++) {
		const struct demand *one =
			i == at ? demand
				: unconditional(&question->steps.items[i]);
		if (one)
			all = both(all, one->who);
	}
	return all;
}

/* The action of the first hook that comes to just that, or of the first. */
static const char *deciding(const struct question *question, size_t at,
			    const struct demand *demand, uint32_t all)
{
	const char *first = NULL;
	for (size_t i = 0; i < question->steps.count; i++) {
		const struct step *step = &question->steps.items[i];
		const struct demand *one =
			i == at ? demand : unconditional(step);
		if (!step->action || !one)
			continue;
		if (one->who == all)
			return step->action;
		if (!first)
			first = step->action;
	}
	return first ? first : "none";
}

static void add_row(const struct question *question, struct caller_rows *rows,
		    const char *action, uint32_t all, const char *when)
{
	const struct caller_row row = {action, who_shown(all, question->arena),
				       when ? when : ""};
	for (size_t i = 0; i < rows->list.count; i++)
		if (strcmp(rows->list.items[i].who, row.who) == 0 &&
		    strcmp(rows->list.items[i].condition, row.condition) == 0)
			return;
	*list_push(&rows->list, question->arena) = row;
}

/* Some step always has a condition: then nothing holds without one. */
static bool has_base(const struct question *question)
{
	for (size_t i = 0; i < question->steps.count; i++)
		if (!unconditional(&question->steps.items[i]))
			return false;
	return true;
}

static void add_rows(const struct question *question, struct caller_rows *rows)
{
	const size_t none = question->steps.count;
	const bool base = has_base(question);
	const uint32_t all = passes(question, none, NULL);
	if (base)
		add_row(question, rows, deciding(question, none, NULL, all),
			all, NULL);
	for (size_t i = 0; i < question->steps.count; i++) {
		const struct step *step = &question->steps.items[i];
		for (size_t j = 0; j < step->demands.count; j++) {
			const struct demand *one = &step->demands.items[j];
			const uint32_t then = passes(question, i, one);
			if (one->when && (!base || then != all))
				add_row(question, rows,
					deciding(question, i, one, then), then,
					one->when);
		}
	}
	for (size_t i = 0; i < question->paths.count; i++)
		add_row(question, rows, "none", question->paths.items[i].who,
			question->paths.items[i].when);
}

bool registry_op_callers(const struct registry *registry, const struct op *op,
			 unsigned release, const struct module *module,
			 struct arena *arena, struct caller_rows *rows)
{
	struct question question = {
		.registry = registry,
		.op = op,
		.release = release,
		.module = module->name,
		.arena = arena,
	};
	if (!collect(&question))
		return false;
	if (release_set_has(&op->refused, release)) {
		const struct demand *demand = NULL;
		add_row(&question, rows,
			deciding(&question, question.steps.count, demand,
				 passes(&question, question.steps.count,
					demand)),
			NOBODY, NULL);
		return true;
	}
	add_rows(&question, rows);
	return true;
}

struct release_set callers_releases(const struct registry *registry,
				    const struct callers *callers)
{
	struct release_set all = {{0}};
	for (unsigned i = 0; i < registry->hypercall_count; i++) {
		const struct hypercall *hypercall = &registry->hypercalls[i];
		if (!text_has_word(callers->hypercalls, hypercall->name))
			continue;
		for (size_t j = 0; j < RELEASE_LIMIT / 64; j++)
			all.words[j] |= hypercall->in.words[j];
	}
	return all;
}
