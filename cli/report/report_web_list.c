/* Lists of all ops, permissions, releases, rules and modules, and the start. */
#include "report/report_web_list.h"

#include <string.h>

#include "rule/rule.h"
#include "report/report_clean.h"
#include "report/report_matrix.h"
#include "report/report_web_flask.h"
#include "report/report_web_parts.h"
#include "report/report_web_policy.h"

/* --- Ops -------------------------------------------------------------------
 */

static void add_op(struct web_page *page, const struct op *op)
{
	const struct registry *registry = page->web->registry;
	if (release_set_empty(&op->in))
		return;
	const unsigned newest = web_newest(registry, &op->in);
	const struct matrix_cell cell =
		matrix_cell(registry, op, newest, &page->arena);
	const char *sign = matrix_sign(&cell.status);
	buffer_format(&page->body,
		      "<li data-row=\"\"%s><span class=\"sign %s\">%s%s</span> "
		      "<span class=\"name\">",
		      op->parent == NO_INDEX ? "" : " class=\"part\"", sign,
		      sign, cell.open ? "!" : "");
	web_link_as(page, WEB_OP, op->name, op_macro(op));
	if (newest + 1 < registry->release_count)
		buffer_format(&page->body, " <small>up to %s</small>",
			      registry->releases[newest].name);
	buffer_add_string(&page->body, "</span></li>\n");
}

static void write_ops(struct web *web)
{
	const struct registry *registry = web->registry;
	struct web_page page =
		web_page_start(web, "ops.html", "list", "Ops", "ops.html");
	buffer_add_string(
		&page.body,
		"<p><span class=\"sign C\">C</span> covered by the statement "
		"of XSA-77, <span class=\"sign S\">S</span> safe by it, "
		"<span class=\"sign U\">U</span> safe only because nobody "
		"mentioned it, <b>!</b> open to every domain in some use; in "
		"the newest release that has the op. <a href=\"matrix.html\">"
		"The matrix</a> has all releases.</p>\n");
	web_filter(&page, "ops");
	for (unsigned i = 0; i < registry->hypercall_count; i++) {
		const struct hypercall *hypercall = &registry->hypercalls[i];
		if (!hypercall->ops.count)
			continue;
		buffer_format(&page.body,
			      "<section data-rows=\"\"><h2 id=\"%s\">%s <small>"
			      "hypercall %u</small></h2>\n<ul class=\"plain "
			      "many\">\n",
			      hypercall->name, hypercall->name,
			      hypercall->number);
		for (unsigned j = 0; j < hypercall->ops.count; j++)
			add_op(&page, &registry->ops[hypercall->ops.first + j]);
		buffer_add_string(&page.body, "</ul></section>\n");
	}
	web_page_end(&page);
}

/* --- Permissions, releases, rules, modules ---------------------------------
 */

static void write_permissions(struct web *web)
{
	const struct registry *registry = web->registry;
	struct web_page page =
		web_page_start(web, "permissions.html", "list",
			       "Classes and permissions", "permissions.html");
	web_paragraph(&page, "What FLASK asks: each page says which ops a "
			     "permission opens, in which releases.");
	web_filter(&page, "permissions");
	for (unsigned i = 0; i < registry->class_count; i++) {
		const struct object_class *class = &registry->classes[i];
		buffer_format(&page.body,
			      "<section data-rows=\"\"><h2 id=\"%s\">%s</h2>\n"
			      "<ul class=\"plain many\">\n",
			      class->name, class->name);
		for (unsigned j = 0; j < class->permissions.count; j++) {
			buffer_add_string(&page.body, "<li data-row=\"\">");
			web_link(&page, WEB_PERMISSION,
				 arena_format(
					 &page.arena, "%s:%s", class->name,
					 registry->permissions
						 [class->permissions.first + j]
							 .name));
			buffer_add_string(&page.body, "</li>\n");
		}
		buffer_add_string(&page.body, "</ul></section>\n");
	}
	web_page_end(&page);
}

static size_t count_lacked(const struct registry *registry, unsigned release)
{
	size_t count = 0;
	for (unsigned i = 0; i < registry->fix_count; i++) {
		const struct fix *fix = &registry->fixes[i];
		bool lacked = false;
		for (unsigned j = 0; j < fix->ops.count; j++) {
			const struct op *op =
				&registry->ops
					 [registry->fix_ops[fix->ops.first + j]
						  .op];
			const enum fix_state state =
				registry_fix_state(fix, op, release);
			lacked |= state == FIX_LACKED ||
				  state == FIX_MAYBE_LACKED;
		}
		count += lacked;
	}
	return count;
}

