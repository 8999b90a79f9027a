/* Ways that fall into parts. */
#include "check/part.h"

#include "check/free.h"

/* --- Splitting --------------------------------------------------------------
 */

static unsigned root_of(const unsigned *above, unsigned role)
{
	while (above[role] != role)
		role = above[role];
	return role;
}

/* The role by which a need goes with others: one that is open, if any. */
static enum party hinge_of(const struct requirement *need)
{
	return party_is_open(need->subject) ? need->subject : need->object;
}

/* Roles that are open and meet in a need have one root. */
static void join_roles(const struct plan_way *way, unsigned *above)
{
	for (unsigned i = 0; i < PARTY_COUNT; i++)
		above[i] = i;
	for (unsigned i = 0; i < way->need_count; i++) {
		const struct requirement *need = &way->needs[i];
		if (party_is_open(need->subject) && party_is_open(need->object))
			above[root_of(above, need->subject)] =
				root_of(above, need->object);
	}
	/* What is given is no reason to stay together, nor to be parted. */
	for (unsigned i = 0; i < PARTY_COUNT; i++)
		if (!party_is_open((enum party)i))
			above[i] = PARTY_CALLER;
}

static enum party object_of(const struct plan_way *part, enum party wanted)
{
	enum party object = part->needs[0].object;
	for (unsigned i = 0; i < part->need_count; i++) {
		if (part->needs[i].object == wanted)
			return wanted;
		if (party_is_open(part->needs[i].object))
			object = part->needs[i].object;
	}
	return object;
}

static struct plan_way make_part(const struct plan_way *way,
				 const unsigned *above, unsigned root,
				 struct arena *arena)
{
	struct plan_way part = {.caller_as = way->caller_as,
				.system_domains = way->system_domains};
	struct requirement *needs =
		arena_alloc(arena, way->need_count, sizeof *needs);
	for (unsigned i = 0; i < way->need_count; i++)
		if (root_of(above, hinge_of(&way->needs[i])) == root)
			needs[part.need_count++] = way->needs[i];
	part.needs = needs;
	if (!part.need_count)
		return part;
	part.object = object_of(&part, way->object);
	part.shape = way_find_shape(&part);
	return part;
}

void way_split(struct plan_way *way, struct arena *arena, unsigned *way_count)
{
	unsigned above[PARTY_COUNT], count = 0;
	if (way->shape != WAY_JOINT)
		return;
	struct plan_way *parts = arena_alloc(arena, PARTY_COUNT, sizeof *parts);
	join_roles(way, above);
	for (unsigned root = 0; root < PARTY_COUNT; root++) {
		parts[count] = make_part(way, above, root, arena);
		count += parts[count].need_count != 0;
	}
	if (count < 2)
		return;
	way->parts = parts;
	way->part_count = count;
	for (unsigned i = 0; i < count; i++)
		parts[i].index = (*way_count)++;
}

bool way_has_parts(const struct solver *solver, const struct plan_way *way)
{
	return way->part_count && !solver->facts[way->index].constrained;
}

/* --- One part ---------------------------------------------------------------
 */

static bool part_has_object(const struct plan_way *part,
			    const struct plan_way *way)
{
	for (unsigned i = 0; i < part->need_count; i++)
		if (part->needs[i].object == way->object)
			return true;
	return false;
}

static bool part_passes(struct solver *solver, const struct plan_way *part)
{
	return part->shape == WAY_FREE
		       ? free_solve(solver, part)->object_count != 0
		       : way_passes(solver, part);
}

static void part_gather(struct solver *solver, const struct plan_way *part,
			struct type_set *objects)
{
	if (part->shape != WAY_FREE) {
		way_gather(solver, part, objects);
		return;
	}
	const struct way_facts *facts = free_solve(solver, part);
	for (size_t i = 0; i < facts->object_count; i++)
		type_set_add(objects, facts->objects[i]);
}

/* Adds the objects on which it may pass in some states. */
static void part_gather_varying(struct solver *solver,
				const struct plan_way *part,
				struct type_set *objects)
{
	if (part->shape != WAY_FREE) {
		way_gather_varying(solver, part, objects);
		return;
	}
	const struct way_facts *facts = free_solve(solver, part);
	for (size_t i = 0; i < facts->hit_count; i++)
		type_set_add(objects, facts->hits[i].object);
}

static bool part_try(struct solver *solver, const struct plan_way *part,
		     unsigned object, struct trial *trial)
{
	return part->shape == WAY_FREE
		       ? trial_object(solver, part, false, object, trial, NULL)
		       : way_try(solver, part, object, trial);
}

static struct when part_try_varying(struct solver *solver,
				    const struct plan_way *part,
				    unsigned object, struct trial *trial)
{
	struct when when = when_never();
	if (part->shape != WAY_FREE)
		return way_try_varying(solver, part, object, trial);
	trial_object(solver, part, true, object, trial, &when);
	return when;
}

