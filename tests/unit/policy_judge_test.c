/*
 * Rows of binary policies against what libsepol reads from the same bytes:
 * each row, and what its security server decides on pairs of contexts.
 */
#include "policy_judge.h"

#include <stdbool.h>

#include "policy_decision.h"
#include "random_policy.h"
#include "world.h"

#include "base/file.h"
#include "base/file_replace.h"
#include "base/process.h"
#include "compile/compile.h"
#include "write/write.h"
#include "registry/registry.h"

enum { STATES = 1 << RANDOM_BOOLEANS };

/* One in XSMC_TEST_SHARE of the rounds: under valgrind each is slow. */
static unsigned rounds(unsigned all)
{
	const char *share = getenv("XSMC_TEST_SHARE");
	unsigned divisor = share ? (unsigned)strtoul(share, NULL, 10) : 1;
	return divisor > 1 ? (all + divisor - 1) / divisor : all;
}

/* --- Rows -------------------------------------------------------------- */

static void assert_head(const policydb_t *db, const struct policy *policy)
{
	static const unsigned unknown[] = {
		[UNKNOWN_DENY] = SEPOL_DENY_UNKNOWN,
		[UNKNOWN_REJECT] = SEPOL_REJECT_UNKNOWN,
		[UNKNOWN_ALLOW] = SEPOL_ALLOW_UNKNOWN};
	assert_int_equal(policy->version, db->policyvers);
	assert_int_equal(policy->mls, db->mls);
	assert_int_equal(policy->target_xen,
			 db->target_platform == SEPOL_TARGET_XEN);
	assert_int_equal(unknown[policy->handle_unknown], db->handle_unknown);
}

/* The name, or one made of the number for what has none. */
static void assert_name(const char *name, const char *theirs, const char *kind,
			unsigned index)
{
	char made[32];
	snprintf(made, sizeof made, "@%s%u", kind, index + 1);
	assert_string_equal(name, theirs ? theirs : made);
}

static void assert_classes(const policydb_t *db, const struct policy *policy)
{
	assert_int_equal(policy->class_count, db->p_classes.nprim);
	for (unsigned i = 0; i < policy->class_count; i++) {
		const struct policy_class *row = &policy->classes[i];
		assert_string_equal(row->name, db->p_class_val_to_name[i]);
		for (unsigned bit = 0; bit < 32; bit++) {
			const char *name = sepol_av_perm_to_string(
				(sepol_security_class_t)i + 1, UINT32_C(1)
								       << bit);
			bool there = judge_permissions(db, i + 1) >> bit & 1;
			assert_int_equal(row->permissions[bit] != NULL, there);
			assert_int_equal(bit < row->permission_count || !there,
					 true);
			if (there)
				assert_string_equal(row->permissions[bit],
						    name + strspn(name, " "));
		}
	}
}

static bool is_attribute(const policydb_t *db, unsigned index)
{
	const type_datum_t *type = db->type_val_to_struct[index];
	return !type || type->flavor == TYPE_ATTRIB;
}

/* The indices are those of the bits, without attributes when they are types. */
static void assert_bits(const policydb_t *db, const ebitmap_t *bits, bool types,
			const unsigned *indices, unsigned count)
{
	ebitmap_node_t *node;
	unsigned bit, at = 0;
	ebitmap_for_each_positive_bit(bits, node, bit)
	{
		if (types && is_attribute(db, bit))
			continue;
		assert_true(at < count);
		assert_int_equal(indices[at++], bit);
	}
	assert_int_equal(at, count);
}

static void assert_types(const policydb_t *db, const struct policy *policy)
{
	assert_int_equal(policy->type_count, db->p_types.nprim);
	for (unsigned i = 0; i < policy->type_count; i++) {
		const struct policy_type *row = &policy->types[i];
		assert_name(row->name, db->p_type_val_to_name[i], "attr", i);
		assert_int_equal(row->attribute, is_attribute(db, i));
		assert_int_equal(row->permissive,
				 ebitmap_get_bit(&db->permissive_map, i + 1));
		assert_bits(db, &db->attr_type_map[i], true, row->members,
			    row->member_count);
	}
}

