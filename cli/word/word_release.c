/* Releases, by what people and tags call them. */
#include <string.h>

#include "registry/registry.h"
#include "word/word_add.h"
#include "word/word_table.h"

/* "12 covered, 300 safe by the statement" */
static const char *counts(const struct word_search *search,
			  struct word_meaning *meaning, unsigned release)
{
	const struct registry *registry = search->registry;
	unsigned covered = 0, all = 0;
	for (unsigned i = 0; i < registry->op_count; i++) {
		const struct op *op = &registry->ops[i];
		if (!release_set_has(&op->in, release))
			continue;
		all++;
		covered += registry_op_is_covered(registry, op, release);
		*list_push(&meaning->ops, search->arena) =
			(struct word_op){op, release, NULL};
	}
	return arena_format(search->arena, "%u covered, %u %s", covered,
			    all - covered, status_shown(STATUS_SAFE));
}

void word_release(const struct word_search *search)
{
	const struct registry *registry = search->registry;
	struct arena *arena = search->arena;
	const unsigned found = registry_find_release(registry, search->word);
	const char **names;
	if (found == NO_INDEX)
		return;
	const struct release *release = &registry->releases[found];
	struct word_meaning *meaning = word_add(
		search, "release", release->name,
		word_is(search, release->line)
			? arena_format(arena,
				       "the newest point release of the line "
				       "%s that the registry has",
				       release->line)
			: arena_format(arena, "a point release of the line %s",
				       release->line));
	meaning->is_of_ops = true;
	meaning->lead = "it has";
	meaning->release = found;
	word_add_fact(search, meaning, "date", release->date);
	word_add_fact(
		search, meaning, "policies",
		arena_format(arena, "it loads version %s",
			     release_versions_shown(release, ", ", arena)));
	word_add_fact(search, meaning, "flask", release->flask_support);
	word_add_fact(search, meaning, "silo", release->silo_support);
	word_add_fact(search, meaning, "dummy", release->dummy_support);
	word_add_fact(
		search, meaning, "sids",
		arena_format(arena, "%zu",
			     registry_sids(registry, found, arena, &names)));
	word_add_fact(search, meaning, "status",
		      counts(search, meaning, found));
}
