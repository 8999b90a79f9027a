/* XSM201: a permission that safe and covered ops are asked alike. */
#include <stdlib.h>
#include <string.h>

#include "run/run.h"
#include "rule/rule_table.h"

/* Ops of a group that are asked a permission in the same ways. */
struct course {
	const struct group *group;
	list_of(const struct plan_way *) ways; /* of the group */
	bool safe, covered;		       /* some of the ops are */
};

struct use {
	const struct op *op;
	bool covered;
	unsigned course;
};

/* A permission that safe and covered ops are asked of that party. */
struct shared_right {
	struct right right;
	enum party party;
	const char *name;	  /* "CLASS:PERMISSION" */
	const char *fact;	  /* that, and for which part of an op */
	list_of(struct use) uses; /* in the registry's order */
	list_of(struct course) courses;
};

/* What depends on the release and the vectors alone. */
struct sharing {
	list_of(struct shared_right) rights;
};

/* What is opened beside an op. */
struct beside {
	const struct op *op;
	const struct op *const *others;
	size_t count;
};

/* What the permission opens for a subject. */
struct opened {
	struct sought *sought;
	const bool *courses;	       /* which of them are */
	list_of(struct beside) beside; /* ops of findings so far */
	struct meaning meaning;	       /* of the objects */
};

/* One of the shared rights in this run. */
struct sought {
	const struct shared_right *shared;
	struct query ***queries; /* by course and way; NULL: not made yet */
	list_of(struct opened *) outcomes; /* so far */
};

struct collateral {
	struct sought *rights;
	size_t count;
	bool *done; /* by group: whether the subject that is seen does it */
};

/* --- What the registry says of the release ------------------------------ */

static struct shared_right *get_right(struct sharing *sharing,
				      const struct way_access *asked,
				      struct arena *arena)
{
	const struct access *access = asked->access;
	const struct right right = right_of(asked);
	for (size_t i = 0; i < sharing->rights.count; i++) {
		struct shared_right *shared = &sharing->rights.items[i];
		if (shared->right.object_class == right.object_class &&
		    shared->right.bit == right.bit &&
		    shared->party == asked->object)
			return shared;
	}
	struct shared_right *shared = list_push(&sharing->rights, arena);
	shared->right = right;
	shared->party = asked->object;
	shared->name = arena_format(arena, "%s:%s", access->object_class,
				    access->permission);
	shared->fact =
		arena_format(arena, "%s of %s", shared->name, access->object);
	return shared;
}

/* Whether the caller is asked it in the way. */
static bool is_asked(const struct plan_way *way,
		     const struct shared_right *shared)
{
	for (unsigned i = 0; i < way->access_count; i++) {
		const struct way_access *asked = way->accesses[i];
		if (asked->subject == PARTY_CALLER &&
		    asked->object == shared->party &&
		    asked->object_class == shared->right.object_class &&
		    asked->permission >> shared->right.bit & 1)
			return true;
	}
	return false;
}

/* Whether it is one of what decides on the op, and looked at as itself. */
static bool is_plain(const struct plan_way *way)
{
	return !way->again && way->caller_as == PARTY_CALLER &&
	       way->accesses[0]->answer == ANSWER_DECIDES;
}

/* The course of an op of the group that is asked it in these ways. */
static unsigned get_course(struct shared_right *shared,
			   const struct group *group, const struct plan *plan,
			   struct arena *arena)
{
	struct course course = {.group = group};
	for (size_t i = 0; i < group->way_count; i++) {
		const struct plan_way *way =
			plan_find_way(plan, &group->ways[i]);
		if (way && is_plain(way) && is_asked(way, shared))
			*list_push(&course.ways, arena) = &group->ways[i];
	}
	for (size_t i = 0; i < shared->courses.count; i++) {
		const struct course *known = &shared->courses.items[i];
		if (known->group == group &&
		    known->ways.count == course.ways.count &&
		    memcmp(known->ways.items, course.ways.items,
			   course.ways.count * sizeof *course.ways.items) == 0)
			return (unsigned)i;
	}
	*list_push(&shared->courses, arena) = course;
	return (unsigned)shared->courses.count - 1;
}

