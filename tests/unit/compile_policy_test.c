/* The policy compiler: what comes out is what the release's Xen loads. */
#include "world.h"

#include "lint/lint.h"
#include "compile/compile.h"
#include "write/write.h"
#include "source/source.h"

USES_MESSAGE(POLICY_VERSION_REFUSED);
USES_MESSAGE(UNKNOWN_OP);

static const struct registry *const built_in = &registry_builtin;

/* A compilation and what it made. */
struct product {
	struct buffer conf, binary;
	const struct policy *policy; /* of the binary */
	bool done;
};

static bool compile_whole(struct world *world,
			  const struct compilation *compilation,
			  struct buffer *conf, struct buffer *binary)
{
	struct model *model =
		compile_model(compilation, &world->arena, &world->diags);
	if (!model)
		return false;
	return compile_policy(&model, write_conf, &world->diags, conf, binary);
}

static struct product compile(struct world *world, unsigned release,
			      unsigned version, const char *const *accepted)
{
	struct product product = {BUFFER_INIT, BUFFER_INIT, NULL, false};
	const struct compilation compilation = {
		.registry = built_in,
		.profile = compile_find_profile("default"),
		.release = release,
		.version = version,
		.accepted = accepted,
	};
	product.done = compile_whole(world, &compilation, &product.conf,
				     &product.binary);
	if (product.done)
		product.policy = source_parse("built", &product.binary,
					      &world->arena, &world->diags);
	return product;
}

static void release_product(struct product *product)
{
	buffer_release(&product->conf);
	buffer_release(&product->binary);
}

static unsigned release_of(struct world *world, const char *name)
{
	return registry_release(built_in, name, &world->diags);
}

/* Its classes, permissions and SIDs are the hypervisor's, one by one. */
static void assert_vectors(struct world *world, const struct policy *policy,
			   unsigned release)
{
	unsigned *classes;
	const char **names;
	size_t count =
		registry_classes(built_in, release, &world->arena, &classes);
	assert_int_equal(policy->class_count, count);
	for (size_t i = 0; i < count; i++) {
		const struct object_class *row = &built_in->classes[classes[i]];
		size_t bits = registry_permissions(built_in, row, release,
						   &world->arena, &names);
		assert_string_equal(policy->classes[i].name, row->name);
		assert_int_equal(policy->classes[i].permission_count, bits);
		for (size_t bit = 0; bit < bits; bit++)
			assert_string_equal(policy->classes[i].permissions[bit],
					    names[bit]);
	}
	count = registry_sids(built_in, release, &world->arena, &names);
	assert_int_equal(policy->sid_count, count);
	for (size_t i = 0; i < count; i++)
		assert_int_equal(policy->sids[i].number, i + 1);
}

static bool is_trusted_name(const char *name)
{
	return strcmp(name, "dom0_t") == 0 || strcmp(name, "xen_t") == 0 ||
	       strcmp(name, "xenboot_t") == 0;
}

/* Nothing covered is delegated to a type that is not trusted. */
static void assert_clean(struct world *world, const struct policy *policy,
			 unsigned release)
{
	const struct release_choice choice = {.used = release, .how = "given"};
	const struct lint_request request = {
		.registry = built_in, .policy = policy, .release = &choice};
	const struct lint *lint =
		lint_make(&request, &world->arena, &world->diags);
	assert_non_null(lint);
	for (size_t i = 0; i < lint->trusted_count; i++)
		assert_true(is_trusted_name(lint->trusted[i]));
	/*
	 * What is said of no subject, the release does, not the policy; and
	 * what the release lacks (XSM501) no policy mends.
	 */
	for (size_t i = 0; i < lint->finding_count; i++) {
		const struct finding finding = lint_finding(lint, i);
		if (finding.level != LEVEL_NOTE && finding.subject &&
		    strcmp(finding.rule->code, "XSM501") != 0)
			fail_msg("%s: %s", finding.rule->code,
				 finding.op ? finding.op->name : "no op");
	}
}

static void every_release_gets_its_own_policy(void **state)
{
	struct world *world = *state;
	for (unsigned r = 0; r < built_in->release_count; r++) {
		/* The first of each line, the last, and all that lint says
		   most of: each point release since 4.17. */
		const char *line = built_in->releases[r].line;
		bool first = r == 0 ||
			     strcmp(built_in->releases[r - 1].line, line) != 0;
		if (!first && strncmp(line, "4.17", 4) != 0 &&
		    r != built_in->release_count - 1)
			continue;
		struct product product = compile(world, r, 0, NULL);
		assert_no_diags(world);
		assert_true(product.done);
		assert_non_null(product.policy);
		assert_true(product.policy->target_xen);
		assert_false(product.policy->mls);
		assert_int_equal(product.policy->handle_unknown, UNKNOWN_DENY);
		assert_vectors(world, product.policy, r);
		assert_clean(world, product.policy, r);
		release_product(&product);
	}
}

