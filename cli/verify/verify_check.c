/* What a check of a hook means: bits and labels, beside constants' names. */
#include <string.h>

#include "base/text.h"
#include "verify/verify_parts.h"

static const struct tree_class *class_of(const struct tree_vectors *vectors,
					 const char *name)
{
	for (size_t i = 0; name && i < vectors->classes.count; i++)
		if (strcmp(vectors->classes.items[i].name, name) == 0)
			return &vectors->classes.items[i];
	return NULL;
}

static size_t bit_of(const struct tree_class *class, const char *permission)
{
	size_t bit = 0;
	while (bit < class->permissions.count &&
	       strcmp(class->permissions.items[bit].name, permission) != 0)
		bit++;
	return bit;
}

/* The registry's word for a label, as far as the code tells it. */
static const char *object_of(const char *label)
{
	static const struct {
		const char *start, *object;
	} labels[] = {
		{"SECINITSID_XEN", "xen"},
		{"SECINITSID_DOMXEN", "domxen"},
		{"SECINITSID_DOMIO", "domio"},
		{"SECINITSID_SECURITY", "security"},
		{"SECINITSID_UNLABELED", "unlabeled"},
		{"evtchn_sid(", "event"},
		{"domain_target_sid(", ""},
		{"domain_sid(", ""},
	};
	for (size_t i = 0; i < sizeof labels / sizeof *labels; i++) {
		size_t length = strlen(labels[i].start);
		bool call = labels[i].start[length - 1] == '(';
		if (strncmp(label, labels[i].start, length) == 0 &&
		    (call || !label[length]))
			return labels[i].object;
	}
	return NULL;
}

bool check_asked(const struct tree_vectors *vectors,
		 const struct tree_check *check, struct arena *arena,
		 struct asked *asked)
{
	const struct tree_class *passed =
		class_of(vectors, check->object_class);
	const struct tree_class *named =
		class_of(vectors, check->permission_class);
	if (!passed || !named)
		return false;
	size_t bit = bit_of(named, check->permission);
	if (bit == named->permissions.count)
		return false;
	*asked = (struct asked){
		.object_class = passed->name,
		.permission = bit < passed->permissions.count
				      ? passed->permissions.items[bit].name
				      : NO_PERMISSION,
		.caller = strcmp(check->subject,
				 "domain_sid(current->domain)") == 0,
		.object = object_of(check->object),
	};
	if (passed != named)
		asked->nominal = arena_format(arena, "%s:%s", named->name,
					      check->permission);
	return true;
}

static bool is_domain(const char *object)
{
	static const char *const domains[] = {"target", "other",  "caller",
					      "self",	"domxen", "domio"};
	for (size_t i = 0; i < sizeof domains / sizeof *domains; i++)
		if (strcmp(domains[i], object) == 0)
			return true;
	return false;
}

static bool same_or_none(const char *a, const char *b)
{
	return a && b ? strcmp(a, b) == 0 : a == b;
}

bool access_is_asked(const struct access *access, const struct asked *asked)
{
	if (!access->object_class ||
	    strcmp(access->object_class, asked->object_class) != 0 ||
	    strcmp(access->permission, asked->permission) != 0 ||
	    !same_or_none(access->nominal, asked->nominal))
		return false;
	if (asked->caller && access->subject != SUBJECT_CALLER)
		return false;
	bool unlabeled = strcmp(access->object, "unlabeled") == 0;
	if (!asked->object)
		return true;
	/* No domain, and a channel that is bound to nobody, have no label. */
	if (!*asked->object)
		return unlabeled || is_domain(access->object);
	if (strcmp(asked->object, "event") == 0 && unlabeled)
		return true;
	return strcmp(asked->object, access->object) == 0;
}
