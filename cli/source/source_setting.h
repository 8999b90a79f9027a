/* What a source tree's modules.conf sets. */
#ifndef SOURCE_SOURCE_SETTING_H
#define SOURCE_SOURCE_SETTING_H

#include <stdbool.h>

#include "base/diags.h"

enum module_style {
	MODULES_ON,  /* "NAME = on", or off */
	MODULES_BASE /* "NAME = base", or module, or off */
};

struct module_list {
	enum module_style style;
	list_of(const char *) names; /* of those that are not off, in order */
};

/* Reads a modules.conf. False with a message. */
bool module_list_read(const char *path, struct arena *arena,
		      struct diags *diags, struct module_list *modules);

#endif