static bool is_covered(const struct shared_facts *facts, const struct op *op)
{
	return registry_op_status(facts->registry, op, facts->release).status ==
		       STATUS_COVERED &&
	       !release_set_has(&op->refused, facts->release);
}

static void add_use(const struct shared_facts *facts,
		    struct shared_right *shared, const struct plan *plan)
{
	const struct registry *registry = facts->registry;
	const struct op *op = plan->op;
	const size_t count = shared->uses.count;
	if (count && shared->uses.items[count - 1].op == op)
		return;
	struct use *use = list_push(&shared->uses, facts->arena);
	use->op = op;
	use->covered = is_covered(facts, op);
	use->course =
		get_course(shared, facts->groups.of_op[op - registry->ops],
			   plan, facts->arena);
	struct course *course = &shared->courses.items[use->course];
	course->safe |= !use->covered;
	course->covered |= use->covered;
}

/* Permissions that ops are asked of a party, by class. */
struct asking {
	uint32_t *of[PARTY_COUNT];
};

/* What the op's callers are asked, where it is looked at as itself. */
static void add_asked(const struct plan *plan, struct asking *asking)
{
	for (size_t i = 0; i < plan->ways.count; i++) {
		const struct plan_way *way = &plan->ways.items[i];
		for (unsigned j = 0; is_plain(way) && j < way->access_count;
		     j++) {
			const struct way_access *asked = way->accesses[j];
			if (asked->subject == PARTY_CALLER)
				asking->of[asked->object]
					  [asked->object_class] |=
					asked->permission;
		}
	}
}

/* What safe ops are asked, and covered ones. */
struct both {
	struct asking safe, covered;
};

static bool is_shared(const struct both *both, const struct way_access *asked)
{
	return both->safe.of[asked->object][asked->object_class] &
	       both->covered.of[asked->object][asked->object_class] &
	       asked->permission;
}

static void note_op(const struct shared_facts *facts, const struct both *both,
		    const struct plan *plan, struct sharing *sharing)
{
	for (size_t i = 0; i < plan->ways.count; i++) {
		const struct plan_way *way = &plan->ways.items[i];
		for (unsigned j = 0; is_plain(way) && j < way->access_count;
		     j++)
			if (way->accesses[j]->subject == PARTY_CALLER &&
			    is_shared(both, way->accesses[j]))
				add_use(facts,
					get_right(sharing, way->accesses[j],
						  facts->arena),
					plan);
	}
}

static void start_asking(const struct shared_facts *facts, struct arena *arena,
			 struct asking *asking)
{
	for (unsigned party = 0; party < PARTY_COUNT; party++)
		asking->of[party] =
			arena_alloc(arena, facts->vectors.class_count,
				    sizeof *asking->of[party]);
}

static const struct sharing *make_sharing(const struct shared_facts *facts)
{
	struct sharing *sharing = arena_alloc(facts->arena, 1, sizeof *sharing);
	const struct plan *plans = facts->groups.plans;
	struct arena scratch = ARENA_INIT;
	struct both both;
	start_asking(facts, &scratch, &both.safe);
	start_asking(facts, &scratch, &both.covered);
	for (size_t i = 0; i < facts->ways->count; i++)
		add_asked(&plans[i], is_covered(facts, plans[i].op)
					     ? &both.covered
					     : &both.safe);
	for (size_t i = 0; i < facts->ways->count; i++)
		note_op(facts, &both, &plans[i], sharing);
	arena_release(&scratch);
	return sharing;
}

