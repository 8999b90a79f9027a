/*
 * The ways through an op: one for each build of the hypervisor and each
 * combination of alternatives.  What is asked under a condition only is not
 * demanded, since there are cases in which it is not asked: neither is any
 * alternative of a choice if all have a condition in common.  But where nothing
 * is asked then, that is what somebody who can do the op is asked, in those
 * cases for which the fewest conditions are assumed.
 */
#ifndef UNIT_RANDOM_WAYS_H
#define UNIT_RANDOM_WAYS_H

#include "random_parties.h"

enum { CHOICES = 8, COURSES = 512, CONDITION_WORDS = 4 };

/* Conditions of the registry, a bit each. */
struct condition_set {
	uint64_t words[CONDITION_WORDS];
};

/* One build, and one alternative of each choice. */
struct course {
	const struct game *game;
	const struct op_accesses *rows;
	const char *build; /* NULL: one that has no accesses of its own */
	char letters[CHOICES];
	const struct access *with;  /* that is asked for; or NULL */
	const struct access *under; /* whose conditions hold; or NULL */
	struct condition_set held, assumed;
	uint64_t demands; /* of rows */
};

struct courses {
	struct course items[COURSES];
	unsigned count;
};

/*
 * What somebody who can do the op in the release is asked, or who is asked the
 * access: worked out once a game, since each caller in each state goes by it.
 */
struct course_list {
	const struct op *op;
	const struct access *with;
	unsigned release;
	struct op_accesses rows;
	const struct course *items;
	const struct way *ways; /* of each */
	size_t count;
	struct course_list *next;
};

static inline bool set_within(const struct condition_set *a,
			      const struct condition_set *b)
{
	for (unsigned i = 0; i < CONDITION_WORDS; i++)
		if (a->words[i] & ~b->words[i])
			return false;
	return true;
}

static inline bool set_empty(const struct condition_set *set)
{
	return set_within(set, &(const struct condition_set){{0}});
}

static inline struct condition_set set_of(struct span uses)
{
	struct condition_set set = {{0}};
	assert_true(built_in->condition_count <= CONDITION_WORDS * 64);
	for (unsigned i = 0; i < uses.count; i++) {
		const ptrdiff_t index = registry_condition(built_in, uses, i) -
					built_in->conditions;
		set.words[index / 64] |= UINT64_C(1) << index % 64;
	}
	return set;
}

/* Those of a, and those of b or all but those of b. */
static inline struct condition_set set_join(const struct condition_set *a,
					    const struct condition_set *b)
{
	struct condition_set set;
	for (unsigned i = 0; i < CONDITION_WORDS; i++)
		set.words[i] = a->words[i] | b->words[i];
	return set;
}

static inline struct condition_set set_without(const struct condition_set *a,
					       const struct condition_set *b)
{
	struct condition_set set;
	for (unsigned i = 0; i < CONDITION_WORDS; i++)
		set.words[i] = a->words[i] & ~b->words[i];
	return set;
}

static inline bool is_of_build(const struct course *course,
			       const struct access *access)
{
	return !access->build ||
	       (course->build && strcmp(access->build, course->build) == 0);
}

static inline bool is_on_course(const struct course *course,
				const struct access *access)
{
	return is_of_build(course, access) &&
	       (!access->choice ||
		access->alternative == course->letters[access->choice]);
}

/* What all alternatives of the choice have in common. */
static inline struct condition_set shared(const struct op_accesses *rows,
					  unsigned choice)
{
	struct condition_set set = {{0}};
	bool any = false;
	for (size_t i = 0; i < rows->list.count; i++) {
		const struct access *access = rows->list.items[i];
		const struct condition_set picks = set_of(access->picks);
		if (access->choice != choice)
			continue;
		for (unsigned j = 0; j < CONDITION_WORDS; j++)
			set.words[j] = any ? set.words[j] & picks.words[j]
					   : picks.words[j];
		any = true;
	}
	return set;
}

/* Asked in all cases that the course is for. */
static inline bool is_demanded(const struct course *course,
			       const struct access *access)
{
	const struct condition_set whens = set_of(access->whens);
	return set_within(&whens, &course->held);
}

static inline void add_asked(const struct game *game,
			     const struct access *access, struct way *way)
{
	unsigned i = way->count++;
	assert_true(i < sizeof way->subjects / sizeof *way->subjects);
	way->subjects[i] = (uint8_t)role_index(&way->roles, subject_of(access));
	way->objects[i] = (uint8_t)role_index(&way->roles, access->object);
	size_t class_index = 0, bit = 0;
	if (!find_permission(game, access->object_class, access->permission,
			     &class_index, &bit))
		way->possible = false;
	way->classes[i] = (uint8_t)class_index;
	way->bits[i] = (uint8_t)bit;
}