static void assert_booleans(const policydb_t *db, const struct policy *policy)
{
	assert_int_equal(policy->boolean_count, db->p_bools.nprim);
	for (unsigned i = 0; i < policy->boolean_count; i++) {
		assert_string_equal(policy->booleans[i].name,
				    db->p_bool_val_to_name[i]);
		assert_int_equal(policy->booleans[i].default_state,
				 db->bool_val_to_struct[i]->state);
	}
}

static void assert_roles(const policydb_t *db, const struct policy *policy)
{
	unsigned types = 0;
	assert_int_equal(policy->role_count, db->p_roles.nprim);
	for (unsigned i = 0; i < policy->role_count; i++) {
		const struct policy_role *row = &policy->roles[i];
		const role_datum_t *role = db->role_val_to_struct[i];
		assert_name(row->name, db->p_role_val_to_name[i], "role", i);
		if (i > 0 && role) {
			assert_bits(db, &role->types.types, true, row->types,
				    row->type_count);
			assert_bits(db, &role->dominates, false, row->dominated,
				    row->dominated_count);
		}
	}
	for (unsigned i = 0; i < policy->type_count; i++)
		types += !policy->types[i].attribute;
	assert_int_equal(policy->roles[0].type_count, types);
}

static void assert_users(const policydb_t *db, const struct policy *policy)
{
	assert_int_equal(policy->user_count, db->p_users.nprim);
	for (unsigned i = 0; i < policy->user_count; i++) {
		const struct policy_user *row = &policy->users[i];
		ebitmap_t roles;
		assert_name(row->name, db->p_user_val_to_name[i], "user", i);
		assert_int_equal(
			ebitmap_cpy(&roles,
				    &db->user_val_to_struct[i]->roles.roles),
			0);
		assert_int_equal(ebitmap_set_bit(&roles, 0, 1), 0);
		assert_bits(db, &roles, false, row->roles, row->role_count);
		ebitmap_destroy(&roles);
	}
}

static int compare_numbers(const unsigned *a, const unsigned *b, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (a[i] != b[i])
			return a[i] < b[i] ? -1 : 1;
	return 0;
}

/* Rules and transitions are five numbers each. */
enum { NUMBERS = 5 };
_Static_assert(sizeof(struct policy_rule) == NUMBERS * sizeof(unsigned) &&
		       sizeof(struct policy_transition) ==
			       NUMBERS * sizeof(unsigned),
	       "rows are numbers");

static int compare_rows(const void *a, const void *b)
{
	return compare_numbers(a, b, NUMBERS);
}

/* Ours are sorted as they are; theirs, as they come, are the same ones. */
static void assert_rows(const void *ours, unsigned count, void *theirs,
			size_t their_count)
{
	const struct policy_rule *numbers = ours;
	assert_int_equal(count, their_count);
	if (!count)
		return;
	for (unsigned i = 1; i < count; i++)
		assert_true(compare_rows(&numbers[i - 1], &numbers[i]) < 0);
	qsort(theirs, count, sizeof *numbers, compare_rows);
	assert_memory_equal(ours, theirs, count * sizeof *numbers);
}

static int compare_sids(const void *a, const void *b)
{
	const ocontext_t *const *x = a, *const *y = b;
	return ((*x)->sid[0] > (*y)->sid[0]) - ((*x)->sid[0] < (*y)->sid[0]);
}

