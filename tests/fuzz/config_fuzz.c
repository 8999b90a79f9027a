/* What a .config says of a build, and the command line that boots it. */
#include "fuzz.h"

#include "registry/registry.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena arena = ARENA_INIT;
	struct diags diags = DIAGS_INIT;
	struct host_build build = {.arch = NULL}, other = build;
	bool good = registry_read_config(fuzz_open(data, size), &arena, &diags,
					 &build);
	fuzz_assert(good == (diags.errors == 0),
		    "a .config that is refused has a message");
	fuzz_close();
	for (size_t i = 0; good && i < registry_builtin.condition_count; i++)
		condition_in_build(&registry_builtin.conditions[i], &build);
	registry_read_command_line(
		arena_slice(&arena, (const char *)data, size), &arena, &diags,
		&other);
	diags_release(&diags);
	arena_release(&arena);
	return 0;
}
