/* A page an op: what it is, what is asked, how safe it is, in which release. */
#include "report/report_web_op.h"

#include <string.h>

#include "report/report_clean.h"
#include "report/report_fix.h"
#include "report/report_matrix.h"
#include "report/report_op.h"
#include "report/report_op_lines.h"
#include "report/report_op_text.h"
#include "report/report_web_parts.h"
#include "report/report_web_policy.h"

/* The facts of an op that differ between releases. */
static const struct {
	const char *title, *head;
	struct report_lines (*lines)(const struct op_facts *facts);
} facts_of_releases[] = {
	{"Builds that have it", "what they must have", report_builds},
	{"What is asked", "asked, in turn", report_asks},
	{"Who may call it without FLASK", "module: who", report_callers},
	{"Caution", "what its checks do not say", report_cautions},
};

enum { FACTS = sizeof facts_of_releases / sizeof *facts_of_releases };

static void gather(const struct web *web, const struct op *op,
		   struct web_runs runs[FACTS], struct arena *arena)
{
	const struct registry *registry = web->registry;
	for (unsigned i = 0; i < registry->release_count; i++) {
		struct arena own = ARENA_INIT;
		const struct op_report report = {registry, op, i};
		if (!release_set_has(&op->in, i))
			continue;
		const struct op_facts facts = op_facts_in(&report, &own);
		for (size_t j = 0; j < FACTS; j++) {
			const struct report_lines lines =
				facts_of_releases[j].lines(&facts);
			web_run_add(&runs[j], report_joined(&lines, &own), i,
				    arena);
		}
		arena_release(&own);
	}
}

/* --- The head --------------------------------------------------------------
 */

static void add_lead(struct web_page *page, const struct op_facts *facts)
{
	const struct op_report *report = facts->report;
	buffer_add_string(&page->body, "<p class=\"lead\">");
	web_status(page, &facts->status);
	buffer_add_string(&page->body, " in ");
	web_link_as(page, WEB_RELEASE,
		    report->registry->releases[report->release].name,
		    report->registry->releases[report->release].name);
	buffer_add_string(&page->body, ": ");
	add_xml(&page->body, basis_meaning(facts->status.basis));
	buffer_add_string(&page->body, ".");
	if (matrix_is_open(&facts->accesses))
		buffer_add_string(&page->body,
				  " <b>Open to every domain: in some use "
				  "nothing is asked.</b>");
	buffer_add_string(&page->body, "</p>\n");
}

/* The op that it is part of, and its own parts. */
static void add_family(struct web_page *page, const struct op *op)
{
	const struct registry *registry = page->web->registry;
	const unsigned index = (unsigned)(op - registry->ops);
	const char *before = "<dt>parts</dt><dd>";
	if (op->parent != NO_INDEX) {
		buffer_add_string(&page->body, "<dt>part of</dt><dd>");
		web_link(page, WEB_OP, registry->ops[op->parent].name);
		buffer_add_string(&page->body, "</dd>\n");
	}
	for (unsigned i = 0; i < registry->op_count; i++) {
		if (registry->ops[i].parent != index)
			continue;
		buffer_add_string(&page->body, before);
		buffer_add_string(&page->body, "<span class=\"name\">");
		web_link_as(page, WEB_OP, registry->ops[i].name,
			    op_macro(&registry->ops[i]));
		buffer_add_string(&page->body, "</span>");
		before = ", ";
	}
	buffer_add_string(&page->body, *before == ',' ? "</dd>\n" : "");
}

static void add_only(struct web_page *page, const struct release_set *only,
		     const char *term)
{
	if (!release_set_empty(only))
		web_entry(page, term,
			  registry_releases_shown(page->web->registry, only,
						  &page->arena));
}

static void add_head(struct web_page *page, const struct op_facts *facts)
{
	const struct op_report *report = facts->report;
	const struct registry *registry = report->registry;
	const struct op *op = report->op;
	struct arena *arena = &page->arena;
	add_lead(page, facts);
	buffer_add_string(&page->body, "<dl>\n");
	web_entry(
		page, "hypercall",
		arena_format(arena, "%s (%u), number %u in %s",
			     facts->hypercall->name, facts->hypercall->number,
			     registry_op_number(registry, op, report->release),
			     op->header));
	web_entry(page, "in",
		  registry_releases_shown(registry, &op->in, arena));
	if (strcmp(op->arch, "all") != 0)
		web_entry(page, "architecture", op->arch);
	web_entry(page, "gives", facts->status.gives);
	web_entry(page, "guard", op->guard);
	web_entry(page, "renamed from", op->renamed);
	web_entry(page, "note", op->note);
	add_only(page, &op->x86_only, "of use on x86 alone");
	add_only(page, &op->arm_only, "of use on Arm alone");
	add_only(page, &op->refused, "fails for everyone");
	add_family(page, op);
	buffer_format(&page->body, "</dl>\n<p><a href=\"%smatrix.html#",
		      page->top);
	add_xml(&page->body, op->name);
	buffer_add_string(&page->body, "\">Its row of the matrix</a></p>\n");
}

