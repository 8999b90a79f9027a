/* The kinds of types that the guard tells apart, and what each may do at first.
 */
#include <string.h>

#include "compile/compile_guard_exempt.h"
#include "compile/compile_guard_kind.h"
#include "compile/compile_guard_probe.h"

size_t probe_place(const struct probe *probe, unsigned source, unsigned target,
		   unsigned class)
{
	return ((size_t)source * probe->kinds.count + target) *
		       probe->guarded->model->vectors.class_count +
	       class;
}

struct guard_names guard_named_types(const struct guarded *guarded,
				     const struct site *site)
{
	const struct model *model = guarded->model;
	struct guard_names names = LIST_INIT;
	for (size_t i = 0; i < model->waivers.count; i++) {
		const struct waiver *waiver = &model->waivers.items[i];
		guard_names_add(&names, waiver->subject, model->arena);
		guard_names_add(&names, waiver->object, model->arena);
	}
	for (size_t i = 0; site && i < site->type_count; i++)
		guard_names_add(&names, site->types[i].type, model->arena);
	return names;
}

/* --- The kinds ------------------------------------------------------------ */

unsigned probe_find(const struct probe *probe, const char *name)
{
	for (unsigned i = 0; i < probe->kinds.count; i++)
		if (strcmp(probe->kinds.items[i].name, name) == 0)
			return i;
	return NO_INDEX;
}

static unsigned add_kind(struct probe *probe, const char *name, bool named)
{
	unsigned found = probe_find(probe, name);
	if (found != NO_INDEX)
		return found;
	list_push(&probe->kinds, probe->arena)->name = name;
	probe->kinds.items[probe->kinds.count - 1].named = named;
	return (unsigned)probe->kinds.count - 1;
}

static unsigned add_domain(struct probe *probe, const char *name, bool named)
{
	unsigned kind = add_kind(probe, name, named);
	probe->kinds.items[kind].domain = true;
	return kind;
}

/*
 * By what a policy in the manner of Xen's own calls the type.  Hardware has
 * many names; guests and device models may have others than Xen's own.
 */
static unsigned kind_of_sid(struct probe *probe, const char *name)
{
	const struct initial_sid *sid =
		registry_sid(probe->guarded->model->registry, name);
	const bool domain = sid_labels_domains(sid);
	if (!sid->type || sid->labels == SID_LABELS_HARDWARE)
		return add_kind(probe, "hardware", false);
	unsigned found = probe_find(probe, sid->type);
	if (found == NO_INDEX && domain && !sid->trusted)
		return probe->guest;
	found = add_kind(probe, sid->type, true);
	probe->kinds.items[found].trusted |= sid->trusted;
	probe->kinds.items[found].domain |= domain;
	return found;
}

void probe_add_kinds(struct probe *probe)
{
	const struct site *site = probe->site;
	const struct vectors *vectors = &probe->guarded->model->vectors;
	const struct guard_names named =
		guard_named_types(probe->guarded, site);
	probe->guest = add_domain(probe, "a guest", false);
	probe->second = add_domain(probe, "another guest", false);
	probe->self = add_kind(probe, "a guest to itself", false);
	probe->target = add_kind(probe, "a guest to its device model", false);
	probe->channel = add_kind(probe, "a guest's channel", false);
	for (size_t i = 0; site && i < site->type_count; i++)
		probe->kinds.items[add_domain(probe, site->types[i].type, true)]
			.trusted = !site->types[i].role;
	for (size_t i = 0; i < named.count; i++)
		add_domain(probe, named.items[i], true);
	probe->sids = arena_alloc(probe->arena, vectors->sid_count,
				  sizeof *probe->sids);
	for (size_t i = 0; i < vectors->sid_count; i++)
		probe->sids[i] = kind_of_sid(probe, vectors->sids[i]);
}

/* --- What each may do ----------------------------------------------------- */

bool probe_is_plain(const struct probe *probe, unsigned kind)
{
	return !probe->kinds.items[kind].named;
}

bool probe_has_role(const struct probe *probe, unsigned kind)
{
	const struct site *site = probe->site;
	for (size_t i = 0; site && i < site->type_count; i++)
		if (strcmp(site->types[i].type,
			   probe->kinds.items[kind].name) == 0)
			return true;
	return false;
}

static bool is_exempt(const struct exemption *exemption, const char *source,
		      const char *target)
{
	if (exemption->all || guard_names_have(&exemption->subjects, source) ||
	    guard_names_have(&exemption->objects, target))
		return true;
	for (size_t i = 0; i < exemption->pairs.count; i++)
		if (strcmp(exemption->pairs.items[i].subject, source) == 0 &&
		    guard_names_have(&exemption->pairs.items[i].objects,
				     target))
			return true;
	return false;
}

/* What the guard forbids already. */
static void forbid(struct probe *probe, unsigned class, unsigned bit)
{
	const struct exemption exemption =
		guard_exempt(probe->guarded, class, bit);
	for (unsigned i = 0; i < probe->kinds.count; i++)
		for (unsigned j = 0; j < probe->kinds.count; j++)
			if (!probe_has_role(probe, i) &&
			    !is_exempt(&exemption, probe->kinds.items[i].name,
				       probe->kinds.items[j].name))
				probe->rights[probe_place(probe, i, j,
							  class)] &=
					~((uint32_t)1 << bit);
}

/*
 * Nobody is the device model of one who has a role: what it might do to him as
 * his would be no error.
 */
static void serve_guests_alone(struct probe *probe)
{
	const struct vectors *vectors = &probe->guarded->model->vectors;
	unsigned class;
	const uint32_t bit = vectors_find(vectors, PERMISSION_SERVES, &class);
	for (unsigned i = 0; bit && i < probe->kinds.count; i++)
		for (unsigned j = 0; j < probe->kinds.count; j++)
			if (probe->kinds.items[j].named &&
			    !probe->kinds.items[j].trusted)
				probe->rights[probe_place(probe, i, j,
							  class)] &= ~bit;
}

void probe_add_rights(struct probe *probe)
{
	const struct vectors *vectors = &probe->guarded->model->vectors;
	const size_t count = probe->kinds.count * probe->kinds.count;
	probe->rights = arena_alloc(probe->arena, count * vectors->class_count,
				    sizeof *probe->rights);
	probe->banned = arena_alloc(probe->arena, count * vectors->class_count,
				    sizeof *probe->banned);
	probe->doubtful =
		arena_alloc(probe->arena, count * vectors->class_count,
			    sizeof *probe->doubtful);
	probe->rules = arena_alloc(probe->arena, vectors->class_count * 32,
				   sizeof *probe->rules);
	for (size_t i = 0; i < count; i++)
		for (unsigned class = 0; class < vectors->class_count; class ++)
			probe->rights[i * vectors->class_count + class] =
				vectors_all(vectors, class);
	for (unsigned class = 0; class < vectors->class_count; class ++)
		for (unsigned bit = 0; bit < 32; bit++)
			if (probe->guarded->mask[class] >> bit & 1)
				forbid(probe, class, bit);
	serve_guests_alone(probe);
}
