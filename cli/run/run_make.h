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

#include "right/right.h"
#include "finding/finding.h"
#include "way/way.h"

#define ALL_TYPES ((unsigned)-2)

/* --- Who is who ------------------------------------------------------- */

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

/* Sorts types by name: a policy numbers them as its compiler likes. */
void run_sort_types(const struct run *run, unsigned *types, size_t count);

/* The type of that name, which is no attribute; NO_TYPE: there is none. */
unsigned run_find_type(const struct run *run, const char *name);

/*
 * The part that the type plays: what the site says of it, or "device-model",
 * or "xenstore"; NULL: none.
 */
const char *run_role_of(struct run *run, unsigned type);

/* The label that a domain of the type sees itself with: often the type. */
unsigned run_self_label(const struct run *run, unsigned type);

/* Whether the caller sees some domain, maybe itself, by the label. */
bool run_sees(struct run *run, unsigned caller, unsigned label);

/* The label that a device model sees its guest with: often the guest's. */
unsigned run_guest_label(const struct run *run, unsigned device_model,
			 unsigned guest);

/* --- Who may do what to whom ------------------------------------------ */

/* A permission, as the policy numbers it. */
struct right {
	unsigned object_class, bit;
};

/* False: the policy has no such class or permission; nobody is granted it. */
bool run_find_right(const struct run *run, const char *object_class,
		    const char *permission, struct right *right);

/* The same for the first permission of the policy that is about it. */
bool run_find_about(const struct run *run, enum permission_about about,
		    struct right *right);

/* Sometimes: in some states of the booleans. */
enum grant { GRANT_NEVER, GRANT_SOMETIMES, GRANT_ALWAYS };

/*
 * How far the policy lets one type do that to another: by its rules, by the
 * source being permissive, and if some contexts of the two satisfy the
 * constraints.
 */
enum grant run_grants(struct run *run, unsigned source, unsigned target,
		      struct right right);

/* When that is so, in which states of the booleans. */
struct asked;
struct when run_when(struct run *run, const struct asked *asked);

/* The same as a grant by names; NEVER for names that the policy does not have.
 */
enum grant run_allows(struct run *run, unsigned source, unsigned target,
		      const char *object_class, const char *permission);

/* Types, ascending. */
struct type_list {
	const unsigned *items;
	size_t count;
};

/* Orders types for qsort() and bsearch(). */
int type_compare(const void *a, const void *b);

/* The permissions of the class that the source has on some type, a bit each. */
uint32_t run_any_permissions(const struct run *run, unsigned source,
			     unsigned object_class);

/* Whether the source has the right on some type, always or sometimes. */
bool run_may_have(const struct run *run, unsigned source, struct right right);

/* Whether the source always has the right on some type. */
bool run_has_always(const struct run *run, unsigned source, struct right right);

/* A copy of the types, sorted by name, in the arena. */
unsigned *run_by_name(const struct run *run, const struct type_list *types,
		      struct arena *arena);

/*
 * The types that the source may do it to, always or sometimes, ascending, in
 * the arena.  Not cheap for a permissive source: all types.
 */
struct type_list run_targets(const struct run *run, unsigned source,
			     struct right right, struct arena *arena);

/* One access in types: what must be allowed. */
struct asked {
	unsigned source, target;
	struct right right;
};

/*
 * The condition under which all of it is allowed, which it must be in some
 * state; NULL: always.  default_state: its value with the booleans' defaults.
 */
const char *run_condition(struct run *run, const struct asked *asked,
			  size_t count, bool *default_state);

/* --- What a subject can do -------------------------------------------- */

/* Ops that need the same are done alike. */
struct group;

size_t group_ops(const struct group *group, const struct op *const **ops);

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

/*
 * The objects, in the arena: they are worked out when they are asked for, at
 * best while the subject is seen.
 */
struct type_list ability_objects(const struct ability *ability,
				 struct arena *arena);

struct subject {
	unsigned type;
	const struct ability *abilities; /* by group */
	size_t ability_count;
};

/* --- All subjects --------------------------------------------------- */

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

/* --- Findings --------------------------------------------------------- */

struct meaning;

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
	/* What the sentence says whatever the release; NULL: all of it. */
	const char *fact;
	const struct fix *fix; /* that is lacked; or NULL */
	/* The op is one of several, which the release picks: no part of it. */
	bool op_varies;
	const char *(*describe)(const struct run *run,
				const struct draft *draft, struct arena *arena);
	const void *context; /* for describe */
};

void run_add_finding(struct run *run, const struct draft *draft);

/* --- Limits ----------------------------------------------------------- */

/*
 * Says once, as a warning and in the report, that a part of the policy was not
 * understood or not evaluated: where, and what in particular, in printf's way.
 * The id is one of the catalogue of messages; run_limit.c lists those that
 * do not change the exit status.
 */
void run_add_limit(struct run *run, enum message_id id, struct location at,
		   const char *detail, ...)
	__attribute__((format(printf, 4, 5)));

/* Whether lint lives with it: it can only bring findings too many. */
bool limit_is_lived_with(enum message_id id);

/* Adds those that are seen once all checks have run. */
void run_find_limits(struct run *run);

/* Whether the texts of its conditions can be held against others'. */
bool run_has_exact_conditions(const struct run *run);

#endif
