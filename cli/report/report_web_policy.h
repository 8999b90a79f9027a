/* Pages of a site's own policy; for the files of report/ only. */
#ifndef REPORT_REPORT_WEB_POLICY_H
#define REPORT_REPORT_WEB_POLICY_H

#include <stdbool.h>

struct diags;
struct op;
struct rule;
struct web;
struct web_page;

/*
 * Works out what the pages say of the policy, and expects its domains; false
 * with messages.
 */
bool web_policy_start(struct web *web, struct diags *diags);

/* All pages of it, the first page among them. */
void web_policy_pages(struct web *web);

/* What the policy says of an op, and how often it breaks a rule: parts. */
void web_policy_op(struct web_page *page, const struct op *op);
void web_policy_rule(struct web_page *page, const struct rule *rule);

#endif
