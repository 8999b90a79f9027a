/* Roles, types, users, booleans; MLS sensitivities and categories. */
#include "policy/policy_context.h"
#include "policy/policy_parse.h"
#include "policy/policy_reader.h"
#include "policy/policy_symbol.h"
#include "policy/policy_table.h"

#include <string.h>

static const char object_r[] = "object_r"; /* always the first role */

/* The words of four bytes that a role's or a user's row begins with. */
static size_t words_of(const struct reader *reader)
{
	return reader->policy->version >= VERSION_ATTRIBUTE_NAMES ? 3 : 2;
}

/* Their bound says nothing of what they may, but they must keep within it. */
struct head {
	uint32_t length, value, bound;
};

static struct head read_head(struct reader *reader)
{
	struct head head = {0};
	head.length = image_number(&reader->image);
	head.value = image_number(&reader->image);
	if (words_of(reader) > 2)
		head.bound = image_number(&reader->image);
	return head;
}

static bool keep_head(struct reader *reader, const struct symbol_table *table,
		      const struct head *head, unsigned index, uint32_t *bounds)
{
	bounds[index] = head->bound;
	return head->bound <= table->values ||
	       image_fail(&reader->image, "number %u is bounded by number %u",
			  head->value, head->bound);
}

/* --- Roles ------------------------------------------------------------- */

/* Each role dominates itself in what compilers write, and seldom others. */
static bool read_role(struct reader *reader, struct symbol_table *table)
{
	struct image *image = &reader->image;
	struct head head = read_head(reader);
	const char *name = table_name(reader, table, head.length);
	struct bitmap dominated, types;
	unsigned index;
	if (!name || !image_bitmap(image, table->values, &dominated) ||
	    !image_bitmap(image, UINT32_MAX, &types) ||
	    !table_place(reader, table, head.value, &index) ||
	    !keep_head(reader, table, &head, index, reader->role_bounds))
		return false;
	if ((index == 0) != (strcmp(name, object_r) == 0))
		return image_fail(image, "%s is number %u", name, head.value);
	struct policy_role *row = &reader->roles[index];
	row->name = name;
	struct bitmap_walk walk = {.left = dominated};
	unsigned *indices = indices_new(reader, bitmap_size(&dominated));
	if (!indices)
		return false;
	for (unsigned role; bitmap_next(&walk, &role);)
		indices[row->dominated_count++] = role;
	row->dominated = indices;
	reader->role_types[index] = types;
	return true;
}

bool roles_read(struct reader *reader)
{
	struct policy *policy = reader->policy;
	struct symbol_table table;
	if (!table_open(reader, "roles", 4 * words_of(reader), &table))
		return false;
	if (table.values == 0)
		return image_fail(&reader->image, "there is no %s", object_r);
	reader->roles =
		arena_alloc(reader->arena, table.values, sizeof *reader->roles);
	reader->role_types = arena_alloc(reader->scratch, table.values,
					 sizeof *reader->role_types);
	reader->role_bounds = arena_alloc(reader->scratch, table.values,
					  sizeof *reader->role_bounds);
	reader->roles[0].name = object_r;
	for (unsigned i = 0; i < table.rows; i++)
		if (!read_role(reader, &table))
			return false;
	for (unsigned i = 0; i < table.values; i++)
		if (!reader->roles[i].name)
			reader->roles[i].name =
				arena_format(reader->arena, "@role%u", i + 1);
	policy->roles = reader->roles;
	policy->role_count = table.values;
	return table_close(reader, &table);
}

/* Whatever a binary says of object_r, a Xen does not ask. */
static void fill_object_r(struct reader *reader)
{
	unsigned count = reader->policy->type_count;
	unsigned *types = arena_alloc(reader->arena, count, sizeof *types);
	struct policy_role *row = &reader->roles[0];
	for (unsigned i = 0; i < count; i++)
		if (!reader->types[i].attribute)
			types[row->type_count++] = i;
	row->types = types;
}

