/* Policies for the made-up hypervisor of tests/inputs/registry/tiny.xml. */
#ifndef UNIT_TINY_H
#define UNIT_TINY_H

#include "world.h"

#include "base/file.h"
#include "lint/lint.h"

static inline const struct registry *tiny_registry(struct world *world)
{
	const char *const paths[] = {world_input(world, "registry/tiny.xml")};
	const struct registry *registry =
		registry_load(paths, 1, &world->arena, &world->diags);
	assert_no_diags(world);
	return registry;
}

/* The policy of release 9.1 that has these rules, as a binary. */
static inline void tiny_compile(struct world *world, const char *rules,
				struct buffer *binary)
{
	enum { LIMIT = 100000, VERSION = 30 };
	struct buffer text = BUFFER_INIT;
	assert_true(file_read(world_input(world, "registry/tiny-head.conf"),
			      LIMIT, &world->diags, &text));
	buffer_add_string(&text, rules);
	assert_true(file_read(world_input(world, "registry/tiny-tail.conf"),
			      LIMIT, &world->diags, &text));
	bool done = source_compile("tiny.conf", &text, VERSION, &world->diags,
				   binary);
	assert_no_diags(world);
	assert_true(done);
	buffer_release(&text);
}

static inline const struct policy *tiny_policy(struct world *world,
					       const char *rules)
{
	struct buffer binary = BUFFER_INIT;
	tiny_compile(world, rules, &binary);
	const struct policy *policy =
		source_parse("tiny", &binary, &world->arena, &world->diags);
	assert_no_diags(world);
	assert_non_null(policy);
	buffer_release(&binary);
	return policy;
}

/* What the linter finds in the policy, for a release. */
static inline const struct lint *tiny_lint_policy(struct world *world,
						  const struct policy *policy,
						  const char *release)
{
	const struct registry *registry = tiny_registry(world);
	struct release_choice choice;
	assert_true(lint_choose_release(registry, policy, release,
					&world->arena, &world->diags, &choice));
	const struct lint_request request = {
		.registry = registry, .policy = policy, .release = &choice};
	const struct lint *lint =
		lint_make(&request, &world->arena, &world->diags);
	assert_no_diags(world);
	assert_non_null(lint);
	return lint;
}

/* What it finds in the one that has these rules. */
static inline const struct lint *tiny_lint(struct world *world,
					   const char *rules,
					   const char *release)
{
	return tiny_lint_policy(world, tiny_policy(world, rules), release);
}

#endif
