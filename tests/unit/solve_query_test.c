/* The evaluator by itself: no run, no finding, no registry. */
#include "policy_terms.h"
#include "tiny.h"

#include "solve/solve.h"

struct play {
	struct world *world;
	const struct policy *policy;
	struct solver *solver;
};

static bool admits_all(const void *who, unsigned system_domains,
		       enum party party, unsigned type)
{
	(void)who;
	(void)system_domains;
	(void)party;
	(void)type;
	return true;
}

/* The policy with the rules, and with that between its users and contexts. */
static const struct policy *constrained_policy(struct world *world,
					       const char *rules,
					       const char *constraints)
{
	enum { LIMIT = 100000, VERSION = 30 };
	struct buffer text = BUFFER_INIT, tail = BUFFER_INIT;
	struct buffer binary = BUFFER_INIT;
	assert_true(file_read(world_input(world, "registry/tiny-head.conf"),
			      LIMIT, &world->diags, &text));
	assert_true(file_read(world_input(world, "registry/tiny-tail.conf"),
			      LIMIT, &world->diags, &tail));
	const char *whole = arena_string(&world->arena, buffer_string(&tail));
	const char *contexts = strstr(whole, "sid xenboot");
	assert_non_null(contexts);
	buffer_format(&text, "%s%.*s%s\n%s", rules, (int)(contexts - whole),
		      whole, constraints, contexts);
	assert_true(source_compile("tiny.conf", &text, VERSION, &world->diags,
				   &binary));
	const struct policy *policy =
		source_parse("tiny", &binary, &world->arena, &world->diags);
	assert_no_diags(world);
	buffer_release(&binary);
	buffer_release(&tail);
	buffer_release(&text);
	return policy;
}

static void play_policy(struct play *play, struct world *world,
			const struct policy *policy)
{
	struct arena *arena = &world->arena;
	bool *possible =
		arena_alloc(arena, policy->type_count, sizeof *possible);
	unsigned *rank = arena_alloc(arena, policy->type_count, sizeof *rank);
	unsigned *callers =
		arena_alloc(arena, policy->type_count, sizeof *callers);
	unsigned bit;
	const struct right_terms terms = terms_of(policy);
	struct solve_setting setting = {
		.rights = rights_make(policy, &terms, arena),
		.constraints = constraints_make(policy, &terms, arena),
		.possible = possible,
		.rank = rank,
		.caller_rank = callers,
		.admits = admits_all};
	for (unsigned i = 0; i < policy->type_count; i++) {
		possible[i] = true;
		rank[i] = i;
		/* The last one is tried first. */
		callers[i] = policy->type_count - i;
	}
	/* What makes a device model is the setting's to say. */
	assert_true(rights_find(policy, "domain", "unpause",
				&setting.serves.object_class, &bit));
	setting.serves.permission = UINT32_C(1) << bit;
	*play = (struct play){world, policy, solver_make(&setting, arena)};
}

static void play_start(struct play *play, struct world *world,
		       const char *rules)
{
	play_policy(play, world, tiny_policy(world, rules));
}

static unsigned type_of(const struct play *play, const char *name)
{
	const unsigned type = policy_find_type(play->policy, name);
	assert_true(type < play->policy->type_count);
	return type;
}

static struct requirement requirement_of(const struct play *play,
					 enum party subject, enum party object,
					 const char *object_class,
					 const char *permission)
{
	struct requirement asked = {.subject = subject, .object = object};
	unsigned bit;
	assert_true(rights_find(play->policy, object_class, permission,
				&asked.object_class, &bit));
	asked.permissions = UINT32_C(1) << bit;
	return asked;
}

/* The names of the objects, in the order of types, with a blank behind each. */
static const char *objects_of(struct play *play, struct query *query,
			      const char *caller, bool sometimes)
{
	struct arena *arena = &play->world->arena;
	const unsigned limit = play->policy->type_count;
	uint64_t *set = arena_alloc(arena, set_words(limit), sizeof *set);
	const char *names = "";
	solver_load(play->solver, type_of(play, caller));
	query_gather(play->solver, query, sometimes, set);
	for (unsigned i = set_next(set, 0, limit); i < limit;
	     i = set_next(set, i + 1, limit))
		names = arena_format(arena, "%s%s ", names,
				     play->policy->types[i].name);
	return names;
}

