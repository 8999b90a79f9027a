/* Graphs that graphviz lays out, as a part of a page. */
#ifndef REPORT_REPORT_WEB_GRAPH_H
#define REPORT_REPORT_WEB_GRAPH_H

#include <stdbool.h>
#include <stddef.h>

struct diags;
struct web_page;

/* An arrow from one domain to another. */
struct graph_edge {
	const char *from, *to, *label;
	bool to_end; /* what it leads to is trusted */
};

/*
 * Adds the graph as SVG, with that name for who does not see it.  Nothing, and
 * a warning, where dot is not installed, or cannot be confined.
 */
void web_graph(struct web_page *page, const char *name,
	       const struct graph_edge *edges, size_t count,
	       struct diags *diags);

#endif
