/* What the policy to be has in it: types, attributes and transitions. */
#include <ctype.h>
#include <string.h>

#include "base/near.h"
#include "compile/compile.h"
#include "compile/compile_channel.h"
#include "compile/compile_level.h"
#include "compile/compile_user.h"

USES_MESSAGE(CONTROL_MISSING);
USES_MESSAGE(DEVICE_MODEL_LOOP);
USES_MESSAGE(LABEL_LOOP);
USES_MESSAGE(NAME_DUPLICATE);
USES_MESSAGE(NAME_UNDECLARED);
USES_MESSAGE(RESOURCE_INVALID);
USES_MESSAGE(SID_UNFIT);
USES_MESSAGE(TYPE_CLASH);

static const char *const role_names[ROLE_COUNT] = {
	[ROLE_CONTROL] = "control",
	[ROLE_TOOLSTACK] = "toolstack",
	[ROLE_BUILDER] = "builder",
	[ROLE_MONITOR] = "monitor",
	[ROLE_DEVICE_MODEL] = "device-model",
	[ROLE_DRIVER_DOMAIN] = "driver-domain",
	[ROLE_XENSTORE] = "xenstore",
	[ROLE_CONSOLE] = "console",
	[ROLE_GUEST] = "guest",
};

enum domain_role domain_role_of(const char *name)
{
	for (unsigned i = 0; i < ROLE_COUNT; i++)
		if (strcmp(role_names[i], name) == 0)
			return (enum domain_role)i;
	return ROLE_COUNT;
}

const char *domain_role_name(enum domain_role role)
{
	return role_names[role];
}

/* --- What every policy has -------------------------------------------- */

/* The domain that is said to have the initial SID, or NULL. */
static const struct site_domain *find_bearer(const struct model *model,
					     const char *sid)
{
	for (size_t i = 0; i < model->declared.count; i++) {
		const struct site_domain *site = model->declared.items[i];
		if (site->sid && strcmp(site->sid, sid) == 0)
			return site;
	}
	return NULL;
}

/* The type that Xen's own policy gives the initial SID, or one of its name. */
static const char *type_of_sid(const struct model *model, const char *name)
{
	const struct initial_sid *sid = registry_sid(model->registry, name);
	return sid && sid->type ? sid->type
				: arena_format(model->arena, "%s_t", name);
}

/* The hypervisor that is trusted has one more than the object. */
static void declare_hypervisor(struct model *model)
{
	const struct vectors *vectors = &model->vectors;
	model_add_member(model, model->trusted, model->objects[FACET_XEN]);
	for (size_t i = 0; i < vectors->sid_count; i++) {
		const struct initial_sid *sid =
			registry_sid(model->registry, vectors->sids[i]);
		if (sid->trusted && sid->labels == SID_LABELS_HYPERVISOR &&
		    strcmp(sid->name, party_name(PARTY_XEN)) != 0)
			model_add_member(
				model, model->trusted,
				model_add_type(model,
					       type_of_sid(model, sid->name),
					       model->xen_type, PART_XEN));
	}
}

