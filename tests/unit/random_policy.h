/* The text of a policy.conf, made of all that the format knows, at random. */
#ifndef UNIT_RANDOM_POLICY_H
#define UNIT_RANDOM_POLICY_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buffer.h"

struct random_policy {
	uint32_t state; /* of the generator: the seed at first */
	bool xen;	/* compiled with -t Xen */
	bool mls;
	unsigned version;
	struct buffer text;
};

enum {
	RANDOM_TYPES = 9,
	RANDOM_ATTRIBUTES = 4,
	RANDOM_BOOLEANS = 3,
	RANDOM_ROLES = 3,
	RANDOM_USERS = 3,
	RANDOM_CLASSES = 8
};

static const char *const random_classes[RANDOM_CLASSES] = {
	"xen", "domain", "hvm", "mmu", "event", "grant", "process", "file"};

static inline uint32_t random_number(struct random_policy *policy,
				     uint32_t limit)
{
	policy->state = policy->state * 1664525 + 1013904223;
	return (policy->state >> 8) % limit;
}

/* One in so many times. */
static inline bool random_chance(struct random_policy *policy, uint32_t times)
{
	return random_number(policy, times) == 0;
}

static inline void random_type(struct random_policy *policy)
{
	buffer_format(&policy->text, "type%u",
		      random_number(policy, RANDOM_TYPES));
}

/* A type, an attribute, an alias, or a set of some. */
static inline void random_types(struct random_policy *policy)
{
	switch (random_number(policy, 6)) {
	case 0:
		buffer_format(&policy->text, "a%u",
			      random_number(policy, RANDOM_ATTRIBUTES));
		break;
	case 1:
		buffer_format(&policy->text, "{ a%u -type%u type%u }",
			      random_number(policy, RANDOM_ATTRIBUTES),
			      random_number(policy, RANDOM_TYPES),
			      random_number(policy, RANDOM_TYPES));
		break;
	case 2:
		buffer_add_string(&policy->text, "alias2");
		break;
	case 3:
		buffer_format(&policy->text, "{ type%u type%u }",
			      random_number(policy, RANDOM_TYPES),
			      random_number(policy, RANDOM_TYPES));
		break;
	default:
		random_type(policy);
	}
}

static inline void random_permissions(struct random_policy *policy)
{
	static const char *const sets[] = {
		"*", "~one", "{ one three }", "two", "{ two four }", "four"};
	buffer_add_string(&policy->text, sets[random_number(policy, 6)]);
}

static inline void random_class(struct random_policy *policy)
{
	unsigned number = random_number(policy, RANDOM_CLASSES);
	buffer_add_string(&policy->text, random_classes[number]);
}

static inline void random_access(struct random_policy *policy,
				 const char *keyword)
{
	buffer_format(&policy->text, "%s ", keyword);
	random_types(policy);
	if (random_chance(policy, 4)) {
		buffer_add_string(&policy->text, " self");
	} else {
		buffer_add_char(&policy->text, ' ');
		random_types(policy);
	}
	buffer_add_char(&policy->text, ':');
	random_class(policy);
	buffer_add_char(&policy->text, ' ');
	random_permissions(policy);
	buffer_add_string(&policy->text, ";\n");
}

/* No two for the same key, which checkpolicy refuses. */
static inline void random_transitions(struct random_policy *policy)
{
	static const char *const keywords[] = {"type_transition", "type_change",
					       "type_member"};
	for (unsigned i = 0; i < RANDOM_TYPES; i++)
		buffer_format(&policy->text, "%s type%u type%u:%s type%u;\n",
			      keywords[random_number(policy, 3)], i,
			      random_number(policy, RANDOM_TYPES),
			      random_classes[random_number(policy, 7)],
			      random_number(policy, RANDOM_TYPES));
}

