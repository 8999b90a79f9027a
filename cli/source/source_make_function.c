/* Functions of make, and the shell's commands that makefiles of policies use.
 */
#include "base/directory.h"
#include "base/file.h"
#include "base/text.h"
#include "source/source_make.h"
#include "source/source_make_expand.h"
#include "source/source_make_function.h"

#include <ctype.h>
#include <dirent.h>
#include <glob.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>

enum { ARGUMENTS = 3, FILE_LIMIT = 4 * 1024 * 1024, DEPTH = 16 };

/* A call while it is worked out: all that it takes, and gives. */
struct make_call {
	struct make *make;
	const char *arguments[ARGUMENTS]; /* expanded, but those of foreach */
	struct location at;
	struct make_doubt *doubt;
	struct buffer out;
};

/* Whether there is room for more. */
static bool has_room(struct make_call *call)
{
	if (call->out.length < MAKE_VALUE &&
	    make_spend(call->make, 1, call->at, call->doubt))
		return true;
	make_wonder(call->doubt, call->at, "a value that is too long");
	return false;
}

static void add_word(struct make_call *call, const char *word)
{
	if (!has_room(call))
		return;
	if (call->out.length)
		buffer_add_char(&call->out, ' ');
	buffer_add_string(&call->out, word);
}

static struct make_words words_of(const struct make_call *call,
				  unsigned argument)
{
	return make_split(call->arguments[argument], call->make->arena);
}

/* --- Words ---------------------------------------------------------------- */

static void filter(struct make_call *call, bool wanted)
{
	struct make_words patterns = words_of(call, 0),
			  words = words_of(call, 1);
	for (size_t i = 0; i < words.list.count; i++) {
		bool matches = false;
		for (size_t j = 0; j < patterns.list.count; j++)
			matches |= make_matches(words.list.items[i],
						patterns.list.items[j]);
		if (matches == wanted)
			add_word(call, words.list.items[i]);
	}
}

static void call_filter(struct make_call *call)
{
	filter(call, true);
}

static void call_filter_out(struct make_call *call)
{
	filter(call, false);
}

static void call_sort(struct make_call *call)
{
	struct make_words words = words_of(call, 0);
	if (words.list.count)
		qsort(words.list.items, words.list.count,
		      sizeof *words.list.items, text_compare_items);
	for (size_t i = 0; i < words.list.count; i++)
		if (!i ||
		    strcmp(words.list.items[i], words.list.items[i - 1]) != 0)
			add_word(call, words.list.items[i]);
}

static void call_subst(struct make_call *call)
{
	const char *from = call->arguments[0], *text = call->arguments[2];
	size_t length = strlen(from);
	while (*text && has_room(call)) {
		if (length && strncmp(text, from, length) == 0) {
			buffer_add_string(&call->out, call->arguments[1]);
			text += length;
		} else {
			buffer_add(&call->out, text++, 1);
		}
	}
}

static void call_patsubst(struct make_call *call)
{
	struct make_words words = words_of(call, 2);
	for (size_t i = 0; i < words.list.count; i++)
		add_word(call, make_substitute(call->make, words.list.items[i],
					       call->arguments[0],
					       call->arguments[1]));
}

static void call_findstring(struct make_call *call)
{
	if (strstr(call->arguments[1], call->arguments[0]))
		buffer_add_string(&call->out, call->arguments[0]);
}

static void call_strip(struct make_call *call)
{
	struct make_words words = words_of(call, 0);
	for (size_t i = 0; i < words.list.count; i++)
		add_word(call, words.list.items[i]);
}

static void call_firstword(struct make_call *call)
{
	struct make_words words = words_of(call, 0);
	if (words.list.count)
		add_word(call, words.list.items[0]);
}

static void call_notdir(struct make_call *call)
{
	struct make_words words = words_of(call, 0);
	for (size_t i = 0; i < words.list.count; i++) {
		const char *slash = strrchr(words.list.items[i], '/');
		add_word(call, slash ? slash + 1 : words.list.items[i]);
	}
}

