/* What a site's policy comes to, domain by domain. */
#include "report/report_web_policy.h"

#include <stdlib.h>
#include <string.h>

#include "answer/answer.h"
#include "base/text.h"
#include "lint/lint.h"
#include "report/report_clean.h"
#include "report/report_lint_item.h"
#include "report/report_rules.h"
#include "report/report_web_alike.h"
#include "report/report_web_parts.h"
#include "report/report_web_set.h"
#include "report/report_web_set_page.h"
#include "report/report_who_text.h"

/* --- Gathering -------------------------------------------------------------
 */

static bool is_everyone(const char *name)
{
	return !name || strcmp(name, "*") == 0;
}

static struct web_domain *domain_of(struct web *web, const char *name)
{
	struct web_policy *policy = web->answers;
	if (is_everyone(name))
		return &policy->everyone;
	struct web_domain *domain = map_get(&policy->by_name, name);
	if (domain)
		return domain;
	domain = arena_alloc(web->arena, 1, sizeof *domain);
	domain->name = name;
	map_set(&policy->by_name, name, domain, web->arena);
	*list_push(&policy->list, web->arena) = domain;
	return domain;
}

bool web_is_strong(const struct finding *finding)
{
	return !finding->waiver && finding->level > LEVEL_NOTE &&
	       report_rule_controls(finding->rule);
}

static void add_row(struct web *web, size_t row)
{
	const struct lint_row shown = lint_view_row(web->policy->view, row);
	const struct finding *finding = &shown.finding;
	if (!finding->subject) {
		web->answers->own_rows++;
		return;
	}
	struct web_domain *domain = domain_of(web, finding->subject);
	*list_push(&domain->rows, web->arena) = row;
	domain->accepted += finding->waiver != NULL;
	if (finding->waiver)
		return;
	domain->errors += finding->level == LEVEL_ERROR;
	domain->warnings += finding->level == LEVEL_WARNING;
	domain->notes += finding->level == LEVEL_NOTE;
	domain->strong += web_is_strong(finding);
}

static void add_can(struct web *web, const struct who_op *op,
		    const struct who_caller *caller)
{
	struct web_policy *policy = web->answers;
	struct web_domain *domain = domain_of(web, caller->subject);
	const size_t count = domain->can.count;
	domain->trusted |= caller->trusted;
	if (caller->role)
		domain->role = caller->role;
	if (caller->doubt)
		domain->doubt = caller->doubt;
	if (!count || domain->can.items[count - 1]->op != op) {
		domain->ops++;
		domain->covered += op->status.status == STATUS_COVERED;
	}
	struct web_can *can = &policy->cans[policy->can_count++];
	*can = (struct web_can){.op = op, .caller = caller, .domain = domain};
	*list_push(&domain->can, web->arena) = can;
}

/* Who is trusted is last; then who is as strong as that, and so on. */
static int compare_worst(const void *a, const void *b)
{
	const struct web_domain *x = *(struct web_domain *const *)a;
	const struct web_domain *y = *(struct web_domain *const *)b;
	const size_t of_x[] = {!x->trusted, x->strong, x->errors, x->warnings,
			       x->covered};
	const size_t of_y[] = {!y->trusted, y->strong, y->errors, y->warnings,
			       y->covered};
	for (size_t i = 0; i < sizeof of_x / sizeof *of_x; i++)
		if (of_x[i] != of_y[i])
			return of_x[i] > of_y[i] ? -1 : 1;
	/* "guest2_t" before "guest10_t". */
	const int order = text_compare_natural(x->name, y->name);
	return order ? order : strcmp(x->name, y->name);
}

static int compare_names(const void *a, const void *b)
{
	const struct web_domain *x = *(struct web_domain *const *)a;
	const struct web_domain *y = *(struct web_domain *const *)b;
	return strcmp(x->name, y->name);
}

/* All domains by name, and worst first. */
static void sort_domains(struct web *web)
{
	struct web_policy *policy = web->answers;
	const size_t count = policy->list.count;
	policy->domains =
		arena_alloc(web->arena, count + 1, sizeof *policy->domains);
	if (!count)
		return;
	qsort(policy->list.items, count, sizeof *policy->list.items,
	      compare_names);
	memcpy(policy->domains, policy->list.items,
	       count * sizeof *policy->domains);
	qsort(policy->domains, count, sizeof *policy->domains, compare_worst);
}

