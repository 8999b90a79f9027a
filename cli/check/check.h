/*
 * The linter: what a policy delegates, held against the registry.
 *
 * An op is delegated to a type that is not fully trusted when the policy lets
 * that type pass every access that the hypervisor checks for the op.
 */
#ifndef CHECK_CHECK_H
#define CHECK_CHECK_H

#include <stdbool.h>
#include <stddef.h>

#include "policy/policy.h"
#include "registry/registry.h"
#include "site/site.h"

enum level { LEVEL_NOTE, LEVEL_WARNING, LEVEL_ERROR };

const char *level_name(enum level level);

/* A rule of the linter; its code is what users see and name. */
struct rule {
	const char *code; /* "XSM001" */
	const char *name; /* "covered-op-delegated" */
	enum level level;
	const char *title;
	const char *explanation;
};

/* All rules, in the order of their codes. */
extern const struct rule check_rules[];
extern const size_t check_rule_count;

/* The rule of that code or name, or NULL. */
const struct rule *check_find_rule(const char *word);

struct finding {
	const struct rule *rule;
	enum level level;
	/* The type that can do it; "*": every domain; NULL: no one can. */
	const char *subject;
	const struct op *op;	 /* NULL: it is about no one op */
	struct op_status status; /* of the op */
	const char **objects;	 /* types that it can do it to, sorted */
	size_t object_count;
	const char *condition; /* booleans that switch it on; NULL: always */
	bool default_state;    /* of the condition */
	const char *role;      /* that makes the finding a note; or NULL */
	const struct waiver *waiver; /* that suppresses it, or NULL */
	const struct evidence *evidence;
};

/* One access that a finding rests on. */
struct finding_access {
	const char *source, *target; /* types, as the policy calls them */
	const char *object_class, *permission;
	const struct policy_location
		*locations; /* of all rules that allow it */
	size_t location_count;
};

/* A step on the way from the subject to a trusted type. */
struct finding_step {
	const char *from, *to; /* types */
	const char *how;       /* "writes the memory of", "may load a policy" */
	const struct op *op;   /* by which, or NULL */
};

/* What is worked out of a finding when it is shown. */
struct finding_details {
	const char *message;
	const struct finding_access *accesses;
	size_t access_count;
	const struct finding_step *path; /* of indirect delegation */
	size_t path_count;
};

/* How the release of a policy was found. */
struct release_choice {
	unsigned used;
	const unsigned *candidates; /* releases that fit, oldest first */
	size_t candidate_count;
	const char *how; /* "given", "classes" */
};

struct lint {
	const struct registry *registry;
	const struct policy *policy;
	struct release_choice release;
	const char **trusted; /* types, sorted */
	size_t trusted_count;
	const struct finding *findings; /* by subject, rule, op */
	size_t finding_count;
};

/* The number of findings of that level that no waiver suppresses. */
size_t lint_count(const struct lint *lint, enum level level);

/* Works out the details of a finding of this lint, in the arena. */
void lint_details(const struct lint *lint, const struct finding *finding,
		  struct arena *arena, struct finding_details *details);

/*
 * What stays the same of a finding when the policy's text moves: rule,
 * subject, op, objects and condition, as a short string in the arena.
 */
const char *lint_fingerprint(const struct lint *lint,
			     const struct finding *finding,
			     struct arena *arena);

/*
 * The release that the policy is written for: the one given by name, or for
 * "auto" the newest whose classes, permissions and initial SIDs it has.
 * False with a message where there is none.
 */
bool check_release(const struct registry *registry, const struct policy *policy,
		   const char *name, struct arena *arena, struct diags *diags,
		   struct release_choice *choice);

/* What is to be linted, and against what. */
struct lint_request {
	const struct registry *registry;
	const struct policy *policy;
	const struct release_choice *release;
	const struct site *site; /* or NULL */
	const char *today;	 /* YYYY-MM-DD, for waivers that end */
};

/* Lints the policy. NULL with messages where that is not possible. */
const struct lint *check_lint(const struct lint_request *request,
			      struct arena *arena, struct diags *diags);

#endif
