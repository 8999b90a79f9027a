/* What JSON says of a view besides its findings. */
#include "lint/lint.h"
#include "report/report_baseline.h"
#include "report/report_json_policy.h"
#include "report/report_lint_item.h"
#include "report/report_lint_json_view.h"

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

void add_json_view(struct buffer *out, const struct lint_view *view)
{
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
}
