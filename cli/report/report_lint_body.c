/* What a finding rests on, as text for people. */
#include <stdlib.h>
#include <string.h>

#include "report/report_clean.h"
#include "report/report_lint_group.h"
#include "report/report_style.h"

/*
 * So many of a long list are shown, unless all are asked for: a report is read
 * by people.  Rows are accesses with their rules, of one permission; of a path
 * there are more.
 */
enum { SHOWN_NAMES = 8, SHOWN_ROWS = 4, SHOWN_PLACES = 4, SHOWN_OF_PATH = 8 };

/* A body on its way. */
struct body_writer {
	struct lint_item *item;
	const struct style *style;
	struct lint_body *body;
	struct buffer *out; /* the body's text */
};

/* How many of the list are shown: all, or some when several are left. */
static size_t folded(size_t count, size_t most, const struct style *style)
{
	return style->verbose || count <= most + 1 ? count : most;
}

void add_text_names(struct buffer *out, const char *const *names, size_t count,
		    const struct style *style)
{
	struct arena arena = ARENA_INIT;
	size_t shown = folded(count, SHOWN_NAMES, style);
	for (size_t i = 0; i < shown; i++) {
		buffer_add_string(out, i ? " " : "");
		buffer_add_string(out, clean_text(names[i], &arena));
	}
	if (shown < count)
		buffer_format(out, " and %zu more", count - shown);
	arena_release(&arena);
}

const char *lint_item_file(struct lint_item *item, const char *file,
			   const struct style *style)
{
	const struct policy *policy = item->row.lint->policy;
	size_t length = strlen(policy->path);
	while (length > 1 && policy->path[length - 1] == '/')
		length--;
	if (policy->kind == POLICY_TREE && !style->verbose &&
	    strncmp(file, policy->path, length) == 0 && file[length] == '/') {
		while (file[length] == '/')
			length++;
		file += length;
	}
	return clean_text(file, &item->arena);
}

/* FILE:LINE, and of a call of a macro where the rule stands in that. */
static void add_source(struct body_writer *writer, const char *before,
		       const struct source_location *place)
{
	buffer_format(writer->out, "%s%s:%u", before,
		      lint_item_file(writer->item, place->file, writer->style),
		      place->line);
	if (place->macro.file)
		buffer_format(writer->out, " (%s:%u)",
			      lint_item_file(writer->item, place->macro.file,
					     writer->style),
			      place->macro.line);
}

/* The rule's permissions, where all else in it is what the row says. */
static const char *rule_permissions(const struct finding_asked *row,
				    const char *text, struct arena *arena)
{
	const char *start = arena_format(arena, "allow %s %s:%s ", row->source,
					 row->targets[0], row->object_class);
	size_t length = strlen(start);
	return strncmp(text, start, length) == 0 ? text + length : NULL;
}

/* A rule of a binary: behind the access that is like it, else below. */
static void add_rule(struct body_writer *writer,
		     const struct finding_asked *row, const char *text)
{
	struct arena *arena = &writer->item->arena;
	const char *permissions = rule_permissions(row, text, arena);
	if (!permissions || row->rule_count > 1)
		buffer_format(writer->out, "\n        by %s",
			      clean_text(text, arena));
	else if (*permissions == '{' &&
		 (!writer->body->brief || writer->style->verbose))
		buffer_format(writer->out, "  of %s",
			      clean_text(permissions, arena));
}

static void add_locations(struct body_writer *writer,
			  const struct finding_asked *row)
{
	size_t shown = folded(row->rule_count, SHOWN_PLACES, writer->style);
	for (size_t i = 0; i < shown; i++) {
		const struct source_location place =
			lint_rule_place(writer->item->row.lint, row->rules[i],
					&writer->item->arena);
		if (place.file)
			add_source(writer, i ? " " : "  ", &place);
		else if (place.text)
			add_rule(writer, row, place.text);
	}
	if (shown < row->rule_count)
		buffer_format(writer->out, " and %zu more",
			      row->rule_count - shown);
}

static bool same_permission(const struct finding_asked *a,
			    const struct finding_asked *b)
{
	return strcmp(a->object_class, b->object_class) == 0 &&
	       strcmp(a->permission, b->permission) == 0;
}

static void add_line(struct body_writer *writer,
		     const struct finding_asked *row)
{
	bool several = row->target_count > 1;
	buffer_add_string(writer->out, "      allow ");
	add_text_names(writer->out, &row->source, 1, writer->style);
	buffer_add_string(writer->out, several ? " { " : " ");
	add_text_names(writer->out, row->targets, row->target_count,
		       writer->style);
	buffer_add_string(writer->out, several ? " }:" : ":");
	buffer_add_string(writer->out, row->object_class);
	buffer_add_char(writer->out, ' ');
	buffer_add_char(writer->out, LINT_BODY_MARK);
	buffer_add_char(writer->out, ';');
	*list_push(&writer->body->rights, &writer->item->arena) =
		(struct lint_right){row->object_class, row->permission};
	add_locations(writer, row);
	buffer_add_char(writer->out, '\n');
}

