#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "report/report.h"
#include "report/report_parts.h"

/* What both formats say of an op, worked out once. */
struct facts {
	const struct op_report *report;
	const struct hypercall *hypercall;
	struct op_status status;
	struct op_accesses accesses;
	struct op_period *periods;
	size_t period_count;
	struct arena *arena;
};

static struct facts facts_of(const struct op_report *report,
			     struct arena *arena)
{
	const struct registry *registry = report->registry;
	struct facts facts = {
		.report = report,
		.hypercall = &registry->hypercalls[report->op->hypercall],
		.status = registry_op_status(registry, report->op,
					     report->release),
		.arena = arena};
	registry_op_accesses(registry, report->op, report->release, arena,
			     &facts.accesses);
	facts.period_count = registry_op_history(registry, report->op, arena,
						 &facts.periods);
	return facts;
}

const char *report_evidence(const struct event *event, struct arena *arena)
{
	if (!event)
		return NULL;
	if (!event->commit)
		return arena_format(arena, "%s, %s", event->advisory,
				    event->date);
	return arena_format(arena, "%.10s, %s, \"%s\"", event->commit,
			    event->date, event->subject);
}

const char *report_access(const struct access *access, struct arena *arena)
{
	if (access->kind == ACCESS_NONE)
		return "no FLASK check";
	if (access->kind == ACCESS_UNKNOWN)
		return "the hook does not know it: handle-unknown decides";
	return arena_format(
		arena, "%s -> %s  %s:%s", access_subject_name(access->subject),
		access->object, access->object_class, access->permission);
}

/* --- text --------------------------------------------------------------- */

static void add_field(struct buffer *out, const char *name, const char *text)
{
	buffer_format(out, "  %-10s %s\n", name, text);
}

static void add_where(const struct facts *facts, struct buffer *out)
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
}

static void add_accesses(const struct facts *facts, const struct style *style,
			 struct buffer *out)
{
	const char *label = "asks";
	if (!facts->accesses.recorded)
		add_field(out, label, "not recorded for this release");
	else if (!facts->accesses.list.count)
		add_field(out, label, "see its sub-subops");
	for (size_t i = 0; i < facts->accesses.list.count; i++) {
		const struct access *access = facts->accesses.list.items[i];
		buffer_format(out, "  %-10s ", label);
		if (access->choice)
			buffer_format(out, "%s%u.%c ",
				      access->by_hardware ? "hardware "
							  : "one of ",
				      access->choice, access->alternative);
		buffer_add_string(out, report_access(access, facts->arena));
		if (access->nominal)
			buffer_format(out, " (in name %s)", access->nominal);
		if (access->kind == ACCESS_FILTER)
			buffer_add_string(out, " (filters the answer)");
		if (access->kind == ACCESS_IGNORED)
			buffer_add_string(out, " (result ignored)");
		if (access->build)
			buffer_format(out, ", build: %s", access->build);
		if (access->when)
			buffer_format(out, ", when: %s", access->when);
		if (style->verbose)
			buffer_format(out, "  [%s]", access->source);
		buffer_add_char(out, '\n');
		label = "";
	}
}

