/* The domains of a site's policy: a list, worst first, and a page each. */
#include "report/report_web_domain.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "answer/answer.h"
#include "lint/lint.h"
#include "report/report_clean.h"
#include "report/report_web_alike.h"
#include "report/report_web_parts.h"
#include "report/report_web_policy.h"
#include "report/report_web_set_page.h"

/* --- The list ----------------------------------------------------------------
 */

/* A number that links to a part of the domain's page; "" for none. */
static void add_count(struct web_page *page, const char *head, size_t count,
		      const char *sign)
{
	web_cell_start(page, head);
	if (count)
		buffer_format(&page->body, "<span class=\"sign %s\">%zu</span>",
			      sign, count);
	buffer_add_string(&page->body, "</td>");
}

static const char *standing_of(const struct web_domain *domain,
			       struct arena *arena)
{
	const char *text = domain->trusted ? "trusted" : "";
	if (domain->role)
		text = arena_format(arena, "%s%s%s", text, *text ? ", " : "",
				    domain->role);
	if (domain->doubt)
		text = arena_format(arena, "%s%sin doubt: %s", text,
				    *text ? ", " : "", domain->doubt);
	return text;
}

void web_domain_rows(struct web_page *page, size_t most)
{
	static const char *const heads[] = {
		"domain",      "role",	   "ways to what is trusted",
		"errors",      "warnings", "accepted",
		"covered ops", "all ops"};
	const struct web_policy *policy = page->web->answers;
	web_table_start(page, heads, sizeof heads / sizeof *heads);
	for (size_t i = 0, rows = 0; i < policy->list.count && rows < most;
	     i++) {
		const struct web_domain *domain = policy->domains[i];
		if (!web_is_shown(domain))
			continue;
		rows++;
		buffer_add_string(&page->body,
				  "<tr data-row=\"\"><th scope=\"row\">");
		web_alike_link(page, domain);
		buffer_add_string(&page->body, "</th>");
		web_cell(page, heads[1], standing_of(domain, &page->arena));
		add_count(page, heads[2], domain->strong, "C");
		add_count(page, heads[3], domain->errors, "C");
		add_count(page, heads[4], domain->warnings, "U");
		add_count(page, heads[5], domain->accepted, "N");
		add_count(page, heads[6], domain->covered,
			  domain->trusted ? "N" : "U");
		add_count(page, heads[7], domain->ops, "N");
		buffer_add_string(&page->body, "</tr>\n");
	}
	web_table_end(page);
}

static void write_list(struct web *web)
{
	struct web_page page = web_page_start(web, "domains.html", "policy",
					      "Domains", "domains.html");
	web_paragraph(&page,
		      "Whom the policy lets do something, worst first; who is "
		      "trusted as dom0 is, last. What every domain can do is "
		      "counted for none of them.");
	web_filter(&page, "domains and ops");
	web_domain_rows(&page, SIZE_MAX);
	web_title(&page, "everyone", "What every domain can do");
	web_can_table(&page, &web->answers->everyone);
	web_page_end(&page);
}

/* --- What one can do ---------------------------------------------------------
 */

/* Covered ones first, and so on by their names. */
static int compare_can(const void *a, const void *b)
{
	const struct web_can *x = *(const struct web_can *const *)a;
	const struct web_can *y = *(const struct web_can *const *)b;
	if (x->op->status.status != y->op->status.status)
		return x->op->status.status == STATUS_COVERED ? -1 : 1;
	int order = strcmp(x->op->op->name, y->op->op->name);
	return order ? order : (x->caller < y->caller ? -1 : 1);
}

void web_can_table(struct web_page *page, const struct web_domain *domain)
{
	static const char *const heads[] = {"op", "status",
					    "on whom, by which rules"};
	const size_t count = domain->can.count;
	if (!count) {
		web_paragraph(page, "Nothing.");
		return;
	}
	const struct web_can **sorted =
		arena_alloc(&page->arena, count, sizeof *sorted);
	memcpy(sorted, domain->can.items, count * sizeof *sorted);
	qsort(sorted, count, sizeof *sorted, compare_can);
	web_table_start(page, heads, sizeof heads / sizeof *heads);
	for (size_t i = 0; i < count; i++) {
		buffer_add_string(&page->body,
				  "<tr data-row=\"\"><th scope=\"row\">");
		web_link(page, WEB_OP, sorted[i]->op->op->name);
		buffer_add_string(&page->body, "</th>");
		web_cell_start(page, heads[1]);
		web_status(page, &sorted[i]->op->status);
		buffer_add_string(&page->body, "</td>");
		web_cell_start(page, heads[2]);
		web_caller(page, sorted[i]);
		buffer_add_string(&page->body, "</td></tr>\n");
	}
	web_table_end(page);
}

/* --- The page ----------------------------------------------------------------
 */

