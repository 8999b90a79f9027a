/*
 * What the hooks answer where no policy does: the action that each asserts in
 * the tree, and the table of the hooks that a module answers itself.  What else
 * decides in these functions is held against the registry call by call.
 */
#include <string.h>

#include "base/text.h"
#include "verify/verify_module.h"
#include "verify/verify_row.h"
#include "verify/verify_tree.h"

/* Whether the call says which action the function it stands in has. */
static bool is_action(const struct tree_call *call)
{
	return call->without_policy &&
	       strcmp(call->hook, "XSM_ASSERT_ACTION") == 0;
}

/* Whether it is an entry of a module's table: ".grant_copy = silo_grant_copy".
 */
static bool is_entry(const struct tree_call *call)
{
	return call->without_policy && text_ends_with(call->function, "_ops");
}

static void check_action(struct verifier *verifier,
			 const struct tree_call *call)
{
	const struct hook_default *row = registry_hook_default(
		verifier->registry, call->function, verifier->release);
	if (row && row->action && strcmp(row->action, call->passes) == 0) {
		verifier->out->agreed++;
		return;
	}
	struct difference *difference = verify_add(
		verifier, row ? DIFFERENCE_RECHECKED : DIFFERENCE_NEW,
		verify_say(verifier, "default of %s", call->function),
		call->file, call->line);
	if (row)
		difference->registry = row->action ? row->action : "no action";
	difference->tree = call->passes;
}

/* The default is there in the tree, if it has an action. */
static void check_default(struct verifier *verifier,
			  const struct hook_default *row)
{
	const struct tree_calls *calls = &verifier->calls;
	for (size_t i = 0; i < calls->list.count; i++)
		if (is_action(&calls->list.items[i]) &&
		    strcmp(calls->list.items[i].function, row->hook) == 0)
			return;
	verify_add(verifier, DIFFERENCE_MISSING,
		   verify_say(verifier, "default of %s", row->hook), NULL, 0)
		->registry = row->action;
}

/* Whether the entry is for the hook, "xsm_grant_copy". */
static bool is_entry_of(const struct tree_call *call, const char *hook)
{
	static const char prefix[] = "xsm_";
	return is_entry(call) && text_starts_with(hook, prefix) &&
	       strcmp(hook + strlen(prefix), call->passes) == 0;
}

static void check_override(struct verifier *verifier,
			   const struct hook_override *row)
{
	const struct tree_calls *calls = &verifier->calls;
	for (size_t i = 0; i < calls->list.count; i++)
		if (is_entry_of(&calls->list.items[i], row->hook)) {
			verifier->out->agreed++;
			return;
		}
	verify_add(
		verifier, DIFFERENCE_MISSING,
		verify_say(verifier, "%s of module %s", row->hook, row->module),
		NULL, 0)
		->registry = "answers it itself";
}

static void check_entry(struct verifier *verifier, const struct tree_call *call)
{
	const struct registry *registry = verifier->registry;
	for (unsigned i = 0; i < registry->hook_override_count; i++) {
		const struct hook_override *row = &registry->hook_overrides[i];
		if (release_set_has(&row->in, verifier->release) &&
		    is_entry_of(call, row->hook))
			return;
	}
	verify_add(
		verifier, DIFFERENCE_NEW,
		verify_say(verifier, "%s of %s", call->passes, call->function),
		call->file, call->line)
		->tree = call->hook;
}

/* Whether the release has the module. */
static bool has_module(const struct verifier *verifier, const char *name)
{
	const struct registry *registry = verifier->registry;
	for (unsigned i = 0; i < registry->module_count; i++)
		if (strcmp(registry->modules[i].name, name) == 0 &&
		    release_set_has(&registry->modules[i].in,
				    verifier->release))
			return true;
	return false;
}

void verify_modules(struct verifier *verifier)
{
	const struct registry *registry = verifier->registry;
	const struct tree_calls *calls = &verifier->calls;
	for (unsigned i = 0; i < registry->hook_default_count; i++) {
		const struct hook_default *row = &registry->hook_defaults[i];
		if (row->action && release_set_has(&row->in, verifier->release))
			check_default(verifier, row);
	}
	for (unsigned i = 0; i < registry->hook_override_count; i++) {
		const struct hook_override *row = &registry->hook_overrides[i];
		if (has_module(verifier, row->module) &&
		    release_set_has(&row->in, verifier->release))
			check_override(verifier, row);
	}
	for (size_t i = 0; i < calls->list.count; i++) {
		const struct tree_call *call = &calls->list.items[i];
		if (is_action(call))
			check_action(verifier, call);
		else if (is_entry(call))
			check_entry(verifier, call);
	}
}
