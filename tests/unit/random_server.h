/*
 * What Xen's security server allows by a random policy: step by step as
 * context_struct_compute_av() and type_attribute_bounds_av() of
 * xen/xsm/flask/ss/services.c go, in one state of the booleans.
 */
#ifndef UNIT_RANDOM_SERVER_H
#define UNIT_RANDOM_SERVER_H

#include "random_game.h"

/* The game's rules in one state of the booleans, for one caller. */
struct player {
	const struct game *game;
	uint32_t state;
	unsigned caller;
	const struct op *op; /* that is asked about */
	unsigned release;    /* in which it is */
};

static inline uint32_t vector_of(const struct player *player, unsigned source,
				 unsigned target, size_t class_index);

/* Takes back what the other pair is not allowed; false: there is nothing. */
static inline bool mask(const struct player *player, unsigned source,
			unsigned target, size_t class_index, uint32_t allowed,
			uint32_t *masked)
{
	*masked = allowed & ~vector_of(player, source, target, class_index);
	return *masked != 0;
}

static inline uint32_t rules_allow(const struct player *player, unsigned source,
				   unsigned target, size_t class_index)
{
	const struct game *game = player->game;
	uint32_t allowed = 0;
	for (unsigned i = 0; i < game->branch_count; i++)
		if (is_in_force(game, i, player->state))
			allowed |=
				game->vectors[i][class_index][source][target];
	return allowed;
}

/* What the security server computes, step by step as it does. */
static inline uint32_t vector_of(const struct player *player, unsigned source,
				 unsigned target, size_t class_index)
{
	const struct game *game = player->game;
	unsigned above = game->bounds[source], beyond = game->bounds[target];
	uint32_t allowed = rules_allow(player, source, target, class_index);
	uint32_t masked = 0;
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

static inline bool is_allowed(const struct player *player, unsigned source,
			      unsigned target, size_t class_index, size_t bit)
{
	const struct game *game = player->game;
	/* No one in particular has no rights of its own. */
	if (source == ANYBODY || target == ANYBODY)
		return false;
	if (game->permissive >> source & 1)
		return true;
	if (game->bounds[source] == source && game->bounds[target] == target)
		return rules_allow(player, source, target, class_index) >> bit &
		       1;
	return vector_of(player, source, target, class_index) >> bit & 1;
}

/* As a domain of the source's type is relabelled by that of the target. */
static inline unsigned transition_of(const struct player *player,
				     unsigned source, unsigned target)
{
	const struct game *game = player->game;
	for (unsigned i = 0; i < game->transition_count; i++) {
		const struct transition *row = &game->transitions[i];
		if (row->source == source && row->target == target &&
		    is_in_force(game, row->branch, player->state))
			return row->result;
	}
	return source;
}

/* --- Contexts ------------------------------------------------------------- */

static inline bool atom_holds(const struct atom *atom, const struct context *a,
			      unsigned of_a, const struct context *b,
			      unsigned of_b)
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

/* Whether the role may become the other, as a domain:transition takes it. */
static inline bool may_follow(const struct game *game,
			      const struct context *context,
			      const struct context *next)
{
	return context->role == next->role ||
	       (context->role < OBJECT_ROLE &&
		game->followers[context->role] >> next->role & 1);
}

static inline bool is_context(const struct game *game,
			      const struct context *context, unsigned type)
{
	return game->user_roles[context->user] >> context->role & 1 &&
	       (context->role == OBJECT_ROLE ||
		game->role_types[context->role] >> type & 1);
}

#endif
