/* Site files: XML, schema, names. */
#include "fuzz.h"

#include "site/site.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena arena = ARENA_INIT;
	struct diags diags = DIAGS_INIT;
	const char *path = fuzz_open(data, size);
	site_recognize(path, &diags);
	const struct site *site = site_read(path, &arena, &diags);
	fuzz_assert(!site == (diags.errors > 0),
		    "a site file that is refused has a message");
	if (site && site->policy && !site->policy->profile)
		fuzz_assert(site_check_policy(site->policy, &diags),
			    "a policy that was read is good");
	fuzz_close();
	diags_release(&diags);
	arena_release(&arena);
	return 0;
}
