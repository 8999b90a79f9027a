/* The manual page of messages. */
#include "report/report_messages.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/message.h"
#include "report/report_mdoc.h"

static int compare(const void *left, const void *right)
{
	const struct message *const *a = left, *const *b = right;
	return strcmp((*a)->name, (*b)->name);
}

/* The messages of a severity, as a section of the page. */
static void add_section(const char *title, enum severity severity,
			const struct message *const *messages, size_t count,
			struct buffer *out)
{
	const char *before = title;
	for (size_t i = 0; i < count; i++) {
		const struct message *message = messages[i];
		if (message->severity != severity)
			continue;
		if (before)
			buffer_format(out, ".Sh %s\n", before);
		before = NULL;
		buffer_format(out, ".Ss %s\n", message->name);
		buffer_format(out, ".Ql %s\n.Pp\n", message->title);
		mdoc_add_prose(message->explanation, out);
		buffer_add_string(out, ".Pp\nWhat to do:\n");
		mdoc_add_prose(message->remedy, out);
	}
}

void report_messages(const struct message *const *messages, size_t count,
		     struct buffer *out)
{
	const struct message **sorted = calloc(count, sizeof(*sorted));
	if (!sorted)
		memory_exhausted();
	memcpy(sorted, messages, count * sizeof(*sorted));
	qsort(sorted, count, sizeof(*sorted), compare);
	buffer_add_string(
		out,
		".Dd December 1, 2026\n.Dt XSMC-MESSAGES 7\n.Os\n.Sh NAME\n"
		".Nm xsmc-messages\n.Nd messages of xsmc, and what to do\n"
		".Sh DESCRIPTION\n"
		"A message of\n.Xr xsmc 1\nis one line on standard error:\n"
		".Pp\n"
		".D1 Ar place : Ar severity : Ar title : Ar detail Bq Ar name\n"
		".Pp\n"
		"The place is the file and line, where there is one, or the\n"
		"word xsmc.\n"
		"The name in brackets does not change between releases of\n"
		"xsmc; this page and\n.Xr xsmc-explain 1\nexplain it.\n"
		"An error ends the command with exit status 2, and nothing is\n"
		"written.\n"
		"A warning does not end it; where one changes the exit\n"
		"status, its explanation says so.\n"
		"Warnings are not shown with\n.Fl -quiet .\n");
	add_section("ERROR MESSAGES", SEVERITY_ERROR, sorted, count, out);
	add_section("WARNING MESSAGES", SEVERITY_WARNING, sorted, count, out);
	add_section("NOTE MESSAGES", SEVERITY_NOTE, sorted, count, out);
	buffer_add_string(out, ".Sh SEE ALSO\n.Xr xsmc 1 ,\n.Xr xsmc-explain 1 "
			       ",\n.Xr xsmc-rules 7\n");
	free(sorted);
}
