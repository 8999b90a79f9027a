/* A registry while it is loaded.  Types alone; for the files of registry/ only.
 */
#ifndef REGISTRY_REGISTRY_LOADER_H
#define REGISTRY_REGISTRY_LOADER_H

#include "registry/registry_access.h"
#include "registry/registry_boot.h"
#include "registry/registry_condition.h"
#include "registry/registry_fix.h"
#include "registry/registry_log.h"
#include "registry/registry_module.h"
#include "registry/registry_op.h"
#include "registry/registry_release.h"
#include "registry/registry_status.h"
#include "registry/registry_tool.h"
#include "registry/registry_vector.h"
#include "xml/xml.h"

/* A table under construction, with the place of each row in the XML. */
#define table_of(type)                           \
	struct {                                 \
		list_of(type) rows;              \
		list_of(struct location) places; \
	}

struct registry_file {
	const char *path;
	const struct xml_element *root;
};

struct loader {
	struct arena *arena; /* of the registry that comes out */
	struct arena work;   /* of the loader itself */
	struct diags *diags;
	struct xml_reader *reader;
	list_of(struct registry_file) documents;
	table_of(struct release) releases;
	table_of(struct hypercall) hypercalls;
	table_of(struct hypercall_need) hypercall_needs;
	table_of(struct op) ops;
	table_of(struct op_number) op_numbers;
	table_of(struct access) accesses;
	table_of(struct condition) conditions;
	table_of(struct condition_use) condition_uses;
	list_of(struct span) condition_sets; /* of uses, none twice */
	table_of(struct crash) crashes;
	table_of(struct caution) cautions;
	table_of(struct review) reviews;
	table_of(struct system_domain) system_domains;
	table_of(struct statement) statements;
	table_of(struct entry) entries;
	table_of(struct event) events;
	table_of(struct object_class) classes;
	table_of(struct permission) permissions;
	table_of(struct initial_sid) sids;
	table_of(struct feature) features;
	table_of(struct handler) handlers;
	table_of(struct hook_call) hook_calls;
	table_of(struct hook) hooks;
	table_of(struct module) modules;
	table_of(struct module_action) module_actions;
	table_of(struct hook_default) hook_defaults;
	table_of(struct default_case) default_cases;
	table_of(struct hook_override) hook_overrides;
	table_of(struct callers) callers;
	table_of(struct caller_rule) caller_rules;
	table_of(struct unverified) unverified;
	table_of(struct fixes_read) fixes_read;
	table_of(struct fix) fixes;
	table_of(struct fix_op) fix_ops;
	table_of(struct boot) boots;
	table_of(struct log_field) log_fields;
	table_of(struct log_line) log_lines;
	table_of(struct log_name) log_names;
	table_of(struct tool) tools;
	table_of(struct tool_use) tool_uses;
	table_of(struct kernel_request) kernel_requests;
	struct release_set all; /* every release */
	struct registry registry;
};

/* Appends a row that came from the node. */
#define loader_add(loader, table, node)                                        \
	(*list_push(&(loader)->table.places, &(loader)->work) = (node)->place, \
	 list_push(&(loader)->table.rows, (loader)->arena))

/* A span of the rows that are added between the two. */
#define loader_start_span(loader, table, span) \
	((span)->first = (unsigned)(loader)->table.rows.count)
#define loader_end_span(loader, table, span) \
	((span)->count = (unsigned)(loader)->table.rows.count - (span)->first)

#endif
