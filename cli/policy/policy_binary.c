/* A binary policy: its head, and its parts in their order. */
#include "policy/policy_binary.h"
#include "policy/policy_class.h"
#include "policy/policy_condition.h"
#include "policy/policy_constraint.h"
#include "policy/policy_context.h"
#include "policy/policy_level.h"
#include "policy/policy_parse.h"
#include "policy/policy_reader.h"
#include "policy/policy_rule.h"
#include "policy/policy_sort.h"
#include "policy/policy_symbol.h"
#include "policy/policy_table.h"

#include <stdlib.h>
#include <string.h>

enum {
	MAGIC_SIZE = 4,
	TARGET_AT_MOST = 32,
	CONFIG_MLS = 1,
	CONFIG_REJECT = 2,
	CONFIG_ALLOW = 4,
	/*
	 * Texts are made of names, which may stand in them again and again,
	 * and sets are made of bits: far more than policies have.
	 */
	TEXT_PER_BYTE = 4,
	TEXT_AT_LEAST = 1024 * 1024,
	INDICES_PER_BYTE = 2,
	INDICES_AT_LEAST = 4 * 1024 * 1024
};

/* --- Head -------------------------------------------------------------- */

/* Why this is no policy to read, though it need not be damaged. */
__attribute__((format(printf, 2, 3))) static bool refuse(struct reader *reader,
							 const char *format,
							 ...)
{
	va_list arguments;
	va_start(arguments, format);
	if (!reader->image.error)
		reader->image.error =
			arena_vformat(reader->arena, format, arguments);
	va_end(arguments);
	return false;
}

/* "XenFlask", or "SE Linux", which a Xen takes as well. */
static bool read_target(struct reader *reader)
{
	struct image *image = &reader->image;
	image_take(image, MAGIC_SIZE);
	uint32_t length = image_number(image);
	if (length > TARGET_AT_MOST)
		return image_fail(image, "%u bytes for the target's name",
				  length);
	const char *name = image_name(image, length);
	if (!name)
		return false;
	reader->policy->target_xen = strcmp(name, "XenFlask") == 0;
	return reader->policy->target_xen || strcmp(name, "SE Linux") == 0 ||
	       refuse(reader,
		      "its target is neither XenFlask nor SE Linux, but %s",
		      name);
}

/* Of the target XenFlask, compilers write and a Xen reads two versions. */
static bool check_version(struct reader *reader)
{
	unsigned version = reader->policy->version;
	if (version < VERSION_FIRST || version > VERSION_LAST)
		return refuse(reader, "it has version %u, not one of %u to %u",
			      version, VERSION_FIRST, VERSION_LAST);
	if (reader->policy->target_xen && version != VERSION_ATTRIBUTE_NAMES &&
	    version != VERSION_XEN_DEVICES)
		return refuse(reader,
			      "it has version %u, but the target XenFlask has "
			      "only %u and %u",
			      version, VERSION_ATTRIBUTE_NAMES,
			      VERSION_XEN_DEVICES);
	return true;
}

static bool read_config(struct reader *reader)
{
	struct policy *policy = reader->policy;
	uint32_t config = image_number(&reader->image);
	bool rejects = config & CONFIG_REJECT, allows = config & CONFIG_ALLOW;
	policy->mls = config & CONFIG_MLS;
	policy->handle_unknown = allows	   ? UNKNOWN_ALLOW
				 : rejects ? UNKNOWN_REJECT
					   : UNKNOWN_DENY;
	if (rejects && allows)
		return image_fail(&reader->image,
				  "what is unknown is both rejected and "
				  "allowed");
	if (policy->mls && policy->version < VERSION_MLS)
		return image_fail(&reader->image,
				  "version %u has MLS, before there was any",
				  policy->version);
	return true;
}

/* How many tables of symbols and kinds of labelled objects there must be. */
static unsigned tables_of(const struct policy *policy)
{
	return policy->version < VERSION_BOOLEANS ? 5
	       : policy->version < VERSION_MLS	  ? 6
						  : 8;
}

static unsigned kinds_of(const struct policy *policy)
{
	if (policy->target_xen)
		return policy->version < VERSION_XEN_DEVICES ? 5 : 6;
	return policy->version < VERSION_NODES_6      ? 6
	       : policy->version < VERSION_INFINIBAND ? 7
						      : 9;
}

/*
 * Kinds that a Xen wants of the target SE Linux: those of the compilers that
 * it had of its own once, and of the last version those of Linux.
 */
static unsigned old_kinds_of(const struct policy *policy)
{
	return policy->version < VERSION_NODES_6	   ? 4
	       : policy->version < VERSION_ATTRIBUTE_NAMES ? 5
							   : kinds_of(policy);
}

static bool check_tables(struct reader *reader, uint32_t tables, uint32_t kinds)
{
	const struct policy *policy = reader->policy;
	unsigned old =
		policy->target_xen ? kinds_of(policy) : old_kinds_of(policy);
	reader->kinds = kinds;
	if (tables != tables_of(policy) ||
	    (kinds != kinds_of(policy) && kinds != old))
		return image_fail(&reader->image,
				  "%u and %u tables, where version %u has %u "
				  "and %u",
				  tables, kinds, policy->version,
				  tables_of(policy), kinds_of(policy));
	if (kinds != old)
		part_found(reader, PART_TABLES,
			   arena_format(reader->arena,
					"%u and %u, not %u and "
					"%u",
					tables, kinds, tables, old));
	return true;
}

