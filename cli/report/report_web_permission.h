/* A page a permission. */
#ifndef REPORT_REPORT_WEB_PERMISSION_H
#define REPORT_REPORT_WEB_PERMISSION_H

struct web;

void web_permissions(struct web *web);

#endif
