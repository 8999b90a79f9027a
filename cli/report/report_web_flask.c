/* The page of FLASK itself: what the policy is asked for each op, and what is
 * refused to nobody. */
#include "report/report_web_flask.h"

#include <string.h>

#include "report/report_clean.h"
#include "report/report_matrix.h"
#include "report/report_op_lines.h"
#include "report/report_web_parts.h"

const char web_flask_name[] = "flask";

/* The op in the newest release that has it. */
static void add_op(struct web_page *page, const struct op *op,
		   const char *const heads[])
{
	const struct registry *registry = page->web->registry;
	const unsigned release = web_newest(registry, &op->in);
	struct arena arena = ARENA_INIT;
	const struct op_report report = {registry, op, release};
	const struct op_facts facts = op_facts_in(&report, &arena);
	const struct report_lines lines = report_asks(&facts);
	buffer_add_string(&page->body, "<tr data-row=\"\"><th scope=\"row\">");
	web_link(page, WEB_OP, op->name);
	if (release + 1 < registry->release_count)
		buffer_format(&page->body, " <small>up to %s</small>",
			      registry->releases[release].name);
	buffer_add_string(&page->body, "</th>");
	web_cell_start(page, heads[1]);
	web_status(page, &facts.status);
	buffer_add_string(&page->body, "</td>");
	web_cell_start(page, heads[2]);
	web_lines(page, report_joined(&lines, &arena));
	buffer_add_string(&page->body, "</td></tr>\n");
	arena_release(&arena);
}

static bool is_open(const struct registry *registry, const struct op *op)
{
	struct arena arena = ARENA_INIT;
	const bool open =
		matrix_cell(registry, op, web_newest(registry, &op->in), &arena)
			.open;
	arena_release(&arena);
	return open;
}

/* Those that are refused to nobody in some use, or the others. */
static void add_ops(struct web_page *page, bool open, const char *id,
		    const char *title)
{
	static const char *const heads[] = {"op", "status", "asked, in turn"};
	const struct registry *registry = page->web->registry;
	size_t count = 0;
	for (unsigned i = 0; i < registry->op_count; i++) {
		const struct op *op = &registry->ops[i];
		if (release_set_empty(&op->in) || is_open(registry, op) != open)
			continue;
		if (!count++) {
			buffer_add_string(&page->body,
					  "<section data-rows=\"\">");
			web_title(page, id, title);
			web_table_start(page, heads,
					sizeof heads / sizeof *heads);
		}
		add_op(page, op, heads);
	}
	if (!count)
		return;
	web_table_end(page);
	buffer_add_string(&page->body, "</section>\n");
}

void web_flask(struct web *web)
{
	struct web_page page = web_page_of(web, WEB_MODULE, web_flask_name);
	web_paragraph(&page,
		      "Where FLASK is the module, the policy decides: an op "
		      "passes where all that is asked for it is allowed to "
		      "who asks. Each op stands here as the newest release has "
		      "it; its own page says what others asked.");
	web_filter(&page, "ops");
	add_ops(&page, true, "open", "In some use nothing is asked");
	add_ops(&page, false, "asked", "What is asked in every use");
	web_page_end(&page);
}
