/* From the accesses of an op to its ways. */
#ifndef WAY_WAY_EXPAND_H
#define WAY_WAY_EXPAND_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "registry/registry.h"
#include "way/way_party.h"

/* What the answer to one access does in a way. */
enum answer {
	ANSWER_DECIDES, /* the op fails when it is refused */
	ANSWER_FILTERS, /* a refusal leaves something out of the answer */
	ANSWER_IGNORED, /* asked, and the answer is not used */
};

/*
 * One access of a way.  What is filtered or ignored may have a condition of
 * its own beside the way's, and may be asked for each of several things, and
 * for none: access->when.  What it gives who passes is access->gives.
 */
struct way_access {
	const struct access *access;
	enum answer answer;
	enum party subject, object;
	unsigned object_class; /* of the vectors; NO_INDEX: they have none */
	uint32_t permission;   /* its bit; 0: the vectors do not have it */
};

/* Permissions of one class, that one party must have on another. */
struct requirement {
	enum party subject, object;
	unsigned object_class; /* of the vectors */
	uint32_t permissions;
};

struct requirements {
	const struct requirement *items; /* none twice but for permissions */
	unsigned count;
	/* False: one is not among them, as the vectors do not have it. */
	bool grantable;
};

/* Where it leads whoever meets all requirements. */
enum way_end {
	WAY_PASSES,
	/* The hook does not know the op: it refuses, or from 4.8 on does as
	 * the policy's handle-unknown says; what is required may be asked
	 * behind that. */
	WAY_UNKNOWN,
	WAY_REFUSED, /* it is asked all this, and then fails for everyone */
	WAY_ABSENT,  /* there is no such op: it fails unasked */
};

/*
 * Accesses that are asked together.  Of one op there is a way for each build
 * of the hypervisor, each alternative of each choice, and each condition under
 * which more is asked than else.
 */
struct way {
	const struct op *op;
	enum way_end end;
	/* That make it this way, none twice: in all cases in which they are
	 * so, and in no others, all of this is asked. */
	const struct way_condition *conditions;
	unsigned condition_count;
	/* Of them those without which less is asked: what decides whether one
	 * of the accesses is asked, or some alternative of a choice.  Also
	 * that by which nothing is asked. */
	const struct way_condition *under;
	unsigned under_count; /* 0: no such thing holds */
	/* All that is asked, in the registry's order. */
	const struct way_access *accesses;
	unsigned access_count;
	struct requirements required, filtered;
	unsigned system_domains; /* that the op can name, see below */
};

struct way_request {
	const struct registry *registry;
	unsigned release;
	const struct vectors *vectors;
	const struct host_build *host; /* NULL: each that there is */
};

struct op_ways {
	const struct op *op;
	struct op_accesses accesses; /* that they are made of */
	bool refused; /* the handler fails it for everyone, whatever way */
	const struct way *ways;
	size_t count;
};

/* The ways of the op in a release that has it, in the arena. */
void op_ways_make(const struct way_request *request, const struct op *op,
		  struct arena *arena, struct op_ways *ways);

#endif
