/* What a shipped profile allows, release by release, and what each is for. */
#ifndef COMPILE_COMPILE_EXPLAIN_H
#define COMPILE_COMPILE_EXPLAIN_H

#include "base/buffer.h"
#include "base/diags.h"
#include "base/memory.h"
#include "base/table.h"

struct model;
struct profile;
struct registry;

/*
 * A row for each permission that the profile's policy allows, or denies without
 * logging it, but what the trusted have: in which of the releases, and for
 * which ops.  In the arena; NULL with messages.
 */
struct table *compile_explain(const struct registry *registry,
			      const struct profile *profile,
			      const unsigned *releases, size_t release_count,
			      void (*write)(struct model *model,
					    struct buffer *conf),
			      struct arena *arena, struct diags *diags);

#endif