/* --- History and fixes -----------------------------------------------------
 */

static void add_history(struct web_page *page, const struct op_facts *facts)
{
	static const char *const heads[] = {"releases", "status", "evidence"};
	const struct registry *registry = page->web->registry;
	web_title(page, NULL, "Status by the statement");
	web_table_start(page, heads, sizeof heads / sizeof *heads);
	for (size_t i = facts->period_count; i--;) {
		const struct op_period *period = &facts->periods[i];
		buffer_add_string(&page->body,
				  "<tr><th scope=\"row\" class=\"when\">");
		add_xml(&page->body,
			registry_releases_shown(registry, &period->in,
						&page->arena));
		buffer_add_string(&page->body, "</th>");
		web_cell_start(page, heads[1]);
		web_status(page, &period->status);
		buffer_add_string(&page->body, "</td>");
		web_cell(page, heads[2],
			 report_evidence(period->status.event, &page->arena));
		buffer_add_string(&page->body, "</tr>\n");
	}
	web_table_end(page);
}

static const char *releases_in(const struct registry *registry,
			       const struct fix *fix, const struct op *op,
			       enum fix_state state, struct arena *arena)
{
	struct release_set set = {{0}};
	for (unsigned i = 0; i < registry->release_count; i++)
		if (registry_fix_state(fix, op, i) == state)
			release_set_add(&set, i);
	return release_set_empty(&set)
		       ? ""
		       : registry_releases_shown(registry, &set, arena);
}

static void add_fix(struct web_page *page, const struct op *op,
		    const struct fix *fix, const char *const heads[])
{
	const struct registry *registry = page->web->registry;
	struct arena *arena = &page->arena;
	const char *maybe =
		releases_in(registry, fix, op, FIX_MAYBE_LACKED, arena);
	const char *cells[] = {
		ref_text(fix->date),
		arena_format(arena, "%s%s", ref_text(fix->kind),
			     report_fix_marks(fix, arena)),
		ref_text(fix->subject),
		releases_in(registry, fix, op, FIX_LACKED, arena),
		*ref_text(fix->fixed) ? ref_text(fix->fixed) : "no release",
	};
	if (*maybe)
		cells[3] = arena_format(arena, "%s%smaybe %s", cells[3],
					*cells[3] ? "; " : "", maybe);
	buffer_format(&page->body,
		      "<tr id=\"f%s\"><td class=\"tight\"><code>%s</code></td>",
		      ref_text(fix->commit), ref_text(fix->commit));
	for (size_t i = 0; i < sizeof cells / sizeof *cells; i++)
		web_cell(page, heads[i + 1], cells[i]);
	buffer_add_string(&page->body, "</tr>\n");
}

static void add_fixes(struct web_page *page, const struct op_facts *facts)
{
	static const char *const heads[] = {"commit", "date",	   "kind",
					    "change", "lacked by", "fixed in"};
	const struct registry *registry = page->web->registry;
	web_title(page, "fixes", "Public fixes");
	if (!facts->fix_count) {
		web_paragraph(page, "None is %s.",
			      report_fixes_read(registry, &page->arena));
		return;
	}
	web_table_start(page, heads, sizeof heads / sizeof *heads);
	for (size_t i = 0; i < facts->fix_count; i++)
		add_fix(page, facts->report->op,
			&registry->fixes[facts->fixes[i]], heads);
	web_table_end(page);
}

static void add_page(struct web *web, const struct op *op)
{
	struct web_page page = web_page_of(web, WEB_OP, op->name);
	struct web_runs runs[FACTS] = {{LIST_INIT}};
	const struct op_report report = {web->registry, op,
					 web_newest(web->registry, &op->in)};
	const struct op_facts facts = op_facts_of(&report, &page.arena);
	add_head(&page, &facts);
	if (web->policy)
		web_policy_op(&page, op);
	gather(web, op, runs, &page.arena);
	for (size_t i = 0; i < FACTS; i++)
		web_runs(&page, facts_of_releases[i].title,
			 facts_of_releases[i].head, &runs[i]);
	add_history(&page, &facts);
	add_fixes(&page, &facts);
	web_page_end(&page);
}

void web_ops(struct web *web)
{
	for (unsigned i = 0; i < web->registry->op_count; i++)
		if (!release_set_empty(&web->registry->ops[i].in))
			add_page(web, &web->registry->ops[i]);
}
