/* A line on an access: "avc:  denied  { ... } for ...", up to its class. */
#ifndef LOG_LOG_ACCESS_H
#define LOG_LOG_ACCESS_H

#include <stdbool.h>

#include "log/log_text.h"

struct log_access;
struct log_reader;

enum access_reading {
	ACCESS_READ,
	ACCESS_DAMAGED, /* with a reason */
	ACCESS_FOREIGN, /* with a reason */
	ACCESS_OTHER,	/* it is on something else */
};

/* Reads what stands from "avc:" on. */
enum access_reading access_parse(const struct log_reader *reader,
				 struct log_text text,
				 struct log_access *access,
				 const char **reason);

/* Whether what stands before "avc:" is an audit record's of another kernel. */
bool access_is_audited(struct log_text before);

#endif