static void *start(struct run *run)
{
	struct collateral *collateral =
		arena_alloc(run->arena, 1, sizeof *collateral);
	if (!run->shared->sharing)
		run->shared->sharing = make_sharing(run->shared);
	const struct sharing *sharing = run->shared->sharing;
	collateral->count = sharing->rights.count;
	collateral->rights = arena_alloc(run->arena, collateral->count,
					 sizeof *collateral->rights);
	for (size_t i = 0; i < collateral->count; i++) {
		struct sought *sought = &collateral->rights[i];
		sought->shared = &sharing->rights.items[i];
		sought->queries =
			arena_alloc(run->arena, sought->shared->courses.count,
				    sizeof *sought->queries);
	}
	collateral->done =
		arena_alloc(run->arena, run->repertoire->groups.list.count,
			    sizeof *collateral->done);
	return collateral;
}

/* --- What a subject has of it -------------------------------------------- */

/*
 * The queries of a course, about the party's labels.  The callers' rights are
 * laid out for them, since the group's own queries ask the same.
 */
static struct query **get_queries(struct run *run, struct sought *sought,
				  size_t index)
{
	const struct course *course = &sought->shared->courses.items[index];
	struct query **queries = sought->queries[index];
	if (queries)
		return queries;
	queries = arena_alloc(run->arena, course->ways.count, sizeof *queries);
	for (size_t i = 0; i < course->ways.count; i++) {
		const struct plan_way *way = course->ways.items[i];
		queries[i] = way->object == sought->shared->party
				     ? way_query(run, way)
				     : query_make(run->solver, way->needs,
						  way->need_count,
						  sought->shared->party,
						  way->system_domains);
	}
	sought->queries[index] = queries;
	return queries;
}

/* When a way of the course is open to the subject on the label. */
static struct when course_when(struct run *run, struct sought *sought,
			       size_t index, unsigned label)
{
	struct query **queries = get_queries(run, sought, index);
	struct when when = when_never();
	for (size_t i = 0;
	     i < sought->shared->courses.items[index].ways.count &&
	     !when_is_always(&when);
	     i++) {
		const struct when one =
			query_when(run->solver, queries[i], label, false, NULL);
		when = when_or(&run->rights->conditions, &when, &one);
	}
	return when;
}

/* What a permission opens for one subject: sets of labels, by course. */
struct look {
	struct run *run;
	struct sought *sought;
	const bool *done;	     /* by group */
	size_t words;		     /* of a set */
	uint64_t **always, **opened; /* in some state at least */
	uint64_t *both;		     /* safe and covered ops alike */
	struct when *whens; /* by course, on some of both; never: not known */
	struct arena scratch;
};

static bool is_done(const struct look *look, size_t course)
{
	return look->done[look->sought->shared->courses.items[course]
				  .group->index];
}

static uint64_t *new_set(struct look *look)
{
	return arena_alloc(&look->scratch, look->words, sizeof(uint64_t));
}

static void unite(const struct look *look, uint64_t *to, const uint64_t *from)
{
	for (size_t i = 0; i < look->words; i++)
		to[i] |= from[i];
}

/* Labels on which some way of the course may be open. */
static void look_at(struct look *look, size_t index)
{
	struct solver *solver = look->run->solver;
	struct query **queries = get_queries(look->run, look->sought, index);
	look->always[index] = new_set(look);
	look->opened[index] = new_set(look);
	for (size_t i = 0;
	     i < look->sought->shared->courses.items[index].ways.count; i++) {
		query_gather(solver, queries[i], false, look->always[index]);
		if (query_varies(queries[i]))
			query_gather(solver, queries[i], true,
				     look->opened[index]);
	}
	unite(look, look->opened[index], look->always[index]);
}

/* The labels on which a safe and a covered course are open. */
static void find_both(struct look *look)
{
	const struct shared_right *shared = look->sought->shared;
	uint64_t *covered = new_set(look);
	look->both = new_set(look);
	for (size_t i = 0; i < shared->courses.count; i++) {
		if (look->opened[i] && shared->courses.items[i].safe)
			unite(look, look->both, look->opened[i]);
		if (look->opened[i] && shared->courses.items[i].covered)
			unite(look, covered, look->opened[i]);
	}
	for (size_t i = 0; i < look->words; i++)
		look->both[i] &= covered[i];
}

