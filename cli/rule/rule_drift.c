/* XSM301 to XSM306: what changes when a policy moves to another release. */
#include <stdint.h>

#include "rule/rule_drift_rule.h"
#include "rule/rule_drift_vector.h"
#include "rule/rule_table.h"
#include "run/run.h"

/*
 * What the move from the newest release that the policy fits to the one that
 * was asked for changes, with the same rules.
 */
struct drift {
	struct run *run;
	unsigned base;	   /* release that the policy fits; NO_INDEX: none */
	size_t words;	   /* of a row of ops */
	uint64_t *done[2]; /* by type: ops that it can do, a bit each */
	unsigned side;	   /* that is seen: 0 is the release asked for */
	struct run *to;	   /* that findings are added to */
	struct run *from;  /* of the release that the policy fits */
	bool opens;	   /* the move opens something */
};

enum { ASKED_FOR, FITTING };

/* The newest release that fits; NO_INDEX when there is none, or no move. */
static unsigned find_base(const struct release_choice *choice)
{
	if (choice->by != CHOICE_BY_NAME || !choice->candidate_count ||
	    release_choice_fits(choice))
		return NO_INDEX;
	return choice->candidates[choice->candidate_count - 1];
}

static uint64_t *row_of(const struct drift *drift, unsigned side, unsigned type)
{
	return drift->done[side] + drift->words * type;
}

static bool can_do(const struct drift *drift, unsigned side, unsigned type,
		   unsigned op)
{
	return row_of(drift, side, type)[op / 64] >> op % 64 & 1;
}

static void *start(struct run *run)
{
	struct drift *drift = arena_alloc(run->arena, 1, sizeof *drift);
	const size_t types = run->policy->type_count;
	drift->run = run;
	drift->to = run;
	drift->base = find_base(run->request.release);
	if (drift->base == NO_INDEX)
		return drift;
	drift->words = run->registry->op_count / 64 + 1;
	for (unsigned i = 0; i < 2; i++)
		drift->done[i] = arena_alloc(run->arena, types * drift->words,
					     sizeof(uint64_t));
	return drift;
}

static void record(struct drift *drift, const struct subject *subject)
{
	uint64_t *row = row_of(drift, drift->side, subject->type);
	for (size_t i = 0; i < subject->ability_count; i++) {
		const struct op *const *ops;
		size_t count = group_ops(subject->abilities[i].group, &ops);
		for (size_t j = 0; j < count; j++) {
			size_t op =
				(size_t)(ops[j] - drift->run->registry->ops);
			row[op / 64] |= (uint64_t)1 << op % 64;
		}
	}
}

static void see(struct run *run, const struct subject *subject, void *state)
{
	struct drift *drift = state;
	(void)run;
	if (drift->base != NO_INDEX)
		record(drift, subject);
}

/* --- Findings ------------------------------------------------------------ */

static const char *release_name(const struct drift *drift, unsigned release)
{
	return drift->run->registry->releases[release].name;
}

static enum status status_in(const struct drift *drift, const struct op *op,
			     unsigned release)
{
	return registry_op_status(drift->run->registry, op, release).status;
}

static bool is_in(const struct op *op, unsigned release)
{
	return release_set_has(&op->in, release);
}

static const char *describe_opened(const struct run *run,
				   const struct draft *draft,
				   struct arena *arena)
{
	const struct drift *drift = draft->context;
	return arena_format(arena,
			    "in %s %s can perform %s, which the same rules do "
			    "not open in %s",
			    release_name(drift, run->release),
			    run->policy->types[draft->subject].name,
			    draft->op->name, release_name(drift, drift->base));
}

static const char *describe_objects(const struct run *run,
				    const struct draft *draft,
				    struct arena *arena)
{
	const struct drift *drift = draft->context;
	return arena_format(arena,
			    "in %s %s can perform %s on objects on which the "
			    "same rules do not open it in %s",
			    release_name(drift, run->release),
			    run->policy->types[draft->subject].name,
			    draft->op->name, release_name(drift, drift->base));
}

