/* The bytes of a file as a policy for Xen, and names in one. */
#ifndef POLICY_POLICY_PARSE_H
#define POLICY_POLICY_PARSE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buffer.h"
#include "base/diags.h"

enum policy_kind { POLICY_BINARY, POLICY_CONF, POLICY_CIL, POLICY_TREE };

/* "binary", "conf", "cil", "tree". */
const char *policy_kind_name(enum policy_kind kind);

/* What the security server does with classes and permissions it misses. */
enum handle_unknown { UNKNOWN_DENY, UNKNOWN_REJECT, UNKNOWN_ALLOW };

/* Classes stand in the policy's order, permissions in bit order. */
struct policy_class {
	const char *name;	     /* NULL: a gap in the numbering */
	const char *permissions[32]; /* NULL: no permission has the bit */
	unsigned permission_count;   /* highest used bit + 1 */
};

/*
 * A type or an attribute, in the order of the policy's values; an alias is
 * none (policy_alias).  An attribute whose name the policy lost is "@attr" and
 * its value.
 */
struct policy_type {
	const char *name;
	bool attribute;
	bool permissive;
	/* Types that an attribute stands for; a type stands for itself. */
	const unsigned *members;
	unsigned member_count;
};

/*
 * allow source target:class permissions; under a condition or always.  Sorted
 * by the fields as they stand.  Attributes are not expanded, "self" is.  A "*"
 * or "~" in the text sets all bits in a binary; here it is what the policy's
 * own class has.
 */
struct policy_rule {
	unsigned source, target; /* indices of types or attributes */
	unsigned object_class;	 /* index of a class */
	uint32_t permissions;	 /* a bit each, of those that the class has */
	unsigned condition;	 /* index, or POLICY_ALWAYS */
};

#define POLICY_ALWAYS ((unsigned)-1)
#define POLICY_UNBOUNDED ((unsigned)-1)

struct policy_boolean {
	const char *name;
	bool default_state;
};

enum condition_operator {
	CONDITION_BOOLEAN,
	CONDITION_NOT,
	CONDITION_OR,
	CONDITION_AND,
	CONDITION_XOR,
	CONDITION_EQUAL,
	CONDITION_UNEQUAL
};

/* A step of an expression in reverse Polish notation. */
struct condition_step {
	enum condition_operator operation;
	unsigned boolean; /* index, of a CONDITION_BOOLEAN */
};

/* One branch of a conditional: in force while the expression is true. */
struct policy_condition {
	const char *expression; /* in policy.conf's words: "a && !b" */
	bool default_state;	/* its value with the booleans' defaults */
	/* The same as steps; the branch of "else" negates them. */
	const struct condition_step *steps;
	unsigned step_count;
	bool negated;
};

/* Types that a context may have with the role; object_r has them all. */
struct policy_role {
	const char *name;
	const unsigned *types; /* indices, sorted, none of them an attribute */
	unsigned type_count;
	/* Roles that it dominates: mostly itself alone; indices, sorted. */
	const unsigned *dominated;
	unsigned dominated_count;
};

/* allow role role: a context of the one may become one of the other. */
struct policy_role_rule {
	unsigned role, new_role;
};

/* A level of MLS: a sensitivity, and categories as sorted indices. */
struct policy_level {
	unsigned sensitivity; /* from 1; a user's need not be there */
	const unsigned *categories;
	unsigned category_count;
};

/* Roles that a context may have with the user; object_r is among them. */
struct policy_user {
	const char *name;
	const unsigned *roles; /* indices, sorted */
	unsigned role_count;
	struct policy_level levels[2]; /* low and high; with MLS alone */
};

/* A sensitivity of MLS, and the categories that a level of it may have. */
struct policy_sensitivity {
	const char *name; /* NULL: a gap in the numbering */
	const unsigned *categories;
	unsigned category_count;
};

enum policy_alias_kind { ALIAS_TYPE, ALIAS_SENSITIVITY, ALIAS_CATEGORY };

/* Another name for what has the index. */
struct policy_alias {
	enum policy_alias_kind kind;
	const char *name;
	unsigned index;
};

enum constraint_operation {
	CONSTRAINT_NOT,
	CONSTRAINT_AND,
	CONSTRAINT_OR,
	CONSTRAINT_USERS,  /* u1 OPERATOR u2 */
	CONSTRAINT_ROLES,  /* r1 OPERATOR r2 */
	CONSTRAINT_TYPES,  /* t1 OPERATOR t2 */
	CONSTRAINT_LEVELS, /* l1, h1 OPERATOR l2, h2: MLS, in some pairing */
	CONSTRAINT_USER_NAMES, /* u1, or u2 of the target, among the names */
	CONSTRAINT_ROLE_NAMES,
	CONSTRAINT_TYPE_NAMES
};

enum constraint_comparison {
	COMPARE_EQUAL,
	COMPARE_UNEQUAL,
	COMPARE_DOMINATES,
	COMPARE_DOMINATED,
	COMPARE_INCOMPARABLE
};

/* A step of a constraint's expression in reverse Polish notation. */
struct constraint_step {
	enum constraint_operation operation;
	enum constraint_comparison comparison; /* names: equal or unequal */
	bool target;	       /* names: of the target's context */
	const unsigned *names; /* indices, sorted; types: no attributes */
	unsigned name_count;
};

/*
 * constrain or mlsconstrain: what the rules allow holds only for pairs of
 * contexts that satisfy the expression.
 */
