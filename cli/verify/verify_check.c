/* What a check of a hook means: bits and labels, beside constants' names. */
#include <string.h>

#include "base/text.h"
#include "verify/verify_check.h"
#include "verify/verify_tree.h"

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

/* --- Labels ----------------------------------------------------------- */

/* What labels are got by, and what the registry calls their owners. */
static const struct {
	const char *start, *object;
} labels[] = {
	{"SECINITSID_XEN", "xen"},
	{"SECINITSID_DOMXEN", "domxen"},
	{"SECINITSID_DOMIO", "domio"},
	{"SECINITSID_SECURITY", "security"},
	{"SECINITSID_UNLABELED", "unlabeled"},
	{"evtchn_sid(", "event"},
	{"security_device_sid(", "device"},
	{"security_devicetree_sid(", "device"},
	{"security_irq_sid(", "irq"},
	{"get_irq_sid(", "irq"},
	{"flask_map_domain_msi(", "device"},
	{"flask_unmap_domain_msi(", "device"},
	{"security_iterate_iomem_sids(", "iomem"},
	{"security_iterate_ioport_sids(", "ioport"},
};

/* op->u.createdomain.ssidref, arg->sid: what the caller gives is a label. */
static bool is_argument(const char *label)
{
	size_t length = strlen(label);
	return !strchr(label, ' ') &&
	       ((length > 5 && strcmp(label + length - 5, "->sid") == 0) ||
		(length >= 7 && strcmp(label + length - 7, "ssidref") == 0));
}

/* The registry's word for a label that is no domain's; NULL: it may be one. */
static const char *object_of(const char *label)
{
	for (size_t i = 0; i < sizeof labels / sizeof *labels; i++) {
		size_t length = strlen(labels[i].start);
		bool call = labels[i].start[length - 1] == '(';
		if (strncmp(label, labels[i].start, length) == 0 &&
		    (call || !label[length]))
			return labels[i].object;
	}
	if (text_starts_with(label, "security_transition_sid(") &&
	    strstr(label, "SECCLASS_EVENT"))
		return "event";
	return is_argument(label) ? "label" : NULL;
}

/* The domain whose label it is, in the arena, or NULL: it is no domain's. */
static const char *domain_of(const char *label, struct arena *arena)
{
	static const char plain[] = "domain_sid(",
			  seen[] = "domain_target_sid(";
	size_t length = strlen(label);
	if (!length || label[length - 1] != ')')
		return NULL;
	if (text_starts_with(label, plain))
		label += strlen(plain);
	else if (text_starts_with(label, seen) && strchr(label, ','))
		label = strrchr(label, ',') + 1;
	else
		return NULL;
	return arena_slice(arena, label, strlen(label) - 1);
}

/* What the registry says of the hook for that op goes before what it says. */
static const struct hook *find_hook(const struct verification *verification,
				    const char *name, const struct op *op)
{
	const struct registry *registry = verification->registry;
	const struct hook *found = NULL;
	for (unsigned i = 0; i < registry->hook_count; i++) {
		const struct hook *hook = &registry->hooks[i];
		if (!release_set_has(&hook->in, verification->release) ||
		    strcmp(hook->name, name) != 0)
			continue;
		if (!hook->op)
			found = hook;
		else if (strcmp(hook->op, op_macro(op)) == 0)
			return hook;
	}
	return found;
}

/* The word at that place of a list, in the arena, or NULL. */
static const char *word_at(const char *words, size_t place, struct arena *arena)
{
	for (; place; place--) {
		words += strcspn(words, " ");
		words += strspn(words, " ");
	}
	return *words ? arena_slice(arena, words, strcspn(words, " ")) : NULL;
}

static bool is_role(const char *owner)
{
	return strcmp(owner, "target") == 0 || strcmp(owner, "other") == 0;
}

/*
 * The label of an interrupt is that of the device which sends it as a message;
 * an interrupt, and a channel that is bound to nobody, may have none.  A domain
 * that is made gets the label that is given.
 */
static bool may_be(const char *owner, const char *object)
{
	static const char *const pairs[][2] = {
		{"irq", "device"},
		{"irq", "unlabeled"},
		{"event", "unlabeled"},
		{"label", "target"},
	};
	for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
		if (strcmp(owner, pairs[i][0]) == 0 &&
		    strcmp(object, pairs[i][1]) == 0)
			return true;
	return false;
}

/* Domains that are no parameters. */
static const struct {
	const char *name, *owner;
} domains[] = {
	{"current->domain", "caller"},
	{"dom_xen", "domxen"},
	{"dom_io", "domio"},
};

/*
 * Who a domain is to the hook's caller: by its place among the parameters,
 * after which comes the one that the hook looks up by itself.
 */
