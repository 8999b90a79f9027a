/* What the toolstack does to ask the hypervisor, from its sources. */
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "tree/tree_balance.h"
#include "tree/tree_file.h"
#include "tree/tree_part.h"
#include "tree/tree_part_use.h"
#include "tree/tree_token.h"
#include "tree/tree_tool.h"

/* Where the libraries and xl stand, up to 4.14 and from then on. */
static const char *const directories[] = {
	"tools/libxc",
	"tools/libxl",
	"tools/libs",
	"tools/xl",
};

/* A program, the file of its main(), and whether a library runs it. */
static const struct {
	const char *name, *file;
	bool is_run;
} programs[] = {
	{"xl", "/xl.c", false},
	{"libxl-save-helper", "/libxl_save_helper.c", true},
};

/* What others may call: names that start so, but not with the exception. */
static const struct {
	const char *start, *except;
} public_names[] = {
	{"xc_", "xc__"},      {"libxl_", "libxl__"},
	{"xencall", NULL},    {"xendevicemodel_", NULL},
	{"xenevtchn_", NULL}, {"xenforeignmemory_", NULL},
	{"xengnttab_", NULL}, {"xengntshr_", NULL},
	{"xenhypfs_", NULL},  {"xenmanage_", NULL},
};

/* Parts of file names that are for other systems, or not of the toolstack. */
static const char *const other_files[] = {
	"minios", "netbsd",  "solaris", "freebsd", "compat.c",
	"/test",  "/python", "/ocaml",	"_nobpm",  "_noblktap2",
};

static bool is_public(const struct tool_part *part)
{
	if (part->is_command || part->is_program)
		return true;
	if (part->is_local)
		return false;
	for (size_t i = 0; i < sizeof public_names / sizeof *public_names; i++)
		if (text_starts_with(part->name, public_names[i].start) &&
		    !(public_names[i].except &&
		      text_starts_with(part->name, public_names[i].except)))
			return true;
	return false;
}

/* Whether no part before it in the list of its name may be called, too. */
static bool is_first_public(const struct tool_parts *parts,
			    const struct tool_part *part)
{
	const struct tool_part *first = map_get(&parts->by_name, part->name);
	while (first != part && !is_public(first))
		first = first->next;
	return first == part;
}

/* --- Files ------------------------------------------------------------ */

static bool is_read(const char *file)
{
	if (!text_ends_with(file, ".c") && !text_ends_with(file, ".h"))
		return false;
	for (size_t i = 0; i < sizeof other_files / sizeof *other_files; i++)
		if (strstr(file, other_files[i]))
			return false;
	return true;
}

bool tree_has_tools(const struct tree *tree)
{
	struct arena arena = ARENA_INIT;
	bool found = tree_has(tree, directories[0], &arena) ||
		     tree_has(tree, directories[2], &arena);
	arena_release(&arena);
	return found;
}

static bool list_files(const struct tree *tree, struct arena *arena,
		       struct diags *diags, struct tree_files *files)
{
	for (size_t i = 0; i < sizeof directories / sizeof *directories; i++)
		if (tree_has(tree, directories[i], arena) &&
		    !tree_list_files(tree, directories[i], arena, diags, files))
			return false;
	return true;
}

/* The words and macros of all files. */
struct tool_sources {
	list_of(struct source *) list;
	struct defines defines;
};

static bool read_sources(const struct tree *tree,
			 const struct tree_files *files, struct arena *arena,
			 struct diags *diags, struct tool_sources *sources)
{
	for (size_t i = 0; i < files->list.count; i++) {
		const char *file = files->list.items[i];
		struct buffer text = BUFFER_INIT;
		if (!is_read(file))
			continue;
		bool done = tree_read(tree, file, diags, &text);
		if (done) {
			struct source *source =
				arena_alloc(arena, 1, sizeof *source);
			source->file = file;
			source_tokenize(source, buffer_string(&text), arena);
			source_balance(source, arena);
			*list_push(&sources->list, arena) = source;
			defines_read(file, buffer_string(&text), arena,
				     &sources->defines);
		}
		buffer_release(&text);
		if (!done)
			return false;
	}
	return true;
}

