/* A random policy, made: its text, its contexts, conditions and bounds. */
#ifndef UNIT_RANDOM_TEXT_H
#define UNIT_RANDOM_TEXT_H

#include "bound_types.h"
#include "random_rules.h"

#include "source/source.h"

static const char *const random_releases[] = {"4.3.0",	"4.6.6",  "4.9.2",
					      "4.12.4", "4.15.0", "4.17.0",
					      "4.19.1", "4.22.0"};

static inline void add_head(struct game *game)
{
	const char **sids;
	size_t sid_count = registry_sids(built_in, game->release,
					 &game->world->arena, &sids);
	for (size_t i = 0; i < game->class_count; i++)
		buffer_format(&game->text, "class %s\n", class_name(game, i));
	for (size_t i = 0; i < sid_count; i++)
		buffer_format(&game->text, "sid %s\n", sids[i]);
	for (size_t i = 0; i < game->class_count; i++) {
		size_t count;
		const char **names = permissions_of(game, i, &count);
		buffer_format(&game->text, "class %s {", class_name(game, i));
		for (size_t j = 0; j < count; j++)
			buffer_format(&game->text, " %s", names[j]);
		buffer_add_string(&game->text, " }\n");
	}
}

/* Rules of always, or of some branch of the conditionals. */
static inline void add_types(struct game *game)
{
	for (unsigned i = 0; i < ATTRIBUTES; i++) {
		buffer_format(&game->text, "attribute g%u;\n", i);
		game->members[i] = roll(game, 1U << TYPES);
	}
	for (unsigned i = 0; i < TYPES; i++) {
		buffer_format(&game->text, "type k%u", i);
		for (unsigned j = 0; j < ATTRIBUTES; j++)
			if (game->members[j] >> i & 1)
				buffer_format(&game->text, ", g%u", j);
		buffer_add_string(&game->text, ";\n");
	}
	for (unsigned i = GUESTS; i < TYPES; i++)
		if (roll(game, 3) == 0)
			add_transition(game, i, i);
	if (roll(game, 6) == 0) {
		unsigned type = roll(game, TYPES);
		game->permissive = 1U << type;
		buffer_format(&game->text, "permissive k%u;\n", type);
	}
}

/* --- Conditions ----------------------------------------------------------- */

/* A few booleans, of which all states are looked at, or many, and some. */
static inline void add_booleans(struct game *game, bool conditional)
{
	bool many = roll(game, 2);
	game->boolean_count = many ? BOOLEANS : 3;
	game->branch_count = !conditional ? 1 : many ? BRANCHES : 6;
	game->state_count = !conditional ? 1 : many ? STATES : 8;
	for (unsigned i = 0; i < game->boolean_count; i++) {
		bool on = roll(game, 2);
		game->states[0] |= many ? (uint32_t)on << i : 0;
		buffer_format(&game->text, "bool b%u %s;\n", i,
			      on ? "true" : "false");
	}
	for (unsigned i = 1; i < game->state_count; i++)
		game->states[i] = many ? roll(game, 1U << BOOLEANS) : i;
}

/* Draws the condition of two branches, the second of them the "else". */
static inline const char *roll_condition(struct game *game, unsigned branch)
{
	/* libsepol takes "!b1 && b0" and "!b0 && b1" for the same: in order. */
	unsigned a = roll(game, game->boolean_count);
	unsigned b = a + roll(game, game->boolean_count - a);
	unsigned form = roll(game, 5);
	game->branches[branch] = (struct branch){form, a, b, false};
	if (branch + 1 < game->branch_count)
		game->branches[branch + 1] = (struct branch){form, a, b, true};
	struct arena *arena = &game->world->arena;
	const char *const texts[] = {
		arena_format(arena, "b%u", a),
		arena_format(arena, "!b%u && b%u", a, b),
		arena_format(arena, "b%u || b%u", a, b),
		arena_format(arena, "b%u ^ b%u", a, b),
		arena_format(arena, "!(b%u && b%u)", a, b)};
	return texts[form];
}