/* Leaves out of those labels the ones on which no state opens the course. */
static void keep_open(struct look *look, size_t index)
{
	const unsigned limit = look->run->policy->type_count;
	uint64_t *opened = look->opened[index];
	for (size_t i = 0; i < look->words; i++)
		opened[i] &= look->both[i];
	for (unsigned i = set_next(opened, 0, limit); i < limit;
	     i = set_next(opened, i + 1, limit)) {
		if (set_has(look->always[index], i))
			continue;
		const struct when when =
			course_when(look->run, look->sought, index, i);
		if (when_is_never(&when))
			opened[i / 64] &= ~(UINT64_C(1) << i % 64);
	}
}

/* False: nothing that is safe and covered is opened alike. */
static bool look_at_all(struct look *look)
{
	const struct shared_right *shared = look->sought->shared;
	bool safe = false, covered = false;
	for (size_t i = 0; i < shared->courses.count; i++) {
		safe |= is_done(look, i) && shared->courses.items[i].safe;
		covered |= is_done(look, i) && shared->courses.items[i].covered;
	}
	if (!safe || !covered)
		return false;
	look->always = arena_alloc(&look->scratch, shared->courses.count,
				   sizeof *look->always);
	look->opened = arena_alloc(&look->scratch, shared->courses.count,
				   sizeof *look->opened);
	for (size_t i = 0; i < shared->courses.count; i++)
		if (is_done(look, i))
			look_at(look, i);
	find_both(look);
	for (size_t i = 0; i < shared->courses.count; i++)
		if (look->opened[i])
			keep_open(look, i);
	find_both(look);
	return !set_is_empty(look->both, look->words);
}

/* Whether the course is open on one of the labels. */
static bool is_opened(const struct look *look, size_t index)
{
	const uint64_t *opened = look->opened[index];
	for (size_t i = 0; opened && i < look->words; i++)
		if (opened[i] & look->both[i])
			return true;
	return false;
}

/* When it is open on some of them, as it is. */
static struct when find_when(const struct look *look, size_t index)
{
	struct run *run = look->run;
	const unsigned limit = run->policy->type_count;
	struct when when = when_never();
	for (size_t i = 0; i < look->words; i++)
		if (look->always[index][i] & look->both[i])
			return when_always();
	for (unsigned i = set_next(look->both, 0, limit);
	     i < limit && !when_is_always(&when);
	     i = set_next(look->both, i + 1, limit)) {
		if (!set_has(look->opened[index], i))
			continue;
		const struct when one =
			course_when(run, look->sought, index, i);
		when = when_or(&run->rights->conditions, &when, &one);
	}
	return when;
}

/* The same, once for all ops that take the course. */
static const struct when *opened_when(const struct look *look, size_t index)
{
	struct when *when = &look->whens[index];
	if (when_is_never(when))
		*when = find_when(look, index);
	return when;
}

/* --- Findings ------------------------------------------------------------- */

/* Xen's own domains that a safe op finds, and a covered one. */
static unsigned systems_of(const struct shared_right *shared,
			   const bool *courses)
{
	unsigned safe = 0, covered = 0;
	for (size_t i = 0; i < shared->courses.count; i++) {
		const struct course *course = &shared->courses.items[i];
		for (size_t j = 0; courses[i] && j < course->ways.count; j++) {
			const unsigned mask =
				course->ways.items[j]->system_domains;
			safe |= course->safe ? mask : 0;
			covered |= course->covered ? mask : 0;
		}
	}
	return safe & covered;
}

