/* A page a module beside FLASK: who may call what where no policy decides. */
#include "report/report_web_module.h"

#include <string.h>

#include "report/report_clean.h"
#include "report/report_op_lines.h"
#include "report/report_web_parts.h"

/* "self, control and hardware: one of these (ACTION)", a line a case. */
static const char *callers_of(const struct web *web, const struct op *op,
			      unsigned release, const struct module *module,
			      struct arena *arena)
{
	struct caller_rows rows = {LIST_INIT};
	if (!release_set_has(&op->in, release) ||
	    !release_set_has(&module->in, release) ||
	    !registry_op_callers(web->registry, op, release, module, arena,
				 &rows))
		return "";
	struct report_lines lines = {LIST_INIT};
	for (size_t i = 0; i < rows.list.count; i++) {
		const struct caller_row *row = &rows.list.items[i];
		*list_push(&lines.list, arena) = arena_format(
			arena, "%s%s%s (%s)", report_who_words(row->who, arena),
			*row->condition ? ", when: " : "", row->condition,
			row->action);
	}
	return report_joined(&lines, arena);
}

static void add_op(struct web_page *page, const struct op *op,
		   const struct module *module, const char *const heads[])
{
	const struct registry *registry = page->web->registry;
	struct web_runs runs = {LIST_INIT};
	for (unsigned i = 0; i < registry->release_count; i++) {
		struct arena arena = ARENA_INIT;
		web_run_add(&runs, callers_of(page->web, op, i, module, &arena),
			    i, &page->arena);
		arena_release(&arena);
	}
	if (!runs.list.count)
		return;
	buffer_add_string(&page->body, "<tr data-row=\"\"><th scope=\"row\">");
	web_link(page, WEB_OP, op->name);
	buffer_add_string(&page->body, "</th>");
	web_cell_start(page, heads[1]);
	for (size_t i = runs.list.count; i--;) {
		const struct web_run *run = &runs.list.items[i];
		buffer_add_string(&page->body, "<div>");
		if (runs.list.count > 1)
			add_xml_format(&page->body, "%s: ",
				       registry_releases_shown(registry,
							       &run->in,
							       &page->arena));
		web_lines(page, run->text);
		buffer_add_string(&page->body, "</div>");
	}
	buffer_add_string(&page->body, "</td></tr>\n");
}

static void add_page(struct web *web, const struct module *module)
{
	static const char *const heads[] = {"op", "who may call it"};
	struct web_page page = web_page_of(web, WEB_MODULE, module->name);
	web_paragraph(&page,
		      "Who may call each op where this module decides, and no "
		      "policy: by releases, where these differ.");
	buffer_add_string(&page.body, "<dl>\n");
	web_entry(&page, "in",
		  registry_releases_shown(web->registry, &module->in,
					  &page.arena));
	buffer_add_string(&page.body, "</dl>\n");
	web_filter(&page, "ops");
	web_table_start(&page, heads, sizeof heads / sizeof *heads);
	for (unsigned i = 0; i < web->registry->op_count; i++)
		add_op(&page, &web->registry->ops[i], module, heads);
	web_table_end(&page);
	web_page_end(&page);
}

void web_modules(struct web *web)
{
	for (unsigned i = 0; i < web->registry->module_count; i++)
		add_page(web, &web->registry->modules[i]);
}
