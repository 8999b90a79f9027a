/* Who reaches dom0's powers, and on which path. */
#include "report/report_web_power.h"

#include <string.h>

#include "lint/lint.h"
#include "report/report_clean.h"
#include "report/report_lint_item.h"
#include "report/report_web_alike.h"
#include "report/report_web_graph.h"
#include "report/report_web_parts.h"
#include "report/report_web_policy.h"

/* The steps of all paths, each once. */
struct power_graph {
	struct map known;
	list_of(struct graph_edge) edges;
	size_t left_out;
};

/* Above so many a picture helps nobody. */
enum { MOST_EDGES = 400 };

static bool is_trusted(const struct lint *lint, const char *type)
{
	for (size_t i = 0; i < lint->trusted_count; i++)
		if (strcmp(lint->trusted[i], type) == 0)
			return true;
	return false;
}

static void add_edge(struct web_page *page, struct power_graph *graph,
		     const char *from, const char *to, const char *label)
{
	struct arena *arena = &page->arena;
	const char *key = arena_format(arena, "%s\n%s\n%s", from, to, label);
	if (map_get(&graph->known, key))
		return;
	map_set(&graph->known, key, graph, arena);
	if (graph->edges.count == MOST_EDGES) {
		graph->left_out++;
		return;
	}
	*list_push(&graph->edges, arena) = (struct graph_edge){
		arena_string(arena, from), arena_string(arena, to),
		arena_string(arena, label),
		is_trusted(page->web->policy->view->lint, to)};
}

/* The steps of a finding, or else one to each of its objects. */
static void add_finding(struct web_page *page, struct power_graph *graph,
			size_t row)
{
	struct lint_item item =
		lint_item_start(page->web->policy->view, LEVEL_NOTE);
	item.most = 1;
	item.next = row;
	if (!lint_item_next(&item))
		return;
	for (size_t i = 0; i < item.details.path_count; i++) {
		const struct finding_step *step = &item.details.path[i];
		add_edge(page, graph, step->from, step->to, step->how);
	}
	for (size_t i = 0;
	     !item.details.path_count && i < item.row.object_count; i++)
		add_edge(page, graph, item.finding->subject,
			 item.row.objects[i],
			 item.finding->op ? op_macro(item.finding->op)
					  : item.finding->rule->name);
	lint_item_end(&item);
}

static bool is_strong_row(const struct web_page *page, size_t row)
{
	const struct lint_row shown =
		lint_view_row(page->web->policy->view, row);
	return web_is_strong(&shown.finding);
}

static void add_graph(struct web_page *page, struct diags *diags)
{
	const struct web_policy *policy = page->web->answers;
	struct power_graph graph = {{0}, LIST_INIT, 0};
	bool alike = false;
	for (size_t i = 0; i < policy->list.count; i++) {
		const struct web_domain *domain = policy->domains[i];
		alike |= domain->strong && !web_is_shown(domain);
		if (!domain->strong || !web_is_shown(domain))
			continue;
		for (size_t j = 0; j < domain->rows.count; j++)
			if (is_strong_row(page, domain->rows.items[j]))
				add_finding(page, &graph,
					    domain->rows.items[j]);
	}
	if (alike)
		web_paragraph(page, "Of domains that are alike, the first "
				    "stands for all.");
	if (graph.left_out)
		web_paragraph(page,
			      "The picture has the first %d steps; the "
			      "list below has all.",
			      MOST_EDGES);
	web_graph(page, "Who reaches what is trusted, step by step",
		  graph.edges.items, graph.edges.count, diags);
}

/* The paths of one domain, shortest way first as lint finds it. */
static void add_domain(struct web_page *page, const struct web_domain *domain)
{
	buffer_add_string(&page->body, "<section data-row=\"\"><h2>");
	web_alike_link(page, domain);
	buffer_add_string(&page->body, "</h2>\n");
	for (size_t i = 0; i < domain->rows.count; i++)
		if (is_strong_row(page, domain->rows.items[i]))
			web_finding(page, domain->rows.items[i]);
	buffer_add_string(&page->body, "</section>\n");
}

void web_powers(struct web *web, struct diags *diags)
{
	const struct web_policy *policy = web->answers;
	struct web_page page = web_page_start(
		web, "powers.html", "policy",
		"Who reaches dom0's powers, and how", "powers.html");
	size_t count = 0;
	add_graph(&page, diags);
	web_filter(&page, "domains");
	if (policy->everyone.strong) {
		add_domain(&page, &policy->everyone);
		count++;
	}
	for (size_t i = 0; i < policy->list.count; i++)
		if (policy->domains[i]->strong &&
		    web_is_shown(policy->domains[i])) {
			add_domain(&page, policy->domains[i]);
			count++;
		}
	if (!count)
		web_paragraph(&page,
			      "Nobody but who is trusted, as far as the rules "
			      "of lint see, and that is not accepted.");
	web_page_end(&page);
}
