/* The lists of a proposed registry, as the tree's document has them. */
#include <string.h>

#include "verify/verify_draft.h"
#include "verify/verify_draft_document.h"
#include "verify/verify_draft_vector.h"
#include "verify/verify_tree.h"

static const struct listing *find_listing(const struct registry_draft *draft,
					  const struct statement *statement)
{
	const struct verification *verification = draft->verification;
	for (size_t i = 0; i < verification->listings.count; i++)
		if (verification->listings.items[i].statement == statement)
			return &verification->listings.items[i];
	return NULL;
}

/* The event that ends entries: a maintainer knows the commit. */
static unsigned proposed_event(struct registry_draft *draft,
			       const struct statement *statement)
{
	const char *id = arena_format(draft->arena, "proposed-%s",
				      draft->verification->release_name);
	for (unsigned i = 0; i < draft->events.count; i++)
		if (strcmp(draft->events.items[i].id, id) == 0)
			return i;
	*list_push(&draft->events, draft->arena) = (struct event){
		.id = id,
		.kind = "corrected",
		.date = draft->registry.releases[draft->release].date,
		.evidence = arena_format(draft->arena, "%s of the tree",
					 statement->document),
		.summary = "proposed: the commit that changed the lists",
		.in = draft_now(draft),
	};
	return (unsigned)draft->events.count - 1;
}

static void add_entry(struct registry_draft *draft,
		      const struct statement *statement,
		      const struct entry *old, const struct draft_place *place)
{
	struct entry entry = {
		.name = place->name, .op = NO_INDEX, .removed_by = NO_INDEX};
	if (old) {
		struct release_set before = draft_moved(draft, &old->in);
		entry = *old;
		entry.absent = draft_moved(draft, &old->absent);
		if (entry.removed_by == NO_INDEX &&
		    release_set_has(&before, draft->release) &&
		    !release_set_has(&place->in, draft->release))
			entry.removed_by = proposed_event(draft, statement);
	}
	entry.in = place->in;
	*list_push(&draft->entries, draft->arena) = entry;
}

static void draft_statement(struct registry_draft *draft,
			    const struct statement *from)
{
	const struct listing *listing = find_listing(draft, from);
	const struct entry *entries = draft->old->entries + from->entries.first;
	struct places places = {LIST_INIT};
	struct statement statement = *from;
	for (unsigned i = 0; i < from->entries.count; i++)
		*list_push(&places.list, draft->arena) = (struct draft_place){
			entries[i].name, draft_moved(draft, &entries[i].in), i};
	statement.in = draft_moved(draft, &from->in);
	if (listing && listing->mode == from->mode)
		draft_order(draft, &places, listing->names.items,
			    listing->names.count);
	else if (from->document)
		draft_end(draft, &statement.in);
	statement.entries = (struct span){(unsigned)draft->entries.count,
					  (unsigned)places.list.count};
	for (size_t i = 0; i < places.list.count; i++) {
		const struct draft_place *place = &places.list.items[i];
		add_entry(draft, from,
			  place->old == NO_INDEX ? NULL : &entries[place->old],
			  place);
	}
	*list_push(&draft->statements, draft->arena) = statement;
}

/* Another mode is another statement. */
static void add_statement(struct registry_draft *draft,
			  const struct listing *listing)
{
	struct statement statement = *listing->statement;
	statement.mode = listing->mode;
	statement.event = proposed_event(draft, listing->statement);
	statement.in = draft_now(draft);
	statement.entries = (struct span){(unsigned)draft->entries.count,
					  (unsigned)listing->names.count};
	for (size_t i = 0; i < listing->names.count; i++) {
		const struct draft_place place = {listing->names.items[i].name,
						  statement.in, NO_INDEX};
		add_entry(draft, &statement, NULL, &place);
	}
	*list_push(&draft->statements, draft->arena) = statement;
}

void draft_document(struct registry_draft *draft)
{
	const struct verification *verification = draft->verification;
	for (unsigned i = 0; i < draft->old->event_count; i++) {
		struct event *row = list_push(&draft->events, draft->arena);
		*row = draft->old->events[i];
		row->in = draft_moved(draft, &row->in);
	}
	for (unsigned i = 0; i < draft->old->statement_count; i++)
		draft_statement(draft, &draft->old->statements[i]);
	for (size_t i = 0; i < verification->listings.count; i++) {
		const struct listing *listing =
			&verification->listings.items[i];
		if (listing->mode != listing->statement->mode)
			add_statement(draft, listing);
	}
}
