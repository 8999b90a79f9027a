/* What the tools of the toolstack use. */
#ifndef VERIFY_VERIFY_TOOL_H
#define VERIFY_VERIFY_TOOL_H

#include <stdbool.h>

struct verifier;

/*
 * Adds rows for each use of an op, a request or another tool that the tree or
 * the registry alone has.  False with a message when a file cannot be read.
 */
bool verify_tools(struct verifier *verifier);

#endif
