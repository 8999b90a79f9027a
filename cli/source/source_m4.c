/* A source tree's files through m4, and what m4 has to say about them. */
#include "base/directory.h"
#include "base/file.h"
#include "base/map.h"
#include "base/process.h"
#include "base/text.h"
#include "source/source_m4.h"
#include "source/source_order.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

USES_MESSAGE(POLICY_MACRO);
USES_MESSAGE(POLICY_MACRO_WARNING);

enum { MEGABYTE = 1024 * 1024, MESSAGES_AT_MOST = 20 };

/* Xen's policy takes some milliseconds and 100 kB. */
static const struct process_limits limits = {
	.seconds = 5,
	.memory = (size_t)512 * MEGABYTE,
	.output = (size_t)64 * MEGABYTE,
};

/* How m4 calls its standard input in messages and markers. */
static const char standard_input[] = "stdin";

const char *source_shown(const struct source_tree *tree, const char *name,
			 struct arena *arena)
{
	for (size_t i = 0; i < tree->files.count; i++)
		if (strcmp(tree->files.items[i].name, name) == 0)
			return tree->files.items[i].shown;
	/* What a file includes; what was read twice has no place. */
	if (strcmp(name, standard_input) == 0)
		return tree->path;
	return *name == '/' ? name
			    : directory_path(tree->directory, name, arena);
}

/* --- Messages ----------------------------------------------------------- */

struct report {
	const struct source_tree *tree;
	const struct message *message;
	struct arena *arena;
	struct diags *diags;
	const char *last;
	unsigned count;
};

/* FILE:LINE: at the start of the row; the row is then what is behind it. */
static struct location read_place(const struct report *report, const char **row)
{
	struct location at = location_file(report->tree->path);
	const char *colon = *row;
	while ((colon = strchr(colon, ':'))) {
		char *end;
		unsigned long line = 0;
		if (isdigit((unsigned char)*++colon))
			line = strtoul(colon, &end, 10);
		if (!line || *end != ':')
			continue;
		const char *name = arena_slice(report->arena, *row,
					       (size_t)(colon - *row) - 1);
		at.file = source_shown(report->tree, name, report->arena);
		at.line = (unsigned)line;
		*row = end + 1;
		break;
	}
	return at;
}

/*
 * Whether m4 goes on without what it was asked for: the policy would be another
 * one than m4 makes elsewhere.  What it may not do here it says in these words,
 * which are those of the C locale.
 */
static bool is_failure(const char *text)
{
	static const char *const failures[] = {
		"cannot run command",	     "subprocess failed",
		"cannot set debug file",     "cannot create tempfile",
		"Operation not permitted", /* by name, standard input: */
		"No such device or address",
	};
	for (size_t i = 0; i < sizeof failures / sizeof *failures; i++)
		if (strstr(text, failures[i]))
			return true;
	return false;
}

static void read_row(struct report *report, const char *row)
{
	static const char program[] = "m4:";
	if (text_starts_with(row, program))
		row += strlen(program);
	struct location at = read_place(report, &row);
	row += strspn(row, " ");
	/* Of this one it has told before. */
	if (!*row || strcmp(row, report->last) == 0 ||
	    strstr(row, "syscmd subprocess failed"))
		return;
	report->last = row;
	if (report->count++ < MESSAGES_AT_MOST)
		diags_add(report->diags, report->message, at, "%s", row);
}

static bool judge(const struct source_tree *tree, const struct process *process,
		  struct diags *diags)
{
	struct arena arena = ARENA_INIT;
	bool failed = process->status != 0 ||
		      is_failure(buffer_string(&process->err));
	struct report report = {
		.tree = tree,
		.message = failed ? MESSAGE_POLICY_MACRO
				  : MESSAGE_POLICY_MACRO_WARNING,
		.arena = &arena,
		.diags = diags,
		.last = "",
	};
	char *rest = arena_string(&arena, buffer_string(&process->err));
	const char *row;
	while ((row = strsep(&rest, "\n")))
		read_row(&report, row);
	if (failed && !report.count)
		diags_add(diags, MESSAGE_POLICY_MACRO,
			  location_file(tree->path), "it does not say why");
	arena_release(&arena);
	return !failed;
}

/* --- Runs ----------------------------------------------------------------- */

void m4_command(const struct source_tree *tree, struct arena *arena,
		struct m4_arguments *arguments)
{
	*arguments = (struct m4_arguments){LIST_INIT};
	*list_push(&arguments->list, arena) = "m4";
	for (size_t i = 0; i < tree->definitions.count; i++)
		*list_push(&arguments->list, arena) =
			arena_format(arena, "-D%s", tree->definitions.items[i]);
}

