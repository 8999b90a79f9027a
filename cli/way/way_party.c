/* Who takes part in an access, by the words of the registry's schema. */
#include <string.h>

#include "way/way.h"

static const char *const names[PARTY_COUNT] = {
	[PARTY_CALLER] = "caller",
	[PARTY_TARGET] = "target",
	[PARTY_OTHER] = "other",
	[PARTY_DEVICE] = "device",
	[PARTY_IRQ] = "irq",
	[PARTY_IOMEM] = "iomem",
	[PARTY_IOPORT] = "ioport",
	[PARTY_EVENT] = "event",
	[PARTY_LABEL] = "label",
	[PARTY_SELF] = "self",
	[PARTY_XEN] = "xen",
	[PARTY_DOMXEN] = "domxen",
	[PARTY_DOMIO] = "domio",
	[PARTY_SECURITY] = "security",
	[PARTY_UNLABELED] = "unlabeled",
};

const char *party_name(enum party party)
{
	return names[party];
}

enum party party_of_object(const char *object)
{
	for (unsigned i = 0; i < PARTY_COUNT; i++)
		if (strcmp(names[i], object) == 0)
			return (enum party)i;
	return PARTY_OTHER;
}

void access_parties(const struct access *access, enum party *subject,
		    enum party *object)
{
	static const enum party subjects[] = {
		[SUBJECT_CALLER] = PARTY_CALLER,
		[SUBJECT_TARGET] = PARTY_TARGET,
		[SUBJECT_OTHER] = PARTY_OTHER,
	};
	*subject = subjects[access->subject];
	*object = party_of_object(access->object);
	if (*subject == PARTY_OTHER && *object != PARTY_SELF &&
	    access->asks & PERMISSION_BINDS)
		*subject = PARTY_EVENT;
}

bool party_is_open(enum party party)
{
	return party > PARTY_CALLER && party < PARTY_SELF;
}

const struct named_domain named_domains[SYSTEM_DOMAIN_COUNT] = {
	{PARTY_TARGET, PARTY_DOMXEN},
	{PARTY_TARGET, PARTY_DOMIO},
	{PARTY_OTHER, PARTY_DOMXEN},
	{PARTY_OTHER, PARTY_DOMIO},
};

unsigned op_named_domains(const struct registry *registry, const struct op *op,
			  unsigned release)
{
	unsigned mask = 0;
	for (unsigned i = 0; i < SYSTEM_DOMAIN_COUNT; i++)
		if (registry_names_system(registry, op, release,
					  names[named_domains[i].party],
					  names[named_domains[i].system]))
			mask |= 1U << i;
	return mask;
}
