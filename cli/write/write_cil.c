/* The policy as CIL. */
#include <string.h>

#include "compile/compile.h"
#include "write/write_cil.h"
#include "write/write_mls.h"
#include "write/write_text.h"

static const char level_none[] = "((s0) (s0))";

static const char *name_of(const struct model *model, unsigned term)
{
	return model->terms.items[term].name;
}

static void add_permissions(const struct model *model, unsigned class,
			    uint32_t permissions, struct buffer *cil)
{
	for (size_t i = 0; i < model->vectors.permission_counts[class]; i++)
		if (permissions >> i & 1)
			buffer_format(cil, " %s",
				      model->vectors.permissions[class][i]);
}

/* The order counts: it is the hypervisor's. */
static void add_vectors(const struct model *model, struct buffer *cil)
{
	const struct vectors *vectors = &model->vectors;
	for (unsigned i = 0; i < vectors->class_count; i++) {
		buffer_format(cil, "(class %s (", vectors->classes[i]);
		add_permissions(model, i, vectors_all(vectors, i), cil);
		buffer_add_string(cil, " ))\n");
	}
	buffer_add_string(cil, "(classorder (");
	for (size_t i = 0; i < vectors->class_count; i++)
		buffer_format(cil, " %s", vectors->classes[i]);
	buffer_add_string(cil, " ))\n");
	for (size_t i = 0; i < vectors->sid_count; i++)
		buffer_format(cil, "(sid %s)\n", vectors->sids[i]);
	buffer_add_string(cil, "(sidorder (");
	for (size_t i = 0; i < vectors->sid_count; i++)
		buffer_format(cil, " %s", vectors->sids[i]);
	buffer_add_string(cil, " ))\n");
}

static void add_levels(const struct model *model, struct buffer *cil)
{
	if (model->mls) {
		mls_add_cil(model, cil);
		return;
	}
	buffer_add_string(cil, "(sensitivity s0)\n(sensitivityorder (s0))\n"
			       "(category c0)\n(categoryorder (c0))\n"
			       "(sensitivitycategory s0 (c0))\n");
}

static void add_terms(const struct model *model, struct buffer *cil)
{
	for (size_t i = 0; i < model->terms.count; i++)
		buffer_format(cil, "(%s %s)\n",
			      model->terms.items[i].attribute ? "typeattribute"
							      : "type",
			      model->terms.items[i].name);
	for (size_t i = 0; i < model->terms.count; i++) {
		const struct model_term *term = &model->terms.items[i];
		if (!term->attribute || !term->members.count)
			continue;
		buffer_format(cil, "(typeattributeset %s (", term->name);
		for (size_t j = 0; j < term->members.count; j++)
			buffer_format(cil, " %s",
				      name_of(model, term->members.items[j]));
		buffer_add_string(cil, " ))\n");
	}
}

static void add_transitions(const struct model *model,
			    const struct model_domain *domain,
			    struct buffer *cil)
{
	for (size_t i = 0; i < domain->transitions.count; i++) {
		const struct model_transition *row =
			&domain->transitions.items[i];
		buffer_format(cil, "(typetransition %s %s %s %s)\n",
			      name_of(model, row->source),
			      name_of(model, row->target),
			      model->vectors.classes[row->object_class],
			      name_of(model, row->result));
	}
	for (size_t i = 0; i < domain->ends.count; i++)
		buffer_format(cil, "(typetransition %s %s %s %s)\n",
			      name_of(model, domain->type),
			      name_of(model, domain->ends.items[i]),
			      text_channel_class(model),
			      name_of(model, domain->channel));
}

static void add_rules(struct text_run *run, const struct section_rules *rules,
		      const char *kind, struct buffer *cil)
{
	const struct model *model = run->model;
	for (size_t i = 0; i < rules->count; i++) {
		const struct model_rule *rule = rules->items[i];
		text_rule_comment(run, rule, cil);
		buffer_format(cil, "(%s %s %s (%s (", kind,
			      name_of(model, rule->source),
			      name_of(model, rule->target),
			      model->vectors.classes[rule->object_class]);
		add_permissions(model, rule->object_class, rule->permissions,
				cil);
		buffer_add_string(cil, " )))\n");
	}
}

static void add_section(struct text_run *run, size_t section,
			struct buffer *cil)
{
	const struct model *model = run->model;
	const char *title = text_section_title(run, section);
	if (!title)
		return;
	text_heading(run, title, cil);
	if (section >= SECTION_DOMAINS)
		add_transitions(model,
				model->domains.items[section - SECTION_DOMAINS],
				cil);
	add_rules(run, &run->sections[section], "allow", cil);
	add_rules(run, &run->quiet[section], "dontaudit", cil);
	text_left_out(run, section, cil);
}

/* --- Roles, users and contexts ---------------------------------------- */

