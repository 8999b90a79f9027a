/* What a finding rests on, as text for people. */
#ifndef REPORT_REPORT_LINT_BODY_H
#define REPORT_REPORT_LINT_BODY_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buffer.h"

struct lint_item;
struct style;

/* A permission that a finding rests on. */
struct lint_right {
	const char *object_class, *permission;
};

struct lint_rights {
	struct lint_right *items;
	size_t count, capacity;
};

/* Stands in a body for each permission; no clean text has it. */
enum { LINT_BODY_MARK = '\1' };

/*
 * What a finding rests on, as lines of text: objects, condition, role, waiver,
 * path, accesses and rules, with a mark for each of the rights.
 */
struct lint_body {
	bool brief; /* without what else a rule allows */
	struct buffer text;
	struct lint_rights rights; /* in the arena of the item */
};

void lint_body_write(struct lint_item *item, const struct style *style,
		     struct lint_body *body);

/* Adds the names, of a long list some unless the style is verbose. */
void add_text_names(struct buffer *out, const char *const *names, size_t count,
		    const struct style *style);

/*
 * The file as text shows it, clean: in a tree from the tree on, unless the
 * style is verbose.
 */
const char *lint_item_file(struct lint_item *item, const char *file,
			   const struct style *style);

#endif
