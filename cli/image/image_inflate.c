/* What gzip has packed, by zlib, piece by piece up to a limit. */
#include "image/image_inflate.h"

#include <string.h>
#include <zlib.h>

#include "base/buffer.h"

enum {
	WINDOW_GZIP = 31, /* the largest window, and a header of gzip's */
	PIECE = 64 * 1024,
};

static const char start[] = "\x1f\x8b\x08";

bool image_is_packed(const char *bytes, size_t length)
{
	return length > strlen(start) &&
	       memcmp(bytes, start, strlen(start)) == 0;
}

static const char *words_of(int status)
{
	if (status == Z_BUF_ERROR || status == Z_OK)
		return "what gzip packed is cut off";
	return "what gzip packed is damaged";
}

/* Whether its end was reached: Z_STREAM_END, or how it stopped before. */
static int inflate_all(z_stream *stream, size_t limit, struct buffer *content)
{
	int status = Z_OK;
	while (status == Z_OK && content->length <= limit) {
		stream->next_out =
			(unsigned char *)buffer_reserve(content, PIECE);
		stream->avail_out = PIECE;
		status = inflate(stream, Z_NO_FLUSH);
		content->length += PIECE - stream->avail_out;
	}
	buffer_add(content, "", 0);
	return status;
}

const char *image_inflate(const char *bytes, size_t length, size_t limit,
			  struct buffer *content, size_t *used)
{
	z_stream stream = {.avail_in = (unsigned)length};
	memcpy(&stream.next_in, &bytes, sizeof bytes);
	const size_t before = content->length;
	if (length != stream.avail_in)
		return "too much is packed";
	if (inflateInit2(&stream, WINDOW_GZIP) != Z_OK)
		return "zlib does not begin";
	const int status = inflate_all(&stream, before + limit, content);
	*used = length - stream.avail_in;
	inflateEnd(&stream);
	if (content->length > before + limit)
		return "too much is packed";
	return status == Z_STREAM_END ? NULL : words_of(status);
}
