/*
 * The linter against a slow and obvious evaluation, on random policies.
 *
 * A policy is a few types and random rules, half of them made so that some op
 * of the registry nearly passes: always or under conditions, with labels that
 * domains see themselves and their guests by, permissive types, users, roles
 * and constraints.  The reference keeps all that in tables of its own, never
 * looks at the compiled policy, and for "can this type perform this op" tries,
 * in each state of the booleans, every way through the op's choices with every
 * assignment of types to what is not given, and with every assignment of
 * contexts.  Ops whose accesses depend on more than choices (a build, a
 * condition) are left to other tests.
 */
#include "world.h"

#include <stdio.h>

#include "base/buffer.h"
#include "check/check.h"

enum {
	TYPES = 9,
	ANYBODY = TYPES, /* as the caller: no one in particular */
	GUESTS = 5,	 /* the first type that no initial SID has */
	ATTRIBUTES = 2,
	BOOLEANS = 3,
	STATES = 1 << BOOLEANS,
	BRANCHES = 6, /* 0: rules that hold always */
	CLASSES = 32,
	USERS = 2,
	OBJECT_ROLE = 2, /* object_r; r0 and r1 are before it */
	CONTEXTS = USERS * (OBJECT_ROLE + 1),
	CONSTRAINTS = 3,
	ROLES = 8,
	ITERATIONS = 240,
};

static const struct registry *const built_in = &registry_builtin;
static const char *const releases[] = {"4.3.0",	 "4.6.6",  "4.9.2",  "4.12.4",
				       "4.15.0", "4.17.0", "4.19.1", "4.22.0"};

struct context {
	unsigned user, role;
};

/* One of the forms below on two numbers, and its words. */
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

/* A random policy: what is written to the text, and the same as tables. */
struct game {
	struct world *world;
	uint64_t random;
	unsigned release;
	unsigned *classes; /* indices of the registry's */
	size_t class_count;
	unsigned members[ATTRIBUTES]; /* a bit for each type */
	unsigned permissive;	      /* a bit for each type */
	unsigned quiet;	    /* a type that rules do not name as source */
	unsigned own_rules; /* types that rules name as sources */
	unsigned born;	    /* types that somebody may give as labels */
	struct transition transitions[2 * TYPES];
	unsigned transition_count;
	/* In which states a branch is in force: a bit for each. */
	unsigned branches[BRANCHES];
	bool conditional;
	unsigned role_types[OBJECT_ROLE]; /* a bit for each type */
	unsigned user_roles[USERS];	  /* a bit for each role */
	unsigned followers[OBJECT_ROLE];  /* roles that may follow: bits */
	struct constraint constraints[CONSTRAINTS];
	unsigned constraint_count;
	unsigned bounds[TYPES]; /* the type itself: it has none */
	/* A bit for each target, by branch, class, permission and source. */
	unsigned grants[BRANCHES][CLASSES][32][TYPES];
	struct buffer rules[BRANCHES], text;
};

/* --- Making a policy ----------------------------------------------------- */

static unsigned roll(struct game *game, unsigned sides)
{
	game->random ^= game->random << 13;
	game->random ^= game->random >> 7;
	game->random ^= game->random << 17;
	return (unsigned)(game->random >> 32) % sides;
}

/* The initial SIDs' types are k0 to k4; all other SIDs have that of k4. */
static unsigned type_of_sid(const char *name)
{
	static const char *const names[] = {"xen", "dom0", "domxen", "domio"};
	for (unsigned i = 0; i < sizeof names / sizeof *names; i++)
		if (strcmp(names[i], name) == 0)
			return i;
	return strcmp(name, "xenboot") == 0 ? 0 : 4;
}

static bool is_trusted(unsigned type)
{
	return type == type_of_sid("xen") || type == type_of_sid("dom0");
}

static const char **permissions_of(const struct game *game, size_t class_index,
				   size_t *count)
{
	const char **names;
	*count = registry_permissions(
		built_in, &built_in->classes[game->classes[class_index]],
		game->release, &game->world->arena, &names);
	return names;
}

static const char *class_name(const struct game *game, size_t class_index)
{
	return built_in->classes[game->classes[class_index]].name;
}