static inline unsigned choice_count(const struct op_accesses *rows)
{
	unsigned count = 0;
	for (size_t i = 0; i < rows->list.count; i++)
		if (rows->list.items[i]->choice > count)
			count = rows->list.items[i]->choice;
	return count;
}

/* Whether the build has the op at all, and its hook knows it. */
static inline bool build_has_op(const struct course *course)
{
	bool has = false;
	for (size_t i = 0; i < course->rows->list.count; i++) {
		const struct access *access = course->rows->list.items[i];
		bool always = !access->choice && !access->when;
		if (!is_of_build(course, access))
			continue;
		if (access->kind == ACCESS_UNKNOWN && always)
			return false;
		has |= access->kind != ACCESS_UNKNOWN &&
		       (access->kind != ACCESS_NONE ||
			(always && !access->build));
	}
	return has;
}

/* Whether there is that alternative, which the hook knows, and which leads to
 * more than the handler's refusal. */
static inline bool has_alternative(const struct course *course, unsigned choice,
				   char letter)
{
	for (size_t i = 0; i < course->rows->list.count; i++) {
		const struct access *access = course->rows->list.items[i];
		if (access->choice == choice && access->alternative == letter &&
		    access->kind != ACCESS_UNKNOWN && !access->refused &&
		    is_of_build(course, access))
			return true;
	}
	return false;
}

/* What is asked on the course. */
static inline struct way course_way(const struct course *course)
{
	struct way way = {.possible = true};
	for (size_t i = 0; i < course->rows->list.count; i++)
		if (course->demands >> i & 1)
			add_asked(course->game, course->rows->list.items[i],
				  &way);
	return way;
}

static inline bool course_demands(const struct course *course,
				  const struct access *access)
{
	for (size_t i = 0; i < course->rows->list.count; i++)
		if (course->rows->list.items[i] == access)
			return course->demands >> i & 1;
	return false;
}

/* --- All courses ------------------------------------------------------ */

/* What holds on the course, and what of it is assumed; false: it cannot be. */
static inline bool course_finish(struct course *course)
{
	const unsigned choices = choice_count(course->rows);
	for (size_t i = 0; i < course->rows->list.count; i++) {
		const struct access *access = course->rows->list.items[i];
		const struct condition_set picks = set_of(access->picks);
		if (access->choice && is_on_course(course, access))
			course->held = set_join(&course->held, &picks);
	}
	if (course->under) {
		const struct condition_set whens = set_of(course->under->whens);
		course->assumed = set_without(&whens, &course->held);
		if (set_empty(&course->assumed))
			return false;
		course->held = set_join(&course->held, &whens);
	}
	for (unsigned choice = 1; choice <= choices; choice++) {
		const struct condition_set common =
			shared(course->rows, choice);
		if (set_empty(&common))
			continue;
		if (course->letters[choice])
			course->assumed = set_join(&course->assumed, &common);
		else if (set_within(&common, &course->held))
			return false;
	}
	for (size_t i = 0; i < course->rows->list.count; i++) {
		const struct access *access = course->rows->list.items[i];
		if (access->kind == ACCESS_ASKED &&
		    is_on_course(course, access) && is_demanded(course, access))
			course->demands |= UINT64_C(1) << i;
	}
	return true;
}

static inline void add_course(const struct course *course,
			      const struct access *under,
			      struct courses *courses)
{
	struct course copy = *course;
	copy.under = under;
	if (!course_finish(&copy))
		return;
	assert_true(courses->count < COURSES);
	courses->items[courses->count++] = copy;
}

/* As it is, and under the conditions of each access. */
static inline void add_courses(const struct course *course,
			       struct courses *courses)
{
	add_course(course, NULL, courses);
	for (size_t i = 0; i < course->rows->list.count; i++) {
		const struct access *access = course->rows->list.items[i];
		if (access->kind == ACCESS_ASKED && access->whens.count &&
		    is_on_course(course, access))
			add_course(course, access, courses);
	}
}

static inline void add_choices(struct course *course, unsigned choice,
			       struct courses *courses)
{
	bool exists = false;
	if (choice > choice_count(course->rows)) {
		add_courses(course, courses);
		return;
	}
	const struct condition_set common = shared(course->rows, choice);
	for (char letter = 'a'; letter <= 'z'; letter++) {
		if (!has_alternative(course, choice, letter))
			continue;
		exists = true;
		course->letters[choice] = letter;
		add_choices(course, choice + 1, courses);
	}
	course->letters[choice] = 0;
	if (!exists || !set_empty(&common))
		add_choices(course, choice + 1, courses);
}

/* Whether both have the same alternatives of the choices that must be made. */
static inline bool is_beside(const struct course *a, const struct course *b)
{
	for (unsigned choice = 1; choice < CHOICES; choice++) {
		const struct condition_set common = shared(a->rows, choice);
		if (set_empty(&common) &&
		    a->letters[choice] != b->letters[choice])
			return false;
	}
	return true;
}

