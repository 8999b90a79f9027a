/* How many findings each rule has. */
#include "lint/lint.h"
#include "report/report_json.h"
#include "report/report_json_policy.h"
#include "report/report_lint_statistics.h"
#include "rule/rule.h"

/* By the rules' indices. */
static struct lint_totals *count_rules(const struct lint_view *view,
				       struct arena *arena)
{
	struct lint_totals *totals =
		arena_alloc(arena, rule_count(), sizeof *totals);
	for (size_t i = 0; i < view->row_count; i++) {
		const struct lint_row row = lint_view_row(view, i);
		lint_totals_add(
			&totals[rules_index(&rule_table, row.finding.rule)],
			row.change, row.finding.waiver, row.finding.level);
	}
	return totals;
}

static void add_line(size_t count, const char *kind, const struct rule *rule,
		     struct buffer *out)
{
	if (count)
		buffer_format(out, "%7zu %-8s %s %s\n", count, kind, rule->code,
			      rule->name);
}

void add_text_statistics(const struct lint_view *view, struct buffer *out)
{
	struct arena arena = ARENA_INIT;
	const struct lint_totals *totals = count_rules(view, &arena);
	for (size_t i = 0; i < rule_count(); i++) {
		const struct rule *rule = rule_at(i);
		for (unsigned level = LEVEL_ERROR + 1; level-- > 0;)
			add_line(totals[i].levels[level],
				 level_name((enum level)level), rule, out);
		add_line(totals[i].suppressed, "accepted", rule, out);
		add_line(totals[i].removed, "removed", rule, out);
	}
	arena_release(&arena);
}

void add_json_statistics(const struct lint_view *view, struct buffer *out)
{
	struct arena arena = ARENA_INIT;
	const struct lint_totals *totals = count_rules(view, &arena);
	bool any = false;
	for (size_t i = 0; i < rule_count(); i++) {
		if (!lint_totals_count(&totals[i]))
			continue;
		if (!any)
			add_json_name(out, "statistics");
		buffer_add_string(out, any ? ",{" : "[{");
		any = true;
		add_json_member(out, "rule", rule_at(i)->code);
		add_json_member(out, "name", rule_at(i)->name);
		add_json_totals(out, &totals[i]);
		buffer_add_char(out, '}');
	}
	buffer_add_string(out, any ? "]" : "");
	arena_release(&arena);
}
