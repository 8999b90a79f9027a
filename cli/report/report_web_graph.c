/* Graphs that graphviz lays out, as a part of a page. */
#include "report/report_web_graph.h"

#include <stdlib.h>
#include <string.h>

#include "base/map.h"
#include "base/process.h"
#include "report/report_clean.h"
#include "report/report_web_parts.h"

USES_MESSAGE(GRAPH_NOT_DRAWN);

/*
 * dot is told the sizes of boxes without text, and says where they and the
 * lines between them go: what it would need to measure text starts threads,
 * which no confined program may.  So the picture is our own, and is the same
 * whatever fonts a machine has.  A step has a box of its own, without a border,
 * in the middle of its line.
 */

enum {
	INCH = 72, /* dot's, in points */
	NODE_HEIGHT = 28,
	STEP_HEIGHT = 18,
	NODE_LETTER = 8, /* a letter's width */
	STEP_LETTER = 6,
	NODE_BORDER = 20,
	STEP_BORDER = 10
};

/* A box: of a domain, or of a step. */
struct graph_box {
	const char *text;
	bool step, end;
	double x, y, width, height; /* the middle, in points */
};

struct graph_layout {
	struct web_page *page;
	struct map known; /* name -> box */
	list_of(struct graph_box *) boxes;
	double width, height;
	struct buffer lines; /* of the SVG */
};

/* --- What dot is told --------------------------------------------------------
 */

static size_t add_box(struct graph_layout *layout, const char *text, bool step,
		      bool end, struct buffer *dot)
{
	struct arena *arena = &layout->page->arena;
	struct graph_box *box = arena_alloc(arena, 1, sizeof *box);
	const int letter = step ? STEP_LETTER : NODE_LETTER;
	box->text = text;
	box->step = step;
	box->end = end;
	box->width = (double)strlen(text) * letter +
		     (step ? STEP_BORDER : NODE_BORDER);
	box->height = step ? STEP_HEIGHT : NODE_HEIGHT;
	*list_push(&layout->boxes, arena) = box;
	buffer_add_string(
		dot, arena_format(arena, "n%zu [width=%.3f,height=%.3f];\n",
				  layout->boxes.count - 1, box->width / INCH,
				  box->height / INCH));
	return layout->boxes.count - 1;
}

/* The number of the domain's box, which is made once. */
static size_t box_of(struct graph_layout *layout, const char *name, bool end,
		     struct buffer *dot)
{
	struct arena *arena = &layout->page->arena;
	const size_t *known = map_get(&layout->known, name);
	if (known)
		return *known;
	size_t *number = arena_alloc(arena, 1, sizeof *number);
	*number = add_box(layout, name, false, end, dot);
	map_set(&layout->known, name, number, arena);
	return *number;
}

static void write_dot(struct graph_layout *layout,
		      const struct graph_edge *edges, size_t count,
		      struct buffer *dot)
{
	buffer_add_string(dot, "digraph {\nrankdir=LR;\nranksep=0.3;\n"
			       "node [shape=box,fixedsize=true,label=\"\"];\n");
	/* What is an end somewhere is one everywhere. */
	for (size_t i = 0; i < count; i++)
		if (edges[i].to_end)
			box_of(layout, edges[i].to, true, dot);
	for (size_t i = 0; i < count; i++) {
		const size_t from = box_of(layout, edges[i].from, false, dot);
		const size_t to = box_of(layout, edges[i].to, false, dot);
		const size_t step =
			add_box(layout, edges[i].label, true, false, dot);
		buffer_format(dot, "n%zu -> n%zu;\nn%zu -> n%zu;\n", from, step,
			      step, to);
	}
	buffer_add_string(dot, "}\n");
}

/* --- What dot says
 * ------------------------------------------------------------ */

/* The next number of the line, in points; 0 where there is none. */
static double next_number(const char **at)
{
	char *end;
	const double value = strtod(*at, &end);
	*at = end;
	return value * INCH;
}

/* The box of a name like "n12"; NULL: there is none. */
static struct graph_box *named_box(struct graph_layout *layout, const char **at)
{
	char *end;
	*at += strspn(*at, " ");
	if (**at != 'n')
		return NULL;
	const unsigned long number = strtoul(*at + 1, &end, 10);
	*at = end;
	return number < layout->boxes.count ? layout->boxes.items[number]
					    : NULL;
}

static bool read_node(struct graph_layout *layout, const char *at)
{
	struct graph_box *box = named_box(layout, &at);
	if (!box)
		return false;
	box->x = next_number(&at);
	box->y = layout->height - next_number(&at);
	return true;
}

static void add_point(struct graph_layout *layout, const char *before,
		      const char **at)
{
	const double x = next_number(at);
	const double y = layout->height - next_number(at);
	buffer_format(&layout->lines, "%s%d %d", before, (int)x, (int)y);
}

