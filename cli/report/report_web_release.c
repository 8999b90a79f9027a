/* A page a release: what changed in it, and which fixes it lacks. */
#include "report/report_web_release.h"

#include <stdlib.h>
#include <string.h>

#include "report/report_clean.h"
#include "report/report_fix.h"
#include "report/report_matrix.h"
#include "report/report_web_parts.h"

/* --- What it has -----------------------------------------------------------
 */

/* How many ops are of each kind. */
struct op_counts {
	size_t all, covered, unlisted, open;
};

static struct op_counts count_ops(const struct registry *registry,
				  unsigned release)
{
	struct op_counts counts = {0};
	for (unsigned i = 0; i < registry->op_count; i++) {
		const struct op *op = &registry->ops[i];
		struct arena arena = ARENA_INIT;
		struct op_accesses accesses;
		if (!release_set_has(&op->in, release))
			continue;
		const struct op_status status =
			registry_op_status(registry, op, release);
		registry_op_accesses(registry, op, release, &arena, &accesses);
		counts.all++;
		counts.covered += status.status == STATUS_COVERED;
		counts.unlisted += status.status == STATUS_SAFE &&
				   status.basis == BASIS_UNLISTED;
		counts.open += matrix_is_open(&accesses);
		arena_release(&arena);
	}
	return counts;
}

static void add_support(struct web_page *page, const struct release *release)
{
	const struct {
		const char *term, *text;
	} words[] = {
		{"FLASK by SUPPORT.md", release->flask_support},
		{"silo by SUPPORT.md", release->silo_support},
		{"without a module", release->dummy_support},
	};
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		web_entry(page, words[i].term, words[i].text);
}

static void add_neighbour(struct web_page *page, unsigned index,
			  const char *words)
{
	const struct registry *registry = page->web->registry;
	if (index >= registry->release_count)
		return;
	buffer_format(&page->body, "%s ", words);
	web_link_as(page, WEB_RELEASE, registry->releases[index].name,
		    registry->releases[index].name);
	buffer_add_string(&page->body, " \xc2\xb7 ");
}

static void add_head(struct web_page *page, unsigned index)
{
	const struct registry *registry = page->web->registry;
	const struct release *release = &registry->releases[index];
	struct arena *arena = &page->arena;
	const struct op_counts counts = count_ops(registry, index);
	buffer_format(&page->body,
		      "<p class=\"lead\">%s: %zu are covered by the statement "
		      "of XSA-77, %zu safe only because nobody mentioned them; "
		      "open to every domain: %zu.</p>\n<dl>\n",
		      count_noun(counts.all, "op", arena), counts.covered,
		      counts.unlisted, counts.open);
	web_entry(page, "tagged", release->date);
	web_entry(page, "policy versions",
		  release_versions_shown(release, ", ", arena));
	add_support(page, release);
	buffer_add_string(&page->body, "</dl>\n<p>");
	add_neighbour(page, index - 1, "before:");
	add_neighbour(page, index + 1, "next:");
	buffer_format(&page->body,
		      "<a href=\"%smatrix.html#from=%s&amp;to=%s\">side by "
		      "side in the "
		      "matrix</a></p>\n",
		      page->top,
		      index ? registry->releases[index - 1].name
			    : release->name,
		      release->name);
}

/* --- What changed ----------------------------------------------------------
 */

/* The tables of a comparison, as a reader calls them. */
static const struct {
	const char *table, *title;
} tables[] = {
	{"hypercalls", "Hypercalls"},
	{"subops", "Ops"},
	{"status", "Status by the statement"},
	{"accesses", "What is asked"},
	{"vectors", "Classes and permissions"},
	{"sids", "Initial SIDs"},
	{"modules", "Who may call without FLASK"},
	{"fixes", "Public fixes"},
};

static const char *title_of(const char *table)
{
	for (size_t i = 0; i < sizeof tables / sizeof *tables; i++)
		if (strcmp(tables[i].table, table) == 0)
			return tables[i].title;
	return table;
}

static void add_changes(struct web_page *page, unsigned index,
			const struct release_facts *older,
			const struct release_facts *newer)
{
	const struct registry *registry = page->web->registry;
	const char *before = "";
	if (!index) {
		web_title(page, "changes", "What changed");
		web_paragraph(page, "It is the oldest in the registry.");
		return;
	}
	const struct table *diff = registry_diff(older, newer, &page->arena);
	web_title(page, "changes",
		  arena_format(&page->arena, "What changed since %s",
			       registry->releases[index - 1].name));
	if (!diff->rows.count)
		web_paragraph(page, "Nothing that the registry knows.");
	for (size_t i = 0; i < diff->rows.count; i++) {
		const char *const *row = diff->rows.items[i];
		if (strcmp(before, row[1]) != 0)
			buffer_format(&page->body,
				      "%s<h3>%s</h3>\n<ul "
				      "class=\"plain\">\n",
				      *before ? "</ul>\n" : "",
				      title_of(row[1]));
		before = row[1];
		buffer_format(&page->body,
			      "<li data-row=\"\"><span class=\"sign %s\">%s"
			      "</span> ",
			      *row[0] == '+' ? "S" : "N",
			      *row[0] == '+' ? "+" : "\xe2\x88\x92");
		web_text(page, row[2]);
		buffer_add_string(&page->body, "</li>\n");
	}
	if (diff->rows.count)
		buffer_add_string(&page->body, "</ul>\n");
}

