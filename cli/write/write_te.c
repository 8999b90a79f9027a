/*
 * The policy's domains as a module of Xen's own tools/flask/policy.  Where that
 * has modules, xen and dom0 declare the hypervisor's types and dom0's; before
 * there is one module for everything, whose place this one takes.
 */
#include <string.h>

#include "base/text.h"
#include "compile/compile.h"
#include "registry/registry.h"
#include "write/write_conf.h"
#include "write/write_neverallow.h"
#include "write/write_te.h"
#include "write/write_text.h"

/* dom0: the tree calls it dom0_t, and the model what the site does. */
static const struct model_domain *dom0_of(const struct model *model)
{
	return model->roles[ROLE_CONTROL].members.items[0];
}

static const char *name_of(const struct model *model, unsigned term)
{
	return model->terms.items[term].name;
}

/* What the module xen of Xen's tree has. */
static bool is_of_tree(const struct model *model, unsigned term)
{
	static const char *const attributes[] = {
		"xen_type", "domain_type", "event_type", "resource_type", NULL};
	const struct model_term *row = &model->terms.items[term];
	if (!row->attribute)
		return row->part == PART_XEN || term == dom0_of(model)->type ||
		       term == dom0_of(model)->channel;
	for (size_t i = 0; attributes[i]; i++)
		if (strcmp(attributes[i], row->name) == 0)
			return true;
	return false;
}

/* The type that the tree's files declare for what has no label. */
static bool is_unlabeled(const struct model *model, const char *type)
{
	const struct initial_sid *sid =
		registry_sid(model->registry, party_name(PARTY_UNLABELED));
	return sid && sid->type && strcmp(type, sid->type) == 0;
}

/* In the tree a domain's view of itself is a domain's type too. */
static void add_type(const struct model *model, unsigned index,
		     struct buffer *te)
{
	const struct model_term *term = &model->terms.items[index];
	bool own = !is_of_tree(model, index);
	bool declares = own && !is_unlabeled(model, term->name);
	const char *start = declares ? "type" : "typeattribute";
	const char *between = declares ? "," : "";
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
		if (own && (attribute == model->view_type ||
			    attribute == model->domain_type))
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
				      name_of(model, (unsigned)i));
	for (size_t i = 0; i < model->terms.count; i++)
		if (!model->terms.items[i].attribute &&
		    (model->terms.items[i].part == PART_XEN ||
		     model->terms.items[i].part == PART_DEVICES))
			add_type(model, (unsigned)i, te);
}

/* --- dom0 ------------------------------------------------------------- */

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
 * What dom0 may do on the hypervisor, for others that are as powerful; the
 * tree asserts that nobody has some of it on what is no domain or device, and
 * has other labels for channels.
 */
static void add_system(const struct model *model, struct buffer *te)
{
	const struct vectors *vectors = &model->vectors;
	for (unsigned i = 0; i < vectors->class_count; i++)
		if (!(vectors_class_on(vectors, i) & ON_CHANNEL))
			add_allow(model, "xen_type", i,
				  vectors_all(vectors, i) &
					  ~vectors_about(vectors, i,
							 PERMISSION_ASSERTED),
				  te);
}

/*
 * Everything that the rules of Xen's tree let anyone have, by what a class is
 * asked on, and its permissions, in the order in which the tree speaks of it.
 * All of a domain's classes are for domains.
 */
static void add_labels(const struct model *model, struct buffer *te)
{
	static const struct {
		unsigned class_on, on;
		const char *target;
	} rows[] = {
		{ON_DOMAIN, ~0U, "domain_type"},
		{ON_CHANNEL, ON_DOMAIN, "domain_type"},
		{ON_CHANNEL, ON_CHANNEL, "event_type"},
		{ON_HARDWARE, ~0U, "resource_type"},
		{ON_DOMAIN, ON_HARDWARE, "resource_type"},
		{ON_HARDWARE, ON_DOMAIN, "domain_type"},
		{ON_POLICY, ON_DOMAIN, "domain_type"},
	};
	const struct vectors *vectors = &model->vectors;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		for (unsigned class = 0; class < vectors->class_count;
		     class ++) {
			const uint32_t mask =
				vectors_on(vectors, class, rows[i].on) &
				~vectors_about(vectors, class,
					       PERMISSION_BINDS);
			if (vectors_class_on(vectors, class) & rows[i].class_on)
				add_allow(model, rows[i].target, class, mask,
					  te);
		}
}