static void declare_fixed(struct model *model)
{
	static const struct {
		enum party party;
		enum facet facet;
	} objects[] = {
		{PARTY_XEN, FACET_XEN},
		{PARTY_DOMXEN, FACET_DOMXEN},
		{PARTY_DOMIO, FACET_DOMIO},
		{PARTY_SECURITY, FACET_SECURITY},
		{PARTY_UNLABELED, FACET_UNLABELED},
	};
	static const enum party hardware[] = {PARTY_DEVICE, PARTY_IRQ,
					      PARTY_IOMEM, PARTY_IOPORT};
	model->trusted =
		model_add_attribute(model, "trusted_type", "may do everything");
	model->xen_type = model_add_attribute(model, "xen_type",
					      "the hypervisor's own objects");
	model->domain_type = model_add_attribute(model, "domain_type",
						 "domains as others see them");
	model->view_type = model_add_attribute(
		model, "view_type",
		"a domain as it, or its device model, sees it");
	model->event_type =
		model_add_attribute(model, "event_type", "event channels");
	model->resource_type = model_add_attribute(
		model, "resource_type",
		"devices, interrupts, I/O memory and ports");
	for (size_t i = 0; i < sizeof objects / sizeof *objects; i++) {
		const char *sid = party_name(objects[i].party);
		if (!find_bearer(model, sid))
			model->objects[objects[i].facet] =
				model_add_type(model, type_of_sid(model, sid),
					       model->xen_type, PART_XEN);
	}
	declare_hypervisor(model);
	for (size_t i = 0; i < sizeof hardware / sizeof *hardware; i++)
		model_add_type(model,
			       type_of_sid(model, party_name(hardware[i])),
			       model->resource_type, PART_XEN);
}

/* Everything on everything. */
static void allow_trusted(struct model *model)
{
	const unsigned targets[] = {model->xen_type, model->domain_type,
				    model->view_type, model->event_type,
				    model->resource_type};
	for (unsigned class = 0; class < model->vectors.class_count; class ++) {
		struct access_row row = {
			.object_class = class,
			.permissions = vectors_all(&model->vectors, class)};
		for (size_t i = 0; i < sizeof targets / sizeof *targets; i++)
			model_allow(model, model->trusted, targets[i], &row,
				    NULL);
	}
}

/* --- Domains ---------------------------------------------------------- */

static bool is_free(struct model *model, const char *type,
		    struct location place, struct diags *diags)
{
	if (model_find_term(model, type) == NO_TERM)
		return true;
	diags_add(diags, MESSAGE_TYPE_CLASH, place, "%s", type);
	return false;
}

/* How another domain, or it itself, sees the domain. */
static void add_view(struct model *model, struct model_domain *domain,
		     unsigned by, unsigned label)
{
	const unsigned class = vectors_labelling(&model->vectors, ON_DOMAIN);
	if (class != NO_INDEX)
		*list_push(&domain->transitions, model->arena) =
			(struct model_transition){domain->type, by, class,
						  label};
}

static unsigned add_type(struct model *model, struct model_domain *domain,
			 const char *suffix, unsigned attribute)
{
	unsigned type = model_add_type(
		model,
		arena_format(model->arena, "%s%s", domain->site->type, suffix),
		attribute, PART_DOMAINS);
	model->terms.items[type].section = domain->index;
	*list_push(&domain->types, model->arena) = type;
	return type;
}

/* The one domain of the SID is what the hypervisor's objects of it are. */
static bool bear_sid(struct model *model, const struct model_domain *domain,
		     struct diags *diags)
{
	const struct site_domain *site = domain->site;
	if (!site->sid)
		return true;
	const struct site_domain *bearer = find_bearer(model, site->sid);
	if (!vectors_has_sid(&model->vectors, site->sid))
		diags_add(diags, MESSAGE_SID_UNFIT, site->place,
			  "Xen %s has no initial SID %s", model->release->name,
			  site->sid);
	else if (bearer != site)
		diags_add(diags, MESSAGE_SID_UNFIT, site->place,
			  "domain %s has the initial SID %s already",
			  bearer->name, site->sid);
	else if (domain->role == ROLE_CONTROL)
		diags_add(diags, MESSAGE_SID_UNFIT, site->place,
			  "what has no label of its own would be trusted");
	else if (strcmp(site->sid, party_name(PARTY_UNLABELED)) == 0)
		model->objects[FACET_UNLABELED] = domain->type;
	return true;
}

