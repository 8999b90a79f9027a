/* Source trees of policies as a whole: makefiles, m4, its markers, places. */
#include "fuzz.h"

#include "source/source.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena arena = ARENA_INIT;
	struct diags diags = DIAGS_INIT;
	const struct policy *policy =
		source_read(fuzz_unpack(data, size), &arena, &diags);
	fuzz_assert(!policy == (diags.errors > 0),
		    "a tree that is refused has a message");
	diags_release(&diags);
	arena_release(&arena);
	return 0;
}
