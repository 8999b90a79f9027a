/*
 * The linter against a slow and obvious evaluation, on random policies.
 *
 * A policy is a few types and random rules, half of them made so that some op
 * of the registry nearly passes.  The reference keeps the rules in a matrix of
 * its own, never looks at the compiled policy, and for "can this type perform
 * this op" tries every way through the op's choices with every assignment of
 * types to the objects that are not given.  Ops whose accesses depend on more
 * than choices (a build, a condition) are left to other tests.
 */
#include "world.h"

#include "base/buffer.h"
#include "check/check.h"

enum {
	TYPES = 9,
	GUESTS = 5, /* the first type that no initial SID has */
	ATTRIBUTES = 2,
	CLASSES = 32,
	ROLES = 8,
	ITERATIONS = 200,
};

static const struct registry *const built_in = &registry_builtin;
static const char *const releases[] = {"4.3.0", "4.12.4", "4.17.0", "4.22.0"};

/* A random policy: what is written to the text, and the same as a matrix. */
struct game {
	struct world *world;
	uint64_t random;
	unsigned release;
	unsigned *classes; /* indices of the registry's */
	size_t class_count;
	unsigned members[ATTRIBUTES]; /* a bit for each type */
	unsigned self[TYPES];	      /* what a type is to itself */
	/* A bit for each target, by class, permission and source. */
	unsigned grants[CLASSES][32][TYPES];
	struct buffer text;
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
		game->self[i] = i;
	}
	for (unsigned i = GUESTS; i < TYPES; i++)
		if (roll(game, 3) == 0) {
			game->self[i] = roll(game, TYPES);
			buffer_format(&game->text,
				      "type_transition k%u k%u:domain k%u;\n",
				      i, i, game->self[i]);
		}
}

/* allow SOURCE TARGET:CLASS PERMISSIONS; in the text and in the matrix. */
struct rule_parts {
	const char *source, *target;
	unsigned sources, targets; /* a bit for each type */
	bool self;
};

static void add_rule(struct game *game, const struct rule_parts *rule,
		     size_t class_index, uint32_t permissions)
{
	size_t count;
	const char **names = permissions_of(game, class_index, &count);
	buffer_format(&game->text, "allow %s %s:%s {", rule->source,
		      rule->target, class_name(game, class_index));
	for (size_t bit = 0; bit < count; bit++) {
		if (!(permissions >> bit & 1))
			continue;
		buffer_format(&game->text, " %s", names[bit]);
		for (unsigned type = 0; type < TYPES; type++)
			if (rule->sources >> type & 1)
				game->grants[class_index][bit][type] |=
					rule->self ? 1U << type : rule->targets;
	}
	buffer_add_string(&game->text, " };\n");
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
	uint32_t permissions = 1U << roll(game, (unsigned)count);
	for (unsigned i = roll(game, 4); i; i--)
		permissions |= 1U << roll(game, (unsigned)count);
	add_rule(game, &rule, class_index, permissions);
}

/* --- The roles of an op --------------------------------------------------- */

/* Names of roles, and the types that they have for now. */
struct roles {
	const char *names[ROLES];
	unsigned types[ROLES];
	bool given[ROLES];
	unsigned count;
};

/* The type that the role is bound to have; TYPES: any. */
static unsigned given_type(const struct game *game, const char *role,
			   unsigned caller)
{
	static const char *const sids[] = {"xen", "domxen", "domio", "security",
					   "unlabeled"};
	if (strcmp(role, "caller") == 0)
		return caller;
	if (strcmp(role, "self") == 0)
		return game->self[caller];
	for (size_t i = 0; i < sizeof sids / sizeof *sids; i++)
		if (strcmp(role, sids[i]) == 0)
			return type_of_sid(sids[i]);
	return TYPES;
}

static unsigned role_index(const struct game *game, struct roles *roles,
			   const char *name, unsigned caller)
{
	unsigned i = 0;
	while (i < roles->count && strcmp(roles->names[i], name) != 0)
		i++;
	if (i < roles->count)
		return i;
	assert_true(i < ROLES);
	unsigned type = given_type(game, name, caller);
	roles->names[i] = name;
	roles->given[i] = type != TYPES;
	roles->types[i] = type % TYPES;
	roles->count++;
	return i;
}

/* Class and bit of what is asked; false: the release does not have it. */
static bool find_permission(const struct game *game,
			    const struct access *access, size_t *class_index,
			    size_t *bit)
{
	for (size_t i = 0; i < game->class_count; i++) {
		if (strcmp(class_name(game, i), access->object_class) != 0)
			continue;
		size_t count;
		const char **names = permissions_of(game, i, &count);
		for (size_t j = 0; j < count; j++)
			if (strcmp(names[j], access->permission) == 0) {
				*class_index = i;
				*bit = j;
				return true;
			}
	}
	return false;
}