static void call_basename(struct make_call *call)
{
	struct make_words words = words_of(call, 0);
	for (size_t i = 0; i < words.list.count; i++) {
		const char *word = words.list.items[i];
		const char *slash = strrchr(word, '/'),
			   *dot = strrchr(word, '.');
		add_word(call, dot && (!slash || slash < dot)
				       ? arena_slice(call->make->arena, word,
						     (size_t)(dot - word))
				       : word);
	}
}

static void call_addprefix(struct make_call *call)
{
	struct make_words words = words_of(call, 1);
	for (size_t i = 0; i < words.list.count; i++)
		add_word(call,
			 arena_format(call->make->arena, "%s%s",
				      call->arguments[0], words.list.items[i]));
}

static void call_addsuffix(struct make_call *call)
{
	struct make_words words = words_of(call, 1);
	for (size_t i = 0; i < words.list.count; i++)
		add_word(call,
			 arena_format(call->make->arena, "%s%s",
				      words.list.items[i], call->arguments[0]));
}

/* --- Files ---------------------------------------------------------------- */

/* The directory with what means something to glob(3) escaped. */
static const char *escaped(const char *directory, struct arena *arena)
{
	struct buffer text = BUFFER_INIT;
	for (; *directory; directory++) {
		if (strchr("*?[]\\", *directory))
			buffer_add_char(&text, '\\');
		buffer_add(&text, directory, 1);
	}
	const char *result = arena_string(arena, buffer_string(&text));
	buffer_release(&text);
	return result;
}

static void call_wildcard(struct make_call *call)
{
	struct make *make = call->make;
	struct make_words patterns = words_of(call, 0);
	size_t skipped = strlen(make->directory) + 1;
	for (size_t i = 0; i < patterns.list.count; i++) {
		const char *pattern = patterns.list.items[i];
		glob_t found;
		/* These lead out of the tree, or through it for ever. */
		if (strpbrk(pattern, "*?[") &&
		    (*pattern == '/' || strstr(pattern, "..")))
			make_wonder(call->doubt, call->at,
				    "it is not clear which files it looks for");
		bool within = *pattern != '/';
		if (call->doubt->why)
			return;
		if (within)
			pattern = arena_format(
				make->arena, "%s/%s",
				escaped(make->directory, make->arena), pattern);
		const int status = glob(pattern, 0, NULL, &found);
		if (status == GLOB_NOSPACE)
			memory_exhausted();
		if (status != 0)
			continue;
		for (size_t j = 0; j < found.gl_pathc; j++)
			add_word(call,
				 arena_string(make->arena,
					      found.gl_pathv[j] +
						      (within ? skipped : 0)));
		globfree(&found);
	}
}

/* Adds the files of that name, case ignored, as "find -iname" does. */
static void find_named(struct make_call *call, const char *directory,
		       const char *name, unsigned depth)
{
	struct make *make = call->make;
	const char *const *names;
	const char *full =
		directory_path(make->directory, directory, make->arena);
	struct stat status;
	/* It follows no links. */
	if (lstat(full, &status) != 0 || !S_ISDIR(status.st_mode) ||
	    !has_room(call))
		return;
	size_t count =
		directory_list(full, "", make->arena, make->diags, &names);
	for (size_t i = 0; i < count; i++) {
		const char *path =
			arena_format(make->arena, "%s/%s", directory, names[i]);
		if (strcasecmp(names[i], name) == 0)
			add_word(call, path);
		if (depth < DEPTH)
			find_named(call, path, name, depth + 1);
	}
}

/* find DIRECTORY... -maxdepth 0 -type d */
static bool find_directories(struct make_call *call,
			     const struct make_words *words)
{
	static const char *const tail[] = {"-maxdepth", "0", "-type", "d"};
	size_t end = words->list.count - 4;
	if (words->list.count < 5)
		return false;
	for (size_t i = 0; i < 4; i++)
		if (strcmp(words->list.items[end + i], tail[i]) != 0)
			return false;
	for (size_t i = 1; i < end; i++)
		if (directory_exists(directory_path(call->make->directory,
						    words->list.items[i],
						    call->make->arena)))
			add_word(call, words->list.items[i]);
	if (end == 1)
		add_word(call, ".");
	return true;
}

