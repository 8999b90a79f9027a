/*
 * FLASK policies as plain rows: what a Xen would load, read from a binary.
 * source/ makes binaries of texts, and knows where rules and remarks stand.
 */
#ifndef POLICY_POLICY_H
#define POLICY_POLICY_H

#include "policy/policy_condition.h"
#include "policy/policy_level.h"
#include "policy/policy_parse.h"
#include "policy/policy_table.h"
#include "policy/policy_unknown.h"

#endif
