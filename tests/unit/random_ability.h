/* What a caller can do an op to, by all ways through it. */
#ifndef UNIT_RANDOM_ABILITY_H
#define UNIT_RANDOM_ABILITY_H

#include "random_ways.h"

/* The roles that findings name. */
struct named {
	unsigned roles[2], count;
};

static inline bool is_named(const struct way *way, unsigned role,
			    const char *name)
{
	return strcmp(way->roles.parties[role].name, name) == 0;
}

/* Some other domain that the caller or the target is asked about. */
static inline bool is_victim(const struct way *way, unsigned index)
{
	return is_named(way, way->objects[index], "other") &&
	       (is_named(way, way->subjects[index], "caller") ||
		is_named(way, way->subjects[index], "target"));
}

/* The target and who is endangered beside it, or else the only object. */
static inline struct named named_of(const struct way *way,
				    struct answer *answer)
{
	struct named named = {{0, 0}, 0};
	for (unsigned i = 0; i < way->count && !named.count; i++)
		if (is_named(way, way->objects[i], "target"))
			named.roles[named.count++] = way->objects[i];
	for (unsigned i = 0; i < way->count && named.count == 1; i++)
		if (is_victim(way, i))
			named.roles[named.count++] = way->objects[i];
	if (named.count)
		return named;
	for (unsigned i = 1; i < way->count; i++)
		answer->exact &= way->objects[i] == way->objects[0];
	named.roles[named.count++] = way->objects[0];
	return named;
}

/* The labels of all that findings name. */
static inline void try_named(const struct player *player, struct way *way,
			     const struct named *named, struct answer *answer)
{
	for (unsigned i = 0; i < named->count; i++) {
		const struct quest quest = quest_start(named->roles[i]);
		try_parties(player, way, 0, &quest, answer);
	}
}

/*
 * Nobody in particular calls where nothing is asked of the caller; it is the
 * doing of a caller only where that is one of the domains that it is about.
 */
static inline void try_callers(const struct player *player,
			       const struct way *way, struct answer *answer)
{
	bool spoken_of = false;
	for (unsigned i = 0; i < way->roles.count; i++)
		spoken_of |=
			is_named(way, i, "caller") || is_named(way, i, "self");
	if (spoken_of != (player->caller == ANYBODY)) {
		struct way copy = *way;
		const struct named named = named_of(&copy, answer);
		try_named(player, &copy, &named, answer);
	}
	for (unsigned i = 0; i < way->roles.count; i++) {
		struct way copy = *way;
		if (spoken_of || player->caller == ANYBODY ||
		    !is_domain_role(&copy.roles.parties[i]))
			continue;
		const struct named named = named_of(&copy, answer);
		copy.roles.parties[i].name = "caller";
		try_named(player, &copy, &named, answer);
	}
}

struct asking {
	const struct player *player;
	struct answer *answer;
};

/* Where nothing refuses it, the op is of use to whom it answers. */
static inline void add_filters(const struct course *course, struct way *way)
{
	for (size_t i = 0; i < course->rows->list.count; i++) {
		const struct access *access = course->rows->list.items[i];
		if (access->kind == ACCESS_FILTER &&
		    is_of_build(course, access))
			add_asked(course->game, access, way);
	}
}

static inline void ask_course(const struct course *course,
			      const struct way *asked, void *context)
{
	const struct asking *asking = context;
	struct way way = *asked;
	if (!way.count)
		add_filters(course, &way);
	if (way.count && way.possible)
		try_callers(asking->player, &way, asking->answer);
}

/* The labels that the player's caller can do the op to. */
static inline struct answer ask_op(const struct player *player)
{
	struct answer answer = {0, true};
	struct asking asking = {player, &answer};
	const struct visit visit = {ask_course, &asking};
	visit_courses(
		courses_of(player->game, player->op, player->release, NULL),
		&visit);
	return answer;
}

/* Whether it does more than bind event channels, in some state. */
static inline bool does_anything(const struct game *game, unsigned type)
{
	for (unsigned branch = 0; branch < game->branch_count; branch++)
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

/* A label that no domain has, or that may do nothing, does not. */
static inline bool calls(const struct game *game, unsigned type)
{
	if (is_trusted(type))
		return false;
	if (game->permissive >> type & 1)
		return true;
	return !is_view(game, type) && !is_system(game, type) &&
	       does_anything(game, type);
}

#endif
