/* Baselines of findings: JSON of the right form. */
#include "fuzz.h"

#include <string.h>

#include "report/report.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena arena = ARENA_INIT;
	struct diags diags = DIAGS_INIT;
	const struct baseline *baseline =
		report_read_baseline(fuzz_open(data, size), &arena, &diags);
	fuzz_assert(!baseline == (diags.errors > 0),
		    "a baseline that is refused has a message");
	for (size_t i = 0; baseline && i + 1 < baseline->count; i++)
		fuzz_assert(strcmp(baseline->entries[i].fingerprint,
				   baseline->entries[i + 1].fingerprint) <= 0,
			    "entries are sorted");
	fuzz_close();
	diags_release(&diags);
	arena_release(&arena);
	return 0;
}
