/*
 * The linter: what a policy delegates, held against the registry.
 *
 * An op is delegated to a type that is not fully trusted when the policy lets
 * that type pass every access that the hypervisor checks for the op.
 */
#ifndef LINT_LINT_H
#define LINT_LINT_H

#include <stdbool.h>
#include <stddef.h>

#include "lint/lint_shared.h"
#include "registry/registry.h"
#include "rule/rule.h"
#include "site/site.h"
#include "source/source.h"

/* One access that a finding rests on. */
struct finding_access {
	const char *source, *target; /* types, as the policy calls them */
	const char *object_class, *permission;
	const struct source_location
		*locations; /* of all rules that allow it */
	size_t location_count;
};

/* Accesses that differ in their targets alone, and maybe in their rules. */
struct finding_asked {
	const char *source;
	const char *const *targets; /* sorted */
	size_t target_count;
	const char *object_class, *permission;
	const unsigned *rules; /* for lint_rule_place(): of all targets */
	size_t rule_count;
};

/* What is worked out of a finding when it is shown. */
struct finding_details {
	const char *message;
	/* The same without what the release says of the op. */
	const char *brief;
	/* Under what alone the op is asked anything; or NULL: always. */
	const char *asked_where;
	/* The subject's role, which these objects are beside; or NULL. */
	const char *beside_role;
	const struct finding_access *accesses;
	size_t access_count;
	/* In place of accesses, those together that are alike. */
	const struct finding_asked *asked;
	size_t asked_count;
	const struct finding_step *path; /* of indirect delegation */
	size_t path_count;
	bool partly; /* what is asked along the path is not all there */
	struct location place; /* of the waiver it is about; or file NULL */
};

struct lint {
	const struct registry *registry;
	const struct policy *policy;
	struct release_choice release;
	const struct host_build *host; /* that it is for; NULL: any */
	const char **trusted;	       /* types, sorted */
	size_t trusted_count;
	size_t finding_count;
	/* What was not understood or not evaluated: the lint is not complete.
	 */
	const struct diag *limits;
	size_t limit_count;
	/*
	 * The conditions of its findings are whole as text, and on booleans
	 * whose names are words: they can be held against others.
	 */
	bool exact_conditions;
	struct run *run; /* what findings are worked out from */
};

/*
 * Whether a limit is none that lint lives with: then it cannot be said that
 * there are no more findings.
 */
bool lint_is_partial(const struct lint *lint);

/*
 * The finding of that index, below finding_count: by subject, level, rule and
 * op.  There may be a million; so they are not kept in this form.
 */
struct finding lint_finding(const struct lint *lint, size_t index);

/* Just its level, and whether a waiver suppresses it. */
enum level lint_finding_level(const struct lint *lint, size_t index,
			      bool *accepted);

/* The number of findings of that level that no waiver suppresses. */
size_t lint_count(const struct lint *lint, enum level level);

/* The types that the subject can do it to, sorted by name, in the arena. */
size_t lint_objects(const struct lint *lint, const struct finding *finding,
		    struct arena *arena, const char ***objects);

/*
 * Works out the details of a finding of this lint, in the arena: what it rests
 * on for these of its objects, which are sorted; objects NULL: for all.
 */
void lint_details(const struct lint *lint, const struct finding *finding,
		  const char *const *objects, size_t object_count,
		  struct arena *arena, struct finding_details *details);

/*
 * The same, with the accesses together that differ in their targets alone:
 * asked in place of accesses.  It is the quicker of the two.
 */
void lint_details_together(const struct lint *lint,
			   const struct finding *finding,
			   const char *const *objects, size_t object_count,
			   struct arena *arena,
			   struct finding_details *details);

/*
 * The same, with those alone together that rest on the same rules.  Of a path
 * with more than so many steps at both of its ends what is between them is not
 * worked out, and that is said; ends 0: all of it is.
 */
void lint_details_by_rules(const struct lint *lint,
			   const struct finding *finding,
			   const char *const *objects, size_t object_count,
			   size_t ends, struct arena *arena,
			   struct finding_details *details);

/* The same of accesses of a run, each of which may be there more than once. */
struct asked;
void lint_asked_together(struct run *run, const struct asked *asked,
			 size_t count, struct arena *arena,
			 struct finding_details *details);

