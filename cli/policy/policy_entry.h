/* A rule as it stands in a binary.  Types alone, and how they are read. */
#ifndef POLICY_POLICY_ENTRY_H
#define POLICY_POLICY_ENTRY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "policy/policy_reader.h"

enum {
	KIND_ALLOW = 0x1,
	KIND_ACCESSES = 0x7, /* with auditallow and dontaudit */
	KIND_TRANSITION = 0x10,
	KIND_RESULTS = 0x70,  /* with type_change and type_member */
	KIND_IOCTLS = 0x700,  /* allowxperm and its like: not for Xen */
	KIND_ENABLED = 0x8000 /* of a conditional's rule; says nothing */
};

enum { ENTRY_SIZE = 12, IOCTLS_SIZE = 42, OLD_SIZE = 24 };

struct rule_entry {
	uint32_t source, target, object_class; /* from 1 */
	uint32_t kinds;
	uint32_t data; /* permissions, or a type from 1 */
	size_t size;   /* in bytes */
};

/* Whether entries are of the form before there were attributes. */
static inline bool entries_are_old(const struct reader *reader)
{
	return reader->policy->version < VERSION_ATTRIBUTES;
}

/* How many bytes each has at the least. */
static inline size_t entry_least(const struct reader *reader)
{
	return entries_are_old(reader) ? OLD_SIZE : ENTRY_SIZE;
}

/* Reads as many bytes as an entry has at the least. */
static inline struct rule_entry entry_at(const unsigned char *at, bool old)
{
	/* Several kinds with the same key: what counts here comes first. */
	if (old)
		return (struct rule_entry){
			.source = number_at(at + 4),
			.target = number_at(at + 8),
			.object_class = number_at(at + 12),
			.kinds = number_at(at + 16),
			.data = number_at(at + 20),
			.size = ((size_t)number_at(at) + 1) * 4,
		};
	uint32_t kinds = short_at(at + 6) & ~(uint32_t)KIND_ENABLED;
	return (struct rule_entry){
		.source = short_at(at),
		.target = short_at(at + 2),
		.object_class = short_at(at + 4),
		.kinds = kinds,
		.data = number_at(at + 8),
		.size = kinds & KIND_IOCTLS ? IOCTLS_SIZE : ENTRY_SIZE,
	};
}

#endif
