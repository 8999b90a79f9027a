/*
 * Binary policies by xsmc, by libsepol and, where FUZZ_SERVER names a shared
 * object with one, by the security server of a Xen: who takes it, and what
 * each decides between contexts.
 *
 * That object has server_load(), which gives 0 for a policy that it takes, and
 * server_allowed(), both as below.  FUZZ_RELEASE is its release: what a lint
 * says to be loaded there must be.
 */
#include "../unit/policy_judge.h"

#include "fuzz.h"

#include <ctype.h>
#include <dlfcn.h>
#include <sanitizer/lsan_interface.h>
#include <stdbool.h>
#include <stdio.h>

#include "../unit/policy_decision.h"
#include "lint/lint.h"
#include "registry/registry.h"
#include "right/right.h"

enum { BOOLEANS_AT_MOST = 4, PAIRS = 40 };

/* A Xen's security server. */
struct server {
	int (*load)(const void *bytes, size_t length);
	int (*allowed)(const char *source, const char *target,
		       uint16_t object_class, uint32_t *allowed);
};

static const struct server *server_open(void)
{
	static struct server server;
	const char *path = getenv("FUZZ_SERVER");
	if (!path || server.load)
		return path ? &server : NULL;
	void *object = dlopen(path, RTLD_NOW);
	fuzz_assert(object != NULL, "FUZZ_SERVER is a shared object");
	*(void **)&server.load = dlsym(object, "server_load");
	*(void **)&server.allowed = dlsym(object, "server_allowed");
	fuzz_assert(server.load && server.allowed, "it has what is asked");
	return &server;
}

static bool is_word(const char *name)
{
	for (; *name; name++)
		if (!isalnum((unsigned char)*name) && *name != '_')
			return false;
	return true;
}

/* Contexts can be written with the names, and states be counted. */
static bool can_be_asked(const struct policy *policy)
{
	bool plain = !policy->mls && policy->boolean_count <= BOOLEANS_AT_MOST;
	for (unsigned i = 0; i < policy->type_count; i++)
		plain &= is_word(policy->types[i].name) ||
			 policy->types[i].attribute;
	for (unsigned i = 0; i < policy->role_count; i++)
		plain &= is_word(policy->roles[i].name);
	for (unsigned i = 0; i < policy->user_count; i++)
		plain &= is_word(policy->users[i].name);
	return plain;
}

/* What Xen asks of roles as well: whether a domain may take that of a target.
 */
static uint32_t of_roles(const struct policy_class *object_class)
{
	uint32_t bits = 0;
	if (strcmp(object_class->name, "domain") != 0)
		return 0;
	for (unsigned bit = 0; bit < object_class->permission_count; bit++)
		if (object_class->permissions[bit] &&
		    strcmp(object_class->permissions[bit], "transition") == 0)
			bits |= UINT32_C(1) << bit;
	return bits;
}

/* By rules and bounds, with the booleans' defaults. */
static uint32_t rights_of(struct rights *rights, const struct place *source,
			  const struct place *target, unsigned object_class)
{
	uint32_t allowed = 0;
	for (unsigned bit = 0; bit < 32; bit++) {
		const uint32_t one = UINT32_C(1) << bit;
		const struct when when = rights_when(
			rights, source->type, target->type, object_class, one);
		if (rights->conditions.nodes.items[when.node].by_default)
			allowed |= one;
	}
	return allowed;
}

/* The rights that rules of the linter see, against what Xen decides. */
static void compare_server(const struct server *server,
			   const struct judge *judge,
			   const struct policy *policy, struct rights *rights,
			   const struct place *source,
			   const struct place *target)
{
	if (policy->types[source->type].permissive)
		return;
	for (unsigned i = 0; i < policy->class_count; i++) {
		uint32_t unknown, theirs = 0;
		uint32_t ours = rights_of(rights, source, target, i) &
				~forbidden(policy, i, source, target, &unknown);
		if (server->allowed(source->text, target->text,
				    (uint16_t)(i + 1), &theirs) != 0)
			fail_msg("%s or %s is no context there", source->text,
				 target->text);
		if (!may_follow(policy, source->role, target->role))
			unknown |= of_roles(&policy->classes[i]);
		const uint32_t asked =
			judge_permissions(&judge->db, i + 1) & ~unknown;
		if ((ours ^ theirs) & asked)
			fail_msg("%s %s:%s: %x, but %x by Xen", source->text,
				 target->text, policy->classes[i].name,
				 ours & asked, theirs & asked);
	}
}

/* Numbers that look random. */
static unsigned some(size_t *seed)
{
	*seed = *seed * 6364136223846793005U + 1442695040888963407U;
	return (unsigned)(*seed >> 33);
}

static void compare_all(struct world *world, size_t seed, struct judge *judge,
			const struct policy *policy,
			const struct server *server)
{
	const unsigned states = 1U << policy->boolean_count;
	const struct right_terms terms = {policy->class_count,
					  policy->class_count, 0};
	/* What they take back of a target libsepol does not ask. */
	const bool bounded = policy->bounds != NULL;
	struct rights *rights = rights_make(policy, &terms, &world->arena);
	struct places places = {LIST_INIT};
	find_places(world, policy, &places);
	const size_t count = places.list.count;
	for (size_t i = 0; count && i < PAIRS; i++) {
		const struct place *source =
			&places.list.items[some(&seed) % count];
		const struct place *target =
			&places.list.items[some(&seed) % count];
		const unsigned state = some(&seed) % states;
		judge_set_state(judge, state);
		if (!bounded)
			assert_pair(judge, policy, state, source, target);
		if (server)
			compare_server(server, judge, policy, rights, source,
				       target);
	}
}

/* Whether a lint for the release of the server says that it loads it. */
static bool is_said_to_load(struct world *world, const struct policy *policy)
{
	const char *release = getenv("FUZZ_RELEASE");
	struct diags diags = DIAGS_INIT;
	struct release_choice choice;
	bool fits = release &&
		    lint_choose_release(&registry_builtin, policy, release,
					&world->arena, &diags, &choice) &&
		    release_choice_fits(&choice);
	diags_release(&diags);
	return fits;
}

size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t most,
			       unsigned seed)
{
	return fuzz_mutate_policy(data, size, most, seed);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct world world = {.arena = ARENA_INIT, .diags = DIAGS_INIT};
	struct buffer image = BUFFER_INIT;
	struct judge judge;
	buffer_add(&image, (const char *)data, size);
	const struct policy *policy =
		source_parse("input", &image, &world.arena, &world.diags);
	const struct server *server = server_open();
	/* What others lose of what they refuse is theirs. */
	__lsan_disable();
	/* What is damaged may keep libsepol busy for long, or end it. */
	const bool judged = policy && judge_open(&judge, &image);
	const bool loaded = server && policy && server->load(data, size) == 0;
	__lsan_enable();
	const bool said = server && policy && is_said_to_load(&world, policy);
	if (getenv("FUZZ_VERDICTS"))
		fprintf(stderr, "verdict %d %d %d %d %s\n", policy != NULL,
			judged, loaded, said,
			world.diags.list.count
				? world.diags.list.items[0].detail
				: "");
	fuzz_assert(!said || loaded, "what is said to be loaded is loaded");
	if (judged && can_be_asked(policy))
		compare_all(&world, fuzz_pick(data, size, SIZE_MAX), &judge,
			    policy, loaded ? server : NULL);
	if (judged)
		judge_close(&judge);
	buffer_release(&image);
	diags_release(&world.diags);
	arena_release(&world.arena);
	return 0;
}