/* The rules of each branch: 1 and 2 are of one "if", and so on. */
static inline void add_rules(struct game *game)
{
	buffer_add_string(&game->text, buffer_string(&game->rules[0]));
	for (unsigned i = 1; i < game->branch_count; i += 2) {
		const char *condition = roll_condition(game, i);
		const char *then = buffer_string(&game->rules[i]);
		const char *otherwise =
			i + 1 < game->branch_count
				? buffer_string(&game->rules[i + 1])
				: "";
		if (*then || *otherwise)
			buffer_format(&game->text,
				      "if (%s) {\n%s} else {\n%s}\n", condition,
				      then, otherwise);
	}
}

/* --- Contexts ------------------------------------------------------------- */

static inline void add_atom(struct game *game, const struct atom *atom)
{
	unsigned n = atom->number;
	switch (atom->form) {
	case 0:
		buffer_add_string(&game->text, "u1 == u2");
		break;
	case 1:
		buffer_add_string(&game->text, "r1 != r2");
		break;
	case 2:
		buffer_add_string(&game->text, "t1 == t2");
		break;
	case 3:
		buffer_format(&game->text, "u1 == u_%u", n % USERS);
		break;
	case 4:
		buffer_format(&game->text, "r2 == r_%u", n % OBJECT_ROLE);
		break;
	case 5:
		buffer_format(&game->text, "t2 == k%u", n % TYPES);
		break;
	default:
		buffer_format(&game->text, "not t1 == k%u", n % TYPES);
	}
}

static inline void add_constraint(struct game *game)
{
	struct constraint *row = &game->constraints[game->constraint_count++];
	static const char *const classes[] = {"domain", "mmu", "event",
					      "hvm",	"xen", "grant"};
	size_t bit, count;
	const char *name = classes[roll(game, 6)];
	for (size_t i = 0; i < game->class_count; i++)
		if (strcmp(class_name(game, i), name) == 0)
			row->class_index = i;
	const char **names = permissions_of(game, row->class_index, &count);
	row->permissions = (uint32_t)roll(game, UINT32_MAX) |
			   1U << roll(game, (unsigned)count);
	row->both = roll(game, 3) == 0;
	buffer_format(&game->text, "constrain %s {", name);
	for (bit = 0; bit < count; bit++)
		if (row->permissions >> bit & 1)
			buffer_format(&game->text, " %s", names[bit]);
	buffer_add_string(&game->text, " } (");
	for (unsigned i = 0; i < 2; i++) {
		row->atoms[i] = (struct atom){roll(game, 7), roll(game, 1000)};
		add_atom(game, &row->atoms[i]);
		if (!i)
			buffer_add_string(&game->text,
					  row->both ? " and " : " or ");
	}
	buffer_add_string(&game->text, ");\n");
}

static inline void add_tail(struct game *game)
{
	const char **sids;
	size_t sid_count = registry_sids(built_in, game->release,
					 &game->world->arena, &sids);
	unsigned all = (1U << TYPES) - 1;
	game->role_types[0] = roll(game, 2) ? all : roll(game, all) | 31;
	game->role_types[1] = roll(game, all);
	game->user_roles[0] = 3 | 1U << OBJECT_ROLE;
	game->user_roles[1] = (roll(game, 2) ? 2 : 3) | 1U << OBJECT_ROLE;
	for (unsigned role = 0; role < OBJECT_ROLE; role++) {
		buffer_format(&game->text, "role r_%u;\nrole r_%u types {",
			      role, role);
		for (unsigned i = 0; i < TYPES; i++)
			if (game->role_types[role] >> i & 1 || !role)
				buffer_format(&game->text, " k%u",
					      game->role_types[role] >> i & 1
						      ? i
						      : 0);
		if (role && !game->role_types[role])
			buffer_add_string(&game->text, " k0");
		buffer_add_string(&game->text, " };\n");
	}
	if (!game->role_types[1])
		game->role_types[1] = 1;
	for (unsigned role = 0; role < OBJECT_ROLE; role++)
		if (roll(game, 2)) {
			game->followers[role] = 1U << (1 - role);
			buffer_format(&game->text, "allow r_%u r_%u;\n", role,
				      1 - role);
		}
	for (unsigned i = 0; i < USERS; i++)
		buffer_format(&game->text, "user u_%u roles { %s r_1 };\n", i,
			      game->user_roles[i] & 1 ? "r_0" : "");
	for (unsigned i = roll(game, 2) ? roll(game, CONSTRAINTS + 1) : 0; i;
	     i--)
		add_constraint(game);
	for (size_t i = 0; i < sid_count; i++)
		buffer_format(&game->text, "sid %s u_0:r_0:k%u\n", sids[i],
			      type_of_sid(sids[i]));
}

