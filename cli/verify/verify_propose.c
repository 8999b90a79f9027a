/*
 * The registry that a tree would agree with, whole: the old one, with the
 * tree's release in it, what is new, and the ends of what is gone.
 */
#include <string.h>

#include "base/text.h"
#include "verify/verify_draft.h"
#include "verify/verify_draft_document.h"
#include "verify/verify_draft_op.h"
#include "verify/verify_draft_vector.h"
#include "verify/verify_propose.h"
#include "verify/verify_tree.h"

/* --- The release ------------------------------------------------------ */

/* "4.23.0" is of the line 4.23. */
static void add_release(struct registry_draft *draft, const char *name)
{
	struct arena *arena = draft->arena;
	unsigned count = draft->old->release_count;
	struct release *rows = arena_alloc(arena, count + 1, sizeof *rows);
	for (unsigned i = 0; i < count; i++)
		rows[i + (i >= draft->release)] = draft->old->releases[i];
	struct release *row = &rows[draft->release];
	*row = rows[draft->release - 1];
	row->name = name;
	row->line =
		arena_slice(arena, name, (size_t)(strrchr(name, '.') - name));
	draft->registry.releases = rows;
	draft->registry.release_count = count + 1;
}

static void find_release(struct registry_draft *draft)
{
	const struct verification *verification = draft->verification;
	const char *name = verification->release_name;
	const char *dot = strchr(name, '.');
	draft->release = verification->release;
	if (registry_find_release(draft->old, name) != NO_INDEX || !dot ||
	    !strchr(dot + 1, '.'))
		return;
	draft->added = true;
	draft->release++;
	add_release(draft, name);
}

/* --- Tables that only move -------------------------------------------- */

#define MOVE(draft, type, table, count)                                      \
	do {                                                                 \
		struct type *rows =                                          \
			arena_alloc((draft)->arena, (draft)->old->count + 1, \
				    sizeof *rows);                           \
		for (unsigned i = 0; i < (draft)->old->count; i++) {         \
			rows[i] = (draft)->old->table[i];                    \
			rows[i].in = draft_moved(draft, &rows[i].in);        \
		}                                                            \
		(draft)->registry.table = rows;                              \
	} while (0)

static void move_tables(struct registry_draft *draft)
{
	const struct registry *old = draft->old;
	for (unsigned i = 0; i < old->condition_count; i++)
		*list_push(&draft->conditions, draft->arena) =
			old->conditions[i];
	for (unsigned i = 0; i < old->condition_use_count; i++)
		*list_push(&draft->condition_uses, draft->arena) =
			old->condition_uses[i];
	MOVE(draft, hypercall_need, hypercall_needs, hypercall_need_count);
	MOVE(draft, hook, hooks, hook_count);
	MOVE(draft, crash, crashes, crash_count);
	MOVE(draft, feature, features, feature_count);
	MOVE(draft, system_domain, system_domains, system_domain_count);
	MOVE(draft, module, modules, module_count);
	MOVE(draft, module_action, module_actions, module_action_count);
	MOVE(draft, hook_default, hook_defaults, hook_default_count);
	MOVE(draft, default_case, default_cases, default_case_count);
	MOVE(draft, hook_override, hook_overrides, hook_override_count);
	MOVE(draft, caller_rule, caller_rules, caller_rule_count);
	MOVE(draft, caution, cautions, caution_count);
	MOVE(draft, boot, boots, boot_count);
	MOVE(draft, log_field, log_fields, log_field_count);
	MOVE(draft, log_line, log_lines, log_line_count);
	MOVE(draft, log_name, log_names, log_name_count);
}

/* --- Hypercalls ------------------------------------------------------- */

static bool is_defined(const struct registry_draft *draft, const char *name)
{
	size_t count;
	return tree_find_macro(&draft->verification->macros, name, &count);
}

static void add_hypercall(struct registry_draft *draft,
			  const struct difference *row)
{
	struct hypercall *hypercall =
		list_push(&draft->hypercalls, draft->arena);
	*hypercall = (struct hypercall){
		.name = row->name,
		.number = row->number,
		.header = row->file,
		.source = arena_format(draft->arena,
				       "xen/xsm/flask/hooks.c:flask_%s",
				       row->name),
		.note = "proposed: its ops, and the function that asks",
		.in = draft_now(draft),
	};
}