/* main() of a program is known by the program's name. */
static void name_programs(struct tool_parts *parts)
{
	const struct tool_part *first = map_get(&parts->by_name, "main");
	for (const struct tool_part *part = first; part; part = part->next)
		for (size_t i = 0; i < sizeof programs / sizeof *programs; i++)
			if (text_ends_with(part->file, programs[i].file))
				parts_add_program(parts, part, programs[i].name,
						  programs[i].is_run);
}

/* --- What is called --------------------------------------------------- */

/* A part that is to be looked at. */
struct tool_call_step {
	struct tool_part *part;
	bool may;
};

/* Follows calls down to what others may call, too. */
struct tool_follower {
	struct tool_parts *parts;
	struct tree_tool *tool;
	/* A part has this mark once it was looked at; one less: as one that
	   may be called alone. */
	size_t mark;
	list_of(struct tool_call_step) steps;
};

static void add_use(struct tool_follower *follower,
		    enum tree_tool_use_kind kind, const char *name, bool may)
{
	struct tree_tool *tool = follower->tool;
	if (strcmp(name, tool->name) == 0)
		return;
	for (size_t i = 0; i < tool->uses.count; i++)
		if (strcmp(tool->uses.items[i].name, name) == 0) {
			tool->uses.items[i].may &= may;
			return;
		}
	*list_push(&tool->uses, follower->parts->arena) =
		(struct tree_tool_use){kind, name, may};
}

static void add_step(struct tool_follower *follower, struct tool_part *part,
		     bool may)
{
	size_t mark = follower->mark - may;
	if (part->mark >= mark)
		return;
	part->mark = mark;
	*list_push(&follower->steps, follower->parts->arena) =
		(struct tool_call_step){part, may};
}

/* Whether a name in one part means the other. */
static bool is_meant(const struct tool_part *from, const struct tool_part *to,
		     bool own)
{
	return own ? !to->is_field && strcmp(from->file, to->file) == 0
		   : !to->is_local;
}

/* What the name stands for: of its own file, else of all. */
static void follow_name(struct tool_follower *follower,
			const struct tool_part *from, const char *name,
			bool may)
{
	struct tool_part *first = map_get(&follower->parts->by_name, name);
	bool own = false;
	unsigned count = 0;
	for (struct tool_part *part = first; part; part = part->next)
		own |= is_meant(from, part, true);
	for (struct tool_part *part = first; part; part = part->next)
		count += is_meant(from, part, own);
	for (struct tool_part *part = first; part; part = part->next)
		if (!is_meant(from, part, own))
			continue;
		else if (is_public(part))
			add_use(follower, USE_TOOL, name, may);
		else
			/* Of several the build takes one. */
			add_step(follower, part, may || count > 1);
}

static void follow_steps(struct tool_follower *follower)
{
	for (size_t i = 0; i < follower->steps.count; i++) {
		const struct tool_call_step step = follower->steps.items[i];
		for (size_t j = 0; j < step.part->uses.count; j++) {
			const struct tree_tool_use *use =
				&step.part->uses.items[j];
			bool may = step.may || use->may;
			if (use->kind == USE_TOOL)
				follow_name(follower, step.part, use->name,
					    may);
			else
				add_use(follower, use->kind, use->name, may);
		}
	}
}

static int compare_uses(const void *a, const void *b)
{
	const struct tree_tool_use *use_a = a, *use_b = b;
	return strcmp(use_a->name, use_b->name);
}

static int compare_tools(const void *a, const void *b)
{
	const struct tree_tool *tool_a = a, *tool_b = b;
	return strcmp(tool_a->name, tool_b->name);
}