/* How many rules the policy has, and where one is that finding_asked names. */
unsigned lint_rule_count(const struct lint *lint);
struct source_location lint_rule_place(const struct lint *lint, unsigned rule,
				       struct arena *arena);

/*
 * What makes a finding the same one in another release or another policy,
 * beside its rule, subject, objects and condition.
 */
struct identity {
	const struct op *op; /* NULL also where the release picks one of some */
	const char *fact;    /* no list that the release changes; or "" */
};

struct identity lint_identity(const struct lint *lint,
			      const struct finding *finding,
			      struct arena *arena);

/*
 * What stays the same of a finding when the policy's text or the release moves,
 * as a short string in the arena: its rule, subject, identity, condition and
 * objects; the common one is that of all findings that differ in objects alone.
 */
const char *lint_fingerprint(const struct lint *lint,
			     const struct finding *finding,
			     struct arena *arena);
const char *lint_common_fingerprint(const struct lint *lint,
				    const struct finding *finding,
				    struct arena *arena);

/*
 * The release that the policy is written for: the one given by name, or for
 * "auto" one whose classes and permissions it has, its initial SIDs, if it has
 * all of those of one, and that loads it: the newest that is the last of its
 * line, if there is such a one. False with a message where there is none.
 */
bool lint_choose_release(const struct registry *registry,
			 const struct policy *policy, const char *name,
			 struct arena *arena, struct diags *diags,
			 struct release_choice *choice);

/*
 * Whether the registry has all ops, permissions, rules and ranges of releases
 * that the site names; false with messages.
 */
bool lint_check_site(const struct registry *registry, const struct site *site,
		     struct diags *diags);

/* The same of one waiver. */
bool lint_check_waiver(const struct registry *registry,
		       const struct waiver *waiver, struct diags *diags);

/* --- What a waiver is for (lint_agree.c) ------------------------------ */

/* Whether its last day is before today, YYYY-MM-DD; never before NULL. */
bool waiver_is_over(const struct waiver *waiver, const char *today);

/* What a review of the site accepts, where its releases hold. */
struct waiver waiver_of_review(const struct site_review *review,
			       struct arena *arena);

/* Whether it is for findings of the rule: others are not accepted by it. */
bool waiver_is_for_rule(const struct waiver *waiver, const struct rule *rule);

/* Whether it accepts that the op is granted to its subject on its object. */
bool waiver_is_for_grant(const struct waiver *waiver, const struct op *op);

/* Whether its op and its subject are the finding's. */
bool waiver_is_about(const struct waiver *waiver,
		     const struct finding *finding);

/* Whether it is for that object, a type; NULL: the finding has none. */
bool waiver_has_object(const struct waiver *waiver, const char *object);

/*
 * What a waiver of a site file must say to accept the finding: the name of an
 * op, or attributes.
 */
const char *waiver_wanted(const struct finding *finding, struct arena *arena);

/* Releases that a policy fits and that the registry does not tell apart. */
struct candidates {
	unsigned release; /* that stands for them */
	struct release_set releases;
};

/* All that the choice found, that of the one in use first. */
size_t lint_candidates(const struct registry *registry,
		       const struct release_choice *choice, struct arena *arena,
		       struct candidates **groups);

/* Lints the policy. NULL with messages where that is not possible. */
const struct lint *lint_make(const struct lint_request *request,
			     struct arena *arena, struct diags *diags);

/*
 * By index of op: the policy lets somebody who is not fully trusted perform
 * it, or a part of it, in some state of the booleans; or nothing keeps anyone
 * from it.
 */
const bool *lint_delegated(const struct lint *lint);

/*
 * How many ops there are of which the release may lack a fix, while it is sure
 * of none: of those of all domains (subject "*"), or of those of some (NULL).
 */
size_t lint_doubtful_flaws(const struct lint *lint, const char *subject);

/* --- What is shown of a lint ------------------------------------------ */

/* What a comparison with another policy says of a finding. */
enum change { CHANGE_NONE, CHANGE_ADDED, CHANGE_REMOVED };

/* "added", "removed"; NULL for none. */
const char *change_name(enum change change);

/* A finding as it is shown. */
struct lint_row {
	const struct lint *lint; /* that has the finding */
	struct finding finding;
	enum change change;
	/* Those of the finding that are shown; NULL: all of them. */
	const char *const *objects;
	size_t object_count;
};

