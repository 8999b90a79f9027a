/* What distinguishes contents, by libmd. */
#include <sys/types.h>

#include <sha256.h>

#include "source/source_digest.h"

const char *digest_sha256(const struct buffer *content, struct arena *arena)
{
	char *digits = arena_alloc(arena, SHA256_DIGEST_STRING_LENGTH, 1);
	return SHA256Data((const uint8_t *)content->data, content->length,
			  digits);
}