static bool read_capabilities(struct reader *reader)
{
	struct bitmap capabilities;
	if (!image_bitmap(&reader->image, UINT32_MAX, &capabilities))
		return false;
	if (bitmap_size(&capabilities))
		part_found(reader, PART_CAPABILITIES, NULL);
	return true;
}

static bool read_head(struct reader *reader)
{
	struct policy *policy = reader->policy;
	struct image *image = &reader->image;
	image->part = "head";
	if (!read_target(reader))
		return false;
	policy->version = image_number(image);
	if (image->error || !check_version(reader) || !read_config(reader))
		return false;
	uint32_t tables = image_number(image);
	uint32_t kinds = image_number(image);
	if (image->error || !check_tables(reader, tables, kinds) ||
	    (policy->version >= VERSION_CAPABILITIES &&
	     !read_capabilities(reader)))
		return false;
	image->part = "permissive types";
	return policy->version < VERSION_PERMISSIVE ||
	       image_bitmap(image, UINT32_MAX, &reader->permissive);
}

/* --- Symbols ----------------------------------------------------------- */

static bool read_symbols(struct reader *reader)
{
	static bool (*const tables[])(struct reader * reader) = {
		commons_read,	    classes_read,   roles_read,
		types_read,	    users_read,	    booleans_read,
		sensitivities_read, categories_read};
	for (unsigned i = 0; i < tables_of(reader->policy); i++)
		if (!tables[i](reader))
			return false;
	reader->policy->aliases = reader->aliases.items;
	reader->policy->alias_count = (unsigned)reader->aliases.count;
	if (!roles_resolve(reader) || !constraints_resolve(reader) ||
	    !levels_resolve(reader))
		return false;
	bounds_compare(reader);
	return true;
}

/* --- What says nothing on who may do what ------------------------------ */

/* A row of indices, each into so many things. */
static bool read_indices(struct reader *reader, const unsigned counts[],
			 unsigned length)
{
	for (unsigned i = 0; i < length; i++) {
		unsigned index;
		if (!image_index(&reader->image, counts[i], "such thing",
				 &index))
			return false;
	}
	return true;
}

/* A Xen knows role transitions of domains alone, and takes each for one. */
static void look_at_class(struct reader *reader, uint32_t value)
{
	const char *name = reader->classes[value - 1].name;
	if (!name || strcmp(name, "domain") != 0)
		part_found(reader, PART_CLASS_ROLES, name);
}

static bool read_role_transitions(struct reader *reader)
{
	const struct policy *policy = reader->policy;
	struct image *image = &reader->image;
	const unsigned of_role[] = {policy->role_count, policy->type_count,
				    policy->role_count, policy->class_count};
	unsigned length = policy->version < VERSION_ROLE_CLASSES ? 3 : 4;
	image->part = "role transitions";
	uint32_t count = image_count(image, 4 * (size_t)length);
	reader->policy->role_transition_count = count;
	for (uint32_t i = 0; i < count; i++) {
		size_t last = image->at + 4 * (size_t)(length - 1);
		if (!read_indices(reader, of_role, length))
			return false;
		if (length > 3)
			look_at_class(reader, number_at(image->bytes + last));
	}
	return !image->error;
}

/* For one source, target, class and name; or for sets of sources each. */
static bool read_name_transition(struct reader *reader)
{
	const struct policy *policy = reader->policy;
	struct image *image = &reader->image;
	unsigned types = policy->type_count;
	const unsigned of_one[] = {types, types, policy->class_count, types};
	const unsigned of_set[] = {types, policy->class_count};
	image_take(image, image_number(image));
	if (policy->version < VERSION_NAME_SETS)
		return read_indices(reader, of_one, 4);
	if (!read_indices(reader, of_set, 2))
		return false;
	uint32_t count = image_count(image, 16);
	for (uint32_t i = 0; i < count; i++) {
		struct bitmap sources;
		if (!image_bitmap(image, types, &sources) ||
		    !read_indices(reader, &types, 1))
			return false;
	}
	return !image->error;
}

static bool read_name_transitions(struct reader *reader)
{
	if (reader->policy->version < VERSION_NAME_TRANSITIONS)
		return true;
	reader->image.part = "file name transitions";
	uint32_t count = image_count(&reader->image, 16);
	for (uint32_t i = 0; i < count; i++) {
		if (!read_name_transition(reader))
			return false;
		part_found(reader, PART_NAME_TRANSITIONS, NULL);
	}
	return !reader->image.error;
}