static const char *describe_new(const struct run *run,
				const struct draft *draft, struct arena *arena)
{
	const struct drift *drift = draft->context;
	return arena_format(arena,
			    "%s can perform %s, which is there in %s and not "
			    "in %s",
			    run->policy->types[draft->subject].name,
			    draft->op->name, release_name(drift, run->release),
			    release_name(drift, drift->base));
}

static const char *describe_covered(const struct run *run,
				    const struct draft *draft,
				    struct arena *arena)
{
	const struct drift *drift = draft->context;
	return arena_format(arena,
			    "%s can perform %s, which is safe by the "
			    "statement in %s and covered in %s",
			    run->policy->types[draft->subject].name,
			    draft->op->name, release_name(drift, drift->base),
			    release_name(drift, run->release));
}

static struct type_list objects_by_name(const struct run *run,
					const struct ability *ability)
{
	const struct type_list objects = ability_objects(ability, run->arena);
	return (struct type_list){run_by_name(run, &objects, run->arena),
				  objects.count};
}

/* Whether all ways are about labels that have to be found. */
static bool has_open_objects(const struct group *group)
{
	for (size_t i = 0; i < group->way_count; i++)
		if (!party_is_open(group->ways[i].object))
			return false;
	return true;
}

/*
 * Objects to which the subject cannot do the op in the other release, where
 * it can do it to some, and what is asked differs.
 */
static struct type_list objects_apart(const struct drift *drift,
				      struct run *other, const struct op *op,
				      const struct ability *ability)
{
	struct arena *arena = drift->run->arena;
	const size_t index = (size_t)(op - drift->run->registry->ops);
	const struct group *group = other->repertoire->groups.of_op[index];
	struct type_list apart = {NULL, 0};
	if (!group || group_equal(group, ability->group) ||
	    !has_open_objects(group) || !has_open_objects(ability->group))
		return apart;
	const struct type_list all = objects_by_name(ability->run, ability);
	unsigned *items = arena_alloc(arena, all.count, sizeof *items);
	for (size_t i = 0; i < all.count; i++) {
		const struct when when = ability_when(other, ability->subject,
						      group, all.items[i]);
		if (when_is_never(&when))
			items[apart.count++] = all.items[i];
	}
	apart.items = items;
	return apart;
}

static void add_finding(struct drift *drift, struct draft *draft,
			const struct ability *ability)
{
	struct run *to = drift->to;
	if (!draft->objects.count)
		draft->objects = objects_by_name(to, ability);
	const size_t count = draft->objects.count;
	if (!draft->message && count)
		draft->asked = drift_find_asked(to, draft->op, draft->subject,
						draft->objects.items[0],
						&draft->asked_count);
	struct role_part parts[2];
	const struct meaning meaning = meaning_of_group(ability->group);
	unsigned part_count =
		types_roles(to, draft->subject, run_role_of(to, draft->subject),
			    &draft->objects, &meaning, parts);
	draft->condition = ability->condition;
	draft->default_state = ability->default_state;
	draft->context = drift;
	const struct type_list all = draft->objects;
	for (unsigned i = 0; i < part_count; i++) {
		draft->role = parts[i].role;
		draft->objects = types_part(to, draft->subject, parts[i].part,
					    &meaning, &all, to->arena);
		run_add_finding(to, draft);
	}
}

/* What the release asked for opens, and what is covered there alone. */
static void add_opened(struct drift *drift, unsigned type, const struct op *op,
		       const struct ability *ability)
{
	const unsigned index = (unsigned)(op - drift->run->registry->ops);
	struct draft draft = {
		.code = "XSM305", .subject = type, .op = op, .fact = ""};
	/* What is safe is told, as a note. */
	draft.lower = status_in(drift, op, drift->run->release) == STATUS_SAFE;
	if (!is_in(op, drift->base))
		draft.describe = describe_new;
	else if (!can_do(drift, FITTING, type, index))
		draft.describe = describe_opened;
	else if (status_in(drift, op, drift->base) == STATUS_SAFE &&
		 status_in(drift, op, drift->run->release) == STATUS_COVERED)
		draft.describe = describe_covered;
	else
		draft.objects = objects_apart(drift, drift->from, op, ability);
	if (!draft.describe && !draft.objects.count)
		return;
	if (!draft.describe)
		draft.describe = describe_objects;
	add_finding(drift, &draft, ability);
}