/* Who uses the device is found by what it is, and by what the caller has. */
static void parties_that_meet_are_found_together(void **state)
{
	struct play play;
	play_start(&play, *state,
		   "allow tool_t guests:domain pause;"
		   "allow red_t device_t:resource use;"
		   "allow tool_t device_t:grant copy;"
		   "allow blue_t tool_t:domain pause;"
		   "allow blue_t device_t:grant copy;");
	const struct requirement asked[] = {
		requirement_of(&play, PARTY_CALLER, PARTY_TARGET, "domain",
			       "pause"),
		requirement_of(&play, PARTY_CALLER, PARTY_DEVICE, "grant",
			       "copy"),
		requirement_of(&play, PARTY_TARGET, PARTY_DEVICE, "resource",
			       "use")};
	struct query *query =
		query_make(play.solver, asked, 3, PARTY_TARGET, 0);
	assert_false(query_is_free(query));
	assert_false(query_varies(query));
	assert_string_equal(objects_of(&play, query, "tool_t", false),
			    "red_t ");
	assert_true(query_passes(play.solver, query));
	/* The one that it may pause uses no device. */
	assert_string_equal(objects_of(&play, query, "blue_t", false), "");
	assert_false(query_passes(play.solver, query));
}

/* What others do is asked once, and lets no caller pass on another one. */
static void what_is_free_is_the_callers_own(void **state)
{
	struct play play;
	play_start(&play, *state,
		   "allow red_t blue_t:event bind;"
		   "if (open) { allow red_t tool_t:event bind; }");
	const struct requirement asked = requirement_of(
		&play, PARTY_OTHER, PARTY_TARGET, "event", "bind");
	struct query *query =
		query_make(play.solver, &asked, 1, PARTY_TARGET, 0);
	assert_true(query_is_free(query));
	const struct free_answer *answer = query_free(play.solver, query);
	assert_int_equal(answer->object_count, 1);
	assert_int_equal(answer->objects[0], type_of(&play, "blue_t"));
	assert_int_equal(answer->hit_count, 1);
	assert_int_equal(answer->hits[0].object, type_of(&play, "tool_t"));
	assert_string_equal(objects_of(&play, query, "blue_t", false),
			    "blue_t ");
	assert_string_equal(objects_of(&play, query, "red_t", true), "");
	assert_string_equal(objects_of(&play, query, "tool_t", false), "");
	assert_string_equal(objects_of(&play, query, "tool_t", true),
			    "tool_t ");
}

/* A guard is that of all choices together. */
static void guards_are_of_all_choices(void **state)
{
	struct play play;
	play_start(&play, *state,
		   "allow tool_t blue_t:domain pause;"
		   "allow tool_t device_t:grant copy;"
		   "allow tool_t security_t:grant copy;"
		   "if (open) { allow blue_t device_t:resource use; }"
		   "if (!open) { allow blue_t security_t:resource use; }"
		   "if (shut) { allow tool_t red_t:domain pause; }"
		   "allow red_t security_t:resource use;");
	const struct requirement asked[] = {
		requirement_of(&play, PARTY_CALLER, PARTY_TARGET, "domain",
			       "pause"),
		requirement_of(&play, PARTY_CALLER, PARTY_DEVICE, "grant",
			       "copy"),
		requirement_of(&play, PARTY_TARGET, PARTY_DEVICE, "resource",
			       "use")};
	struct query *query =
		query_make(play.solver, asked, 3, PARTY_TARGET, 0);
	assert_string_equal(objects_of(&play, query, "tool_t", false), "");
	assert_string_equal(objects_of(&play, query, "tool_t", true),
			    "blue_t red_t ");
	struct trial trial;
	const struct when of_blue = query_when(
		play.solver, query, type_of(&play, "blue_t"), false, &trial);
	assert_true(when_is_always(&of_blue));
	assert_int_equal(trial.own[PARTY_CALLER], type_of(&play, "tool_t"));
	const struct when of_red = query_when(
		play.solver, query, type_of(&play, "red_t"), false, &trial);
	assert_false(when_is_always(&of_red));
	assert_false(when_is_never(&of_red));
	assert_int_equal(trial.own[PARTY_DEVICE], type_of(&play, "security_t"));
}

