/*
 * What a hypervisor's log says of denied accesses, and what is to be said of
 * them: which ops ask them, what allowing them would do, and what is better.
 */
#ifndef AUDIT_AUDIT_H
#define AUDIT_AUDIT_H

#include "audit/audit_advise.h"
#include "audit/audit_explain.h"
#include "audit/audit_grant.h"
#include "audit/audit_log.h"
#include "log/log.h"

#endif
