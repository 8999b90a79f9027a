/* Runs: how one is made, and how all its subjects are seen. */
#include <stdlib.h>
#include <string.h>

#include "run/run_ability.h"
#include "run/run_results.h"
#include "run/run_make.h"
#include "run/run_shared.h"

USES_MESSAGE(ACCESSES_UNRECORDED);

/* --- Making a run -----------------------------------------------------------
 */

/* Every hypercall's accesses must be known, or findings would be missing. */
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

/* Findings are worked out when who asked may be done with it. */
static const struct release_choice *keep_choice(
	const struct release_choice *choice, struct arena *arena)
{
	struct release_choice *kept = arena_alloc(arena, 1, sizeof *kept);
	unsigned *candidates =
		arena_alloc(arena, choice->candidate_count, sizeof *candidates);
	*kept = *choice;
	kept->candidates = candidates;
	for (size_t i = 0; i < choice->candidate_count; i++)
		candidates[i] = choice->candidates[i];
	return kept;
}

static struct run *run_new(const struct lint_request *request,
			   const struct rule_sets *rules, unsigned release,
			   struct arena *arena, struct diags *diags)
{
	struct run *run = arena_alloc(arena, 1, sizeof *run);
	run->request = *request;
	run->request.release = keep_choice(request->release, arena);
	run->rules = rules;
	run->registry = request->registry;
	run->policy = request->policy;
	run->site = request->site;
	run->host = host_known(request->build);
	run->release = release;
	run->arena = arena;
	run->diags = diags;
	run->shared = shared_find(run->request.shared, run->registry, run->host,
				  run->release, run->policy, run->arena);
	return run;
}

/* False with a message where the run is not possible. */
static bool run_start(struct run *run)
{
	if (!accesses_recorded(run) || !types_find(run))
		return false;
	repertoire_make(run);
	run->results = results_make(run);
	return true;
}

struct run *run_make(const struct lint_request *request,
		     const struct rule_sets *rules, struct arena *arena,
		     struct diags *diags)
{
	struct run *run =
		run_new(request, rules, request->release->used, arena, diags);
	const struct right_terms terms = solve_terms(&run->shared->vectors);
	run->rights = rights_make(run->policy, &terms, arena);
	run->constraints = constraints_make(run->policy, &terms, arena);
	return run_start(run) ? run : NULL;
}

struct run *run_for_release(struct run *run, unsigned release)
{
	struct run *other = run_new(&run->request, run->rules, release,
				    run->arena, run->diags);
	other->rights = run->rights;
	other->constraints = run->constraints;
	return run_start(other) ? other : NULL;
}

/* --- All subjects
 * ------------------------------------------------------------- */

/* Types of the same attributes one after the other, whose rows share much. */
struct ordered {
	struct names names;
	unsigned type, rank;
};

static int compare_ordered(const void *a, const void *b)
{
	const struct ordered *x = a, *y = b;
	unsigned i = 0, j = 0;
	for (;; i++, j++) {
		i += i < x->names.count && x->names.items[i] == x->type;
		j += j < y->names.count && y->names.items[j] == y->type;
		if (i == x->names.count || j == y->names.count)
			break;
		if (x->names.items[i] != y->names.items[j])
			return x->names.items[i] < y->names.items[j] ? -1 : 1;
	}
	if ((i == x->names.count) != (j == y->names.count))
		return i == x->names.count ? -1 : 1;
	return x->rank < y->rank ? -1 : 1;
}

static const struct ordered *order_subjects(const struct run *run,
					    struct arena *arena)
{
	struct ordered *list =
		arena_alloc(arena, run->subject_count, sizeof *list);
	for (unsigned i = 0; i < run->subject_count; i++)
		list[i] = (struct ordered){
			rights_names(run->rights, run->subjects[i]),
			run->subjects[i], i};
	if (run->subject_count)
		qsort(list, run->subject_count, sizeof *list, compare_ordered);
	return list;
}

void run_see_all(struct run *run, const struct rule_set *const *checks,
		 void **states, size_t count)
{
	struct arena scratch = ARENA_INIT;
	struct abilities abilities = {LIST_INIT};
	const struct ordered *list = order_subjects(run, &scratch);
	for (size_t i = 0; i < run->subject_count; i++) {
		abilities.list.count = 0;
		solver_load(run->solver, list[i].type);
		abilities_find(run, &scratch, &abilities);
		const struct subject subject = {list[i].type,
						abilities.list.items,
						abilities.list.count};
		for (size_t j = 0; j < count; j++)
			if (checks[j]->see)
				checks[j]->see(run, &subject, states[j]);
	}
	arena_release(&scratch);
}

void run_see_subjects(struct run *run, const struct rule_set *check,
		      void *state)
{
	run_see_all(run, &check, &state, 1);
}
