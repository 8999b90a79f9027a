/* Who can do what, in each of the formats; as a table, a row a caller. */
#ifndef REPORT_REPORT_WHO_H
#define REPORT_REPORT_WHO_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buffer.h"

struct style;

/* Who can do what by policies. */
struct who_report {
	const struct who_answer *const *answers; /* of each policy */
	size_t count;
	bool by_subject; /* types were asked about, not whoever calls */
	bool reasons;	 /* why somebody cannot was asked for */
};

extern const char *const report_who_formats[];

/* Adds the answers in one of report_who_formats. */
void report_who(const struct who_report *report, const char *format,
		const struct style *style, struct buffer *out);

#endif
