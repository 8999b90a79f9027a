/* Binary policies through the linter, who-can and their reports. */
#include "fuzz.h"

enum { WORDS = 10 };

size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t most,
			       unsigned seed)
{
	return fuzz_mutate_policy(data, size, most, seed);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const char *path = fuzz_open(data, size);
	const char *const commands[][WORDS] = {
		{"lint", "-o", "/dev/null", path},
		{"lint", "-f", "json", "-o", "/dev/null", path},
		{"lint", "-f", "sarif", "-o", "/dev/null", path},
		{"lint", "-f", "html", "-o", "/dev/null", path},
		{"lint", "-f", "dot", "-o", "/dev/null", path},
		{"lint", "-f", "junit", "-o", "/dev/null", path},
		{"lint", "-f", "jsonl", "-o", "/dev/null", path},
		{"who-can", "*", path},
		{"who-can", "XEN_DOMCTL_*", "-f", "json", "--why", path},
		{"who-can", "*", "--module", "dummy", path},
	};
	fuzz_command(commands[fuzz_pick(data, size,
					sizeof commands / sizeof *commands)]);
	fuzz_close();
	return 0;
}
