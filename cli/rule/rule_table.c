/* All rules, in the order in which they run, which is that of their codes. */
#include "rule/rule_table.h"

#include "base/near.h"
#include "rule/rule.h"

static const struct rule_set *const sets[] = {
	&rule_delegation, &rule_anyone,	  &rule_open,	    &rule_beyond,
	&rule_modules,	  &rule_indirect, &rule_collateral, &rule_misnamed,
	&rule_label,	  &rule_drift,	  &rule_loader,	    &rule_foreign,
	&rule_permissive, &rule_stale,	  &rule_flaws,	    &rule_boot,
	&rule_guest,	  &rule_expect,
};

const struct rule_sets rule_table = {sets, sizeof sets / sizeof *sets};

size_t rule_count(void)
{
	return rules_count(&rule_table);
}

const struct rule *rule_at(size_t index)
{
	return rules_at(&rule_table, index);
}

size_t rule_index(const struct rule *rule)
{
	return rules_index(&rule_table, rule);
}

const struct rule *rule_find(const char *word)
{
	return rules_find(&rule_table, word);
}

const char *rule_hint(const char *word, struct arena *arena)
{
	list_of(const char *) names = LIST_INIT;
	for (size_t i = 0; i < rule_count(); i++) {
		*list_push(&names, arena) = rule_at(i)->code;
		*list_push(&names, arena) = rule_at(i)->name;
	}
	return near_hint(word, names.items, names.count, arena);
}
