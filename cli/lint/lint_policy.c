/* Lints a policy: a run, all rules over it, and what accepts the findings. */
#include <string.h>

#include "lint/lint.h"
#include "run/run.h"
#include "lint/lint_waiver.h"

static void name_trusted(const struct run *run, struct lint *lint)
{
	lint->trusted = arena_alloc(run->arena, run->policy->type_count,
				    sizeof *lint->trusted);
	for (size_t i = 0; i < run->name_count; i++)
		if (run->trusted[run->by_name[i]])
			lint->trusted[lint->trusted_count++] =
				run->policy->types[run->by_name[i]].name;
}

static void run_checks(struct run *run)
{
	void **states =
		arena_alloc(run->arena, rule_table.count, sizeof *states);
	for (size_t i = 0; i < rule_table.count; i++)
		if (rule_table.sets[i]->start)
			states[i] = rule_table.sets[i]->start(run);
	run_see_all(run, rule_table.sets, states, rule_table.count);
	for (size_t i = 0; i < rule_table.count; i++)
		if (rule_table.sets[i]->finish)
			rule_table.sets[i]->finish(run, states[i]);
}

/* The lint of a run, with room for so many findings before the first. */
static struct lint *finish(struct run *run, size_t spare)
{
	struct lint *lint = arena_alloc(run->arena, 1, sizeof *lint);
	run_checks(run);
	lint->registry = run->registry;
	lint->policy = run->policy;
	lint->release = *run->request.release;
	lint->host = run->host;
	lint->run = run;
	name_trusted(run, lint);
	lint->finding_count = results_finish(run->results, spare);
	return lint;
}

struct lint *lint_plainly(const struct lint_request *request,
			  struct arena *arena, struct diags *diags)
{
	struct run *run = run_make(request, &rule_table, arena, diags);
	return run ? finish(run, 0) : NULL;
}

const struct lint *lint_make(const struct lint_request *request,
			     struct arena *arena, struct diags *diags)
{
	struct run *run = run_make(request, &rule_table, arena, diags);
	struct acceptances acceptances;
	if (!run || !acceptances_read(run, &acceptances))
		return NULL;
	struct lint *lint = finish(run, acceptances_most(&acceptances, run));
	acceptances_apply(&acceptances, run, lint);
	run_find_limits(run);
	lint->limits = run->limits.items;
	lint->limit_count = run->limits.count;
	lint->exact_conditions = run_has_exact_conditions(run);
	return lint;
}
