/* Elements of a site file, written. */
#include <string.h>

#include "base/buffer.h"
#include "base/wrap.h"
#include "site/site_model.h"
#include "site/site_write.h"

/* Lines of comments are not longer. */
enum { COMMENT_WIDTH = 78 };

/* A blank goes before it, or the whole string where it stands on a new line. */
static void add_attribute(struct buffer *out, const char *before,
			  const char *name, const char *value)
{
	if (!value)
		return;
	buffer_format(out, "%s%s=\"", before, name);
	buffer_add_entities(out, value, "&<>\"");
	buffer_add_char(out, '"');
}

void site_write_type(const struct site_type *type, struct buffer *out)
{
	const char *element = type->role ? "role" : "trusted";
	buffer_format(out, "  <%s", element);
	add_attribute(out, " ", "name", type->role);
	add_attribute(out, " ", "type", type->type);
	add_attribute(out, type->role ? "\n        " : "\n           ",
		      "reason", type->reason);
	buffer_add_string(out, "/>\n");
}

void site_write_waiver(const struct waiver *waiver, struct buffer *out)
{
	buffer_add_string(out, "  <accept");
	add_attribute(out, " ", "op", waiver->op);
	add_attribute(out, " ", "permission", waiver->permission);
	add_attribute(out, " ", "rule", waiver->rule);
	add_attribute(out, " ", "commit", waiver->commit);
	add_attribute(out, " ", "subject", waiver->subject);
	add_attribute(out, " ", "object", waiver->object);
	add_attribute(out, "\n          ", "reason", waiver->reason);
	add_attribute(out, " ", "until", waiver->until);
	add_attribute(out, " ", "by", waiver->by);
	buffer_add_string(out, "/>\n");
}

/* Two hyphens would end a comment, and so would one at its end. */
static void add_commented(struct buffer *out, const char *text)
{
	for (size_t i = 0; text[i]; i++) {
		if (text[i] == '-' && i && text[i - 1] == '-')
			buffer_add_char(out, ' ');
		buffer_add_char(out, text[i]);
	}
}

void site_write_comment(const char *text, int blanks, struct buffer *out)
{
	const size_t margin = (size_t)blanks + strlen("<!-- ");
	struct buffer line = BUFFER_INIT;
	buffer_format(&line, "%*s<!-- ", blanks, "");
	while (*text) {
		const size_t length = strcspn(text, "\n");
		struct arena arena = ARENA_INIT;
		const bool last = !text[length];
		add_commented(&line, arena_slice(&arena, text, length));
		buffer_add_string(&line, last ? " -->" : "");
		wrap_line(line.data, line.length, COMMENT_WIDTH, margin, out);
		buffer_clear(&line);
		buffer_format(&line, "%*s", (int)margin, "");
		text += length + !last;
		arena_release(&arena);
	}
	buffer_release(&line);
}