/* Grants what an op asks, with types that are drawn for its roles. */
static void add_chance(struct game *game)
{
	const struct op *op = &built_in->ops[roll(game, built_in->op_count)];
	struct op_accesses accesses;
	struct roles roles = {.count = 0};
	unsigned caller = GUESTS + roll(game, TYPES - GUESTS);
	if (!release_set_has(&op->in, game->release))
		return;
	registry_op_accesses(built_in, op, game->release, &game->world->arena,
			     &accesses);
	for (size_t i = 0; i < accesses.list.count; i++) {
		const struct access *access = accesses.list.items[i];
		size_t class_index, bit;
		if (!access->object_class || roll(game, 12) == 0 ||
		    !find_permission(game, access, &class_index, &bit))
			continue;
		unsigned ends[2] = {
			role_index(game, &roles,
				   access_subject_name(access->subject),
				   caller),
			role_index(game, &roles, access->object, caller)};
		for (unsigned j = 0; j < 2; j++)
			if (!roles.given[ends[j]]) {
				roles.given[ends[j]] = true;
				roles.types[ends[j]] = roll(game, TYPES);
			}
		unsigned source = roles.types[ends[0]];
		unsigned target = roles.types[ends[1]];
		const struct rule_parts rule = {type_name(game, 'k', source),
						type_name(game, 'k', target),
						1U << source, 1U << target,
						false};
		add_rule(game, &rule, class_index, UINT32_C(1) << bit);
	}
}

static void add_tail(struct game *game)
{
	const char **sids;
	size_t sid_count = registry_sids(built_in, game->release,
					 &game->world->arena, &sids);
	buffer_add_string(&game->text, "role r;\nrole r types {");
	for (unsigned i = 0; i < TYPES; i++)
		buffer_format(&game->text, " k%u", i);
	buffer_add_string(&game->text, " };\nuser u roles r;\n");
	for (size_t i = 0; i < sid_count; i++)
		buffer_format(&game->text, "sid %s u:r:k%u\n", sids[i],
			      type_of_sid(sids[i]));
}

static void make_policy(struct game *game)
{
	game->class_count = registry_classes(
		built_in, game->release, &game->world->arena, &game->classes);
	assert_true(game->class_count <= CLASSES);
	add_head(game);
	add_types(game);
	for (unsigned i = 10 + roll(game, 30); i; i--)
		add_noise(game);
	for (unsigned i = 10 + roll(game, 30); i; i--)
		add_chance(game);
	add_tail(game);
}

/* --- The reference -------------------------------------------------------- */

/* What one way through an op asks: all of it must be granted. */
struct way {
	const struct access *asked[64];
	size_t classes[64], bits[64];
	unsigned subjects[64], objects[64]; /* roles */
	unsigned count;
	struct roles roles;
	bool possible;
};

static bool passes(const struct game *game, const struct way *way)
{
	for (unsigned i = 0; i < way->count; i++) {
		unsigned source = way->roles.types[way->subjects[i]];
		unsigned target = way->roles.types[way->objects[i]];
		if (!(game->grants[way->classes[i]][way->bits[i]][source] >>
			      target &
		      1))
			return false;
	}
	return true;
}

/* Tries all types for the roles from this one on; sees the objects. */
static void try_types(const struct game *game, struct way *way, unsigned role,
		      unsigned object, unsigned *objects)
{
	if (role == way->roles.count) {
		if (passes(game, way))
			*objects |= 1U << way->roles.types[object];
		return;
	}
	if (way->roles.given[role]) {
		try_types(game, way, role + 1, object, objects);
		return;
	}
	for (unsigned type = 0; type < TYPES; type++) {
		way->roles.types[role] = type;
		try_types(game, way, role + 1, object, objects);
	}
}

/* What a caller can do an op to: a bit for each type. */
struct answer {
	unsigned objects;
	bool exact; /* false: which of several roles is named is not said */
};

/* The role that findings name: the target, or else the only object. */
static unsigned object_of(const struct way *way, struct answer *answer)
{
	for (unsigned i = 0; i < way->count; i++)
		if (strcmp(way->roles.names[way->objects[i]], "target") == 0)
			return way->objects[i];
	for (unsigned i = 1; i < way->count; i++)
		answer->exact &= way->objects[i] == way->objects[0];
	return way->objects[0];
}

static void add_asked(const struct game *game, const struct access *access,
		      unsigned caller, struct way *way)
{
	unsigned i = way->count++;
	assert_true(i < sizeof way->asked / sizeof *way->asked);
	way->asked[i] = access;
	way->subjects[i] =
		role_index(game, &way->roles,
			   access_subject_name(access->subject), caller);
	way->objects[i] = role_index(game, &way->roles, access->object, caller);
	if (!find_permission(game, access, &way->classes[i], &way->bits[i]))
		way->possible = false;
}

