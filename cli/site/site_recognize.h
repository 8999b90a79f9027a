/* Whether a file is a site file, by how it begins. */
#ifndef SITE_SITE_RECOGNIZE_H
#define SITE_SITE_RECOGNIZE_H

#include <stdbool.h>

#include "base/diags.h"

/*
 * Whether the file's root is that of a site file.  Looks at regular files and
 * at standard input, "-", which it puts back: from anything else it would take
 * what is to be read.  The diags keep what was read, and get no message.
 */
bool site_recognize(const char *path, struct diags *diags);

#endif
