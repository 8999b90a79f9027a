/* From the accesses of an op to its ways. */
#include <string.h>

#include "way/way_condition.h"

/* An op while it is expanded, for one build after the other. */
struct expansion {
	const struct way_request *request;
	const struct op *op;
	struct arena *arena;
	unsigned system_domains;
	struct op_accesses listed;
	struct way_access *accesses; /* of each that is listed */
	unsigned *choices;	     /* of each: from 1; 0: none */
	unsigned choice_count;
	struct build_list builds;
	const struct build *build;
	list_of(struct way) ways;
};

/* What is taken so far. */
struct taking {
	bool *taken; /* of each access */
	struct condition_list conditions;
	enum way_end end;
};

static const struct access *access_at(const struct expansion *expansion,
				      size_t index)
{
	return expansion->listed.list.items[index];
}

static bool is_here(const struct expansion *expansion, size_t index)
{
	return build_has(expansion->request->registry, expansion->build,
			 access_at(expansion, index));
}

static bool is_unconditional(const struct expansion *expansion, size_t index)
{
	return !expansion->choices[index] && !access_at(expansion, index)->when;
}

static struct taking taking_copy(const struct expansion *expansion,
				 const struct taking *from)
{
	const size_t count = expansion->listed.list.count;
	struct taking copy = {.end = from->end};
	copy.taken = arena_alloc(expansion->arena, count, sizeof *copy.taken);
	memcpy(copy.taken, from->taken, count * sizeof *copy.taken);
	for (size_t i = 0; i < from->conditions.count; i++)
		*list_push(&copy.conditions, expansion->arena) =
			from->conditions.items[i];
	return copy;
}

/* --- One way ---------------------------------------------------------- */

static struct requirements find_requirements(const struct expansion *expansion,
					     const struct way *way,
					     enum answer answer)
{
	struct requirements found = {.grantable = true};
	struct requirement *items =
		arena_alloc(expansion->arena, way->access_count, sizeof *items);
	for (unsigned i = 0; i < way->access_count; i++)
		if (way->accesses[i].answer == answer)
			requirements_add(&found, items, &way->accesses[i]);
	return found;
}

/*
 * Whether it is asked where of the conditions the one holds, or none.  What
 * only filters, or is ignored, goes with each.
 */
static bool is_asked(const struct way_access *access,
		     const struct way_condition *holds)
{
	return access->answer != ANSWER_DECIDES || !access->access->when ||
	       (holds && condition_asks(holds, access->access));
}

static void add_way(struct expansion *expansion, const struct taking *taking,
		    const struct way_condition *holds)
{
	const size_t count = expansion->listed.list.count;
	struct arena *arena = expansion->arena;
	struct way way = {.op = expansion->op,
			  .end = taking->end,
			  .conditions = taking->conditions.items,
			  .condition_count = (unsigned)taking->conditions.count,
			  .conditional = holds != NULL,
			  .system_domains = expansion->system_domains};
	struct way_access *accesses =
		arena_alloc(arena, count, sizeof *accesses);
	for (size_t i = 0; i < count; i++)
		if (taking->taken[i] &&
		    is_asked(&expansion->accesses[i], holds))
			accesses[way.access_count++] = expansion->accesses[i];
	way.accesses = accesses;
	way.required = find_requirements(expansion, &way, ANSWER_DECIDES);
	way.filtered = find_requirements(expansion, &way, ANSWER_FILTERS);
	*list_push(&expansion->ways, arena) = way;
}

/* Adds what else decides whether something is asked, or nothing is. */
static void find_whens(const struct expansion *expansion,
		       const struct taking *taking,
		       struct condition_list *whens)
{
	for (size_t i = 0; i < expansion->listed.list.count; i++) {
		const struct access *access = access_at(expansion, i);
		if (!is_here(expansion, i) ||
		    (expansion->choices[i] && !taking->taken[i]))
			continue;
		if (access->kind == ACCESS_ASKED ||
		    access->kind == ACCESS_UNKNOWN ||
		    (access->kind == ACCESS_NONE && !access->build))
			conditions_add_when(expansion->request->registry,
					    access, expansion->arena, whens);
	}
}

