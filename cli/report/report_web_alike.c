/* Domains that are alike: one page and one row are of all of them. */
#include "report/report_web_alike.h"

#include <stdlib.h>
#include <string.h>

#include "answer/answer.h"
#include "base/text.h"
#include "lint/lint.h"
#include "report/report_clean.h"
#include "report/report_lint_item.h"
#include "report/report_web_parts.h"
#include "report/report_web_policy.h"

/* --- What they must have in common ------------------------------------------
 */

/* Ends what is added, so that two texts are not read as one. */
static void add_text(struct buffer *key, const char *text)
{
	buffer_add_string(key, text ? text : "");
	buffer_add_char(key, '\n');
}

/* What is its own, by what it has behind the domain's name. */
static void add_own(struct buffer *key, const struct web_can *can)
{
	const size_t length =
		can->caller->subject ? strlen(can->caller->subject) : 0;
	for (size_t i = 0; i < can->own_count; i++)
		add_text(key, can->own[i] + length);
}

static bool same_right(const struct finding_asked *a,
		       const struct finding_asked *b)
{
	return strcmp(a->object_class, b->object_class) == 0 &&
	       strcmp(a->permission, b->permission) == 0;
}

/* Each once: of long lists they are known of the first objects alone. */
static void add_rights(struct buffer *key, const struct who_caller *caller)
{
	for (size_t i = 0; i < caller->asked_count; i++) {
		size_t j = 0;
		while (j < i &&
		       !same_right(&caller->asked[j], &caller->asked[i]))
			j++;
		if (j == i)
			buffer_format(key, "%s:%s ",
				      caller->asked[i].object_class,
				      caller->asked[i].permission);
	}
	buffer_add_char(key, '\n');
}

static void add_can(struct buffer *key, const struct web_can *can)
{
	const struct who_caller *caller = can->caller;
	buffer_format(key, "%s %d%d%d%d%d%d %p ", can->op->op->name,
		      (int)caller->how, caller->trusted, caller->default_state,
		      caller->open, caller->partly, can->but_itself,
		      (const void *)can->set);
	add_own(key, can);
	add_text(key, caller->role);
	add_text(key, caller->doubt);
	add_text(key, caller->condition);
	add_text(key, caller->where);
	add_rights(key, caller);
}

/* The sets that it is in, but for those that are of its own answers alone. */
static void add_sets(struct buffer *key, const struct web_domain *domain)
{
	for (size_t i = 0; i < domain->in.count; i++) {
		const struct web_set *set = domain->in.items[i];
		size_t j = 0;
		while (j < set->uses.count &&
		       set->uses.items[j]->domain == domain)
			j++;
		if (j < set->uses.count)
			buffer_format(key, "%p ", (const void *)set);
	}
	buffer_add_char(key, '\n');
}

/* The text, in which another name stands for the domain's. */
static void add_unnamed(struct buffer *key, const char *text, const char *name)
{
	const size_t length = strlen(name);
	const char *at = text, *found;
	for (; (found = strstr(at, name)); at = found + length) {
		const bool whole =
			(found == text || !byte_is_of_name(found[-1])) &&
			(!byte_is_of_name(found[length]) ||
			 found[length] == '_');
		buffer_add(key, at, (size_t)(found - at));
		buffer_add_string(key, whole ? "\r" : name);
	}
	add_text(key, at);
}

static void add_finding(struct buffer *key, const struct web *web,
			const struct web_domain *domain, size_t row)
{
	struct lint_item item = lint_item_start(web->policy->view, LEVEL_NOTE);
	item.most = 1;
	item.next = row;
	if (!lint_item_next(&item))
		return;
	buffer_format(key, "%s %d %p ", item.finding->rule->code,
		      (int)item.finding->level,
		      (const void *)item.finding->waiver);
	add_unnamed(key, lint_item_message(&item), domain->name);
	for (size_t i = 0; i < item.details.path_count; i++)
		add_unnamed(key, item.details.path[i].to, domain->name);
	lint_item_end(&item);
}

static void make_key(struct buffer *key, const struct web *web,
		     const struct web_domain *domain)
{
	key->length = 0;
	for (size_t i = 0; i < domain->can.count; i++)
		add_can(key, domain->can.items[i]);
	add_sets(key, domain);
	for (size_t i = 0; i < domain->rows.count; i++)
		add_finding(key, web, domain, domain->rows.items[i]);
}

/* --- Who is alike -----------------------------------------------------------
 */

/* The sets know their names; here the names come to know their sets. */
static void find_memberships(struct web *web)
{
	const struct web_policy *policy = web->answers;
	for (size_t i = 0; i < policy->sets.count; i++) {
		const struct web_set *set = policy->sets.items[i];
		for (size_t j = 0; j < set->count; j++) {
			struct web_domain *domain =
				map_get(&policy->by_name, set->names[j]);
			if (domain)
				*list_push(&domain->in, web->arena) = set;
		}
	}
}

void web_alike_find(struct web *web)
{
	const struct web_policy *policy = web->answers;
	struct buffer key = BUFFER_INIT;
	struct arena scratch = ARENA_INIT;
	struct map known = {0};
	find_memberships(web);
	for (size_t i = 0; i < policy->list.count; i++) {
		struct web_domain *domain = policy->domains[i];
		make_key(&key, web, domain);
		domain->alike = map_get(&known, buffer_string(&key));
		if (!domain->alike) {
			domain->alike = arena_alloc(web->arena, 1,
						    sizeof *domain->alike);
			map_set(&known,
				arena_string(&scratch, buffer_string(&key)),
				domain->alike, &scratch);
		}
		*list_push(&domain->alike->members, web->arena) = domain;
	}
	arena_release(&scratch);
	buffer_release(&key);
}

bool web_is_shown(const struct web_domain *domain)
{
	return !domain->alike || domain->alike->members.items[0] == domain;
}

/* --- How it is said --------------------------------------------------------
 */

void web_alike_link(struct web_page *page, const struct web_domain *domain)
{
	if (!domain->name) {
		buffer_add_string(&page->body, "every domain");
		return;
	}
	web_link(page, WEB_DOMAIN, domain->name);
	if (domain->alike->members.count > 1)
		buffer_format(&page->body, " and %zu alike",
			      domain->alike->members.count - 1);
}

void web_alike_list(struct web_page *page, const struct web_domain *domain)
{
	const struct web_alike *alike = domain->alike;
	if (alike->members.count < 2)
		return;
	web_title(page, "alike", "Which domains these are");
	buffer_add_string(&page->body, "<ul class=\"plain many\">\n");
	for (size_t i = 0; i < alike->members.count; i++) {
		const char *name = alike->members.items[i]->name;
		buffer_add_string(&page->body, "<li data-row=\"\"");
		web_anchor(page, name);
		buffer_add_string(&page->body, ">");
		add_xml(&page->body, name);
		buffer_add_string(&page->body, "</li>\n");
	}
	buffer_add_string(&page->body, "</ul>\n");
}
