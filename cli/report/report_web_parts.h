/* What pages of a site are made of: links, tables, what is so in releases. */
#ifndef REPORT_REPORT_WEB_PARTS_H
#define REPORT_REPORT_WEB_PARTS_H

#include "report/report_web.h"

/* The name as a link to its page, or as text where there is none. */
void web_link(struct web_page *page, enum web_kind kind, const char *name);

/* The same with other words. */
void web_link_as(struct web_page *page, enum web_kind kind, const char *name,
		 const char *words);

/* The text, in which names of ops, permissions and releases are links. */
void web_text(struct web_page *page, const char *text);

/* The lines of a text likewise: one as it is, several as a list. */
void web_lines(struct web_page *page, const char *lines);

/* "<h2>TITLE</h2>", with an id to link to, or NULL. */
void web_title(struct web_page *page, const char *id, const char *title);

/* A paragraph of text. */
void web_paragraph(struct web_page *page, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

/* A term and what is said of it, unless that is NULL or "", in a <dl>. */
void web_entry(struct web_page *page, const char *term, const char *text);

/* The sign of a status, and in words what it is. */
void web_status(struct web_page *page, const struct op_status *status);

/* The field that filters what has data-row. */
void web_filter(struct web_page *page, const char *what);

/* A table with these heads, on a narrow screen a block a row. */
void web_table_start(struct web_page *page, const char *const heads[],
		     size_t count);
void web_table_end(struct web_page *page);

/* A cell with the text; head: what it is called where there are no heads. */
void web_cell(struct web_page *page, const char *head, const char *text);

/* The start of a cell that something else is added to, before "</td>". */
void web_cell_start(struct web_page *page, const char *head);

/* What a fact is in releases: each text once, the newest first. */
struct web_runs {
	list_of(struct web_run {
		const char *text;
		struct release_set in;
	}) list;
};

/* Adds the release to the run of the text, which is copied; "": to none. */
void web_run_add(struct web_runs *runs, const char *text, unsigned release,
		 struct arena *arena);

/* A table of the runs, or nothing where there are none. */
void web_runs(struct web_page *page, const char *title, const char *head,
	      const struct web_runs *runs);

/* The newest release of the set, which is not empty. */
unsigned web_newest(const struct registry *registry,
		    const struct release_set *set);

/* Whom an op's domains are that no release refuses: sets of releases. */
struct release_set web_open_in(const struct registry *registry,
			       const struct op *op, struct arena *arena);

#endif
