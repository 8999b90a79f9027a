/*
 * The rows that the child process sends back, when it is not itself any more:
 * those of a real policy, in which the input overwrites bytes.
 */
#include "fuzz.h"

#include "policy/policy_rows.h"

/* Four bytes each: where, in two of them, what, and how much further. */
static void damage(struct buffer *rows, const uint8_t *data, size_t size)
{
	size_t at = 0;
	for (size_t i = 0; i + 4 <= size; i += 4) {
		at += (size_t)data[i] << 8 | data[i + 1];
		at += (size_t)data[i + 3] << 4;
		rows->data[at % rows->length] = (char)data[i + 2];
	}
	if (size % 4 == 1)
		rows->length -= data[size - 1] % rows->length;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena arena = ARENA_INIT;
	struct buffer rows = BUFFER_INIT;
	struct policy policy = {0};
	policy_pack(fuzz_policy(), &rows);
	damage(&rows, data, size);
	policy_unpack(&rows, 0, &arena, &policy);
	buffer_release(&rows);
	arena_release(&arena);
	return 0;
}