/* Class and bit of what is asked; false: the release does not have it. */
static bool find_permission(const struct game *game, const char *object_class,
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

static void add_head(struct game *game)
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
static unsigned roll_branch(struct game *game)
{
	return game->conditional && roll(game, 3) == 0
		       ? 1 + roll(game, BRANCHES - 1)
		       : 0;
}

/* At most one for a source and target. */
static void add_transition(struct game *game, unsigned source, unsigned target)
{
	unsigned branch = roll(game, 3) ? 0 : roll_branch(game);
	for (unsigned i = 0; i < game->transition_count; i++)
		if (game->transitions[i].source == source &&
		    game->transitions[i].target == target)
			return;
	if (game->transition_count == 2 * TYPES)
		return;
	unsigned result = roll(game, TYPES);
	game->transitions[game->transition_count++] =
		(struct transition){source, target, result, branch};
	buffer_format(&game->rules[branch],
		      "type_transition k%u k%u:domain k%u;\n", source, target,
		      result);
}

static void add_types(struct game *game)
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
	for (unsigned i = 0; i < BOOLEANS; i++)
		buffer_format(&game->text, "bool b%u %s;\n", i,
			      roll(game, 2) ? "true" : "false");
	for (unsigned i = GUESTS; i < TYPES; i++)
		if (roll(game, 3) == 0)
			add_transition(game, i, i);
	if (roll(game, 6) == 0) {
		unsigned type = roll(game, TYPES);
		game->permissive = 1U << type;
		buffer_format(&game->text, "permissive k%u;\n", type);
	}
}

/* allow SOURCE TARGET:CLASS PERMISSIONS; in the text and in the tables. */
struct rule_parts {
	const char *source, *target;
	unsigned sources, targets; /* a bit for each type */
	bool self;
};

static bool is_birth(const char *object_class, const char *permission)
{
	bool domain = strcmp(object_class, "domain") == 0;
	return domain ? strcmp(permission, "create") == 0 ||
				strcmp(permission, "transition") == 0
		      : strcmp(object_class, "domain2") == 0 &&
				(strcmp(permission, "relabelto") == 0 ||
				 strcmp(permission, "relabelself") == 0);
}

static void add_rule(struct game *game, const struct rule_parts *rule,
		     size_t class_index, uint32_t permissions)
{
	size_t count;
	const char **names = permissions_of(game, class_index, &count);
	unsigned branch = roll_branch(game);
	struct buffer *text = &game->rules[branch];
	if (rule->source[0] == 'k' && rule->sources == 1U << game->quiet)
		return;
	buffer_format(text, "allow %s %s:%s {", rule->source, rule->target,
		      class_name(game, class_index));
	if (rule->source[0] == 'k')
		game->own_rules |= rule->sources;
	for (size_t bit = 0; bit < count; bit++) {
		if (!(permissions >> bit & 1))
			continue;
		buffer_format(text, " %s", names[bit]);
		if (is_birth(class_name(game, class_index), names[bit]) &&
		    rule->sources)
			game->born |=
				rule->self ? rule->sources : rule->targets;
		for (unsigned type = 0; type < TYPES; type++)
			if (rule->sources >> type & 1)
				game->grants[branch][class_index][bit][type] |=
					rule->self ? 1U << type : rule->targets;
	}
	buffer_add_string(text, " };\n");
}

static const char *type_name(const struct game *game, char letter,
			     unsigned index)
{
	return arena_format(&game->world->arena, "%c%u", letter, index);
}

/* Any rule at all, by types, attributes and self. */
static void add_noise(struct game *game)
{
	size_t class_index = roll(game, (unsigned)game->class_count);
	size_t count;
	permissions_of(game, class_index, &count);
	unsigned source = roll(game, TYPES + ATTRIBUTES);
	unsigned target = roll(game, TYPES + ATTRIBUTES + 1);
	struct rule_parts rule;
	rule.self = target == TYPES + ATTRIBUTES;
	rule.source = source < TYPES ? type_name(game, 'k', source)
				     : type_name(game, 'g', source - TYPES);
	rule.sources =
		source < TYPES ? 1U << source : game->members[source - TYPES];
	rule.target = rule.self	       ? "self"
		      : target < TYPES ? type_name(game, 'k', target)
				       : type_name(game, 'g', target - TYPES);
	rule.targets = target < TYPES ? 1U << target
		       : rule.self    ? 0
				      : game->members[target - TYPES];
	/* A rule on self of an attribute is as many as it has types. */
	if (rule.self && source >= TYPES)
		return;
	uint32_t permissions = 1U << roll(game, (unsigned)count);
	for (unsigned i = roll(game, 4); i; i--)
		permissions |= 1U << roll(game, (unsigned)count);
	add_rule(game, &rule, class_index, permissions);
}

static void add_pair(struct game *game, unsigned source, unsigned target,
		     size_t class_index, size_t bit)
{
	const struct rule_parts rule = {type_name(game, 'k', source),
					type_name(game, 'k', target),
					1U << source, 1U << target, false};
	add_rule(game, &rule, class_index, UINT32_C(1) << bit);
}

/* Makes one a device model of the other, mostly with a label of its own. */
static void add_device_model(struct game *game)
{
	size_t class_index, bit;
	unsigned model = GUESTS + roll(game, TYPES - GUESTS);
	unsigned guest = roll(game, TYPES);
	assert_true(find_permission(game, "domain", "set_target", &class_index,
				    &bit));
	add_pair(game, model, guest, class_index, bit);
	if (roll(game, 4))
		add_transition(game, guest, model);
}

/* --- The roles of an op --------------------------------------------------- */

