/*
 * What a policy and a security module without one say differently: on whom
 * each lets a type do an op, itself, the guests that it is a device model for,
 * or others.
 */
#include <string.h>

#include "answer/answer.h"
#include "base/text.h"
#include "run/run.h"

/* A policy that is held against a module. */
struct versus_run {
	struct run *run;
	const struct module *module;
	struct arena *arena;
	list_of(struct who_versus) rows;
};

/* --- By the policy -----------------------------------------------------------
 */

static bool is_guest(const struct views *views, unsigned label)
{
	for (size_t i = 0; i < views->guests.count; i++)
		if (views->guests.items[i].seen == label)
			return true;
	return false;
}

static bool is_itself(const struct views *views, unsigned label)
{
	for (size_t i = 0; i < views->selves.count; i++)
		if (views->selves.items[i].seen == label)
			return true;
	return false;
}

/* Who the label is to the caller: one that others have, too, is several. */
static unsigned reach_of_label(const struct views *views, unsigned caller,
			       unsigned label)
{
	const bool itself = is_itself(views, label);
	const bool guest = is_guest(views, label);
	unsigned reach = (itself ? WHO_ITSELF : 0) | (guest ? WHO_GUESTS : 0);
	if ((!itself && !guest) || label == caller)
		reach |= WHO_ANY_OTHER;
	return reach;
}

static unsigned reach_of_caller(const struct versus_run *versus,
				const struct who_caller *caller,
				unsigned subject)
{
	const struct views *views = solver_views(versus->run->solver);
	unsigned reach = 0;
	for (size_t i = 0; i < caller->object_count; i++)
		reach |= reach_of_label(
			views, subject,
			run_find_type(versus->run, caller->objects[i]));
	return reach;
}

/* What is open is so on all. */
static unsigned reach_of_row(const struct versus_run *versus,
			     const struct who_caller *caller, unsigned subject)
{
	const char *name = versus->run->policy->types[subject].name;
	if (!caller->subject)
		return caller->object_count ? WHO_ANY_OTHER : WHO_ANYONE_AT_ALL;
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
				unsigned *always)
{
	unsigned some = 0;
	*always = 0;
	for (size_t i = 0; !op->nobody && i < op->caller_count; i++) {
		const struct who_caller *caller = &op->callers[i];
		const unsigned reach = reach_of_row(versus, caller, subject);
		some |= reach;
		if (!caller->condition && !caller->where && !caller->only_in)
			*always |= reach;
	}
	return some;
}

/* --- By the module
 * ------------------------------------------------------------ */

/* What the subject is to the hypervisor, in the registry's words. */
static const char *traits_of(struct run *run, unsigned subject)
{
	const struct policy_sid *dom0 = types_control_sid(run);
	const char *role = run_role_of(run, subject);
	if (dom0 && dom0->type == subject)
		return "control hardware";
	return role && strcmp(role, "xenstore") == 0 ? "xenstore" : "";
}

/* On whom the alternative, "self&hardware", lets who has the traits. */
static unsigned reach_of_alternative(const char *alternative, size_t length,
				     const char *traits, struct arena *arena)
{
	unsigned reach = WHO_ANYONE_AT_ALL;
	for (size_t at = 0; at < length;) {
		const size_t end = at + strcspn(alternative + at, "& ");
		const char *word =
			arena_slice(arena, alternative + at, end - at);
		if (strcmp(word, "self") == 0)
			reach &= WHO_ITSELF;
		else if (strcmp(word, "device-model") == 0)
			reach &= WHO_GUESTS;
		else if (strcmp(word, "anyone") != 0 &&
			 !text_has_word(traits, word))
			reach = 0;
		at = end + 1;
	}
	return reach;
}

static unsigned reach_of_who(const char *who, const char *traits,
			     struct arena *arena)
{
	unsigned reach = 0;
	while (*who && strcmp(who, "nobody") != 0) {
		const size_t length = strcspn(who, " ");
		reach |= reach_of_alternative(who, length, traits, arena);
		who += length + (who[length] == ' ');
	}
	return reach;
}

/* --- One against the other
 * ------------------------------------------------------ */

/* What is about no domain has no others: it is done, or is not. */
static unsigned reach_in(unsigned reach, unsigned whom, bool domains)
{
	if (domains)
		return reach & whom;
	return reach & whom ? WHO_ANYONE_AT_ALL : 0;
}

/* In some case of the module's; *always: in each. */
static unsigned reach_by_module(const struct versus_run *versus,
				const struct caller_rows *rows,
				unsigned subject, unsigned *always)
{
	const char *traits = traits_of(versus->run, subject);
	unsigned some = 0;
	*always = WHO_ANYONE_AT_ALL;
	for (size_t i = 0; i < rows->list.count; i++) {
		const unsigned reach = reach_of_who(rows->list.items[i].who,
						    traits, versus->arena);
		some |= reach;
		*always &= reach;
	}
	return some;
}

static void compare(struct versus_run *versus, const struct who_op *op,
		    const struct caller_rows *rows, unsigned subject)
{
	struct run *run = versus->run;
	const struct group *group =
		run->repertoire->groups.of_op[op->op - run->registry->ops];
	const bool domains = group && meaning_of_group(group).domains;
	solver_load(run->solver, subject);
	/* Who has no guests is nobody's device model. */
	const unsigned whom = solver_views(run->solver)->guests.count
				      ? WHO_ANYONE_AT_ALL
				      : WHO_ITSELF | WHO_ANY_OTHER;
	unsigned policy_always, module_always;
	const unsigned by_policy =
		reach_in(reach_by_policy(versus, op, subject, &policy_always),
			 whom, domains);
	const unsigned by_module =
		reach_in(reach_by_module(versus, rows, subject, &module_always),
			 whom, domains);
	if (by_policy == by_module)
		return;
	*list_push(&versus->rows, versus->arena) = (struct who_versus){
		.op = op,
		.subject = run->policy->types[subject].name,
		.by_policy = by_policy,
		.by_module = by_module,
		.domains = domains,
		.policy_varies =
			reach_in(policy_always, whom, domains) != by_policy,
		.module_varies =
			reach_in(module_always, whom, domains) != by_module};
}

size_t who_against_module(const struct who_answer *answer,
			  const struct module *module, struct arena *arena,
			  const struct who_versus **rows, bool *whole)
{
	struct run *run = answer->lint->run;
	struct versus_run versus = {run, module, arena, LIST_INIT};
	*whole = true;
	for (size_t i = 0; i < answer->op_count; i++) {
		const struct who_op *op = &answer->ops[i];
		struct caller_rows callers = {LIST_INIT};
		if (!registry_op_callers(run->registry, op->op, run->release,
					 module, arena, &callers)) {
			*whole = false;
			continue;
		}
		for (size_t j = 0; j < answer->subject_count; j++)
			compare(&versus, op, &callers,
				run_find_type(run, answer->subjects[j]));
	}
	*rows = versus.rows.items;
	return versus.rows.count;
}
