/* Documents with a status section, and their update. */
#include "fuzz.h"

#include <string.h>

#include "page/page.h"

static bool update(const struct buffer *in, struct buffer *out)
{
	struct diags diags = DIAGS_INIT;
	const struct document_file file = {"input", buffer_string(in),
					   in->length};
	unsigned latest = registry_builtin.release_count - 1;
	const struct page_statement what = {&registry_builtin, latest, NULL};
	struct page_result result;
	bool done = page_update(&what, &file, &diags, &result, out);
	fuzz_assert(done == (diags.errors == 0),
		    "a document that is refused has a message");
	diags_release(&diags);
	return done;
}

/*
 * Words that damage has left may claim another mode once the list between
 * them is mended, so that it takes a second update; not a third.
 */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct buffer old = BUFFER_INIT, new = BUFFER_INIT;
	bool same = false;
	buffer_add(&old, (const char *)data, size);
	for (int i = 0; i < 3 && !same; i++) {
		buffer_clear(&new);
		if (!update(&old, &new)) {
			fuzz_assert(i == 0, "what was updated can be updated");
			same = true;
			break;
		}
		same = old.length ==
		       new.length &&memcmp(old.data, new.data, old.length) == 0;
		const struct buffer last = old;
		old = new;
		new = last;
	}
	fuzz_assert(same, "updates come to an end");
	buffer_release(&old);
	buffer_release(&new);
	return 0;
}
