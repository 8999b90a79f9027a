/*
 * Object classes, permissions and initial SIDs, numbered as the hypervisor's
 * generator does it: by the order of their files.
 */
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "tree/tree_file.h"
#include "tree/tree_vector.h"

USES_MESSAGE(TREE_UNREADABLE);

/* Where the files stand, in the order in which they are looked for. */
static const char *const directories[] = {
	"xen/xsm/flask/policy",
	"tools/flask/policy/policy/flask",
	"tools/flask/policy/flask",
};

/* A word or a brace of a file, in the arena. */
struct word_list {
	list_of(struct tree_name) list;
};

static void split_words(const char *text, struct arena *arena,
			struct word_list *words)
{
	unsigned line = 1;
	while (*text) {
		size_t length = strcspn(text, " \t\r\n{}#");
		if (*text == '#') {
			text += strcspn(text, "\n");
		} else if (length || *text == '{' || *text == '}') {
			struct tree_name *word = list_push(&words->list, arena);
			length += !length;
			word->name = arena_slice(arena, text, length);
			word->line = line;
			text += length;
		} else {
			line += *text == '\n';
			text++;
		}
	}
}

static const char *find_file(const struct tree *tree, const char *name,
			     struct arena *arena)
{
	size_t count = sizeof directories / sizeof *directories;
	for (size_t i = 0; i < count; i++) {
		const char *file =
			arena_format(arena, "%s/%s", directories[i], name);
		if (tree_has(tree, file, arena))
			return file;
	}
	return arena_format(arena, "%s/%s", directories[0], name);
}

static bool read_words(const struct tree *tree, const char *file,
		       struct arena *arena, struct diags *diags,
		       struct word_list *words)
{
	struct buffer text = BUFFER_INIT;
	bool done = tree_read(tree, file, diags, &text);
	if (done)
		split_words(buffer_string(&text), arena, words);
	buffer_release(&text);
	return done;
}

static bool wrong_form(const struct tree *tree, const char *file,
		       const struct tree_name *word, struct arena *arena,
		       struct diags *diags)
{
	const struct location at = {tree_path(tree, file, arena),
				    word ? word->line : 0, 0};
	diags_add(diags, MESSAGE_TREE_UNREADABLE, at, "%s%s",
		  word ? "unexpected " : "it ends too early",
		  word ? word->name : "");
	return false;
}

/* Rows of `class NAME` or `sid NAME`; behind them other words may follow. */
static bool read_order(const struct tree *tree, const char *file,
		       const char *keyword, struct arena *arena,
		       struct diags *diags, struct word_list *names)
{
	struct word_list words = {LIST_INIT};
	if (!read_words(tree, file, arena, diags, &words))
		return false;
	for (size_t i = 0; i < words.list.count; i += 2) {
		const struct tree_name *word = &words.list.items[i];
		if (strcmp(word->name, keyword) != 0)
			return wrong_form(tree, file, word, arena, diags);
		if (i + 1 == words.list.count)
			return wrong_form(tree, file, NULL, arena, diags);
		*list_push(&names->list, arena) = word[1];
	}
	return true;
}

static struct tree_class *find_class(struct tree_vectors *vectors,
				     const char *name)
{
	for (size_t i = 0; i < vectors->classes.count; i++)
		if (strcmp(vectors->classes.items[i].name, name) == 0)
			return &vectors->classes.items[i];
	return NULL;
}

/* class NAME { permission ... }, once for each of the classes. */
static bool read_permissions(const struct tree *tree, struct arena *arena,
			     struct diags *diags, struct tree_vectors *vectors)
{
	const char *file = vectors->vector_file;
	struct word_list words = {LIST_INIT};
	if (!read_words(tree, file, arena, diags, &words))
		return false;
	const struct tree_name *word = words.list.items;
	const struct tree_name *end = word + words.list.count;
	while (word < end) {
		if (strcmp(word->name, "class") != 0)
			return wrong_form(tree, file, word, arena, diags);
		if (end - word < 4)
			return wrong_form(tree, file, NULL, arena, diags);
		struct tree_class *class = find_class(vectors, word[1].name);
		if (!class || class->permissions.count)
			return wrong_form(tree, file, &word[1], arena, diags);
		if (strcmp(word[2].name, "{") != 0)
			return wrong_form(tree, file, &word[2], arena, diags);
		for (word += 3; word < end && strcmp(word->name, "}") != 0;
		     word++) {
			if (strcmp(word->name, "{") == 0)
				return wrong_form(tree, file, word, arena,
						  diags);
			*list_push(&class->permissions, arena) = *word;
		}
		if (word == end)
			return wrong_form(tree, file, NULL, arena, diags);
		word++;
	}
	return true;
}

bool tree_read_vectors(const struct tree *tree, struct arena *arena,
		       struct diags *diags, struct tree_vectors *vectors)
{
	struct word_list classes = {LIST_INIT}, sids = {LIST_INIT};
	*vectors = (struct tree_vectors){
		find_file(tree, "security_classes", arena),
		find_file(tree, "access_vectors", arena),
		find_file(tree, "initial_sids", arena),
		LIST_INIT,
		LIST_INIT,
	};
	if (!read_order(tree, vectors->class_file, "class", arena, diags,
			&classes) ||
	    !read_order(tree, vectors->sid_file, "sid", arena, diags, &sids))
		return false;
	for (size_t i = 0; i < classes.list.count; i++) {
		struct tree_class *class = list_push(&vectors->classes, arena);
		class->name = classes.list.items[i].name;
		class->line = classes.list.items[i].line;
	}
	for (size_t i = 0; i < sids.list.count; i++)
		*list_push(&vectors->sids, arena) = sids.list.items[i];
	return read_permissions(tree, arena, diags, vectors);
}
