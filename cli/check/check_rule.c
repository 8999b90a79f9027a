#include <string.h>

#include "check/check.h"

const struct rule check_rules[] = {
	{"XSM001", "covered-op-delegated", LEVEL_ERROR,
	 "a covered op is delegated",
	 "A type that is not fully trusted can perform an op that the "
	 "statement "
	 "of XSA-77 covers: its implementation was not reviewed against a "
	 "hostile caller, and bugs in it are handled in public, without an "
	 "advisory. Take the grant away, or trust the type as fully as dom0."},
	{"XSM002", "safe-op-delegated", LEVEL_NOTE, "a safe op is delegated",
	 "A type that is not fully trusted can perform an op that the "
	 "statement "
	 "of XSA-77 does not cover. Bugs in it are handled as security issues. "
	 "The basis tells how much that is worth: audited and excepted were "
	 "looked at, unlisted was only never mentioned."},
	{"XSM003", "unknown-op-allowed", LEVEL_WARNING,
	 "an op is open to every domain by handle-unknown",
	 "FLASK's hook of the release does not know the op, and the policy "
	 "says "
	 "that what is unknown is allowed: every domain can perform it. "
	 "Compile "
	 "the policy with handle-unknown deny."},
	{"XSM004", "covered-op-unchecked", LEVEL_NOTE,
	 "a covered op is open to every domain",
	 "The hypervisor of the release makes no FLASK check that can refuse "
	 "the "
	 "op, at least in one way to use it, so no policy can keep it from any "
	 "domain. It is shown for what it is: "
	 "nothing in the policy causes it, and nothing there can mend it."},
	{"XSM401", "permissive-type", LEVEL_ERROR, "a type is permissive",
	 "What the policy refuses a permissive type is only logged: its "
	 "domains "
	 "can perform every op on every other one. Such a type is meant for "
	 "writing a policy, not for running one."},
	{"XSM403", "waiver-expired", LEVEL_ERROR, "a waiver has ended",
	 "The last day that findings were accepted for is over, and they count "
	 "again. Mend what was accepted, or look at it anew and set another "
	 "day."},
	{"XSM404", "waiver-unused", LEVEL_WARNING, "a waiver accepts nothing",
	 "No finding agrees with all that the waiver says. What it accepted "
	 "was "
	 "mended, or it never said what was meant: it would hide a finding "
	 "that "
	 "comes later."},
};

const size_t check_rule_count = sizeof check_rules / sizeof *check_rules;

const struct rule *check_find_rule(const char *word)
{
	for (size_t i = 0; i < check_rule_count; i++)
		if (strcmp(check_rules[i].code, word) == 0 ||
		    strcmp(check_rules[i].name, word) == 0)
			return &check_rules[i];
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
	for (size_t i = 0; i < lint->finding_count; i++)
		count += lint->findings[i].level == level &&
			 !lint->findings[i].waiver;
	return count;
}
