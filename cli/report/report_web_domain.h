/* The domains of a site's policy: a list, worst first, and a page each. */
#ifndef REPORT_REPORT_WEB_DOMAIN_H
#define REPORT_REPORT_WEB_DOMAIN_H

#include <stddef.h>

struct web;
struct web_domain;
struct web_page;

void web_domains(struct web *web);

/* A table of so many domains at most, the worst ones. */
void web_domain_rows(struct web_page *page, size_t most);

/* A table of all that the domain can do. */
void web_can_table(struct web_page *page, const struct web_domain *domain);

#endif
