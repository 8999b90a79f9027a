/* What distinguishes contents.  For the files of source/ only. */
#ifndef SOURCE_SOURCE_DIGEST_H
#define SOURCE_SOURCE_DIGEST_H

#include "base/buffer.h"
#include "base/memory.h"

/* The SHA-256 of the bytes, as 64 hexadecimal digits; the arena's. */
const char *digest_sha256(const struct buffer *content, struct arena *arena);

#endif
