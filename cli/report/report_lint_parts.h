/* What the formats of findings share; for the files of report/ only. */
#ifndef REPORT_REPORT_LINT_PARTS_H
#define REPORT_REPORT_LINT_PARTS_H

#include <jansson.h>

#include "report/report.h"

/*
 * The findings of a view, one after the other: what is worked out of one is
 * given back before the next, as there may be half a million.
 */
struct lint_item {
	const struct lint_view *view;
	enum level least; /* findings below are passed over */
	size_t most;	  /* objects with details; 0: all of them */
	bool together;	  /* accesses, whatever their rules */
	size_t ends; /* steps of a path with details, at each end; 0: all */
	size_t next; /* index of the next row */
	struct lint_row row;
	const struct finding *finding;	/* the row's */
	struct finding_details details; /* on the first of the row's objects */
	size_t detailed_count;		/* which are so many */
	struct arena arena;		/* of this finding */
};

/* Starts before the first finding. */
struct lint_item lint_item_start(const struct lint_view *view,
				 enum level least);

/* Goes on; false at the end, where nothing is left to be given back. */
bool lint_item_next(struct lint_item *item);

/* How many are left, with the current one. */
size_t lint_item_left(const struct lint_item *item);

/* Gives back what it holds, where that is not gone through to the end. */
void lint_item_end(struct lint_item *item);

/*
 * The least level that formats for people show: the one that is chosen, or
 * LEVEL_NOTE when the style is verbose, else LEVEL_WARNING.
 */
enum level least_shown(const struct style *style);

/* By index of rule, in the arena: whether the view has a finding of it. */
const bool *lint_view_rules(const struct lint_view *view, struct arena *arena);

/* Where the finding is best shown: waiver, first rule, or else the policy. */
struct location lint_item_place(struct lint_item *item);

/* The message in one line, with what was compared, accepted, or the role. */
const char *lint_item_message(struct lint_item *item);

/*
 * The level for formats that know nothing else: what is accepted or removed is
 * no more than a note.
 */
enum level lint_item_level(const struct lint_item *item);

/* The op's hypercall, or NULL. */
const char *lint_item_hypercall(const struct lint_item *item);

/* "XSM001 tool_t TOY_pause on blue_t red_t": a finding in words. */
const char *lint_row_words(const struct lint_row *row, struct arena *arena);
const char *baseline_words(const struct baseline_entry *entry,
			   struct arena *arena);

/* How many findings differ by the release alone. */
size_t lint_moved_count(const struct lint_view *view);

/* "until 2030-01-31 by A. Person", parts that are not given left out. */
const char *waiver_terms(const struct waiver *waiver, struct arena *arena);

/* Whether the waiver is a remark in the policy's own source. */
bool waiver_is_inline(const struct policy *policy, const struct waiver *waiver);

/* How to see the notes that are hidden, behind their number; NULL: none are. */
const char *hidden_hint(const struct style *style);

/*
 * "1 error, 0 warnings, 2 notes", the hint or NULL, and what is removed,
 * accepted, known.
 */
const char *lint_summary(const struct lint_view *view, const char *hint,
			 struct arena *arena);

/*
 * The text, safe to show: what steers a terminal and what is no UTF-8 becomes
 * "?".  NULL stays NULL.
 */
const char *clean_text(const char *text, struct arena *arena);

/* Adds the text, clean, as the content or an attribute of XML. */
void add_xml(struct buffer *out, const char *text);
void add_xml_format(struct buffer *out, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

/*
 * Adds the text, whole lines, each clean, as the content of XML, so
 * many spaces before each left out.  The line ends in it are lost.
 */
void add_xml_lines(struct buffer *out, struct buffer *text, size_t margin);

/* "1 error", "2 errors". */
const char *count_noun(size_t count, const char *noun, struct arena *arena);

/*
 * What the manual says of a rule of the linter beside its explanation: examples
 * and when to accept it, behind an empty line.
 */
void report_rule_manual(const struct rule *rule, struct buffer *out);

/* A string, clean; or null. */
json_t *text_json(const char *text);
json_t *names_json(const char *const *names, size_t count);

/* Adds the text, clean, as a string of JSON; or the number. */
void add_json_text(struct buffer *out, const char *text);
void add_json_number(struct buffer *out, size_t number);

/*
 * Adds the value, which is consumed, as indented text without a line end, the
 * lines behind the first one moved in by so many columns.
 */
void add_json(json_t *value, size_t columns, struct buffer *out);

/* The same, without the closing brace, and ready for another member. */
void add_json_open(json_t *object, size_t columns, struct buffer *out);

/* A report on its way. */
struct lint_writer {
	const struct lint_format *format;
	struct style style;
	size_t policies;    /* that there will be */
	size_t count;	    /* that there have been */
	struct buffer *out; /* drained between two findings */
	struct arena arena; /* which owns this too */
	void *state;	    /* of the format */
};

/* What a format does at each step; NULL: nothing. */
struct lint_format {
	const char *name;
	void (*start)(struct lint_writer *writer);
	void (*view)(struct lint_writer *writer, const struct lint_view *view);
	void (*failure)(struct lint_writer *writer,
			const struct lint_failure *failure);
	void (*end)(struct lint_writer *writer);
};

/*
 * The formats, in the order that the user is told; the first is the default.
 * Each row is lint_format_NAME.
 */
#define LINT_FORMATS(row)                                              \
	row(text) row(json) row(gcc) row(sarif) row(junit) row(github) \
		row(html) row(dot)

#define LINT_FORMAT_DECLARATION(name) \
	extern const struct lint_format lint_format_##name;
LINT_FORMATS(LINT_FORMAT_DECLARATION)
#undef LINT_FORMAT_DECLARATION

#endif
