/* What is accepted of a policy, and until when. */
#include "report/report_web_waiver.h"

#include <stdlib.h>
#include <string.h>

#include "lint/lint.h"
#include "report/report_clean.h"
#include "report/report_web_parts.h"
#include "report/report_web_policy.h"

/* A waiver, and how many findings it accepts. */
struct web_waiver {
	const struct waiver *waiver;
	size_t findings;
};

struct web_waiver_list {
	list_of(struct web_waiver) list;
};

static bool same_text(const char *a, const char *b)
{
	return a == b || (a && b && strcmp(a, b) == 0);
}

/* Whether both are what one place says. */
static bool is_same(const struct waiver *a, const struct waiver *b)
{
	return a == b ||
	       (a->place.line == b->place.line &&
		same_text(a->place.file, b->place.file) &&
		same_text(a->op, b->op) && same_text(a->rule, b->rule) &&
		same_text(a->permission, b->permission) &&
		same_text(a->commit, b->commit) &&
		same_text(a->subject, b->subject) &&
		same_text(a->object, b->object));
}

static struct web_waiver *waiver_in(struct web_waiver_list *all,
				    const struct waiver *waiver,
				    struct arena *arena)
{
	for (size_t i = 0; i < all->list.count; i++)
		if (is_same(all->list.items[i].waiver, waiver))
			return &all->list.items[i];
	struct web_waiver *added = list_push(&all->list, arena);
	added->waiver = waiver;
	return added;
}

/* What ends first stands first; what never does, last. */
static int compare_ends(const void *a, const void *b)
{
	const struct waiver *x = ((const struct web_waiver *)a)->waiver;
	const struct waiver *y = ((const struct web_waiver *)b)->waiver;
	if (!x->until != !y->until)
		return x->until ? -1 : 1;
	int order = x->until ? strcmp(x->until, y->until) : 0;
	if (!order)
		order = strcmp(x->place.file ? x->place.file : "",
			       y->place.file ? y->place.file : "");
	return order ? order : (int)x->place.line - (int)y->place.line;
}

/* Those of the site, and those that accept something, as remarks do. */
static struct web_waiver_list find_all(const struct web *web,
				       struct arena *arena)
{
	struct web_waiver_list all = {LIST_INIT};
	const struct pages_policy *policy = web->policy;
	for (size_t i = 0; policy->site && i < policy->site->waiver_count; i++)
		waiver_in(&all, &policy->site->waivers[i], arena);
	for (size_t i = 0; i < policy->view->row_count; i++) {
		const struct lint_row row = lint_view_row(policy->view, i);
		if (row.finding.waiver)
			waiver_in(&all, row.finding.waiver, arena)->findings++;
	}
	if (all.list.count)
		qsort(all.list.items, all.list.count, sizeof *all.list.items,
		      compare_ends);
	return all;
}

size_t web_waivers_ended(const struct web *web)
{
	struct arena arena = ARENA_INIT;
	const struct web_waiver_list all = find_all(web, &arena);
	size_t count = 0;
	for (size_t i = 0; i < all.list.count; i++)
		count += waiver_is_over(all.list.items[i].waiver,
					web->policy->today);
	arena_release(&arena);
	return count;
}

/* "op X, subject blue_t": what narrows it. */
static const char *scope_of(const struct waiver *waiver, struct arena *arena)
{
	const struct {
		const char *name, *text;
	} parts[] = {
		{"op", waiver->op},
		{"permission", waiver->permission},
		{"rule", waiver->rule},
		{"commit", waiver->commit},
		{"subject", waiver->subject},
		{"object", waiver->object},
	};
	const char *text = "";
	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
		if (parts[i].text)
			text = arena_format(arena, "%s%s%s %s", text,
					    *text ? ", " : "", parts[i].name,
					    parts[i].text);
	return text;
}

static void add_row(struct web_page *page, const struct web_waiver *row,
		    const char *const heads[])
{
	const struct waiver *waiver = row->waiver;
	struct arena *arena = &page->arena;
	const bool over = waiver_is_over(waiver, page->web->policy->today);
	buffer_format(&page->body,
		      "<tr data-row=\"\"><td class=\"tight\"><span "
		      "class=\"sign %s\">%s</span></td>",
		      over	       ? "error"
		      : !waiver->until ? "U"
		      : row->findings  ? "S"
				       : "N",
		      over	       ? "ended"
		      : !waiver->until ? "no end"
				       : "holds");
	web_cell(page, heads[1], waiver->until ? waiver->until : "never");
	web_cell(page, heads[2], scope_of(waiver, arena));
	web_cell(page, heads[3], waiver->reason);
	web_cell(page, heads[4], waiver->by);
	web_cell(page, heads[5], arena_format(arena, "%zu", row->findings));
	web_cell(page, heads[6],
		 waiver->place.file
			 ? arena_format(arena, "%s:%u", waiver->place.file,
					waiver->place.line)
			 : "");
	buffer_add_string(&page->body, "</tr>\n");
}

void web_waivers(struct web *web)
{
	static const char *const heads[] = {"state",	"until", "accepts",
					    "reason",	"by",	 "findings",
					    "stands in"};
	struct web_page page = web_page_start(
		web, "waivers.html", "policy",
		"What is accepted, and until when", "waivers.html");
	const struct web_waiver_list all = find_all(web, &page.arena);
	web_paragraph(&page,
		      "What ends first, first; today is %s. One that accepts "
		      "no finding hides what comes later.",
		      web->policy->today);
	if (!all.list.count)
		web_paragraph(&page, "Nothing is accepted.");
	else
		web_filter(&page, "waivers");
	if (all.list.count)
		web_table_start(&page, heads, sizeof heads / sizeof *heads);
	for (size_t i = 0; i < all.list.count; i++)
		add_row(&page, &all.list.items[i], heads);
	if (all.list.count)
		web_table_end(&page);
	web_page_end(&page);
}
