/*
 * What the registry says of conditions: of builds, of what picks an
 * alternative, and of when an access is asked.  Nothing else reads them.
 */
#include "way/way_condition.h"

static bool set_has(const struct build_set *set,
		    const struct condition *condition)
{
	for (size_t i = 0; i < set->count; i++)
		if (set->conditions[i] == condition)
			return true;
	return false;
}

bool build_has(const struct registry *registry, const struct build *build,
	       const struct access *access)
{
	const struct span wanted = access->builds;
	if (!build->is)
		return !wanted.count ||
		       conditions_same(wanted, build->conditions);
	for (unsigned i = 0; i < wanted.count; i++)
		if (!set_has(build->is,
			     registry_condition(registry, wanted, i)))
			return false;
	return true;
}

static bool is_found(const struct build_list *builds, struct span conditions)
{
	for (size_t i = 0; i < builds->count; i++)
		if (conditions_same(builds->items[i].conditions, conditions))
			return true;
	return false;
}

/* An op all of whose accesses have builds is in no other one. */
void builds_find(const struct op_accesses *accesses,
		 const struct build_set *looked_at, struct arena *arena,
		 struct build_list *builds)
{
	bool others = false;
	*builds = (struct build_list)LIST_INIT;
	for (size_t i = 0; i < accesses->list.count; i++)
		others |= !accesses->list.items[i]->builds.count;
	if (looked_at || others)
		list_push(builds, arena)->is = looked_at;
	for (size_t i = 0; !looked_at && i < accesses->list.count; i++) {
		const struct access *access = accesses->list.items[i];
		if (access->builds.count && !is_found(builds, access->builds))
			*list_push(builds, arena) = (struct build){
				NULL, access->builds, access->build};
	}
}

static bool is_same(const struct way_condition *a,
		    const struct way_condition *b)
{
	return a->decides == b->decides && conditions_same(a->of, b->of);
}

static void add(const struct way_condition *condition, struct arena *arena,
		struct condition_list *conditions)
{
	for (size_t i = 0; i < conditions->count; i++)
		if (is_same(&conditions->items[i], condition))
			return;
	*list_push(conditions, arena) = *condition;
}

void conditions_add_build(const struct build *build,
			  const struct build_list *builds, struct arena *arena,
			  struct condition_list *conditions)
{
	for (size_t i = 0; !build->is && i < builds->count; i++) {
		const struct build *other = &builds->items[i];
		if (other->conditions.count &&
		    (!build->conditions.count || other == build))
			add(&(const struct way_condition){DECIDES_BUILD,
							  CHOOSER_OTHERS,
							  other == build,
							  other->conditions,
							  other->text},
			    arena, conditions);
	}
}

static enum chooser chooser_of(const struct registry *registry,
			       struct span conditions)
{
	unsigned his = 0;
	for (unsigned i = 0; i < conditions.count; i++)
		his += registry_condition(registry, conditions, i)->kind ==
		       CONDITION_ARGUMENT;
	return his == conditions.count ? CHOOSER_CALLER
	       : his		       ? CHOOSER_BOTH
				       : CHOOSER_OTHERS;
}

void conditions_add_picked(const struct registry *registry,
			   const struct access *access, struct arena *arena,
			   struct condition_list *conditions)
{
	if (access->picks.count)
		add(&(const struct way_condition){DECIDES_CHOICE,
						  chooser_of(registry,
							     access->picks),
						  true, access->picks,
						  access->picked},
		    arena, conditions);
}

bool conditions_add_when(const struct registry *registry,
			 const struct access *access, struct arena *arena,
			 struct condition_list *conditions)
{
	if (access->whens.count)
		add(&(const struct way_condition){DECIDES_ACCESS,
						  chooser_of(registry,
							     access->whens),
						  false, access->whens,
						  access->when},
		    arena, conditions);
	return access->whens.count;
}

bool condition_asks(const struct way_condition *condition,
		    const struct access *access)
{
	return condition->decides == DECIDES_ACCESS && access->whens.count &&
	       conditions_same(condition->of, access->whens);
}
