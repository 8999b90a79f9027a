/*
 * The policy compiler: from what domains there are and which ops each may do
 * on which others to a FLASK policy that the release's Xen loads, proved
 * before it is handed out.
 */
#ifndef COMPILE_COMPILE_H
#define COMPILE_COMPILE_H

#include "compile/compile_declare.h"
#include "compile/compile_explain.h"
#include "compile/compile_grant.h"
#include "compile/compile_guard.h"
#include "compile/compile_guard_exempt.h"
#include "compile/compile_guard_expect.h"
#include "compile/compile_guard_kind.h"
#include "compile/compile_guard_probe.h"
#include "compile/compile_model.h"
#include "compile/compile_plan.h"
#include "compile/compile_profile.h"
#include "compile/compile_prove.h"
#include "compile/compile_remark.h"
#include "compile/compile_rule.h"
#include "compile/compile_words.h"

#endif
