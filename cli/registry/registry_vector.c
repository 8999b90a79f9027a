/* What permissions, initial SIDs and releases are to a program that asks. */
#include <string.h>

#include "registry/registry_vector.h"

/* In the order of their bits. */
const char *const asked_on_names[] = {
	"domain", "channel", "hardware", "hypervisor", "policy", NULL,
};

/* In the order of their bits. */
const char *const permission_abouts[] = {
	"reads",   "talks", "binds",	"makes", "serves",
	"becomes", "uses",  "asserted", NULL,
};

const char *const sid_labels_names[] = {
	[SID_LABELS_UNKNOWN] = "",
	[SID_LABELS_DOMAIN] = "domain",
	[SID_LABELS_DEVICE_MODEL] = "device-model",
	[SID_LABELS_HYPERVISOR] = "hypervisor",
	[SID_LABELS_UNLABELED] = "unlabeled",
	[SID_LABELS_HARDWARE] = "hardware",
	[SID_LABELS_POLICY] = "policy",
	NULL,
};

const char *const feature_names[] = {
	[FEATURE_NONE] = "",
	[FEATURE_DEVICE_CONTEXTS] = "device-contexts",
	[FEATURE_POLICY_MODULES] = "policy-modules",
	[FEATURE_BOOT_DOMAINS] = "boot-domains",
	NULL,
};

const char *bits_shown(unsigned bits, const char *const names[],
		       struct arena *arena)
{
	const char *words = "";
	for (unsigned i = 0; names[i]; i++)
		if (bits & 1U << i)
			words = arena_format(arena, "%s%s%s", words,
					     *words ? " " : "", names[i]);
	return words;
}

const char *asked_on_shown(unsigned on, struct arena *arena)
{
	return bits_shown(on, asked_on_names, arena);
}

const char *permission_about_shown(unsigned about, struct arena *arena)
{
	return bits_shown(about, permission_abouts, arena);
}

bool sid_labels_domains(const struct initial_sid *sid)
{
	return sid->labels == SID_LABELS_DOMAIN ||
	       sid->labels == SID_LABELS_DEVICE_MODEL;
}

const char *sid_labels_name(enum sid_labels labels)
{
	return sid_labels_names[labels];
}

const struct object_class *registry_class(const struct registry *registry,
					  const char *name)
{
	for (unsigned i = 0; i < registry->class_count; i++)
		if (strcmp(registry->classes[i].name, name) == 0)
			return &registry->classes[i];
	return NULL;
}

const struct permission *registry_permission(const struct registry *registry,
					     const char *object_class,
					     const char *permission)
{
	const struct object_class *class =
		registry_class(registry, object_class);
	for (unsigned i = 0; class && i < class->permissions.count; i++) {
		const struct permission *row =
			&registry->permissions[class->permissions.first + i];
		if (strcmp(row->name, permission) == 0)
			return row;
	}
	return NULL;
}

const struct initial_sid *registry_sid(const struct registry *registry,
				       const char *name)
{
	for (unsigned i = 0; i < registry->sid_count; i++)
		if (strcmp(registry->sids[i].name, name) == 0)
			return &registry->sids[i];
	return NULL;
}

const char *feature_name_word(enum feature_name name)
{
	return feature_names[name];
}

bool registry_has_feature(const struct registry *registry,
			  enum feature_name name, unsigned release)
{
	for (unsigned i = 0; i < registry->feature_count; i++)
		if (registry->features[i].name == name &&
		    release_set_has(&registry->features[i].in, release))
			return true;
	return name == FEATURE_NONE;
}

unsigned registry_feature_start(const struct registry *registry,
				enum feature_name name)
{
	for (unsigned i = 0; i < registry->release_count; i++)
		if (registry_has_feature(registry, name, i))
			return i;
	return NO_INDEX;
}

size_t registry_classes(const struct registry *registry, unsigned release,
			struct arena *arena, unsigned **classes)
{
	size_t count = 0;
	*classes = arena_alloc(arena, registry->class_count, sizeof **classes);
	for (unsigned i = 0; i < registry->class_count; i++)
		if (release_set_has(&registry->classes[i].in, release))
			(*classes)[count++] = i;
	return count;
}

size_t registry_permissions(const struct registry *registry,
			    const struct object_class *object_class,
			    unsigned release, struct arena *arena,
			    const char ***names)
{
	const struct span span = object_class->permissions;
	size_t count = 0;
	*names = arena_alloc(arena, span.count, sizeof **names);
	for (unsigned i = span.first; i < span.first + span.count; i++)
		if (release_set_has(&registry->permissions[i].in, release))
			(*names)[count++] = registry->permissions[i].name;
	return count;
}

size_t registry_sids(const struct registry *registry, unsigned release,
		     struct arena *arena, const char ***names)
{
	size_t count = 0;
	*names = arena_alloc(arena, registry->sid_count, sizeof **names);
	for (unsigned i = 0; i < registry->sid_count; i++)
		if (release_set_has(&registry->sids[i].in, release))
			(*names)[count++] = registry->sids[i].name;
	return count;
}