/*
 * Types before it in the order of their numbers bound a type, in rows of three
 * at the most.  No text says so, since compilers would refuse rules beyond the
 * bound of their source: it is written into the binary.
 */
static inline void add_bounds(struct game *game)
{
	for (unsigned i = 0; i < TYPES; i++)
		game->bounds[i] = i;
	if (game->constraint_count || roll(game, 3))
		return;
	for (unsigned i = 1; i < TYPES; i++) {
		unsigned bound = roll(game, i), depth = 0;
		for (unsigned j = bound; game->bounds[j] != j;
		     j = game->bounds[j])
			depth++;
		if (depth < 2 && roll(game, 2))
			game->bounds[i] = bound;
	}
}

static inline void write_bounds(const struct game *game,
				const struct buffer *binary)
{
	for (unsigned i = 0; i < TYPES; i++)
		if (game->bounds[i] != i)
			binary_bound(binary,
				     some_type(game, game->bounds[i]).name,
				     some_type(game, i).name);
}

static inline void fill_vectors(struct game *game)
{
	for (unsigned i = 0; i < BRANCHES; i++)
		for (unsigned j = 0; j < CLASSES; j++)
			for (unsigned bit = 0; bit < 32; bit++)
				for (unsigned k = 0; k < TYPES * TYPES; k++)
					game->vectors[i][j][k / TYPES]
						     [k % TYPES] |=
						(uint32_t)(game->grants[i][j]
								       [bit]
								       [k /
									TYPES] >>
								   k % TYPES &
							   1)
						<< bit;
}

static inline void make_policy(struct game *game)
{
	game->class_count = registry_classes(
		built_in, game->release, &game->world->arena, &game->classes);
	assert_true(game->class_count <= CLASSES);
	for (size_t i = 0; i < game->class_count; i++)
		game->permission_counts[i] = registry_permissions(
			built_in, &built_in->classes[game->classes[i]],
			game->release, &game->world->arena,
			&game->permissions[i]);
	game->courses =
		arena_alloc(&game->world->arena, 1, sizeof *game->courses);
	bool conditional = roll(game, 2);
	game->quiet = GUESTS + roll(game, TYPES - GUESTS + 2);
	add_head(game);
	add_booleans(game, conditional);
	add_types(game);
	for (unsigned i = roll(game, 4); i; i--)
		add_device_model(game);
	for (unsigned i = 10 + roll(game, 30); i; i--)
		add_noise(game);
	for (unsigned i = 10 + roll(game, 30); i; i--)
		add_chance(game);
	add_rules(game);
	add_tail(game);
	add_bounds(game);
	fill_vectors(game);
}

/* The policy of the seed, or of as many seeds on as XSMC_TEST_SEED says. */
static inline const struct policy *game_start(struct game *game,
					      struct world *world,
					      unsigned seed)
{
	struct buffer binary = BUFFER_INIT;
	const char *others = getenv("XSMC_TEST_SEED");
	seed += others ? (unsigned)strtoul(others, NULL, 10) : 0;
	game->world = world;
	game->random = 88172645463325252U + seed * 0x9e3779b97f4a7c15U;
	game->release = registry_release(
		built_in,
		random_releases[seed % (sizeof random_releases /
					sizeof *random_releases)],
		&world->diags);
	make_policy(game);
	bool done = source_compile("random", &game->text, seed % 3 ? 24 : 30,
				   &world->diags, &binary);
	if (world->diags.list.count)
		fail_msg("seed %u: %s\n%s", seed,
			 world->diags.list.items[0].detail,
			 buffer_string(&game->text));
	assert_true(done);
	write_bounds(game, &binary);
	const struct policy *policy =
		source_parse("random", &binary, &world->arena, &world->diags);
	assert_non_null(policy);
	buffer_release(&binary);
	return policy;
}

/* cmocka's own messages are cut short. */
static inline void game_fail(const struct game *game, unsigned seed)
{
	fputs(buffer_string(&game->text), stderr);
	fail_msg("seed %u", seed);
}

static inline void game_end(struct game *game)
{
	for (unsigned i = 0; i < BRANCHES; i++)
		buffer_release(&game->rules[i]);
	buffer_release(&game->text);
	arena_release(&game->world->arena);
}

#endif
