/* The first page of a site's own pages: what matters, worst first. */
#include "report/report_web_start.h"

#include <string.h>

#include "answer/answer.h"
#include "lint/lint.h"
#include "report/report_clean.h"
#include "report/report_lint_item.h"
#include "report/report_web_alike.h"
#include "report/report_web_domain.h"
#include "report/report_web_flaw.h"
#include "report/report_web_list.h"
#include "report/report_web_parts.h"
#include "report/report_web_policy.h"
#include "report/report_web_waiver.h"
#include "way/way.h"

/* So many of each are on the first page; the others are behind a link. */
enum { MOST = 10 };

static void start_part(struct web_page *page, const char *class, size_t count,
		       const char *title, const char *path)
{
	buffer_format(&page->body,
		      "<section class=\"worst %s\"><h2>%s: "
		      "<a href=\"%s\">%zu</a></h2>\n",
		      class, title, path, count);
}

static void end_part(struct web_page *page)
{
	buffer_add_string(&page->body, "</section>\n");
}

static bool has_limit(const struct lint *lint, const struct diag *limit)
{
	for (size_t i = 0; i < lint->limit_count; i++)
		if (lint->limits[i].message == limit->message &&
		    strcmp(lint->limits[i].detail, limit->detail) == 0)
			return true;
	return false;
}

static void add_limit(struct web_page *page, const struct diag *limit)
{
	buffer_add_string(&page->body, "<li>");
	add_xml_format(&page->body, "%s: %s", limit->message->title,
		       limit->detail);
	buffer_add_string(&page->body, "</li>\n");
}

/* What lint or the answer did not understand: what is below may not be all. */
static void add_limits(struct web_page *page, const struct lint *lint)
{
	const struct lint *other = page->web->policy->answer->lint;
	const bool partial = lint_is_partial(lint) || lint_is_partial(other);
	if (!lint->limit_count && !other->limit_count)
		return;
	buffer_format(&page->body,
		      "<section class=\"worst %s\"><h2>What is not looked "
		      "into, or not enforced</h2>\n<ul>\n",
		      partial ? "" : "fair");
	for (size_t i = 0; i < lint->limit_count; i++)
		add_limit(page, &lint->limits[i]);
	for (size_t i = 0; i < other->limit_count; i++)
		if (!has_limit(lint, &other->limits[i]))
			add_limit(page, &other->limits[i]);
	buffer_add_string(&page->body, "</ul>\n");
	end_part(page);
}

/* Errors that are of no domain: that it is not enforced, or does not fit. */
static void add_whole(struct web_page *page)
{
	const struct lint_view *view = page->web->policy->view;
	size_t count = 0;
	for (size_t i = 0; i < view->row_count; i++) {
		const struct lint_row row = lint_view_row(view, i);
		if (row.finding.subject || row.finding.waiver ||
		    row.finding.level != LEVEL_ERROR)
			continue;
		if (!count++)
			buffer_add_string(&page->body,
					  "<section class=\"worst\"><h2>Of the "
					  "policy as a whole</h2>\n");
		web_finding(page, i);
	}
	if (count)
		end_part(page);
}

/* The first finding of the domain that makes it strong, in a line. */
static void add_strong(struct web_page *page, const struct web_domain *domain)
{
	const struct lint_view *view = page->web->policy->view;
	size_t i = 0;
	for (; i < domain->rows.count; i++) {
		const struct lint_row row =
			lint_view_row(view, domain->rows.items[i]);
		if (web_is_strong(&row.finding))
			break;
	}
	if (i == domain->rows.count)
		return;
	struct lint_item item = lint_item_start(view, LEVEL_NOTE);
	item.most = 1;
	item.next = domain->rows.items[i];
	buffer_add_string(&page->body, "<li>");
	web_alike_link(page, domain);
	if (lint_item_next(&item)) {
		buffer_add_string(&page->body, ": ");
		web_text(page, lint_item_message(&item));
		lint_item_end(&item);
	}
	if (domain->strong > 1)
		buffer_format(&page->body, " <small>and %zu more</small>",
			      domain->strong - 1);
	buffer_add_string(&page->body, "</li>\n");
}

static void add_all_strong(struct web_page *page)
{
	const struct web_policy *policy = page->web->answers;
	size_t count = policy->everyone.strong > 0, shown = 0;
	for (size_t i = 0; i < policy->list.count; i++)
		count += policy->domains[i]->strong > 0;
	start_part(page, count ? "" : "good", count, "As strong as dom0",
		   "powers.html");
	buffer_add_string(&page->body, count ? "<ul>\n" : "");
	if (policy->everyone.strong)
		add_strong(page, &policy->everyone);
	for (size_t i = 0; i < policy->list.count && shown < MOST; i++)
		if (policy->domains[i]->strong &&
		    web_is_shown(policy->domains[i])) {
			add_strong(page, policy->domains[i]);
			shown++;
		}
	buffer_add_string(&page->body, count ? "</ul>\n" : "");
	if (!count)
		web_paragraph(page, "No domain that is not trusted reaches "
				    "dom0's powers, but what is accepted.");
	end_part(page);
}