/* A line: its first point, and three for each curve. */
static bool read_edge(struct graph_layout *layout, const char *at)
{
	const struct graph_box *from = named_box(layout, &at);
	const struct graph_box *to = named_box(layout, &at);
	char *end;
	const unsigned long count = from && to ? strtoul(at, &end, 10) : 0;
	if (!count)
		return false;
	at = end;
	buffer_add_string(&layout->lines, "<path class=\"line\" d=\"");
	add_point(layout, "M", &at);
	for (unsigned long i = 1; i < count; i++)
		add_point(layout, i == 1 ? "C" : " ", &at);
	buffer_add_string(&layout->lines,
			  to->step ? "\"/>\n"
				   : "\" marker-end=\"url(#arrow)\"/>\n");
	return true;
}

static bool read_graph(struct graph_layout *layout, const char *at)
{
	next_number(&at); /* the scale, which is 1 */
	layout->width = next_number(&at);
	layout->height = next_number(&at);
	return layout->width > 0 && layout->height > 0;
}

/* Reads dot's plain output; false where it is none. */
static bool read_plain(struct graph_layout *layout, const char *text)
{
	static const struct {
		const char *word;
		bool (*read)(struct graph_layout *layout, const char *at);
	} kinds[] = {
		{"graph ", read_graph},
		{"node ", read_node},
		{"edge ", read_edge},
	};
	while (*text && strncmp(text, "stop", strlen("stop")) != 0) {
		bool read = false;
		for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
			const size_t length = strlen(kinds[i].word);
			if (strncmp(text, kinds[i].word, length) == 0)
				read = kinds[i].read(layout, text + length);
		}
		if (!read)
			return false;
		text += strcspn(text, "\n");
		text += *text == '\n';
	}
	return *text;
}

/* --- The picture
 * ---------------------------------------------------------------- */

static void add_shape(struct graph_layout *layout, const struct graph_box *box)
{
	struct web_page *page = layout->page;
	const char *path =
		box->step ? NULL : web_path(page->web, WEB_DOMAIN, box->text);
	if (path)
		buffer_format(&page->body, "<a href=\"%s%s\">", page->top,
			      path);
	buffer_format(&page->body, "<g class=\"%s\">",
		      box->step	 ? "step"
		      : box->end ? "end"
				 : "node");
	buffer_format(&page->body,
		      "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" "
		      "rx=\"4\"/><text x=\"%d\" y=\"%d\">",
		      (int)(box->x - box->width / 2),
		      (int)(box->y - box->height / 2), (int)box->width,
		      (int)box->height, (int)box->x, (int)box->y + 4);
	add_xml(&page->body, box->text);
	buffer_add_string(&page->body, "</text></g>");
	buffer_add_string(&page->body, path ? "</a>\n" : "\n");
}

static void add_picture(struct graph_layout *layout, const char *name)
{
	struct buffer *out = &layout->page->body;
	buffer_add_string(out, "<div class=\"graph\" tabindex=\"0\"><svg "
			       "xmlns=\"http://www.w3.org/2000/svg\" "
			       "role=\"group\" aria-label=\"");
	add_xml(out, name);
	buffer_format(out,
		      "\" width=\"%d\" height=\"%d\" viewBox=\"-4 -4 %d %d\">\n"
		      "<defs><marker id=\"arrow\" viewBox=\"0 0 8 8\" "
		      "refX=\"7\" refY=\"4\" markerWidth=\"8\" "
		      "markerHeight=\"8\" orient=\"auto\"><path d=\"M0 0L8 4L0 "
		      "8z\"/></marker></defs>\n",
		      (int)layout->width + 8, (int)layout->height + 8,
		      (int)layout->width + 8, (int)layout->height + 8);
	buffer_add_string(out, buffer_string(&layout->lines));
	for (size_t i = 0; i < layout->boxes.count; i++)
		add_shape(layout, layout->boxes.items[i]);
	buffer_add_string(out, "</svg></div>\n");
}

/* --- The program
 * ------------------------------------------------------------------ */

static bool run_dot(const struct buffer *dot, struct process *process,
		    struct diags *diags)
{
	enum { SECONDS = 20 };
	static const size_t MEMORY = (size_t)1 << 30, OUTPUT = (size_t)1 << 26;
	static const char *const arguments[] = {"dot", "-Tplain", NULL};
	*process = (struct process){.arguments = arguments,
				    .limits = {SECONDS, MEMORY, OUTPUT},
				    .confined = true,
				    .input = dot};
	return process_run_in(process, diags) && process->status == 0;
}

static void warn(struct diags *diags, const struct diags *why)
{
	diags_add(diags, MESSAGE_GRAPH_NOT_DRAWN, location_file(NULL),
		  "dot: %s",
		  why->list.count ? why->list.items[0].detail
				  : "it does not say where boxes go");
}

void web_graph(struct web_page *page, const char *name,
	       const struct graph_edge *edges, size_t count,
	       struct diags *diags)
{
	struct graph_layout layout = {.page = page};
	struct buffer dot = BUFFER_INIT;
	struct diags quiet = DIAGS_INIT;
	struct process process;
	if (!count)
		return;
	write_dot(&layout, edges, count, &dot);
	if (run_dot(&dot, &process, &quiet) &&
	    read_plain(&layout, buffer_string(&process.out)))
		add_picture(&layout, name);
	else
		warn(diags, &quiet);
	process_release(&process);
	diags_release(&quiet);
	buffer_release(&layout.lines);
	buffer_release(&dot);
}
