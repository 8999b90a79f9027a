/*
 * Limits: what of a policy was not understood or not evaluated.  Each is a
 * warning of the catalogue of messages.
 */
#include <ctype.h>
#include <stdarg.h>
#include <string.h>

#include "run/run_limit.h"
#include "run/run_make.h"

USES_MESSAGE(BOUNDS_NOT_CONSTRAINED);
USES_MESSAGE(CONDITIONS_CUT);
USES_MESSAGE(CONDITIONS_TOO_LARGE);
USES_MESSAGE(MLS_NOT_EVALUATED);
USES_MESSAGE(RELEASE_UNDECIDED);
USES_MESSAGE(ROLES_NOT_FOLLOWED);
USES_MESSAGE(TRANSITIONS_NOT_CONSTRAINED);

/*
 * Those that lint lives with, as the manual says of each: what is not
 * evaluated could take findings away and bring none, and what holds in one of
 * several releases is told and counts.
 */
static const struct message *const lived_with[] = {
	MESSAGE_MLS_NOT_EVALUATED,	MESSAGE_ROLES_NOT_FOLLOWED,
	MESSAGE_BOUNDS_NOT_CONSTRAINED, MESSAGE_CONDITIONS_TOO_LARGE,
	MESSAGE_CONDITIONS_CUT,		MESSAGE_TRANSITIONS_NOT_CONSTRAINED,
	MESSAGE_RELEASE_UNDECIDED,
};

bool limit_is_lived_with(const struct message *message)
{
	for (size_t i = 0; i < sizeof lived_with / sizeof *lived_with; i++)
		if (lived_with[i] == message)
			return true;
	return false;
}

static bool is_known(const struct run *run, const struct diag *limit)
{
	for (size_t i = 0; i < run->limits.count; i++)
		if (run->limits.items[i].message == limit->message &&
		    run->limits.items[i].at.line == limit->at.line &&
		    strcmp(run->limits.items[i].detail, limit->detail) == 0)
			return true;
	return false;
}

void run_add_limit(struct run *run, const struct message *message,
		   struct location at, const char *detail, ...)
{
	struct diag limit = {.message = message, .at = at};
	va_list arguments;
	va_start(arguments, detail);
	limit.detail = arena_vformat(run->arena, detail, arguments);
	va_end(arguments);
	limit.at.file = arena_string(run->arena, at.file);
	if (is_known(run, &limit))
		return;
	*list_push(&run->limits, run->arena) = limit;
	diags_add(run->diags, message, at, "%s", limit.detail);
}

/* Whether a constraint is about roles. */
static bool roles_are_compared(const struct policy *policy)
{
	for (unsigned i = 0; i < policy->constraint_count; i++) {
		const struct policy_constraint *row = &policy->constraints[i];
		for (unsigned j = 0; j < row->step_count; j++)
			if (row->steps[j].operation == CONSTRAINT_ROLES ||
			    row->steps[j].operation == CONSTRAINT_ROLE_NAMES)
				return true;
	}
	return false;
}

static bool has_bounds(const struct policy *policy)
{
	for (unsigned i = 0; policy->bounds && i < policy->type_count; i++)
		if (policy->bounds[i] != POLICY_UNBOUNDED)
			return true;
	return false;
}

void run_find_limits(struct run *run)
{
	const struct policy *policy = run->policy;
	const struct location at = location_file(policy->path);
	if (constraints_left_open(run->constraints))
		run_add_limit(run, MESSAGE_MLS_NOT_EVALUATED, at,
			      "findings take it that levels allow what they "
			      "could");
	if (policy->role_transition_count && roles_are_compared(policy))
		run_add_limit(run, MESSAGE_ROLES_NOT_FOLLOWED, at,
			      "findings take it that a domain can have each "
			      "role of its type");
	if (policy->parts[PART_TRANSITION_RULES].count)
		run_add_limit(run, MESSAGE_TRANSITIONS_NOT_CONSTRAINED, at,
			      "findings take it that it lets every label be "
			      "changed");
	if (policy->constraint_count && has_bounds(policy))
		run_add_limit(run, MESSAGE_BOUNDS_NOT_CONSTRAINED, at,
			      "findings take it that the bounds satisfy the "
			      "constraints");
	if (run->rights->conditions.undecided)
		run_add_limit(run, MESSAGE_CONDITIONS_TOO_LARGE, at,
			      "findings take it that they can be true");
	if (run->rights->conditions.cut)
		run_add_limit(run, MESSAGE_CONDITIONS_CUT, at,
			      "what is left out of them is counted");
}

/* A binary can have a boolean "a && b". */
static bool is_word(const char *name)
{
	const char *byte = name;
	while (isalnum((unsigned char)*byte) || (*byte && strchr("_-.", *byte)))
		byte++;
	return byte != name && !*byte;
}

bool run_has_exact_conditions(const struct run *run)
{
	const struct policy *policy = run->policy;
	for (unsigned i = 0; i < policy->boolean_count; i++)
		if (!is_word(policy->booleans[i].name))
			return false;
	return !run->rights->conditions.cut;
}
