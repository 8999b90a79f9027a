/* The findings of a view one after the other, and what is said of them. */
#include "report/report_clean.h"
#include "report/report_lint_item.h"
#include "report/report_style.h"
#include "rule/rule.h"

#include <string.h>

struct lint_item lint_item_start(const struct lint_view *view, enum level least)
{
	return (struct lint_item){.view = view, .least = least};
}

/* Rows on all objects of a finding are given them here. */
static void detail(struct lint_item *item)
{
	bool all = !item->row.objects;
	size_t count =
		lint_row_objects(&item->row, &item->arena, &item->row.objects);
	item->row.object_count = count;
	item->detailed_count = count;
	if (item->most && count > item->most)
		item->detailed_count = item->most;
	const char *const *objects =
		all && item->detailed_count == count ? NULL : item->row.objects;
	if (item->together)
		lint_details_together(item->row.lint, item->finding, objects,
				      item->detailed_count, &item->arena,
				      &item->details);
	else
		lint_details_by_rules(item->row.lint, item->finding, objects,
				      item->detailed_count, item->ends,
				      &item->arena, &item->details);
	const char *only_in = item->finding->only_in;
	if (!only_in)
		return;
	item->details.message = arena_format(&item->arena, "%s; only in %s",
					     item->details.message, only_in);
	item->details.brief = arena_format(&item->arena, "%s; only in %s",
					   item->details.brief, only_in);
}

bool lint_item_next(struct lint_item *item)
{
	const struct lint_view *view = item->view;
	arena_clear(&item->arena);
	while (item->next < view->row_count &&
	       !lint_view_is_shown(view, item->next, item->least))
		item->next++;
	if (item->next == view->row_count) {
		lint_item_end(item);
		return false;
	}
	item->row = lint_view_row(view, item->next++);
	item->finding = &item->row.finding;
	detail(item);
	return true;
}

size_t lint_item_left(const struct lint_item *item)
{
	size_t left = 1;
	for (size_t i = item->next; i < item->view->row_count; i++)
		left += lint_view_is_shown(item->view, i, item->least);
	return left;
}

void lint_item_end(struct lint_item *item)
{
	arena_release(&item->arena);
}

const bool *lint_view_rules(const struct lint_view *view, struct arena *arena)
{
	bool *found = arena_alloc(arena, rule_count(), sizeof *found);
	for (size_t i = 0; i < view->row_count; i++)
		found[rule_index(lint_view_row(view, i).finding.rule)] = true;
	return found;
}

enum level least_shown(const struct style *style)
{
	if (style->level_chosen)
		return style->level;
	return style->verbose ? LEVEL_NOTE : LEVEL_WARNING;
}

const char *hidden_hint(const struct style *style)
{
	if (least_shown(style) == LEVEL_NOTE)
		return NULL;
	return style->level_chosen ? " (--level note shows all)"
				   : " (-v shows them)";
}

/* The first rule of the access that stands in a file; file NULL: none does. */
static struct location first_place(struct lint_item *item,
				   const struct finding_asked *asked)
{
	for (size_t i = 0; i < asked->rule_count; i++) {
		const struct source_location place = lint_rule_place(
			item->row.lint, asked->rules[i], &item->arena);
		if (place.file)
			return (struct location){place.file, place.line, 1};
	}
	return location_file(NULL);
}

struct location lint_item_place(struct lint_item *item)
{
	const struct policy *policy = item->row.lint->policy;
	struct location place = item->details.place;
	place.column = 1;
	for (size_t i = 0; !place.file && policy->kind != POLICY_BINARY &&
			   i < item->details.asked_count;
	     i++)
		place = first_place(item, &item->details.asked[i]);
	return place.file ? place : (struct location){policy->path, 1, 1};
}

const char *waiver_terms(const struct waiver *waiver, struct arena *arena)
{
	return arena_format(arena, "%s%s%s%s%s", waiver->until ? "until " : "",
			    waiver->until ? waiver->until : "",
			    waiver->until && waiver->by ? " " : "",
			    waiver->by ? "by " : "",
			    waiver->by ? waiver->by : "");
}

bool waiver_is_inline(const struct policy *policy, const struct waiver *waiver)
{
	const struct location *place = &waiver->place;
	for (unsigned i = 0; place->file && i < policy->remark_count; i++)
		if (policy->remarks[i].line == place->line &&
		    strcmp(policy->remarks[i].file, place->file) == 0)
			return true;
	return false;
}

const char *lint_item_message(struct lint_item *item)
{
	const struct finding *finding = item->finding;
	const char *change = change_name(item->row.change);
	const char *message = item->details.message;
	if (change)
		message = arena_format(&item->arena, "%s: %s", change, message);
	if (finding->role)
		message = arena_format(&item->arena, "%s; role %s", message,
				       finding->role);
	if (finding->waiver) {
		const char *terms = waiver_terms(finding->waiver, &item->arena);
		message = arena_format(&item->arena, "%s; accepted%s%s: %s",
				       message, *terms ? " " : "", terms,
				       finding->waiver->reason);
	}
	return clean_text(message, &item->arena);
}

enum level lint_item_level(const struct lint_item *item)
{
	return item->finding->waiver || item->row.change == CHANGE_REMOVED
		       ? LEVEL_NOTE
		       : item->finding->level;
}

const char *lint_item_hypercall(const struct lint_item *item)
{
	const struct op *op = item->finding->op;
	return op ? item->row.lint->registry->hypercalls[op->hypercall].name
		  : NULL;
}

const char *lint_fitting(const struct lint *lint, struct arena *arena)
{
	struct release_set set = {{0}};
	for (size_t i = 0; i < lint->release.candidate_count; i++)
		release_set_add(&set, lint->release.candidates[i]);
	return registry_releases_shown(lint->registry, &set, arena);
}

size_t lint_moved_count(const struct lint_view *view)
{
	return view->moved_count + view->closed_count;
}

const char *lint_summary(const struct lint_view *view, const char *hint,
			 struct arena *arena)
{
	struct lint_totals totals = lint_view_totals(view);
	const char *shown = hint && totals.levels[LEVEL_NOTE] ? hint : "";
	const char *text = arena_format(
		arena, "%s, %s, %s%s",
		count_noun(totals.levels[LEVEL_ERROR], "error", arena),
		count_noun(totals.levels[LEVEL_WARNING], "warning", arena),
		count_noun(totals.levels[LEVEL_NOTE], "note", arena), shown);
	if (view->old)
		text = arena_format(
			arena, "added: %s; removed: %s", text,
			count_noun(totals.removed, "finding", arena));
	if (totals.suppressed)
		text = arena_format(arena, "%s, %zu accepted", text,
				    totals.suppressed);
	if (view->baseline)
		text = arena_format(arena, "%s, %zu known by %s", text,
				    view->known, view->baseline->path);
	if (lint_moved_count(view))
		text = arena_format(arena, "%s, %zu by the release alone", text,
				    lint_moved_count(view));
	return text;
}