static const char *role_of(const struct verification *verification,
			   const struct op *op, const struct tree_hook *hook,
			   const char *domain, struct arena *arena)
{
	const struct hook *known = find_hook(verification, hook->function, op);
	static const char found[] = "rcu_lock_domain_by_";
	size_t place = 0;
	for (size_t i = 0; i < sizeof domains / sizeof *domains; i++)
		if (strcmp(domain, domains[i].name) == 0)
			return domains[i].owner;
	while (place < hook->domains.count &&
	       strcmp(hook->domains.items[place], domain) != 0)
		place++;
	if (place == hook->domains.count && !text_starts_with(domain, found))
		return NULL;
	return word_at(known ? known->takes : "target other", place, arena);
}

static const char *owner_of_one(const struct verification *verification,
				const struct op *op,
				const struct tree_hook *hook, const char *label,
				struct arena *arena)
{
	const char *domain = domain_of(label, arena);
	return domain ? role_of(verification, op, hook, domain, arena)
		      : object_of(label);
}

/* Of all that the label may be; an interrupt may have that of a device. */
static const char *owner_of(const struct verification *verification,
			    const struct op *op, const struct tree_hook *hook,
			    const char *label, struct arena *arena)
{
	const char *owner = NULL;
	while (*label) {
		const char *end = strstr(label, TREE_OR);
		size_t length = end ? (size_t)(end - label) : strlen(label);
		const char *one =
			owner_of_one(verification, op, hook,
				     arena_slice(arena, label, length), arena);
		if (!one)
			return NULL;
		/* NOLINTNEXTLINE(readability-suspicious-call-argument) */
		bool narrows = owner && may_be(one, owner) && !is_role(owner);
		if (!owner || strcmp(owner, one) == 0 || narrows)
			owner = one;
		else if (!may_be(owner, one))
			return NULL;
		label += length + (end ? strlen(TREE_OR) : 0);
	}
	return owner;
}

/* --- Checks ----------------------------------------------------------- */

bool check_asked(const struct verification *verification, const struct op *op,
		 const struct tree_hook *hook, const struct tree_check *check,
		 struct arena *arena, struct hook_asked *asked)
{
	const struct tree_vectors *vectors = &verification->vectors;
	const struct tree_class *passed =
		class_of(vectors, check->object_class);
	const struct tree_class *named =
		class_of(vectors, check->permission_class);
	if (!passed || !named)
		return false;
	size_t bit = bit_of(named, check->permission);
	if (bit == named->permissions.count)
		return false;
	*asked = (struct hook_asked){
		.object_class = passed->name,
		.permission = bit < passed->permissions.count
				      ? passed->permissions.items[bit].name
				      : NO_PERMISSION,
		.subject =
			owner_of(verification, op, hook, check->subject, arena),
		.object =
			owner_of(verification, op, hook, check->object, arena),
	};
	if (passed != named)
		asked->nominal = arena_format(arena, "%s:%s", named->name,
					      check->permission);
	return true;
}

/* A label that several kinds of domains have as the target of an op. */
static bool is_special(const char *object)
{
	static const char *const special[] = {"self", "domxen", "domio",
					      "unlabeled", "caller"};
	for (size_t i = 0; i < sizeof special / sizeof *special; i++)
		if (strcmp(special[i], object) == 0)
			return true;
	return false;
}

static bool is_any(const char *owner)
{
	return strcmp(owner, "any") == 0;
}

bool asked_is_any(const struct hook_asked *asked)
{
	return (asked->subject && is_any(asked->subject)) ||
	       (asked->object && is_any(asked->object));
}

static bool object_is_asked(const struct access *access, const char *owner)
{
	if (!owner || strcmp(owner, access->object) == 0)
		return true;
	if (is_any(owner))
		return is_role(access->object) || is_special(access->object);
	if (is_role(owner))
		return is_special(access->object);
	if (strcmp(owner, "caller") == 0)
		return strcmp(access->object, "self") == 0;
	return may_be(owner, access->object);
}

/* A channel is neither the caller nor the target. */
static bool subject_is_asked(const struct access *access, const char *owner)
{
	if (!owner || is_any(owner))
		return true;
	if (strcmp(owner, "event") == 0)
		return access->subject == SUBJECT_OTHER;
	return strcmp(owner, access_subject_name(access->subject)) == 0;
}

bool access_is_asked(const struct access *access,
		     const struct hook_asked *asked)
{
	if (!access->object_class ||
	    strcmp(access->object_class, asked->object_class) != 0 ||
	    strcmp(access->permission, asked->permission) != 0 ||
	    !text_same(access->nominal, asked->nominal))
		return false;
	return subject_is_asked(access, asked->subject) &&
	       object_is_asked(access, asked->object);
}
