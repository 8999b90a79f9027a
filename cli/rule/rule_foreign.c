/* Classes and permissions that rules grant and that no release has. */
#include <string.h>

#include "rule/rule_table.h"
#include "run/run.h"

USES_MESSAGE(WORDS_NOT_UNDERSTOOD);

/* A bit for each of the class that no release has by that name. */
static uint32_t unknown_permissions(const struct registry *registry,
				    const struct policy_class *have)
{
	uint32_t unknown = 0;
	for (unsigned bit = 0; bit < have->permission_count; bit++)
		if (have->permissions[bit])
			unknown |= UINT32_C(1) << bit;
	for (unsigned i = 0; i < registry->class_count && unknown; i++) {
		const struct object_class *class = &registry->classes[i];
		if (strcmp(class->name, have->name) != 0)
			continue;
		for (unsigned j = 0; j < class->permissions.count; j++) {
			unsigned bit = policy_find_permission(
				have,
				registry->permissions[class->permissions.first +
						      j]
					.name);
			if (bit != NO_INDEX)
				unknown &= ~(UINT32_C(1) << bit);
		}
	}
	return unknown;
}

/* What rules grant of it, and the first that does. */
struct foreign_grant {
	uint32_t permissions;
	const struct policy_rule *first;
};

static struct foreign_grant find_granted(const struct policy *policy,
					 unsigned object_class,
					 uint32_t unknown)
{
	struct foreign_grant granted = {0, NULL};
	for (unsigned i = 0; i < policy->rule_count; i++) {
		const struct policy_rule *rule = &policy->rules[i];
		if (rule->object_class != object_class ||
		    !(rule->permissions & unknown))
			continue;
		granted.permissions |= rule->permissions & unknown;
		if (!granted.first)
			granted.first = rule;
	}
	return granted;
}

static const char *names_of(struct run *run, const struct policy_class *class,
			    uint32_t permissions)
{
	const char *names = "";
	for (unsigned bit = 0; bit < class->permission_count; bit++)
		if (permissions >> bit & 1)
			names = arena_format(run->arena, "%s%s%s", names,
					     *names ? ", " : "",
					     class->permissions[bit]);
	return names;
}

/* Where the rule stands; file NULL: that is not known. */
static struct location place_of(struct run *run, const struct policy_rule *rule,
				uint32_t permissions)
{
	const struct policy *policy = run->policy;
	const struct policy_type *source = &policy->types[rule->source];
	const struct policy_type *target = &policy->types[rule->target];
	struct source_location *locations;
	if (!source->member_count || !target->member_count)
		return location_file(NULL);
	size_t count = source_locate(policy, source->members[0],
				     target->members[0], rule->object_class,
				     (unsigned)__builtin_ctz(permissions),
				     run->arena, &locations);
	if (!count || !locations[0].file)
		return location_file(NULL);
	return (struct location){locations[0].file, locations[0].line, 1};
}

static void add(struct run *run, unsigned object_class,
		const struct foreign_grant *granted)
{
	const struct policy_class *class = &run->policy->classes[object_class];
	const uint32_t first =
		granted->first->permissions & granted->permissions;
	const struct location at = place_of(run, granted->first, first);
	const char *words =
		arena_format(run->arena, "%s: %s", class->name,
			     names_of(run, class, granted->permissions));
	const struct draft draft = {
		.code = "XSM309",
		.subject = NO_TYPE,
		.fact = words,
		.message = arena_format(
			run->arena,
			"rules grant what no release has, so what it opens is "
			"not known: class %s",
			words),
		.default_state = true,
		.place = at,
	};
	run_add_finding(run, &draft);
	run_add_limit(run, MESSAGE_WORDS_NOT_UNDERSTOOD,
		      at.file ? at : location_file(run->policy->path),
		      "class %s", words);
}

static void finish(struct run *run, void *state)
{
	const struct policy *policy = run->policy;
	(void)state;
	for (unsigned i = 0; i < policy->class_count; i++) {
		if (!policy->classes[i].name)
			continue;
		const uint32_t unknown =
			unknown_permissions(run->registry, &policy->classes[i]);
		if (!unknown)
			continue;
		const struct foreign_grant granted =
			find_granted(policy, i, unknown);
		if (granted.first)
			add(run, i, &granted);
	}
}

static const struct rule rules[] = {
	{.code = "XSM309",
	 .name = "words-of-no-release",
	 .level = LEVEL_WARNING,
	 .title = "rules grant a permission that no release has",
	 .explanation =
		 "The class or permission is in no release of the registry: it "
		 "is that of a vendor's hypervisor, or written for nothing. "
		 "What it opens is not known, and lint is not complete. Where "
		 "it is a vendor's, an overlay of the registry says what it is "
		 "(class and more-permissions, in xsmc-registry(5)) and which "
		 "ops ask it (more-ops).",
	 .bad = "# with the permission domain2:get_runstate_info\n"
		"type tool_t, domain_type;\n"
		"role system_r types tool_t;\n"
		"allow tool_t domU_t:domain2 get_runstate_info;\n",
	 .good = "# with the permission domain2:get_runstate_info\n"
		 "type tool_t, domain_type;\n"
		 "role system_r types tool_t;\n"
		 "allow tool_t domU_t:domain2 gettsc;\n",
	 .accept = "Never: an overlay of the registry says what the permission "
		   "opens."},
};

const struct rule_set rule_foreign = {
	.name = "foreign",
	.finish = finish,
	.rules = rules,
	.rule_count = sizeof rules / sizeof *rules,
};
