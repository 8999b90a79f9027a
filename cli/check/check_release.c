#include <string.h>

#include "check/check.h"
#include "check/loader.h"
#include "check/release.h"

/* How well a policy's classes and permissions fit a release's. */
enum fit {
	FIT_NONE, /* something is missing or stands elsewhere: Xen refuses it */
	FIT_MORE, /* all is where it must be, and the policy has more */
	FIT_EXACT, /* nothing differs */
};

static enum fit fit_permissions(const struct policy_class *have,
				const char **names, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (i >= have->permission_count || !have->permissions[i] ||
		    strcmp(have->permissions[i], names[i]) != 0)
			return FIT_NONE;
	return have->permission_count > count ? FIT_MORE : FIT_EXACT;
}

bool release_fits_sids(const struct registry *registry,
		       const struct policy *policy, unsigned release,
		       struct arena *arena)
{
	const char **names;
	unsigned highest = 0;
	for (unsigned i = 0; i < policy->sid_count; i++)
		if (policy->sids[i].number > highest)
			highest = policy->sids[i].number;
	return highest == registry_sids(registry, release, arena, &names);
}

/*
 * As the hypervisor compares them when it loads a policy, by their place; it
 * does not look at the initial SIDs, but they tell releases apart.
 */
static enum fit fit_release(const struct registry *registry,
			    const struct policy *policy, unsigned release,
			    struct arena *arena)
{
	unsigned *classes;
	size_t count = registry_classes(registry, release, arena, &classes);
	enum fit fit = policy->class_count > count ? FIT_MORE : FIT_EXACT;
	if (!release_fits_sids(registry, policy, release, arena))
		return FIT_NONE;
	for (size_t i = 0; i < count; i++) {
		const struct object_class *class =
			&registry->classes[classes[i]];
		const char **names;
		size_t bits = registry_permissions(registry, class, release,
						   arena, &names);
		if (i >= policy->class_count || !policy->classes[i].name ||
		    strcmp(policy->classes[i].name, class->name) != 0)
			return FIT_NONE;
		enum fit of_class =
			fit_permissions(&policy->classes[i], names, bits);
		if (of_class < fit)
			fit = of_class;
		if (fit == FIT_NONE)
			return FIT_NONE;
	}
	return fit;
}

/*
 * Takes out the releases that refuse the policy for another reason.  What no
 * release loads has no candidates.  The newest of those with the fewest reasons
 * is returned; NO_INDEX: there were none.
 */
static unsigned keep_loading(const struct registry *registry,
			     const struct policy *policy, struct arena *arena,
			     struct release_choice *choice)
{
	struct arena scratch = ARENA_INIT;
	unsigned *kept =
		arena_alloc(arena, choice->candidate_count + 1, sizeof *kept);
	unsigned best = NO_INDEX, least = 0;
	size_t count = 0;
	for (size_t i = 0; i < choice->candidate_count; i++) {
		const unsigned release = choice->candidates[i];
		const unsigned refusals =
			loader_refusals(registry, policy, release, &scratch);
		if (!refusals)
			kept[count++] = release;
		if (best == NO_INDEX || refusals <= least) {
			best = release;
			least = refusals;
		}
	}
	arena_release(&scratch);
	choice->candidates = kept;
	choice->candidate_count = count;
	return best;
}

/* The releases that fit as well as said, in the arena. */
static size_t find_fitting(const struct registry *registry,
			   const struct policy *policy, enum fit wanted,
			   struct arena *arena, const unsigned **candidates)
{
	size_t count = 0;
	unsigned *found =
		arena_alloc(arena, registry->release_count, sizeof *found);
	for (unsigned i = 0; i < registry->release_count; i++)
		if (fit_release(registry, policy, i, arena) == wanted)
			found[count++] = i;
	*candidates = found;
	return count;
}

static bool is_last_of_line(const struct registry *registry, unsigned release)
{
	return release + 1 == registry->release_count ||
	       strcmp(registry->releases[release].line,
		      registry->releases[release + 1].line) != 0;
}

/*
 * Who keeps up with a line has its last release; so one in the midst of another
 * line is no good guess.
 */
static unsigned pick(const struct registry *registry,
		     const struct release_choice *choice)
{
	for (size_t i = choice->candidate_count; i-- > 0;)
		if (is_last_of_line(registry, choice->candidates[i]))
			return choice->candidates[i];
	return choice->candidates[choice->candidate_count - 1];
}

bool check_release(const struct registry *registry, const struct policy *policy,
		   const char *name, struct arena *arena, struct diags *diags,
		   struct release_choice *choice)
{
	choice->how = "classes";
	choice->candidate_count = find_fitting(registry, policy, FIT_EXACT,
					       arena, &choice->candidates);
	if (choice->candidate_count == 0) {
		choice->how = "classes, with some that no release has";
		choice->candidate_count = find_fitting(
			registry, policy, FIT_MORE, arena, &choice->candidates);
	}
	const unsigned best = keep_loading(registry, policy, arena, choice);
	if (strcmp(name, "auto") != 0) {
		choice->how = "given";
		choice->used = registry_release(registry, name, diags);
		return choice->used != NO_INDEX;
	}
	if (best == NO_INDEX) {
		release_report_nearest(registry, policy, diags);
		return false;
	}
	if (!choice->candidate_count)
		choice->how = "classes, though none of these loads it";
	choice->used = choice->candidate_count ? pick(registry, choice) : best;
	return true;
}
