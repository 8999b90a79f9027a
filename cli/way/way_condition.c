/*
 * What the registry says of conditions: of builds, of what picks an
 * alternative, and of when an access is asked.  Nothing else reads them.
 */
#include <string.h>

#include "way/way_condition.h"

bool build_has(const struct build *build, const struct access *access)
{
	if (!access->build)
		return true;
	if (!build->is)
		return build->name && strcmp(access->build, build->name) == 0;
	for (size_t i = 0; i < build->is->count; i++)
		if (strcmp(access->build, build->is->names[i]) == 0)
			return true;
	return false;
}

static bool is_found(const struct build_list *builds, const char *name)
{
	for (size_t i = 0; i < builds->count; i++)
		if (builds->items[i].name &&
		    strcmp(builds->items[i].name, name) == 0)
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
		others |= !accesses->list.items[i]->build;
	if (looked_at || others)
		list_push(builds, arena)->is = looked_at;
	for (size_t i = 0; !looked_at && i < accesses->list.count; i++) {
		const char *name = accesses->list.items[i]->build;
		if (name && !is_found(builds, name))
			list_push(builds, arena)->name = name;
	}
}

static bool is_same(const struct way_condition *a,
		    const struct way_condition *b)
{
	return a->decides == b->decides && strcmp(a->text, b->text) == 0;
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
		if (other->name && (!build->name || other == build))
			add(&(const struct way_condition){DECIDES_BUILD,
							  CHOOSER_OTHERS,
							  other == build,
							  other->name},
			    arena, conditions);
	}
}

void conditions_add_picked(const struct access *access, struct arena *arena,
			   struct condition_list *conditions)
{
	if (access->picked)
		add(&(const struct way_condition){DECIDES_CHOICE,
						  access->by_hardware
							  ? CHOOSER_OTHERS
							  : CHOOSER_CALLER,
						  true, access->picked},
		    arena, conditions);
}

bool conditions_add_when(const struct access *access, struct arena *arena,
			 struct condition_list *conditions)
{
	if (access->when)
		add(&(const struct way_condition){DECIDES_ACCESS,
						  CHOOSER_NOT_SAID, false,
						  access->when},
		    arena, conditions);
	return access->when;
}

bool condition_asks(const struct way_condition *condition,
		    const struct access *access)
{
	return condition->decides == DECIDES_ACCESS && access->when &&
	       strcmp(condition->text, access->when) == 0;
}
