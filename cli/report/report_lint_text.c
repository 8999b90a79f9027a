/* Findings as text for people. */
#include <stdlib.h>
#include <string.h>

#include "report/report_baseline.h"
#include "report/report_clean.h"
#include "report/report_lint_flaw.h"
#include "report/report_lint_group.h"
#include "report/report_lint_statistics.h"
#include "report/report_lint_table.h"
#include "report/report_lint_text.h"
#include "way/way.h"

/*
 * So many findings are shown, unless all are asked for, with the subject of
 * the last one whole; objects are detailed when it is looked up what gives
 * access to them.
 */
enum { SHOWN_FINDINGS = 1000, DETAILED_OBJECTS = 16 };

static const char *paint(const struct style *style, const char *sequence)
{
	return style->color ? sequence : "";
}

/* As lint_item_level() does. */
static enum level shown_level(const struct finding *finding, enum change change)
{
	return finding->waiver || change == CHANGE_REMOVED ? LEVEL_NOTE
							   : finding->level;
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

/* How grave it is, and the rule. */
static void start_title(const struct lint_entry *entry,
			const struct style *style, struct buffer *out)
{
	const struct finding *finding = &entry->finding;
	const char *change = change_name(entry->change);
	buffer_format(out, "  %s%s%s%s%s%s %s ",
		      level_color(style, shown_level(finding, entry->change)),
		      change ? change : "", change ? " " : "",
		      finding->waiver ? "accepted " : "",
		      level_name(finding->level), paint(style, "\033[0m"),
		      finding->rule->code);
}

/* The line of a finding, and what its message says beyond that. */
static void add_title(const struct lint_group *group,
		      const struct lint_entry *entry, const struct style *style,
		      struct buffer *out)
{
	const struct finding *finding = &entry->finding;
	struct arena arena = ARENA_INIT;
	start_title(entry, style, out);
	if (finding->op && finding->permission)
		buffer_format(out, "%s:%s, ", finding->object_class,
			      finding->permission);
	if (finding->op)
		buffer_format(out, "%s (%s, %s%s%s)", finding->op->name,
			      status_shown(finding->status.status),
			      basis_shown(&finding->status, &arena),
			      entry->refusals ? "; " : "",
			      entry->refusals ? entry->refusals : "");
	else
		buffer_add_string(out, entry->message);
	add_group_rights(group, entry, out);
	if (entry->place)
		buffer_format(out, "  %s", entry->place);
	buffer_add_char(out, '\n');
	if (lint_says_more(finding))
		buffer_format(out, "    %s\n", entry->message);
	arena_release(&arena);
}

void add_text_group(const struct lint_group *group, const struct lint *lint,
		    const struct style *style, struct buffer *out)
{
	const struct lint_entry *first = &group->entries.items[0];
	if (first->finding.fix) {
		start_title(first, style, out);
		add_flaw_group(group, lint, style, out);
	}
	for (size_t i = 0; !first->finding.fix && i < group->entries.count; i++)
		add_title(group, &group->entries.items[i], style, out);
	add_group_body(group, out);
}

void add_text_header(const struct lint *lint, const char *before,
		     const struct style *style, struct buffer *out)
{
	struct arena arena = ARENA_INIT;
	const struct release_choice *choice = &lint->release;
	buffer_format(out, "%s%s: policy version %u for Xen %s%s", before,
		      clean_text(lint->policy->path, &arena),
		      lint->policy->version,
		      lint->registry->releases[choice->used].name,
		      clean_text(host_shown(lint->host, &arena), &arena));
	if (choice->candidate_count > 1)
		buffer_format(out, " (fits %s)", lint_fitting(lint, &arena));
	buffer_add_string(out, ", trusted: ");
	add_text_names(out, lint->trusted, lint->trusted_count, style);
	buffer_add_char(out, '\n');
	if (lint->site)
		buffer_format(out, "  its site file: %s\n",
			      clean_text(lint->site, &arena));
	arena_release(&arena);
}

static void add_words(const char *what, const char *name, struct buffer *out)
{
	buffer_format(out, "    %s%s\n", what, name);
}

/* What was left out since the build does not have it. */
static void add_left_out(const struct lint *lint, const struct style *style,
			 struct buffer *out)
{
	struct arena arena = ARENA_INIT;
	struct left_out left;
	if (!lint->host)
		return;
	left_out_find(lint->registry, lint->release.used, lint->host, &arena,
		      &left);
	buffer_format(out,
		      "  left out, since such a Xen has it not: %zu op%s, and "
		      "some of what is asked of %zu more%s\n",
		      left.op_count, left.op_count == 1 ? "" : "s",
		      left.partly_count,
		      style->verbose ? "" : " (-v names them)");
	for (size_t i = 0; style->verbose && i < left.op_count; i++)
		add_words("", left.ops[i]->name, out);
	for (size_t i = 0; style->verbose && i < left.partly_count; i++)
		add_words("partly: ", left.partly[i]->name, out);
	for (size_t i = 0; style->verbose && i < left.never_count; i++)
		add_words("never: ", left.never[i]->text, out);
	for (size_t i = 0;
	     (style->verbose || lint->host->config) && i < left.open_count; i++)
		add_words("with and without, as it is not known: ",
			  left.open[i]->text, out);
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

/* Fixes that the one release lacks and the other has; words: of an entry. */
static bool is_of_fix(const char *words)
{
	static const char *const codes[] = {"XSM501 ", "XSM502 "};
	for (size_t i = 0; i < sizeof codes / sizeof *codes; i++)
		if (strncmp(words, codes[i], strlen(codes[i])) == 0)
			return true;
	return false;
}

static void add_flaws(const char *what, size_t count, struct buffer *out)
{
	if (count)
		buffer_format(out, "  %s: %zu known flaw%s (-v shows all)\n",
			      what, count, count == 1 ? "" : "s");
}

static void add_moved_row(const char *what, enum level level, const char *words,
			  struct arena *arena, struct buffer *out)
{
	buffer_format(out, "  %s: %s %s\n", what, level_name(level),
		      clean_text(words, arena));
}

/* What the release opens and closes, while the rules are the same. */
static void add_moved(const struct lint_view *view, bool verbose,
		      struct buffer *out)
{
	struct arena arena = ARENA_INIT;
	const struct lint *lint = view->lint;
	const struct release *releases = lint->registry->releases;
	size_t opened = 0, closed = 0;
	if (!lint_moved_count(view))
		return;
	buffer_format(out, "by the move from Xen %s to %s alone:\n",
		      view->old ? releases[view->old->release.used].name
				: view->baseline->releases[0],
		      releases[lint->release.used].name);
	for (size_t i = 0; i < view->moved_count; i++) {
		const struct lint_row *row = &view->moved[i];
		const bool added = row->change == CHANGE_ADDED;
		opened += row->finding.fix && added;
		closed += row->finding.fix && !added;
		if (verbose || !row->finding.fix)
			add_moved_row(added ? "opened" : "closed",
				      row->finding.level,
				      lint_row_words(row, &arena), &arena, out);
	}
	for (size_t i = 0; i < view->closed_count; i++) {
		const struct baseline_entry *entry = &view->closed[i];
		const bool fix = is_of_fix(entry->what);
		closed += fix;
		if (verbose || !fix)
			add_moved_row("closed", entry->level,
				      baseline_words(entry, &arena), &arena,
				      out);
	}
	if (!verbose) {
		add_flaws("opened", opened, out);
		add_flaws("closed", closed, out);
	}
	arena_release(&arena);
}

/* Adds the findings, below the line of their subject when that is a new one. */
static void add_under_subject(const struct lint_view *view,
			      const struct lint_group *group, bool first,
			      const struct style *style, struct buffer *out)
{
	struct arena arena = ARENA_INIT;
	const bool removed =
		group->entries.items[0].change == CHANGE_REMOVED && view->old;
	const char *subject = group->entries.items[0].finding.subject;
	if (first)
		buffer_format(out, "\n%s%s%s\n", paint(style, "\033[1m"),
			      subject ? clean_text(subject, &arena)
				      : "the policy",
			      paint(style, "\033[0m"));
	add_text_group(group, removed ? view->old : view->lint, style, out);
	arena_release(&arena);
}

static bool is_of_subject(const struct lint_group *group, const char *subject)
{
	const char *own = group->entries.items[0].finding.subject;
	return own == subject || (own && subject && strcmp(own, subject) == 0);
}

/* Marks the ops that the findings are about. */
static void mark_ops(const struct lint_group *group,
		     const struct registry *registry, bool *ops)
{
	for (size_t i = 0; i < group->entries.count; i++) {
		const struct finding *finding =
			&group->entries.items[i].finding;
		const struct op *op = finding->op;
		if (op && !finding->fix)
			ops[op - registry->ops] = true;
	}
}

/* What no access says of the marked ops, once for each of them. */
static void add_cautions(const struct lint *lint, const bool *ops,
			 struct buffer *out)
{
	const struct registry *registry = lint->registry;
	struct arena arena = ARENA_INIT;
	bool any = false;
	for (unsigned i = 0; i < registry->op_count; i++) {
		const struct caution *const *cautions;
		size_t count = ops[i] ? registry_op_cautions(registry,
							     &registry->ops[i],
							     lint->release.used,
							     &arena, &cautions)
				      : 0;
		if (count && !any)
			buffer_add_string(out,
					  "what no rule says of these ops:\n");
		any |= count != 0;
		for (size_t j = 0; j < count; j++)
			buffer_format(out, "  %s: %s\n", registry->ops[i].name,
				      cautions[j]->text);
	}
	if (any)
		buffer_add_char(out, '\n');
	arena_release(&arena);
}

/*
 * The number of findings that are shown; *left: that many more are not.  Marks
 * the ops that they are about.
 */
static size_t add_findings(const struct lint_view *view,
			   const struct style *style, struct buffer *out,
			   size_t *left, bool *ops)
{
	const char *subject = NULL;
	size_t shown = 0;
	const struct lint_group *group;
	struct lint_groups groups =
		lint_groups_start(view, least_shown(style), style);
	groups.item.most = style->verbose ? 0 : DETAILED_OBJECTS;
	*left = 0;
	while ((group = lint_groups_next(&groups, view->row_count))) {
		bool first = !shown || !is_of_subject(group, subject);
		if (!style->verbose && shown >= SHOWN_FINDINGS && first) {
			*left = group->entries.count +
				lint_groups_left(&groups);
			break;
		}
		add_under_subject(view, group, first, style, out);
		mark_ops(group, view->lint->registry, ops);
		buffer_drain(out);
		subject = group->entries.items[0].finding.subject;
		shown += group->entries.count;
	}
	lint_groups_end(&groups);
	return shown;
}

static void add_view(const struct lint_view *view, const struct style *style,
		     struct buffer *out)
{
	size_t left = 0;
	struct arena arena = ARENA_INIT;
	bool *ops = arena_alloc(&arena, view->lint->registry->op_count + 1,
				sizeof *ops);
	add_text_header(view->lint, "", style, out);
	add_left_out(view->lint, style, out);
	if (view->old)
		add_text_header(view->old, "compared with ", style, out);
	if (style->statistics)
		add_text_statistics(view, out);
	else if (add_findings(view, style, out, &left, ops))
		buffer_add_char(out, '\n');
	if (left)
		buffer_format(out,
			      "... and %zu more findings of other subjects "
			      "(-v shows all)\n\n",
			      left);
	add_cautions(view->lint, ops, out);
	if (style->verbose)
		add_gone(view, out);
	add_moved(view, style->verbose, out);
	if (view->hidden && lint_totals_count(view->hidden))
		buffer_format(
			out, "not shown: %s\n",
			clean_text(lint_hidden_words(view, &arena), &arena));
	buffer_format(
		out, "%s\n",
		lint_summary(view,
			     style->statistics ? NULL : hidden_hint(style),
			     &arena));
	arena_release(&arena);
}

/* A line for all. */
static void add_summary(const struct lint_view *view, struct buffer *out)
{
	struct arena arena = ARENA_INIT;
	const struct lint *lint = view->lint;
	buffer_format(out, "%s: Xen %s: %s%s\n",
		      clean_text(lint->policy->path, &arena),
		      lint->registry->releases[lint->release.used].name,
		      lint_summary(view, NULL, &arena),
		      lint_is_partial(lint) ? ", not all was seen" : "");
	arena_release(&arena);
}

static void view_text(struct lint_writer *writer, const struct lint_view *view)
{
	bool *any = writer->state;
	if (writer->style.summary) {
		add_summary(view, writer->out);
		return;
	}
	if (*any)
		buffer_add_char(writer->out, '\n');
	*any = true;
	add_view(view, &writer->style, writer->out);
}

static void start_text(struct lint_writer *writer)
{
	writer->state = arena_alloc(&writer->arena, 1, sizeof(bool));
}

const struct lint_format lint_text_format = {
	.name = "text", .start = start_text, .view = view_text};