static void add_answer(struct web *web, const struct who_answer *answer)
{
	size_t count = 0;
	for (size_t i = 0; i < answer->op_count; i++)
		count += answer->ops[i].caller_count;
	web->answers->cans =
		arena_alloc(web->arena, count + 1, sizeof *web->answers->cans);
	web->answers->first = arena_alloc(web->arena, answer->op_count + 1,
					  sizeof *web->answers->first);
	for (size_t i = 0; i < answer->op_count; i++) {
		web->answers->first[i] = web->answers->can_count;
		for (size_t j = 0; j < answer->ops[i].caller_count; j++)
			add_can(web, &answer->ops[i],
				&answer->ops[i].callers[j]);
	}
}

/* Its page, or its place on the page of those that are alike. */
static void expect_domain(struct web *web, const struct web_domain *domain)
{
	const struct web_alike *alike = domain->alike;
	const char *shown = alike->members.items[0]->name;
	if (!web_path(web, WEB_DOMAIN, shown))
		web_expect(web, WEB_DOMAIN, shown, NULL);
	if (!web_is_shown(domain))
		web_expect_on(web, WEB_DOMAIN, domain->name, shown);
}

void web_policy_start(struct web *web)
{
	const struct who_answer *answer = web->policy->answer;
	web->answers = arena_alloc(web->arena, 1, sizeof *web->answers);
	web->answers->given = web->policy;
	for (size_t i = 0; i < web->policy->view->row_count; i++)
		add_row(web, i);
	add_answer(web, answer);
	sort_domains(web);
	web_sets_find(web);
	web_alike_find(web);
	for (size_t i = 0; i < web->answers->list.count; i++)
		expect_domain(web, web->answers->list.items[i]);
}

/* --- Rules and objects ------------------------------------------------------
 */

/* So many are shown in a cell; the others are counted. */
enum { SHOWN_OBJECTS = 40, SHOWN_RULES = 8 };

/* Where the rule stands, or what it says. */
static void add_place(struct web_page *page, const struct lint *lint,
		      unsigned rule)
{
	const struct source_location place =
		lint_rule_place(lint, rule, &page->arena);
	buffer_add_string(&page->body, " <small>");
	if (place.file)
		add_xml_format(&page->body, "%s:%u", place.file, place.line);
	if (place.file && place.macro.file)
		add_xml_format(&page->body, " (%s:%u)", place.macro.file,
			       place.macro.line);
	if (!place.file && place.text)
		add_xml_format(&page->body, "by %s", place.text);
	buffer_add_string(&page->body, "</small>");
}

/* "allow a { b c }:class permission;", and the rules that say so. */
static void add_asked(struct web_page *page, const struct lint *lint,
		      const struct finding_asked *row)
{
	const bool several = row->target_count > 1;
	buffer_add_string(&page->body, "<li><code>allow ");
	add_xml(&page->body, row->source);
	buffer_add_string(&page->body, several ? " { " : " ");
	for (size_t i = 0; i < row->target_count && i < SHOWN_OBJECTS; i++)
		add_xml_format(&page->body, "%s%s", i ? " " : "",
			       row->targets[i]);
	if (row->target_count > SHOWN_OBJECTS)
		buffer_format(&page->body, " and %zu more",
			      row->target_count - SHOWN_OBJECTS);
	buffer_add_string(&page->body, several ? " }:" : ":");
	web_link_as(page, WEB_PERMISSION,
		    arena_format(&page->arena, "%s:%s", row->object_class,
				 row->permission),
		    arena_format(&page->arena, "%s %s", row->object_class,
				 row->permission));
	buffer_add_string(&page->body, ";</code>");
	for (size_t i = 0; i < row->rule_count && i < SHOWN_RULES; i++)
		add_place(page, lint, row->rules[i]);
	if (row->rule_count > SHOWN_RULES)
		buffer_format(&page->body, " and %zu more",
			      row->rule_count - SHOWN_RULES);
	buffer_add_string(&page->body, "</li>\n");
}

static void add_rules(struct web_page *page, const struct finding_asked *asked,
		      size_t count, bool partly)
{
	const struct lint *lint = page->web->policy->view->lint;
	if (!count)
		return;
	buffer_add_string(&page->body, "<ul class=\"plain\">");
	for (size_t i = 0; i < count; i++)
		add_asked(page, lint, &asked[i]);
	buffer_add_string(
		&page->body,
		partly ? "<li>shown of the first of them alone</li></ul>"
		       : "</ul>");
}

void web_caller(struct web_page *page, const struct web_can *can)
{
	const struct who_caller *caller = can->caller;
	web_set_cell(page, can);
	if (caller->how != WHO_GRANTED)
		add_xml_format(&page->body, "%s%s",
			       caller->object_count ? "; " : "",
			       who_how_words(caller->how));
	if (caller->condition)
		add_xml_format(&page->body, " while %s (by default %s%s)",
			       caller->condition,
			       caller->default_state ? "true" : "false",
			       caller->open ? ", perhaps always" : "");
	if (caller->where)
		add_xml_format(&page->body, " where: %s", caller->where);
	add_rules(page, caller->asked, caller->asked_count, caller->partly);
}

