/* The history of a repository, as git tells it: refs and commits as rows. */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/process.h"
#include "tree/tree.h"

USES_MESSAGE(HISTORY_INCOMPLETE);
USES_MESSAGE(HISTORY_UNREADABLE);

enum { MEGABYTE = 1024 * 1024, ID_LENGTH = 40 };

/* Thirteen years of Xen are 16 MB, and take a second. */
static const struct process_limits limits = {
	.seconds = 60,
	.memory = (size_t)8192 * MEGABYTE, /* packs are mapped */
	.output = (size_t)512 * MEGABYTE,
};

/*
 * What keeps git to reading what is there: no pager, no ids that stand for
 * others.  Whose the repository is does not matter, since nothing that its
 * configuration names can be run.
 */
static const char *const git[] = {
	"git",
	"--no-pager",
	"--no-replace-objects",
	"-c",
	"safe.directory=*",
	"-c",
	"core.fsmonitor=false",
	"-C",
};

struct git_command {
	list_of(const char *) words;
};

static void add(struct git_command *command, const char *word,
		struct arena *arena)
{
	*list_push(&command->words, arena) = word;
}

static void add_all(struct git_command *command, const char *const *words,
		    size_t count, struct arena *arena)
{
	for (size_t i = 0; i < count; i++)
		add(command, words[i], arena);
}

/* The first line of what git complains of, without its "fatal: ". */
static const char *complaint(const struct buffer *err, struct arena *arena)
{
	static const char fatal[] = "fatal: ";
	const char *text = buffer_string(err);
	if (strncmp(text, fatal, sizeof fatal - 1) == 0)
		text += sizeof fatal - 1;
	return arena_slice(arena, text, strcspn(text, "\n"));
}

/* Runs git on the repository; what it wrote is the caller's to release. */
static bool run(const char *repository, const char *const *words, size_t count,
		struct arena *arena, struct diags *diags, struct buffer *out)
{
	struct git_command command = {LIST_INIT};
	add_all(&command, git, sizeof git / sizeof *git, arena);
	add(&command, repository, arena);
	add_all(&command, words, count, arena);
	add(&command, NULL, arena);
	/*
	 * git opens /dev/null to write before it looks at what it is asked, so
	 * that must not be refused: it may write a file of one byte.
	 */
	struct process process = {.arguments = command.words.items,
				  .limits = limits,
				  .confined = true,
				  .product_limit = 1};
	bool ran = process_run_in(&process, diags);
	if (ran && process.status != 0) {
		diags_add(diags, MESSAGE_HISTORY_UNREADABLE,
			  location_file(repository), "git: %s",
			  complaint(&process.err, arena));
		ran = false;
	}
	*out = process.out;
	process.out = (struct buffer)BUFFER_INIT;
	process_release(&process);
	return ran;
}

/* --- Rows of fields --------------------------------------------------- */

/* Fields that end in a NUL each. */
struct fields {
	const char *at, *end;
	struct arena *arena;
};

/* The next field, in the arena; NULL: there is none that is whole. */
static const char *next_field(struct fields *fields)
{
	size_t left = (size_t)(fields->end - fields->at);
	const char *nul = left ? memchr(fields->at, '\0', left) : NULL;
	if (!nul)
		return NULL;
	const char *field = arena_slice(fields->arena, fields->at,
					(size_t)(nul - fields->at));
	fields->at = nul + 1;
	return field;
}

static bool is_id(const char *text)
{
	return text && strlen(text) == ID_LENGTH &&
	       strspn(text, "0123456789abcdef") == ID_LENGTH;
}

static bool damaged(const char *repository, struct diags *diags)
{
	diags_add(diags, MESSAGE_HISTORY_UNREADABLE, location_file(repository),
		  "git does not answer in the form that it was asked for");
	return false;
}

/* --- Refs ------------------------------------------------------------- */

/*
 * Lines "ID NAME"; behind a tag that is an object, the same with "^{}" at the
 * end for what that leads to in the end, which can be a tag of a tag.
 */
static bool read_refs(const char *repository, const char *text,
		      struct arena *arena, struct diags *diags,
		      struct tree_refs *refs)
{
	static const char behind[] = "^{}";
	char *rest = arena_string(arena, text);
	char *name;
	while ((name = strsep(&rest, "\n"))) {
		if (!*name)
			continue;
		const char *id = strsep(&name, " ");
		if (!is_id(id) || !name)
			return damaged(repository, diags);
		char *end = strstr(name, behind);
		if (end && refs->list.count)
			refs->list.items[refs->list.count - 1].commit = id;
		else
			*list_push(&refs->list, arena) =
				(struct tree_ref){name, id};
	}
	return true;
}

