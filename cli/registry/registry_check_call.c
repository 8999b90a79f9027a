/* What the calls of modules must hold to beyond the schema. */
#include <string.h>

#include "registry/registry_check_table.h"
#include "registry/registry_loader.h"
#include "registry/registry_tables.h"

USES_MESSAGE(RANGE_OVERLAP);
USES_MESSAGE(REFERENCE_DANGLING);

static void complain(struct loader *loader, struct location at,
		     const char *what, const char *name,
		     const struct release_set *in)
{
	diags_add(
		loader->diags, MESSAGE_RANGE_OVERLAP, at, "%s %s twice in %s",
		what, name,
		registry_releases_shown(&loader->registry, in, &loader->work));
}

static bool is_same_call(const struct hook_call *a, const struct hook_call *b)
{
	return strcmp(ref_text(a->hook), ref_text(b->hook)) == 0 &&
	       strcmp(ref_text(a->passes), ref_text(b->passes)) == 0 &&
	       strcmp(ref_text(a->label), ref_text(b->label)) == 0 &&
	       strcmp(ref_text(a->guard), ref_text(b->guard)) == 0;
}

static bool is_same_handler(const struct handler *a, const struct handler *b)
{
	return strcmp(ref_text(a->file), ref_text(b->file)) == 0 &&
	       strcmp(ref_text(a->function), ref_text(b->function)) == 0;
}

/* How often a call is made is said once. */
static void check_call(struct loader *loader, const struct handler *handler,
		       unsigned index)
{
	const struct registry *registry = &loader->registry;
	const struct hook_call *call = &registry->hook_calls[index];
	for (unsigned i = 0; i < registry->handler_count; i++) {
		const struct handler *other = &registry->handlers[i];
		unsigned end = other->calls.first + other->calls.count;
		if (!is_same_handler(handler, other))
			continue;
		for (unsigned j = other->calls.first; j < end && j < index;
		     j++) {
			const struct hook_call *before =
				&registry->hook_calls[j];
			struct release_set both =
				release_set_and(&call->in, &before->in);
			if (is_same_call(call, before) &&
			    !release_set_empty(&both))
				complain(loader,
					 loader->hook_calls.places.items[index],
					 ref_text(handler->function),
					 ref_text(call->hook), &both);
		}
	}
}

static bool is_op(const struct registry *registry, const char *macro)
{
	for (unsigned i = 0; i < registry->op_count; i++)
		if (strcmp(op_macro(&registry->ops[i]), macro) == 0)
			return true;
	return false;
}

/* Who its domains are is said once, and once more for an op that differs. */
static bool is_same_hook(const struct hook *a, const struct hook *b)
{
	return strcmp(a->name, b->name) == 0 &&
	       (a->op && b->op ? strcmp(a->op, b->op) == 0 : a->op == b->op);
}

static void check_hook(struct loader *loader, unsigned index)
{
	const struct hook *hooks = loader->registry.hooks;
	if (hooks[index].op && !is_op(&loader->registry, hooks[index].op))
		diags_add(loader->diags, MESSAGE_REFERENCE_DANGLING,
			  loader->hooks.places.items[index], "op %s",
			  hooks[index].op);
	for (unsigned i = 0; i < index; i++) {
		struct release_set both =
			release_set_and(&hooks[i].in, &hooks[index].in);
		if (is_same_hook(&hooks[i], &hooks[index]) &&
		    !release_set_empty(&both))
			complain(loader, loader->hooks.places.items[index],
				 "hook", hooks[index].name, &both);
	}
}

void check_calls(struct loader *loader)
{
	const struct registry *registry = &loader->registry;
	for (unsigned i = 0; i < registry->handler_count; i++) {
		const struct handler *handler = &registry->handlers[i];
		for (unsigned j = 0; j < handler->calls.count; j++)
			check_call(loader, handler, handler->calls.first + j);
	}
	for (unsigned i = 0; i < registry->hook_count; i++)
		check_hook(loader, i);
}
