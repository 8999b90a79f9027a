/* The tables by which the hypervisor finds the handlers of hypercalls. */
#include "tree/tree_dispatch.h"

#include <ctype.h>
#include <string.h>

#include "base/text.h"

static const char number_prefix[] = "__HYPERVISOR_";
static const char no_handler[] = "ni_hypercall";

/* --- Lines, and the builds that they are for ------------------------------ */

/* A branch of an #if. */
struct if_branch {
	const struct tree_build *now;	 /* of this branch */
	const struct tree_build *others; /* of those before it */
};

struct table_lines {
	const char *file;
	char *rest; /* of the text, without comments */
	unsigned line;
	char *text; /* of the line at hand; continued ones are one */
	list_of(struct if_branch) branches;
	struct arena *arena;
};

/* Comments become blanks; ends of lines stay. */
static void blank_comments(char *text)
{
	for (bool inside = false; *text; text++) {
		const bool begins = !inside && text[0] == '/' && text[1] == '*';
		const bool ends = inside && text[0] == '*' && text[1] == '/';
		inside = begins || (inside && !ends);
		if (begins || ends)
			text[0] = text[1] = ' ';
		if (inside && *text != '\n')
			*text = ' ';
	}
}

static bool next_line(struct table_lines *lines)
{
	if (!lines->rest || !*lines->rest)
		return false;
	lines->text = lines->rest;
	for (char *at = lines->rest;; at++) {
		if (*at == '\n' && at > lines->rest && at[-1] == '\\') {
			at[-1] = at[0] = ' ';
			lines->line++;
			continue;
		}
		if (*at && *at != '\n')
			continue;
		lines->line++;
		lines->rest = *at ? at + 1 : at;
		*at = '\0';
		return true;
	}
}

static void enter(struct table_lines *lines, const struct tree_build *now)
{
	*list_push(&lines->branches, lines->arena) =
		(struct if_branch){now, tree_build_not(now, lines->arena)};
}

/* The next branch of the #if; now NULL: of whatever is left. */
static void turn(struct table_lines *lines, const struct tree_build *now)
{
	if (!lines->branches.count)
		return;
	struct if_branch *last =
		&lines->branches.items[lines->branches.count - 1];
	last->now = tree_build_and(last->others, now, lines->arena);
	if (now)
		last->others = tree_build_and(last->others,
					      tree_build_not(now, lines->arena),
					      lines->arena);
}

/* Whether the line is a directive that says for which builds others are. */
static bool take_directive(struct table_lines *lines)
{
	char *at = lines->text + strspn(lines->text, " \t");
	struct arena *arena = lines->arena;
	if (*at != '#')
		return false;
	at += 1 + strspn(at + 1, " \t");
	const size_t length = strspn(at, "abcdefghijklmnopqrstuvwxyz");
	const char *word = arena_slice(arena, at, length);
	at += length;
	if (strcmp(word, "if") == 0)
		enter(lines, tree_build_parse(at, false, arena));
	else if (strcmp(word, "ifdef") == 0)
		enter(lines, tree_build_parse(at, true, arena));
	else if (strcmp(word, "ifndef") == 0)
		enter(lines,
		      tree_build_not(tree_build_parse(at, true, arena), arena));
	else if (strcmp(word, "elif") == 0)
		turn(lines, tree_build_parse(at, false, arena));
	else if (strcmp(word, "else") == 0)
		turn(lines, NULL);
	else if (strcmp(word, "endif") == 0)
		lines->branches.count -= lines->branches.count != 0;
	else
		return false;
	return true;
}

static const struct tree_build *builds_here(const struct table_lines *lines)
{
	const struct tree_build *all = NULL;
	for (size_t i = 0; i < lines->branches.count; i++)
		all = tree_build_and(all, lines->branches.items[i].now,
				     lines->arena);
	return all;
}

/* --- Words ---------------------------------------------------------------- */

static bool is_word(char letter)
{
	return isalnum((unsigned char)letter) || letter == '_';
}

/* The word there, and goes on behind it. */
static const char *read_word(struct table_lines *lines, char **at)
{
	size_t length = 0;
	*at += strspn(*at, " \t");
	while (is_word((*at)[length]))
		length++;
	const char *word = arena_slice(lines->arena, *at, length);
	*at += length;
	return word;
}