/* It sees itself by a label of its own, and others by theirs. */
static void a_caller_sees_itself(void **state)
{
	struct play play;
	play_start(&play, *state,
		   "type tool_self_t; role system_r types tool_self_t;"
		   "type_transition tool_t tool_t:domain tool_self_t;"
		   "allow tool_t { tool_self_t red_t }:domain pause;"
		   "allow tool_t red_t:event bind;");
	const struct requirement asked[] = {
		requirement_of(&play, PARTY_CALLER, PARTY_TARGET, "domain",
			       "pause"),
		requirement_of(&play, PARTY_TARGET, PARTY_EVENT, "event",
			       "bind")};
	struct query *query =
		query_make(play.solver, asked, 2, PARTY_TARGET, 0);
	assert_string_equal(objects_of(&play, query, "tool_t", false),
			    "tool_self_t ");
	struct trial trial;
	const struct when when =
		query_when(play.solver, query, type_of(&play, "tool_self_t"),
			   true, &trial);
	assert_true(when_is_always(&when));
	assert_int_equal(trial.own[PARTY_TARGET], type_of(&play, "tool_t"));
	assert_true(trial.caller[PARTY_TARGET]);
}

/* Of one type alone, of the target, and of both. */
static void constraints_of_types_are_asked(void **state)
{
	struct play play;
	play_policy(&play, *state,
		    constrained_policy(
			    *state,
			    "allow { tool_t device_t } guests:domain pause;"
			    "allow tool_t tool_t:domain pause;",
			    "constrain domain pause "
			    "(t1 != tool_t or t2 == red_t or t1 == t2);"
			    "constrain domain pause (t2 != red_t);"));
	const struct requirement asked = requirement_of(
		&play, PARTY_CALLER, PARTY_TARGET, "domain", "pause");
	struct query *query =
		query_make(play.solver, &asked, 1, PARTY_TARGET, 0);
	assert_string_equal(objects_of(&play, query, "tool_t", false),
			    "tool_t ");
	assert_string_equal(objects_of(&play, query, "device_t", false),
			    "blue_t ");
}

/* Two of three are given, and the third one must suit both. */
static void whoever_calls_is_found(void **state)
{
	struct play play;
	play_start(&play, *state,
		   "allow { tool_t blue_t device_t } red_t:domain pause;"
		   "allow { tool_t blue_t } device_t:grant copy;"
		   "allow red_t device_t:resource use;");
	const struct requirement asked[] = {
		requirement_of(&play, PARTY_CALLER, PARTY_TARGET, "domain",
			       "pause"),
		requirement_of(&play, PARTY_CALLER, PARTY_DEVICE, "grant",
			       "copy"),
		requirement_of(&play, PARTY_TARGET, PARTY_DEVICE, "resource",
			       "use")};
	struct query *query =
		query_make_given(play.solver, asked, 3,
				 1U << PARTY_TARGET | 1U << PARTY_DEVICE, 0);
	const unsigned tool = type_of(&play, "tool_t");
	const unsigned blue = type_of(&play, "blue_t");
	unsigned types[PARTY_COUNT] = {0};
	struct trial trial;
	types[PARTY_TARGET] = type_of(&play, "red_t");
	types[PARTY_DEVICE] = type_of(&play, "device_t");
	struct when when =
		query_given_when(play.solver, query, types, true, &trial);
	assert_true(when_is_always(&when));
	assert_int_equal(trial.own[PARTY_CALLER], tool > blue ? tool : blue);
	assert_int_equal(trial.seen[PARTY_TARGET], types[PARTY_TARGET]);
	/* It is the target that is asked for the use of the device. */
	types[PARTY_TARGET] = blue;
	when = query_given_when(play.solver, query, types, false, &trial);
	assert_true(when_is_never(&when));
}

/* A domain is given by its type, and met by the label that its model sees. */
static void a_given_domain_is_seen_by_its_label(void **state)
{
	struct play play;
	play_start(&play, *state,
		   "type red_seen_t; role system_r types red_seen_t;"
		   "type_transition red_t tool_t:domain red_seen_t;"
		   "allow { tool_t blue_t } red_seen_t:domain pause;"
		   "allow tool_t red_t:domain unpause;");
	const struct requirement asked = requirement_of(
		&play, PARTY_CALLER, PARTY_TARGET, "domain", "pause");
	struct query *query =
		query_make_given(play.solver, &asked, 1,
				 1U << PARTY_CALLER | 1U << PARTY_TARGET, 0);
	struct query *anyone =
		query_make_given(play.solver, &asked, 1, 1U << PARTY_TARGET, 0);
	unsigned types[PARTY_COUNT] = {0};
	struct trial trial;
	types[PARTY_TARGET] = type_of(&play, "red_t");
	solver_load(play.solver, type_of(&play, "tool_t"));
	struct when when =
		query_given_when(play.solver, query, types, true, &trial);
	assert_true(when_is_always(&when));
	assert_int_equal(trial.own[PARTY_TARGET], types[PARTY_TARGET]);
	assert_int_equal(trial.seen[PARTY_TARGET],
			 type_of(&play, "red_seen_t"));
	/* Who is no device model of it sees it by its type. */
	solver_load(play.solver, type_of(&play, "blue_t"));
	when = query_given_when(play.solver, query, types, false, &trial);
	assert_true(when_is_never(&when));
	when = query_given_when(play.solver, anyone, types, true, &trial);
	assert_true(when_is_always(&when));
	assert_int_equal(trial.own[PARTY_CALLER], type_of(&play, "tool_t"));
}