static void draft_hypercalls(struct registry_draft *draft)
{
	const struct registry *old = draft->old;
	for (unsigned i = 0; i < old->hypercall_count; i++) {
		struct hypercall *row =
			list_push(&draft->hypercalls, draft->arena);
		*row = old->hypercalls[i];
		row->in = draft_moved(draft, &row->in);
		row->accesses_recorded =
			draft_moved(draft, &row->accesses_recorded);
		if (!is_defined(draft,
				arena_format(draft->arena, "__HYPERVISOR_%s",
					     row->name)))
			draft_end(draft, &row->in);
	}
	for (size_t i = 0; i < draft->verification->rows.count; i++) {
		const struct difference *row =
			&draft->verification->rows.items[i];
		if (row->kind == DIFFERENCE_NEW &&
		    row->topic == TOPIC_HYPERCALL)
			add_hypercall(draft, row);
	}
}

/* --- Calls ------------------------------------------------------------ */

static bool is_made(const struct registry_draft *draft,
		    const struct handler *handler, const struct hook_call *call)
{
	const struct tree_calls *calls = &draft->verification->calls;
	const struct tree_call wanted = {
		.file = ref_text(handler->file),
		.function = ref_text(handler->function),
		.hook = ref_text(call->hook),
		.passes = ref_text(call->passes),
		.label = ref_text(call->label),
		.guard = ref_text(call->guard),
	};
	for (size_t i = 0; i < calls->list.count; i++)
		if (tree_call_compare(&calls->list.items[i], &wanted) == 0)
			return calls->list.items[i].times == call->times;
	return false;
}

static bool is_handler_of(const struct handler *handler,
			  const struct tree_call *call)
{
	return strcmp(ref_text(handler->file), call->file) == 0 &&
	       strcmp(ref_text(handler->function), call->function) == 0;
}

static bool is_recorded(const struct registry_draft *draft,
			const struct tree_call *call)
{
	const struct registry *old = draft->old;
	for (unsigned i = 0; i < old->handler_count; i++) {
		const struct handler *handler = &old->handlers[i];
		for (unsigned j = 0; j < handler->calls.count; j++) {
			const struct hook_call *row =
				&old->hook_calls[handler->calls.first + j];
			if (is_handler_of(handler, call) &&
			    release_set_has(&row->in,
					    draft->verification->release) &&
			    strcmp(ref_text(row->hook), call->hook) == 0 &&
			    strcmp(ref_text(row->passes), call->passes) == 0 &&
			    strcmp(ref_text(row->label), call->label) == 0 &&
			    strcmp(ref_text(row->guard), call->guard) == 0 &&
			    row->times == call->times)
				return true;
		}
	}
	return false;
}

static void add_call(struct registry_draft *draft, struct handler *handler,
		     const struct tree_call *call)
{
	*list_push(&draft->hook_calls, draft->arena) = (struct hook_call){
		.hook = ref_of_text(call->hook),
		.passes = ref_of_text(call->passes),
		.label = ref_of_text(call->label),
		.guard = ref_of_text(call->guard),
		.times = call->times,
		.in = draft_now(draft),
	};
	handler->calls.count++;
	release_set_add(&handler->in, draft->release);
}

/* The handler's calls, old ones first, then those that the tree has more. */
static void draft_handler(struct registry_draft *draft, struct handler handler)
{
	const struct tree_calls *calls = &draft->verification->calls;
	const struct hook_call *old =
		draft->old->hook_calls + handler.calls.first;
	unsigned count = handler.calls.count;
	handler.calls.first = (unsigned)draft->hook_calls.count;
	for (unsigned i = 0; i < count; i++) {
		struct hook_call *row =
			list_push(&draft->hook_calls, draft->arena);
		*row = old[i];
		row->in = draft_moved(draft, &row->in);
		if (!is_made(draft, &handler, row))
			draft_end(draft, &row->in);
	}
	for (size_t i = 0; i < calls->list.count; i++)
		if (is_handler_of(&handler, &calls->list.items[i]) &&
		    !is_recorded(draft, &calls->list.items[i]))
			add_call(draft, &handler, &calls->list.items[i]);
	*list_push(&draft->handlers, draft->arena) = handler;
}

