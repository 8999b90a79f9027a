/*
 * What the steps of one lint run share.
 *
 * A run is made for one policy and one release.  It knows who calls
 * (subjects), what each of them can do (abilities), and answers questions on
 * who may do what to whom.  Checks are rows of check_table[]; each sees every
 * subject once, and adds findings.
 */
#ifndef RUN_RUN_MAKE_H
#define RUN_RUN_MAKE_H

#include <stdbool.h>
#include <stddef.h>

#include "finding/finding.h"
#include "right/right.h"
#include "way/way.h"

struct group;
struct meaning;

#define ALL_TYPES ((unsigned)-2)

/* How a type can be a domain's label, the surest first. */
enum standing {
	STANDING_DOMAIN, /* a domain can have it, or nothing says that not */
	STANDING_SWEPT,	 /* by what is allowed on all labels alike, only so */
	STANDING_VIEW,	 /* no: it is only how some domain is seen */
	STANDING_SYSTEM, /* no: it is the label of domains of Xen's own */
};

struct run {
	struct lint_request request;
	const struct rule_sets *rules; /* that look at it */
	const struct registry *registry;
	const struct policy *policy;
	const struct site *site;       /* or NULL */
	const struct host_build *host; /* NULL: of any build */
	unsigned release;
	struct arena *arena; /* of the result */
	struct diags *diags;
	/* Initial SIDs of the parties from PARTY_XEN on; NULL for others. */
	const struct policy_sid *known[PARTY_COUNT];
	bool *trusted; /* by type: as fully as dom0 */
	bool *calls;   /* by type: a domain can have it, and is not trusted */
	const enum standing *standing; /* by type */
	const unsigned *swept_by;      /* rule by which it is STANDING_SWEPT */
	const unsigned *swept;	       /* types that are */
	size_t swept_count;
	const bool *swept_names; /* by type or attribute: it is of some */
	const unsigned *by_name; /* all types but attributes, by name */
	const unsigned *rank;	 /* by type: its place among those */
	size_t name_count;
	const unsigned *subjects; /* those that call */
	size_t subject_count;
	struct shared_facts *shared; /* of release and vectors alone */
	struct constraints *constraints;
	struct rights *rights;	       /* who may do what to whom */
	struct solver *solver;	       /* who passes what */
	struct repertoire *repertoire; /* what there is to do */
	struct results *results;       /* findings so far */
	struct rule_finder *finder;    /* which rules grant what */
	list_of(struct diag) limits;   /* what is not evaluated */
	const bool *delegated;	       /* by op, to whom is not fully trusted */
	size_t doubtful_flaws[2];      /* ops; and of those of every domain */
};

/*
 * A run of the request.  NULL with messages when the registry does not know
 * the release's accesses, or an initial SID has no type.
 */
struct run *run_make(const struct lint_request *request,
		     const struct rule_sets *rules, struct arena *arena,
		     struct diags *diags);

/* A permission, as the policy numbers it. */
struct right {
	unsigned object_class, bit;
};

/* Sometimes: in some states of the booleans. */
enum grant { GRANT_NEVER, GRANT_SOMETIMES, GRANT_ALWAYS };

/* Types, ascending. */
struct type_list {
	const unsigned *items;
	size_t count;
};

/* One access in types: what must be allowed. */
struct asked {
	unsigned source, target;
	struct right right;
};

/*
 * All ops of the group, on some objects.  A group can be there more than once,
 * with different conditions.
 */
struct ability {
	struct run *run;
	unsigned subject;
	const struct group *group;
	const struct when *when;
	const char *condition; /* NULL: always */
	bool default_state;    /* of the condition */
};

struct subject {
	unsigned type;
	const struct ability *abilities; /* by group */
	size_t ability_count;
};

/*
 * Another run of the same request for another release (for drift), and its
 * subjects with what they can do there, one by one.  NULL with messages when
 * the registry does not know the release's accesses.
 */
struct run *run_for_release(struct run *run, unsigned release);
void run_see_subjects(struct run *run, const struct rule_set *check,
		      void *state);

/* Lets several checks, each with its state, see all subjects. */
void run_see_all(struct run *run, const struct rule_set *const *checks,
		 void **states, size_t count);

/* Which objects of a finding: those that its subject's role is about. */
enum part {
	PART_ALL,
	PART_OF_ROLE,
	PART_BESIDE_ROLE,
	/* With those of which it is not certain that a domain has the label. */
	PART_NOTED,
	PART_BESIDE_NOTED
};

/*
 * A finding to be added.  What it points at is not copied and must live in
 * the run's arena or longer; what is left out is 0 or NULL.
 */
struct draft {
	const char *code; /* "XSM101" */
	unsigned lower;	  /* levels below that of the rule */
	unsigned higher;  /* levels above it */
	unsigned subject; /* type; NO_TYPE: none; ALL_TYPES: "*" */
	/* One that the subject can perform: its status is looked up. */
	const struct op *op;
	/* That is all it says, and modules beside FLASK are asked of it. */
	bool performs;
	const struct op *const *mentions; /* others that it is about */
	size_t mention_count;
	struct type_list objects; /* each once */
	const char *condition;
	bool default_state;
	const char *role; /* makes the finding a note */
	enum part part;	  /* of what it is granted; of objects all are there */
	const struct meaning *meaning; /* of these; with part */

	/*
	 * All that the subject is granted of this right, in place of objects
	 * and asked: looked up when the finding is shown.
	 */
	const struct right *granted;
	/* Whether that is about the object; NULL: it is about all. */
	bool (*concerns)(struct run *run, const struct draft *draft,
			 unsigned object);

	/*
	 * Ops of which nothing is asked of who calls: what is asked of others,
	 * in place of asked, is looked up when the finding is shown.
	 */
	const struct group *anyone;

	/* Details.  Accesses are located when the finding is shown. */
	const struct asked *asked;
	size_t asked_count;
	const struct finding_step *path;
	size_t path_count;
	struct location place; /* of the waiver it is about */
	/* A sentence; where there are many findings, rather a function. */
	const char *message;
	/* The same without names that the mentions are; NULL: it has none. */
	const char *brief;
	/* What the sentence says whatever the release; NULL: all of it. */
	const char *fact;
	const struct fix *fix; /* that is lacked; or NULL */
	/* The op is one of several, which the release picks: no part of it. */
	bool op_varies;
	const char *(*describe)(const struct run *run,
				const struct draft *draft, struct arena *arena);
	const void *context; /* for describe */
};

#endif
