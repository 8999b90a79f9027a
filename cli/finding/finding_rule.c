/* Rules by their codes and names, among those of a table. */
#include "finding/finding.h"

#include <string.h>

size_t rules_count(const struct rule_sets *table)
{
	size_t count = 0;
	for (size_t i = 0; i < table->count; i++)
		count += table->sets[i]->rule_count;
	return count;
}

const struct rule *rules_at(const struct rule_sets *table, size_t index)
{
	for (size_t i = 0; i < table->count; i++) {
		if (index < table->sets[i]->rule_count)
			return &table->sets[i]->rules[index];
		index -= table->sets[i]->rule_count;
	}
	return NULL;
}

size_t rules_index(const struct rule_sets *table, const struct rule *rule)
{
	size_t before = 0;
	for (size_t i = 0; i < table->count; i++) {
		const struct rule_set *set = table->sets[i];
		for (size_t j = 0; j < set->rule_count; j++)
			if (rule == &set->rules[j])
				return before + j;
		before += set->rule_count;
	}
	return before;
}

const struct rule *rules_find(const struct rule_sets *table, const char *word)
{
	const struct rule *rule;
	for (size_t i = 0; (rule = rules_at(table, i)); i++)
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
