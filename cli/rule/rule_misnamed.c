/*
 * XSM202 to XSM204: permissions whose names tell of another check than theirs.
 */
#include <string.h>

#include "rule/rule_table.h"
#include "run/run.h"
#include "right/right.h"

/* An op that is asked another permission than its check is named after. */
struct misnamed {
	const struct op *op;
	const char *nominal, *effective; /* CLASS:PERMISSION */
	const char *shut, *opened;	 /* what each of them does, as facts */
	struct right named, asked;
	bool is_named_known, is_asked_known;
	bool is_named_asked; /* by another op */
};

/* A permission that nothing asks. */
struct unasked {
	const char *name; /* CLASS:PERMISSION */
	struct right right;
};

struct misnaming {
	list_of(struct misnamed) misnamed;
	list_of(struct unasked) unasked;
};

/* --- What the registry says of the release ------------------------------ */

static const char *name_right(struct run *run, const struct access *access)
{
	return arena_format(run->shared->arena, "%s:%s", access->object_class,
			    access->permission);
}

/* What is told of the release, and the permissions that it asks by class. */
struct telling {
	struct misnaming *misnaming;
	const uint32_t *asked;
};

static bool is_asked(const struct telling *telling, struct right right)
{
	return telling->asked[right.object_class] >> right.bit & 1;
}

static void add_misnamed(struct run *run, const struct telling *telling,
			 const struct op *op, const struct access *access)
{
	struct misnamed *row =
		list_push(&telling->misnaming->misnamed, run->shared->arena);
	const char *colon = strchr(access->nominal, ':');
	const char *object_class =
		arena_slice(run->shared->arena, access->nominal,
			    (size_t)(colon - access->nominal));
	*row = (struct misnamed){.op = op,
				 .nominal = access->nominal,
				 .effective = name_right(run, access)};
	row->shut = arena_format(run->shared->arena, "%s opens it not",
				 row->nominal);
	row->opened =
		arena_format(run->shared->arena, "%s opens it", row->effective);
	row->is_named_known =
		run_find_right(run, object_class, colon + 1, &row->named);
	row->is_asked_known = run_find_right(run, access->object_class,
					     access->permission, &row->asked);
	row->is_named_asked =
		row->is_named_known && is_asked(telling, row->named);
}

static void note_misnamed(struct run *run, const struct telling *telling,
			  const struct op *op)
{
	for (unsigned i = 0; i < op->accesses.count; i++) {
		const struct access *access =
			&run->registry->accesses[op->accesses.first + i];
		if (access->nominal && access->kind == ACCESS_ASKED &&
		    release_set_has(&access->in, run->release))
			add_misnamed(run, telling, op, access);
	}
}

/* Some op is named after it: that is another rule's business. */
static bool is_nominal(const struct misnaming *misnaming, const char *name)
{
	for (size_t i = 0; i < misnaming->misnamed.count; i++)
		if (strcmp(misnaming->misnamed.items[i].nominal, name) == 0)
			return true;
	return false;
}

static void note_unasked(struct run *run, const struct telling *telling)
{
	unsigned *classes;
	size_t count = registry_classes(run->registry, run->release,
					run->shared->arena, &classes);
	for (size_t i = 0; i < count; i++) {
		const struct object_class *class =
			&run->registry->classes[classes[i]];
		const char **names;
		size_t bits =
			registry_permissions(run->registry, class, run->release,
					     run->shared->arena, &names);
		for (size_t j = 0; j < bits; j++) {
			struct right right;
			if (!run_find_right(run, class->name, names[j],
					    &right) ||
			    is_asked(telling, right))
				continue;
			const char *name =
				arena_format(run->shared->arena, "%s:%s",
					     class->name, names[j]);
			if (!is_nominal(telling->misnaming, name))
				*list_push(&telling->misnaming->unasked,
					   run->shared->arena) =
					(struct unasked){name, right};
		}
	}
}

