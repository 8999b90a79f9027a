/* Site files that a test writes down itself. */
#ifndef UNIT_SITE_TEXT_H
#define UNIT_SITE_TEXT_H

#include "world.h"

#include "base/file.h"
#include "base/file_replace.h"
#include "site/site.h"

/* The site file with that text, read; NULL: there are messages. */
static inline const struct site *site_text(struct world *world,
					   const char *text)
{
	const char *directory =
		directory_temporary(&world->arena, &world->diags);
	assert_non_null(directory);
	const char *path =
		arena_format(&world->arena, "%s/site.xml", directory);
	assert_true(file_replace(path, text, strlen(text), &world->diags));
	const struct site *site = site_read(path, &world->arena, &world->diags);
	directory_remove(directory);
	return site;
}

/* The same, with the text as what stands in <policy>. */
static inline const struct site *site_policy_text(struct world *world,
						  const char *text)
{
	return site_text(world, arena_format(&world->arena,
					     "<site><policy>%s</policy></site>",
					     text));
}

#endif
