#include <stdlib.h>
#include <string.h>

#include "report/report_lint_parts.h"

/*
 * So many of a long list are shown, unless all are asked for: a report is read
 * by people.  Rows are accesses with their rules, of one permission; objects
 * are detailed when it is looked up what gives access to them.
 */
enum {
	SHOWN_NAMES = 8,
	SHOWN_ROWS = 4,
	SHOWN_PLACES = 4,
	SHOWN_FINDINGS = 1000,
	DETAILED_OBJECTS = 16,
};

static const char *paint(const struct style *style, const char *sequence)
{
	return style->color ? sequence : "";
}

static const char *level_color(const struct style *style, enum level level)
{
	static const char *const colors[] = {
		[LEVEL_NOTE] = "\033[36m",
		[LEVEL_WARNING] = "\033[33m",
		[LEVEL_ERROR] = "\033[31m",
	};
	return paint(style, colors[level]);
}

/* How many of the list are shown: all, or some when several are left. */
static size_t folded(size_t count, size_t most, const struct style *style)
{
	return style->verbose || count <= most + 1 ? count : most;
}

static void add_names(struct buffer *out, const char *const *names,
		      size_t count, const struct style *style)
{
	struct arena arena = ARENA_INIT;
	size_t shown = folded(count, SHOWN_NAMES, style);
	for (size_t i = 0; i < shown; i++)
		buffer_format(out, "%s%s", i ? " " : "",
			      clean_text(names[i], &arena));
	if (shown < count)
		buffer_format(out, " and %zu more", count - shown);
	arena_release(&arena);
}

/* FILE:LINE, and of a call of a macro where the rule stands in that. */
static void add_source(struct buffer *out, const char *before,
		       const struct policy_location *place)
{
	struct arena arena = ARENA_INIT;
	buffer_format(out, "%s%s:%u", before, clean_text(place->file, &arena),
		      place->line);
	if (place->macro.file)
		buffer_format(out, " (%s:%u)",
			      clean_text(place->macro.file, &arena),
			      place->macro.line);
	arena_release(&arena);
}

/* The rule's permissions, where all else in it is what the row says. */
static const char *rule_permissions(const struct finding_access *row,
				    const char *text, struct arena *arena)
{
	const char *start = arena_format(arena, "allow %s %s:%s ", row->source,
					 row->target, row->object_class);
	size_t length = strlen(start);
	return strncmp(text, start, length) == 0 ? text + length : NULL;
}

/* A rule of a binary: behind the access that is like it, else below. */
static void add_rule(struct buffer *out, const struct finding_access *row,
		     const char *text, struct arena *arena)
{
	const char *permissions = rule_permissions(row, text, arena);
	if (!permissions || row->location_count > 1)
		buffer_format(out, "\n        by %s", clean_text(text, arena));
	else if (*permissions == '{')
		buffer_format(out, "  of %s", clean_text(permissions, arena));
}

static void add_locations(struct buffer *out, const struct finding_access *row,
			  const struct style *style)
{
	struct arena arena = ARENA_INIT;
	size_t shown = folded(row->location_count, SHOWN_PLACES, style);
	for (size_t i = 0; i < shown; i++) {
		const struct policy_location *place = &row->locations[i];
		if (place->file)
			add_source(out, i ? " " : "  ", place);
		else if (place->text)
			add_rule(out, row, place->text, &arena);
	}
	if (shown < row->location_count)
		buffer_format(out, " and %zu more",
			      row->location_count - shown);
	arena_release(&arena);
}

static bool same_text(const char *a, const char *b)
{
	return a == b || (a && b && strcmp(a, b) == 0);
}

static bool same_location(const struct policy_location *a,
			  const struct policy_location *b)
{
	return a->line == b->line && a->macro.line == b->macro.line &&
	       same_text(a->file, b->file) && same_text(a->text, b->text) &&
	       same_text(a->macro.file, b->macro.file);
}

static bool same_locations(const struct finding_access *a,
			   const struct finding_access *b)
{
	if (a->location_count != b->location_count)
		return false;
	for (size_t i = 0; i < a->location_count; i++)
		if (!same_location(&a->locations[i], &b->locations[i]))
			return false;
	return true;
}

static bool same_permission(const struct finding_access *a,
			    const struct finding_access *b)
{
	return strcmp(a->source, b->source) == 0 &&
	       strcmp(a->object_class, b->object_class) == 0 &&
	       strcmp(a->permission, b->permission) == 0;
}

static void add_targets(const struct finding_access *rows, size_t count,
			const struct style *style, struct buffer *out)
{
	const char **targets = memory_resize(NULL, count * sizeof *targets);
	for (size_t i = 0; i < count; i++)
		targets[i] = rows[i].target;
	buffer_add_string(out, count > 1 ? "{ " : "");
	add_names(out, targets, count, style);
	buffer_add_string(out, count > 1 ? " }" : "");
	free(targets);
}