static bool run_find(struct make_call *call, const struct make_words *words)
{
	if (words->list.count == 3 &&
	    strcmp(words->list.items[1], "-iname") == 0 &&
	    !strpbrk(words->list.items[2], "*?[\\'\"")) {
		find_named(call, ".", words->list.items[2], 0);
		return true;
	}
	return find_directories(call, words);
}

/* --- awk on modules.conf ---------------------------------------------------
 */

/* Which lines are taken: those whose first word starts with such a letter. */
struct selection {
	const char *start; /* of the program */
	bool any_case;
};

static const struct selection selections[] = {
	{"/^[ \\t]*[a-z]/", false},
	{"/^[[:blank:]]*[[:alpha:]]/", true},
};

/* The value that the third word must have, in the arena; NULL: another one. */
static const char *selected_value(const char *rest, struct arena *arena)
{
	static const char *const before[] = {"{", "if", "($3", "=="};
	struct make_words words = make_split(rest, arena);
	if (words.list.count != 8)
		return NULL;
	for (size_t i = 0; i < 4; i++)
		if (strcmp(words.list.items[i], before[i]) != 0)
			return NULL;
	const char *value = words.list.items[4];
	size_t length = strlen(value);
	if (length < 3 || *value != '"' ||
	    strcmp(value + length - 2, "\")") != 0)
		return NULL;
	if (strcmp(words.list.items[5], "print") != 0 ||
	    strcmp(words.list.items[6], "$1") != 0 ||
	    strcmp(words.list.items[7], "}") != 0)
		return NULL;
	return arena_slice(arena, value + 1, length - 3);
}

static void select_modules(struct make_call *call,
			   const struct selection *selection, const char *value,
			   const char *file)
{
	struct make *make = call->make;
	struct buffer text = BUFFER_INIT;
	struct diags ignored = DIAGS_INIT;
	bool done = file_read_regular(
		directory_path(make->directory, file, make->arena), FILE_LIMIT,
		&ignored, &text);
	if (!done)
		make_wonder(call->doubt, call->at,
			    "it reads a file that cannot be read");
	char *rest = text.data, *line;
	while (done && (line = strsep(&rest, "\n"))) {
		unsigned char first = (unsigned char)line[strspn(line, " \t")];
		struct make_words words = make_split(line, make->arena);
		bool taken =
			selection->any_case ? isalpha(first) : islower(first);
		if (taken && words.list.count > 2 &&
		    strcmp(words.list.items[2], value) == 0)
			add_word(call, words.list.items[0]);
	}
	buffer_release(&text);
	diags_add_inputs(make->diags, &ignored);
	diags_release(&ignored);
}

/* awk 'PROGRAM' FILE [2> /dev/null] */
static bool run_awk(struct make_call *call, const char *command)
{
	struct arena *arena = call->make->arena;
	const char *first = strchr(command, '\''),
		   *last = strrchr(command, '\'');
	if (!first || first == last)
		return false;
	const char *program =
		arena_slice(arena, first + 1, (size_t)(last - first) - 1);
	struct make_words words = make_split(last + 1, arena);
	bool silent = words.list.count == 3 &&
		      strcmp(words.list.items[1], "2>") == 0 &&
		      strcmp(words.list.items[2], "/dev/null") == 0;
	if (!silent && words.list.count != 1)
		return false;
	for (size_t i = 0; i < sizeof selections / sizeof *selections; i++) {
		const struct selection *selection = &selections[i];
		if (!text_starts_with(program, selection->start))
			continue;
		const char *value = selected_value(
			program + strlen(selection->start), arena);
		if (value)
			select_modules(call, selection, value,
				       words.list.items[0]);
		return value != NULL;
	}
	return false;
}

static void call_shell(struct make_call *call)
{
	const char *command = call->arguments[0];
	struct make_words words = words_of(call, 0);
	const char *program = words.list.count ? words.list.items[0] : "";
	bool done = false;
	if (strcmp(program, "awk") == 0)
		done = run_awk(call, command);
	else if (strcmp(program, "find") == 0 &&
		 !strpbrk(command, ";&|<>$`'\"\\()"))
		done = run_find(call, &words);
	if (!done)
		make_wonder(call->doubt, call->at,
			    "a command of the shell's is not evaluated");
}

