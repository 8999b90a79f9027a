/* Rules of the linter: text, and their manual page. */
#ifndef REPORT_REPORT_RULES_H
#define REPORT_REPORT_RULES_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buffer.h"

struct rule;

/*
 * Adds what is to be known of rules of the linter, as "text"
 * or "mdoc": what each means, a bad and a good example, when to
 * accept it.  "mdoc" is a manual page.
 */
void report_rules(const struct rule *const *rules, size_t count,
		  const char *format, struct buffer *out);

/* Whether the rule is one on control of what is trusted. */
bool report_rule_controls(const struct rule *rule);

/*
 * What the manual says of a rule of the linter beside its explanation: examples
 * and when to accept it, behind an empty line.
 */
void report_rule_manual(const struct rule *rule, struct buffer *out);

#endif
