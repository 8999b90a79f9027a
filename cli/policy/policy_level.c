/* Levels of MLS: those of a policy, and a range of them in words. */
#include "policy/policy_level.h"
#include "base/search.h"
#include "policy/policy_parse.h"
#include "policy/policy_reader.h"
#include "policy/policy_table.h"

#include <string.h>

/* --- Those of a policy -------------------------------------------------- */

static bool keep_categories(struct reader *reader, const struct bitmap *bitmap,
			    const unsigned **categories, unsigned *count)
{
	struct bitmap_walk walk = {.left = *bitmap};
	unsigned *indices = indices_new(reader, bitmap_size(bitmap));
	if (!indices)
		return false;
	for (unsigned category; bitmap_next(&walk, &category);)
		indices[(*count)++] = category;
	*categories = indices;
	return true;
}

static bool keep_sensitivities(struct reader *reader)
{
	struct policy *policy = reader->policy;
	struct policy_sensitivity *rows = arena_alloc(
		reader->arena, reader->sensitivity_count, sizeof *rows);
	for (unsigned i = 0; i < reader->sensitivity_count; i++) {
		rows[i].name = reader->sensitivities[i];
		if (!keep_categories(reader, &reader->level_categories[i],
				     &rows[i].categories,
				     &rows[i].category_count))
			return false;
	}
	policy->sensitivities = rows;
	policy->sensitivity_count = reader->sensitivity_count;
	policy->categories = reader->categories;
	policy->category_count = reader->category_count;
	return true;
}

bool levels_resolve(struct reader *reader)
{
	struct policy *policy = reader->policy;
	if (!policy->mls)
		return true;
	if (!keep_sensitivities(reader))
		return false;
	for (unsigned i = 0; i < policy->user_count; i++)
		for (unsigned j = 0; j < 2; j++) {
			const struct mls_level *from =
				&reader->user_ranges[i].levels[j];
			struct policy_level *level =
				&reader->users[i].levels[j];
			level->sensitivity = from->sensitivity;
			if (!keep_categories(reader, &from->categories,
					     &level->categories,
					     &level->category_count))
				return false;
		}
	return true;
}

/* --- In words ----------------------------------------------------------- */

/* The grammar is that of mls_context_to_sid(), the same in all releases. */
struct range_reading {
	const struct policy *policy;
	struct arena *arena;
	const char *fault; /* the first one, or NULL */
};

__attribute__((format(printf, 2, 3))) static void fail(
	struct range_reading *reading, const char *format, ...)
{
	va_list arguments;
	va_start(arguments, format);
	if (!reading->fault)
		reading->fault =
			arena_vformat(reading->arena, format, arguments);
	va_end(arguments);
}

/* The index of the category of that name or alias; count: there is none. */
static unsigned find_category(struct range_reading *reading, const char *name)
{
	const struct policy *policy = reading->policy;
	for (unsigned i = 0; i < policy->category_count; i++)
		if (policy->categories[i] &&
		    strcmp(policy->categories[i], name) == 0)
			return i;
	const unsigned found = policy_find_alias(policy, ALIAS_CATEGORY, name);
	if (found < policy->category_count)
		return found;
	fail(reading, "the policy has no category \"%s\"", name);
	return policy->category_count;
}

static unsigned find_sensitivity(struct range_reading *reading,
				 const char *name)
{
	const struct policy *policy = reading->policy;
	for (unsigned i = 0; i < policy->sensitivity_count; i++)
		if (policy->sensitivities[i].name &&
		    strcmp(policy->sensitivities[i].name, name) == 0)
			return i;
	const unsigned found =
		policy_find_alias(policy, ALIAS_SENSITIVITY, name);
	if (found < policy->sensitivity_count &&
	    policy->sensitivities[found].name)
		return found;
	fail(reading, "the policy has no sensitivity \"%s\"", name);
	return policy->sensitivity_count;
}

/* One category, or a run of them with a point between its ends. */
static void read_categories(struct range_reading *reading, char *text,
			    bool *has)
{
	char *end = text;
	const char *begin = strsep(&end, ".");
	const unsigned first = find_category(reading, begin);
	const unsigned last = end ? find_category(reading, end) : first;
	if (!reading->fault && end && first >= last)
		fail(reading, "the categories %s.%s do not ascend", begin, end);
	for (unsigned i = first; !reading->fault && i <= last; i++)
		has[i] = true;
}

/* "s0:c0.c3,c7": a level, of which the sensitivity must have them all. */
static struct policy_level read_level(struct range_reading *reading, char *text)
{
	const struct policy *policy = reading->policy;
	char *rest = text;
	const char *name = strsep(&rest, ":");
	const unsigned sensitivity = find_sensitivity(reading, name);
	bool *has = arena_alloc(reading->arena, policy->category_count + 1,
				sizeof *has);
	unsigned *categories = arena_alloc(
		reading->arena, policy->category_count, sizeof *categories);
	struct policy_level level = {sensitivity + 1, categories, 0};
	while (rest && !reading->fault)
		read_categories(reading, strsep(&rest, ","), has);
	for (unsigned i = 0; !reading->fault && i < policy->category_count;
	     i++) {
		const struct policy_sensitivity *row =
			&policy->sensitivities[sensitivity];
		if (!has[i])
			continue;
		categories[level.category_count++] = i;
		if (!numbers_have(row->categories, row->category_count, i))
			fail(reading,
			     "the sensitivity %s does not have the category "
			     "%s",
			     name,
			     policy->categories[i]
				     ? policy->categories[i]
				     : "of a number without a name");
	}
	return level;
}

static bool dominates(const struct policy_level *high,
		      const struct policy_level *low)
{
	for (unsigned i = 0; i < low->category_count; i++)
		if (!numbers_have(high->categories, high->category_count,
				  low->categories[i]))
			return false;
	return high->sensitivity >= low->sensitivity;
}

/* What a hypervisor reads over behind the second level is no range either. */
const char *policy_range_fault(const struct policy *policy, unsigned user,
			       bool object, const char *text,
			       struct arena *arena)
{
	const struct policy_level *outer = policy->users[user].levels;
	struct range_reading reading = {policy, arena, NULL};
	char *rest = arena_string(arena, text);
	struct policy_level low = read_level(&reading, strsep(&rest, "-"));
	struct policy_level high = low;
	if (rest)
		high = read_level(&reading, strsep(&rest, "-"));
	if (rest)
		fail(&reading, "behind its two levels stands -%s", rest);
	if (!reading.fault && !dominates(&high, &low))
		fail(&reading, "its high level does not dominate its low one");
	if (!reading.fault && !object &&
	    (!dominates(&low, &outer[0]) || !dominates(&outer[1], &high)))
		fail(&reading, "the user %s does not have all of the range %s",
		     policy->users[user].name, text);
	return reading.fault;
}