/* --- What it lacks ---------------------------------------------------------
 */

/* A fix that the release lacks, or may, of some ops. */
struct web_lacked {
	const struct fix *fix;
	enum fix_state state;
	size_t kind; /* index: worst first */
};

static int compare_lacked(const void *a, const void *b)
{
	const struct web_lacked *x = a, *y = b;
	if (x->state != y->state)
		return x->state < y->state ? -1 : 1;
	if (x->kind != y->kind)
		return x->kind < y->kind ? -1 : 1;
	int order = strcmp(ref_text(y->fix->date), ref_text(x->fix->date));
	return order ? order
		     : strcmp(ref_text(x->fix->commit),
			      ref_text(y->fix->commit));
}

static size_t kind_of(const struct fix *fix)
{
	size_t kind = 0;
	while (fix_kinds[kind] &&
	       strcmp(fix_kinds[kind], ref_text(fix->kind)) != 0)
		kind++;
	return kind;
}

/* What the fix is to the release: the worst of what it is to its ops there. */
static enum fix_state state_of(const struct registry *registry,
			       const struct fix *fix, unsigned release)
{
	enum fix_state state = FIX_NOT_NEEDED;
	for (unsigned i = 0; i < fix->ops.count; i++) {
		const unsigned op = registry->fix_ops[fix->ops.first + i].op;
		const enum fix_state own =
			registry_fix_state(fix, &registry->ops[op], release);
		if (own == FIX_LACKED ||
		    (own == FIX_MAYBE_LACKED && state != FIX_LACKED))
			state = own;
	}
	return state;
}

static void add_lacked(struct web_page *page, const struct web_lacked *row,
		       unsigned release, const char *const heads[])
{
	const struct registry *registry = page->web->registry;
	const struct fix *fix = row->fix;
	struct arena *arena = &page->arena;
	buffer_format(&page->body,
		      "<tr data-row=\"\" id=\"f%s\"><td class=\"tight\">"
		      "<span class=\"sign %s\">%s</span></td>",
		      ref_text(fix->commit),
		      row->state == FIX_LACKED ? "C" : "U",
		      row->state == FIX_LACKED ? "lacks" : "may lack");
	web_cell(page, heads[1],
		 arena_format(arena, "%s%s", ref_text(fix->kind),
			      report_fix_marks(fix, arena)));
	web_cell(page, heads[2], ref_text(fix->subject));
	web_cell_start(page, heads[3]);
	buffer_add_string(&page->body, "<ul class=\"plain\">");
	for (unsigned i = 0; i < fix->ops.count; i++) {
		buffer_add_string(&page->body, "<li>");
		web_link(page, WEB_OP,
			 registry->ops[registry->fix_ops[fix->ops.first + i].op]
				 .name);
		buffer_add_string(&page->body, "</li>");
	}
	buffer_add_string(&page->body, "</ul></td>");
	web_cell(page, heads[4],
		 registry_fix_way_shown(registry, fix, release, arena));
	buffer_format(&page->body,
		      "<td data-head=\"%s\">%s "
		      "<code>%s</code></td></tr>\n",
		      heads[5], ref_text(fix->date), ref_text(fix->commit));
}

static void add_fixes(struct web_page *page, unsigned release)
{
	static const char *const heads[] = {"state", "kind",	 "change",
					    "ops",   "it comes", "commit"};
	const struct registry *registry = page->web->registry;
	list_of(struct web_lacked) list = LIST_INIT;
	for (unsigned i = 0; i < registry->fix_count; i++) {
		const struct fix *fix = &registry->fixes[i];
		const enum fix_state state = state_of(registry, fix, release);
		if (state == FIX_LACKED || state == FIX_MAYBE_LACKED)
			*list_push(&list, &page->arena) =
				(struct web_lacked){fix, state, kind_of(fix)};
	}
	web_title(page, "fixes", "Public fixes that it lacks");
	if (!list.count) {
		web_paragraph(page, "None that is %s.",
			      report_fixes_read(registry, &page->arena));
		return;
	}
	qsort(list.items, list.count, sizeof *list.items, compare_lacked);
	web_table_start(page, heads, sizeof heads / sizeof *heads);
	for (size_t i = 0; i < list.count; i++)
		add_lacked(page, &list.items[i], release, heads);
	web_table_end(page);
}

void web_releases(struct web *web)
{
	/* Each release is compared with the one before and the one behind. */
	struct arena arenas[2] = {ARENA_INIT, ARENA_INIT};
	const struct release_facts *older = NULL;
	for (unsigned i = 0; i < web->registry->release_count; i++) {
		const struct release_facts *newer =
			registry_facts(web->registry, i, &arenas[i % 2]);
		struct web_page page = web_page_of(
			web, WEB_RELEASE, web->registry->releases[i].name);
		add_head(&page, i);
		web_filter(&page, "what changed or is lacked");
		add_fixes(&page, i);
		add_changes(&page, i, older, newer);
		web_page_end(&page);
		arena_clear(&arenas[(i + 1) % 2]);
		older = newer;
	}
	arena_release(&arenas[0]);
	arena_release(&arenas[1]);
}
