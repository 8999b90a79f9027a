/* What a site accepts by choosing a profile. */
#include <string.h>

#include "base/embedded.h"
#include "site/site_model.h"
#include "site/site_profile.h"
#include "site/site_read.h"

USES_MESSAGE(PROFILE_UNKNOWN);

const struct site *site_inherit(const struct site *site, struct arena *arena,
				struct diags *diags)
{
	const char *profile = site->policy ? site->policy->profile : NULL;
	if (!profile)
		return site;
	size_t length;
	const char *name = arena_format(arena, "profile-%s.xml", profile);
	const char *bytes = embedded_find(name, &length);
	if (!bytes) {
		diags_add(diags, MESSAGE_PROFILE_UNKNOWN,
			  location_file(site->path), "%s", profile);
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
