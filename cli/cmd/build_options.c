/* --arch and --config: which build of the hypervisor is asked about. */
#include "cmd/build_options.h"

#include <string.h>

bool build_options_read(struct session *session,
			const struct build_options *options,
			struct host_build *build)
{
	*build = (struct host_build){.arch = options->arch};
	if (options->arch && strcmp(options->arch, "x86") != 0 &&
	    strcmp(options->arch, "arm") != 0) {
		session_usage(session, "--arch %s is not one of x86, arm",
			      options->arch);
		return false;
	}
	return !options->config ||
	       registry_read_config(options->config, &session->arena,
				    &session->diags, build);
}
