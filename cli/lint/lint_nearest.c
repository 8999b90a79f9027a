/* The release that a policy that fits none comes nearest to. */
#include <string.h>

#include "lint/lint_nearest.h"
#include "lint/lint_release.h"
#include "registry/registry.h"
#include "right/right.h"

USES_MESSAGE(RELEASE_NOT_FOUND);

/* How far a policy is from a release, and what a Xen would complain of. */
struct distance {
	unsigned steps;
	const char *first; /* in the arena; NULL: nothing differs */
};

static void add_step(struct distance *distance, const char *words)
{
	if (!distance->steps++)
		distance->first = words;
}

static void compare_permissions(const struct policy_class *have,
				const char **names, size_t count,
				struct arena *arena, struct distance *distance)
{
	for (unsigned i = 0; i < count; i++) {
		const unsigned bit = policy_find_permission(have, names[i]);
		if (bit == NO_INDEX)
			add_step(distance,
				 arena_format(arena,
					      "bit %u of class %s is %s, which "
					      "the policy lacks",
					      i, have->name, names[i]));
		else if (bit != i)
			add_step(distance,
				 arena_format(arena,
					      "%s:%s is bit %u, and bit %u in "
					      "the policy",
					      have->name, names[i], i, bit));
	}
}

static struct distance measure(const struct registry *registry,
			       const struct policy *policy, unsigned release,
			       struct arena *arena)
{
	struct distance distance = {0, NULL};
	unsigned *classes;
	size_t count = registry_classes(registry, release, arena, &classes);
	for (unsigned i = 0; i < count; i++) {
		const struct object_class *class =
			&registry->classes[classes[i]];
		const char *have = i < policy->class_count
					   ? policy->classes[i].name
					   : NULL;
		const char **names;
		size_t bits = registry_permissions(registry, class, release,
						   arena, &names);
		if (have && strcmp(have, class->name) == 0)
			compare_permissions(&policy->classes[i], names, bits,
					    arena, &distance);
		else
			add_step(&distance,
				 arena_format(arena,
					      "class %u is %s, and %s in the "
					      "policy",
					      i + 1, class->name,
					      have ? have : "none"));
	}
	if (!release_fits_sids(registry, policy, release, arena))
		add_step(&distance, "there are other initial SIDs");
	return distance;
}

void release_report_nearest(const struct registry *registry,
			    const struct policy *policy, struct diags *diags)
{
	struct arena arena = ARENA_INIT;
	struct distance least = {0, NULL};
	unsigned nearest = NO_INDEX;
	for (unsigned i = 0; i < registry->release_count; i++) {
		const struct distance distance =
			measure(registry, policy, i, &arena);
		if (nearest != NO_INDEX && distance.steps > least.steps)
			continue;
		nearest = i;
		least = distance;
	}
	diags_add(diags, MESSAGE_RELEASE_NOT_FOUND, location_file(policy->path),
		  "the nearest is %s, where %s (%u difference%s in all); "
		  "--release says which one is meant",
		  registry->releases[nearest].name, least.first, least.steps,
		  least.steps == 1 ? "" : "s");
	arena_release(&arena);
}