static void assert_sids(const policydb_t *db, const struct policy *policy)
{
	enum { MOST = 64 };
	const ocontext_t *rows[MOST];
	unsigned count = 0;
	for (const ocontext_t *row = db->ocontexts[OCON_ISID]; row;
	     row = row->next) {
		assert_true(count < MOST);
		rows[count++] = row;
	}
	assert_int_equal(policy->sid_count, count);
	qsort(rows, count, sizeof *rows, compare_sids);
	for (unsigned i = 0; i < count; i++) {
		const struct policy_sid *sid = &policy->sids[i];
		const context_struct_t *context = &rows[i]->context[0];
		char *text;
		size_t length;
		assert_int_equal(sid->number, rows[i]->sid[0]);
		assert_int_equal(sid->user, context->user - 1);
		assert_int_equal(sid->role, context->role - 1);
		assert_int_equal(sid->type, context->type - 1);
		assert_int_equal(
			context_to_string(NULL, db, context, &text, &length),
			0);
		assert_string_equal(sid->context, text);
		free(text);
	}
}

/* --- Conditions -------------------------------------------------------- */

/* Steps, text and default of each condition, in each state. */
static void assert_conditions(struct judge *judge, const struct policy *policy,
			      const struct judge_rows *rows)
{
	unsigned defaults = 0;
	for (unsigned i = 0; i < policy->boolean_count; i++)
		defaults |= (unsigned)policy->booleans[i].default_state << i;
	assert_int_equal(policy->condition_count, rows->nodes.count);
	for (unsigned state = 0; state < STATES; state++) {
		judge_set_state(judge, state);
		for (unsigned i = 0; i < policy->condition_count; i++) {
			const struct policy_condition *row =
				&policy->conditions[i];
			struct expression expression = {row->expression, policy,
							state};
			bool theirs = cond_evaluate_expr(
					      &judge->db,
					      rows->nodes.items[i]->expr) !=
				      rows->negated.items[i];
			assert_int_equal(condition_value(policy, i, state),
					 theirs);
			assert_int_equal(text_value(&expression, 0), theirs);
			assert_string_equal(expression.at, "");
			if (state == defaults)
				assert_int_equal(row->default_state, theirs);
		}
	}
}

/* --- Decisions --------------------------------------------------------- */

static void assert_decisions(struct world *world, struct judge *judge,
			     const struct policy *policy)
{
	struct random_policy random = {.state = policy->version};
	struct places places = {LIST_INIT};
	find_places(world, policy, &places);
	unsigned states = 1U << policy->boolean_count;
	assert_true(places.list.count > 0 && states <= STATES);
	for (unsigned i = rounds(400); i > 0; i--) {
		uint32_t count = (uint32_t)places.list.count;
		const struct place *source =
			&places.list.items[random_number(&random, count)];
		const struct place *target =
			&places.list.items[random_number(&random, count)];
		judge_set_state(judge, i % states);
		assert_pair(judge, policy, i % states, source, target);
	}
}

/* --- Policies -------------------------------------------------------- */

static void assert_judged(struct world *world, const char *name,
			  const struct buffer *binary)
{
	struct judge judge;
	struct judge_rows rows = {.arena = &world->arena};
	assert_true(judge_open(&judge, binary));
	const struct policy *policy =
		source_parse(name, binary, &world->arena, &world->diags);
	assert_no_diags(world);
	assert_non_null(policy);
	assert_head(&judge.db, policy);
	assert_classes(&judge.db, policy);
	assert_types(&judge.db, policy);
	assert_booleans(&judge.db, policy);
	assert_roles(&judge.db, policy);
	assert_users(&judge.db, policy);
	judge_read_rows(&judge, &rows);
	assert_rows(policy->rules, policy->rule_count, rows.rules.items,
		    rows.rules.count);
	assert_rows(policy->transitions, policy->transition_count,
		    rows.transitions.items, rows.transitions.count);
	assert_sids(&judge.db, policy);
	assert_conditions(&judge, policy, &rows);
	assert_decisions(world, &judge, policy);
	judge_close(&judge);
}

/* How a text is compiled. */
struct kind {
	bool xen, mls;
	unsigned version;
	const char *unknown; /* for -U */
};

