/*
 * Which allow rules of a policy.conf grant what, and its remarks.
 *
 * Who has an attribute is taken from the text: checkpolicy leaves attributes
 * out of a binary that it has expanded.
 */
#ifndef SOURCE_SOURCE_CONF_H
#define SOURCE_SOURCE_CONF_H

#include "base/buffer.h"
#include "base/memory.h"

struct policy;
struct source_places;

/*
 * Sets the policy's remarks and its text, what each allow rule grants in terms
 * of its types and classes, in the arena.  Places are those of a tree, or NULL.
 */
void conf_text_read(struct policy *policy, const struct buffer *text,
		    const struct source_places *places, struct arena *arena);

#endif
