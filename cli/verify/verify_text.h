/* Differences for people, as diff shows them, and as a table. */
#ifndef VERIFY_VERIFY_TEXT_H
#define VERIFY_VERIFY_TEXT_H

#include <stdbool.h>

#include "base/buffer.h"
#include "base/table.h"

struct verification;

/* How the differences are to be written. */
struct verify_style {
	bool color;
	bool verbose; /* with what was read by hand */
	bool quiet;   /* without the summary */
};

/* Adds the differences as text: what the registry has, what the tree has. */
void verify_text(const struct verification *verification,
		 const struct verify_style *style, struct buffer *out);

/* The differences as a table; those read by hand too if verbose. */
struct table *verify_table(const struct verification *verification,
			   bool verbose, struct arena *arena);

#endif