/* Its findings of that kind, under a title; how many. */
static size_t add_findings(struct web_page *page,
			   const struct web_domain *domain, const char *id,
			   const char *title,
			   bool (*is)(const struct finding *finding))
{
	size_t count = 0;
	for (size_t i = 0; i < domain->rows.count; i++) {
		const struct lint_row row = lint_view_row(
			page->web->policy->view, domain->rows.items[i]);
		if (!is(&row.finding))
			continue;
		if (!count++)
			web_title(page, id, title);
		buffer_add_string(&page->body, "<div data-row=\"\">");
		web_finding(page, domain->rows.items[i]);
		buffer_add_string(&page->body, "</div>\n");
	}
	return count;
}

static bool is_other(const struct finding *finding)
{
	return !finding->waiver && finding->level > LEVEL_NOTE &&
	       !web_is_strong(finding);
}

static bool is_accepted(const struct finding *finding)
{
	return finding->waiver;
}

/* What is to be done about the rules that it breaks, each once. */
static void add_advice(struct web_page *page, const struct web_domain *domain)
{
	const struct lint_view *view = page->web->policy->view;
	const struct rule *before = NULL;
	web_title(page, "do", "What to do");
	web_paragraph(page,
		      "An op ends with any one of the rules that let it pass: "
		      "take one away, or do without the op. What is meant is "
		      "accepted in the site file, with a reason and an end.");
	buffer_add_string(&page->body, "<dl>\n");
	for (size_t i = 0; i < domain->rows.count; i++) {
		const struct lint_row row =
			lint_view_row(view, domain->rows.items[i]);
		const struct finding *finding = &row.finding;
		if (finding->waiver || finding->level == LEVEL_NOTE ||
		    finding->rule == before)
			continue;
		before = finding->rule;
		buffer_add_string(&page->body, "<dt>");
		web_link_as(page, WEB_RULE, before->code, before->code);
		buffer_add_string(&page->body, "</dt><dd>");
		add_xml_format(&page->body, "%s. To be accepted: %s",
			       before->title, before->accept);
		buffer_add_string(&page->body, "</dd>\n");
	}
	buffer_add_string(&page->body, "</dl>\n");
}

static void add_lead(struct web_page *page, const struct web_domain *domain)
{
	struct arena *arena = &page->arena;
	buffer_add_string(&page->body, "<p class=\"lead\">");
	if (domain->trusted)
		buffer_add_string(&page->body,
				  "It is trusted as dom0 is, and no finding is "
				  "made of what it can do. ");
	else if (domain->strong)
		buffer_format(&page->body, "<b>As strong as dom0, in %s.</b> ",
			      count_noun(domain->strong, "way", arena));
	add_xml_format(&page->body, "%s can do %s, %zu of them covered.",
		       domain->alike->members.count > 1 ? "Each of them" : "It",
		       count_noun(domain->ops, "op", arena), domain->covered);
	if (domain->role)
		add_xml_format(&page->body, " Its role is %s.", domain->role);
	if (domain->doubt)
		add_xml_format(&page->body,
			       " Maybe no domain has the label: %s.",
			       domain->doubt);
	buffer_add_string(&page->body, "</p>\n");
}

/* What is shown is of the first of them. */
static void add_alike(struct web_page *page, const struct web_domain *domain)
{
	const size_t count = domain->alike->members.count;
	if (count < 2)
		return;
	buffer_format(&page->body,
		      "<p>The page is of %zu domains that are <a "
		      "href=\"#alike\">alike</a>. ",
		      count);
	add_xml_format(&page->body,
		       "With its own name in the place of %s, each of them can "
		       "do the same to the same, and the same is done to it "
		       "and found of it; the rules that are shown are those of "
		       "%s.",
		       domain->name, domain->name);
	buffer_add_string(&page->body, "</p>\n");
}

static void write_page(struct web *web, const struct web_domain *domain)
{
	const size_t count = domain->alike->members.count;
	struct web_page page = web_page_of(web, WEB_DOMAIN, domain->name);
	if (count > 1)
		page.heading = arena_format(web->arena, "%s and %zu alike",
					    domain->name, count - 1);
	add_lead(&page, domain);
	add_alike(&page, domain);
	web_filter(&page, "what it can do, and findings");
	add_findings(&page, domain, "strong", "As strong as dom0, and how",
		     web_is_strong);
	add_findings(&page, domain, "findings", "Other findings", is_other);
	if (domain->errors + domain->warnings)
		add_advice(&page, domain);
	add_findings(&page, domain, "accepted", "What is accepted",
		     is_accepted);
	web_title(&page, "can", "What it can do, to which, by which rule");
	web_can_table(&page, domain);
	web_done_to(&page, domain);
	web_alike_list(&page, domain);
	web_page_end(&page);
}

void web_domains(struct web *web)
{
	write_list(web);
	for (size_t i = 0; i < web->answers->list.count; i++)
		if (web_is_shown(web->answers->list.items[i]))
			write_page(web, web->answers->list.items[i]);
	web_set_page(web);
}
