/*
 * A hypervisor's log, line by line and in constant memory: which lines are
 * FLASK's, and what stands in them.
 *
 * Lines come as they are found: with and without "(XEN)" and time stamps, from
 * a serial line, from syslog and the journal, as JSON; cut, damaged, and two in
 * one.  What they mean is not known here: names of fields and patterns of lines
 * are given.
 */
#ifndef LOG_LOG_H
#define LOG_LOG_H

#include "log/log_pattern.h"
#include "log/log_read.h"
#include "log/log_text.h"

#endif
