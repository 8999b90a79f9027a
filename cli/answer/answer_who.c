/* Who can do what: each caller is asked about each op that is meant. */
#include <stdlib.h>
#include <string.h>

#include "answer/answer_everyone.h"
#include "answer/answer_gather.h"
#include "answer/answer_who.h"
#include "answer/answer_why.h"
#include "rule/rule.h"
#include "run/run.h"

USES_MESSAGE(POLICY_UNENFORCED);

const char *who_how_name(enum who_how how)
{
	static const char *const names[WHO_HOWS] = {
		[WHO_GRANTED] = "granted",
		[WHO_OTHERS] = "others",
		[WHO_UNCHECKED] = "unchecked",
		[WHO_UNKNOWN] = "unknown-allowed",
	};
	return names[how];
}

/* --- Which ops ----------------------------------------------------------- */

/* The op that it stands with: itself, or what it is a part of. */
static const struct op *standing_op(const struct run *run, const struct op *op)
{
	while (!op_stands_apart(run->registry, op, run->release))
		op = &run->registry->ops[op->parent];
	return op;
}

static const char *why_nobody(const struct run *run,
			      const struct who_gathering *gathering)
{
	const struct release *release = &run->registry->releases[run->release];
	const struct plan *plan = gathering->plan;
	const struct op_ways *ways = gathering->ways;
	if (release_set_has(&gathering->op.op->refused, run->release))
		return "fails";
	if (plan->ways.count || plan->open)
		return NULL;
	if (op_ways_end(ways, WAY_PASSES))
		return "ungrantable";
	if (!op_ways_end(ways, WAY_UNKNOWN))
		return op_ways_end(ways, WAY_REFUSED) ? "fails" : "absent";
	return release->unknown_refused ||
			       run->policy->handle_unknown != UNKNOWN_ALLOW
		       ? "unknown"
		       : NULL;
}

/* What only filters is what the ways of an op that is open ask. */
static bool only_filters(const struct plan *plan)
{
	for (size_t i = 0; i < plan->ways.count; i++)
		for (unsigned j = 0; j < plan->ways.items[i].access_count; j++)
			if (plan->ways.items[i].accesses[j]->answer ==
			    ANSWER_DECIDES)
				return false;
	return plan->ways.count != 0;
}

static void start_op(const struct who_run *who, const struct op *op,
		     struct who_gathering *gathering)
{
	static const struct op_ways no_ways;
	static const struct plan no_plan;
	struct run *run = who->run;
	*gathering = (struct who_gathering){
		.op = {.op = op,
		       .status = registry_op_meaning(run->registry, op,
						     run->release, who->arena)},
		.ways = &no_ways,
		.plan = &no_plan,
		.group = run->repertoire->groups.of_op[op - run->registry->ops],
	};
	if (!run->shared->ways->of_op[op - run->registry->ops]) {
		gathering->op.nobody = "not-built";
		return;
	}
	gathering->ways = run_op_ways(run, op);
	gathering->plan = run_plan(run, op);
	gathering->op.nobody = why_nobody(run, gathering);
	gathering->op.filters = only_filters(gathering->plan);
	if (gathering->group)
		gathering->op.asked_where =
			group_shown_conditions(gathering->group, who->arena);
}

/* Each op once; those that stand with another are its parts. */
static void find_ops(struct who_run *who)
{
	const struct registry *registry = who->run->registry;
	const unsigned count = registry->op_count;
	size_t *places = arena_alloc(who->arena, count, sizeof *places);
	who->ops = arena_alloc(who->arena, count, sizeof *who->ops);
	for (unsigned i = 0; i < count; i++) {
		const struct op *op = &registry->ops[i];
		if (!who->question->ops[i] ||
		    !release_set_has(&op->in, who->run->release))
			continue;
		const struct op *standing = standing_op(who->run, op);
		size_t *place = &places[standing - registry->ops];
		if (op == standing && run_is_mere_name(who->run, op))
			continue;
		if (!*place) {
			start_op(who, standing, &who->ops[who->op_count]);
			*place = ++who->op_count;
		}
		if (op != standing &&
		    !who->question->ops[standing - registry->ops])
			*list_push(&who->ops[*place - 1].parts, who->arena) =
				op;
	}
}

/* --- Who calls ----------------------------------------------------------- */

static void find_callers(struct who_run *who)
{
	const struct run *run = who->run;
	const bool *meant = who->question->subjects;
	who->callers =
		arena_alloc(who->arena, run->name_count, sizeof *who->callers);
	for (size_t i = 0; i < run->name_count; i++) {
		const unsigned type = run->by_name[i];
		const bool calls =
			run->calls[type] ||
			(run->trusted[type] && standing_is_possible(run, type));
		if (calls && (!meant || meant[type]))
			who->callers[who->caller_count++] = type;
	}
}

/* --- What a caller can --------------------------------------------------- */

