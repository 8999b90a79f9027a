/*
 * What a policy and a security module without one say differently: on whom
 * each lets a type do an op, itself, the guests that it is a device model for,
 * or others.
 */
#include <string.h>

#include "answer/answer.h"
#include "run/run.h"

/* A policy that is held against a module. */
struct versus_run {
	struct run *run;
	const struct module *module;
	struct arena *arena;
	bool partial; /* of some op it is not known what the module says */
	struct arena scratch;
	list_of(struct who_versus) rows;
};

/* --- By the policy -----------------------------------------------------------
 */

static unsigned reach_of_caller(const struct versus_run *versus,
				const struct who_caller *caller,
				unsigned subject)
{
	const struct views *views = solver_views(versus->run->solver);
	unsigned reach = 0;
	for (size_t i = 0; i < caller->object_count; i++)
		reach |= whom_of_label(
			views, subject,
			run_find_type(versus->run, caller->objects[i]));
	return reach;
}

/* What is open is so on all, as far as the handler lets it. */
static unsigned reach_of_row(const struct versus_run *versus,
			     const struct who_caller *caller, unsigned subject,
			     const struct module_answer *module)
{
	const char *name = versus->run->policy->types[subject].name;
	if (caller->how == WHO_UNCHECKED && module->by_handler)
		return module->some;
	if (!caller->subject)
		return caller->object_count ? WHOM_OTHERS : WHOM_ALL;
	return strcmp(caller->subject, name) == 0
		       ? reach_of_caller(versus, caller, subject)
		       : 0;
}

/*
 * On whom the loaded subject can do the op; *always: in all states of the
 * booleans, and wherever the hypervisor runs.
 */
static unsigned reach_by_policy(const struct versus_run *versus,
				const struct who_op *op, unsigned subject,
				const struct module_answer *module,
				unsigned *always)
{
	unsigned some = 0;
	*always = 0;
	for (size_t i = 0; !op->nobody && i < op->caller_count; i++) {
		const struct who_caller *caller = &op->callers[i];
		const unsigned reach =
			reach_of_row(versus, caller, subject, module);
		some |= reach;
		if (!caller->condition && !caller->where && !caller->only_in)
			*always |= reach;
	}
	return some;
}

/* --- One against the other ----------------------------------------------- */

static void compare(struct versus_run *versus, const struct who_op *op,
		    unsigned subject)
{
	struct run *run = versus->run;
	const struct group *group =
		run->repertoire->groups.of_op[op->op - run->registry->ops];
	const bool domains = group && meaning_of_group(group).domains;
	struct module_answer module;
	if (!run->shared->ways->of_op[op->op - run->registry->ops])
		return; /* such a hypervisor has it not */
	if (!module_lets(run, versus->module, op->op,
			 caller_kind_of(run, subject), &versus->scratch,
			 &module)) {
		versus->partial = true;
		return;
	}
	solver_load(run->solver, subject);
	const unsigned there_is = whom_there_is(solver_views(run->solver));
	unsigned always;
	const unsigned by_policy = whom_told(
		reach_by_policy(versus, op, subject, &module, &always),
		there_is, domains);
	const unsigned by_module = whom_told(module.some, there_is, domains);
	if (by_policy == by_module)
		return;
	*list_push(&versus->rows, versus->arena) = (struct who_versus){
		.op = op,
		.subject = run->policy->types[subject].name,
		.by_policy = by_policy,
		.by_module = by_module,
		.domains = domains,
		.policy_varies =
			whom_told(always, there_is, domains) != by_policy,
		.module_varies = whom_told(module.always, there_is, domains) !=
				 by_module};
}

size_t who_against_module(const struct who_answer *answer,
			  const struct module *module, struct arena *arena,
			  const struct who_versus **rows, bool *whole)
{
	struct run *run = answer->lint->run;
	struct versus_run versus = {
		.run = run, .module = module, .arena = arena};
	for (size_t i = 0; i < answer->op_count; i++)
		for (size_t j = 0; j < answer->subject_count; j++)
			compare(&versus, &answer->ops[i],
				run_find_type(run, answer->subjects[j]));
	arena_release(&versus.scratch);
	*whole = !versus.partial;
	*rows = versus.rows.items;
	return versus.rows.count;
}

const char *who_versus_shown(const struct who_versus *row, unsigned whom,
			     struct arena *arena)
{
	const char *words[WHOM_WORDS], *text = "";
	const size_t count = whom_list(whom, words);
	for (size_t i = 0; i < count; i++)
		text = arena_format(arena, "%s%s%s", text, i ? " " : "",
				    words[i]);
	return !whom ? "no" : row->domains ? text : "yes";
}
