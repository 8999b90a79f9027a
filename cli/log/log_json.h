/* The message of a record of the journal, in JSON. */
#ifndef LOG_LOG_JSON_H
#define LOG_LOG_JSON_H

#include <stdbool.h>

#include "log/log_text.h"

struct log_reader;

/*
 * The message of a record in JSON, as journalctl writes it, unescaped in the
 * reader's buffer; false: the line is none, or has none.
 */
bool json_message(struct log_reader *reader, struct log_text line,
		  struct log_text *message);

#endif
