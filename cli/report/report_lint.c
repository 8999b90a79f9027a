#include "report/report_lint_parts.h"

#include <stdlib.h>
#include <string.h>

#include "base/map.h"
#include "base/text.h"

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
	(item->together ? lint_details_together : lint_details)(
		item->row.lint, item->finding,
		all && item->detailed_count == count ? NULL : item->row.objects,
		item->detailed_count, &item->arena, &item->details);
	if (item->finding->only_in)
		item->details.message = arena_format(
			&item->arena, "%s; only in %s", item->details.message,
			item->finding->only_in);
}

bool lint_item_next(struct lint_item *item)
{
	const struct lint_view *view = item->view;
	bool accepted;
	arena_clear(&item->arena);
	while (item->next < view->row_count &&
	       lint_view_level(view, item->next, &accepted) < item->least)
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
	bool accepted;
	for (size_t i = item->next; i < item->view->row_count; i++)
		left += lint_view_level(item->view, i, &accepted) >=
			item->least;
	return left;
}

void lint_item_end(struct lint_item *item)
{
	arena_release(&item->arena);
}

const bool *lint_view_rules(const struct lint_view *view, struct arena *arena)
{
	bool *found = arena_alloc(arena, check_rule_count, sizeof *found);
	for (size_t i = 0; i < view->row_count; i++)
		found[lint_view_row(view, i).finding.rule - check_rules] = true;
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

/* What tells one place from another: file and line, or the rule's text. */
static const char *place_key(const struct lint_place *place,
			     struct arena *arena)
{
	if (place->file)
		return arena_format(arena, "%s:%u", place->file, place->line);
	return place->text ? place->text : "";
}

/* A place of the location: its own, or the one within a macro. */
static struct lint_place place_of(const struct policy_location *location,
				  bool within)
{
	const struct location *macro = &location->macro;
	return within ? (struct lint_place){macro->file, NULL, macro->line,
					    true}
		      : (struct lint_place){location->file, location->text,
					    location->line, false};
}

/* All places of one access that are new. */
static size_t add_places(const struct finding_access *row, bool within,
			 struct map *known, struct arena *arena,
			 struct lint_place *places)
{
	size_t count = 0;
	for (size_t i = 0; i < row->location_count; i++) {
		struct lint_place place = place_of(&row->locations[i], within);
		const char *key = place_key(&place, arena);
		if (!*key || map_get(known, key))
			continue;
		map_set(known, key, known, arena);
		places[count++] = place;
	}
	return count;
}

size_t lint_item_places(struct lint_item *item, struct lint_place **places)
{
	const struct finding_details *details = &item->details;
	struct map known = {0};
	size_t most = 1, count = 0;
	for (size_t i = 0; i < details->access_count; i++)
		most += details->accesses[i].location_count;
	*places = arena_alloc(&item->arena, 2 * most, sizeof **places);
	if (details->place.file)
		(*places)[count++] = (struct lint_place){
			details->place.file, NULL, details->place.line, false};
	for (unsigned within = 0; within < 2; within++)
		for (size_t i = 0; i < details->access_count; i++)
			count += add_places(&details->accesses[i], within,
					    &known, &item->arena,
					    *places + count);
	return count;
}

struct location lint_item_place(const struct lint_item *item)
{
	const struct location *place = &item->details.place;
	if (place->file)
		return (struct location){place->file, place->line, 1};
	for (size_t i = 0; i < item->details.access_count; i++) {
		const struct finding_access *row = &item->details.accesses[i];
		for (size_t j = 0; j < row->location_count; j++)
			if (row->locations[j].file)
				return (struct location){row->locations[j].file,
							 row->locations[j].line,
							 1};
	}
	return (struct location){item->row.lint->policy->path, 1, 1};
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

const char *count_noun(size_t count, const char *noun, struct arena *arena)
{
	return arena_format(arena, "%zu %s%s", count, noun,
			    count == 1 ? "" : "s");
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

const char *clean_text(const char *text, struct arena *arena)
{
	size_t good = 0, length = text ? strlen(text) : 0, step;
	while (good < length &&
	       (step = text_plain_length(text + good, length - good)))
		good += step;
	if (good == length)
		return text;
	char *copy = arena_slice(arena, text, length);
	text_mask(copy + good);
	return copy;
}

void add_xml(struct buffer *out, const char *text)
{
	struct arena arena = ARENA_INIT;
	for (const char *at = clean_text(text, &arena); *at; at++) {
		if (*at == '&')
			buffer_add_string(out, "&amp;");
		else if (*at == '<')
			buffer_add_string(out, "&lt;");
		else if (*at == '>')
			buffer_add_string(out, "&gt;");
		else if (*at == '"')
			buffer_add_string(out, "&quot;");
		else
			buffer_add_char(out, *at);
	}
	arena_release(&arena);
}

void add_xml_format(struct buffer *out, const char *format, ...)
{
	struct arena arena = ARENA_INIT;
	va_list arguments;
	va_start(arguments, format);
	add_xml(out, arena_vformat(&arena, format, arguments));
	va_end(arguments);
	arena_release(&arena);
}

void add_xml_lines(struct buffer *out, struct buffer *text, size_t margin)
{
	for (char *line = text->data, *end; line && *line; line = end + 1) {
		end = strchr(line, '\n');
		*end = '\0';
		for (size_t i = 0; i < margin && *line == ' '; i++)
			line++;
		add_xml(out, line);
		buffer_add_char(out, '\n');
	}
}

struct lint_format {
	const char *name;
	void (*write)(const struct lint_report *report,
		      const struct style *style, struct buffer *out);
};

#define FORMAT_ROW(name) {#name, report_lint_##name},
static const struct lint_format formats[] = {LINT_FORMATS(FORMAT_ROW)};
#define FORMAT_NAME(name) #name,
const char *const report_lint_formats[] = {LINT_FORMATS(FORMAT_NAME) NULL};

void report_lint(const struct lint_report *report, const char *format,
		 const struct style *style, struct buffer *out)
{
	struct arena arena = ARENA_INIT;
	struct lint_report shown = *report;
	struct lint_view *views =
		arena_alloc(&arena, report->count, sizeof *views);
	for (size_t i = 0; i < report->count; i++)
		views[i] = style->level_chosen
				   ? lint_view_from(&report->views[i],
						    style->level, &arena)
				   : report->views[i];
	shown.views = views;
	for (size_t i = 0; i < sizeof formats / sizeof *formats; i++)
		if (strcmp(formats[i].name, format) == 0)
			formats[i].write(&shown, style, out);
	arena_release(&arena);
}
