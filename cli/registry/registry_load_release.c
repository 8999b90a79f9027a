/* Reads releases and their lines. */
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "registry/registry_load_table.h"
#include "registry/registry_load_xml.h"
#include "registry/registry_loader.h"
#include "registry/registry_range.h"
#include "registry/registry_vector.h"

USES_MESSAGE(FILE_TOO_LARGE);
USES_MESSAGE(RANGE_HOLE);
USES_MESSAGE(RANGE_INVALID);

/* The attribute of the release, or else of its line. */
static const char *inherited(struct loader *loader,
			     const struct xml_element *release,
			     const char *name)
{
	const char *own = node_attribute(loader, release, name);
	return own ? own : node_attribute(loader, release->parent, name);
}

/* The same, "" where it has none. */
static const char *word(struct loader *loader, const struct xml_element *node,
			const char *name)
{
	const char *text = inherited(loader, node, name);
	return text ? text : "";
}

static void read_policy_versions(struct loader *loader,
				 const struct xml_element *node,
				 struct release *release)
{
	const char *text = inherited(loader, node, "policy-versions");
	char *rest;
	unsigned count = 0;
	for (; text && *text && count < POLICY_VERSION_LIMIT; text = rest)
		release->policy_versions[count++] =
			(unsigned)strtoul(text, &rest, 10);
	if (count == 0 || (text && *text))
		diags_add(loader->diags, MESSAGE_RANGE_HOLE, node->place,
			  "release %s needs one to %d policy-versions",
			  release->name, POLICY_VERSION_LIMIT);
}

/* A first and a last one; none where it is not said. */
static void read_linux_versions(struct loader *loader,
				const struct xml_element *node,
				struct release *release)
{
	const char *text = inherited(loader, node, "linux-versions");
	char *rest;
	if (!text)
		return;
	release->linux_versions[0] = (unsigned)strtoul(text, &rest, 10);
	release->linux_versions[1] = (unsigned)strtoul(rest, NULL, 10);
	if (release->linux_versions[0] > release->linux_versions[1])
		diags_add(loader->diags, MESSAGE_RANGE_INVALID, node->place,
			  "linux-versions of %s end before they begin",
			  release->name);
}

static void read_release(struct loader *loader, const struct xml_element *node)
{
	size_t count = loader->releases.rows.count;
	if (count >= RELEASE_LIMIT) {
		diags_add(loader->diags, MESSAGE_FILE_TOO_LARGE, node->place,
			  "more than %d releases", RELEASE_LIMIT);
		return;
	}
	const char *before =
		count ? loader->releases.rows.items[count - 1].name : "";
	struct release *release = loader_add(loader, releases, node);
	release->name = node_attribute(loader, node, "name");
	release->line = node_attribute(loader, node->parent, "name");
	release->date = node_attribute(loader, node, "date");
	release->flask_support = word(loader, node, "flask-support");
	release->silo_support = word(loader, node, "silo-support");
	release->dummy_support = word(loader, node, "dummy-support");
	const char *unknown = inherited(loader, node, "unknown-ops");
	release->unknown_refused = unknown && strcmp(unknown, "refused") == 0;
	read_policy_versions(loader, node, release);
	read_linux_versions(loader, node, release);
	if (text_compare_natural(before, release->name) >= 0)
		diags_add(loader->diags, MESSAGE_RANGE_INVALID, node->place,
			  "release %s stands after %s", release->name, before);
	size_t line = strlen(release->line);
	if (strncmp(release->name, release->line, line) != 0 ||
	    release->name[line] != '.')
		diags_add(loader->diags, MESSAGE_RANGE_INVALID, node->place,
			  "release %s is not of line %s", release->name,
			  release->line);
	release_set_add(&loader->all, (unsigned)count);
}

void load_releases(struct loader *loader)
{
	for (const struct xml_element *node = loader_first(loader, "line");
	     node; node = loader_next(loader, node, "line"))
		for (const struct xml_element *child =
			     xml_first(node, "release");
		     child; child = xml_next(child, "release"))
			read_release(loader, child);
	for (const struct xml_element *node = loader_first(loader, "feature");
	     node; node = loader_next(loader, node, "feature")) {
		struct feature *feature = loader_add(loader, features, node);
		feature->name = (enum feature_name)node_word(node, "name",
							     feature_names);
		feature->text = arena_string(loader->arena, node->text);
		feature->in = node_range(loader, node, "in", &loader->all);
	}
}
