/* What a release is to the fixes of an op. */
#include <stdlib.h>
#include <string.h>

#include "registry/registry.h"

const char *const fix_kinds[] = {
	"overrun", "crash",	 "missing-check", "refcount", "race", "hang",
	"leak",	   "lock-abuse", "wrong-result",  "other",    NULL};

const struct fix *registry_find_fix(const struct registry *registry,
				    const char *commit)
{
	for (unsigned i = 0; i < registry->fix_count; i++)
		if (strcmp(ref_text(registry->fixes[i].commit), commit) == 0)
			return &registry->fixes[i];
	return NULL;
}

enum fix_state registry_fix_state(const struct fix *fix, const struct op *op,
				  unsigned release)
{
	if (!release_set_has(&op->in, release))
		return FIX_NOT_NEEDED;
	if (release_set_has(&fix->in, release))
		return FIX_PRESENT;
	if (!release_set_has(&fix->flawed, release))
		return FIX_NOT_NEEDED;
	return fix->doubtful || !ref_text(fix->since) ? FIX_MAYBE_LACKED
						      : FIX_LACKED;
}

struct fix_way registry_fix_way(const struct registry *registry,
				const struct fix *fix, unsigned release)
{
	const struct release *rows = registry->releases;
	struct fix_way way = {NO_INDEX, NO_INDEX};
	for (unsigned i = registry->release_count; i-- > release + 1;) {
		if (!release_set_has(&fix->in, i))
			continue;
		if (strcmp(rows[i].line, rows[release].line) == 0)
			way.same_line = i;
		else
			way.later_line = i;
	}
	return way;
}

const char *registry_fix_way_shown(const struct registry *registry,
				   const struct fix *fix, unsigned release,
				   struct arena *arena)
{
	struct fix_way way = registry_fix_way(registry, fix, release);
	bool same = way.same_line != NO_INDEX;
	unsigned first = same ? way.same_line : way.later_line;
	return first == NO_INDEX
		       ? "in no release"
		       : arena_format(arena, "%s %s", same ? "in" : "only from",
				      registry->releases[first].name);
}

static bool is_of(const struct registry *registry, const struct fix *fix,
		  unsigned op)
{
	for (unsigned i = 0; i < fix->ops.count; i++) {
		unsigned own = registry->fix_ops[fix->ops.first + i].op;
		if (registry_is_within(registry, op, own) ||
		    registry_is_within(registry, own, op))
			return true;
	}
	return false;
}

/* Newest first; of one day, by commit. */
static int compare_fixes(const void *a, const void *b, void *fixes)
{
	const struct fix *first =
		&((const struct fix *)fixes)[*(const unsigned *)a];
	const struct fix *second =
		&((const struct fix *)fixes)[*(const unsigned *)b];
	int order = strcmp(ref_text(second->date), ref_text(first->date));
	return order ? order
		     : strcmp(ref_text(first->commit),
			      ref_text(second->commit));
}

size_t registry_op_fixes(const struct registry *registry, const struct op *op,
			 struct arena *arena, unsigned **fixes)
{
	list_of(unsigned) list = LIST_INIT;
	unsigned index = (unsigned)(op - registry->ops);
	for (unsigned i = 0; i < registry->fix_count; i++)
		if (is_of(registry, &registry->fixes[i], index))
			*list_push(&list, arena) = i;
	*fixes = list.items;
	if (list.count)
		qsort_r(list.items, list.count, sizeof *list.items,
			compare_fixes, (void *)(uintptr_t)registry->fixes);
	return list.count;
}

bool registry_same_fixes(const struct registry *registry, unsigned a,
			 unsigned b)
{
	for (unsigned i = 0; i < registry->fix_count; i++)
		if (release_set_has(&registry->fixes[i].flawed, a) !=
		    release_set_has(&registry->fixes[i].flawed, b))
			return false;
	return true;
}