const char *const *who_names(const struct who_run *who,
			     const struct type_list *types)
{
	const unsigned *sorted = run_by_name(who->run, types, who->arena);
	const char **names =
		arena_alloc(who->arena, types->count, sizeof *names);
	for (size_t i = 0; i < types->count; i++)
		names[i] = who->run->policy->types[sorted[i]].name;
	return names;
}

struct type_list who_meant(const struct who_run *who,
			   const struct type_list *objects, struct arena *arena)
{
	const bool *meant = who->question->objects;
	unsigned *kept = arena_alloc(arena, objects->count, sizeof *kept);
	struct type_list list = {kept, 0};
	if (!meant)
		return *objects;
	for (size_t i = 0; i < objects->count; i++)
		if (meant[objects->items[i]])
			kept[list.count++] = objects->items[i];
	return list;
}

void who_tell_condition(const struct who_run *who, struct who_caller *caller,
			const char *condition, bool default_state)
{
	const struct conditions *conditions = &who->run->rights->conditions;
	caller->condition = condition;
	caller->default_state = default_state;
	if (!condition)
		return;
	caller->open = when_text_is_open(conditions, condition);
	caller->cut = when_text_is_cut(conditions, condition);
}

const char *who_doubt(const struct who_run *who, unsigned subject,
		      const struct group *group,
		      const struct type_list *objects)
{
	struct run *run = who->run;
	const struct meaning meaning = meaning_of_group(group);
	if (standing_is_doubtful(run, subject))
		return standing_reason(run, subject, who->arena);
	return types_are_doubtful(run, subject, &meaning, objects)
		       ? standing_reason(run, objects->items[0], who->arena)
		       : NULL;
}

/* What is asked of the op in the passes. */
struct asked_accesses {
	list_of(struct asked) list;
};

static void add_pass(const struct who_gathering *gathering,
		     const struct pass *pass, struct arena *arena,
		     struct asked_accesses *asked)
{
	const struct plan_way *way = plan_find_way(gathering->plan, pass->way);
	for (unsigned i = 0; way && i < way->access_count; i++)
		*list_push(&asked->list, arena) =
			way_asked(way, i, &pass->trial);
}

size_t who_detailed(const struct who_run *who, const struct type_list *objects,
		    struct who_caller *caller)
{
	caller->partly = who->question->detailed < objects->count;
	return caller->partly ? who->question->detailed : objects->count;
}

/* By what the loaded caller passes on the objects. */
static void find_asked(struct who_run *who,
		       const struct who_gathering *gathering,
		       const struct type_list *objects,
		       struct who_caller *caller)
{
	struct arena scratch = ARENA_INIT;
	struct asked_accesses asked = {LIST_INIT};
	struct passes passes = {LIST_INIT};
	struct finding_details details = {.message = NULL};
	const unsigned *sorted = run_by_name(who->run, objects, &scratch);
	const size_t count = who_detailed(who, objects, caller);
	for (size_t i = 0; i < count; i++) {
		passes.list.count = 0;
		passes_find(who->run, gathering->group, sorted[i], &scratch,
			    &passes);
		for (size_t j = 0; j < passes.list.count; j++)
			add_pass(gathering, &passes.list.items[j], &scratch,
				 &asked);
	}
	lint_asked_together(who->run, asked.list.items, asked.list.count,
			    who->arena, &details);
	caller->asked = details.asked;
	caller->asked_count = details.asked_count;
	arena_release(&scratch);
}

static void add_ability(struct who_run *who, struct who_gathering *gathering,
			const struct ability *ability)
{
	struct run *run = who->run;
	struct arena scratch = ARENA_INIT;
	const unsigned type = ability->subject;
	const struct type_list all = ability_objects(ability, &scratch);
	const struct type_list objects = who_meant(who, &all, &scratch);
	if (objects.count) {
		struct who_caller caller = {
			.subject = run->policy->types[type].name,
			.how = WHO_GRANTED,
			.trusted = run->trusted[type],
			.role = run_role_of(run, type),
			.doubt = who_doubt(who, type, gathering->group,
					   &objects),
			.objects = who_names(who, &objects),
			.object_count = objects.count};
		solver_load(run->solver, type);
		who_tell_condition(who, &caller, ability->condition,
				   ability->default_state);
		find_asked(who, gathering, &objects, &caller);
		*list_push(&gathering->callers, who->arena) = caller;
	}
	arena_release(&scratch);
}

static void add_refusal(struct who_run *who, struct who_gathering *gathering,
			unsigned type)
{
	struct who_refusal refusal = {
		.subject = who->run->policy->types[type].name,
		.trusted = who->run->trusted[type]};
	if (who->question->reasons)
		who_find_reason(who, gathering, &refusal);
	*list_push(&gathering->refusals, who->arena) = refusal;
}

/* Of whoever calls it is told who can, unless reasons are asked for. */
static bool tells_refusals(const struct who_question *question)
{
	return question->subjects || question->reasons;
}

