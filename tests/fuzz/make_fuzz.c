/* Makefiles of a policy's source tree, and which of its files they name. */
#include "fuzz.h"

#include "source/source.h"
#include "source/source_make.h"
#include "source/source_tree.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena arena = ARENA_INIT;
	struct diags diags = DIAGS_INIT;
	const char *directory = fuzz_unpack(data, size);
	struct source_tree tree = {.path = directory};
	struct make make = {
		.directory = directory, .arena = &arena, .diags = &diags};
	struct make_policy policy = {.found = false};
	bool known = make_open(&make, &policy);
	fuzz_assert(known == (diags.errors == 0),
		    "a makefile that is refused has a message");
	size_t before = diags.errors;
	known = source_tree_find(directory, &arena, &diags, &tree);
	fuzz_assert(known == (diags.errors == before),
		    "a tree that is refused has a message");
	fuzz_assert(!known || tree.files.count, "a policy has some files");
	diags_release(&diags);
	arena_release(&arena);
	return 0;
}
