/* Which release a log is of, and what its entries mean there. */
#include <stdlib.h>
#include <string.h>

#include "audit/audit_advise.h"
#include "audit/audit_explain.h"
#include "audit/audit_ground.h"
#include "audit/audit_log.h"
#include "audit/audit_ops.h"
#include "audit/audit_unknown.h"
#include "base/text.h"
#include "right/right.h"

USES_MESSAGE(LOG_OTHER_RELEASE);
USES_MESSAGE(RELEASE_MISFIT);

const char *advice_name(enum audit_advice advice)
{
	static const char *const names[] = {
		[ADVICE_GRANT] = "grant",
		[ADVICE_DO_NOT_GRANT] = "do-not-grant",
		[ADVICE_NOTHING_REFUSED] = "nothing-refused",
		[ADVICE_POLICY_MISFIT] = "policy-misfit",
	};
	return names[advice];
}

bool audit_is_clean(const struct audit *audit)
{
	if (audit->damaged.count || audit->untold)
		return false;
	for (size_t i = 0; i < audit->entries.count; i++)
		if (audit->entries.items[i]->denied)
			return false;
	for (size_t i = 0; i < audit->notices.count; i++)
		if (audit->notices.items[i]->means->kind != LOG_MODE)
			return false;
	return true;
}

/* --- Releases ---------------------------------------------------------- */

static struct release_set single(unsigned release)
{
	struct release_set set = {{0}};
	release_set_add(&set, release);
	return set;
}

/* The newest of them that is the last of its line; else the newest. */
static unsigned choose(const struct registry *registry,
		       const struct release_set *set)
{
	unsigned newest = NO_INDEX;
	for (unsigned i = registry->release_count; i-- > 0;) {
		if (!release_set_has(set, i))
			continue;
		if (newest == NO_INDEX)
			newest = i;
		if (registry_ends_line(registry, i))
			return i;
	}
	return newest;
}

/* Narrows the set to those of the other, unless nothing is left of it. */
static bool narrow(struct release_set *set, const struct release_set *other)
{
	struct release_set left = release_set_and(set, other);
	if (release_set_empty(&left))
		return false;
	*set = left;
	return true;
}

/* Those that write all that was written where no banner tells. */
static void find_candidates(const struct audit_question *question,
			    struct audit_answer *answer)
{
	const struct audit *audit = question->audit;
	for (unsigned i = 0; i < audit->registry->release_count; i++)
		release_set_add(&answer->candidates, i);
	answer->how = "lines";
	for (size_t i = 0; i < answer->case_count; i++)
		if (answer->cases[i].entry->release == NO_INDEX)
			narrow(&answer->candidates, &answer->cases[i].in);
	for (size_t i = 0; i < audit->notices.count; i++)
		if (audit->notices.items[i]->release == NO_INDEX)
			narrow(&answer->candidates,
			       &audit->notices.items[i]->means->in);
	if (question->release != NO_INDEX) {
		answer->candidates = single(question->release);
		answer->how = "given";
	} else if (!release_set_empty(&audit->banners)) {
		answer->candidates = audit->banners;
		answer->how = "banner";
	} else if (question->fits &&
		   narrow(&answer->candidates, question->fits)) {
		answer->how = "policy";
	}
	answer->used = choose(audit->registry, &answer->candidates);
}

/*
 * The releases that an entry is explained for: what is told of it, or of all;
 * by its form alone where it is of none of these.
 */
static void place_case(const struct audit_question *question,
		       const struct audit_answer *answer,
		       struct audit_case *row, struct arena *arena,
		       struct diags *diags)
{
	const struct registry *registry = question->audit->registry;
	const struct audit_entry *entry = row->entry;
	const struct release_set written = row->in;
	if (release_set_empty(&row->in))
		row->in = answer->candidates;
	if (question->release != NO_INDEX)
		row->in = single(question->release);
	else if (entry->release != NO_INDEX)
		row->in = single(entry->release);
	else
		narrow(&row->in, &answer->candidates);
	row->used = choose(registry, &row->in);
	struct release_set agreed = release_set_and(&written, &row->in);
	if (release_set_empty(&agreed))
		diags_add(diags, MESSAGE_LOG_OTHER_RELEASE,
			  (struct location){
				  question->audit->logs[entry->first.log],
				  (unsigned)entry->first.line, 0},
			  "%s does not write such a line: %s does",
			  registry->releases[row->used].name,
			  release_set_empty(&written)
				  ? "none"
				  : registry_releases_shown(registry, &written,
							    arena));
}

/* Says that the policy is none for the release that is meant. */
static void tell_misfit(const struct audit_question *question,
			const struct audit_answer *answer, struct diags *diags)
{
	const struct registry *registry = question->audit->registry;
	bool denied = false;
	for (size_t i = 0; i < answer->case_count; i++)
		denied |= answer->cases[i].entry->denied;
	if (denied && question->fits &&
	    !release_set_has(question->fits, answer->used))
		diags_add(diags, MESSAGE_RELEASE_MISFIT,
			  location_file(question->policy->path), "%s",
			  registry->releases[answer->used].name);
}

/* --- All of it --------------------------------------------------------- */

static int compare_texts(const char *a, const char *b)
{
	return text_compare_natural(a ? a : "", b ? b : "");
}