/* The entry by which the op left a list, for what the review found. */
static const struct entry *entry_of(const struct facts *facts,
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

static void add_period(const struct facts *facts,
		       const struct op_period *period, struct buffer *out)
{
	const struct op_status *status = &period->status;
	const char *evidence = report_evidence(status->event, facts->arena);
	const struct entry *entry = entry_of(facts, status->event);
	buffer_format(out, "    %-16s %-8s %-13s %s\n",
		      registry_releases_shown(facts->report->registry,
					      &period->in, facts->arena),
		      status_name(status->status), basis_name(status->basis),
		      evidence ? evidence : "");
	if (status->basis == BASIS_AUDITED && entry && entry->reason)
		buffer_format(out, "%45s%s\n", "", entry->reason);
}

/*
 * Where the advisory alone decides, the first document is a fact beside it:
 * say so where the two differ.
 */
static void add_document_note(const struct facts *facts, struct buffer *out)
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

static void add_history(const struct facts *facts, struct buffer *out)
{
	const struct registry *registry = facts->report->registry;
	const struct span reviews = facts->report->op->reviews;
	buffer_add_string(out, "  history\n");
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

static void add_text(const struct facts *facts, const struct style *style,
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
		status_name(status->status), style->color ? "\033[0m" : "",
		facts->report->registry->releases[facts->report->release].name,
		basis_name(status->basis), basis_meaning(status->basis));
	if (status->statement && status->statement->document)
		add_field(out, "document", status->statement->document);
	if (evidence)
		add_field(out, "evidence", evidence);
	add_document_note(facts, out);
	add_where(facts, out);
	add_accesses(facts, style, out);
	add_history(facts, out);
}

/* --- json ---------------------------------------------------------------- */

/* A string, or null for NULL. */
static json_t *optional(const char *text)
{
	return text ? json_string(text) : json_null();
}

static json_t *event_json(const struct event *event)
{
	if (!event)
		return json_null();
	return json_pack("{s:s, s:s, s:s, s:o, s:o, s:o, s:s}", "id", event->id,
			 "kind", event->kind, "date", event->date, "commit",
			 optional(event->commit), "subject",
			 optional(event->subject), "advisory",
			 optional(event->advisory), "summary", event->summary);
}

static json_t *access_json(const struct access *access)
{
	bool asked = access->object_class;
	const char *group =
		access->choice ? (const char[]){(char)('0' + access->choice),
						'.', access->alternative, '\0'}
			       : NULL;
	return json_pack(
		"{s:s, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:s}", "kind",
		access_kind_name(access->kind), "subject",
		optional(asked ? access_subject_name(access->subject) : NULL),
		"object", optional(access->object), "class",
		optional(access->object_class), "permission",
		optional(access->permission), "nominal",
		optional(access->nominal), "build", optional(access->build),
		"when", optional(access->when), "group", optional(group),
		"source", access->source);
}

static json_t *history_json(const struct facts *facts)
{
	json_t *history = json_array();
	for (size_t i = 0; i < facts->period_count; i++) {
		const struct op_period *period = &facts->periods[i];
		json_array_append_new(
			history,
			json_pack("{s:s, s:s, s:s, s:o}", "releases",
				  registry_releases_shown(
					  facts->report->registry, &period->in,
					  facts->arena),
				  "status", status_name(period->status.status),
				  "basis", basis_name(period->status.basis),
				  "event", event_json(period->status.event)));
	}
	return history;
}

static json_t *facts_json(const struct facts *facts)
{
	const struct registry *registry = facts->report->registry;
	const struct op *op = facts->report->op;
	json_t *accesses = json_array();
	for (size_t i = 0; i < facts->accesses.list.count; i++)
		json_array_append_new(
			accesses, access_json(facts->accesses.list.items[i]));
	const struct statement *statement = facts->status.statement;
	return json_pack(
		"{s:s, s:s, s:s, s:I, s:s, s:s, s:s, s:s, s:o, s:o, s:b, s:o, "
		"s:o}",
		"op", op->name, "hypercall", facts->hypercall->name, "release",
		registry->releases[facts->report->release].name, "number",
		(json_int_t)registry_op_number(registry, op,
					       facts->report->release),
		"arch", op->arch, "header", op->header, "status",
		status_name(facts->status.status), "basis",
		basis_name(facts->status.basis), "document",
		optional(statement ? statement->document : NULL), "event",
		event_json(facts->status.event), "accesses_recorded",
		facts->accesses.recorded, "accesses", accesses, "history",
		history_json(facts));
}

/* --- tsv ------------------------------------------------------------------ */

static void write_tsv(const struct op_report *reports, size_t count,
		      const struct style *style, struct buffer *out)
{
	(void)style;
	buffer_add_string(out,
			  "release\thypercall\top\tnumber\tstatus\tbasis\n");
	for (size_t i = 0; i < count; i++) {
		const struct registry *registry = reports[i].registry;
		const struct op *op = reports[i].op;
		struct op_status status =
			registry_op_status(registry, op, reports[i].release);
		buffer_format(
			out, "%s\t%s\t%s\t%u\t%s\t%s\n",
			registry->releases[reports[i].release].name,
			registry->hypercalls[op->hypercall].name, op->name,
			registry_op_number(registry, op, reports[i].release),
			status_name(status.status), basis_name(status.basis));
	}
}

static void write_text(const struct op_report *reports, size_t count,
		       const struct style *style, struct buffer *out)
{
	for (size_t i = 0; i < count; i++) {
		struct arena arena = ARENA_INIT;
		const struct facts facts = facts_of(&reports[i], &arena);
		if (i)
			buffer_add_char(out, '\n');
		add_text(&facts, style, out);
		arena_release(&arena);
	}
}

static void write_json(const struct op_report *reports, size_t count,
		       const struct style *style, struct buffer *out)
{
	(void)style;
	json_t *all = json_array();
	for (size_t i = 0; i < count; i++) {
		struct arena arena = ARENA_INIT;
		const struct facts facts = facts_of(&reports[i], &arena);
		json_array_append_new(all, facts_json(&facts));
		arena_release(&arena);
	}
	report_json(all, out);
}

void report_json(json_t *value, struct buffer *out)
{
	char *text = json_dumps(value, JSON_INDENT(1));
	buffer_add_string(out, text);
	buffer_add_char(out, '\n');
	free(text);
	json_decref(value);
}

struct op_format {
	const char *name;
	void (*write)(const struct op_report *reports, size_t count,
		      const struct style *style, struct buffer *out);
};

static const struct op_format formats[] = {
	{"text", write_text},
	{"json", write_json},
	{"tsv", write_tsv},
};

const char *const report_op_formats[] = {"text", "json", "tsv", NULL};

void report_ops(const struct op_report *reports, size_t count,
		const char *format, const struct style *style,
		struct buffer *out)
{
	for (size_t i = 0; i < sizeof formats / sizeof *formats; i++)
		if (strcmp(formats[i].name, format) == 0)
			formats[i].write(reports, count, style, out);
}
