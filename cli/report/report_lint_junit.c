/* Findings as JUnit's test cases. */
#include <string.h>

#include "report/report_clean.h"
#include "report/report_lint.h"
#include "report/report_lint_group.h"
#include "report/report_lint_notice.h"
#include "report/report_lint_table.h"
#include "rule/rule.h"

/*
 * A test suite a policy, a test case for what one subject does against one
 * rule, and for each rule that nothing breaks, but for those that look where
 * that is asked for alone.  A case fails with errors or
 * warnings; one whose findings are all accepted is skipped.
 */

/*
 * Of a finding so many objects are detailed, unless all are asked for; so many
 * columns of text are left out, and so many of the others are one.
 */
enum { DETAILED_OBJECTS = 16, MARGIN = 2, UNIT = 4 };

/* Findings that stand together and are one test case. */
struct test_case {
	struct finding first;
	enum change change;
	bool fails, skipped;
};

static bool same_subject(const struct finding *a, const struct finding *b)
{
	return a->subject == b->subject ||
	       (a->subject && b->subject &&
		strcmp(a->subject, b->subject) == 0);
}

static bool same_case(const struct lint_row *a, const struct lint_row *b)
{
	return a->finding.rule == b->finding.rule &&
	       a->finding.level == b->finding.level && a->change == b->change &&
	       same_subject(&a->finding, &b->finding);
}

static bool fails(const struct lint_row *row)
{
	return row->finding.level >= LEVEL_WARNING && !row->finding.waiver &&
	       row->change != CHANGE_REMOVED;
}

/* The case that starts at the row of that index; returns where it ends. */
static size_t find_case(const struct lint_view *view, size_t index,
			struct test_case *found)
{
	const struct lint_row first = lint_view_row(view, index);
	*found = (struct test_case){first.finding, first.change, false, true};
	for (; index < view->row_count; index++) {
		const struct lint_row row = lint_view_row(view, index);
		if (!same_case(&first, &row))
			break;
		found->fails |= fails(&row);
		found->skipped &= row.finding.waiver != NULL;
	}
	return index;
}

struct counts {
	size_t tests, failures, errors, skipped;
};

static struct counts count_cases(const struct lint_view *view)
{
	struct arena arena = ARENA_INIT;
	struct counts counts = {0, 0, 0, 0};
	struct test_case found;
	for (size_t i = 0; i < view->row_count;) {
		i = find_case(view, i, &found);
		counts.tests++;
		counts.failures += found.fails;
		counts.skipped += found.skipped;
	}
	const bool *found_rules = lint_view_rules(view, &arena);
	for (size_t i = 0; i < rule_count(); i++)
		counts.tests += !found_rules[i] && !rule_at(i)->asked;
	arena_release(&arena);
	return counts;
}

static void add_counts(struct buffer *out, const struct counts *counts)
{
	buffer_format(out, " tests=\"%zu\" failures=\"%zu\" errors=\"%zu\"",
		      counts->tests, counts->failures, counts->errors);
}

static void add_case_name(struct buffer *out, const struct lint_view *view,
			  const struct rule *rule, const char *subject,
			  const char *suffix)
{
	buffer_add_string(out, "<testcase classname=\"");
	add_xml(out, view->lint->policy->path);
	buffer_add_string(out, "\" name=\"");
	add_xml_format(out, "%s %s%s%s%s", rule->code, rule->name,
		       subject ? ": " : "", subject ? subject : "", suffix);
	buffer_add_char(out, '"');
}

/*
 * The findings of a group: ops one behind the other, as rule and subject are
 * in the name of the case; what they say, and what they rest on.
 */
static void add_group(const struct lint_group *group, struct buffer *out)
{
	struct arena arena = ARENA_INIT;
	const struct lint_entry *entries = group->entries.items;
	const char *before = "  ";
	for (size_t i = 0; i < group->entries.count; i++) {
		const struct finding *finding = &entries[i].finding;
		bool last = i + 1 == group->entries.count;
		buffer_format(out, "%s%s", before,
			      finding->op ? finding->op->name
					  : entries[i].brief);
		if (entries[i].place)
			buffer_format(out, "  %s", entries[i].place);
		before = finding->op ? ", " : "\n  ";
		if (finding->op &&
		    (last ||
		     !lint_same_status(finding, &entries[i + 1].finding))) {
			buffer_format(out, " (%s)",
				      lint_status(finding, &arena));
			before = "\n  ";
		}
	}
	buffer_add_char(out, '\n');
	for (size_t i = 0; i < group->entries.count; i++)
		if (lint_says_more(&entries[i].finding))
			buffer_format(out, "    %s\n", entries[i].message);
	add_group_body(group, out);
	arena_release(&arena);
}

/* The findings as text, from the next one on, up to the row `end`. */
static void add_findings(struct lint_groups *groups, size_t end,
			 struct buffer *out)
{
	const struct lint_group *group;
	struct buffer text = BUFFER_INIT;
	while ((group = lint_groups_next(groups, end))) {
		buffer_clear(&text);
		add_group(group, &text);
		add_xml_lines(out, &text, MARGIN, UNIT);
	}
	buffer_release(&text);
}