/* A role of accesses, and who has it for now. */
struct party {
	const char *name;
	unsigned own;	   /* type */
	unsigned seen;	   /* label, in accesses of the caller */
	bool caller;	   /* it is the caller itself */
	bool given, fixed; /* fixed: it is an initial SID */
	struct context context;
};

struct roles {
	struct party parties[ROLES];
	unsigned count;
};

/*
 * Who asks, in the words of the reference: the label of an event channel is
 * what binds it, in FLASK's hooks the new channel's, but for the last check of
 * a binding, of the other end's label against the caller.
 */
static const char *subject_of(const struct access *access)
{
	const char *name = access_subject_name(access->subject);
	bool bind = strcmp(access->object_class, "event") == 0 &&
		    strcmp(access->permission, "bind") == 0;
	return bind && strcmp(name, "other") == 0 &&
			       strcmp(access->object, "self") != 0
		       ? "event"
		       : name;
}

static unsigned role_index(struct roles *roles, const char *name)
{
	static const char *const sids[] = {"xen", "domxen", "domio", "security",
					   "unlabeled"};
	unsigned i = 0;
	while (i < roles->count && strcmp(roles->parties[i].name, name) != 0)
		i++;
	if (i < roles->count)
		return i;
	assert_true(i < ROLES);
	struct party *party = &roles->parties[i];
	*party = (struct party){.name = name};
	for (size_t j = 0; j < sizeof sids / sizeof *sids; j++)
		if (strcmp(name, sids[j]) == 0) {
			party->own = party->seen = type_of_sid(sids[j]);
			party->given = party->fixed = true;
		}
	roles->count++;
	return i;
}

/*
 * Draws a type, and as what the caller sees it: the caller is role 0.  Where
 * there is a label for itself or for a guest, that is often the one.
 */
static void draw_party(struct game *game, struct roles *roles, unsigned role)
{
	struct party *party = &roles->parties[role];
	unsigned caller = roles->parties[0].own;
	bool views = strcmp(party->name, "target") == 0 ||
		     strcmp(party->name, "other") == 0 ||
		     strcmp(party->name, "self") == 0;
	if (party->given)
		return;
	party->given = true;
	party->own = GUESTS * roll(game, 2) + roll(game, TYPES - GUESTS);
	party->seen = party->own;
	for (unsigned i = 0; views && i < game->transition_count; i++) {
		const struct transition *row = &game->transitions[i];
		if (row->target == caller && roll(game, 2)) {
			party->own = row->source;
			party->seen = row->result;
		}
	}
}

/* Grants what an op asks, with types that are drawn for its roles. */
static void add_chance(struct game *game)
{
	const struct op *op = &built_in->ops[roll(game, built_in->op_count)];
	struct op_accesses accesses;
	struct roles roles = {.count = 0};
	if (!release_set_has(&op->in, game->release))
		return;
	draw_party(game, &roles, role_index(&roles, "caller"));
	registry_op_accesses(built_in, op, game->release, &game->world->arena,
			     &accesses);
	for (size_t i = 0; i < accesses.list.count; i++) {
		const struct access *access = accesses.list.items[i];
		size_t class_index, bit;
		if (!access->object_class || roll(game, 12) == 0 ||
		    !find_permission(game, access->object_class,
				     access->permission, &class_index, &bit))
			continue;
		unsigned ends[2] = {role_index(&roles, subject_of(access)),
				    role_index(&roles, access->object)};
		for (unsigned j = 0; j < 2; j++)
			draw_party(game, &roles, ends[j]);
		add_pair(game, roles.parties[ends[0]].own,
			 ends[0] ? roles.parties[ends[1]].own
				 : roles.parties[ends[1]].seen,
			 class_index, bit);
	}
}

/* --- Conditions and constraints of a policy ----------------------------------
 */

static bool is_on(unsigned state, unsigned boolean)
{
	return state >> boolean & 1;
}

