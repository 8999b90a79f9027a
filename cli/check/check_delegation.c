/* XSM001 to XSM004 and XSM401: what is delegated, and to whom. */
#include <string.h>

#include "check/check_table.h"
#include "check/plan.h"
#include "check/ability.h"
#include "check/power.h"
#include "check/results.h"
#include "check/types.h"

/* --- What a subject can do ---------------------------------------------------
 */

static void see_delegation(struct run *run, const struct subject *subject,
			   void *state)
{
	(void)state;
	const char *role = run_role_of(run, subject->type);
	const struct meaning domain = meaning_of_role(PARTY_TARGET, 0);
	const struct meaning other = meaning_of_role(PARTY_DEVICE, 0);
	bool by_labels =
		types_role_needs_objects(run, subject->type, role, &domain);
	bool by_others =
		types_role_needs_objects(run, subject->type, role, &other);
	for (size_t i = 0; i < subject->ability_count; i++) {
		const struct ability *ability = &subject->abilities[i];
		struct arena scratch = ARENA_INIT;
		struct role_part parts[2] = {{role, PART_ALL}};
		unsigned count = 1;
		const struct meaning meaning = meaning_of_group(ability->group);
		if (meaning.domains ? by_labels : by_others) {
			uint64_t *objects = arena_alloc(
				&scratch, set_words(run->policy->type_count),
				sizeof *objects);
			ability_gather(ability, objects);
			count = types_roles_of_set(run, subject->type, role,
						   objects, &meaning, parts);
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

/* Whether what is asked there is what the op is open by, in every build. */
static bool opens(const struct access *access, enum access_kind kind)
{
	return access->kind == kind && !access->build && !access->when;
}

/* What the op gives whom it is open to, at least at that level. */
static enum level level_of(struct run *run, const struct op *op,
			   enum access_kind kind, enum level least,
			   const char **gives)
{
	enum level level = least;
	struct op_accesses accesses;
	*gives = NULL;
	registry_op_accesses(run->registry, op, run->release, run->arena,
			     &accesses);
	for (size_t i = 0; i < accesses.list.count; i++) {
		const struct access *access = accesses.list.items[i];
		enum level given;
		if (!opens(access, kind) || !power_level(access, &given))
			continue;
		*gives = access->gives;
		if (given > level)
			level = given;
	}
	return level;
}

/* A way in which an op is open. */
struct opening {
	const char *code, *reason;
	enum access_kind kind;		/* of the access by which it is */
	enum level of_covered, of_safe; /* where it gives nothing */
};

static void add_open(struct run *run, const struct op *op,
		     const struct opening *opening)
{
	const struct op_status status = results_status(run->results, op);
	const bool covered = status.status == STATUS_COVERED;
	const char *gives;
	const enum level level = level_of(
		run, op, opening->kind,
		covered ? opening->of_covered : opening->of_safe, &gives);
	/* A safe op that nothing can refuse is as it is meant to be. */
	if (opening->kind == ACCESS_NONE && !gives && !covered)
		return;
	const struct draft draft = {
		.code = opening->code,
		.lower = (unsigned)(LEVEL_ERROR - level),
		.subject = ALL_TYPES,
		.op = op,
		.fact = "",
		.message = arena_format(
			run->arena,
			"every domain can perform %s, which is %s in %s (%s)"
			"%s%s: %s",
			op->name, status_shown(status.status),
			run->registry->releases[run->release].name,
			basis_name(status.basis), gives ? " and gives " : "",
			gives ? gives : "", opening->reason)};
	run_add_finding(run, &draft);
}

/* An op that the policy has no say on, or only by handle-unknown. */
static void find_open(struct run *run, void *state)
{
	(void)state;
	static const struct opening unchecked = {
		"XSM004",
		"the hypervisor makes no FLASK check that can refuse it",
		ACCESS_NONE, LEVEL_NOTE, LEVEL_NOTE};
	static const struct opening unknown = {
		"XSM003",
		"the hook does not know it and the policy allows what is "
		"unknown",
		ACCESS_UNKNOWN, LEVEL_ERROR, LEVEL_WARNING};
	const struct release *release = &run->registry->releases[run->release];
	const struct groups *groups = &run->repertoire->groups;
	bool allowed = !release->unknown_refused &&
		       run->policy->handle_unknown == UNKNOWN_ALLOW;
	for (size_t i = 0; i < groups->open.count; i++) {
		const struct plan *plan = &groups->open.items[i];
		if (release_set_has(&plan->op->refused, run->release))
			continue;
		if (plan->open)
			add_open(run, plan->op, &unchecked);
		if (plan->unknown && allowed)
			add_open(run, plan->op, &unknown);
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
