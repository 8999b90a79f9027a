/* Ops as JSON. */
#include "audit/audit.h"
#include "report/report_fix.h"
#include "report/report_op.h"
#include "report/report_op_json.h"

/* A string, or null for NULL. */
static json_t *optional(const char *text)
{
	return text ? json_string(text) : json_null();
}

static json_t *event_json(const struct event *event)
{
	if (!event)
		return json_null();
	return json_pack("{s:s, s:s, s:s, s:o, s:o, s:o, s:o, s:s}", "id",
			 event->id, "kind", event->kind, "date", event->date,
			 "commit", optional(event->commit), "subject",
			 optional(event->subject), "advisory",
			 optional(event->advisory), "evidence",
			 optional(event->evidence), "summary", event->summary);
}

/* What becomes of who is asked it, where that is not what the kind says. */
static const char *effect_of(const struct access *access)
{
	return access->refused	   ? "refused"
	       : access->unreached ? "unreached"
				   : NULL;
}

static json_t *access_json(const struct access *access)
{
	bool asked = access->object_class;
	const char *group =
		access->choice ? (const char[]){(char)('0' + access->choice),
						'.', access->alternative, '\0'}
			       : NULL;
	return json_pack(
		"{s:s, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, "
		"s:s}",
		"kind", access_kind_name(access->kind), "effect",
		optional(effect_of(access)), "subject",
		optional(asked ? access_subject_name(access->subject) : NULL),
		"object", optional(access->object), "class",
		optional(access->object_class), "permission",
		optional(access->permission), "nominal",
		optional(access->nominal), "gives", optional(access->gives),
		"build", optional(access->build), "picked",
		optional(access->picked), "when", optional(access->when),
		"group", optional(group), "source", access->source);
}

static json_t *crashes_json(const struct op_facts *facts)
{
	const struct op_report *report = facts->report;
	json_t *crashes = json_array();
	for (unsigned i = 0; i < report->op->crashes.count; i++) {
		const struct crash *crash =
			&report->registry
				 ->crashes[report->op->crashes.first + i];
		if (release_set_has(&crash->in, report->release))
			json_array_append_new(
				crashes,
				json_pack("{s:s, s:o, s:o, s:s}", "by",
					  crash->by, "build",
					  optional(crash->build), "when",
					  optional(crash->when), "source",
					  crash->source));
	}
	return crashes;
}

static json_t *cautions_json(const struct op_facts *facts)
{
	const struct op_report *report = facts->report;
	const struct caution *const *rows;
	json_t *cautions = json_array();
	size_t count =
		registry_op_cautions(report->registry, report->op,
				     report->release, facts->arena, &rows);
	for (size_t i = 0; i < count; i++)
		json_array_append_new(cautions,
				      json_pack("{s:s, s:s, s:s}", "kind",
						rows[i]->kind, "text",
						rows[i]->text, "source",
						rows[i]->source));
	return cautions;
}

/* Modules of which the registry does not say who may call it. */
static json_t *unknown_modules_json(const struct op_facts *facts)
{
	json_t *all = json_array();
	for (size_t i = 0; i < facts->callers.count; i++)
		if (!facts->callers.items[i].known)
			json_array_append_new(
				all,
				json_string(facts->callers.items[i].module));
	return all;
}

/* Who may call it without FLASK, as far as that is known. */
static json_t *callers_json(const struct op_facts *facts)
{
	json_t *all = json_array();
	for (size_t i = 0; i < facts->callers.count; i++) {
		const struct module_callers *callers = &facts->callers.items[i];
		for (size_t j = 0; j < callers->rows.list.count; j++) {
			const struct caller_row *row =
				&callers->rows.list.items[j];
			json_array_append_new(
				all,
				json_pack("{s:s, s:s, s:s, s:o}", "module",
					  callers->module, "action",
					  row->action, "who", row->who, "when",
					  optional(*row->condition
							   ? row->condition
							   : NULL)));
		}
	}
	return all;
}

static json_t *history_json(const struct op_facts *facts)
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

static json_t *release_json(const struct registry *registry, unsigned release)
{
	return release == NO_INDEX
		       ? json_null()
		       : json_string(registry->releases[release].name);
}