static inline void random_condition(struct random_policy *policy,
				    unsigned leaves)
{
	static const char *const signs[] = {"||", "&&", "^", "==", "!="};
	unsigned left = leaves > 1 ? 1 + random_number(policy, leaves - 1) : 0;
	if (random_chance(policy, 3)) {
		buffer_add_string(&policy->text, "!(");
		random_condition(policy, leaves);
		buffer_add_char(&policy->text, ')');
	} else if (leaves == 1) {
		buffer_format(&policy->text, "b%u",
			      random_number(policy, RANDOM_BOOLEANS));
	} else {
		buffer_add_char(&policy->text, '(');
		random_condition(policy, left);
		buffer_format(&policy->text, " %s ",
			      signs[random_number(policy, 5)]);
		random_condition(policy, leaves - left);
		buffer_add_char(&policy->text, ')');
	}
}

static inline void random_conditional(struct random_policy *policy,
				      unsigned number)
{
	static const char *const keywords[] = {"allow", "allow", "auditallow",
					       "dontaudit"};
	buffer_add_string(&policy->text, "if (");
	random_condition(policy, 1 + random_number(policy, 4));
	buffer_add_string(&policy->text, ") {\n");
	for (unsigned i = random_number(policy, 4); i > 0; i--)
		random_access(policy, keywords[random_number(policy, 4)]);
	/* The class file has no transitions outside of conditionals. */
	buffer_format(&policy->text,
		      "type_transition type%u type0:file type1;\n", number);
	if (random_chance(policy, 2)) {
		buffer_add_string(&policy->text, "} else {\n");
		for (unsigned i = random_number(policy, 3); i > 0; i--)
			random_access(policy,
				      keywords[random_number(policy, 4)]);
		buffer_format(&policy->text,
			      "type_transition type%u type0:file type2;\n",
			      number);
	}
	buffer_add_string(&policy->text, "}\n");
}

/* One comparison of a constraint. */
static inline void random_comparison(struct random_policy *policy, bool levels)
{
	static const char *const level[] = {"l1 dom l2", "h1 domby h2",
					    "l1 eq h2",	 "h1 incomp l2",
					    "l1 != h1",	 "l2 domby h2"};
	/* Users are not declared yet where those with levels stand. */
	static const char *const others[] = {"u1 == u2",
					     "u1 != u2",
					     "r1 == r2",
					     "r1 dom r2",
					     "r1 domby r2",
					     "r1 incomp r2",
					     "t1 == t2",
					     "t1 != t2",
					     "r1 != r2",
					     "r1 == { role0 role2 }",
					     "r2 == object_r",
					     "u1 == user0",
					     "u2 == { user0 user1 }"};
	enum { LEVELS = 6, WITHOUT_USERS = 11, OTHERS = 13 };
	if (levels && random_chance(policy, 2)) {
		buffer_add_string(&policy->text,
				  level[random_number(policy, LEVELS)]);
	} else if (random_chance(policy, 3)) {
		buffer_format(&policy->text, "t%u %s { type%u a%u }",
			      1 + random_number(policy, 2),
			      random_chance(policy, 2) ? "==" : "!=",
			      random_number(policy, RANDOM_TYPES),
			      random_number(policy, RANDOM_ATTRIBUTES));
	} else {
		buffer_add_string(
			&policy->text,
			others[random_number(policy,
					     levels ? WITHOUT_USERS : OTHERS)]);
	}
}

static inline void random_constraint(struct random_policy *policy, bool levels,
				     unsigned leaves)
{
	unsigned left = leaves > 1 ? 1 + random_number(policy, leaves - 1) : 0;
	if (random_chance(policy, 4))
		buffer_add_string(&policy->text, "not ");
	buffer_add_char(&policy->text, '(');
	if (leaves == 1) {
		random_comparison(policy, levels);
	} else {
		random_constraint(policy, levels, left);
		buffer_add_string(&policy->text,
				  random_chance(policy, 2) ? " and " : " or ");
		random_constraint(policy, levels, leaves - left);
	}
	buffer_add_char(&policy->text, ')');
}