/* Nothing of it depends on more than release and vectors. */
static const struct misnaming *find_misnaming(struct run *run)
{
	struct misnaming *misnaming =
		arena_alloc(run->shared->arena, 1, sizeof *misnaming);
	const struct telling telling = {
		misnaming, shared_asked(run->shared, NULL, run->shared->arena)};
	for (unsigned i = 0; i < run->registry->op_count; i++)
		if (release_set_has(&run->registry->ops[i].in, run->release))
			note_misnamed(run, &telling, &run->registry->ops[i]);
	note_unasked(run, &telling);
	return misnaming;
}

/* The state is the run: what there is to know is shared. */
static void *start(struct run *run)
{
	if (!run->shared->misnaming)
		run->shared->misnaming = find_misnaming(run);
	return run;
}

/* --- What a subject has of it -------------------------------------------- */

/* When the subject has the right on any type at all. */
static struct when granted_when(struct run *run, unsigned subject,
				struct right right)
{
	struct rights *rights = run->rights;
	struct arena scratch = ARENA_INIT;
	struct when when = when_never();
	if (!run->policy->bounds && run_has_always(run, subject, right))
		return when_always();
	const struct type_list targets =
		run_targets(run, subject, right, &scratch);
	for (size_t i = 0; i < targets.count && !when_is_always(&when); i++) {
		struct when one = rights_when(rights, subject, targets.items[i],
					      right.object_class,
					      UINT32_C(1) << right.bit);
		when = when_or(&rights->conditions, &when, &one);
	}
	arena_release(&scratch);
	return when;
}

/* Adds the finding that the subject is granted a right, if it is at all. */
static void add_granted(struct run *run, const struct right *right,
			const struct draft *draft)
{
	struct draft added = *draft;
	struct when when = granted_when(run, draft->subject, *right);
	if (when_is_never(&when))
		return;
	added.granted = right;
	added.condition = when_text(&run->rights->conditions, &when,
				    &added.default_state);
	run_add_finding(run, &added);
}

static const char *describe_named(const struct run *run,
				  const struct draft *draft,
				  struct arena *arena)
{
	const struct misnamed *row = draft->context;
	return arena_format(arena,
			    "%s has %s, which does not open %s in %s: that is "
			    "asked %s",
			    run->policy->types[draft->subject].name,
			    row->nominal, row->op->name,
			    run->registry->releases[run->release].name,
			    row->effective);
}

static const char *describe_effective(const struct run *run,
				      const struct draft *draft,
				      struct arena *arena)
{
	const struct misnamed *row = draft->context;
	return arena_format(arena,
			    "%s has %s, which opens %s in %s, though that is "
			    "named after %s",
			    run->policy->types[draft->subject].name,
			    row->effective, row->op->name,
			    run->registry->releases[run->release].name,
			    row->nominal);
}

static void see_misnamed(struct run *run, const struct misnaming *misnaming,
			 const struct subject *subject)
{
	for (size_t i = 0; i < misnaming->misnamed.count; i++) {
		const struct misnamed *row = &misnaming->misnamed.items[i];
		struct draft draft = {.code = "XSM202",
				      .subject = subject->type,
				      .op = row->op,
				      .context = row};
		if (row->is_named_known && !row->is_named_asked &&
		    run_may_have(run, subject->type, row->named)) {
			struct draft named = draft;
			named.code = "XSM204";
			named.op = NULL;
			named.mentions = &row->op;
			named.mention_count = 1;
			named.describe = describe_named;
			named.fact = row->shut;
			add_granted(run, &row->named, &named);
		}
		if (row->is_asked_known &&
		    run_may_have(run, subject->type, row->asked) &&
		    subject_does(subject, row->op)) {
			draft.describe = describe_effective;
			draft.fact = row->opened;
			add_granted(run, &row->asked, &draft);
		}
	}
}

static const char *describe_unasked(const struct run *run,
				    const struct draft *draft,
				    struct arena *arena)
{
	const struct unasked *row = draft->context;
	return arena_format(arena, "%s has %s, which no op of %s is asked",
			    run->policy->types[draft->subject].name, row->name,
			    run->registry->releases[run->release].name);
}

