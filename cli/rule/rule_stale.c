/*
 * XSM403 and XSM404: waivers that have ended, or that nothing needs.  They are
 * found where waivers are held against findings (lint_waiver.c).
 */
#include "rule/rule_table.h"

static const struct rule rules[] = {
	{.code = "XSM403",
	 .name = "waiver-expired",
	 .level = LEVEL_ERROR,
	 .title = "a waiver has ended",
	 .explanation =
		 "The last day that findings were accepted for is over, and "
		 "they count again. Mend what was accepted, or look at it anew "
		 "and set another day.",
	 .bad = "type toolstack_t, domain_type;\n"
		"role system_r types toolstack_t;\n"
		"# xsmc: accept XEN_DOMCTL_pausedomain reason=\"until 4.17\" "
		"until=2022-12-31\n"
		"allow toolstack_t domU_t:domain pause;\n",
	 .good = "type toolstack_t, domain_type;\n"
		 "role system_r types toolstack_t;\n"
		 "# xsmc: accept XEN_DOMCTL_pausedomain reason=\"the host is "
		 "its own\"\n"
		 "allow toolstack_t domU_t:domain pause;\n",
	 .accept =
		 "Never: a waiver that is to hold on is given another day, or "
		 "none."},
	{.code = "XSM404",
	 .name = "waiver-unused",
	 .level = LEVEL_WARNING,
	 .title = "what a site or a remark says is used by nothing",
	 .explanation =
		 "No finding agrees with all that the waiver says, or the "
		 "policy does not have a type that the site file trusts or "
		 "gives a role. What it accepted was mended, or it never said "
		 "what was meant: it would hide a finding that comes later. It "
		 "is a note for a review that no finding is about.",
	 .bad = "type toolstack_t, domain_type;\n"
		"role system_r types toolstack_t;\n"
		"# xsmc: accept XEN_DOMCTL_unpausedomain reason=\"the host is "
		"its own\"\n"
		"allow toolstack_t domU_t:domain pause;\n",
	 .good = "type toolstack_t, domain_type;\n"
		 "role system_r types toolstack_t;\n"
		 "# xsmc: accept XEN_DOMCTL_pausedomain reason=\"the host is "
		 "its own\"\n"
		 "allow toolstack_t domU_t:domain pause;\n",
	 .accept =
		 "When one site file serves several policies, and the finding "
		 "is in another one."},
};

const struct rule_set rule_stale = {
	.name = "stale",
	.rules = rules,
	.rule_count = sizeof rules / sizeof *rules,
};
