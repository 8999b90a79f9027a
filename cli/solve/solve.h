/*
 * Who passes a way, on whom, and under which guard: the one evaluator.
 *
 * It takes rights, constraints, labels and ways, and the parties that are
 * given; it knows no run, no finding and no words for people.
 *
 * A way is a conjunctive query over parties.  With the caller fixed, what is
 * asked of given parties is looked up; the open ones fall into components that
 * share none, and each is solved for itself, party by party: the types that one
 * can have are an intersection of sets.  What the caller has no part in is
 * solved once for all callers.  Others than the caller can be given, too, and
 * then it can be open who calls.
 */
#ifndef SOLVE_SOLVE_H
#define SOLVE_SOLVE_H

#include "right/right.h"
#include "way/way.h"

/* --- What a policy's numbers are to Xen (solve_query.c) ----------------- */

struct right_terms solve_terms(const struct vectors *vectors);

/* --- Sets of types (solve_set.c) --------------------------------------- */

/* A set is an array of words, with a bit for each type. */
static inline bool set_has(const uint64_t *words, unsigned type)
{
	return words[type / 64] >> type % 64 & 1;
}

static inline void set_add(uint64_t *words, unsigned type)
{
	words[type / 64] |= UINT64_C(1) << type % 64;
}

/* The first type of the set from that one on; limit: there is none. */
unsigned set_next(const uint64_t *words, unsigned from, unsigned limit);

/* How many words a set of so many types has. */
static inline size_t set_words(unsigned type_count)
{
	return type_count / 64 + 1;
}

unsigned set_count(const uint64_t *words, size_t word_count);
bool set_is_empty(const uint64_t *words, size_t word_count);

/* --- What is given ------------------------------------------------------ */

/* A permission, as the policy numbers it. */
struct vector {
	unsigned object_class;
	uint32_t permission; /* its bit; 0: the policy has none */
};

struct solve_setting {
	struct rights *rights;
	struct constraints *constraints;
	/* Initial SIDs of the parties that are given; NULL for others. */
	const struct policy_sid *known[PARTY_COUNT];
	/* By type: whether a domain of the list of domains can have it. */
	const bool *possible;
	/* By type: of several choices which one is tried first; the same among
	 * those who call, NO_TYPE: it does not. */
	const unsigned *rank, *caller_rank;
	struct vector serves; /* what makes a device model of a domain */
	/* Whether the party can have the type by itself. */
	bool (*admits)(const void *who, unsigned system_domains,
		       enum party party, unsigned type);
	const void *who;
};

/* --- How domains are seen (solve_view.c) --------------------------------- */

/*
 * How the caller sees a domain: itself, or the one that it is a device model
 * for, can have another label for it than their own type.
 */
struct view {
	unsigned own;  /* the domain's type */
	unsigned seen; /* the label in the caller's accesses to it */
	struct when when;
	bool self; /* it is the caller */
};

/* Start with empty lists, which can be used for one caller after the other. */
struct views {
	list_of(struct view) selves; /* own type or another label */
	list_of(struct view) guests; /* of a device model, all of them */
};

/* Whether a domain is seen by that label. */
bool views_have(const struct views *views, unsigned label);

/* --- Queries (solve_query.c) --------------------------------------------- */

/* What the parties stand for. */
struct trial {
	unsigned own[PARTY_COUNT];  /* types; NO_TYPE: still open */
	unsigned seen[PARTY_COUNT]; /* labels in the caller's accesses */
	bool caller[PARTY_COUNT];   /* it is the caller itself */
	struct when when;	    /* of what was assumed and asked so far */
};

/* One way, made ready for all callers. */
struct query;

struct solver;

struct solver *solver_make(const struct solve_setting *setting,
			   struct arena *arena);

/* Finds the caller's views; the lists grow in the arena. */
void views_make(const struct solver *solver, unsigned caller,
		struct arena *arena, struct views *views);

/*
 * A query for the requirements, which must live as long as the solver, about
 * the types of that party.  To be made before a caller is loaded, or where
 * other queries ask the same of callers.
 */
struct query *query_make(struct solver *solver,
			 const struct requirement *requirements, unsigned count,
			 enum party object, unsigned system_domains);

/*
 * One whose parties of the mask, a bit each, are given when it is asked, beside
 * initial SIDs.  The caller is one of them, or whoever there is.
 */
struct query *query_make_given(struct solver *solver,
			       const struct requirement *requirements,
			       unsigned count, unsigned given,
			       unsigned system_domains);

/* --- Those that are worth asking (solve_index.c) -------------------------- */

/* Queries of given callers, each with a number, by what they ask of these. */
struct query_index;

/* For numbers below the count. */
struct query_index *query_index_make(struct solver *solver, size_t count);

/* Several queries can have the number. */
void query_index_add(const struct solver *solver, struct query_index *index,
		     const struct query *query, unsigned number);

/*
 * The numbers of the queries that the loaded caller may pass: of all others it
 * has not what they ask, on no type and in no state.  Until it is asked again.
 */
const uint64_t *query_index_likely(const struct solver *solver,
				   struct query_index *index);

/* --- Answers (solve_answer.c) ----------------------------------------------
 */

/* Turns to a caller. */
void solver_load(struct solver *solver, unsigned caller);
unsigned solver_caller(const struct solver *solver); /* NO_TYPE: none yet */

/* How the loaded caller sees domains. */
const struct views *solver_views(struct solver *solver);

/* When the source has all of the permissions on the label, by rules alone. */
struct when solver_when(struct solver *solver, unsigned source, unsigned label,
			unsigned object_class, uint32_t permissions);

/* Nothing is asked of the caller: what holds for one holds for all. */
bool query_is_free(const struct query *query);

/* Whether booleans may have a say in it. */
bool query_varies(const struct query *query);

/* Whether the loaded caller passes always, on some object. */
bool query_passes(struct solver *solver, struct query *query);

/* Adds the objects on which it passes always, or in some state maybe. */
void query_gather(struct solver *solver, struct query *query, bool sometimes,
		  uint64_t *objects);

/*
 * When it passes on the object, which is how the caller calls it.  With a
 * trial, that is the first choice that ever passes; always: that always does,
 * and nothing but always counts.
 */
struct when query_when(struct solver *solver, struct query *query,
		       unsigned object, bool always, struct trial *trial);

/*
 * When it passes with those of the types, by party, that it is given: domains
 * are given by their own types, whatever the caller sees them by, and a caller
 * is to be loaded.  The trial as above, but if some choice passes always it is
 * the first of these.
 */
struct when query_given_when(struct solver *solver, struct query *query,
			     const unsigned types[PARTY_COUNT], bool always,
			     struct trial *trial);

/*
 * Whether the object can be the party's of the way, as the loaded caller sees
 * domains.
 */
bool query_shows(struct solver *solver, const struct query *query,
		 unsigned object);

/* An object, and when it passes. */
struct hit {
	unsigned object;
	struct when when;
};

/* Of a free query: the objects, whoever calls.  Both ascending. */
struct free_answer {
	const unsigned *objects; /* that pass always */
	size_t object_count;
	const struct hit *hits; /* that pass sometimes, and maybe always */
	size_t hit_count;
};

const struct free_answer *query_free(struct solver *solver,
				     struct query *query);

/* As query_when(), on any object, whoever calls. */
struct when query_free_when(struct solver *solver, struct query *query,
			    unsigned object, bool always, struct trial *trial);

#endif
