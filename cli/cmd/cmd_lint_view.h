/* What is shown of a policy: compared, without what is known, by release. */
#ifndef CMD_CMD_LINT_VIEW_H
#define CMD_CMD_LINT_VIEW_H

#include <stddef.h>

struct candidates;
struct lint;
struct lint_command;
struct lint_view;

/* A policy in the releases that it may be for; the first is that in use. */
struct spread {
	const struct candidates *groups;
	const struct lint **lints;
	size_t count;
};

/* The policy at that path in the release that is asked for; NULL: messages. */
const struct lint *lint_file(struct lint_command *run, const char *path);

/* The policy of the lint in all releases that it may be for. */
struct spread lint_spread(struct lint_command *run, const struct lint *lint);

/* What of it is asked for; what is new or added in one of them counts. */
struct lint_view lint_view_of(struct lint_command *run,
			      const struct spread *spread);

#endif
