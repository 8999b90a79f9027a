/* What the files of tree/ share; for them only. */
#ifndef TREE_TREE_PARTS_H
#define TREE_TREE_PARTS_H

#include "base/file.h"
#include "base/map.h"
#include "tree/tree.h"

/* Without its hooks a source tree is none. */
#define TREE_HOOKS "xen/xsm/flask/hooks.c"

/* Adds the text of a file of the tree; false with a message. */
bool tree_read(const struct tree *tree, const char *file, struct diags *diags,
	       struct buffer *text);

/* Names as in a source tree, sorted. */
struct tree_files {
	list_of(const char *) list;
};

/*
 * Adds all files below a directory of the tree.  A link is left out where it
 * leads into the tree, and an error elsewhere.  False with a message.
 */
bool tree_list_files(const struct tree *tree, const char *directory,
		     struct arena *arena, struct diags *diags,
		     struct tree_files *files);

/* --- Words of C (tree_token.c) ---------------------------------------- */

enum token_kind {
	TOKEN_WORD,
	TOKEN_NUMBER,
	TOKEN_STRING,
	TOKEN_SIGN,
	TOKEN_END, /* behind the last one */
};

struct token {
	enum token_kind kind;
	const char *text;
	unsigned line;
	unsigned guard; /* index; 0: no #if around it */
};

/* A branch of an #if. */
struct guard {
	unsigned parent; /* index of the one around it */
	unsigned before; /* index of the branch before it; 0: the first */
	const char *text;
};

/* A file of C as its words; directives are no words. */
struct source {
	const char *file; /* named as in a source tree */
	list_of(struct token) tokens;
	list_of(struct guard) guards;
	unsigned hidden;      /* line of a macro that asks by itself; 0: none */
	unsigned hidden_call; /* of one that calls a hook of XSM; 0: none */
};

void source_tokenize(struct source *source, const char *text,
		     struct arena *arena);

bool token_is(const struct token *token, const char *text);

/* --- Macros (tree_macro.c, tree_number.c) ----------------------------- */

/* A #define without parameters. */
struct macro_text {
	const char *name, *file;
	unsigned line;
	const char *within, *member;
	const struct token *tokens; /* of its body, with a TOKEN_END */
};

/*
 * What `cc -E -dD` wrote: the macros that are still defined at its end, and
 * of those the ones from files below the directory, by their names as in a
 * source tree.
 */
struct macro_table {
	struct map all; /* name -> struct macro_text */
	list_of(const struct macro_text *) list;
};

void macro_table_read(const struct tree *tree, const char *text,
		      struct arena *arena, struct macro_table *table);

/* The value of a macro's body; false when it is no integer constant. */
bool macro_number(const struct map *macros, const struct token *tokens,
		  int64_t *value);

/* --- Functions (tree_function.c, tree_statement.c) -------------------- */

/* Words of a source: first to first + count - 1. */
struct words {
	const struct token *first;
	size_t count;
};

enum statement_kind {
	STATEMENT_PLAIN,  /* words: declaration, assignment, call */
	STATEMENT_BLOCK,  /* body */
	STATEMENT_IF,	  /* words: condition; body, otherwise */
	STATEMENT_SWITCH, /* words: what it looks at; body */
	STATEMENT_CASE,	  /* words: its value */
	STATEMENT_DEFAULT,
	STATEMENT_LOOP,	  /* words: what stands in its parentheses; body */
	STATEMENT_RETURN, /* words: the value */
	STATEMENT_BREAK,
	STATEMENT_GOTO,
};

struct tree_statement {
	enum statement_kind kind;
	unsigned line, guard;
	struct words words;
	struct tree_statement *body,
		*otherwise;	     /* the first of each, or NULL */
	struct tree_statement *next; /* in the same block, or NULL */
};

struct function {
	const struct source *source;
	const char *name;
	unsigned line, guard;
	list_of(const char *) parameters;
	list_of(const char *) domains;	   /* of those: a struct domain's */
	const struct tree_statement *body; /* the first, or NULL */
	const char *broken; /* why it cannot be followed, or NULL */
};

struct functions {
	list_of(struct function) list;
};

/* Adds the functions of the source in their order. */
void functions_read(const struct source *source, struct arena *arena,
		    struct functions *functions);

/* What is longer than that has no name: "?" stands for it. */
enum { WORDS_LIMIT = 128 };

/* The words without blanks: "current->domain". */
const char *words_text(struct words words, struct arena *arena);

/* Where the words outside of all brackets have the sign; count: nowhere. */
size_t words_find(struct words words, const char *sign);

/* Where the bracket at the place is closed; count: nowhere. */
size_t words_closing(struct words words, size_t open);

/* The words from the first to before the end. */
struct words words_part(struct words words, size_t first, size_t end);

/* How much a word opens (1) or closes (-1). */
int token_bracket(const struct token *token);

/* The statements of a function's body; NULL with a reason. */
const struct tree_statement *statements_read(struct words body,
					     struct arena *arena,
					     const char **broken);

/* Whether the guard holds wherever the inner one does. */
bool guard_covers(const struct source *source, unsigned guard, unsigned inner);

#endif
