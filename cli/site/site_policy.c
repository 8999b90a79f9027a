/* Reads what a site file says for the policy compiler. */
#include <stdlib.h>
#include <string.h>

#include "site/site_model.h"
#include "site/site_policy.h"
#include "xml/xml.h"

/* Tables under construction; `policy` is what comes out. */
struct policy_reading {
	struct site_policy policy;
	list_of(struct site_domain) domains;
	list_of(struct site_user) users;
	list_of(struct site_talk) talks;
	list_of(struct site_device) devices;
	list_of(struct site_group) groups;
	list_of(struct site_grant) grants, quiets;
	list_of(struct site_without) withouts;
	struct arena *arena;
};

static void read_domain(struct policy_reading *reading,
			const struct xml_element *element)
{
	*list_push(&reading->domains, reading->arena) = (struct site_domain){
		.name = xml_attribute(element, "name"),
		.type = xml_attribute(element, "type"),
		.role = xml_attribute(element, "role"),
		.many = xml_says(element, "count", "many"),
		.per_user = xml_says(element, "per-user", "yes"),
		.serves = xml_attribute(element, "serves"),
		.becomes = xml_attribute(element, "becomes"),
		.sid = xml_attribute(element, "sid"),
		.place = element->place,
	};
}

static void read_user(struct policy_reading *reading,
		      const struct xml_element *element)
{
	list_of(struct site_owned) owned = LIST_INIT;
	for (const struct xml_element *owns = xml_first(element, "owns"); owns;
	     owns = xml_next(owns, "owns"))
		*list_push(&owned, reading->arena) = (struct site_owned){
			xml_attribute(owns, "domain"), owns->place};
	*list_push(&reading->users, reading->arena) = (struct site_user){
		.name = xml_attribute(element, "name"),
		.owned = owned.items,
		.owned_count = owned.count,
		.place = element->place,
	};
}

static void read_talk(struct policy_reading *reading,
		      const struct xml_element *element)
{
	const char *by = xml_attribute(element, "by");
	*list_push(&reading->talks, reading->arena) = (struct site_talk){
		.from = xml_attribute(element, "from"),
		.to = xml_attribute(element, "to"),
		/* The schema lets only whole words be there. */
		.event = strstr(by, "event"),
		.grant = strstr(by, "grant"),
		.argo = strstr(by, "argo"),
		.mapping = xml_attribute(element, "grant"),
		.place = element->place,
	};
}

/* A number too large for the type is as large as it can be. */
static unsigned long long number(const char *text)
{
	return strtoull(text, NULL, text[1] == 'x' ? 16 : 10);
}

/*
 * Segment, bus, device and function, in 16, 8, 5 and 3 bits.  A device or
 * function with more bits than it may have ends up above all of them.
 */
static unsigned long long pci_address(const char *text)
{
	enum { DEVICE_LIMIT = 32, FUNCTION_LIMIT = 8 };
	char *rest;
	unsigned long long segment = 0;
	unsigned long long bus = strtoull(text, &rest, 16);
	unsigned long long device = strtoull(rest + 1, &rest, 16);
	if (*rest == ':') {
		segment = bus;
		bus = device;
		device = strtoull(rest + 1, &rest, 16);
	}
	unsigned long long function = strtoull(rest + 1, NULL, 16);
	if (device >= DEVICE_LIMIT || function >= FUNCTION_LIMIT)
		return ~0ULL;
	return segment << 16 | bus << 8 | device << 3 | function;
}

static void read_resource(const struct xml_element *element,
			  struct site_resource *resource)
{
	resource->place = element->place;
	if (xml_is(element, "dtree")) {
		resource->kind = RESOURCE_DTREE;
		resource->path = xml_attribute(element, "path");
		return;
	}
	if (xml_is(element, "pci")) {
		resource->kind = RESOURCE_PCI;
		resource->first = pci_address(xml_attribute(element, "at"));
		resource->last = resource->first;
		return;
	}
	bool irq = xml_is(element, "irq");
	const char *first = xml_attribute(element, irq ? "number" : "first");
	const char *last = xml_attribute(element, "last");
	resource->kind = irq			    ? RESOURCE_IRQ
			 : xml_is(element, "iomem") ? RESOURCE_IOMEM
						    : RESOURCE_IOPORT;
	resource->first = number(first);
	resource->last = last ? number(last) : resource->first;
}

static void read_device(struct policy_reading *reading,
			const struct xml_element *element)
{
	list_of(struct site_resource) resources = LIST_INIT;
	list_of(const char *) users = LIST_INIT;
	for (const struct xml_element *child = element->children; child;
	     child = child->next) {
		if (xml_is(child, "for"))
			*list_push(&users, reading->arena) =
				xml_attribute(child, "domain");
		else
			read_resource(child,
				      list_push(&resources, reading->arena));
	}
	*list_push(&reading->devices, reading->arena) = (struct site_device){
		.name = xml_attribute(element, "name"),
		.type = xml_attribute(element, "type"),
		.resources = resources.items,
		.resource_count = resources.count,
		.users = users.items,
		.user_count = users.count,
		.place = element->place,
	};
}