/* What of a handler's name is the hypercall's: do_NAME, compat_NAME. */
static const char *handled_name(const char *function)
{
	static const char *const starts[] = {"do_", "compat_"};
	for (size_t i = 0; i < sizeof starts / sizeof *starts; i++)
		if (text_starts_with(function, starts[i]))
			return function + strlen(starts[i]);
	return NULL;
}

/* --- A table while it is read --------------------------------------------- */

/* A handler that some builds have not: #define do_NAME do_ni_hypercall. */
struct handler_stub {
	const char *name;
	const struct tree_build *builds;
};

struct dispatch_reading {
	const struct tree *tree;
	struct tree_dispatch *table;
	list_of(struct handler_stub) stubs;
	struct arena *arena;
	struct diags *diags;
	enum tree_arch arch;
	const struct tree_build *guard; /* of the file */
};

const char *tree_number_own_name(const struct tree_dispatch *table,
				 const char *name)
{
	for (size_t i = 0; i < table->aliases.count; i++)
		if (strcmp(table->aliases.items[i].name, name) == 0)
			return table->aliases.items[i].is;
	return name;
}

static void add_row(struct dispatch_reading *reading,
		    const struct table_lines *lines, const char *name,
		    enum tree_arch arch, const struct tree_build *when)
{
	struct arena *arena = reading->arena;
	name = tree_number_own_name(reading->table, name);
	for (size_t i = 0; i < reading->stubs.count; i++)
		if (strcmp(reading->stubs.items[i].name, name) == 0)
			when = tree_build_and(
				when,
				tree_build_not(reading->stubs.items[i].builds,
					       arena),
				arena);
	for (size_t i = 0; i < reading->table->list.count; i++) {
		struct tree_handled *row = &reading->table->list.items[i];
		if (row->arch != arch || strcmp(row->name, name) != 0)
			continue;
		row->builds = tree_build_or(row->builds, when, arena);
		return;
	}
	*list_push(&reading->table->list, arena) = (struct tree_handled){
		name, arch, when, lines->file, lines->line};
}

static void add_callers(struct dispatch_reading *reading, enum tree_arch arch,
			const struct tree_build *when)
{
	struct tree_dispatch *table = reading->table;
	table->callers[arch] = table->found[arch]
				       ? tree_build_or(table->callers[arch],
						       when, reading->arena)
				       : when;
	table->found[arch] = true;
}

/* #define do_NAME do_ni_hypercall; #define __HYPERVISOR_NAME __HYPERVISOR_IS */
static bool take_define(struct dispatch_reading *reading,
			struct table_lines *lines)
{
	char *at = lines->text + strspn(lines->text, " \t");
	const size_t prefix = strlen(number_prefix);
	if (*at++ != '#' || strcmp(read_word(lines, &at), "define") != 0)
		return false;
	const char *name = read_word(lines, &at);
	const char *is = read_word(lines, &at);
	const char *handled = handled_name(name), *by = handled_name(is);
	if (handled && by && strcmp(by, no_handler) == 0)
		*list_push(&reading->stubs, reading->arena) =
			(struct handler_stub){handled, builds_here(lines)};
	else if (text_starts_with(name, number_prefix) &&
		 text_starts_with(is, number_prefix))
		*list_push(&reading->table->aliases, reading->arena) =
			(struct tree_number_name){name + prefix, is + prefix};
	return true;
}

/* --- The forms of tables -------------------------------------------------- */

/* NAME_hypercall_table[...] = {, and not that of the arguments' number. */
static bool begins_array(const char *text)
{
	const char *bracket = strchr(text, '[');
	const char *found = strstr(text, "hypercall");
	return bracket && found && found < bracket && strchr(bracket, '=') &&
	       strstr(found, "table") && !strstr(text, "args");
}

/* HYPERCALL(NAME, ...) and its kin, or [ __HYPERVISOR_NAME ] = HANDLER. */
static const char *entry_name(struct table_lines *lines)
{
	char *at = lines->text + strspn(lines->text, " \t");
	if (*at == '[') {
		at++;
		const char *name = read_word(lines, &at);
		return text_starts_with(name, number_prefix)
			       ? name + strlen(number_prefix)
			       : NULL;
	}
	const char *macro = read_word(lines, &at);
	const bool calls = strstr(macro, "CALL") && *at == '(';
	at += calls;
	return calls ? read_word(lines, &at) : NULL;
}

