/* The calls of XSM's hooks, function by function. */
#include <string.h>

#include "verify/verify_call.h"
#include "verify/verify_row.h"
#include "verify/verify_tree.h"

static struct tree_call as_in_tree(const struct handler *handler,
				   const struct hook_call *call)
{
	return (struct tree_call){
		.file = ref_text(handler->file),
		.function = ref_text(handler->function),
		.hook = ref_text(call->hook),
		.passes = ref_text(call->passes),
		.label = ref_text(call->label),
		.guard = ref_text(call->guard),
		.times = call->times,
	};
}

static const char *call_words(struct verifier *verifier,
			      const struct tree_call *call)
{
	const char *times = call->times == 1 ? ""
					     : verify_say(verifier, "%u times ",
							  call->times);
	return verify_say(verifier, "%s%s(%s)%s%s%s%s", times, call->hook,
			  call->passes, *call->label ? " in case " : "",
			  call->label, *call->guard ? " #if " : "",
			  call->guard);
}

static struct difference *add_row(struct verifier *verifier,
				  enum difference_kind kind,
				  const struct tree_call *call)
{
	struct difference *row = verify_add(
		verifier, kind,
		verify_say(verifier, "%s calls %s", call->function, call->hook),
		call->file, call->line);
	row->topic = TOPIC_CALL;
	row->name = call->hook;
	row->within = call->function;
	return row;
}

/* The call of the tree that is the same but for how often it is made. */
static const struct tree_call *find_call(const struct verifier *verifier,
					 const struct tree_call *call)
{
	const struct tree_calls *calls = &verifier->calls;
	for (size_t i = 0; i < calls->list.count; i++)
		if (tree_call_compare(&calls->list.items[i], call) == 0)
			return &calls->list.items[i];
	return NULL;
}

static bool is_recorded(const struct verifier *verifier,
			const struct tree_call *call)
{
	const struct registry *registry = verifier->registry;
	for (unsigned i = 0; i < registry->handler_count; i++) {
		const struct handler *handler = &registry->handlers[i];
		if (strcmp(ref_text(handler->function), call->function) != 0)
			continue;
		for (unsigned j = 0; j < handler->calls.count; j++) {
			const struct hook_call *row =
				&registry->hook_calls[handler->calls.first + j];
			const struct tree_call other = as_in_tree(handler, row);
			if (release_set_has(&row->in, verifier->release) &&
			    tree_call_compare(&other, call) == 0)
				return true;
		}
	}
	return false;
}

static void check_recorded(struct verifier *verifier,
			   const struct tree_call *recorded)
{
	const struct tree_call *found = find_call(verifier, recorded);
	if (found && found->times == recorded->times) {
		verifier->out->agreed++;
		return;
	}
	struct difference *row = add_row(
		verifier, found ? DIFFERENCE_RECHECKED : DIFFERENCE_MISSING,
		found ? found : recorded);
	row->registry = call_words(verifier, recorded);
	if (found)
		row->tree = call_words(verifier, found);
}

static void check_handlers(struct verifier *verifier)
{
	const struct registry *registry = verifier->registry;
	for (unsigned i = 0; i < registry->handler_count; i++) {
		const struct handler *handler = &registry->handlers[i];
		for (unsigned j = 0; j < handler->calls.count; j++) {
			const struct hook_call *row =
				&registry->hook_calls[handler->calls.first + j];
			const struct tree_call call = as_in_tree(handler, row);
			if (release_set_has(&row->in, verifier->release))
				check_recorded(verifier, &call);
		}
	}
}

void verify_calls(struct verifier *verifier)
{
	const struct tree_calls *calls = &verifier->calls;
	check_handlers(verifier);
	for (size_t i = 0; i < calls->list.count; i++) {
		const struct tree_call *call = &calls->list.items[i];
		if (!is_recorded(verifier, call))
			add_row(verifier, DIFFERENCE_NEW, call)->tree =
				call_words(verifier, call);
	}
	for (size_t i = 0; i < calls->hidden.count; i++) {
		const struct tree_name *name = &calls->hidden.items[i];
		verify_add(verifier, DIFFERENCE_UNVERIFIED, "calls of hooks",
			   name->name, name->line)
			->tree = "a macro calls one by itself";
	}
}
