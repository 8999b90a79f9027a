/* Permissions that safe and covered ops of a release are asked alike. */
#include <string.h>

#include "rule/rule_collateral_share.h"
#include "run/run.h"

static struct shared_right *get_right(struct sharing *sharing,
				      const struct way_access *asked,
				      struct arena *arena)
{
	const struct access *access = asked->access;
	const struct right right = right_of(asked);
	for (size_t i = 0; i < sharing->rights.count; i++) {
		struct shared_right *shared = &sharing->rights.items[i];
		if (shared->right.object_class == right.object_class &&
		    shared->right.bit == right.bit &&
		    shared->party == asked->object)
			return shared;
	}
	struct shared_right *shared = list_push(&sharing->rights, arena);
	shared->right = right;
	shared->party = asked->object;
	shared->name = arena_format(arena, "%s:%s", access->object_class,
				    access->permission);
	shared->fact =
		arena_format(arena, "%s of %s", shared->name, access->object);
	return shared;
}

/* Whether the caller is asked it in the way. */
static bool is_asked(const struct plan_way *way,
		     const struct shared_right *shared)
{
	for (unsigned i = 0; i < way->access_count; i++) {
		const struct way_access *asked = way->accesses[i];
		if (asked->subject == PARTY_CALLER &&
		    asked->object == shared->party &&
		    asked->object_class == shared->right.object_class &&
		    asked->permission >> shared->right.bit & 1)
			return true;
	}
	return false;
}

/* Whether it is one of what decides on the op, and looked at as itself. */
static bool is_plain(const struct plan_way *way)
{
	return !way->again && way->caller_as == PARTY_CALLER &&
	       way->accesses[0]->answer == ANSWER_DECIDES;
}

/* The course of an op of the group that is asked it in these ways. */
static unsigned get_course(struct shared_right *shared,
			   const struct group *group, const struct plan *plan,
			   struct arena *arena)
{
	struct course course = {.group = group};
	for (size_t i = 0; i < group->way_count; i++) {
		const struct plan_way *way =
			plan_find_way(plan, &group->ways[i]);
		if (way && is_plain(way) && is_asked(way, shared))
			*list_push(&course.ways, arena) = &group->ways[i];
	}
	for (size_t i = 0; i < shared->courses.count; i++) {
		const struct course *known = &shared->courses.items[i];
		if (known->group == group &&
		    known->ways.count == course.ways.count &&
		    memcmp(known->ways.items, course.ways.items,
			   course.ways.count * sizeof *course.ways.items) == 0)
			return (unsigned)i;
	}
	*list_push(&shared->courses, arena) = course;
	return (unsigned)shared->courses.count - 1;
}

static void add_use(const struct shared_facts *facts,
		    struct shared_right *shared, const struct plan *plan)
{
	const struct registry *registry = facts->registry;
	const struct op *op = plan->op;
	const size_t count = shared->uses.count;
	if (count && shared->uses.items[count - 1].op == op)
		return;
	struct use *use = list_push(&shared->uses, facts->arena);
	use->op = op;
	use->covered = registry_op_is_covered(registry, op, facts->release);
	use->course =
		get_course(shared, facts->groups.of_op[op - registry->ops],
			   plan, facts->arena);
	struct course *course = &shared->courses.items[use->course];
	course->safe |= !use->covered;
	course->covered |= use->covered;
}

/* Permissions that ops are asked of a party, by class. */
struct asking {
	uint32_t *of[PARTY_COUNT];
};

/* What the op's callers are asked, where it is looked at as itself. */
static void add_asked(const struct plan *plan, struct asking *asking)
{
	for (size_t i = 0; i < plan->ways.count; i++) {
		const struct plan_way *way = &plan->ways.items[i];
		for (unsigned j = 0; is_plain(way) && j < way->access_count;
		     j++) {
			const struct way_access *asked = way->accesses[j];
			if (asked->subject == PARTY_CALLER)
				asking->of[asked->object]
					  [asked->object_class] |=
					asked->permission;
		}
	}
}

/* What safe ops are asked, and covered ones. */
struct both {
	struct asking safe, covered;
};

static bool is_shared(const struct both *both, const struct way_access *asked)
{
	return both->safe.of[asked->object][asked->object_class] &
	       both->covered.of[asked->object][asked->object_class] &
	       asked->permission;
}

static void note_op(const struct shared_facts *facts, const struct both *both,
		    const struct plan *plan, struct sharing *sharing)
{
	for (size_t i = 0; i < plan->ways.count; i++) {
		const struct plan_way *way = &plan->ways.items[i];
		for (unsigned j = 0; is_plain(way) && j < way->access_count;
		     j++)
			if (way->accesses[j]->subject == PARTY_CALLER &&
			    is_shared(both, way->accesses[j]))
				add_use(facts,
					get_right(sharing, way->accesses[j],
						  facts->arena),
					plan);
	}
}

static void start_asking(const struct shared_facts *facts, struct arena *arena,
			 struct asking *asking)
{
	for (unsigned party = 0; party < PARTY_COUNT; party++)
		asking->of[party] =
			arena_alloc(arena, facts->vectors.class_count,
				    sizeof *asking->of[party]);
}

const struct sharing *sharing_make(const struct shared_facts *facts)
{
	struct sharing *sharing = arena_alloc(facts->arena, 1, sizeof *sharing);
	const struct plan *plans = facts->groups.plans;
	struct arena scratch = ARENA_INIT;
	struct both both;
	start_asking(facts, &scratch, &both.safe);
	start_asking(facts, &scratch, &both.covered);
	for (size_t i = 0; i < facts->ways->count; i++)
		add_asked(&plans[i],
			  registry_op_is_covered(facts->registry, plans[i].op,
						 facts->release)
				  ? &both.covered
				  : &both.safe);
	for (size_t i = 0; i < facts->ways->count; i++)
		note_op(facts, &both, &plans[i], sharing);
	arena_release(&scratch);
	return sharing;
}
