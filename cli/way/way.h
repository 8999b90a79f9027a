/*
 * What passing an op takes: the one expansion of the registry's accesses into
 * ways.
 *
 * - parties: who takes part in an access
 * - vectors: classes and permissions, as a release or a policy numbers them
 * - conditions: what decides which way it is, and who chooses
 * - ways: what is asked together: required, filtered, ignored, what it gives
 * - ops: the ways of an op, and of all ops of a release
 *
 * Who passes a way, on whom, is not asked here.
 */
#ifndef WAY_WAY_H
#define WAY_WAY_H

#include "way/way_condition.h"
#include "way/way_expand.h"
#include "way/way_left.h"
#include "way/way_op.h"
#include "way/way_party.h"
#include "way/way_table.h"
#include "way/way_vector.h"

#endif
