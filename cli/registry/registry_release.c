/* Releases, found by what they are called. */
#include <string.h>
#include <strings.h>

#include "base/text.h"
#include "registry/registry.h"

USES_MESSAGE(UNKNOWN_RELEASE);

/* Without what tags and people put before the numbers. */
static const char *bare_name(const char *name)
{
	static const char *const starts[] = {"RELEASE-", "xen-", "xen ", "v"};
	for (size_t i = 0; i < sizeof starts / sizeof *starts; i++) {
		const size_t length = strlen(starts[i]);
		if (strncasecmp(name, starts[i], length) == 0 &&
		    strspn(name + length, "0123456789"))
			return name + length;
	}
	return name;
}

unsigned registry_find_release(const struct registry *registry,
			       const char *name)
{
	unsigned found = NO_INDEX;
	name = bare_name(name);
	bool latest = strcmp(name, "latest") == 0;
	for (unsigned i = 0; i < registry->release_count; i++)
		if (latest || strcmp(registry->releases[i].name, name) == 0 ||
		    strcmp(registry->releases[i].line, name) == 0)
			found = i;
	return found;
}

/* "4.23" or "4.23.1", and nothing else. */
static bool is_version(const char *name)
{
	static const char digits[] = "0123456789";
	unsigned numbers = 0;
	for (;;) {
		size_t length = strspn(name, digits);
		if (!length)
			return false;
		numbers++;
		name += length;
		if (!*name)
			return numbers > 1;
		if (*name++ != '.')
			return false;
	}
}

unsigned registry_nearest_release(const struct registry *registry,
				  const char *name)
{
	unsigned found = NO_INDEX;
	name = bare_name(name);
	for (unsigned i = 0; is_version(name) && i < registry->release_count;
	     i++)
		if (text_compare_natural(registry->releases[i].name, name) < 0)
			found = i;
	return found;
}

unsigned registry_release(const struct registry *registry, const char *name,
			  struct diags *diags)
{
	unsigned found = registry_find_release(registry, name);
	if (found == NO_INDEX) {
		unsigned last = registry->release_count - 1;
		diags_add(diags, MESSAGE_UNKNOWN_RELEASE, location_file(NULL),
			  "%s (the registry has %s to %s)%s", name,
			  registry->releases[0].name,
			  registry->releases[last].name,
			  is_version(bare_name(name))
				  ? ""
				  : registry_release_hint(registry, name,
							  &diags->arena));
	}
	return found;
}

unsigned release_newest_version(const struct release *release)
{
	unsigned newest = 0;
	for (size_t i = 0; i < POLICY_VERSION_LIMIT; i++)
		if (release->policy_versions[i] > newest)
			newest = release->policy_versions[i];
	return newest;
}

bool release_takes_version(const struct release *release, unsigned version)
{
	for (size_t i = 0;
	     i < POLICY_VERSION_LIMIT && release->policy_versions[i]; i++)
		if (release->policy_versions[i] == version)
			return true;
	return false;
}

const char *release_versions_shown(const struct release *release,
				   const char *between, struct arena *arena)
{
	const char *text = "";
	for (size_t i = 0;
	     i < POLICY_VERSION_LIMIT && release->policy_versions[i]; i++)
		text = arena_format(arena, "%s%s%u", text, i ? between : "",
				    release->policy_versions[i]);
	return text;
}

bool registry_starts_line(const struct registry *registry, unsigned release)
{
	return !release || strcmp(registry->releases[release - 1].line,
				  registry->releases[release].line) != 0;
}

bool registry_ends_line(const struct registry *registry, unsigned release)
{
	return release + 1 == registry->release_count ||
	       registry_starts_line(registry, release + 1);
}

unsigned registry_release_with(const struct registry *registry,
			       const struct release_set *in, unsigned release)
{
	for (unsigned i = 0;
	     i < registry->release_count && !release_set_has(in, release); i++)
		release = (release ? release : registry->release_count) - 1;
	return release;
}
