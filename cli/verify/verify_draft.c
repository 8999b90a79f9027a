/* Sets of releases in a registry that gets one more. */
#include "tree/tree.h"
#include "verify/verify_draft.h"

struct release_set draft_now(const struct registry_draft *draft)
{
	struct release_set set = {{0}};
	release_set_add(&set, draft->release);
	return set;
}

void draft_end(const struct registry_draft *draft, struct release_set *set)
{
	set->words[draft->release / 64] &=
		~((uint64_t)1 << (draft->release % 64));
}

/* What held in the release before holds in a new one until it is changed. */
struct release_set draft_moved(const struct registry_draft *draft,
			       const struct release_set *old)
{
	struct release_set set = {{0}};
	for (unsigned i = 0; i < draft->old->release_count; i++)
		if (release_set_has(old, i))
			release_set_add(&set, i + (draft->added &&
						   i >= draft->release));
	if (draft->added && release_set_has(old, draft->release - 1))
		release_set_add(&set, draft->release);
	return set;
}
