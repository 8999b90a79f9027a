/* Releases that the registry does not tell apart. */
#include <stddef.h>
#include <string.h>

#include "registry/registry.h"

/* The set of a table's rows, and whether what they say is a fact to lint. */
#define SET(table, counter, row, set, fact)                                 \
	{                                                                   \
#row "." #set, offsetof(struct registry, table),            \
			offsetof(struct registry, counter),                 \
			sizeof(struct row), offsetof(struct row, set), fact \
	}

/* Every set of releases that a row has: a unit test looks for others. */
const struct registry_set registry_sets[] = {
	SET(hypercalls, hypercall_count, hypercall, in, true),
	SET(hypercalls, hypercall_count, hypercall, accesses_recorded, true),
	SET(hypercall_needs, hypercall_need_count, hypercall_need, in, true),
	SET(ops, op_count, op, in, true),
	SET(ops, op_count, op, refused, true),
	SET(ops, op_count, op, x86_only, true),
	SET(ops, op_count, op, arm_only, true),
	SET(accesses, access_count, access, in, true),
	SET(crashes, crash_count, crash, in, true),
	SET(cautions, caution_count, caution, in, true),
	SET(system_domains, system_domain_count, system_domain, in, true),
	SET(statements, statement_count, statement, in, true),
	SET(entries, entry_count, entry, in, true),
	SET(classes, class_count, object_class, in, true),
	SET(permissions, permission_count, permission, in, true),
	SET(sids, sid_count, initial_sid, in, true),
	SET(features, feature_count, feature, in, true),
	/* Numbers and evidence. */
	SET(op_numbers, op_number_count, op_number, in, false),
	SET(entries, entry_count, entry, absent, false),
	SET(events, event_count, event, in, false),
	/* What only a tree is held against. */
	SET(handlers, handler_count, handler, in, false),
	SET(hook_calls, hook_call_count, hook_call, in, false),
	SET(hooks, hook_count, hook, in, false),
	SET(unverified, unverified_count, unverified, in, false),
	/* What the toolstack uses. */
	SET(tools, tool_count, tool, in, false),
	SET(tool_uses, tool_use_count, tool_use, in, false),
	/* What the modules beside FLASK would refuse is said of findings. */
	SET(modules, module_count, module, in, true),
	SET(module_actions, module_action_count, module_action, in, true),
	SET(hook_defaults, hook_default_count, hook_default, in, true),
	SET(default_cases, default_case_count, default_case, in, true),
	SET(hook_overrides, hook_override_count, hook_override, in, true),
	SET(caller_rules, caller_rule_count, caller_rule, in, true),
	/* Worked out of these. */
	SET(reaches, reach_count, op_reach, in, false),
	/* Fixes are no facts of the interface. */
	SET(fixes, fix_count, fix, in, false),
	SET(fixes, fix_count, fix, flawed, false),
	SET(boots, boot_count, boot, in, true),
	/* What it writes down, and how. */
	SET(log_fields, log_field_count, log_field, in, false),
	SET(log_lines, log_line_count, log_line, in, false),
	SET(log_names, log_name_count, log_name, in, false),
	{NULL, 0, 0, 0, 0, false},
};

static bool differs(const struct registry *registry,
		    const struct registry_set *set, unsigned a, unsigned b)
{
	const char *base = (const char *)registry;
	const char *const *rows = (const void *)(base + set->rows);
	const unsigned *count = (const void *)(base + set->count);
	for (unsigned i = 0; i < *count; i++) {
		const struct release_set *in =
			(const void *)(*rows + i * set->row_size + set->offset);
		if (release_set_has(in, a) != release_set_has(in, b))
			return true;
	}
	return false;
}

/* Of releases themselves: not their names, dates and support. */
static bool same_release(const struct release *a, const struct release *b)
{
	return a->unknown_refused == b->unknown_refused &&
	       memcmp(a->policy_versions, b->policy_versions,
		      sizeof a->policy_versions) == 0 &&
	       memcmp(a->linux_versions, b->linux_versions,
		      sizeof a->linux_versions) == 0;
}

bool registry_same_facts(const struct registry *registry, unsigned a,
			 unsigned b)
{
	for (const struct registry_set *set = registry_sets; set->name; set++)
		if (set->fact && differs(registry, set, a, b))
			return false;
	return same_release(&registry->releases[a], &registry->releases[b]);
}
