/* Who can do what by several policies: a column for each. */
#ifndef REPORT_REPORT_WHO_COLUMNS_H
#define REPORT_REPORT_WHO_COLUMNS_H

#include "base/buffer.h"

struct style;
struct who_report;

/* Several policies beside each other: how far each lets whom. */
void report_who_columns(const struct who_report *report,
			const struct style *style, struct buffer *out);

#endif