static const struct op *const *mention(struct run *run, const struct op *op)
{
	const struct op **mentions = arena_alloc(run->arena, 1, sizeof(void *));
	*mentions = op;
	return mentions;
}

/* What only the fitting release opens. */
static void add_closed(struct drift *drift, unsigned type, const struct op *op,
		       const struct ability *ability)
{
	const unsigned index = (unsigned)(op - drift->run->registry->ops);
	struct draft draft = {.code = "XSM306", .subject = type, .fact = ""};
	if (!is_in(op, drift->run->release))
		return;
	const bool partly = can_do(drift, ASKED_FOR, type, index);
	if (partly) {
		draft.objects = objects_apart(drift, drift->to, op, ability);
		if (!draft.objects.count)
			return;
	} else {
		draft.objects = objects_by_name(drift->to, ability);
	}
	/* Of the objects the op is not the subject's any more. */
	draft.mentions = mention(drift->to, op);
	draft.mention_count = 1;
	draft.message =
		drift_missing_rules(drift->to, op, type, &draft.objects, partly,
				    release_name(drift, drift->base));
	add_finding(drift, &draft, ability);
}

static void compare(struct run *run, const struct subject *subject, void *state)
{
	struct drift *drift = state;
	(void)run;
	for (size_t i = 0; i < subject->ability_count; i++) {
		const struct ability *ability = &subject->abilities[i];
		const struct op *const *ops;
		size_t count = group_ops(ability->group, &ops);
		for (size_t j = 0; j < count; j++)
			if (drift->side == FITTING)
				add_closed(drift, subject->type, ops[j],
					   ability);
			else
				add_opened(drift, subject->type, ops[j],
					   ability);
	}
}

static void compare_ops(struct drift *drift)
{
	static const struct rule_set seeing = {.name = "drift", .see = see};
	static const struct rule_set comparing = {.name = "drift",
						  .see = compare};
	drift->from = run_for_release(drift->to, drift->base);
	if (!drift->from)
		return;
	drift->side = FITTING;
	run_see_subjects(drift->from, &seeing, drift);
	run_see_subjects(drift->from, &comparing, drift);
	drift->side = ASKED_FOR;
	run_see_subjects(drift->to, &comparing, drift);
}

static void finish(struct run *run, void *state)
{
	struct drift *drift = state;
	const struct release_choice *choice = run->request.release;
	if (choice->by == CHOICE_BY_NAME)
		drift_compare_vectors(run);
	if (choice->by != CHOICE_TO_COMPARE || release_choice_fits(choice))
		drift_compare_sids(run, drift->base);
	if (drift->base != NO_INDEX)
		compare_ops(drift);
}