/* Labels of channels are made, labels of domains bound and created. */
static void add_trusted(const struct model *model, struct buffer *te)
{
	unsigned class;
	const uint32_t binds =
		vectors_find(&model->vectors, PERMISSION_BINDS, &class);
	add_labels(model, te);
	for (size_t i = 0;
	     binds && i < model->roles[ROLE_CONTROL].members.count; i++) {
		const struct model_domain *control =
			model->roles[ROLE_CONTROL].members.items[i];
		buffer_format(te, "allow %s domain_type:%s ",
			      name_of(model, control->channel),
			      model->vectors.classes[class]);
		text_permissions(model, class, binds, te);
		buffer_add_string(te, ";\n");
	}
	if (model->roles[ROLE_CONTROL].members.count > 1)
		add_system(model, te);
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
		buffer_format(te, "type_transition %s %s:%s %s;\n",
			      model->terms.items[row->source].name,
			      model->terms.items[row->target].name,
			      model->vectors.classes[row->object_class],
			      model->terms.items[row->result].name);
	}
	if (!domain->ends.count || is_of_tree(model, domain->type))
		return;
	buffer_format(te, "type_transition %s ",
		      model->terms.items[domain->type].name);
	text_terms(model, domain->ends.items, domain->ends.count, te);
	buffer_format(te, ":%s %s;\n", text_channel_class(model),
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
	text_quiet(run, section, te);
	text_left_out(run, section, te);
}

/* --- What other files of the tree say --------------------------------- */

static void add_alias(const char *type, const char *alias, struct buffer *te)
{
	if (strcmp(type, alias) != 0)
		buffer_format(te, "typealias %s alias %s;\n", type, alias);
}

/*
 * The names by which the tree's file of initial SIDs knows domains; with
 * trusted, those that the tree's module declares where there is one.
 */
static void add_sid_names(const struct model *model, bool trusted,
			  struct buffer *te)
{
	const struct vectors *vectors = &model->vectors;
	for (size_t i = 0; i < vectors->sid_count; i++) {
		const struct initial_sid *sid =
			registry_sid(model->registry, vectors->sids[i]);
		if (sid_labels_domains(sid) && sid->type &&
		    sid->trusted == trusted &&
		    model_find_term(model, sid->type) == NO_TERM)
			add_alias(model_sid_type(model, sid->name), sid->type,
				  te);
	}
}

/* The lines as comments, as they are for another file. */
static void add_for_file(const char *file, const struct buffer *lines,
			 struct buffer *te)
{
	const char *line = buffer_string(lines);
	if (*line)
		buffer_format(te, "\n# In %s:\n", file);
	while (*line) {
		size_t length = strcspn(line, "\n");
		buffer_format(te, "#   %.*s\n", (int)length, line);
		line += length + (line[length] == '\n');
	}
}

static void add_users(const struct model *model, struct buffer *te)
{
	for (size_t i = 0; i < model->users.count; i++)
		buffer_format(te, "gen_user(%s,, %s, s0, s0)\n",
			      model->users.items[i].name,
			      model->users.items[i].role->name);
}

/* What the tree's file is to say in place of what it does. */
static void add_sids(const struct model *model, struct buffer *sids)
{
	const char *name = party_name(PARTY_UNLABELED);
	const char *type = model_sid_type(model, name);
	if (!is_unlabeled(model, type))
		buffer_format(sids,
			      "sid %s gen_context(system_u:system_r:%s,s0)\n",
			      name, type);
}

