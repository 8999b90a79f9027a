/*
 * The guard forbids what the linter calls an error, and nothing else that has
 * any effect: each permission of each class, from each kind of type on each,
 * is added to a policy of four releases.
 *
 * Some of them are tried; XSMC_TEST_GUARD=all tries each of a domain's and more
 * of the others', with the name of one of the releases of that one alone;
 * XSMC_TEST_SEED tries others.
 */
#include "world.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lint/lint.h"
#include "compile/compile.h"
#include "source/source.h"
#include "write/write.h"

static const struct registry *const built_in = &registry_builtin;

/* --- The guard's rules, read from its text ---------------------------- */

struct set {
	const char *names; /* with blanks around each */
	bool others, all;
};

struct ban {
	struct set sources, targets;
	const char *class, *permissions; /* with blanks around each; "*": all */
};

struct bans {
	struct ban *items;
	size_t count, capacity;
};

static bool has_name(const char *names, const char *name)
{
	size_t length = strlen(name);
	for (const char *at = names; (at = strstr(at, name)); at++)
		if (at > names && at[-1] == ' ' && at[length] == ' ')
			return true;
	return false;
}

/* A name, "{ names }", either with "~" before it, or "*"; moves on. */
static struct set read_set(char **at, struct arena *arena)
{
	struct set set = {.names = " "};
	*at += strspn(*at, " ");
	set.others = **at == '~';
	*at += set.others;
	*at += strspn(*at, " ");
	set.all = **at == '*';
	size_t length = 0;
	if (**at == '{')
		length = strcspn(++*at, "}");
	else
		length = strcspn(*at, " :;");
	set.names = arena_format(arena, " %.*s ", (int)length, *at);
	*at += length + ((*at)[length] == '}');
	return set;
}

static void read_bans(const struct buffer *text, struct arena *arena,
		      struct bans *bans)
{
	char *rest = arena_string(arena, buffer_string(text)), *line;
	while ((line = strsep(&rest, "\n"))) {
		if (strncmp(line, "neverallow ", 11) != 0)
			continue;
		struct ban *ban = list_push(bans, arena);
		line += 11;
		ban->sources = read_set(&line, arena);
		ban->targets = read_set(&line, arena);
		line += strspn(line, " :");
		size_t length = strcspn(line, " ");
		ban->class = arena_slice(arena, line, length);
		line += length;
		const struct set permissions = read_set(&line, arena);
		ban->permissions = permissions.all ? "*" : permissions.names;
	}
}

/*
 * By itself, by the attribute that stands for it, or by the tree's one of the
 * labels of guests for their device models.
 */
static bool is_named(const char *names, const char *type)
{
	char stand_in[100];
	snprintf(stand_in, sizeof stand_in, "xsmc_type_%s", type);
	return has_name(names, type) || has_name(names, stand_in) ||
	       (has_name(names, "domain_target_type") &&
		strstr(type, "_target"));
}

static bool covers(const struct set *set, const char *type)
{
	return set->all || is_named(set->names, type) != set->others;
}

static bool is_banned(const struct bans *bans, const char *source,
		      const char *target, const char *class,
		      const char *permission)
{
	for (size_t i = 0; i < bans->count; i++) {
		const struct ban *ban = &bans->items[i];
		if (strcmp(ban->class, class) == 0 &&
		    (*ban->permissions == '*' ||
		     has_name(ban->permissions, permission)) &&
		    covers(&ban->sources, source) &&
		    covers(&ban->targets, target))
			return true;
	}
	return false;
}

/* --- What the linter says --------------------------------------------- */

struct trial {
	struct world *world;
	struct lint_request request;
	const struct policy *policy;
	struct bans bans;
	size_t errors; /* before anything is added */
	/* By source, what it can do then, so far as it was asked for. */
	size_t *findings;
	bool *known;
	size_t tried, banned, missed, wrong;
};

