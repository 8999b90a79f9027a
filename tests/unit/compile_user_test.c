/*
 * Users are kept apart, whatever their types may do: libsepol's security server
 * says what a domain of one user may do to one of another, class by class.
 */
#include "policy_judge.h"

#include "world.h"

#include "compile/compile.h"
#include "site/site.h"
#include "source/source.h"
#include "write/write.h"

static const struct registry *const built_in = &registry_builtin;

/* Types that may do to each other what the release lets be granted. */
static const char text[] =
	"<site>\n"
	"<accept op=\"MMU*\" reason=\"tried\"/>\n"
	"<accept op=\"XENMEM_*\" reason=\"tried\"/>\n"
	"<policy profile=\"default\">\n"
	"<domain name=\"tenants\" type=\"tenant_t\" role=\"guest\" "
	"count=\"many\""
	" per-user=\"yes\"/>\n"
	"<domain name=\"other\" type=\"other_t\" role=\"guest\" count=\"many\""
	" per-user=\"yes\"/>\n"
	"<talk from=\"tenants\" to=\"self\" by=\"event grant argo\"/>\n"
	"<talk from=\"tenants\" to=\"other\" by=\"event grant argo\"/>\n"
	"<grant op=\"*\" to=\"tenants\" on=\"tenants\" if-safe=\"yes\"/>\n"
	"<grant op=\"*\" to=\"tenants\" on=\"other\" if-safe=\"yes\"/>\n"
	"<grant op=\"*\" to=\"other\" on=\"tenants\" if-safe=\"yes\"/>\n"
	"<user name=\"anna\"><owns domain=\"tenants\"/></user>\n"
	"<user name=\"berta\"/>\n"
	"<user name=\"carla\"/>\n"
	"</policy></site>\n";

/* Domains of three users and of the system, and their channels. */
static const struct owned {
	const char *user, *role, *type, *channel;
} owned[] = {
	{"anna", "anna_vm_r", "tenant_t", "tenant_t_channel"},
	{"berta", "vm_r", "tenant_t", "tenant_t_channel"},
	{"berta", "vm_r", "other_t", "other_t_channel"},
	{"carla", "vm_r", "other_t", "other_t_channel"},
	{"system_u", "system_r", "tenant_t", "tenant_t_channel"},
	{"system_u", "system_r", "other_t", "other_t_channel"},
};

enum { OWNED = sizeof owned / sizeof *owned };

/* "*" sets bits that stand for no permission as well. */
static uint32_t allowed(const struct policy *policy, const char *source,
			const char *target, unsigned class)
{
	const unsigned count = policy->classes[class].permission_count;
	uint32_t mask = 0;
	if (!judge_allowed(source, target, class, &mask))
		fail_msg("%s, %s: no context", source, target);
	return count < 32 ? mask & ((UINT32_C(1) << count) - 1) : mask;
}

/* What the types alone let the one do to the other: both are the system's. */
static uint32_t of_types(const struct policy *policy, struct arena *arena,
			 const char *role, const char *source,
			 const char *target, unsigned class)
{
	return allowed(
		policy, arena_format(arena, "system_u:%s:%s", role, source),
		arena_format(arena, "system_u:system_r:%s", target), class);
}

/* What was allowed to somebody, by class: else nothing is proved. */
struct seen {
	uint32_t apart[32];  /* what types alone would let other users do */
	uint32_t within[32]; /* what domains of one user do */
};

static void hold(const struct policy *policy, struct arena *arena,
		 const struct owned *one, const struct owned *other,
		 unsigned class, struct seen *seen)
{
	const char *const target = arena_format(arena, "%s:%s:%s", other->user,
						other->role, other->type);
	const char *const sources[] = {
		arena_format(arena, "%s:%s:%s", one->user, one->role,
			     one->type),
		arena_format(arena, "%s:object_r:%s", one->user, one->channel)};
	const char *const types[] = {one->type, one->channel};
	const char *const roles[] = {"system_r", "object_r"};
	const bool system = strcmp(one->user, "system_u") == 0 ||
			    strcmp(other->user, "system_u") == 0;
	const bool apart = !system && strcmp(one->user, other->user) != 0;
	for (size_t i = 0; i < 2; i++) {
		const uint32_t mask =
			allowed(policy, sources[i], target, class);
		const uint32_t may = of_types(policy, arena, roles[i], types[i],
					      other->type, class);
		if (mask != (apart ? 0 : may))
			fail_msg("%s may do %x to %s in class %u, by types %x",
				 sources[i], mask, target, class, may);
		if (apart)
			seen->apart[class] |= may;
		else if (!system)
			seen->within[class] |= mask;
	}
}

static unsigned class_of(const struct policy *policy, const char *name)
{
	for (unsigned i = 0; i < policy->class_count; i++)
		if (strcmp(policy->classes[i].name, name) == 0)
			return i;
	fail_msg("no class %s", name);
	return 0;
}

static void test_release(struct world *world, const char *name)
{
	static const char *const classes[] = {"mmu", "grant", "domain", "event",
					      "hvm"};
	struct buffer conf = BUFFER_INIT, binary = BUFFER_INIT;
	struct judge judge;
	struct seen seen = {0};
	const struct compilation from = {
		.registry = built_in,
		.release = registry_release(built_in, name, &world->diags),
		.site = site_parse("site.xml", text, sizeof text - 1,
				   &world->arena, &world->diags)};
	assert_non_null(from.site);
	struct model *model =
		compile_model(&from, &world->arena, &world->diags);
	assert_non_null(model);
	assert_true(compile_policy(&model, write_conf, &world->diags, &conf,
				   &binary));
	const struct policy *policy =
		source_parse(name, &binary, &world->arena, &world->diags);
	assert_non_null(policy);
	assert_true(judge_open(&judge, &binary));
	for (unsigned class = 0; class < policy->class_count; class ++)
		for (size_t i = 0; i < OWNED; i++)
			for (size_t j = 0; j < OWNED; j++)
				hold(policy, &world->arena, &owned[i],
				     &owned[j], class, &seen);
	for (size_t i = 0; i < sizeof classes / sizeof *classes; i++) {
		const unsigned class = class_of(policy, classes[i]);
		assert_true(seen.apart[class]);
		assert_true(seen.within[class]);
	}
	judge_close(&judge);
	buffer_release(&conf);
	buffer_release(&binary);
}

static void test_users_are_kept_apart(void **state)
{
	static const char *const releases[] = {"4.3",  "4.5",  "4.8",
					       "4.12", "4.17", "4.22"};
	for (size_t i = 0; i < sizeof releases / sizeof *releases; i++)
		test_release(*state, releases[i]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		WORLD_TEST(test_users_are_kept_apart),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
