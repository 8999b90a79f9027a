/* Names of the toolstack: "xl pause", "libxl_domain_pause", and their like. */
#include <string.h>

#include "base/text.h"
#include "registry/registry.h"
#include "word/word_add.h"
#include "word/word_table.h"

/* "may; before; by xc_domain_pause" */
static const char *note_of(const struct tool_op *row, struct arena *arena)
{
	return arena_format(
		arena, "%s%s%s%s", row->first ? "before the command" : "",
		row->first ? ", " : "", row->may ? "may issue" : "issues",
		*row->by ? arena_format(arena, " by %s", row->by) : "");
}

/* What the kernel does for a process that asks it by an ioctl. */
static void add_requests(const struct word_search *search)
{
	const struct registry *registry = search->registry;
	for (unsigned i = 0; i < registry->kernel_request_count; i++) {
		const struct kernel_request *row =
			&registry->kernel_requests[i];
		if (!word_is(search, row->name))
			continue;
		struct word_meaning *meaning = word_add(
			search, "kernel request", row->name,
			row->passes_on ? "hands the hypercall on that the "
					 "process names"
				       : "what a process asks the kernel for");
		meaning->is_of_ops = true;
		meaning->lead = "for which it issues";
		word_add_fact(search, meaning, "kernel",
			      row->kernel ? row->kernel : "any");
		word_add_fact(search, meaning, "source", row->source);
		for (unsigned j = 0; j < registry->op_count; j++)
			if (row->issues &&
			    text_has_word(row->issues,
					  op_macro(&registry->ops[j])))
				word_add_op(search, meaning, &registry->ops[j],
					    NULL);
	}
}

void word_tool(const struct word_search *search)
{
	const struct registry *registry = search->registry;
	for (unsigned i = 0; i < registry->tool_count; i++) {
		const struct tool *tool = &registry->tools[i];
		struct tool_ops ops;
		if (!word_is(search, ref_text(tool->name)))
			continue;
		struct word_meaning *meaning =
			word_add(search, "tool", ref_text(tool->name),
				 "a command or a function of the toolstack");
		meaning->is_of_ops = true;
		meaning->lead = "issues, or may issue";
		meaning->tool = tool;
		meaning->release = registry_release_with(registry, &tool->in,
							 search->release);
		registry_tool_ops(registry, tool, meaning->release,
				  search->arena, &ops);
		for (size_t j = 0; j < ops.list.count; j++)
			*list_push(&meaning->ops,
				   search->arena) = (struct word_op){
				ops.list.items[j].op, meaning->release,
				note_of(&ops.list.items[j], search->arena)};
	}
	add_requests(search);
}
