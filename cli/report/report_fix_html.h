/* Public fixes as a page that needs no other file. */
#ifndef REPORT_REPORT_FIX_HTML_H
#define REPORT_REPORT_FIX_HTML_H

#include "base/buffer.h"

struct fix_list;

/* The list as a page of HTML. */
void report_fix_page(const struct fix_list *list, struct buffer *out);

#endif
