#include <stdlib.h>
#include <string.h>

#include "check/old.h"

static const struct policy_sid *find_sid(const struct run *run,
					 const char *name)
{
	const char **names;
	size_t count =
		registry_sids(run->registry, run->release, run->arena, &names);
	for (unsigned i = 0; i < count; i++) {
		if (strcmp(names[i], name) != 0)
			continue;
		for (unsigned j = 0; j < run->policy->sid_count; j++)
			if (run->policy->sids[j].number == i + 1)
				return &run->policy->sids[j];
	}
	return NULL;
}

/* The types of objects that are the hypervisor's own. */
static bool find_known(struct run *run)
{
	static const struct {
		enum role role;
		const char *sid;
	} known[] = {
		{ROLE_XEN, "xen"},
		{ROLE_DOMXEN, "domxen"},
		{ROLE_DOMIO, "domio"},
		{ROLE_SECURITY, "security"},
		{ROLE_UNLABELED, "unlabeled"},
	};
	for (unsigned i = 0; i < ROLE_COUNT; i++)
		run->known.types[i] = NO_TYPE;
	for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
		const struct policy_sid *sid = find_sid(run, known[i].sid);
		if (!sid) {
			diags_add(run->diags, MESSAGE_POLICY_UNTYPED_SID,
				  location_file(run->policy->path), "%s",
				  known[i].sid);
			return false;
		}
		run->known.types[known[i].role] = sid->type;
	}
	return true;
}

/* Releases before 4.17 have no SID xenboot. */
static bool find_trusted(struct run *run)
{
	static const char *const sids[] = {"dom0", "xen", "xenboot"};
	run->trusted =
		arena_alloc(run->arena, run->policy->type_count, sizeof(bool));
	for (size_t i = 0; i < sizeof sids / sizeof *sids; i++) {
		const struct policy_sid *sid = find_sid(run, sids[i]);
		if (sid)
			run->trusted[sid->type] = true;
		else if (strcmp(sids[i], "dom0") == 0) {
			diags_add(run->diags, MESSAGE_POLICY_UNTYPED_SID,
				  location_file(run->policy->path), "%s",
				  sids[i]);
			return false;
		}
	}
	return true;
}

static void find_subjects(struct run *run)
{
	const struct policy *policy = run->policy;
	bool *calls =
		arena_alloc(run->arena, policy->type_count, sizeof *calls);
	for (unsigned i = 0; i < policy->rule_count; i++) {
		const struct policy_type *source =
			&policy->types[policy->rules[i].source];
		for (unsigned j = 0; j < source->member_count; j++)
			calls[source->members[j]] = true;
	}
	for (unsigned i = 0; i < policy->type_count; i++)
		if (calls[i] && !run->trusted[i])
			*list_push(&run->subjects, run->arena) = i;
}

/* The role whose types are the objects of a finding. */
static enum role object_role(const struct needs *needs)
{
	static const enum role order[] = {ROLE_TARGET, ROLE_OTHER, ROLE_DEVICE,
					  ROLE_IRQ,    ROLE_IOMEM, ROLE_IOPORT,
					  ROLE_EVENT,  ROLE_LABEL};
	for (size_t i = 0; i < sizeof order / sizeof *order; i++)
		for (unsigned j = 0; j < needs->count; j++)
			if (needs->items[j].object == order[i])
				return order[i];
	return needs->items[0].object;
}

/* The conditions of the edges that the pass rests on, each once. */
static unsigned edge_conditions(const struct pass *pass,
				unsigned conditions[NEED_LIMIT])
{
	unsigned count = 0;
	for (unsigned i = 0; i < pass->needs->count; i++) {
		const struct need *need = &pass->needs->items[i];
		const struct edge *edge = relation_find(
			need->relation, pass->assignment.types[need->subject],
			pass->assignment.types[need->object]);
		bool known = edge->condition == POLICY_ALWAYS;
		for (unsigned j = 0; j < count && !known; j++)
			known = conditions[j] == edge->condition;
		if (!known)
			conditions[count++] = edge->condition;
	}
	return count;
}

/* Under which booleans the pass works. */
static void find_condition(const struct run *run, struct pass *pass)
{
	unsigned conditions[NEED_LIMIT];
	unsigned count = edge_conditions(pass, conditions);
	pass->condition = NULL;
	pass->default_state = true;
	for (unsigned i = 0; i < count; i++) {
		const struct policy_condition *condition =
			&run->policy->conditions[conditions[i]];
		const char *part = condition->expression;
		if (count > 1 && strchr(part, ' '))
			part = arena_format(run->arena, "(%s)", part);
		pass->condition = i ? arena_format(run->arena, "%s && %s",
						   pass->condition, part)
				    : part;
		pass->default_state &= condition->default_state;
	}
}

/* The label that a domain of the type has when it acts on itself. */
static unsigned self_of(const struct run *run, unsigned type)
{
	const struct policy *policy = run->policy;
	for (unsigned i = 0; i < policy->transition_count; i++) {
		const struct policy_transition *row = &policy->transitions[i];
		const char *name = policy->classes[row->object_class].name;
		if (row->source == type && row->target == type && name &&
		    strcmp(name, "domain") == 0)
			return row->result;
	}
	return type;
}

