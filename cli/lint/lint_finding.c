/* What is worked out of a finding when it is shown. */
#include <stdlib.h>
#include <string.h>

#include "lint/lint.h"
#include "run/run.h"
#include "rule/rule.h"
#include "lint/lint_origin.h"
#include "base/text.h"

static const char *type_name(const struct run *run, unsigned type)
{
	return run->policy->types[type].name;
}

/* --- Objects ----------------------------------------------------------------
 */

static struct ability ability_of(struct run *run, const struct finding *finding)
{
	const struct evidence evidence =
		results_evidence(run->results, finding->index);
	return (struct ability){.run = run,
				.subject = run_find_type(run, finding->subject),
				.group = evidence.group,
				.when = evidence.when};
}

/* What a check added; NULL for what the subject can do by itself. */
static const struct draft *draft_of(const struct run *run,
				    const struct finding *finding)
{
	return results_evidence(run->results, finding->index).draft;
}

/* The types on which the draft's subject has what it is granted. */
static struct type_list granted_types(struct run *run,
				      const struct draft *draft,
				      struct arena *arena)
{
	struct repertoire *repertoire = run->repertoire;
	if (!draft->concerns && draft->part == PART_ALL)
		return run_targets(run, draft->subject, *draft->granted, arena);
	if (repertoire->last_granted.draft == draft)
		return repertoire->last_granted.types;
	const struct type_list all =
		run_targets(run, draft->subject, *draft->granted, arena);
	unsigned *kept = arena_alloc(run->arena, all.count, sizeof *kept);
	struct type_list types = {kept, 0};
	for (size_t i = 0; i < all.count; i++)
		if (!draft->concerns ||
		    draft->concerns(run, draft, all.items[i]))
			kept[types.count++] = all.items[i];
	types = types_part(run, draft->subject, draft->part, draft->meaning,
			   &types, run->arena);
	repertoire->last_granted.draft = draft;
	repertoire->last_granted.types = types;
	return types;
}

/* The objects that the finding had before waivers parted them. */
static struct type_list whole_objects(struct run *run,
				      const struct finding *finding,
				      struct arena *arena)
{
	const struct draft *draft = draft_of(run, finding);
	if (draft && draft->granted)
		return granted_types(run, draft, arena);
	if (draft)
		return draft->objects;
	const struct ability ability = ability_of(run, finding);
	const struct type_list all = ability_objects(&ability, arena);
	const struct meaning meaning = meaning_of_group(ability.group);
	return types_part(run, ability.subject,
			  results_evidence(run->results, finding->index).part,
			  &meaning, &all, arena);
}

static struct type_list objects_of(struct run *run,
				   const struct finding *finding,
				   struct arena *arena)
{
	const struct type_list share =
		results_objects(run->results, finding->index);
	return share.items ? share : whole_objects(run, finding, arena);
}

/* Names of types, sorted; items NULL: all that there are. */
struct name_list {
	const char *const *items;
	size_t count;
};

static bool has_name(const struct name_list *list, const char *name)
{
	return list->items && bsearch(&name, list->items, list->count,
				      sizeof *list->items, text_compare_items);
}

/* The names of the types, sorted. */
static const char **names_of(const struct run *run,
			     const struct type_list *types, struct arena *arena)
{
	const char **names = arena_alloc(arena, types->count, sizeof *names);
	struct arena scratch = ARENA_INIT;
	const unsigned *sorted = run_by_name(run, types, &scratch);
	for (size_t i = 0; i < types->count; i++)
		names[i] = type_name(run, sorted[i]);
	arena_release(&scratch);
	return names;
}

/* The types of those names, or without any, the finding's objects. */
static struct type_list chosen_objects(struct run *run,
				       const struct finding *finding,
				       const struct name_list *chosen,
				       struct arena *arena)
{
	if (!chosen->items) {
		const struct type_list all = objects_of(run, finding, arena);
		return (struct type_list){run_by_name(run, &all, arena),
					  all.count};
	}
	unsigned *types = arena_alloc(arena, chosen->count, sizeof *types);
	for (size_t i = 0; i < chosen->count; i++)
		types[i] = run_find_type(run, chosen->items[i]);
	return (struct type_list){types, chosen->count};
}

size_t lint_objects(const struct lint *lint, const struct finding *finding,
		    struct arena *arena, const char ***objects)
{
	struct arena scratch = ARENA_INIT;
	const struct type_list types = objects_of(lint->run, finding, &scratch);
	*objects = names_of(lint->run, &types, arena);
	arena_release(&scratch);
	return types.count;
}

