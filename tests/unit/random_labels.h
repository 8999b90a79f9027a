/*
 * Which types are labels of domains, by what a random policy says: a domain
 * gets its label when it is created or relabelled (flask_domain_create(),
 * flask_relabel_domain()), or by an initial SID.  The results of transitions
 * of class domain are how domains are seen, and make none.
 */
#ifndef UNIT_RANDOM_LABELS_H
#define UNIT_RANDOM_LABELS_H

#include "random_game.h"

/* Whether somebody may give the type to a domain as its label. */
static inline bool is_given(const struct game *game, unsigned type)
{
	if (game->permissive)
		return true;
	for (unsigned i = 0; i < game->labelling_count; i++)
		if (game->labellings[i].targets >> type & 1)
			return true;
	return false;
}

/* The results of transitions, and what is relabelled by them. */
static inline void find_transitions(const struct game *game, unsigned *results,
				    unsigned *sources)
{
	*results = *sources = 0;
	for (unsigned i = 0; i < game->transition_count; i++) {
		const struct transition *row = &game->transitions[i];
		if (row->result == row->source)
			continue;
		*results |= 1U << row->result;
		*sources |= 1U << row->source;
	}
	*results &= ALL_TYPES_BITS & ~((1U << GUESTS) - 1);
}

/* Whether the type is only a label by which domains are seen. */
static inline bool is_view(const struct game *game, unsigned type)
{
	unsigned results, sources;
	find_transitions(game, &results, &sources);
	return results >> type & 1 && !is_given(game, type);
}

/* --- Rules that say nothing of single labels --------------------------------
 */

/* What is known to be a domain's label, and what only to be how one is seen. */
struct known {
	unsigned domains, views;
};

static inline struct known find_known(const struct game *game)
{
	struct known known;
	unsigned named = 0;
	find_transitions(game, &known.views, &known.domains);
	for (unsigned i = 0; i < game->labelling_count; i++)
		if (!game->labellings[i].attribute)
			named |= game->labellings[i].targets;
	known.views &= ~named;
	known.domains = (known.domains | named) & ~known.views;
	return known;
}

/* Whether what the source may give by all its rules leaves nothing out. */
static inline bool gives_all(const struct game *game, const char *source,
			     unsigned all)
{
	unsigned given = 0;
	for (unsigned i = 0; i < game->labelling_count; i++)
		if (strcmp(game->labellings[i].source, source) == 0)
			given |= game->labellings[i].targets;
	return !(all & ~given);
}

/* Whether the attribute has all, or its source has and it is of no domain. */
static inline bool is_of_all(const struct game *game,
			     const struct labelling *rule,
			     const struct known *known, unsigned views)
{
	const unsigned all = known->domains | known->views;
	const unsigned of_views = rule->targets & views;
	return !(all & ~rule->targets) ||
	       (!(rule->targets & known->domains) &&
		(of_views == 0 || of_views == views) &&
		gives_all(game, rule->source, all));
}

/* Whether a rule that is not on all labels alike gives the type to domains. */
static inline bool is_stated(const struct game *game, unsigned type)
{
	const struct known known = find_known(game);
	unsigned views = known.views, stated = 0;
	/* First by names and attributes of domains, then by the others. */
	for (unsigned pass = 0; pass < 2; pass++) {
		for (unsigned i = 0; i < game->labelling_count; i++) {
			const struct labelling *rule = &game->labellings[i];
			bool early = !rule->attribute ||
				     rule->targets & known.domains;
			if (early == !pass &&
			    (!rule->attribute ||
			     !is_of_all(game, rule, &known, views)))
				stated |= rule->targets;
		}
		views &= ~stated;
	}
	return stated >> type & 1;
}

/*
 * Whether it is a label of Xen's own domains alone, which do not call, and
 * which no op finds by an id; but what is permissive is looked at.
 */
static inline bool is_system(const struct game *game, unsigned type)
{
	return type < GUESTS && type != type_of_sid("dom0") &&
	       type != type_of_sid("unlabeled") && !is_stated(game, type) &&
	       !(game->permissive >> type & 1);
}

#endif
