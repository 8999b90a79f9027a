/* The security modules beside FLASK, what hooks answer, and who may call. */
#include "registry/registry_load_condition.h"
#include "registry/registry_load_table.h"
#include "registry/registry_load_xml.h"
#include "registry/registry_loader.h"
#include "registry/registry_module.h"

static void read_module(struct loader *loader, const struct xml_element *node)
{
	struct module *module = loader_add(loader, modules, node);
	module->name = node_attribute(loader, node, "name");
	module->in = node_range(loader, node, "in", &loader->all);
}

static void read_action(struct loader *loader, const struct xml_element *node)
{
	struct module_action *action = loader_add(loader, module_actions, node);
	action->name = node_attribute(loader, node, "name");
	action->who = node_attribute(loader, node, "who");
	action->in = node_range(loader, node, "in", &loader->all);
}

static void read_case(struct loader *loader, const struct xml_element *node,
		      const struct release_set *from)
{
	struct default_case *row = loader_add(loader, default_cases, node);
	row->of = node_attribute(loader, node, "of");
	row->builds = node_conditions(loader, node, "build");
	row->whens = node_conditions(loader, node, "when");
	row->action = node_attribute(loader, node, "action");
	row->who = node_attribute(loader, node, "who");
	row->in = node_range(loader, node, "in", from);
}

static void read_default(struct loader *loader, const struct xml_element *node)
{
	struct hook_default *row = loader_add(loader, hook_defaults, node);
	row->hook = node_attribute(loader, node, "hook");
	row->action = node_attribute(loader, node, "action");
	row->in = node_range(loader, node, "in", &loader->all);
	loader_start_span(loader, default_cases, &row->cases);
	for (const struct xml_element *child = xml_first(node, "case"); child;
	     child = xml_next(child, "case"))
		read_case(loader, child, &row->in);
	loader_end_span(loader, default_cases, &row->cases);
}

static void read_override(struct loader *loader, const struct xml_element *node)
{
	struct hook_override *row = loader_add(loader, hook_overrides, node);
	row->module = node_attribute(loader, node, "module");
	row->hook = node_attribute(loader, node, "hook");
	row->who = node_attribute(loader, node, "who");
	row->whens = node_conditions(loader, node, "when");
	row->in = node_range(loader, node, "in", &loader->all);
}

static enum caller_rule_kind kind_of(const struct xml_element *node)
{
	if (xml_is(node, "asks"))
		return CALLER_ASKS;
	return xml_is(node, "needs") ? CALLER_NEEDS : CALLER_PATH;
}

static void read_rule(struct loader *loader, const struct xml_element *node,
		      const struct release_set *from)
{
	struct caller_rule *rule = loader_add(loader, caller_rules, node);
	rule->kind = kind_of(node);
	rule->hook = node_attribute(loader, node, "hook");
	rule->who = node_attribute(loader, node, "who");
	rule->of = node_attribute(loader, node, "of");
	rule->except = node_attribute(loader, node, "except");
	rule->peer_is_caller = xml_attribute(node, "peer") != NULL;
	rule->builds = node_conditions(loader, node, "build");
	rule->whens = node_conditions(loader, node, "when");
	rule->in = node_range(loader, node, "in", from);
}

static void read_callers(struct loader *loader, const struct xml_element *node)
{
	const struct registry view = {
		.hypercalls = loader->hypercalls.rows.items,
		.hypercall_count = (unsigned)loader->hypercalls.rows.count,
	};
	struct callers *callers = loader_add(loader, callers, node);
	callers->hypercalls = node_attribute(loader, node, "hypercalls");
	loader_start_span(loader, caller_rules, &callers->rules);
	const struct release_set from = callers_releases(&view, callers);
	for (const struct xml_element *child = node->children; child;
	     child = child->next)
		read_rule(loader, child, &from);
	loader_end_span(loader, caller_rules, &callers->rules);
}

void load_modules(struct loader *loader)
{
	loader_each(loader, "module", read_module);
	loader_each(loader, "action", read_action);
	loader_each(loader, "default", read_default);
	loader_each(loader, "override", read_override);
	loader_each(loader, "callers", read_callers);
}
