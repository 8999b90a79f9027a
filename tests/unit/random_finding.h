/* What a lint found in a random policy, each finding made once. */
#ifndef UNIT_RANDOM_FINDING_H
#define UNIT_RANDOM_FINDING_H

#include "random_game.h"

#include "lint/lint.h"

struct found {
	const struct lint *lint;
	const struct finding *items;
	size_t count;
};

static inline struct found find_all(const struct game *game,
				    const struct lint *lint)
{
	struct finding *items = arena_alloc(
		&game->world->arena, lint->finding_count + 1, sizeof *items);
	for (size_t i = 0; i < lint->finding_count; i++)
		items[i] = lint_finding(lint, i);
	return (struct found){lint, items, lint->finding_count};
}

/* Whether it is about that type, and found by the rule of that code. */
static inline bool is_found_of(const struct finding *finding, const char *code,
			       unsigned type)
{
	return finding->subject && finding->subject[0] == 'k' &&
	       finding->subject[1] == (char)('0' + type) &&
	       finding->subject[2] == '\0' &&
	       strcmp(finding->rule->code, code) == 0;
}

/* The labels of its objects: a bit for each type. */
static inline unsigned labels_of_finding(const struct found *found,
					 const struct finding *finding)
{
	struct arena scratch = ARENA_INIT;
	const char **names;
	unsigned labels = 0;
	size_t count = lint_objects(found->lint, finding, &scratch, &names);
	assert_true(count > 0);
	for (size_t i = 0; i < count; i++)
		labels |= 1U << (names[i][1] - '0');
	arena_release(&scratch);
	return labels;
}

#endif
