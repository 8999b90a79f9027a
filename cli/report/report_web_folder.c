/* The folder of pages: what there are pages of, and the files beside them. */
#include "report/report_web_folder.h"

#include <stdlib.h>
#include <string.h>

#include "rule/rule.h"
#include "report/report_frame.h"
#include "report/report_lint.h"
#include "report/report_matrix.h"
#include "report/report_style.h"
#include "report/report_web.h"
#include "report/report_web_domain.h"
#include "report/report_web_flask.h"
#include "report/report_web_flaw.h"
#include "report/report_web_list.h"
#include "report/report_web_module.h"
#include "report/report_web_op.h"
#include "report/report_web_permission.h"
#include "report/report_web_policy.h"
#include "report/report_web_power.h"
#include "report/report_web_release.h"
#include "report/report_web_rule.h"
#include "report/report_web_start.h"
#include "report/report_web_waiver.h"

const struct folder_list report_pages_list = {
	"files.txt", "The files that xsmc doc site wrote into this folder:"};

/* What there will be a page of, so that all pages can link to it. */
static void expect_all(struct web *web)
{
	const struct registry *registry = web->registry;
	for (unsigned i = 0; i < registry->op_count; i++)
		if (!release_set_empty(&registry->ops[i].in))
			web_expect(
				web, WEB_OP, registry->ops[i].name,
				registry->hypercalls[registry->ops[i].hypercall]
					.name);
	for (unsigned i = 0; i < registry->class_count; i++) {
		const struct object_class *class = &registry->classes[i];
		for (unsigned j = 0; j < class->permissions.count; j++)
			web_expect(
				web, WEB_PERMISSION,
				arena_format(
					web->arena, "%s:%s", class->name,
					registry->permissions
						[class->permissions.first + j]
							.name),
				NULL);
	}
	for (unsigned i = 0; i < registry->release_count; i++)
		web_expect(web, WEB_RELEASE, registry->releases[i].name,
			   registry->releases[i].date);
	for (size_t i = 0; i < rule_count(); i++)
		web_expect(web, WEB_RULE, rule_at(i)->code, rule_at(i)->name);
	for (unsigned i = 0; i < registry->module_count; i++)
		web_expect(web, WEB_MODULE, registry->modules[i].name, NULL);
	web_expect(web, WEB_MODULE, web_flask_name, NULL);
}

/* --- What is no page of the frame ----------------------------------------- */

/* A template as it is, but for comments and indentation. */
static void add_template(struct web *web, const char *name)
{
	struct buffer text = BUFFER_INIT;
	frame_start(name, NULL, &text);
	web_add_file(web, name, buffer_string(&text), text.length);
	buffer_release(&text);
}

static void add_names(struct web *web)
{
	struct buffer text = BUFFER_INIT;
	buffer_format(&text, "xsmc_names([\n%s\n]);\n",
		      buffer_string(&web->names));
	web_add_file(web, "names.js", buffer_string(&text), text.length);
	buffer_release(&text);
}

/* What stands above a page that has a frame of its own. */
static void add_under_links(struct web *web, const char *name,
			    const struct buffer *text)
{
	static const char body[] = "<body>\n";
	struct buffer out = BUFFER_INIT;
	const char *rest = strstr(buffer_string(text), body) + strlen(body);
	buffer_add(&out, text->data, (size_t)(rest - text->data));
	buffer_add_string(&out, "<nav aria-label=\"Pages\">\n");
	web_links(web, name, &out);
	buffer_add_string(&out, "</nav>\n");
	buffer_add_string(&out, rest);
	web_add_file(web, name, buffer_string(&out), out.length);
	buffer_release(&out);
}

static void add_matrix(struct web *web)
{
	struct buffer text = BUFFER_INIT;
	report_matrix(web->registry, "html", &text);
	add_under_links(web, "matrix.html", &text);
	buffer_release(&text);
}

/* --- The policy's pages ------------------------------------------------------
 */

static void add_findings(struct web *web)
{
	const struct style plain = {.verbose = false};
	struct buffer text = BUFFER_INIT;
	struct lint_writer *writer =
		report_lint_start("html", &plain, 1, &text);
	report_lint_view(writer, web->policy->view);
	report_lint_end(writer);
	add_under_links(web, "findings.html", &text);
	buffer_release(&text);
}

static void add_policy(struct web *web, struct diags *diags)
{
	static void (*const parts[])(struct web * web) = {
		web_start, web_domains, web_waivers, web_flaws, add_findings,
	};
	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
		parts[i](web);
	web_powers(web, diags);
}

static int compare_files(const void *a, const void *b)
{
	return strcmp(((const struct folder_file *)a)->name,
		      ((const struct folder_file *)b)->name);
}

void report_pages(const struct registry *registry,
		  const struct pages_policy *policy, struct arena *arena,
		  struct diags *diags, const struct folder_file **files,
		  size_t *count)
{
	static void (*const parts[])(struct web * web) = {
		web_ops,     web_permissions, web_releases, web_rules,
		web_modules, web_flask,	      web_lists,    add_matrix,
	};
	struct web web = {
		.registry = registry, .policy = policy, .arena = arena};
	expect_all(&web);
	if (policy)
		web_policy_start(&web);
	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
		parts[i](&web);
	if (policy)
		add_policy(&web, diags);
	add_template(&web, "web.css");
	add_template(&web, "web.js");
	add_names(&web);
	buffer_release(&web.names);
	qsort(web.files.items, web.files.count, sizeof *web.files.items,
	      compare_files);
	*files = web.files.items;
	*count = web.files.count;
}
