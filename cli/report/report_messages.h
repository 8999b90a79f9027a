/* The manual page of messages. */
#ifndef REPORT_REPORT_MESSAGES_H
#define REPORT_REPORT_MESSAGES_H

#include <stddef.h>

#include "base/buffer.h"

struct message;

/*
 * Adds a manual page, mdoc(7): what each message means and what to do, by
 * severity and name.
 */
void report_messages(const struct message *const *messages, size_t count,
		     struct buffer *out);

#endif
