/*
 * The policy's domains as a module of Xen's own tools/flask/policy, from 4.8
 * on: its modules xen and dom0 declare the hypervisor's types and dom0's.
 */
#include <string.h>

#include "compile/text.h"

/* What the module xen of Xen's tree has. */
static bool is_of_tree(const struct model *model, unsigned term)
{
	static const char *const attributes[] = {
		"xen_type", "domain_type", "event_type", "resource_type", NULL};
	const struct model_term *row = &model->terms.items[term];
	if (!row->attribute)
		return row->part == PART_XEN ||
		       strcmp(row->name, "dom0_t") == 0 ||
		       strcmp(row->name, "dom0_t_channel") == 0;
	for (size_t i = 0; attributes[i]; i++)
		if (strcmp(attributes[i], row->name) == 0)
			return true;
	return false;
}

/* There, a domain's view of itself is a domain's type too. */
static void add_type(const struct model *model, unsigned index,
		     struct buffer *te)
{
	const struct model_term *term = &model->terms.items[index];
	bool own = !is_of_tree(model, index);
	const char *start = own ? "type" : "typeattribute";
	const char *between = own ? "," : "";
	size_t before = te->length;
	buffer_format(te, "%s %s", start, term->name);
	size_t named = te->length;
	for (size_t i = 0; i < term->attributes.count; i++) {
		unsigned attribute = term->attributes.items[i];
		if (!own && is_of_tree(model, attribute))
			continue;
		buffer_format(te, "%s %s", between,
			      model->terms.items[attribute].name);
		between = ",";
		if (attribute == model->view_type)
			buffer_add_string(te, ", domain_type");
	}
	if (!own && te->length == named)
		te->length = before;
	else
		buffer_add_string(te, ";\n");
}

static void add_attributes(const struct model *model, struct buffer *te)
{
	for (size_t i = 0; i < model->terms.count; i++)
		if (model->terms.items[i].attribute &&
		    !is_of_tree(model, (unsigned)i))
			buffer_format(te, "attribute %s;\n",
				      model->terms.items[i].name);
	for (size_t i = 0; i < model->terms.count; i++)
		if (!model->terms.items[i].attribute &&
		    (model->terms.items[i].part == PART_XEN ||
		     model->terms.items[i].part == PART_DEVICES))
			add_type(model, (unsigned)i, te);
}

/* --- dom0 ------------------------------------------------------------- */

static uint32_t mask_of(const struct model *model, unsigned class,
			const char *const names[])
{
	uint32_t mask = 0;
	for (size_t i = 0; names[i]; i++)
		mask |= vectors_permission(&model->vectors, class, names[i]);
	return mask;
}

static void add_allow(const struct model *model, const char *target,
		      unsigned class, uint32_t mask, struct buffer *te)
{
	if (!mask)
		return;
	buffer_format(te, "allow trusted_type %s:%s ", target,
		      model->vectors.classes[class]);
	text_permissions(model, class, mask, te);
	buffer_add_string(te, ";\n");
}

/*
 * Everything that the rules of Xen's tree let anyone have: labels of channels
 * are made, labels of domains bound and created.
 */
static void add_trusted(const struct model *model, struct buffer *te)
{
	static const char *const channels[] = {"create", "send", "status",
					       NULL};
	static const char *const others[] = {"reset", NULL};
	static const char *const classes[] = {"domain", "domain2", "hvm",
					      "mmu",	"shadow",  "grant",
					      "argo",	NULL};
	unsigned event = vectors_class(&model->vectors, "event");
	unsigned resource = vectors_class(&model->vectors, "resource");
	unsigned hvm = vectors_class(&model->vectors, "hvm");
	for (size_t i = 0; classes[i]; i++) {
		unsigned class = vectors_class(&model->vectors, classes[i]);
		if (class != NO_INDEX)
			add_allow(model, "domain_type", class,
				  vectors_all(&model->vectors, class), te);
	}
	add_allow(model, "domain_type", event, mask_of(model, event, others),
		  te);
	add_allow(model, "event_type", event, mask_of(model, event, channels),
		  te);
	add_allow(model, "resource_type", resource,
		  vectors_all(&model->vectors, resource), te);
	add_allow(model, "resource_type", hvm,
		  vectors_permission(&model->vectors, hvm, "bind_irq"), te);
	add_allow(model, "domain_type", resource,
		  mask_of(model, resource,
			  (const char *const[]){"add", "remove", NULL}),
		  te);
	add_allow(model, "domain_type",
		  vectors_class(&model->vectors, "security"),
		  vectors_permission(&model->vectors,
				     vectors_class(&model->vectors, "security"),
				     "check_context"),
		  te);
	buffer_add_string(te, "allow dom0_t_channel domain_type:event bind;\n");
}

/* --- The others ------------------------------------------------------- */

static void add_domain(struct text_run *run, const struct model_domain *domain,
		       struct buffer *te)
{
	const struct model *model = run->model;
	for (size_t i = 0; i < domain->types.count; i++)
		add_type(model, domain->types.items[i], te);
	for (size_t i = 0; i < domain->transitions.count; i++) {
		const struct model_transition *row =
			&domain->transitions.items[i];
		buffer_format(te, "type_transition %s %s:domain %s;\n",
			      model->terms.items[row->source].name,
			      model->terms.items[row->target].name,
			      model->terms.items[row->result].name);
	}
	if (!domain->ends.count || is_of_tree(model, domain->type))
		return;
	buffer_format(te, "type_transition %s ",
		      model->terms.items[domain->type].name);
	text_terms(model, domain->ends.items, domain->ends.count, te);
	buffer_format(te, ":event %s;\n",
		      model->terms.items[domain->channel].name);
}

static void add_section(struct text_run *run, size_t section, struct buffer *te)
{
	const char *title = text_section_title(run, section);
	if (!title)
		return;
	text_heading(run, title, te);
	if (section >= SECTION_DOMAINS)
		add_domain(run,
			   run->model->domains.items[section - SECTION_DOMAINS],
			   te);
	if (section == SECTION_TRUSTED)
		add_trusted(run->model, te);
	else
		text_rules(run, section, te);
	text_left_out(run, section, te);
}

static void add_role(const struct model *model, struct buffer *te)
{
	buffer_add_string(te, "\nrole system_r types {");
	for (size_t i = 0; i < model->domains.count; i++)
		buffer_format(
			te, " %s",
			model->terms.items[model->domains.items[i]->type].name);
	buffer_add_string(te, " };\n");
}

void compile_te(struct model *model, struct buffer *te)
{
	struct text_run run = {.model = model, .comment = "#"};
	buffer_format(
		te,
		"# Domains for Xen %s, %s.  Written by xsmc.\n"
		"# A module of tools/flask/policy beside the modules xen and "
		"dom0; in modules.conf:\n"
		"#   xen = on\n#   dom0 = on\n#   xsmc = on\n"
		"# and all others off.  The initial SIDs domU and domDM name "
		"domU_t and dm_dom_t.\n\n",
		model->release->name, model->profile);
	add_attributes(model, te);
	text_sort_rules(&run);
	text_sort_left_out(&run);
	for (size_t i = 0; i < SECTION_DOMAINS + model->domains.count; i++)
		add_section(&run, i, te);
	text_heading(&run, "What nobody but the trusted may ever have", te);
	guard_add(model, te);
	add_role(model, te);
}
