/*
 * XSM001 and XSM002 of every domain: ops of which nothing is asked of who
 * calls.  The hypervisor asks of others, and where the policy allows it among
 * them, everybody can have it done.
 */
#include "check/check_table.h"
#include "check/free.h"
#include "check/results.h"
#include "check/standing.h"
#include "check/types.h"

/* Objects of a group, and when anybody can do it to them. */
struct reach {
	struct when when;
	list_of(unsigned) objects;
};

struct reaches {
	list_of(struct reach) list;
};

static void add_object(struct run *run, const struct when *when,
		       unsigned object, struct reaches *reaches)
{
	struct reach *reach = NULL;
	for (size_t i = 0; i < reaches->list.count && !reach; i++)
		if (when_equal(&reaches->list.items[i].when, when))
			reach = &reaches->list.items[i];
	if (!reach) {
		reach = list_push(&reaches->list, run->arena);
		reach->when = *when;
	}
	*list_push(&reach->objects, run->arena) = object;
}

/* When some way from that one on lets the object pass. */
static struct when hit_when(struct solver *solver, const struct group *group,
			    size_t first, unsigned object)
{
	struct conditions *conditions = &solver->rights->conditions;
	struct when when = when_never();
	for (size_t i = first; i < group->way_count; i++) {
		if (group->ways[i].shape != WAY_FREE)
			continue;
		const struct way_facts *facts =
			free_solve(solver, &group->ways[i]);
		for (size_t j = 0; j < facts->hit_count; j++)
			if (facts->hits[j].object == object)
				when = when_or(conditions, &when,
					       &facts->hits[j].when);
	}
	return when;
}

static void find_reaches(struct solver *solver, const struct group *group,
			 struct reaches *reaches)
{
	struct type_set *seen = solver_take_set(solver);
	const struct when always = when_always();
	for (size_t i = 0; i < group->way_count; i++) {
		if (group->ways[i].shape != WAY_FREE)
			continue;
		const struct way_facts *facts =
			free_solve(solver, &group->ways[i]);
		for (size_t j = 0; j < facts->object_count; j++)
			type_set_add(seen, facts->objects[j]);
	}
	type_set_sort(seen);
	for (unsigned i = 0; i < seen->count; i++)
		add_object(solver->run, &always, seen->items[i], reaches);
	for (size_t i = 0; i < group->way_count; i++) {
		if (group->ways[i].shape != WAY_FREE)
			continue;
		const struct way_facts *facts =
			free_solve(solver, &group->ways[i]);
		for (size_t j = 0; j < facts->hit_count; j++) {
			unsigned object = facts->hits[j].object;
			if (seen->has[object])
				continue;
			const struct when when =
				hit_when(solver, group, i, object);
			type_set_add(seen, object);
			add_object(solver->run, &when, object, reaches);
		}
	}
	solver_give_back(solver, seen);
}

static const char *describe(const struct run *run, const struct draft *draft,
			    struct arena *arena)
{
	const struct op_status status = results_status(run->results, draft->op);
	return arena_format(arena,
			    "every domain can perform %s, which is %s in %s "
			    "(%s): FLASK asks of others, not of who calls",
			    draft->op->name, status_shown(status.status),
			    run->registry->releases[run->release].name,
			    basis_shown(&status, arena));
}

static void add_findings(struct run *run, const struct group *group,
			 const struct reach *reach)
{
	struct draft draft = {
		.subject = ALL_TYPES,
		.objects = {reach->objects.items, reach->objects.count},
		.anyone = group,
		.fact = "",
		.describe = describe};
	const struct meaning meaning = meaning_of_group(group);
	if (types_are_doubtful(run, ALL_TYPES, &meaning, &draft.objects))
		draft.role = standing_role;
	draft.condition = when_text(&run->rights->conditions, &reach->when,
				    &draft.default_state);
	for (size_t i = 0; i < group->op_count; i++) {
		draft.op = group->ops[i];
		bool covered = results_status(run->results, draft.op).status ==
			       STATUS_COVERED;
		draft.code = covered ? "XSM001" : "XSM002";
		draft.lower = covered && release_set_has(&draft.op->refused,
							 run->release)
				      ? LEVEL_ERROR - LEVEL_NOTE
				      : 0;
		run_add_finding(run, &draft);
	}
}

static void find_anyone(struct run *run, void *state)
{
	(void)state;
	const struct groups *groups = &run->solver->groups;
	for (size_t i = 0; i < groups->list.count; i++) {
		struct reaches reaches = {LIST_INIT};
		if (!groups->list.items[i]->free)
			continue;
		find_reaches(run->solver, groups->list.items[i], &reaches);
		for (size_t j = 0; j < reaches.list.count; j++)
			add_findings(run, groups->list.items[i],
				     &reaches.list.items[j]);
	}
}

const struct check check_anyone = {"anyone", NULL, NULL, find_anyone};

/* --- What it rests on -----------------------------------------------------
 */

static void add_trial(const struct plan_way *way, const struct trial *trial,
		      struct arena *arena, struct asked_list *list)
{
	for (unsigned i = 0; i < way->need_count; i++) {
		const struct requirement *need = &way->needs[i];
		for (unsigned bit = 0; bit < 32; bit++)
			if (need->permissions >> bit & 1)
				*list_push(list, arena) = (struct asked){
					trial->own[need->subject],
					trial->own[need->object],
					{need->object_class, bit}};
	}
}

static bool add_object_asked(struct solver *solver, const struct plan_way *way,
			     bool varying, unsigned object, struct arena *arena,
			     struct asked_list *list)
{
	struct trial trial = {.own = {0}};
	struct when when = when_never();
	if (way->shape != WAY_FREE ||
	    !trial_object(solver, way, varying, object, &trial, &when))
		return false;
	add_trial(way, &trial, arena, list);
	return true;
}

void free_asked(struct run *run, const struct draft *draft,
		const struct type_list *objects, struct arena *arena,
		struct asked_list *list)
{
	const struct group *group = draft->anyone;
	bool varying = draft->condition != NULL;
	run->solver->by_name = true;
	for (size_t i = 0; i < objects->count; i++)
		for (size_t j = 0; j < group->way_count; j++)
			if (add_object_asked(run->solver, &group->ways[j],
					     varying, objects->items[i], arena,
					     list) &&
			    !varying)
				break;
	run->solver->by_name = false;
}
