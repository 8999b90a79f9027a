/* Constraints on who may use a permission at all. */
#include "policy/policy_class.h"
#include "policy/policy_constraint.h"
#include "policy/policy_parse.h"
#include "policy/policy_reader.h"
#include "policy/policy_table.h"

#include <stdlib.h>

/* A Xen's own stack has that many places. */
enum { DEPTH_AT_MOST = 5, STEP_SIZE = 12, CONSTRAINT_SIZE = 8 };

enum { STEP_NOT = 1, STEP_AND, STEP_OR, STEP_ATTRIBUTES, STEP_NAMES };

enum {
	OF_USER = 1,
	OF_ROLE = 2,
	OF_TYPE = 4,
	OF_TARGET = 8,
	OF_THIRD = 16, /* who changes a context; in validatetrans only */
	OF_LEVELS = 32,
	OF_LEVELS_LAST = 1024
};

struct constraint_words {
	uint32_t kind, of, comparison;
};

static bool read_comparison(struct image *image,
			    const struct constraint_words *words, uint32_t last,
			    struct constraint_step *step)
{
	if (words->comparison < 1 || words->comparison > last)
		return image_fail(image, "no comparison has the number %u",
				  words->comparison);
	step->comparison = (enum constraint_comparison)(words->comparison - 1);
	return true;
}

/* A part of the one context with the same part of the other. */
static bool read_attributes(struct image *image,
			    const struct constraint_words *words,
			    struct constraint_step *step)
{
	enum { EQUAL_OR_NOT = 2, ANY = 5 };
	uint32_t of = words->of, last = ANY;
	if (of == OF_USER) {
		step->operation = CONSTRAINT_USERS;
		last = EQUAL_OR_NOT;
	} else if (of == OF_ROLE) {
		step->operation = CONSTRAINT_ROLES;
	} else if (of == OF_TYPE) {
		step->operation = CONSTRAINT_TYPES;
		last = EQUAL_OR_NOT;
	} else if (of >= OF_LEVELS && of <= OF_LEVELS_LAST &&
		   (of & (of - 1)) == 0) {
		step->operation = CONSTRAINT_LEVELS;
	} else {
		return image_fail(image, "nothing to compare has number %u",
				  of);
	}
	return read_comparison(image, words, last, step);
}

static bool read_names(struct reader *reader,
		       const struct constraint_words *words,
		       struct constraint_step *step, struct bitmap *names)
{
	struct image *image = &reader->image;
	struct bitmap written, without;
	uint32_t of = words->of & ~(uint32_t)(OF_TARGET | OF_THIRD);
	if (of != OF_USER && of != OF_ROLE && of != OF_TYPE)
		return image_fail(image, "nothing that has names is number %u",
				  words->of);
	step->operation = of == OF_USER	  ? CONSTRAINT_USER_NAMES
			  : of == OF_ROLE ? CONSTRAINT_ROLE_NAMES
					  : CONSTRAINT_TYPE_NAMES;
	step->target = words->of & OF_TARGET;
	if (!read_comparison(image, words, 2, step) ||
	    !image_bitmap(image, UINT32_MAX, names))
		return false;
	/* The set as it was written: types, those taken out, and a sign. */
	bool sets = reader->policy->version >= VERSION_CONSTRAINT_SETS;
	if (sets && (!image_bitmap(image, UINT32_MAX, &written) ||
		     !image_bitmap(image, UINT32_MAX, &without)))
		return false;
	return image_take(image, sets ? 4 : 0);
}

static bool read_step(struct reader *reader, bool validatetrans,
		      struct constraint_step *step, struct bitmap *names)
{
	struct image *image = &reader->image;
	struct constraint_words words;
	words.kind = image_number(image);
	words.of = image_number(image);
	words.comparison = image_number(image);
	switch (words.kind) {
	case STEP_NOT:
		step->operation = CONSTRAINT_NOT;
		break;
	case STEP_AND:
		step->operation = CONSTRAINT_AND;
		break;
	case STEP_OR:
		step->operation = CONSTRAINT_OR;
		break;
	case STEP_ATTRIBUTES:
		return read_attributes(image, &words, step);
	case STEP_NAMES:
		if ((words.of & OF_THIRD) && !validatetrans)
			return image_fail(image, "there is no third context");
		return read_names(reader, &words, step, names);
	default:
		return image_fail(image, "no step has the number %u",
				  words.kind);
	}
	return !image->error;
}

