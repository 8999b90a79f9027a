/* Messages: what is collected, and the catalogue of them. */
#include "base/diags.h"

#include <string.h>

#define MESSAGE(id, name, severity, title, explanation) \
	[MESSAGE_##id] = {name, SEVERITY_##severity, title, explanation},
static const struct message catalogue[MESSAGE_COUNT] = {
#include "base/messages.def"
};
#undef MESSAGE

const char *severity_name(enum severity severity)
{
	static const char *const names[] = {
		[SEVERITY_NOTE] = "note",
		[SEVERITY_WARNING] = "warning",
		[SEVERITY_ERROR] = "error",
	};
	return names[severity];
}

void diags_release(struct diags *diags)
{
	arena_release(&diags->arena);
	*diags = (struct diags)DIAGS_INIT;
}

void diags_add(struct diags *diags, enum message_id id, struct location at,
	       const char *detail, ...)
{
	struct diag *diag = list_push(&diags->list, &diags->arena);
	diag->id = id;
	diag->at = at;
	diag->at.file = arena_string(&diags->arena, at.file);
	va_list arguments;
	va_start(arguments, detail);
	diag->detail = arena_vformat(&diags->arena, detail, arguments);
	va_end(arguments);
	if (catalogue[id].severity == SEVERITY_ERROR)
		diags->errors++;
}

void diags_add_all(struct diags *diags, const struct diags *others)
{
	for (size_t i = 0; i < others->list.count; i++)
		diags_add(diags, others->list.items[i].id,
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

const struct message *message_get(enum message_id id)
{
	return &catalogue[id];
}

const struct message *message_find(const char *name)
{
	for (size_t i = 0; i < MESSAGE_COUNT; i++)
		if (strcmp(catalogue[i].name, name) == 0)
			return &catalogue[i];
	return NULL;
}
