#include "fuzz.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#include "source/source.h"

static int descriptor = -1;
static char path[64];
static struct arena policy_arena = ARENA_INIT;

const char *fuzz_open(const uint8_t *data, size_t size)
{
	descriptor = memfd_create("input", MFD_CLOEXEC);
	if (descriptor < 0 || write(descriptor, data, size) != (ssize_t)size ||
	    lseek(descriptor, 0, SEEK_SET) != 0) {
		perror("memfd_create");
		exit(1);
	}
	snprintf(path, sizeof path, "/proc/self/fd/%d", descriptor);
	return path;
}

void fuzz_close(void)
{
	close(descriptor);
}

const struct policy *fuzz_policy(void)
{
	static const struct policy *policy;
	struct diags diags = DIAGS_INIT;
	const char *name = getenv("FUZZ_POLICY");
	if (!policy)
		policy = source_read(name ? name : "", &policy_arena, &diags);
	if (!policy) {
		fprintf(stderr, "FUZZ_POLICY must name a policy\n");
		exit(1);
	}
	diags_release(&diags);
	return policy;
}

size_t fuzz_pick(const uint8_t *data, size_t size, size_t count)
{
	enum { TIMES = 31 };
	size_t sum = size;
	for (size_t i = 0; i < size; i++)
		sum = sum * TIMES + data[i];
	return sum % count;
}

void fuzz_assert(int holds, const char *property)
{
	if (holds)
		return;
	fprintf(stderr, "does not hold: %s\n", property);
	abort();
}