/* Whether it always passes on some object, and how. */
static bool part_try_any(struct solver *solver, const struct plan_way *part,
			 struct trial *trial)
{
	struct type_set *objects = solver_take_set(solver);
	bool passes = false;
	part_gather(solver, part, objects);
	if (solver->by_name)
		run_sort_types(solver->run, objects->items, objects->count);
	for (unsigned i = 0; i < objects->count && !passes; i++)
		passes = part_try(solver, part, objects->items[i], trial);
	solver_give_back(solver, objects);
	return passes;
}

/* When it passes on some object; the first trial that ever does. */
static struct when part_when(struct solver *solver, const struct plan_way *part,
			     struct trial *trial)
{
	struct conditions *conditions = &solver->rights->conditions;
	struct type_set *objects = solver_take_set(solver);
	struct when when = when_never();
	part_gather(solver, part, objects);
	if (!objects->count)
		part_gather_varying(solver, part, objects);
	if (solver->by_name)
		run_sort_types(solver->run, objects->items, objects->count);
	for (unsigned i = 0; i < objects->count && !when_is_always(&when);
	     i++) {
		struct trial one;
		struct when by =
			part_try_varying(solver, part, objects->items[i], &one);
		if (when_is_never(&when))
			*trial = one;
		when = when_or(conditions, &when, &by);
	}
	solver_give_back(solver, objects);
	return when;
}

/* --- All parts --------------------------------------------------------------
 */

/* Takes over what was chosen for the roles of the part. */
static void take_over(const struct plan_way *part, const struct trial *from,
		      struct trial *trial)
{
	for (unsigned i = 0; i < part->need_count; i++) {
		const enum party roles[] = {part->needs[i].subject,
					    part->needs[i].object};
		for (unsigned j = 0; j < 2; j++) {
			trial->own[roles[j]] = from->own[roles[j]];
			trial->seen[roles[j]] = from->seen[roles[j]];
			trial->caller[roles[j]] = from->caller[roles[j]];
		}
	}
}

bool parts_pass(struct solver *solver, const struct plan_way *way)
{
	for (unsigned i = 0; i < way->part_count; i++)
		if (!part_passes(solver, &way->parts[i]))
			return false;
	return true;
}

void parts_gather(struct solver *solver, const struct plan_way *way,
		  struct type_set *objects)
{
	if (!parts_pass(solver, way))
		return;
	for (unsigned i = 0; i < way->part_count; i++)
		if (part_has_object(&way->parts[i], way))
			part_gather(solver, &way->parts[i], objects);
}

/* When the parts that are not about the object pass. */
static struct when others_when(struct solver *solver,
			       const struct plan_way *way)
{
	struct conditions *conditions = &solver->rights->conditions;
	struct when when = when_always();
	struct trial trial;
	for (unsigned i = 0; i < way->part_count && !when_is_never(&when);
	     i++) {
		if (part_has_object(&way->parts[i], way))
			continue;
		struct when by = part_when(solver, &way->parts[i], &trial);
		when = when_and(conditions, &when, &by);
	}
	return when;
}

void parts_gather_varying(struct solver *solver, const struct plan_way *way,
			  struct type_set *objects)
{
	const struct when others = others_when(solver, way);
	for (unsigned i = 0; i < way->part_count && !when_is_never(&others);
	     i++) {
		if (!part_has_object(&way->parts[i], way))
			continue;
		/* What passes always varies as far as the others do. */
		if (!when_is_always(&others))
			part_gather(solver, &way->parts[i], objects);
		part_gather_varying(solver, &way->parts[i], objects);
	}
}

bool parts_try(struct solver *solver, const struct plan_way *way,
	       unsigned object, struct trial *trial)
{
	*trial = trial_start(solver);
	for (unsigned i = 0; i < way->part_count; i++) {
		const struct plan_way *part = &way->parts[i];
		struct trial one;
		bool passes = part_has_object(part, way)
				      ? part_try(solver, part, object, &one)
				      : part_try_any(solver, part, &one);
		if (!passes)
			return false;
		take_over(part, &one, trial);
	}
	return true;
}

struct when parts_try_varying(struct solver *solver, const struct plan_way *way,
			      unsigned object, struct trial *trial)
{
	struct conditions *conditions = &solver->rights->conditions;
	struct when when = when_always();
	*trial = trial_start(solver);
	for (unsigned i = 0; i < way->part_count && !when_is_never(&when);
	     i++) {
		const struct plan_way *part = &way->parts[i];
		struct trial one = trial_start(solver);
		struct when by =
			part_has_object(part, way)
				? part_try_varying(solver, part, object, &one)
				: part_when(solver, part, &one);
		when = when_and(conditions, &when, &by);
		take_over(part, &one, trial);
	}
	return when;
}
