/* Which findings lint shows: --select, --ignore, --status, --basis. */
#ifndef CMD_CMD_LINT_FILTER_H
#define CMD_CMD_LINT_FILTER_H

#include <stdbool.h>

struct lint_filter;
struct registry;
struct session;

struct filter_options {
	const char **selected, **ignored, **statuses, **bases; /* or NULL */
};

/* Rows of a table of options; options: where they go. */
#define FILTER_OPTIONS(options)                                             \
	{"select",                                                          \
	 '\0',                                                              \
	 POPT_ARG_ARGV,                                                     \
	 &(options).selected,                                               \
	 0,                                                                 \
	 "show findings of these rules alone: codes, beginnings of codes "  \
	 "or names, with commas between them",                              \
	 "RULE"},                                                           \
		{"ignore",                                                  \
		 '\0',                                                      \
		 POPT_ARG_ARGV,                                             \
		 &(options).ignored,                                        \
		 0,                                                         \
		 "leave out the findings of these rules",                   \
		 "RULE"},                                                   \
		{"status",                                                  \
		 '\0',                                                      \
		 POPT_ARG_ARGV,                                             \
		 &(options).statuses,                                       \
		 0,                                                         \
		 "show findings on ops of this status alone",               \
		 "STATUS"},                                                 \
	{                                                                   \
		"basis", '\0', POPT_ARG_ARGV, &(options).bases, 0,          \
			"show findings on ops whose status has this basis " \
			"alone",                                            \
			"BASIS"                                             \
	}

/*
 * Stores what the options ask for, in the session's arena, or NULL where they
 * ask for nothing; false with messages.
 */
bool filter_options_read(struct session *session,
			 const struct filter_options *options,
			 const struct lint_filter **filter);

#endif
