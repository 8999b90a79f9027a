/* A site of pages that link to each other: which there are, and their frame. */
#ifndef REPORT_REPORT_WEB_H
#define REPORT_REPORT_WEB_H

#include <stddef.h>

#include "base/buffer.h"
#include "base/file_folder.h"
#include "base/map.h"
#include "base/memory.h"
#include "registry/registry.h"

struct pages_policy;

/* What a page is of: each has a folder of its own, but for the first. */
enum web_kind {
	WEB_TOP,
	WEB_OP,
	WEB_PERMISSION,
	WEB_RELEASE,
	WEB_RULE,
	WEB_MODULE,
	WEB_DOMAIN,
	WEB_KINDS
};

/* The site on its way. */
struct web {
	const struct registry *registry;
	const struct pages_policy *policy; /* or NULL */
	/* By kind: the name of what has a page -> its path. */
	struct map pages[WEB_KINDS];
	list_of(struct folder_file) files;
	struct buffer names; /* for the search */
	size_t name_count;
	struct web_asking *asking;  /* by permission */
	struct web_policy *answers; /* what a site's policy comes to, or NULL */
	struct arena *arena;
};

/* A page on its way: what is added to the body is HTML. */
struct web_page {
	struct web *web;
	const char *path;
	const char *top; /* where the first page is from here: "" or "../" */
	const char *kind, *heading; /* text */
	const char *section;	    /* the path that the navigation marks */
	struct buffer body;
	struct arena arena;
};

/* Says that there will be a page of that name; hint: for the search. */
void web_expect(struct web *web, enum web_kind kind, const char *name,
		const char *hint);

/* The same of one that is on the page of another, which is expected already. */
void web_expect_on(struct web *web, enum web_kind kind, const char *name,
		   const char *whose);

/* Adds the id by which it is found there: ` id="NAME"`. */
void web_anchor(struct web_page *page, const char *name);

/* The path of what has a page, or NULL. */
const char *web_path(const struct web *web, enum web_kind kind,
		     const char *name);

/* Starts a page; its path lives as long as the site. */
struct web_page web_page_start(struct web *web, const char *path,
			       const char *kind, const char *heading,
			       const char *section);

/* The page of something that was expected. */
struct web_page web_page_of(struct web *web, enum web_kind kind,
			    const char *name);

/* Adds the page to the site, and gives back what it holds. */
void web_page_end(struct web_page *page);

/* Adds the links that stand above each page, for one at the top. */
void web_links(const struct web *web, const char *path, struct buffer *out);

/* Adds a file that is no page. */
void web_add_file(struct web *web, const char *name, const char *bytes,
		  size_t length);

#endif
