/* Lints a policy: a run, all rules over it, and what accepts the findings. */
#include <string.h>

#include "lint/lint.h"
#include "rule/rule.h"
#include "run/run.h"
#include "lint/lint_remark.h"
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

static void run_sets(struct run *run, const struct rule_set *const *sets,
		     size_t count)
{
	void **states = arena_alloc(run->arena, count, sizeof *states);
	for (size_t i = 0; i < count; i++)
		if (sets[i]->start)
			states[i] = sets[i]->start(run);
	run_see_all(run, sets, states, count);
	for (size_t i = 0; i < count; i++)
		if (sets[i]->finish)
			sets[i]->finish(run, states[i]);
}

static void run_checks(struct run *run)
{
	for (size_t i = 0;
	     run->request.expectations_only && i < rule_table.count; i++)
		if (rule_table.sets[i]->expects)
			run_sets(run, &rule_table.sets[i], 1);
	if (!run->request.expectations_only)
		run_sets(run, rule_table.sets, rule_table.count);
}

/* The lint of a run, with room for so many findings before the first. */
static struct lint *finish(struct run *run, size_t spare)
{
	struct lint *lint = arena_alloc(run->arena, 1, sizeof *lint);
	const struct site *site = run->request.site;
	run_checks(run);
	lint->registry = run->registry;
	lint->policy = run->policy;
	lint->release = *run->request.release;
	lint->host = run->host;
	lint->run = run;
	lint->site = site && site->found ? site->path : NULL;
	name_trusted(run, lint);
	lint->finding_count = results_finish(run->results, spare);
	return lint;
}

bool lint_ignores_remarks(const struct lint_request *request)
{
	return request->ignores_remarks ||
	       (request->site && request->site->ignores_remarks);
}

/*
 * The text of a policy says for which architecture it is, where nothing else
 * says anything of the build.
 */
static struct run *make_run(const struct lint_request *request,
			    struct arena *arena, struct diags *diags)
{
	struct lint_request own = *request;
	bool good = true;
	if (!host_known(request->build) && !lint_ignores_remarks(request))
		own.build = remarks_build(request->policy, diags, &good);
	return good ? run_make(&own, &rule_table, arena, diags) : NULL;
}

struct lint *lint_plainly(const struct lint_request *request,
			  struct arena *arena, struct diags *diags)
{
	struct run *run = make_run(request, arena, diags);
	return run ? finish(run, 0) : NULL;
}

const struct lint *lint_make(const struct lint_request *request,
			     struct arena *arena, struct diags *diags)
{
	struct run *run = make_run(request, arena, diags);
	struct acceptances acceptances;
	struct lint *lint;
	if (!run)
		return NULL;
	if (request->expectations_only) {
		if (request->site &&
		    !lint_check_site(run->registry, request->site, diags))
			return NULL;
		lint = finish(run, 0);
	} else {
		if (!acceptances_read(run, &acceptances))
			return NULL;
		lint = finish(run, acceptances_most(&acceptances, run));
		acceptances_apply(&acceptances, run, lint);
	}
	run_find_limits(run);
	lint->limits = run->limits.items;
	lint->limit_count = run->limits.count;
	lint->exact_conditions = run_has_exact_conditions(run);
	return lint;
}
