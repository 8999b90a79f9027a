/* Differences for people, as diff shows them, and as a table. */
#include <string.h>

#include "verify/verify_text.h"
#include "verify/verify_tree.h"

static const char *const columns[] = {"kind", "subject", "registry", "tree",
				      "place"};
enum { COLUMN_COUNT = 5 };

struct table *verify_table(const struct verification *verification,
			   bool verbose, struct arena *arena)
{
	struct table *table = arena_alloc(arena, 1, sizeof *table);
	table->name = "differences";
	table->schema = "xsmc-verify/1";
	table->columns = columns;
	table->column_count = COLUMN_COUNT;
	for (size_t i = 0; i < verification->rows.count; i++) {
		const struct difference *from = &verification->rows.items[i];
		if (from->kind == DIFFERENCE_BY_HAND && !verbose)
			continue;
		const char **row = table_add_row(table, arena);
		row[0] = difference_kind_name(from->kind);
		row[1] = from->subject;
		row[2] = from->registry;
		row[3] = from->tree;
		row[4] = from->line ? arena_format(arena, "%s:%u", from->file,
						   from->line)
				    : from->file;
	}
	return table;
}

/* What one line is painted in; "" where there are no colours. */
struct paint {
	const char *registry, *tree, *end;
};

static struct paint paint_of(const struct verify_style *style)
{
	static const struct paint colors = {"\033[31m", "\033[32m", "\033[0m"};
	static const struct paint none = {"", "", ""};
	return style->color ? colors : none;
}

static void add_place(const struct difference *row, struct buffer *out)
{
	if (!*row->file)
		return;
	buffer_format(out, " %s", row->file);
	if (row->line)
		buffer_format(out, ":%u", row->line);
}

static void add_row(const struct difference *row, const struct paint *paint,
		    const char *other, struct buffer *out)
{
	buffer_format(out, "%s %s\n", difference_kind_name(row->kind),
		      row->subject);
	if (*row->registry)
		buffer_format(out, "%s- registry: %s%s\n", paint->registry,
			      row->registry, paint->end);
	if (!*row->tree)
		return;
	buffer_format(out, "%s+ %s", paint->tree, other);
	add_place(row, out);
	buffer_format(out, ": %s%s\n", row->tree, paint->end);
}

/* One line: what could not be decided is no difference. */
static void add_undecided(const struct difference *row, struct buffer *out)
{
	buffer_format(out, "%s %s:", difference_kind_name(row->kind),
		      row->subject);
	add_place(row, out);
	buffer_format(out, "%s %s", *row->file ? ":" : "", row->tree);
	if (*row->registry)
		buffer_format(out, " (%s)", row->registry);
	buffer_add_char(out, '\n');
}

/* ": A, B" for the subjects of the rows of that kind, each once. */
static void add_subjects(const struct verification *verification,
			 enum difference_kind kind, struct buffer *out)
{
	const char *last = "", *sign = ": ";
	for (size_t i = 0; i < verification->rows.count; i++) {
		const struct difference *row = &verification->rows.items[i];
		if (row->kind != kind || strcmp(row->subject, last) == 0)
			continue;
		buffer_format(out, "%s%s", sign, row->subject);
		last = row->subject;
		sign = ", ";
	}
}

/* Rows of a kind. */
static size_t count_rows(const struct verification *verification,
			 enum difference_kind kind)
{
	size_t count = 0;
	for (size_t i = 0; i < verification->rows.count; i++)
		count += verification->rows.items[i].kind == kind;
	return count;
}

/* What of the fixes agreed, and what is to be read. */
static void add_fixes_summary(const struct verification *verification,
			      struct buffer *out)
{
	size_t unread = count_rows(verification, DIFFERENCE_NEW);
	buffer_format(out,
		      "fixes: %zu agreed, %zu differ; since %s: %zu to be "
		      "read, %zu more that do not call themselves fixes\n",
		      verification->agreed, verification->differences - unread,
		      verification->registry->fixes_read->date, unread,
		      verification->unverified);
}

/* What was compared, what was not, and what of that was read by hand. */
static void add_summary(const struct verification *verification,
			struct buffer *out)
{
	const char *release =
		verification->registry->releases[verification->release].name;
	buffer_format(out, "%s: %zu agreed, %zu differ, %zu unverified",
		      release, verification->agreed, verification->differences,
		      verification->unverified);
	add_subjects(verification, DIFFERENCE_UNVERIFIED, out);
	if (verification->by_hand)
		buffer_format(out, "%s %zu read by hand",
			      verification->unverified ? ";" : ",",
			      verification->by_hand);
	add_subjects(verification, DIFFERENCE_BY_HAND, out);
	if (verification->tree->kind == TREE_HEADERS_ONLY)
		buffer_add_string(out, "; names and numbers alone");
	if (verification->fits)
		buffer_format(out, "; the headers are %s %s",
			      verification->differences ? "closest to"
							: "those of",
			      verification->fits);
	buffer_add_char(out, '\n');
}

void verify_text(const struct verification *verification,
		 const struct verify_style *style, struct buffer *out)
{
	const struct paint paint = paint_of(style);
	for (size_t i = 0; i < verification->rows.count; i++) {
		const struct difference *row = &verification->rows.items[i];
		if (row->kind == DIFFERENCE_UNVERIFIED ||
		    (row->kind == DIFFERENCE_BY_HAND && style->verbose))
			add_undecided(row, out);
		else if (row->kind != DIFFERENCE_BY_HAND)
			add_row(row, &paint,
				verification->tree ? "tree" : "history", out);
	}
	if (!style->quiet && !verification->tree)
		add_fixes_summary(verification, out);
	else if (!style->quiet)
		add_summary(verification, out);
}
