/* Texts of tables that few commands read, by where they stand. */
#include "registry/registry_text.h"

#include <stdint.h>

const char *ref_text(struct text_ref ref)
{
	/* Of a registry that was read, it stands elsewhere in memory. */
	return ref.distance ? (const char *)((uintptr_t)registry_texts +
					     (uintptr_t)ref.distance)
			    : NULL;
}

struct text_ref ref_of_text(const char *text)
{
	struct text_ref ref = {0};
	if (text)
		ref.distance = (ptrdiff_t)((uintptr_t)text -
					   (uintptr_t)registry_texts);
	return ref;
}