static void read_arrays(struct dispatch_reading *reading,
			struct table_lines *lines)
{
	bool inside = false, any = false;
	while (next_line(lines)) {
		if (take_directive(lines) || take_define(reading, lines))
			continue;
		if (begins_array(lines->text))
			inside = true;
		const char *name = inside ? entry_name(lines) : NULL;
		if (name && *name)
			add_row(reading, lines, name, reading->arch,
				tree_build_and(reading->guard,
					       builds_here(lines),
					       reading->arena));
		any |= name != NULL;
		if (strstr(lines->text, "};"))
			inside = false;
	}
	if (any)
		add_callers(reading, reading->arch, reading->guard);
}

/* ENTRY(hypercall_table), then .quad do_NAME up to the next ENTRY. */
static void read_assembly(struct dispatch_reading *reading,
			  struct table_lines *lines)
{
	static const char entry[] = "ENTRY(", quad[] = ".quad";
	bool inside = false, any = false;
	while (next_line(lines)) {
		if (take_directive(lines) || take_define(reading, lines))
			continue;
		char *at = lines->text + strspn(lines->text, " \t");
		if (text_starts_with(at, entry))
			inside = strstr(at, "hypercall_table") != NULL;
		if (!inside || !text_starts_with(at, quad))
			continue;
		at += strlen(quad);
		const char *name = handled_name(read_word(lines, &at));
		if (!name || strcmp(name, no_handler) == 0)
			continue;
		any = true;
		add_row(reading, lines, name, reading->arch,
			tree_build_and(reading->guard, builds_here(lines),
				       reading->arena));
	}
	if (any)
		add_callers(reading, reading->arch, reading->guard);
}

/* A kind of guest with a column of its own. */
struct column {
	const char *name;
	const struct tree_build *builds;
};

/* A kind of guest, for which the table has a column. */
struct guest_kind {
	const char *name;
	const struct tree_build *builds;
};

/* A table that has a column for each kind of guest. */
struct table_columns {
	struct dispatch_reading *reading;
	struct table_lines *lines;
	list_of(struct guest_kind) callers;
	list_of(struct guest_kind) heads; /* of the columns, in order */
	bool inside;			  /* below the heads */
};

static enum tree_arch arch_of(const struct guest_kind *caller)
{
	return strcmp(caller->name, "arm") == 0 ? TREE_ARM : TREE_X86;
}

/* "caller: pv64", in the builds that have such. */
static void take_caller(struct table_columns *columns, char *at)
{
	struct dispatch_reading *reading = columns->reading;
	struct guest_kind *row = list_push(&columns->callers, reading->arena);
	row->name = read_word(columns->lines, &at);
	row->builds = builds_here(columns->lines);
	add_callers(reading, arch_of(row), row->builds);
}

/* "table: pv32 pv64 hvm32 hvm64 arm" */
static void take_heads(struct table_columns *columns, char *at)
{
	columns->inside = true;
	for (const char *name; *(name = read_word(columns->lines, &at));) {
		struct guest_kind *head =
			list_push(&columns->heads, columns->reading->arena);
		for (size_t i = 0; i < columns->callers.count; i++)
			if (strcmp(columns->callers.items[i].name, name) == 0)
				*head = columns->callers.items[i];
	}
}

/* "NAME compat do:2 - - -": "-" is no handler. */
static void take_cells(struct table_columns *columns, const char *name,
		       char *at)
{
	struct dispatch_reading *reading = columns->reading;
	for (size_t i = 0; i < columns->heads.count; i++) {
		const struct guest_kind *head = &columns->heads.items[i];
		at += strspn(at, " \t");
		const bool none = *at == '-' || !*at;
		at += strcspn(at, " \t");
		if (!none && head->name)
			add_row(reading, columns->lines, name, arch_of(head),
				tree_build_and(head->builds,
					       builds_here(columns->lines),
					       reading->arena));
	}
}

static void read_columns(struct dispatch_reading *reading,
			 struct table_lines *lines)
{
	struct table_columns columns = {.reading = reading, .lines = lines};
	while (next_line(lines)) {
		if (take_directive(lines))
			continue;
		char *at = lines->text;
		const char *word = read_word(lines, &at);
		if (*at == ':' && strcmp(word, "caller") == 0)
			take_caller(&columns, at + 1);
		else if (*at == ':' && strcmp(word, "table") == 0)
			take_heads(&columns, at + 1);
		else if (columns.inside && *word)
			take_cells(&columns, word, at);
	}
}

