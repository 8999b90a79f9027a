/* What a finding rests on, gathered access by access. */
#include <stdlib.h>
#include <string.h>

#include "lint/lint_gather.h"
#include "rule/rule.h"

/* In the order they are asked, then by the types' names. */
static int compare_origins(const void *a, const void *b)
{
	const struct origin *x = a, *y = b;
	if (x->access != y->access)
		return x->access < y->access ? -1 : 1;
	int order = strcmp(x->row.source, y->row.source);
	return order ? order : strcmp(x->row.target, y->row.target);
}

static void add_asked(struct row_gathering *gathering,
		      const struct access *access, const struct asked *asked)
{
	const struct run *run = gathering->run;
	const struct policy_class *class =
		&run->policy->classes[asked->right.object_class];
	*list_push(&gathering->origins, &gathering->scratch) =
		(struct origin){{run_type_name(run, asked->source),
				 run_type_name(run, asked->target), class->name,
				 class->permissions[asked->right.bit], NULL, 0},
				access,
				*asked};
}

/* The op's own accesses of the way that passes. */
static void add_pass(struct row_gathering *gathering, const struct pass *pass)
{
	const struct plan_way *way = plan_find_way(gathering->plan, pass->way);
	for (unsigned i = 0; way && i < way->access_count; i++) {
		const struct asked asked = way_asked(way, i, &pass->trial);
		add_asked(gathering, way->accesses[i]->access, &asked);
	}
}

void gather_passes(struct row_gathering *gathering,
		   const struct finding *finding,
		   const struct name_list *chosen)
{
	struct run *run = gathering->run;
	const struct ability ability = finding_ability(run, finding);
	gathering->plan = run_plan(run, finding->op);
	const struct type_list objects =
		finding_chosen(run, finding, chosen, &gathering->scratch);
	struct passes passes = {LIST_INIT};
	solver_load(run->solver, ability.subject);
	for (size_t i = 0; i < objects.count; i++) {
		passes.list.count = 0;
		passes_find(run, ability.group, objects.items[i],
			    &gathering->scratch, &passes);
		for (size_t j = 0; j < passes.list.count; j++)
			add_pass(gathering, &passes.list.items[j]);
	}
	if (gathering->origins.count)
		qsort(gathering->origins.items, gathering->origins.count,
		      sizeof *gathering->origins.items, compare_origins);
}

static void locate(const struct run *run, const struct origin *origin,
		   struct arena *arena, struct finding_access *row)
{
	struct source_location *locations;
	*row = origin->row;
	row->location_count = source_locate(
		run->policy, origin->asked.source, origin->asked.target,
		origin->asked.right.object_class, origin->asked.right.bit,
		arena, &locations);
	row->locations = locations;
}

void gather_located(const struct row_gathering *gathering, struct arena *arena,
		    struct finding_details *details)
{
	size_t count = gathering->origins.count, kept = 0;
	struct finding_access *rows = arena_alloc(arena, count, sizeof *rows);
	for (size_t i = 0; i < count; i++) {
		const struct origin *origin = &gathering->origins.items[i];
		if (i && origin->access &&
		    compare_origins(origin - 1, origin) == 0)
			continue;
		locate(gathering->run, origin, arena, &rows[kept++]);
	}
	details->accesses = rows;
	details->access_count = kept;
}

/* An asked of a draft: what tells it from others, then its place. */
static int compare_asked(const struct asked *x, const struct asked *y)
{
	if (x->source != y->source)
		return x->source < y->source ? -1 : 1;
	if (x->target != y->target)
		return x->target < y->target ? -1 : 1;
	if (x->right.object_class != y->right.object_class)
		return x->right.object_class < y->right.object_class ? -1 : 1;
	if (x->right.bit != y->right.bit)
		return x->right.bit < y->right.bit ? -1 : 1;
	return 0;
}

/* As above, and what is asked earlier before what is asked later. */
static int compare_asked_places(const void *a, const void *b)
{
	const struct asked *x = **(const struct asked *const *const *)a;
	const struct asked *y = **(const struct asked *const *const *)b;
	int order = compare_asked(x, y);
	return order ? order : (x > y) - (x < y);
}

