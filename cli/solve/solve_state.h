/* The inside of queries and solvers.  Types alone; for solve/ only. */
#ifndef SOLVE_SOLVE_STATE_H
#define SOLVE_SOLVE_STATE_H

#include <stdbool.h>
#include <stdint.h>

#include "solve/solve_answer.h"
#include "solve/solve_query.h"
#include "solve/solve_relation.h"
#include "solve/solve_row.h"
#include "solve/solve_set.h"
#include "solve/solve_view.h"

/* What is asked, and of others than the loaded caller where they have it. */
struct atom {
	struct requirement asked;
	struct relation *relation; /* NULL: it is asked of the loaded caller */
};

/* Always, or by conditional rules, too. */
enum { MODE_ALWAYS, MODE_SOMETIMES, MODE_COUNT };

/* A party that is to be chosen, and its types: of all callers, of one. */
struct seat {
	enum party party;
	uint64_t *base[MODE_COUNT]; /* NULL: not asked yet */
	uint64_t *now[MODE_COUNT];
	unsigned load[MODE_COUNT]; /* as component_load(); 0: none */
};

/* What is asked of open parties that depend on each other. */
struct component {
	const struct atom *atoms;
	unsigned atom_count;
	struct seat *seats; /* in the order in which they are taken */
	unsigned seat_count;
	/* A bit for each party: the caller may see it by another label; the
	 * caller is asked something of it, or it of the caller; it is asked
	 * something on itself. */
	unsigned viewed, by_caller, of_itself;
	bool of_caller; /* the loaded caller has a part in it */
	bool by_itself; /* something is asked on the caller */
	bool by_label;	/* so it is on how the caller sees domains, or its
			   context has a say */
	bool of_object; /* it has the query's object, as the first one */
	/* Of the load in which it was found. */
	unsigned passes_load[MODE_COUNT], when_load;
	bool passes[MODE_COUNT];
	struct when when;
	/* Without the caller: the objects, once they are asked for. */
	uint64_t *objects[MODE_COUNT];
};

struct query {
	enum party object; /* PARTY_COUNT: it is about those that are given */
	unsigned system_domains;
	/* A bit for each party: given, but for initial SIDs; to be chosen, of
	 * which those that are given are so for their labels alone. */
	unsigned known, chosen;
	const struct atom *given; /* both ends are given */
	unsigned given_count;
	struct component *components;
	unsigned component_count;
	const struct atom *atoms; /* all of them, as they came */
	unsigned atom_count;
	bool free;	  /* nothing is asked of the caller, or on it */
	bool constrained; /* contexts have a say in it */
	bool varies;	  /* booleans may have one */
	bool hopeless;	  /* no rule at all grants some of it */
	bool answered;
	struct free_answer answer;
	const uint64_t *free_objects, *free_maybe; /* the same as sets */
};

/* Types that a party can have by itself. */
struct admitted {
	unsigned system_domains;
	enum party party;
	uint64_t *types;
};

/* Permissions by class that any rule grants, and any conditional one. */
struct granted {
	uint32_t *any, *sometimes;
	bool conditional_views;
};

struct solver {
	struct solve_setting setting;
	struct arena *arena;
	struct set_pool pool;
	struct trial nobody; /* no party has a type but initial SIDs */
	/* All types by their rank, and by that of callers; NULL: not yet. */
	unsigned *ordered[2];
	struct row row;
	unsigned load; /* how many callers there were */
	struct views views;
	bool views_known;
	struct views others; /* of the open caller that was tried last */
	unsigned other;	     /* NO_TYPE: none was */
	list_of(struct relation *) relations;
	list_of(struct admitted) admitted;
	struct granted granted;
};

/* How many types and attributes there are. */
static inline unsigned solver_limit(const struct solver *solver)
{
	return solver->setting.rights->policy->type_count;
}

/* Whether the party is to be chosen. */
static inline bool query_chooses(const struct query *query, enum party party)
{
	return query->chosen >> party & 1;
}

/* Whether it is given, and no initial SID. */
static inline bool query_knows(const struct query *query, enum party party)
{
	return query->known >> party & 1;
}

#endif
