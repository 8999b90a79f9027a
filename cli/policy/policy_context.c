/* Security contexts: those of initial SIDs, and those of labelled objects. */
#include "base/search.h"
#include "policy/policy_context.h"
#include "policy/policy_parse.h"
#include "policy/policy_reader.h"
#include "policy/policy_table.h"

#include <stdlib.h>

/* --- Ranges ------------------------------------------------------------ */

bool range_read(struct reader *reader, struct range *range)
{
	struct image *image = &reader->image;
	uint32_t levels = image_number(image);
	if (!image->error && (levels < 1 || levels > 2))
		return image_fail(image, "a range has %u levels", levels);
	for (unsigned i = 0; i < levels; i++)
		range->levels[i].sensitivity = image_number(image);
	for (unsigned i = 0; i < levels; i++)
		if (!image_bitmap(image, UINT32_MAX,
				  &range->levels[i].categories))
			return false;
	if (levels == 1)
		range->levels[1] = range->levels[0];
	return !image->error;
}

static bool check_level(struct reader *reader, const struct mls_level *level)
{
	struct bitmap_walk walk = {.left = level->categories};
	uint32_t sensitivity = level->sensitivity;
	if (sensitivity < 1 || sensitivity > reader->sensitivity_count ||
	    !reader->sensitivities[sensitivity - 1])
		return image_fail(&reader->image,
				  "no sensitivity has the number %u",
				  sensitivity);
	if (!image_bitmap_within(&reader->image, &level->categories,
				 reader->category_count))
		return false;
	for (unsigned bit; bitmap_next(&walk, &bit);)
		if (!reader->categories[bit])
			return image_fail(&reader->image,
					  "no category has the number %u",
					  bit + 1);
	return true;
}

static bool has_all(const struct bitmap *all, const struct bitmap *some)
{
	struct bitmap_walk walk = {.left = *some};
	for (unsigned bit; bitmap_next(&walk, &bit);)
		if (!bitmap_has(all, bit))
			return false;
	return true;
}

static bool dominates(const struct mls_level *high, const struct mls_level *low)
{
	return high->sensitivity >= low->sensitivity &&
	       has_all(&high->categories, &low->categories);
}

bool range_is_within(const struct range *range, const struct range *outer)
{
	return dominates(&range->levels[0], &outer->levels[0]) &&
	       dominates(&outer->levels[1], &range->levels[1]);
}

bool range_is_valid(const struct reader *reader, const struct range *range)
{
	for (unsigned i = 0; i < 2; i++) {
		const struct mls_level *level = &range->levels[i];
		if (level->sensitivity < 1 ||
		    level->sensitivity > reader->sensitivity_count ||
		    !reader->sensitivities[level->sensitivity - 1] ||
		    !has_all(&reader->level_categories[level->sensitivity - 1],
			     &level->categories))
			return false;
	}
	return dominates(&range->levels[1], &range->levels[0]);
}

/* --- Contexts ---------------------------------------------------------- */

struct context_row {
	unsigned user, role, type; /* indices */
	struct range range;
};

/* A Xen loads no policy with a context that the policy itself rules out. */
static bool check_context(struct reader *reader,
			  const struct context_row *context)
{
	const struct policy *policy = reader->policy;
	const struct policy_user *user = &policy->users[context->user];
	const struct policy_role *role = &policy->roles[context->role];
	const struct policy_type *type = &policy->types[context->type];
	bool has_role =
		numbers_have(user->roles, user->role_count, context->role);
	bool has_type =
		numbers_have(role->types, role->type_count, context->type);
	if (has_role && has_type)
		return true;
	return image_fail(&reader->image, "%s:%s:%s is not a valid context",
			  user->name, role->name, type->name);
}