/* What no policy keeps a guest from. */
static void add_everyone(struct web_page *page)
{
	const struct web_domain *everyone = &page->web->answers->everyone;
	const struct who_op *before = NULL;
	if (!everyone->covered)
		return;
	start_part(page, "", everyone->covered,
		   "Covered ops that every domain can do",
		   "domains.html#everyone");
	buffer_add_string(&page->body, "<ul class=\"plain many\">\n");
	for (size_t i = 0; i < everyone->can.count; i++) {
		const struct who_op *op = everyone->can.items[i]->op;
		if (op->status.status != STATUS_COVERED || op == before)
			continue;
		before = op;
		buffer_add_string(&page->body, "<li>");
		web_link(page, WEB_OP, op->op->name);
		buffer_add_string(&page->body, "</li>\n");
	}
	buffer_add_string(&page->body, "</ul>\n");
	end_part(page);
}

/* The worst domains, and how many errors there are. */
static void add_errors(struct web_page *page)
{
	const struct lint_totals totals =
		lint_view_totals(page->web->policy->view);
	start_part(page, totals.levels[LEVEL_ERROR] ? "" : "good",
		   totals.levels[LEVEL_ERROR], "Errors that nobody accepted",
		   "findings.html");
	web_domain_rows(page, MOST);
	buffer_add_string(&page->body,
			  "<p><a href=\"domains.html\">All domains</a></p>\n");
	end_part(page);
}

static void add_flaws(struct web_page *page)
{
	buffer_add_string(&page->body,
			  "<section class=\"worst fair\"><h2><a "
			  "href=\"fixes.html\">Public fixes that the release "
			  "lacks of what is delegated</a></h2>\n");
	const size_t count = web_flaw_rows(page, MOST);
	if (!count)
		web_paragraph(page, "None.");
	else if (count > MOST)
		buffer_format(&page->body,
			      "<p><a href=\"fixes.html\">All %zu</a></p>\n",
			      count);
	end_part(page);
}

static void add_waivers(struct web_page *page)
{
	const size_t ended = web_waivers_ended(page->web);
	const struct lint_totals totals =
		lint_view_totals(page->web->policy->view);
	start_part(page, ended ? "" : "good", totals.suppressed,
		   "Findings that are accepted", "waivers.html");
	web_paragraph(page, "Waivers that have ended: %zu.", ended);
	end_part(page);
}

static void add_lead(struct web_page *page, const struct lint *lint)
{
	struct arena *arena = &page->arena;
	buffer_add_string(&page->body, "<p class=\"lead\">");
	add_xml_format(&page->body, "Policy version %u for Xen ",
		       lint->policy->version);
	web_link_as(page, WEB_RELEASE,
		    lint->registry->releases[lint->release.used].name,
		    lint->registry->releases[lint->release.used].name);
	add_xml(&page->body, host_shown(lint->host, arena));
	if (lint->release.candidate_count > 1) {
		buffer_add_string(&page->body, ", and fits ");
		web_text(page, lint_fitting(lint, arena));
	}
	buffer_add_string(&page->body, "; trusted: ");
	for (size_t i = 0; i < lint->trusted_count; i++) {
		buffer_add_string(&page->body, i ? ", " : "");
		web_link(page, WEB_DOMAIN, lint->trusted[i]);
	}
	buffer_add_string(&page->body, ". ");
	if (lint->site)
		add_xml_format(&page->body,
			       "What is accepted and trusted is said by the "
			       "site file %s, which was found beside or above "
			       "the policy. ",
			       lint->site);
	add_xml_format(&page->body, "Lint says: %s.",
		       lint_summary(page->web->policy->view, NULL, arena));
	buffer_add_string(&page->body, "</p>\n");
}

void web_start(struct web *web)
{
	const struct lint *lint = web->policy->view->lint;
	struct web_page page =
		web_page_start(web, "index.html", "policy",
			       arena_format(web->arena, "What %s delegates",
					    lint->policy->path),
			       "index.html");
	add_lead(&page, lint);
	add_limits(&page, lint);
	add_whole(&page);
	add_all_strong(&page);
	add_everyone(&page);
	add_errors(&page);
	add_flaws(&page);
	add_waivers(&page);
	web_cards(&page);
	web_page_end(&page);
}
