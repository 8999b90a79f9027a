/* Several site files of one site. */
#include <string.h>

#include "site/site_parts.h"

struct merging {
	struct site site;
	list_of(const char *) registries;
	list_of(struct site_type) types;
	list_of(struct waiver) waivers;
	list_of(struct site_review) reviews;
	struct arena *arena;
};

static void add(struct merging *merging, const struct site *site)
{
	struct arena *arena = merging->arena;
	for (size_t i = 0; site->registries[i]; i++)
		*list_push(&merging->registries, arena) = site->registries[i];
	for (size_t i = 0; i < site->type_count; i++)
		*list_push(&merging->types, arena) = site->types[i];
	for (size_t i = 0; i < site->waiver_count; i++)
		*list_push(&merging->waivers, arena) = site->waivers[i];
	for (size_t i = 0; i < site->review_count; i++)
		*list_push(&merging->reviews, arena) = site->reviews[i];
	merging->site.ignores_remarks |= site->ignores_remarks;
	merging->site.flaws_fail |= site->flaws_fail;
}

/* The release of all files that name one; false with a message. */
static bool find_release(struct merging *merging,
			 const struct site *const *sites, size_t count,
			 struct diags *diags)
{
	for (size_t i = 0; i < count; i++) {
		const char *release = sites[i]->release;
		const char *before = merging->site.release;
		if (release && before && strcmp(release, before) != 0) {
			diags_add(diags, MESSAGE_ATTRIBUTES_CLASH,
				  location_file(sites[i]->path),
				  "release=\"%s\", and \"%s\" in %s", release,
				  before, merging->site.path);
			return false;
		}
		if (release && !before) {
			merging->site.release = release;
			merging->site.path = sites[i]->path;
		}
	}
	return true;
}

const struct site *site_merge(const struct site *const *sites, size_t count,
			      struct arena *arena, struct diags *diags)
{
	struct merging merging = {.arena = arena};
	if (count == 1)
		return sites[0];
	merging.site.path = sites[0]->path;
	if (!find_release(&merging, sites, count, diags))
		return NULL;
	for (size_t i = 0; i < count; i++)
		add(&merging, sites[i]);
	list_push(&merging.registries, arena);
	struct site *site = arena_alloc(arena, 1, sizeof *site);
	*site = merging.site;
	site->registries = merging.registries.items;
	site->types = merging.types.items;
	site->type_count = merging.types.count;
	site->waivers = merging.waivers.items;
	site->waiver_count = merging.waivers.count;
	site->reviews = merging.reviews.items;
	site->review_count = merging.reviews.count;
	return site_check_types(site, diags) ? site : NULL;
}
