/* The catalogue of messages. */
#include "base/message.h"

#include <stddef.h>
#include <string.h>

#define MESSAGE(id, name, severity, title, explanation, remedy) \
	USES_MESSAGE(id);                                       \
	const struct message MESSAGE_##id[1] = {                \
		{name, SEVERITY_##severity, title, explanation, remedy}};
#include "base/messages.def"
#undef MESSAGE

#define MESSAGE(id, name, severity, title, explanation, remedy) MESSAGE_##id,
const struct message *const message_catalogue[] = {
#include "base/messages.def"
	NULL,
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

const struct message *message_find(const char *name)
{
	for (size_t i = 0; message_catalogue[i]; i++)
		if (strcmp(message_catalogue[i]->name, name) == 0)
			return message_catalogue[i];
	return NULL;
}
