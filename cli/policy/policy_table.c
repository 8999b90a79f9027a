/* What the tables of symbols have in common. */
#include "base/text.h"
#include "policy/policy_image.h"
#include "policy/policy_reader.h"
#include "policy/policy_table.h"

#include <stdlib.h>
#include <string.h>

/* Rules have two bytes for a type or a class; the others have fewer. */
enum { VALUES_AT_MOST = 65535 };

bool policy_is_plain(const char *bytes, size_t length)
{
	for (size_t i = 0; i < length; i++)
		if (bytes[i] < ' ' || bytes[i] > '~')
			return false;
	return true;
}

bool table_open(struct reader *reader, const char *part, size_t record,
		struct symbol_table *table)
{
	struct image *image = &reader->image;
	image->part = part;
	*table = (struct symbol_table){.values = image_number(image)};
	table->rows = image_count(image, record);
	if (table->values > VALUES_AT_MOST)
		image_fail(image, "%u of them are more than any policy has",
			   table->values);
	if (image->error)
		return false;
	table->names =
		arena_alloc(reader->scratch, table->rows, sizeof *table->names);
	table->taken = arena_alloc(reader->scratch, table->values,
				   sizeof *table->taken);
	return true;
}

const char *table_name(struct reader *reader, struct symbol_table *table,
		       uint32_t length)
{
	const char *name = image_name(&reader->image, length);
	if (name)
		table->names[table->name_count++] = name;
	return name;
}

bool table_place(struct reader *reader, struct symbol_table *table,
		 uint32_t value, unsigned *index)
{
	*index = value - 1;
	if (value < 1 || value > table->values)
		return image_fail(&reader->image, "number %u of %u", value,
				  table->values);
	if (table->taken[*index])
		return image_fail(&reader->image, "number %u twice", value);
	table->taken[*index] = true;
	return true;
}

bool table_close(struct reader *reader, const struct symbol_table *table)
{
	if (table->name_count)
		qsort(table->names, table->name_count, sizeof *table->names,
		      text_compare_items);
	for (unsigned i = 1; i < table->name_count; i++)
		if (strcmp(table->names[i - 1], table->names[i]) == 0)
			return image_fail(&reader->image, "%s twice",
					  table->names[i]);
	return true;
}

unsigned *indices_new(struct reader *reader, size_t count)
{
	if (count > reader->indices_left) {
		image_fail(&reader->image, "its sets are too large");
		return NULL;
	}
	reader->indices_left -= count;
	return arena_alloc(reader->arena, count, sizeof(unsigned));
}

const char *text_keep(struct reader *reader, const struct buffer *text)
{
	if (text->length > reader->text_left) {
		image_fail(&reader->image, "texts of its names are too long");
		return NULL;
	}
	reader->text_left -= text->length;
	return arena_string(reader->arena, buffer_string(text));
}
