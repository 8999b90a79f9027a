/*
 * XSM001 and XSM002 of every domain: ops of which nothing is asked of who
 * calls.  The hypervisor asks of others, and where the policy allows it among
 * them, everybody can have it done.
 */
#include "rule/rule_table.h"
#include "rule/rule.h"
#include "run/run.h"

static void add_object(struct run *run, const struct when *when,
		       unsigned object, struct reaches *reaches)
{
	struct anyone_reach *reach = NULL;
	for (size_t i = 0; i < reaches->list.count && !reach; i++)
		if (when_equal(reaches->list.items[i].when, when))
			reach = &reaches->list.items[i];
	if (!reach) {
		struct when *copy = arena_alloc(run->arena, 1, sizeof *copy);
		*copy = *when;
		reach = list_push(&reaches->list, run->arena);
		reach->when = copy;
	}
	*list_push(&reach->objects, run->arena) = object;
}

/* What the way lets everybody do; NULL: it asks something of who calls. */
static const struct free_answer *answer_of(struct run *run,
					   const struct plan_way *way)
{
	return way->free ? query_free(run->solver, way_query(run, way)) : NULL;
}

/* When some way from that one on lets the object pass. */
static struct when hit_when(struct run *run, const struct group *group,
			    size_t first, unsigned object)
{
	struct conditions *conditions = &run->rights->conditions;
	struct when when = when_never();
	for (size_t i = first; i < group->way_count; i++) {
		const struct free_answer *answer =
			answer_of(run, &group->ways[i]);
		for (size_t j = 0; answer && j < answer->hit_count; j++)
			if (answer->hits[j].object == object)
				when = when_or(conditions, &when,
					       &answer->hits[j].when);
	}
	return when;
}

bool anyone_reaches(struct run *run, const struct group *group)
{
	for (size_t i = 0; group->free && i < group->way_count; i++) {
		const struct free_answer *answer =
			answer_of(run, &group->ways[i]);
		if (answer && (answer->object_count || answer->hit_count))
			return true;
	}
	return false;
}

void anyone_find(struct run *run, const struct group *group,
		 struct reaches *reaches)
{
	struct arena scratch = ARENA_INIT;
	const unsigned limit = run->policy->type_count;
	const struct when always = when_always();
	uint64_t *seen = arena_alloc(&scratch, set_words(limit), sizeof *seen);
	for (size_t i = 0; i < group->way_count; i++) {
		const struct free_answer *answer =
			answer_of(run, &group->ways[i]);
		for (size_t j = 0; answer && j < answer->object_count; j++)
			set_add(seen, answer->objects[j]);
	}
	for (unsigned i = set_next(seen, 0, limit); i < limit;
	     i = set_next(seen, i + 1, limit))
		add_object(run, &always, i, reaches);
	for (size_t i = 0; i < group->way_count; i++) {
		const struct free_answer *answer =
			answer_of(run, &group->ways[i]);
		for (size_t j = 0; answer && j < answer->hit_count; j++) {
			const unsigned object = answer->hits[j].object;
			if (set_has(seen, object))
				continue;
			const struct when when =
				hit_when(run, group, i, object);
			set_add(seen, object);
			add_object(run, &when, object, reaches);
		}
	}
	arena_release(&scratch);
}

static const char *describe(const struct run *run, const struct draft *draft,
			    struct arena *arena)
{
	const struct op_status status = results_status(run->results, draft->op);
	const char *conditions = group_shown_conditions(draft->anyone, arena);
	return arena_format(arena,
			    "every domain can perform %s, which is %s in %s "
			    "(%s): FLASK asks of others, not of who calls%s%s",
			    draft->op->name, status_shown(status.status),
			    run->registry->releases[run->release].name,
			    basis_shown(&status, arena),
			    conditions ? "; asked where: " : "",
			    conditions ? conditions : "");
}

static void add_findings(struct run *run, const struct group *group,
			 const struct anyone_reach *reach)
{
	struct draft draft = {
		.subject = ALL_TYPES,
		.performs = true,
		.objects = {reach->objects.items, reach->objects.count},
		.anyone = group,
		.fact = "",
		.describe = describe};
	const struct meaning meaning = meaning_of_group(group);
	if (types_are_doubtful(run, ALL_TYPES, &meaning, &draft.objects))
		draft.role = standing_role;
	draft.condition = when_text(&run->rights->conditions, reach->when,
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
	const struct groups *groups = &run->repertoire->groups;
	for (size_t i = 0; i < groups->list.count; i++) {
		struct reaches reaches = {LIST_INIT};
		if (!groups->list.items[i]->free)
			continue;
		anyone_find(run, groups->list.items[i], &reaches);
		for (size_t j = 0; j < reaches.list.count; j++)
			add_findings(run, groups->list.items[i],
				     &reaches.list.items[j]);
	}
}

const struct rule_set rule_anyone = {.name = "anyone", .finish = find_anyone};

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

static bool add_object_asked(struct run *run, const struct plan_way *way,
			     bool varying, unsigned object, struct arena *arena,
			     struct asked_list *list)
{
	struct trial trial;
	if (!way->free)
		return false;
	const struct when when = query_free_when(
		run->solver, way_query(run, way), object, !varying, &trial);
	if (when_is_never(&when))
		return false;
	add_trial(way, &trial, arena, list);
	return true;
}

/* By the first way that always lets the object pass, or by all that may. */
static void add_ways_asked(struct run *run, const struct group *group,
			   unsigned object, struct arena *arena,
			   struct asked_list *list)
{
	for (unsigned varying = 0; varying < 2; varying++) {
		bool any = false;
		for (size_t i = 0; i < group->way_count; i++) {
			any |= add_object_asked(run, &group->ways[i], varying,
						object, arena, list);
			if (any && !varying)
				return;
		}
	}
}

void anyone_asked(struct run *run, const struct draft *draft,
		  const struct type_list *objects, struct arena *arena,
		  struct asked_list *list)
{
	for (size_t i = 0; i < objects->count; i++)
		add_ways_asked(run, draft->anyone, objects->items[i], arena,
			       list);
}
