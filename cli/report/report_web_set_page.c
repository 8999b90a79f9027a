/* The page of sets, and what is done to a domain as a member of them. */
#include "report/report_web_set_page.h"

#include <string.h>

#include "answer/answer.h"
#include "report/report_clean.h"
#include "report/report_web_alike.h"
#include "report/report_web_parts.h"
#include "report/report_web_policy.h"

static const char page_name[] = "sets.html";

/* --- In a cell --------------------------------------------------------------
 */

static void add_names(struct web_page *page, const char *const *names,
		      size_t count, const char *before)
{
	for (size_t i = 0; i < count; i++) {
		buffer_add_string(&page->body, i ? ", " : before);
		web_link(page, WEB_DOMAIN, names[i]);
	}
}

/* "set 3, of 504 types". */
static void add_link(struct web_page *page, const struct web_set *set)
{
	buffer_format(
		&page->body, "<a href=\"%s%s#s%zu\">set %zu</a>, of %zu types",
		page->top, page_name, set->number, set->number, set->count);
}

/* The names of a set, without the one that is left out. */
static void add_short(struct web_page *page, const struct web_can *can)
{
	const char *before = can->own_count ? ", " : "";
	for (size_t i = 0; i < can->set->count; i++) {
		const char *name = can->set->names[i];
		if (can->but_itself && strcmp(name, can->caller->subject) == 0)
			continue;
		buffer_add_string(&page->body, before);
		web_link(page, WEB_DOMAIN, name);
		before = ", ";
	}
}

void web_set_cell(struct web_page *page, const struct web_can *can)
{
	add_names(page, can->own, can->own_count, "");
	if (!can->set->number) {
		add_short(page, can);
		return;
	}
	buffer_add_string(&page->body, can->own_count ? ", " : "");
	add_link(page, can->set);
	if (can->but_itself)
		buffer_add_string(&page->body, ", but itself");
}

/* --- What is done to somebody -----------------------------------------------
 */

static bool is_in(const struct web_domain *domain, const struct web_set *set)
{
	for (size_t i = 0; i < domain->in.count; i++)
		if (domain->in.items[i] == set)
			return true;
	return false;
}

static bool is_own(const struct web_can *can, const struct web_domain *domain)
{
	for (size_t i = 0; i < can->own_count; i++)
		if (strcmp(can->own[i], domain->name) == 0)
			return true;
	return false;
}

/* Whose answers are told for those like it: to the domain, not its own. */
static const struct web_domain *other_of(const struct web_domain *shown,
					 const struct web_domain *domain)
{
	const struct web_alike *alike = shown->alike;
	if (shown != domain || !alike)
		return shown;
	return alike->members.count > 1 ? alike->members.items[1] : NULL;
}

/* What one lets itself do by sets that are written out. */
static void add_done_by(struct web_page *page, const struct web_domain *domain,
			const struct web_domain *shown)
{
	const struct web_domain *other = other_of(shown, domain);
	const struct who_op *before = NULL;
	for (size_t i = 0; other && i < other->can.count; i++) {
		const struct web_can *can = other->can.items[i];
		if (can->op == before || can->set->number ||
		    (!is_in(domain, can->set) && !is_own(can, domain)))
			continue;
		if (!before) {
			buffer_add_string(&page->body, "<dt>");
			if (other == shown)
				web_alike_link(page, shown);
			else
				buffer_add_string(&page->body,
						  "each that is alike");
			buffer_add_string(&page->body, "</dt><dd>");
		} else {
			buffer_add_string(&page->body, ", ");
		}
		before = can->op;
		web_link(page, WEB_OP, can->op->op->name);
	}
	buffer_add_string(&page->body, before ? "</dd>\n" : "");
}

