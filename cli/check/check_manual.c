#include <string.h>

#include "check/check.h"

static const struct rule_manual manuals[] = {
	{"XSM001",
	 "type toolstack_t, domain_type;\n"
	 "role system_r types toolstack_t;\n"
	 "allow toolstack_t domU_t:domain pause;\n",
	 "# The toolstack asks dom0, which pauses the guest for it.\n"
	 "type toolstack_t, domain_type;\n"
	 "role system_r types toolstack_t;\n"
	 "allow dom0_t domU_t:domain pause;\n",
	 "When a hostile domain of this type may bring the host down or worse "
	 "without more than the site loses anyway, or when the site has "
	 "reviewed the op's implementation against such a caller; then record "
	 "the review. Where the type is trusted as fully as dom0, say that in "
	 "place of accepting one op after the other."},
	{"XSM002",
	 "type monitor_t, domain_type;\n"
	 "role system_r types monitor_t;\n"
	 "allow monitor_t domU_t:mmu stat;\n",
	 "type monitor_t, domain_type;\n"
	 "role system_r types monitor_t;\n"
	 "allow dom0_t domU_t:mmu stat;\n",
	 "When the domain needs the op for its work. A note asks for no more "
	 "than a look at its basis: an op that is only unlisted was never "
	 "reviewed, and a later release may cover it."},
	{"XSM003", "# policy for Xen 4.5.5\n# checkpolicy -U allow\n",
	 "# policy for Xen 4.5.5\n# checkpolicy -U deny\n",
	 "While a guest needs an op that the hook of this release forgot, and "
	 "only until a release knows it."},
	{"XSM004", "# policy for Xen 4.22.0\n", NULL,
	 "Always, for this release: only another release of Xen mends it. "
	 "What can be done is to have no hostile domain on such a host."},
};

const struct rule_manual *check_rule_manual(const struct rule *rule)
{
	for (size_t i = 0; i < sizeof manuals / sizeof *manuals; i++)
		if (strcmp(manuals[i].code, rule->code) == 0)
			return &manuals[i];
	return NULL;
}
