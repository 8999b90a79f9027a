/* Which rule makes policy.conf, and whether others reach into that. */
#include "base/directory.h"
#include "base/text.h"
#include "source/source_make.h"
#include "source/source_make_expand.h"
#include "source/source_make_recipe.h"
#include "source/source_make_rule.h"

#include <string.h>

USES_MESSAGE(POLICY_MAKEFILE);

static const char product[] = "policy.conf";

static bool refuse(const struct make *make, struct location at, const char *why)
{
	diags_add(make->diags, MESSAGE_POLICY_MAKEFILE, at, "%s", why);
	return false;
}

static bool is_product(const char *target)
{
	const char *slash = strrchr(target, '/');
	return strcmp(slash ? slash + 1 : target, product) == 0;
}

/* --- The rule for policy.conf ------------------------------------------------
 */

/* The rule, or NULL: there is none, or (with a message) more than one. */
static struct make_rule *find_product(const struct make *make, bool *good)
{
	struct make_rule *found = NULL;
	*good = true;
	for (size_t i = 0; i < make->rules.count; i++) {
		struct make_rule *rule = make->rules.items[i];
		for (size_t j = 0; j < rule->targets.list.count; j++) {
			if (!is_product(rule->targets.list.items[j]))
				continue;
			if (found)
				*good = refuse(make, rule->at,
					       "a second rule for policy.conf");
			found = rule;
		}
	}
	return *good ? found : NULL;
}

/* $@ and $^, as they are for the rule. */
static void set_automatics(struct make *make, const struct make_rule *rule)
{
	struct make_words seen = {LIST_INIT};
	const char *all = "";
	for (size_t i = 0; i < rule->prerequisites.list.count; i++) {
		const char *word = rule->prerequisites.list.items[i];
		if (text_is_among(seen.list.items, seen.list.count, word))
			continue;
		*list_push(&seen.list, make->arena) = word;
		all = arena_format(make->arena, "%s%s%s", all, *all ? " " : "",
				   word);
	}
	make_set(make, "@",
		 rule->targets.list.count ? rule->targets.list.items[0] : "");
	make_set(make, "^", all);
	make_set(make, "<", seen.list.count ? seen.list.items[0] : "");
}

/* Reads the recipe; false with a message where a line is not understood. */
static bool read_recipe(struct make *make, const struct make_rule *rule,
			struct make_policy *policy)
{
	unsigned runs = 0;
	bool known = make_knows(rule);
	set_automatics(make, rule);
	for (size_t i = 0; i < rule->recipe.count; i++) {
		struct make_doubt doubt = {0};
		enum make_command command = make_read_command(
			make, &rule->recipe.items[i], policy, &doubt);
		runs += command == COMMAND_M4;
		if (doubt.why && !(known && command == COMMAND_OTHER))
			return refuse(make, doubt.at, doubt.why);
	}
	if (rule->doubt.why)
		return refuse(make, rule->doubt.at, rule->doubt.why);
	if (rule->prerequisite_doubt.why)
		return refuse(make, rule->prerequisite_doubt.at,
			      rule->prerequisite_doubt.why);
	return runs == 1 || refuse(make, rule->at,
				   "the rule for policy.conf does not run m4 "
				   "once");
}

/* --- Other rules
 * --------------------------------------------------------------- */

/* A target that has a meaning of its own. */
static bool is_special(const char *target)
{
	return *target == '.' && target[1] != '/' && target[1] != '.';
}

/* Special targets that change how rules are read or run. */
static bool is_refused(const char *target)
{
	static const char *const names[] = {".ONESHELL", ".SECONDEXPANSION",
					    ".POSIX", ".EXPORT_ALL_VARIABLES"};
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (strcmp(names[i], target) == 0)
			return true;
	return false;
}

/* What the makefiles' walk from the first goal comes by. */
struct goal_walk {
	const struct make *make;
	struct make_words seen;
};

static void walk_from(struct goal_walk *walk, const char *target)
{
	if (text_is_among(walk->seen.list.items, walk->seen.list.count, target))
		return;
	*list_push(&walk->seen.list, walk->make->arena) = target;
	for (size_t i = 0; i < walk->make->rules.count; i++) {
		const struct make_rule *rule = walk->make->rules.items[i];
		if (!text_is_among(rule->targets.list.items,
				   rule->targets.list.count, target))
			continue;
		for (size_t j = 0; j < rule->prerequisites.list.count; j++)
			walk_from(walk, rule->prerequisites.list.items[j]);
	}
}

static const char *first_goal(const struct make *make)
{
	for (size_t i = 0; i < make->rules.count; i++) {
		const struct make_words *targets =
			&make->rules.items[i]->targets;
		for (size_t j = 0; j < targets->list.count; j++)
			if (!is_special(targets->list.items[j]) &&
			    !strchr(targets->list.items[j], '%'))
				return targets->list.items[j];
	}
	return product;
}

/* The file of m4's, or of make's, that the target is; NULL: none. */
static const char *source_of(const struct make *make,
			     const struct make_policy *policy,
			     const char *target)
{
	const struct make_words *const lists[] = {&policy->files, &make->files};
	for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
		for (size_t j = 0; j < lists[i]->list.count; j++)
			if (make_matches(lists[i]->list.items[j], target))
				return lists[i]->list.items[j];
	return NULL;
}

