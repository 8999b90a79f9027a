/* Lists of all ops, permissions, releases, rules and modules, and the start. */
#ifndef REPORT_REPORT_WEB_LIST_H
#define REPORT_REPORT_WEB_LIST_H

struct web;
struct web_page;

void web_lists(struct web *web);

/* Where the pages of the registry start, as a part of the first page. */
void web_cards(struct web_page *page);

#endif
