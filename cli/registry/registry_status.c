/* The status of an op in a release, and on what it rests. */
#include <string.h>

#include "registry/registry_access.h"
#include "registry/registry_op.h"
#include "registry/registry_status.h"

const char *status_name(enum status status)
{
	return status == STATUS_COVERED ? "covered" : "safe";
}

const char *status_shown(enum status status)
{
	return status == STATUS_COVERED ? "covered" : "safe by the statement";
}

const char *basis_name(enum basis basis)
{
	static const char *const names[] = {
		[BASIS_LISTED] = "listed",
		[BASIS_NOT_EXCEPTED] = "not-excepted",
		[BASIS_ALL] = "all",
		[BASIS_AUDITED] = "audited",
		[BASIS_EXCEPTED] = "excepted",
		[BASIS_UNLISTED] = "unlisted",
	};
	return names[basis];
}

const char *basis_meaning(enum basis basis)
{
	static const char *const meanings[] = {
		[BASIS_LISTED] = "the op stands in the list of covered ops",
		[BASIS_NOT_EXCEPTED] =
			"all ops of the hypercall are covered "
			"but some, and the op is not among those",
		[BASIS_ALL] = "all ops of the hypercall are covered",
		[BASIS_AUDITED] = "the op was listed as covered and taken out "
				  "after a review",
		[BASIS_EXCEPTED] = "the op stands among the exceptions",
		[BASIS_UNLISTED] = "the op was never listed: safe by omission "
				   "only, no review is on record",
	};
	return meanings[basis];
}

const struct statement *registry_statement(const struct registry *registry,
					   unsigned hypercall, unsigned of,
					   unsigned release)
{
	for (unsigned i = 0; i < registry->statement_count; i++) {
		const struct statement *statement = &registry->statements[i];
		if (statement->hypercall == hypercall && statement->of == of &&
		    release_set_has(&statement->in, release))
			return statement;
	}
	return NULL;
}

/* The statement's entry for the op in any of its releases, or NULL. */
static const struct entry *find_entry(const struct registry *registry,
				      const struct statement *statement,
				      unsigned op, unsigned release)
{
	const struct entry *left = NULL;
	for (unsigned i = 0; i < statement->entries.count; i++) {
		const struct entry *entry =
			&registry->entries[statement->entries.first + i];
		if (entry->op != op)
			continue;
		if (release_set_has(&entry->in, release))
			return entry;
		left = entry;
	}
	return left;
}

static const struct event *event_at(const struct registry *registry,
				    unsigned index)
{
	return index == NO_INDEX ? NULL : &registry->events[index];
}

static struct op_status status_by(const struct registry *registry,
				  const struct statement *statement,
				  unsigned op, unsigned release)
{
	const struct event *event = event_at(registry, statement->event);
	if (statement->mode == MODE_ALL)
		return (struct op_status){STATUS_COVERED, BASIS_ALL, statement,
					  event, NULL};
	const struct entry *entry =
		find_entry(registry, statement, op, release);
	bool present = entry && release_set_has(&entry->in, release);
	if (statement->mode == MODE_ALL_EXCEPT)
		return present ? (struct op_status){STATUS_SAFE, BASIS_EXCEPTED,
						    statement, event, NULL}
			       : (struct op_status){STATUS_COVERED,
						    BASIS_NOT_EXCEPTED,
						    statement, event, NULL};
	if (present)
		return (struct op_status){STATUS_COVERED, BASIS_LISTED,
					  statement, event, NULL};
	const struct event *removal =
		entry ? event_at(registry, entry->removed_by) : NULL;
	if (removal && strcmp(removal->kind, "audited") == 0 &&
	    release_set_has(&removal->in, release))
		return (struct op_status){STATUS_SAFE, BASIS_AUDITED, statement,
					  removal, NULL};
	return (struct op_status){STATUS_SAFE, BASIS_UNLISTED, statement, NULL,
				  NULL};
}

/*
 * The nearest statement decides: on the sub-subops of one of its parents (and
 * then that parent, which opens them all, is covered as they are), or else on
 * its hypercall, where a sub-subop has the status of the op it belongs to.
 */
struct op_status registry_op_status(const struct registry *registry,
				    const struct op *op, unsigned release)
{
	unsigned index = (unsigned)(op - registry->ops);
	const struct statement *own =
		registry_statement(registry, op->hypercall, index, release);
	if (own)
		return (struct op_status){
			STATUS_COVERED,
			own->mode == MODE_ALL ? BASIS_ALL : BASIS_LISTED, own,
			event_at(registry, own->event), NULL};
	for (;; index = registry->ops[index].parent) {
		const struct statement *statement = registry_statement(
			registry, op->hypercall, registry->ops[index].parent,
			release);
		if (statement)
			return status_by(registry, statement, index, release);
		if (registry->ops[index].parent == NO_INDEX)
			return (struct op_status){STATUS_SAFE, BASIS_UNLISTED,
						  NULL, NULL, NULL};
	}
}

/* The powers that its accesses give, each once: "memory, read"; or NULL. */
static const char *powers_of(const struct registry *registry,
			     const struct op *op, unsigned release,
			     struct arena *arena)
{
	struct op_accesses accesses;
	list_of(const char *) words = LIST_INIT;
	const char *text = NULL;
	registry_op_accesses(registry, op, release, arena, &accesses);
	for (size_t i = 0; i < accesses.list.count; i++) {
		char *rest = arena_string(arena, accesses.list.items[i]->gives);
		for (const char *word; (word = strsep(&rest, " "));) {
			size_t known = 0;
			while (known < words.count &&
			       strcmp(words.items[known], word) != 0)
				known++;
			if (known < words.count)
				continue;
			*list_push(&words, arena) = word;
			text = arena_format(arena, "%s%s%s", text ? text : "",
					    text ? ", " : "", word);
		}
	}
	return text;
}

bool registry_op_is_covered(const struct registry *registry,
			    const struct op *op, unsigned release)
{
	return registry_op_status(registry, op, release).status ==
		       STATUS_COVERED &&
	       !release_set_has(&op->refused, release);
}

struct op_status registry_op_meaning(const struct registry *registry,
				     const struct op *op, unsigned release,
				     struct arena *arena)
{
	struct op_status status = registry_op_status(registry, op, release);
	status.gives = powers_of(registry, op, release, arena);
	return status;
}

const char *basis_shown(const struct op_status *status, struct arena *arena)
{
	if (status->status == STATUS_COVERED || !status->gives)
		return basis_name(status->basis);
	return arena_format(arena, "%s, gives %s", basis_name(status->basis),
			    status->gives);
}

static bool same_status(const struct op_status *a, const struct op_status *b)
{
	return a->status == b->status && a->basis == b->basis &&
	       a->statement == b->statement && a->event == b->event;
}

size_t registry_op_history(const struct registry *registry, const struct op *op,
			   struct arena *arena, struct op_period **periods)
{
	list_of(struct op_period) list = LIST_INIT;
	for (unsigned i = 0; i < registry->release_count; i++) {
		if (!release_set_has(&op->in, i))
			continue;
		struct op_status status = registry_op_status(registry, op, i);
		if (list.count == 0 ||
		    !same_status(&list.items[list.count - 1].status, &status))
			list_push(&list, arena)->status = status;
		release_set_add(&list.items[list.count - 1].in, i);
	}
	*periods = list.items;
	return list.count;
}