/* Whether another course that counts assumes less. */
static inline bool assumes_more(const struct course *course,
				const struct courses *courses)
{
	for (unsigned i = 0; i < courses->count; i++) {
		const struct course *other = &courses->items[i];
		if (!other->demands ||
		    (!course->with && set_empty(&other->assumed)))
			continue;
		if (course->with && !course_demands(other, course->with))
			continue;
		if (set_within(&other->assumed, &course->assumed) &&
		    !set_within(&course->assumed, &other->assumed))
			return true;
	}
	return false;
}

/* Whether it is what somebody who can do the op is asked. */
static inline bool counts(const struct course *course,
			  const struct courses *courses)
{
	if (course->with)
		return course_demands(course, course->with) &&
		       !assumes_more(course, courses);
	if (set_empty(&course->assumed))
		return true;
	for (unsigned i = 0; course->demands && i < courses->count; i++) {
		const struct course *base = &courses->items[i];
		if (set_empty(&base->assumed) && !base->demands &&
		    is_beside(base, course))
			return !assumes_more(course, courses);
	}
	return false;
}

/* What is done with each course. */
struct visit {
	void (*visit)(const struct course *course, const struct way *way,
		      void *context);
	void *context;
};

/* Adds those of the build that count. */
static inline void list_build(struct course *course, struct course_list *list,
			      struct course **items)
{
	struct courses *courses = calloc(1, sizeof *courses);
	assert_non_null(courses);
	add_choices(course, 1, courses);
	for (unsigned i = 0; i < courses->count; i++) {
		if (!counts(&courses->items[i], courses))
			continue;
		*items = realloc(*items, (list->count + 1) * sizeof **items);
		assert_non_null(*items);
		(*items)[list->count++] = courses->items[i];
	}
	free(courses);
}

/* All courses through an op, or those that demand the access. */
static inline void list_courses(const struct game *game,
				struct course_list *list)
{
	const struct op_accesses *rows = &list->rows;
	struct course *items = NULL;
	bool plain = false;
	assert_true(choice_count(rows) < CHOICES);
	for (size_t i = 0; i < rows->list.count; i++)
		plain |= !rows->list.items[i]->build;
	struct course course = {
		.game = game, .rows = rows, .with = list->with, .under = NULL};
	if (plain && build_has_op(&course))
		list_build(&course, list, &items);
	for (size_t i = 0; i < rows->list.count; i++) {
		bool seen = false;
		course.build = rows->list.items[i]->build;
		for (size_t j = 0; course.build && j < i; j++)
			seen |= rows->list.items[j]->build &&
				strcmp(rows->list.items[j]->build,
				       course.build) == 0;
		if (course.build && !seen && build_has_op(&course))
			list_build(&course, list, &items);
	}
	if (!list->count)
		return;
	struct way *ways =
		arena_alloc(&game->world->arena, list->count, sizeof *ways);
	for (size_t i = 0; i < list->count; i++)
		ways[i] = course_way(&items[i]);
	struct course *copy =
		arena_alloc(&game->world->arena, list->count, sizeof *copy);
	memcpy(copy, items, list->count * sizeof *copy);
	list->items = copy;
	list->ways = ways;
	free(items);
}

static inline const struct course_list *courses_of(const struct game *game,
						   const struct op *op,
						   unsigned release,
						   const struct access *with)
{
	const size_t number = (size_t)(op - built_in->ops) * 2 + release +
			      (with ? (size_t)(with - built_in->accesses) : 0);
	struct course_list **slot = &game->courses->lists[number % LISTS];
	for (; *slot; slot = &(*slot)->next)
		if ((*slot)->op == op && (*slot)->release == release &&
		    (*slot)->with == with)
			return *slot;
	struct arena *arena = &game->world->arena;
	struct course_list *list = arena_alloc(arena, 1, sizeof *list);
	*list = (struct course_list){
		.op = op, .release = release, .with = with};
	registry_op_accesses(built_in, op, release, arena, &list->rows);
	list_courses(game, list);
	*slot = list;
	return list;
}

static inline void visit_courses(const struct course_list *list,
				 const struct visit *visit)
{
	for (size_t i = 0; i < list->count; i++)
		visit->visit(&list->items[i], &list->ways[i], visit->context);
}

/* A sub-subop that is not told apart stands with its parent. */
static inline bool is_told_apart(const struct op *op, unsigned release)
{
	bool own = op->parent == NO_INDEX;
	for (unsigned i = 0; i < op->accesses.count; i++)
		own |= release_set_has(
			&built_in->accesses[op->accesses.first + i].in,
			release);
	return own;
}

#endif
