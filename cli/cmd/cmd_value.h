/* What options and commands take, by the names that their usage has for it. */
#ifndef CMD_CMD_VALUE_H
#define CMD_CMD_VALUE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/memory.h"

struct command;
struct registry;

enum value_source {
	VALUE_TEXT,	 /* whatever is written */
	VALUE_FILE,	 /* the name of a file, or "-" */
	VALUE_FOLDER,	 /* the name of a folder */
	VALUE_FORMAT,	 /* one of the command's formats */
	VALUE_FORMATTED, /* one of them, "=", and a file */
	VALUE_COMMAND,	 /* the name of a command */
	VALUE_WORDS,	 /* few words: usage and completion have them all */
	VALUE_NAMES,	 /* many names: `xsmc help --values KIND` lists them */
};

struct value_words {
	struct arena *arena;
	list_of(const char *) list;
};

struct value_kind {
	const char *name; /* "RELEASE" */
	enum value_source source;
	/* Adds the words or names; NULL where the source has none. */
	void (*add)(const struct registry *registry, struct value_words *words);
};

/* All kinds, sorted by name; the last has no name. */
extern const struct value_kind value_kinds[];

/*
 * The kind that the names, "PROFILE|FILE", begin with, which go on behind it;
 * NULL: there is none, or no kind of that name.
 */
const struct value_kind *value_kind_next(const char **names);

/* The kind of that name, of the first `length` letters; or NULL. */
const struct value_kind *value_kind_find(const char *name, size_t length);

/*
 * The names of the command's argument of that index, "PROFILE|FILE", in the
 * arena, and whether further ones are of these as well.  NULL: it takes none.
 */
const char *value_argument(const struct command *command, size_t index,
			   struct arena *arena, bool *repeated);

/* What --color, --arch, and lint's --level and --fail-on take. */
extern const char *const value_whens[];
extern const char *const value_archs[];
extern const char *const value_levels[];
extern const char *const value_thresholds[];
/* What `xsmc help --completion` takes. */
extern const char *const value_shells[];

#endif
