/* The folder of pages: what there are pages of, and the files beside them. */
#ifndef REPORT_REPORT_WEB_FOLDER_H
#define REPORT_REPORT_WEB_FOLDER_H

#include <stddef.h>

#include "base/file_folder.h"
#include "registry/registry.h"

struct lint_view;
struct site;
struct who_answer;

/* A site's policy, of which there are pages beside those of the registry. */
struct pages_policy {
	const struct lint_view *view;
	const struct who_answer *answer; /* of all ops, whoever calls */
	const struct site *site;	 /* or NULL */
	const char *today;		 /* YYYY-MM-DD */
};

extern const struct folder_list report_pages_list;

/*
 * Makes the pages of the registry, and of the policy unless that is NULL: HTML
 * that link to each other, with a search.  Files and their names live in the
 * arena.  A warning where a graph cannot be drawn.
 */
void report_pages(const struct registry *registry,
		  const struct pages_policy *policy, struct arena *arena,
		  struct diags *diags, const struct folder_file **files,
		  size_t *count);

#endif