static bool declare_domain(struct model *model, const struct site_domain *site,
			   struct diags *diags)
{
	static const char *const suffixes[] = {"", "_channel", "_self",
					       "_target"};
	for (size_t i = 0; i < sizeof suffixes / sizeof *suffixes; i++)
		if (!is_free(model,
			     arena_format(model->arena, "%s%s", site->type,
					  suffixes[i]),
			     site->place, diags))
			return false;
	struct model_domain *domain =
		arena_alloc(model->arena, 1, sizeof *domain);
	domain->site = site;
	domain->role = domain_role_of(site->role);
	domain->index = (unsigned)model->domains.count;
	domain->target = NO_TERM;
	*list_push(&model->domains, model->arena) = domain;
	domain->type = add_type(model, domain, "", model->domain_type);
	domain->self = domain->type;
	if (site->many) {
		domain->self =
			add_type(model, domain, "_self", model->view_type);
		add_view(model, domain, domain->type, domain->self);
	}
	domain->channel = NO_TERM;
	if (!site->becomes)
		domain->channel =
			add_type(model, domain, "_channel", model->event_type);
	if (domain->role == ROLE_CONTROL)
		model_add_member(model, model->trusted, domain->type);
	return bear_sid(model, domain, diags);
}

/* Its event channels are there when it is relabelled, and stay. */
static const struct model_domain *find_last(const struct model *model,
					    const struct model_domain *domain)
{
	const struct model_domain *end = domain;
	for (size_t i = 0; end->becomes && i < model->domains.count; i++)
		end = end->becomes;
	return end->becomes ? NULL : end;
}

static void find_becomes(struct model *model, struct model_domain *domain,
			 struct diags *diags)
{
	const char *name = domain->site->becomes;
	for (size_t i = 0; name && i < model->domains.count; i++)
		if (strcmp(model->domains.items[i]->site->name, name) == 0)
			domain->becomes = model->domains.items[i];
	if (name && !domain->becomes)
		diags_add(diags, MESSAGE_NAME_UNDECLARED, domain->site->place,
			  "becomes=\"%s\" is no domain%s", name,
			  model_name_hint(model, name, &diags->arena));
}

static void declare_becomes(struct model *model, struct diags *diags)
{
	for (size_t i = 0; i < model->domains.count; i++)
		find_becomes(model, model->domains.items[i], diags);
	for (size_t i = 0; i < model->domains.count; i++) {
		struct model_domain *domain = model->domains.items[i];
		const struct model_domain *last = find_last(model, domain);
		if (last)
			domain->channel = last->channel;
		else
			diags_add(diags, MESSAGE_LABEL_LOOP,
				  domain->site->place, "%s",
				  domain->site->name);
	}
}

/* The guest, as its device models see it. */
static void declare_target(struct model *model, struct model_domain *guest)
{
	if (guest->target != NO_TERM)
		return;
	guest->target = add_type(model, guest, "_target", model->view_type);
}

const char *model_name_hint(const struct model *model, const char *name,
			    struct arena *arena)
{
	return near_hint(name, map_keys(&model->names, arena),
			 model->names.count, arena);
}

static struct model_domain *find_domain(const struct model *model,
					const char *name)
{
	const struct domain_set *set = map_get(&model->names, name);
	return set && set->members.count == 1 &&
			       strcmp(set->members.items[0]->site->name,
				      name) == 0
		       ? set->members.items[0]
		       : NULL;
}

static bool declare_model(struct model *model, struct model_domain *domain,
			  struct diags *diags)
{
	if (!domain->site->serves)
		return true;
	struct model_domain *guest = find_domain(model, domain->site->serves);
	if (!guest) {
		diags_add(diags, MESSAGE_NAME_UNDECLARED, domain->site->place,
			  "serves=\"%s\" is no domain%s", domain->site->serves,
			  model_name_hint(model, domain->site->serves,
					  &diags->arena));
		return false;
	}
	domain->serves = guest;
	*list_push(&guest->models, model->arena) = domain;
	for (const struct model_domain *end = guest; end; end = end->serves)
		if (end == domain) {
			diags_add(diags, MESSAGE_DEVICE_MODEL_LOOP,
				  domain->site->place, "%s",
				  domain->site->name);
			return false;
		}
	declare_target(model, guest);
	add_view(model, guest, domain->type, guest->target);
	return true;
}