static void add_access_line(const struct finding_access *rows, size_t count,
			    const struct style *style, struct buffer *out)
{
	buffer_add_string(out, "      allow ");
	add_names(out, &rows->source, 1, style);
	buffer_add_char(out, ' ');
	add_targets(rows, count, style, out);
	buffer_format(out, ":%s %s;", rows->object_class, rows->permission);
	add_locations(out, rows, style);
	buffer_add_char(out, '\n');
}

/*
 * Adds the rows, which are of one permission: those that differ in their
 * target alone are one line.  Whether all are shown.
 */
static bool add_permission(const struct finding_access *rows, size_t count,
			   const struct style *style, struct buffer *out)
{
	size_t lines = 0;
	for (size_t i = 0, end; i < count; i = end) {
		if (!style->verbose && lines++ == SHOWN_ROWS)
			return false;
		for (end = i + 1; end < count; end++)
			if (!same_locations(&rows[end], &rows[i]))
				break;
		add_access_line(rows + i, end - i, style, out);
	}
	return true;
}

static void add_accesses(const struct lint_item *item,
			 const struct style *style, struct buffer *out)
{
	const struct finding_access *rows = item->details.accesses;
	size_t count = item->details.access_count;
	bool all = item->detailed_count == item->row.object_count;
	for (size_t i = 0, end; i < count; i = end) {
		for (end = i + 1; end < count; end++)
			if (!same_permission(&rows[end], &rows[i]))
				break;
		all &= add_permission(rows + i, end - i, style, out);
	}
	if (count && !all)
		buffer_add_string(out, "      and more (-v shows all)\n");
}

static void add_path(struct lint_item *item, struct buffer *out)
{
	for (size_t i = 0; i < item->details.path_count; i++) {
		const struct finding_step *step = &item->details.path[i];
		buffer_format(out, "    %s %s %s %s", i ? "then" : "path",
			      clean_text(step->from, &item->arena), step->how,
			      clean_text(step->to, &item->arena));
		if (step->op)
			buffer_format(out, " (%s)", step->op->name);
		buffer_add_char(out, '\n');
	}
}

static void add_waiver(struct lint_item *item, struct buffer *out)
{
	const struct waiver *waiver = item->finding->waiver;
	const char *terms = waiver_terms(waiver, &item->arena);
	buffer_format(out, "    accepted%s%s: %s", *terms ? " " : "",
		      clean_text(terms, &item->arena),
		      clean_text(waiver->reason, &item->arena));
	if (waiver->place.file)
		buffer_format(out, "  %s:%u",
			      clean_text(waiver->place.file, &item->arena),
			      waiver->place.line);
	buffer_add_char(out, '\n');
}

static void add_title(struct lint_item *item, const struct style *style,
		      struct buffer *out)
{
	const struct finding *finding = item->finding;
	const char *change = change_name(item->row.change);
	buffer_format(out, "  %s%s%s%s%s%s %s ",
		      level_color(style, lint_item_level(item)),
		      change ? change : "", change ? " " : "",
		      finding->waiver ? "accepted " : "",
		      level_name(finding->level), paint(style, "\033[0m"),
		      finding->rule->code);
	if (finding->op)
		buffer_format(out, "%s (%s, %s)", finding->op->name,
			      status_name(finding->status.status),
			      basis_name(finding->status.basis));
	else
		buffer_add_string(
			out, clean_text(item->details.message, &item->arena));
	if (item->details.place.file)
		buffer_format(
			out, "  %s:%u",
			clean_text(item->details.place.file, &item->arena),
			item->details.place.line);
	buffer_add_char(out, '\n');
}

/* What XSM001 and XSM002 say is all in their title. */
static bool says_more(const struct finding *finding)
{
	return finding->op && strcmp(finding->rule->code, "XSM001") != 0 &&
	       strcmp(finding->rule->code, "XSM002") != 0;
}

void add_text_details(struct lint_item *item, const struct style *style,
		      struct buffer *out)
{
	const struct finding *finding = item->finding;
	if (says_more(finding))
		buffer_format(out, "    %s\n",
			      clean_text(item->details.message, &item->arena));
	if (item->row.object_count) {
		buffer_add_string(out, "    on ");
		add_names(out, item->row.objects, item->row.object_count,
			  style);
		buffer_add_char(out, '\n');
	}
	if (finding->condition)
		buffer_format(out, "    while %s (by default %s)\n",
			      finding->condition,
			      finding->default_state ? "true" : "false");
	if (finding->role)
		buffer_format(out, "    role %s\n",
			      clean_text(finding->role, &item->arena));
	if (finding->waiver)
		add_waiver(item, out);
	add_path(item, out);
	add_accesses(item, style, out);
}

void add_text_finding(struct lint_item *item, const struct style *style,
		      struct buffer *out)
{
	add_title(item, style, out);
	add_text_details(item, style, out);
}

