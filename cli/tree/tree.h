/*
 * A Xen source tree, or installed public headers, as plain sorted rows: what
 * the preprocessor makes of the headers, the access vectors as the
 * hypervisor's generator numbers them, and what FLASK's hooks ask.
 *
 * Knows nothing of the registry.  A tree is input that nobody vouches for:
 * the preprocessor runs with limits, everything else is read as text.
 */
#ifndef TREE_TREE_H
#define TREE_TREE_H

#include "tree/tree_build.h"
#include "tree/tree_call.h"
#include "tree/tree_file.h"
#include "tree/tree_header.h"
#include "tree/tree_history.h"
#include "tree/tree_hook.h"
#include "tree/tree_dispatch.h"
#include "tree/tree_tool.h"
#include "tree/tree_vector.h"
#include "tree/tree_version.h"

#endif
