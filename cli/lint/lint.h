/*
 * The linter: what a policy delegates, held against the registry.
 *
 * An op is delegated to a type that is not fully trusted when the policy lets
 * that type pass every access that the hypervisor checks for the op.
 */
#ifndef LINT_LINT_H
#define LINT_LINT_H

#include "lint/lint_adopt.h"
#include "lint/lint_agree.h"
#include "lint/lint_asked.h"
#include "lint/lint_baseline.h"
#include "lint/lint_compare.h"
#include "lint/lint_filter.h"
#include "lint/lint_finding.h"
#include "lint/lint_fingerprint.h"
#include "lint/lint_module.h"
#include "lint/lint_policy.h"
#include "lint/lint_release.h"
#include "lint/lint_shared.h"
#include "lint/lint_site.h"
#include "lint/lint_types.h"
#include "lint/lint_undecided.h"
#include "lint/lint_view.h"
#include "lint/lint_whole.h"

#endif
