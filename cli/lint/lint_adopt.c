/* Waivers for what a lint finds, as if all of it were accepted. */
#include <stdlib.h>
#include <string.h>

#include "base/map.h"
#include "base/text.h"
#include "lint/lint.h"
#include "rule/rule.h"

/* More objects than these are one waiver. */
enum { NAMED_OBJECTS = 8 };

struct adopting {
	const struct lint *lint;
	enum level least;
	bool accepted;
	struct arena *arena;
	struct map wide, known; /* by what a waiver says, its adoption */
	list_of(struct adoption *) list;
};

static bool is_meant(const struct adopting *adopting,
		     const struct finding *finding)
{
	if (adopting->accepted)
		return finding->waiver && finding->level >= adopting->least;
	return !finding->waiver && !finding->rule->asked &&
	       finding->level >= adopting->least;
}

/* What a waiver must say for the finding to be accepted, and no more. */
static struct waiver waiver_for(const struct finding *finding)
{
	const struct waiver *own = finding->waiver;
	struct waiver waiver = {.reason = own ? own->reason : "",
				.until = own ? own->until : NULL,
				.by = own ? own->by : NULL};
	if (finding->fix) {
		waiver.commit = ref_text(finding->fix->commit);
		return waiver;
	}
	if (finding->subject && strcmp(finding->subject, "*") != 0)
		waiver.subject = finding->subject;
	/* Without an op of its own it is known by the one that it mentions. */
	if (finding->op)
		waiver.op = finding->op->name;
	else if (finding->mention_count == 1)
		waiver.op = finding->mentions[0]->name;
	if (!finding->op || !waiver_is_for_rule(&waiver, finding->rule))
		waiver.rule = finding->rule->code;
	return waiver;
}

static const char *key_of(const struct waiver *waiver, struct arena *arena)
{
	return arena_format(
		arena, "%s %s %s %s %s %s %s %s", text_or_empty(waiver->op),
		text_or_empty(waiver->rule), text_or_empty(waiver->commit),
		text_or_empty(waiver->subject), text_or_empty(waiver->object),
		text_or_empty(waiver->until), text_or_empty(waiver->by),
		text_or_empty(waiver->reason));
}

static void add(struct adopting *adopting, const struct waiver *waiver,
		const struct finding *finding, size_t objects)
{
	const char *key = key_of(waiver, adopting->arena);
	struct adoption *row = map_get(&adopting->known, key);
	if (!row) {
		struct finding_details details;
		row = arena_alloc(adopting->arena, 1, sizeof *row);
		lint_details(adopting->lint, finding, NULL, 0, adopting->arena,
			     &details);
		*row = (struct adoption){.waiver = *waiver,
					 .rule = finding->rule,
					 .level = finding->level,
					 .message = details.brief};
		map_set(&adopting->known, key, row, adopting->arena);
		*list_push(&adopting->list, adopting->arena) = row;
	}
	if (finding->level > row->level)
		row->level = finding->level;
	row->findings++;
	if (objects > row->objects)
		row->objects = objects;
}

/* One that names no object is for all findings that say the same else. */
static void note_wide(struct adopting *adopting, const struct finding *finding)
{
	const char **objects;
	const size_t count = lint_objects(adopting->lint, finding,
					  adopting->arena, &objects);
	if (count && count <= NAMED_OBJECTS)
		return;
	const struct waiver waiver = waiver_for(finding);
	map_set(&adopting->wide, key_of(&waiver, adopting->arena), adopting,
		adopting->arena);
}

static void adopt(struct adopting *adopting, const struct finding *finding)
{
	const char **objects;
	const size_t count = lint_objects(adopting->lint, finding,
					  adopting->arena, &objects);
	struct waiver waiver = waiver_for(finding);
	if (finding->fix ||
	    map_get(&adopting->wide, key_of(&waiver, adopting->arena))) {
		add(adopting, &waiver, finding, count);
		return;
	}
	for (size_t i = 0; i < count; i++) {
		waiver.object = objects[i];
		add(adopting, &waiver, finding, 0);
	}
}

size_t lint_adopt(const struct lint *lint, enum level least, bool accepted,
		  struct arena *arena, const struct adoption **adoptions)
{
	struct adopting adopting = {.lint = lint,
				    .least = least,
				    .accepted = accepted,
				    .arena = arena};
	/* Fixes come behind the rest. */
	for (size_t i = 0; i < lint->finding_count; i++) {
		const struct finding finding = lint_finding(lint, i);
		if (is_meant(&adopting, &finding) && !finding.fix)
			note_wide(&adopting, &finding);
	}
	for (unsigned fixes = 0; fixes < 2; fixes++)
		for (size_t i = 0; i < lint->finding_count; i++) {
			const struct finding finding = lint_finding(lint, i);
			if (is_meant(&adopting, &finding) &&
			    !finding.fix == !fixes)
				adopt(&adopting, &finding);
		}
	struct adoption *rows =
		arena_alloc(arena, adopting.list.count, sizeof *rows);
	for (size_t i = 0; i < adopting.list.count; i++)
		rows[i] = *adopting.list.items[i];
	*adoptions = rows;
	return adopting.list.count;
}

size_t lint_accepted_ops(const struct lint *lint, struct arena *arena,
			 const char **names)
{
	enum { NAMED = 3 };
	struct map known = {0};
	*names = "";
	for (size_t i = 0; i < lint->finding_count; i++) {
		const struct finding finding = lint_finding(lint, i);
		if (!finding.waiver || !finding.op ||
		    finding.status.status != STATUS_COVERED ||
		    map_get(&known, finding.op->name))
			continue;
		if (known.count < NAMED)
			*names = arena_format(arena, "%s%s%s", *names,
					      known.count ? ", " : "",
					      finding.op->name);
		map_set(&known, finding.op->name, &known, arena);
	}
	if (known.count > NAMED)
		*names = arena_format(arena, "%s and %zu more", *names,
				      known.count - NAMED);
	return known.count;
}
