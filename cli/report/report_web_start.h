/* The first page of a site's own pages, and the findings of lint. */
#ifndef REPORT_REPORT_WEB_START_H
#define REPORT_REPORT_WEB_START_H

struct web;

void web_start(struct web *web);

#endif
