/* The text of a CIL policy, which libsepol has refused nothing of. */
#include "fuzz.h"

#include "source/source.h"
#include "source/source_cil.h"
#include "source/source_cil_locate.h"
#include "source/source_cil_parse.h"

/* All that the text grants from the first types to each other. */
static void locate_all(const struct policy *policy, struct arena *arena)
{
	enum { TYPES = 4 };
	struct source_location *locations;
	for (unsigned i = 0; i < policy->type_count && i < TYPES; i++)
		for (unsigned j = 0; j < policy->type_count && j < TYPES; j++)
			for (unsigned k = 0; k < policy->class_count; k++)
				source_locate(policy, i, j, k, 0, arena,
					      &locations);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena arena = ARENA_INIT;
	struct buffer text = BUFFER_INIT;
	struct policy policy = *fuzz_policy();
	buffer_add(&text, (const char *)data, size);
	text_is_cil(&text);
	policy.kind = POLICY_CIL;
	cil_text_read(&policy, &text, &arena);
	locate_all(&policy, &arena);
	buffer_release(&text);
	arena_release(&arena);
	return 0;
}
