/* A page an op. */
#ifndef REPORT_REPORT_WEB_OP_H
#define REPORT_REPORT_WEB_OP_H

struct web;

void web_ops(struct web *web);

#endif
