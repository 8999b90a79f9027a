/* A page a release. */
#ifndef REPORT_REPORT_WEB_RELEASE_H
#define REPORT_REPORT_WEB_RELEASE_H

struct web;

void web_releases(struct web *web);

#endif
