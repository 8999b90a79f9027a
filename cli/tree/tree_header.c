/* Public headers through the preprocessor, once for each architecture. */
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/process.h"
#include "base/text.h"
#include "tree/tree_file.h"
#include "tree/tree_header.h"
#include "tree/tree_macro.h"
#include "tree/tree_number.h"
#include "tree/tree_token.h"

USES_MESSAGE(HEADER_REFUSED);

enum { MEGABYTE = 1024 * 1024, ARCH_COUNT = 2, ARCH_FLAGS = 4, WORD_LIMIT = 8 };

/* All public headers take some hundredths of a second. */
static const struct process_limits limits = {
	.seconds = 30,
	.memory = (size_t)1024 * MEGABYTE,
	.output = 16 * MEGABYTE,
};

/* How the headers are told which architecture they are for. */
struct arch {
	enum tree_arch arch;
	const char *flags[ARCH_FLAGS];
	const char *foreign; /* directory of the other one's own headers */
};

static const struct arch archs[ARCH_COUNT] = {
	{TREE_X86,
	 {"-U__i386__", "-U__arm__", "-U__aarch64__", "-D__x86_64__=1"},
	 TREE_HEADERS "arch-arm"},
	{TREE_ARM,
	 {"-U__i386__", "-U__x86_64__", "-U__arm__", "-D__aarch64__=1"},
	 TREE_HEADERS "arch-x86"},
};

/*
 * As the hypervisor and its tools see them: the newest interface.  hvm/save.h
 * alone includes headers of the hypervisor itself; it has no ops.
 */
static const char *const view[] = {
	"-D__XEN__=1",
	"-D__XEN_TOOLS__=1",
	"-D__XEN_PUBLIC_HVM_SAVE_H__=1",
	"-ffreestanding",
	"-E",
	"-dD",
};

/* One run of the preprocessor after the other. */
struct preprocessor {
	const struct tree *tree;
	const char *const *headers; /* named as in a source tree */
	size_t count;
	const char *words[WORD_LIMIT + 1]; /* of $CC */
	struct arena *arena;
	struct diags *diags;
	struct tree_macros *macros;
};

/* $CC may have options behind the program's name. */
static void find_program(struct preprocessor *preprocessor)
{
	const char *text = getenv("CC");
	size_t count = 0;
	if (!text || !text[strspn(text, " ")])
		text = "cc";
	while (*text && count < WORD_LIMIT) {
		size_t length = strcspn(text, " ");
		if (length)
			preprocessor->words[count++] =
				arena_slice(preprocessor->arena, text, length);
		text += length + (text[length] == ' ');
	}
}

/* The whole command line for some of the headers; their number comes back. */
static size_t command_line(const struct preprocessor *preprocessor,
			   const struct arch *arch, const char *only,
			   const char ***arguments)
{
	list_of(const char *) line = LIST_INIT;
	struct arena *arena = preprocessor->arena;
	size_t included = 0;
	for (size_t i = 0; preprocessor->words[i]; i++)
		*list_push(&line, arena) = preprocessor->words[i];
	for (size_t i = 0; i < ARCH_FLAGS; i++)
		*list_push(&line, arena) = arch->flags[i];
	for (size_t i = 0; i < sizeof view / sizeof *view; i++)
		*list_push(&line, arena) = view[i];
	for (size_t i = 0; i < preprocessor->count; i++) {
		const char *header = preprocessor->headers[i];
		if ((only && strcmp(only, header) != 0) ||
		    text_starts_with(header, arch->foreign) ||
		    !tree_has(preprocessor->tree, header, arena))
			continue;
		*list_push(&line, arena) = "-include";
		*list_push(&line, arena) =
			tree_path(preprocessor->tree, header, arena);
		included++;
	}
	*list_push(&line, arena) = "-x";
	*list_push(&line, arena) = "c";
	*list_push(&line, arena) = "/dev/null";
	list_push(&line, arena);
	*arguments = line.items;
	return included;
}

static void add_row(struct preprocessor *preprocessor,
		    const struct macro_text *macro, int64_t value,
		    enum tree_arch arch)
{
	struct tree_macros *macros = preprocessor->macros;
	struct tree_macro *row = list_push(&macros->list, preprocessor->arena);
	*row = (struct tree_macro){macro->name,	   value,	  macro->file,
				   macro->line,	   macro->within, macro->member,
				   (unsigned)arch, NULL};
	if (macro->tokens[0].kind == TOKEN_WORD &&
	    macro->tokens[1].kind == TOKEN_END)
		row->alias = macro->tokens[0].text;
}

static void add_macros(struct preprocessor *preprocessor,
		       const struct arch *arch, const char *text)
{
	struct macro_table table = {0};
	int64_t value;
	macro_table_read(preprocessor->tree, text, preprocessor->arena, &table);
	for (size_t i = 0; i < table.list.count; i++) {
		const struct macro_text *macro = table.list.items[i];
		if (map_get(&table.all, macro->name) == macro &&
		    macro_number(&table.all, macro->tokens, &value))
			add_row(preprocessor, macro, value, arch->arch);
	}
}

enum header_outcome { OUTCOME_DONE, OUTCOME_REFUSED, OUTCOME_NOT_RUN };