static void add_user(const struct model *model, const char *user,
		     const char *role, struct buffer *cil)
{
	buffer_format(cil,
		      "(user %s)\n(userrole %s %s)\n(userlevel %s (s0))\n"
		      "(userrange %s %s)\n",
		      user, user, role, user, user,
		      model->mls ? mls_cil_range : level_none);
}

static void add_roles(const struct model *model, struct buffer *cil)
{
	buffer_add_string(cil, "(role object_r)\n(role system_r)\n"
			       "(roletype system_r xen_type)\n"
			       "(roletype system_r domain_type)\n"
			       "(roletype system_r view_type)\n"
			       "(roletype system_r event_type)\n"
			       "(roletype system_r resource_type)\n");
	add_user(model, "system_u", "system_r", cil);
	buffer_add_string(cil, "(userrole system_u object_r)\n");
	for (size_t i = 0; i < model->devices.count; i++)
		buffer_format(cil, "(roletype object_r %s)\n",
			      name_of(model, model->devices.items[i]->type));
	for (size_t i = 0; i < model->user_roles.count; i++) {
		const struct model_role *role = model->user_roles.items[i];
		buffer_format(cil, "(role %s)\n", role->name);
		for (size_t j = 0; j < role->types.count; j++)
			buffer_format(cil, "(roletype %s %s)\n", role->name,
				      name_of(model, role->types.items[j]));
	}
	for (size_t i = 0; i < model->users.count; i++)
		add_user(model, model->users.items[i].name,
			 model->users.items[i].role->name, cil);
}

static void add_constraints(const struct model *model, struct buffer *cil)
{
	for (unsigned i = 0; i < model->vectors.class_count; i++) {
		const uint32_t permissions = text_kept_apart(model, i);
		if (!permissions)
			continue;
		buffer_format(cil, "(constrain (%s (",
			      model->vectors.classes[i]);
		add_permissions(model, i, permissions, cil);
		buffer_add_string(cil, " )) (or (or (eq u1 system_u) (eq u2 "
				       "system_u)) (eq u1 u2)))\n");
	}
}

static void add_context(const char *role, const char *type, const char *range,
			struct buffer *cil)
{
	buffer_format(cil, " (system_u %s %s %s))\n", role, type, range);
}

static const char *range_of(const struct model *model, const char *sid)
{
	const bool high = registry_sid(model->registry, sid)->trusted;
	return model->mls && high ? mls_cil_range : level_none;
}

static void add_resource(const char *type, const struct site_resource *resource,
			 struct buffer *cil)
{
	unsigned long long first = resource->first, last = resource->last;
	switch (resource->kind) {
	case RESOURCE_PCI:
		buffer_format(cil, "(pcidevicecon 0x%llx", first);
		break;
	case RESOURCE_IRQ:
		buffer_format(cil, "(pirqcon %llu", first);
		break;
	case RESOURCE_IOMEM:
		buffer_format(cil, "(iomemcon (0x%llx 0x%llx)", first, last);
		break;
	case RESOURCE_IOPORT:
		buffer_format(cil, "(ioportcon (0x%llx 0x%llx)", first, last);
		break;
	case RESOURCE_DTREE:
		buffer_format(cil, "(devicetreecon \"%s\"", resource->path);
		break;
	}
	add_context("object_r", type, level_none, cil);
}

static void add_contexts(const struct model *model, struct buffer *cil)
{
	for (size_t i = 0; i < model->vectors.sid_count; i++) {
		const char *sid = model->vectors.sids[i];
		buffer_format(cil, "(sidcontext %s", sid);
		add_context("system_r", model_sid_type(model, sid),
			    range_of(model, sid), cil);
	}
	for (size_t i = 0; i < model->devices.count; i++) {
		const struct model_device *device = model->devices.items[i];
		for (size_t j = 0; j < device->site->resource_count; j++)
			add_resource(name_of(model, device->type),
				     &device->site->resources[j], cil);
	}
}

void write_cil(struct model *model, struct buffer *cil)
{
	struct text_run run = {.model = model, .comment = ";"};
	buffer_format(cil,
		      "; FLASK policy for Xen %s, %s, policy version %u.\n"
		      "; Written by xsmc; compile with secilc -c %u, with "
		      "-M %s, for Xen.\n",
		      model->release->name, model->profile, model->version,
		      model->version, model->mls ? "true" : "false");
	text_arch(&run, cil);
	buffer_format(cil, "(handleunknown %s)\n(mls %s)\n",
		      model->handle_unknown, model->mls ? "true" : "false");
	add_vectors(model, cil);
	add_levels(model, cil);
	add_terms(model, cil);
	text_sort_rules(&run);
	text_sort_left_out(&run);
	text_roles(&run, cil);
	for (size_t i = 0; i < SECTION_DOMAINS + model->domains.count; i++)
		add_section(&run, i, cil);
	text_heading(&run, "Roles, users and contexts", cil);
	add_roles(model, cil);
	add_constraints(model, cil);
	if (model->mls)
		mls_add_cil_constraints(model, cil);
	add_contexts(model, cil);
	text_out_of_reach(&run, cil);
}
