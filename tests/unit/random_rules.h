/* The rules of a random policy: noise, and what some op nearly passes by. */
#ifndef UNIT_RANDOM_RULES_H
#define UNIT_RANDOM_RULES_H

#include "random_roles.h"

/* Rules of always, or of some branch of the conditionals. */
static inline unsigned roll_branch(struct game *game)
{
	return game->branch_count > 1 && roll(game, 3) == 0
		       ? 1 + roll(game, game->branch_count - 1)
		       : 0;
}

/* A type or an attribute, as text and as types. */
struct some {
	const char *name;
	unsigned types; /* a bit for each */
	bool attribute;
};

static inline struct some some_type(const struct game *game, unsigned type)
{
	return (struct some){arena_format(&game->world->arena, "k%u", type),
			     1U << type, false};
}

static inline struct some some_attribute(const struct game *game,
					 unsigned index)
{
	return (struct some){arena_format(&game->world->arena, "g%u", index),
			     game->members[index], true};
}

static inline struct some roll_some(struct game *game, unsigned type)
{
	return roll(game, 4) ? some_type(game, type)
			     : some_attribute(game, roll(game, ATTRIBUTES));
}

static inline bool has_transition(const struct game *game, unsigned source,
				  unsigned target)
{
	for (unsigned i = 0; i < game->transition_count; i++)
		if (game->transitions[i].source == source &&
		    game->transitions[i].target == target)
			return true;
	return false;
}

/* At most one for a source and target, by types or attributes. */
static inline void add_transition(struct game *game, unsigned source_type,
				  unsigned target_type)
{
	unsigned branch = roll(game, 3) ? 0 : roll_branch(game);
	struct some source = roll_some(game, source_type);
	struct some target = roll_some(game, target_type);
	unsigned result = roll(game, TYPES), pairs = 0;
	for (unsigned i = 0; i < TYPES; i++)
		for (unsigned j = 0; j < TYPES; j++) {
			if (!(source.types >> i & 1) ||
			    !(target.types >> j & 1))
				continue;
			if (has_transition(game, i, j))
				return;
			pairs++;
		}
	if (!pairs || game->transition_count + pairs > TRANSITIONS)
		return;
	for (unsigned i = 0; i < TYPES; i++)
		for (unsigned j = 0; j < TYPES; j++)
			if ((source.types >> i & 1) && (target.types >> j & 1))
				game->transitions[game->transition_count++] =
					(struct transition){i, j, result,
							    branch};
	buffer_format(&game->rules[branch],
		      "type_transition %s %s:domain k%u;\n", source.name,
		      target.name, result);
}

/*
 * What flask_domain_create() and flask_relabel_domain() ask of the new label:
 * of who creates, of who relabels, and of the label before.
 */
static inline bool gives_label(const char *object_class, const char *permission)
{
	static const char *const names[][2] = {{"domain", "create"},
					       {"domain", "transition"},
					       {"domain2", "relabelto"},
					       {"domain2", "relabelself"}};
	for (unsigned i = 0; i < sizeof names / sizeof *names; i++)
		if (strcmp(names[i][0], object_class) == 0 &&
		    strcmp(names[i][1], permission) == 0)
			return true;
	return false;
}

/* allow SOURCE TARGET:CLASS PERMISSIONS; in the text and in the tables. */
static inline void add_rule(struct game *game, struct some source,
			    struct some target, bool self, size_t class_index,
			    uint32_t permissions)
{
	size_t count;
	const char **names = permissions_of(game, class_index, &count);
	unsigned branch = roll_branch(game);
	struct buffer *text = &game->rules[branch];
	if (!source.attribute && source.types == 1U << game->quiet)
		return;
	buffer_format(text, "allow %s %s:%s {", source.name,
		      self ? "self" : target.name,
		      class_name(game, class_index));
	bool labelling = false;
	for (size_t bit = 0; bit < count; bit++) {
		if (!(permissions >> bit & 1))
			continue;
		buffer_format(text, " %s", names[bit]);
		labelling |=
			source.types &&
			gives_label(class_name(game, class_index), names[bit]);
		for (unsigned type = 0; type < TYPES; type++)
			if (source.types >> type & 1)
				game->grants[branch][class_index][bit][type] |=
					self ? 1U << type : target.types;
	}
	buffer_add_string(text, " };\n");
	if (!labelling)
		return;
	assert_true(game->labelling_count < LABELLINGS);
	game->labellings[game->labelling_count++] = (struct labelling){
		source.name, self ? source.types : target.types,
		!self && target.attribute};
}

/* Any rule at all, by types, attributes and self. */
static inline void add_noise(struct game *game)
{
	size_t class_index = roll(game, (unsigned)game->class_count);
	size_t count;
	permissions_of(game, class_index, &count);
	unsigned from = roll(game, TYPES + ATTRIBUTES);
	unsigned to = roll(game, TYPES + ATTRIBUTES + 1);
	bool self = to == TYPES + ATTRIBUTES;
	struct some source = from < TYPES ? some_type(game, from)
					  : some_attribute(game, from - TYPES);
	struct some target = to < TYPES || self
				     ? some_type(game, to % TYPES)
				     : some_attribute(game, to - TYPES);
	uint32_t permissions = 1U << roll(game, (unsigned)count);
	for (unsigned i = roll(game, 4); i; i--)
		permissions |= 1U << roll(game, (unsigned)count);
	/* A rule on self of an attribute is as many as it has types. */
	if (!self || !source.attribute)
		add_rule(game, source, target, self, class_index, permissions);
}

static inline void add_pair(struct game *game, unsigned source, unsigned target,
			    size_t class_index, size_t bit)
{
	add_rule(game, some_type(game, source), some_type(game, target), false,
		 class_index, UINT32_C(1) << bit);
}

/* Makes one a device model of the other, mostly with a label of its own. */
static inline void add_device_model(struct game *game)
{
	size_t class_index = 0, bit = 0;
	unsigned model = GUESTS + roll(game, TYPES - GUESTS);
	unsigned guest = roll(game, TYPES);
	assert_true(find_permission(game, "domain", "set_target", &class_index,
				    &bit));
	add_pair(game, model, guest, class_index, bit);
	if (roll(game, 4))
		add_transition(game, guest, model);
}

/*
 * Draws a type, and as what the caller sees it: the caller is role 0.  Where
 * there is a label for itself or for a guest, that is often the one.
 */
static inline void draw_party(struct game *game, struct roles *roles,
			      unsigned role)
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
	/* Half of what someone can do to another, it does to the trusted. */
	if (role && roll(game, 3) == 0)
		party->own = roll(game, 2);
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
static inline void add_chance(struct game *game)
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
		size_t class_index = 0, bit = 0;
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

#endif