/* likely: the groups that the loaded caller may be able to do. */
static void ask_op(struct who_run *who, struct who_gathering *gathering,
		   unsigned type, const uint64_t *likely)
{
	const struct group *group = gathering->group;
	const size_t before = gathering->callers.count;
	struct arena scratch = ARENA_INIT;
	struct abilities abilities = {LIST_INIT};
	if (group && set_has(likely, group->index)) {
		abilities_find_in(who->run, group, &scratch, &abilities);
		for (size_t i = 0; i < abilities.list.count; i++)
			add_ability(who, gathering, &abilities.list.items[i]);
		arena_release(&scratch);
	}
	if (gathering->callers.count == before && !gathering->open &&
	    tells_refusals(who->question))
		add_refusal(who, gathering, type);
}

static void ask_all(struct who_run *who, unsigned type)
{
	struct arena scratch = ARENA_INIT;
	const struct repertoire *repertoire = who->run->repertoire;
	const size_t words = set_words((unsigned)repertoire->groups.list.count);
	uint64_t *likely = arena_alloc(&scratch, words, sizeof *likely);
	solver_load(who->run->solver, type);
	memcpy(likely, query_index_likely(who->run->solver, repertoire->index),
	       words * sizeof *likely);
	for (size_t i = 0; i < who->op_count; i++) {
		solver_load(who->run->solver, type);
		ask_op(who, &who->ops[i], type, likely);
	}
	arena_release(&scratch);
}

/* --- The answer ---------------------------------------------------------- */

static void finish_op(struct who_gathering *gathering)
{
	struct who_op *op = &gathering->op;
	op->parts = gathering->parts.items;
	op->part_count = gathering->parts.count;
	op->elsewhere = gathering->elsewhere.items;
	op->elsewhere_count = gathering->elsewhere.count;
	op->callers = gathering->callers.items;
	op->caller_count = gathering->callers.count;
	op->refusals = gathering->refusals.items;
	op->refusal_count = gathering->refusals.count;
}

static void name_no_domains(const struct who_run *who,
			    struct who_answer *answer)
{
	const struct run *run = who->run;
	const bool *meant = who->question->subjects;
	const char **names =
		arena_alloc(who->arena, run->name_count, sizeof *names);
	for (size_t i = 0; meant && i < run->name_count; i++)
		if (meant[run->by_name[i]] &&
		    !standing_is_possible(run, run->by_name[i]))
			names[answer->no_domain_count++] =
				run->policy->types[run->by_name[i]].name;
	answer->no_domains = names;
}

static const struct lint *lint_of(struct run *run)
{
	struct lint *lint = arena_alloc(run->arena, 1, sizeof *lint);
	const char **trusted =
		arena_alloc(run->arena, run->name_count, sizeof *trusted);
	const struct site *site = run->request.site;
	run_find_limits(run);
	*lint = (struct lint){.registry = run->registry,
			      .policy = run->policy,
			      .release = *run->request.release,
			      .host = run->host,
			      .trusted = trusted,
			      .limits = run->limits.items,
			      .limit_count = run->limits.count,
			      .site = site && site->found ? site->path : NULL,
			      .run = run};
	for (size_t i = 0; i < run->name_count; i++)
		if (run->trusted[run->by_name[i]])
			trusted[lint->trusted_count++] =
				run->policy->types[run->by_name[i]].name;
	return lint;
}

static struct who_answer *finish(const struct who_run *who)
{
	struct who_answer *answer = arena_alloc(who->arena, 1, sizeof *answer);
	struct who_op *ops =
		arena_alloc(who->arena, who->op_count, sizeof *ops);
	const struct type_list callers = {who->callers, who->caller_count};
	for (size_t i = 0; i < who->op_count; i++) {
		finish_op(&who->ops[i]);
		ops[i] = who->ops[i].op;
	}
	*answer = (struct who_answer){.lint = lint_of(who->run),
				      .ops = ops,
				      .op_count = who->op_count,
				      .subjects = who_names(who, &callers),
				      .subject_count = who->caller_count};
	name_no_domains(who, answer);
	return answer;
}

struct who_answer *who_ask(const struct lint_request *request,
			   const struct who_question *question,
			   struct arena *arena, struct diags *diags)
{
	struct who_run who = {.question = question, .arena = arena};
	who.run = run_make(request, &rule_table, arena, diags);
	if (!who.run)
		return NULL;
	const char *unenforced = unenforced_reason(who.run);
	if (unenforced)
		run_add_limit(who.run, MESSAGE_POLICY_UNENFORCED,
			      location_file(request->policy->path), "%s",
			      unenforced);
	find_ops(&who);
	find_callers(&who);
	if (question->reasons)
		who_prepare_reasons(&who);
	for (size_t i = 0; i < who.op_count; i++)
		who_find_everyone(&who, &who.ops[i]);
	for (size_t i = 0; i < who.caller_count; i++)
		ask_all(&who, who.callers[i]);
	return finish(&who);
}

bool who_somebody_can(const struct who_answer *answer)
{
	for (size_t i = 0; i < answer->op_count; i++)
		if (answer->ops[i].caller_count && !answer->ops[i].nobody)
			return true;
	return false;
}
