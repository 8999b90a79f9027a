/*
 * Who may call an op where no policy decides: what the hooks that its handler
 * asks answer by themselves, what a module refuses before them, and what the
 * handler demands of its own.
 */
#include <string.h>

#include "base/text.h"
#include "registry/registry.h"
#include "registry/registry_who.h"

/* --- What a hook answers ----------------------------------------------- */

/* Conditions that all hold, in ascending order; none: always. */
struct case_conditions {
	list_of(unsigned) list;
};

/* What is demanded of a caller in one case. */
struct caller_demand {
	uint32_t who;
	struct case_conditions when; /* none: in every case that has no other */
};

/*
 * What one hook, or the handler, demands: at most one demand has no condition;
 * where one with conditions holds, it stands instead of that.
 */
struct step {
	const char *action; /* NULL: no hook */
	list_of(struct caller_demand) demands;
};

struct module_question {
	const struct registry *registry;
	const struct op *op;
	unsigned release;
	const char *module;
	struct arena *arena;
	list_of(struct step) steps;
	list_of(struct caller_demand) paths; /* beside the steps */
};

/* Whether one of the macros is the op, or what it is part of. */
static bool is_of(const struct module_question *question, const char *macros)
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

static uint32_t who_of_action(const struct module_question *question,
			      const char *name)
{
	const struct registry *registry = question->registry;
	for (unsigned i = 0; i < registry->module_action_count; i++) {
		const struct module_action *action =
			&registry->module_actions[i];
		if (strcmp(action->name, name) == 0 &&
		    release_set_has(&action->in, question->release))
			return who_of(action->who);
	}
	return WHO_NOBODY;
}

/* Adds the conditions that the span refers to, each once. */
static void add_conditions(const struct module_question *question,
			   struct span uses, struct case_conditions *when)
{
	for (unsigned i = 0; i < uses.count; i++) {
		unsigned added =
			question->registry->condition_uses[uses.first + i]
				.condition;
		size_t at = 0;
		while (at < when->list.count && when->list.items[at] < added)
			at++;
		if (at < when->list.count && when->list.items[at] == added)
			continue;
		list_push(&when->list, question->arena);
		for (size_t j = when->list.count - 1; j > at; j--)
			when->list.items[j] = when->list.items[j - 1];
		when->list.items[at] = added;
	}
}

/* A copy, to which more can be added. */
static struct case_conditions copy_of(const struct module_question *question,
				      const struct case_conditions *when)
{
	struct case_conditions copy = {LIST_INIT};
	for (size_t i = 0; i < when->list.count; i++)
		*list_push(&copy.list, question->arena) = when->list.items[i];
	return copy;
}

static bool is_same(const struct case_conditions *a,
		    const struct case_conditions *b)
{
	return a->list.count == b->list.count &&
	       (!a->list.count ||
		memcmp(a->list.items, b->list.items,
		       a->list.count * sizeof *a->list.items) == 0);
}

static bool is_always(const struct case_conditions *when)
{
	return !when->list.count;
}

/* For people, what the hypervisor is built with in front. */
static const char *conditions_shown(const struct module_question *question,
				    const struct case_conditions *when)
{
	const char *text = "";
	for (unsigned builds = 2; builds-- > 0;)
		for (size_t i = 0; i < when->list.count; i++) {
			const struct condition *condition =
				&question->registry
					 ->conditions[when->list.items[i]];
			bool build = condition->kind == CONDITION_BUILD;
			if (build == builds)
				text = arena_format(question->arena, "%s%s%s%s",
						    text, *text ? "; " : "",
						    build ? "build: " : "",
						    condition->text);
		}
	return text;
}

/* Adds the demand; the first one for the same conditions counts. */
static void add_demand(const struct module_question *question,
		       struct step *step, uint32_t who,
		       const struct case_conditions *when)
{
	for (size_t i = 0; i < step->demands.count; i++)
		if (is_same(&step->demands.items[i].when, when))
			return;
	*list_push(&step->demands, question->arena) =
		(struct caller_demand){who, *when};
}

