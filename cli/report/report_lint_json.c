/*
 * xsmc-lint/2: one object without white space, written finding by finding.
 * What is NULL, none or empty is left out.
 */
#include <jansson.h>
#include <string.h>

#include "audit/audit.h"
#include "report/report_baseline.h"
#include "report/report_json_policy.h"
#include "report/report_lint.h"
#include "report/report_lint_item.h"
#include "report/report_lint_statistics.h"
#include "report/report_lint_table.h"

/* --- Findings ---------------------------------------------------------------
 */

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

static void add_finding(struct buffer *out, struct lint_item *item,
			struct rule_table *table)
{
	const struct finding *finding = item->finding;
	const struct location *place = &item->details.place;
	buffer_add_char(out, '{');
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
	buffer_add_char(out, '}');
}

/* --- Policies ---------------------------------------------------------------
 */

static void add_words(struct buffer *out, const struct baseline_entry *entry)
{
	struct arena arena = ARENA_INIT;
	add_json_member(out, "finding", baseline_words(entry, &arena));
	arena_release(&arena);
}

/* Starts a row of what the release opens or closes. */
static void add_move(struct buffer *out, bool first, const char *change)
{
	buffer_add_string(out, first ? "[{" : ",{");
	add_json_member(out, "change", change);
}

/* What the release opens and closes, while the rules are the same. */
static void add_moved(struct buffer *out, const struct lint_view *view)
{
	struct arena arena = ARENA_INIT;
	if (!lint_moved_count(view))
		return;
	add_json_name(out, "moved");
	for (size_t i = 0; i < view->moved_count; i++) {
		const struct lint_row *row = &view->moved[i];
		add_move(out, !i,
			 row->change == CHANGE_ADDED ? "opened" : "closed");
		add_json_member(out, "finding", lint_row_words(row, &arena));
		buffer_add_char(out, '}');
	}
	for (size_t i = 0; i < view->closed_count; i++) {
		add_move(out, !i && !view->moved_count, "closed");
		add_words(out, &view->closed[i]);
		buffer_add_char(out, '}');
	}
	buffer_add_char(out, ']');
	arena_release(&arena);
}

static void add_baseline(struct buffer *out, const struct lint_view *view)
{
	add_json_name(out, "baseline");
	buffer_add_char(out, '{');
	add_json_member(out, "path", view->baseline->path);
	add_json_count(out, "known", view->known);
	for (size_t i = 0; i < view->gone_count; i++) {
		if (!i)
			add_json_name(out, "gone");
		buffer_add_string(out, i ? ",{" : "[{");
		add_json_member(out, "fingerprint", view->gone[i].fingerprint);
		add_words(out, &view->gone[i]);
		buffer_add_char(out, '}');
	}
	buffer_add_string(out, view->gone_count ? "]}" : "}");
}

/* What was asked for to be left out. */
static void add_filtered(struct buffer *out, const struct lint_view *view)
{
	if (!view->hidden)
		return;
	add_json_name(out, "filtered");
	buffer_add_char(out, '{');
	add_json_member(out, "by", view->hidden_by);
	add_json_totals(out, view->hidden);
	buffer_add_char(out, '}');
}

/* The object of a policy; its rules come behind the findings on them. */
static void add_view(const struct lint_view *view, const struct style *style,
		     struct buffer *out)
{
	struct lint_item item = lint_item_start(view, LEVEL_NOTE);
	struct rule_table table = {.arena = ARENA_INIT};
	bool any = false;
	item.together = true;
	buffer_add_char(out, '{');
	add_json_head(out, view->lint);
	if (view->old) {
		add_json_name(out, "compared");
		buffer_add_char(out, '{');
		add_json_head(out, view->old);
		buffer_add_char(out, '}');
	}
	if (view->baseline)
		add_baseline(out, view);
	add_moved(out, view);
	add_filtered(out, view);
	if (style->statistics)
		add_json_statistics(view, out);
	add_json_name(out, "findings");
	buffer_add_char(out, '[');
	while (lint_item_next(&item)) {
		if (any)
			buffer_add_char(out, ',');
		any = true;
		add_finding(out, &item, &table);
		buffer_drain(out);
	}
	buffer_add_char(out, ']');
	add_json_rules(out, &table);
	buffer_add_char(out, '}');
	arena_release(&table.arena);
}

/* --- The whole --------------------------------------------------------------
 */

/* What the summary says of all policies. */
struct json_state {
	struct lint_totals all;
	size_t known;
};

static void start_json(struct lint_writer *writer)
{
	writer->state =
		arena_alloc(&writer->arena, 1, sizeof(struct json_state));
	buffer_add_char(writer->out, '{');
	add_json_member(writer->out, "schema", "xsmc-lint/2");
	add_json_name(writer->out, "policies");
	buffer_add_char(writer->out, '[');
}

static void view_json(struct lint_writer *writer, const struct lint_view *view)
{
	struct json_state *state = writer->state;
	const struct lint_totals totals = lint_view_totals(view);
	for (unsigned level = 0; level <= LEVEL_ERROR; level++)
		state->all.levels[level] += totals.levels[level];
	state->all.suppressed += totals.suppressed;
	state->all.removed += totals.removed;
	state->known += view->known;
	if (writer->count)
		buffer_add_char(writer->out, ',');
	add_view(view, &writer->style, writer->out);
}

static void failure_json(struct lint_writer *writer,
			 const struct lint_failure *failure)
{
	buffer_add_string(writer->out, writer->count ? ",{" : "{");
	add_json_member(writer->out, "path", failure->path);
	add_json_name(writer->out, "error");
	add_json_diag(writer->out, &failure->error);
	buffer_add_char(writer->out, '}');
}

static void end_json(struct lint_writer *writer)
{
	const struct json_state *state = writer->state;
	const struct lint_totals *all = &state->all;
	struct buffer *out = writer->out;
	buffer_add_char(out, ']');
	add_json_name(out, "summary");
	buffer_add_char(out, '{');
	add_json_count(out, "policies", writer->count);
	add_json_count(out, "errors", all->levels[LEVEL_ERROR]);
	add_json_count(out, "warnings", all->levels[LEVEL_WARNING]);
	add_json_count(out, "notes", all->levels[LEVEL_NOTE]);
	add_json_count(out, "suppressed", all->suppressed);
	add_json_count(out, "known", state->known);
	add_json_count(out, "removed", all->removed);
	buffer_add_string(out, "}}\n");
}

const struct lint_format lint_json_format = {.name = "json",
					     .start = start_json,
					     .view = view_json,
					     .failure = failure_json,
					     .end = end_json};
