/* Ops as text for people. */
#include <string.h>

#include "audit/audit.h"
#include "report/report_fix.h"
#include "report/report_op.h"
#include "report/report_op_lines.h"
#include "report/report_op_text.h"
#include "report/report_style.h"

const char *report_evidence(const struct event *event, struct arena *arena)
{
	if (!event)
		return NULL;
	if (!event->commit)
		return arena_format(arena, "%s, %s",
				    event->advisory ? event->advisory
						    : event->evidence,
				    event->date);
	return arena_format(arena, "%.10s, %s, \"%s\"", event->commit,
			    event->date, event->subject);
}

/* In one line: "caller -> target  domain:pause". */
static const char *access_text(const struct access *access,
			       const struct release *release,
			       struct arena *arena)
{
	if (access->kind == ACCESS_NONE)
		return "no FLASK check";
	if (access->kind == ACCESS_UNKNOWN)
		return release->unknown_refused
			       ? "the hook does not know it: refused to "
				 "everyone, whatever handle-unknown says"
			       : "the hook does not know it: handle-unknown "
				 "decides, and where that denies, nobody can "
				 "perform it";
	return arena_format(
		arena, "%s -> %s  %s:%s", access_subject_name(access->subject),
		access->object, access->object_class, access->permission);
}

static void add_field(struct buffer *out, const char *name, const char *text)
{
	buffer_format(out, "  %-10s %s\n", name, text);
}

/* On which architecture alone it is of use, in the releases that it has. */
static void add_only(const struct op_facts *facts,
		     const struct release_set *only, const char *arch,
		     struct buffer *out)
{
	if (!release_set_empty(only))
		add_field(out, "only",
			  arena_format(facts->arena, "on %s: %s", arch,
				       registry_releases_shown(
					       facts->report->registry, only,
					       facts->arena)));
}

static void add_where(const struct op_facts *facts, struct buffer *out)
{
	const struct op *op = facts->report->op;
	buffer_format(out, "  %-10s %s (%u), number %u, %s\n", "hypercall",
		      facts->hypercall->name, facts->hypercall->number,
		      registry_op_number(facts->report->registry, op,
					 facts->report->release),
		      op->header);
	if (strcmp(op->arch, "all") != 0)
		add_field(out, "arch", op->arch);
	if (op->guard)
		add_field(out, "guard", op->guard);
	if (op->renamed)
		add_field(out, "renamed",
			  arena_format(facts->arena, "from %s", op->renamed));
	if (op->note)
		add_field(out, "note", op->note);
	add_field(out, "in",
		  registry_releases_shown(facts->report->registry, &op->in,
					  facts->arena));
	add_only(facts, &op->x86_only, "x86", out);
	add_only(facts, &op->arm_only, "Arm", out);
	if (!release_set_empty(&op->refused))
		add_field(out, "refused",
			  arena_format(facts->arena,
				       "%s: it fails for everyone, whatever is "
				       "allowed",
				       registry_releases_shown(
					       facts->report->registry,
					       &op->refused, facts->arena)));
}

const char *report_access(const struct access *access,
			  const struct release *release, struct arena *arena)
{
	const char *group =
		access->choice
			? arena_format(arena, "%s%u.%c ",
				       access->by_hardware ? "hardware "
							   : "one of ",
				       access->choice, access->alternative)
			: "";
	/* What is said behind it: each where there is something to be said. */
	const struct {
		const char *before, *text, *after;
	} parts[] = {
		{" (in name ", access->nominal, ")"},
		{" (gives ", access->gives, ")"},
		{" (",
		 access->kind == ACCESS_FILTER	  ? "filters the answer"
		 : access->kind == ACCESS_IGNORED ? "result ignored"
						  : NULL,
		 ")"},
		{" (",
		 access->refused ? "and then it fails for everyone" : NULL,
		 ")"},
		{" (",
		 access->unreached
			 ? "no gate: the host stops before it is asked"
			 : NULL,
		 ")"},
		{", build: ", access->build, ""},
		{", if ", access->picked, ""},
		{", when: ", access->when, ""},
	};
	const char *text = arena_format(arena, "%s%s", group,
					access_text(access, release, arena));
	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
		if (parts[i].text)
			text = arena_format(arena, "%s%s%s%s", text,
					    parts[i].before, parts[i].text,
					    parts[i].after);
	return text;
}