/* What libsepol would leave out in silence, or refuse without a place. */
static bool fits_version(const struct model *model,
			 const struct site_device *site, struct diags *diags)
{
	enum { WIDE_VERSION = 30 };
	const char *what = NULL;
	size_t errors = diags->errors;
	for (size_t i = 0; i < site->resource_count; i++) {
		const struct site_resource *resource = &site->resources[i];
		if (model->version >= WIDE_VERSION)
			break;
		if (resource->kind == RESOURCE_DTREE)
			what = "nodes of the device tree";
		else if (resource->kind == RESOURCE_IOMEM &&
			 resource->last > UINT32_MAX)
			what = "page frames above 0xffffffff";
		else
			continue;
		diags_add(diags, MESSAGE_RESOURCE_INVALID, resource->place,
			  "policy version %u has no labels for %s",
			  model->version, what);
	}
	return diags->errors == errors;
}

static bool declare_device(struct model *model, const struct site_device *site,
			   struct diags *diags)
{
	if (!fits_version(model, site, diags))
		return false;
	if (!is_free(model, site->type, site->place, diags))
		return false;
	struct model_device *device =
		arena_alloc(model->arena, 1, sizeof *device);
	device->site = site;
	device->type = model_add_type(model, site->type, model->resource_type,
				      PART_DEVICES);
	for (size_t i = 0; i < site->user_count; i++) {
		const struct domain_set *set =
			map_get(&model->names, site->users[i]);
		if (!set) {
			diags_add(diags, MESSAGE_NAME_UNDECLARED, site->place,
				  "domain=\"%s\" is no domain%s",
				  site->users[i],
				  model_name_hint(model, site->users[i],
						  &diags->arena));
			return false;
		}
		for (size_t j = 0; j < set->members.count; j++) {
			*list_push(&device->users, model->arena) =
				set->members.items[j];
			*list_push(&set->members.items[j]->devices,
				   model->arena) = device;
		}
	}
	*list_push(&model->devices, model->arena) = device;
	map_set(&model->device_names, site->name, device, model->arena);
	return true;
}

/* --- Sets ------------------------------------------------------------- */

void domain_set_add(struct model *model, struct domain_set *set,
		    struct model_domain *domain)
{
	if (!set->has)
		set->has = arena_alloc(model->arena,
				       model->declared.count / 8 + 1, 1);
	set->has[domain->index / 8] |= (unsigned char)(1 << domain->index % 8);
	*list_push(&set->members, model->arena) = domain;
}

void model_name_set(struct model *model, struct domain_set *set,
		    const char *base)
{
	set->types = set->channels = NO_TERM;
	if (set->members.count == 1) {
		set->types = set->members.items[0]->type;
		set->channels = set->members.items[0]->channel;
	}
	if (set->members.count <= 1)
		return;
	char *name = arena_format(model->arena, "%s_type", base);
	for (char *c = name; *c; c++)
		if (*c == '-')
			*c = '_';
	const char *channels =
		arena_format(model->arena, "%.*s_event_type",
			     (int)(strlen(name) - strlen("_type")), name);
	set->types = model_add_attribute(model, name, NULL);
	set->channels = model_add_attribute(model, channels, NULL);
	for (size_t i = 0; i < set->members.count; i++) {
		const struct model_domain *domain = set->members.items[i];
		model_add_member(model, set->types, domain->type);
		model_add_member(model, set->channels, domain->channel);
	}
}

static void add_name(struct model *model, const char *name,
		     struct domain_set *set)
{
	set->name = name;
	if (!map_get(&model->names, name))
		map_set(&model->names, name, set, model->arena);
}

