/* Rules by their codes and names. */
#include <string.h>

#include "check/check_table.h"

size_t check_rule_count(void)
{
	size_t count = 0;
	for (size_t i = 0; i < check_table_count; i++)
		count += check_table[i]->rule_count;
	return count;
}

const struct rule *check_rule_at(size_t index)
{
	for (size_t i = 0; i < check_table_count; i++) {
		if (index < check_table[i]->rule_count)
			return &check_table[i]->rules[index];
		index -= check_table[i]->rule_count;
	}
	return NULL;
}

size_t check_rule_index(const struct rule *rule)
{
	size_t before = 0;
	for (size_t i = 0; i < check_table_count; i++) {
		const struct check *check = check_table[i];
		for (size_t j = 0; j < check->rule_count; j++)
			if (rule == &check->rules[j])
				return before + j;
		before += check->rule_count;
	}
	return before;
}

const struct rule *check_find_rule(const char *word)
{
	const struct rule *rule;
	for (size_t i = 0; (rule = check_rule_at(i)); i++)
		if (strcmp(rule->code, word) == 0 ||
		    strcmp(rule->name, word) == 0)
			return rule;
	return NULL;
}

const char *level_name(enum level level)
{
	static const char *const names[] = {
		[LEVEL_NOTE] = "note",
		[LEVEL_WARNING] = "warning",
		[LEVEL_ERROR] = "error",
	};
	return names[level];
}

size_t lint_count(const struct lint *lint, enum level level)
{
	size_t count = 0;
	bool accepted;
	for (size_t i = 0; i < lint->finding_count; i++)
		count += lint_finding_level(lint, i, &accepted) == level &&
			 !accepted;
	return count;
}
