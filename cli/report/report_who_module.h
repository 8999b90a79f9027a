/* Who can do what where no policy decides, in each of the formats. */
#ifndef REPORT_REPORT_WHO_MODULE_H
#define REPORT_REPORT_WHO_MODULE_H

#include <stddef.h>

#include "base/buffer.h"

struct style;

/* Who can do what where no policy decides. */
struct module_ops {
	const struct module *module;
	const struct op *const *ops; /* whose callers are known */
	size_t count;
};

struct module_report {
	const struct registry *registry;
	unsigned release;
	const struct module_ops *modules;
	size_t count;
};

/* Adds it in one of report_who_formats. */
void report_who_modules(const struct module_report *report, const char *format,
			const struct style *style, struct buffer *out);

#endif