/* The release, its date, how many fixes it lacks. */
static void add_release(struct web_page *page, unsigned index,
			const char *const heads[])
{
	const struct registry *registry = page->web->registry;
	const struct release *release = &registry->releases[index];
	buffer_add_string(&page->body, "<tr data-row=\"\"><th scope=\"row\">");
	web_link(page, WEB_RELEASE, release->name);
	buffer_add_string(&page->body, "</th>");
	web_cell(page, heads[1], release->date);
	web_cell(page, heads[2],
		 arena_format(&page->arena, "%zu",
			      count_lacked(registry, index)));
	web_cell(page, heads[3],
		 *release->flask_support ? release->flask_support
					 : "nothing is said");
	buffer_add_string(&page->body, "</tr>\n");
}

static void write_releases(struct web *web)
{
	static const char *const heads[] = {"release", "tagged",
					    "public fixes it lacks or may lack",
					    "FLASK by SUPPORT.md"};
	struct web_page page = web_page_start(web, "releases.html", "list",
					      "Releases", "releases.html");
	web_filter(&page, "releases");
	web_table_start(&page, heads, sizeof heads / sizeof *heads);
	for (unsigned i = web->registry->release_count; i--;)
		add_release(&page, i, heads);
	web_table_end(&page);
	web_page_end(&page);
}

static void write_rules(struct web *web)
{
	static const char *const heads[] = {"rule", "level", "what it finds"};
	struct web_page page = web_page_start(web, "rules.html", "list",
					      "Rules of lint", "rules.html");
	web_filter(&page, "rules");
	web_table_start(&page, heads, sizeof heads / sizeof *heads);
	for (size_t i = 0; i < rule_count(); i++) {
		const struct rule *rule = rule_at(i);
		buffer_add_string(&page.body,
				  "<tr data-row=\"\"><th scope=\"row\">");
		web_link(&page, WEB_RULE, rule->code);
		buffer_format(&page.body, " %s</th>", rule->name);
		buffer_format(&page.body,
			      "<td class=\"tight\"><span class=\"sign %s\">%s"
			      "</span></td>",
			      level_name(rule->level), level_name(rule->level));
		web_cell(&page, heads[2], rule->title);
		buffer_add_string(&page.body, "</tr>\n");
	}
	web_table_end(&page);
	web_page_end(&page);
}

static void write_modules(struct web *web)
{
	static const char *const heads[] = {"module", "releases"};
	const struct registry *registry = web->registry;
	struct web_page page =
		web_page_start(web, "modules.html", "list", "Security modules",
			       "modules.html");
	web_paragraph(&page, "Under FLASK the policy decides by what is asked "
			     "of it; where no policy decides, the module does: "
			     "each page says who may call which op.");
	web_table_start(&page, heads, sizeof heads / sizeof *heads);
	buffer_add_string(&page.body, "<tr><th scope=\"row\">");
	web_link(&page, WEB_MODULE, web_flask_name);
	buffer_add_string(&page.body, "</th>");
	web_cell(&page, heads[1], "all");
	buffer_add_string(&page.body, "</tr>\n");
	for (unsigned i = 0; i < registry->module_count; i++) {
		const struct module *module = &registry->modules[i];
		buffer_add_string(&page.body, "<tr><th scope=\"row\">");
		web_link(&page, WEB_MODULE, module->name);
		buffer_add_string(&page.body, "</th>");
		web_cell(&page, heads[1],
			 registry_releases_shown(registry, &module->in,
						 &page.arena));
		buffer_add_string(&page.body, "</tr>\n");
	}
	web_table_end(&page);
	web_page_end(&page);
}

/* --- The start -------------------------------------------------------------
 */

/* Under which conditions nothing is asked for the op. */
static const char *open_where(struct web_page *page, const struct op *op,
			      unsigned release)
{
	const struct registry *registry = page->web->registry;
	struct op_accesses accesses;
	const char *text = "";
	registry_op_accesses(registry, op, release, &page->arena, &accesses);
	for (size_t i = 0; i < accesses.list.count; i++) {
		const struct access *access = accesses.list.items[i];
		const char *where = access_condition(access, &page->arena);
		if (access->kind == ACCESS_NONE)
			text = arena_format(&page->arena, "%s%s%s", text,
					    *text ? "; or " : "",
					    *where ? where : "always");
	}
	return text;
}