static bool has_handler(const struct registry_draft *draft,
			const struct tree_call *call)
{
	for (size_t i = 0; i < draft->handlers.count; i++)
		if (is_handler_of(&draft->handlers.items[i], call))
			return true;
	return false;
}

/* A function whose last call went is none of the release's handlers. */
static void end_handlers(struct registry_draft *draft)
{
	for (size_t i = 0; i < draft->handlers.count; i++) {
		struct handler *handler = &draft->handlers.items[i];
		bool any = false;
		for (unsigned j = 0; j < handler->calls.count; j++)
			any |= release_set_has(
				&draft->hook_calls
					 .items[handler->calls.first + j]
					 .in,
				draft->release);
		if (!any)
			draft_end(draft, &handler->in);
	}
}

static void draft_calls(struct registry_draft *draft)
{
	const struct tree_calls *calls = &draft->verification->calls;
	for (unsigned i = 0; i < draft->old->handler_count; i++) {
		struct handler handler = draft->old->handlers[i];
		handler.in = draft_moved(draft, &handler.in);
		draft_handler(draft, handler);
	}
	for (size_t i = 0; i < calls->list.count; i++) {
		const struct tree_call *call = &calls->list.items[i];
		if (!has_handler(draft, call))
			draft_handler(
				draft,
				(struct handler){
					.file = ref_of_text(call->file),
					.function = ref_of_text(call->function),
				});
	}
	end_handlers(draft);
}

/* --- All of it -------------------------------------------------------- */

/* Fixes name ops by index, and the ops are other rows now. */
static void draft_fixes(struct registry_draft *draft)
{
	const struct registry *old = draft->old;
	struct fix_op *rows =
		arena_alloc(draft->arena, old->fix_op_count + 1, sizeof *rows);
	for (unsigned i = 0; i < old->fix_op_count; i++) {
		const char *name = old->ops[old->fix_ops[i].op].name;
		while (strcmp(draft->ops.items[rows[i].op].name, name) != 0)
			rows[i].op++;
	}
	draft->registry.fix_ops = rows;
}

static void take_tables(struct registry_draft *draft)
{
	struct registry *registry = &draft->registry;
	registry->hypercalls = draft->hypercalls.items;
	registry->hypercall_count = (unsigned)draft->hypercalls.count;
	registry->ops = draft->ops.items;
	registry->op_count = (unsigned)draft->ops.count;
	registry->op_numbers = draft->op_numbers.items;
	registry->accesses = draft->accesses.items;
	registry->unverified = draft->unverified.items;
	registry->classes = draft->classes.items;
	registry->class_count = (unsigned)draft->classes.count;
	registry->permissions = draft->permissions.items;
	registry->sids = draft->sids.items;
	registry->sid_count = (unsigned)draft->sids.count;
	registry->conditions = draft->conditions.items;
	registry->condition_count = (unsigned)draft->conditions.count;
	registry->condition_uses = draft->condition_uses.items;
	registry->events = draft->events.items;
	registry->event_count = (unsigned)draft->events.count;
	registry->statements = draft->statements.items;
	registry->statement_count = (unsigned)draft->statements.count;
	registry->entries = draft->entries.items;
	registry->handlers = draft->handlers.items;
	registry->handler_count = (unsigned)draft->handlers.count;
	registry->hook_calls = draft->hook_calls.items;
}

void verify_propose(const struct verification *verification,
		    struct arena *arena, struct buffer *out)
{
	struct registry_draft draft = {
		.verification = verification,
		.old = verification->registry,
		.arena = arena,
		.registry = *verification->registry,
	};
	find_release(&draft);
	move_tables(&draft);
	draft_hypercalls(&draft);
	draft_ops(&draft);
	draft_fixes(&draft);
	draft_vectors(&draft);
	draft_calls(&draft);
	draft_document(&draft);
	take_tables(&draft);
	registry_write(
		&draft.registry,
		arena_format(arena,
			     "Proposed for %s: to be read, as are conditions "
			     "that begin with \"proposed\".%s",
			     verification->release_name,
			     draft.added ? "  The date of the release is that "
					   "of the one before it."
					 : ""),
		arena, out);
}
