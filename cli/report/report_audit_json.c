/* What a log says of denied accesses, as JSON. */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "audit/audit.h"
#include "lint/lint.h"
#include "report/report_audit.h"
#include "report/report_audit_json.h"
#include "report/report_json.h"

/* Sets a text that there is; without one the object has no such member. */
static void set_text(json_t *object, const char *name, const char *text)
{
	if (text)
		json_object_set_new(object, name, text_json(text));
}

static json_t *releases_json(const struct audit_answer *answer)
{
	const struct registry *registry = answer->audit->registry;
	json_t *names = json_array();
	for (unsigned i = 0; i < registry->release_count; i++)
		if (release_set_has(&answer->candidates, i))
			json_array_append_new(
				names, text_json(registry->releases[i].name));
	return json_pack("{s:o, s:o, s:s}", "used",
			 text_json(registry->releases[answer->used].name),
			 "candidates", names, "how", answer->how);
}

/* The build that was asked about; NULL: any. */
static json_t *build_json(const struct host_build *host)
{
	json_t *object = json_object();
	set_text(object, "arch", host->arch);
	set_text(object, "config", host->config);
	set_text(object, "commandLine", host->command_line);
	return object;
}

/* Numbers of domains; a name where it is one of Xen's own. */
static json_t *domains_json(const struct audit_domains *domains)
{
	json_t *ids = json_array();
	for (unsigned i = 0; i < domains->count; i++) {
		const char *name = domains->names[i];
		json_array_append_new(
			ids, isdigit((unsigned char)*name)
				     ? json_integer(strtol(name, NULL, 10))
				     : text_json(name));
	}
	return ids;
}

static json_t *place_json(const struct audit *audit, struct audit_place place)
{
	if (audit->log_count > 1)
		return json_pack("{s:o, s:I}", "file",
				 text_json(audit->logs[place.log]), "line",
				 (json_int_t)place.line);
	return json_integer((json_int_t)place.line);
}

static json_t *lines_json(const struct audit *audit, struct audit_place first,
			  struct audit_place last)
{
	return json_pack("{s:o, s:o}", "first", place_json(audit, first),
			 "last", place_json(audit, last));
}

/* What its accesses do not say; NULL: there is nothing. */
static json_t *notes_json(const struct audit_answer *answer,
			  const struct audit_case *row,
			  const struct audit_op *op, struct arena *arena)
{
	const struct caution *const *cautions;
	if (!release_set_has(&op->in, row->used))
		return NULL;
	size_t count = registry_op_cautions(answer->audit->registry, op->op,
					    row->used, arena, &cautions);
	json_t *notes = count ? json_array() : NULL;
	for (size_t i = 0; i < count; i++)
		json_array_append_new(notes, text_json(cautions[i]->text));
	return notes;
}

static json_t *op_json(const struct audit_answer *answer,
		       const struct audit_case *row, const struct audit_op *op,
		       struct arena *arena)
{
	const struct registry *registry = answer->audit->registry;
	json_t *object = json_pack(
		"{s:o, s:o}", "op", text_json(op->op->name), "hypercall",
		text_json(registry->hypercalls[op->op->hypercall].name));
	if (op->here) {
		set_text(object, "status", status_name(op->status));
		set_text(object, "basis", basis_name(op->basis));
	}
	set_text(object, "releases",
		 audit_releases(answer, &op->in, &row->in, arena));
	json_object_set_new(object, "decides", json_boolean(op->decides));
	if (op->order != ORDER_UNSAID)
		json_object_set_new(object, "likely",
				    json_boolean(!audit_op_is_unlikely(op)));
	set_text(object, "advice", advice_name(op->advice));
	set_text(object, "reason", op->reason);
	set_text(object, "gives", op->gives);
	json_t *notes = op->here ? notes_json(answer, row, op, arena) : NULL;
	if (notes)
		json_object_set_new(object, "notes", notes);
	if (op->access) {
		set_text(object, "subject",
			 access_subject_name(op->access->subject));
		set_text(object, "object", op->access->object);
		set_text(object, "when", op->access->when);
	}
	if (op->grant) {
		json_t *opens = json_array();
		for (size_t i = 0; i < op->open_count; i++)
			json_array_append_new(opens,
					      text_json(op->opens[i]->name));
		json_object_set_new(object, "opens", opens);
		struct buffer grant = BUFFER_INIT;
		buffer_add_string(&grant, op->grant);
		for (size_t i = 0; i < op->accept_count; i++)
			buffer_format(&grant, "\n%s", op->accepts[i]);
		set_text(object, "grant", buffer_string(&grant));
		buffer_release(&grant);
		set_text(object, "narrower", op->narrower);
	}
	return object;
}

