/* A log on its way to entries.  Types alone; for the files of audit/ only. */
#ifndef AUDIT_AUDIT_COLLECTOR_H
#define AUDIT_AUDIT_COLLECTOR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "audit/audit_log.h"

/* A line's bytes but for what differs from domain to domain. */
struct shape {
	uint64_t hash;
	const char *key; /* NULL: the slot is free */
	size_t length;
	const char *fault; /* why such lines cannot be taken; or NULL */
	struct audit_entry **entries; /* one for each permission */
	unsigned entry_count;
};

/* What a domain was granted since it was last denied something. */
enum { LAST_LIMIT = 8 };
struct last_accesses {
	char domain[12];
	const struct shape *granted[LAST_LIMIT]; /* none twice */
	unsigned count, latest;
	bool cut; /* there were more */
};

struct collector {
	struct audit *audit;
	const struct vectors *vocabulary; /* of a policy, or NULL */
	struct log_reader *reader;
	/* By field of the grammar: what it is, as bits or as domain. */
	const char **fields;
	size_t field_count;
	const struct log_field **rows; /* by field: the first of its name */
	struct shape *shapes;
	size_t shape_count;
	struct map entries, notices; /* by key */
	struct buffer key;
	unsigned log;	  /* that is read */
	unsigned release; /* that its banner named, or NO_INDEX */
	const char *mode; /* that it is in, or NULL: not known */
	struct last_accesses last[AUDIT_DOMAIN_LIMIT]; /* by hash of domain */
	struct arena line; /* what is needed for the line at hand alone */
	struct arena *arena;
};

#endif
