/* Object classes, and the sets of permissions that several may have. */
#include "policy/policy_class.h"
#include "policy/policy_constraint.h"
#include "policy/policy_parse.h"
#include "policy/policy_reader.h"
#include "policy/policy_table.h"

#include <stdlib.h>
#include <string.h>

enum { PERMISSIONS = 32 };

/* A "common" of policy.conf. */
struct common {
	const char *name;
	const char *permissions[PERMISSIONS];
};

static bool read_permission(struct reader *reader, uint32_t values,
			    const char *permissions[])
{
	struct image *image = &reader->image;
	uint32_t length = image_number(image);
	uint32_t value = image_number(image);
	const char *name = image_name(image, length);
	if (!name)
		return false;
	if (value < 1 || value > values)
		return image_fail(image, "permission %s has number %u of %u",
				  name, value, values);
	for (unsigned i = 0; i < PERMISSIONS; i++)
		if (permissions[i] && strcmp(permissions[i], name) == 0)
			return image_fail(image, "permission %s twice", name);
	if (permissions[value - 1])
		return image_fail(image, "permissions %s and %s are number %u",
				  permissions[value - 1], name, value);
	permissions[value - 1] = name;
	return true;
}

/* How many permissions there are to read, and numbers for them. */
struct permissions {
	uint32_t values, rows;
};

static struct permissions read_counts(struct reader *reader)
{
	struct permissions counts;
	counts.values = image_number(&reader->image);
	counts.rows = image_number(&reader->image);
	return counts;
}

static bool read_permissions(struct reader *reader, struct permissions counts,
			     const char *permissions[])
{
	if (counts.values > PERMISSIONS)
		return image_fail(
			&reader->image,
			"a class has %u permissions, at most 32 can be",
			counts.values);
	for (uint32_t i = 0; i < counts.rows; i++)
		if (!read_permission(reader, counts.values, permissions))
			return false;
	return true;
}

static int compare_commons(const void *a, const void *b)
{
	const struct common *x = a, *y = b;
	return strcmp(x->name, y->name);
}

bool commons_read(struct reader *reader)
{
	struct image *image = &reader->image;
	struct symbol_table table;
	if (!table_open(reader, "common permissions", 16, &table))
		return false;
	struct common *rows =
		arena_alloc(reader->scratch, table.rows, sizeof *rows);
	for (unsigned i = 0; i < table.rows; i++) {
		uint32_t length = image_number(image);
		uint32_t value = image_number(image);
		struct permissions counts = read_counts(reader);
		unsigned index;
		rows[i].name = table_name(reader, &table, length);
		if (!rows[i].name ||
		    !table_place(reader, &table, value, &index) ||
		    !read_permissions(reader, counts, rows[i].permissions))
			return false;
	}
	if (table.rows)
		qsort(rows, table.rows, sizeof *rows, compare_commons);
	reader->commons = rows;
	reader->common_count = table.rows;
	return table_close(reader, &table);
}

/* The permissions of a common are the first ones of the class. */
static bool inherit(struct reader *reader, uint32_t length,
		    const char *permissions[])
{
	struct common key = {.name = image_name(&reader->image, length)};
	if (!key.name)
		return false;
	const struct common *common =
		reader->common_count
			? bsearch(&key, reader->commons, reader->common_count,
				  sizeof key, compare_commons)
			: NULL;
	if (!common)
		return image_fail(&reader->image, "there is no common %s",
				  key.name);
	memcpy(permissions, common->permissions, sizeof common->permissions);
	return true;
}

/* Which part of a new object's context comes from whom. */
static void read_defaults(struct reader *reader, const char *name,
			  unsigned count)
{
	uint32_t any = 0;
	for (unsigned i = 0; i < count; i++)
		any |= image_number(&reader->image);
	if (any)
		part_found(reader, PART_DEFAULTS, name);
}

static bool read_class(struct reader *reader, struct symbol_table *table)
{
	struct image *image = &reader->image;
	unsigned version = reader->policy->version;
	uint32_t length = image_number(image);
	uint32_t common_length = image_number(image);
	uint32_t value = image_number(image);
	struct permissions counts = read_counts(reader);
	uint32_t constraints = image_number(image);
	const char *name = table_name(reader, table, length);
	unsigned index;
	if (!name || !table_place(reader, table, value, &index))
		return false;
	struct policy_class *row = &reader->classes[index];
	row->name = name;
	if (common_length) {
		if (!inherit(reader, common_length, row->permissions))
			return false;
		part_found(reader, PART_COMMONS, name);
	}
	if (!read_permissions(reader, counts, row->permissions))
		return false;
	for (unsigned bit = 0; bit < PERMISSIONS; bit++)
		if (row->permissions[bit])
			row->permission_count = bit + 1;
	if (!constraints_read(reader, index, constraints, false))
		return false;
	if (version >= VERSION_MLS &&
	    !constraints_read(reader, index, image_number(image), true))
		return false;
	if (version >= VERSION_DEFAULTS)
		read_defaults(reader, name,
			      version >= VERSION_DEFAULT_TYPES ? 4 : 3);
	return !image->error;
}

bool classes_read(struct reader *reader)
{
	struct policy *policy = reader->policy;
	struct symbol_table table;
	if (!table_open(reader, "classes", 24, &table))
		return false;
	reader->classes = arena_alloc(reader->arena, table.values,
				      sizeof *reader->classes);
	for (unsigned i = 0; i < table.rows; i++)
		if (!read_class(reader, &table))
			return false;
	policy->classes = reader->classes;
	policy->class_count = table.values;
	return table_close(reader, &table);
}

uint32_t class_permissions(const struct policy_class *row)
{
	uint32_t permissions = 0;
	for (unsigned bit = 0; bit < row->permission_count; bit++)
		if (row->permissions[bit])
			permissions |= UINT32_C(1) << bit;
	return permissions;
}
