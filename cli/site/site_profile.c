/* What a site accepts by choosing a profile. */
#include <string.h>

#include "base/embedded.h"
#include "base/near.h"
#include "base/text.h"
#include "site/site_model.h"
#include "site/site_profile.h"
#include "site/site_read.h"

USES_MESSAGE(PROFILE_UNKNOWN);

/* The file of groups that all profiles share stands beside them. */
static const char groups[] = "groups";
static const char start[] = "profile-", end[] = ".xml";

const char *site_profile_hint(const char *name, struct arena *arena)
{
	list_of(const char *) names = LIST_INIT;
	for (const struct embedded_file *file = embedded_files; file->name;
	     file++) {
		if (!text_starts_with(file->name, start))
			continue;
		const char *own = file->name + strlen(start);
		const char *profile =
			arena_slice(arena, own, strlen(own) - strlen(end));
		if (strcmp(profile, groups) != 0)
			*list_push(&names, arena) = profile;
	}
	return near_hint(name, names.items, names.count, arena);
}

const struct site *site_inherit(const struct site *site, struct arena *arena,
				struct diags *diags)
{
	const char *profile = site->policy ? site->policy->profile : NULL;
	if (!profile)
		return site;
	size_t length;
	const char *name = arena_format(arena, "%s%s%s", start, profile, end);
	const char *bytes = embedded_find(name, &length);
	if (!bytes || strcmp(profile, groups) == 0) {
		diags_add(diags, MESSAGE_PROFILE_UNKNOWN,
			  location_file(site->path), "%s%s", profile,
			  site_profile_hint(profile, arena));
		return NULL;
	}
	const struct site *above =
		site_parse(name, bytes, length, arena, diags);
	if (!above)
		return NULL;
	const size_t count = site->waiver_count + above->waiver_count;
	struct waiver *waivers = arena_alloc(arena, count, sizeof *waivers);
	struct site *whole = arena_alloc(arena, 1, sizeof *whole);
	*whole = *site;
	if (!whole->arch)
		whole->arch = above->arch;
	for (size_t i = 0; i < count; i++)
		waivers[i] = i < site->waiver_count
				     ? site->waivers[i]
				     : above->waivers[i - site->waiver_count];
	for (size_t i = site->waiver_count; i < count; i++)
		waivers[i].inherited = true;
	whole->waivers = waivers;
	whole->waiver_count = count;
	return whole;
}
