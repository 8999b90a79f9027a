/* From the accesses of an op to its ways. */
#include <string.h>

#include "way/way_condition.h"
#include "way/way_expand.h"
#include "way/way_op.h"
#include "way/way_vector.h"

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
	bool else_asked; /* it has accesses, under what is never so there */
	list_of(struct way) ways;
};

/* What is taken so far. */
struct taking {
	bool *taken; /* of each access */
	struct condition_list conditions;
	struct condition_list under; /* of them, without which less is asked */
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
	return !expansion->choices[index] &&
	       !access_at(expansion, index)->whens.count;
}

static struct taking taking_copy(const struct expansion *expansion,
				 const struct taking *from)
{
	const size_t count = expansion->listed.list.count;
	struct taking copy = {.end = from->end};
	copy.taken = arena_alloc(expansion->arena, count, sizeof *copy.taken);
	memcpy(copy.taken, from->taken, count * sizeof *copy.taken);
	conditions_join(&from->conditions, expansion->arena, &copy.conditions);
	conditions_join(&from->under, expansion->arena, &copy.under);
	return copy;
}

/* --- One way ---------------------------------------------------------- */

/* What only filters, or is ignored, goes with each way. */
static bool is_asked(const struct expansion *expansion,
		     const struct taking *taking, size_t index)
{
	const struct way_access *access = &expansion->accesses[index];
	return taking->taken[index] &&
	       (access->answer != ANSWER_DECIDES ||
		conditions_hold(expansion->request->registry,
				&taking->conditions, access->access->whens));
}

/* None where its conditions cannot be together. */
static void add_way(struct expansion *expansion, struct taking *taking)
{
	conditions_settle(expansion->arena, &taking->conditions);
	if (conditions_clash(&taking->conditions))
		return;
	const size_t count = expansion->listed.list.count;
	struct arena *arena = expansion->arena;
	struct way way = {.op = expansion->op,
			  .end = taking->end,
			  .conditions = taking->conditions.items,
			  .condition_count = (unsigned)taking->conditions.count,
			  .under = taking->under.items,
			  .under_count = (unsigned)taking->under.count,
			  .system_domains = expansion->system_domains};
	struct way_access *accesses =
		arena_alloc(arena, count, sizeof *accesses);
	for (size_t i = 0; i < count; i++)
		if (is_asked(expansion, taking, i))
			accesses[way.access_count++] = expansion->accesses[i];
	way.accesses = accesses;
	way_find_requirements(&way, arena);
	*list_push(&expansion->ways, arena) = way;
}

/* --- Conditions ------------------------------------------------------- */

/* What has to hold beside for some accesses to be asked, each once. */
struct whens {
	list_of(struct condition_list) list;
};

static bool is_listed(const struct whens *whens,
		      const struct condition_list *rest)
{
	for (size_t i = 0; i < whens->list.count; i++)
		if (conditions_within(&whens->list.items[i], rest) &&
		    conditions_within(rest, &whens->list.items[i]))
			return true;
	return false;
}

static void find_whens(const struct expansion *expansion,
		       const struct taking *taking, struct whens *whens)
{
	for (size_t i = 0; i < expansion->listed.list.count; i++) {
		const struct access *access = access_at(expansion, i);
		struct condition_list rest = LIST_INIT;
		if (!taking->taken[i] || access->kind != ACCESS_ASKED)
			continue;
		conditions_add(expansion->request->registry, access->whens,
			       DECIDES_ACCESS, expansion->arena, &rest);
		conditions_drop(&taking->conditions, &rest);
		if (rest.count && !is_listed(whens, &rest))
			*list_push(&whens->list, expansion->arena) = rest;
	}
}

/* It is for when these hold, and more is asked then. */
static void take_conditions(const struct expansion *expansion,
			    const struct condition_list *hold,
			    struct taking *taking)
{
	conditions_join(hold, expansion->arena, &taking->conditions);
	conditions_join(hold, expansion->arena, &taking->under);
}

