/* XSM201: a permission that safe and covered ops are asked alike. */
#include <string.h>

#include "rule/rule_collateral_look.h"
#include "rule/rule_collateral_share.h"
#include "rule/rule_table.h"
#include "run/run.h"

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

struct collateral {
	struct sought *rights;
	size_t count;
	bool *done; /* by group: whether the subject that is seen does it */
};

static void *start(struct run *run)
{
	struct collateral *collateral =
		arena_alloc(run->arena, 1, sizeof *collateral);
	if (!run->shared->sharing)
		run->shared->sharing = sharing_make(run->shared);
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
		const struct when when = sought_when(run, sought, i, object);
		safe |= course->safe && !when_is_never(&when);
		covered |= course->covered && !when_is_never(&when);
	}
	return safe && covered;
}

/* The covered op that needs least to be true; the first of them. */
static const struct use *first_covered(const struct collateral_look *look,
				       const bool *courses)
{
	const struct shared_right *shared = look->sought->shared;
	const struct use *first = NULL;
	for (size_t i = 0; i < shared->uses.count; i++) {
		const struct use *use = &shared->uses.items[i];
		if (!use->covered || !courses[use->course])
			continue;
		if (when_is_always(look_when(look, use->course)))
			return use;
		first = first ? first : use;
	}
	return first;
}

/* The roles of the finding, for which it can take to know all its objects. */
static unsigned find_roles(const struct collateral_look *look,
			   const struct draft *draft, struct role_part parts[2])
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

static void add_opened(struct collateral_look *look, unsigned subject,
		       const bool *courses)
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
			  look_when(look, use->course), &draft.default_state);
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
	struct collateral_look look = {
		.run = run,
		.sought = sought,
		.done = collateral->done,
		.words = set_words(run->policy->type_count)};
	const size_t count = sought->shared->courses.count;
	if (look_find(&look)) {
		bool *courses =
			arena_alloc(&look.scratch, count, sizeof *courses);
		look.whens =
			arena_alloc(&look.scratch, count, sizeof *look.whens);
		for (size_t i = 0; i < count; i++)
			courses[i] = look_opens(&look, i);
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
