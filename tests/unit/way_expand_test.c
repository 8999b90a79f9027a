/* The ways of all ops in all releases: nothing is lost, nothing is twice. */
#include "world.h"

#include "way/way.h"

static const struct registry *const built_in = &registry_builtin;

/* What is looked at: an op in a release, with its ways. */
struct looked_at {
	unsigned release;
	const struct vectors *vectors;
	const struct op_ways *ways;
	struct op_accesses accesses;
	struct arena *arena;
};

static const char *name_of(const struct looked_at *look)
{
	return arena_format(look->arena, "%s in %s", look->ways->op->name,
			    built_in->releases[look->release].name);
}

/* Calls it for each op that stands apart in each release. */
static void for_each_op(struct world *world,
			void (*function)(struct looked_at *look))
{
	for (unsigned r = 0; r < built_in->release_count; r++) {
		struct vectors vectors;
		vectors_of_release(built_in, r, &world->arena, &vectors);
		const struct way_request request = {built_in, r, &vectors,
						    NULL};
		const struct release_ways *all =
			release_ways_make(&request, &world->arena);
		assert_true(all->count > 300);
		for (size_t i = 0; i < all->count; i++) {
			struct looked_at look = {.release = r,
						 .vectors = &vectors,
						 .ways = &all->ops[i],
						 .arena = &world->arena};
			registry_op_accesses(built_in, all->ops[i].op, r,
					     &world->arena, &look.accesses);
			function(&look);
		}
		arena_release(&world->arena);
	}
}

static bool has_access(const struct way *way, const struct access *access)
{
	for (unsigned i = 0; i < way->access_count; i++)
		if (way->accesses[i].access == access)
			return true;
	return false;
}

static bool is_asked(const struct access *access)
{
	return access->kind != ACCESS_NONE && access->kind != ACCESS_UNKNOWN;
}

/* --- Nothing is lost -------------------------------------------------- */

static void find_each_access(struct looked_at *look)
{
	for (size_t i = 0; i < look->accesses.list.count; i++) {
		const struct access *access = look->accesses.list.items[i];
		bool found = !is_asked(access);
		for (size_t j = 0; j < look->ways->count && !found; j++)
			found = has_access(&look->ways->ways[j], access);
		if (!found)
			fail_msg("%s: %s:%s is in no way", name_of(look),
				 access->object_class, access->permission);
	}
	if (look->accesses.list.count && !look->ways->count)
		fail_msg("%s has no way", name_of(look));
}

static void each_access_is_in_some_way(void **state)
{
	for_each_op(*state, find_each_access);
}

static bool requires(const struct requirements *requirements,
		     const struct way_access *access)
{
	for (unsigned i = 0; i < requirements->count; i++) {
		const struct requirement *item = &requirements->items[i];
		if (item->subject == access->subject &&
		    item->object == access->object &&
		    item->object_class == access->object_class)
			return item->permissions & access->permission;
	}
	return false;
}

static void check_requirements(struct looked_at *look)
{
	for (size_t i = 0; i < look->ways->count; i++) {
		const struct way *way = &look->ways->ways[i];
		assert_true(way->op == look->ways->op);
		for (unsigned j = 0; j < way->access_count; j++) {
			const struct way_access *access = &way->accesses[j];
			bool known = vectors_permission(
				look->vectors,
				vectors_class(look->vectors,
					      access->access->object_class),
				access->access->permission);
			if (access->answer != ANSWER_DECIDES)
				continue;
			if (known ? !requires(&way->required, access)
				  : way->required.grantable)
				fail_msg("%s: %s:%s is not required",
					 name_of(look),
					 access->access->object_class,
					 access->access->permission);
		}
	}
}

static void what_decides_is_required(void **state)
{
	for_each_op(*state, check_requirements);
}

/* --- Nothing is twice ------------------------------------------------- */

static bool has_condition(const struct way *way,
			  const struct way_condition *condition)
{
	for (unsigned i = 0; i < way->condition_count; i++)
		if (way_condition_equal(&way->conditions[i], condition))
			return true;
	return false;
}

