/*
 * Classes, permissions and initial SIDs of a policy against those of a
 * release.
 */
#include <string.h>

#include "base/text.h"
#include "registry/registry.h"
#include "right/right.h"
#include "rule/rule_drift_vector.h"
#include "run/run.h"

/* Classes, permissions and initial SIDs: the policy's and the release's. */
struct vector_comparison {
	struct run *run;
	const char *release; /* its name */
	bool renumbered;     /* a class that is was told */
};

static void add(struct run *run, const char *code, const char *fact,
		const char *message)
{
	const struct draft draft = {.code = code,
				    .subject = NO_TYPE,
				    .fact = fact,
				    .message = message,
				    .default_state = true};
	run_add_finding(run, &draft);
}

static unsigned find_class(const struct policy *policy, const char *name)
{
	for (unsigned i = 0; i < policy->class_count; i++)
		if (policy->classes[i].name &&
		    strcmp(policy->classes[i].name, name) == 0)
			return i;
	return NO_INDEX;
}

/* Adds the name to a list with commas. */
static const char *add_name(struct arena *arena, const char *list,
			    const char *name)
{
	return arena_format(arena, "%s%s%s", list, *list ? ", " : "", name);
}

static void add_names(struct vector_comparison *comparison, const char *code,
		      const char *class, const char *names, const char *what)
{
	if (*names)
		add(comparison->run, code,
		    arena_format(comparison->run->arena, "%s: %s", class,
				 names),
		    arena_format(comparison->run->arena,
				 "class %s of the policy %s: %s", class, what,
				 names));
}

static void compare_permissions(struct vector_comparison *comparison,
				const struct policy_class *have,
				const char **names, size_t count)
{
	struct arena *arena = comparison->run->arena;
	const char *missing = "", *surplus = "";
	bool renumbered = false;
	for (unsigned i = 0; i < count; i++) {
		unsigned bit = policy_find_permission(have, names[i]);
		if (bit == NO_INDEX)
			missing = add_name(arena, missing, names[i]);
		if (bit == NO_INDEX || bit == i || renumbered)
			continue;
		renumbered = true;
		add(comparison->run, "XSM303",
		    arena_format(arena, "%s:%s %u %u", have->name, names[i], i,
				 bit),
		    arena_format(arena,
				 "permission %s:%s is bit %u in %s and bit %u "
				 "in the policy",
				 have->name, names[i], i, comparison->release,
				 bit));
	}
	for (unsigned i = 0; i < have->permission_count; i++)
		if (have->permissions[i] &&
		    !text_is_among(names, count, have->permissions[i]))
			surplus =
				add_name(arena, surplus, have->permissions[i]);
	add_names(comparison, "XSM302", have->name, missing,
		  arena_format(arena, "lacks permissions of %s",
			       comparison->release));
	add_names(comparison, "XSM304", have->name, surplus,
		  arena_format(arena, "has permissions that %s has not",
			       comparison->release));
}

static void compare_class(struct vector_comparison *comparison, unsigned number,
			  const struct object_class *class)
{
	struct run *run = comparison->run;
	unsigned have = find_class(run->policy, class->name);
	const char **names;
	if (have == NO_INDEX) {
		add(run, "XSM301", class->name,
		    arena_format(run->arena,
				 "class %s (number %u in %s) is not in the "
				 "policy",
				 class->name, number + 1, comparison->release));
		return;
	}
	if (have != number && !comparison->renumbered) {
		comparison->renumbered = true;
		add(run, "XSM303",
		    arena_format(run->arena, "%s %u %u", class->name, number,
				 have),
		    arena_format(run->arena,
				 "class %s is number %u in %s and number %u "
				 "in the policy",
				 class->name, number + 1, comparison->release,
				 have + 1));
	}
	size_t count = registry_permissions(run->registry, class, run->release,
					    run->arena, &names);
	compare_permissions(comparison, &run->policy->classes[have], names,
			    count);
}

