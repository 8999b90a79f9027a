/*
 * xsmc-who-can/1: one object without white space.  What is NULL, none or empty
 * is left out.
 */
#include <jansson.h>

#include "answer/answer.h"
#include "audit/audit.h"
#include "lint/lint.h"
#include "report/report_json_policy.h"
#include "report/report_who.h"
#include "report/report_who_json.h"

/* The answer of one policy on its way. */
struct who_json {
	const struct who_answer *answer;
	struct rule_table *table; /* its rules, as they are named */
	struct buffer *out;
};

static void add_true(struct buffer *out, const char *name, bool value)
{
	if (!value)
		return;
	add_json_name(out, name);
	buffer_add_string(out, "true");
}

static void start_item(struct buffer *out, const char *name, size_t index)
{
	if (!index)
		add_json_name(out, name);
	buffer_add_string(out, index ? ",{" : "[{");
}

static void add_condition(struct buffer *out, const struct who_caller *caller)
{
	if (!caller->condition)
		return;
	add_json_member(out, "condition", caller->condition);
	add_json_name(out, "default_state");
	buffer_add_string(out, caller->default_state ? "true" : "false");
	add_true(out, "perhaps_always", caller->open);
	add_true(out, "condition_cut", caller->cut);
}

/* What came of the new policy has its rules there, what went in the old. */
static const struct lint *lint_of(const struct who_json *json,
				  const struct who_caller *caller)
{
	return caller->change == CHANGE_REMOVED ? json->answer->old
						: json->answer->lint;
}

static void add_caller(const struct who_json *json,
		       const struct who_caller *caller)
{
	struct buffer *out = json->out;
	add_json_member(out, "subject",
			caller->subject ? caller->subject : "*");
	add_json_member(out, "how", who_how_name(caller->how));
	add_true(out, "trusted", caller->trusted);
	add_json_member(out, "role", caller->role);
	add_json_member(out, "doubt", caller->doubt);
	add_json_list(out, "objects", caller->objects, caller->object_count);
	add_condition(out, caller);
	add_json_member(out, "where", caller->where);
	for (size_t i = 0; i < caller->asked_count; i++) {
		if (!i)
			add_json_name(out, "accesses");
		buffer_add_char(out, i ? ',' : '[');
		add_json_access(out, &caller->asked[i], lint_of(json, caller),
				json->table);
	}
	if (caller->asked_count)
		buffer_add_char(out, ']');
	add_json_member(out, "change", change_name(caller->change));
	add_json_member(out, "releases", caller->only_in);
	buffer_add_char(out, '}');
}

static void add_refusal(struct buffer *out, const struct who_refusal *refusal)
{
	add_json_member(out, "subject", refusal->subject);
	add_true(out, "trusted", refusal->trusted);
	add_json_member(out, "why", refusal->kind);
	add_json_member(out, "class", refusal->object_class);
	add_json_member(out, "permission", refusal->permission);
	add_json_member(out, "object", refusal->object);
	add_json_member(out, "message", refusal->text);
	buffer_add_char(out, '}');
}

static void add_op(const struct who_json *json, const struct who_op *op)
{
	const struct registry *registry = json->answer->lint->registry;
	struct buffer *out = json->out;
	add_json_member(out, "hypercall",
			registry->hypercalls[op->op->hypercall].name);
	add_json_member(out, "op", op->op->name);
	add_json_member(out, "status", status_name(op->status.status));
	add_json_member(out, "basis", basis_name(op->status.basis));
	add_json_member(out, "gives", op->status.gives);
	add_json_ops(out, "parts", op->parts, op->part_count);
	add_json_member(out, "nobody", op->nobody);
	add_json_member(out, "asked_where", op->asked_where);
	add_true(out, "filters", op->filters);
	for (size_t i = 0; i < op->elsewhere_count; i++) {
		start_item(out, "elsewhere", i);
		add_json_member(out, "end", op->elsewhere[i].end);
		add_json_member(out, "where", op->elsewhere[i].where);
		buffer_add_char(out, '}');
	}
	if (op->elsewhere_count)
		buffer_add_char(out, ']');
	for (size_t i = 0; i < op->caller_count; i++) {
		start_item(out, "callers", i);
		add_caller(json, &op->callers[i]);
	}
	if (op->caller_count)
		buffer_add_char(out, ']');
	for (size_t i = 0; i < op->refusal_count; i++) {
		start_item(out, "refused", i);
		add_refusal(out, &op->refusals[i]);
	}
	if (op->refusal_count)
		buffer_add_char(out, ']');
	buffer_add_char(out, '}');
}

static void add_answer(const struct who_answer *answer, struct buffer *out)
{
	struct rule_table table = {.arena = ARENA_INIT};
	const struct who_json json = {answer, &table, out};
	buffer_add_char(out, '{');
	add_json_head(out, answer->lint);
	if (answer->old) {
		add_json_name(out, "compared");
		buffer_add_char(out, '{');
		add_json_head(out, answer->old);
		buffer_add_char(out, '}');
	}
	add_json_name(out, "ops");
	for (size_t i = 0; i < answer->op_count; i++) {
		buffer_add_string(out, i ? ",{" : "[{");
		add_op(&json, &answer->ops[i]);
	}
	buffer_add_string(out, answer->op_count ? "]" : "[]");
	add_json_rules(out, &table);
	buffer_add_char(out, '}');
	arena_release(&table.arena);
}

void report_who_json(const struct who_report *report, struct buffer *out)
{
	buffer_add_char(out, '{');
	add_json_member(out, "schema", "xsmc-who-can/1");
	add_json_name(out, "policies");
	for (size_t i = 0; i < report->count; i++) {
		buffer_add_char(out, i ? ',' : '[');
		add_answer(report->answers[i], out);
	}
	buffer_add_string(out, "]}\n");
}