/* Whether a is there wherever b is. */
static bool is_wherever(const struct way *a, const struct way *b)
{
	for (unsigned i = 0; i < a->condition_count; i++)
		if (!has_condition(b, &a->conditions[i]))
			return false;
	return true;
}

static bool gives_what(const struct way *way, const char *gives)
{
	for (unsigned i = 0; i < way->access_count; i++)
		if (way->accesses[i].access->gives &&
		    strcmp(way->accesses[i].access->gives, gives) == 0)
			return true;
	return false;
}

/* Whether a gives all that b gives. */
static bool gives_as_much(const struct way *a, const struct way *b)
{
	for (unsigned i = 0; i < b->access_count; i++)
		if (b->accesses[i].access->gives &&
		    !gives_what(a, b->accesses[i].access->gives))
			return false;
	return true;
}

/* Whether whoever passes b passes a. */
static bool takes_no_more(const struct way *a, const struct way *b)
{
	for (unsigned i = 0; i < a->access_count; i++)
		if (a->accesses[i].answer == ANSWER_DECIDES &&
		    !requires(&b->required, &a->accesses[i]))
			return false;
	return a->required.grantable || !b->required.grantable;
}

static void find_none_for_nothing(struct looked_at *look)
{
	for (size_t i = 0; i < look->ways->count; i++)
		for (size_t j = 0; j < look->ways->count; j++) {
			const struct way *a = &look->ways->ways[i];
			const struct way *b = &look->ways->ways[j];
			if (i != j && a->end == b->end && is_wherever(a, b) &&
			    takes_no_more(a, b) && gives_as_much(a, b))
				fail_msg("%s: way %zu is for nothing beside "
					 "way %zu",
					 name_of(look), j, i);
		}
}

static void no_way_is_more_than_another_for_nothing(void **state)
{
	for_each_op(*state, find_none_for_nothing);
}

/* --- Conditions ------------------------------------------------------- */

/* Whether the way says that all conditions of the access hold. */
static bool says_all(const struct way *way, const struct access *access)
{
	for (unsigned i = 0; i < access->whens.count; i++) {
		const struct condition *const condition =
			registry_condition(built_in, access->whens, i);
		bool found = false;
		for (unsigned j = 0; j < way->condition_count; j++)
			found |= way->conditions[j].holds &&
				 way->conditions[j].conditions[0] == condition;
		if (!found)
			return false;
	}
	return true;
}

static bool is_when(const struct access *access,
		    const struct condition *condition)
{
	for (unsigned i = 0; i < access->whens.count; i++)
		if (registry_condition(built_in, access->whens, i) == condition)
			return true;
	return false;
}

static bool are_opposite(const struct condition *a, const struct condition *b)
{
	return (a->opposite && strcmp(a->opposite, b->id) == 0) ||
	       (b->opposite && strcmp(b->opposite, a->id) == 0);
}

/* Whether the one never holds beside the other. */
static bool excludes(const struct condition *a, const struct condition *b)
{
	if (a == b)
		return false;
	return are_opposite(a, b) ||
	       (a->arch && b->arch && strcmp(a->arch, b->arch) != 0) ||
	       (a->one_of && b->one_of && strcmp(a->one_of, b->one_of) == 0);
}

/* Whether it says, or means, that they do not all hold. */
static bool says_not_all(const struct way *way, const struct access *access)
{
	for (unsigned i = 0; i < way->condition_count; i++) {
		const struct way_condition *condition = &way->conditions[i];
		bool says = !condition->holds;
		for (unsigned j = 0;
		     condition->holds && j < access->whens.count; j++)
			says |= excludes(
				condition->conditions[0],
				registry_condition(built_in, access->whens, j));
		if (condition->holds && says)
			return true;
		for (unsigned j = 0; says && j < condition->count; j++)
			says = is_when(access, condition->conditions[j]);
		if (says)
			return true;
	}
	return false;
}

