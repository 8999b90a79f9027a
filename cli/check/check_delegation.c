/* XSM001 to XSM004 and XSM401: what is delegated, and to whom. */
#include <string.h>

#include "check/check_table.h"
#include "check/results.h"
#include "check/types.h"

/* --- What a subject can do ---------------------------------------------------
 */

static void see_delegation(struct run *run, const struct subject *subject,
			   void *state)
{
	(void)state;
	const char *role = run_role_of(run, subject->type);
	bool by_objects = types_role_needs_objects(role);
	for (size_t i = 0; i < subject->ability_count; i++) {
		const struct ability *ability = &subject->abilities[i];
		struct arena scratch = ARENA_INIT;
		struct role_part parts[2] = {{role, PART_ALL}};
		unsigned count = 1;
		if (by_objects) {
			const struct type_list objects =
				ability_objects(ability, &scratch);
			count = types_roles(run, subject->type, role, &objects,
					    parts);
		}
		for (unsigned j = 0; j < count; j++)
			results_add_ability(run->results, ability, &parts[j]);
		arena_release(&scratch);
	}
}

const struct check check_delegation = {"delegation", NULL, see_delegation,
				       NULL};

/* --- What every domain can do
 * -------------------------------------------------- */

static void add_open(struct run *run, const struct op *op, const char *code,
		     const char *reason)
{
	const struct op_status status = results_status(run->results, op);
	const struct draft draft = {
		.code = code,
		.subject = ALL_TYPES,
		.op = op,
		.fact = "",
		.message = arena_format(
			run->arena,
			"every domain can perform %s, which is %s in %s (%s): "
			"%s",
			op->name, status_name(status.status),
			run->registry->releases[run->release].name,
			basis_name(status.basis), reason)};
	run_add_finding(run, &draft);
}

/* An op that the policy has no say on, or only by handle-unknown. */
static void find_open(struct run *run, void *state)
{
	(void)state;
	const struct release *release = &run->registry->releases[run->release];
	const struct groups *groups = &run->solver->groups;
	for (size_t i = 0; i < groups->open.count; i++) {
		const struct plan *plan = &groups->open.items[i];
		const struct op_status status =
			results_status(run->results, plan->op);
		if (plan->open && status.status == STATUS_COVERED)
			add_open(run, plan->op, "XSM004",
				 "the hypervisor makes no FLASK check that can "
				 "refuse it");
		if (plan->unknown && !release->unknown_refused &&
		    run->policy->handle_unknown == UNKNOWN_ALLOW)
			add_open(run, plan->op, "XSM003",
				 "the hook does not know it and the policy "
				 "allows what is unknown");
	}
}

const struct check check_open = {"open", NULL, NULL, find_open};

/* --- Permissive types
 * ------------------------------------------------------------- */

static const char *describe_permissive(const struct run *run,
				       const struct draft *draft,
				       struct arena *arena)
{
	return arena_format(arena,
			    "%s is permissive: what the policy refuses it is "
			    "allowed all the same",
			    run->policy->types[draft->subject].name);
}

static void find_permissive(struct run *run, void *state)
{
	(void)state;
	for (unsigned i = 0; i < run->policy->type_count; i++) {
		const struct draft draft = {.code = "XSM401",
					    .subject = i,
					    .describe = describe_permissive};
		if (run->policy->types[i].permissive &&
		    !run->policy->types[i].attribute && !run->trusted[i])
			run_add_finding(run, &draft);
	}
}

const struct check check_permissive = {"permissive", NULL, NULL,
				       find_permissive};
