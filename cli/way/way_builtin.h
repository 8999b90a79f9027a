/*
 * The ways of the built-in registry, expanded when xsmc was built; for way/ and
 * gen/ only.
 */
#ifndef WAY_WAY_BUILTIN_H
#define WAY_WAY_BUILTIN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "registry/registry.h"

struct release_ways;
struct way_request;

/*
 * All of it is numbers, of rows of the registry and of tables here: pointers
 * would have to be put right whenever the program starts, for all releases.
 */
struct built_span {
	uint32_t first;
	uint16_t count;
};

/* Whom an access asks about what; of the registry's, by its index. */
struct built_access {
	uint8_t subject, object;
	uint16_t permission; /* of the registry's, with its class */
};

struct built_condition {
	uint8_t decides;
	bool by_caller, holds;
	struct built_span conditions; /* numbers, of the registry's */
};

struct built_way {
	uint8_t end;
	uint16_t conditions, under; /* of the lists */
	struct built_span accesses; /* numbers, of the registry's */
};

/* An op in the releases in which it has the same ways. */
struct built_op {
	uint16_t op;
	bool refused, recorded;
	uint8_t system_domains;
	struct built_span accesses; /* numbers, of the registry's */
	struct built_span ways;
	struct release_set in;
};

struct built_ways {
	const struct built_op *ops; /* in the registry's order */
	size_t op_count;	    /* 0: there is no such table */
	const struct built_way *ways;
	const struct built_condition *conditions;
	size_t condition_count;
	const struct built_span *lists; /* numbers, of the conditions above */
	size_t list_count;
	const struct built_access *accesses;
	const uint16_t *numbers;
};

extern const struct built_ways ways_builtin;

/*
 * All ops of the release that stand apart, with their ways; NULL: they are to
 * be expanded.
 */
struct release_ways *built_ways_take(const struct way_request *request,
				     struct arena *arena);

#endif
