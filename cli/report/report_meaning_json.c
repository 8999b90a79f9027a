/* What a word means, as JSON. */
#include "report/report_meaning_json.h"

#include "finding/finding.h"
#include "report/report_json.h"
#include "report/report_op.h"
#include "report/report_op_json.h"
#include "word/word.h"

/* Members that have nothing to say are left out. */
static void set_text(json_t *object, const char *name, const char *text)
{
	if (text && *text)
		json_object_set_new(object, name, json_string(text));
}

static json_t *facts_json(const struct word_meaning *meaning)
{
	json_t *facts = json_array();
	for (size_t i = 0; i < meaning->facts.count; i++)
		json_array_append_new(
			facts, json_pack("{s:s, s:s}", "name",
					 meaning->facts.items[i].name, "text",
					 meaning->facts.items[i].text));
	return facts;
}

static json_t *ops_json(const struct word_search *search,
			const struct word_meaning *meaning)
{
	const struct registry *registry = search->registry;
	json_t *ops = json_array();
	for (size_t i = 0; i < meaning->ops.count; i++) {
		const struct word_op *row = &meaning->ops.items[i];
		const struct op_status status =
			registry_op_status(registry, row->op, row->release);
		json_t *op = json_pack(
			"{s:s, s:s, s:s, s:s, s:s}", "op", row->op->name,
			"hypercall",
			registry->hypercalls[row->op->hypercall].name,
			"release", registry->releases[row->release].name,
			"status", status_name(status.status), "basis",
			basis_name(status.basis));
		set_text(op, "note", row->remark);
		json_array_append_new(ops, op);
	}
	return ops;
}

static json_t *rule_json(const struct rule *rule)
{
	json_t *object = json_pack(
		"{s:s, s:s, s:s, s:s, s:s}", "code", rule->code, "name",
		rule->name, "level", level_name(rule->level), "title",
		rule->title, "explanation", rule->explanation);
	set_text(object, "bad", rule->bad);
	set_text(object, "good", rule->good);
	set_text(object, "accept", rule->accept);
	return object;
}

static json_t *op_json(const struct word_search *search,
		       const struct word_meaning *meaning)
{
	const struct op_report report = {search->registry, meaning->op,
					 meaning->release};
	const struct op_facts facts = op_facts_of(&report, search->arena);
	return report_op_json(&facts);
}

static json_t *meaning_json(const struct word_search *search,
			    const struct word_meaning *meaning)
{
	json_t *object =
		json_pack("{s:s, s:s, s:s}", "kind", meaning->kind, "name",
			  meaning->name, "text", meaning->text);
	if (meaning->facts.count)
		json_object_set_new(object, "facts", facts_json(meaning));
	set_text(object, "lead", meaning->lead);
	if (meaning->is_of_ops)
		json_object_set_new(object, "ops", ops_json(search, meaning));
	if (meaning->op)
		json_object_set_new(object, "details",
				    op_json(search, meaning));
	if (meaning->rule)
		json_object_set_new(object, "rule", rule_json(meaning->rule));
	return object;
}

void report_meanings_json(const struct word_search *search, struct buffer *out)
{
	json_t *meanings = json_array();
	for (size_t i = 0; i < search->found->list.count; i++)
		json_array_append_new(
			meanings,
			meaning_json(search, &search->found->list.items[i]));
	report_json(json_pack("{s:s, s:s, s:s, s:o}", "schema",
			      "xsmc-explain/1", "word", search->word, "release",
			      search->registry->releases[search->release].name,
			      "meanings", meanings),
		    out);
}
