/* Words of site files: shipped profiles, and groups of ops. */
#include <string.h>

#include "base/embedded.h"
#include "compile/compile.h"
#include "registry/registry.h"
#include "site/site.h"
#include "word/word_add.h"
#include "word/word_table.h"

static void add_profiles(const struct word_search *search)
{
	for (const struct profile *profile = compile_profiles; profile->name;
	     profile++)
		if (word_is(search, profile->name)) {
			struct word_meaning *meaning =
				word_add(search, "profile", profile->name,
					 profile->summary);
			word_add_fact(search, meaning, "shown by",
				      arena_format(search->arena,
						   "xsmc policy list "
						   "--explain %s",
						   profile->name));
		}
}

/* "XEN_DOMCTL_*" of a group. */
static void add_members(const struct word_search *search,
			struct word_meaning *meaning, const char *pattern,
			const char *range)
{
	const struct registry *registry = search->registry;
	const struct op *one = registry_find_op(registry, pattern);
	const char *note =
		range ? arena_format(search->arena, "in %s", range) : NULL;
	if (one)
		word_add_op(search, meaning, one, note);
	for (unsigned i = 0; !one && i < registry->op_count; i++)
		if (op_matches(&registry->ops[i], pattern))
			word_add_op(search, meaning, &registry->ops[i], note);
}

static void add_group(const struct word_search *search,
		      const struct site_group *group)
{
	struct word_meaning *meaning =
		word_add(search, "group", group->name,
			 arena_format(search->arena,
				      "a group of ops that site files grant by "
				      "group=\"%s\"",
				      group->name));
	meaning->is_of_ops = true;
	meaning->lead = "its ops";
	for (size_t i = 0; i < group->op_count; i++)
		add_members(search, meaning, group->ops[i], group->releases[i]);
}

/* The groups that all profiles share; they were checked when xsmc was built. */
static void add_groups(const struct word_search *search)
{
	static const char file[] = "profile-groups.xml";
	struct diags quiet = DIAGS_INIT;
	size_t length;
	const char *bytes = embedded_find(file, &length);
	const struct site *site =
		site_parse(file, bytes, length, search->arena, &quiet);
	diags_release(&quiet);
	for (size_t i = 0; site && i < site->policy->group_count; i++)
		if (word_is(search, site->policy->groups[i].name))
			add_group(search, &site->policy->groups[i]);
}

void word_site(const struct word_search *search)
{
	add_profiles(search);
	add_groups(search);
}
