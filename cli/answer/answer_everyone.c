/*
 * Who can, whoever he is: where the hypervisor asks nothing, or others; and
 * where it is otherwise than where the policy decides.
 */
#include <string.h>

#include "answer/answer_everyone.h"
#include "answer/answer_gather.h"
#include "answer/answer_who.h"
#include "rule/rule.h"
#include "run/run.h"

/* --- Where ---------------------------------------------------------------- */

static const char *joined(const char *text, const char *separator,
			  const char *part, struct arena *arena)
{
	return *text ? arena_format(arena, "%s%s%s", text, separator, part)
		     : part;
}

static const char *condition_words(const struct way_condition *condition,
				   struct arena *arena)
{
	const char *text = "";
	for (unsigned i = 0; i < condition->count; i++)
		text = joined(text, " and ", condition->conditions[i]->text,
			      arena);
	return arena_format(arena, "%s%s%s",
			    condition->decides == DECIDES_BUILD ? "build: "
								: "",
			    condition->holds	    ? ""
			    : condition->count == 1 ? "not: "
						    : "not all of: ",
			    text);
}

/* Under what the way is; NULL: always. */
static const char *where_of(const struct way *way, struct arena *arena)
{
	const char *text = "";
	for (unsigned i = 0; i < way->condition_count; i++)
		text = joined(text, "; ",
			      condition_words(&way->conditions[i], arena),
			      arena);
	return *text ? text : NULL;
}

static const char *end_of(const struct way *way)
{
	static const char *const ends[] = {[WAY_PASSES] = NULL,
					   [WAY_UNKNOWN] = "unknown",
					   [WAY_REFUSED] = "refused",
					   [WAY_ABSENT] = "absent"};
	return ends[way->end];
}

static bool is_said(const struct who_gathering *gathering, const char *end,
		    const char *where)
{
	for (size_t i = 0; i < gathering->elsewhere.count; i++)
		if (strcmp(gathering->elsewhere.items[i].end, end) == 0 &&
		    strcmp(gathering->elsewhere.items[i].where, where) == 0)
			return true;
	return false;
}

/* What holds under conditions alone, and the policy does not decide. */
static void find_elsewhere(const struct who_run *who,
			   struct who_gathering *gathering)
{
	const struct op_ways *ways = gathering->ways;
	for (size_t i = 0; i < ways->count; i++) {
		const struct way *way = &ways->ways[i];
		const char *end = end_of(way);
		const char *where = end ? where_of(way, who->arena) : NULL;
		if (where && !is_said(gathering, end, where))
			*list_push(&gathering->elsewhere, who->arena) =
				(struct who_elsewhere){end, where};
	}
}

/* --- Nothing is asked ------------------------------------------------------
 */

static bool is_open(const struct op_ways *ways)
{
	for (size_t i = 0; i < ways->count; i++)
		if (way_is_unchecked(&ways->ways[i]))
			return true;
	return false;
}

/* Where it is open; NULL: wherever the hypervisor runs. */
static const char *open_where(const struct who_run *who,
			      const struct who_gathering *gathering)
{
	const struct op_ways *ways = gathering->ways;
	const char *all = "";
	for (size_t i = 0; i < ways->count; i++) {
		const struct way *way = &ways->ways[i];
		if (!way_is_unchecked(way))
			continue;
		const char *where = where_of(way, who->arena);
		if (!where)
			return NULL;
		all = joined(all, "; or: ", where, who->arena);
	}
	return *all ? all : NULL;
}

static void add_open(struct who_run *who, struct who_gathering *gathering,
		     enum who_how how, const char *where)
{
	gathering->open |= !where;
	*list_push(&gathering->callers, who->arena) = (struct who_caller){
		.how = how, .default_state = true, .where = where};
}

/* --- Others are asked ------------------------------------------------------
 */

static void find_asked(struct who_run *who, const struct group *group,
		       const struct type_list *objects,
		       struct who_caller *caller)
{
	struct arena scratch = ARENA_INIT;
	struct asked_list asked = {NULL, 0, 0};
	struct finding_details details = {.message = NULL};
	const struct draft draft = {.subject = ALL_TYPES, .anyone = group};
	const struct type_list first = {
		run_by_name(who->run, objects, &scratch),
		who_detailed(who, objects, caller)};
	anyone_asked(who->run, &draft, &first, &scratch, &asked);
	lint_asked_together(who->run, asked.items, asked.count, who->arena,
			    &details);
	caller->asked = details.asked;
	caller->asked_count = details.asked_count;
	arena_release(&scratch);
}

static void add_others(struct who_run *who, struct who_gathering *gathering)
{
	struct run *run = who->run;
	struct reaches reaches = {LIST_INIT};
	anyone_find(run, gathering->group, &reaches);
	for (size_t i = 0; i < reaches.list.count; i++) {
		const struct anyone_reach *reach = &reaches.list.items[i];
		const struct type_list all = {reach->objects.items,
					      reach->objects.count};
		const struct type_list objects =
			who_meant(who, &all, who->arena);
		struct who_caller caller = {.how = WHO_OTHERS,
					    .object_count = objects.count};
		bool by_default = true;
		if (!objects.count)
			continue;
		const char *text = when_text(&run->rights->conditions,
					     reach->when, &by_default);
		who_tell_condition(who, &caller, text, by_default);
		caller.objects = who_names(who, &objects);
		caller.doubt =
			who_doubt(who, ALL_TYPES, gathering->group, &objects);
		find_asked(who, gathering->group, &objects, &caller);
		*list_push(&gathering->callers, who->arena) = caller;
	}
}

void who_find_everyone(struct who_run *who, struct who_gathering *gathering)
{
	const struct run *run = who->run;
	const bool allowed =
		!run->registry->releases[run->release].unknown_refused &&
		run->policy->handle_unknown == UNKNOWN_ALLOW;
	find_elsewhere(who, gathering);
	if (gathering->op.nobody)
		return;
	if (is_open(gathering->ways))
		add_open(who, gathering, WHO_UNCHECKED,
			 open_where(who, gathering));
	if (gathering->plan->unknown && allowed)
		add_open(who, gathering, WHO_UNKNOWN, NULL);
	if (gathering->group && gathering->group->free)
		add_others(who, gathering);
}
