/* The formats of findings, and reports on their way. */
#include "lint/lint.h"
#include "report/report_lint.h"
#include "report/report_lint_table.h"

#include <string.h>

#define FORMAT_ROW(name) &lint_##name##_format,
static const struct lint_format *const formats[] = {LINT_FORMATS(FORMAT_ROW)};
#define FORMAT_NAME(name) #name,
const char *const report_lint_formats[] = {LINT_FORMATS(FORMAT_NAME) NULL};

struct lint_writer *report_lint_start(const char *format,
				      const struct style *style,
				      size_t policies, struct buffer *out)
{
	struct arena arena = ARENA_INIT;
	struct lint_writer *writer = arena_alloc(&arena, 1, sizeof *writer);
	const struct lint_format *const *row = formats;
	while (strcmp((*row)->name, format) != 0)
		row++;
	*writer = (struct lint_writer){.format = *row,
				       .style = *style,
				       .policies = policies,
				       .out = out,
				       .arena = arena};
	if (writer->format->start)
		writer->format->start(writer);
	return writer;
}

void report_lint_view(struct lint_writer *writer, const struct lint_view *view)
{
	struct arena arena = ARENA_INIT;
	const struct lint_view shown =
		writer->style.level_chosen
			? lint_view_from(view, writer->style.level, &arena)
			: *view;
	writer->format->view(writer, &shown);
	writer->count++;
	arena_release(&arena);
	buffer_drain(writer->out);
}

void report_lint_failure(struct lint_writer *writer,
			 const struct lint_failure *failure)
{
	if (writer->format->failure)
		writer->format->failure(writer, failure);
	writer->count++;
}

void report_lint_end(struct lint_writer *writer)
{
	if (writer->format->end)
		writer->format->end(writer);
	struct arena arena = writer->arena;
	arena_release(&arena);
}
