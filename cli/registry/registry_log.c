/* The kinds of lines in the hypervisor's log. */
#include <string.h>

#include "registry/registry.h"

const char *const log_kinds[] = {
	[LOG_BANNER] = "banner",
	[LOG_UNKNOWN_OP] = "unknown-op",
	[LOG_POLICY_LACKS] = "policy-lacks",
	[LOG_POLICY_REFUSED] = "policy-refused",
	[LOG_MODE] = "mode",
	[LOG_LABEL] = "label",
	[LOG_MASKED] = "masked",
	[LOG_INFORMATION] = "information",
	[LOG_CUT] = "cut",
	NULL,
};

const char *log_kind_name(enum log_kind kind)
{
	return log_kinds[kind];
}

bool registry_has_log_name(const struct registry *registry, const char *name)
{
	for (unsigned i = 0; i < registry->log_name_count; i++)
		if (strcmp(registry->log_names[i].name, name) == 0)
			return true;
	return false;
}
