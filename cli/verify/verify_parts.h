/* What the files of verify/ share; for them only. */
#ifndef VERIFY_VERIFY_PARTS_H
#define VERIFY_VERIFY_PARTS_H

#include "base/map.h"
#include "verify/verify.h"

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

/* The names of all headers that the registry knows ops in. */
size_t verify_headers(const struct registry *registry, struct arena *arena,
		      const char ***headers);

/* Compares with that release from now on. */
void verify_choose(struct verifier *verifier, unsigned release);

/* The op of that macro in the release, or NULL. */
const struct op *verify_op(const struct verifier *verifier, const char *macro);

/* Sorts the rows, each once, and counts them. */
void verify_finish(struct verification *verification);

/* Each part in turn (verify_header.c, ...). */
void verify_numbers(struct verifier *verifier);
void verify_vectors(struct verifier *verifier);
void verify_checks(struct verifier *verifier);
void verify_calls(struct verifier *verifier);
void verify_modules(struct verifier *verifier);
bool verify_document(struct verifier *verifier);

/* --- Families of macros (verify_family.c) ----------------------------- */

/*
 * The ops of a hypercall, or of an op: how their macros are called and where
 * they stand in the headers, so that a new one is known when it is seen.
 */
struct family {
	unsigned hypercall, parent; /* indices; parent may be NO_INDEX */
	list_of(const char *) prefixes;
	list_of(const struct tree_macro *) known; /* that the tree has */
};

struct families {
	list_of(struct family) list;
};

void families_learn(const struct verifier *verifier, struct families *families);

/* The family that the macro belongs to, or NULL: it is no op. */
const struct family *families_find(const struct verifier *verifier,
				   const struct families *families,
				   const struct tree_macro *macro);

/* --- Checks (verify_check.c) ------------------------------------------ */

/* Stands for the permission where the class has none with that bit. */
#define NO_PERMISSION "(no permission has the bit)"

/* What a check of a hook comes to, by the bits of the tree's classes. */
struct hook_asked {
	const char *object_class, *permission;
	const char *nominal; /* CLASS:PERMISSION of its constants, or NULL */
	/* "caller", "target", "other", "any", or NULL: it cannot be told. */
	const char *subject;
	/* "xen", "device", ..., of a domain as above; NULL as above. */
	const char *object;
};

/* What it asks for the op.  False when the hook passes no constants. */
bool check_asked(const struct verification *verification, const struct op *op,
		 const struct tree_hook *hook, const struct tree_check *check,
		 struct arena *arena, struct hook_asked *asked);

/* Whether it is not said which domain it is about, and any will do. */
bool asked_is_any(const struct hook_asked *asked);

/* Whether the words of a call's cases have the name (verify_hook.c). */
bool label_has_name(const char *label, const char *name);

/* Whether the registry's access is this check. */
bool access_is_asked(const struct access *access,
		     const struct hook_asked *asked);

#endif
