/* Several site files of one site. */
#include <string.h>

#include "site/site_check.h"
#include "site/site_merge.h"
#include "site/site_model.h"

USES_MESSAGE(ATTRIBUTES_CLASH);

struct merging {
	struct site site;
	list_of(const char *) registries;
	list_of(struct site_type) types;
	list_of(struct waiver) waivers;
	list_of(struct site_review) reviews;
	list_of(struct site_expectation) expectations;
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
	for (size_t i = 0; i < site->expectation_count; i++)
		*list_push(&merging->expectations, arena) =
			site->expectations[i];
	merging->site.ignores_remarks |= site->ignores_remarks;
	merging->site.flaws_fail |= site->flaws_fail;
}

/* What an attribute says of all files, and in which it does first. */
struct site_attribute {
	const char *name, *value, *path;
};

/* False with a message where an earlier file says another thing. */
static bool say(struct site_attribute *said, const struct site *site,
		const char *value, struct diags *diags)
{
	if (value && said->value && strcmp(value, said->value) != 0) {
		diags_add(diags, MESSAGE_ATTRIBUTES_CLASH,
			  location_file(site->path),
			  "%s=\"%s\", and \"%s\" in %s", said->name, value,
			  said->value, said->path);
		return false;
	}
	if (value && !said->value) {
		said->value = value;
		said->path = site->path;
	}
	return true;
}

/* The release and the architecture of all files that name one. */
static bool find_host(struct merging *merging, const struct site *const *sites,
		      size_t count, struct diags *diags)
{
	struct site_attribute release = {.name = "release"},
			      arch = {.name = "arch"};
	for (size_t i = 0; i < count; i++)
		if (!say(&release, sites[i], sites[i]->release, diags) ||
		    !say(&arch, sites[i], sites[i]->arch, diags))
			return false;
	merging->site.release = release.value;
	merging->site.arch = arch.value;
	if (release.path)
		merging->site.path = release.path;
	return true;
}

const struct site *site_merge(const struct site *const *sites, size_t count,
			      struct arena *arena, struct diags *diags)
{
	struct merging merging = {.arena = arena};
	if (count == 1)
		return sites[0];
	merging.site.path = sites[0]->path;
	if (!find_host(&merging, sites, count, diags))
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
	site->expectations = merging.expectations.items;
	site->expectation_count = merging.expectations.count;
	return site_check_types(site, diags) ? site : NULL;
}