/* The same again for many a subject. */
static struct opened *get_opened(struct run *run, struct sought *sought,
				 const bool *courses)
{
	const size_t size = sought->shared->courses.count * sizeof *courses;
	for (size_t i = 0; i < sought->outcomes.count; i++)
		if (memcmp(sought->outcomes.items[i]->courses, courses, size) ==
		    0)
			return sought->outcomes.items[i];
	struct opened *opened = arena_alloc(run->arena, 1, sizeof *opened);
	bool *copy = arena_alloc(run->arena, 1, size);
	memcpy(copy, courses, size);
	*opened = (struct opened){.sought = sought, .courses = copy};
	opened->meaning = meaning_of_party(sought->shared->party,
					   systems_of(sought->shared, courses));
	*list_push(&sought->outcomes, run->arena) = opened;
	return opened;
}

/* The other ops that are opened, which many a finding mentions. */
static const struct beside *get_beside(struct run *run, struct opened *opened,
				       const struct op *op)
{
	const struct shared_right *shared = opened->sought->shared;
	for (size_t i = 0; i < opened->beside.count; i++)
		if (opened->beside.items[i].op == op)
			return &opened->beside.items[i];
	const struct op **others = arena_alloc(run->arena, shared->uses.count,
					       sizeof(struct op *));
	size_t count = 0;
	for (size_t i = 0; i < shared->uses.count; i++) {
		const struct use *use = &shared->uses.items[i];
		if (opened->courses[use->course] && use->op != op)
			others[count++] = use->op;
	}
	struct beside *beside = list_push(&opened->beside, run->arena);
	*beside = (struct beside){op, others, count};
	return beside;
}

static const char *name_uses(const struct opened *opened, bool covered,
			     struct arena *arena)
{
	const struct shared_right *shared = opened->sought->shared;
	const char *names = "";
	for (size_t i = 0; i < shared->uses.count; i++) {
		const struct use *use = &shared->uses.items[i];
		if (opened->courses[use->course] && use->covered == covered)
			names = arena_format(arena, "%s%s%s", names,
					     *names ? ", " : "", use->op->name);
	}
	return names;
}

static const char *describe_opened(const struct run *run,
				   const struct draft *draft,
				   struct arena *arena)
{
	const struct opened *opened = draft->context;
	return arena_format(arena, "%s of %s, for %s, opens the covered %s too",
			    opened->sought->shared->name,
			    run->policy->types[draft->subject].name,
			    name_uses(opened, false, arena),
			    name_uses(opened, true, arena));
}

/* Whether the object is one on which safe and covered ops are opened alike. */
static bool is_concerned(struct run *run, const struct draft *draft,
			 unsigned object)
{
	const struct opened *opened = draft->context;
	struct sought *sought = opened->sought;
	const struct shared_right *shared = sought->shared;
	bool safe = false, covered = false;
	solver_load(run->solver, draft->subject);
	for (size_t i = 0; i < shared->courses.count && !(safe && covered);
	     i++) {
		const struct course *course = &shared->courses.items[i];
		if (!opened->courses[i] ||
		    ((safe || !course->safe) && (covered || !course->covered)))
			continue;
		const struct when when = course_when(run, sought, i, object);
		safe |= course->safe && !when_is_never(&when);
		covered |= course->covered && !when_is_never(&when);
	}
	return safe && covered;
}

/* The covered op that needs least to be true; the first of them. */
static const struct use *first_covered(const struct look *look,
				       const bool *courses)
{
	const struct shared_right *shared = look->sought->shared;
	const struct use *first = NULL;
	for (size_t i = 0; i < shared->uses.count; i++) {
		const struct use *use = &shared->uses.items[i];
		if (!use->covered || !courses[use->course])
			continue;
		if (when_is_always(opened_when(look, use->course)))
			return use;
		first = first ? first : use;
	}
	return first;
}

/* The roles of the finding, for which it can take to know all its objects. */
static unsigned find_roles(const struct look *look, const struct draft *draft,
			   struct role_part parts[2])
{
	struct run *run = look->run;
	const char *role = run_role_of(run, draft->subject);
	const struct type_list none = {NULL, 0};
	if (!types_role_needs_objects(run, draft->subject, role,
				      draft->meaning))
		return types_roles(run, draft->subject, role, &none,
				   draft->meaning, parts);
	return types_roles_of_set(run, draft->subject, role, look->both,
				  draft->meaning, parts);
}

