/* What tells findings apart in other releases and policies, as a short text. */
#include "lint/lint.h"

static uint64_t hash_add(uint64_t hash, const char *text)
{
	/* The byte behind a text keeps it apart from the next one. */
	do
		hash = (hash ^ (unsigned char)*text) * UINT64_C(1099511628211);
	while (*text++);
	return hash;
}

static uint64_t hash_identity(const struct lint *lint,
			      const struct finding *finding)
{
	struct arena scratch = ARENA_INIT;
	const struct identity identity = lint_identity(lint, finding, &scratch);
	uint64_t hash = UINT64_C(14695981039346656037);
	hash = hash_add(hash, finding->subject ? finding->subject : "");
	hash = hash_add(hash, identity.op ? identity.op->name : "");
	hash = hash_add(hash, finding->condition ? finding->condition : "");
	hash = hash_add(hash, identity.fact);
	arena_release(&scratch);
	return hash;
}

static const char *show_fingerprint(const struct finding *finding,
				    uint64_t hash, struct arena *arena)
{
	return arena_format(arena, "%s-%016llx", finding->rule->code,
			    (unsigned long long)hash);
}

const char *lint_fingerprint(const struct lint *lint,
			     const struct finding *finding, struct arena *arena)
{
	struct arena scratch = ARENA_INIT;
	const char **objects;
	size_t count = lint_objects(lint, finding, &scratch, &objects);
	uint64_t hash = hash_identity(lint, finding);
	for (size_t i = 0; i < count; i++)
		hash = hash_add(hash, objects[i]);
	arena_release(&scratch);
	return show_fingerprint(finding, hash, arena);
}

const char *lint_common_fingerprint(const struct lint *lint,
				    const struct finding *finding,
				    struct arena *arena)
{
	return show_fingerprint(finding, hash_identity(lint, finding), arena);
}
