/*
 * The registry: which hypercalls and ops each Xen release has, what the
 * hypervisor checks for them, and their status under XSA-77.
 *
 * A registry is plain constant tables that point at each other by index.  The
 * built-in one is generated from data/ when xsmc is built; registry_load()
 * makes the same from XML at run time.  data/registry.rng documents the XML.
 */
#ifndef REGISTRY_REGISTRY_H
#define REGISTRY_REGISTRY_H

#include "registry/registry_access.h"
#include "registry/registry_boot.h"
#include "registry/registry_build.h"
#include "registry/registry_condition.h"
#include "registry/registry_diff.h"
#include "registry/registry_export.h"
#include "registry/registry_gap.h"
#include "registry/registry_fix.h"
#include "registry/registry_load.h"
#include "registry/registry_log.h"
#include "registry/registry_module.h"
#include "registry/registry_near.h"
#include "registry/registry_op.h"
#include "registry/registry_range.h"
#include "registry/registry_reach.h"
#include "registry/registry_release.h"
#include "registry/registry_same.h"
#include "registry/registry_status.h"
#include "registry/registry_tables.h"
#include "registry/registry_text.h"
#include "registry/registry_tool.h"
#include "registry/registry_vector.h"
#include "registry/registry_write.h"

#endif
