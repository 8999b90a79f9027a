/* What permissions, initial SIDs and releases are to a program that asks. */
#ifndef REGISTRY_REGISTRY_VECTOR_H
#define REGISTRY_REGISTRY_VECTOR_H

#include <stdbool.h>
#include <stddef.h>

#include "registry/registry_tables.h"

/* What has the labels that a permission is asked on: bits. */
enum asked_on {
	ON_DOMAIN = 1 << 0,
	ON_CHANNEL = 1 << 1,
	ON_HARDWARE = 1 << 2,
	ON_HYPERVISOR = 1 << 3,
	ON_POLICY = 1 << 4,
};

/* What a permission is about, as data/registry.rng says it: bits. */
enum permission_about {
	PERMISSION_READS = 1 << 0,
	PERMISSION_TALKS = 1 << 1,
	PERMISSION_BINDS = 1 << 2,
	PERMISSION_MAKES = 1 << 3,
	PERMISSION_SERVES = 1 << 4,
	PERMISSION_BECOMES = 1 << 5,
	PERMISSION_USES = 1 << 6,
	PERMISSION_ASSERTED = 1 << 7,
};

/* Classes stand in the hypervisor's order, and so do their permissions. */
struct object_class {
	const char *name;
	unsigned on; /* bits of enum asked_on; 0: it is not said */
	/* What gets labels by its type transitions: enum asked_on, or 0. */
	unsigned labels;
	struct release_set in;
	struct span permissions;
};

struct permission {
	const char *name;
	unsigned on;	/* that of its class where it says nothing else */
	unsigned about; /* bits of enum permission_about */
	struct release_set in;
};

/* What has the label of an initial SID. */
enum sid_labels {
	SID_LABELS_UNKNOWN, /* it is not said */
	SID_LABELS_DOMAIN,
	SID_LABELS_DEVICE_MODEL,
	SID_LABELS_HYPERVISOR,
	SID_LABELS_UNLABELED,
	SID_LABELS_HARDWARE,
	SID_LABELS_POLICY,
};

/* Initial SIDs stand in the hypervisor's order: the first is number 1. */
struct initial_sid {
	const char *name;
	enum sid_labels labels;
	bool trusted;	  /* whom it labels can do everything */
	const char *type; /* that Xen's own policy gives it, or NULL */
	struct release_set in;
};

/* What some releases have, beside their interface. */
enum feature_name {
	FEATURE_NONE,
	FEATURE_DEVICE_CONTEXTS, /* a file of the labels of hardware */
	FEATURE_POLICY_MODULES,	 /* modules in one folder */
	FEATURE_BOOT_DOMAINS,	 /* domains that Xen builds when it boots */
};

struct feature {
	enum feature_name name;
	const char *text; /* for people */
	struct release_set in;
};

/* The release's classes in order: indices of registry->classes. */
size_t registry_classes(const struct registry *registry, unsigned release,
			struct arena *arena, unsigned **classes);

/* The release's permissions of a class in bit order: their names. */
size_t registry_permissions(const struct registry *registry,
			    const struct object_class *object_class,
			    unsigned release, struct arena *arena,
			    const char ***names);

/* The release's initial SIDs: their names, the first for SID 1. */
size_t registry_sids(const struct registry *registry, unsigned release,
		     struct arena *arena, const char ***names);

/* The permission of those names, in whatever release; or NULL. */
const struct permission *registry_permission(const struct registry *registry,
					     const char *object_class,
					     const char *permission);

/* The class of that name; or NULL. */
const struct object_class *registry_class(const struct registry *registry,
					  const char *name);

/* The initial SID of that name; or NULL. */
const struct initial_sid *registry_sid(const struct registry *registry,
				       const char *name);

/* "domain hypervisor"; "": it is not said. */
const char *asked_on_shown(unsigned on, struct arena *arena);

/* "talks joins" */
const char *permission_about_shown(unsigned about, struct arena *arena);

/* Whether it labels domains that call: any, or device models. */
bool sid_labels_domains(const struct initial_sid *sid);

/* "hypervisor"; "": it is not said. */
const char *sid_labels_name(enum sid_labels labels);

const char *feature_name_word(enum feature_name name);

/* Whether the release has it: each has FEATURE_NONE. */
bool registry_has_feature(const struct registry *registry,
			  enum feature_name name, unsigned release);

/* The first release that has it; NO_INDEX: none. */
unsigned registry_feature_start(const struct registry *registry,
				enum feature_name name);

/* The names of those bits, with blanks between them. */
const char *bits_shown(unsigned bits, const char *const names[],
		       struct arena *arena);

/* What permissions are asked on and about, and what has initial SIDs. */
extern const char *const asked_on_names[];
extern const char *const permission_abouts[];
extern const char *const sid_labels_names[];
extern const char *const feature_names[];

#endif