bool m4_run(const struct source_tree *tree,
	    const struct m4_arguments *arguments, const struct buffer *input,
	    struct diags *diags, struct buffer *out)
{
	struct process process = {
		.arguments = arguments->list.items,
		.limits = limits,
		.confined = true,
		.confinement = tree->confinement,
		.directory = tree->directory,
		.input = input && input->length ? input : NULL,
	};
	bool done =
		process_run_in(&process, diags) && judge(tree, &process, diags);
	if (done)
		buffer_add(out, buffer_string(&process.out),
			   process.out.length);
	process_release(&process);
	return done;
}

bool source_is_support(const char *name)
{
	size_t length = strlen(name), tail = strlen(".spt");
	return length > tail && strcmp(name + length - tail, ".spt") == 0;
}

/* What m4 makes of the interfaces by themselves. */
static bool expand_interfaces(const struct source_tree *tree,
			      struct arena *arena, struct diags *diags,
			      struct buffer *definitions)
{
	struct m4_arguments arguments;
	bool any = false;
	m4_command(tree, arena, &arguments);
	for (size_t i = 0; i < tree->files.count; i++) {
		const struct source_file *file = &tree->files.items[i];
		any |= file->interfaces;
		if (file->interfaces || source_is_support(file->name))
			*list_push(&arguments.list, arena) = file->name;
	}
	list_push(&arguments.list, arena);
	return !any || m4_run(tree, &arguments, NULL, diags, definitions);
}

/* The files, "-" for all interfaces that were read before. */
static void add_files(const struct source_tree *tree, struct arena *arena,
		      struct m4_arguments *arguments)
{
	bool read = false;
	*list_push(&arguments->list, arena) = "-s";
	for (size_t i = 0; i < tree->files.count; i++) {
		const struct source_file *file = &tree->files.items[i];
		if (!file->interfaces)
			*list_push(&arguments->list, arena) = file->name;
		else if (!read)
			*list_push(&arguments->list, arena) = "-";
		read |= file->interfaces;
	}
	list_push(&arguments->list, arena);
}

/* --- Markers -------------------------------------------------------------- */

/* A newline would end the comment that a marker is. */
static void add_name(struct buffer *text, const char *name)
{
	for (; *name; name++) {
		bool breaks = *name == '\n' || *name == '\r';
		buffer_add(text, breaks ? "?" : name, 1);
	}
}

static bool is_known(const struct source_tree *tree, const char *name)
{
	for (size_t i = 0; i < tree->files.count; i++)
		if (strcmp(tree->files.items[i].name, name) == 0)
			return true;
	return strcmp(name, standard_input) == 0;
}

/*
 * What a macro includes must be a file like the others: a terminal or what
 * /proc says of the process is another one when make reads it.
 */
static bool check_included(const struct source_tree *tree, const char *name,
			   struct map *seen, struct arena *arena,
			   struct diags *diags)
{
	if (map_get(seen, name) || is_known(tree, name))
		return true;
	char *key = arena_string(arena, name);
	map_set(seen, key, key, arena);
	return file_is_regular(source_shown(tree, name, arena), diags);
}

/*
 * Copies the text, with the files of its markers as the user calls them.  False
 * with a message for one that is none.
 */
static bool show_markers(const struct source_tree *tree,
			 const struct buffer *from, struct arena *arena,
			 struct diags *diags, struct buffer *to)
{
	struct map seen = {0};
	bool good = true;
	static const char marker[] = "#line ";
	const char *at = buffer_string(from), *end = at + from->length;
	while (at < end) {
		const char *next = memchr(at, '\n', (size_t)(end - at));
		next = next ? next + 1 : end;
		size_t length = (size_t)(next - at);
		const char *first = memchr(at, '"', length);
		const char *last = memrchr(at, '"', length);
		if (!text_starts_with(at, marker) || !first || first == last) {
			buffer_add(to, at, length);
		} else {
			const char *name = arena_slice(
				arena, first + 1, (size_t)(last - first) - 1);
			good = check_included(tree, name, &seen, arena,
					      diags) &&
			       good;
			buffer_add(to, at, (size_t)(first - at) + 1);
			add_name(to, source_shown(tree, name, arena));
			buffer_add(to, last, (size_t)(next - last));
		}
		at = next;
	}
	return good;
}

bool source_tree_expand(const struct source_tree *tree, struct diags *diags,
			struct buffer *text)
{
	struct arena arena = ARENA_INIT;
	struct buffer definitions = BUFFER_INIT, out = BUFFER_INIT;
	struct m4_arguments arguments;
	m4_command(tree, &arena, &arguments);
	add_files(tree, &arena, &arguments);
	bool done = expand_interfaces(tree, &arena, diags, &definitions) &&
		    m4_run(tree, &arguments, &definitions, diags, &out);
	done = done && show_markers(tree, &out, &arena, diags, text);
	if (done && tree->unordered)
		source_put_in_order(text);
	buffer_release(&definitions);
	buffer_release(&out);
	arena_release(&arena);
	return done;
}
