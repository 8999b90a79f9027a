/* A lint of policies, for the commands that ask for one; for cmd/ only. */
#ifndef CMD_CMD_LINT_H
#define CMD_CMD_LINT_H

#include "cmd/cmd_session.h"

struct lint_command;

/* Rows of a table of options: what is shown of a lint; run: it. */
#define LINT_SHOWN_OPTIONS(run)                                               \
	{"fail-on",                                                           \
	 '\0',                                                                \
	 POPT_ARG_STRING,                                                     \
	 &(run).fail_on,                                                      \
	 0,                                                                   \
	 "exit with 1 for findings of this level or above (default: error); " \
	 "known-flaws: for errors, and public fixes that the release lacks",  \
	 "THRESHOLD"},                                                        \
		{"level",                                                     \
		 '\0',                                                        \
		 POPT_ARG_STRING,                                             \
		 &(run).level,                                                \
		 0,                                                           \
		 "show findings of this level or above (default: note; as "   \
		 "text warning)",                                             \
		 "LEVEL"},                                                    \
		FILTER_OPTIONS((run).filter_options),                         \
	{                                                                     \
		"statistics", '\0', POPT_ARG_NONE, &(run).outputs.statistics, \
			0,                                                    \
			"show how many findings each rule has; as text in "   \
			"place of them",                                      \
			NULL                                                  \
	}

/* And what is known before. */
#define LINT_BASELINE_OPTIONS(run)                                         \
	{"baseline",                                                       \
	 '\0',                                                             \
	 POPT_ARG_STRING,                                                  \
	 &(run).baseline_path,                                             \
	 0,                                                                \
	 "leave out the findings that this file knows",                    \
	 "FILE"},                                                          \
	{                                                                  \
		"write-baseline", '\0', POPT_ARG_STRING,                   \
			&(run).outputs.baseline, 0,                        \
			"write the findings as a baseline for later runs", \
			"FILE"                                             \
	}

/*
 * Lints the files of the run, and writes what came out of it.  What is asked is
 * in its options; files NULL: a message said what is wrong with them.
 */
enum exit_status lint_command_run(struct lint_command *run);

#endif
