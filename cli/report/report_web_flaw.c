/* Public fixes that the policy's release lacks of what is delegated. */
#include "report/report_web_flaw.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "answer/answer.h"
#include "lint/lint.h"
#include "report/report_clean.h"
#include "report/report_fix.h"
#include "report/report_web_parts.h"
#include "report/report_web_policy.h"

/* A finding on a fix, and what orders it. */
struct web_flaw {
	size_t row;
	const struct fix *fix;
	bool accepted;
	enum level level;
	size_t kind; /* index: worst first */
};

static int compare_flaws(const void *a, const void *b)
{
	const struct web_flaw *x = a, *y = b;
	if (x->accepted != y->accepted)
		return x->accepted ? 1 : -1;
	if (x->level != y->level)
		return x->level > y->level ? -1 : 1;
	if (x->kind != y->kind)
		return x->kind < y->kind ? -1 : 1;
	int order = strcmp(ref_text(y->fix->date), ref_text(x->fix->date));
	if (!order)
		order = strcmp(ref_text(x->fix->commit),
			       ref_text(y->fix->commit));
	return order ? order : (x->row < y->row ? -1 : x->row > y->row);
}

static size_t kind_of(const struct fix *fix)
{
	size_t kind = 0;
	while (fix_kinds[kind] &&
	       strcmp(fix_kinds[kind], ref_text(fix->kind)) != 0)
		kind++;
	return kind;
}

/* Who can do it, but for those that are trusted. */
static void add_callers(struct web_page *page, const struct op *op)
{
	enum { SHOWN = 8 };
	const struct who_op *found =
		op ? who_find_op(page->web->policy->answer, op) : NULL;
	const char *before = "";
	size_t count = 0;
	for (size_t i = 0; found && i < found->caller_count; i++) {
		const struct who_caller *caller = &found->callers[i];
		const char *name =
			caller->subject ? caller->subject : "every domain";
		if (caller->trusted || strcmp(before, name) == 0 ||
		    count++ >= SHOWN)
			continue;
		buffer_add_string(&page->body, *before ? ", " : "");
		web_link(page, WEB_DOMAIN, name);
		before = name;
	}
	if (count > SHOWN)
		buffer_format(&page->body, " and %zu more", count - SHOWN);
	if (!count)
		buffer_add_string(&page->body, "those that can do its parts");
}

static void add_row(struct web_page *page, const struct web_flaw *flaw,
		    const char *const heads[])
{
	const struct lint_view *view = page->web->policy->view;
	const struct lint_row row = lint_view_row(view, flaw->row);
	const struct finding *finding = &row.finding;
	struct arena *arena = &page->arena;
	const char *state =
		flaw->accepted ? "accepted" : level_name(flaw->level);
	buffer_format(&page->body,
		      "<tr data-row=\"\"><td class=\"tight\"><span "
		      "class=\"sign %s\">%s</span></td>",
		      state, state);
	web_cell_start(page, heads[1]);
	if (finding->op)
		web_link(page, WEB_OP, finding->op->name);
	buffer_add_string(&page->body, "</td>");
	web_cell_start(page, heads[2]);
	if (!finding->subject)
		add_callers(page, finding->op);
	else if (strcmp(finding->subject, "*") == 0)
		buffer_add_string(&page->body, "every domain");
	else
		web_link(page, WEB_DOMAIN, finding->subject);
	buffer_add_string(&page->body, "</td>");
	web_cell(page, heads[3],
		 arena_format(arena, "%s%s: %s", ref_text(flaw->fix->kind),
			      report_fix_marks(flaw->fix, arena),
			      ref_text(flaw->fix->subject)));
	web_cell(page, heads[4],
		 registry_fix_way_shown(page->web->registry, flaw->fix,
					view->lint->release.used, arena));
	web_cell(page, heads[5],
		 arena_format(arena, "%s %s", ref_text(flaw->fix->date),
			      ref_text(flaw->fix->commit)));
	buffer_add_string(&page->body, "</tr>\n");
}

size_t web_flaw_rows(struct web_page *page, size_t most)
{
	static const char *const heads[] = {"level", "op",	 "who can",
					    "flaw",  "it comes", "commit"};
	const struct lint_view *view = page->web->policy->view;
	list_of(struct web_flaw) flaws = LIST_INIT;
	for (size_t i = 0; i < view->row_count; i++) {
		const struct lint_row row = lint_view_row(view, i);
		if (row.finding.fix)
			*list_push(&flaws, &page->arena) = (struct web_flaw){
				i, row.finding.fix, row.finding.waiver != NULL,
				row.finding.level, kind_of(row.finding.fix)};
	}
	if (!flaws.count)
		return 0;
	qsort(flaws.items, flaws.count, sizeof *flaws.items, compare_flaws);
	web_table_start(page, heads, sizeof heads / sizeof *heads);
	for (size_t i = 0; i < flaws.count && i < most; i++)
		add_row(page, &flaws.items[i], heads);
	web_table_end(page);
	return flaws.count;
}

void web_flaws(struct web *web)
{
	const struct lint *lint = web->policy->view->lint;
	const struct registry *registry = web->registry;
	struct web_page page = web_page_start(
		web, "fixes.html", "policy",
		"Public fixes that the release lacks", "fixes.html");
	web_paragraph(&page,
		      "Of ops that the policy delegates, or that every domain "
		      "can do, worst first: Xen %s, fixes %s.",
		      registry->releases[lint->release.used].name,
		      report_fixes_read(registry, &page.arena));
	web_filter(&page, "fixes");
	if (!web_flaw_rows(&page, SIZE_MAX))
		web_paragraph(&page, "It lacks none.");
	web_page_end(&page);
}
