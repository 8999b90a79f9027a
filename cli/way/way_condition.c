/*
 * What the registry says of conditions: of builds, of what picks an
 * alternative, and of when an access is asked.
 */
#include <string.h>

#include "way/way_condition.h"
#include "way/way_expand.h"

static bool has_use(const struct registry *registry, struct span uses,
		    const struct condition *condition)
{
	for (unsigned i = 0; i < uses.count; i++)
		if (registry_condition(registry, uses, i) == condition)
			return true;
	return false;
}

/* --- Builds ----------------------------------------------------------- */

/* Whether they hold in the build, whatever else is true of it. */
static bool is_certain(const struct registry *registry, struct span uses,
		       const struct host_build *host)
{
	for (unsigned i = 0; i < uses.count; i++)
		if (condition_in_build(registry_condition(registry, uses, i),
				       host) != HOLDS_ALWAYS)
			return false;
	return true;
}

bool access_is_in_all(const struct registry *registry,
		      const struct access *access,
		      const struct host_build *host)
{
	return is_certain(registry, access->builds, host);
}

bool build_has(const struct registry *registry, const struct build *build,
	       const struct access *access)
{
	const struct span uses = access->builds;
	return is_certain(registry, uses, build->host) ||
	       conditions_same(uses, build->conditions);
}

static bool is_found(const struct build_list *builds, struct span uses)
{
	for (size_t i = 0; i < builds->count; i++)
		if (conditions_same(builds->items[i].conditions, uses))
			return true;
	return false;
}

/* Whether all of them can hold in the build. */
static bool fits(const struct registry *registry, struct span uses,
		 const struct host_build *host)
{
	for (unsigned i = 0; host && i < uses.count; i++)
		if (condition_in_build(registry_condition(registry, uses, i),
				       host) == HOLDS_NEVER)
			return false;
	return true;
}

bool access_is_built(const struct registry *registry,
		     const struct access *access, const struct host_build *host)
{
	return fits(registry, access->builds, host);
}

bool access_fits(const struct registry *registry, const struct access *access,
		 const struct host_build *host)
{
	return fits(registry, access->builds, host) &&
	       fits(registry, access->picks, host) &&
	       fits(registry, access->whens, host);
}

/* An op all of whose accesses have builds is in no other one. */
void builds_find(const struct way_request *request,
		 const struct op_accesses *accesses, struct arena *arena,
		 struct build_list *builds)
{
	bool others = false;
	*builds = (struct build_list)LIST_INIT;
	for (size_t i = 0; i < accesses->list.count; i++)
		others |= is_certain(request->registry,
				     accesses->list.items[i]->builds,
				     request->host);
	if (others)
		list_push(builds, arena)->host = request->host;
	for (size_t i = 0; i < accesses->list.count; i++) {
		const struct span uses = accesses->list.items[i]->builds;
		if (is_certain(request->registry, uses, request->host) ||
		    !fits(request->registry, uses, request->host) ||
		    is_found(builds, uses))
			continue;
		*list_push(builds, arena) = (struct build){request->host, uses};
	}
}

/* --- Conditions of a way ---------------------------------------------- */

bool way_condition_equal(const struct way_condition *a,
			 const struct way_condition *b)
{
	if (a->holds != b->holds || a->count != b->count)
		return false;
	for (unsigned i = 0; i < a->count; i++)
		if (a->conditions[i] != b->conditions[i])
			return false;
	return true;
}

static bool holds(const struct condition_list *conditions,
		  const struct condition *condition)
{
	for (size_t i = 0; i < conditions->count; i++)
		if (conditions->items[i].holds &&
		    conditions->items[i].conditions[0] == condition)
			return true;
	return false;
}

void conditions_add(const struct registry *registry, struct span uses,
		    enum deciding decides, struct arena *arena,
		    struct condition_list *conditions)
{
	const struct condition **all =
		arena_alloc(arena, uses.count, sizeof *all);
	for (unsigned i = 0; i < uses.count; i++) {
		all[i] = registry_condition(registry, uses, i);
		if (!holds(conditions, all[i]))
			*list_push(conditions, arena) = (struct way_condition){
				decides, all[i]->kind == CONDITION_ARGUMENT,
				true, &all[i], 1};
	}
}

void conditions_join(const struct condition_list *others, struct arena *arena,
		     struct condition_list *conditions)
{
	for (size_t i = 0; i < others->count; i++)
		if (!others->items[i].holds ||
		    !holds(conditions, others->items[i].conditions[0]))
			*list_push(conditions, arena) = others->items[i];
}

/* Whether one of the conditions that do not all hold is none of the others. */
static bool says_else(const struct way_condition *not_all,
		      const struct condition_list *others)
{
	for (unsigned i = 0; i < not_all->count; i++)
		if (!holds(others, not_all->conditions[i]))
			return true;
	return false;
}