static void add_accesses(const struct op_facts *facts,
			 const struct style *style, struct buffer *out)
{
	const char *label = "asks";
	const struct release *release =
		&facts->report->registry->releases[facts->report->release];
	if (!facts->accesses.recorded)
		add_field(out, label, "not recorded for this release");
	else if (!facts->accesses.list.count)
		add_field(out, label, "see its sub-subops");
	for (size_t i = 0; i < facts->accesses.list.count; i++) {
		const struct access *access = facts->accesses.list.items[i];
		buffer_format(out, "  %-10s %s", label,
			      report_access(access, release, facts->arena));
		if (style->verbose)
			buffer_format(out, "  [%s]", access->source);
		buffer_add_char(out, '\n');
		label = "";
	}
}

/* What stops the host in the release that is asked for. */
static void add_crashes(const struct op_facts *facts, struct buffer *out)
{
	const struct op_report *report = facts->report;
	const struct registry *registry = report->registry;
	for (unsigned i = 0; i < report->op->crashes.count; i++) {
		const struct crash *crash =
			&registry->crashes[report->op->crashes.first + i];
		if (!release_set_has(&crash->in, report->release))
			continue;
		const char *condition = crash_condition(crash, facts->arena);
		buffer_format(out,
			      "  %-10s whoever calls it%s%s%s stops the host: "
			      "%s, and nothing is asked before (%s)\n",
			      "crash", *condition ? " (" : "", condition,
			      *condition ? ")" : "", crash->by,
			      registry_releases_shown(registry, &crash->in,
						      facts->arena));
	}
}

static void add_cautions(const struct op_facts *facts, struct buffer *out)
{
	const struct op_report *report = facts->report;
	const struct caution *const *cautions;
	size_t count =
		registry_op_cautions(report->registry, report->op,
				     report->release, facts->arena, &cautions);
	for (size_t i = 0; i < count; i++)
		add_field(out, i ? "" : "caution",
			  arena_format(facts->arena, "%s: %s",
				       cautions[i]->kind, cautions[i]->text));
}

static void add_builds(const struct op_facts *facts, struct buffer *out)
{
	const struct report_lines lines = report_builds(facts);
	for (size_t i = 0; i < lines.list.count; i++)
		add_field(out, i ? "" : "built", lines.list.items[i]);
}

static void add_callers(const struct op_facts *facts, struct buffer *out)
{
	const struct report_lines lines = report_callers(facts);
	for (size_t i = 0; i < lines.list.count; i++)
		add_field(out, i ? "" : "no policy", lines.list.items[i]);
}

/* The entry by which the op left a list, for what the review found. */
static const struct entry *entry_of(const struct op_facts *facts,
				    const struct event *event)
{
	const struct registry *registry = facts->report->registry;
	for (unsigned i = 0; i < registry->entry_count; i++) {
		const struct entry *entry = &registry->entries[i];
		if (entry->op != NO_INDEX &&
		    &registry->ops[entry->op] == facts->report->op &&
		    entry->removed_by != NO_INDEX &&
		    &registry->events[entry->removed_by] == event)
			return entry;
	}
	return NULL;
}

static void add_period(const struct op_facts *facts,
		       const struct op_period *period, struct buffer *out)
{
	const struct op_status *status = &period->status;
	const char *evidence = report_evidence(status->event, facts->arena);
	const struct entry *entry = entry_of(facts, status->event);
	buffer_format(out, "    %-16s %-8s ",
		      registry_releases_shown(facts->report->registry,
					      &period->in, facts->arena),
		      status_name(status->status));
	if (evidence)
		buffer_format(out, "%-13s %s\n", basis_name(status->basis),
			      evidence);
	else
		buffer_format(out, "%s\n", basis_name(status->basis));
	if (status->basis == BASIS_AUDITED && entry && entry->reason)
		buffer_format(out, "%45s%s\n", "", entry->reason);
}

/*
 * Where the advisory alone decides, the first document is a fact beside it:
 * say so where the two differ.
 */
static void add_document_note(const struct op_facts *facts, struct buffer *out)
{
	const struct statement *statement = facts->status.statement;
	if (!statement || statement->document)
		return;
	for (size_t i = 0; i < facts->period_count; i++) {
		const struct op_status *later = &facts->periods[i].status;
		if (!later->statement || !later->statement->document)
			continue;
		buffer_format(out,
			      "  %-10s this release has no document, the "
			      "advisory decides; the first document (%s) says "
			      "%s, %s\n",
			      "note",
			      registry_releases_shown(facts->report->registry,
						      &facts->periods[i].in,
						      facts->arena),
			      status_name(later->status),
			      basis_name(later->basis));
		return;
	}
}