/* --- Accesses
 * ----------------------------------------------------------------- */

/* The rows of a finding while they are gathered. */
struct row_gathering {
	struct run *run;
	const struct plan *plan; /* of the finding's own op */
	list_of(struct origin) origins;
	size_t ends; /* of a path, the steps at each that count; 0: all do */
	struct arena scratch;
};

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
	*list_push(&gathering->origins, &gathering->scratch) = (struct origin){
		{type_name(run, asked->source), type_name(run, asked->target),
		 class->name, class->permissions[asked->right.bit], NULL, 0},
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

static void gather_passes(struct row_gathering *gathering,
			  const struct finding *finding,
			  const struct name_list *chosen)
{
	struct run *run = gathering->run;
	const struct ability ability = ability_of(run, finding);
	gathering->plan = run_plan(run, finding->op);
	const struct type_list objects =
		chosen_objects(run, finding, chosen, &gathering->scratch);
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

/* The rows, each once, with the rules that allow them. */
static void hand_over(const struct row_gathering *gathering,
		      struct arena *arena, struct finding_details *details)
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

/* --- Details
 * --------------------------------------------------------------------- */

static void add_delegation(const struct run *run, const struct finding *finding,
			   struct arena *arena, struct finding_details *details)
{
	const struct op_status *status = &finding->status;
	const char *gives =
		status->status == STATUS_SAFE ? status->gives : NULL;
	bool refused = release_set_has(&finding->op->refused, run->release);
	const char *conditions = group_shown_conditions(
		run->repertoire->groups.of_op[finding->op - run->registry->ops],
		arena);
	details->asked_where = conditions;
	details->message = arena_format(
		arena, "%s can perform %s, which is %s in %s (%s)%s%s%s",
		finding->subject, finding->op->name,
		status_shown(status->status),
		run->registry->releases[run->release].name,
		basis_shown(status, arena),
		refused ? ", but fails there for everyone" : "",
		conditions ? "; asked where: " : "",
		conditions ? conditions : "");
	details->brief = arena_format(
		arena, "%s can perform %s%s%s%s%s%s", finding->subject,
		finding->op->name, gives ? ", which gives " : "",
		gives ? gives : "", refused ? ", but fails for everyone" : "",
		conditions ? "; asked where: " : "",
		conditions ? conditions : "");
}

/* Adds to the message, and to its brief form. */
static void add_words(struct arena *arena, struct finding_details *details,
		      const char *words)
{
	details->message =
		arena_format(arena, "%s; %s", details->message, words);
	details->brief = arena_format(arena, "%s; %s", details->brief, words);
}

static const char *draft_message(const struct run *run,
				 const struct draft *draft, struct arena *arena)
{
	if (draft->message)
		return draft->message;
	return draft->describe ? draft->describe(run, draft, arena)
			       : rule_find(draft->code)->title;
}

struct identity lint_identity(const struct lint *lint,
			      const struct finding *finding,
			      struct arena *arena)
{
	const struct draft *draft = draft_of(lint->run, finding);
	struct identity identity = {.op = finding->op, .fact = ""};
	if (!draft)
		return identity;
	if (!identity.op && draft->mention_count)
		identity.op = draft->mentions[0];
	if (draft->op_varies)
		identity.op = NULL;
	identity.fact = draft->fact ? draft->fact
				    : draft_message(lint->run, draft, arena);
	return identity;
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

/* Adds what was asked, but for what is about objects that are not chosen. */
static void gather_asked(struct row_gathering *gathering,
			 const struct finding *finding,
			 const struct name_list *chosen,
			 struct finding_details *details)
{
	struct run *run = gathering->run;
	const struct draft *draft = draft_of(run, finding);
	const struct counting counting =
		find_counting(gathering, draft, &gathering->scratch);
	struct name_list all = {NULL, 0};
	details->partly = counting.count < draft->asked_count;
	if (chosen->items) {
		const struct type_list objects =
			whole_objects(run, finding, &gathering->scratch);
		all = (struct name_list){
			names_of(run, &objects, &gathering->scratch),
			objects.count};
	}
	const bool *repeated = find_repeated(&counting, &gathering->scratch);
	for (size_t i = 0; i < counting.count; i++) {
		const struct asked *asked = counting.items[i];
		const char *target = type_name(run, asked->target);
		if (!repeated[i] &&
		    (has_name(chosen, target) || !has_name(&all, target)))
			add_asked(gathering, NULL, asked);
	}
}

static void gather_granted(struct row_gathering *gathering,
			   const struct finding *finding,
			   const struct name_list *chosen)
{
	const struct draft *draft = draft_of(gathering->run, finding);
	const struct type_list targets = chosen_objects(
		gathering->run, finding, chosen, &gathering->scratch);
	for (size_t i = 0; i < targets.count; i++) {
		const struct asked asked = {draft->subject, targets.items[i],
					    *draft->granted};
		add_asked(gathering, NULL, &asked);
	}
}

/* What is asked of others than the caller. */
static void gather_others(struct row_gathering *gathering,
			  const struct finding *finding,
			  const struct name_list *chosen)
{
	struct asked_list others = {NULL, 0, 0};
	const struct type_list objects = chosen_objects(
		gathering->run, finding, chosen, &gathering->scratch);
	anyone_asked(gathering->run, draft_of(gathering->run, finding),
		     &objects, &gathering->scratch, &others);
	for (size_t i = 0; i < others.count; i++)
		add_asked(gathering, NULL, &others.items[i]);
}

static void draft_details(struct row_gathering *gathering,
			  const struct finding *finding,
			  const struct name_list *chosen, struct arena *arena,
			  struct finding_details *details)
{
	const struct draft *draft = draft_of(gathering->run, finding);
	details->message = draft_message(gathering->run, draft, arena);
	details->brief = details->message;
	details->path = draft->path;
	details->path_count = draft->path_count;
	details->place = draft->place;
	gather_asked(gathering, finding, chosen, details);
	if (draft->granted)
		gather_granted(gathering, finding, chosen);
	if (draft->anyone)
		gather_others(gathering, finding, chosen);
}

/* Of what it is in doubt that a domain has it: the subject, or an object. */
static unsigned doubtful_type(struct run *run, const struct finding *finding,
			      struct arena *arena)
{
	unsigned subject = finding->subject
				   ? run_find_type(run, finding->subject)
				   : NO_TYPE;
	if (standing_is_doubtful(run, subject))
		return subject;
	const struct name_list all = {NULL, 0};
	const struct type_list objects =
		chosen_objects(run, finding, &all, arena);
	for (size_t i = 0; i < objects.count; i++)
		if (standing_is_doubtful(run, objects.items[i]))
			return objects.items[i];
	return NO_TYPE;
}

static void add_doubt(struct run *run, const struct finding *finding,
		      struct arena *arena, struct finding_details *details)
{
	struct arena scratch = ARENA_INIT;
	unsigned type = NO_TYPE;
	if (finding->doubtful)
		type = doubtful_type(run, finding, &scratch);
	arena_release(&scratch);
	if (type == NO_TYPE)
		return;
	add_words(arena, details, standing_reason(run, type, arena));
}

/*
 * Of what a device model can do to others than its guests, which its role does
 * not excuse: on whom, by the first few names.
 */
static void add_beside_role(struct run *run, const struct finding *finding,
			    const struct name_list *chosen, struct arena *arena,
			    struct finding_details *details)
{
	enum { NAMED = 4 };
	struct arena scratch = ARENA_INIT;
	const struct ability ability = ability_of(run, finding);
	const char *role = run_role_of(run, ability.subject);
	const struct meaning domain = meaning_of_party(PARTY_TARGET, 0);
	struct buffer text = BUFFER_INIT;
	const struct type_list objects =
		chosen_objects(run, finding, chosen, &scratch);
	for (size_t i = 0; i < objects.count && i < NAMED; i++)
		buffer_format(&text, "%s%s", i ? ", " : "",
			      type_name(run, objects.items[i]));
	if (objects.count > NAMED)
		buffer_format(&text, " and %zu more", objects.count - NAMED);
	if (role && objects.count &&
	    types_role_needs_objects(run, ability.subject, role, &domain)) {
		details->beside_role = role;
		add_words(arena, details,
			  arena_format(arena,
				       "role %s does not excuse it on %s: %s "
				       "no label by which it sees a guest of "
				       "its own",
				       role, buffer_string(&text),
				       objects.count == 1 ? "that is"
							  : "those are"));
	}
	buffer_release(&text);
	arena_release(&scratch);
}

/* A condition that tells of more states than it may hold in, or of fewer. */
static void add_condition(const struct finding *finding, struct arena *arena,
			  struct finding_details *details)
{
	if (finding->open)
		add_words(arena, details,
			  arena_format(arena,
				       "its condition is too large to be "
				       "worked out: it is %s by default, and "
				       "may be so always",
				       finding->default_state ? "true"
							      : "false"));
	if (finding->cut)
		add_words(arena, details, "its condition is not shown whole");
}

/* Of a waiver of its op, which does not say that it is for its rule. */
static void add_near(const struct finding *finding, struct arena *arena,
		     struct finding_details *details)
{
	const struct waiver *near = finding->near;
	if (!near)
		return;
	add_words(arena, details,
		  arena_format(arena,
			       "the %s at %s:%u does not accept it: that takes "
			       "%s%s%s",
			       near->remark ? "remark" : "waiver",
			       near->place.file, near->place.line,
			       near->remark ? "\"accept " : "rule=\"",
			       finding->rule->code,
			       near->remark ? " ...\"" : "\""));
}

/* The objects asked for, or else those of the finding's share. */
static struct name_list choose(const struct lint *lint,
			       const struct finding *finding,
			       const struct name_list *asked,
			       struct arena *arena)
{
	const struct type_list share =
		results_objects(lint->run->results, finding->index);
	if (asked->items || !share.items)
		return *asked;
	return (struct name_list){names_of(lint->run, &share, arena),
				  share.count};
}

/* All but the accesses, which are gathered. */
static void gather(struct row_gathering *gathering,
		   const struct finding *finding,
		   const struct name_list *chosen, struct arena *arena,
		   struct finding_details *details)
{
	*details = (struct finding_details){.message = NULL};
	if (draft_of(gathering->run, finding)) {
		draft_details(gathering, finding, chosen, arena, details);
	} else {
		add_delegation(gathering->run, finding, arena, details);
		gather_passes(gathering, finding, chosen);
		if (!finding->role && finding->level > LEVEL_NOTE)
			add_beside_role(gathering->run, finding, chosen, arena,
					details);
	}
	add_doubt(gathering->run, finding, arena, details);
	add_condition(finding, arena, details);
	add_near(finding, arena, details);
}

void lint_details(const struct lint *lint, const struct finding *finding,
		  const char *const *objects, size_t object_count,
		  struct arena *arena, struct finding_details *details)
{
	struct row_gathering gathering = {.run = lint->run};
	const struct name_list asked = {objects, objects ? object_count : 0};
	const struct name_list chosen =
		choose(lint, finding, &asked, &gathering.scratch);
	gather(&gathering, finding, &chosen, arena, details);
	hand_over(&gathering, arena, details);
	arena_release(&gathering.scratch);
}

/* Puts what was gathered together, in one of two ways. */
typedef void put_together(struct run *run, const struct origin *origins,
			  size_t count, struct arena *arena,
			  struct finding_details *details);

static void detail_asked(const struct lint *lint, const struct finding *finding,
			 const struct name_list *asked, size_t ends,
			 put_together *together, struct arena *arena,
			 struct finding_details *details)
{
	struct row_gathering gathering = {.run = lint->run, .ends = ends};
	const struct name_list chosen =
		choose(lint, finding, asked, &gathering.scratch);
	gather(&gathering, finding, &chosen, arena, details);
	together(lint->run, gathering.origins.items, gathering.origins.count,
		 arena, details);
	arena_release(&gathering.scratch);
}

void lint_details_together(const struct lint *lint,
			   const struct finding *finding,
			   const char *const *objects, size_t object_count,
			   struct arena *arena, struct finding_details *details)
{
	const struct name_list asked = {objects, objects ? object_count : 0};
	detail_asked(lint, finding, &asked, 0, origins_together, arena,
		     details);
}

void lint_details_by_rules(const struct lint *lint,
			   const struct finding *finding,
			   const char *const *objects, size_t object_count,
			   size_t ends, struct arena *arena,
			   struct finding_details *details)
{
	const struct name_list asked = {objects, objects ? object_count : 0};
	detail_asked(lint, finding, &asked, ends, origins_by_rules, arena,
		     details);
}

/* --- Findings
 * ------------------------------------------------------------- */

struct finding lint_finding(const struct lint *lint, size_t index)
{
	return results_finding(lint->run->results, index);
}

enum level lint_finding_level(const struct lint *lint, size_t index,
			      bool *accepted)
{
	return results_level(lint->run->results, index, accepted);
}