static void compare_classes(struct vector_comparison *comparison)
{
	struct run *run = comparison->run;
	unsigned *classes;
	size_t count = registry_classes(run->registry, run->release, run->arena,
					&classes);
	const char **names = arena_alloc(run->arena, count, sizeof *names);
	for (unsigned i = 0; i < count; i++) {
		const struct object_class *class =
			&run->registry->classes[classes[i]];
		names[i] = class->name;
		compare_class(comparison, i, class);
	}
	for (unsigned i = 0; i < run->policy->class_count; i++) {
		const char *name = run->policy->classes[i].name;
		if (name && !text_is_among(names, count, name))
			add(run, "XSM304", name,
			    arena_format(run->arena,
					 "class %s of the policy is not in %s",
					 name, comparison->release));
	}
}

/* --- Initial SIDs -----------------------------------------------------------
 */

/* Names by number, from 1 on. */
struct numbering {
	const char **names;
	size_t count;
};

static struct numbering numbering_of(const struct run *run, unsigned release)
{
	struct numbering numbering;
	numbering.count = registry_sids(run->registry, release, run->arena,
					&numbering.names);
	return numbering;
}

/* NULL: it is beyond all of them. */
static const char *name_of(const struct numbering *numbering, size_t number)
{
	return number && number <= numbering->count
		       ? numbering->names[number - 1]
		       : NULL;
}

static bool has_number(const struct policy *policy, size_t number)
{
	for (unsigned i = 0; i < policy->sid_count; i++)
		if (policy->sids[i].number == number)
			return true;
	return false;
}

/* Whether the policy has a context for the SID by its numbering. */
static bool has_sid(const struct policy *policy,
		    const struct numbering *numbering, const char *name)
{
	for (size_t i = 1; i <= numbering->count; i++)
		if (strcmp(name_of(numbering, i), name) == 0)
			return has_number(policy, i);
	return false;
}

static void compare_numbers(struct vector_comparison *comparison,
			    const struct numbering *release,
			    const struct numbering *own)
{
	struct arena *arena = comparison->run->arena;
	for (size_t i = 1; i <= release->count && i <= own->count; i++) {
		const char *name = name_of(release, i);
		const char *other = name_of(own, i);
		if (strcmp(name, other) == 0)
			continue;
		add(comparison->run, "XSM303",
		    arena_format(arena, "%zu %s %s", i, name, other),
		    arena_format(arena,
				 "initial SID %zu is %s in %s and %s in the "
				 "policy",
				 i, name, comparison->release, other));
		return;
	}
}

static void add_sids(struct vector_comparison *comparison, const char *code,
		     const char *names, const char *what)
{
	struct arena *arena = comparison->run->arena;
	if (*names)
		add(comparison->run, code,
		    arena_format(arena, "sid: %s", names),
		    arena_format(arena, "the policy has %s: %s", what, names));
}

void drift_compare_sids(struct run *run, unsigned fitting)
{
	struct vector_comparison comparison = {
		.run = run,
		.release = run->registry->releases[run->release].name};
	struct arena *arena = run->arena;
	const struct numbering release = numbering_of(run, run->release);
	/* Without a release that it fits the policy's SIDs have no names. */
	const struct numbering own =
		fitting == NO_INDEX ? release : numbering_of(run, fitting);
	const char *missing = "", *surplus = "";
	compare_numbers(&comparison, &release, &own);
	for (size_t i = 0; i < release.count; i++)
		if (!has_sid(run->policy, &own, release.names[i]))
			missing = add_name(arena, missing, release.names[i]);
	for (unsigned i = 0; i < run->policy->sid_count; i++) {
		const unsigned number = run->policy->sids[i].number;
		const char *name = name_of(&own, number);
		if (!name || !text_is_among(release.names, release.count, name))
			surplus = add_name(
				arena, surplus,
				name ? name
				     : arena_format(arena, "%u", number));
	}
	add_sids(&comparison, "XSM301", missing,
		 arena_format(arena, "no context for initial SIDs of %s",
			      comparison.release));
	add_sids(&comparison, "XSM304", surplus,
		 arena_format(arena, "initial SIDs that %s has not",
			      comparison.release));
}

void drift_compare_vectors(struct run *run)
{
	struct vector_comparison comparison = {
		.run = run,
		.release = run->registry->releases[run->release].name};
	compare_classes(&comparison);
}
