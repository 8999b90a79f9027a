/* The ways that were printed when xsmc was built are those that it expands. */
#include "world.h"

#include "way/way.h"

static const struct registry *const built_in = &registry_builtin;

static bool same_conditions(const struct way_condition *a,
			    const struct way_condition *b, unsigned count)
{
	for (unsigned i = 0; i < count; i++)
		if (!way_condition_equal(&a[i], &b[i]) ||
		    a[i].decides != b[i].decides ||
		    a[i].by_caller != b[i].by_caller)
			return false;
	return true;
}

static bool same_access(const struct way_access *a, const struct way_access *b)
{
	return a->access == b->access && a->answer == b->answer &&
	       a->subject == b->subject && a->object == b->object &&
	       a->object_class == b->object_class &&
	       a->permission == b->permission;
}

static bool same_requirements(const struct requirements *a,
			      const struct requirements *b)
{
	if (a->count != b->count || a->grantable != b->grantable)
		return false;
	for (unsigned i = 0; i < a->count; i++)
		if (a->items[i].subject != b->items[i].subject ||
		    a->items[i].object != b->items[i].object ||
		    a->items[i].object_class != b->items[i].object_class ||
		    a->items[i].permissions != b->items[i].permissions)
			return false;
	return true;
}

static bool same_way(const struct way *a, const struct way *b)
{
	if (a->op != b->op || a->end != b->end ||
	    a->condition_count != b->condition_count ||
	    a->under_count != b->under_count ||
	    a->access_count != b->access_count ||
	    a->system_domains != b->system_domains)
		return false;
	for (unsigned i = 0; i < a->access_count; i++)
		if (!same_access(&a->accesses[i], &b->accesses[i]))
			return false;
	return same_conditions(a->conditions, b->conditions,
			       a->condition_count) &&
	       same_conditions(a->under, b->under, a->under_count) &&
	       same_requirements(&a->required, &b->required) &&
	       same_requirements(&a->filtered, &b->filtered);
}

static bool same_ways(const struct op_ways *a, const struct op_ways *b)
{
	if (a->op != b->op || a->refused != b->refused ||
	    a->count != b->count ||
	    a->accesses.recorded != b->accesses.recorded ||
	    a->accesses.list.count != b->accesses.list.count)
		return false;
	for (size_t i = 0; i < a->accesses.list.count; i++)
		if (a->accesses.list.items[i] != b->accesses.list.items[i])
			return false;
	for (size_t i = 0; i < a->count; i++)
		if (!same_way(&a->ways[i], &b->ways[i]))
			return false;
	return true;
}

/* With vectors of that release, which may be another one than is asked. */
static void compare(struct world *world, unsigned release, unsigned numbered)
{
	struct vectors vectors;
	vectors_of_release(built_in, numbered, &world->arena, &vectors);
	const struct way_request request = {built_in, release, &vectors, NULL};
	const struct release_ways *all =
		release_ways_make(&request, &world->arena);
	size_t standing = 0;
	for (unsigned i = 0; i < built_in->op_count; i++) {
		const struct op *op = &built_in->ops[i];
		struct op_ways expanded;
		if (!release_set_has(&op->in, release) ||
		    !op_stands_apart(built_in, op, release)) {
			assert_null(all->of_op[i]);
			continue;
		}
		op_ways_make(&request, op, &world->arena, &expanded);
		assert_ptr_equal(all->of_op[i], &all->ops[standing++]);
		if (!same_ways(all->of_op[i], &expanded))
			fail_msg("%s has other ways in %s", op->name,
				 built_in->releases[release].name);
	}
	assert_int_equal(all->count, standing);
	arena_release(&world->arena);
}

static void tables_are_what_is_expanded(void **state)
{
	for (unsigned r = 0; r < built_in->release_count; r++)
		compare(*state, r, r);
}

static void vectors_may_lack_permissions(void **state)
{
	compare(*state, built_in->release_count - 1, 0);
	compare(*state, 0, built_in->release_count - 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		WORLD_TEST(tables_are_what_is_expanded),
		WORLD_TEST(vectors_may_lack_permissions),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