static void the_newest_version_is_the_default(void **state)
{
	static const struct {
		const char *release;
		unsigned asked, made;
	} rows[] = {{"4.5.0", 0, 24},  {"4.5.0", 24, 24},  {"4.6.0", 0, 30},
		    {"4.6.0", 24, 24}, {"4.17.0", 30, 30}, {"4.22.0", 24, 24}};
	struct world *world = *state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct product product =
			compile(world, release_of(world, rows[i].release),
				rows[i].asked, NULL);
		assert_true(product.done);
		assert_int_equal(product.policy->version, rows[i].made);
		release_product(&product);
	}
}

static void other_versions_are_refused(void **state)
{
	static const struct {
		const char *release;
		unsigned version;
	} rows[] = {{"4.5.5", 30},  {"4.17.0", 29}, {"4.17.0", 23},
		    {"4.22.0", 31}, {"4.22.0", 33}, {"4.22.0", UINT32_MAX}};
	struct world *world = *state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct product product =
			compile(world, release_of(world, rows[i].release),
				rows[i].version, NULL);
		assert_false(product.done);
		assert_diag(world, MESSAGE_POLICY_VERSION_REFUSED);
		assert_int_equal(product.conf.length, 0);
		assert_int_equal(product.binary.length, 0);
		release_product(&product);
		diags_release(&world->diags);
	}
}

static bool may_read_info(const struct policy *policy, const char *source)
{
	unsigned type = policy_find_type(policy, source);
	for (unsigned i = 0; i < policy->rule_count; i++) {
		const struct policy_rule *rule = &policy->rules[i];
		const struct policy_class *row =
			&policy->classes[rule->object_class];
		const struct policy_type *types = &policy->types[rule->source];
		for (unsigned j = 0; j < types->member_count; j++)
			for (unsigned bit = 0; bit < row->permission_count;
			     bit++)
				if (types->members[j] == type &&
				    rule->permissions >> bit & 1 &&
				    strcmp(row->permissions[bit],
					   "getdomaininfo") == 0)
					return true;
	}
	return false;
}

/* Getdomaininfo was safe in 4.5 and 4.6, and is covered elsewhere. */
static void covered_ops_come_by_name_alone(void **state)
{
	static const char *const accepted[] = {"XEN_DOMCTL_getdomaininfo",
					       NULL};
	/* What is safe there opens a sysctl that is not. */
	static const char *const list[] = {"XEN_SYSCTL_getdomaininfolist",
					   NULL};
	static const struct {
		const char *release;
		const char *const *accepted;
		bool granted;
	} rows[] = {{"4.4.0", NULL, false},
		    {"4.6.0", NULL, false},
		    {"4.6.0", list, true},
		    {"4.17.7", NULL, false},
		    {"4.17.7", accepted, true}};
	struct world *world = *state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct product product =
			compile(world, release_of(world, rows[i].release), 0,
				rows[i].accepted);
		assert_true(product.done);
		assert_int_equal(may_read_info(product.policy, "xenstore_t"),
				 rows[i].granted);
		assert_true(may_read_info(product.policy, "dom0_t"));
		assert_false(may_read_info(product.policy, "domU_t"));
		release_product(&product);
	}
}

static void an_unknown_op_is_not_accepted(void **state)
{
	static const char *const accepted[] = {"XEN_DOMCTL_pausedomain",
					       "XEN_DOMCTL_dance", NULL};
	struct world *world = *state;
	struct product product =
		compile(world, release_of(world, "4.17.0"), 0, accepted);
	assert_false(product.done);
	assert_diag(world, MESSAGE_UNKNOWN_OP);
	assert_non_null(strstr(world->diags.list.items[0].detail, "dance"));
	release_product(&product);
}

/* The text that is handed out is the one that was compiled. */
static void the_text_makes_the_binary(void **state)
{
	struct world *world = *state;
	struct buffer again = BUFFER_INIT;
	struct product product =
		compile(world, release_of(world, "4.17.0"), 30, NULL);
	assert_true(product.done);
	assert_true(source_compile("again", &product.conf, 30, &world->diags,
				   &again));
	assert_int_equal(again.length, product.binary.length);
	assert_memory_equal(again.data, product.binary.data, again.length);
	buffer_release(&again);
	release_product(&product);
}

static void profiles_have_names(void **state)
{
	(void)state;
	for (size_t i = 0; compile_profiles[i].name; i++) {
		assert_ptr_equal(compile_find_profile(compile_profiles[i].name),
				 &compile_profiles[i]);
		assert_true(*compile_profiles[i].summary);
	}
	assert_null(compile_find_profile("paranoid"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		WORLD_TEST(every_release_gets_its_own_policy),
		WORLD_TEST(the_newest_version_is_the_default),
		WORLD_TEST(other_versions_are_refused),
		WORLD_TEST(covered_ops_come_by_name_alone),
		WORLD_TEST(an_unknown_op_is_not_accepted),
		WORLD_TEST(the_text_makes_the_binary),
		WORLD_TEST(profiles_have_names),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
