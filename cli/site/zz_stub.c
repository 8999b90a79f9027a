#include "site/site.h"
const struct site *site_read(const char *path, struct arena *arena,
			     struct diags *diags)
{
	(void)arena;
	diags_add(diags, MESSAGE_FILE_UNREADABLE, location_file(path), "stub");
	return NULL;
}
