/* --arch, --config and --command-line: which build of the hypervisor is asked
 * about. */
#include "cmd/cmd_build_options.h"
#include "cmd/cmd_session.h"
#include "cmd/cmd_value.h"
#include "site/site.h"

#include <string.h>

static bool read_config(struct session *session,
			const struct build_options *options,
			struct host_build *build)
{
	if (options->config_text)
		return registry_take_config(
			options->config, options->config_text, &session->arena,
			&session->diags, build);
	return !options->config ||
	       registry_read_config(options->config, &session->arena,
				    &session->diags, build);
}

bool build_options_read(struct session *session,
			const struct build_options *options,
			const struct site *site, struct host_build *build)
{
	const char *otherwise = site ? site->arch : NULL;
	*build = (struct host_build){.arch = options->arch ? options->arch
							   : otherwise};
	if (options->arch && !report_has_format(value_archs, options->arch)) {
		session_not_one_of(session, "--arch", options->arch,
				   value_archs);
		return false;
	}
	return read_config(session, options, build) &&
	       (!options->command_line ||
		registry_read_command_line(options->command_line,
					   &session->arena, &session->diags,
					   build));
}
