/*
 * Policies from what they are written in.  The one user of libsepol,
 * checkpolicy and m4.
 *
 * A policy is what a Xen would load: read from a binary, or compiled from a
 * policy.conf, CIL, or the source tree that these are made of; then each rule
 * can be located in the text.
 */
#ifndef SOURCE_SOURCE_H
#define SOURCE_SOURCE_H

#include "policy/policy.h"
#include "source/source_checkpolicy.h"
#include "source/source_finder.h"
#include "source/source_grant.h"
#include "source/source_read.h"
#include "source/source_unknown.h"
#include "source/source_without.h"

#endif