static json_t *fix_json(const struct op_facts *facts, const struct fix *fix)
{
	const struct op_report *report = facts->report;
	const struct registry *registry = report->registry;
	const struct fix_way way =
		registry_fix_way(registry, fix, report->release);
	enum fix_state state =
		registry_fix_state(fix, report->op, report->release);
	return json_pack(
		"{s:s, s:s, s:s, s:s, s:o, s:o, s:s, s:o, s:o, s:o, s:s, s:o, "
		"s:o, s:o, s:s}",
		"commit", ref_text(fix->commit), "date", ref_text(fix->date),
		"kind", ref_text(fix->kind), "state", report_fix_state(state),
		"introduced", optional(ref_text(fix->introduced)), "since",
		optional(ref_text(fix->since)), "fixed", ref_text(fix->fixed),
		"in_line", release_json(registry, way.same_line), "in_later",
		release_json(registry, way.later_line), "advisory",
		optional(ref_text(fix->advisory)), "certainty",
		fix->doubtful ? "doubt" : "certain", "arch",
		optional(ref_text(fix->arch)), "config",
		optional(ref_text(fix->config)), "policy",
		optional(fix->any_policy ? "any" : NULL), "subject",
		ref_text(fix->subject));
}

static json_t *fixes_json(const struct op_facts *facts)
{
	json_t *fixes = json_array();
	for (size_t i = 0; i < facts->fix_count; i++)
		json_array_append_new(
			fixes,
			fix_json(facts, &facts->report->registry
						 ->fixes[facts->fixes[i]]));
	return fixes;
}

/* Up to when fixes were read; null: nobody says so. */
static json_t *read_json(const struct registry *registry)
{
	if (!registry->fixes_read_count)
		return json_null();
	return json_pack("{s:s, s:s}", "commit", registry->fixes_read->commit,
			 "date", registry->fixes_read->date);
}

/* The architecture that it is of use on alone in the release, or null. */
static json_t *only_json(const struct op_facts *facts)
{
	const struct op *op = facts->report->op;
	const unsigned release = facts->report->release;
	return release_set_has(&op->x86_only, release)	 ? json_string("x86")
	       : release_set_has(&op->arm_only, release) ? json_string("arm")
							 : json_null();
}

/* What a build must have to have the hypercall. */
static json_t *builds_json(const struct op_facts *facts)
{
	const struct registry *registry = facts->report->registry;
	const struct span needs = facts->hypercall->needs;
	json_t *builds = json_array();
	for (unsigned i = 0; i < needs.count; i++) {
		const struct hypercall_need *need =
			&registry->hypercall_needs[needs.first + i];
		if (!release_set_has(&need->in, facts->report->release))
			continue;
		for (unsigned j = 0; j < need->conditions.count; j++) {
			const struct condition *row = registry_condition(
				registry, need->conditions, j);
			json_array_append_new(
				builds,
				json_pack("{s:s, s:s, s:o, s:s}", "arch",
					  need->arch ? need->arch : "all",
					  "condition", row->id, "config",
					  optional(row->config), "text",
					  row->text));
		}
	}
	return builds;
}

json_t *report_op_json(const struct op_facts *facts)
{
	const struct registry *registry = facts->report->registry;
	const struct op *op = facts->report->op;
	json_t *accesses = json_array();
	for (size_t i = 0; i < facts->accesses.list.count; i++)
		json_array_append_new(
			accesses, access_json(facts->accesses.list.items[i]));
	const struct statement *statement = facts->status.statement;
	return json_pack(
		"{s:s, s:s, s:s, s:I, s:s, s:o, s:o, s:b, s:s, s:s, s:s, s:o, "
		"s:o, s:b, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o}",
		"op", op->name, "hypercall", facts->hypercall->name, "release",
		registry->releases[facts->report->release].name, "number",
		(json_int_t)registry_op_number(registry, op,
					       facts->report->release),
		"arch", op->arch, "only", only_json(facts), "builds",
		builds_json(facts), "refused",
		release_set_has(&op->refused, facts->report->release), "header",
		op->header, "status", status_name(facts->status.status),
		"basis", basis_name(facts->status.basis), "document",
		optional(statement ? statement->document : NULL), "event",
		event_json(facts->status.event), "accesses_recorded",
		facts->accesses.recorded, "accesses", accesses, "crashes",
		crashes_json(facts), "cautions", cautions_json(facts),
		"modules", callers_json(facts), "modules_unknown",
		unknown_modules_json(facts), "history", history_json(facts),
		"fixes", fixes_json(facts), "fixes_read", read_json(registry));
}
