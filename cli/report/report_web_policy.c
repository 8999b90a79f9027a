/* Pages of a site's own policy. */
#include "report/report_web_policy.h"

bool web_policy_start(struct web *web, struct diags *diags)
{
	(void)web;
	(void)diags;
	return true;
}

void web_policy_pages(struct web *web)
{
	(void)web;
}

void web_policy_op(struct web_page *page, const struct op *op)
{
	(void)page;
	(void)op;
}

void web_policy_rule(struct web_page *page, const struct rule *rule)
{
	(void)page;
	(void)rule;
}
