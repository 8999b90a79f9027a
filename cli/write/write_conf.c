/* The policy.conf. */
#include <string.h>

#include "compile/compile.h"
#include "write/write_conf.h"
#include "write/write_mls.h"
#include "write/write_neverallow.h"
#include "write/write_text.h"

static void add_vectors(const struct vectors *vectors, struct buffer *conf)
{
	for (size_t i = 0; i < vectors->class_count; i++)
		buffer_format(conf, "class %s\n", vectors->classes[i]);
	buffer_add_char(conf, '\n');
	for (size_t i = 0; i < vectors->sid_count; i++)
		buffer_format(conf, "sid %s\n", vectors->sids[i]);
	for (size_t i = 0; i < vectors->class_count; i++) {
		buffer_format(conf, "\nclass %s\n{\n", vectors->classes[i]);
		for (size_t bit = 0; bit < vectors->permission_counts[i]; bit++)
			buffer_format(conf, "\t%s\n",
				      vectors->permissions[i][bit]);
		buffer_add_string(conf, "}\n");
	}
	buffer_add_char(conf, '\n');
}

/* --- Types ------------------------------------------------------------ */

static void add_attributes(const struct model *model, struct buffer *conf)
{
	for (size_t i = 0; i < model->terms.count; i++) {
		const struct model_term *term = &model->terms.items[i];
		if (!term->attribute)
			continue;
		buffer_format(conf, "attribute %s;", term->name);
		if (term->note)
			buffer_format(conf, "  # %s", term->note);
		buffer_add_char(conf, '\n');
	}
}

static void add_type(const struct model *model, unsigned index,
		     struct buffer *conf)
{
	const struct model_term *term = &model->terms.items[index];
	buffer_format(conf, "type %s", term->name);
	for (size_t i = 0; i < term->attributes.count; i++)
		buffer_format(
			conf, ", %s",
			model->terms.items[term->attributes.items[i]].name);
	buffer_add_string(conf, ";\n");
}

static void add_types(const struct model *model, enum term_part part,
		      struct buffer *conf)
{
	for (size_t i = 0; i < model->terms.count; i++)
		if (!model->terms.items[i].attribute &&
		    model->terms.items[i].part == part)
			add_type(model, (unsigned)i, conf);
}

static void add_transitions(const struct model *model,
			    const struct model_domain *domain,
			    struct buffer *conf)
{
	for (size_t i = 0; i < domain->transitions.count; i++) {
		const struct model_transition *row =
			&domain->transitions.items[i];
		buffer_format(conf, "type_transition %s %s:%s %s;\n",
			      model->terms.items[row->source].name,
			      model->terms.items[row->target].name,
			      model->vectors.classes[row->object_class],
			      model->terms.items[row->result].name);
	}
	if (!domain->ends.count)
		return;
	buffer_format(conf, "type_transition %s ",
		      model->terms.items[domain->type].name);
	text_terms(model, domain->ends.items, domain->ends.count, conf);
	buffer_format(conf, ":%s %s;\n", text_channel_class(model),
		      model->terms.items[domain->channel].name);
}

/* --- Rules ------------------------------------------------------------ */

/* What follows comes from the element at the place. */
static void begin_origin(struct model *model, struct location place,
			 const struct buffer *conf)
{
	*list_push(&model->origins, model->arena) =
		(struct text_origin){conf->length, place};
}

static void add_section(struct text_run *run, size_t section,
			struct buffer *conf)
{
	const struct model *model = run->model;
	const char *title = text_section_title(run, section);
	if (!title)
		return;
	text_heading(run, title, conf);
	begin_origin(run->model, location_file(NULL), conf);
	if (section >= SECTION_DOMAINS) {
		const struct model_domain *domain =
			model->domains.items[section - SECTION_DOMAINS];
		begin_origin(run->model, domain->site->place, conf);
		for (size_t i = 0; i < domain->types.count; i++)
			add_type(model, domain->types.items[i], conf);
		add_transitions(model, domain, conf);
	}
	text_rules(run, section, conf);
	text_quiet(run, section, conf);
	text_left_out(run, section, conf);
}

/* --- Users, contexts -------------------------------------------------- */

static void add_user(const struct model *model, const char *user,
		     const char *role, struct buffer *conf)
{
	buffer_format(conf, "user %s roles %s", user, role);
	if (model->mls)
		buffer_add_string(conf, mls_user_range);
	buffer_add_string(conf, ";\n");
}

static void add_roles(const struct model *model, struct buffer *conf)
{
	buffer_format(conf,
		      "role system_r;\nrole system_r types { xen_type "
		      "domain_type view_type event_type resource_type };\n");
	conf_add_user_roles(model, conf);
}

void conf_add_user_roles(const struct model *model, struct buffer *conf)
{
	for (size_t i = 0; i < model->user_roles.count; i++) {
		const struct model_role *role = model->user_roles.items[i];
		buffer_format(conf, "role %s;\nrole %s types ", role->name,
			      role->name);
		text_terms(model, role->types.items, role->types.count, conf);
		buffer_add_string(conf, ";\n");
	}
}