/* Of object_r, the range need not be one of the user's. */
static void look_at_range(struct reader *reader,
			  const struct context_row *context)
{
	const struct range *outer = &reader->user_ranges[context->user];
	if (!range_is_valid(reader, &context->range) ||
	    (context->role > 0 && !range_is_within(&context->range, outer)))
		part_found(reader, PART_LEVELS,
			   arena_format(
				   reader->arena, "a context of %s",
				   reader->policy->types[context->type].name));
}

static bool read_context(struct reader *reader, struct context_row *context)
{
	struct image *image = &reader->image;
	const struct policy *policy = reader->policy;
	if (!image_index(image, policy->user_count, "user", &context->user) ||
	    !image_index(image, policy->role_count, "role", &context->role) ||
	    !image_index(image, policy->type_count, "type", &context->type))
		return false;
	if (policy->version >= VERSION_MLS &&
	    !range_read(reader, &context->range))
		return false;
	if (policy->mls && (!check_level(reader, &context->range.levels[0]) ||
			    !check_level(reader, &context->range.levels[1])))
		return false;
	if (policy->mls)
		look_at_range(reader, context);
	return check_context(reader, context);
}

/* --- Text -------------------------------------------------------------- */

/* "s0:c0.c3,c7": runs of three categories and more are joined by a point. */
static void show_level(const struct reader *reader,
		       const struct mls_level *level, struct buffer *text)
{
	struct bitmap_walk walk = {.left = level->categories};
	unsigned first, next;
	bool more = bitmap_next(&walk, &next);
	char separator = ':';
	buffer_add_string(text, reader->sensitivities[level->sensitivity - 1]);
	while (more && text->length <= reader->text_left) {
		unsigned last = first = next;
		while ((more = bitmap_next(&walk, &next)) && next == last + 1)
			last = next;
		buffer_add_char(text, separator);
		buffer_add_string(text, reader->categories[first]);
		separator = ',';
		if (last == first)
			continue;
		buffer_add_char(text, last > first + 1 ? '.' : ',');
		buffer_add_string(text, reader->categories[last]);
	}
}

static bool same_bits(const struct bitmap *a, const struct bitmap *b)
{
	struct bitmap_walk x = {.left = *a}, y = {.left = *b};
	unsigned left = 0, right = 0;
	bool more;
	do {
		more = bitmap_next(&x, &left);
		if (bitmap_next(&y, &right) != more || left != right)
			return false;
	} while (more);
	return true;
}

static const char *show_context(struct reader *reader,
				const struct context_row *context)
{
	const struct policy *policy = reader->policy;
	const struct mls_level *levels = context->range.levels;
	struct buffer text = BUFFER_INIT;
	buffer_format(&text, "%s:%s:%s", policy->users[context->user].name,
		      policy->roles[context->role].name,
		      policy->types[context->type].name);
	if (policy->mls) {
		buffer_add_char(&text, ':');
		show_level(reader, &levels[0], &text);
		if (levels[0].sensitivity != levels[1].sensitivity ||
		    !same_bits(&levels[0].categories, &levels[1].categories)) {
			buffer_add_char(&text, '-');
			show_level(reader, &levels[1], &text);
		}
	}
	const char *shown = text_keep(reader, &text);
	buffer_release(&text);
	return shown;
}

/* --- Initial SIDs ------------------------------------------------------ */

static int compare_sids(const void *a, const void *b)
{
	const struct policy_sid *x = a, *y = b;
	return (x->number > y->number) - (x->number < y->number);
}

/*
 * By number only: what a Xen calls them is not in the policy, and changed when
 * Xen 4.16 put another one before them.
 */
static bool read_sids(struct reader *reader, uint32_t count)
{
	struct policy *policy = reader->policy;
	struct policy_sid *rows =
		arena_alloc(reader->arena, count, sizeof *rows);
	for (uint32_t i = 0; i < count; i++) {
		struct context_row context;
		rows[i].number = image_number(&reader->image);
		if (!read_context(reader, &context))
			return false;
		rows[i].user = context.user;
		rows[i].role = context.role;
		rows[i].type = context.type;
		rows[i].context = show_context(reader, &context);
		if (!rows[i].context)
			return false;
	}
	if (count)
		qsort(rows, count, sizeof *rows, compare_sids);
	for (uint32_t i = 1; i < count; i++)
		if (rows[i].number == rows[i - 1].number)
			return image_fail(&reader->image,
					  "initial SID %u has two contexts",
					  rows[i].number);
	policy->sids = rows;
	policy->sid_count = count;
	return true;
}

