/* Public fixes that the policy's release lacks of what is delegated. */
#ifndef REPORT_REPORT_WEB_FLAW_H
#define REPORT_REPORT_WEB_FLAW_H

#include <stddef.h>

struct web;
struct web_page;

/* The page of them. */
void web_flaws(struct web *web);

/* A table of so many at most, worst first; how many there are. */
size_t web_flaw_rows(struct web_page *page, size_t most);

#endif