/*
 * The types that the caller can do it to, by all ways from this choice on;
 * the letters of the choices before it are fixed.
 */
static void try_ways(const struct game *game, const struct op_accesses *rows,
		     unsigned caller, char letters[], unsigned choice,
		     struct answer *answer)
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
				try_ways(game, rows, caller, letters,
					 choice + 1, answer);
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
			add_asked(game, access, caller, &way);
	}
	/* Where nothing refuses it, the op is of use to whom it answers. */
	for (size_t i = 0; !way.count && i < rows->list.count; i++)
		filtered |= rows->list.items[i]->kind == ACCESS_FILTER;
	for (size_t i = 0; filtered && i < rows->list.count; i++)
		if (rows->list.items[i]->kind == ACCESS_FILTER)
			add_asked(game, rows->list.items[i], caller, &way);
	if (way.count && way.possible)
		try_types(game, &way, 0, object_of(&way, answer),
			  &answer->objects);
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

/* --- Both side by side ------------------------------------------------------
 */

static unsigned found_objects(const struct lint *lint, const struct op *op,
			      unsigned caller)
{
	unsigned objects = 0;
	struct arena scratch = ARENA_INIT;
	for (size_t i = 0; i < lint->finding_count; i++) {
		const struct finding *finding = &lint->findings[i];
		if (finding->op != op ||
		    strncmp(finding->rule->code, "XSM00", 5) != 0 ||
		    finding->subject[0] != 'k' ||
		    (unsigned)(finding->subject[1] - '0') != caller)
			continue;
		assert_null(finding->condition);
		const char **names;
		size_t count = lint_objects(lint, finding, &scratch, &names);
		for (size_t j = 0; j < count; j++)
			objects |= 1U << (names[j][1] - '0');
	}
	arena_release(&scratch);
	return objects;
}

struct tally {
	unsigned delegated, refused, ops;
};

/* A type that no rule allows anything calls nothing. */
static bool calls(const struct game *game, unsigned type)
{
	for (size_t i = 0; i < game->class_count; i++)
		for (unsigned bit = 0; bit < 32; bit++)
			if (game->grants[i][bit][type])
				return true;
	return false;
}

/* False when they differ on the op. */
static bool compare_op(const struct game *game, const struct lint *lint,
		       const struct op *op, struct tally *tally)
{
	struct op_accesses rows;
	char letters[8] = {0};
	registry_op_accesses(built_in, op, game->release, &game->world->arena,
			     &rows);
	if (!is_plain(&rows) || !is_told_apart(op, game->release))
		return true;
	tally->ops++;
	for (unsigned caller = 0; caller < TYPES; caller++) {
		struct answer answer = {0, true};
		if (!is_trusted(caller) && calls(game, caller))
			try_ways(game, &rows, caller, letters, 1, &answer);
		unsigned found = found_objects(lint, op, caller);
		if (answer.exact ? found != answer.objects
				 : !found != !answer.objects) {
			print_message("k%u, %s: found on %x, really on %x\n",
				      caller, op->name, found, answer.objects);
			return false;
		}
		tally->delegated += answer.objects != 0;
		tally->refused += answer.objects == 0;
	}
	return true;
}

static void play(struct world *world, unsigned seed, struct tally *tally)
{
	struct game *game = arena_alloc(&world->arena, 1, sizeof *game);
	struct buffer binary = BUFFER_INIT;
	game->world = world;
	game->random = 88172645463325252U + seed * 0x9e3779b97f4a7c15U;
	game->release =
		registry_release(built_in, releases[seed % 4], &world->diags);
	make_policy(game);
	bool done = policy_compile("random", &game->text, seed % 3 ? 24 : 30,
				   &world->diags, &binary);
	assert_no_diags(world);
	assert_true(done);
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
	for (unsigned i = 0; i < built_in->op_count; i++)
		if (release_set_has(&built_in->ops[i].in, game->release))
			same &= compare_op(game, lint, &built_in->ops[i],
					   tally);
	if (!same)
		fail_msg("seed %u:\n%s", seed, buffer_string(&game->text));
	buffer_release(&game->text);
	buffer_release(&binary);
	arena_release(&world->arena);
}

static void lint_equals_brute_force(void **state)
{
	struct world *world = *state;
	struct tally tally = {0, 0, 0};
	for (unsigned seed = 0; seed < ITERATIONS; seed++)
		play(world, seed, &tally);
	/* The policies are neither too open nor too closed to tell. */
	assert_true(tally.ops > ITERATIONS * 100);
	assert_true(tally.delegated > ITERATIONS * 20);
	assert_true(tally.refused > tally.delegated);
	print_message("%u ops, %u delegations\n", tally.ops, tally.delegated);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		WORLD_TEST(lint_equals_brute_force),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