/* The cases that name the op (or those that name none). */
static void add_cases(const struct module_question *question,
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
		struct case_conditions when = {LIST_INIT};
		add_conditions(question, one->builds, &when);
		add_conditions(question, one->whens, &when);
		add_demand(question, step,
			   one->who ? who_of(one->who)
				    : who_of_action(question, one->action),
			   &when);
	}
}

const struct hook_default *registry_hook_default(
	const struct registry *registry, const char *hook, unsigned release)
{
	for (unsigned i = 0; i < registry->hook_default_count; i++) {
		const struct hook_default *row = &registry->hook_defaults[i];
		if (strcmp(row->hook, hook) == 0 &&
		    release_set_has(&row->in, release))
			return row;
	}
	return NULL;
}

/* What the default of the hook comes to for the op. */
static struct step ask_default(const struct module_question *question,
			       const char *hook)
{
	const struct hook_default *row = registry_hook_default(
		question->registry, hook, question->release);
	const struct case_conditions always = {LIST_INIT};
	struct step step = {"none", LIST_INIT};
	if (!row) {
		add_demand(question, &step, WHO_NOBODY, &always);
		return step;
	}
	if (row->action)
		step.action = row->action;
	add_cases(question, row, true, &step);
	add_cases(question, row, false, &step);
	if (!row->cases.count)
		add_demand(question, &step,
			   row->action ? who_of_action(question, row->action)
				       : WHO_ANYONE,
			   &always);
	return step;
}

/* The module's own answer, with the default's behind it. */
static struct step ask_module(const struct module_question *question,
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
		own = who_either(own, who_of("self"));
	for (size_t i = 0; i < behind.demands.count; i++) {
		const struct caller_demand *demand = &behind.demands.items[i];
		struct case_conditions when = copy_of(question, &demand->when);
		add_conditions(question, found->whens, &when);
		add_demand(question, &step, who_both(demand->who, own),
			   &demand->when);
		if (!rule->peer_is_caller)
			add_demand(question, &step, demand->who, &when);
	}
	return step;
}

/* --- What a handler demands -------------------------------------------- */

/* With a condition, the rule demands nothing where that does not hold. */
static void add_step(struct module_question *question,
		     const struct caller_rule *rule, struct step step)
{
	const struct case_conditions always = {LIST_INIT};
	if (rule->builds.count || rule->whens.count) {
		for (size_t i = 0; i < step.demands.count; i++) {
			struct case_conditions *when =
				&step.demands.items[i].when;
			*when = copy_of(question, when);
			add_conditions(question, rule->builds, when);
			add_conditions(question, rule->whens, when);
		}
		add_demand(question, &step, WHO_ANYONE, &always);
	}
	*list_push(&question->steps, question->arena) = step;
}

static void apply(struct module_question *question,
		  const struct caller_rule *rule)
{
	struct step step = {NULL, LIST_INIT};
	struct case_conditions when = {LIST_INIT};
	if (!release_set_has(&rule->in, question->release) ||
	    (rule->of && !is_of(question, rule->of)) ||
	    (rule->except && is_of(question, rule->except)))
		return;
	switch (rule->kind) {
	case CALLER_ASKS:
		add_step(question, rule, ask_module(question, rule));
		break;
	case CALLER_NEEDS:
		add_demand(question, &step, who_of(rule->who), &when);
		add_step(question, rule, step);
		break;
	case CALLER_PATH:
		add_conditions(question, rule->builds, &when);
		add_conditions(question, rule->whens, &when);
		*list_push(&question->paths, question->arena) =
			(struct caller_demand){who_of(rule->who), when};
		break;
	}
}

static bool collect(struct module_question *question)
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

static const struct caller_demand *unconditional(const struct step *step)
{
	for (size_t i = 0; i < step->demands.count; i++)
		if (is_always(&step->demands.items[i].when))
			return &step->demands.items[i];
	return NULL;
}