static inline void random_constraints(struct random_policy *policy, bool levels)
{
	for (unsigned i = 0; i < 8; i++) {
		buffer_add_string(&policy->text,
				  levels ? "mlsconstrain " : "constrain ");
		random_class(policy);
		buffer_add_string(&policy->text, random_chance(policy, 2)
							 ? " { one two } "
							 : " four ");
		random_constraint(policy, levels, 1 + random_number(policy, 4));
		buffer_add_string(&policy->text, ";\n");
	}
	/* So that it takes a rule on roles, which is Xen's own. */
	if (!levels && random_chance(policy, 2))
		buffer_add_string(&policy->text,
				  "constrain domain transition (r1 != r2);\n");
	buffer_add_string(&policy->text,
			  levels ? "mlsvalidatetrans file "
				   "(l1 eq l2 or t3 == a0);\n"
				 : "validatetrans file "
				   "(u1 == u2 or t3 == type1);\n"
				   "validatetrans hvm "
				   "(r3 == role1 or u3 == user0);\n");
}

/* With a gap between the SIDs that have a context. */
static inline void random_head(struct random_policy *policy)
{
	struct buffer *text = &policy->text;
	for (unsigned i = 0; i < RANDOM_CLASSES; i++)
		buffer_format(text, "class %s\n", random_classes[i]);
	for (unsigned i = 0; i < 12; i++)
		buffer_format(text, "sid s%u\n", i);
	buffer_add_string(text, "common shared { one two }\n");
	for (unsigned i = 0; i < RANDOM_CLASSES; i++)
		buffer_format(text, "class %s %s\n", random_classes[i],
			      i % 2 ? "inherits shared { three four "
				      "transition dyntransition ioctl }"
				    : "{ four three spare two one }");
	if (random_chance(policy, 2))
		buffer_add_string(text, "default_user file source;\n"
					"default_type hvm target;\n");
	if (!policy->mls)
		return;
	buffer_add_string(text,
			  "sensitivity s0 alias lowest;\nsensitivity s1;\n"
			  "sensitivity s2;\ndominance { s0 s1 s2 }\n");
	for (unsigned i = 0; i < 70; i++)
		buffer_format(text, "category c%u%s;\n", i,
			      i == 1 ? " alias second" : "");
	buffer_add_string(text, "level s0:c0.c69;\nlevel s1:c0.c69;\n"
				"level s2:c0.c69;\n");
	random_constraints(policy, true);
}

static inline void random_declarations(struct random_policy *policy)
{
	struct buffer *text = &policy->text;
	buffer_add_string(text, "policycap open_perms;\n");
	for (unsigned i = 0; i < RANDOM_ATTRIBUTES; i++)
		buffer_format(text, "attribute a%u;\n", i);
	for (unsigned i = 0; i < RANDOM_TYPES; i++) {
		buffer_format(text, "type type%u", i);
		for (unsigned j = 0; j + 1 < RANDOM_ATTRIBUTES; j++)
			if (random_chance(policy, 3))
				buffer_format(text, ", a%u", j);
		buffer_add_string(text, ";\n");
	}
	buffer_add_string(text, "typealias type2 alias { alias2 alias3 };\n");
	for (unsigned i = 0; i < RANDOM_TYPES; i++)
		if (random_chance(policy, 4))
			buffer_format(text, "permissive type%u;\n", i);
	for (unsigned i = 0; i < RANDOM_BOOLEANS; i++)
		buffer_format(text, "bool b%u %s;\n", i,
			      random_chance(policy, 2) ? "true" : "false");
}

static inline void random_roles(struct random_policy *policy)
{
	struct buffer *text = &policy->text;
	for (unsigned i = 0; i < RANDOM_ROLES; i++)
		buffer_format(text, "role role%u;\n", i);
	buffer_add_string(text, "role role0 types { type0 type1 type2 };\n");
	for (unsigned i = 1; i < RANDOM_ROLES; i++) {
		buffer_format(text, "role role%u types ", i);
		random_types(policy);
		buffer_add_string(text, ";\n");
	}
	/* For types in "file" and "process", whatever compilers ask for. */
	buffer_add_string(text, "allow role0 { role1 role2 };\n"
				"role_transition role0 type3 role1;\n");
	for (unsigned i = 0; i < RANDOM_USERS; i++)
		buffer_format(text, "user user%u roles { role0 role%u }%s;\n",
			      i, random_number(policy, RANDOM_ROLES),
			      policy->mls ? " level s0 range s0 - s2:c0.c69"
					  : "");
}