/* Draws the condition of two branches, the second of them the "else". */
static const char *roll_condition(struct game *game, unsigned branch)
{
	/* libsepol takes "!b1 && b0" and "!b0 && b1" for the same: in order. */
	unsigned a = roll(game, BOOLEANS);
	unsigned b = a + roll(game, BOOLEANS - a);
	unsigned form = roll(game, 5), states = 0;
	for (unsigned state = 0; state < STATES; state++) {
		bool x = is_on(state, a), y = is_on(state, b);
		const bool values[] = {x, !x && y, x || y, x != y, !(x && y)};
		states |= (unsigned)values[form] << state;
	}
	game->branches[branch] = states;
	if (branch + 1 < BRANCHES)
		game->branches[branch + 1] = ~states & ((1U << STATES) - 1);
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
static void add_rules(struct game *game)
{
	game->branches[0] = (1U << STATES) - 1;
	buffer_add_string(&game->text, buffer_string(&game->rules[0]));
	for (unsigned i = 1; i < BRANCHES; i += 2) {
		const char *condition = roll_condition(game, i);
		const char *then = buffer_string(&game->rules[i]);
		const char *otherwise =
			i + 1 < BRANCHES ? buffer_string(&game->rules[i + 1])
					 : "";
		if (*then || *otherwise)
			buffer_format(&game->text,
				      "if (%s) {\n%s} else {\n%s}\n", condition,
				      then, otherwise);
	}
}

static bool atom_holds(const struct atom *atom, const struct context *a,
		       unsigned of_a, const struct context *b, unsigned of_b)
{
	switch (atom->form) {
	case 0:
		return a->user == b->user;
	case 1:
		return a->role != b->role;
	case 2:
		return of_a == of_b;
	case 3:
		return a->user == atom->number % USERS;
	case 4:
		return b->role == atom->number % OBJECT_ROLE;
	case 5:
		return of_b == atom->number % TYPES;
	default:
		return of_a != atom->number % TYPES;
	}
}

static void add_atom(struct game *game, const struct atom *atom)
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

static void add_constraint(struct game *game)
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

static void add_tail(struct game *game)
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
static void add_bounds(struct game *game)
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

/* Where the row of the type is in the binary: length, value, kind, bound. */
static unsigned char *find_type(const struct buffer *binary, unsigned type)
{
	enum { ROW = 16 };
	const char name[] = {'k', (char)('0' + type)};
	unsigned char *found = NULL;
	for (size_t i = 0; i + ROW + sizeof name <= binary->length; i++) {
		unsigned char *at = (unsigned char *)binary->data + i;
		uint32_t words[ROW / 4];
		memcpy(words, at, sizeof words);
		if (words[0] != sizeof name || words[2] != 1 ||
		    memcmp(at + ROW, name, sizeof name) != 0)
			continue;
		assert_null(found);
		found = at;
	}
	assert_non_null(found);
	return found;
}

static void write_bounds(const struct game *game, struct buffer *binary)
{
	for (unsigned i = 0; i < TYPES; i++)
		if (game->bounds[i] != i)
			memcpy(find_type(binary, i) + 12,
			       find_type(binary, game->bounds[i]) + 4, 4);
}

static void make_policy(struct game *game)
{
	game->class_count = registry_classes(
		built_in, game->release, &game->world->arena, &game->classes);
	assert_true(game->class_count <= CLASSES);
	game->conditional = roll(game, 2);
	game->quiet = GUESTS + roll(game, TYPES - GUESTS + 2);
	add_head(game);
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
}

/* --- The reference -------------------------------------------------------- */

/* The games's rules in one state of the booleans, for one caller. */
struct player {
	const struct game *game;
	unsigned state, caller;
};

static uint32_t vector_of(const struct player *player, unsigned source,
			  unsigned target, size_t class_index);

/* Takes back what the other pair is not allowed; false: there is nothing. */
static bool mask(const struct player *player, unsigned source, unsigned target,
		 size_t class_index, uint32_t allowed, uint32_t *masked)
{
	*masked = allowed & ~vector_of(player, source, target, class_index);
	return *masked != 0;
}

static bool rules_allow(const struct player *player, unsigned source,
			unsigned target, size_t class_index, size_t bit)
{
	const struct game *game = player->game;
	for (unsigned i = 0; i < BRANCHES; i++)
		if (is_on(game->branches[i], player->state) &&
		    game->grants[i][class_index][bit][source] >> target & 1)
			return true;
	return false;
}

/* What the security server computes, step by step as it does. */
static uint32_t vector_of(const struct player *player, unsigned source,
			  unsigned target, size_t class_index)
{
	const struct game *game = player->game;
	unsigned above = game->bounds[source], beyond = game->bounds[target];
	uint32_t allowed = 0, masked = 0;
	for (unsigned bit = 0; bit < 32; bit++)
		if (rules_allow(player, source, target, class_index, bit))
			allowed |= UINT32_C(1) << bit;
	if (above != source &&
	    !mask(player, above, target, class_index, allowed, &masked))
		return allowed;
	if (beyond != target &&
	    !mask(player, source, beyond, class_index, allowed, &masked))
		return allowed;
	if (above != source && beyond != target &&
	    !mask(player, above, beyond, class_index, allowed, &masked))
		return allowed;
	return allowed & ~masked;
}

static bool is_allowed(const struct player *player, unsigned source,
		       unsigned target, size_t class_index, size_t bit)
{
	const struct game *game = player->game;
	if (game->permissive >> source & 1)
		return true;
	if (game->bounds[source] == source && game->bounds[target] == target)
		return rules_allow(player, source, target, class_index, bit);
	return vector_of(player, source, target, class_index) >> bit & 1;
}

/* As a domain of the source's type is relabelled by that of the target. */
static unsigned transition_of(const struct player *player, unsigned source,
			      unsigned target)
{
	const struct game *game = player->game;
	for (unsigned i = 0; i < game->transition_count; i++) {
		const struct transition *row = &game->transitions[i];
		if (row->source == source && row->target == target &&
		    is_on(game->branches[row->branch], player->state))
			return row->result;
	}
	return source;
}

/* What one way through an op asks: all of it must be granted. */
struct way {
	size_t classes[64], bits[64];
	unsigned subjects[64], objects[64]; /* roles */
	unsigned count;
	struct roles roles;
	bool possible;
};

static unsigned label_of(const struct way *way, unsigned index)
{
	const struct party *subject = &way->roles.parties[way->subjects[index]];
	const struct party *object = &way->roles.parties[way->objects[index]];
	return strcmp(subject->name, "caller") == 0 ? object->seen
						    : object->own;
}

static bool rules_pass(const struct player *player, const struct way *way)
{
	for (unsigned i = 0; i < way->count; i++)
		if (!is_allowed(
			    player, way->roles.parties[way->subjects[i]].own,
			    label_of(way, i), way->classes[i], way->bits[i]))
			return false;
	return true;
}

/* Whether the role may become the other, as a domain:transition takes it. */
static bool may_follow(const struct game *game, const struct context *context,
		       const struct context *next)
{
	return context->role == next->role ||
	       (context->role < OBJECT_ROLE &&
		game->followers[context->role] >> next->role & 1);
}

static bool constraints_pass(const struct game *game, const struct way *way)
{
	size_t class_index, bit;
	assert_true(find_permission(game, "domain", "transition", &class_index,
				    &bit));
	for (unsigned i = 0; i < way->count; i++) {
		const struct party *subject =
			&way->roles.parties[way->subjects[i]];
		const struct party *object =
			&way->roles.parties[way->objects[i]];
		if (game->permissive >> subject->own & 1)
			continue;
		if (way->classes[i] == class_index && way->bits[i] == bit &&
		    !may_follow(game, &subject->context, &object->context))
			return false;
		for (unsigned j = 0; j < game->constraint_count; j++) {
			const struct constraint *row = &game->constraints[j];
			if (row->class_index != way->classes[i] ||
			    !(row->permissions >> way->bits[i] & 1))
				continue;
			bool first = atom_holds(
				&row->atoms[0], &subject->context, subject->own,
				&object->context, label_of(way, i));
			bool second = atom_holds(
				&row->atoms[1], &subject->context, subject->own,
				&object->context, label_of(way, i));
			if (row->both ? !(first && second) : !(first || second))
				return false;
		}
	}
	return true;
}

static bool is_context(const struct game *game, const struct context *context,
		       unsigned type)
{
	return game->user_roles[context->user] >> context->role & 1 &&
	       (context->role == OBJECT_ROLE ||
		game->role_types[context->role] >> type & 1);
}

/* Tries all contexts for the parties from this one on. */
static bool try_contexts(const struct game *game, struct way *way,
			 unsigned index)
{
	struct party *party = &way->roles.parties[index];
	if (!game->constraint_count)
		return true;
	if (index == way->roles.count)
		return constraints_pass(game, way);
	if (party->fixed) {
		party->context = (struct context){0, 0};
		return try_contexts(game, way, index + 1);
	}
	for (unsigned i = 0; i < CONTEXTS; i++) {
		party->context = (struct context){i % USERS, i / USERS};
		bool same = true;
		for (unsigned j = 0; j < index; j++)
			if (party->caller && way->roles.parties[j].caller)
				same &= memcmp(&way->roles.parties[j].context,
					       &party->context,
					       sizeof party->context) == 0;
		if (same && is_context(game, &party->context, party->own) &&
		    is_context(game, &party->context, party->seen) &&
		    try_contexts(game, way, index + 1))
			return true;
	}
	return false;
}

/* What a caller can do an op to: a bit for each type. */
struct answer {
	unsigned objects;
	bool exact; /* false: which of several roles is named is not said */
};

/* Whether the caller accesses what has the role. */
static bool is_seen(const struct way *way, unsigned role)
{
	for (unsigned i = 0; i < way->count; i++)
		if (way->objects[i] == role &&
		    strcmp(way->roles.parties[way->subjects[i]].name,
			   "caller") == 0)
			return true;
	return false;
}

static void try_parties(const struct player *player, struct way *way,
			unsigned index, unsigned object, struct answer *answer);

/* Goes on with one choice for the party. */
static void try_party(const struct player *player, struct way *way,
		      unsigned index, unsigned object, struct answer *answer)
{
	/* What needs no more to be known must be granted by now. */
	for (unsigned i = 0; i < way->count; i++)
		if (way->subjects[i] <= index && way->objects[i] <= index &&
		    !is_allowed(
			    player, way->roles.parties[way->subjects[i]].own,
			    label_of(way, i), way->classes[i], way->bits[i]))
			return;
	try_parties(player, way, index + 1, object, answer);
}

/* Tries everybody for the roles from this one on; sees the objects. */
static void try_parties(const struct player *player, struct way *way,
			unsigned index, unsigned object, struct answer *answer)
{
	const struct game *game = player->game;
	unsigned caller = player->caller;
	if (index == way->roles.count) {
		const struct party *party = &way->roles.parties[object];
		unsigned bit =
			1U << (is_seen(way, object) ? party->seen : party->own);
		if (!(answer->objects & bit) && rules_pass(player, way) &&
		    try_contexts(game, way, 0))
			answer->objects |= bit;
		return;
	}
	struct party *party = &way->roles.parties[index];
	const struct party before = *party;
	bool is_self = strcmp(party->name, "self") == 0;
	bool is_domain = strcmp(party->name, "target") == 0 ||
			 strcmp(party->name, "other") == 0;
	if (party->given) {
		try_party(player, way, index, object, answer);
		return;
	}
	if (strcmp(party->name, "caller") == 0) {
		party->own = party->seen = caller;
		party->caller = true;
		try_party(player, way, index, object, answer);
	}
	if (is_self || (is_domain && is_seen(way, index))) {
		party->own = caller;
		party->seen = transition_of(player, caller, caller);
		party->caller = true;
		try_party(player, way, index, object, answer);
	}
	*party = before;
	size_t class_index = 0, bit = 0;
	find_permission(game, "domain", "set_target", &class_index, &bit);
	for (unsigned type = 0;
	     type < TYPES && !is_self && strcmp(party->name, "caller") != 0;
	     type++) {
		party->own = party->seen = type;
		try_party(player, way, index, object, answer);
		if (is_domain && is_seen(way, index) &&
		    !(game->permissive >> caller & 1) &&
		    is_allowed(player, caller, type, class_index, bit)) {
			party->seen = transition_of(player, type, caller);
			try_party(player, way, index, object, answer);
		}
	}
	*party = before;
}

/* The role that findings name: the target, or else the only object. */
static unsigned object_of(const struct way *way, struct answer *answer)
{
	for (unsigned i = 0; i < way->count; i++)
		if (strcmp(way->roles.parties[way->objects[i]].name,
			   "target") == 0)
			return way->objects[i];
	for (unsigned i = 1; i < way->count; i++)
		answer->exact &= way->objects[i] == way->objects[0];
	return way->objects[0];
}

static void add_asked(const struct game *game, const struct access *access,
		      struct way *way)
{
	unsigned i = way->count++;
	assert_true(i < sizeof way->subjects / sizeof *way->subjects);
	way->subjects[i] = role_index(&way->roles, subject_of(access));
	way->objects[i] = role_index(&way->roles, access->object);
	if (!find_permission(game, access->object_class, access->permission,
			     &way->classes[i], &way->bits[i]))
		way->possible = false;
}

/*
 * Nobody in particular calls where nothing is asked of the caller; it is the
 * doing of a caller only where that is one of the domains that it is about.
 */
static void try_callers(const struct player *player, const struct way *way,
			struct answer *answer)
{
	bool spoken_of = false;
	for (unsigned i = 0; i < way->roles.count; i++)
		spoken_of |=
			strcmp(way->roles.parties[i].name, "caller") == 0 ||
			strcmp(way->roles.parties[i].name, "self") == 0;
	if (spoken_of != (player->caller == ANYBODY)) {
		struct way copy = *way;
		try_parties(player, &copy, 0, object_of(&copy, answer), answer);
	}
	for (unsigned i = 0; i < way->roles.count; i++) {
		struct way copy = *way;
		const char **name = &copy.roles.parties[i].name;
		if (spoken_of || player->caller == ANYBODY ||
		    (strcmp(*name, "target") != 0 &&
		     strcmp(*name, "other") != 0))
			continue;
		unsigned object = object_of(&copy, answer);
		*name = "caller";
		try_parties(player, &copy, 0, object, answer);
	}
}

/*
 * The types that the caller can do it to, by all ways from this choice on;
 * the letters of the choices before it are fixed.
 */
static void try_ways(const struct player *player,
		     const struct op_accesses *rows, char letters[],
		     unsigned choice, struct answer *answer)
{
	bool last = true;
	for (size_t i = 0; i < rows->list.count; i++)
		last &= rows->list.items[i]->choice < choice;
	if (!last) {
		for (char letter = 'a'; letter <= 'z'; letter++) {
			bool exists = false;
			for (size_t i = 0; i < rows->list.count; i++)
				exists |=
					rows->list.items[i]->choice == choice &&
					rows->list.items[i]->alternative ==
						letter;
			letters[choice] = letter;
			if (exists)
				try_ways(player, rows, letters, choice + 1,
					 answer);
		}
		return;
	}
	struct way way = {.possible = true};
	bool filtered = false;
	for (size_t i = 0; i < rows->list.count; i++) {
		const struct access *access = rows->list.items[i];
		if (access->kind == ACCESS_ASKED && !access->when &&
		    (!access->choice ||
		     access->alternative == letters[access->choice]))
			add_asked(player->game, access, &way);
	}
	/* Where nothing refuses it, the op is of use to whom it answers. */
	for (size_t i = 0; !way.count && i < rows->list.count; i++)
		filtered |= rows->list.items[i]->kind == ACCESS_FILTER;
	for (size_t i = 0; filtered && i < rows->list.count; i++)
		if (rows->list.items[i]->kind == ACCESS_FILTER)
			add_asked(player->game, rows->list.items[i], &way);
	if (way.count && way.possible)
		try_callers(player, &way, answer);
}

/* Whether the op is one that choices alone tell apart. */
static bool is_plain(const struct op_accesses *rows)
{
	unsigned choices = 0;
	for (size_t i = 0; i < rows->list.count; i++) {
		const struct access *access = rows->list.items[i];
		if (access->kind == ACCESS_NONE ||
		    access->kind == ACCESS_UNKNOWN || access->build ||
		    (access->when && !access->choice &&
		     access->kind == ACCESS_ASKED))
			return false;
		/* Choices are numbered without gaps in the reference. */
		if (access->choice > choices + 1)
			return false;
		if (access->choice > choices)
			choices = access->choice;
	}
	return rows->list.count && choices < 6;
}

/* A sub-subop that is not told apart stands with its parent. */
static bool is_told_apart(const struct op *op, unsigned release)
{
	bool own = op->parent == NO_INDEX;
	for (unsigned i = 0; i < op->accesses.count; i++)
		own |= release_set_has(
			&built_in->accesses[op->accesses.first + i].in,
			release);
	return own;
}

/* --- Conditions as text ------------------------------------------------------
 */

/* "(b0 && !b1) || b2", as policy.conf binds: "==" before "!" before "&&". */
struct expression {
	const char *at;
	unsigned state;
};

static bool read_or(struct expression *expression);

static bool take(struct expression *expression, const char *sign)
{
	while (*expression->at == ' ')
		expression->at++;
	if (strncmp(expression->at, sign, strlen(sign)) != 0)
		return false;
	expression->at += strlen(sign);
	return true;
}

static bool read_name(struct expression *expression)
{
	bool value;
	if (take(expression, "(")) {
		value = read_or(expression);
		assert_true(take(expression, ")"));
		return value;
	}
	assert_true(take(expression, "b"));
	value = is_on(expression->state, (unsigned)(*expression->at - '0'));
	expression->at++;
	return value;
}

static bool read_not(struct expression *expression)
{
	if (take(expression, "!"))
		return !read_not(expression);
	return read_name(expression);
}

static bool read_and(struct expression *expression)
{
	bool value = read_not(expression);
	while (take(expression, "&&"))
		value = read_not(expression) && value;
	return value;
}

static bool read_xor(struct expression *expression)
{
	bool value = read_and(expression);
	while (take(expression, "^"))
		value = read_and(expression) != value;
	return value;
}

static bool read_or(struct expression *expression)
{
	bool value = read_xor(expression);
	while (take(expression, "||"))
		value = read_xor(expression) || value;
	return value;
}

static bool holds_in(const char *condition, unsigned state)
{
	struct expression expression = {condition, state};
	bool value = !condition || read_or(&expression);
	assert_true(!condition || !*expression.at);
	return value;
}

/* --- Both side by side ------------------------------------------------------
 */

/* The objects that findings on the op name, by state of the booleans. */
static void find_objects(const struct lint *lint, const struct op *op,
			 unsigned caller, unsigned objects[STATES])
{
	struct arena scratch = ARENA_INIT;
	const char *name =
		caller == ANYBODY ? "*" : arena_format(&scratch, "k%u", caller);
	memset(objects, 0, STATES * sizeof *objects);
	for (size_t i = 0; i < lint->finding_count; i++) {
		const struct finding finding = lint_finding(lint, i);
		if (finding.op != op || !finding.subject ||
		    (strcmp(finding.rule->code, "XSM001") != 0 &&
		     strcmp(finding.rule->code, "XSM002") != 0) ||
		    strcmp(finding.subject, name) != 0)
			continue;
		const char **names;
		unsigned types = 0;
		size_t count = lint_objects(lint, &finding, &scratch, &names);
		assert_true(count > 0);
		for (size_t j = 0; j < count; j++)
			types |= 1U << (names[j][1] - '0');
		for (unsigned state = 0; state < STATES; state++) {
			if (!holds_in(finding.condition, state))
				continue;
			/* Nothing is said twice. */
			assert_int_equal(objects[state] & types, 0);
			objects[state] |= types;
		}
	}
	arena_release(&scratch);
}

struct tally {
	unsigned delegated, refused, ops, conditional;
};

/* Whether it does more than bind event channels, in some state. */
static bool does_anything(const struct game *game, unsigned type)
{
	for (unsigned branch = 0; branch < BRANCHES; branch++)
		for (size_t i = 0; i < game->class_count; i++) {
			size_t count;
			const char **names = permissions_of(game, i, &count);
			for (size_t bit = 0; bit < count; bit++)
				if (game->grants[branch][i][bit][type] &&
				    (strcmp(class_name(game, i), "event") !=
					     0 ||
				     strcmp(names[bit], "bind") != 0))
					return true;
		}
	return false;
}

/* A label that domains are only seen by, or that may do nothing, does not. */
static bool calls(const struct game *game, unsigned type)
{
	bool view = false;
	if (is_trusted(type))
		return false;
	if (game->permissive >> type & 1)
		return true;
	for (unsigned i = 0; i < game->transition_count; i++)
		view |= game->transitions[i].result == type &&
			game->transitions[i].source != type;
	if (view && type >= GUESTS && !(game->own_rules >> type & 1) &&
	    !(game->born >> type & 1) && !game->permissive)
		return false;
	return does_anything(game, type);
}

/* False when they differ on the op. */
static bool compare_op(const struct game *game, const struct lint *lint,
		       const struct op *op, const bool *calling,
		       struct tally *tally)
{
	struct op_accesses rows;
	char letters[8] = {0};
	registry_op_accesses(built_in, op, game->release, &game->world->arena,
			     &rows);
	if (!is_plain(&rows) || !is_told_apart(op, game->release))
		return true;
	tally->ops++;
	for (unsigned caller = 0; caller <= ANYBODY; caller++) {
		unsigned found[STATES], all = 0, always = ~0U;
		find_objects(lint, op, caller, found);
		for (unsigned state = 0; state < STATES; state++) {
			struct answer answer = {0, true};
			const struct player player = {game, state, caller};
			if (state && !game->conditional)
				break;
			if (caller == ANYBODY || calling[caller])
				try_ways(&player, &rows, letters, 1, &answer);
			if (answer.exact ? found[state] != answer.objects
					 : !found[state] != !answer.objects) {
				print_message("k%u, %s, state %u: found on %x, "
					      "really on %x\n",
					      caller, op->name, state,
					      found[state], answer.objects);
				return false;
			}
			all |= answer.objects;
			always &= answer.objects;
		}
		tally->delegated += all != 0;
		tally->refused += all == 0;
		tally->conditional += all != always;
	}
	return true;
}

/* cmocka's own messages are cut short. */
static void show_and_fail(const struct game *game, unsigned seed)
{
	fputs(buffer_string(&game->text), stderr);
	fail_msg("seed %u", seed);
}

static void play(struct world *world, unsigned seed, struct tally *tally)
{
	struct game *game = arena_alloc(&world->arena, 1, sizeof *game);
	struct buffer binary = BUFFER_INIT;
	bool calling[TYPES];
	game->world = world;
	game->random = 88172645463325252U + seed * 0x9e3779b97f4a7c15U;
	game->release =
		registry_release(built_in, releases[seed % 8], &world->diags);
	make_policy(game);
	bool done = policy_compile("random", &game->text, seed % 3 ? 24 : 30,
				   &world->diags, &binary);
	if (world->diags.list.count)
		fail_msg("seed %u: %s\n%s", seed,
			 world->diags.list.items[0].detail,
			 buffer_string(&game->text));
	assert_true(done);
	write_bounds(game, &binary);
	const struct policy *policy =
		policy_parse("random", &binary, &world->arena, &world->diags);
	const struct release_choice choice = {game->release, NULL, 0, "given"};
	assert_non_null(policy);
	const struct lint_request request = {
		.registry = built_in, .policy = policy, .release = &choice};
	const struct lint *lint =
		check_lint(&request, &world->arena, &world->diags);
	assert_non_null(lint);
	bool same = true;
	for (unsigned i = 0; i < TYPES; i++)
		calling[i] = calls(game, i);
	for (unsigned i = 0; i < built_in->op_count && same; i++)
		if (release_set_has(&built_in->ops[i].in, game->release))
			same &= compare_op(game, lint, &built_in->ops[i],
					   calling, tally);
	if (!same)
		show_and_fail(game, seed);
	for (unsigned i = 0; i < BRANCHES; i++)
		buffer_release(&game->rules[i]);
	buffer_release(&game->text);
	buffer_release(&binary);
	arena_release(&world->arena);
}

static void lint_equals_brute_force(void **state)
{
	struct world *world = *state;
	struct tally tally = {0, 0, 0, 0};
	for (unsigned seed = 0; seed < ITERATIONS; seed++)
		play(world, seed, &tally);
	/* The policies are neither too open nor too closed to tell. */
	assert_true(tally.ops > ITERATIONS * 100);
	assert_true(tally.delegated > ITERATIONS * 20);
	assert_true(tally.conditional > ITERATIONS * 5);
	assert_true(tally.refused > tally.delegated);
	print_message("%u ops, %u delegations, %u of them conditional\n",
		      tally.ops, tally.delegated, tally.conditional);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		WORLD_TEST(lint_equals_brute_force),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
