/* Registry files: XML, schema, meaning. */
#include "fuzz.h"

#include "registry/registry.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena arena = ARENA_INIT;
	struct diags diags = DIAGS_INIT;
	const char *paths[] = {fuzz_open(data, size)};
	const struct registry *registry =
		registry_load(paths, 1, &arena, &diags);
	fuzz_assert(!registry == (diags.errors > 0),
		    "a registry that is refused has a message");
	for (size_t i = 0; registry && registry_tables[i]; i++)
		registry_export(registry, registry_tables[i], NO_INDEX, &arena);
	fuzz_close();
	diags_release(&diags);
	arena_release(&arena);
	return 0;
}
