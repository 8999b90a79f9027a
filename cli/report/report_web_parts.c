/* What pages of a site are made of: links, tables, what is so in releases. */
#include "report/report_web_parts.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "report/report_clean.h"
#include "report/report_matrix.h"

/* --- Text and links --------------------------------------------------------
 */

void web_link_as(struct web_page *page, enum web_kind kind, const char *name,
		 const char *words)
{
	const char *path = web_path(page->web, kind, name);
	if (path)
		buffer_format(&page->body, "<a href=\"%s%s\">", page->top,
			      path);
	/* Where a line may end in it. */
	for (const char *slash; (slash = strchr(words, '/'));
	     words = slash + 1) {
		add_xml(&page->body, arena_slice(&page->arena, words,
						 (size_t)(slash + 1 - words)));
		buffer_add_string(&page->body, "<wbr/>");
	}
	add_xml(&page->body, words);
	if (path)
		buffer_add_string(&page->body, "</a>");
}

void web_link(struct web_page *page, enum web_kind kind, const char *name)
{
	buffer_add_string(&page->body, "<span class=\"name\">");
	web_link_as(page, kind, name, name);
	buffer_add_string(&page->body, "</span>");
}

static bool is_of_word(char character)
{
	return isalnum((unsigned char)character) ||
	       (character && strchr("_/:.", character));
}

/* What has a page by that name, as a link, or else as text. */
static void add_word(struct web_page *page, const char *word)
{
	static const enum web_kind linked[] = {WEB_OP, WEB_PERMISSION,
					       WEB_RELEASE, WEB_RULE};
	for (size_t i = 0; i < sizeof linked / sizeof *linked; i++) {
		if (!web_path(page->web, linked[i], word))
			continue;
		web_link_as(page, linked[i], word, word);
		return;
	}
	add_xml(&page->body, word);
}

void web_text(struct web_page *page, const char *text)
{
	struct arena arena = ARENA_INIT;
	text = clean_text(text, &arena);
	while (*text) {
		size_t length = 0, end;
		while (text[length] && !is_of_word(text[length]))
			length++;
		add_xml(&page->body, arena_slice(&arena, text, length));
		text += length;
		for (length = 0; is_of_word(text[length]);)
			length++;
		/* A sentence's end is not the name's. */
		for (end = length; end && strchr(".:/", text[end - 1]);)
			end--;
		add_word(page, arena_slice(&arena, text, end));
		add_xml(&page->body,
			arena_slice(&arena, text + end, length - end));
		text += length;
	}
	arena_release(&arena);
}

void web_lines(struct web_page *page, const char *lines)
{
	struct arena arena = ARENA_INIT;
	if (!strchr(lines, '\n')) {
		web_text(page, lines);
		return;
	}
	buffer_add_string(&page->body, "<ul>");
	while (*lines) {
		size_t length = strcspn(lines, "\n");
		buffer_add_string(&page->body, "<li>");
		web_text(page, arena_slice(&arena, lines, length));
		buffer_add_string(&page->body, "</li>");
		lines += length + (lines[length] == '\n');
	}
	buffer_add_string(&page->body, "</ul>");
	arena_release(&arena);
}

void web_title(struct web_page *page, const char *id, const char *title)
{
	buffer_format(&page->body, "<h2%s%s%s>", id ? " id=\"" : "",
		      id ? id : "", id ? "\"" : "");
	add_xml(&page->body, title);
	buffer_add_string(&page->body, "</h2>\n");
}

void web_paragraph(struct web_page *page, const char *format, ...)
{
	va_list arguments;
	va_start(arguments, format);
	buffer_add_string(&page->body, "<p>");
	web_text(page, arena_vformat(&page->arena, format, arguments));
	buffer_add_string(&page->body, "</p>\n");
	va_end(arguments);
}

void web_entry(struct web_page *page, const char *term, const char *text)
{
	if (!text || !*text)
		return;
	buffer_format(&page->body, "<dt>%s</dt><dd>", term);
	web_lines(page, text);
	buffer_add_string(&page->body, "</dd>\n");
}