static const struct site_type roles[] = {
	{.type = "dm_dom_t", .role = "device-model", .reason = "it is one"},
	{.type = "xenstore_t", .role = "xenstore", .reason = "it is one"},
};

static const struct site site = {
	.path = "site.xml", .types = roles, .type_count = 2};

/*
 * The subject can perform an op.  What is covered and but a note, with no role
 * that makes it one, is about labels that no domain has or sees.
 */
static bool is_live(const struct finding *finding, const char *subject)
{
	return finding->op && finding->subject && !finding->doubtful &&
	       strcmp(finding->subject, subject) == 0 &&
	       (finding->level == LEVEL_ERROR || finding->role ||
		strcmp(finding->rule->code, "XSM001") != 0);
}

/* Errors, and which ops the subject can perform on what: so many. */
static void count(struct trial *trial, const struct policy *policy,
		  const char *subject, size_t *errors, size_t *findings)
{
	struct arena arena = ARENA_INIT;
	struct diags quiet = DIAGS_INIT;
	struct lint_request request = trial->request;
	request.policy = policy;
	const struct lint *lint = lint_make(&request, &arena, &quiet);
	assert_non_null(lint);
	*errors = *findings = 0;
	for (size_t i = 0; i < lint->finding_count; i++) {
		const struct finding finding = lint_finding(lint, i);
		const char **objects;
		size_t many = lint_objects(lint, &finding, &arena, &objects);
		if (is_live(&finding, subject))
			*findings += 1 + many;
		if (finding.level == LEVEL_ERROR)
			*errors += 1 + many;
	}
	diags_release(&quiet);
	arena_release(&arena);
}

static int compare_rules(const struct policy_rule *a,
			 const struct policy_rule *b)
{
	if (a->source != b->source)
		return a->source < b->source ? -1 : 1;
	if (a->target != b->target)
		return a->target < b->target ? -1 : 1;
	return a->object_class < b->object_class
		       ? -1
		       : a->object_class > b->object_class;
}

/* The policy with the right beside its own, each pair's rule once. */
static struct policy with_right(const struct trial *trial,
				const struct policy_rule *right,
				struct arena *arena)
{
	struct policy policy = *trial->policy;
	struct policy_rule *rules =
		arena_alloc(arena, policy.rule_count + 1u, sizeof *rules);
	unsigned at = 0;
	while (at < policy.rule_count &&
	       compare_rules(&policy.rules[at], right) < 0)
		at++;
	memcpy(rules, policy.rules, at * sizeof *rules);
	rules[at] = *right;
	unsigned rest = at;
	if (at < policy.rule_count &&
	    compare_rules(&policy.rules[at], right) == 0)
		rules[at].permissions |= policy.rules[rest++].permissions;
	memcpy(&rules[at + 1], &policy.rules[rest],
	       (policy.rule_count - rest) * sizeof *rules);
	policy.rule_count = at + 1 + policy.rule_count - rest;
	policy.rules = rules;
	return policy;
}

static bool is_trusted(const char *type)
{
	return strcmp(type, "dom0_t") == 0 || strncmp(type, "xen_t", 6) == 0 ||
	       strcmp(type, "xenboot_t") == 0;
}

/* Others never ask for anything, whatever they may do. */
static bool is_domain(const char *type)
{
	static const char *const domains[] = {"domU_t", "dm_dom_t",
					      "driver_dom_t", "xenstore_t"};
	for (size_t i = 0; i < sizeof domains / sizeof *domains; i++)
		if (strcmp(type, domains[i]) == 0)
			return true;
	return false;
}

