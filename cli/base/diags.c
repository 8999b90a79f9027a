/* Messages that are collected on the way. */
#include "base/diags.h"

void diags_release(struct diags *diags)
{
	arena_release(&diags->arena);
	*diags = (struct diags)DIAGS_INIT;
}

void diags_add(struct diags *diags, const struct message *message,
	       struct location at, const char *detail, ...)
{
	struct diag *diag = list_push(&diags->list, &diags->arena);
	diag->message = message;
	diag->at = at;
	diag->at.file = arena_string(&diags->arena, at.file);
	va_list arguments;
	va_start(arguments, detail);
	diag->detail = arena_vformat(&diags->arena, detail, arguments);
	va_end(arguments);
	if (message->severity == SEVERITY_ERROR)
		diags->errors++;
}

void diags_add_all(struct diags *diags, const struct diags *others)
{
	for (size_t i = 0; i < others->list.count; i++)
		diags_add(diags, others->list.items[i].message,
			  others->list.items[i].at, "%s",
			  others->list.items[i].detail);
	diags_add_inputs(diags, others);
}

void diags_add_inputs(struct diags *diags, const struct diags *others)
{
	for (size_t i = 0; i < others->inputs.count; i++) {
		struct input *input = list_push(&diags->inputs, &diags->arena);
		*input = others->inputs.items[i];
		input->path = arena_string(&diags->arena, input->path);
	}
}

struct location location_file(const char *file)
{
	return (struct location){file, 0, 0};
}