/* --- Labelled objects ------------------------------------------------ */

/* What stands before the contexts of an object, in words of four bytes. */
struct object {
	const char *part;
	unsigned char words;
	bool named;		     /* the next word is a name's length, */
	unsigned char words_between; /* then come these, then the name */
	unsigned char contexts;
};

static const struct object xen_objects[] = {
	{"initial SIDs", 1, false, 0, 1},
	{"contexts of IRQs", 1, false, 0, 1},
	{"contexts of I/O ports", 2, false, 0, 1},
	{"contexts of I/O memory", 2, false, 0, 1},
	{"contexts of PCI devices", 1, false, 0, 1},
	{"contexts of device tree nodes", 0, true, 0, 1},
};

static const struct object linux_objects[] = {
	{"initial SIDs", 1, false, 0, 1},
	{"contexts of file systems", 0, true, 0, 2},
	{"contexts of ports", 3, false, 0, 1},
	{"contexts of network interfaces", 0, true, 0, 2},
	{"contexts of nodes", 2, false, 0, 1},
	{"contexts of file system types", 1, true, 0, 1},
	{"contexts of IPv6 nodes", 8, false, 0, 1},
	{"contexts of InfiniBand keys", 4, false, 0, 1},
	{"contexts of InfiniBand ports", 0, true, 1, 1},
};

static bool read_object(struct reader *reader, const struct object *object)
{
	struct image *image = &reader->image;
	struct context_row context;
	image_take(image, 4 * (size_t)object->words);
	if (object->named) {
		uint32_t length = image_number(image);
		image_take(image, 4 * (size_t)object->words_between);
		image_take(image, length);
	}
	for (unsigned i = 0; i < object->contexts; i++)
		if (!read_context(reader, &context))
			return false;
	return !image->error;
}

static void count_object(struct reader *reader, unsigned kind)
{
	enum { DEVICE_TREE = 5 };
	if (!reader->policy->target_xen)
		part_found(reader, PART_LINUX_OBJECTS, NULL);
	else if (kind == DEVICE_TREE)
		part_found(reader, PART_DEVICE_TREE, NULL);
}

bool contexts_read(struct reader *reader)
{
	const struct policy *policy = reader->policy;
	struct image *image = &reader->image;
	for (unsigned i = 0; i < reader->kinds; i++) {
		struct object object =
			policy->target_xen ? xen_objects[i] : linux_objects[i];
		bool memory = policy->target_xen && i == 3;
		/* Numbers of pages grew to eight bytes. */
		if (memory && policy->version >= VERSION_XEN_DEVICES)
			object.words = 4;
		image->part = object.part;
		uint32_t count = image_count(image, 16);
		if (i == 0 && !read_sids(reader, count))
			return false;
		for (uint32_t j = 0; i > 0 && j < count; j++) {
			if (!read_object(reader, &object))
				return false;
			count_object(reader, i);
		}
	}
	return !image->error;
}

bool file_systems_read(struct reader *reader)
{
	static const struct object file = {NULL, 0, true, 1, 1};
	struct image *image = &reader->image;
	image->part = "contexts of files";
	uint32_t systems = image_count(image, 8);
	for (uint32_t i = 0; i < systems; i++) {
		image_take(image, image_number(image));
		part_found(reader, PART_FILE_SYSTEMS, NULL);
		uint32_t files = image_count(image, 20);
		for (uint32_t j = 0; j < files; j++)
			if (!read_object(reader, &file))
				return false;
	}
	return !image->error;
}
