/* Site files through the compiler, the linter and the reports. */
#include "fuzz.h"

#include <stdlib.h>

enum { WORDS = 10 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const char *path = fuzz_open(data, size);
	const char *policy = getenv("FUZZ_BINARY");
	const char *const commands[][WORDS] = {
		{"policy", "plan", "-f", "json", path},
		{"policy", "plan", path},
		{"policy", "build", "-f", "conf", path},
		{"policy", "build", "-f", "cil", path},
		{"policy", "build", "-f", "te", path},
		{"registry", "validate", path},
		{"lint", "--site", path, "-o", "/dev/null", policy},
		{"lint", "--site", path, "-f", "json", "-o", "/dev/null",
		 policy},
		{"lint", "--site", path, "-f", "sarif", "-o", "/dev/null",
		 policy},
		{"who-can", "XEN_DOMCTL_*", "--site", path, policy},
	};
	fuzz_command(commands[fuzz_pick(data, size,
					sizeof commands / sizeof *commands)]);
	fuzz_close();
	return 0;
}