/* All parts of the name as one tool: the build takes one of several. */
static void add_tool(struct tool_parts *parts, struct tool_part *first,
		     size_t number, struct tree_tools *tools)
{
	struct tree_tool tool = {first->name, first->file, first->line,
				 first->is_command, LIST_INIT};
	struct tool_follower follower = {parts, &tool, 2 * number, LIST_INIT};
	unsigned count = 0;
	for (struct tool_part *part = first; part; part = part->next)
		count += is_public(part);
	for (struct tool_part *part = first; part; part = part->next)
		if (is_public(part))
			add_step(&follower, part, count > 1);
	follow_steps(&follower);
	if (tool.uses.count)
		qsort(tool.uses.items, tool.uses.count, sizeof *tool.uses.items,
		      compare_uses);
	*list_push(&tools->list, parts->arena) = tool;
}

/* --- What comes to an op ---------------------------------------------- */

/* Marks those that use what is marked already; whether there was one. */
static bool mark_users(const struct tree_tools *tools, struct map *useful,
		       struct arena *arena)
{
	bool more = false;
	for (size_t i = 0; i < tools->list.count; i++) {
		struct tree_tool *tool = &tools->list.items[i];
		bool found = tool->is_command;
		for (size_t j = 0; j < tool->uses.count && !found; j++)
			found = tool->uses.items[j].kind != USE_TOOL ||
				map_get(useful, tool->uses.items[j].name);
		if (!found || map_get(useful, tool->name))
			continue;
		map_set(useful, tool->name, tool, arena);
		more = true;
	}
	return more;
}

/* Leaves out what comes to no op. */
static void keep_useful(struct tree_tools *tools, struct arena *arena)
{
	struct map useful = {0};
	size_t kept = 0;
	while (mark_users(tools, &useful, arena))
		;
	for (size_t i = 0; i < tools->list.count; i++) {
		struct tree_tool tool = tools->list.items[i];
		size_t uses = 0;
		for (size_t j = 0; j < tool.uses.count; j++) {
			const struct tree_tool_use use = tool.uses.items[j];
			if (use.kind != USE_TOOL || map_get(&useful, use.name))
				tool.uses.items[uses++] = use;
		}
		tool.uses.count = uses;
		if (map_get(&useful, tool.name))
			tools->list.items[kept++] = tool;
	}
	tools->list.count = kept;
}

bool tree_read_tools(const struct tree *tree, const struct map *ops,
		     struct arena *arena, struct diags *diags,
		     struct tree_tools *tools)
{
	struct tree_files files = {LIST_INIT};
	struct tool_sources sources = {LIST_INIT, {LIST_INIT}};
	struct tool_parts parts = {.arena = arena};
	*tools = (struct tree_tools){LIST_INIT, LIST_INIT};
	if (!list_files(tree, arena, diags, &files) ||
	    !read_sources(tree, &files, arena, diags, &sources))
		return false;
	defines_find_pasting(&sources.defines, arena);
	for (size_t i = 0; i < sources.defines.list.count; i++)
		parts_add_macro(&parts, &sources.defines.list.items[i]);
	for (size_t i = 0; i < sources.list.count; i++) {
		const struct source *source = sources.list.items[i];
		parts_read(&parts, source->file,
			   (struct words){source->tokens.items,
					  source->tokens.count - 1});
	}
	for (size_t i = 0; i < parts.broken.count; i++)
		*list_push(&tools->broken, arena) = parts.broken.items[i];
	name_programs(&parts);
	parts_find_uses(&parts, ops);
	for (size_t i = 0; i < parts.list.count; i++) {
		struct tool_part *part = parts.list.items[i];
		if (is_public(part) && is_first_public(&parts, part))
			add_tool(&parts, map_get(&parts.by_name, part->name),
				 i + 1, tools);
	}
	if (tools->list.count)
		qsort(tools->list.items, tools->list.count,
		      sizeof *tools->list.items, compare_tools);
	keep_useful(tools, arena);
	return true;
}