static void add_users(struct model *model, struct buffer *conf)
{
	add_user(model, "system_u", "system_r", conf);
	for (size_t i = 0; i < model->users.count; i++) {
		const struct model_user *user = &model->users.items[i];
		begin_origin(model, user->place, conf);
		add_user(model, user->name, user->role->name, conf);
	}
	begin_origin(model, location_file(NULL), conf);
}

void conf_add_constraints(const struct model *model, struct buffer *conf)
{
	for (unsigned i = 0; i < model->vectors.class_count; i++) {
		const uint32_t permissions = text_kept_apart(model, i);
		if (!permissions)
			continue;
		buffer_format(conf, "constrain %s ", model->vectors.classes[i]);
		text_permissions(model, i, permissions, conf);
		buffer_add_string(conf, "\n\t(u1 == system_u or u2 == "
					"system_u or u1 == u2);\n");
	}
}

/* The clearance of who is trusted is the highest there is. */
static const char *range_of(const struct model *model, const char *sid)
{
	const bool high = registry_sid(model->registry, sid)->trusted;
	return !model->mls ? "" : high ? ":s0 - s15:c0.c255" : ":s0";
}

static void add_contexts(const struct model *model, struct buffer *conf)
{
	for (size_t i = 0; i < model->vectors.sid_count; i++) {
		const char *sid = model->vectors.sids[i];
		buffer_format(conf, "sid %s system_u:system_r:%s%s\n", sid,
			      model_sid_type(model, sid), range_of(model, sid));
	}
}

/* PCI devices and interrupts are single; memory and ports are ranges. */
static void add_resource(const struct model *model, const char *type,
			 const struct site_resource *resource,
			 struct buffer *conf)
{
	const char *level = model->mls ? ":s0" : "";
	switch (resource->kind) {
	case RESOURCE_PCI:
		buffer_format(conf, "pcidevicecon 0x%llx", resource->first);
		break;
	case RESOURCE_IRQ:
		buffer_format(conf, "pirqcon %llu", resource->first);
		break;
	case RESOURCE_IOMEM:
		buffer_format(conf, "iomemcon 0x%llx-0x%llx", resource->first,
			      resource->last);
		break;
	case RESOURCE_IOPORT:
		buffer_format(conf, "ioportcon 0x%llx-0x%llx", resource->first,
			      resource->last);
		break;
	case RESOURCE_DTREE:
		buffer_format(conf, "devicetreecon %s", resource->path);
		break;
	}
	buffer_format(conf, " system_u:object_r:%s%s\n", type, level);
}

void conf_add_device(const struct model *model,
		     const struct model_device *device, struct buffer *conf)
{
	for (size_t i = 0; i < device->site->resource_count; i++)
		add_resource(model, model->terms.items[device->type].name,
			     &device->site->resources[i], conf);
}

static void add_devices(struct model *model, struct buffer *conf)
{
	for (size_t i = 0; i < model->devices.count; i++) {
		const struct model_device *device = model->devices.items[i];
		begin_origin(model, device->site->place, conf);
		conf_add_device(model, device, conf);
	}
}

void conf_add_policy(struct text_run *run, struct buffer *conf)
{
	struct model *model = run->model;
	add_attributes(model, conf);
	text_heading(run, "The hypervisor's own", conf);
	add_types(model, PART_XEN, conf);
	if (model->devices.count) {
		text_heading(run, "Devices", conf);
		add_types(model, PART_DEVICES, conf);
	}
	text_sort_rules(run);
	text_sort_left_out(run);
	text_roles(run, conf);
	for (size_t i = 0; i < SECTION_DOMAINS + model->domains.count; i++)
		add_section(run, i, conf);
	begin_origin(model, location_file(NULL), conf);
	text_heading(run, "What nobody but the trusted may ever have", conf);
	guard_add(model, conf);
	text_heading(run, "Roles and users", conf);
	add_roles(model, conf);
}

/* Its language has no statement of what Xen does about the unknown. */
static void add_command(const struct model *model, struct buffer *conf)
{
	buffer_format(conf,
		      "# Written by xsmc; compile with checkpolicy%s -t Xen -c "
		      "%u",
		      model->mls ? " -M" : "", model->version);
	if (model_handle_unknown(model) != UNKNOWN_DENY)
		buffer_format(conf, " -U %s", model->handle_unknown);
	buffer_add_string(conf, ".\n");
}

void write_conf(struct model *model, struct buffer *conf)
{
	struct text_run run = {.model = model, .comment = "#"};
	model->origins.count = 0;
	buffer_format(conf,
		      "# FLASK policy for Xen %s, %s, policy version %u.\n",
		      model->release->name, model->profile, model->version);
	add_command(model, conf);
	if (model_handle_unknown(model) != UNKNOWN_DENY)
		buffer_format(conf, "# xsmc: handle-unknown %s\n",
			      model->handle_unknown);
	text_arch(&run, conf);
	buffer_add_string(conf, "\n");
	add_vectors(&model->vectors, conf);
	if (model->mls)
		mls_add(model, conf);
	conf_add_policy(&run, conf);
	add_users(model, conf);
	if (model->users.count) {
		text_heading(&run, "Users are kept apart", conf);
		conf_add_constraints(model, conf);
	}
	text_heading(&run, "Initial SIDs and devices", conf);
	add_contexts(model, conf);
	add_devices(model, conf);
	text_out_of_reach(&run, conf);
}
