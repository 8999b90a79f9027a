/* A page a rule of the linter: what it means, examples, when to accept it. */
#include "report/report_web_rule.h"

#include <string.h>

#include "rule/rule.h"
#include "report/report_clean.h"
#include "report/report_web_parts.h"
#include "report/report_web_policy.h"

static void add_example(struct web_page *page, const char *title,
			const char *text)
{
	if (!text)
		return;
	web_title(page, NULL, title);
	buffer_add_string(&page->body, "<pre>");
	while (*text) {
		size_t length = strcspn(text, "\n");
		add_xml(&page->body, arena_slice(&page->arena, text, length));
		text += length;
		if (*text)
			buffer_add_char(&page->body, *text++);
	}
	buffer_add_string(&page->body, "</pre>\n");
}

static void add_page(struct web *web, const struct rule *rule)
{
	struct web_page page = web_page_of(web, WEB_RULE, rule->code);
	page.heading =
		arena_format(&page.arena, "%s %s", rule->code, rule->name);
	buffer_format(&page.body,
		      "<p class=\"lead\"><span class=\"sign %s\">%s</span> ",
		      level_name(rule->level), level_name(rule->level));
	add_xml(&page.body, rule->title);
	buffer_add_string(&page.body, ".</p>\n");
	if (web->policy)
		web_policy_rule(&page, rule);
	web_title(&page, NULL, "What it means");
	web_paragraph(&page, "%s", rule->explanation);
	add_example(&page, "An example that has a finding", rule->bad);
	add_example(&page, "One that has none", rule->good);
	web_title(&page, NULL, "When to accept it");
	web_paragraph(&page, "%s", rule->accept);
	web_page_end(&page);
}

void web_rules(struct web *web)
{
	for (size_t i = 0; i < rule_count(); i++)
		add_page(web, rule_at(i));
}
