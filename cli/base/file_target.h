/* Files on their way to what they will hold; for base/file_*.c only. */
#ifndef BASE_FILE_TARGET_H
#define BASE_FILE_TARGET_H

#include <signal.h>
#include <sys/stat.h>

#include "base/diags.h"
#include "base/file_replace.h"
#include "base/memory.h"

/* One file is of one directory and name, or, where it exists, of one inode. */
struct file_identity {
	bool known;
	dev_t device;
	ino_t inode;	  /* of its directory where there is a name */
	const char *name; /* NULL: the file exists */
};

/* A file on its way. */
struct file_target {
	const struct file_output *output;
	struct stat status;
	bool exists, lies_beside, written;
	bool changed;	/* since it was read, which is why it is not written */
	int descriptor; /* that is written directly; or -1 */
	char *path;	/* of what is replaced; NULL: it is written directly */
	char *beside;	/* the path of what is renamed to that */
	struct file_identity identity;
	/* Of one that is written bit by bit. */
	int spool;	  /* the bytes so far of what has a path; or -1 */
	int error;	  /* the first that came up, or 0 */
	bool reader_gone; /* of what has none: nobody wants the rest */
};

struct replacing {
	struct file_target *targets;
	size_t count;
	struct arena arena; /* which owns this too */
	struct diags *diags;
	sigset_t signals; /* that are held back while files lie about */
	int signalled;	  /* readable when one came in; or -1 */
};

/*
 * A message that the target cannot be written, and which others have been by
 * then.  Always false.
 */
bool target_refuse(const struct replacing *replacing,
		   const struct file_target *target, const char *reason);

/*
 * Finds all targets, and sees that none is another or one of the inputs; opens
 * what is written directly and makes the spools.  Nothing is written.  False
 * with a message.
 */
bool targets_open(struct replacing *replacing);

/* Whether they are still apart: more may have been read by now. */
bool targets_apart(struct replacing *replacing);

/*
 * Whether what is at the path is the file that the target renews, as it was
 * when that was read; true of a target that renews none.
 */
bool target_is_as_read(const struct replacing *replacing,
		       const struct file_target *target, const char *path);

/* Closes what is open. */
void target_close(struct file_target *target);

/*
 * Holds back the signals that would end the process here, so that no file is
 * left lying about; returns what sigprocmask() takes back.
 */
sigset_t signals_hold(sigset_t *held);

#endif