/* Where one holds the hook may not know the op. */
static enum way_end end_under(const struct expansion *expansion,
			      const struct taking *taking,
			      const struct way_condition *holds)
{
	for (size_t i = 0; i < expansion->listed.list.count; i++)
		if (is_here(expansion, i) &&
		    access_at(expansion, i)->kind == ACCESS_UNKNOWN &&
		    (!expansion->choices[i] || taking->taken[i]) &&
		    condition_asks(holds, access_at(expansion, i)))
			return WAY_UNKNOWN;
	return taking->end;
}

/* The way as it is, and those on which one condition adds something. */
static void add_ways(struct expansion *expansion, const struct taking *taking)
{
	struct condition_list whens = LIST_INIT;
	find_whens(expansion, taking, &whens);
	struct taking base = taking_copy(expansion, taking);
	for (size_t i = 0; i < whens.count; i++)
		*list_push(&base.conditions, expansion->arena) = whens.items[i];
	add_way(expansion, &base, NULL);
	for (size_t i = 0; i < whens.count; i++) {
		struct way_condition holds = whens.items[i];
		struct taking with = taking_copy(expansion, taking);
		holds.holds = true;
		*list_push(&with.conditions, expansion->arena) = holds;
		with.end = end_under(expansion, taking, &holds);
		add_way(expansion, &with, &holds);
	}
}

/* --- Choices and builds ----------------------------------------------- */

/* Takes one alternative; false: the build has none such. */
static bool take_alternative(const struct expansion *expansion, unsigned choice,
			     char letter, struct taking *taking)
{
	bool exists = false, leads_on = false, refused = false;
	for (size_t i = 0; i < expansion->listed.list.count; i++) {
		const struct access *access = access_at(expansion, i);
		if (expansion->choices[i] != choice ||
		    access->alternative != letter || !is_here(expansion, i))
			continue;
		exists = true;
		refused |= access->refused;
		leads_on |= access->kind != ACCESS_UNKNOWN && !access->refused;
		taking->taken[i] = access->kind != ACCESS_UNKNOWN &&
				   access->kind != ACCESS_NONE;
		conditions_add_picked(expansion->request->registry, access,
				      expansion->arena, &taking->conditions);
	}
	if (exists && !leads_on && taking->end == WAY_PASSES)
		taking->end = refused ? WAY_REFUSED : WAY_UNKNOWN;
	return exists;
}

/* Each alternative of the choice, and after it the choices that follow. */
static void add_choices(struct expansion *expansion, unsigned choice,
			const struct taking *so_far)
{
	bool exists = false;
	if (choice > expansion->choice_count) {
		add_ways(expansion, so_far);
		return;
	}
	for (int letter = 'a'; letter <= 'z'; letter++) {
		struct taking taking = taking_copy(expansion, so_far);
		if (!take_alternative(expansion, choice, (char)letter, &taking))
			continue;
		exists = true;
		add_choices(expansion, choice + 1, &taking);
	}
	if (!exists)
		add_choices(expansion, choice + 1, so_far);
}

/*
 * A build without the op has nothing but that it asks nothing, and says so of
 * that build, or under what stands in place of a condition.
 */
static enum way_end end_of_build(const struct expansion *expansion)
{
	bool exists = false;
	for (size_t i = 0; i < expansion->listed.list.count; i++) {
		const struct access *access = access_at(expansion, i);
		const bool always = is_unconditional(expansion, i);
		if (!is_here(expansion, i))
			continue;
		if (access->kind == ACCESS_UNKNOWN && always)
			return WAY_UNKNOWN;
		if (access->kind != ACCESS_UNKNOWN)
			exists |= access->kind != ACCESS_NONE ||
				  (always && !access->build);
		exists |= expansion->choices[i] != 0;
	}
	return exists ? WAY_PASSES : WAY_ABSENT;
}