/* What two have by the same attribute one of them can have more of. */
static void callers_of_one_attribute_share_what_it_has(void **state)
{
	struct play play;
	play_start(&play, *state,
		   "allow guests blue_t:domain pause;"
		   "allow red_t dom0_t:domain pause;"
		   "allow guests red_t:domain create;"
		   "if (open) { allow red_t tool_t:domain create; }");
	const struct requirement asked[] = {
		requirement_of(&play, PARTY_CALLER, PARTY_TARGET, "domain",
			       "pause"),
		requirement_of(&play, PARTY_CALLER, PARTY_TARGET, "domain",
			       "create")};
	struct query *query =
		query_make(play.solver, asked, 1, PARTY_TARGET, 0);
	struct query *create =
		query_make(play.solver, asked + 1, 1, PARTY_TARGET, 0);
	for (unsigned again = 0; again < 2; again++) {
		assert_string_equal(objects_of(&play, query, "blue_t", false),
				    "blue_t ");
		assert_string_equal(objects_of(&play, query, "red_t", false),
				    "blue_t dom0_t ");
		assert_string_equal(objects_of(&play, create, "blue_t", true),
				    "red_t ");
		assert_string_equal(objects_of(&play, create, "red_t", true),
				    "red_t tool_t ");
	}
}

/* Whether the query of that number is worth asking for the caller. */
static bool is_likely(struct play *play, struct query_index *index,
		      const char *caller, unsigned number)
{
	solver_load(play->solver, type_of(play, caller));
	return set_has(query_index_likely(play->solver, index), number);
}

static void an_index_leaves_out_what_is_not_granted(void **state)
{
	struct play play;
	play_start(&play, *state,
		   "allow guests blue_t:domain pause;"
		   "if (open) { allow tool_t blue_t:domain pause; }"
		   "allow tool_t blue_t:mmu map_read;"
		   "allow blue_t red_t:resource use;");
	const struct requirement asked[] = {
		requirement_of(&play, PARTY_CALLER, PARTY_TARGET, "domain",
			       "pause"),
		requirement_of(&play, PARTY_CALLER, PARTY_TARGET, "mmu",
			       "map_read"),
		requirement_of(&play, PARTY_TARGET, PARTY_OTHER, "resource",
			       "use"),
		requirement_of(&play, PARTY_CALLER, PARTY_TARGET, "hvm",
			       "setparam")};
	struct query_index *index = query_index_make(play.solver, 4);
	const struct {
		unsigned first, count;
	} queries[] = {{0, 1}, {0, 2}, {2, 1}, {3, 1}};
	for (unsigned i = 0; i < 4; i++)
		query_index_add(play.solver, index,
				query_make(play.solver,
					   asked + queries[i].first,
					   queries[i].count, PARTY_TARGET, 0),
				i);
	/* By an attribute, and in some state of the booleans. */
	assert_true(is_likely(&play, index, "red_t", 0));
	assert_true(is_likely(&play, index, "tool_t", 0));
	/* All that it asks is to be had; what asks nothing is for all. */
	assert_false(is_likely(&play, index, "red_t", 1));
	assert_true(is_likely(&play, index, "tool_t", 1));
	assert_true(is_likely(&play, index, "red_t", 2));
	/* No rule grants it to anybody. */
	assert_false(is_likely(&play, index, "tool_t", 3));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		WORLD_TEST(parties_that_meet_are_found_together),
		WORLD_TEST(what_is_free_is_the_callers_own),
		WORLD_TEST(guards_are_of_all_choices),
		WORLD_TEST(a_caller_sees_itself),
		WORLD_TEST(constraints_of_types_are_asked),
		WORLD_TEST(whoever_calls_is_found),
		WORLD_TEST(a_given_domain_is_seen_by_its_label),
		WORLD_TEST(callers_of_one_attribute_share_what_it_has),
		WORLD_TEST(an_index_leaves_out_what_is_not_granted),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