static const struct rule rules[] = {
	{.code = "XSM301",
	 .name = "class-missing",
	 .level = LEVEL_ERROR,
	 .title = "the release has a class or initial SID that the policy has "
		  "not",
	 .explanation =
		 "Xen refuses to load the policy (a class), or takes what the "
		 "SID stands for as unlabelled. Compile the policy with the "
		 "access vectors and initial SIDs of that release, and a "
		 "context for each SID.",
	 .bad = "# policy for Xen 4.10.4\n"
		"# xsmc lint --release 4.22.0\n",
	 .good = "# policy for Xen 4.22.0\n"
		 "# xsmc lint --release 4.22.0\n",
	 .accept = "Never, for a policy that is to be loaded by this release."},
	{.code = "XSM302",
	 .name = "permission-missing",
	 .level = LEVEL_ERROR,
	 .title = "the release has a permission that the policy has not",
	 .explanation =
		 "Xen refuses to load the policy: each permission that the "
		 "hypervisor knows must be there, with its number. Compile the "
		 "policy with the access vectors of that release.",
	 .bad = "# policy for Xen 4.18.4\n"
		"# xsmc lint --release 4.18.5\n",
	 .good = "# policy for Xen 4.18.5\n"
		 "# xsmc lint --release 4.18.5\n",
	 .accept = "Never, for a policy that is to be loaded by this release."},
	{.code = "XSM303",
	 .name = "renumbered",
	 .level = LEVEL_ERROR,
	 .title =
		 "a class, permission or initial SID has another number in the "
		 "release",
	 .explanation =
		 "Xen goes by numbers and refuses to load a policy whose "
		 "classes or permissions stand elsewhere; it does not look at "
		 "initial SIDs, so with another number they mean something "
		 "else. Only the first one that differs is told. Compile the "
		 "policy with the access vectors of that release.",
	 .bad = "# policy for Xen 4.16.7\n"
		"# xsmc lint --release 4.17.0\n",
	 .good = "# policy for Xen 4.17.0\n"
		 "# xsmc lint --release 4.17.0\n",
	 .accept = "Never, for a policy that is to be loaded by this release."},
	{.code = "XSM304",
	 .name = "surplus",
	 .level = LEVEL_NOTE,
	 .title = "the policy has a class, permission or initial SID that the "
		  "release does not know",
	 .explanation = "Behind what the release knows it does no harm, and no "
			"effect: "
			"rules on it say nothing there. Between, it moves what "
			"follows, and Xen refuses the policy (XSM303).",
	 .bad = "# policy for Xen 4.18.5\n"
		"# xsmc lint --release 4.18.4\n",
	 .good = "# policy for Xen 4.18.4\n"
		 "# xsmc lint --release 4.18.4\n",
	 .accept =
		 "When the policy is made for a newer release, or has classes "
		 "of the site's own, behind those of Xen."},
	{.code = "XSM305",
	 .name = "move-opens-op",
	 .level = LEVEL_WARNING,
	 .title = "the move to the release opens an op, or makes it covered",
	 .explanation =
		 "By the same rules a type can do an op in this release that "
		 "it "
		 "can not in the newest one that the policy fits; or it could, "
		 "and the op is covered only in this one. The hypervisor asks "
		 "other permissions, or has a new op. It is a note where the "
		 "op "
		 "is safe. Take the grant away before the update, if it is not "
		 "meant.",
	 .bad = "# policy for Xen 4.11.4\n"
		"# xsmc lint --release 4.12.0\n"
		"type toolstack_t, domain_type;\n"
		"role system_r types toolstack_t;\n"
		"allow toolstack_t domU_t:domain getvcpuinfo;\n",
	 .good = "# policy for Xen 4.11.4\n"
		 "# xsmc lint --release 4.12.0\n"
		 "type toolstack_t, domain_type;\n"
		 "role system_r types toolstack_t;\n"
		 "allow dom0_t domU_t:domain getvcpuinfo;\n",
	 .accept = "When the type may have the op in the new release."},
	{.code = "XSM306",
	 .name = "move-closes-op",
	 .level = LEVEL_WARNING,
	 .title = "the move to the release closes an op",
	 .explanation =
		 "What a type can do in the newest release that the policy "
		 "fits, it can not in this one: it asks for permissions that "
		 "the policy does not grant. The message says which rules are "
		 "missing. Add them before the update, if the op is needed; "
		 "accept it if not.",
	 .bad = "# policy for Xen 4.7.6\n"
		"# xsmc lint --release 4.8.0\n"
		"type toolstack_t, domain_type;\n"
		"role system_r types toolstack_t;\n"
		"allow toolstack_t domU_t:domain { setextvcpucontext };\n",
	 .good = "# policy for Xen 4.7.6\n"
		 "# xsmc lint --release 4.8.0\n"
		 "type toolstack_t, domain_type;\n"
		 "role system_r types toolstack_t;\n"
		 "allow toolstack_t domU_t:domain { setextvcpucontext "
		 "setvcpucontext };\n",
	 .accept = "When the type has no need of the op any more."},
};

const struct rule_set rule_drift = {
	.name = "drift",
	.start = start,
	.see = see,
	.finish = finish,
	.rules = rules,
	.rule_count = sizeof rules / sizeof *rules,
};
