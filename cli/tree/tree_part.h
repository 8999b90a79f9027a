/* What the sources of the toolstack are made of: functions, tables, macros. */
#ifndef TREE_TREE_PART_H
#define TREE_TREE_PART_H

#include <stdbool.h>

#include "base/map.h"
#include "tree/tree_define.h"
#include "tree/tree_tool.h"

/*
 * A function, a variable with its first value, a macro, a command; or what a
 * table has in a field, by which others call it.
 */
struct tool_part {
	const char *name, *file;
	unsigned line;
	unsigned guard;	 /* index of the #if around its name */
	bool is_local;	 /* known in its file alone */
	bool is_field;	 /* of a table */
	bool is_command; /* of xl */
	bool is_program; /* main() of one */
	bool is_run;	 /* a library runs the program */
	struct words body;
	list_of(struct tree_tool_use) uses;
	struct tool_part *next; /* of the same name */
	size_t mark;		/* of who follows calls: see there */
};

struct tool_parts {
	struct arena *arena;
	/* Where brackets do not match: what is behind is not seen. */
	list_of(struct tool_place) broken;
	struct map macros;  /* name -> struct define, of those that paste */
	struct map by_name; /* name -> struct tool_part, the first */
	list_of(struct tool_part *) list;
};

/* Adds what the words of a file define; the last of them is a TOKEN_END. */
void parts_read(struct tool_parts *parts, const char *file, struct words words);

/* Adds a macro: one that makes names is there for parts_read() alone. */
void parts_add_macro(struct tool_parts *parts, const struct define *define);

/*
 * How the field is called in files of a directory, in the arena: tables of one
 * part of the toolstack are not called by another.
 */
const char *part_field_name(const char *file, const char *field,
			    struct arena *arena);

/* Adds the function once more, by the name of its program. */
void parts_add_program(struct tool_parts *parts,
		       const struct tool_part *function, const char *name,
		       bool is_run);

#endif
