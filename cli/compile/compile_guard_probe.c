/*
 * What else the linter calls an error: it is asked.  A policy in which the
 * kinds of types that there are may do all that the guard does not forbid is
 * linted, and of each error something that it takes is forbidden, until there
 * is none.
 */
#include <stdint.h>
#include <string.h>

#include "compile/compile_guard_ban.h"
#include "compile/compile_guard_kind.h"
#include "compile/compile_guard_policy.h"
#include "compile/compile_guard_probe.h"

/* --- Round by round ------------------------------------------------------- */

static bool is_trusted(const struct probe *probe, const char *name)
{
	return probe->kinds.items[probe_find(probe, name)].trusted;
}

/*
 * How much else would be lost: what the subject does not do itself is another's
 * to do, and what is done to the trusted is lost to nobody.
 */
static size_t cost_of(const struct probe *probe, const struct finding *finding,
		      const struct finding_access *access)
{
	const struct vectors *vectors = &probe->guarded->model->vectors;
	const size_t much = probe->guarded->model->registry->op_count;
	unsigned class = vectors_class(vectors, access->object_class);
	uint32_t bit = vectors_permission(vectors, class, access->permission);
	const bool own = finding->subject &&
			 strcmp(finding->subject, access->source) == 0;
	return probe->guarded->uses[class][guard_index(bit)].safe.count +
	       (is_trusted(probe, access->target) ? 0 : much) +
	       (own ? 0 : 2 * much);
}

/* Of what an error takes, what is the least loss; or NULL. */
static const struct finding_access *choose(
	const struct probe *probe, const struct finding *finding,
	const struct finding_details *details)
{
	const struct finding_access *best = NULL;
	size_t least = SIZE_MAX;
	for (size_t i = 0; i < details->access_count; i++) {
		const struct finding_access *access = &details->accesses[i];
		size_t cost = cost_of(probe, finding, access);
		if (is_trusted(probe, access->source) || cost >= least)
			continue;
		least = cost;
		best = access;
	}
	return best;
}

static bool same_permission(const struct finding_access *a,
			    const struct finding_access *b)
{
	return strcmp(a->object_class, b->object_class) == 0 &&
	       strcmp(a->permission, b->permission) == 0;
}

/* Both guests stand for all that no name is known of. */
static bool stands_for(const struct probe *probe, unsigned kind,
		       unsigned source)
{
	return kind == source ||
	       (probe_is_plain(probe, kind) && probe_is_plain(probe, source));
}

static void ban(struct probe *probe, const struct finding_access *access,
		const struct rule *rule, bool doubtful)
{
	const struct vectors *vectors = &probe->guarded->model->vectors;
	unsigned source = probe_find(probe, access->source);
	unsigned target = probe_find(probe, access->target);
	unsigned class = vectors_class(vectors, access->object_class);
	uint32_t bit = vectors_permission(vectors, class, access->permission);
	const struct rule **known =
		&probe->rules[class * 32 + guard_index(bit)];
	if (!*known)
		*known = rule;
	for (unsigned i = 0; i < probe->kinds.count; i++) {
		size_t place = probe_place(probe, i, target, class);
		if (!stands_for(probe, i, source))
			continue;
		probe->rights[place] &= ~bit;
		probe->banned[place] |= bit;
		if (doubtful)
			probe->doubtful[place] |= bit;
	}
}

static bool is_closed(const struct probe *probe,
		      const struct finding_access *access)
{
	const struct vectors *vectors = &probe->guarded->model->vectors;
	unsigned class = vectors_class(vectors, access->object_class);
	return probe->banned[probe_place(
		       probe, probe_find(probe, access->source),
		       probe_find(probe, access->target), class)] &
	       vectors_permission(vectors, class, access->permission);
}

/* In this order: what takes one permission, more, and what is reached so. */
enum turn { TURN_ALONE, TURN_SEVERAL, TURN_REACHED, TURN_COUNT };

/*
 * Forbids the permission of an error that takes one alone; of another, where
 * none of what it takes is forbidden already, the best.
 */
static void ban_finding(struct probe *probe, const struct lint *lint,
			const struct finding *finding, enum turn turn)
{
	struct finding_details details;
	bool several = false, closed = false;
	lint_details(lint, finding, NULL, 0, probe->arena, &details);
	const struct finding_access *best = choose(probe, finding, &details);
	for (size_t i = 0; best && i < details.access_count; i++) {
		several |= !same_permission(&details.accesses[i], best);
		closed |= is_closed(probe, &details.accesses[i]);
	}
	enum turn own = details.path_count ? TURN_REACHED
			: several	   ? TURN_SEVERAL
					   : TURN_ALONE;
	if (!best || own != turn || (own != TURN_ALONE && closed))
		return;
	probe->found = true;
	for (size_t i = 0; i < details.access_count; i++) {
		const struct finding_access *access = &details.accesses[i];
		if (same_permission(access, best) &&
		    strcmp(access->source, best->source) == 0 &&
		    is_trusted(probe, access->target) ==
			    is_trusted(probe, best->target))
			ban(probe, access, finding->rule,
			    several || is_trusted(probe, access->target));
	}
}

