/*
 * From the bytes of a binary policy to rows: the steps between the files of
 * this folder.
 *
 * policy_guard.c runs policy_binary.c in a child process; policy_pack.c takes
 * the rows from the one process to the other.
 */
#ifndef POLICY_POLICY_ROWS_H
#define POLICY_POLICY_ROWS_H

#include "policy/policy.h"

/*
 * Reads the image by libsepol, in this process: it may crash, spin or eat
 * memory when the image is damaged.  Fills everything but path, kind and
 * text, in the arena.  NULL when done, else why not, in the arena or static.
 */
const char *policy_read_image(const struct buffer *image, struct arena *arena,
			      struct policy *policy);

/* As policy_read_image(), at no risk; false with a message about the path. */
bool policy_read_guarded(const char *path, const struct buffer *image,
			 struct arena *arena, struct diags *diags,
			 struct policy *policy);

/* Adds the rows to the bytes, for policy_unpack() in the same program. */
void policy_pack(const struct policy *policy, struct buffer *bytes);

/*
 * The rows from bytes behind the first skip ones.  False when an index points
 * nowhere, a string is not plain, or the bytes end too early or late.
 */
bool policy_unpack(const struct buffer *bytes, size_t skip, struct arena *arena,
		   struct policy *policy);

/* Whether all bytes are printable ASCII: the file's own bytes may be any. */
bool policy_is_plain(const char *bytes, size_t length);

/* A step of an expression, with the boolean's name and default state. */
struct named_step {
	enum condition_operator operation;
	const char *boolean;
	bool state;
};

/*
 * Writes the expression, or its negation, in policy.conf's words; the text
 * lives in the arena.  False when the steps are no expression.
 */
bool policy_show_condition(const struct named_step *steps, size_t count,
			   bool negated, struct arena *arena,
			   struct policy_condition *condition);

#endif