static void add_other_files(const struct model *model, bool old,
			    struct buffer *te)
{
	struct buffer users = BUFFER_INIT, constraints = BUFFER_INIT,
		      sids = BUFFER_INIT, devices = BUFFER_INIT;
	const bool labels = registry_has_feature(
		model->registry, FEATURE_DEVICE_CONTEXTS, model->release_index);
	add_users(model, old ? &users : te);
	if (model->users.count)
		conf_add_constraints(model, &constraints);
	add_sids(model, &sids);
	for (size_t i = 0; i < model->devices.count; i++)
		conf_add_device(model, model->devices.items[i],
				labels ? &devices : &sids);
	add_for_file("policy/users", &users, te);
	add_for_file(old ? "policy/constraints" : "modules/xsmc.cons",
		     &constraints, te);
	add_for_file("policy/initial_sids", &sids, te);
	add_for_file("policy/device_contexts", &devices, te);
	buffer_release(&users);
	buffer_release(&constraints);
	buffer_release(&sids);
	buffer_release(&devices);
}

/* --- The two layouts -------------------------------------------------- */

static void add_head(const struct text_run *run, const char *where,
		     struct buffer *te)
{
	const struct model *model = run->model;
	buffer_format(te,
		      "# Domains for Xen %s, %s.  Written by xsmc.\n"
		      "# A module of tools/flask/policy%s\n",
		      model->release->name, model->profile, where);
	text_arch(run, te);
	buffer_add_string(te, "\n");
}

static bool has_role(const struct model *model, const char *name)
{
	for (size_t i = 0; i < model->user_roles.count; i++)
		if (strcmp(model->user_roles.items[i]->name, name) == 0)
			return true;
	return false;
}

/* The file of users has some of the role vm_r, so that there must be one. */
static void add_whole(struct text_run *run, struct buffer *te)
{
	struct model *model = run->model;
	add_head(run,
		 ": policy/modules/xsmc/xsmc.te, with\n"
		 "# an empty xsmc.if, in place of the module xen; in "
		 "policy/modules.conf:\n"
		 "#   xen = off\n#   xsmc = on",
		 te);
	conf_add_policy(run, te);
	if (!has_role(model, "vm_r"))
		buffer_add_string(te, "role vm_r;\n");
	add_sid_names(model, true, te);
}

/*
 * The tree's domain_type has views of domains in it, too: who is granted
 * something on all domains has it on these, and not on itself by its own view.
 */
static void name_domains(struct model *model)
{
	struct model_term *term = &model->terms.items[model->domain_type];
	const char *name = "plain_domain_type";
	while (model_find_term(model, name) != NO_TERM)
		name = arena_format(model->arena, "%s_", name);
	term->name = name;
	term->note = "domain_type without views";
}

static void add_beside(struct text_run *run, struct buffer *te)
{
	struct model *model = run->model;
	add_head(run,
		 ", modules/xsmc.te, beside the modules\n"
		 "# xen and dom0; in modules/modules.conf:\n"
		 "#   xen = on\n#   dom0 = on\n#   xsmc = on\n"
		 "# and all others off.",
		 te);
	name_domains(model);
	add_alias("dom0_t", name_of(model, dom0_of(model)->type), te);
	add_alias("dom0_t_channel", name_of(model, dom0_of(model)->channel),
		  te);
	add_attributes(model, te);
	text_sort_rules(run);
	text_sort_left_out(run);
	text_roles(run, te);
	for (size_t i = 0; i < SECTION_DOMAINS + model->domains.count; i++)
		add_section(run, i, te);
	text_heading(run, "What nobody but the trusted may ever have", te);
	guard_add(model, te);
	buffer_add_string(te, "\nrole system_r types domain_type;\n");
	conf_add_user_roles(model, te);
}

void write_te(struct model *model, struct buffer *te)
{
	struct text_run run = {.model = model, .comment = "#"};
	const bool old = !registry_has_feature(
		model->registry, FEATURE_POLICY_MODULES, model->release_index);
	if (old)
		add_whole(&run, te);
	else
		add_beside(&run, te);
	add_sid_names(model, false, te);
	add_other_files(model, old, te);
}