static void see_unasked(struct run *run, const struct misnaming *misnaming,
			unsigned subject)
{
	for (size_t i = 0; i < misnaming->unasked.count; i++) {
		const struct unasked *row = &misnaming->unasked.items[i];
		struct draft draft = {.code = "XSM203",
				      .subject = subject,
				      .fact = row->name,
				      .describe = describe_unasked,
				      .context = row};
		if (!run_may_have(run, subject, row->right))
			continue;
		add_granted(run, &row->right, &draft);
	}
}

static void see(struct run *run, const struct subject *subject, void *state)
{
	const struct misnaming *misnaming = run->shared->misnaming;
	(void)state;
	/* A permissive type can do it all, whatever it is granted. */
	if (run->policy->types[subject->type].permissive)
		return;
	see_misnamed(run, misnaming, subject);
	see_unasked(run, misnaming, subject->type);
}

static const struct rule rules[] = {
	{.code = "XSM202",
	 .name = "misnamed-permission",
	 .level = LEVEL_WARNING,
	 .title = "a permission opens an op whose check is named after another "
		  "one",
	 .explanation =
		 "In this release the hypervisor checks another permission "
		 "than "
		 "the one that the op's check is named after. A type that has "
		 "the effective permission, for whatever reason, can also do "
		 "this op. Grant by effect: see xsmc query "
		 "--permission. Accept it when the type may do the op.",
	 .bad = "# policy for Xen 4.10.4\n"
		"type toolstack_t, domain_type;\n"
		"role system_r types toolstack_t;\n"
		"allow toolstack_t domU_t:domain getvcpucontext;\n",
	 .good = "# policy for Xen 4.12.4\n"
		 "type toolstack_t, domain_type;\n"
		 "role system_r types toolstack_t;\n"
		 "allow toolstack_t domU_t:domain getvcpucontext;\n",
	 .accept = "When the type may do the op that the permission opens as "
		   "well."},
	{.code = "XSM203",
	 .name = "permission-without-effect",
	 .level = LEVEL_NOTE,
	 .title = "a permission is granted that nothing asks",
	 .explanation =
		 "No op of this release is checked for the permission, so the "
		 "rule does nothing there. It may open something after an "
		 "update. Take it away, or keep it for another release.",
	 .bad = "type monitor_t, domain_type;\n"
		"role system_r types monitor_t;\n"
		"allow monitor_t domU_t:hvm altp2mhvm;\n",
	 .good = "type monitor_t, domain_type;\n"
		 "role system_r types monitor_t;\n"
		 "allow monitor_t domU_t:hvm altp2mhvm_op;\n",
	 .accept = "When the rule is there for another release."},
	{.code = "XSM204",
	 .name = "permission-in-vain",
	 .level = LEVEL_WARNING,
	 .title = "a permission does not open the op that is named after it",
	 .explanation =
		 "In this release the hypervisor passes another bit than the "
		 "one that the op's check is named after, and nothing asks the "
		 "named permission: the rule opens nothing, and may open the "
		 "op "
		 "after an update. Grant by effect: see xsmc query "
		 "--permission. Accept it when the rule is also meant for "
		 "releases that check it right.",
	 .bad = "# policy for Xen 4.10.4\n"
		"type toolstack_t, domain_type;\n"
		"role system_r types toolstack_t;\n"
		"allow toolstack_t domU_t:domain2 set_vnumainfo;\n",
	 .good = "# policy for Xen 4.10.4\n"
		 "type toolstack_t, domain_type;\n"
		 "role system_r types toolstack_t;\n"
		 "allow dom0_t domU_t:domain2 set_vnumainfo;\n",
	 .accept = "When the same policy text is meant for releases that check "
		   "the permission by its name."},
};

const struct rule_set rule_misnamed = {
	.name = "misnamed",
	.start = start,
	.see = see,
	.rules = rules,
	.rule_count = sizeof rules / sizeof *rules,
};
