/* What is said of the modules beside FLASK, and what it needs to be true. */
#include <string.h>

#include "base/text.h"
#include "registry/registry_check_table.h"
#include "registry/registry_loader.h"
#include "registry/registry_module.h"

USES_MESSAGE(RANGE_OVERLAP);
USES_MESSAGE(REFERENCE_DANGLING);

static void dangling(struct loader *loader, struct location at,
		     const char *what, const char *name,
		     const struct release_set *in)
{
	diags_add(
		loader->diags, MESSAGE_REFERENCE_DANGLING, at, "%s %s in %s",
		what, name,
		registry_releases_shown(&loader->registry, in, &loader->work));
}

/* The action says who passes in all the releases. */
static void check_action(struct loader *loader, const char *name,
			 struct location at, const struct release_set *in)
{
	const struct registry *registry = &loader->registry;
	struct release_set left = *in;
	for (unsigned i = 0; i < registry->module_action_count; i++)
		if (strcmp(registry->module_actions[i].name, name) == 0)
			left = release_set_minus(
				&left, &registry->module_actions[i].in);
	if (!release_set_empty(&left))
		dangling(loader, at, "action", name, &left);
}

/* The hook has a default in all the releases. */
static void check_hook(struct loader *loader, const char *hook,
		       struct location at, const struct release_set *in)
{
	const struct registry *registry = &loader->registry;
	struct release_set left = *in;
	for (unsigned i = 0; i < registry->hook_default_count; i++)
		if (strcmp(registry->hook_defaults[i].hook, hook) == 0)
			left = release_set_minus(
				&left, &registry->hook_defaults[i].in);
	if (!release_set_empty(&left))
		dangling(loader, at, "default of hook", hook, &left);
}

/* A hypercall's op of that macro, whatever it is part of. */
static bool has_op(const struct registry *registry, const char *hypercalls,
		   const char *macro)
{
	for (unsigned i = 0; i < registry->op_count; i++) {
		const struct op *op = &registry->ops[i];
		if (strcmp(op_macro(op), macro) == 0 &&
		    (!hypercalls ||
		     text_has_word(hypercalls,
				   registry->hypercalls[op->hypercall].name)))
			return true;
	}
	return false;
}

/* hypercalls NULL: of any. */
static void check_ops(struct loader *loader, const char *macros,
		      const char *hypercalls, struct location at)
{
	char *rest = arena_string(&loader->work, macros);
	char *macro;
	while (rest && (macro = strsep(&rest, " ")))
		if (!has_op(&loader->registry, hypercalls, macro))
			diags_add(loader->diags, MESSAGE_REFERENCE_DANGLING, at,
				  "op %s", macro);
}

/* One default a hook in a release. */
static void check_once(struct loader *loader, unsigned index)
{
	const struct hook_default *rows = loader->registry.hook_defaults;
	for (unsigned i = 0; i < index; i++) {
		struct release_set both =
			release_set_and(&rows[i].in, &rows[index].in);
		if (strcmp(rows[i].hook, rows[index].hook) == 0 &&
		    !release_set_empty(&both))
			diags_add(loader->diags, MESSAGE_RANGE_OVERLAP,
				  loader->hook_defaults.places.items[index],
				  "default of %s twice in %s", rows[index].hook,
				  registry_releases_shown(&loader->registry,
							  &both,
							  &loader->work));
	}
}

static void check_default(struct loader *loader, unsigned index)
{
	const struct hook_default *row = &loader->registry.hook_defaults[index];
	struct release_set left = row->in;
	check_once(loader, index);
	for (unsigned i = 0; i < row->cases.count; i++) {
		unsigned at = row->cases.first + i;
		const struct default_case *one =
			&loader->registry.default_cases[at];
		struct location place = loader->default_cases.places.items[at];
		check_ops(loader, one->of, NULL, place);
		if (one->action)
			check_action(loader, one->action, place, &one->in);
		left = release_set_minus(&left, &one->in);
	}
	/* Where there is a case, it says what the action comes to. */
	if (row->action)
		check_action(loader, row->action,
			     loader->hook_defaults.places.items[index], &left);
}

static void check_override(struct loader *loader, unsigned index)
{
	const struct registry *registry = &loader->registry;
	const struct hook_override *row = &registry->hook_overrides[index];
	const struct location at = loader->hook_overrides.places.items[index];
	struct release_set in = {{0}};
	for (unsigned i = 0; i < registry->module_count; i++)
		if (strcmp(registry->modules[i].name, row->module) == 0)
			in = registry->modules[i].in;
	struct release_set both = release_set_and(&in, &row->in);
	if (release_set_empty(&both))
		dangling(loader, at, "module", row->module, &row->in);
	check_hook(loader, row->hook, at, &row->in);
}

static void check_rule(struct loader *loader, const struct callers *callers,
		       unsigned index)
{
	const struct caller_rule *rule = &loader->registry.caller_rules[index];
	const struct location at = loader->caller_rules.places.items[index];
	if (rule->hook)
		check_hook(loader, rule->hook, at, &rule->in);
	check_ops(loader, rule->of, callers->hypercalls, at);
	check_ops(loader, rule->except, callers->hypercalls, at);
}

static void check_callers(struct loader *loader, unsigned index)
{
	const struct registry *registry = &loader->registry;
	const struct callers *callers = &registry->callers[index];
	char *rest = arena_string(&loader->work, callers->hypercalls);
	char *name;
	while ((name = strsep(&rest, " ")))
		if (!registry_find_hypercall(registry, name))
			diags_add(loader->diags, MESSAGE_REFERENCE_DANGLING,
				  loader->callers.places.items[index],
				  "hypercall %s", name);
	for (unsigned i = 0; i < callers->rules.count; i++)
		check_rule(loader, callers, callers->rules.first + i);
}

void check_modules(struct loader *loader)
{
	const struct registry *registry = &loader->registry;
	for (unsigned i = 0; i < registry->hook_default_count; i++)
		check_default(loader, i);
	for (unsigned i = 0; i < registry->hook_override_count; i++)
		check_override(loader, i);
	for (unsigned i = 0; i < registry->callers_count; i++)
		check_callers(loader, i);
}
