/* The text of a policy.conf, which only checkpolicy has refused nothing of. */
#include "fuzz.h"

#include "policy/policy.h"
#include "source/source.h"
#include "source/source_conf.h"
#include "source/source_scan.h"
#include "source/source_order.h"
#include "source/source_setting.h"
#include "source/source_tree.h"

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
	struct diags diags = DIAGS_INIT;
	struct module_list modules;
	module_list_read(fuzz_open(data, size), &arena, &diags, &modules);
	fuzz_close();
	diags_release(&diags);
	buffer_add(&text, (const char *)data, size);
	text_has_classes(&text);
	text_has_sensitivities(&text);
	scanner_origin("input", &text, (unsigned)size / 2, &arena);
	policy.kind = POLICY_CONF;
	conf_text_read(&policy, &text, NULL, &arena);
	locate_all(&policy, &arena);
	/* The same bytes as what m4 leaves of a tree. */
	source_put_in_order(&text);
	conf_text_read(&policy, &text, NULL, &arena);
	locate_all(&policy, &arena);
	buffer_release(&text);
	arena_release(&arena);
	return 0;
}
