/* What is accepted of a policy, and until when. */
#ifndef REPORT_REPORT_WEB_WAIVER_H
#define REPORT_REPORT_WEB_WAIVER_H

#include <stddef.h>

struct web;

/* The page of all waivers; how many have ended is for the first page. */
void web_waivers(struct web *web);

size_t web_waivers_ended(const struct web *web);

#endif