static inline void random_context(struct random_policy *policy, const char *end)
{
	static const char *const ranges[] = {
		":s0", ":s0 - s2:c0.c69", ":s1:c0,c1 - s1:c0.c5,c7",
		":s0:c63.c65,c69 - s2:c0.c69", ":s0:c1.c2,c5 - s1:c1.c5"};
	buffer_format(&policy->text, "user%u:role0:type%u%s%s",
		      random_number(policy, RANDOM_USERS),
		      random_number(policy, 3),
		      policy->mls ? ranges[random_number(policy, 5)] : "", end);
}

/* KEY CONTEXT [CONTEXT] */
static inline void random_label(struct random_policy *policy, const char *key,
				unsigned contexts)
{
	buffer_format(&policy->text, "%s", key);
	for (unsigned i = 0; i < contexts; i++) {
		buffer_add_char(&policy->text, ' ');
		random_context(policy, i + 1 < contexts ? "" : "\n");
	}
}

static inline void random_labels(struct random_policy *policy)
{
	static const unsigned numbers[] = {0, 1, 2, 4, 7, 10};
	for (unsigned i = 0; i < 6; i++) {
		buffer_format(&policy->text, "sid s%u ", numbers[i]);
		random_context(policy, "\n");
	}
	if (policy->xen) {
		random_label(policy, "pirqcon 33", 1);
		random_label(policy, "ioportcon 0x10-0x20", 1);
		random_label(policy, "iomemcon 0xfebe0-0xfebff", 1);
		random_label(policy, "pcidevicecon 0xc800", 1);
		if (policy->version >= 30)
			random_label(policy, "devicetreecon \"/a/b\"", 1);
		return;
	}
	random_label(policy, "fscon 2 3", 2);
	buffer_add_string(&policy->text, "fs_use_xattr ext2 ");
	random_context(policy, ";\n");
	buffer_add_string(&policy->text, "fs_use_task pipefs ");
	random_context(policy, ";\n");
	random_label(policy, "genfscon proc /", 1);
	random_label(policy, "genfscon proc /sys --", 1);
	random_label(policy, "genfscon sysfs /", 1);
	random_label(policy, "portcon tcp 80-90", 1);
	random_label(policy, "netifcon eth0", 2);
	random_label(policy, "nodecon 127.0.0.1 255.255.255.255", 1);
	if (policy->version >= 17)
		random_label(policy, "nodecon ::1 ffff::", 1);
	if (policy->version >= 31) {
		random_label(policy, "ibpkeycon fe80:: 0-0x10", 1);
		random_label(policy, "ibendportcon mlx5_0 1", 1);
	}
}

/* Fills the text; the seed and the rest are set. */
static inline void random_policy_write(struct random_policy *policy)
{
	struct buffer *text = &policy->text;
	random_head(policy);
	random_declarations(policy);
	for (unsigned i = 0; i < 40; i++)
		random_access(policy, "allow");
	for (unsigned i = 0; i < 10; i++)
		random_access(policy, i % 2 ? "dontaudit" : "auditallow");
	random_transitions(policy);
	if (policy->mls)
		buffer_add_string(
			text,
			"range_transition type0 type1:process s0 - s1:c3;\n"
			"range_transition type1 type2:process s1:c1;\n");
	if (!policy->xen && policy->version >= 25)
		buffer_add_string(
			text,
			"type_transition { type0 type1 } type1:file type2 "
			"\"some name\";\n"
			"type_transition type2 type1:file type3 "
			"\"some name\";\n"
			"type_transition type2 type4:file type3 \"x\";\n");
	if (!policy->xen && policy->version >= 30)
		buffer_add_string(text, "allowxperm type0 type1:file ioctl "
					"{ 0x1200-0x1300 };\n"
					"dontauditxperm type0 a0:file ioctl "
					"0x4501;\n");
	for (unsigned i = 0; i < 6; i++)
		random_conditional(policy, i);
	random_roles(policy);
	random_constraints(policy, false);
	random_labels(policy);
}

#endif
