/* Findings that are asked for: by rule, status and basis. */
#include "lint/lint.h"
#include "rule/rule.h"

static bool is_asked_for(const struct finding *finding,
			 const struct lint_filter *filter)
{
	if (filter->rules &&
	    !filter->rules[rules_index(&rule_table, finding->rule)])
		return false;
	if (!filter->statuses && !filter->bases)
		return true;
	const struct op_status *status = &finding->status;
	return finding->op &&
	       (!filter->statuses || filter->statuses[status->status]) &&
	       (!filter->bases || filter->bases[status->basis]);
}

struct lint_view lint_view_filtered(const struct lint_view *view,
				    const struct lint_filter *filter,
				    struct arena *arena)
{
	struct lint_view part = *view;
	unsigned *picked = arena_alloc(arena, view->row_count, sizeof *picked);
	struct lint_totals *hidden = arena_alloc(arena, 1, sizeof *hidden);
	part.row_count = 0;
	for (size_t i = 0; i < view->row_count; i++) {
		const struct lint_row row = lint_view_row(view, i);
		if (is_asked_for(&row.finding, filter))
			picked[part.row_count++] =
				view->picked ? view->picked[i] : (unsigned)i;
		else
			lint_totals_add(hidden, row.change, row.finding.waiver,
					row.finding.level);
	}
	part.picked = picked;
	part.hidden = hidden;
	part.hidden_by = filter->by;
	return part;
}

size_t lint_totals_count(const struct lint_totals *totals)
{
	size_t count = totals->suppressed + totals->removed;
	for (unsigned level = 0; level <= LEVEL_ERROR; level++)
		count += totals->levels[level];
	return count;
}

/* "3 errors", behind a comma; nothing of none. */
static const char *add_count(const char *text, size_t count, const char *noun,
			     const char *plural, struct arena *arena)
{
	return count ? arena_format(arena, "%s%s%zu %s%s", text,
				    *text ? ", " : "", count, noun,
				    count == 1 ? "" : plural)
		     : text;
}

const char *lint_totals_shown(const struct lint_totals *totals,
			      struct arena *arena)
{
	const char *text = "";
	for (unsigned level = LEVEL_ERROR + 1; level-- > 0;)
		text = add_count(text, totals->levels[level],
				 level_name((enum level)level), "s", arena);
	text = add_count(text, totals->suppressed, "accepted", "", arena);
	return add_count(text, totals->removed, "removed", "", arena);
}

const char *lint_hidden_words(const struct lint_view *view, struct arena *arena)
{
	return arena_format(arena, "%s by %s",
			    lint_totals_shown(view->hidden, arena),
			    view->hidden_by);
}
