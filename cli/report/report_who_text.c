/* Who can do what, as text for people. */
#include <string.h>

#include "audit/audit.h"
#include "report/report_clean.h"
#include "report/report_lint_body.h"
#include "report/report_lint_text.h"
#include "report/report_style.h"
#include "report/report_who.h"
#include "report/report_who_columns.h"
#include "report/report_who_text.h"

/* So many of a long list are shown, unless all are asked for. */
enum { SHOWN_PLACES = 4 };

/* --- Words ---------------------------------------------------------------- */

static const struct {
	const char *name, *words;
} nobodies[] = {
	{"fails", "it fails for everyone, whatever is granted"},
	{"unknown",
	 "the hook does not know it, and what is unknown is refused"},
	{"absent", "the release has no such op"},
	{"not-built", "the build does not have it"},
	{"ungrantable",
	 "the policy does not have the permission that it takes"},
};

const char *who_nobody_words(const char *nobody)
{
	for (size_t i = 0; nobody && i < sizeof nobodies / sizeof *nobodies;
	     i++)
		if (strcmp(nobodies[i].name, nobody) == 0)
			return nobodies[i].words;
	return NULL;
}

const char *who_how_words(enum who_how how)
{
	static const char *const words[WHO_HOWS] = {
		[WHO_GRANTED] = "what is asked is granted",
		[WHO_OTHERS] = "others are asked, not who calls",
		[WHO_UNCHECKED] = "nothing is asked that can refuse it",
		[WHO_UNKNOWN] = ("the hook does not know it, and the policy "
				 "allows what is unknown"),
	};
	return words[how];
}

static const struct {
	const char *name, *words;
} ends[] = {
	{"unknown", "the hook does not know it"},
	{"refused", "it fails for everyone"},
	{"absent", "there is no such op"},
};

const char *who_end_words(const char *end)
{
	size_t i = 0;
	while (strcmp(ends[i].name, end) != 0)
		i++;
	return ends[i].words;
}

/* --- Callers -------------------------------------------------------------- */

/* Text on its way. */
struct who_writer {
	const struct who_answer *answer;
	const struct lint *lint; /* whose rules the rows rest on */
	const struct style *style;
	struct arena *arena;
	struct buffer *out;
};

static void add_bold(const struct who_writer *writer, const char *text)
{
	const bool color = writer->style->color;
	buffer_format(writer->out, "%s%s%s", color ? "\033[1m" : "",
		      clean_text(text, writer->arena), color ? "\033[0m" : "");
}

static void add_title(const struct who_writer *writer, const struct who_op *op)
{
	add_bold(writer, op->op->name);
	buffer_format(writer->out, " (%s, %s)", status_shown(op->status.status),
		      basis_shown(&op->status, writer->arena));
}

/* A rule of a binary, of many permissions with the one alone. */
static const char *rule_words(const struct who_writer *writer, const char *text,
			      const char *permission)
{
	enum { SHORT = 100 };
	const char *brace = strchr(text, '{');
	if (writer->style->verbose || !brace || strlen(text) <= SHORT)
		return text;
	return arena_format(writer->arena, "%.*s{ %s ... }",
			    (int)(brace - text), text, permission);
}

/* Where the rule of that number stands, or what it says. */
static void add_place(const struct who_writer *writer, const char *before,
		      unsigned rule, const char *permission)
{
	const struct source_location place =
		lint_rule_place(writer->lint, rule, writer->arena);
	if (place.file)
		buffer_format(writer->out, "%s%s:%u", before,
			      clean_text(place.file, writer->arena),
			      place.line);
	if (place.file && place.macro.file)
		buffer_format(writer->out, " (%s:%u)",
			      clean_text(place.macro.file, writer->arena),
			      place.macro.line);
	if (!place.file && place.text)
		buffer_format(
			writer->out, "\n        by %s",
			clean_text(rule_words(writer, place.text, permission),
				   writer->arena));
}

static void add_asked(const struct who_writer *writer,
		      const struct finding_asked *row)
{
	const bool several = row->target_count > 1;
	size_t shown = row->rule_count;
	if (!writer->style->verbose && shown > SHOWN_PLACES + 1)
		shown = SHOWN_PLACES;
	buffer_format(writer->out, "      allow %s %s",
		      clean_text(row->source, writer->arena),
		      several ? "{ " : "");
	add_text_names(writer->out, row->targets, row->target_count,
		       writer->style);
	buffer_format(writer->out, "%s:%s %s;", several ? " }" : "",
		      row->object_class, row->permission);
	for (size_t i = 0; i < shown; i++)
		add_place(writer, i ? " " : "  ", row->rules[i],
			  row->permission);
	if (shown < row->rule_count)
		buffer_format(writer->out, " and %zu more",
			      row->rule_count - shown);
	buffer_add_char(writer->out, '\n');
}

static void add_field(const struct who_writer *writer, const char *name,
		      const char *text)
{
	if (text)
		buffer_format(writer->out, "    %s%s\n", name,
			      clean_text(text, writer->arena));
}

