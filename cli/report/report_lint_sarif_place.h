/* Where the results of a SARIF log are. */
#ifndef REPORT_REPORT_LINT_SARIF_PLACE_H
#define REPORT_REPORT_LINT_SARIF_PLACE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buffer.h"
#include "base/map.h"

struct lint_item;

/* Values, each once and as JSON, by which results refer to them. */
struct sarif_shared {
	struct map indices; /* by value */
	struct buffer values;
	size_t count;
};

/* The value's index among those shared. */
size_t sarif_share(struct sarif_shared *shared, const char *value,
		   struct arena *arena);

/* The index of a type or rule among the logical locations of the run. */
size_t sarif_share_name(struct sarif_shared *names, const char *name,
			const char *kind, struct arena *arena);

/* Adds a member of an object, with what comes before it; text NULL: none. */
void sarif_add_member(struct buffer *out, const char *before, const char *name,
		      const char *text);

void sarif_add_logical(struct buffer *out, const char *name, const char *kind);

/* Adds where a file is, and the line in it; line 0: the whole of it. */
void sarif_add_physical(struct buffer *out, const char *file, unsigned line);

/* Where rules stand: in a file, or in a binary, where words tell them. */
struct sarif_place {
	const char *physical; /* as JSON; NULL: in a binary */
	const char *words;    /* "FILE:LINE", or the rule of a binary */
	size_t logical;	      /* where it is shared: its index */
	bool shared;
	size_t result; /* number of the last that named it */
};

/* The places of one policy, whatever the release, by the numbers of rules. */
struct sarif_numbers {
	const struct lint *lint;
	unsigned *rows[2]; /* outside of a macro, and within: an index + 1 */
};

/* The places that results of a view name, worked out when they first come. */
struct sarif_places {
	list_of(struct sarif_place) rows;
	struct map known; /* by the words that tell them apart: index + 1 */
	struct sarif_numbers numbers[2];
	size_t results; /* so far */
	struct arena arena;
};

/* Makes the place one of the logical locations of the run. */
void sarif_share_place(struct sarif_place *place, struct sarif_shared *names,
		       struct arena *arena);

/* A place that a result names. */
struct sarif_named {
	unsigned index; /* of its row */
	bool within; /* the words of a rule whose macro is called elsewhere */
};

/*
 * The places of all rules of the item's accesses, each once, in the item's
 * arena: first rules and calls of macros, then what is within macros.
 */
size_t sarif_find_places(struct sarif_places *places, struct lint_item *item,
			 struct sarif_shared *names, struct arena *arena,
			 struct sarif_named **named);

#endif
