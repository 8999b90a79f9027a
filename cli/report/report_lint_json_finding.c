/*
 * A finding as members of a JSON object; what is NULL, none or empty is left
 * out.
 */
#include "audit/audit.h"
#include "report/report_json_policy.h"
#include "report/report_lint_json_finding.h"

static void add_accesses(struct buffer *out, const struct lint_item *item,
			 struct rule_table *table)
{
	const struct finding_details *details = &item->details;
	if (!details->asked_count)
		return;
	add_json_name(out, "accesses");
	for (size_t i = 0; i < details->asked_count; i++) {
		buffer_add_char(out, i ? ',' : '[');
		add_json_access(out, &details->asked[i], item->row.lint, table);
	}
	buffer_add_char(out, ']');
}

static void add_path(struct buffer *out, const struct finding_details *details)
{
	if (!details->path_count)
		return;
	add_json_name(out, "path");
	for (size_t i = 0; i < details->path_count; i++) {
		const struct finding_step *step = &details->path[i];
		buffer_add_string(out, i ? ",{" : "[{");
		add_json_member(out, "type", step->to);
		add_json_member(out, "gives", step->gives);
		add_json_member(out, "op", step->op ? step->op->name : NULL);
		buffer_add_char(out, '}');
	}
	buffer_add_char(out, ']');
}

static void add_waiver(struct buffer *out, const struct waiver *waiver)
{
	if (!waiver)
		return;
	add_json_name(out, "waiver");
	buffer_add_char(out, '{');
	add_json_member(out, "reason", waiver->reason);
	add_json_member(out, "until", waiver->until);
	add_json_member(out, "by", waiver->by);
	add_json_place(out, &waiver->place);
	buffer_add_char(out, '}');
}

/* The op and what the release says of it. */
static void add_op(struct buffer *out, const struct lint_item *item)
{
	const struct finding *finding = item->finding;
	if (!finding->op)
		return;
	add_json_member(out, "hypercall", lint_item_hypercall(item));
	add_json_member(out, "op", finding->op->name);
	add_json_member(out, "status", status_name(finding->status.status));
	add_json_member(out, "basis", basis_name(finding->status.basis));
}

/* The fix that the release lacks, and where it is. */
static void add_fix(struct buffer *out, const struct lint_item *item)
{
	const struct fix *fix = item->finding->fix;
	const struct lint *lint = item->row.lint;
	if (!fix)
		return;
	const struct fix_way way =
		registry_fix_way(lint->registry, fix, lint->release.used);
	const unsigned releases[] = {way.same_line, way.later_line};
	static const char *const names[] = {"in_line", "in_later"};
	add_json_name(out, "fix");
	buffer_add_char(out, '{');
	add_json_member(out, "commit", ref_text(fix->commit));
	add_json_member(out, "date", ref_text(fix->date));
	add_json_member(out, "kind", ref_text(fix->kind));
	add_json_member(out, "advisory", ref_text(fix->advisory));
	add_json_member(out, "introduced", ref_text(fix->introduced));
	add_json_member(out, "since", ref_text(fix->since));
	add_json_member(out, "fixed", ref_text(fix->fixed));
	add_json_member(out, "arch", ref_text(fix->arch));
	add_json_member(out, "config", ref_text(fix->config));
	add_json_member(out, "certainty", fix->doubtful ? "doubt" : "certain");
	for (size_t i = 0; i < 2; i++)
		if (releases[i] != NO_INDEX)
			add_json_member(
				out, names[i],
				lint->registry->releases[releases[i]].name);
	add_json_member(out, "subject", ref_text(fix->subject));
	buffer_add_char(out, '}');
}

static void add_condition(struct buffer *out, const struct finding *finding)
{
	if (!finding->condition)
		return;
	add_json_member(out, "condition", finding->condition);
	add_json_name(out, "default_state");
	buffer_add_string(out, finding->default_state ? "true" : "false");
}

/* Which modules beside FLASK would refuse it; on whom, where not on all. */
static void add_refusals(struct buffer *out,
			 const struct finding_details *details)
{
	if (!details->refusal_count)
		return;
	add_json_name(out, "refused_by");
	for (size_t i = 0; i < details->refusal_count; i++) {
		const struct module_refusal *refusal = &details->refusals[i];
		buffer_add_string(out, i ? ",{" : "[{");
		add_json_member(out, "module", refusal->module->name);
		add_json_list(out, "on", refusal->on, refusal->on_count);
		if (refusal->at_times) {
			add_json_name(out, "in_some_cases");
			buffer_add_string(out, "true");
		}
		buffer_add_char(out, '}');
	}
	buffer_add_char(out, ']');
}

void add_json_finding(struct buffer *out, struct lint_item *item,
		      struct rule_table *table)
{
	const struct finding *finding = item->finding;
	const struct location *place = &item->details.place;
	add_json_member(out, "rule", finding->rule->code);
	add_json_member(out, "level", level_name(finding->level));
	add_json_member(out, "subject", finding->subject);
	add_op(out, item);
	add_fix(out, item);
	add_json_ops(out, "mentions", finding->mentions,
		     finding->mention_count);
	add_json_list(out, "objects", item->row.objects,
		      item->row.object_count);
	add_accesses(out, item, table);
	add_condition(out, finding);
	add_json_member(out, "role", finding->role);
	add_refusals(out, &item->details);
	add_waiver(out, finding->waiver);
	add_path(out, &item->details);
	if (place->file) {
		add_json_name(out, "place");
		buffer_add_char(out, '{');
		add_json_place(out, place);
		buffer_add_char(out, '}');
	}
	add_json_member(
		out, "fingerprint",
		lint_fingerprint(item->row.lint, finding, &item->arena));
	add_json_member(out, "change", change_name(item->row.change));
	add_json_member(out, "releases", finding->only_in);
	add_json_member(out, "message", item->details.brief);
}
