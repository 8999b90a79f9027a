/* A site file for a policy that exists, to start from. */
#include <string.h>

#include "lint/lint.h"
#include "report/report_adopt.h"
#include "report/report_clean.h"
#include "report/report_lint_item.h"
#include "site/site.h"

enum { WIDTH = 72 };

/* The names of the types that are trusted, or else of those with no role. */
static const char *list_types(const struct lint_type *types, size_t count,
			      bool trusted, struct arena *arena)
{
	const char *text = "";
	size_t column = 0;
	for (size_t i = 0; i < count; i++) {
		if (types[i].trusted != trusted || types[i].role)
			continue;
		const size_t length = strlen(types[i].name) + 1;
		const bool wraps = column + length > WIDTH;
		text = arena_format(arena, "%s%s%s", text,
				    !*text  ? ""
				    : wraps ? "\n"
					    : " ",
				    types[i].name);
		column = wraps ? length : column + length;
	}
	return text;
}

static void add_types(const struct lint *lint, struct arena *arena,
		      struct buffer *out)
{
	const struct lint_type *types;
	const size_t count = lint_types(lint, arena, &types);
	site_write_comment(
		arena_format(
			arena,
			"Trusted as fully as dom0, by their initial SIDs:\n"
			"%s",
			list_types(types, count, true, arena)),
		2, out);
	for (size_t i = 0; i < count; i++) {
		const struct site_type role = {
			types[i].name, types[i].role,
			"lint sees in the policy that it is one",
			location_file(NULL)};
		if (types[i].role)
			site_write_type(&role, out);
	}
	const char *others = list_types(types, count, false, arena);
	if (*others)
		site_write_comment(
			arena_format(
				arena,
				"Types without a role, of which lint finds "
				"what it finds:\n%s\n"
				"If one is trusted, or a driver domain:\n"
				"<trusted type=\"...\" reason=\"...\"/>\n"
				"<role name=\"driver-domain\" type=\"...\" "
				"reason=\"...\"/>",
				others),
			2, out);
}

void report_adopt_types(const struct lint *lint, struct buffer *out)
{
	struct arena arena = ARENA_INIT;
	buffer_add_string(out, "<site>\n");
	add_types(lint, &arena, out);
	buffer_add_string(out, "</site>\n");
	arena_release(&arena);
}

/* What the waiver is for, above it. */
static void add_cause(const struct adoption *row, struct arena *arena,
		      struct buffer *out)
{
	const char *text = arena_format(
		arena, "%s %s %s: %s", level_name(row->level), row->rule->code,
		row->rule->name, clean_text(row->message, arena));
	if (row->findings > 1)
		text = arena_format(arena, "%s\nand %zu more", text,
				    row->findings - 1);
	if (row->objects && !row->waiver.commit)
		text = arena_format(arena, "%s\non whatever it is: %zu types",
				    text, row->objects);
	site_write_comment(text, 2, out);
}

static void add_waivers(const struct lint *lint, enum level least,
			const char *reason, struct arena *arena,
			struct buffer *out)
{
	const struct adoption *rows;
	const size_t count = lint_adopt(lint, least, false, arena, &rows);
	for (size_t i = 0; i < count; i++) {
		struct waiver waiver = rows[i].waiver;
		waiver.reason = reason;
		/* Objects of one finding stand together. */
		if (!i || rows[i].rule != rows[i - 1].rule ||
		    strcmp(rows[i].message, rows[i - 1].message) != 0) {
			buffer_add_char(out, '\n');
			add_cause(&rows[i], arena, out);
		}
		site_write_waiver(&waiver, out);
	}
}

void report_adopt(const struct lint *lint, enum level least, const char *reason,
		  struct buffer *out)
{
	struct arena arena = ARENA_INIT;
	const struct release_choice *choice = &lint->release;
	const char *release = lint->registry->releases[choice->used].name;
	buffer_add_string(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
	site_write_comment(
		arena_format(
			&arena,
			"What is known of the policy %s, and accepted of what\n"
			"lint finds in it for Xen %s: see xsmc-site(5).\n"
			"Each empty reason is to be filled in; the file is not "
			"valid before.\n"
			"What cannot be accepted is mended in the policy, and "
			"its waiver taken out.\n"
			"until=\"YYYY-MM-DD\" is the last day on which a "
			"waiver "
			"holds, by=\"...\" who\naccepted it.",
			clean_text(lint->policy->path, &arena), release),
		0, out);
	if (choice->by == CHOICE_BY_POLICY && choice->candidate_count > 1) {
		buffer_format(out, "<site release=\"%s\">\n", release);
		site_write_comment(
			arena_format(&arena,
				     "The policy fits Xen %s: say which one "
				     "runs.",
				     lint_fitting(lint, &arena)),
			2, out);
	} else {
		buffer_add_string(out, "<site>\n");
	}
	add_types(lint, &arena, out);
	add_waivers(lint, least, reason, &arena, out);
	buffer_add_string(out, "</site>\n");
	arena_release(&arena);
}

void report_adopted(const struct lint *lint, const struct site *site,
		    struct buffer *out)
{
	struct arena arena = ARENA_INIT;
	const struct adoption *rows;
	const size_t count = lint_adopt(lint, LEVEL_NOTE, true, &arena, &rows);
	buffer_format(out,
		      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
		      "<site release=\"%s\">\n",
		      lint->registry->releases[lint->release.used].name);
	for (size_t i = 0; i < site->type_count; i++)
		site_write_type(&site->types[i], out);
	for (size_t i = 0; i < count; i++)
		site_write_waiver(&rows[i].waiver, out);
	buffer_add_string(out, "</site>\n");
	arena_release(&arena);
}
