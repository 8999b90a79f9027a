/*
 * The ways through an op: one for each build of the hypervisor and each
 * combination of alternatives.  What is asked under a condition only is not
 * demanded, since there are cases in which it is not asked.
 */
#ifndef UNIT_RANDOM_WAYS_H
#define UNIT_RANDOM_WAYS_H

#include "random_parties.h"

enum { CHOICES = 8 };

/* One build, and one alternative of each choice. */
struct course {
	const struct game *game;
	const struct op_accesses *rows;
	const char *build; /* NULL: one that has no accesses of its own */
	char letters[CHOICES];
	const struct access *with; /* that is asked for; or NULL */
};

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

/* Asked in all cases, or where the access is that is asked for. */
static inline bool is_demanded(const struct course *course,
			       const struct access *access)
{
	const struct access *with = course->with;
	return !access->when ||
	       (with && with->when && strcmp(access->when, with->when) == 0);
}

static inline void add_asked(const struct game *game,
			     const struct access *access, struct way *way)
{
	unsigned i = way->count++;
	assert_true(i < sizeof way->subjects / sizeof *way->subjects);
	way->subjects[i] = role_index(&way->roles, subject_of(access));
	way->objects[i] = role_index(&way->roles, access->object);
	if (!find_permission(game, access->object_class, access->permission,
			     &way->classes[i], &way->bits[i]))
		way->possible = false;
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

/* Whether there is that alternative, which the hook knows. */
static inline bool has_alternative(const struct course *course, unsigned choice,
				   char letter)
{
	for (size_t i = 0; i < course->rows->list.count; i++) {
		const struct access *access = course->rows->list.items[i];
		if (access->choice == choice && access->alternative == letter &&
		    access->kind != ACCESS_UNKNOWN &&
		    is_of_build(course, access))
			return true;
	}
	return false;
}

/* What is asked on the course. */
static inline struct way course_way(const struct course *course)
{
	struct way way = {.possible = true};
	for (size_t i = 0; i < course->rows->list.count; i++) {
		const struct access *access = course->rows->list.items[i];
		if (access->kind == ACCESS_ASKED &&
		    is_on_course(course, access) && is_demanded(course, access))
			add_asked(course->game, access, &way);
	}
	return way;
}

/* What is done with each course. */
struct visit {
	void (*visit)(const struct course *course, void *context);
	void *context;
};

static inline void visit_choices(struct course *course, unsigned choice,
				 const struct visit *visit)
{
	bool chosen = false;
	if (choice > choice_count(course->rows)) {
		visit->visit(course, visit->context);
		return;
	}
	for (char letter = 'a'; letter <= 'z'; letter++) {
		if (!has_alternative(course, choice, letter))
			continue;
		chosen = true;
		course->letters[choice] = letter;
		visit_choices(course, choice + 1, visit);
	}
	course->letters[choice] = 0;
	if (!chosen)
		visit_choices(course, choice + 1, visit);
}

/* All courses through an op, with the access if one is asked for. */
static inline void visit_courses(const struct game *game,
				 const struct op_accesses *rows,
				 const struct access *with,
				 const struct visit *visit)
{
	bool plain = false;
	assert_true(choice_count(rows) < CHOICES);
	for (size_t i = 0; i < rows->list.count; i++)
		plain |= !rows->list.items[i]->build;
	struct course course = {game, rows, NULL, {0}, with};
	if (plain && build_has_op(&course))
		visit_choices(&course, 1, visit);
	for (size_t i = 0; i < rows->list.count; i++) {
		bool seen = false;
		course.build = rows->list.items[i]->build;
		for (size_t j = 0; course.build && j < i; j++)
			seen |= rows->list.items[j]->build &&
				strcmp(rows->list.items[j]->build,
				       course.build) == 0;
		if (course.build && !seen && build_has_op(&course))
			visit_choices(&course, 1, visit);
	}
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
