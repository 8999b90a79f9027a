/* What is being done, for those who wait for it at a terminal. */
#ifndef CMD_CMD_PROGRESS_H
#define CMD_CMD_PROGRESS_H

#include <stdbool.h>
#include <sys/types.h>

struct session;

/* A process of its own shows it, so that it does so while this one works. */
struct progress {
	pid_t watcher;	/* 0: none */
	int descriptor; /* that it is told by */
	bool over;
};

/*
 * Says what is done from here on.  It is shown where standard error is a
 * terminal that is able to, once the command has taken a second, with the time
 * that it has taken; but with --quiet or NO_COLOR not at all.
 */
void progress_tell(struct session *session, const char *what, ...)
	__attribute__((format(printf, 2, 3)));

/* Clears what is shown: the command's own words come now. */
void progress_end(struct session *session);

#endif
