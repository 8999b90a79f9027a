/* CIL: compiled by libsepol, and where its allow rules stand. */
#ifndef SOURCE_SOURCE_CIL_H
#define SOURCE_SOURCE_CIL_H

#include "source/source.h"

/* --- Compiling (source_cil.c) -------------------------------------------- */

/* Whether the text is one of s-expressions. */
bool text_is_cil(const struct buffer *text);

/*
 * Compiles the text to a binary policy for Xen of that version, as
 * source_compile() does; the same is said of what goes wrong.
 */
bool cil_compile_text(const char *path, const struct buffer *text,
		      unsigned version, const struct confinement *confinement,
		      struct diags *diags, struct buffer *binary);

/* --- Expressions (source_cil_parse.c) ------------------------------------- */

/* A word or string, or a list. */
struct cil_node {
	const char *text; /* NULL: a list */
	const struct cil_node *first, *next;
	const char *file; /* by the ";;*" markers */
	unsigned line;
};

struct cil_remarks {
	list_of(struct policy_remark) list;
};

/*
 * The list of all expressions of the text, and its remarks, in the arena; NULL
 * when it is damaged or nested too deeply.
 */
const struct cil_node *cil_parse(const char *path, const struct buffer *text,
				 struct arena *arena,
				 struct cil_remarks *remarks);

/* The number of parts of a list. */
size_t cil_count(const struct cil_node *list);

/* The part at that index (from 0), or NULL. */
const struct cil_node *cil_part(const struct cil_node *list, size_t index);

/* The word at that index, or "" where there is none or a list. */
const char *cil_word(const struct cil_node *list, size_t index);

/* --- Names (source_cil_name.c) -------------------------------------------- */

/* What a name may stand for: names of different kinds do not meet. */
enum cil_kind {
	CIL_KIND_TYPE,	      /* type, alias or attribute */
	CIL_KIND_PERMISSIONS, /* classpermission */
	CIL_KIND_MAP,	      /* classmap */
	CIL_KIND_BLOCK,	      /* block, macro or optional */
	CIL_KIND_TUNABLE
};

/* The optional statements that a place lies in, from the inside out. */
struct cil_optional {
	const struct cil_node *node;
	const struct cil_optional *outer; /* NULL: in no other */
};

/* A statement's surroundings. */
struct cil_frame {
	/* The block or macro whose body this is; NULL: the whole text. */
	const struct cil_symbol *of;
	bool inherited;	   /* the block's body stands here for another's */
	const char *scope; /* names declared here start so; "": global */
	/* Where the block stands, inherits the other or calls the macro. */
	const struct cil_frame *outer;
	const struct cil_node *arguments; /* of a macro */
	const struct cil_node *call; /* the outermost call or blockinherit */
	const struct cil_optional *optional;
	bool conditional;
	bool copied; /* by blockinherit, in this or an outer frame */
};

/* Expressions that make up what a name stands for. */
struct cil_value {
	const struct cil_node *node;
	const struct cil_frame *frame;
};

struct cil_symbol {
	enum cil_kind kind;
	const char *name;	       /* in full */
	const struct cil_node *node;   /* that declares it */
	const struct cil_frame *frame; /* in which it is declared */
	bool attribute;
	list_of(struct cil_value) values; /* of an alias: one */
	unsigned set;			  /* of an attribute, when busy is 2 */
	unsigned busy;
};

struct cil_world;

/* What the name stands for there, or NULL. */
struct cil_symbol *cil_resolve(struct cil_world *world, enum cil_kind kind,
			       const char *name, const struct cil_frame *frame);

/*
 * The argument of a macro's call that the word stands for, and the frame in
 * which that is to be read; the node itself where it is no parameter.
 */
const struct cil_node *cil_argument(const struct cil_node *node,
				    const struct cil_frame **frame);

/* --- Statements (source_cil_walk.c) --------------------------------------- */

/*
 * Walks over the statements that are in force, macros and inherited blocks
 * unfolded, and reads declarations.  Then calls `rule` with each allow rule.
 * NULL or false when the text does more than can be followed.
 */
struct cil_world *cil_world_new(const struct cil_node *root,
				const struct policy *policy,
				struct arena *arena);
bool cil_walk_rules(struct cil_world *world,
		    void (*rule)(void *context, const struct cil_node *node,
				 const struct cil_frame *frame),
		    void *context);

/* Whether an optional was passed over that libsepol may have kept. */
bool cil_world_skips(const struct cil_world *world);

/* --- Grants (source_cil_locate.c) ----------------------------------------- */

/*
 * Sets the policy's remarks and text, in the arena.  A rule that cannot be
 * followed for certain has no place.
 */
void cil_text_read(struct policy *policy, const struct buffer *text,
		   struct arena *arena);

#endif