static void add_build(struct expansion *expansion)
{
	const size_t count = expansion->listed.list.count;
	struct taking taking = {.end = end_of_build(expansion)};
	taking.taken =
		arena_alloc(expansion->arena, count, sizeof *taking.taken);
	conditions_add_build(expansion->build, &expansion->builds,
			     expansion->arena, &taking.conditions);
	if (taking.end == WAY_ABSENT) {
		add_way(expansion, &taking, NULL);
		return;
	}
	for (size_t i = 0; i < count; i++)
		taking.taken[i] =
			!expansion->choices[i] && is_here(expansion, i) &&
			access_at(expansion, i)->kind != ACCESS_UNKNOWN &&
			access_at(expansion, i)->kind != ACCESS_NONE;
	add_choices(expansion, 1, &taking);
}

/* --- The accesses ----------------------------------------------------- */

static struct way_access prepare(const struct vectors *vectors,
				 const struct access *access)
{
	static const enum answer answers[] = {
		[ACCESS_ASKED] = ANSWER_DECIDES,
		[ACCESS_FILTER] = ANSWER_FILTERS,
		[ACCESS_IGNORED] = ANSWER_IGNORED,
		[ACCESS_NONE] = ANSWER_IGNORED,
		[ACCESS_UNKNOWN] = ANSWER_IGNORED,
	};
	struct way_access prepared = {.access = access,
				      .answer = answers[access->kind]};
	if (access->kind == ACCESS_NONE || access->kind == ACCESS_UNKNOWN)
		return prepared;
	access_parties(access, &prepared.subject, &prepared.object);
	prepared.object_class = vectors_class(vectors, access->object_class);
	prepared.permission = vectors_permission(vectors, prepared.object_class,
						 access->permission);
	return prepared;
}

/* Whether the access is one of the op's own, not of its parents'. */
static bool is_own(const struct registry *registry, const struct op *op,
		   const struct access *access)
{
	const struct access *first = registry->accesses + op->accesses.first;
	return access >= first && access < first + op->accesses.count;
}

/* Numbers the choices: an op and its parents count their own from 1 each. */
static void number_choices(struct expansion *expansion)
{
	const struct registry *registry = expansion->request->registry;
	const struct op *op = expansion->op;
	unsigned before = 0;
	for (;;) {
		unsigned most = 0;
		for (size_t i = 0; i < expansion->listed.list.count; i++) {
			const unsigned choice = access_at(expansion, i)->choice;
			if (!choice ||
			    !is_own(registry, op, access_at(expansion, i)))
				continue;
			expansion->choices[i] = before + choice;
			if (choice > most)
				most = choice;
		}
		before += most;
		if (op->parent == NO_INDEX)
			break;
		op = &registry->ops[op->parent];
	}
	expansion->choice_count = before;
}

void op_ways_make(const struct way_request *request, const struct op *op,
		  struct arena *arena, struct op_ways *ways)
{
	struct expansion expansion = {
		.request = request, .op = op, .arena = arena};
	registry_op_accesses(request->registry, op, request->release, arena,
			     &expansion.listed);
	const size_t count = expansion.listed.list.count;
	expansion.accesses =
		arena_alloc(arena, count, sizeof *expansion.accesses);
	expansion.choices =
		arena_alloc(arena, count, sizeof *expansion.choices);
	for (size_t i = 0; i < count; i++)
		expansion.accesses[i] =
			prepare(request->vectors, access_at(&expansion, i));
	number_choices(&expansion);
	expansion.system_domains =
		op_named_domains(request->registry, op, request->release);
	builds_find(&expansion.listed, request->builds, arena,
		    &expansion.builds);
	for (size_t i = 0; i < expansion.builds.count; i++) {
		expansion.build = &expansion.builds.items[i];
		add_build(&expansion);
	}
	*ways = (struct op_ways){
		.op = op,
		.recorded = expansion.listed.recorded,
		.refused = release_set_has(&op->refused, request->release),
		.ways = expansion.ways.items,
		.count = expansion.ways.count};
}
