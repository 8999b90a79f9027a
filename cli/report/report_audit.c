/* What a log says of denied accesses, and what is to be done: for people. */
#include <string.h>

#include "base/text.h"
#include "report/report_audit.h"

const char *const report_audit_formats[] = {"text", "json", NULL};

/* --- Words that both formats use --------------------------------------- */

const char *audit_releases(const struct audit_answer *answer,
			   const struct release_set *in,
			   const struct release_set *all, struct arena *arena)
{
	if (memcmp(in, all, sizeof *in) == 0)
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
	buffer_format(out, "release  %s, %s", used, how_shown(answer->how));
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

static void add_op(const struct audit_answer *answer,
		   const struct audit_case *row, const struct audit_op *op,
		   struct arena *arena, struct buffer *out)
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
	if (op->behind)
		buffer_add_string(out, "    less likely: it is asked for more "
				       "before this, which was refused too\n");
	buffer_format(out, "    %s%s%s\n", advice_shown[op->advice],
		      op->reason ? ": " : "", op->reason ? op->reason : "");
}

static void add_case(const struct audit_answer *answer,
		     const struct audit_case *row, const struct style *style,
		     struct arena *arena, struct buffer *out)
{
	add_title(answer, row, style, arena, out);
	for (size_t i = 0; i < row->ops.count; i++)
		add_op(answer, row, &row->ops.items[i], arena, out);
	if (!row->ops.count)
		buffer_add_string(out, "  no op of the registry is meant\n");
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

void report_audit(const struct audit_answer *answer, const char *format,
		  const struct style *style, struct buffer *out)
{
	if (strcmp(format, "json") == 0)
		report_audit_json(answer, out);
	else
		add_text(answer, style, out);
}