/* The way under some conditions, or none (NULL). */
static void add_under(struct expansion *expansion, const struct taking *taking,
		      const struct whens *whens,
		      const struct condition_list *under)
{
	struct taking with = taking_copy(expansion, taking);
	if (under)
		take_conditions(expansion, under, &with);
	/* What else then holds is asked as well; what does not is not. */
	for (size_t i = 0; i < whens->list.count; i++)
		conditions_add_not(&whens->list.items[i], expansion->arena,
				   &with.conditions);
	add_way(expansion, &with);
}

/* The way as it is, and those to which a condition adds something. */
static void add_ways(struct expansion *expansion, const struct taking *taking)
{
	struct whens whens = {LIST_INIT};
	find_whens(expansion, taking, &whens);
	add_under(expansion, taking, &whens, NULL);
	for (size_t i = 0; i < whens.list.count; i++)
		add_under(expansion, taking, &whens, &whens.list.items[i]);
}

/* --- Choices and builds ----------------------------------------------- */

/* The alternatives of the choice that the build has: a bit for each letter. */
static uint32_t find_letters(const struct expansion *expansion, unsigned choice)
{
	uint32_t letters = 0;
	for (size_t i = 0; i < expansion->listed.list.count; i++)
		if (expansion->choices[i] == choice && is_here(expansion, i))
			letters |=
				UINT32_C(1)
				<< (access_at(expansion, i)->alternative - 'a');
	return letters;
}

static void take_alternative(const struct expansion *expansion, unsigned choice,
			     char letter, struct taking *taking)
{
	bool leads_on = false, refused = false;
	for (size_t i = 0; i < expansion->listed.list.count; i++) {
		const struct access *access = access_at(expansion, i);
		if (expansion->choices[i] != choice ||
		    access->alternative != letter || !is_here(expansion, i))
			continue;
		refused |= access->refused;
		leads_on |= access->kind != ACCESS_UNKNOWN && !access->refused;
		taking->taken[i] = access_asks(access);
		conditions_add(expansion->request->registry, access->picks,
			       DECIDES_CHOICE, expansion->arena,
			       &taking->conditions);
	}
	if (!leads_on && taking->end == WAY_PASSES)
		taking->end = refused ? WAY_REFUSED : WAY_UNKNOWN;
}

/*
 * What all alternatives of the choice have in common, and does not hold yet:
 * where it does not, none of them is asked.
 */
static struct condition_list find_common(const struct expansion *expansion,
					 unsigned choice,
					 const struct taking *so_far)
{
	const struct registry *registry = expansion->request->registry;
	struct condition_list common = LIST_INIT;
	bool any = false;
	for (size_t i = 0; i < expansion->listed.list.count; i++) {
		const struct span picks = access_at(expansion, i)->picks;
		if (expansion->choices[i] != choice)
			continue;
		if (!any)
			conditions_add(registry, picks, DECIDES_CHOICE,
				       expansion->arena, &common);
		else
			conditions_keep(registry, picks, &common);
		any = true;
	}
	conditions_drop(&so_far->conditions, &common);
	return common;
}

/* Each alternative of the choice, and after it the choices that follow. */
static void add_choices(struct expansion *expansion, unsigned choice,
			const struct taking *so_far)
{
	if (choice > expansion->choice_count) {
		add_ways(expansion, so_far);
		return;
	}
	const uint32_t letters = find_letters(expansion, choice);
	const struct condition_list common =
		find_common(expansion, choice, so_far);
	for (int letter = 'a'; letter <= 'z'; letter++) {
		if (!(letters >> (letter - 'a') & 1))
			continue;
		struct taking taking = taking_copy(expansion, so_far);
		take_alternative(expansion, choice, (char)letter, &taking);
		conditions_join(&common, expansion->arena, &taking.under);
		add_choices(expansion, choice + 1, &taking);
	}
	if (letters && !common.count)
		return;
	struct taking none = taking_copy(expansion, so_far);
	if (letters)
		conditions_add_not(&common, expansion->arena, &none.conditions);
	add_choices(expansion, choice + 1, &none);
}

/*
 * A build without the op has nothing but that it asks nothing, and says so of
 * that build, or under what stands in place of a condition.
 */
