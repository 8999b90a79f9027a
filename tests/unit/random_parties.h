/*
 * Who may have the roles of one way through an op: everybody is tried for each
 * role, as each caller sees them, with all users and roles that there are.
 */
#ifndef UNIT_RANDOM_PARTIES_H
#define UNIT_RANDOM_PARTIES_H

#include "random_labels.h"
#include "random_roles.h"
#include "random_server.h"

/* What one way through an op asks: all of it must be granted. */
struct way {
	uint8_t classes[64], bits[64];
	uint8_t subjects[64], objects[64]; /* roles */
	unsigned count;
	struct roles roles;
	bool possible;
};

static inline unsigned label_of(const struct way *way, unsigned index)
{
	const struct party *subject = &way->roles.parties[way->subjects[index]];
	const struct party *object = &way->roles.parties[way->objects[index]];
	return strcmp(subject->name, "caller") == 0 ? object->seen
						    : object->own;
}

static inline bool rules_pass(const struct player *player,
			      const struct way *way)
{
	for (unsigned i = 0; i < way->count; i++)
		if (!is_allowed(
			    player, way->roles.parties[way->subjects[i]].own,
			    label_of(way, i), way->classes[i], way->bits[i]))
			return false;
	return true;
}

static inline bool constraints_pass(const struct game *game,
				    const struct way *way)
{
	size_t class_index = 0, bit = 0;
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

/* Tries all contexts for the parties from this one on. */
static inline bool try_contexts(const struct game *game, struct way *way,
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

/* Whether the op finds a domain of the type in that role. */
static inline bool is_found(const struct player *player, const char *role,
			    unsigned type)
{
	static const char *const sids[] = {"domxen", "domio"};
	if (!is_system(player->game, type))
		return !is_view(player->game, type);
	for (size_t i = 0; i < sizeof sids / sizeof *sids; i++)
		if (type == type_of_sid(sids[i]) &&
		    registry_names_system(built_in, player->op, player->release,
					  role, sids[i]))
			return true;
	return false;
}

/* Which role's types are asked for, and who has to have some roles. */
struct quest {
	unsigned object;
	bool own;	      /* by its type, not by the label it is seen by */
	unsigned only[ROLES]; /* the type that the role must have, or ANYBODY */
};

static inline struct quest quest_start(unsigned object)
{
	struct quest quest = {.object = object};
	for (unsigned i = 0; i < ROLES; i++)
		quest.only[i] = ANYBODY;
	return quest;
}

/* What was found: a bit for each type. */
struct answer {
	unsigned objects;
	bool exact; /* false: which of several roles is named is not said */
};

/* Whether the caller accesses what has the role. */
static inline bool is_seen(const struct way *way, unsigned role)
{
	for (unsigned i = 0; i < way->count; i++)
		if (way->objects[i] == role &&
		    strcmp(way->roles.parties[way->subjects[i]].name,
			   "caller") == 0)
			return true;
	return false;
}

static inline void try_parties(const struct player *player, struct way *way,
			       unsigned index, const struct quest *quest,
			       struct answer *answer);

/* Goes on with one choice for the party. */
static inline void try_party(const struct player *player, struct way *way,
			     unsigned index, const struct quest *quest,
			     struct answer *answer)
{
	unsigned own = way->roles.parties[index].own;
	if (quest->only[index] != ANYBODY && quest->only[index] != own)
		return;
	/* What needs no more to be known must be granted by now. */
	for (unsigned i = 0; i < way->count; i++)
		if (way->subjects[i] <= index && way->objects[i] <= index &&
		    !is_allowed(
			    player, way->roles.parties[way->subjects[i]].own,
			    label_of(way, i), way->classes[i], way->bits[i]))
			return;
	try_parties(player, way, index + 1, quest, answer);
}

/* All roles are taken: whether it passes, and what it is about. */
static inline void try_way(const struct player *player, struct way *way,
			   const struct quest *quest, struct answer *answer)
{
	const struct party *party = &way->roles.parties[quest->object];
	bool seen = !quest->own && is_seen(way, quest->object);
	unsigned bit = 1U << (seen ? party->seen : party->own);
	if (!(answer->objects & bit) && rules_pass(player, way) &&
	    try_contexts(player->game, way, 0))
		answer->objects |= bit;
}

/* The caller itself, in a role in which it is seen by its own label. */
static inline void try_self(const struct player *player, struct way *way,
			    unsigned index, const struct quest *quest,
			    struct answer *answer)
{
	struct party *party = &way->roles.parties[index];
	const struct party before = *party;
	party->own = player->caller;
	party->seen = transition_of(player, player->caller, player->caller);
	party->caller = true;
	try_party(player, way, index, quest, answer);
	*party = before;
}

/* A domain or device of some type; a domain also as its model sees it. */
static inline void try_other(const struct player *player, struct way *way,
			     unsigned index, unsigned type,
			     const struct quest *quest, struct answer *answer)
{
	struct party *party = &way->roles.parties[index];
	unsigned caller = player->caller;
	size_t class_index = 0, bit = 0;
	if (is_domain_role(party) && !is_found(player, party->name, type))
		return;
	party->own = party->seen = type;
	try_party(player, way, index, quest, answer);
	/* XEN_DOMCTL_set_target finds no domain of Xen's own by an id. */
	if (!is_domain_role(party) || !is_seen(way, index) ||
	    player->game->permissive >> caller & 1 ||
	    is_system(player->game, type))
		return;
	find_permission(player->game, "domain", "set_target", &class_index,
			&bit);
	if (!is_allowed(player, caller, type, class_index, bit))
		return;
	party->seen = transition_of(player, type, caller);
	try_party(player, way, index, quest, answer);
}

/* Tries everybody for the roles from this one on. */
static inline void try_parties(const struct player *player, struct way *way,
			       unsigned index, const struct quest *quest,
			       struct answer *answer)
{
	if (index == way->roles.count) {
		try_way(player, way, quest, answer);
		return;
	}
	struct party *party = &way->roles.parties[index];
	const struct party before = *party;
	if (party->given) {
		try_party(player, way, index, quest, answer);
		return;
	}
	if (strcmp(party->name, "caller") == 0) {
		party->own = party->seen = player->caller;
		party->caller = true;
		try_party(player, way, index, quest, answer);
		*party = before;
		return;
	}
	bool is_self = strcmp(party->name, "self") == 0;
	if (is_self || (is_domain_role(party) && is_seen(way, index)))
		try_self(player, way, index, quest, answer);
	for (unsigned type = 0; type < TYPES && !is_self; type++)
		try_other(player, way, index, type, quest, answer);
	*party = before;
}

#endif