static int compare_cases(const void *a, const void *b)
{
	const struct audit_entry *first = ((const struct audit_case *)a)->entry;
	const struct audit_entry *second =
		((const struct audit_case *)b)->entry;
	const char *const ours[] = {first->unknown, first->source,
				    first->target, first->object_class,
				    first->permission};
	const char *const others[] = {second->unknown, second->source,
				      second->target, second->object_class,
				      second->permission};
	int order = second->denied - first->denied;
	for (size_t i = 0; !order && i < sizeof ours / sizeof *ours; i++)
		order = compare_texts(ours[i], others[i]);
	if (!order)
		order = (first->number > second->number) -
			(first->number < second->number);
	if (!order)
		order = (first->release > second->release) -
			(first->release < second->release);
	return order ? order
		     : (first->objects > second->objects) -
			       (first->objects < second->objects);
}

/* Whether somebody is asked who has no part in the op: that goes first. */
static bool is_warning(const struct audit_op *op)
{
	return op->advice == ADVICE_DO_NOT_GRANT && !op->access;
}

/*
 * Likelier first, by what the log shows, and then by how little must be so for
 * the op to ask this: all that decides it; always; whatever it is about.
 */
static int compare_ops(const void *a, const void *b)
{
	const struct audit_op *first = a, *second = b;
	const int keys[][2] = {
		{(int)first->order, (int)second->order},
		{!is_warning(first), !is_warning(second)},
		{!first->decides, !second->decides},
		{first->advice == ADVICE_DO_NOT_GRANT,
		 second->advice == ADVICE_DO_NOT_GRANT},
		{(int)first->beside, (int)second->beside},
		{(int)first->narrowed, (int)second->narrowed},
	};
	int order = 0;
	for (size_t i = 0; !order && i < sizeof keys / sizeof *keys; i++)
		order = (keys[i][0] > keys[i][1]) - (keys[i][0] < keys[i][1]);
	if (!order)
		order = strcmp(first->op->name, second->op->name);
	/* The newest first. */
	for (size_t i = sizeof first->in.words / sizeof(uint64_t);
	     !order && i-- > 0;)
		order = (second->in.words[i] > first->in.words[i]) -
			(second->in.words[i] < first->in.words[i]);
	return order;
}

/* Explains what was written by releases that are not told apart. */
static void explain_for(const struct audit_answer *answer,
			const struct advisor *advisor,
			const struct facts *facts, struct arena *arena)
{
	for (size_t i = 0; i < answer->case_count; i++) {
		struct audit_case *row = &answer->cases[i];
		struct facts own = *facts;
		own.in = release_set_and(&facts->in, &row->in);
		if (release_set_empty(&own.in))
			continue;
		if (row->entry->unknown)
			explain_unknown(answer->audit, &own, row, arena);
		else
			explain_access(answer->audit, &own, row, arena);
		if (release_set_has(&own.in, row->used))
			advise_case(advisor, &own, row);
	}
}

/* Groups of releases next to each other that are told apart by nothing. */
static void explain_all(const struct audit_answer *answer,
			const struct advisor *advisor, struct arena *arena)
{
	const struct registry *registry = answer->audit->registry;
	struct release_set needed = {{0}};
	for (size_t i = 0; i < answer->case_count; i++)
		for (size_t j = 0; j < sizeof needed.words / sizeof(uint64_t);
		     j++)
			needed.words[j] |= answer->cases[i].in.words[j];
	for (unsigned i = 0; i < registry->release_count; i++) {
		struct facts facts = {.release = i, .in = single(i)};
		if (!release_set_has(&needed, i))
			continue;
		while (i + 1 < registry->release_count &&
		       release_set_has(&needed, i + 1) &&
		       registry_same_facts(registry, i, i + 1)) {
			release_set_add(&facts.in, ++i);
			facts.release = i;
		}
		vectors_of_release(registry, facts.release, arena,
				   &facts.vectors);
		const struct way_request request = {
			registry, facts.release, &facts.vectors, answer->host};
		facts.ways = release_ways_make(&request, arena);
		facts_index(&facts, arena);
		facts_find_known(&facts, advisor->policy, arena);
		explain_for(answer, advisor, &facts, arena);
	}
}

void audit_explain(const struct audit_question *question, struct arena *arena,
		   struct diags *diags, struct audit_answer *answer)
{
	const struct audit *audit = question->audit;
	struct advisor advisor;
	*answer = (struct audit_answer){.audit = audit,
					.host = question->host,
					.case_count = audit->entries.count};
	answer->cases = arena_alloc(arena, audit->entries.count + 1,
				    sizeof *answer->cases);
	for (size_t i = 0; i < audit->entries.count; i++) {
		struct audit_case *row = &answer->cases[i];
		row->entry = audit->entries.items[i];
		row->in = row->entry->in;
		if (row->entry->unknown)
			unknown_releases(audit, row->entry, &row->in);
	}
	find_candidates(question, answer);
	for (size_t i = 0; i < answer->case_count; i++)
		place_case(question, answer, &answer->cases[i], arena, diags);
	qsort(answer->cases, answer->case_count, sizeof *answer->cases,
	      compare_cases);
	tell_misfit(question, answer, diags);
	advisor_make(&advisor, question, arena, diags);
	explain_all(answer, &advisor, arena);
	advisor_free(&advisor);
	for (size_t i = 0; i < answer->case_count; i++)
		if (answer->cases[i].ops.count)
			qsort(answer->cases[i].ops.items,
			      answer->cases[i].ops.count,
			      sizeof(struct audit_op), compare_ops);
}
