/* Makes a registry of its files. */
#include "base/file.h"
#include "registry/registry_check.h"
#include "registry/registry_load.h"
#include "registry/registry_load_condition.h"
#include "registry/registry_load_document.h"
#include "registry/registry_load_table.h"
#include "registry/registry_loader.h"

USES_MESSAGE(RANGE_HOLE);

/* The tables as they stand, for functions that take a registry. */
/* A table of the registry and its size, of what was loaded. */
#define ROWS(table, size)                  \
	.table = loader->table.rows.items, \
	.size = (unsigned)loader->table.rows.count

static struct registry view(const struct loader *loader)
{
	return (struct registry){
		ROWS(releases, release_count),
		ROWS(hypercalls, hypercall_count),
		ROWS(hypercall_needs, hypercall_need_count),
		ROWS(ops, op_count),
		ROWS(op_numbers, op_number_count),
		ROWS(accesses, access_count),
		ROWS(conditions, condition_count),
		ROWS(condition_uses, condition_use_count),
		ROWS(crashes, crash_count),
		ROWS(cautions, caution_count),
		ROWS(reviews, review_count),
		ROWS(system_domains, system_domain_count),
		ROWS(statements, statement_count),
		ROWS(entries, entry_count),
		ROWS(events, event_count),
		ROWS(classes, class_count),
		ROWS(permissions, permission_count),
		ROWS(sids, sid_count),
		ROWS(features, feature_count),
		ROWS(handlers, handler_count),
		ROWS(hook_calls, hook_call_count),
		ROWS(hooks, hook_count),
		ROWS(modules, module_count),
		ROWS(module_actions, module_action_count),
		ROWS(hook_defaults, hook_default_count),
		ROWS(default_cases, default_case_count),
		ROWS(hook_overrides, hook_override_count),
		ROWS(callers, callers_count),
		ROWS(caller_rules, caller_rule_count),
		ROWS(unverified, unverified_count),
		ROWS(fixes_read, fixes_read_count),
		ROWS(fixes, fix_count),
		ROWS(fix_ops, fix_op_count),
		ROWS(boots, boot_count),
		ROWS(log_fields, log_field_count),
		ROWS(log_lines, log_line_count),
		ROWS(log_names, log_name_count),
		ROWS(tools, tool_count),
		ROWS(tool_uses, tool_use_count),
		ROWS(kernel_requests, kernel_request_count),
	};
}

#undef ROWS

/* Later steps rely on what the earlier ones found to be good. */
static bool read_all(struct loader *loader, const char *const paths[],
		     size_t count)
{
	size_t before = loader->diags->errors;
	for (size_t i = 0; i < count; i++)
		loader_open(loader, paths[i]);
	if (loader->diags->errors > before)
		return false;
	load_releases(loader);
	if (loader->releases.rows.count == 0)
		diags_add(loader->diags, MESSAGE_RANGE_HOLE,
			  location_file(file_shown(paths[0])), "no releases");
	if (loader->diags->errors > before)
		return false;
	load_events(loader);
	load_vectors(loader);
	load_calls(loader);
	load_conditions(loader);
	loader_oppose_conditions(loader);
	load_hypercalls(loader);
	load_modules(loader);
	load_fixes(loader);
	load_boots(loader);
	load_log(loader);
	load_tools(loader);
	if (loader->diags->errors > before)
		return false;
	loader->registry = view(loader);
	loader_check(loader);
	return loader->diags->errors == before;
}

const struct registry *registry_load(const char *const paths[], size_t count,
				     struct arena *arena, struct diags *diags)
{
	struct loader loader = {.arena = arena, .diags = diags};
	struct registry *registry = NULL;
	loader.reader = xml_open("registry.rng", diags);
	if (!loader.reader)
		return NULL;
	if (read_all(&loader, paths, count)) {
		registry = arena_alloc(arena, 1, sizeof *registry);
		*registry = loader.registry;
	}
	xml_close(loader.reader);
	arena_release(&loader.work);
	return registry;
}