/* The depth of the stack behind the step; 0: it is no expression. */
static unsigned depth_behind(const struct constraint_step *step, unsigned depth)
{
	if (step->operation == CONSTRAINT_NOT)
		return depth;
	if (step->operation != CONSTRAINT_AND &&
	    step->operation != CONSTRAINT_OR)
		return depth < DEPTH_AT_MOST ? depth + 1 : 0;
	return depth ? depth - 1 : 0;
}

static bool read_expression(struct reader *reader, uint32_t count,
			    bool validatetrans)
{
	unsigned depth = 0;
	for (uint32_t i = 0; i < count; i++) {
		struct constraint_step *step =
			list_push(&reader->steps, reader->arena);
		struct bitmap *names =
			list_push(&reader->step_names, reader->scratch);
		*step = (struct constraint_step){0};
		*names = (struct bitmap){NULL, 0};
		if (!read_step(reader, validatetrans, step, names))
			return false;
		depth = depth_behind(step, depth);
		if (depth == 0)
			break;
	}
	return depth == 1 ||
	       image_fail(&reader->image, "its steps are no expression");
}

bool constraints_read(struct reader *reader, unsigned object_class,
		      uint32_t count, bool validatetrans)
{
	struct image *image = &reader->image;
	const char *part = image->part;
	image->part = "constraints";
	for (uint32_t i = 0; i < count; i++) {
		size_t first = reader->steps.count;
		uint32_t permissions = image_number(image);
		uint32_t steps = image_count(image, STEP_SIZE);
		if (image->error ||
		    !read_expression(reader, steps, validatetrans))
			return false;
		if (validatetrans) {
			reader->steps.count = first;
			reader->step_names.count = first;
			part_found(reader, PART_TRANSITION_RULES,
				   reader->classes[object_class].name);
			continue;
		}
		*list_push(&reader->constraints,
			   reader->arena) = (struct policy_constraint){
			.object_class = object_class,
			.permissions = permissions &
				       class_permissions(
					       &reader->classes[object_class]),
			.step_count = steps,
		};
	}
	image->part = part;
	return !image->error;
}

/* Attributes of types among the names hit no context: no type is one. */
static bool resolve_names(struct reader *reader, const struct bitmap *names,
			  struct constraint_step *step)
{
	const struct policy *policy = reader->policy;
	bool types = step->operation == CONSTRAINT_TYPE_NAMES;
	unsigned limit = types ? policy->type_count
			 : step->operation == CONSTRAINT_ROLE_NAMES
				 ? policy->role_count
				 : policy->user_count;
	struct bitmap_walk walk = {.left = *names};
	if (!image_bitmap_within(&reader->image, names, limit))
		return false;
	unsigned *indices = indices_new(reader, bitmap_size(names));
	if (!indices)
		return false;
	for (unsigned index; bitmap_next(&walk, &index);)
		if (!types || !reader->types[index].attribute)
			indices[step->name_count++] = index;
	step->names = indices;
	return true;
}

static int compare_constraints(const void *a, const void *b)
{
	const struct policy_constraint *x = a, *y = b;
	if (x->object_class != y->object_class)
		return x->object_class < y->object_class ? -1 : 1;
	return (x->steps > y->steps) - (x->steps < y->steps);
}

bool constraints_resolve(struct reader *reader)
{
	struct policy *policy = reader->policy;
	const struct constraint_step *next = reader->steps.items;
	reader->image.part = "constraints";
	for (size_t i = 0; i < reader->steps.count; i++) {
		struct constraint_step *step = &reader->steps.items[i];
		if (step->operation >= CONSTRAINT_USER_NAMES &&
		    !resolve_names(reader, &reader->step_names.items[i], step))
			return false;
	}
	for (size_t i = 0; i < reader->constraints.count; i++) {
		reader->constraints.items[i].steps = next;
		next += reader->constraints.items[i].step_count;
	}
	/* By class; those of one as they stand. */
	if (reader->constraints.count)
		qsort(reader->constraints.items, reader->constraints.count,
		      sizeof *reader->constraints.items, compare_constraints);
	policy->constraints = reader->constraints.items;
	policy->constraint_count = (unsigned)reader->constraints.count;
	return true;
}