static bool read_range_transitions(struct reader *reader)
{
	const struct policy *policy = reader->policy;
	const unsigned counts[] = {policy->type_count, policy->type_count,
				   policy->class_count};
	unsigned length = policy->version < VERSION_RANGE_CLASSES ? 2 : 3;
	if (policy->version < VERSION_MLS)
		return true;
	reader->image.part = "range transitions";
	uint32_t count = image_count(&reader->image, 16);
	for (uint32_t i = 0; i < count; i++) {
		struct range range;
		if (!read_indices(reader, counts, length) ||
		    !range_read(reader, &range))
			return false;
		if (!range_is_valid(reader, &range))
			part_found(reader, PART_LEVELS, "a range transition");
	}
	return !reader->image.error;
}

/* --- Roles that may follow each other ---------------------------------- */

static int compare_role_rules(const void *a, const void *b)
{
	const struct policy_role_rule *x = a, *y = b;
	if (x->role != y->role)
		return x->role < y->role ? -1 : 1;
	return (x->new_role > y->new_role) - (x->new_role < y->new_role);
}

static bool read_role_rules(struct reader *reader)
{
	struct policy *policy = reader->policy;
	struct image *image = &reader->image;
	image->part = "role allow rules";
	uint32_t count = image_count(image, 8);
	struct policy_role_rule *rows =
		arena_alloc(reader->arena, count, sizeof *rows);
	for (uint32_t i = 0; i < count; i++)
		if (!image_index(image, policy->role_count, "role",
				 &rows[i].role) ||
		    !image_index(image, policy->role_count, "role",
				 &rows[i].new_role))
			return false;
	if (count)
		qsort(rows, count, sizeof *rows, compare_role_rules);
	policy->role_rules = rows;
	policy->role_rule_count = count;
	return !image->error;
}

/* --- Attributes -------------------------------------------------------- */

/* Where the members of each type or attribute go on, in one array of all. */
struct members {
	size_t *ends;
	unsigned *types; /* NULL: they are only counted */
};

static void add_member(struct members *members, unsigned of, unsigned type)
{
	if (members->types)
		members->types[members->ends[of]] = type;
	members->ends[of]++;
}

/* A binary has the attributes of each type: here it is the other way round. */
static bool add_members(struct reader *reader, struct members *members)
{
	const struct policy *policy = reader->policy;
	for (unsigned i = 0; i < policy->type_count; i++) {
		struct bitmap_walk walk = {0};
		if (policy->version >= VERSION_ATTRIBUTES &&
		    !image_bitmap(&reader->image, policy->type_count,
				  &walk.left))
			return false;
		if (reader->types[i].attribute)
			continue;
		add_member(members, i, i);
		for (unsigned attribute; bitmap_next(&walk, &attribute);)
			if (attribute != i)
				add_member(members, attribute, i);
	}
	return true;
}

static bool read_attributes(struct reader *reader)
{
	struct image *image = &reader->image;
	unsigned count = reader->policy->type_count;
	struct members members = {
		.ends = arena_alloc(reader->scratch, count, sizeof(size_t)),
	};
	size_t at = image->at, total = 0;
	image->part = "attributes of types";
	if (!add_members(reader, &members))
		return false;
	for (unsigned i = 0; i < count; i++) {
		size_t own = members.ends[i];
		members.ends[i] = total;
		total += own;
	}
	members.types = indices_new(reader, total);
	image->at = at;
	if (!members.types || !add_members(reader, &members))
		return false;
	for (unsigned i = 0; i < count; i++) {
		size_t start = i ? members.ends[i - 1] : 0;
		reader->types[i].members = members.types + start;
		reader->types[i].member_count =
			(unsigned)(members.ends[i] - start);
	}
	return true;
}

/* --- The whole ------------------------------------------------------- */

/* What stands behind the last part, a Xen does not look at. */
static void look_behind(struct reader *reader)
{
	size_t left = image_left(&reader->image);
	reader->policy->behind = left;
	if (left)
		part_found(reader, PART_TRAILER,
			   arena_format(reader->arena, "%zu bytes", left));
}

static bool read_all(struct reader *reader)
{
	struct image *image = &reader->image;
	if (!read_head(reader) || !read_symbols(reader))
		return false;
	image->part = "rules";
	reader->rules_at = image->at;
	if (!rules_scan(reader, POLICY_ALWAYS))
		return false;
	if (reader->policy->version >= VERSION_BOOLEANS &&
	    !conditionals_read(reader))
		return false;
	if (!read_role_transitions(reader) || !read_role_rules(reader) ||
	    !read_name_transitions(reader) || !contexts_read(reader) ||
	    !file_systems_read(reader) || !read_range_transitions(reader) ||
	    !read_attributes(reader))
		return false;
	look_behind(reader);
	return rules_resolve(reader);
}

const char *policy_read_image(const struct buffer *image, struct arena *arena,
			      struct policy *policy)
{
	struct arena scratch = ARENA_INIT;
	struct reader reader = {
		.image = {.bytes = (const unsigned char *)image->data,
			  .length = image->length,
			  .arena = arena},
		.arena = arena,
		.scratch = &scratch,
		.policy = policy,
		.text_left = TEXT_AT_LEAST + image->length * TEXT_PER_BYTE,
		.indices_left =
			INDICES_AT_LEAST + image->length * INDICES_PER_BYTE,
	};
	policy->size = image->length;
	read_all(&reader);
	arena_release(&scratch);
	return reader.image.error;
}