/* Ops of the newest release that are covered, and refused to nobody. */
static void add_open(struct web_page *page, unsigned release)
{
	const struct registry *registry = page->web->registry;
	size_t count = 0;
	for (unsigned i = 0; i < registry->op_count; i++) {
		const struct op *op = &registry->ops[i];
		const struct matrix_cell cell =
			matrix_cell(registry, op, release, &page->arena);
		if (!cell.open || cell.status.status != STATUS_COVERED)
			continue;
		if (!count++)
			buffer_format(&page->body,
				      "<section class=\"worst\"><h2>Covered, "
				      "and open to every domain in %s</h2>\n"
				      "<p>Bugs in them are handled in public, "
				      "and where it says so nothing is asked: "
				      "there no policy keeps a guest from them."
				      "</p>\n<ul class=\"plain\">\n",
				      registry->releases[release].name);
		buffer_add_string(&page->body, "<li>");
		web_link(page, WEB_OP, op->name);
		buffer_add_string(&page->body, ": ");
		add_xml(&page->body, open_where(page, op, release));
		buffer_add_string(&page->body, "</li>\n");
	}
	if (count)
		buffer_add_string(&page->body, "</ul></section>\n");
}

/* The newest release of each line, and what it lacks, where some do. */
static void add_lacks(struct web_page *page)
{
	const struct registry *registry = page->web->registry;
	const struct release *releases = registry->releases;
	static const char *const heads[] = {
		"line", "newest release", "public fixes it lacks or may lack"};
	bool any = false;
	for (unsigned i = registry->release_count; i--;) {
		const size_t count = registry_ends_line(registry, i)
					     ? count_lacked(registry, i)
					     : 0;
		if (!count)
			continue;
		if (!any) {
			buffer_add_string(&page->body,
					  "<section class=\"worst fair\"><h2>"
					  "Public fixes that the newest "
					  "releases lack</h2>\n");
			web_table_start(page, heads,
					sizeof heads / sizeof *heads);
		}
		any = true;
		buffer_format(&page->body, "<tr><th scope=\"row\">%s</th>",
			      releases[i].line);
		web_cell(page, heads[1], releases[i].name);
		web_cell(page, heads[2],
			 arena_format(&page->arena, "%zu", count));
		buffer_add_string(&page->body, "</tr>\n");
	}
	if (!any)
		return;
	web_table_end(page);
	buffer_add_string(&page->body, "</section>\n");
}

static void add_card(struct web_page *page, const char *path, size_t count,
		     const char *what, const char *about)
{
	buffer_format(&page->body,
		      "<li><a href=\"%s\"><b>%zu</b> %s</a><br/>%s</li>\n",
		      path, count, what, about);
}

void web_cards(struct web_page *page)
{
	const struct registry *registry = page->web->registry;
	size_t permissions = 0;
	for (unsigned i = 0; i < registry->class_count; i++)
		permissions += registry->classes[i].permissions.count;
	web_title(page, NULL, "What is known of Xen");
	buffer_add_string(&page->body, "<ul class=\"cards\">\n");
	add_card(page, "ops.html", registry->op_count, "ops",
		 "status, what is asked, fixes, history; "
		 "<a href=\"matrix.html\">the matrix</a> has all of them");
	add_card(page, "permissions.html", permissions, "permissions",
		 "which ops each opens");
	add_card(page, "releases.html", registry->release_count, "releases",
		 "what changed, which fixes each lacks");
	add_card(page, "rules.html", rule_count(), "rules of lint",
		 "what each means, and when to accept it");
	add_card(page, "modules.html", registry->module_count + 1u, "modules",
		 "what FLASK asks, and who may call where no policy decides");
	buffer_add_string(&page->body, "</ul>\n");
}

static void write_start(struct web *web)
{
	const struct registry *registry = web->registry;
	struct web_page page = web_page_start(
		web, "index.html", "overview",
		"Ops of Xen, and their security status", "index.html");
	web_paragraph(&page,
		      "What each op of the hypervisor is for, what FLASK asks "
		      "for it, and whether a flaw in it is a security issue by "
		      "the statement of XSA-77; in Xen %s to %s.",
		      registry->releases[0].name,
		      registry->releases[registry->release_count - 1].name);
	add_open(&page, registry->release_count - 1);
	add_lacks(&page);
	web_cards(&page);
	web_page_end(&page);
}

void web_lists(struct web *web)
{
	if (!web->policy)
		write_start(web);
	write_ops(web);
	write_permissions(web);
	write_releases(web);
	write_rules(web);
	write_modules(web);
}