static void add_case(const struct test_case *found, struct lint_groups *groups,
		     size_t end, struct buffer *out)
{
	struct arena arena = ARENA_INIT;
	const struct finding *first = &found->first;
	const char *element = found->fails     ? "failure"
			      : found->skipped ? "skipped"
					       : "system-out";
	const char *suffix = "";
	if (found->change == CHANGE_REMOVED)
		suffix = " (removed)";
	else if (first->level != first->rule->level)
		suffix = arena_format(&arena, " (as %s)",
				      level_name(first->level));
	add_case_name(out, groups->item.view, first->rule, first->subject,
		      suffix);
	buffer_format(out, ">\n<%s", element);
	if (found->fails || found->skipped) {
		buffer_add_string(out, " message=\"");
		add_xml(out, found->fails ? first->rule->title
					  : first->waiver->reason);
		buffer_add_char(out, '"');
	}
	if (found->fails)
		buffer_format(out, " type=\"%s\"", level_name(first->level));
	buffer_add_string(out, ">\n");
	add_findings(groups, end, out);
	buffer_format(out, "</%s>\n</testcase>\n", element);
	arena_release(&arena);
}

/* Schemas know properties of a suite: they stand before its cases. */
static void add_notices(const struct lint_view *view, struct buffer *out)
{
	struct arena arena = ARENA_INIT;
	const struct diag *notices;
	const size_t count = lint_notices(view, &arena, &notices);
	for (size_t i = 0; i < count; i++) {
		buffer_add_string(out, i ? "" : "<properties>\n");
		buffer_format(out, "<property name=\"%s\" value=\"",
			      notices[i].message->name);
		add_xml(out, notices[i].detail);
		buffer_add_string(out, "\"/>\n");
	}
	buffer_add_string(out, count ? "</properties>\n" : "");
	arena_release(&arena);
}

static void add_suite(const struct lint_view *view, const struct counts *counts,
		      const struct style *style, struct buffer *out)
{
	struct arena arena = ARENA_INIT;
	const struct style plain = {.verbose = style->verbose};
	struct lint_groups groups = lint_groups_start(view, LEVEL_NOTE, &plain);
	struct test_case found;
	groups.body.brief = true;
	groups.item.most = style->verbose ? 0 : DETAILED_OBJECTS;
	buffer_add_string(out, "<testsuite name=\"");
	add_xml(out, view->lint->policy->path);
	buffer_add_char(out, '"');
	add_counts(out, counts);
	buffer_format(out, " skipped=\"%zu\">\n", counts->skipped);
	add_notices(view, out);
	for (size_t i = 0; i < view->row_count;) {
		i = find_case(view, i, &found);
		add_case(&found, &groups, i, out);
		buffer_drain(out);
	}
	lint_groups_end(&groups);
	const bool *found_rules = lint_view_rules(view, &arena);
	for (size_t i = 0; i < rule_count(); i++) {
		if (found_rules[i] || rule_at(i)->asked)
			continue;
		add_case_name(out, view, rule_at(i), NULL, "");
		buffer_add_string(out, "/>\n");
	}
	buffer_add_string(out, "</testsuite>\n");
	arena_release(&arena);
}

/* A policy of which nothing can be said is a test that could not be run. */
static void add_failure(const struct lint_failure *failure, struct buffer *out)
{
	const struct counts counts = {1, 0, 1, 0};
	const struct diag *error = &failure->error;
	buffer_add_string(out, "<testsuite name=\"");
	add_xml(out, failure->path);
	buffer_add_char(out, '"');
	add_counts(out, &counts);
	buffer_add_string(out, " skipped=\"0\">\n  <testcase classname=\"");
	add_xml(out, failure->path);
	buffer_add_string(out, "\" name=\"read\"><error type=\"");
	add_xml(out, error->message->name);
	buffer_add_string(out, "\" message=\"");
	add_xml_format(out, "%s: %s", error->message->title, error->detail);
	buffer_add_string(out, "\"/></testcase>\n</testsuite>\n");
}

/* --- The whole --------------------------------------------------------------
 */

/*
 * The first line counts all tests.  Those of one policy are counted before its
 * suite is written; suites of several are kept until all are counted.
 */
struct junit_state {
	struct counts all;
	struct buffer suites;
};

static void start_suites(const struct counts *all, struct buffer *out)
{
	buffer_add_string(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
			       "<testsuites name=\"xsmc lint\"");
	/* Schemas know no number of skipped ones here. */
	add_counts(out, all);
	buffer_add_string(out, ">\n");
}

static void start_junit(struct lint_writer *writer)
{
	writer->state =
		arena_alloc(&writer->arena, 1, sizeof(struct junit_state));
}

/* Counts a suite; where it goes to. */
static struct buffer *take_suite(struct lint_writer *writer,
				 const struct counts *counts)
{
	struct junit_state *state = writer->state;
	state->all.tests += counts->tests;
	state->all.failures += counts->failures;
	state->all.errors += counts->errors;
	if (writer->policies > 1)
		return &state->suites;
	start_suites(&state->all, writer->out);
	return writer->out;
}

static void view_junit(struct lint_writer *writer, const struct lint_view *view)
{
	const struct counts counts = count_cases(view);
	add_suite(view, &counts, &writer->style, take_suite(writer, &counts));
}

static void failure_junit(struct lint_writer *writer,
			  const struct lint_failure *failure)
{
	const struct counts counts = {1, 0, 1, 0};
	add_failure(failure, take_suite(writer, &counts));
}

static void end_junit(struct lint_writer *writer)
{
	struct junit_state *state = writer->state;
	if (writer->policies > 1) {
		start_suites(&state->all, writer->out);
		buffer_add(writer->out, buffer_string(&state->suites),
			   state->suites.length);
	}
	buffer_release(&state->suites);
	buffer_add_string(writer->out, "</testsuites>\n");
}

const struct lint_format lint_junit_format = {.name = "junit",
					      .start = start_junit,
					      .view = view_junit,
					      .failure = failure_junit,
					      .end = end_junit};
