/* Files that are part of the program. */
#include "base/embedded.h"

#include <string.h>

const char *embedded_find(const char *name, size_t *length)
{
	const struct embedded_file *file = embedded_files;
	while (file->name && strcmp(file->name, name) != 0)
		file++;
	if (file->name && length)
		*length = file->length;
	return file->bytes;
}