static void add_objects(const struct who_writer *writer,
			const struct who_caller *caller)
{
	if (!caller->object_count)
		return;
	buffer_add_string(writer->out, "on ");
	add_text_names(writer->out, caller->objects, caller->object_count,
		       writer->style);
}

static void add_condition(const struct who_writer *writer,
			  const struct who_caller *caller, const char *before)
{
	if (!caller->condition)
		return;
	buffer_format(writer->out, "%swhile %s (by default %s%s%s)", before,
		      clean_text(caller->condition, writer->arena),
		      caller->default_state ? "true" : "false",
		      caller->open ? ", perhaps always" : "",
		      caller->cut ? ", not shown whole" : "");
}

static void add_caller(const struct who_writer *writer,
		       const struct who_caller *caller)
{
	const char *change = change_name(caller->change);
	struct who_writer of = *writer;
	if (caller->change == CHANGE_REMOVED)
		of.lint = writer->answer->old;
	buffer_format(writer->out, "  %s%s", change ? change : "",
		      change ? " " : "");
	add_bold(writer, caller->subject ? caller->subject : "every domain");
	buffer_format(writer->out, "%s",
		      caller->trusted ? ", which is trusted" : "");
	if (caller->how != WHO_GRANTED)
		buffer_format(writer->out, ": %s", who_how_words(caller->how));
	buffer_add_char(writer->out, '\n');
	add_field(writer, "where: ", caller->where);
	if (caller->object_count)
		buffer_add_string(writer->out, "    ");
	add_objects(writer, caller);
	if (caller->object_count)
		buffer_add_char(writer->out, '\n');
	add_condition(writer, caller, "    ");
	if (caller->condition)
		buffer_add_char(writer->out, '\n');
	add_field(writer, "role ", caller->role);
	add_field(writer, "in doubt: ", caller->doubt);
	add_field(writer, "only in ", caller->only_in);
	for (size_t i = 0; i < caller->asked_count; i++)
		add_asked(&of, &caller->asked[i]);
	if (caller->partly)
		buffer_add_string(writer->out,
				  "      and more (-v shows all)\n");
}

/* --- Op by op ------------------------------------------------------------- */

static void add_elsewhere(const struct who_writer *writer,
			  const struct who_op *op)
{
	for (size_t i = 0; i < op->elsewhere_count; i++)
		buffer_format(writer->out, "  where %s: %s\n",
			      op->elsewhere[i].where,
			      who_end_words(op->elsewhere[i].end));
}

static void add_notes(const struct who_writer *writer, const struct who_op *op)
{
	const struct lint *lint = writer->answer->lint;
	const struct caution *const *cautions;
	const size_t count =
		registry_op_cautions(lint->registry, op->op, lint->release.used,
				     writer->arena, &cautions);
	for (size_t i = 0; i < op->part_count; i++)
		buffer_format(writer->out, "  %s is asked as this is\n",
			      op->parts[i]->name);
	if (op->asked_where)
		buffer_format(writer->out, "  asked where: %s\n",
			      op->asked_where);
	if (op->filters)
		buffer_add_string(writer->out,
				  "  what is asked only leaves things out of "
				  "the answer\n");
	add_elsewhere(writer, op);
	for (size_t i = 0; i < count; i++)
		buffer_format(writer->out, "  note: %s\n", cautions[i]->text);
}

static void add_refusal(const struct who_writer *writer,
			const struct who_refusal *refusal)
{
	buffer_add_string(writer->out, "  ");
	add_bold(writer, refusal->subject);
	buffer_format(writer->out, " cannot%s%s%s\n",
		      refusal->trusted ? ", though it is trusted" : "",
		      refusal->text ? ": " : "",
		      refusal->text ? clean_text(refusal->text, writer->arena)
				    : "");
}

static void add_op(const struct who_writer *writer, const struct who_op *op,
		   bool by_subject, bool refusals)
{
	buffer_add_char(writer->out, '\n');
	add_title(writer, op);
	buffer_add_char(writer->out, '\n');
	add_notes(writer, op);
	if (!writer->answer->old &&
	    (op->nobody || (!op->caller_count && !by_subject)))
		buffer_format(writer->out, "  nobody can%s%s\n",
			      op->nobody ? ": " : "",
			      op->nobody ? who_nobody_words(op->nobody) : "");
	if (op->nobody && op->caller_count)
		buffer_add_string(writer->out,
				  "  all that is asked is granted to:\n");
	for (size_t i = 0; i < op->caller_count; i++)
		add_caller(writer, &op->callers[i]);
	for (size_t i = 0; refusals && !op->nobody && i < op->refusal_count;
	     i++)
		add_refusal(writer, &op->refusals[i]);
}

/* --- All ops of one type, in three parts -----------------------------------
 */

static bool is_of(const struct who_caller *caller, const char *subject)
{
	return caller->subject ? strcmp(caller->subject, subject) == 0 : false;
}

