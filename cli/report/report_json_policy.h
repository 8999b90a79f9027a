/* Members of JSON that findings and answers share; for report/ only. */
#ifndef REPORT_REPORT_JSON_POLICY_H
#define REPORT_REPORT_JSON_POLICY_H

#include <stddef.h>

#include "base/map.h"
#include "source/source.h"

struct finding_asked;
struct lint;
struct op;

/* Starts a member of an object: a comma behind another one, and the name. */
void add_json_name(struct buffer *out, const char *name);

/* Adds a member, unless it is NULL or has nothing in it. */
void add_json_member(struct buffer *out, const char *name, const char *text);
void add_json_list(struct buffer *out, const char *name,
		   const char *const *texts, size_t count);

void add_json_ops(struct buffer *out, const char *name,
		  const struct op *const *ops, size_t count);

void add_json_count(struct buffer *out, const char *name, size_t count);

/* The members file and line. */
void add_json_place(struct buffer *out, const struct location *place);

/* An object: id, message, file and line of a message of the catalogue. */
void add_json_diag(struct buffer *out, const struct diag *diag);

/* What is said of a policy beside its findings, as members. */
/* "errors", "warnings", "notes", "suppressed", "removed". */
struct lint_totals;
void add_json_totals(struct buffer *out, const struct lint_totals *totals);

void add_json_head(struct buffer *out, const struct lint *lint);

/* A rule, where its words stand, one time or several. */
struct rule_row {
	const char *text;
	size_t named; /* number of the last access that named it */
	list_of(struct source_location) places;
};

/* The numbers of the rules of one policy, whatever the release. */
struct rule_numbers {
	const struct lint *lint;
	unsigned *rows; /* by rule: the index of its row + 1 */
};

/* The rules that findings rest on, in the order in which they first come. */
struct rule_table {
	struct arena arena;
	list_of(struct rule_row) rows;
	struct map known; /* by the rule's words: its index + 1 */
	size_t accesses;  /* so far */
	struct rule_numbers numbers[2];
};

/*
 * An access of the lint's policy; its rules get rows of the table, or, table
 * NULL, are told in place.
 */
void add_json_access(struct buffer *out, const struct finding_asked *asked,
		     const struct lint *lint, struct rule_table *table);

/* The member rules, if there are some. */
void add_json_rules(struct buffer *out, const struct rule_table *table);

#endif