/* --- Findings ----------------------------------------------------------------
 */

static void add_path(struct web_page *page,
		     const struct finding_details *details)
{
	if (!details->path_count)
		return;
	buffer_add_string(&page->body, "<ol class=\"path\">");
	for (size_t i = 0; i < details->path_count; i++) {
		const struct finding_step *step = &details->path[i];
		buffer_add_string(&page->body, "<li>");
		web_link(page, WEB_DOMAIN, step->from);
		add_xml_format(&page->body, " %s ", step->how);
		web_link(page, WEB_DOMAIN, step->to);
		if (step->op) {
			buffer_add_string(&page->body, " <small>by ");
			web_link(page, WEB_OP, step->op->name);
			buffer_add_string(&page->body, "</small>");
		}
		buffer_add_string(&page->body, "</li>");
	}
	buffer_add_string(&page->body, "</ol>\n");
}

void web_finding(struct web_page *page, size_t row)
{
	enum { DETAILED = 16 };
	struct lint_item item =
		lint_item_start(page->web->policy->view, LEVEL_NOTE);
	item.most = DETAILED;
	item.next = row;
	if (!lint_item_next(&item))
		return;
	const struct finding *finding = item.finding;
	buffer_format(&page->body, "<p><span class=\"sign %s\">%s</span> ",
		      finding->waiver ? "accepted" : level_name(finding->level),
		      finding->waiver ? "accepted"
				      : level_name(finding->level));
	web_link_as(page, WEB_RULE, finding->rule->code, finding->rule->code);
	buffer_add_char(&page->body, ' ');
	web_text(page, lint_item_message(&item));
	buffer_add_string(&page->body, "</p>\n");
	add_path(page, &item.details);
	add_rules(page, item.details.asked, item.details.asked_count,
		  item.details.partly);
	lint_item_end(&item);
}

/* --- Parts of the registry's pages ------------------------------------------
 */

void web_policy_op(struct web_page *page, const struct op *op)
{
	static const char *const heads[] = {"who", "on whom, by which rules"};
	const struct who_answer *answer = page->web->policy->answer;
	const struct who_op *found = who_find_op(answer, op);
	web_title(page, "policy", "Who can by the policy");
	if (!found || !found->caller_count) {
		web_paragraph(page, "%s.",
			      found && found->nobody
				      ? who_nobody_words(found->nobody)
				      : "Nobody can");
		return;
	}
	web_table_start(page, heads, sizeof heads / sizeof *heads);
	const struct web_policy *policy = page->web->answers;
	const struct web_can *cans =
		&policy->cans[policy->first[found - answer->ops]];
	for (size_t i = 0; i < found->caller_count; i++) {
		if (!web_is_shown(cans[i].domain))
			continue;
		buffer_add_string(&page->body, "<tr><th scope=\"row\">");
		web_alike_link(page, cans[i].domain);
		buffer_add_string(&page->body, cans[i].caller->trusted
						       ? ", trusted</th>"
						       : "</th>");
		web_cell_start(page, heads[1]);
		web_caller(page, &cans[i]);
		buffer_add_string(&page->body, "</td></tr>\n");
	}
	web_table_end(page);
}

void web_policy_rule(struct web_page *page, const struct rule *rule)
{
	const struct lint_view *view = page->web->policy->view;
	const char *before = NULL;
	size_t count = 0;
	for (size_t i = 0; i < view->row_count; i++) {
		const struct lint_row row = lint_view_row(view, i);
		const char *subject = row.finding.subject;
		if (row.finding.rule != rule)
			continue;
		if (!count++) {
			web_title(page, "policy", "Found in the policy");
			buffer_add_string(&page->body,
					  "<ul class=\"plain many\">\n");
		}
		subject = !subject		 ? "the policy as a whole"
			  : is_everyone(subject) ? "every domain"
						 : subject;
		if (before && strcmp(before, subject) == 0)
			continue;
		before = arena_string(&page->arena, subject);
		buffer_add_string(&page->body, "<li>");
		web_link(page, WEB_DOMAIN, subject);
		buffer_add_string(&page->body, "</li>");
	}
	if (count)
		buffer_format(&page->body,
			      "</ul>\n<p>%s, on the page of <a "
			      "href=\"../findings.html\">findings</a>.</p>\n",
			      count_noun(count, "finding", &page->arena));
}
