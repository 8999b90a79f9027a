/* CIL: compiled by libsepol, and where its allow rules stand. */
#ifndef SOURCE_SOURCE_CIL_H
#define SOURCE_SOURCE_CIL_H

#include <stdbool.h>

#include "base/process_confine.h"
#include "policy/policy.h"

/* Whether the text is one of s-expressions. */
bool text_is_cil(const struct buffer *text);

/*
 * Compiles the text to a binary policy for Xen of that version, as
 * source_compile() does; the same is said of what goes wrong.
 */
bool cil_compile_text(const char *path, const struct buffer *text,
		      unsigned version, const struct confinement *confinement,
		      struct diags *diags, struct buffer *binary);

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

#endif