/* By type: whether a step at the ends of the path is from it. */
static const bool *types_at_ends(const struct row_gathering *gathering,
				 const struct draft *draft, struct arena *arena)
{
	const struct run *run = gathering->run;
	const size_t count = draft->path_count, ends = gathering->ends;
	bool *found =
		arena_alloc(arena, run->policy->type_count, sizeof *found);
	for (size_t i = 0; i < count; i++) {
		if (i == ends)
			i = count - ends;
		const unsigned type = run_find_type(run, draft->path[i].from);
		if (type != NO_TYPE)
			found[type] = true;
	}
	return found;
}

/* What was asked, where it counts. */
struct counting {
	const struct asked **items; /* of the draft */
	size_t count, capacity;
};

static struct counting find_counting(const struct row_gathering *gathering,
				     const struct draft *draft,
				     struct arena *arena)
{
	const bool cut =
		gathering->ends && draft->path_count > 2 * gathering->ends;
	const bool *at_ends =
		cut ? types_at_ends(gathering, draft, arena) : NULL;
	struct counting counting = LIST_INIT;
	for (size_t i = 0; i < draft->asked_count; i++)
		if (!cut || at_ends[draft->asked[i].source])
			*list_push(&counting, arena) = &draft->asked[i];
	return counting;
}

/* By index: whether the same was asked before, as several ways may do. */
static const bool *find_repeated(const struct counting *counting,
				 struct arena *arena)
{
	const size_t count = counting->count;
	const struct asked ***order = arena_alloc(arena, count, sizeof *order);
	bool *repeated = arena_alloc(arena, count, sizeof *repeated);
	for (size_t i = 0; i < count; i++)
		order[i] = &counting->items[i];
	if (count)
		qsort(order, count, sizeof *order, compare_asked_places);
	for (size_t i = 1; i < count; i++)
		repeated[order[i] - counting->items] =
			compare_asked(*order[i - 1], *order[i]) == 0;
	return repeated;
}

void gather_asked(struct row_gathering *gathering,
		  const struct finding *finding, const struct name_list *chosen,
		  struct finding_details *details)
{
	struct run *run = gathering->run;
	const struct draft *draft = finding_draft(run, finding);
	const struct counting counting =
		find_counting(gathering, draft, &gathering->scratch);
	struct name_list all = {NULL, 0};
	details->partly = counting.count < draft->asked_count;
	if (chosen->items) {
		const struct type_list objects = finding_whole_objects(
			run, finding, &gathering->scratch);
		all = (struct name_list){
			finding_names(run, &objects, &gathering->scratch),
			objects.count};
	}
	const bool *repeated = find_repeated(&counting, &gathering->scratch);
	for (size_t i = 0; i < counting.count; i++) {
		const struct asked *asked = counting.items[i];
		const char *target = run_type_name(run, asked->target);
		if (!repeated[i] &&
		    (names_have(chosen, target) || !names_have(&all, target)))
			add_asked(gathering, NULL, asked);
	}
}

void gather_granted(struct row_gathering *gathering,
		    const struct finding *finding,
		    const struct name_list *chosen)
{
	const struct draft *draft = finding_draft(gathering->run, finding);
	const struct type_list targets = finding_chosen(
		gathering->run, finding, chosen, &gathering->scratch);
	for (size_t i = 0; i < targets.count; i++) {
		const struct asked asked = {draft->subject, targets.items[i],
					    *draft->granted};
		add_asked(gathering, NULL, &asked);
	}
}

void gather_others(struct row_gathering *gathering,
		   const struct finding *finding,
		   const struct name_list *chosen)
{
	struct asked_list others = {NULL, 0, 0};
	const struct type_list objects = finding_chosen(
		gathering->run, finding, chosen, &gathering->scratch);
	anyone_asked(gathering->run, finding_draft(gathering->run, finding),
		     &objects, &gathering->scratch, &others);
	for (size_t i = 0; i < others.count; i++)
		add_asked(gathering, NULL, &others.items[i]);
}
