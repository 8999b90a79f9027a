/* What is worked out of a finding when it is shown. */
#ifndef LINT_LINT_FINDING_H
#define LINT_LINT_FINDING_H

#include <stdbool.h>
#include <stddef.h>

#include "finding/finding.h"

struct lint;

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
	/* By modules beside FLASK, in the registry's order. */
	const struct module_refusal *refusals;
	size_t refusal_count;
	const struct finding_step *path; /* of indirect delegation */
	size_t path_count;
	bool partly; /* what is asked along the path is not all there */
	struct location place; /* of the waiver it is about; or file NULL */
};

/*
 * The finding of that index, below finding_count: by subject, level, rule and
 * op.  There may be a million; so they are not kept in this form.
 */
struct finding lint_finding(const struct lint *lint, size_t index);

/* Whether an option asks for what its rule finds. */
bool lint_finding_is_asked(const struct lint *lint, size_t index);

/* Just its level, and whether a waiver suppresses it. */
enum level lint_finding_level(const struct lint *lint, size_t index,
			      bool *accepted);

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

#endif
