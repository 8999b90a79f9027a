/* The s-expressions of CIL, with their places. */
#ifndef SOURCE_SOURCE_CIL_PARSE_H
#define SOURCE_SOURCE_CIL_PARSE_H

#include <stddef.h>

#include "base/buffer.h"
#include "base/memory.h"

struct cil_node;
struct cil_remarks;

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

#endif
