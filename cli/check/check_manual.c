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
	 "When a hostile domain of this type may bring the host down or "
	 "worse without more than the site loses anyway, or when the site "
	 "has reviewed the op's implementation against such a caller; then "
	 "record the review. Where the type is trusted as fully as dom0, say "
	 "that in place of accepting one op after the other."},
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
	{"XSM003",
	 "# policy for Xen 4.17.5\n"
	 "# checkpolicy -U allow\n",
	 "# policy for Xen 4.17.5\n"
	 "# checkpolicy -U deny\n",
	 "While a guest needs an op that the hook of this release forgot, "
	 "and only until a release knows it."},
	{"XSM004", "# policy for Xen 4.22.0\n", NULL,
	 "Always, for this release: only another release of Xen mends it. "
	 "What can be done is to have no hostile domain on such a host."},
	{"XSM005", "# policy for Xen 4.22.0\n", NULL,
	 "Always, for this release: it tells what does not work there under "
	 "FLASK, and that no rule would help."},
	{"XSM006", "# policy for Xen 4.17.5\n", "# policy for Xen 4.17.7\n",
	 "When the host runs no domain that may be hostile, until it is "
	 "updated."},
	{"XSM101",
	 "type toolstack_t, domain_type;\n"
	 "role system_r types toolstack_t;\n"
	 "allow toolstack_t security_t:security load_policy;\n",
	 "type toolstack_t, domain_type;\n"
	 "role system_r types toolstack_t;\n"
	 "allow dom0_t security_t:security load_policy;\n",
	 "For a type that is trusted as fully as dom0; rather say that in "
	 "the site file. Booleans may be accepted where none of what they "
	 "switch matters."},
	{"XSM102",
	 "type builder_t, domain_type;\n"
	 "role system_r types builder_t;\n"
	 "allow builder_t dom0_t:domain create;\n",
	 "type builder_t, domain_type;\n"
	 "role system_r types builder_t;\n"
	 "allow builder_t domU_t:domain create;\n",
	 "For the builder of the whole system, which leaves its label or "
	 "ends before any other domain runs."},
	{"XSM103",
	 "type monitor_t, domain_type;\n"
	 "role system_r types monitor_t;\n"
	 "allow monitor_t dom0_t:mmu { map_read map_write };\n",
	 "type monitor_t, domain_type;\n"
	 "role system_r types monitor_t;\n"
	 "allow monitor_t domU_t:mmu { map_read map_write };\n",
	 "Only for a type that is trusted as fully as the one whose memory "
	 "it is; rather say that in the site file."},
	{"XSM104",
	 "type monitor_t, domain_type;\n"
	 "role system_r types monitor_t;\n"
	 "allow monitor_t dom0_t:mmu map_read;\n",
	 "type monitor_t, domain_type;\n"
	 "role system_r types monitor_t;\n"
	 "allow monitor_t domU_t:mmu map_read;\n",
	 "For a monitor that is trusted with the keys and passwords of what "
	 "it looks into."},
	{"XSM105",
	 "type toolstack_t, domain_type;\n"
	 "role system_r types toolstack_t;\n"
	 "allow toolstack_t dom0_t:domain set_target;\n",
	 "type toolstack_t, domain_type;\n"
	 "role system_r types toolstack_t;\n"
	 "allow toolstack_t domU_t:domain set_target;\n",
	 "Where the trusted domain checks all that it takes from its "
	 "devices."},
	{"XSM106",
	 "type toolstack_t, domain_type;\n"
	 "role system_r types toolstack_t;\n"
	 "allow toolstack_t xen_t:xen2 livepatch_op;\n",
	 "type toolstack_t, domain_type;\n"
	 "role system_r types toolstack_t;\n"
	 "allow dom0_t xen_t:xen2 livepatch_op;\n",
	 "Never: what patches the hypervisor is trusted more than dom0. If "
	 "it is meant to be, the site file says so."},
	{"XSM107",
	 "type card_t, resource_type;\n"
	 "role system_r types card_t;\n"
	 "allow domU_t card_t:resource { use use_noiommu };\n",
	 "type card_t, resource_type;\n"
	 "role system_r types card_t;\n"
	 "allow domU_t card_t:resource { use use_iommu };\n",
	 "For hardware that cannot access memory by itself."},
	{"XSM108",
	 "type toolstack_t, domain_type;\n"
	 "role system_r types toolstack_t;\n"
	 "type helper_t, domain_type;\n"
	 "role system_r types helper_t;\n"
	 "allow toolstack_t helper_t:mmu { map_read map_write };\n"
	 "allow helper_t security_t:security load_policy;\n",
	 "type toolstack_t, domain_type;\n"
	 "role system_r types toolstack_t;\n"
	 "type helper_t, domain_type;\n"
	 "role system_r types helper_t;\n"
	 "allow toolstack_t helper_t:mmu { map_read map_write };\n",
	 "Where the types on the path are never there at the same time."},
	{"XSM201",
	 "type toolstack_t, domain_type;\n"
	 "role system_r types toolstack_t;\n"
	 "# Meant for XENPF_get_cpuinfo; XEN_SYSCTL_getcpuinfo is asked the "
	 "same.\n"
	 "allow toolstack_t xen_t:xen getcpuinfo;\n",
	 "type toolstack_t, domain_type;\n"
	 "role system_r types toolstack_t;\n"
	 "allow dom0_t xen_t:xen getcpuinfo;\n",
	 "When the covered op does no harm in the hands of this type, as its "
	 "own finding says. In this release no rule can part the two."},
	{"XSM202",
	 "# policy for Xen 4.10.4\n"
	 "type toolstack_t, domain_type;\n"
	 "role system_r types toolstack_t;\n"
	 "allow toolstack_t domU_t:domain getvcpucontext;\n",
	 "# policy for Xen 4.12.4\n"
	 "type toolstack_t, domain_type;\n"
	 "role system_r types toolstack_t;\n"
	 "allow toolstack_t domU_t:domain getvcpucontext;\n",
	 "When the type may do the op that the permission opens as well."},
	{"XSM203",
	 "type monitor_t, domain_type;\n"
	 "role system_r types monitor_t;\n"
	 "allow monitor_t domU_t:hvm altp2mhvm;\n",
	 "type monitor_t, domain_type;\n"
	 "role system_r types monitor_t;\n"
	 "allow monitor_t domU_t:hvm altp2mhvm_op;\n",
	 "When the rule is there for another release."},
	{"XSM204",
	 "# policy for Xen 4.10.4\n"
	 "type toolstack_t, domain_type;\n"
	 "role system_r types toolstack_t;\n"
	 "allow toolstack_t domU_t:domain2 set_vnumainfo;\n",
	 "# policy for Xen 4.10.4\n"
	 "type toolstack_t, domain_type;\n"
	 "role system_r types toolstack_t;\n"
	 "allow dom0_t domU_t:domain2 set_vnumainfo;\n",
	 "When the same policy text is meant for releases that check the "
	 "permission by its name."},
	{"XSM205",
	 "type web_t, domain_type;\n"
	 "type web_t_self, domain_type;\n"
	 "role system_r types { web_t web_t_self };\n"
	 "type_transition web_t web_t:domain web_t_self;\n"
	 "allow web_t self:event reset;\n",
	 "type web_t, domain_type;\n"
	 "type web_t_self, domain_type;\n"
	 "role system_r types { web_t web_t_self };\n"
	 "type_transition web_t web_t:domain web_t_self;\n"
	 "allow web_t web_t_self:event reset;\n",
	 "When the domains of the type are to do it to each other."},
	{"XSM206",
	 "type web_t, domain_type;\n"
	 "type web_t_self;\n"
	 "role system_r types { web_t web_t_self };\n"
	 "type_transition web_t web_t:domain web_t_self;\n"
	 "allow domU_t web_t_self:mmu stat;\n",
	 "type web_t, domain_type;\n"
	 "type web_t_self;\n"
	 "role system_r types { web_t web_t_self };\n"
	 "type_transition web_t web_t:domain web_t_self;\n"
	 "allow web_t web_t_self:mmu stat;\n",
	 "When the rule is one of many that a macro makes."},
	{"XSM207",
	 "type stub_t, domain_type;\n"
	 "role system_r types stub_t;\n"
	 "allow stub_t domU_t:domain set_target;\n",
	 "type stub_t, domain_type;\n"
	 "type domU_t_stub, domain_type;\n"
	 "role system_r types { stub_t domU_t_stub };\n"
	 "type_transition domU_t stub_t:domain domU_t_stub;\n"
	 "allow stub_t domU_t:domain set_target;\n",
	 "Rather name the type in a site file, which ends it."},
	{"XSM301",
	 "# policy for Xen 4.10.4\n"
	 "# xsmc lint --release 4.22.0\n",
	 "# policy for Xen 4.22.0\n"
	 "# xsmc lint --release 4.22.0\n",
	 "Never, for a policy that is to be loaded by this release."},
	{"XSM302",
	 "# policy for Xen 4.18.4\n"
	 "# xsmc lint --release 4.18.5\n",
	 "# policy for Xen 4.18.5\n"
	 "# xsmc lint --release 4.18.5\n",
	 "Never, for a policy that is to be loaded by this release."},
	{"XSM303",
	 "# policy for Xen 4.16.7\n"
	 "# xsmc lint --release 4.17.0\n",
	 "# policy for Xen 4.17.0\n"
	 "# xsmc lint --release 4.17.0\n",
	 "Never, for a policy that is to be loaded by this release."},
	{"XSM304",
	 "# policy for Xen 4.18.5\n"
	 "# xsmc lint --release 4.18.4\n",
	 "# policy for Xen 4.18.4\n"
	 "# xsmc lint --release 4.18.4\n",
	 "When the policy is made for a newer release, or has classes of the "
	 "site's own, behind those of Xen."},
	{"XSM305",
	 "# policy for Xen 4.11.4\n"
	 "# xsmc lint --release 4.12.0\n"
	 "type toolstack_t, domain_type;\n"
	 "role system_r types toolstack_t;\n"
	 "allow toolstack_t domU_t:domain getvcpuinfo;\n",
	 "# policy for Xen 4.11.4\n"
	 "# xsmc lint --release 4.12.0\n"
	 "type toolstack_t, domain_type;\n"
	 "role system_r types toolstack_t;\n"
	 "allow dom0_t domU_t:domain getvcpuinfo;\n",
	 "When the type may have the op in the new release."},
	{"XSM306",
	 "# policy for Xen 4.7.6\n"
	 "# xsmc lint --release 4.8.0\n"
	 "type toolstack_t, domain_type;\n"
	 "role system_r types toolstack_t;\n"
	 "allow toolstack_t domU_t:domain { setextvcpucontext };\n",
	 "# policy for Xen 4.7.6\n"
	 "# xsmc lint --release 4.8.0\n"
	 "type toolstack_t, domain_type;\n"
	 "role system_r types toolstack_t;\n"
	 "allow toolstack_t domU_t:domain { setextvcpucontext setvcpucontext "
	 "};\n",
	 "When the type has no need of the op any more."},
	{"XSM307",
	 "# policy for Xen 4.17.7\n"
	 "type log_t;\n"
	 "type_transition dom0_t domU_t:domain log_t \"log\";\n",
	 "# policy for Xen 4.17.7\n"
	 "type log_t;\n"
	 "type_transition dom0_t domU_t:domain log_t;\n",
	 "Never, for a policy that is to be loaded by this release."},
	{"XSM308",
	 "role auditor_r;\n"
	 "role_transition system_r domU_t:xen auditor_r;\n",
	 "role auditor_r;\n"
	 "role_transition system_r domU_t:domain auditor_r;\n",
	 "When nothing depends on the part."},
	{"XSM309",
	 "# with the permission domain2:get_runstate_info\n"
	 "type tool_t, domain_type;\n"
	 "role system_r types tool_t;\n"
	 "allow tool_t domU_t:domain2 get_runstate_info;\n",
	 "# with the permission domain2:get_runstate_info\n"
	 "type tool_t, domain_type;\n"
	 "role system_r types tool_t;\n"
	 "allow tool_t domU_t:domain2 gettsc;\n",
	 "Never: an overlay of the registry says what the permission opens."},
	{"XSM401",
	 "type trial_t, domain_type;\n"
	 "role system_r types trial_t;\n"
	 "permissive trial_t;\n",
	 "# What it was refused in the trial is allowed, and nothing else.\n"
	 "type trial_t, domain_type;\n"
	 "role system_r types trial_t;\n"
	 "allow trial_t xen_t:xen writeconsole;\n",
	 "On a host where the policy of this type is being written, and only "
	 "there."},
	{"XSM403",
	 "type toolstack_t, domain_type;\n"
	 "role system_r types toolstack_t;\n"
	 "# xsmc: accept XEN_DOMCTL_pausedomain reason=\"until 4.17\" "
	 "until=2022-12-31\n"
	 "allow toolstack_t domU_t:domain pause;\n",
	 "type toolstack_t, domain_type;\n"
	 "role system_r types toolstack_t;\n"
	 "# xsmc: accept XEN_DOMCTL_pausedomain reason=\"the host is its "
	 "own\"\n"
	 "allow toolstack_t domU_t:domain pause;\n",
	 "Never: a waiver that is to hold on is given another day, or none."},
	{"XSM404",
	 "type toolstack_t, domain_type;\n"
	 "role system_r types toolstack_t;\n"
	 "# xsmc: accept XEN_DOMCTL_unpausedomain reason=\"the host is its "
	 "own\"\n"
	 "allow toolstack_t domU_t:domain pause;\n",
	 "type toolstack_t, domain_type;\n"
	 "role system_r types toolstack_t;\n"
	 "# xsmc: accept XEN_DOMCTL_pausedomain reason=\"the host is its "
	 "own\"\n"
	 "allow toolstack_t domU_t:domain pause;\n",
	 "When one site file serves several policies, and the finding is in "
	 "another one."},
};

const struct rule_manual *check_rule_manual(const struct rule *rule)
{
	for (size_t i = 0; i < sizeof manuals / sizeof *manuals; i++)
		if (strcmp(manuals[i].code, rule->code) == 0)
			return &manuals[i];
	return NULL;
}
