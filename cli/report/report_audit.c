/* What a log says of denied accesses, and what is to be done: for people. */
#include <string.h>

#include "audit/audit.h"
#include "base/text.h"
#include "lint/lint.h"
#include "report/report_audit.h"
#include "report/report_audit_json.h"
#include "report/report_clean.h"
#include "report/report_style.h"
#include "way/way.h"

const char *const report_audit_formats[] = {"text", "json", NULL};

/* --- Words that both formats use --------------------------------------- */

const char *audit_releases(const struct audit_answer *answer,
			   const struct release_set *in,
			   const struct release_set *all, struct arena *arena)
{
	if (release_set_same(in, all))
		return NULL;
	return registry_releases_shown(answer->audit->registry, in, arena);
}

const char *audit_message(const struct audit_entry *entry, struct arena *arena)
{
	if (entry->unknown)
		return arena_format(arena, "%s %u was %s", entry->unknown,
				    entry->number,
				    entry->denied ? "refused" : "allowed");
	return arena_format(arena, "%s was %s %s:%s on %s%s", entry->source,
			    entry->denied ? "denied" : "granted",
			    entry->object_class, entry->permission,
			    entry->target,
			    entry->passed == entry->count
				    ? ", in permissive mode: it was let pass"
			    : entry->passed ? ", at times in permissive mode"
					    : "");
}

/* --- Text -------------------------------------------------------------- */

static const struct {
	const char *how, *shown;
} ways[] = {
	{"given", "as given"},
	{"banner", "as the log says"},
	{"lines", "by the form of its lines"},
	{"policy", "by the form of its lines and by the policy"},
};

static const char *how_shown(const char *how)
{
	size_t i = 0;
	while (strcmp(ways[i].how, how) != 0)
		i++;
	return ways[i].shown;
}

static void add_head(const struct audit_answer *answer, struct arena *arena,
		     struct buffer *out)
{
	const struct audit *audit = answer->audit;
	const struct registry *registry = audit->registry;
	const char *used = registry->releases[answer->used].name;
	const char *all =
		registry_releases_shown(registry, &answer->candidates, arena);
	buffer_format(out, "release  %s%s, %s", used,
		      clean_text(host_shown(answer->host, arena), arena),
		      how_shown(answer->how));
	if (strcmp(all, used) != 0)
		buffer_format(out, "; it may be any of %s", all);
	buffer_format(out,
		      "\nlines    %lu, %lu on accesses, %lu damaged, %lu not "
		      "Xen's\n",
		      audit->lines, audit->accesses, audit->damaged.count,
		      audit->foreign.count);
}

static void add_domains(const struct audit_domains *domains, const char *word,
			struct buffer *out)
{
	if (!domains->count)
		return;
	buffer_format(out, "%s", word);
	for (unsigned i = 0; i < domains->count; i++)
		buffer_format(out, "%sd%s", i ? ", " : " ", domains->names[i]);
	if (domains->more)
		buffer_add_string(out, ", ...");
}

static void add_place(const struct audit *audit, struct audit_place place,
		      struct buffer *out)
{
	if (audit->log_count > 1)
		buffer_format(out, "%s:", audit->logs[place.log]);
	buffer_format(out, "%lu", place.line);
}

static void add_count(const struct audit *audit, unsigned long count,
		      struct audit_place first, struct audit_place last,
		      struct buffer *out)
{
	buffer_format(out, "%lu time%s, line%s ", count, count == 1 ? "" : "s",
		      count == 1 ? "" : "s");
	add_place(audit, first, out);
	if (count > 1) {
		buffer_add_string(out, " to ");
		add_place(audit, last, out);
	}
}

static void add_title(const struct audit_answer *answer,
		      const struct audit_case *row, const struct style *style,
		      struct arena *arena, struct buffer *out)
{
	const struct audit_entry *entry = row->entry;
	buffer_format(out, "\n%s%s%s\n  ", style->color ? "\033[1m" : "",
		      audit_message(entry, arena),
		      style->color ? "\033[0m" : "");
	add_count(answer->audit, entry->count, entry->first, entry->last, out);
	add_domains(&entry->sources, "; by", out);
	add_domains(&entry->targets, " on", out);
	buffer_add_char(out, '\n');
	if (entry->unknown)
		buffer_format(out, "  %s\n", entry->means->text);
	if (row->used != answer->used)
		buffer_format(
			out, "  release  %s\n",
			answer->audit->registry->releases[row->used].name);
}