/* All that is not forbidden from the one to the other, beside the policy. */
static struct policy with_all(const struct trial *trial, unsigned source,
			      unsigned target, struct arena *arena)
{
	struct trial more = *trial;
	const struct policy *policy = trial->policy;
	struct policy *grown = arena_alloc(arena, 1, sizeof *grown);
	*grown = *policy;
	for (unsigned k = 0; k < policy->class_count; k++) {
		struct policy_rule rule = {source, target, k, 0, POLICY_ALWAYS};
		for (unsigned bit = 0;
		     bit < policy->classes[k].permission_count; bit++)
			if (!is_banned(&trial->bans, policy->types[source].name,
				       policy->types[target].name,
				       policy->classes[k].name,
				       policy->classes[k].permissions[bit]))
				rule.permissions |= (uint32_t)1 << bit;
		more.policy = grown;
		if (rule.permissions)
			*grown = with_right(&more, &rule, arena);
	}
	return *grown;
}

/* Whether it makes an error with what else is not forbidden between the two. */
static bool is_error_together(struct trial *trial,
			      const struct policy_rule *added,
			      struct arena *arena)
{
	const char *source = trial->policy->types[added->source].name;
	const struct policy all =
		with_all(trial, added->source, added->target, arena);
	struct trial more = *trial;
	size_t without, with, ignored;
	more.policy = &all;
	const struct policy whole = with_right(&more, added, arena);
	count(trial, &all, source, &without, &ignored);
	count(trial, &whole, source, &with, &ignored);
	return with > without;
}

static bool ends_in(const char *text, const char *end)
{
	size_t length = strlen(text), rest = strlen(end);
	return length >= rest && strcmp(text + length - rest, end) == 0;
}

/*
 * What is never asked, so that to forbid it takes nothing away: on a view of a
 * domain by who sees it by another label, and to switch booleans where the
 * policy has none.
 */
static bool is_never_asked(const struct trial *trial, const char *source,
			   const char *target, const char *permission)
{
	size_t own = strlen(target) - strlen("_self");
	if (ends_in(target, "_self"))
		return strlen(source) != own ||
		       strncmp(source, target, own) != 0;
	if (ends_in(target, "_target"))
		return strcmp(source, "dm_dom_t") != 0;
	return strcmp(permission, "setbool") == 0 &&
	       !trial->policy->boolean_count;
}

static void try_right(struct trial *trial, const struct policy_rule *right,
		      unsigned bit)
{
	const struct policy *policy = trial->policy;
	const struct policy_class *class =
		&policy->classes[right->object_class];
	const char *source = policy->types[right->source].name;
	const char *target = policy->types[right->target].name;
	struct arena arena = ARENA_INIT;
	struct policy_rule added = *right;
	size_t errors, findings, before, ignored;
	added.permissions = (uint32_t)1 << bit;
	const struct policy more = with_right(trial, &added, &arena);
	if (!trial->known[right->source])
		count(trial, policy, source, &ignored,
		      &trial->findings[right->source]);
	trial->known[right->source] = true;
	before = trial->findings[right->source];
	count(trial, &more, source, &errors, &findings);
	bool banned = is_banned(&trial->bans, source, target, class->name,
				class->permissions[bit]);
	bool error = errors > trial->errors;
	bool dead = errors == trial->errors &&
		    (findings == before || !is_domain(source) ||
		     is_never_asked(trial, source, target,
				    class->permissions[bit]));
	if (banned && !error && !dead)
		dead = is_error_together(trial, &added, &arena);
	trial->tried++;
	trial->banned += banned;
	trial->missed += error && !banned;
	trial->wrong += banned && !error && !dead;
	if (error != banned && (error || !dead))
		print_message("%s %s: allow %s %s:%s %s\n", policy->path,
			      error ? "not forbidden" : "forbidden", source,
			      target, class->name, class->permissions[bit]);
	arena_release(&arena);
}

/* --- The trials ------------------------------------------------------- */

/*
 * Each of so many, beginning with another one for another seed; where all are
 * tried, each of so many of those who never ask for anything.
 */
enum { SHARE = 97, SHARE_OF_OTHERS = 19 };

static unsigned first_of(void)
{
	const char *seed = getenv("XSMC_TEST_SEED");
	return seed ? (unsigned)strtoul(seed, NULL, 10) % SHARE : 0;
}

