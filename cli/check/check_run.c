/* Runs, and the questions that checks may ask of them. */
#include <stdlib.h>
#include <string.h>

#include "check/ability.h"
#include "check/results.h"
#include "check/run.h"
#include "check/shared.h"

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

static struct run *run_new(const struct lint_request *request, unsigned release,
			   struct arena *arena, struct diags *diags)
{
	struct run *run = arena_alloc(arena, 1, sizeof *run);
	run->request = *request;
	run->registry = request->registry;
	run->policy = request->policy;
	run->site = request->site;
	run->release = release;
	run->arena = arena;
	run->diags = diags;
	return run;
}

/* False with a message where the run is not possible. */
static bool run_start(struct run *run)
{
	if (!accesses_recorded(run) || !types_find(run))
		return false;
	run->shared = shared_find(run->request.shared, run->registry,
				  run->release, run->policy, run->arena);
	repertoire_make(run);
	run->results = results_make(run);
	return true;
}

struct run *run_make(const struct lint_request *request, struct arena *arena,
		     struct diags *diags)
{
	struct run *run =
		run_new(request, request->release->used, arena, diags);
	run->rights = rights_make(run->policy, arena);
	run->constraints = constraints_make(run->policy, arena);
	return run_start(run) ? run : NULL;
}

struct run *run_for_release(struct run *run, unsigned release)
{
	struct run *other =
		run_new(&run->request, release, run->arena, run->diags);
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

void run_see_all(struct run *run, const struct check *const *checks,
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

void run_see_subjects(struct run *run, const struct check *check, void *state)
{
	run_see_all(run, &check, &state, 1);
}

/* --- Questions
 * -------------------------------------------------------------------- */

bool run_find_right(const struct run *run, const char *object_class,
		    const char *permission, struct right *right)
{
	return rights_find(run->policy, object_class, permission,
			   &right->object_class, &right->bit);
}

/* Whether contexts exist with which the source may do it to the target. */
static bool has_contexts(struct run *run, unsigned source, unsigned target,
			 struct right right)
{
	uint32_t permission = UINT32_C(1) << right.bit;
	if (run->policy->types[source].permissive ||
	    !constraints_touch(run->constraints, right.object_class,
			       permission))
		return true;
	struct question question = {
		.parties = {{source, NULL}, {target, NULL}},
		.party_count = 2,
		.contacts = {{0, 1, target, right.object_class, permission}},
		.contact_count = 1,
	};
	return constraints_answer(run->constraints, &question) != VERDICT_NO;
}

struct when run_when(struct run *run, const struct asked *asked)
{
	if (!has_contexts(run, asked->source, asked->target, asked->right))
		return when_never();
	return solver_when(run->solver, asked->source, asked->target,
			   asked->right.object_class,
			   UINT32_C(1) << asked->right.bit);
}

enum grant run_grants(struct run *run, unsigned source, unsigned target,
		      struct right right)
{
	const struct asked asked = {source, target, right};
	struct when when = run_when(run, &asked);
	return when_is_never(&when)    ? GRANT_NEVER
	       : when_is_always(&when) ? GRANT_ALWAYS
				       : GRANT_SOMETIMES;
}

enum grant run_allows(struct run *run, unsigned source, unsigned target,
		      const char *object_class, const char *permission)
{
	struct right right;
	return run_find_right(run, object_class, permission, &right)
		       ? run_grants(run, source, target, right)
		       : GRANT_NEVER;
}

uint32_t run_any_permissions(const struct run *run, unsigned source,
			     unsigned object_class)
{
	return rights_any_sometimes(run->rights, source, object_class);
}

bool run_may_have(const struct run *run, unsigned source, struct right right)
{
	return run_any_permissions(run, source, right.object_class) >>
		       right.bit &
	       1;
}

bool run_has_always(const struct run *run, unsigned source, struct right right)
{
	return rights_any(run->rights, source, right.object_class) >>
		       right.bit &
	       1;
}

struct type_list run_targets(const struct run *run, unsigned source,
			     struct right right, struct arena *arena)
{
	unsigned *types;
	size_t count =
		rights_targets(run->rights, source, right.object_class,
			       UINT32_C(1) << right.bit, true, arena, &types);
	return (struct type_list){types, count};
}

const char *run_condition(struct run *run, const struct asked *asked,
			  size_t count, bool *default_state)
{
	struct when when = when_always();
	for (size_t i = 0; i < count; i++) {
		struct when one = run_when(run, &asked[i]);
		when = when_and(&run->rights->conditions, &when, &one);
	}
	return when_text(&run->rights->conditions, &when, default_state);
}

/* --- Types by name
 * ---------------------------------------------------------------- */

unsigned run_find_type(const struct run *run, const char *name)
{
	size_t low = 0, high = run->name_count;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		unsigned type = run->by_name[middle];
		int order = strcmp(name, run->policy->types[type].name);
		if (order == 0)
			return type;
		if (order < 0)
			high = middle;
		else
			low = middle + 1;
	}
	return NO_TYPE;
}