static void lint_subject(struct run *run, const struct plan *plan,
			 unsigned subject)
{
	list_of(struct pass) passes = LIST_INIT;
	run->turn++;
	for (size_t way = 0; way < plan->ways.count; way++) {
		const struct needs *needs = &plan->ways.items[way];
		if (!needs->count)
			continue;
		struct assignment start = run->known;
		start.types[ROLE_CALLER] = subject;
		start.types[ROLE_SELF] = self_of(run, subject);
		enum role role = object_role(needs);
		unsigned *types = &start.types[role];
		size_t count = 1;
		if (start.types[role] == NO_TYPE)
			count = needs_candidates(needs, role, &start,
						 run->arena, &types);
		for (size_t i = 0; i < count; i++) {
			struct pass pass = {.object = types[i],
					    .needs = needs,
					    .assignment = start};
			pass.assignment.types[role] = types[i];
			if (run->passed[types[i]] == run->turn ||
			    (!needs_solve(needs, false, &pass.assignment) &&
			     !needs_solve(needs, true, &pass.assignment)))
				continue;
			find_condition(run, &pass);
			if (!pass.condition)
				run->passed[types[i]] = run->turn;
			*list_push(&passes, run->arena) = pass;
		}
	}
	run_add_findings(run, plan, subject, passes.items, passes.count);
}

/* An op that the policy has no say on, or only by handle-unknown. */
static void lint_open(struct run *run, const struct plan *plan)
{
	const struct release *release = &run->registry->releases[run->release];
	struct op_status status =
		registry_op_status(run->registry, plan->op, run->release);
	if (plan->open && status.status == STATUS_COVERED)
		run_add_open(run, plan->op, "XSM004",
			     "the hypervisor makes no FLASK check that can "
			     "refuse it");
	if (plan->unknown && !release->unknown_refused &&
	    run->policy->handle_unknown == UNKNOWN_ALLOW)
		run_add_open(run, plan->op, "XSM003",
			     "the hook does not know it and the policy allows "
			     "what is unknown");
}

static void lint_op(struct run *run, const struct op *op)
{
	struct plan plan;
	if (!plan_make(run->registry, op, run->release, &run->index, &plan))
		return;
	if (plan.unknown || plan.open)
		lint_open(run, &plan);
	for (size_t i = 0; plan.ways.count && i < run->subjects.count; i++)
		lint_subject(run, &plan, run->subjects.items[i]);
}

static int compare_findings(const void *a, const void *b)
{
	const struct finding *x = a, *y = b;
	int order = strcmp(x->subject, y->subject);
	if (!order)
		order = (int)y->level - (int)x->level;
	if (!order)
		order = strcmp(x->rule->code, y->rule->code);
	if (!order && x->op != y->op)
		order = x->op < y->op ? -1 : 1;
	if (!order)
		order = strcmp(x->condition ? x->condition : "",
			       y->condition ? y->condition : "");
	return order;
}

static int compare_names(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void name_trusted(const struct run *run, struct lint *lint)
{
	lint->trusted = arena_alloc(run->arena, run->policy->type_count,
				    sizeof *lint->trusted);
	for (unsigned i = 0; i < run->policy->type_count; i++)
		if (run->trusted[i])
			lint->trusted[lint->trusted_count++] =
				run->policy->types[i].name;
	qsort(lint->trusted, lint->trusted_count, sizeof *lint->trusted,
	      compare_names);
}

static bool accesses_recorded(const struct run *run)
{
	for (unsigned i = 0; i < run->registry->hypercall_count; i++) {
		const struct hypercall *hypercall =
			&run->registry->hypercalls[i];
		if (!hypercall->ops.count ||
		    !release_set_has(&hypercall->in, run->release) ||
		    release_set_has(&hypercall->accesses_recorded,
				    run->release))
			continue;
		diags_add(run->diags, MESSAGE_ACCESSES_UNRECORDED,
			  location_file(run->policy->path),
			  "hypercall %s in %s", hypercall->name,
			  run->registry->releases[run->release].name);
		return false;
	}
	return true;
}

const struct lint *check_lint(const struct lint_request *request,
			      struct arena *arena, struct diags *diags)
{
	const struct registry *registry = request->registry;
	const struct policy *policy = request->policy;
	struct run run = {.registry = registry,
			  .policy = policy,
			  .release = request->release->used,
			  .arena = arena,
			  .diags = diags,
			  .index = {policy, arena, LIST_INIT}};
	if (!accesses_recorded(&run) || !find_known(&run) ||
	    !find_trusted(&run))
		return NULL;
	find_subjects(&run);
	run.passed = arena_alloc(arena, policy->type_count, sizeof *run.passed);
	for (unsigned i = 0; i < registry->op_count; i++)
		if (release_set_has(&registry->ops[i].in, run.release))
			lint_op(&run, &registry->ops[i]);
	if (run.findings.count)
		qsort(run.findings.items, run.findings.count,
		      sizeof *run.findings.items, compare_findings);
	struct lint *lint = arena_alloc(arena, 1, sizeof *lint);
	lint->registry = registry;
	lint->policy = policy;
	lint->release = *request->release;
	lint->findings = run.findings.items;
	lint->finding_count = run.findings.count;
	name_trusted(&run, lint);
	return lint;
}