/* A clone that lacks history would make fixes look as if nobody had them. */
static bool is_whole(const char *repository, struct arena *arena,
		     struct diags *diags)
{
	static const char *const words[] = {"rev-parse",
					    "--is-shallow-repository"};
	struct buffer out = BUFFER_INIT;
	bool read = run(repository, words, sizeof words / sizeof *words, arena,
			diags, &out);
	bool whole = read && strcmp(buffer_string(&out), "false\n") == 0;
	buffer_release(&out);
	if (read && !whole)
		diags_add(diags, MESSAGE_HISTORY_INCOMPLETE,
			  location_file(repository), "the clone is shallow");
	return whole;
}

bool tree_read_refs(const char *repository, struct arena *arena,
		    struct diags *diags, struct tree_refs *refs)
{
	static const char *const words[] = {"show-ref", "--dereference"};
	struct buffer out = BUFFER_INIT;
	*refs = (struct tree_refs){LIST_INIT};
	bool read =
		is_whole(repository, arena, diags) &&
		run(repository, words, sizeof words / sizeof *words, arena,
		    diags, &out) &&
		read_refs(repository, buffer_string(&out), arena, diags, refs);
	buffer_release(&out);
	return read;
}

/* --- Commits ---------------------------------------------------------- */

static void read_parents(const char *text, struct arena *arena,
			 struct tree_commit *commit)
{
	list_of(const char *) list = LIST_INIT;
	char *rest = arena_string(arena, text);
	char *word;
	while ((word = strsep(&rest, " ")))
		if (*word)
			*list_push(&list, arena) = word;
	commit->parents = list.items;
	commit->parent_count = list.count;
}

static bool read_commit(struct fields *fields, struct tree_commit *commit)
{
	const char *id = next_field(fields);
	const char *parents = next_field(fields);
	const char *seconds = next_field(fields);
	char *end;
	commit->id = id;
	commit->author = next_field(fields);
	commit->subject = next_field(fields);
	commit->body = next_field(fields);
	if (!commit->body || !is_id(id) || !isdigit((unsigned char)*seconds))
		return false;
	commit->time = strtoll(seconds, &end, 10);
	read_parents(parents, fields->arena, commit);
	return *end == '\0';
}

static bool read_commits(const char *repository, struct fields *fields,
			 struct diags *diags, struct tree_history *history)
{
	while (fields->at < fields->end)
		if (!read_commit(fields,
				 list_push(&history->list, fields->arena)))
			return damaged(repository, diags);
	return true;
}

bool tree_read_history(const char *repository, const char *const *revisions,
		       size_t count, struct arena *arena, struct diags *diags,
		       struct tree_history *history)
{
	static const char *const words[] = {
		"log",
		"-z",
		"--topo-order",
		"--reverse",
		"--no-show-signature",
		"--encoding=UTF-8",
		"--format=tformat:%H%x00%P%x00%at%x00%an%x00%s%x00%b",
	};
	struct git_command command = {LIST_INIT};
	struct buffer out = BUFFER_INIT;
	*history = (struct tree_history){LIST_INIT};
	add_all(&command, words, sizeof words / sizeof *words, arena);
	add_all(&command, revisions, count, arena);
	add(&command, "--", arena);
	bool read = run(repository, command.words.items, command.words.count,
			arena, diags, &out);
	struct fields fields = {out.data, out.data + out.length, arena};
	if (read && out.length)
		read = read_commits(repository, &fields, diags, history);
	buffer_release(&out);
	return read;
}

bool tree_read_touching(const char *repository, const char *const *revisions,
			size_t count, const char *const *paths,
			size_t path_count, struct arena *arena,
			struct diags *diags, struct tree_ids *ids)
{
	static const char *const words[] = {"log", "-z", "--no-merges",
					    "--no-show-signature",
					    "--format=tformat:%H"};
	struct git_command command = {LIST_INIT};
	struct buffer out = BUFFER_INIT;
	*ids = (struct tree_ids){LIST_INIT};
	add_all(&command, words, sizeof words / sizeof *words, arena);
	add_all(&command, revisions, count, arena);
	add(&command, "--", arena);
	add_all(&command, paths, path_count, arena);
	bool read = run(repository, command.words.items, command.words.count,
			arena, diags, &out);
	struct fields fields = {out.data, out.data + out.length, arena};
	while (read && out.length && fields.at < fields.end) {
		const char *id = next_field(&fields);
		if (!is_id(id))
			read = damaged(repository, diags);
		else
			*list_push(&ids->list, arena) = id;
	}
	buffer_release(&out);
	return read;
}
