/* What a compiled policy says of classes and permissions that it lacks. */
#include <string.h>

#include "policy/policy.h"

enum { REJECTS = 2, ALLOWS = 4, NUMBER = 4 };

static size_t number_at(const struct buffer *binary, size_t offset)
{
	const unsigned char *bytes =
		(const unsigned char *)binary->data + offset;
	return bytes[0] | (size_t)bytes[1] << 8 | (size_t)bytes[2] << 16 |
	       (size_t)bytes[3] << 24;
}

/* Behind magic, the target's name with its length, and the version. */
bool policy_set_handle_unknown(struct buffer *binary,
			       enum handle_unknown handle_unknown)
{
	if (binary->length < 2 * NUMBER)
		return false;
	size_t config = 2 * NUMBER + number_at(binary, NUMBER) + NUMBER;
	if (config < NUMBER || config >= binary->length)
		return false;
	char *byte = &binary->data[config];
	*byte = (char)(*byte & ~(REJECTS | ALLOWS));
	if (handle_unknown == UNKNOWN_REJECT)
		*byte = (char)(*byte | REJECTS);
	if (handle_unknown == UNKNOWN_ALLOW)
		*byte = (char)(*byte | ALLOWS);
	return true;
}
