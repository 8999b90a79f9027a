/* Which releases a policy fits, and which of them is meant. */
#include <string.h>

#include "lint/lint.h"
#include "lint/lint_nearest.h"
#include "lint/lint_release.h"
#include "right/right.h"
#include "rule/rule.h"

/* How well a policy's classes and permissions fit a release's. */
enum release_fit {
	FIT_NONE, /* something is missing or stands elsewhere: Xen refuses it */
	FIT_MORE, /* all is where it must be, and the policy has more */
	FIT_EXACT, /* nothing differs */
};

static enum release_fit fit_permissions(const struct policy_class *have,
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
	const size_t count = registry_sids(registry, release, arena, &names);
	size_t known = 0;
	for (unsigned i = 0; i < policy->sid_count; i++)
		known += policy->sids[i].number <= count;
	return known == count && known == policy->sid_count;
}

/* What a policy has of a release's classes and permissions, and beside them. */
struct likeness {
	enum release_fit fit;
	size_t more; /* classes and permissions that the release has not */
};

/*
 * As the hypervisor compares them when it loads a policy, by their place; it
 * does not look at the initial SIDs.
 */
static struct likeness compare(const struct registry *registry,
			       const struct policy *policy, unsigned release,
			       struct arena *arena)
{
	const struct likeness none = {FIT_NONE, 0};
	unsigned *classes;
	size_t count = registry_classes(registry, release, arena, &classes);
	size_t more = 0;
	if (policy->class_count < count)
		return none;
	for (size_t i = 0; i < count; i++) {
		const struct policy_class *have = &policy->classes[i];
		const struct object_class *class =
			&registry->classes[classes[i]];
		const char **names;
		size_t bits = registry_permissions(registry, class, release,
						   arena, &names);
		if (!have->name || strcmp(have->name, class->name) != 0 ||
		    fit_permissions(have, names, bits) == FIT_NONE)
			return none;
		more += have->permission_count - bits;
	}
	for (size_t i = count; i < policy->class_count; i++)
		more += 1 + policy->classes[i].permission_count;
	return (struct likeness){more ? FIT_MORE : FIT_EXACT, more};
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

/*
 * The releases of whose classes and permissions the policy has all, and the
 * least beside them.
 */
static size_t find_fitting(const struct registry *registry,
			   const struct policy *policy, struct arena *arena,
			   unsigned *found, enum release_fit *fit)
{
	size_t count = 0, least = 0;
	*fit = FIT_NONE;
	for (unsigned i = 0; i < registry->release_count; i++) {
		const struct likeness likeness =
			compare(registry, policy, i, arena);
		if (likeness.fit == FIT_NONE ||
		    (*fit != FIT_NONE && likeness.more > least))
			continue;
		if (*fit == FIT_NONE || likeness.more < least)
			count = 0;
		*fit = likeness.fit;
		least = likeness.more;
		found[count++] = i;
	}
	return count;
}

/*
 * Of these the ones whose initial SIDs the policy has, too, if there are some:
 * one that is missing says nothing else of the release.
 */
static size_t keep_numbering(const struct registry *registry,
			     const struct policy *policy, struct arena *arena,
			     unsigned *found, size_t count)
{
	size_t kept = 0;
	for (size_t i = 0; i < count; i++)
		if (release_fits_sids(registry, policy, found[i], arena))
			found[kept++] = found[i];
	return kept ? kept : count;
}

static void find_candidates(const struct registry *registry,
			    const struct policy *policy, struct arena *arena,
			    struct release_choice *choice)
{
	enum release_fit fit;
	unsigned *found =
		arena_alloc(arena, registry->release_count, sizeof *found);
	size_t count = find_fitting(registry, policy, arena, found, &fit);
	choice->how = fit == FIT_EXACT
			      ? "classes"
			      : "classes, with some that no release has";
	choice->candidate_count =
		keep_numbering(registry, policy, arena, found, count);
	choice->candidates = found;
}

/*
 * Who keeps up with a line has its last release; so one in the midst of another
 * line is no good guess.
 */
static unsigned pick(const struct registry *registry,
		     const struct release_choice *choice)
{
	for (size_t i = choice->candidate_count; i-- > 0;)
		if (registry_ends_line(registry, choice->candidates[i]))
			return choice->candidates[i];
	return choice->candidates[choice->candidate_count - 1];
}

bool lint_choose_release(const struct registry *registry,
			 const struct policy *policy, const char *name,
			 struct arena *arena, struct diags *diags,
			 struct release_choice *choice)
{
	find_candidates(registry, policy, arena, choice);
	choice->by = CHOICE_BY_POLICY;
	const unsigned best = keep_loading(registry, policy, arena, choice);
	if (strcmp(name, "auto") != 0) {
		choice->how = "given";
		choice->by = CHOICE_BY_NAME;
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
