/* Public fixes: lists of them for people and programs. */
#include <string.h>

#include "base/text.h"
#include "report/report_fix.h"
#include "report/report_fix_html.h"
#include "report/report_style.h"
#include "report/report_table.h"

/* --- Words that the op's report shares -------------------------------- */

const char *report_fix_marks(const struct fix *fix, struct arena *arena)
{
	const char *const marks[] = {
		ref_text(fix->arch),
		ref_text(fix->config),
		ref_text(fix->advisory),
		fix->any_policy ? "whatever the policy" : NULL,
		fix->by_guest ? "by the guest" : NULL,
		fix->doubtful ? "in doubt" : NULL,
	};
	const char *shown = "";
	for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
		if (marks[i])
			shown = arena_format(arena, "%s%s%s", shown,
					     *shown ? ", " : " (", marks[i]);
	return *shown ? arena_format(arena, "%s)", shown) : "";
}

const char *report_fix_state(enum fix_state state)
{
	static const char *const names[] = {
		[FIX_PRESENT] = "present",
		[FIX_LACKED] = "lacked",
		[FIX_MAYBE_LACKED] = "maybe-lacked",
		[FIX_NOT_NEEDED] = "not-needed",
	};
	return names[state];
}

const char *report_fixes_read(const struct registry *registry,
			      struct arena *arena)
{
	return registry->fixes_read_count
		       ? arena_format(arena, "recorded up to %s",
				      registry->fixes_read->date)
		       : "recorded";
}

/* --- Text ------------------------------------------------------------- */

static void add_fix(const struct fix_list *list, const struct fix_report *row,
		    const struct style *style, struct arena *arena,
		    struct buffer *out)
{
	const struct registry *registry = list->registry;
	const struct fix *fix = row->fix;
	buffer_format(out, "%s%s%s %s %s%s", style->color ? "\033[1m" : "",
		      ref_text(fix->commit), style->color ? "\033[0m" : "",
		      ref_text(fix->date), ref_text(fix->kind),
		      report_fix_marks(fix, arena));
	if (list->release != NO_INDEX)
		buffer_format(out, "%s, %s",
			      row->state == FIX_MAYBE_LACKED
				      ? ", may be lacking"
				      : "",
			      registry_fix_way_shown(registry, fix,
						     list->release, arena));
	buffer_format(out, "\n  %s\n", ref_text(fix->subject));
	for (size_t i = 0; i < row->op_count; i++)
		buffer_format(out, "    %s\n", row->ops[i]->name);
	if (ref_text(fix->since) || ref_text(fix->introduced))
		buffer_format(out, "  flaw  since %s%s%s\n",
			      ref_text(fix->since) ? ref_text(fix->since)
						   : "an unknown release",
			      ref_text(fix->introduced) ? ", by " : "",
			      text_or_empty(ref_text(fix->introduced)));
	else
		buffer_add_string(out, "  flaw  since when is not known\n");
	buffer_format(out, "  fixed %s\n",
		      *ref_text(fix->fixed) ? ref_text(fix->fixed)
					    : "in no release");
}

static size_t count_ops(const struct fix_list *list, enum fix_state state,
			struct arena *arena)
{
	const struct registry *registry = list->registry;
	bool *seen = arena_alloc(arena, registry->op_count + 1, sizeof *seen);
	size_t count = 0;
	for (size_t i = 0; i < list->count; i++)
		for (size_t j = 0; j < list->rows[i].op_count; j++) {
			size_t op =
				(size_t)(list->rows[i].ops[j] - registry->ops);
			if (list->rows[i].state == state && !seen[op]) {
				seen[op] = true;
				count++;
			}
		}
	return count;
}

static const char *counted(const struct fix_list *list, enum fix_state state,
			   struct arena *arena)
{
	size_t fixes = 0;
	size_t ops = count_ops(list, state, arena);
	for (size_t i = 0; i < list->count; i++)
		fixes += list->rows[i].state == state;
	return fixes ? arena_format(arena, "%zu fix%s of %zu op%s", fixes,
				    fixes == 1 ? "" : "es", ops,
				    ops == 1 ? "" : "s")
		     : NULL;
}

