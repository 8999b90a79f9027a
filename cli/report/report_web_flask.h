/* The page of FLASK itself, beside those of the other modules. */
#ifndef REPORT_REPORT_WEB_FLASK_H
#define REPORT_REPORT_WEB_FLASK_H

struct web;

/* What its page is called. */
extern const char web_flask_name[];

/* Adds the page. */
void web_flask(struct web *web);

#endif
