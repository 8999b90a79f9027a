/*
 * The registry held against a Xen source tree, or against installed public
 * headers: names and numbers, classes, permissions and initial SIDs, what
 * FLASK's hooks ask, and the lists of the document.
 */
#ifndef VERIFY_VERIFY_H
#define VERIFY_VERIFY_H

#include "verify/verify_fixes.h"
#include "verify/verify_propose.h"
#include "verify/verify_text.h"
#include "verify/verify_tree.h"

#endif
