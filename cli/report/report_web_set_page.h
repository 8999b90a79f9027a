/* The page of sets, and what is done to a domain as a member of them. */
#ifndef REPORT_REPORT_WEB_SET_PAGE_H
#define REPORT_REPORT_WEB_SET_PAGE_H

struct web;
struct web_can;
struct web_domain;
struct web_page;

/* Where there are sets that are too long for a cell, a page that lists them. */
void web_set_page(struct web *web);

/* On whom it is done: a list in a cell, or a link to the page of sets. */
void web_set_cell(struct web_page *page, const struct web_can *can);

/* What others can do to the domain. */
void web_done_to(struct web_page *page, const struct web_domain *domain);

#endif
