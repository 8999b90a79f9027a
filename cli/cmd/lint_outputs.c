#include "cmd/lint_outputs.h"

#include <string.h>

/* The word before the first "=", where it could be a format's name. */
static const char *format_word(struct session *session, const char *value)
{
	size_t length = strspn(value, "abcdefghijklmnopqrstuvwxyz0123456789");
	return length && value[length] == '='
		       ? arena_slice(&session->arena, value, length)
		       : NULL;
}

static const char *known_formats(struct session *session)
{
	const char *known = "";
	for (size_t i = 0; report_lint_formats[i]; i++)
		known = arena_format(&session->arena, "%s%s%s", known,
				     i ? ", " : "", report_lint_formats[i]);
	return known;
}

static void add_output(struct session *session, const char *format,
		       const char *path, struct lint_outputs *outputs)
{
	*list_push(&outputs->list, &session->arena) =
		(struct lint_output){format, path};
}

/* FORMAT=FILE; a file whose own name looks like that is ./NAME. */
static bool read_output(struct session *session, const char *value,
			const char *format, struct lint_outputs *outputs)
{
	const char *path = value + strlen(format) + 1;
	if (!report_has_format(report_lint_formats, format)) {
		session_usage(session,
			      "--output %s: %s is not one of %s; a file of "
			      "that name is ./%s",
			      value, format, known_formats(session), value);
		return false;
	}
	if (!*path) {
		session_usage(session, "--output %s names no file", value);
		return false;
	}
	add_output(session, format, path, outputs);
	return true;
}

static bool are_distinct(struct session *session, const char *other,
			 const struct lint_outputs *outputs)
{
	for (size_t i = 0; i < outputs->list.count; i++) {
		const char *path = outputs->list.items[i].path;
		bool twice = other && strcmp(path, other) == 0;
		for (size_t j = 0; j < i && !twice; j++)
			twice = strcmp(path, outputs->list.items[j].path) == 0;
		if (!twice)
			continue;
		session_usage(session, "two outputs to %s", path);
		return false;
	}
	return true;
}

bool lint_outputs_read(struct session *session, const char *other,
		       struct lint_outputs *outputs)
{
	const char *format = session_format(session, report_lint_formats);
	const char *plain = NULL;
	if (!format)
		return false;
	for (size_t i = 0; session->outputs && session->outputs[i]; i++) {
		const char *value = session->outputs[i];
		const char *word = format_word(session, value);
		if (!word && plain) {
			session_usage(session,
				      "--output %s and --output %s: a second "
				      "one is FORMAT=FILE",
				      plain, value);
			return false;
		}
		if (!word)
			plain = value;
		else if (!read_output(session, value, word, outputs))
			return false;
	}
	if (plain || session->format || !outputs->list.count)
		add_output(session, format, plain ? plain : "-", outputs);
	return are_distinct(session, other, outputs);
}

void lint_outputs_write(struct session *session,
			const struct lint_outputs *outputs,
			const struct lint_report *report)
{
	for (size_t i = 0; i < outputs->list.count; i++) {
		const struct lint_output *output = &outputs->list.items[i];
		session->output = output->path;
		struct style style = session_style(session);
		style.level_chosen = outputs->level_chosen;
		style.level = outputs->level;
		report_lint(report, output->format, &style,
			    session_file(session, output->path));
	}
	session->output = NULL;
}