/* Domains first: where one has a role's name, the name is the domain's. */
static bool declare_sets(struct model *model, struct diags *diags)
{
	for (size_t i = 0; i < model->domains.count; i++) {
		struct model_domain *domain = model->domains.items[i];
		const char *name = domain->site->name;
		struct domain_set *set =
			arena_alloc(model->arena, 1, sizeof *set);
		if (map_get(&model->names, name)) {
			diags_add(diags, MESSAGE_NAME_DUPLICATE,
				  domain->site->place, "domain %s", name);
			return false;
		}
		domain_set_add(model, set, domain);
		set->types = domain->type;
		set->channels = domain->channel;
		add_name(model, name, set);
		domain_set_add(model, &model->roles[domain->role], domain);
		domain_set_add(model, &model->all, domain);
	}
	for (unsigned i = 0; i < ROLE_COUNT; i++) {
		add_name(model, role_names[i], &model->roles[i]);
		model_name_set(model, &model->roles[i], role_names[i]);
	}
	add_name(model, "all", &model->all);
	model->all.types = model->domain_type;
	model->all.channels = model->event_type;
	return true;
}

/* --- The whole -------------------------------------------------------- */

/* The type of the first that is no initial SID's by its own word. */
static const char *first_of(const struct domain_set *set)
{
	for (size_t i = 0; i < set->members.count; i++)
		if (!set->members.items[i]->site->sid)
			return set->members.items[i]->site->type;
	return NULL;
}

const char *model_sid_type(const struct model *model, const char *sid)
{
	const struct site_domain *bearer = find_bearer(model, sid);
	if (bearer)
		return bearer->type;
	const struct initial_sid *row = registry_sid(model->registry, sid);
	const bool models = model->roles[ROLE_DEVICE_MODEL].members.count;
	const char *type = NULL;
	if (row && sid_labels_domains(row))
		type = first_of(
			&model->roles
				 [row->trusted ? ROLE_CONTROL
				  : row->labels == SID_LABELS_DEVICE_MODEL &&
						  models
					  ? ROLE_DEVICE_MODEL
					  : ROLE_GUEST]);
	if (type)
		return type;
	const char *own = type_of_sid(model, sid);
	return model_find_term(model, own) != NO_TERM
		       ? own
		       : type_of_sid(model, party_name(PARTY_UNLABELED));
}

bool model_names_differ(const struct model *model, struct diags *diags)
{
	struct location place = location_file(model->path);
	const char *name = model->clash;
	for (size_t i = 0; name && i < model->declared.count; i++)
		if (strcmp(model->declared.items[i]->type, name) == 0)
			place = model->declared.items[i]->place;
	for (size_t i = 0; name && i < model->hardware.count; i++)
		if (strcmp(model->hardware.items[i]->type, name) == 0)
			place = model->hardware.items[i]->place;
	if (name)
		diags_add(diags, MESSAGE_TYPE_CLASH, place, "%s", name);
	return !name;
}

bool model_declare(struct model *model, struct diags *diags)
{
	size_t errors = diags->errors;
	declare_fixed(model);
	for (size_t i = 0; i < model->declared.count; i++)
		declare_domain(model, model->declared.items[i], diags);
	if (diags->errors == errors)
		declare_becomes(model, diags);
	if (diags->errors != errors || !declare_sets(model, diags))
		return false;
	if (!model->roles[ROLE_CONTROL].members.count) {
		diags_add(diags, MESSAGE_CONTROL_MISSING,
			  location_file(model->path), "%s", model->profile);
		return false;
	}
	for (size_t i = 0; i < model->domains.count; i++)
		declare_model(model, model->domains.items[i], diags);
	for (size_t i = 0; i < model->hardware.count; i++)
		declare_device(model, model->hardware.items[i], diags);
	if (diags->errors != errors || !model_declare_users(model, diags))
		return false;
	allow_trusted(model);
	model_bind_control(model);
	if (model->mls)
		mls_declare(model);
	return true;
}