static bool is_of_everyone(const struct who_caller *caller, const char *subject)
{
	(void)subject;
	return !caller->subject;
}

static void add_part_caller(const struct who_writer *writer,
			    const struct who_op *op,
			    const struct who_caller *caller)
{
	buffer_add_string(writer->out, "  ");
	add_title(writer, op);
	if (caller->object_count)
		buffer_add_char(writer->out, ' ');
	add_objects(writer, caller);
	buffer_add_char(writer->out, '\n');
	if (!caller->subject && caller->how != WHO_UNCHECKED)
		add_field(writer, "", who_how_words(caller->how));
	add_field(writer, "where: ", caller->where);
	add_condition(writer, caller, "    ");
	if (caller->condition)
		buffer_add_char(writer->out, '\n');
	add_field(writer, "in doubt: ", caller->doubt);
	add_field(writer, "only in ", caller->only_in);
	if (caller->subject)
		add_field(writer, "asked where: ", op->asked_where);
	for (size_t i = 0; writer->style->verbose && i < caller->asked_count;
	     i++)
		add_asked(writer, &caller->asked[i]);
}

/* The ops that the subject can by rows that are of the kind; how many. */
static size_t add_part(const struct who_writer *writer, const char *subject,
		       const char *words,
		       bool (*is_meant)(const struct who_caller *caller,
					const char *subject))
{
	size_t count = 0;
	for (size_t i = 0; i < writer->answer->op_count; i++) {
		const struct who_op *op = &writer->answer->ops[i];
		bool counted = false;
		for (size_t j = 0; !op->nobody && j < op->caller_count; j++) {
			if (!is_meant(&op->callers[j], subject))
				continue;
			if (!count)
				buffer_format(
					writer->out, "\n%s %s:\n",
					clean_text(subject, writer->arena),
					words);
			count += !counted;
			counted = true;
			add_part_caller(writer, op, &op->callers[j]);
		}
	}
	return count;
}

static const struct who_refusal *refusal_of(const struct who_op *op,
					    const char *subject)
{
	for (size_t i = 0; i < op->refusal_count; i++)
		if (strcmp(op->refusals[i].subject, subject) == 0)
			return &op->refusals[i];
	return NULL;
}

static size_t add_refused(const struct who_writer *writer, const char *subject)
{
	size_t count = 0;
	for (size_t i = 0; i < writer->answer->op_count; i++) {
		const struct who_op *op = &writer->answer->ops[i];
		const struct who_refusal *refusal = refusal_of(op, subject);
		const char *text = refusal ? refusal->text : NULL;
		if (!refusal && !op->nobody)
			continue;
		if (!text)
			text = who_nobody_words(op->nobody);
		if (!count++)
			buffer_format(writer->out, "\n%s is refused:\n",
				      clean_text(subject, writer->arena));
		buffer_add_string(writer->out, "  ");
		add_title(writer, op);
		buffer_add_char(writer->out, '\n');
		add_field(writer, "", text);
	}
	return count;
}

static void add_parts(const struct who_writer *writer, const char *subject)
{
	const size_t can = add_part(writer, subject, "is allowed", is_of);
	const size_t open =
		add_part(writer, subject,
			 "can, as every domain can: the policy is not asked",
			 is_of_everyone);
	const size_t refused = add_refused(writer, subject);
	buffer_format(writer->out,
		      "\n%s: %zu allowed, %zu open to every domain, %zu "
		      "refused\n",
		      clean_text(subject, writer->arena), can, open, refused);
}

/* --- The whole ------------------------------------------------------------ */

static void add_answer(const struct who_writer *writer,
		       const struct who_report *report)
{
	const struct who_answer *answer = writer->answer;
	add_text_header(answer->lint, "", writer->style, writer->out);
	if (answer->old)
		add_text_header(answer->old, "compared with ", writer->style,
				writer->out);
	if (answer->old && !answer->op_count)
		buffer_add_string(writer->out, "\nno difference\n");
	if (report->by_subject && answer->op_count > 1 && !answer->old) {
		for (size_t i = 0; i < answer->subject_count; i++)
			add_parts(writer, answer->subjects[i]);
		return;
	}
	for (size_t i = 0; i < answer->op_count; i++)
		add_op(writer, &answer->ops[i], report->by_subject,
		       report->by_subject || report->reasons);
}

void report_who_text(const struct who_report *report, const struct style *style,
		     struct buffer *out)
{
	const bool as_columns = report->count > 1 && !report->answers[0]->old;
	if (as_columns)
		report_who_columns(report, style, out);
	for (size_t i = 0; i < report->count; i++) {
		struct arena arena = ARENA_INIT;
		const struct who_answer *answer = report->answers[i];
		const struct who_writer writer = {answer, answer->lint, style,
						  &arena, out};
		if (as_columns && !style->verbose)
			break;
		if (as_columns && !i)
			buffer_add_char(out, '\n');
		if (i)
			buffer_add_char(out, '\n');
		add_answer(&writer, report);
		arena_release(&arena);
	}
}
