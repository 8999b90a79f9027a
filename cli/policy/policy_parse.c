/* The bytes of a file as a policy for Xen, and names in one. */
#include "base/file.h"
#include "policy/policy_binary.h"
#include "policy/policy_parse.h"

#include <string.h>

USES_MESSAGE(POLICY_NOT_XEN);
USES_MESSAGE(POLICY_UNREADABLE);

/* Classes that each Xen with FLASK has had, and no Linux. */
static const char *const xen_classes[] = {"xen", "domain", "hvm",
					  "mmu", "event",  "grant"};

const char *policy_kind_name(enum policy_kind kind)
{
	static const char *const names[] = {
		[POLICY_BINARY] = "binary",
		[POLICY_CONF] = "conf",
		[POLICY_CIL] = "cil",
		[POLICY_TREE] = "tree",
	};
	return names[kind];
}

uint32_t policy_magic(const struct buffer *content)
{
	uint32_t magic = 0;
	if (content->length < sizeof magic)
		return 0;
	for (unsigned i = 0; i < sizeof magic; i++)
		magic |= (uint32_t)(unsigned char)content->data[i] << 8 * i;
	return magic;
}

static bool has_class(const struct policy *policy, const char *name)
{
	for (unsigned i = 0; i < policy->class_count; i++)
		if (policy->classes[i].name &&
		    strcmp(policy->classes[i].name, name) == 0)
			return true;
	return false;
}

struct policy *policy_from_binary(const char *path, const struct buffer *binary,
				  struct arena *arena, struct diags *diags)
{
	struct location at = location_file(file_shown(path));
	struct policy *policy = arena_alloc(arena, 1, sizeof *policy);
	policy->path = arena_string(arena, at.file);
	policy->kind = POLICY_BINARY;
	if (policy_magic(binary) != POLICY_MAGIC) {
		diags_add(diags, MESSAGE_POLICY_UNREADABLE, at,
			  "its first bytes are not those of a policy");
		return NULL;
	}
	const char *refusal = policy_read_image(binary, arena, policy);
	if (refusal) {
		diags_add(diags, MESSAGE_POLICY_UNREADABLE, at, "%s", refusal);
		return NULL;
	}
	for (size_t i = 0; i < sizeof xen_classes / sizeof *xen_classes; i++) {
		if (!has_class(policy, xen_classes[i])) {
			diags_add(diags, MESSAGE_POLICY_NOT_XEN, at,
				  "there is no class %s", xen_classes[i]);
			return NULL;
		}
	}
	return policy;
}

unsigned policy_find_alias(const struct policy *policy,
			   enum policy_alias_kind kind, const char *name)
{
	for (unsigned i = 0; i < policy->alias_count; i++)
		if (policy->aliases[i].kind == kind &&
		    strcmp(policy->aliases[i].name, name) == 0)
			return policy->aliases[i].index;
	return (unsigned)-1;
}

unsigned policy_find_type(const struct policy *policy, const char *name)
{
	for (unsigned i = 0; i < policy->type_count; i++)
		if (strcmp(policy->types[i].name, name) == 0)
			return i;
	return policy_find_alias(policy, ALIAS_TYPE, name);
}

bool policy_type_is_called(const struct policy *policy, unsigned type,
			   const char *name)
{
	return strcmp(policy->types[type].name, name) == 0 ||
	       policy_find_alias(policy, ALIAS_TYPE, name) == type;
}

unsigned policy_find_user(const struct policy *policy, const char *name)
{
	for (unsigned i = 0; i < policy->user_count; i++)
		if (strcmp(policy->users[i].name, name) == 0)
			return i;
	return (unsigned)-1;
}

unsigned policy_find_role(const struct policy *policy, const char *name)
{
	for (unsigned i = 0; i < policy->role_count; i++)
		if (strcmp(policy->roles[i].name, name) == 0)
			return i;
	return (unsigned)-1;
}

static bool is_among(unsigned value, const unsigned *values, unsigned count)
{
	for (unsigned i = 0; i < count; i++)
		if (values[i] == value)
			return true;
	return false;
}

/* The first role is object_r, which every context may have. */
bool policy_user_has_role(const struct policy *policy, unsigned user,
			  unsigned role)
{
	return role == 0 || is_among(role, policy->users[user].roles,
				     policy->users[user].role_count);
}

bool policy_role_has_type(const struct policy *policy, unsigned role,
			  unsigned type)
{
	return role == 0 || is_among(type, policy->roles[role].types,
				     policy->roles[role].type_count);
}

unsigned policy_find_permission(const struct policy_class *object_class,
				const char *name)
{
	for (unsigned i = 0; i < object_class->permission_count; i++)
		if (object_class->permissions[i] &&
		    strcmp(object_class->permissions[i], name) == 0)
			return i;
	return (unsigned)-1;
}