/* A finding that was known when a baseline was written. */
struct baseline_entry {
	const char *fingerprint; /* the common one, whatever the objects */
	enum level level;	 /* that it had; at a higher one it is new */
	const char *what;	 /* in words but for the objects, for readers */
	const char *const *objects; /* sorted */
	size_t object_count;
	/* Its condition, where that is whole; NULL: none, or not known. */
	const char *condition;
};

struct baseline {
	const char *path;
	/* Those that the policy was judged for, the first that in use. */
	const char *const *releases;
	size_t release_count;
	const struct baseline_entry *entries; /* sorted by fingerprint */
	size_t count;
};

/* How many findings there are. */
struct lint_totals {
	size_t levels[LEVEL_ERROR + 1]; /* neither suppressed nor removed */
	size_t suppressed;		/* by waivers */
	size_t removed;
};

/* The findings of a lint that are shown, and what was taken off. */
struct lint_view {
	const struct lint *lint;
	const struct lint_row *rows; /* NULL: all findings as they stand */
	const unsigned *picked;	     /* indices of those; NULL: all */
	size_t row_count;
	const struct lint_totals *totals; /* before some were picked; or NULL */
	const struct lint *old;		 /* that it is compared with, or NULL */
	const struct baseline *baseline; /* whose findings are left out */
	size_t known;			 /* how many these are */
	/* What the baseline has and the policy has no more. */
	const struct baseline_entry *gone;
	size_t gone_count;
	/*
	 * What differs because the release does, while the policies agree:
	 * changes of a comparison, and what the baseline has.
	 */
	const struct lint_row *moved;
	size_t moved_count;
	const struct baseline_entry *closed;
	size_t closed_count;
};

/* All findings of the lint. */
struct lint_view lint_view_all(const struct lint *lint);

/*
 * The first of views of one policy for groups of releases that it fits, with
 * errors and warnings of the others.  What does not hold in all of them says
 * where it does; *differing: so many.  What is removed is that of the first.
 */
struct lint_view lint_view_candidates(const struct lint_view *views,
				      const struct candidates *groups,
				      size_t count, struct arena *arena,
				      size_t *differing);

/* What of one view, but for what is removed, is not in the other. */
struct lint_view lint_view_differences(const struct lint_view *view,
				       const struct lint_view *old,
				       struct arena *arena);

/*
 * The findings that the baseline does not know, each with the objects that it
 * does not; rows live in the arena.  before: the same policy for the releases
 * of the baseline, where these are others; what it still has there, the release
 * closed.  What one of the lints for other releases has is not gone.
 */
struct lint_view lint_view_new(const struct lint *lint,
			       const struct lint *const *before,
			       size_t before_count,
			       const struct lint *const *others, size_t count,
			       const struct baseline *baseline,
			       struct arena *arena);

/* The view with one more limit of its lint. */
struct lint_view lint_view_limited(const struct lint_view *view,
				   const struct diag *limit,
				   struct arena *arena);

/* Two policies, each for its release, and where these differ for the other's.
 */
struct compared {
	const struct lint *lint, *old;
	const struct lint *lint_before; /* for the release of old; or NULL */
	const struct lint *old_after;	/* for the release of lint; or NULL */
};

/*
 * What one policy delegates and the other does not: findings of the lint that
 * are added, and of the old one that are removed, each with the objects that
 * make the difference.  What the other policy has as well in the same release
 * has moved.  All are made with one registry.
 */
struct lint_view lint_view_changes(const struct compared *compared,
				   struct arena *arena);

/*
 * The view without what is below the level; its totals stay those of all.
 * What it is made of lives in the arena.
 */
struct lint_view lint_view_from(const struct lint_view *view, enum level least,
				struct arena *arena);

/* The row of that index, below row_count. */
struct lint_row lint_view_row(const struct lint_view *view, size_t index);

/* Just its level, and whether a waiver suppresses it. */
enum level lint_view_level(const struct lint_view *view, size_t index,
			   bool *accepted);

/* The objects that the row shows; all of them are put into the arena. */
size_t lint_row_objects(const struct lint_row *row, struct arena *arena,
			const char *const **objects);

struct lint_totals lint_view_totals(const struct lint_view *view);

#endif
