/*
 * xsmc-who-can/1: one object without white space.  What is NULL, none or empty
 * is left out.
 */
#ifndef REPORT_REPORT_WHO_JSON_H
#define REPORT_REPORT_WHO_JSON_H

#include "base/buffer.h"

struct who_report;

void report_who_json(const struct who_report *report, struct buffer *out);

#endif
