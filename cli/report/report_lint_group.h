/* Findings that share what they rest on; for the files of report/ only. */
#ifndef REPORT_REPORT_LINT_GROUP_H
#define REPORT_REPORT_LINT_GROUP_H

#include <stdbool.h>
#include <stddef.h>

#include "report/report_lint_body.h"
#include "report/report_lint_item.h"

struct style;

/* So many steps are shown of a path at each of its ends, unless all are. */
enum { SHOWN_ENDS = 4 };

/* A finding of a group. */
struct lint_entry {
	size_t index; /* of its row */
	struct finding finding;
	enum change change;
	const char *message;  /* clean */
	const char *brief;    /* the same without names of ops, clean */
	const char *place;    /* "FILE:LINE" that it is about, or NULL */
	const char *refusals; /* by modules beside FLASK, or NULL */
	struct lint_rights rights;
};

/*
 * Findings of one rule, subject, level and waiver whose bodies differ in
 * nothing but their permissions.
 */
struct lint_group {
	list_of(struct lint_entry) entries;
	const char *body;
	bool mixed; /* they differ in their rights */
};

/* The groups of a view, those of one rule and subject worked out together. */
struct lint_groups {
	struct lint_item item; /* its next one */
	const struct style *style;
	bool ahead; /* the item is in no group yet */
	struct lint_body body;
	list_of(struct lint_group *) list;
	size_t next; /* in the list */
	struct arena arena;
};

/* Starts before the first finding of the view. */
struct lint_groups lint_groups_start(const struct lint_view *view,
				     enum level least,
				     const struct style *style);

/*
 * The next group of findings whose rows are before the one of index `end`;
 * NULL where there are no more.  It lives until the next call.
 */
const struct lint_group *lint_groups_next(struct lint_groups *groups,
					  size_t end);

/* How many findings are left behind the group that came last. */
size_t lint_groups_left(const struct lint_groups *groups);

void lint_groups_end(struct lint_groups *groups);

/* Adds the body, with the permissions of all its findings. */
void add_group_body(const struct lint_group *group, struct buffer *out);

/* Adds the rights of one finding, where others of the group have other ones. */
void add_group_rights(const struct lint_group *group,
		      const struct lint_entry *entry, struct buffer *out);

/*
 * Whether the message says more than rule and op do: XSM001 and XSM002 say all
 * in their title, but why the subject is in doubt.
 */
bool lint_says_more(const struct finding *finding);

bool lint_same_status(const struct finding *a, const struct finding *b);

/*
 * "covered, listed" of the finding's op, where its rule is named already: of
 * one that says the status in its title, "listed".
 */
const char *lint_status(const struct finding *finding, struct arena *arena);

/* The same with the modules that would refuse it: "listed; refused by dummy" */
bool lint_same_standing(const struct lint_entry *a, const struct lint_entry *b);
const char *lint_standing(const struct lint_entry *entry, struct arena *arena);

#endif
