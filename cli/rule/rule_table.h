/* The rules by their codes: a descriptor each, in the file of its name. */
#ifndef RULE_RULE_TABLE_H
#define RULE_RULE_TABLE_H

#include <stddef.h>

#include "finding/finding.h"

extern const struct rule_sets rule_table;

/* All rules, in the order of their codes. */
size_t rule_count(void);
const struct rule *rule_at(size_t index); /* NULL: no more */
size_t rule_index(const struct rule *rule);

/* The rule of that code or name, or NULL. */
const struct rule *rule_find(const char *word);

/* What a message says behind a word that is none: the rules near it, or "". */
const char *rule_hint(const char *word, struct arena *arena);

extern const struct rule_set rule_delegation; /* XSM001, XSM002 */
extern const struct rule_set rule_anyone;     /* the same of every domain */
extern const struct rule_set rule_open;	      /* XSM003, XSM004 */
extern const struct rule_set rule_beyond;     /* XSM005, XSM006 */
extern const struct rule_set rule_modules;    /* XSM007, XSM008 */
extern const struct rule_set rule_indirect;   /* XSM101 to XSM108 */
extern const struct rule_set rule_collateral; /* XSM201 */
extern const struct rule_set rule_misnamed;   /* XSM202 to XSM204 */
extern const struct rule_set rule_label;      /* XSM205 to XSM207 */
extern const struct rule_set rule_drift;      /* XSM301 to XSM306 */
extern const struct rule_set rule_loader;     /* XSM307, XSM308 */
extern const struct rule_set rule_foreign;    /* XSM309 */
extern const struct rule_set rule_permissive; /* XSM401 */
extern const struct rule_set rule_stale;      /* XSM403, XSM404 */
extern const struct rule_set rule_flaws;      /* XSM501, XSM502 */
extern const struct rule_set rule_boot;	      /* XSM601 */
extern const struct rule_set rule_guest;      /* XSM602, XSM603 */
extern const struct rule_set rule_expect;     /* XSM604, XSM605 */

#endif
