/* Whom the guard leaves alone, since the site accepts what he may do. */
#include <stdint.h>
#include <string.h>

#include "base/text.h"
#include "compile/compile.h"

/* A subject and an object that a waiver names; NULL: any. */
struct ends {
	const char *subject, *object;
};

bool guard_names_have(const struct guard_names *names, const char *name)
{
	return text_is_among(names->items, names->count, name);
}

void guard_names_add(struct guard_names *names, const char *name,
		     struct arena *arena)
{
	if (name && !guard_names_have(names, name))
		*list_push(names, arena) = name;
}

static bool agrees(const char *wanted, const char *name)
{
	return !wanted || (name && strcmp(wanted, name) == 0);
}

/* Whether a waiver accepts the op for all that the ends mean. */
static bool is_accepted(const struct model *model, const struct op *op,
			struct ends ends)
{
	for (size_t i = 0; i < model->waivers.count; i++) {
		const struct waiver *waiver = &model->waivers.items[i];
		if (waiver_is_for_grant(waiver, op) &&
		    agrees(waiver->subject, ends.subject) &&
		    agrees(waiver->object, ends.object))
			return true;
	}
	return false;
}

static bool is_one_accepted(const struct model *model, const struct uses *uses,
			    struct ends ends)
{
	for (size_t i = 0; i < uses->covered.count; i++)
		if (is_accepted(model, uses->covered.items[i], ends))
			return true;
	return false;
}

/* Whether the way is stopped by another permission, which nothing exempts. */
static bool is_stopped(const struct guarded *guarded, const struct way *way,
		       const struct uses *uses, struct ends ends)
{
	for (unsigned i = 0; i < way->access_count; i++) {
		const struct way_access *access = &way->accesses[i];
		if (access->answer != ANSWER_DECIDES ||
		    access->subject != PARTY_CALLER || !access->permission ||
		    !(guarded->mask[access->object_class] & access->permission))
			continue;
		const struct uses *other =
			&guarded->uses[access->object_class]
				      [guard_index(access->permission)];
		if (other != uses &&
		    !is_one_accepted(guarded->model, other, ends))
			return true;
	}
	return false;
}

/* Whether each way of the op is so stopped that leads to its use. */
static bool is_closed_elsewhere(const struct guarded *guarded,
				const struct op *op, const struct uses *uses,
				struct ends ends)
{
	const struct op_ways *ways = guard_op_ways(guarded, op);
	bool any = false;
	for (size_t i = 0; i < ways->count; i++) {
		const struct way *way = &ways->ways[i];
		if (way->end != WAY_PASSES)
			continue;
		if (!is_stopped(guarded, way, uses, ends))
			return false;
		any = true;
	}
	return any;
}

/* The first covered op that would be opened unaccepted, or NULL. */
static const struct op *find_opened(const struct guarded *guarded,
				    const struct uses *uses, struct ends ends)
{
	for (size_t i = 0; i < uses->covered.count; i++) {
		const struct op *op = uses->covered.items[i];
		if (!is_accepted(guarded->model, op, ends) &&
		    !is_closed_elsewhere(guarded, op, uses, ends))
			return op;
	}
	return NULL;
}

static void add_pair(struct exemption *exemption, struct ends ends,
		     struct arena *arena)
{
	struct guard_pair *pair = NULL;
	for (size_t i = 0; i < exemption->pairs.count; i++)
		if (strcmp(exemption->pairs.items[i].subject, ends.subject) ==
		    0)
			pair = &exemption->pairs.items[i];
	if (!pair) {
		pair = list_push(&exemption->pairs, arena);
		*pair = (struct guard_pair){ends.subject, LIST_INIT};
	}
	guard_names_add(&pair->objects, ends.object, arena);
}

static void add_ends(struct exemption *exemption, struct ends ends,
		     struct arena *arena)
{
	if (ends.subject && ends.object)
		add_pair(exemption, ends, arena);
	else if (ends.subject)
		guard_names_add(&exemption->subjects, ends.subject, arena);
	else if (ends.object)
		guard_names_add(&exemption->objects, ends.object, arena);
	else
		exemption->all = true;
}

static const char *in_words(struct ends ends, const struct op *accepted,
			    const struct op *opened, struct arena *arena)
{
	return arena_format(
		arena, "not cut out for %s%s%s: %s is accepted, but not %s",
		ends.subject ? ends.subject : "all", ends.object ? " on " : "",
		ends.object ? ends.object : "", accepted->name, opened->name);
}

/* What one waiver and the others allow to those that it names. */
static void try_waiver(const struct guarded *guarded, const struct uses *uses,
		       const struct waiver *waiver, struct exemption *exemption)
{
	struct arena *arena = guarded->model->arena;
	const struct ends ends = {waiver->subject, waiver->object};
	const struct op *accepted = NULL;
	for (size_t i = 0; !accepted && i < uses->covered.count; i++)
		if (waiver_is_for_grant(waiver, uses->covered.items[i]))
			accepted = uses->covered.items[i];
	if (!accepted)
		return;
	const struct op *opened = find_opened(guarded, uses, ends);
	if (opened)
		guard_names_add(&exemption->partly,
				in_words(ends, accepted, opened, arena), arena);
	else
		add_ends(exemption, ends, arena);
}

struct exemption guard_exempt(const struct guarded *guarded, unsigned class,
			      unsigned bit)
{
	struct exemption exemption = {.all = false};
	const struct model *model = guarded->model;
	for (size_t i = 0; i < model->waivers.count; i++)
		try_waiver(guarded, &guarded->uses[class][bit],
			   &model->waivers.items[i], &exemption);
	return exemption;
}