struct policy_constraint {
	unsigned object_class;
	uint32_t permissions;
	const struct constraint_step *steps;
	unsigned step_count;
};

/* The context of an initial SID; sorted by number. */
struct policy_sid {
	unsigned number;	   /* from 1, as the hypervisor counts */
	unsigned user, role, type; /* indices */
	const char *context;	   /* "user:role:type", with MLS ":range" */
};

/* type_transition source target:class result; as with rules. */
struct policy_transition {
	unsigned source, target, object_class, result, condition;
};

/*
 * Parts that a policy can have and that say nothing on who may do what, as far
 * as a security server refuses them, or reads over them.
 */
enum policy_part {
	PART_COMMONS,	       /* classes that inherit permissions */
	PART_TABLES,	       /* of symbols or objects, in an odd number */
	PART_LINUX_OBJECTS,    /* labelled objects of the target SE Linux */
	PART_FILE_SYSTEMS,     /* their files have labels: genfscon */
	PART_NAME_TRANSITIONS, /* type_transition with a name */
	PART_USER_BOUNDS,      /* a user has roles that its bound has not */
	PART_ROLE_BOUNDS,      /* a role has types that its bound has not */
	PART_LEVELS,	       /* a range that is upside down, or not a user's,
				  or a category that no level has */
	PART_DEVICE_TREE,      /* labels of nodes: devicetreecon */
	PART_DEFAULTS,	       /* default_user and the like, by class */
	PART_CAPABILITIES,     /* policycap */
	PART_CLASS_ROLES, /* role_transition of another class than domain */
	PART_TRANSITION_RULES, /* validatetrans, mlsvalidatetrans */
	PART_TRAILER,	       /* bytes behind the end */
	PART_KINDS
};

struct policy_part_found {
	size_t count;
	const char *first; /* one of them, or NULL */
};

struct policy {
	const char *path; /* as messages show it: "<stdin>" for "-" */
	/*
	 * Of the bytes that the path has, or of the text that its tree expands
	 * to; NULL: it was read from memory.
	 */
	const char *sha256;
	enum policy_kind kind;
	unsigned version;
	bool mls;
	bool target_xen; /* compiled with -t Xen; a Xen takes both */
	enum handle_unknown handle_unknown;
	const struct policy_class *classes;
	const struct policy_type *types;
	/*
	 * By type, the type that bounds it, or POLICY_UNBOUNDED: what a pair of
	 * types is allowed, the security server takes back as far as the bound
	 * of the one or the other is not.  NULL: there are no bounds.
	 */
	const unsigned *bounds;
	const struct policy_rule *rules;
	const struct policy_boolean *booleans;
	const struct policy_condition *conditions;
	const struct policy_role *roles;
	const struct policy_role_rule *role_rules; /* sorted as they stand */
	const struct policy_user *users;
	const struct policy_alias *aliases; /* as they stand in the binary */
	/* With MLS alone; categories by name, NULL: a gap in the numbering. */
	const struct policy_sensitivity *sensitivities;
	const char *const *categories;
	const struct policy_constraint *constraints;
	const struct policy_sid *sids;
	const struct policy_transition *transitions;
	const struct policy_remark *remarks;
	struct policy_part_found parts[PART_KINDS];
	size_t size;   /* of the binary, in bytes */
	size_t behind; /* of these, what stands behind the last part */
	unsigned class_count, type_count, rule_count, boolean_count,
		condition_count, role_count, role_rule_count, user_count,
		constraint_count, sid_count, transition_count, remark_count,
		role_transition_count, alias_count, sensitivity_count,
		category_count;
	const struct policy_text *text; /* what source/ knows of it, or NULL */
};

/* A comment "# xsmc: ..." of the source, in CIL "; xsmc: ...". */
struct policy_remark {
	const char *file; /* that it is written in, if need be inside a macro */
	unsigned line;
	const char *text; /* behind "xsmc:", without white space around */
	bool own_line;	  /* what comes next is a rule that is no allow rule */
	bool unread;	  /* what m4 makes of the source does not have it */
};

/* The first four bytes of a binary policy, least significant first. */
#define POLICY_MAGIC 0xf97cff8cu

/* These bytes of the content, 0: there are not as many. */
uint32_t policy_magic(const struct buffer *content);

/*
 * The rows of a binary policy for Xen, in the arena, without remarks and text.
 * NULL with a message when it is none, or damaged.
 */
struct policy *policy_from_binary(const char *path, const struct buffer *binary,
				  struct arena *arena, struct diags *diags);

/* What the alias stands for, (unsigned)-1: there is none of that name. */
unsigned policy_find_alias(const struct policy *policy,
			   enum policy_alias_kind kind, const char *name);

/*
 * The index of the type or attribute that has the name or the alias,
 * (unsigned)-1: none.
 */
unsigned policy_find_type(const struct policy *policy, const char *name);

/* Whether that is the type's name, or an alias of it. */
bool policy_type_is_called(const struct policy *policy, unsigned type,
			   const char *name);

/* The index of a user, and of a role, which have no aliases. */
unsigned policy_find_user(const struct policy *policy, const char *name);
unsigned policy_find_role(const struct policy *policy, const char *name);

/* Whether contexts may have them together; the first role has every type. */
bool policy_user_has_role(const struct policy *policy, unsigned user,
			  unsigned role);
bool policy_role_has_type(const struct policy *policy, unsigned role,
			  unsigned type);

/* The bit of the class's permission of that name, (unsigned)-1: none. */
unsigned policy_find_permission(const struct policy_class *object_class,
				const char *name);

#endif
