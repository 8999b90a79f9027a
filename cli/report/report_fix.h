/* Public fixes: lists of them for people and programs. */
#ifndef REPORT_REPORT_FIX_H
#define REPORT_REPORT_FIX_H

#include <stddef.h>

#include "registry/registry.h"

struct style;

/* A fix, and the ops of it that are meant. */
struct fix_report {
	const struct fix *fix;
	const struct op **ops;
	size_t op_count;
	enum fix_state state; /* what it is to the list's release */
};

struct fix_list {
	const struct registry *registry;
	const struct fix_report *rows; /* newest first */
	size_t count;
	unsigned release; /* that lacks them; NO_INDEX: none is asked about */
	unsigned until;	  /* that has them; NO_INDEX: the same */
};

extern const char *const report_fix_formats[];

/* Adds the fixes in one of report_fix_formats. */
void report_fixes(const struct fix_list *list, const char *format,
		  const struct style *style, struct buffer *out);

/* Adds their commits alone, oldest first. */
void report_fix_commits(const struct fix_list *list, struct buffer *out);

/* In brackets, where a fix is not for all and what else is to be known; or "".
 */
const char *report_fix_marks(const struct fix *fix, struct arena *arena);

const char *report_fix_state(enum fix_state state);

/* How many, of which release, and up to when they are known. */
void report_fix_summary(const struct fix_list *list, struct arena *arena,
			struct buffer *out);

/* "recorded up to 2026-08-20"; "recorded" where nobody says up to when. */
const char *report_fixes_read(const struct registry *registry,
			      struct arena *arena);

#endif
