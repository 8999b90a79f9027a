/* Who reaches dom0's powers, and on which path. */
#ifndef REPORT_REPORT_WEB_POWER_H
#define REPORT_REPORT_WEB_POWER_H

struct diags;
struct web;

/* The page of it; a warning where the graph cannot be drawn. */
void web_powers(struct web *web, struct diags *diags);

#endif
