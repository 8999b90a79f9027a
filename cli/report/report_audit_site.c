/* The grants that a log asks for, in a site file. */
#include <string.h>

#include "audit/audit.h"
#include "report/report_audit.h"
#include "report/report_audit_site.h"
#include "site/site.h"
#include "source/source.h"

USES_MESSAGE(SITE_NOT_EXTENDED);

static const char policy_end[] = "</policy>", site_end[] = "</site>";

/* Whether the file has the comment already. */
static bool has_comment(const struct buffer *added, const char *old,
			const char *comment)
{
	return (old && strstr(old, comment)) ||
	       strstr(buffer_string(added), comment);
}

/* Whether the site grants it whole, in the words that audit has for it. */
static bool is_granted(const struct site_policy *policy, const char *element,
		       struct arena *arena)
{
	for (size_t i = 0; i < policy->grant_count; i++) {
		const struct site_grant *grant = &policy->grants[i];
		if (grant->op && !grant->releases && !grant->as_other &&
		    !grant->if_safe && !grant->read_only &&
		    strcmp(element, audit_grant_text(grant->op, grant->to,
						     grant->on, arena)) == 0)
			return true;
	}
	for (size_t i = 0; i < policy->talk_count; i++) {
		const struct site_talk *talk = &policy->talks[i];
		const char *const words[] = {talk->event ? "event" : NULL,
					     talk->grant ? "grant" : NULL,
					     talk->argo ? "argo" : NULL};
		for (size_t j = 0; j < sizeof words / sizeof *words; j++)
			if (words[j] && !talk->mapping &&
			    strcmp(element,
				   audit_talk_text(talk->from, talk->to,
						   words[j], arena)) == 0)
				return true;
	}
	return false;
}

/* Whether the file has the element, outside of comments, or gets it. */
static bool has_element(const struct buffer *added, const struct site *site,
			const char *element, struct arena *arena)
{
	return (site && site->policy &&
		is_granted(site->policy, element, arena)) ||
	       strstr(buffer_string(added), element);
}

/* Why nothing is granted that was denied: of the likeliest op. */
static const char *reason_of(const struct audit_case *row)
{
	if (!row->ops.count)
		return "no op is known that asks it";
	const struct audit_op *op = &row->ops.items[0];
	if (op->reason)
		return op->reason;
	return op->access && op->access->subject != SUBJECT_CALLER
		       ? "who called the op is not in the log"
		       : "no element of a site file grants it";
}

/* No comment of XML may have two hyphens in a row, which names may have. */
static const char *comment_of(const char *text, struct arena *arena)
{
	return arena_format(
		arena, "    <!-- %s -->\n",
		strstr(text, "--")
			? "left out, as a name in it has two hyphens "
			  "in a row: see xsmc audit"
			: text);
}

static void add_choice_of(const struct audit_op *op, struct buffer *choice)
{
	buffer_format(choice, "         %s\n", op->grant);
	for (size_t i = 0; i < op->accept_count; i++)
		buffer_format(choice, "         with %s\n", op->accepts[i]);
}

/* One of several ops: which, the log does not tell; or none of them. */
static void add_choice(const struct audit_case *row, const char *old,
		       struct arena *arena, struct buffer *out)
{
	struct buffer choice = BUFFER_INIT;
	for (size_t i = 0; i < row->ops.count; i++) {
		const struct audit_op *op = &row->ops.items[i];
		if (op->grant && !audit_op_is_unlikely(op) &&
		    !strstr(buffer_string(&choice), op->grant))
			add_choice_of(op, &choice);
	}
	const char *message = audit_message(row->entry, arena);
	const char *text = comment_of(
		choice.length ? arena_format(arena, "%s: one of\n%s   ",
					     message, buffer_string(&choice))
			      : arena_format(arena, "%s: not granted: %s",
					     message, reason_of(row)),
		arena);
	if (row->entry->denied && !has_comment(out, old, text))
		buffer_add_string(out, text);
	buffer_release(&choice);
}

static void add_grants(const struct audit_answer *answer, const char *old,
		       const struct site *site, struct arena *arena,
		       struct buffer *out)
{
	for (size_t i = 0; i < answer->case_count; i++) {
		const struct audit_case *row = &answer->cases[i];
		const struct audit_op *op = audit_single_grant(row);
		if (!op) {
			add_choice(row, old, arena, out);
			continue;
		}
		/* What is left to be filled in is no element yet. */
		bool open = strstr(op->grant, "\"...\"") != NULL;
		if (open ? has_comment(out, old, op->grant)
			 : has_element(out, site, op->grant, arena))
			continue;
		if (open)
			buffer_add_string(out, comment_of(op->grant, arena));
		else
			buffer_format(out, "    %s\n", op->grant);
		for (size_t j = 0; j < op->accept_count; j++)
			if (!has_comment(out, old, op->accepts[j]))
				buffer_add_string(
					out, comment_of(op->accepts[j], arena));
	}
}

/* The last place of the word; NULL: it has none. */
static const char *find_last(const char *text, const char *word)
{
	const char *last = NULL;
	while ((text = strstr(text, word)))
		last = text++;
	return last;
}

bool report_audit_site(const struct audit_answer *answer, const char *path,
		       const char *old, struct arena *arena,
		       struct diags *diags, struct buffer *out)
{
	struct buffer grants = BUFFER_INIT;
	const char *text = old ? old
			       : "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
				 "<site>\n</site>\n";
	const char *end = find_last(text, policy_end);
	bool inside = end != NULL;
	if (!inside)
		end = find_last(text, site_end);
	if (!end) {
		diags_add(diags, MESSAGE_SITE_NOT_EXTENDED, location_file(path),
			  "it has neither %s nor %s", policy_end, site_end);
		return false;
	}
	/* One that cannot be read is refused with the grants in it. */
	struct diags quiet = DIAGS_INIT;
	const struct site *site =
		old ? site_parse(path, old, strlen(old), arena, &quiet) : NULL;
	diags_release(&quiet);
	add_grants(answer, old, site, arena, &grants);
	/* In front of the blanks that the end is moved in by. */
	while (inside && end > text && (end[-1] == ' ' || end[-1] == '\t'))
		end--;
	buffer_add(out, text, (size_t)(end - text));
	if (!inside)
		buffer_add_string(out, "  <policy profile=\"default\">\n");
	buffer_add_string(out, buffer_string(&grants));
	if (!inside)
		buffer_format(out, "  %s\n", policy_end);
	buffer_add_string(out, end);
	buffer_release(&grants);
	return true;
}
