/* --arch and --config: which build of the hypervisor is asked about. */
#ifndef CMD_CMD_BUILD_OPTIONS_H
#define CMD_CMD_BUILD_OPTIONS_H

#include <stdbool.h>

#include "registry/registry.h"

struct session;
struct site;

struct build_options {
	const char *arch, *config, *command_line; /* as given, or NULL */
	/* The text of the .config, where that is read already; or NULL. */
	const char *config_text;
};

/* Rows of a table of options; options: where they go. */
#define BUILD_OPTIONS(options)                                                \
	{"arch",	  '\0', POPT_ARG_STRING,                              \
	 &(options).arch, 0,	"of a Xen built for this architecture alone", \
	 "ARCH"},                                                             \
		{"command-line",                                              \
		 '\0',                                                        \
		 POPT_ARG_STRING,                                             \
		 &(options).command_line,                                     \
		 0,                                                           \
		 "of a Xen booted with these words, or those in the file",    \
		 "TEXT|FILE"},                                                \
	{                                                                     \
		"config", '\0', POPT_ARG_STRING, &(options).config, 0,        \
			"of what a Xen built with this .config has alone",    \
			"FILE"                                                \
	}

bool build_options_read(struct session *session,
			const struct build_options *options,
			const struct site *site, struct host_build *build);

#endif
