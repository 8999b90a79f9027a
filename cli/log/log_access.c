/* A line on an access: "avc:  denied  { ... } for ...", up to its class. */
#include <ctype.h>
#include <string.h>

#include "log/log_access.h"
#include "log/log_read.h"
#include "log/log_reader.h"

/* What an audit record has, and no line of Xen's. */
static const char *const foreign_fields[] = {"pid", "comm", "permissive"};
static const char *const foreign_words[] = {"audit(", "type=AVC", "type=1400",
					    "type=USER_AVC"};

bool access_is_audited(struct log_text before)
{
	for (size_t i = 0; i < sizeof foreign_words / sizeof *foreign_words;
	     i++)
		if (text_search(before, foreign_words[i]))
			return true;
	return false;
}

static bool is_foreign_field(struct log_text name)
{
	for (size_t i = 0; i < sizeof foreign_fields / sizeof *foreign_fields;
	     i++)
		if (log_text_is(name, foreign_fields[i]))
			return true;
	return false;
}

/* Takes the word and the blanks behind it. */
static bool take_word(struct log_text *text, const char *word)
{
	size_t length = strlen(word);
	if (text->length < length || memcmp(text->start, word, length) != 0)
		return false;
	*text = text_skip_blanks(text_from(*text, length));
	return true;
}

static bool is_name_byte(char byte)
{
	return isalnum((unsigned char)byte) || byte == '_';
}

static bool is_context_byte(char byte)
{
	return is_name_byte(byte) || (byte && strchr(".:,-", byte));
}

static struct log_text bytes_while(struct log_text text, bool (*is)(char byte))
{
	size_t length = 0;
	while (length < text.length && is(text.start[length]))
		length++;
	return (struct log_text){text.start, length};
}

static bool is_field_byte(char byte)
{
	return (unsigned char)byte > ' ' && byte != 0x7f;
}

/* user:role:type, and maybe a range. */
static bool is_context(struct log_text text)
{
	unsigned parts = 1;
	size_t length = 0;
	for (size_t i = 0; i < text.length; i++) {
		if (!is_context_byte(text.start[i]))
			return false;
		length++;
		if (text.start[i] != ':' || parts == 4)
			continue;
		if (length == 1)
			return false;
		parts++;
		length = 0;
	}
	return parts >= 3 && length;
}

static bool is_number(struct log_text text)
{
	for (size_t i = 0; i < text.length; i++)
		if (!isdigit((unsigned char)text.start[i]))
			return false;
	return text.length > 0;
}

/* "{ pause unpause }", or "null" where nothing was asked. */
static bool take_permissions(struct log_text *text, struct log_text *names)
{
	*names = (struct log_text){text->start, 4};
	if (take_word(text, "null"))
		return true;
	if (!take_word(text, "{"))
		return false;
	const char *end = memchr(text->start, '}', text->length);
	if (!end)
		return false;
	*names = (struct log_text){text->start, (size_t)(end - text->start)};
	bool any = false;
	for (size_t i = 0; i < names->length; i++) {
		any |= is_name_byte(names->start[i]);
		if (!is_name_byte(names->start[i]) &&
		    !byte_is_blank(names->start[i]))
			return false;
	}
	*text = text_skip_blanks(text_from(*text, names->length + 1));
	return any;
}

/* A field that is no label: one that is known by name is kept. */
static void keep_field(const struct log_reader *reader, struct log_text name,
		       struct log_text value, struct log_access *access)
{
	for (size_t i = 0; i < reader->grammar.field_count; i++)
		if (log_text_is(name, reader->grammar.fields[i])) {
			access->fields[i] = value;
			access->has |= 1U << i;
			return;
		}
}

/* A label: its field's name as context or as number, and where it goes. */
struct label {
	const char *context, *sid;
	struct log_text *value;
	bool *is_sid;
};

/* False: the field is none of the labels, or not a good one. */
static bool keep_label(const struct label labels[2], struct log_text name,
		       struct log_text value, bool *good)
{
	for (unsigned i = 0; i < 2; i++) {
		bool sid = log_text_is(name, labels[i].sid);
		if (!sid && !log_text_is(name, labels[i].context))
			continue;
		*labels[i].value = value;
		*labels[i].is_sid = sid;
		*good = sid ? is_number(value) : is_context(value);
		return true;
	}
	return false;
}

static enum access_reading damaged(const char **reason, const char *why)
{
	*reason = why;
	return ACCESS_DAMAGED;
}

static enum access_reading parse_fields(const struct log_reader *reader,
					struct log_text text,
					struct log_access *access,
					const char **reason)
{
	const struct label labels[2] = {
		{"scontext", "ssid", &access->source, &access->source_is_sid},
		{"tcontext", "tsid", &access->target, &access->target_is_sid},
	};
	while (text.length) {
		struct log_text name = bytes_while(text, is_name_byte);
		if (!name.length || name.length == text.length ||
		    text.start[name.length] != '=')
			return damaged(reason, "a field of it is cut");
		text = text_from(text, name.length + 1);
		if (log_text_is(name, "tclass")) {
			access->object_class = bytes_while(text, is_name_byte);
			text = text_from(text, access->object_class.length);
			return !access->object_class.length
				       ? damaged(reason, "its class is cut")
			       : text.length && is_field_byte(*text.start)
				       ? damaged(reason,
						 "another line stands in it")
			       : access->source.length && access->target.length
				       ? ACCESS_READ
				       : damaged(reason, "a label of it is "
							 "missing");
		}
		struct log_text value = bytes_while(text, is_field_byte);
		bool good = true;
		if (is_foreign_field(name)) {
			*reason = "it is another kernel's";
			return ACCESS_FOREIGN;
		}
		if (!keep_label(labels, name, value, &good))
			keep_field(reader, name, value, access);
		if (!good || !value.length)
			return damaged(reason, "a label of it is cut");
		text = text_skip_blanks(text_from(text, value.length));
	}
	return damaged(reason, "its end is missing");
}

enum access_reading access_parse(const struct log_reader *reader,
				 struct log_text text,
				 struct log_access *access, const char **reason)
{
	memset(access, 0, sizeof *access);
	if (!take_word(&text, "avc:"))
		return ACCESS_OTHER;
	if (!text.length)
		return damaged(reason, "its end is missing");
	access->denied = take_word(&text, "denied");
	if (!access->denied && !take_word(&text, "granted"))
		return ACCESS_OTHER;
	if (!take_permissions(&text, &access->permissions) ||
	    !take_word(&text, "for"))
		return damaged(reason, "its permissions are cut");
	return parse_fields(reader, text, access, reason);
}
