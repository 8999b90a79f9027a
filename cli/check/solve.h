/*
 * Whether one consistent choice of objects lets a type pass all accesses of
 * an op; for check/ only.
 */
#ifndef CHECK_SOLVE_H
#define CHECK_SOLVE_H

#include <stdbool.h>

#include "check/relation.h"
#include "registry/registry.h"

/*
 * What an access can be about.  A role stands for one type in all accesses of
 * an op; the types of ROLE_CALLER, ROLE_SELF and of initial SIDs are given,
 * for the others one is looked for.
 */
enum role {
	ROLE_CALLER,
	ROLE_TARGET,
	ROLE_OTHER,
	ROLE_DEVICE,
	ROLE_IRQ,
	ROLE_IOMEM,
	ROLE_IOPORT,
	ROLE_EVENT,
	ROLE_LABEL,
	ROLE_SELF,
	ROLE_XEN,
	ROLE_DOMXEN,
	ROLE_DOMIO,
	ROLE_SECURITY,
	ROLE_UNLABELED,
	ROLE_COUNT,
};

enum { NEED_LIMIT = 64 };

#define NO_TYPE ((unsigned)-1)

/* One access that must be passed. */
struct need {
	const struct access *access;
	enum role subject, object;
	const struct relation *relation; /* NULL: the policy cannot grant it */
};

struct needs {
	struct need items[NEED_LIMIT];
	unsigned count;
};

/* The types that the roles stand for; NO_TYPE where it is open. */
struct assignment {
	unsigned types[ROLE_COUNT];
};

/* The role that an access calls its object. */
enum role role_of_object(const char *object);
enum role role_of_subject(enum access_subject subject);

/* Adds the access to the needs; false when they are full. */
bool needs_add(struct needs *needs, const struct access *access,
	       struct relation_index *index);

/*
 * Completes the assignment so that all needs are passed, by edges that hold
 * always or, if so said, by conditional ones too.  False, and nothing is
 * changed, when no choice of types does.
 */
bool needs_solve(const struct needs *needs, bool conditional,
		 struct assignment *assignment);

/* The types that the role can stand for at most, given who calls. */
size_t needs_candidates(const struct needs *needs, enum role role,
			const struct assignment *assignment,
			struct arena *arena, unsigned **types);

#endif