bool roles_resolve(struct reader *reader)
{
	const struct policy *policy = reader->policy;
	fill_object_r(reader);
	for (unsigned i = 1; i < policy->role_count; i++) {
		struct bitmap *bitmap = &reader->role_types[i];
		struct bitmap_walk walk = {.left = *bitmap};
		struct policy_role *row = &reader->roles[i];
		if (!image_bitmap_within(&reader->image, bitmap,
					 policy->type_count))
			return false;
		unsigned *types = indices_new(reader, bitmap_size(bitmap));
		if (!types)
			return false;
		for (unsigned type; bitmap_next(&walk, &type);)
			if (!reader->types[type].attribute)
				types[row->type_count++] = type;
		row->types = types;
	}
	return true;
}

/* --- Aliases ----------------------------------------------------------- */

/* Of what there is not: a Xen finds the name, and then nothing by it. */
static void keep_alias(struct reader *reader, const struct symbol_table *table,
		       enum policy_alias_kind kind, const char *name,
		       uint32_t value)
{
	if (value >= 1 && value <= table->values)
		*list_push(&reader->aliases, reader->arena) =
			(struct policy_alias){kind, name, value - 1};
}

/* --- Types ------------------------------------------------------------- */

static bool keep_bound(struct reader *reader, const struct symbol_table *table,
		       unsigned type, uint32_t bound)
{
	if (bound > table->values)
		return image_fail(&reader->image, "%s is bounded by number %u",
				  reader->types[type].name, bound);
	if (!reader->bounds) {
		reader->bounds = arena_alloc(reader->arena, table->values,
					     sizeof *reader->bounds);
		for (unsigned i = 0; i < table->values; i++)
			reader->bounds[i] = POLICY_UNBOUNDED;
	}
	reader->bounds[type] = bound - 1;
	return true;
}

static bool read_type(struct reader *reader, struct symbol_table *table)
{
	enum { PRIMARY = 1, ATTRIBUTE = 2 };
	struct image *image = &reader->image;
	bool old = reader->policy->version < VERSION_ATTRIBUTE_NAMES;
	uint32_t length = image_number(image);
	uint32_t value = image_number(image);
	uint32_t properties = image_number(image);
	uint32_t bound = old ? 0 : image_number(image);
	const char *name = table_name(reader, table, length);
	unsigned index;
	if (!name)
		return false;
	if (old ? !properties : !(properties & PRIMARY)) {
		keep_alias(reader, table, ALIAS_TYPE, name, value);
		return true;
	}
	if (!table_place(reader, table, value, &index))
		return false;
	reader->types[index].name = name;
	reader->types[index].attribute = !old && (properties & ATTRIBUTE);
	return bound == 0 || keep_bound(reader, table, index, bound);
}

/* What is bounded by an attribute or in too long a row, a Xen refuses. */
static bool check_bounds(struct reader *reader)
{
	enum { DEEPEST = 4 };
	const unsigned *bounds = reader->policy->bounds;
	for (unsigned i = 0; bounds && i < reader->policy->type_count; i++) {
		unsigned depth = 0;
		for (unsigned type = i; bounds[type] != POLICY_UNBOUNDED;) {
			type = bounds[type];
			if (reader->types[type].attribute || ++depth == DEEPEST)
				return image_fail(
					&reader->image,
					"%s is bounded by an attribute, or "
					"too deep",
					reader->types[i].name);
		}
	}
	return true;
}

bool types_read(struct reader *reader)
{
	struct policy *policy = reader->policy;
	struct symbol_table table;
	if (!table_open(reader, "types", 4 * (words_of(reader) + 1), &table))
		return false;
	reader->types =
		arena_alloc(reader->arena, table.values, sizeof *reader->types);
	for (unsigned i = 0; i < table.rows; i++)
		if (!read_type(reader, &table))
			return false;
	/* Old binaries have attributes' members, but not their names. */
	for (unsigned i = 0; i < table.values; i++) {
		struct policy_type *row = &reader->types[i];
		row->permissive = bitmap_has(&reader->permissive, i + 1);
		if (row->name)
			continue;
		row->name = arena_format(reader->arena, "@attr%u", i + 1);
		row->attribute = true;
	}
	policy->types = reader->types;
	policy->type_count = table.values;
	policy->bounds = reader->bounds;
	return table_close(reader, &table) && check_bounds(reader) &&
	       image_bitmap_within(&reader->image, &reader->permissive,
				   table.values + 1);
}