static json_t *entry_json(const struct audit_answer *answer,
			  const struct audit_case *row, struct arena *arena)
{
	const struct audit *audit = answer->audit;
	const struct audit_entry *entry = row->entry;
	json_t *ops = json_array();
	json_t *object =
		json_pack("{s:I, s:o, s:b}", "count", (json_int_t)entry->count,
			  "lines", lines_json(audit, entry->first, entry->last),
			  "denied", entry->denied);
	if (entry->passed)
		json_object_set_new(object, "permissive",
				    json_integer((json_int_t)entry->passed));
	if (row->used != answer->used)
		set_text(object, "release",
			 audit->registry->releases[row->used].name);
	set_text(object, "source", entry->source);
	set_text(object, "target", entry->target);
	set_text(object, "class", entry->object_class);
	set_text(object, "permission", entry->permission);
	if (entry->unknown) {
		set_text(object, "unknown", entry->unknown);
		json_object_set_new(object, "number",
				    json_integer((json_int_t)entry->number));
	} else {
		json_object_set_new(object, "domains",
				    json_pack("{s:o, s:o}", "source",
					      domains_json(&entry->sources),
					      "target",
					      domains_json(&entry->targets)));
	}
	for (size_t i = 0; i < row->ops.count; i++)
		json_array_append_new(
			ops, op_json(answer, row, &row->ops.items[i], arena));
	json_object_set_new(object, "ops", ops);
	set_text(object, "why", row->why);
	set_text(object, "guard", row->guard);
	set_text(object, "message",
		 row->why_text ? arena_format(arena, "%s; %s",
					      audit_message(entry, arena),
					      row->why_text)
			       : audit_message(entry, arena));
	return object;
}

static json_t *notices_json(const struct audit *audit)
{
	json_t *array = json_array();
	for (size_t i = 0; i < audit->notices.count; i++) {
		const struct audit_notice *notice = audit->notices.items[i];
		json_array_append_new(
			array,
			json_pack(
				"{s:s, s:I, s:o, s:o, s:o}", "kind",
				log_kind_name(notice->means->kind), "count",
				(json_int_t)notice->count, "lines",
				lines_json(audit, notice->first, notice->last),
				"text", text_json(notice->text), "message",
				text_json(notice->means->text)));
	}
	return array;
}

void report_audit_json(const struct audit_answer *answer, struct buffer *out)
{
	const struct audit *audit = answer->audit;
	struct arena arena = ARENA_INIT;
	json_t *entries = json_array();
	for (size_t i = 0; i < answer->case_count; i++)
		json_array_append_new(
			entries, entry_json(answer, &answer->cases[i], &arena));
	json_t *whole = json_object();
	json_object_set_new(whole, "schema", json_string("xsmc-audit/1"));
	json_object_set_new(whole, "release", releases_json(answer));
	if (answer->host)
		json_object_set_new(whole, "build", build_json(answer->host));
	json_object_set_new(whole, "entries", entries);
	json_object_set_new(whole, "notices", notices_json(audit));
	json_object_set_new(whole, "lines",
			    json_pack("{s:I, s:I, s:I, s:I}", "read",
				      (json_int_t)audit->lines, "avc",
				      (json_int_t)audit->accesses, "damaged",
				      (json_int_t)audit->damaged.count,
				      "foreign",
				      (json_int_t)audit->foreign.count));
	report_json(whole, out);
	arena_release(&arena);
}
