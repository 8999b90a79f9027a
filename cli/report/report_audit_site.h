/* The grants that a log asks for, in a site file. */
#ifndef REPORT_REPORT_AUDIT_SITE_H
#define REPORT_REPORT_AUDIT_SITE_H

#include <stdbool.h>

#include "base/buffer.h"
#include "base/diags.h"

struct audit_answer;

/*
 * Adds the site file with the grants that the log asks for, where it is known
 * which op each is about; what is not certain, and what is accepted, stand in
 * comments.  old: the text of the file, or NULL: there is none yet.  False with
 * a message where nothing can be added to it.
 */
bool report_audit_site(const struct audit_answer *answer, const char *path,
		       const char *old, struct arena *arena,
		       struct diags *diags, struct buffer *out);

#endif
