/*
 * What passing an op takes: the one expansion of the registry's accesses into
 * ways.
 *
 *   parties	 who takes part in an access
 *   vectors	 classes and permissions, as a release or a policy numbers them
 *   conditions	 what decides which way it is, and who chooses
 *   ways	 what is asked together: required, filtered, ignored, what it
 * gives ops	 the ways of an op, and of all ops of a release
 *
 * Who passes a way, on whom, is not asked here.
 */
#ifndef WAY_WAY_H
#define WAY_WAY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/memory.h"
#include "base/table.h"
#include "registry/registry.h"

struct policy;

/* --- Parties (way_party.c) -------------------------------------------- */

/*
 * Who takes part in an access.  A party is the same in all accesses of a way:
 * the caller is fixed, those from PARTY_SELF on are given, for the others
 * somebody is to be found.
 */
enum party {
	PARTY_CALLER,
	PARTY_TARGET,
	PARTY_OTHER,
	PARTY_DEVICE,
	PARTY_IRQ,
	PARTY_IOMEM,
	PARTY_IOPORT,
	PARTY_EVENT, /* an event channel of the caller's or the target's */
	PARTY_LABEL, /* a label that is to be had */
	PARTY_SELF,  /* the subject as it sees itself */
	PARTY_XEN,
	PARTY_DOMXEN,
	PARTY_DOMIO,
	PARTY_SECURITY,
	PARTY_UNLABELED,
	PARTY_COUNT,
};

/* "caller", "target", ... */
const char *party_name(enum party party);

/* The party that an access calls its object. */
enum party party_of_object(const char *object);

/*
 * The parties at both ends of an access that has an object.  What binds an
 * event channel is the channel's own label, PARTY_EVENT, though the registry
 * calls it "other"; but for the check of the other end's label against the
 * caller, whose subject stays PARTY_OTHER.
 */
void access_parties(const struct access *access, enum party *subject,
		    enum party *object);

/* Whether somebody has to be found for it. */
bool party_is_open(enum party party);

/* --- Vectors (way_vector.c) ------------------------------------------- */

/* The classes, with a bit for each permission: of a release or of a policy. */
struct vectors {
	const char **classes;	   /* NULL: a gap in the numbering */
	const char ***permissions; /* of each class; NULL: no such bit */
	size_t *permission_counts;
	/* The registry's of the same names; NULL: it has none. */
	const struct object_class **class_facts;
	const struct permission ***permission_facts;
	size_t class_count;
	const char **sids; /* of a release: the first for SID 1 */
	size_t sid_count;
};

/* Those of the release, in the arena. */
void vectors_of_release(const struct registry *registry, unsigned release,
			struct arena *arena, struct vectors *vectors);

/* Those of the policy, which has no names for gaps in its numbering. */
void vectors_of_policy(const struct registry *registry,
		       const struct policy *policy, struct arena *arena,
		       struct vectors *vectors);

/* The same without what the registry says of them. */
void vectors_names(const struct policy *policy, struct arena *arena,
		   struct vectors *vectors);

/* The class's index, NO_INDEX: there is none of that name. */
unsigned vectors_class(const struct vectors *vectors, const char *name);

/* The permission's bit, 0: the class, or NO_INDEX, has none of that name. */
uint32_t vectors_permission(const struct vectors *vectors, unsigned class,
			    const char *name);

/* All bits of a class. */
uint32_t vectors_all(const struct vectors *vectors, unsigned class);

bool vectors_has_sid(const struct vectors *vectors, const char *name);

/* The permissions of the class, or NO_INDEX, that are about one of these. */
uint32_t vectors_about(const struct vectors *vectors, unsigned class,
		       unsigned about);

/* The permissions of the class that are asked on one of these. */
uint32_t vectors_on(const struct vectors *vectors, unsigned class, unsigned on);

/* What the class's permissions are asked on, mostly; 0: it is not known. */
unsigned vectors_class_on(const struct vectors *vectors, unsigned class);

/*
 * The class by whose type transitions these get labels; NO_INDEX: there is
 * none.
 */
unsigned vectors_labelling(const struct vectors *vectors, enum asked_on what);

/*
 * The permissions that are about it, of the first class that has such; 0, and
 * NO_INDEX as the class: there are none.
 */
uint32_t vectors_find(const struct vectors *vectors,
		      enum permission_about about, unsigned *class_index);

/* --- Conditions (way_condition.c) ------------------------------------- */

/* What a condition decides. */
enum deciding {
	DECIDES_BUILD,	/* which accesses the hypervisor has at all */
	DECIDES_CHOICE, /* which alternative of several is asked */
	DECIDES_ACCESS, /* whether an access is asked */
};

