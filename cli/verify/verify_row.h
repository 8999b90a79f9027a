/* Rows of a comparison, and the ops of the release that it is with. */
#ifndef VERIFY_VERIFY_ROW_H
#define VERIFY_VERIFY_ROW_H

#include "base/map.h"
#include "verify/verify_tree.h"

/* One comparison. */
struct verifier {
	const struct registry *registry;
	const struct tree *tree;
	unsigned release; /* index */
	struct map ops;	  /* macro -> struct op, of the release */
	struct arena *arena;
	struct diags *diags;
	struct tree_macros macros;
	struct tree_vectors vectors;
	struct tree_hooks hooks;
	struct tree_calls calls;
	struct verification *out;
};

/* Adds a row; file NULL: no place.  More can be filled in. */
struct difference *verify_add(struct verifier *verifier,
			      enum difference_kind kind, const char *subject,
			      const char *file, unsigned line);

/* The text in the arena, as a row's registry or tree. */
const char *verify_say(struct verifier *verifier, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

/* Compares with that release from now on. */
void verify_choose(struct verifier *verifier, unsigned release);

/* The op of that macro in the release, or NULL. */
const struct op *verify_op(const struct verifier *verifier, const char *macro);

#endif
