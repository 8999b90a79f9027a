/* Images of the hypervisor: packed and plain, and what they tell. */
#include "fuzz.h"

#include "base/diags.h"
#include "image/image.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena arena = ARENA_INIT;
	struct diags diags = DIAGS_INIT;
	const char *path = fuzz_open(data, size);
	const struct xen_image *image = image_read(path, NULL, &arena, &diags);
	fuzz_assert(!image == (diags.errors > 0),
		    "an image that is refused has a message");
	fuzz_assert(!image || (image->arch && image->config),
		    "an image that is read tells what it is");
	fuzz_close();
	diags_release(&diags);
	arena_release(&arena);
	return 0;
}