static const char *const advice_shown[] = {
	[ADVICE_GRANT] = "grant it if it is wanted",
	[ADVICE_DO_NOT_GRANT] = "do not grant it",
	[ADVICE_NOTHING_REFUSED] = "nothing was refused",
	[ADVICE_POLICY_MISFIT] = "the policy does not fit",
};

/* What it opens beside; and which of that is covered. */
static void add_cost(const struct audit_answer *answer,
		     const struct audit_case *row, const struct audit_op *op,
		     struct buffer *out)
{
	const struct registry *registry = answer->audit->registry;
	for (size_t i = 0; i < op->open_count; i++) {
		struct op_status status =
			registry_op_status(registry, op->opens[i], row->used);
		buffer_format(out, "%s%s%s", i ? ", " : "    opens ",
			      op->opens[i]->name,
			      status.status == STATUS_COVERED ? " (covered)"
							      : "");
	}
	if (op->open_count)
		buffer_add_char(out, '\n');
}

/* What its accesses do not say, but for what is the reason of the advice. */
static void add_cautions(const struct audit_answer *answer,
			 const struct audit_case *row,
			 const struct audit_op *op, struct arena *arena,
			 struct buffer *out)
{
	const struct caution *const *cautions;
	if (!op->here || !release_set_has(&op->in, row->used))
		return;
	size_t count = registry_op_cautions(answer->audit->registry, op->op,
					    row->used, arena, &cautions);
	for (size_t i = 0; i < count; i++)
		if (cautions[i]->text != op->reason && !cautions[i]->asks)
			buffer_format(out, "    note: %s\n", cautions[i]->text);
}

static const char *const orders_shown[] = {
	[ORDER_GRANTED] = "more likely: what it is asked before this was "
			  "granted just then",
	[ORDER_UNSAID] = NULL,
	[ORDER_UNSEEN] = "less likely: what it is asked before this is written "
			 "down when it is granted, and was not just then",
	[ORDER_REFUSED] = "less likely: it is asked for more before this, "
			  "which was refused too",
	[ORDER_UNTOLD] = "less likely: the hook does not know it, and the log "
			 "would say so before",
};

static void add_op(const struct audit_answer *answer,
		   const struct audit_case *row, const struct audit_op *op,
		   bool with_advice, struct arena *arena, struct buffer *out)
{
	const struct registry *registry = answer->audit->registry;
	const char *in = audit_releases(answer, &op->in, &row->in, arena);
	const struct op_status status = {
		.status = op->status, .basis = op->basis, .gives = op->gives};
	buffer_format(out, "  %s", op->op->name);
	if (op->here)
		buffer_format(out, "  %s, %s", status_shown(op->status),
			      basis_shown(&status, arena));
	else
		buffer_format(
			out, "  an op of %s",
			registry_releases_shown(registry, &op->op->in, arena));
	if (in)
		buffer_format(out, " [in %s]", in);
	buffer_add_char(out, '\n');
	if (op->access && op->access->when)
		buffer_format(out, "    asked when: %s\n", op->access->when);
	if (op->access && op->access->subject != SUBJECT_CALLER)
		buffer_format(out,
			      "    asked of the %s of the op, whoever calls\n",
			      access_subject_name(op->access->subject));
	if (orders_shown[op->order])
		buffer_format(out, "    %s\n", orders_shown[op->order]);
	if (with_advice)
		buffer_format(out, "    %s%s%s\n", advice_shown[op->advice],
			      op->reason ? ": " : "",
			      op->reason ? op->reason : "");
	add_cautions(answer, row, op, arena, out);
	add_cost(answer, row, op, out);
	if (op->grant)
		buffer_format(out, "    in a site file:\n      %s\n",
			      op->grant);
	for (size_t i = 0; i < op->accept_count; i++)
		buffer_format(out, "      %s\n", op->accepts[i]);
	if (op->narrower)
		buffer_format(out, "    narrower: %s\n", op->narrower);
}

