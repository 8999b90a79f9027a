/*
 * The status of ops, held against what XSA-77 and the documents say.  The
 * facts are written down here apart from the registry's files.
 */
#include "world.h"

#include "registry/registry.h"

static const struct registry *const built_in = &registry_builtin;

static struct op_status status_of(struct world *world, const char *name,
				  const char *release)
{
	const struct op *op = registry_find_op(built_in, name);
	unsigned index = registry_release(built_in, release, &world->diags);
	assert_non_null(op);
	assert_int_not_equal(index, NO_INDEX);
	assert_true(release_set_has(&op->in, index));
	return registry_op_status(built_in, op, index);
}

static const struct {
	const char *op, *release;
	enum status status;
	enum basis basis;
} facts[] = {
	/* What the issue demands of pausedomain. */
	{"XEN_DOMCTL_pausedomain", "4.3.0", STATUS_COVERED, BASIS_NOT_EXCEPTED},
	{"XEN_DOMCTL_pausedomain", "4.3.1", STATUS_COVERED, BASIS_NOT_EXCEPTED},
	{"XEN_DOMCTL_pausedomain", "4.3.2", STATUS_COVERED, BASIS_LISTED},
	{"XEN_DOMCTL_pausedomain", "4.4.0", STATUS_COVERED, BASIS_LISTED},
	{"XEN_DOMCTL_pausedomain", "4.4.4", STATUS_COVERED, BASIS_LISTED},
	{"XEN_DOMCTL_pausedomain", "4.5.0", STATUS_SAFE, BASIS_AUDITED},
	{"XEN_DOMCTL_pausedomain", "4.6.6", STATUS_SAFE, BASIS_AUDITED},
	{"XEN_DOMCTL_pausedomain", "4.7.0", STATUS_COVERED, BASIS_NOT_EXCEPTED},
	{"XEN_DOMCTL_pausedomain", "4.22.0", STATUS_COVERED,
	 BASIS_NOT_EXCEPTED},
	/* The advisory's four exceptions among the domctls. */
	{"XEN_DOMCTL_ioport_mapping", "4.3.0", STATUS_SAFE, BASIS_EXCEPTED},
	{"XEN_DOMCTL_bind_pt_irq", "4.3.0", STATUS_SAFE, BASIS_EXCEPTED},
	{"XEN_DOMCTL_memory_mapping", "4.3.1", STATUS_SAFE, BASIS_EXCEPTED},
	{"XEN_DOMCTL_unbind_pt_irq", "4.3.1", STATUS_SAFE, BASIS_EXCEPTED},
	{"XEN_DOMCTL_unbind_pt_irq", "4.3.2", STATUS_SAFE, BASIS_UNLISTED},
	{"XEN_DOMCTL_unbind_pt_irq", "4.17.0", STATUS_SAFE, BASIS_EXCEPTED},
	/* All sysctls by the advisory, a list of them in the first documents,
	   all again from 4.7 on. */
	{"XEN_SYSCTL_readconsole", "4.3.0", STATUS_COVERED, BASIS_ALL},
	{"XEN_SYSCTL_readconsole", "4.4.0", STATUS_COVERED, BASIS_LISTED},
	{"XEN_SYSCTL_readconsole", "4.6.0", STATUS_COVERED, BASIS_LISTED},
	{"XEN_SYSCTL_readconsole", "4.7.0", STATUS_COVERED, BASIS_ALL},
	/* An op that came after the list and was never put into it. */
	{"XEN_SYSCTL_psr_cmt_op", "4.5.0", STATUS_SAFE, BASIS_UNLISTED},
	{"XEN_SYSCTL_psr_cmt_op", "4.7.0", STATUS_COVERED, BASIS_ALL},
	/* Three memory ops, and no other. */
	{"XENMEM_set_pod_target", "4.3.0", STATUS_COVERED, BASIS_LISTED},
	{"XENMEM_get_pod_target", "4.11.0", STATUS_COVERED, BASIS_LISTED},
	{"XENMEM_claim_pages", "4.22.0", STATUS_COVERED, BASIS_LISTED},
	{"XENMEM_exchange", "4.3.0", STATUS_SAFE, BASIS_UNLISTED},
	{"XENMEM_add_to_physmap", "4.22.0", STATUS_SAFE, BASIS_UNLISTED},
	/* TMEM_CONTROL's sub-subops, and with them the op that opens them. */
	{"TMEMC_THAW", "4.3.0", STATUS_COVERED, BASIS_ALL},
	{"TMEMC_THAW", "4.5.0", STATUS_COVERED, BASIS_LISTED},
	{"TMEM_CONTROL", "4.3.0", STATUS_COVERED, BASIS_ALL},
	{"TMEM_NEW_POOL", "4.3.0", STATUS_SAFE, BASIS_UNLISTED},
	/* Hypercalls that nothing was said of. */
	{"EVTCHNOP_send", "4.17.0", STATUS_SAFE, BASIS_UNLISTED},
};

static void statuses_are_as_published(void **state)
{
	struct world *world = *state;
	for (size_t i = 0; i < sizeof facts / sizeof *facts; i++) {
		struct op_status status =
			status_of(world, facts[i].op, facts[i].release);
		if (status.status != facts[i].status ||
		    status.basis != facts[i].basis)
			fail_msg("%s in %s is %s, %s", facts[i].op,
				 facts[i].release, status_name(status.status),
				 basis_name(status.basis));
	}
	assert_no_diags(world);
}