/* --- Control ---------------------------------------------------------------
 */

static void call_foreach(struct make_call *call)
{
	struct make *make = call->make;
	const char *name =
		make_expand(make, call->arguments[0], call->at, call->doubt);
	struct make_words words = make_split(
		make_expand(make, call->arguments[1], call->at, call->doubt),
		make->arena);
	struct make_variable *before = make_variable(make, name);
	struct make_variable own = {.name = name, .simple = true};
	map_set(&make->variables, name, &own, make->arena);
	for (size_t i = 0; i < words.list.count && has_room(call); i++) {
		own.value = words.list.items[i];
		add_word(call, make_expand(make, call->arguments[2], call->at,
					   call->doubt));
	}
	if (!before)
		before = arena_alloc(make->arena, 1, sizeof *before);
	if (!before->name)
		*before = (struct make_variable){
			.name = name, .value = "", .simple = true};
	map_set(&make->variables, name, before, make->arena);
}

static void call_error(struct make_call *call)
{
	make_wonder(call->doubt, call->at, "make stops here");
}

/* NOLINTNEXTLINE(clang-analyzer-optin.performance.Padding): rows read well */
static const struct make_function {
	const char *name;
	unsigned arguments;
	void (*run)(struct make_call *call);
	bool expands_itself;
} functions[] = {
	{"addprefix", 2, call_addprefix, false},
	{"addsuffix", 2, call_addsuffix, false},
	{"basename", 1, call_basename, false},
	{"error", 1, call_error, false},
	{"filter", 2, call_filter, false},
	{"filter-out", 2, call_filter_out, false},
	{"findstring", 2, call_findstring, false},
	{"firstword", 1, call_firstword, false},
	{"foreach", 3, call_foreach, true},
	{"notdir", 1, call_notdir, false},
	{"patsubst", 3, call_patsubst, false},
	{"shell", 1, call_shell, false},
	{"sort", 1, call_sort, false},
	{"strip", 1, call_strip, false},
	{"subst", 3, call_subst, false},
	{"wildcard", 1, call_wildcard, false},
};

/* Takes the text apart at its commas; the last argument keeps its own. */
static unsigned take_arguments(struct make_call *call, const char *text,
			       unsigned most)
{
	unsigned count = 0, depth = 0;
	const char *start = text;
	for (; count + 1 < most && *text; text++) {
		depth += *text == '(' || *text == '{';
		depth -= depth && (*text == ')' || *text == '}');
		if (*text != ',' || depth)
			continue;
		call->arguments[count++] = arena_slice(call->make->arena, start,
						       (size_t)(text - start));
		start = text + 1;
	}
	call->arguments[count++] = start;
	return count;
}

static void run_function(struct make_call *call,
			 const struct make_function *function, const char *text)
{
	unsigned count = take_arguments(call, text, function->arguments);
	if (count != function->arguments) {
		make_wonder(call->doubt, call->at,
			    "a function that misses an argument");
		return;
	}
	for (unsigned i = 0; i < count && !function->expands_itself; i++)
		call->arguments[i] = make_expand(call->make, call->arguments[i],
						 call->at, call->doubt);
	function->run(call);
}

const char *make_call(struct make *make, const char *name, const char *text,
		      struct location at, struct make_doubt *doubt)
{
	struct make_call call = {.make = make, .at = at, .doubt = doubt};
	const struct make_function *found = NULL;
	for (size_t i = 0; i < sizeof functions / sizeof *functions; i++)
		if (strcmp(functions[i].name, name) == 0)
			found = &functions[i];
	if (found)
		run_function(&call, found, text);
	else
		make_wonder(doubt, at,
			    arena_format(make->arena,
					 "$(%s ...) is not evaluated", name));
	const char *value = arena_string(make->arena, buffer_string(&call.out));
	buffer_release(&call.out);
	return value;
}
