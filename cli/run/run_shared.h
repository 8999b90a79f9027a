/* What depends on a release and the vectors of a policy alone. */
#ifndef RUN_RUN_SHARED_H
#define RUN_RUN_SHARED_H

#include "run/run_group.h"
#include "run/run_plan.h"

struct module_facts;

/*
 * Made once for all lints that share it.  It points at nothing of a policy or
 * a run, and stays as it is.
 */
struct shared_facts {
	const struct registry *registry;
	const struct host_build *host; /* or NULL: any */
	unsigned release;
	struct vectors vectors; /* a copy */
	const struct release_ways *ways;
	struct groups groups;
	/* Of rule_misnamed.c, rule_collateral_share.c and rule_power.c; NULL:
	 * not made yet. */
	const void *misnaming, *sharing, *powers;
	struct module_facts *modules; /* of run_module.c; NULL: not asked yet */
	struct arena *arena;	      /* that all of it lives in */
};

/*
 * Those of the release and the policy's vectors; without a store made in the
 * arena.
 */
struct shared_facts *shared_find(struct lint_shared *store,
				 const struct registry *registry,
				 const struct host_build *host,
				 unsigned release, const struct policy *policy,
				 struct arena *arena);

/*
 * By class of the vectors, the permissions of all accesses of the release that
 * are meant (NULL: each), in the arena.
 */
const uint32_t *shared_asked(const struct shared_facts *facts,
			     bool (*is_meant)(const struct access *access),
			     struct arena *arena);

/* The ways of an op of the release; expanded here if it stands with another. */
const struct op_ways *run_op_ways(const struct run *run, const struct op *op);

/* Whether the op is nothing beside its parts, which stand apart. */
bool run_is_mere_name(const struct run *run, const struct op *op);

/* The plan of an op that stands apart. */
const struct plan *run_plan(const struct run *run, const struct op *op);

/* The store, for lint_shared_new() and its like: lint/ hands it out. */
struct lint_shared *run_shared_new(void);
void run_shared_tidy(struct lint_shared *store);
void run_shared_free(struct lint_shared *store);

#endif