/* Of each hypercall, in each release: the advisory's words, counted. */
static void the_advisory_is_followed_op_by_op(void **state)
{
	struct world *world = *state;
	unsigned release = registry_release(built_in, "4.3.0", &world->diags);
	unsigned safe_domctls = 0, covered_memory_ops = 0;
	for (unsigned i = 0; i < built_in->op_count; i++) {
		const struct op *op = &built_in->ops[i];
		const char *name = built_in->hypercalls[op->hypercall].name;
		if (!release_set_has(&op->in, release))
			continue;
		bool covered =
			registry_op_status(built_in, op, release).status ==
			STATUS_COVERED;
		if (strcmp(name, "domctl") == 0)
			safe_domctls += !covered;
		else if (strcmp(name, "sysctl") == 0)
			assert_true(covered);
		else if (strcmp(name, "memory_op") == 0)
			covered_memory_ops += covered;
		else if (strcmp(name, "tmem_op") == 0)
			assert_int_equal(covered,
					 strstr(op->name, "TMEM_CONTROL") ==
						 op->name);
		else
			assert_false(covered);
	}
	assert_int_equal(safe_domctls, 4);
	assert_int_equal(covered_memory_ops, 3);
}

/* A status has a reason; one by omission alone has none to show. */
static void statuses_have_evidence(void **state)
{
	(void)state;
	for (unsigned i = 0; i < built_in->op_count; i++)
		for (unsigned r = 0; r < built_in->release_count; r++) {
			const struct op *op = &built_in->ops[i];
			if (!release_set_has(&op->in, r))
				continue;
			struct op_status status =
				registry_op_status(built_in, op, r);
			assert_int_equal(status.event == NULL,
					 status.basis == BASIS_UNLISTED);
			assert_int_equal(status.status == STATUS_COVERED,
					 status.basis <= BASIS_ALL);
			if (status.event) {
				assert_true(status.event->commit ||
					    status.event->advisory);
				assert_true(
					release_set_has(&status.event->in, r));
			}
		}
}

/* 4.3.0 and 4.3.1 have no document: there the advisory itself decides. */
static void the_first_releases_have_no_document(void **state)
{
	struct world *world = *state;
	struct op_status status =
		status_of(world, "XEN_DOMCTL_pausedomain", "4.3.1");
	assert_null(status.statement->document);
	assert_string_equal(status.event->advisory, "XSA-77");
	assert_null(status.event->commit);
	status = status_of(world, "XEN_DOMCTL_pausedomain", "4.3.2");
	assert_string_equal(status.statement->document,
			    "docs/misc/xsm-flask.txt");
	assert_non_null(status.event->commit);
}

static void history_covers_each_release_once(void **state)
{
	struct world *world = *state;
	for (unsigned i = 0; i < built_in->op_count; i++) {
		const struct op *op = &built_in->ops[i];
		struct op_period *periods;
		struct release_set left = op->in;
		size_t count = registry_op_history(built_in, op, &world->arena,
						   &periods);
		assert_true(count > 0);
		for (size_t j = 0; j < count; j++)
			for (unsigned r = 0; r < built_in->release_count; r++) {
				if (!release_set_has(&periods[j].in, r))
					continue;
				assert_true(release_set_has(&left, r));
				left.words[r / 64] &= ~((uint64_t)1 << r % 64);
				struct op_status status =
					registry_op_status(built_in, op, r);
				assert_int_equal(status.status,
						 periods[j].status.status);
				assert_int_equal(status.basis,
						 periods[j].status.basis);
			}
		assert_true(release_set_empty(&left));
		arena_release(&world->arena);
	}
}

static void history_of_pausedomain(void **state)
{
	static const char *const shown[] = {"4.3.0-4.3.1", "4.3.2-4.4.4",
					    "4.5.0-4.6.6", "4.7.0-4.22.0"};
	struct world *world = *state;
	struct op_period *periods;
	size_t count = registry_op_history(
		built_in, registry_find_op(built_in, "XEN_DOMCTL_pausedomain"),
		&world->arena, &periods);
	assert_int_equal(count, 4);
	for (size_t i = 0; i < count; i++)
		assert_string_equal(registry_releases_shown(built_in,
							    &periods[i].in,
							    &world->arena),
				    shown[i]);
	assert_string_equal(periods[2].status.event->kind, "audited");
	assert_string_equal(periods[3].status.event->kind, "scope-widened");
}

static void words_are_those_of_the_contract(void **state)
{
	static const char *const names[] = {"listed",	"not-excepted",
					    "all",	"audited",
					    "excepted", "unlisted"};
	(void)state;
	assert_string_equal(status_name(STATUS_COVERED), "covered");
	assert_string_equal(status_name(STATUS_SAFE), "safe");
	for (unsigned i = 0; i < sizeof names / sizeof *names; i++) {
		assert_string_equal(basis_name((enum basis)i), names[i]);
		assert_true(strlen(basis_meaning((enum basis)i)) > 20);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		WORLD_TEST(statuses_are_as_published),
		WORLD_TEST(the_advisory_is_followed_op_by_op),
		WORLD_TEST(statuses_have_evidence),
		WORLD_TEST(the_first_releases_have_no_document),
		WORLD_TEST(history_covers_each_release_once),
		WORLD_TEST(history_of_pausedomain),
		WORLD_TEST(words_are_those_of_the_contract),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
