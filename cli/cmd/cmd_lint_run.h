/* One run of `xsmc lint`: what is asked, and against what.  Types alone. */
#ifndef CMD_CMD_LINT_RUN_H
#define CMD_CMD_LINT_RUN_H

#include <stdbool.h>

#include "cmd/cmd_build_options.h"
#include "cmd/cmd_lint_filter.h"
#include "cmd/cmd_lint_outputs.h"
#include "cmd/cmd_site_options.h"
#include "lint/lint.h"

struct session;

/* What policies with the same site file are held against. */
struct lint_world {
	const char *found;	 /* that file; NULL: none was found */
	const struct site *site; /* or NULL */
	const struct registry *registry;
	const struct module *module; /* beside FLASK, or NULL */
	struct host_build build;
	const char *release;	    /* a name, or "auto" */
	bool nearest;		    /* it stands for another release */
	struct lint_shared *shared; /* of all its policies */
	struct diag error;	    /* why there is no such world */
	bool failed;
};

/* A command at work. */
struct lint_command {
	struct session *session;
	struct site_options site_options;
	struct filter_options filter_options;
	const struct lint_filter *filter; /* or NULL */
	const char **domain_paths;
	list_of(const struct xl_config *) domains;
	int ignores_remarks, trusts_input, expectations_only;
	bool flaws_fail;
	bool searches; /* for site files */
	struct build_options build_options;
	const char *fail_on, *level, *baseline_path, *compare, *against;
	const char *files_from;
	const char **files;
	struct lint_outputs outputs;
	unsigned threshold;
	list_of(struct lint_world *) worlds;
	const struct lint_world *world; /* of the policy at hand */
	const struct registry
		*plain; /* that no site adds to, once it is read */
	const struct baseline *baseline; /* or NULL */
	const struct policy *old;	 /* that it is compared with, or NULL */
	const struct policy *given; /* what the file holds, if it was read */
	const char *today;
	struct arena arena; /* of the policy at hand */
};

#endif