static void add_opened(struct look *look, unsigned subject, const bool *courses)
{
	struct run *run = look->run;
	const struct use *use = first_covered(look, courses);
	if (!use)
		return;
	struct opened *opened = get_opened(run, look->sought, courses);
	const struct beside *beside = get_beside(run, opened, use->op);
	struct draft draft = {.code = "XSM201",
			      .subject = subject,
			      .op = use->op,
			      .mentions = beside->others,
			      .mention_count = beside->count,
			      .granted = &look->sought->shared->right,
			      .concerns = is_concerned,
			      .fact = look->sought->shared->fact,
			      .op_varies = true,
			      .describe = describe_opened,
			      .context = opened,
			      .meaning = &opened->meaning};
	draft.condition =
		when_text(&run->rights->conditions,
			  opened_when(look, use->course), &draft.default_state);
	struct role_part parts[2];
	unsigned count = find_roles(look, &draft, parts);
	for (unsigned i = 0; i < count; i++) {
		draft.role = parts[i].role;
		draft.part = parts[i].part;
		run_add_finding(run, &draft);
	}
}

static void see_sought(struct run *run, const struct collateral *collateral,
		       struct sought *sought, unsigned subject)
{
	struct look look = {.run = run,
			    .sought = sought,
			    .done = collateral->done,
			    .words = set_words(run->policy->type_count)};
	const size_t count = sought->shared->courses.count;
	if (look_at_all(&look)) {
		bool *courses =
			arena_alloc(&look.scratch, count, sizeof *courses);
		look.whens =
			arena_alloc(&look.scratch, count, sizeof *look.whens);
		for (size_t i = 0; i < count; i++)
			courses[i] = is_opened(&look, i);
		add_opened(&look, subject, courses);
	}
	arena_release(&look.scratch);
}

static void see(struct run *run, const struct subject *subject, void *state)
{
	struct collateral *collateral = state;
	/* A permissive type can do it all, whatever it is granted. */
	if (run->policy->types[subject->type].permissive)
		return;
	solver_load(run->solver, subject->type);
	memset(collateral->done, 0,
	       run->repertoire->groups.list.count * sizeof *collateral->done);
	for (size_t i = 0; i < subject->ability_count; i++)
		collateral->done[subject->abilities[i].group->index] = true;
	for (size_t i = 0; i < collateral->count; i++) {
		struct sought *sought = &collateral->rights[i];
		if (run_may_have(run, subject->type, sought->shared->right))
			see_sought(run, collateral, sought, subject->type);
	}
}

static const struct rule rules[] = {
	{.code = "XSM201",
	 .name = "collateral-op",
	 .level = LEVEL_WARNING,
	 .title = "a permission for a safe op opens a covered one too",
	 .explanation =
		 "The hypervisor asks the same permission for several ops: "
		 "with "
		 "what lets the type do a safe op, it can do a covered one as "
		 "well. Where the rule is meant for the safe op alone, there "
		 "is "
		 "no way to say so in this release; accept it when the covered "
		 "op does no harm there, as its own finding says.",
	 .bad = "type toolstack_t, domain_type;\n"
		"role system_r types toolstack_t;\n"
		"# Meant for XENPF_get_cpuinfo; XEN_SYSCTL_getcpuinfo is asked "
		"the same.\n"
		"allow toolstack_t xen_t:xen getcpuinfo;\n",
	 .good = "type toolstack_t, domain_type;\n"
		 "role system_r types toolstack_t;\n"
		 "allow dom0_t xen_t:xen getcpuinfo;\n",
	 .accept =
		 "When the covered op does no harm in the hands of this type, "
		 "as its own finding says. In this release no rule can part "
		 "the "
		 "two."},
};

const struct rule_set rule_collateral = {
	.name = "collateral",
	.start = start,
	.see = see,
	.rules = rules,
	.rule_count = sizeof rules / sizeof *rules,
};
