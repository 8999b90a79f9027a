/*
 * What stands in a line: the messages of Xen's in it, and whose words others
 * are.  A guest can write what it likes behind its own mark, "(d5) ": nothing
 * of that is taken for Xen's.
 */
#include <ctype.h>
#include <string.h>

#include "log/log_access.h"
#include "log/log_json.h"
#include "log/log_line.h"
#include "log/log_pattern.h"
#include "log/log_read.h"
#include "log/log_reader.h"

static const char xen_mark[] = "(XEN)";

/* The mark "(d5)" of a guest; NULL: there is none. */
static const char *find_guest(struct log_text text)
{
	const char *end = text.start + text.length;
	for (const char *at = text.start;
	     (at = text_search((struct log_text){at, (size_t)(end - at)},
			       "(d"));
	     at++) {
		const char *digit = at + 2;
		while (digit < end && isdigit((unsigned char)*digit))
			digit++;
		if (digit > at + 2 && digit < end && *digit == ')')
			return at;
	}
	return NULL;
}

static void emit(const struct log_reader *reader, enum log_event_kind kind,
		 struct log_text text, const char *reason)
{
	struct log_event event = {
		.kind = kind,
		.line = reader->line,
		.text = text,
		.reason = reason,
	};
	reader->handler(reader->context, &event);
}

/* Behind blanks and time stamps: "[   12.345678] ". */
static struct log_text skip_stamps(struct log_text text)
{
	text = text_skip_blanks(text);
	while (text.length && *text.start == '[') {
		const char *end = memchr(text.start, ']', text.length);
		if (!end)
			break;
		text = text_skip_blanks(
			text_from(text, (size_t)(end - text.start) + 1));
	}
	return text;
}

/* A line on an access, from "avc:" on; false: it is on something else. */
static bool read_access(const struct log_reader *reader, struct log_text text)
{
	struct log_event event = {.line = reader->line, .text = text};
	switch (access_parse(reader, text, &event.access, &event.reason)) {
	case ACCESS_READ:
		event.kind = LOG_EVENT_ACCESS;
		break;
	case ACCESS_DAMAGED:
		event.kind = LOG_EVENT_DAMAGED;
		break;
	case ACCESS_FOREIGN:
		event.kind = LOG_EVENT_FOREIGN;
		break;
	case ACCESS_OTHER:
		return false;
	}
	reader->handler(reader->context, &event);
	return true;
}

static bool starts_with(struct log_text text, const char *word)
{
	size_t length = strlen(word);
	return text.length >= length && memcmp(text.start, word, length) == 0;
}

/* Whether it names FLASK as what speaks. */
static bool is_flask(struct log_text text)
{
	return starts_with(text, "Flask:") || starts_with(text, "FLASK:");
}

/* What is left of a line on an access whose start is elsewhere, or lost. */
static bool is_remainder(struct log_text text)
{
	return text_search(text, " tclass=") || text_search(text, "tcontext=");
}

/* A message, from its first word on; marked: it is Xen's for certain. */
static void read_message(const struct log_reader *reader, struct log_text text,
			 bool marked)
{
	struct log_event event = {
		.kind = LOG_EVENT_LINE,
		.line = reader->line,
		.text = text,
	};
	const char *at = text_search(text, "avc:");
	if (at) {
		struct log_text before = {text.start,
					  (size_t)(at - text.start)};
		struct log_text access = text_from(text, before.length);
		if (access_is_audited(before)) {
			emit(reader, LOG_EVENT_FOREIGN, access,
			     "it is another kernel's");
			return;
		}
		if (find_guest(before)) {
			emit(reader, LOG_EVENT_FOREIGN, access,
			     "a guest wrote it");
			return;
		}
		if (read_access(reader, access))
			return;
	}
	if (patterns_match(reader, text, &event))
		reader->handler(reader->context, &event);
	else if (marked && is_flask(text) && !find_guest(text))
		emit(reader, LOG_EVENT_DAMAGED, text,
		     "no release writes such a line");
	else if (is_remainder(text) && !access_is_audited(text) &&
		 !find_guest(text))
		emit(reader, LOG_EVENT_DAMAGED, text, "its start is missing");
}

/* Where a message may begin in a line without the mark. */
static struct log_text find_message(struct log_text line)
{
	static const char *const heads[] = {
		"Flask:", "FLASK:", "flask:", "Xen version "};
	for (size_t i = 0; i < sizeof heads / sizeof *heads; i++) {
		const char *at = text_search(line, heads[i]);
		if (at)
			return text_from(line, (size_t)(at - line.start));
	}
	return skip_stamps(line);
}

/* A line without Xen's mark: cut at the start, or stripped of it. */
static void read_unmarked(const struct log_reader *reader, struct log_text line)
{
	const char *avc = text_search(line, "avc:");
	/* What a guest writes counts as little where it has no mark at all. */
	if (!avc && find_guest(line))
		return;
	read_message(reader, avc ? line : find_message(line), false);
}

/*
 * Messages of Xen's that stand in a guest's line are maybe two lines in one,
 * and maybe what the guest wrote.
 */
static void read_mixed(const struct log_reader *reader, struct log_text line)
{
	const char *avc = text_search(line, "avc:");
	if (avc)
		emit(reader, LOG_EVENT_DAMAGED,
		     text_from(line, (size_t)(avc - line.start)),
		     "it stands in a guest's line");
}

static void read_plain(struct log_reader *reader, struct log_text line)
{
	const char *mark = text_search(line, xen_mark);
	if (!mark) {
		read_unmarked(reader, line);
		return;
	}
	reader->marked++;
	struct log_text before = {line.start, (size_t)(mark - line.start)};
	if (before.length && find_guest(before)) {
		read_mixed(reader, line);
		return;
	}
	/* What was cut where Xen began a new line. */
	if (before.length &&
	    (text_search(before, "avc:") || is_remainder(before)))
		read_unmarked(reader, before);
	while (mark) {
		struct log_text rest = text_from(
			line, (size_t)(mark - line.start) + strlen(xen_mark));
		mark = text_search(rest, xen_mark);
		struct log_text message = rest;
		if (mark)
			message.length = (size_t)(mark - rest.start);
		read_message(reader, skip_stamps(message), true);
	}
}

void line_read(struct log_reader *reader, struct log_text line)
{
	struct log_text message;
	if (line.length && line.start[line.length - 1] == '\r')
		line.length--;
	if (!json_message(reader, line, &message)) {
		read_plain(reader, line);
		return;
	}
	while (message.length) {
		const char *end = memchr(message.start, '\n', message.length);
		struct log_text one = message;
		if (end)
			one.length = (size_t)(end - message.start);
		read_plain(reader, one);
		message = text_from(message, one.length + (end != NULL));
	}
}