static const struct lint *lint_kinds(struct probe *probe)
{
	const struct model *model = probe->guarded->model;
	struct release_choice choice = {.used = model->release_index,
					.how = "given"};
	const struct lint_request request = {.registry = model->registry,
					     .policy = probe_make_policy(probe),
					     .release = &choice,
					     .site = probe->site,
					     .today = probe->today,
					     .shared = probe->shared};
	/* Only what keeps it from being linted is of interest. */
	struct diags own = DIAGS_INIT;
	const struct lint *lint = lint_make(&request, probe->arena, &own);
	for (size_t i = 0; !lint && i < own.list.count; i++)
		diags_add(probe->diags, own.list.items[i].message,
			  own.list.items[i].at, "%s", own.list.items[i].detail);
	diags_release(&own);
	return lint;
}

/* Whether the finding is what the guard is there to prevent. */
static bool is_error(const struct finding *finding)
{
	return finding->level == LEVEL_ERROR && !finding->waiver;
}

/*
 * Forbids something of errors; false: there are none that rules make.  What
 * leads somewhere may be gone with what is done there.
 */
static bool run_round(struct probe *probe)
{
	const struct lint *lint = lint_kinds(probe);
	probe->found = false;
	for (enum turn turn = 0; lint && turn < TURN_COUNT; turn++)
		for (size_t i = 0; i < lint->finding_count; i++) {
			const struct finding finding = lint_finding(lint, i);
			if (is_error(&finding) &&
			    (turn != TURN_REACHED || !probe->found))
				ban_finding(probe, lint, &finding, turn);
		}
	return probe->found;
}

/* --- What need not be forbidden ------------------------------------------- */

static size_t count_errors(struct probe *probe)
{
	const struct lint *lint = lint_kinds(probe);
	size_t count = 0;
	for (size_t i = 0; lint && i < lint->finding_count; i++) {
		const struct finding finding = lint_finding(lint, i);
		count += is_error(&finding);
	}
	return count;
}

/* Gives the right back, or takes it again. */
static void give(struct probe *probe, unsigned source, size_t place,
		 uint32_t bit, bool back)
{
	const size_t row =
		probe->kinds.count * probe->guarded->model->vectors.class_count;
	for (unsigned i = 0; i < probe->kinds.count; i++) {
		size_t there = i * row + place;
		if (!stands_for(probe, i, source))
			continue;
		if (back) {
			probe->rights[there] |= bit;
			probe->banned[there] &= ~bit;
		} else {
			probe->rights[there] &= ~bit;
			probe->banned[there] |= bit;
		}
	}
}

/* One guest stands for all; the trusted may do everything. */
static bool is_source(const struct probe *probe, unsigned kind)
{
	const struct probe_kind *row = &probe->kinds.items[kind];
	return kind == probe->guest ||
	       (row->domain && row->named && !row->trusted);
}

/* Gives back what there is no more error with. */
static void relax(struct probe *probe, unsigned source)
{
	const size_t row =
		probe->kinds.count * probe->guarded->model->vectors.class_count;
	for (size_t place = 0; place < row; place++) {
		const uint32_t *doubtful = &probe->doubtful[source * row];
		for (uint32_t bit = 1; bit; bit <<= 1) {
			if (!(doubtful[place] & bit))
				continue;
			give(probe, source, place, bit, true);
			if (count_errors(probe) > probe->errors)
				give(probe, source, place, bit, false);
		}
	}
}

bool guard_probe(struct guarded *guarded, const struct site *site,
		 const char *today, struct diags *diags)
{
	struct probe probe = {.guarded = guarded,
			      .site = site,
			      .today = today,
			      .shared = lint_shared_new(),
			      .arena = guarded->model->arena,
			      .diags = diags};
	const size_t errors = diags->errors;
	probe_add_kinds(&probe);
	probe_add_rights(&probe);
	while (run_round(&probe))
		continue;
	/* What no rule makes, and stays. */
	probe.errors = count_errors(&probe);
	for (unsigned i = 0; i < probe.kinds.count; i++)
		if (is_source(&probe, i))
			relax(&probe, i);
	for (unsigned i = 0; i < probe.kinds.count; i++)
		if (is_source(&probe, i))
			probe_tell(&probe, i);
	lint_shared_free(probe.shared);
	return diags->errors == errors;
}