/* Whether the path is shown by its ends, which are *head and *tail steps. */
static bool cuts_path(const struct lint_item *item, const struct style *style,
		      size_t *head, size_t *tail)
{
	*head = *tail = SHOWN_ENDS;
	return !style->verbose && item->details.path_count > *head + *tail;
}

/* Whether some of those steps is one of that type. */
static bool has_step(const struct finding_step *steps, size_t count,
		     const char *type)
{
	for (size_t i = 0; i < count; i++)
		if (strcmp(steps[i].from, type) == 0)
			return true;
	return false;
}

/* Whether a step that is shown is one of that type. */
static bool is_on_path(const struct body_writer *writer, const char *type)
{
	const struct finding_details *details = &writer->item->details;
	size_t head, tail;
	if (!cuts_path(writer->item, writer->style, &head, &tail))
		return true;
	return has_step(details->path, head, type) ||
	       has_step(details->path + details->path_count - tail, tail, type);
}

static void add_accesses(struct body_writer *writer)
{
	const struct lint_item *item = writer->item;
	const struct finding_details *details = &item->details;
	const struct finding_asked *before = NULL;
	bool all = item->detailed_count == item->row.object_count &&
		   !details->partly;
	size_t of_permission = 0;
	size_t most = details->path_count ? SHOWN_OF_PATH : SHOWN_ROWS;
	for (size_t i = 0; i < details->asked_count; i++) {
		const struct finding_asked *row = &details->asked[i];
		if (!before || !same_permission(row, before))
			of_permission = 0;
		before = row;
		if (!is_on_path(writer, row->source) ||
		    (of_permission++ >= most && !writer->style->verbose))
			all = false;
		else
			add_line(writer, row);
	}
	if ((details->asked_count || details->partly) && !all)
		buffer_add_string(writer->out,
				  "      and more (-v shows all)\n");
}

static void add_step(struct body_writer *writer,
		     const struct finding_step *step, bool first)
{
	struct arena *arena = &writer->item->arena;
	buffer_format(writer->out, "    %s %s %s %s", first ? "path" : "then",
		      clean_text(step->from, arena), step->how,
		      clean_text(step->to, arena));
	if (step->op)
		buffer_format(writer->out, " (%s)", step->op->name);
	buffer_add_char(writer->out, '\n');
}

static void add_path(struct body_writer *writer)
{
	const struct finding_details *details = &writer->item->details;
	size_t head, tail, count = details->path_count;
	bool cut = cuts_path(writer->item, writer->style, &head, &tail);
	for (size_t i = 0; i < count; i++) {
		if (cut && i == head) {
			buffer_format(writer->out,
				      "    ... %zu steps between (-v shows "
				      "all)\n",
				      count - head - tail);
			i = count - tail;
		}
		add_step(writer, &details->path[i], i == 0);
	}
}

static void add_waiver(struct body_writer *writer)
{
	struct lint_item *item = writer->item;
	const struct waiver *waiver = item->finding->waiver;
	const char *terms = waiver_terms(waiver, &item->arena);
	buffer_format(writer->out, "    accepted%s%s: %s", *terms ? " " : "",
		      clean_text(terms, &item->arena),
		      clean_text(waiver->reason, &item->arena));
	if (waiver->place.file)
		buffer_format(
			writer->out, "  %s:%u",
			lint_item_file(item, waiver->place.file, writer->style),
			waiver->place.line);
	buffer_add_char(writer->out, '\n');
}

void lint_body_write(struct lint_item *item, const struct style *style,
		     struct lint_body *body)
{
	struct body_writer writer = {item, style, body, &body->text};
	const struct finding *finding = item->finding;
	buffer_clear(&body->text);
	body->rights = (struct lint_rights)LIST_INIT;
	if (item->row.object_count) {
		buffer_add_string(writer.out, "    on ");
		add_text_names(writer.out, item->row.objects,
			       item->row.object_count, style);
		buffer_add_char(writer.out, '\n');
	}
	if (finding->condition)
		buffer_format(writer.out, "    while %s (by default %s%s)\n",
			      finding->condition,
			      finding->default_state ? "true" : "false",
			      finding->open ? ", perhaps always" : "");
	if (item->details.asked_where)
		buffer_format(writer.out, "    asked where: %s\n",
			      item->details.asked_where);
	if (finding->role)
		buffer_format(writer.out, "    role %s\n",
			      clean_text(finding->role, &item->arena));
	if (item->details.beside_role)
		buffer_format(
			writer.out,
			"    role %s does not excuse it there: no label "
			"by which it sees a guest of its own\n",
			clean_text(item->details.beside_role, &item->arena));
	if (finding->waiver)
		add_waiver(&writer);
	add_path(&writer);
	add_accesses(&writer);
}
