/* Configurations of xl: in any state, and what is made of them. */
#include "fuzz.h"

#include <string.h>

#include "site/site.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena arena = ARENA_INIT;
	struct diags diags = DIAGS_INIT;
	const char *path = fuzz_open(data, size);
	const struct xl_config *config = xl_read(path, &arena, &diags);
	fuzz_assert((config != NULL) == (diags.errors == 0),
		    "a file that is refused has a message");
	for (size_t i = 0; config && i < config->setting_count; i++) {
		const struct xl_setting *row = &config->settings[i];
		fuzz_assert(row->line >= 1 && row->line <= size + 1,
			    "a setting has a line of the file");
		fuzz_assert(xl_find(config, row->name) >= row,
			    "the last of a name counts");
	}
	fuzz_close();
	diags_release(&diags);
	arena_release(&arena);
	return 0;
}
