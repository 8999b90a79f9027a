/* A page a rule of the linter. */
#ifndef REPORT_REPORT_WEB_RULE_H
#define REPORT_REPORT_WEB_RULE_H

struct web;

void web_rules(struct web *web);

#endif