/* Whether all that is to be said of each op is the same advice. */
static bool has_one_advice(const struct audit_case *row)
{
	const struct audit_op *ops = row->ops.items;
	for (size_t i = 0; i < row->ops.count; i++)
		if (ops[i].grant || !ops[i].reason ||
		    ops[i].advice != ops[0].advice ||
		    strcmp(ops[i].reason, ops[0].reason) != 0)
			return false;
	return row->ops.count > 0;
}

static void add_case(const struct audit_answer *answer,
		     const struct audit_case *row, const struct style *style,
		     struct arena *arena, struct buffer *out)
{
	add_title(answer, row, style, arena, out);
	if (row->why_text)
		buffer_format(out, "  why: %s\n", row->why_text);
	const bool one = has_one_advice(row);
	for (size_t i = 0; i < row->ops.count; i++)
		add_op(answer, row, &row->ops.items[i], !one, arena, out);
	if (one)
		buffer_format(out, "  %s: %s\n",
			      advice_shown[row->ops.items->advice],
			      row->ops.items->reason);
	if (!row->ops.count)
		buffer_format(out, "  no op of %s is meant\n",
			      answer->host ? "such a Xen" : "the registry");
}

static void add_notices(const struct audit *audit, struct buffer *out)
{
	for (size_t i = 0; i < audit->notices.count; i++) {
		const struct audit_notice *notice = audit->notices.items[i];
		buffer_format(out, "\n%s\n  ", notice->text);
		add_count(audit, notice->count, notice->first, notice->last,
			  out);
		buffer_format(out, "\n  %s\n", notice->means->text);
	}
}

static void add_text(const struct audit_answer *answer,
		     const struct style *style, struct buffer *out)
{
	struct arena arena = ARENA_INIT;
	add_head(answer, &arena, out);
	for (size_t i = 0; i < answer->case_count; i++)
		add_case(answer, &answer->cases[i], style, &arena, out);
	add_notices(answer->audit, out);
	arena_release(&arena);
}

/* --- Allow rules ------------------------------------------------------- */

/* The ops that a rule lets pass, or is a part of, and what else it opens. */
static void add_rule_cost(const struct audit_answer *answer,
			  const struct audit_case *row, struct buffer *out)
{
	for (size_t i = 0; i < row->ops.count; i++) {
		const struct audit_op *op = &row->ops.items[i];
		if (!op->here || !release_set_has(&op->in, row->used))
			continue;
		buffer_format(out, "# %s (%s): %s%s%s\n", op->op->name,
			      status_name(op->status), advice_shown[op->advice],
			      op->reason ? ": " : "",
			      op->reason ? op->reason : "");
		if (!op->open_count)
			continue;
		buffer_add_string(out, "#");
		add_cost(answer, row, op, out);
	}
}

/* Whether a rule is what is to be done, whatever op it was. */
static bool is_for_a_rule(const struct audit_case *row)
{
	for (size_t i = 0; i < row->ops.count; i++)
		if (row->ops.items[i].advice != ADVICE_GRANT &&
		    release_set_has(&row->ops.items[i].in, row->used))
			return false;
	return row->ops.count > 0;
}

void report_audit_rules(const struct audit_answer *answer, struct buffer *out)
{
	struct arena arena = ARENA_INIT;
	bool first = true;
	for (size_t i = 0; i < answer->case_count; i++) {
		const struct audit_case *row = &answer->cases[i];
		const struct audit_entry *entry = row->entry;
		if (!entry->denied || entry->unknown)
			continue;
		if (!first)
			buffer_add_char(out, '\n');
		first = false;
		buffer_format(out, "# %s\n", audit_message(entry, &arena));
		add_rule_cost(answer, row, out);
		buffer_format(out, "%sallow %s %s:%s { %s };\n",
			      is_for_a_rule(row) ? "" : "# not for certain: ",
			      entry->source, entry->target, entry->object_class,
			      entry->permission);
	}
	arena_release(&arena);
}

void report_audit(const struct audit_answer *answer, const char *format,
		  const struct style *style, struct buffer *out)
{
	if (strcmp(format, "json") == 0)
		report_audit_json(answer, out);
	else
		add_text(answer, style, out);
}