/*
 * One that is as it is in all of a way.  Who chooses matters: "can he?" is so
 * if it holds for some choice of the caller's; "does it work?" only if it does
 * whatever the others choose.
 */
struct way_condition {
	enum deciding decides;
	bool by_caller; /* he has it so by the arguments of his call */
	bool holds;	/* false: not all of these hold */
	const struct condition *const *conditions;
	unsigned count; /* 1 where it holds */
};

bool way_condition_equal(const struct way_condition *a,
			 const struct way_condition *b);

/* "x86", "!not-itself": by ids, for tables. */
const char *way_condition_ids(const struct way_condition *condition,
			      struct arena *arena);

/* --- Ways (way_expand.c) ---------------------------------------------- */

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

/* Nothing that is asked can refuse it. */
bool way_is_unchecked(const struct way *way);

/* Whether both ask the same, with the same end. */
bool way_asks_same(const struct way *a, const struct way *b);

/* Whether the access asks anything; else it says that none does. */
bool access_asks(const struct access *access);

enum answer access_answer(const struct access *access);

/* Finds what is required and filtered, by the way's accesses. */
void way_find_requirements(struct way *way, struct arena *arena);

/* Adds to them what an access takes. */
void requirements_add(struct requirements *to, struct requirement *items,
		      const struct way_access *access);

/*
 * Domains of Xen's own that an op's arguments can name: a bit for each row of
 * a table, of who that is as which party.
 */
enum { SYSTEM_DOMAIN_COUNT = 4 };
struct named_domain {
	enum party party;  /* PARTY_TARGET, PARTY_OTHER */
	enum party system; /* PARTY_DOMXEN, PARTY_DOMIO */
};
extern const struct named_domain named_domains[SYSTEM_DOMAIN_COUNT];

unsigned op_named_domains(const struct registry *registry, const struct op *op,
			  unsigned release);

/* Whether the access is ever asked in the build; NULL: in any. */
bool access_fits(const struct registry *registry, const struct access *access,
		 const struct host_build *host);

/* Whether each build for the host has the access; NULL: each that there is. */
bool access_is_in_all(const struct registry *registry,
		      const struct access *access,
		      const struct host_build *host);

/* Whether the op, and what it is a part of, is of use there in the release. */
bool op_is_on(const struct registry *registry, const struct op *op,
	      unsigned release, const struct host_build *host);

/* --- What a build has not (way_left.c) ---------------------------------- */

/* What the ways of a release leave out for a build. */
struct left_out {
	const struct op *const *ops; /* that it does not have */
	/* That it has, and of which some accesses are left out. */
	const struct op *const *partly;
	/* Conditions by which they are; on builds, of which it is not known
	 * whether they hold: with and without is looked at. */
	const struct condition *const *never, *const *open;
	size_t op_count, partly_count, never_count, open_count;
};

void left_out_find(const struct registry *registry, unsigned release,
		   const struct host_build *host, struct arena *arena,
		   struct left_out *left);

/* " on x86 with FILE", or "". */
const char *host_shown(const struct host_build *host, struct arena *arena);

/* --- Ops (way_op.c) --------------------------------------------------- */

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

/*
 * Whether the way tells who has the use of the op: it passes, and is under no
 * condition; or where that does not hold nothing can refuse the op, and it is
 * under no more than something is asked under.
 */
bool way_is_telling(const struct op_ways *ways, const struct way *way);

/*
 * Whether it tells who passes an access: it passes, requires that one, and is
 * under no more than it takes that it does.
 */
bool way_is_telling_of(const struct op_ways *ways, const struct way *way,
		       const struct access *access);

/* Whether by an alternative of it the op takes something away. */
bool way_takes_away(const struct way *way);

/* The ways of the op in a release that has it, in the arena. */
void op_ways_make(const struct way_request *request, const struct op *op,
		  struct arena *arena, struct op_ways *ways);

/*
 * Whether the op is checked for itself; else it is as its parent, and stands
 * with it.
 */
bool op_stands_apart(const struct registry *registry, const struct op *op,
		     unsigned release);

/* All ops of the release that stand apart, in the registry's order. */
struct release_ways {
	const struct op_ways *ops;
	size_t count;
	const struct op_ways **of_op; /* by index of op; NULL: none */
};

const struct release_ways *release_ways_make(const struct way_request *request,
					     struct arena *arena);

/* --- A table (way_table.c) -------------------------------------------- */

extern const char *const ways_table_name;

/* The ways of all ops of the release, or of every one (NO_INDEX), sorted. */
struct table *ways_table(const struct registry *registry, unsigned release,
			 struct arena *arena);

#endif
