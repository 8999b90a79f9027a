/* Conditions: what decides whether an access is asked. */
#include <string.h>

#include "registry/registry_access.h"
#include "registry/registry_condition.h"
#include "registry/registry_vector.h"

const char *const condition_kinds[] = {
	[CONDITION_ARGUMENT] = "argument", [CONDITION_STATE] = "state",
	[CONDITION_BUILD] = "build",	   [CONDITION_BOOT] = "boot",
	[CONDITION_HARDWARE] = "hardware", NULL,
};

/* In the order of their bits. */
const char *const condition_abouts[] = {
	"others",
	"itself",
	"caller-type",
	"domain-type",
	"named-domain",
	"third-domain",
	"hvm-parameter",
	"builder",
	"ioreq-server",
	"gives",
	"takes",
	"isolated",
	"isolated-memory",
	"not-isolated",
	"command",
	"object",
	"page",
	"writable",
	"value",
	"life",
	"option",
	"each",
	"absent",
	NULL,
};

const struct condition *registry_condition(const struct registry *registry,
					   struct span uses, unsigned index)
{
	return &registry->conditions[registry->condition_uses[uses.first +
							      index]
					     .condition];
}

static bool differ(const char *a, const char *b)
{
	return a && b && strcmp(a, b) != 0;
}

bool condition_is_opposite(const struct condition *a, const struct condition *b)
{
	return a->opposite && strcmp(a->opposite, b->id) == 0;
}

bool condition_excludes(const struct condition *a, const struct condition *b)
{
	return a != b &&
	       (condition_is_opposite(a, b) || differ(a->arch, b->arch) ||
		(a->one_of && b->one_of && strcmp(a->one_of, b->one_of) == 0));
}

bool conditions_same(struct span a, struct span b)
{
	return a.count == b.count && (!a.count || a.first == b.first);
}

const char *condition_kind_name(enum condition_kind kind)
{
	return condition_kinds[kind];
}

static const char *add_word(const char *words, const char *word,
			    struct arena *arena)
{
	return arena_format(arena, "%s%s%s", words, *words ? " " : "", word);
}

const char *condition_about_shown(unsigned about, struct arena *arena)
{
	return bits_shown(about, condition_abouts, arena);
}

const char *access_condition_ids(const struct registry *registry,
				 const struct access *access,
				 struct arena *arena)
{
	const struct span spans[] = {access->builds, access->picks,
				     access->whens};
	const char *ids = "";
	for (size_t i = 0; i < sizeof spans / sizeof *spans; i++)
		for (unsigned j = 0; j < spans[i].count; j++)
			ids = add_word(
				ids,
				registry_condition(registry, spans[i], j)->id,
				arena);
	return ids;
}