static void add_candidates(const struct lint *lint, struct buffer *out)
{
	struct arena arena = ARENA_INIT;
	struct release_set set = {{0}};
	for (size_t i = 0; i < lint->release.candidate_count; i++)
		release_set_add(&set, lint->release.candidates[i]);
	buffer_format(out, " (fits %s)",
		      registry_releases_shown(lint->registry, &set, &arena));
	arena_release(&arena);
}

static void add_header(const struct lint *lint, const char *before,
		       const struct style *style, struct buffer *out)
{
	struct arena arena = ARENA_INIT;
	const struct release_choice *choice = &lint->release;
	buffer_format(out, "%s%s: policy version %u for Xen %s", before,
		      clean_text(lint->policy->path, &arena),
		      lint->policy->version,
		      lint->registry->releases[choice->used].name);
	if (choice->candidate_count > 1)
		add_candidates(lint, out);
	buffer_add_string(out, ", trusted: ");
	add_names(out, lint->trusted, lint->trusted_count, style);
	buffer_add_char(out, '\n');
	arena_release(&arena);
}

/* What the baseline has and the policy has no more. */
static void add_gone(const struct lint_view *view, struct buffer *out)
{
	struct arena arena = ARENA_INIT;
	if (view->gone_count)
		buffer_format(out, "%zu of %s no longer found:\n",
			      view->gone_count, view->baseline->path);
	for (size_t i = 0; i < view->gone_count; i++)
		buffer_format(out, "  %s\n",
			      clean_text(baseline_words(&view->gone[i], &arena),
					 &arena));
	arena_release(&arena);
}

/* What the release opens and closes, while the rules are the same. */
static void add_moved(const struct lint_view *view, struct buffer *out)
{
	struct arena arena = ARENA_INIT;
	const struct lint *lint = view->lint;
	const struct release *releases = lint->registry->releases;
	if (!lint_moved_count(view))
		return;
	buffer_format(out, "by the move from Xen %s to %s alone:\n",
		      view->old ? releases[view->old->release.used].name
				: view->baseline->release,
		      releases[lint->release.used].name);
	for (size_t i = 0; i < view->moved_count; i++) {
		const struct lint_row *row = &view->moved[i];
		buffer_format(out, "  %s: %s %s\n",
			      row->change == CHANGE_ADDED ? "opened" : "closed",
			      level_name(row->finding.level),
			      clean_text(lint_row_words(row, &arena), &arena));
	}
	for (size_t i = 0; i < view->closed_count; i++) {
		const struct baseline_entry *entry = &view->closed[i];
		buffer_format(
			out, "  closed: %s %s\n", level_name(entry->level),
			clean_text(baseline_words(entry, &arena), &arena));
	}
	arena_release(&arena);
}

/* Adds the finding, below the line of its subject when that is a new one. */
static void add_under_subject(struct lint_item *item, bool first,
			      const struct style *style, struct buffer *out)
{
	const char *subject = item->finding->subject;
	if (first)
		buffer_format(out, "\n%s%s%s\n", paint(style, "\033[1m"),
			      subject ? clean_text(subject, &item->arena)
				      : "the policy",
			      paint(style, "\033[0m"));
	add_text_finding(item, style, out);
}

/* The number of findings that are shown; *left: that many more are not. */
static size_t add_findings(const struct lint_view *view,
			   const struct style *style, struct buffer *out,
			   size_t *left)
{
	const char *subject = NULL;
	size_t shown = 0;
	struct lint_item item = lint_item_start(view, least_shown(style));
	item.most = style->verbose ? 0 : DETAILED_OBJECTS;
	*left = 0;
	while (lint_item_next(&item)) {
		bool first =
			!shown || !same_text(subject, item.finding->subject);
		if (!style->verbose && shown >= SHOWN_FINDINGS && first) {
			*left = lint_item_left(&item);
			break;
		}
		add_under_subject(&item, first, style, out);
		subject = item.finding->subject;
		shown++;
	}
	lint_item_end(&item);
	return shown;
}

static void add_view(const struct lint_view *view, const struct style *style,
		     struct buffer *out)
{
	size_t left;
	add_header(view->lint, "", style, out);
	if (view->old)
		add_header(view->old, "compared with ", style, out);
	if (add_findings(view, style, out, &left))
		buffer_add_char(out, '\n');
	if (left)
		buffer_format(out,
			      "... and %zu more findings of other subjects "
			      "(-v shows all)\n\n",
			      left);
	if (style->verbose)
		add_gone(view, out);
	add_moved(view, out);
	struct arena arena = ARENA_INIT;
	buffer_format(out, "%s\n",
		      lint_summary(view, hidden_hint(style), &arena));
	arena_release(&arena);
}

void report_lint_text(const struct lint_report *report,
		      const struct style *style, struct buffer *out)
{
	for (size_t i = 0; i < report->count; i++) {
		if (i)
			buffer_add_char(out, '\n');
		add_view(&report->views[i], style, out);
	}
}