/* Who passes all steps, with the demand in the place of its step's own. */
static uint32_t passes(const struct module_question *question, size_t at,
		       const struct caller_demand *demand)
{
	uint32_t all = WHO_ANYONE;
	for (size_t i = 0; i < question->steps.count; i++) {
		const struct caller_demand *one =
			i == at ? demand
				: unconditional(&question->steps.items[i]);
		if (one)
			all = who_both(all, one->who);
	}
	return all;
}

/* The action of the first hook that comes to just that, or of the first. */
static const char *deciding(const struct module_question *question, size_t at,
			    const struct caller_demand *demand, uint32_t all)
{
	const char *first = NULL;
	for (size_t i = 0; i < question->steps.count; i++) {
		const struct step *step = &question->steps.items[i];
		const struct caller_demand *one =
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

static bool is_same_row(const struct caller_row *a, const struct caller_row *b)
{
	const struct case_conditions of_a = {
		{a->conditions.items, a->conditions.count, 0}};
	const struct case_conditions of_b = {
		{b->conditions.items, b->conditions.count, 0}};
	return strcmp(a->who, b->who) == 0 && is_same(&of_a, &of_b);
}

bool caller_rows_same(const struct caller_rows *a, const struct caller_rows *b)
{
	if (a->list.count != b->list.count)
		return false;
	for (size_t i = 0; i < a->list.count; i++)
		if (!is_same_row(&a->list.items[i], &b->list.items[i]))
			return false;
	return true;
}

/* Unless that is said already. */
static void add_row(const struct module_question *question,
		    struct caller_rows *rows, const char *action, uint32_t all,
		    const struct case_conditions *when)
{
	struct caller_row row = {.action = action,
				 .who = who_shown(all, question->arena),
				 .condition = conditions_shown(question, when)};
	for (size_t i = 0; i < when->list.count; i++)
		*list_push(&row.conditions, question->arena) =
			when->list.items[i];
	for (size_t i = 0; i < rows->list.count; i++)
		if (is_same_row(&rows->list.items[i], &row))
			return;
	*list_push(&rows->list, question->arena) = row;
}

/* Some step always has a condition: then nothing holds without one. */
static bool has_base(const struct module_question *question)
{
	for (size_t i = 0; i < question->steps.count; i++)
		if (!unconditional(&question->steps.items[i]))
			return false;
	return true;
}

static void add_rows(const struct module_question *question,
		     struct caller_rows *rows)
{
	const struct case_conditions always = {LIST_INIT};
	const size_t none = question->steps.count;
	const bool base = has_base(question);
	const uint32_t all = passes(question, none, NULL);
	if (base)
		add_row(question, rows, deciding(question, none, NULL, all),
			all, &always);
	for (size_t i = 0; i < question->steps.count; i++) {
		const struct step *step = &question->steps.items[i];
		for (size_t j = 0; j < step->demands.count; j++) {
			const struct caller_demand *one =
				&step->demands.items[j];
			const uint32_t then = passes(question, i, one);
			if (!is_always(&one->when) && (!base || then != all))
				add_row(question, rows,
					deciding(question, i, one, then), then,
					&one->when);
		}
	}
	for (size_t i = 0; i < question->paths.count; i++)
		add_row(question, rows, "none", question->paths.items[i].who,
			&question->paths.items[i].when);
}

bool registry_op_callers(const struct registry *registry, const struct op *op,
			 unsigned release, const struct module *module,
			 struct arena *arena, struct caller_rows *rows)
{
	struct module_question question = {
		.registry = registry,
		.op = op,
		.release = release,
		.module = module->name,
		.arena = arena,
	};
	if (!collect(&question))
		return false;
	if (release_set_has(&op->refused, release)) {
		const struct case_conditions always = {LIST_INIT};
		const size_t none = question.steps.count;
		add_row(&question, rows,
			deciding(&question, none, NULL,
				 passes(&question, none, NULL)),
			WHO_NOBODY, &always);
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