/*
 * What is asked under a condition is in those ways alone that say that it
 * holds, and a way without it says that it does not.
 */
static void show_conditions(struct looked_at *look)
{
	for (size_t i = 0; i < look->accesses.list.count; i++) {
		const struct access *access = look->accesses.list.items[i];
		bool with = false;
		if (access->kind != ACCESS_ASKED || !access->whens.count)
			continue;
		for (size_t j = 0; j < look->ways->count; j++) {
			const struct way *way = &look->ways->ways[j];
			const bool asked = has_access(way, access);
			with |= asked;
			if (asked && !says_all(way, access))
				fail_msg("%s: way %zu asks %s:%s always",
					 name_of(look), j, access->object_class,
					 access->permission);
			if (!asked && !access->choice && way->access_count &&
			    !access->builds.count && !says_not_all(way, access))
				fail_msg("%s: way %zu does not say why it does "
					 "not ask %s:%s",
					 name_of(look), j, access->object_class,
					 access->permission);
		}
		if (!with)
			fail_msg("%s: no way with %s:%s", name_of(look),
				 access->object_class, access->permission);
	}
}

static void ways_say_when_more_is_asked(void **state)
{
	for_each_op(*state, show_conditions);
}

/* Two that hold, of which one cannot; or neither of two opposites. */
static void find_exclusions(struct looked_at *look)
{
	for (size_t i = 0; i < look->ways->count; i++) {
		const struct way *way = &look->ways->ways[i];
		for (unsigned j = 0; j < way->condition_count; j++)
			for (unsigned k = 0; k < j; k++) {
				const struct way_condition *a =
					&way->conditions[j];
				const struct way_condition *b =
					&way->conditions[k];
				const struct condition *const *x =
					a->conditions;
				const struct condition *const *y =
					b->conditions;
				if (a->holds && b->holds && excludes(*x, *y))
					fail_msg("%s: way %zu has %s and %s",
						 name_of(look), i, (*x)->id,
						 (*y)->id);
				if (!a->holds && !b->holds && a->count == 1 &&
				    b->count == 1 && are_opposite(*x, *y))
					fail_msg("%s: way %zu has neither %s "
						 "nor %s",
						 name_of(look), i, (*x)->id,
						 (*y)->id);
			}
	}
}

static void no_way_joins_what_excludes(void **state)
{
	for_each_op(*state, find_exclusions);
}

/* Nothing is asked of the caller's own op but under a condition. */
static bool is_all_conditional(const struct looked_at *look)
{
	bool any = false;
	for (size_t i = 0; i < look->accesses.list.count; i++) {
		const struct access *access = look->accesses.list.items[i];
		if (access->kind != ACCESS_ASKED)
			continue;
		if (!access->whens.count || access->builds.count ||
		    access->choice)
			return false;
		any = true;
	}
	return any;
}

/* Each of the ways on which something is asked tells who can do such an op. */
static void find_telling(struct looked_at *look)
{
	bool told = false, conditional = is_all_conditional(look);
	for (size_t i = 0; i < look->ways->count; i++) {
		const struct way *way = &look->ways->ways[i];
		const bool tells = way_is_telling(look->ways, way);
		assert_true(tells || way->end != WAY_PASSES ||
			    way->under_count);
		told |= tells && way->required.count;
	}
	if (conditional && !told)
		fail_msg("%s: no way shows what it is asked", name_of(look));
}

static void an_op_that_is_asked_under_conditions_alone_is_told(void **state)
{
	for_each_op(*state, find_telling);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		WORLD_TEST(each_access_is_in_some_way),
		WORLD_TEST(what_decides_is_required),
		WORLD_TEST(no_way_is_more_than_another_for_nothing),
		WORLD_TEST(ways_say_when_more_is_asked),
		WORLD_TEST(no_way_joins_what_excludes),
		WORLD_TEST(an_op_that_is_asked_under_conditions_alone_is_told),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