/* --- Users ------------------------------------------------------------- */

/* A level's sensitivity and categories; of users they do not matter. */
static bool skip_level(struct image *image)
{
	struct bitmap categories;
	image_number(image);
	return image_bitmap(image, UINT32_MAX, &categories);
}

static bool read_user(struct reader *reader, struct symbol_table *table,
		      struct policy_user *rows)
{
	struct image *image = &reader->image;
	struct head head = read_head(reader);
	const char *name = table_name(reader, table, head.length);
	struct bitmap roles;
	struct range range = {{{0}}};
	unsigned index;
	if (!name || !image_bitmap(image, reader->policy->role_count, &roles))
		return false;
	if (reader->policy->version >= VERSION_MLS &&
	    (!range_read(reader, &range) || !skip_level(image)))
		return false;
	if (!table_place(reader, table, head.value, &index) ||
	    !keep_head(reader, table, &head, index, reader->user_bounds))
		return false;
	reader->user_ranges[index] = range;
	struct bitmap_walk walk = {.left = roles};
	unsigned *indices = indices_new(reader, bitmap_size(&roles) + 1);
	unsigned count = 1; /* object_r */
	if (!indices)
		return false;
	for (unsigned role; bitmap_next(&walk, &role);)
		if (role > 0)
			indices[count++] = role;
	rows[index] = (struct policy_user){
		.name = name, .roles = indices, .role_count = count};
	return true;
}

bool users_read(struct reader *reader)
{
	struct policy *policy = reader->policy;
	struct symbol_table table;
	if (!table_open(reader, "users", 4 * words_of(reader), &table))
		return false;
	struct policy_user *rows =
		arena_alloc(reader->arena, table.values, sizeof *rows);
	reader->user_bounds = arena_alloc(reader->scratch, table.values,
					  sizeof *reader->user_bounds);
	reader->user_ranges = arena_alloc(reader->scratch, table.values,
					  sizeof *reader->user_ranges);
	for (unsigned i = 0; i < table.rows; i++)
		if (!read_user(reader, &table, rows))
			return false;
	for (unsigned i = 0; i < table.values; i++)
		if (!rows[i].name)
			rows[i].name =
				arena_format(reader->arena, "@user%u", i + 1);
	policy->users = reader->users = rows;
	policy->user_count = table.values;
	return table_close(reader, &table);
}

/* --- Bounds ------------------------------------------------------------ */

/* What someone has: a sorted row of indices. */
struct had {
	const unsigned *items;
	unsigned count;
};

static struct had had_by(const struct policy *policy, enum policy_part part,
			 unsigned index)
{
	if (part == PART_ROLE_BOUNDS)
		return (struct had){policy->roles[index].types,
				    policy->roles[index].type_count};
	return (struct had){policy->users[index].roles,
			    policy->users[index].role_count};
}

static bool has_all(struct had all, struct had some)
{
	for (unsigned i = 0, j = 0; i < some.count; i++) {
		while (j < all.count && all.items[j] < some.items[i])
			j++;
		if (j == all.count || all.items[j] != some.items[i])
			return false;
	}
	return true;
}

/* Whether it keeps within its bounds, and these come to an end. */
static bool is_within(const struct policy *policy, enum policy_part part,
		      const uint32_t *bounds, unsigned index)
{
	enum { DEEPEST = 4 };
	unsigned depth = 0;
	const struct had own = had_by(policy, part, index);
	for (uint32_t bound = bounds[index]; bound; bound = bounds[bound - 1])
		if (++depth == DEEPEST ||
		    !has_all(had_by(policy, part, bound - 1), own))
			return false;
	return true;
}