static void try_all(struct trial *trial)
{
	const struct policy *policy = trial->policy;
	const char *how = getenv("XSMC_TEST_GUARD");
	const bool all = how;
	unsigned number = first_of();
	for (unsigned i = 0; i < policy->type_count; i++)
		for (unsigned j = 0; j < policy->type_count; j++)
			for (unsigned k = 0; k < policy->class_count; k++)
				for (unsigned bit = 0;
				     bit < policy->classes[k].permission_count;
				     bit++) {
					const struct policy_rule right = {
						i, j, k, 0, POLICY_ALWAYS};
					const char *source =
						policy->types[i].name;
					const unsigned share =
						!all ? SHARE
						: is_domain(source)
							? 1
							: SHARE_OF_OTHERS;
					if (policy->types[i].attribute ||
					    policy->types[j].attribute ||
					    is_trusted(source) ||
					    number++ % share)
						continue;
					try_right(trial, &right, bit);
				}
}

static void make_stock(struct trial *trial, unsigned release)
{
	struct world *world = trial->world;
	struct buffer conf = BUFFER_INIT, binary = BUFFER_INIT;
	const struct compilation compilation = {
		.registry = built_in,
		.profile = compile_find_profile("default"),
		.release = release};
	struct model *model =
		compile_model(&compilation, &world->arena, &world->diags);
	assert_non_null(model);
	assert_true(compile_policy(&model, write_conf, &world->diags, &conf,
				   &binary));
	trial->policy = source_parse(built_in->releases[release].name, &binary,
				     &world->arena, &world->diags);
	assert_non_null(trial->policy);
	buffer_release(&conf);
	buffer_release(&binary);
}

static void make_guard(struct trial *trial, unsigned release)
{
	struct buffer text = BUFFER_INIT;
	const struct guard_request request = {.registry = built_in,
					      .release = release,
					      .form = GUARD_TE,
					      .site = &site};
	assert_true(write_guard(&request, &trial->world->arena,
				&trial->world->diags, &text));
	read_bans(&text, &trial->world->arena, &trial->bans);
	buffer_release(&text);
}

static void test_release(const char *name)
{
	struct world world = {0};
	struct release_choice choice = {.how = "given"};
	struct trial trial = {.world = &world};
	size_t ignored;
	choice.used = registry_release(built_in, name, &world.diags);
	trial.request = (struct lint_request){.registry = built_in,
					      .release = &choice,
					      .site = &site,
					      .shared = lint_shared_new()};
	make_stock(&trial, choice.used);
	make_guard(&trial, choice.used);
	trial.findings = arena_alloc(&world.arena, trial.policy->type_count,
				     sizeof *trial.findings);
	trial.known = arena_alloc(&world.arena, trial.policy->type_count,
				  sizeof *trial.known);
	count(&trial, trial.policy, "", &trial.errors, &ignored);
	try_all(&trial);
	print_message("%s: %zu rights, %zu forbidden, %zu not forbidden, "
		      "%zu in vain\n",
		      name, trial.tried, trial.banned, trial.missed,
		      trial.wrong);
	assert_int_equal(trial.missed, 0);
	assert_int_equal(trial.wrong, 0);
	lint_shared_free(trial.request.shared);
	diags_release(&world.diags);
	arena_release(&world.arena);
}

static void test_guard_forbids_what_lint_calls_an_error(void **state)
{
	static const char *const releases[] = {"4.6.6", "4.12.4", "4.17.5",
					       "4.22.0"};
	(void)state;
	const char *how = getenv("XSMC_TEST_GUARD");
	const bool each = !how || strcmp(how, "all") == 0;
	for (size_t i = 0; i < sizeof releases / sizeof *releases; i++)
		if (each || strcmp(how, releases[i]) == 0)
			test_release(releases[i]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_guard_forbids_what_lint_calls_an_error),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