/* One run; what it wrote to standard error stays in err. */
static enum header_outcome run(struct preprocessor *preprocessor,
			       const struct arch *arch, const char *only,
			       struct buffer *err)
{
	const char **arguments;
	struct buffer out = BUFFER_INIT;
	int status = 0;
	enum header_outcome outcome = OUTCOME_DONE;
	if (!command_line(preprocessor, arch, only, &arguments))
		return OUTCOME_DONE;
	if (!process_run(arguments, &limits, preprocessor->diags, &out, err,
			 &status))
		outcome = OUTCOME_NOT_RUN;
	else if (status != 0)
		outcome = OUTCOME_REFUSED;
	else
		add_macros(preprocessor, arch, buffer_string(&out));
	buffer_release(&out);
	return outcome;
}

/* The first line that tells of an error, without the tree's own path. */
static const char *first_error(const char *text, struct arena *arena)
{
	const char *mark = strstr(text, "error: ");
	if (mark)
		text = mark + strlen("error: ");
	if (!*text)
		return "it gives no reason";
	return arena_slice(arena, text, strcspn(text, "\n"));
}

/*
 * Header by header, so that one that is not meant for this view does not take
 * the others with it.
 */
static bool run_each(struct preprocessor *preprocessor, const struct arch *arch,
		     const char **errors)
{
	bool ran = true;
	for (size_t i = 0; ran && i < preprocessor->count; i++) {
		struct buffer err = BUFFER_INIT;
		enum header_outcome outcome =
			run(preprocessor, arch, preprocessor->headers[i], &err);
		if (outcome == OUTCOME_REFUSED)
			errors[i] = first_error(buffer_string(&err),
						preprocessor->arena);
		ran = outcome != OUTCOME_NOT_RUN;
		buffer_release(&err);
	}
	return ran;
}

static bool run_arch(struct preprocessor *preprocessor, const struct arch *arch,
		     const char **errors)
{
	struct buffer err = BUFFER_INIT;
	enum header_outcome outcome = run(preprocessor, arch, NULL, &err);
	buffer_release(&err);
	if (outcome == OUTCOME_REFUSED)
		return run_each(preprocessor, arch, errors);
	return outcome == OUTCOME_DONE;
}

static int compare_rows(const void *a, const void *b)
{
	const struct tree_macro *row_a = a, *row_b = b;
	int order = strcmp(row_a->name, row_b->name);
	if (!order)
		order = (row_a->value > row_b->value) -
			(row_a->value < row_b->value);
	if (!order)
		order = strcmp(row_a->file, row_b->file);
	if (!order)
		order = (row_a->line > row_b->line) -
			(row_a->line < row_b->line);
	return order ? order
		     : (row_a->arches > row_b->arches) -
			       (row_a->arches < row_b->arches);
}

/* The same name and number in the same place is one row for all. */
static void join_rows(struct tree_macros *macros)
{
	size_t kept = 0;
	if (macros->list.count)
		qsort(macros->list.items, macros->list.count,
		      sizeof *macros->list.items, compare_rows);
	for (size_t i = 0; i < macros->list.count; i++) {
		const struct tree_macro *row = &macros->list.items[i];
		struct tree_macro *last = macros->list.items;
		if (kept)
			last += kept - 1;
		if (kept && strcmp(last->name, row->name) == 0 &&
		    last->value == row->value)
			last->arches |= row->arches;
		else
			macros->list.items[kept++] = *row;
	}
	macros->list.count = kept;
}

/* The preprocessor would wait for a pipe for ever. */
static bool are_regular(const struct preprocessor *preprocessor)
{
	const struct tree *tree = preprocessor->tree;
	struct arena *arena = preprocessor->arena;
	bool good = true;
	for (size_t i = 0; i < preprocessor->count; i++) {
		const char *header = preprocessor->headers[i];
		if (tree_has(tree, header, arena))
			good = file_is_regular(tree_path(tree, header, arena),
					       preprocessor->diags) &&
			       good;
	}
	return good;
}

bool tree_read_macros(const struct tree *tree, const char *const headers[],
		      size_t count, struct arena *arena, struct diags *diags,
		      struct tree_macros *macros)
{
	struct preprocessor preprocessor = {.tree = tree,
					    .headers = headers,
					    .count = count,
					    .arena = arena,
					    .diags = diags,
					    .macros = macros};
	const char **errors = arena_alloc(arena, count + 1, sizeof *errors);
	bool good = true;
	*macros = (struct tree_macros){LIST_INIT};
	find_program(&preprocessor);
	if (!are_regular(&preprocessor))
		return false;
	for (size_t i = 0; i < ARCH_COUNT; i++)
		if (!run_arch(&preprocessor, &archs[i], errors))
			return false;
	for (size_t i = 0; i < count; i++) {
		if (!errors[i])
			continue;
		diags_add(diags, MESSAGE_HEADER_REFUSED,
			  location_file(tree_path(tree, headers[i], arena)),
			  "%s", errors[i]);
		good = false;
	}
	join_rows(macros);
	return good;
}

const struct tree_macro *tree_find_macro(const struct tree_macros *macros,
					 const char *name, size_t *count)
{
	const struct tree_macro *rows = macros->list.items;
	size_t first = 0, end = macros->list.count;
	*count = 0;
	while (first < end) {
		size_t middle = first + (end - first) / 2;
		if (strcmp(rows[middle].name, name) < 0)
			first = middle + 1;
		else
			end = middle;
	}
	while (first + *count < macros->list.count &&
	       strcmp(rows[first + *count].name, name) == 0)
		++*count;
	return *count ? &rows[first] : NULL;
}
