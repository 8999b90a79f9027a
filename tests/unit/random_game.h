/*
 * Random policies for the linter, as tables that nothing else has.
 *
 * A policy is a few types and random rules, half of them made so that some op
 * of the registry nearly passes: always or under conditions, with labels that
 * domains see themselves and their guests by, permissive types, users, roles,
 * constraints and bounds.  What its text says is kept in tables, from which
 * the referees work out, slowly and plainly, what Xen would allow.
 */
#ifndef UNIT_RANDOM_GAME_H
#define UNIT_RANDOM_GAME_H

#include "world.h"

#include <stdio.h>

#include "base/buffer.h"
#include "registry/registry.h"

enum {
	TYPES = 9,
	ANYBODY = TYPES, /* as the caller: no one in particular */
	GUESTS = 5,	 /* the first type that no initial SID has */
	ATTRIBUTES = 2,
	BOOLEANS = 20, /* at most */
	STATES = 16,   /* of them that are looked at, at most */
	BRANCHES = 13, /* 0: rules that hold always; at most */
	CLASSES = 32,
	USERS = 2,
	OBJECT_ROLE = 2, /* object_r; r_0 and r_1 are before it */
	CONTEXTS = USERS * (OBJECT_ROLE + 1),
	CONSTRAINTS = 3,
	TRANSITIONS = 4 * TYPES,
	LABELLINGS = 1024,
	/* A bit for each type. */
	ALL_TYPES_BITS = (1 << TYPES) - 1,
};

static const struct registry *const built_in = &registry_builtin;

struct context {
	unsigned user, role;
};

/* One of some forms on two numbers, and its words. */
struct atom {
	unsigned form, number;
};

/* Both or one of two atoms must hold, for these permissions. */
struct constraint {
	size_t class_index;
	uint32_t permissions;
	struct atom atoms[2];
	bool both;
};

struct transition {
	unsigned source, target, result, branch;
};

/* A rule by which some types give labels to domains, as it is spelled. */
struct labelling {
	const char *source;
	unsigned targets; /* a bit for each type */
	bool attribute;	  /* it does not name its target */
};

/* A branch of an "if": a form on two booleans, or its contrary. */
struct branch {
	unsigned form, a, b;
	bool otherwise;
};

/* What was worked out of ops (random_ways.h). */
enum { LISTS = 4096 };
struct course_table {
	struct course_list *lists[LISTS];
};

/* A random policy: what is written to the text, and the same as tables. */
struct game {
	struct world *world;
	uint64_t random;
	unsigned release;
	unsigned *classes; /* indices of the registry's */
	size_t class_count;
	/* Of each class. */
	const char **permissions[CLASSES];
	size_t permission_counts[CLASSES];
	struct course_table *courses;
	unsigned members[ATTRIBUTES]; /* a bit for each type */
	unsigned permissive;	      /* a bit for each type */
	unsigned quiet; /* a type that rules do not name as source */
	struct transition transitions[TRANSITIONS];
	unsigned transition_count;
	struct labelling labellings[LABELLINGS];
	unsigned labelling_count;
	unsigned boolean_count, branch_count;
	struct branch branches[BRANCHES];
	/* States of the booleans that are looked at: a bit for each one. */
	uint32_t states[STATES];
	unsigned state_count;
	unsigned role_types[OBJECT_ROLE]; /* a bit for each type */
	unsigned user_roles[USERS];	  /* a bit for each role */
	unsigned followers[OBJECT_ROLE];  /* roles that may follow: bits */
	struct constraint constraints[CONSTRAINTS];
	unsigned constraint_count;
	unsigned bounds[TYPES]; /* the type itself: it has none */
	/* A bit for each target, by branch, class, permission and source. */
	unsigned grants[BRANCHES][CLASSES][32][TYPES];
	/* The same as vectors: by branch, class, source and target. */
	uint32_t vectors[BRANCHES][CLASSES][TYPES][TYPES];
	struct buffer rules[BRANCHES], text;
};

static inline unsigned roll(struct game *game, unsigned sides)
{
	game->random ^= game->random << 13;
	game->random ^= game->random >> 7;
	game->random ^= game->random << 17;
	return (unsigned)(game->random >> 32) % sides;
}

/* The initial SIDs' types are k0 to k4; all other SIDs have that of k4. */
static inline unsigned type_of_sid(const char *name)
{
	static const char *const names[] = {"xen", "dom0", "domxen", "domio"};
	for (unsigned i = 0; i < sizeof names / sizeof *names; i++)
		if (strcmp(names[i], name) == 0)
			return i;
	return strcmp(name, "xenboot") == 0 ? 0 : 4;
}

static inline bool is_trusted(unsigned type)
{
	return type == type_of_sid("xen") || type == type_of_sid("dom0");
}

static inline const char **permissions_of(const struct game *game,
					  size_t class_index, size_t *count)
{
	*count = game->permission_counts[class_index];
	return game->permissions[class_index];
}

static inline const char *class_name(const struct game *game,
				     size_t class_index)
{
	return built_in->classes[game->classes[class_index]].name;
}

/* Class and bit of what is asked; false: the policy does not have it. */
static inline bool find_permission(const struct game *game,
				   const char *object_class,
				   const char *permission, size_t *class_index,
				   size_t *bit)
{
	for (size_t i = 0; i < game->class_count; i++) {
		if (strcmp(class_name(game, i), object_class) != 0)
			continue;
		size_t count;
		const char **names = permissions_of(game, i, &count);
		for (size_t j = 0; j < count; j++)
			if (strcmp(names[j], permission) == 0) {
				*class_index = i;
				*bit = j;
				return true;
			}
	}
	return false;
}

static inline bool is_on(uint32_t state, unsigned boolean)
{
	return state >> boolean & 1;
}

/* Whether the rules of the branch are in force in the state. */
static inline bool is_in_force(const struct game *game, unsigned branch,
			       uint32_t state)
{
	const struct branch *row = &game->branches[branch];
	bool a = is_on(state, row->a), b = is_on(state, row->b);
	const bool values[] = {a, !a && b, a || b, a != b, !(a && b)};
	return branch == 0 || values[row->form] != row->otherwise;
}

#endif