static void read_group(struct policy_reading *reading,
		       const struct xml_element *element)
{
	list_of(const char *) ops = LIST_INIT;
	list_of(const char *) releases = LIST_INIT;
	for (const struct xml_element *op = xml_first(element, "op"); op;
	     op = xml_next(op, "op")) {
		*list_push(&ops, reading->arena) = xml_attribute(op, "name");
		*list_push(&releases, reading->arena) =
			xml_attribute(op, "releases");
	}
	*list_push(&reading->groups, reading->arena) = (struct site_group){
		.name = xml_attribute(element, "name"),
		.ops = ops.items,
		.releases = releases.items,
		.op_count = ops.count,
		.place = element->place,
	};
}

static struct site_grant grant_of(const struct xml_element *element)
{
	return (struct site_grant){
		.op = xml_attribute(element, "op"),
		.group = xml_attribute(element, "group"),
		.to = xml_attribute(element, "to"),
		.on = xml_attribute(element, "on"),
		.releases = xml_attribute(element, "releases"),
		.as_other = xml_attribute(element, "as") != NULL,
		.if_safe = xml_says(element, "if-safe", "yes"),
		.quiet = xml_is(element, "quiet"),
		.read_only = xml_says(element, "access", "read"),
		.place = element->place,
	};
}

static void read_grant(struct policy_reading *reading,
		       const struct xml_element *element)
{
	*list_push(&reading->grants, reading->arena) = grant_of(element);
}

static void read_quiet(struct policy_reading *reading,
		       const struct xml_element *element)
{
	*list_push(&reading->quiets, reading->arena) = grant_of(element);
}

static void read_without(struct policy_reading *reading,
			 const struct xml_element *element)
{
	const char *by = xml_attribute(element, "by");
	*list_push(&reading->withouts, reading->arena) = (struct site_without){
		.op = xml_attribute(element, "op"),
		.group = xml_attribute(element, "group"),
		.from = xml_attribute(element, "from"),
		.to = xml_attribute(element, "to"),
		.on = xml_attribute(element, "on"),
		.event = by && strstr(by, "event"),
		.grant = by && strstr(by, "grant"),
		.argo = by && strstr(by, "argo"),
		.place = element->place,
	};
}

/* The reader of each element that may stand in a policy. */
static const struct {
	const char *name;
	void (*read)(struct policy_reading *reading,
		     const struct xml_element *element);
} readers[] = {
	{"domain", read_domain}, {"user", read_user},
	{"talk", read_talk},	 {"device", read_device},
	{"group", read_group},	 {"grant", read_grant},
	{"quiet", read_quiet},	 {"without", read_without},
};

static void read_children(struct policy_reading *reading,
			  const struct xml_element *element)
{
	for (const struct xml_element *child = element->children; child;
	     child = child->next)
		for (size_t i = 0; i < sizeof readers / sizeof *readers; i++)
			if (xml_is(child, readers[i].name))
				readers[i].read(reading, child);
}

static enum site_iommu read_iommu(const struct xml_element *element)
{
	static const char *const names[] = {
		[IOMMU_ISOLATING] = "isolating",
		[IOMMU_MEMORY] = "memory-isolating",
		[IOMMU_ANY] = "any",
	};
	for (unsigned i = IOMMU_ISOLATING; i <= IOMMU_ANY; i++)
		if (xml_says(element, "iommu", names[i]))
			return (enum site_iommu)i;
	return IOMMU_UNSAID;
}

const struct site_policy *site_read_policy(const struct xml_element *element,
					   struct arena *arena)
{
	struct policy_reading reading = {.arena = arena};
	struct site_policy *policy = &reading.policy;
	const char *version = xml_attribute(element, "version");
	const char *unknown = xml_attribute(element, "handle-unknown");
	policy->profile = xml_attribute(element, "profile");
	policy->version = version ? (unsigned)number(version) : 0;
	policy->mls = xml_says(element, "mls", "yes");
	policy->handle_unknown = unknown ? unknown : "deny";
	policy->iommu = read_iommu(element);
	read_children(&reading, element);
	policy->domains = reading.domains.items;
	policy->domain_count = reading.domains.count;
	policy->users = reading.users.items;
	policy->user_count = reading.users.count;
	policy->talks = reading.talks.items;
	policy->talk_count = reading.talks.count;
	policy->devices = reading.devices.items;
	policy->device_count = reading.devices.count;
	policy->groups = reading.groups.items;
	policy->group_count = reading.groups.count;
	policy->grants = reading.grants.items;
	policy->grant_count = reading.grants.count;
	policy->quiets = reading.quiets.items;
	policy->quiet_count = reading.quiets.count;
	policy->withouts = reading.withouts.items;
	policy->without_count = reading.withouts.count;
	policy = arena_alloc(arena, 1, sizeof *policy);
	*policy = reading.policy;
	return policy;
}