static enum way_end end_of_build(const struct expansion *expansion)
{
	bool exists = expansion->else_asked;
	for (size_t i = 0; i < expansion->listed.list.count; i++) {
		const struct access *access = access_at(expansion, i);
		const bool always = is_unconditional(expansion, i);
		if (!is_here(expansion, i))
			continue;
		if (access->kind == ACCESS_UNKNOWN && always)
			return WAY_UNKNOWN;
		if (access->kind != ACCESS_UNKNOWN)
			exists |= access->kind != ACCESS_NONE ||
				  (always && !access->builds.count);
		exists |= expansion->choices[i] != 0;
	}
	return exists ? WAY_PASSES : WAY_ABSENT;
}

/*
 * Where a condition holds nothing at all is asked, or the hook does not know
 * the op: ways of their own, and in all others it does not hold.
 */
static void add_exceptions(struct expansion *expansion, struct taking *taking)
{
	const struct registry *registry = expansion->request->registry;
	const struct taking nothing = taking_copy(expansion, taking);
	for (size_t i = 0; i < expansion->listed.list.count; i++) {
		const struct access *access = access_at(expansion, i);
		if (access_asks(access) || expansion->choices[i] ||
		    !access->whens.count || !is_here(expansion, i))
			continue;
		struct taking with = taking_copy(expansion, &nothing);
		struct condition_list except = LIST_INIT;
		conditions_add(registry, access->whens, DECIDES_ACCESS,
			       expansion->arena, &except);
		take_conditions(expansion, &except, &with);
		conditions_add_not(&except, expansion->arena,
				   &taking->conditions);
		if (access->kind == ACCESS_UNKNOWN)
			with.end = WAY_UNKNOWN;
		add_way(expansion, &with);
	}
}

static void add_build(struct expansion *expansion)
{
	const size_t count = expansion->listed.list.count;
	struct taking taking = {.end = end_of_build(expansion)};
	taking.taken =
		arena_alloc(expansion->arena, count, sizeof *taking.taken);
	conditions_add_build(expansion->request->registry, expansion->build,
			     &expansion->builds, expansion->arena,
			     &taking.conditions);
	if (taking.end == WAY_ABSENT) {
		add_way(expansion, &taking);
		return;
	}
	add_exceptions(expansion, &taking);
	for (size_t i = 0; i < count; i++)
		taking.taken[i] = !expansion->choices[i] &&
				  is_here(expansion, i) &&
				  access_asks(access_at(expansion, i));
	add_choices(expansion, 1, &taking);
}

/* --- The accesses ----------------------------------------------------- */

static struct way_access prepare(const struct vectors *vectors,
				 const struct access *access)
{
	struct way_access prepared = {.access = access,
				      .answer = access_answer(access)};
	if (!access_asks(access))
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

/* Leaves out what is asked in another build than is looked at. */
static void drop_foreign(struct expansion *expansion)
{
	const struct registry *registry = expansion->request->registry;
	const struct host_build *host = expansion->request->host;
	size_t kept = 0;
	for (size_t i = 0; i < expansion->listed.list.count; i++) {
		const struct access *access = access_at(expansion, i);
		if (access_fits(registry, access, host))
			expansion->listed.list.items[kept++] = access;
		else if (access_is_built(registry, access, host))
			expansion->else_asked = true;
	}
	expansion->listed.list.count = kept;
}

void op_ways_make(const struct way_request *request, const struct op *op,
		  struct arena *arena, struct op_ways *ways)
{
	struct expansion expansion = {
		.request = request, .op = op, .arena = arena};
	registry_op_accesses(request->registry, op, request->release, arena,
			     &expansion.listed);
	builds_find(request, &expansion.listed, arena, &expansion.builds);
	drop_foreign(&expansion);
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
	for (size_t i = 0; i < expansion.builds.count; i++) {
		expansion.build = &expansion.builds.items[i];
		add_build(&expansion);
	}
	*ways = (struct op_ways){
		.op = op,
		.accesses = expansion.listed,
		.refused = release_set_has(&op->refused, request->release),
		.ways = expansion.ways.items,
		.count = expansion.ways.count};
}
