#include "base/file.h"
#include "registry/loader.h"

/* The tables as they stand, for functions that take a registry. */
static struct registry view(const struct loader *loader)
{
	return (struct registry){
		.releases = loader->releases.rows.items,
		.hypercalls = loader->hypercalls.rows.items,
		.ops = loader->ops.rows.items,
		.op_numbers = loader->op_numbers.rows.items,
		.accesses = loader->accesses.rows.items,
		.conditions = loader->conditions.rows.items,
		.condition_uses = loader->condition_uses.rows.items,
		.crashes = loader->crashes.rows.items,
		.cautions = loader->cautions.rows.items,
		.reviews = loader->reviews.rows.items,
		.system_domains = loader->system_domains.rows.items,
		.statements = loader->statements.rows.items,
		.entries = loader->entries.rows.items,
		.events = loader->events.rows.items,
		.classes = loader->classes.rows.items,
		.permissions = loader->permissions.rows.items,
		.sids = loader->sids.rows.items,
		.handlers = loader->handlers.rows.items,
		.hook_calls = loader->hook_calls.rows.items,
		.hooks = loader->hooks.rows.items,
		.modules = loader->modules.rows.items,
		.module_actions = loader->module_actions.rows.items,
		.hook_defaults = loader->hook_defaults.rows.items,
		.default_cases = loader->default_cases.rows.items,
		.hook_overrides = loader->hook_overrides.rows.items,
		.callers = loader->callers.rows.items,
		.caller_rules = loader->caller_rules.rows.items,
		.unverified = loader->unverified.rows.items,
		.fixes_read = loader->fixes_read.rows.items,
		.fixes = loader->fixes.rows.items,
		.fix_ops = loader->fix_ops.rows.items,
		.release_count = (unsigned)loader->releases.rows.count,
		.hypercall_count = (unsigned)loader->hypercalls.rows.count,
		.op_count = (unsigned)loader->ops.rows.count,
		.op_number_count = (unsigned)loader->op_numbers.rows.count,
		.access_count = (unsigned)loader->accesses.rows.count,
		.condition_count = (unsigned)loader->conditions.rows.count,
		.condition_use_count =
			(unsigned)loader->condition_uses.rows.count,
		.crash_count = (unsigned)loader->crashes.rows.count,
		.caution_count = (unsigned)loader->cautions.rows.count,
		.review_count = (unsigned)loader->reviews.rows.count,
		.system_domain_count =
			(unsigned)loader->system_domains.rows.count,
		.statement_count = (unsigned)loader->statements.rows.count,
		.entry_count = (unsigned)loader->entries.rows.count,
		.event_count = (unsigned)loader->events.rows.count,
		.class_count = (unsigned)loader->classes.rows.count,
		.permission_count = (unsigned)loader->permissions.rows.count,
		.sid_count = (unsigned)loader->sids.rows.count,
		.handler_count = (unsigned)loader->handlers.rows.count,
		.hook_call_count = (unsigned)loader->hook_calls.rows.count,
		.hook_count = (unsigned)loader->hooks.rows.count,
		.module_count = (unsigned)loader->modules.rows.count,
		.module_action_count =
			(unsigned)loader->module_actions.rows.count,
		.hook_default_count =
			(unsigned)loader->hook_defaults.rows.count,
		.default_case_count =
			(unsigned)loader->default_cases.rows.count,
		.hook_override_count =
			(unsigned)loader->hook_overrides.rows.count,
		.callers_count = (unsigned)loader->callers.rows.count,
		.caller_rule_count = (unsigned)loader->caller_rules.rows.count,
		.unverified_count = (unsigned)loader->unverified.rows.count,
		.fixes_read_count = (unsigned)loader->fixes_read.rows.count,
		.fix_count = (unsigned)loader->fixes.rows.count,
		.fix_op_count = (unsigned)loader->fix_ops.rows.count,
	};
}

/* Later steps rely on what the earlier ones found to be good. */
static bool read_all(struct loader *loader, const char *const paths[],
		     size_t count)
{
	size_t before = loader->diags->errors;
	for (size_t i = 0; i < count; i++)
		loader_open(loader, paths[i]);
	if (loader->diags->errors > before)
		return false;
	loader_read_releases(loader);
	if (loader->releases.rows.count == 0)
		diags_add(loader->diags, MESSAGE_RANGE_HOLE,
			  location_file(file_shown(paths[0])), "no releases");
	if (loader->diags->errors > before)
		return false;
	loader_read_events(loader);
	loader_read_vectors(loader);
	loader_read_calls(loader);
	loader_read_conditions(loader);
	loader_read_hypercalls(loader);
	loader_read_modules(loader);
	loader_read_fixes(loader);
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
