/* Whether hardware that domains are given is named once and well. */
#include <stdlib.h>
#include <string.h>

#include "site/site_model.h"
#include "site/site_resource.h"

USES_MESSAGE(RESOURCE_INVALID);

/* What the contexts of a policy, and the hardware, have room for. */
static const struct {
	const char *name;
	unsigned long long limit;
} kinds[] = {
	[RESOURCE_PCI] = {"PCI function", 0xffffffff},
	[RESOURCE_IRQ] = {"interrupt", 0xffff},
	/* Physical addresses have 52 bits at most. */
	[RESOURCE_IOMEM] = {"page frame", 0xffffffffff},
	[RESOURCE_IOPORT] = {"I/O port", 0xffff},
	[RESOURCE_DTREE] = {"device tree node", 0},
};

/* A resource and whose it is. */
struct owned {
	const struct site_resource *resource;
	const struct site_device *device;
};

static void check_resource(const struct site_resource *resource,
			   struct diags *diags)
{
	unsigned long long limit = kinds[resource->kind].limit;
	if (resource->kind == RESOURCE_PCI && resource->first > limit)
		diags_add(diags, MESSAGE_RESOURCE_INVALID, resource->place,
			  "a PCI device is 1f at most, its function 7");
	else if (resource->last > limit || resource->first > limit)
		diags_add(diags, MESSAGE_RESOURCE_INVALID, resource->place,
			  "the last %s is 0x%llx", kinds[resource->kind].name,
			  limit);
	else if (resource->last < resource->first)
		diags_add(diags, MESSAGE_RESOURCE_INVALID, resource->place,
			  "first 0x%llx is behind last 0x%llx", resource->first,
			  resource->last);
}

/* By kind and place in it; the same ones in the order of the file. */
static int compare(const void *a, const void *b)
{
	const struct site_resource *x = ((const struct owned *)a)->resource;
	const struct site_resource *y = ((const struct owned *)b)->resource;
	if (x->kind != y->kind)
		return x->kind < y->kind ? -1 : 1;
	int order = x->path ? strcmp(x->path, y->path) : 0;
	if (order)
		return order;
	if (x->first != y->first)
		return x->first < y->first ? -1 : 1;
	return x->place.line < y->place.line   ? -1
	       : x->place.line > y->place.line ? 1
					       : 0;
}

/* Whether the second one, which does not stand before the first, meets it. */
static bool overlap(const struct site_resource *a,
		    const struct site_resource *b)
{
	if (a->kind != b->kind)
		return false;
	return a->path ? strcmp(a->path, b->path) == 0 : b->first <= a->last;
}

/* Of those before, the one that reaches farthest is held against each. */
static void check_overlaps(const struct owned *sorted, size_t count,
			   struct diags *diags)
{
	const struct owned *farthest = sorted;
	for (size_t i = 1; i < count; i++) {
		const struct site_resource *resource = sorted[i].resource;
		if (overlap(farthest->resource, resource))
			diags_add(diags, MESSAGE_RESOURCE_INVALID,
				  resource->place,
				  "device %s has this %s already, line %u",
				  farthest->device->name,
				  kinds[resource->kind].name,
				  farthest->resource->place.line);
		if (resource->kind != farthest->resource->kind ||
		    resource->path || resource->last > farthest->resource->last)
			farthest = &sorted[i];
	}
}

void site_check_resources(const struct site_policy *policy, struct diags *diags)
{
	struct arena work = ARENA_INIT;
	list_of(struct owned) all = LIST_INIT;
	size_t before = diags->errors;
	for (size_t i = 0; i < policy->device_count; i++) {
		const struct site_device *device = &policy->devices[i];
		for (size_t j = 0; j < device->resource_count; j++) {
			struct owned *owned = list_push(&all, &work);
			owned->resource = &device->resources[j];
			owned->device = device;
			check_resource(owned->resource, diags);
		}
	}
	if (diags->errors == before && all.count > 1) {
		qsort(all.items, all.count, sizeof *all.items, compare);
		check_overlaps(all.items, all.count, diags);
	}
	arena_release(&work);
}