void conditions_add_not(const struct condition_list *hold, struct arena *arena,
			struct condition_list *conditions)
{
	const struct condition **open =
		arena_alloc(arena, hold->count, sizeof *open);
	struct way_condition made = {.conditions = open};
	for (size_t i = 0; i < conditions->count; i++)
		if (!conditions->items[i].holds &&
		    !says_else(&conditions->items[i], hold))
			return;
	for (size_t i = 0; i < hold->count; i++) {
		const struct way_condition *condition = &hold->items[i];
		if (holds(conditions, condition->conditions[0]))
			continue;
		open[made.count++] = condition->conditions[0];
		made.decides = condition->decides;
		made.by_caller |= condition->by_caller;
	}
	if (made.count)
		*list_push(conditions, arena) = made;
}

void conditions_add_build(const struct registry *registry,
			  const struct build *build,
			  const struct build_list *builds, struct arena *arena,
			  struct condition_list *conditions)
{
	conditions_add(registry, build->conditions, DECIDES_BUILD, arena,
		       conditions);
	for (size_t i = 0; !build->conditions.count && i < builds->count; i++) {
		struct condition_list other = LIST_INIT;
		conditions_add(registry, builds->items[i].conditions,
			       DECIDES_BUILD, arena, &other);
		conditions_add_not(&other, arena, conditions);
	}
}

void conditions_keep(const struct registry *registry, struct span uses,
		     struct condition_list *conditions)
{
	size_t kept = 0;
	for (size_t i = 0; i < conditions->count; i++)
		if (has_use(registry, uses, conditions->items[i].conditions[0]))
			conditions->items[kept++] = conditions->items[i];
	conditions->count = kept;
}

void conditions_drop(const struct condition_list *others,
		     struct condition_list *conditions)
{
	size_t kept = 0;
	for (size_t i = 0; i < conditions->count; i++)
		if (!holds(others, conditions->items[i].conditions[0]))
			conditions->items[kept++] = conditions->items[i];
	conditions->count = kept;
}

bool conditions_within(const struct condition_list *conditions,
		       const struct condition_list *others)
{
	for (size_t i = 0; i < conditions->count; i++)
		if (!holds(others, conditions->items[i].conditions[0]))
			return false;
	return true;
}

/* Whether something that holds keeps the condition from holding. */
static bool is_excluded(const struct condition_list *conditions,
			const struct condition *condition)
{
	for (size_t i = 0; i < conditions->count; i++)
		if (conditions->items[i].holds &&
		    condition_excludes(conditions->items[i].conditions[0],
				       condition))
			return true;
	return false;
}

/* Whether it holds, or its opposite is said not to. */
static bool is_implied(const struct condition_list *conditions,
		       const struct condition *condition)
{
	for (size_t i = 0; i < conditions->count; i++) {
		const struct way_condition *row = &conditions->items[i];
		if (!row->holds && row->count == 1 &&
		    condition_is_opposite(row->conditions[0], condition))
			return true;
	}
	return holds(conditions, condition);
}

static bool cannot_be(const struct condition_list *conditions,
		      const struct way_condition *row)
{
	bool all = true;
	for (unsigned i = 0; i < row->count && !row->holds; i++)
		all &= is_implied(conditions, row->conditions[i]);
	return row->holds ? is_excluded(conditions, row->conditions[0]) : all;
}

bool conditions_clash(const struct condition_list *conditions)
{
	for (size_t i = 0; i < conditions->count; i++)
		if (cannot_be(conditions, &conditions->items[i]))
			return true;
	return false;
}

/* Whether one of those that do not all hold is excluded anyway. */
static bool is_plain(const struct condition_list *conditions,
		     const struct way_condition *row)
{
	for (unsigned i = 0; i < row->count && !row->holds; i++)
		if (is_excluded(conditions, row->conditions[i]))
			return true;
	return false;
}

/* Those of them that do not hold anyway; all where there are no others. */
static struct way_condition without_held(
	const struct condition_list *conditions, struct way_condition row,
	struct arena *arena)
{
	const struct condition **open =
		arena_alloc(arena, row.count, sizeof *open);
	unsigned count = 0;
	for (unsigned i = 0; i < row.count; i++)
		if (!holds(conditions, row.conditions[i]))
			open[count++] = row.conditions[i];
	if (!row.holds && count) {
		row.conditions = open;
		row.count = count;
	}
	return row;
}

void conditions_settle(struct arena *arena, struct condition_list *conditions)
{
	size_t kept = 0;
	for (size_t i = 0; i < conditions->count; i++)
		if (!is_plain(conditions, &conditions->items[i]))
			conditions->items[kept++] = without_held(
				conditions, conditions->items[i], arena);
	conditions->count = kept;
}

bool conditions_hold(const struct registry *registry,
		     const struct condition_list *conditions, struct span uses)
{
	for (unsigned i = 0; i < uses.count; i++)
		if (!holds(conditions, registry_condition(registry, uses, i)))
			return false;
	return true;
}

const char *way_condition_ids(const struct way_condition *condition,
			      struct arena *arena)
{
	const char *ids = condition->holds ? "" : "!";
	for (unsigned i = 0; i < condition->count; i++)
		ids = arena_format(arena, "%s%s%s", ids, i ? "&" : "",
				   condition->conditions[i]->id);
	return ids;
}