void report_fix_summary(const struct fix_list *list, struct arena *arena,
			struct buffer *out)
{
	const struct registry *registry = list->registry;
	const char *read = report_fixes_read(registry, arena);
	const char *lacked = counted(list, FIX_LACKED, arena);
	const char *maybe = counted(list, FIX_MAYBE_LACKED, arena);
	const char *here = list->release == NO_INDEX
				   ? NULL
				   : registry->releases[list->release].name;
	const char *there = list->until == NO_INDEX
				    ? NULL
				    : registry->releases[list->until].name;
	if (!registry->fix_count)
		buffer_add_string(out, "the registry records no fixes\n");
	else if (!list->count)
		buffer_format(
			out, "no fix %s%s%s%s%s\n", read, here ? " that " : "",
			text_or_empty(here), here ? " lacks" : "",
			there ? arena_format(arena, " and %s has", there) : "");
	else if (!here)
		buffer_format(out, "%s, %s\n",
			      counted(list, FIX_PRESENT, arena), read);
	else
		buffer_format(
			out, "%s%s %s%s%s%s, %s\n", here,
			there	 ? arena_format(arena,
						" lacks what %s has:", there)
			: lacked ? " lacks"
				 : "",
			text_or_empty(lacked), lacked && maybe ? ", and " : "",
			maybe ? "may lack " : "", text_or_empty(maybe), read);
}

static void write_text(const struct fix_list *list, const struct style *style,
		       struct buffer *out)
{
	struct arena arena = ARENA_INIT;
	for (size_t i = 0; i < list->count; i++) {
		add_fix(list, &list->rows[i], style, &arena, out);
		buffer_add_char(out, '\n');
	}
	report_fix_summary(list, &arena, out);
	arena_release(&arena);
}

/* --- Tables ----------------------------------------------------------- */

static const char *const columns[] = {
	"commit",     "date",	 "op",	     "kind",	   "advisory",
	"introduced", "since",	 "fixed",    "arch",	   "config",
	"certainty",  "policy",	 "cause",    "supersedes", "release",
	"state",      "in_line", "in_later", "subject",
};

enum { COLUMNS = sizeof columns / sizeof *columns };

static const char *release_name(const struct registry *registry,
				unsigned release)
{
	return release == NO_INDEX ? "" : registry->releases[release].name;
}

static void add_row(const struct fix_list *list, const struct fix_report *row,
		    const struct op *op, struct table *table,
		    struct arena *arena)
{
	const struct fix *fix = row->fix;
	const struct registry *registry = list->registry;
	bool known = list->release != NO_INDEX;
	const struct fix_way way =
		known ? registry_fix_way(registry, fix, list->release)
		      : (struct fix_way){NO_INDEX, NO_INDEX};
	const char *const cells[COLUMNS] = {
		ref_text(fix->commit),
		ref_text(fix->date),
		op->name,
		ref_text(fix->kind),
		text_or_empty(ref_text(fix->advisory)),
		text_or_empty(ref_text(fix->introduced)),
		text_or_empty(ref_text(fix->since)),
		ref_text(fix->fixed),
		text_or_empty(ref_text(fix->arch)),
		text_or_empty(ref_text(fix->config)),
		fix->doubtful ? "doubt" : "certain",
		fix->any_policy ? "any" : "",
		fix->by_guest ? "guest" : "",
		text_or_empty(ref_text(fix->supersedes)),
		release_name(registry, list->release),
		known ? report_fix_state(row->state) : "",
		release_name(registry, way.same_line),
		release_name(registry, way.later_line),
		ref_text(fix->subject),
	};
	memcpy(table_add_row(table, arena), cells, sizeof cells);
}

static void write_table(const struct fix_list *list, const char *format,
			struct buffer *out)
{
	struct arena arena = ARENA_INIT;
	struct table table = {.name = "fixes",
			      .schema = "xsmc-fixes/1",
			      .columns = columns,
			      .column_count = COLUMNS};
	for (size_t i = 0; i < list->count; i++)
		for (size_t j = 0; j < list->rows[i].op_count; j++)
			add_row(list, &list->rows[i], list->rows[i].ops[j],
				&table, &arena);
	report_table(&table, format, out);
	arena_release(&arena);
}

const char *const report_fix_formats[] = {"text", "tsv",  "json", "csv",
					  "xml",  "html", NULL};

void report_fixes(const struct fix_list *list, const char *format,
		  const struct style *style, struct buffer *out)
{
	if (strcmp(format, "text") == 0)
		write_text(list, style, out);
	else if (strcmp(format, "html") == 0)
		report_fix_page(list, out);
	else
		write_table(list, format, out);
}

void report_fix_commits(const struct fix_list *list, struct buffer *out)
{
	for (size_t i = list->count; i--;)
		if (!i || list->rows[i].fix != list->rows[i - 1].fix)
			buffer_format(out, "%s\n",
				      ref_text(list->rows[i].fix->commit));
}
