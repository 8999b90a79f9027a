/* xsmc-validate/1: what a check of registry and site files came to. */
#include "report/report_json_policy.h"
#include "report/report_validate.h"

static void add_message(const struct diag *diag, struct buffer *out)
{
	buffer_add_char(out, '{');
	add_json_member(out, "id", diag->message->name);
	add_json_member(out, "severity",
			severity_name(diag->message->severity));
	add_json_member(out, "title", diag->message->title);
	if (*diag->detail)
		add_json_member(out, "detail", diag->detail);
	add_json_place(out, &diag->at);
	buffer_add_char(out, '}');
}

void report_validate(const char *const *files, bool valid,
		     const struct diags *diags, struct buffer *out)
{
	size_t count = 0;
	while (files[count])
		count++;
	buffer_add_char(out, '{');
	add_json_member(out, "schema", "xsmc-validate/1");
	add_json_name(out, "valid");
	buffer_add_string(out, valid ? "true" : "false");
	add_json_list(out, "files", files, count);
	add_json_name(out, "messages");
	buffer_add_char(out, '[');
	for (size_t i = 0; i < diags->list.count; i++) {
		if (i)
			buffer_add_char(out, ',');
		add_message(&diags->list.items[i], out);
	}
	buffer_add_string(out, "]}\n");
}