void web_done_to(struct web_page *page, const struct web_domain *domain)
{
	const struct web_policy *policy = page->web->answers;
	web_title(page, "done", "What others can do to it");
	buffer_add_string(&page->body, "<dl>\n");
	for (size_t i = 0; i < policy->list.count; i++)
		if (web_is_shown(policy->domains[i]))
			add_done_by(page, domain, policy->domains[i]);
	for (size_t i = 0; i < domain->in.count; i++) {
		const struct web_set *set = domain->in.items[i];
		if (!set->number)
			continue;
		buffer_add_string(&page->body, "<dt>as one of ");
		add_link(page, set);
		buffer_add_string(
			&page->body,
			"</dt><dd>what is said there of each of them</dd>\n");
	}
	buffer_add_string(&page->body, "</dl>\n");
}

/* --- The page ----------------------------------------------------------------
 */

/* Who can do what to its members: each op, and by whom. */
static void add_uses(struct web_page *page, const struct web_set *set)
{
	const struct who_op *before = NULL;
	const struct web_domain *last = NULL;
	buffer_add_string(&page->body, "<dl>\n");
	for (size_t i = 0; i < set->uses.count; i++) {
		const struct web_can *can = set->uses.items[i];
		if (!web_is_shown(can->domain) ||
		    (can->op == before && can->domain == last))
			continue;
		if (can->op != before) {
			buffer_add_string(&page->body,
					  before ? "</dd>\n<dt>" : "<dt>");
			web_link(page, WEB_OP, can->op->op->name);
			buffer_add_string(&page->body, "</dt><dd>");
		} else {
			buffer_add_string(&page->body, ", ");
		}
		before = can->op;
		last = can->domain;
		web_alike_link(page, can->domain);
		if (can->but_itself)
			buffer_add_string(&page->body, " (not to itself)");
	}
	buffer_add_string(&page->body, before ? "</dd>\n</dl>\n" : "</dl>\n");
}

/* Marks those that are alike and all in it. */
static void find_whole(const struct web_policy *policy,
		       const struct web_set *set)
{
	for (size_t i = 0; i < policy->list.count; i++) {
		struct web_alike *alike = policy->domains[i]->alike;
		size_t j = 0;
		if (!web_is_shown(policy->domains[i]))
			continue;
		while (j < alike->members.count &&
		       is_in(alike->members.items[j], set))
			j++;
		if (j == alike->members.count)
			alike->whole = set;
	}
}

/* Its types, those that are alike in one line. */
static void add_types(struct web_page *page, const struct web_set *set)
{
	const struct web_policy *policy = page->web->answers;
	find_whole(policy, set);
	for (size_t i = 0; i < set->count; i++) {
		const struct web_domain *domain =
			map_get(&policy->by_name, set->names[i]);
		const bool whole = domain && domain->alike->whole == set;
		if (whole && !web_is_shown(domain))
			continue;
		buffer_add_string(&page->body, "<li>");
		if (whole)
			web_alike_link(page, domain);
		else
			web_link(page, WEB_DOMAIN, set->names[i]);
		buffer_add_string(&page->body, "</li>\n");
	}
}

static void add_set(struct web_page *page, const struct web_set *set)
{
	buffer_format(&page->body,
		      "<h2 id=\"s%zu\">Set %zu: %zu types</h2>\n"
		      "<p>What can be done to each of them, and by whom:</p>\n",
		      set->number, set->number, set->count);
	add_uses(page, set);
	buffer_add_string(&page->body, "<p>Its types:</p>\n"
				       "<ul class=\"plain many\">\n");
	add_types(page, set);
	buffer_add_string(&page->body, "</ul>\n");
}

void web_set_page(struct web *web)
{
	const struct web_policy *policy = web->answers;
	if (!policy->listed)
		return;
	struct web_page page = web_page_start(web, page_name, "policy",
					      "Types to which the same is done",
					      "domains.html");
	web_paragraph(&page,
		      "Where an op can be done to more than %d types, they are "
		      "a set: its types stand here, once, and all other pages "
		      "refer to it.",
		      (int)WEB_SHOWN);
	for (size_t i = 0; i < policy->sets.count; i++)
		if (policy->sets.items[i]->number)
			add_set(&page, policy->sets.items[i]);
	web_page_end(&page);
}
