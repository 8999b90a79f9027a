/* Outputs that come in parts; for base/file_*.c only. */
#ifndef BASE_FILE_SPOOL_H
#define BASE_FILE_SPOOL_H

#include <stddef.h>

struct file_target;

/*
 * Writes a part to where the target goes, or to its spool; what fails is kept
 * in the target.
 */
void spool_add(struct file_target *target, const char *bytes, size_t length);

/*
 * Puts the bytes of the spool to where beside says: the file itself under that
 * name, or a copy.  Returns its descriptor, or -1 with errno.
 */
int spool_put_beside(struct file_target *target);

#endif
