/* What a word means: text, and the manual page of the glossary. */
#include "report/report_meaning.h"

#include <string.h>

#include "base/text.h"
#include "base/wrap.h"
#include "finding/finding.h"
#include "report/report_mdoc.h"
#include "report/report_meaning_json.h"
#include "report/report_messages.h"
#include "report/report_op.h"
#include "report/report_rules.h"
#include "report/report_tool.h"
#include "word/word.h"

const char *const report_meaning_formats[] = {"text", "json", "mdoc", NULL};

/* Above so many a list of ops is what query is for. */
enum { MOST_OPS = 40, WIDTH = 78, FACT = 13 };

/* --- Text -------------------------------------------------------------- */

static void add_fact(const struct word_search *search,
		     const struct word_fact *fact, struct buffer *out)
{
	const char *line = arena_format(search->arena, "  %-10s %s", fact->name,
					fact->text);
	wrap_line(line, strlen(line), WIDTH, FACT, out);
}

static void add_op(const struct word_search *search,
		   const struct word_meaning *meaning,
		   const struct word_op *row, struct buffer *out)
{
	const struct op_status status = registry_op_meaning(
		search->registry, row->op, row->release, search->arena);
	buffer_format(out, "  %s, %s  %s%s%s", status_shown(status.status),
		      basis_shown(&status, search->arena), row->op->name,
		      row->remark && *row->remark ? ": " : "",
		      text_or_empty(row->remark));
	if (row->release != meaning->release)
		buffer_format(out, " (last in %s)",
			      search->registry->releases[row->release].name);
	buffer_add_char(out, '\n');
}

static void add_ops(const struct word_search *search,
		    const struct word_meaning *meaning, bool all,
		    struct buffer *out)
{
	const char *release = search->registry->releases[meaning->release].name;
	if (!meaning->ops.count)
		return;
	if (all || meaning->ops.count <= MOST_OPS) {
		buffer_format(out, "%s, in %s:\n", meaning->lead, release);
		for (size_t i = 0; i < meaning->ops.count; i++)
			add_op(search, meaning, &meaning->ops.items[i], out);
		return;
	}
	const char *line = arena_format(
		search->arena,
		"%s, in %s: %zu ops; xsmc query '%s' shows them, and -v lists "
		"them here",
		meaning->lead, release, meaning->ops.count, search->word);
	wrap_line(line, strlen(line), WIDTH, 2, out);
}

static void add_plain(const struct word_search *search,
		      const struct word_meaning *meaning, bool all,
		      struct buffer *out)
{
	const char *line =
		arena_format(search->arena, "%s (%s): %s", meaning->name,
			     meaning->kind, meaning->text);
	wrap_line(line, strlen(line), WIDTH, 0, out);
	for (size_t i = 0; i < meaning->facts.count; i++)
		add_fact(search, &meaning->facts.items[i], out);
	add_ops(search, meaning, all, out);
}

static void write_text(const struct word_search *search,
		       const struct style *style, struct buffer *out)
{
	for (size_t i = 0; i < search->found->list.count; i++) {
		const struct word_meaning *meaning =
			&search->found->list.items[i];
		struct style verbose = *style;
		verbose.verbose = true;
		if (i)
			buffer_add_string(out, meaning->rule ? "\n\n" : "\n");
		if (meaning->op)
			report_ops(&(struct op_report){search->registry,
						       meaning->op,
						       meaning->release},
				   1, "text", &verbose, out);
		else if (meaning->rule)
			report_rules(&meaning->rule, 1, "text", out);
		else if (meaning->tool)
			report_tool(search->registry, meaning->tool,
				    search->release, search->arena, out);
		else
			add_plain(search, meaning, style->verbose, out);
	}
}

/* --- The manual -------------------------------------------------------- */

static bool is_rule(const struct word_meaning *meaning)
{
	return meaning->rule;
}

static bool is_message(const struct word_meaning *meaning)
{
	return meaning->message;
}

static bool is_term(const struct word_meaning *meaning)
{
	return !meaning->is_of_ops && !meaning->rule && !meaning->message;
}

static void write_terms(const struct word_search *search, struct buffer *out)
{
	buffer_add_string(
		out, ".Dd December 1, 2026\n.Dt XSMC-GLOSSARY 7\n.Os\n"
		     ".Sh NAME\n.Nm xsmc-glossary\n"
		     ".Nd words that xsmc and its manual use\n"
		     ".Sh DESCRIPTION\nThese words have one meaning each, in "
		     "messages, reports, files and the manual.\n"
		     ".Ql xsmc explain\nshows the same of one word, and of "
		     "every name that the registry has.\n"
		     ".Bl -tag -width Ds\n");
	for (size_t i = 0; i < search->found->list.count; i++) {
		const struct word_meaning *meaning =
			&search->found->list.items[i];
		buffer_format(
			out, ".It %s%s%s%s\n", meaning->name,
			strcmp(meaning->kind, "term") == 0 ? "" : " (",
			strcmp(meaning->kind, "term") == 0 ? "" : meaning->kind,
			strcmp(meaning->kind, "term") == 0 ? "" : ")");
		mdoc_add_prose(meaning->text, out);
	}
	buffer_add_string(out, ".El\n.Sh SEE ALSO\n.Xr xsmc 1 ,\n"
			       ".Xr xsmc-explain 1 ,\n.Xr xsmc-rules 7\n");
}

static void write_rules(const struct word_search *search, struct buffer *out)
{
	const struct word_meanings *found = search->found;
	const struct rule **rules =
		arena_alloc(search->arena, found->list.count, sizeof *rules);
	for (size_t i = 0; i < found->list.count; i++)
		rules[i] = found->list.items[i].rule;
	report_rules(rules, found->list.count, "mdoc", out);
}

static void write_messages(const struct word_search *search, struct buffer *out)
{
	const struct word_meanings *found = search->found;
	const struct message **messages =
		arena_alloc(search->arena, found->list.count, sizeof *messages);
	for (size_t i = 0; i < found->list.count; i++)
		messages[i] = found->list.items[i].message;
	report_messages(messages, found->list.count, out);
}

/* A page of what is all of one sort. */
static const struct page {
	bool (*is_of_it)(const struct word_meaning *meaning);
	void (*write)(const struct word_search *search, struct buffer *out);
} pages[] = {
	{is_rule, write_rules},
	{is_message, write_messages},
	{is_term, write_terms},
};

/* NULL: what was found is of several sorts, or of one without a page. */
static const struct page *page_of(const struct word_search *search)
{
	const struct word_meanings *found = search->found;
	for (size_t i = 0; i < sizeof pages / sizeof *pages; i++) {
		size_t all = 0;
		while (all < found->list.count &&
		       pages[i].is_of_it(&found->list.items[all]))
			all++;
		if (all == found->list.count)
			return &pages[i];
	}
	return NULL;
}

bool report_meaning_takes(const struct word_search *search, const char *format)
{
	return strcmp(format, "mdoc") != 0 || page_of(search);
}

void report_meanings(const struct word_search *search, const char *format,
		     const struct style *style, struct buffer *out)
{
	if (strcmp(format, "json") == 0)
		report_meanings_json(search, out);
	else if (strcmp(format, "mdoc") == 0)
		page_of(search)->write(search, out);
	else
		write_text(search, style, out);
}