void bounds_compare(struct reader *reader)
{
	const struct policy *policy = reader->policy;
	for (unsigned i = 0; i < policy->role_count; i++)
		if (!is_within(policy, PART_ROLE_BOUNDS, reader->role_bounds,
			       i))
			part_found(reader, PART_ROLE_BOUNDS,
				   policy->roles[i].name);
	for (unsigned i = 0; i < policy->user_count; i++)
		if (!is_within(policy, PART_USER_BOUNDS, reader->user_bounds,
			       i))
			part_found(reader, PART_USER_BOUNDS,
				   policy->users[i].name);
}

/* --- Booleans ---------------------------------------------------------- */

bool booleans_read(struct reader *reader)
{
	struct policy *policy = reader->policy;
	struct image *image = &reader->image;
	struct symbol_table table;
	if (!table_open(reader, "booleans", 12, &table))
		return false;
	struct policy_boolean *rows =
		arena_alloc(reader->arena, table.values, sizeof *rows);
	for (unsigned i = 0; i < table.rows; i++) {
		uint32_t value = image_number(image);
		uint32_t state = image_number(image);
		const char *name =
			table_name(reader, &table, image_number(image));
		unsigned index;
		if (!name || !table_place(reader, &table, value, &index))
			return false;
		if (state > 1)
			return image_fail(image, "%s is %u, not 0 or 1", name,
					  state);
		rows[index] = (struct policy_boolean){name, state == 1};
	}
	for (unsigned i = 0; i < table.values; i++)
		if (!rows[i].name)
			rows[i].name =
				arena_format(reader->arena, "@bool%u", i + 1);
	policy->booleans = rows;
	policy->boolean_count = table.values;
	return table_close(reader, &table);
}

/* --- Levels ------------------------------------------------------------ */

bool sensitivities_read(struct reader *reader)
{
	struct image *image = &reader->image;
	struct symbol_table table;
	if (!table_open(reader, "sensitivities", 8, &table))
		return false;
	reader->sensitivities = arena_alloc(reader->scratch, table.values,
					    sizeof *reader->sensitivities);
	reader->level_categories = arena_alloc(reader->scratch, table.values,
					       sizeof(struct bitmap));
	reader->sensitivity_count = table.values;
	for (unsigned i = 0; i < table.rows; i++) {
		uint32_t length = image_number(image);
		bool alias = image_number(image) != 0;
		const char *name = table_name(reader, &table, length);
		uint32_t value = image_number(image);
		struct bitmap categories;
		unsigned index;
		if (!name || !image_bitmap(image, UINT32_MAX, &categories))
			return false;
		if (alias) {
			keep_alias(reader, &table, ALIAS_SENSITIVITY, name,
				   value);
			continue;
		}
		if (!table_place(reader, &table, value, &index))
			return false;
		reader->sensitivities[index] = name;
		reader->level_categories[index] = categories;
	}
	return table_close(reader, &table);
}

bool categories_read(struct reader *reader)
{
	struct image *image = &reader->image;
	struct symbol_table table;
	if (!table_open(reader, "categories", 12, &table))
		return false;
	reader->categories = arena_alloc(reader->arena, table.values,
					 sizeof *reader->categories);
	reader->category_count = table.values;
	for (unsigned i = 0; i < table.rows; i++) {
		uint32_t length = image_number(image);
		uint32_t value = image_number(image);
		bool alias = image_number(image) != 0;
		const char *name = table_name(reader, &table, length);
		unsigned index;
		if (!name)
			return false;
		if (alias) {
			keep_alias(reader, &table, ALIAS_CATEGORY, name, value);
			continue;
		}
		if (!table_place(reader, &table, value, &index))
			return false;
		reader->categories[index] = name;
	}
	return table_close(reader, &table);
}
