/* Source trees of the hypervisor: hooks, calls, vectors, tables, tools. */
#include "fuzz.h"

#include <string.h>

#include "registry/registry.h"
#include "tree/tree.h"
#include "tree/tree_macro.h"

static const char *const hook_files[] = {TREE_HOOKS,
					 "xen/xsm/flask/flask_op.c"};
enum { HOOK_FILES = sizeof hook_files / sizeof *hook_files };

static void read_hooks(const struct tree *tree, struct arena *arena,
		       struct diags *diags)
{
	struct tree_hooks hooks;
	if (!tree_read_hooks(tree, hook_files, HOOK_FILES, arena, diags,
			     &hooks))
		return;
	for (size_t i = 0; i < hooks.list.count; i++) {
		const struct tree_hook *hook = &hooks.list.items[i];
		fuzz_assert(hook->function && hook->line,
			    "a hook has a name and a line");
		for (size_t j = 0; j < hook->checks.count; j++)
			fuzz_assert(hook->checks.items[j].subject &&
					    hook->checks.items[j].object,
				    "somebody is asked about something");
	}
}

/* Those that use some ops of the newest release. */
static void read_tools(const struct tree *tree, struct arena *arena,
		       struct diags *diags)
{
	struct tree_tools tools = {.list = LIST_INIT};
	struct map ops = {0};
	for (size_t i = 0; i < registry_builtin.op_count; i++) {
		char *name = arena_string(arena, registry_builtin.ops[i].name);
		map_set(&ops, name, name, arena);
	}
	if (tree_has_tools(tree))
		tree_read_tools(tree, &ops, arena, diags, &tools);
}

/* What a preprocessor might have written. */
static void read_macros(const struct tree *tree, struct arena *arena,
			struct diags *diags)
{
	struct buffer text = BUFFER_INIT;
	struct macro_table table = {.list = LIST_INIT};
	if (tree_read(tree, "xen/include/public/xen.h", diags, &text))
		macro_table_read(tree, buffer_string(&text), arena, &table);
	buffer_release(&text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena arena = ARENA_INIT;
	struct diags diags = DIAGS_INIT;
	const struct tree tree = {fuzz_unpack(data, size), TREE_SOURCE};
	struct tree_calls calls = {.list = LIST_INIT};
	struct tree_vectors vectors = {.class_file = NULL};
	struct tree_dispatch table = {.list = LIST_INIT};
	struct tree_release release;
	read_hooks(&tree, &arena, &diags);
	tree_read_calls(&tree, &arena, &diags, &calls);
	for (size_t i = 1; i < calls.list.count; i++)
		fuzz_assert(tree_call_compare(&calls.list.items[i - 1],
					      &calls.list.items[i]) <= 0,
			    "calls are sorted");
	tree_read_vectors(&tree, &arena, &diags, &vectors);
	tree_read_dispatch(&tree, &arena, &diags, &table);
	tree_read_release(&tree, &arena, &diags, &release);
	read_tools(&tree, &arena, &diags);
	read_macros(&tree, &arena, &diags);
	diags_release(&diags);
	arena_release(&arena);
	return 0;
}
