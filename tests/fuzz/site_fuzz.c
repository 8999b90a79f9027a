/* Site files: XML, schema, names. */
#include "fuzz.h"

#include <stdlib.h>

#include "site/site.h"
#include "xml/xml.h"

/* To compile the schema takes longer than to read a file by it. */
static struct xml_reader *reader;

static void finish(void)
{
	xml_close(reader);
}

static void start(struct diags *diags)
{
	reader = xml_open("site.rng", diags);
	atexit(finish);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena arena = ARENA_INIT;
	struct diags diags = DIAGS_INIT;
	const char *path = fuzz_open(data, size);
	if (!reader)
		start(&diags);
	site_recognize(path, &diags);
	const struct xml_element *root = xml_read(reader, path, &arena, &diags);
	const struct site *site =
		root ? site_from_tree(path, root, &arena, &diags) : NULL;
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
