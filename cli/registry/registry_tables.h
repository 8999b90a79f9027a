/* What the tables of a registry share, and all of them.  Types alone. */
#ifndef REGISTRY_REGISTRY_TABLES_H
#define REGISTRY_REGISTRY_TABLES_H

#include "registry/registry_range.h"
#include "registry/registry_text.h"

/* Items first .. first + count - 1 of a table of the registry. */
struct span {
	unsigned first, count;
};

/* No item, where an index may be missing. */
#define NO_INDEX ((unsigned)-1)

/*
 * A function of the hypervisor that calls hooks of XSM, and those calls, as the
 * code has them: what a tree is held against.
 */
struct handler {
	struct text_ref file, function;
	struct release_set in;
	struct span calls;
};

struct hook_call {
	struct text_ref hook;	/* "xsm_domctl" */
	struct text_ref passes; /* a word an argument: "XSM_PRIV d op.cmd" */
	struct text_ref label;	/* cases around it, or "" */
	struct text_ref guard;	/* of all #if around it, or "" */
	unsigned times;		/* that the function has it */
	struct release_set in;
};

/* A hook of FLASK whose parameters are not just a caller's target. */
struct hook {
	const char *name;  /* "flask_set_target" */
	const char *op;	   /* macro of the op that it is so for; NULL: others */
	const char *takes; /* who its domains are, in order: "target other" */
	struct release_set in;
};

struct registry {
	const struct release *releases;
	const struct hypercall *hypercalls;
	const struct hypercall_need *hypercall_needs;
	const struct op *ops;
	const struct op_number *op_numbers;
	const struct access *accesses;
	const struct condition *conditions;
	const struct condition_use *condition_uses;
	const struct crash *crashes;
	const struct caution *cautions;
	const struct review *reviews;
	const struct system_domain *system_domains;
	const struct statement *statements;
	const struct entry *entries;
	const struct event *events;
	const struct object_class *classes;
	const struct permission *permissions;
	const struct initial_sid *sids;
	const struct feature *features;
	const struct handler *handlers;
	const struct hook_call *hook_calls;
	const struct hook *hooks;
	const struct module *modules;
	const struct module_action *module_actions;
	const struct hook_default *hook_defaults;
	const struct default_case *default_cases;
	const struct hook_override *hook_overrides;
	const struct callers *callers;
	const struct caller_rule *caller_rules;
	const struct unverified *unverified;
	const struct fixes_read *fixes_read; /* one, or none */
	const struct fix *fixes;
	const struct fix_op *fix_ops;
	const struct boot *boots;
	const struct log_field *log_fields;
	const struct log_line *log_lines;
	const struct log_name *log_names;
	const struct tool *tools;
	const struct tool_use *tool_uses;
	const struct kernel_request *kernel_requests;
	/* Worked out when xsmc is built, of the built-in registry alone. */
	const struct op_reach *reaches;
	unsigned release_count, hypercall_count, hypercall_need_count, op_count,
		op_number_count, access_count, condition_count,
		condition_use_count, crash_count, caution_count, review_count,
		system_domain_count, statement_count, entry_count, event_count,
		class_count, permission_count, sid_count, feature_count,
		handler_count, hook_call_count, hook_count, module_count,
		module_action_count, hook_default_count, default_case_count,
		hook_override_count, callers_count, caller_rule_count,
		unverified_count, fixes_read_count, fix_count, fix_op_count,
		boot_count, log_field_count, log_line_count, log_name_count,
		tool_count, tool_use_count, kernel_request_count, reach_count;
};

#endif