/* --- Files ---------------------------------------------------------------- */

static bool open_lines(struct dispatch_reading *reading, const char *file,
		       struct table_lines *lines)
{
	struct buffer text = BUFFER_INIT;
	bool good = tree_read(reading->tree, file, reading->diags, &text);
	*lines = (struct table_lines){.file = file, .arena = reading->arena};
	if (good) {
		lines->rest =
			arena_string(reading->arena, buffer_string(&text));
		blank_comments(lines->rest);
	}
	buffer_release(&text);
	return good;
}

/* The symbol for whose builds alone the Makefile makes the object; or NULL. */
static const char *made_for(struct table_lines *lines, const char *object)
{
	static const char start[] = "$(CONFIG_";
	const size_t length = strlen(object);
	while (next_line(lines)) {
		char *at = strstr(lines->text, start);
		const char *list = at ? strstr(at, "+=") : NULL;
		if (!list)
			continue;
		for (const char *found = strstr(list, object); found;
		     found = strstr(found + 1, object)) {
			const char behind = found[length];
			if (found[-1] != ' ' ||
			    (behind && !strchr(" \t/", behind)))
				continue;
			at += strlen(start);
			return read_word(lines, &at);
		}
	}
	return NULL;
}

/* For which builds the Makefiles above it make the file; false: a message. */
static bool find_guard(struct dispatch_reading *reading, const char *file)
{
	char *path = arena_string(reading->arena, file);
	reading->guard = NULL;
	for (char *name; (name = strrchr(path, '/'));) {
		struct table_lines lines;
		*name++ = '\0';
		name[strcspn(name, ".")] = '\0';
		const char *makefile =
			arena_format(reading->arena, "%s/Makefile", path);
		if (!tree_has(reading->tree, makefile, reading->arena))
			continue;
		if (!open_lines(reading, makefile, &lines))
			return false;
		const char *object =
			strchr(file + (name - path), '/')
				? name
				: arena_format(reading->arena, "%s.o", name);
		const char *symbol = made_for(&lines, object);
		if (symbol)
			reading->guard = tree_build_and(
				reading->guard,
				tree_build_symbol(symbol, reading->arena),
				reading->arena);
	}
	return true;
}

/* Where tables stand, in one line of releases or another. */
static const struct table_file {
	const char *file;
	enum tree_arch arch;
	void (*read)(struct dispatch_reading *reading,
		     struct table_lines *lines);
} table_files[] = {
	/* What is said of handlers, for those below. */
	{"xen/include/xen/hypercall.h", TREE_ALL, read_arrays},
	{"xen/include/asm-x86/hypercall.h", TREE_ALL, read_arrays},
	{"xen/arch/x86/include/asm/hypercall.h", TREE_ALL, read_arrays},
	{TREE_HEADERS "arch-x86/xen-mca.h", TREE_ALL, read_arrays},
	{"xen/include/hypercall-defs.c", TREE_ALL, read_columns},
	{"xen/arch/x86/x86_64/entry.S", TREE_X86, read_assembly},
	{"xen/arch/x86/x86_64/compat/entry.S", TREE_X86, read_assembly},
	{"xen/arch/x86/hypercall.c", TREE_X86, read_arrays},
	{"xen/arch/x86/pv/hypercall.c", TREE_X86, read_arrays},
	{"xen/arch/x86/hvm/hvm.c", TREE_X86, read_arrays},
	{"xen/arch/x86/hvm/hypercall.c", TREE_X86, read_arrays},
	{"xen/arch/arm/traps.c", TREE_ARM, read_arrays},
};

bool tree_read_dispatch(const struct tree *tree, struct arena *arena,
			struct diags *diags, struct tree_dispatch *table)
{
	struct dispatch_reading reading = {
		.tree = tree, .table = table, .arena = arena, .diags = diags};
	*table = (struct tree_dispatch){.found = {false}};
	for (size_t i = 0; i < sizeof table_files / sizeof *table_files; i++) {
		const struct table_file *file = &table_files[i];
		struct table_lines lines;
		if (!tree_has(tree, file->file, arena))
			continue;
		reading.arch = file->arch;
		if (!find_guard(&reading, file->file) ||
		    !open_lines(&reading, file->file, &lines))
			return false;
		file->read(&reading, &lines);
	}
	return true;
}
