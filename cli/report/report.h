/* What xsmc found, in the formats that people and programs read. */
#ifndef REPORT_REPORT_H
#define REPORT_REPORT_H

#include <stdbool.h>
#include <stddef.h>

#include "answer/answer.h"
#include "audit/audit.h"
#include "base/buffer.h"
#include "base/diags.h"
#include "base/memory.h"
#include "base/table.h"
#include "lint/lint.h"
#include "registry/registry.h"

/* How text may look on the way to people. */
struct style {
	bool color;   /* escape sequences for a terminal */
	bool verbose; /* notes as well */
	/* The least level of findings that is shown, where it is chosen. */
	bool level_chosen;
	enum level level;
};

/* The formats of tables, ops, findings and rules, NULL-terminated. */
extern const char *const report_table_formats[];
extern const char *const report_op_formats[];
extern const char *const report_lint_formats[];
extern const char *const report_rule_formats[];

/* Whether the name is one of the NULL-terminated names. */
bool report_has_format(const char *const formats[], const char *name);

/* Adds the table in one of report_table_formats. */
void report_table(const struct table *table, const char *format,
		  struct buffer *out);

/* What is to be said of one op. */
struct op_report {
	const struct registry *registry;
	const struct op *op;
	unsigned release; /* one that has the op */
};

/* Adds what the registry knows of the ops, in one of report_op_formats. */
void report_ops(const struct op_report *reports, size_t count,
		const char *format, const struct style *style,
		struct buffer *out);

extern const char *const report_matrix_formats[];

/* Adds all ops over all releases, in one of report_matrix_formats. */
void report_matrix(const struct registry *registry, const char *format,
		   struct buffer *out);

/* A fix, and the ops of it that are meant. */
struct fix_report {
	const struct fix *fix;
	const struct op **ops;
	size_t op_count;
	enum fix_state state; /* what it is to the list's release */
};

struct fix_list {
	const struct registry *registry;
	const struct fix_report *rows; /* newest first */
	size_t count;
	unsigned release; /* that lacks them; NO_INDEX: none is asked about */
	unsigned until;	  /* that has them; NO_INDEX: the same */
};

extern const char *const report_fix_formats[];

/* Adds the fixes in one of report_fix_formats. */
void report_fixes(const struct fix_list *list, const char *format,
		  const struct style *style, struct buffer *out);

/* Adds their commits alone, oldest first. */
void report_fix_commits(const struct fix_list *list, struct buffer *out);

extern const char *const report_audit_formats[];

/* Adds what a log says, in one of report_audit_formats. */
void report_audit(const struct audit_answer *answer, const char *format,
		  const struct style *style, struct buffer *out);

/* Adds an allow rule for each denial, behind what it costs. */
void report_audit_rules(const struct audit_answer *answer, struct buffer *out);

/*
 * Adds the site file with the grants that the log asks for, where it is known
 * which op each is about; what is not certain, and what is accepted, stand in
 * comments.  old: the text of the file, or NULL: there is none yet.  False with
 * a message where nothing can be added to it.
 */
bool report_audit_site(const struct audit_answer *answer, const char *path,
		       const char *old, struct arena *arena,
		       struct diags *diags, struct buffer *out);

/* Who can do what by policies. */
struct who_report {
	const struct who_answer *const *answers; /* of each policy */
	size_t count;
	bool by_subject; /* types were asked about, not whoever calls */
	bool reasons;	 /* why somebody cannot was asked for */
};

/* Who can do what where no policy decides. */
struct module_ops {
	const struct module *module;
	const struct op *const *ops; /* whose callers are known */
	size_t count;
};

struct module_report {
	const struct registry *registry;
	unsigned release;
	const struct module_ops *modules;
	size_t count;
};

/* How policies and a module without one differ. */
struct who_versus_answer {
	const struct lint *lint; /* of the policy */
	const struct who_versus *rows;
	size_t count;
	bool whole; /* there are no more */
};

struct who_versus_report {
	const char *module;
	const struct who_versus_answer *answers;
	size_t count;
};

extern const char *const report_who_formats[];

/* Adds it in one of report_who_formats. */
void report_who_versus(const struct who_versus_report *report,
		       const char *format, const struct style *style,
		       struct buffer *out);

/* Adds it in one of report_who_formats. */
void report_who_modules(const struct module_report *report, const char *format,
			const struct style *style, struct buffer *out);

/* Adds the answers in one of report_who_formats. */
void report_who(const struct who_report *report, const char *format,
		const struct style *style, struct buffer *out);

/* A policy of which nothing can be said, and why. */
struct lint_failure {
	const char *path;
	struct diag error; /* the first */
};

/*
 * A report on linted policies, one after the other, so many of them: the
 * findings that are to be shown, in one of report_lint_formats.  The buffer is
 * drained after each finding, and must live as long as the report; nothing is
 * kept of a view or a failure.
 */
struct lint_writer;
struct lint_writer *report_lint_start(const char *format,
				      const struct style *style,
				      size_t policies, struct buffer *out);
void report_lint_view(struct lint_writer *writer, const struct lint_view *view);
void report_lint_failure(struct lint_writer *writer,
			 const struct lint_failure *failure);
void report_lint_end(struct lint_writer *writer);

/*
 * Adds what is to be known of rules of the linter, in one of
 * report_rule_formats: what each means, a bad and a good example, when to
 * accept it.  "mdoc" is a manual page.
 */
void report_rules(const struct rule *const *rules, size_t count,
		  const char *format, struct buffer *out);

/*
 * Adds the findings of lints of a policy for releases, the first of which is
 * named, but those that a waiver suppresses, as a baseline for later runs:
 * JSON, sorted, with what each is for readers.
 */
void report_baseline(const struct lint *const *lints, size_t count,
		     struct buffer *out);

/*
 * Reads a baseline that report_baseline() wrote; it lives in the arena.  NULL
 * with a message where it is none.
 */
const struct baseline *report_read_baseline(const char *path,
					    struct arena *arena,
					    struct diags *diags);

#endif
