/* The toolstack: which of its functions and commands issue which ops. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/map.h"
#include "registry/registry_op.h"
#include "registry/registry_tool.h"

/* A tool on the way to ops. */
struct tool_step {
	const struct tool *tool;
	const char *by; /* tools down to it, it among them; "": the first */
	bool may;
	const struct tool *first;
};

/* Goes from tool to tool: those that are always called before all others. */
struct tool_walk {
	const struct registry *registry;
	unsigned release;
	struct arena *arena;
	struct map tools;  /* name -> struct tool, of the release */
	struct map macros; /* macro -> struct op, of the release */
	struct map seen;   /* name of a tool -> itself */
	struct map found;  /* name of an op -> itself */
	list_of(struct tool_step) steps, later;
	struct tool_ops *out;
};

const struct tool *registry_find_tool(const struct registry *registry,
				      const char *name)
{
	for (unsigned i = 0; i < registry->tool_count; i++)
		if (strcmp(ref_text(registry->tools[i].name), name) == 0)
			return &registry->tools[i];
	return NULL;
}

static void find_names(struct tool_walk *walk)
{
	const struct registry *registry = walk->registry;
	for (unsigned i = 0; i < registry->tool_count; i++) {
		const struct tool *tool = &registry->tools[i];
		if (release_set_has(&tool->in, walk->release))
			map_set(&walk->tools, ref_text(tool->name),
				(void *)(uintptr_t)tool, walk->arena);
	}
	for (unsigned i = 0; i < registry->op_count; i++) {
		const struct op *op = &registry->ops[i];
		if (release_set_has(&op->in, walk->release))
			map_set(&walk->macros, op_macro(op),
				(void *)(uintptr_t)op, walk->arena);
	}
}

/* The words of a list in turn: copies into the arena; NULL at the end. */
static const char *next_word(const char **words, struct arena *arena)
{
	const char *at = *words;
	if (!at)
		return NULL;
	at += strspn(at, " ");
	size_t length = strcspn(at, " ");
	*words = at + length;
	return length ? arena_slice(arena, at, length) : NULL;
}

static void add_op(struct tool_walk *walk, const struct tool_step *step,
		   const char *macro, const struct kernel_request *request,
		   bool may)
{
	const struct op *op = map_get(&walk->macros, macro);
	if (!op || map_get(&walk->found, macro))
		return;
	map_set(&walk->found, macro, walk, walk->arena);
	*list_push(&walk->out->list, walk->arena) =
		(struct tool_op){op, may, step->by, request, step->first};
}

/* What the kernel does, of each kind that is asked so. */
static bool add_request(struct tool_walk *walk, const struct tool_step *step,
			const char *name, bool may)
{
	const struct registry *registry = walk->registry;
	bool found = false;
	for (unsigned i = 0; i < registry->kernel_request_count; i++) {
		const struct kernel_request *row =
			&registry->kernel_requests[i];
		const char *words = row->issues, *macro;
		if (strcmp(row->name, name) != 0)
			continue;
		found = true;
		walk->out->passes_on |= row->passes_on;
		while ((macro = next_word(&words, walk->arena)))
			add_op(walk, step, macro, row, may || row->kernel);
	}
	return found;
}

static void add_step(struct tool_walk *walk, const struct tool *tool,
		     const char *by, bool may, const struct tool *first)
{
	const struct tool_step step = {tool, by, may, first};
	if (may)
		*list_push(&walk->later, walk->arena) = step;
	else
		*list_push(&walk->steps, walk->arena) = step;
}

static void add_words(struct tool_walk *walk, const struct tool_step *step,
		      const char *words, bool may)
{
	const char *word;
	while ((word = next_word(&words, walk->arena))) {
		const struct tool *tool = map_get(&walk->tools, word);
		if (tool)
			add_step(walk, tool,
				 *step->by
					 ? arena_format(walk->arena, "%s > %s",
							step->by, word)
					 : word,
				 may, step->first);
		else if (!add_request(walk, step, word, may))
			add_op(walk, step, word, NULL, may);
	}
}

/* What the tool always uses, or may: the words of one attribute. */
static void take_uses(struct tool_walk *walk, const struct tool_step *step,
		      bool may)
{
	const struct span *span = &step->tool->uses;
	for (unsigned i = 0; i < span->count; i++) {
		const struct tool_use *use =
			&walk->registry->tool_uses[span->first + i];
		if (release_set_has(&use->in, walk->release))
			add_words(walk, step,
				  may ? ref_text(use->may)
				      : ref_text(use->always),
				  may || step->may);
	}
}

/* Whether the tool was not looked at before. */
static bool is_new(struct tool_walk *walk, const struct tool *tool)
{
	if (map_get(&walk->seen, ref_text(tool->name)))
		return false;
	map_set(&walk->seen, ref_text(tool->name), walk, walk->arena);
	return true;
}

/* All that is always used, before anything that may be. */
static void walk_always(struct tool_walk *walk)
{
	size_t kept = 0;
	for (size_t i = 0; i < walk->steps.count; i++) {
		const struct tool_step step = walk->steps.items[i];
		if (!is_new(walk, step.tool))
			continue;
		walk->steps.items[kept++] = step;
		take_uses(walk, &step, false);
	}
	walk->steps.count = kept;
}

static void walk_may(struct tool_walk *walk)
{
	for (size_t i = 0; i < walk->steps.count; i++) {
		const struct tool_step step = walk->steps.items[i];
		take_uses(walk, &step, true);
	}
	for (size_t i = 0; i < walk->later.count; i++) {
		const struct tool_step step = walk->later.items[i];
		if (!is_new(walk, step.tool))
			continue;
		take_uses(walk, &step, false);
		take_uses(walk, &step, true);
	}
}

/* Those of the tool itself go before those of what goes before it. */
static int compare_ops(const void *a, const void *b)
{
	const struct tool_op *op_a = a, *op_b = b;
	int order = (op_a->first != NULL) - (op_b->first != NULL);
	if (!order)
		order = (int)op_a->may - (int)op_b->may;
	return order ? order : strcmp(op_a->op->name, op_b->op->name);
}

void registry_tool_ops(const struct registry *registry, const struct tool *tool,
		       unsigned release, struct arena *arena,
		       struct tool_ops *ops)
{
	struct tool_walk walk = {.registry = registry,
				 .release = release,
				 .arena = arena,
				 .out = ops};
	*ops = (struct tool_ops){LIST_INIT, false};
	find_names(&walk);
	add_step(&walk, tool, "", false, NULL);
	const struct tool *first =
		ref_text(tool->after)
			? map_get(&walk.tools, ref_text(tool->after))
			: NULL;
	if (first)
		add_step(&walk, first, ref_text(first->name), false, first);
	walk_always(&walk);
	walk_may(&walk);
	if (ops->list.count)
		qsort(ops->list.items, ops->list.count, sizeof *ops->list.items,
		      compare_ops);
}
