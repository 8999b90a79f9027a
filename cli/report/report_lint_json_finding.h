/* A finding as members of a JSON object.  For the files of report/ only. */
#ifndef REPORT_REPORT_LINT_JSON_FINDING_H
#define REPORT_REPORT_LINT_JSON_FINDING_H

#include "report/report_lint_item.h"

struct rule_table;

/*
 * Adds the members of the item's finding to the object that the buffer ends in.
 * Its rules get rows of the table; without one (NULL) they are told in place.
 */
void add_json_finding(struct buffer *out, struct lint_item *item,
		      struct rule_table *table);

#endif
