/* Hypervisor logs: lines in any state, and what is made of them. */
#include "fuzz.h"

#include "audit/audit.h"
#include "base/diags.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena arena = ARENA_INIT;
	struct diags diags = DIAGS_INIT;
	const char *path = fuzz_open(data, size);
	struct audit audit = {.registry = &registry_builtin};
	struct audit_answer answer;
	bool done = audit_read(&audit, &path, 1, NULL, &arena, &diags);
	fuzz_assert(done == (diags.errors == 0),
		    "a log that is refused has a message");
	fuzz_assert(audit.accesses + audit.damaged.count + audit.foreign.count +
				    audit.notices.count <=
			    size,
		    "a line has some bytes");
	if (done) {
		const struct audit_question question = {
			.audit = &audit,
			.release = registry_builtin.release_count - 1,
		};
		audit_explain(&question, &arena, &diags, &answer);
		fuzz_assert(answer.case_count == audit.entries.count,
			    "all that was read is explained");
	}
	fuzz_close();
	diags_release(&diags);
	arena_release(&arena);
	return 0;
}
