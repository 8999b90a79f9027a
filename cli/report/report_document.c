/* xsmc-doc-check/1: one object without white space. */
#include "report/report_document.h"

#include "report/report_json_policy.h"

const char *const report_document_formats[] = {"text", "json", NULL};

static void add_number(struct buffer *out, const char *name, size_t number)
{
	add_json_name(out, name);
	buffer_format(out, "%zu", number);
}

void report_document(const struct document_report *report, struct buffer *out)
{
	buffer_add_char(out, '{');
	add_json_member(out, "schema", "xsmc-doc-check/1");
	add_json_member(out, "path", report->path);
	add_json_member(out, "form", report->form);
	add_json_member(out, "release", report->release);
	add_number(out, "differences", report->differences);
	add_number(out, "unread", report->unread);
	for (size_t i = 0; i < report->diags->list.count; i++) {
		if (!i)
			add_json_name(out, "messages");
		buffer_add_string(out, i ? "," : "[");
		add_json_diag(out, &report->diags->list.items[i]);
	}
	if (report->diags->list.count)
		buffer_add_char(out, ']');
	buffer_add_string(out, "}\n");
}
