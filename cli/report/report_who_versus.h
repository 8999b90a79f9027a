/* What policies and a security module beside FLASK say differently. */
#ifndef REPORT_REPORT_WHO_VERSUS_H
#define REPORT_REPORT_WHO_VERSUS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buffer.h"

struct style;

/* How policies and a module without one differ. */
struct who_versus_answer {
	const struct lint *lint; /* of the policy */
	const struct who_versus *rows;
	size_t count;
	bool whole; /* there are no more */
};

struct who_versus_report {
	const char *module;
	const struct who_versus_answer *answers;
	size_t count;
};

/* Adds it in one of report_who_formats. */
void report_who_versus(const struct who_versus_report *report,
		       const char *format, const struct style *style,
		       struct buffer *out);

#endif