void web_status(struct web_page *page, const struct op_status *status)
{
	const char *sign = matrix_sign(status);
	buffer_format(&page->body,
		      "<span class=\"state\"><span class=\"sign %s\">%s</span> "
		      "%s, %s</span>",
		      sign, sign, status_name(status->status),
		      basis_name(status->basis));
}

void web_filter(struct web_page *page, const char *what)
{
	buffer_format(&page->body,
		      "<p class=\"filter\" hidden=\"hidden\"><label>show %s "
		      "with <input type=\"search\" placeholder=\"words\"/>"
		      "</label> <output></output></p>\n",
		      what);
}

/* --- Tables ----------------------------------------------------------------
 */

void web_table_start(struct web_page *page, const char *const heads[],
		     size_t count)
{
	buffer_add_string(&page->body,
			  "<div class=\"wide\"><table class=\"fold\">\n"
			  "<thead><tr>");
	for (size_t i = 0; i < count; i++)
		buffer_format(&page->body, "<th scope=\"col\">%s</th>",
			      heads[i]);
	buffer_add_string(&page->body, "</tr></thead>\n<tbody>\n");
}

void web_table_end(struct web_page *page)
{
	buffer_add_string(&page->body, "</tbody>\n</table></div>\n");
}

void web_cell_start(struct web_page *page, const char *head)
{
	buffer_format(&page->body, "<td data-head=\"%s\">", head);
}

void web_cell(struct web_page *page, const char *head, const char *text)
{
	web_cell_start(page, head);
	web_lines(page, text ? text : "");
	buffer_add_string(&page->body, "</td>");
}

/* --- Releases --------------------------------------------------------------
 */

void web_run_add(struct web_runs *runs, const char *text, unsigned release,
		 struct arena *arena)
{
	if (!*text)
		return;
	size_t i = runs->list.count;
	while (i && strcmp(runs->list.items[i - 1].text, text) != 0)
		i--;
	if (!i) {
		list_push(&runs->list, arena)->text = arena_string(arena, text);
		i = runs->list.count;
	}
	release_set_add(&runs->list.items[i - 1].in, release);
}

unsigned web_newest(const struct registry *registry,
		    const struct release_set *set)
{
	unsigned newest = registry->release_count - 1;
	while (newest && !release_set_has(set, newest))
		newest--;
	return newest;
}

/* The run that goes on longest first. */
static int compare_runs(const void *a, const void *b, void *registry)
{
	const struct web_run *x = a, *y = b;
	unsigned first = web_newest(registry, &x->in),
		 second = web_newest(registry, &y->in);
	return first == second	? strcmp(x->text, y->text)
	       : first > second ? -1
				: 1;
}

void web_runs(struct web_page *page, const char *title, const char *head,
	      const struct web_runs *runs)
{
	const struct registry *registry = page->web->registry;
	const size_t count = runs->list.count;
	if (!count)
		return;
	struct web_run *sorted =
		arena_alloc(&page->arena, count, sizeof *sorted);
	memcpy(sorted, runs->list.items, count * sizeof *sorted);
	qsort_r(sorted, count, sizeof *sorted, compare_runs,
		(void *)(uintptr_t)registry);
	const char *const heads[] = {"releases", head};
	web_title(page, NULL, title);
	web_table_start(page, heads, sizeof heads / sizeof *heads);
	for (size_t i = 0; i < count; i++) {
		buffer_add_string(&page->body,
				  "<tr><th scope=\"row\" class=\"when\">");
		add_xml(&page->body,
			registry_releases_shown(registry, &sorted[i].in,
						&page->arena));
		buffer_add_string(&page->body, "</th>");
		web_cell(page, head, sorted[i].text);
		buffer_add_string(&page->body, "</tr>\n");
	}
	web_table_end(page);
}

struct release_set web_open_in(const struct registry *registry,
			       const struct op *op, struct arena *arena)
{
	struct release_set open = {{0}};
	for (unsigned i = 0; i < registry->release_count; i++) {
		struct op_accesses accesses;
		if (!release_set_has(&op->in, i))
			continue;
		registry_op_accesses(registry, op, i, arena, &accesses);
		if (matrix_is_open(&accesses))
			release_set_add(&open, i);
	}
	return open;
}
