/* Elements of XML as they are written, with ranges and conditions. */
#include "registry/registry.h"
#include "registry/registry_write_element.h"

void writer_escape(struct writer *writer, const char *text)
{
	buffer_add_entities(writer->out, text, "&<>\"");
}

void writer_start(struct writer *writer, const char *name)
{
	buffer_add_repeated(writer->out, ' ', 2 * (size_t)writer->depth);
	buffer_format(writer->out, "<%s", name);
}

void writer_attribute(struct writer *writer, const char *name,
		      const char *value)
{
	if (!value)
		return;
	buffer_format(writer->out, " %s=\"", name);
	writer_escape(writer, value);
	buffer_add_char(writer->out, '"');
}

void writer_conditions(struct writer *writer, const char *name,
		       struct span uses)
{
	const char *ids = NULL;
	for (unsigned i = 0; i < uses.count; i++) {
		const struct condition *row =
			registry_condition(writer->registry, uses, i);
		writer->used[row - writer->registry->conditions] = true;
		ids = ids ? arena_format(writer->arena, "%s %s", ids, row->id)
			  : row->id;
	}
	writer_attribute(writer, name, ids);
}

const char *writer_or_null(const char *text)
{
	return *text ? text : NULL;
}

void writer_number(struct writer *writer, const char *name, unsigned value)
{
	buffer_format(writer->out, " %s=\"%u\"", name, value);
}

void writer_end(struct writer *writer)
{
	buffer_add_string(writer->out, "/>\n");
}

void writer_open(struct writer *writer)
{
	buffer_add_string(writer->out, ">\n");
	writer->depth++;
}

void writer_close(struct writer *writer, const char *name)
{
	writer->depth--;
	buffer_add_repeated(writer->out, ' ', 2 * (size_t)writer->depth);
	buffer_format(writer->out, "</%s>\n", name);
}

/* A run of releases: open where nothing of the registry follows. */
static const char *run_shown(struct writer *writer, unsigned first,
			     unsigned last)
{
	const struct registry *registry = writer->registry;
	const struct release *releases = registry->releases;
	const char *from = first ? releases[first].name : "";
	const char *to = registry_ends_line(registry, last)
				 ? releases[last].line
				 : releases[last].name;
	if (last + 1 == registry->release_count)
		return arena_format(writer->arena, "%s..", from);
	if (first == last && !registry_ends_line(registry, last))
		return releases[first].name;
	return arena_format(writer->arena, "%s..%s", from, to);
}

const char *writer_set(struct writer *writer, const struct release_set *set)
{
	const char *text = "";
	unsigned count = writer->registry->release_count;
	for (unsigned i = 0; i < count; i++) {
		unsigned first = i;
		if (!release_set_has(set, i))
			continue;
		while (i + 1 < count && release_set_has(set, i + 1))
			i++;
		text = arena_format(writer->arena, "%s%s%s", text,
				    *text ? " " : "",
				    run_shown(writer, first, i));
	}
	return text;
}

void writer_range(struct writer *writer, const char *name,
		  const struct release_set *set, const struct release_set *from)
{
	struct release_set inner = release_set_and(set, from);
	if (!release_set_same(&inner, from))
		writer_attribute(writer, name, writer_set(writer, &inner));
}

bool writer_has(const struct release_set *set, const struct release_set *from)
{
	struct release_set inner = release_set_and(set, from);
	return !release_set_empty(&inner);
}

void writer_text(struct writer *writer, const char *name, const char *text)
{
	writer_start(writer, name);
	buffer_add_char(writer->out, '>');
	writer_escape(writer, text);
	buffer_format(writer->out, "</%s>\n", name);
}

void writer_named(struct writer *writer, const char *name,
		  const char *const names[], unsigned index)
{
	writer_attribute(writer, name, index ? names[index] : NULL);
}
