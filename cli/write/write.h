/*
 * The texts of a policy that was compiled: what people read, and what Xen's
 * own build takes.
 */
#ifndef WRITE_WRITE_H
#define WRITE_WRITE_H

#include "compile/compile.h"
#include "write/write_cil.h"
#include "write/write_conf.h"
#include "write/write_guard.h"
#include "write/write_te.h"

#endif
