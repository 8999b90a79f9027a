/* A page a module beside FLASK. */
#ifndef REPORT_REPORT_WEB_MODULE_H
#define REPORT_REPORT_WEB_MODULE_H

struct web;

void web_modules(struct web *web);

#endif