static void add_fix(const struct op_facts *facts, const struct fix *fix,
		    enum fix_state state, struct buffer *out)
{
	const struct op_report *report = facts->report;
	const char *where =
		state == FIX_PRESENT
			? "it has it"
			: registry_fix_way_shown(report->registry, fix,
						 report->release, facts->arena);
	buffer_format(out, "    %-16s %s, %s, %s%s%s: %s\n", where,
		      ref_text(fix->commit), ref_text(fix->date),
		      ref_text(fix->kind), report_fix_marks(fix, facts->arena),
		      state == FIX_MAYBE_LACKED ? ", may be affected" : "",
		      ref_text(fix->subject));
}

/* Adds the op's fixes in that state, if out is one, and counts them. */
static size_t add_fixes_in(const struct op_facts *facts, enum fix_state state,
			   struct buffer *out)
{
	const struct op_report *report = facts->report;
	size_t count = 0;
	for (size_t i = 0; i < facts->fix_count; i++) {
		const struct fix *fix =
			&report->registry->fixes[facts->fixes[i]];
		if (registry_fix_state(fix, report->op, report->release) !=
		    state)
			continue;
		count++;
		if (out)
			add_fix(facts, fix, state, out);
	}
	return count;
}

static const char *fixes_summary(const struct op_facts *facts)
{
	struct arena *arena = facts->arena;
	const struct registry *registry = facts->report->registry;
	size_t lacked = add_fixes_in(facts, FIX_LACKED, NULL);
	size_t maybe = add_fixes_in(facts, FIX_MAYBE_LACKED, NULL);
	size_t present = add_fixes_in(facts, FIX_PRESENT, NULL);
	const char *read = report_fixes_read(registry, arena);
	if (!registry->fix_count && !registry->fixes_read_count)
		return "the registry records none";
	if (!lacked && !maybe && !present)
		return arena_format(arena, "no fix %s", read);
	if (!lacked && !maybe)
		return arena_format(arena, "has all %zu that are %s", present,
				    read);
	return arena_format(
		arena, "%s%s%s, has %zu (%s)",
		lacked ? arena_format(arena, "lacks %zu", lacked) : "",
		lacked && maybe ? ", " : "",
		maybe ? arena_format(arena, "may lack %zu", maybe) : "",
		present, read);
}

/* What the release lacks; what it has is told to who asks for more. */
static void add_fixes(const struct op_facts *facts, const struct style *style,
		      struct buffer *out)
{
	add_field(out, "fixes", fixes_summary(facts));
	add_fixes_in(facts, FIX_LACKED, out);
	add_fixes_in(facts, FIX_MAYBE_LACKED, out);
	if (style->verbose)
		add_fixes_in(facts, FIX_PRESENT, out);
}

static void add_history(const struct op_facts *facts, struct buffer *out)
{
	const struct registry *registry = facts->report->registry;
	const struct span reviews = facts->report->op->reviews;
	buffer_add_string(out, "  history    of the status by the statement\n");
	for (size_t i = 0; i < facts->period_count; i++)
		add_period(facts, &facts->periods[i], out);
	for (unsigned i = 0; i < reviews.count; i++) {
		const struct event *event =
			&registry->events[registry->reviews[reviews.first + i]
						  .event];
		buffer_format(out, "    %-16s %-8s %s: %s\n", event->kind, "",
			      report_evidence(event, facts->arena),
			      event->summary);
	}
}

void report_op_text(const struct op_facts *facts, const struct style *style,
		    struct buffer *out)
{
	const struct op_status *status = &facts->status;
	bool covered = status->status == STATUS_COVERED;
	const char *evidence = report_evidence(status->event, facts->arena);
	buffer_format(out, "%s%s%s\n", style->color ? "\033[1m" : "",
		      facts->report->op->name, style->color ? "\033[0m" : "");
	buffer_format(
		out, "  %-10s %s%s%s in %s, %s: %s\n", "status",
		!style->color ? ""
		: covered     ? "\033[31m"
			      : "\033[32m",
		status_shown(status->status), style->color ? "\033[0m" : "",
		facts->report->registry->releases[facts->report->release].name,
		basis_name(status->basis), basis_meaning(status->basis));
	if (status->gives)
		add_field(out, "gives", status->gives);
	if (status->statement && status->statement->document)
		add_field(out, "document", status->statement->document);
	if (evidence)
		add_field(out, "evidence", evidence);
	add_document_note(facts, out);
	add_where(facts, out);
	add_builds(facts, out);
	add_accesses(facts, style, out);
	add_crashes(facts, out);
	add_cautions(facts, out);
	add_callers(facts, out);
	add_fixes(facts, style, out);
	add_history(facts, out);
}
