/* Rules, looked up from their sources and from their targets. */
#ifndef RIGHT_RIGHT_RULE_H
#define RIGHT_RIGHT_RULE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "right/right_guard.h"

struct policy;

#define NO_TYPE ((unsigned)-1)

struct rights {
	const struct policy *policy;
	struct arena *arena;
	struct conditions conditions;
	unsigned *first; /* by source: its first rule; one more at the end */
	/* Rules by target, and where those of each begin; NULL: not asked. */
	unsigned *on, *on_first;
	/* By type: itself and its attributes, ascending, from the_first on. */
	unsigned *names, *name_first;
	/* By type and class: what it may do to some type, and if sometimes. */
	uint32_t *any, *any_sometimes;
	list_of(unsigned) permissive; /* types */
	bool conditional;	      /* some rule stands under a condition */
	/* Those that label domains: sorted by source. */
	const struct policy_transition *transitions;
	size_t transition_count;
};

/*
 * What classes and permissions of a policy, by its numbers, are to Xen.  Who
 * knows the registry says it; a class may be none that the policy has.
 */
struct right_terms {
	unsigned labelling; /* the class whose transitions label domains */
	/* By which a domain changes its label: of the class, these. */
	unsigned changing_class;
	uint32_t changing;
};

struct rights *rights_make(const struct policy *policy,
			   const struct right_terms *terms,
			   struct arena *arena);

/* The type and its attributes. */
struct names {
	const unsigned *items;
	unsigned count;
};
struct names rights_names(const struct rights *rights, unsigned type);

/* The rules whose source is that very type or attribute. */
struct rule_span {
	const struct policy_rule *first, *end;
};
struct rule_span rights_rules(const struct rights *rights, unsigned source);

/* The rules whose target is that very type or attribute, by index. */
struct rule_list {
	const unsigned *items;
	size_t count;
};
struct rule_list rights_rules_on(struct rights *rights, unsigned target);

/*
 * The permissions that the source has on some type: always, or sometimes too.
 * Bounds may take some of them back.
 */
uint32_t rights_any(const struct rights *rights, unsigned source,
		    unsigned object_class);
uint32_t rights_any_sometimes(const struct rights *rights, unsigned source,
			      unsigned object_class);

/* The permissions that it always has on that type. */
uint32_t rights_always(struct rights *rights, unsigned source, unsigned target,
		       unsigned object_class);

/* When it has all of the permissions. */
struct when rights_when(struct rights *rights, unsigned source, unsigned target,
			unsigned object_class, uint32_t permissions);

/* The same by rules alone: no type is permissive, and none has a bound. */
uint32_t rules_always(const struct rights *rights, unsigned source,
		      unsigned target, unsigned object_class);
struct when rules_when(struct rights *rights, unsigned source, unsigned target,
		       unsigned object_class, uint32_t permissions);

/*
 * Whether some rule of the source, at least sometimes, is on one of the targets
 * of the array, by type or attribute.
 */
bool rights_speak(const struct rights *rights, unsigned source,
		  const bool *targets);

/* All types that are no attributes. */
size_t rights_types(const struct rights *rights, struct arena *arena,
		    unsigned **types);

/*
 * A label that type_transition of class domain gives, and when; the last one
 * is the label without any rule.  No condition is "never".
 */
struct outcome {
	unsigned label;
	struct when when;
};
size_t rights_transition(struct rights *rights, unsigned source,
			 unsigned target, struct arena *arena,
			 struct outcome **outcomes);

/* False: the policy does not have the class or permission. */
bool rights_find(const struct policy *policy, const char *object_class,
		 const char *permission, unsigned *class_index, unsigned *bit);

#endif