/* A rule that makes nothing by itself may still be made on the way. */
static bool check_commands(struct make *make, const struct make_rule *rule)
{
	struct make_policy ignored = {0};
	set_automatics(make, rule);
	for (size_t i = 0; i < rule->recipe.count; i++) {
		struct make_doubt doubt = {0};
		enum make_command command = make_read_command(
			make, &rule->recipe.items[i], &ignored, &doubt);
		if (doubt.why)
			return refuse(make, doubt.at, doubt.why);
		if (command == COMMAND_M4)
			return refuse(make, rule->recipe.items[i].at,
				      "it runs m4 for another file");
	}
	return true;
}

static bool check_rule(struct make *make, const struct make_rule *rule,
		       const struct goal_walk *walk,
		       const struct make_policy *policy)
{
	bool on_the_way = rule->doubt.why != NULL;
	if (make_knows(rule))
		return true;
	for (size_t i = 0; i < rule->targets.list.count; i++) {
		const char *target = rule->targets.list.items[i];
		if (is_refused(target) ||
		    (is_special(target) && rule->recipe.count))
			return refuse(make, rule->at,
				      arena_format(make->arena,
						   "%s is not followed",
						   target));
		const char *source = source_of(make, policy, target);
		if (source && rule->recipe.count)
			return refuse(make, rule->at,
				      arena_format(make->arena,
						   "it makes %s, which is read "
						   "as it is",
						   source));
		on_the_way |= text_is_among(walk->seen.list.items,
					    walk->seen.list.count, target);
	}
	return !on_the_way || check_commands(make, rule);
}

/* --- Rules that make has by itself
 * ---------------------------------------------- */

/* A file from which make would make the other one, if it is newer; or NULL. */
static const char *maker_of(const struct make *make, const char *name)
{
	static const char *const before[] = {"s.", "RCS/", "SCCS/s."};
	static const char *const behind[] = {
		".sh", ".c", ".o",    ".cc", ".C",   ".cpp", ".p",
		".f",  ".F", ".m",    ".r",  ".s",   ".S",   ".mod",
		".y",  ".l", ".texi", ".w",  ".web", ".ch",  ",v"};
	const char *slash = strrchr(name, '/');
	size_t head = slash ? (size_t)(slash - name) + 1 : 0;
	for (size_t i = 0; i < sizeof behind / sizeof *behind; i++) {
		const char *path =
			arena_format(make->arena, "%s%s", name, behind[i]);
		if (directory_has_file(make->directory, path))
			return path;
	}
	for (size_t i = 0; i < sizeof before / sizeof *before; i++) {
		const char *path = arena_format(
			make->arena, "%.*s%s%s%s", (int)head, name, before[i],
			name + head,
			strcmp(before[i], "RCS/") == 0 ? ",v" : "");
		if (directory_has_file(make->directory, path))
			return path;
	}
	return NULL;
}

static bool check_makers(const struct make *make,
			 const struct make_words *files)
{
	for (size_t i = 0; i < files->list.count; i++) {
		const char *maker = maker_of(make, files->list.items[i]);
		if (maker)
			return refuse(
				make,
				location_file(directory_path(
					make->directory, maker, make->arena)),
				arena_format(make->arena,
					     "make may make %s of it, by a "
					     "rule of its own",
					     files->list.items[i]));
	}
	return true;
}

/* --- All
 * ------------------------------------------------------------------------ */

/* Without a rule for policy.conf, makefiles may give a few settings alone. */
static bool check_settings(const struct make *make)
{
	static const char *const names[] = {"M4PARAM", "POLICY_SECTIONS",
					    "ALL_MODULES"};
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		const struct make_variable *variable =
			make_variable(make, names[i]);
		if (variable)
			return refuse(make, variable->at,
				      arena_format(make->arena,
						   "%s is set, but no rule for "
						   "policy.conf is known",
						   names[i]));
	}
	return !make->rules.count ||
	       refuse(make, make->rules.items[0]->at,
		      "there are rules, but none for policy.conf is known");
}

/* m4's files are made by rules of the older build. */
static bool is_made(const struct make_policy *policy)
{
	for (size_t i = 0; i < policy->files.list.count; i++)
		if (text_starts_with(policy->files.list.items[i], "tmp/"))
			return true;
	return false;
}

bool make_find_policy(struct make *make, struct make_policy *policy)
{
	bool good;
	struct make_rule *rule = find_product(make, &good);
	struct goal_walk walk = {.make = make};
	*policy = (struct make_policy){.found = rule != NULL};
	if (!rule)
		return good && check_settings(make);
	if (!read_recipe(make, rule, policy))
		return false;
	policy->made = is_made(policy);
	walk_from(&walk, first_goal(make));
	for (size_t i = 0; i < rule->targets.list.count; i++)
		walk_from(&walk, rule->targets.list.items[i]);
	for (size_t i = 0; i < make->rules.count; i++)
		if (make->rules.items[i] != rule &&
		    !check_rule(make, make->rules.items[i], &walk, policy))
			return false;
	return check_makers(make, &policy->files) &&
	       check_makers(make, &make->files);
}