static void judge_text(struct world *world, const struct buffer *text,
		       const struct kind *kind)
{
	const struct process_limits limits = {60, (size_t)1 << 30, 1 << 20};
	struct buffer binary = BUFFER_INIT, out = BUFFER_INIT;
	char *directory = directory_temporary(&world->arena, &world->diags);
	assert_non_null(directory);
	const char *conf = arena_format(&world->arena, "%s/conf", directory);
	const char *output = arena_format(&world->arena, "%s/out", directory);
	const char *version = arena_format(&world->arena, "%u", kind->version);
	const char *const arguments[] = {"checkpolicy",
					 "-t",
					 kind->xen ? "Xen" : "SELinux",
					 "-c",
					 version,
					 "-U",
					 kind->unknown,
					 "-o",
					 output,
					 conf,
					 kind->mls ? "-M" : NULL,
					 NULL};
	int status = -1;
	assert_true(
		file_replace(conf, text->data, text->length, &world->diags));
	assert_true(process_run(arguments, &limits, &world->diags, &out, &out,
				&status));
	if (status != 0)
		fail_msg("checkpolicy: %s", buffer_string(&out));
	assert_true(file_read(output, 1 << 20, &world->diags, &binary));
	directory_remove(directory);
	assert_judged(world, version, &binary);
	buffer_release(&binary);
	buffer_release(&out);
}

static void inputs_are_read_as_libsepol_reads_them(void **state)
{
	static const char *const names[] = {"policy/small.conf",
					    "policy/conditions.conf",
					    "policy/mls.conf"};
	struct world *world = *state;
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		struct buffer text = BUFFER_INIT;
		struct kind kind = {.unknown = "deny",
				    .mls = strstr(names[i], "mls") != NULL};
		assert_true(file_read(world_input(world, names[i]), 1 << 20,
				      &world->diags, &text));
		for (kind.version = 24; kind.version <= 30; kind.version += 6) {
			kind.xen = true;
			judge_text(world, &text, &kind);
			kind.xen = false;
			judge_text(world, &text, &kind);
		}
		buffer_release(&text);
	}
}

/* Two of a seed for each version, with MLS and without; and some unknown. */
static void random_policies_are_too(void **state)
{
	static const char *const unknown[] = {"deny", "reject", "allow"};
	struct world *world = *state;
	const char *seeds = getenv("XSMC_TEST_SEED");
	uint32_t seed = seeds ? (uint32_t)strtoul(seeds, NULL, 10) : 2014;
	unsigned step = 40 / rounds(40);
	for (unsigned i = 0; i < 42; i += step) {
		unsigned version = i < 38 ? 15 + i / 2 : i < 40 ? 24 : 30;
		struct random_policy random = {.state = seed + i,
					       .xen = i >= 38,
					       .mls = i % 2 && version >= 19,
					       .version = version};
		struct kind kind = {random.xen, random.mls, version,
				    unknown[i % 3]};
		random_policy_write(&random);
		judge_text(world, &random.text, &kind);
		buffer_release(&random.text);
	}
}

/* With 13 initial SIDs, which libsepol 3.6 and later refuse. */
static void the_default_profile_is_too(void **state)
{
	struct world *world = *state;
	const struct compilation compilation = {
		.registry = &registry_builtin,
		.profile = &compile_profiles[0],
		.release = registry_builtin.release_count - 1,
	};
	struct buffer conf = BUFFER_INIT, binary = BUFFER_INIT;
	struct model *model =
		compile_model(&compilation, &world->arena, &world->diags);
	assert_non_null(model);
	assert_true(compile_policy(&model, write_conf, &world->diags, &conf,
				   &binary));
	const struct policy *policy =
		source_parse("new", &binary, &world->arena, &world->diags);
	assert_int_equal(policy->sid_count, 13);
	assert_int_equal(policy->sids[12].number, 13);
	assert_judged(world, "default", &binary);
	buffer_release(&conf);
	buffer_release(&binary);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		WORLD_TEST(inputs_are_read_as_libsepol_reads_them),
		WORLD_TEST(random_policies_are_too),
		WORLD_TEST(the_default_profile_is_too),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
