/* The reports that a lint writes, each in its format to its file. */
#include "base/file_replace.h"
#include "base/near.h"
#include "base/wrap.h"
#include "cmd/cmd_lint_outputs.h"
#include "cmd/cmd_session.h"

#include <string.h>
#include <unistd.h>

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
			      "that name is ./%s%s",
			      value, format, known_formats(session), value,
			      near_hint_of(format, report_lint_formats,
					   &session->arena));
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

/* What some formats alone can show; false with a message for another one. */
static bool have_shape(struct session *session,
		       const struct lint_outputs *outputs, const char *option,
		       const char *other)
{
	for (size_t i = 0; i < outputs->list.count; i++) {
		const char *format = outputs->list.items[i].format;
		if (strcmp(format, "text") == 0 || strcmp(format, other) == 0)
			continue;
		session_usage(session, "%s is for text and %s, not for %s",
			      option, other, format);
		return false;
	}
	return true;
}

/* Counts, of rules or of policies, in place of findings. */
static bool has_counts(struct session *session,
		       const struct lint_outputs *outputs)
{
	if (outputs->statistics && outputs->summary) {
		session_usage(session,
			      "--statistics and --summary exclude each other");
		return false;
	}
	if (outputs->statistics)
		return have_shape(session, outputs, "--statistics", "json");
	return !outputs->summary ||
	       have_shape(session, outputs, "--summary", "jsonl");
}

bool lint_outputs_read(struct session *session, struct lint_outputs *outputs)
{
	const char *format = session_format(session);
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
	return has_counts(session, outputs) &&
	       are_distinct(session, outputs->baseline, outputs);
}

/* --- Writing ------------------------------------------------------------- */

/* An output on its way. */
struct lint_stream {
	struct session *session;
	size_t index; /* of the session's outputs */
	struct buffer buffer;
	struct lint_writer *writer; /* NULL: it is the baseline */
	size_t width;		    /* of its lines, or 0 */
	struct buffer line;	    /* what came of one that has no end yet */
};

/* What is there, in lines that fit. */
static void pass_on_lines(struct lint_stream *stream)
{
	struct buffer wrapped = BUFFER_INIT;
	wrap_text(buffer_string(&stream->line), stream->line.length,
		  stream->width, &wrapped);
	file_replace_add(stream->session->replacing, stream->index,
			 buffer_string(&wrapped), wrapped.length);
	buffer_release(&wrapped);
	buffer_clear(&stream->line);
}

static void pass_on(void *context, const char *bytes, size_t length)
{
	struct lint_stream *stream = context;
	const char *end = stream->width ? memrchr(bytes, '\n', length) : NULL;
	const size_t lines = end ? (size_t)(end + 1 - bytes) : 0;
	if (!stream->width) {
		file_replace_add(stream->session->replacing, stream->index,
				 bytes, length);
		return;
	}
	buffer_add(&stream->line, bytes, lines);
	if (end)
		pass_on_lines(stream);
	buffer_add(&stream->line, bytes + lines, length - lines);
}

static struct file_output *list_files(struct session *session,
				      const struct lint_outputs *outputs)
{
	const size_t reports = outputs->list.count;
	struct file_output *files =
		arena_alloc(&session->arena, reports + 1, sizeof *files);
	for (size_t i = 0; i < reports; i++)
		files[i] = (struct file_output){
			.path = outputs->list.items[i].path, .in_parts = true};
	files[reports] = (struct file_output){.path = outputs->baseline,
					      .renews = outputs->renews,
					      .in_parts = true};
	return files;
}

static struct lint_writer *start_report(struct session *session,
					const struct lint_outputs *outputs,
					const struct lint_output *output,
					size_t policies, struct buffer *out)
{
	session->output = output->path;
	struct style style = session_style(session);
	session->output = NULL;
	style.level_chosen = outputs->level_chosen;
	style.level = outputs->level;
	style.statistics = outputs->statistics;
	style.summary = outputs->summary;
	return report_lint_start(output->format, &style, policies, out);
}

bool lint_outputs_start(struct session *session, struct lint_outputs *outputs,
			size_t policies)
{
	const size_t reports = outputs->list.count;
	const size_t count = reports + (outputs->baseline != NULL);
	session->replacing = file_replace_start(list_files(session, outputs),
						count, &session->diags);
	if (!session->replacing)
		return false;
	/* The findings come where progress would be shown. */
	for (size_t i = 0; i < reports; i++)
		if (strcmp(outputs->list.items[i].path, "-") == 0 &&
		    isatty(STDOUT_FILENO))
			progress_end(session);
	outputs->streams =
		arena_alloc(&session->arena, count, sizeof *outputs->streams);
	outputs->stream_count = count;
	for (size_t i = 0; i < count; i++) {
		struct lint_stream *stream = &outputs->streams[i];
		stream->session = session;
		stream->index = i;
		stream->buffer.drain = pass_on;
		stream->buffer.context = stream;
		if (i < reports)
			stream->width = session_text_width(
				session, outputs->list.items[i].format,
				outputs->list.items[i].path);
		if (i < reports)
			stream->writer = start_report(
				session, outputs, &outputs->list.items[i],
				policies, &stream->buffer);
	}
	return true;
}

void lint_outputs_view(struct lint_outputs *outputs,
		       const struct lint_view *view)
{
	for (size_t i = 0; i < outputs->list.count; i++)
		report_lint_view(outputs->streams[i].writer, view);
}

void lint_outputs_failure(struct lint_outputs *outputs,
			  const struct lint_failure *failure)
{
	for (size_t i = 0; i < outputs->list.count; i++)
		report_lint_failure(outputs->streams[i].writer, failure);
}

void lint_outputs_baseline(struct lint_outputs *outputs,
			   const struct lint *const *lints, size_t count)
{
	for (size_t i = 0; i < outputs->stream_count; i++)
		if (!outputs->streams[i].writer)
			report_baseline(lints, count,
					&outputs->streams[i].buffer);
}

void lint_outputs_end(struct lint_outputs *outputs)
{
	for (size_t i = 0; i < outputs->stream_count; i++) {
		struct lint_stream *stream = &outputs->streams[i];
		if (stream->writer)
			report_lint_end(stream->writer);
		buffer_finish(&stream->buffer);
		if (stream->line.length)
			pass_on_lines(stream);
		buffer_release(&stream->line);
	}
}
