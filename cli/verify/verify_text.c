/* Differences for people, as diff shows them, and as a table. */
#include "verify/verify_parts.h"

static const char *const columns[] = {"kind", "subject", "registry", "tree",
				      "place"};
enum { COLUMN_COUNT = 5 };

struct table *verify_table(const struct verification *verification,
			   bool verbose, struct arena *arena)
{
	struct table *table = arena_alloc(arena, 1, sizeof *table);
	table->name = "differences";
	table->columns = columns;
	table->column_count = COLUMN_COUNT;
	for (size_t i = 0; i < verification->rows.count; i++) {
		const struct difference *from = &verification->rows.items[i];
		if (from->kind == DIFFERENCE_UNVERIFIED && !verbose)
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
		    struct buffer *out)
{
	buffer_format(out, "%s %s\n", difference_kind_name(row->kind),
		      row->subject);
	if (*row->registry)
		buffer_format(out, "%s- registry: %s%s\n", paint->registry,
			      row->registry, paint->end);
	if (!*row->tree)
		return;
	buffer_format(out, "%s+ tree", paint->tree);
	add_place(row, out);
	buffer_format(out, ": %s%s\n", row->tree, paint->end);
}

/* One line: what could not be decided is no difference. */
static void add_unverified(const struct difference *row, struct buffer *out)
{
	buffer_format(out, "unverified %s:", row->subject);
	add_place(row, out);
	buffer_format(out, "%s %s\n", *row->file ? ":" : "", row->tree);
}

static void add_summary(const struct verification *verification,
			const struct verify_style *style, struct buffer *out)
{
	const char *release =
		verification->registry->releases[verification->release].name;
	buffer_format(out, "%s: ", release);
	if (verification->differences)
		buffer_format(out, "%zu difference%s",
			      verification->differences,
			      verification->differences == 1 ? "" : "s");
	else
		buffer_add_string(out, "the registry agrees");
	if (verification->unverified)
		buffer_format(out, ", %zu unverified%s",
			      verification->unverified,
			      style->verbose ? "" : " (-v shows them)");
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
		if (row->kind != DIFFERENCE_UNVERIFIED)
			add_row(row, &paint, out);
		else if (style->verbose)
			add_unverified(row, out);
	}
	if (!style->quiet)
		add_summary(verification, style, out);
}
